/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Published tables with scores by hand: people by bin and label in, a question out whose decisions follow from a cut-off,
 * with the rows of everyone and of the rest summed up as the door would. Each bin is a step, and the scores in it lie in its
 * middle unless sums are set.
 */
#ifndef SCORES_BUILDER_H
#define SCORES_BUILDER_H

#include "published_builder.h"

enum { BUILT_BINS = 64 };

typedef struct scored_group {
    const char *level;
    uint64_t people[EXQ_SCORED_LABELS][BUILT_BINS]; /* negative, positive, unlabelled */
    bool withheld;
} scored_group;

typedef struct built_scores {
    const exq_score_bin *bins;
    size_t bin_count;
    const scored_group *groups;
    size_t group_count;
    double cutoff; /* selected from here on */
} built_scores;

static inline double built_middle(exq_score_bin bin)
{
    return bin.low + (bin.high - bin.low) / 2;
}

/* Of group `own` alone, of everyone but it, or of everyone: whose people are taken is where taken[g] is set. */
static inline const exq_row_scores *built_row_scores(exq_arena *arena, const built_scores *of, const bool *taken)
{
    const size_t count = of->bin_count;
    exq_row_scores *row = built(EXQ_NEW(arena, exq_row_scores, 1));
    uint32_t *steps = built(EXQ_NEW(arena, uint32_t, count));
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
        uint64_t *people = built(EXQ_NEW(arena, uint64_t, count));
        double *sum = built(EXQ_NEW(arena, double, count)), *square = built(EXQ_NEW(arena, double, count));
        for (size_t b = 0; b < count; b++) {
            const double s = built_middle(of->bins[b]);
            for (size_t g = 0; g < of->group_count; g++)
                people[b] += taken[g] && !of->groups[g].withheld ? of->groups[g].people[label][b] : 0;
            sum[b] = (double)people[b] * s;
            square[b] = (double)people[b] * s * s;
        }
        row->people[label] = people;
        row->sum[label] = sum;
        row->square[label] = square;
    }
    for (size_t b = 0; b < count; b++)
        steps[b] = (uint32_t)b;
    row->steps = steps;
    row->step_count = count;
    row->by_label = true;
    return row;
}

static inline built_group built_decided(const built_scores *of, size_t g)
{
    const scored_group *from = &of->groups[g];
    built_group out = {.level = from->level, .withheld = from->withheld};
    for (size_t b = 0; b < of->bin_count; b++) {
        const bool selected = of->bins[b].low >= of->cutoff;
        uint64_t *const to[EXQ_SCORED_LABELS] = {selected ? &out.fp : &out.tn, selected ? &out.tp : &out.fn,
                                                 selected ? &out.us : &out.ur};
        for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
            *to[label] += from->people[label][b];
    }
    return out;
}

static inline exq_published built_scored_question(exq_arena *arena, const built_scores *of)
{
    const size_t count = of->group_count;
    built_group *groups = built(EXQ_NEW(arena, built_group, count));
    bool *taken = built(EXQ_NEW(arena, bool, count));
    for (size_t g = 0; g < count; g++)
        groups[g] = built_decided(of, g);
    exq_published question = built_question(arena, groups, count, false);
    for (size_t g = 0; g < count; g++)
        taken[g] = true;
    question.marginal.overall.scores = built_row_scores(arena, of, taken);
    for (size_t g = 0; g < count; g++) {
        if (of->groups[g].withheld)
            continue;
        taken[g] = false;
        ((exq_row *)question.marginal.rests)[g].scores = built_row_scores(arena, of, taken);
        for (size_t other = 0; other < count; other++)
            taken[other] = other == g;
        ((exq_row *)question.marginal.groups)[g].scores = built_row_scores(arena, of, taken);
        for (size_t other = 0; other < count; other++)
            taken[other] = true;
    }
    exq_scale *scale = built(EXQ_NEW(arena, exq_scale, 1));
    double *cuts = built(EXQ_NEW(arena, double, of->bin_count));
    for (size_t b = 0; b < of->bin_count; b++)
        cuts[b] = of->bins[b].low;
    *scale = (exq_scale){.bins = of->bins,
                         .bin_count = of->bin_count,
                         .cuts = cuts,
                         .steps = question.marginal.overall.scores->steps,
                         .step_count = of->bin_count};
    question.scale = scale;
    return question;
}

#endif
