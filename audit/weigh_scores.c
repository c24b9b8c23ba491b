/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighs distances of scores, which are above 0 even where groups are alike: how far they would be then, and how often
 * as far.
 */
#include <string.h>

#include "scored_chance.h"
#include "weigh.h"

/* Who is compared, and what is told of it. */
typedef struct scored_pair {
    const exq_scale *scale;
    const exq_row_scores *rows[2];
    uint64_t seed;
} scored_pair;

static void tell(const exq_dealt *dealt, exq_doc_disparity *row)
{
    if (!row->has_fair) /* a mean that is known without dealing is better */
        row->fair = (exq_doc_fair){.expected = dealt->mean,
                                   .least = (double)NAN,
                                   .excess = row->value - dealt->mean,
                                   .chance = "groups_alike"};
    row->has_fair = true;
    row->fair.sd = dealt->sd;
    row->fair.p = row->p = dealt->p;
    row->log10_p = log10(dealt->p);
    row->p_method = "labels_permuted";
    row->p_why = NULL;
}

/* People of all labels together. */
static const uint64_t *people_of(const scored_pair *of, size_t side, exq_arena *scratch)
{
    uint64_t *people = EXQ_NEW(scratch, uint64_t, of->scale->bin_count);
    for (size_t label = 0; people != NULL && label < EXQ_SCORED_LABELS; label++)
        for (size_t b = 0; b < of->scale->bin_count; b++)
            people[b] += of->rows[side]->people[label][b];
    return people;
}

/* Both distances come of the same deals. */
static bool weigh_distances(const scored_pair *of, exq_arena *scratch, exq_doc_disparity *largest,
                            exq_doc_disparity *mean)
{
    const exq_two_scored both = {
        .scale = of->scale, .people = {people_of(of, 0, scratch), people_of(of, 1, scratch)}
    };
    exq_dealt ks, wasserstein;
    if (both.people[0] == NULL || both.people[1] == NULL ||
        !exq_deal_distances(&both, of->seed, scratch, &ks, &wasserstein))
        return false;
    tell(&ks, largest);
    tell(&wasserstein, mean);
    return true;
}

static bool weigh_abroca(const scored_pair *of, exq_arena *scratch, exq_doc_disparity *row)
{
    const exq_row_scores *a = of->rows[0], *b = of->rows[1];
    const exq_two_rocs both = {
        of->scale,
        {a->people[EXQ_SCORED_NEGATIVE], b->people[EXQ_SCORED_NEGATIVE]},
        {a->people[EXQ_SCORED_POSITIVE], b->people[EXQ_SCORED_POSITIVE]}
    };
    exq_dealt dealt;
    if (!exq_deal_abroca(&both, of->seed, scratch, &dealt))
        return false;
    tell(&dealt, row);
    return true;
}

static bool is(const exq_disparity *row, const char *metric)
{
    return strcmp(row->metric, metric) == 0;
}

/* The place of the other distance of the same group. */
static size_t other_distance(const exq_weighed *weighed, size_t at)
{
    const exq_disparity *rows = weighed->findings->disparities;
    size_t i = at;
    while (!is(&rows[i], "score_wasserstein") || rows[i].group != rows[at].group)
        i++;
    return i;
}

static bool weigh_row(const exq_describe *describe, const exq_weighed *weighed, size_t at, exq_arena *scratch,
                      exq_doc_disparity *rows)
{
    const exq_disparity *found = &weighed->findings->disparities[at];
    const bool abroca = is(found, "abroca");
    const exq_row *other = exq_evidence_reference_row(&weighed->evidence, found->reference, found->group);
    const scored_pair pair = {
        .scale = describe->question->scale,
        .rows = {weighed->table->groups[found->group].scores, other->scores},
        .seed = exq_weigh_seed(describe, "scores", abroca ? "roc" : "distance")
    };
    return abroca ? weigh_abroca(&pair, scratch, &rows[at])
                  : weigh_distances(&pair, scratch, &rows[at], &rows[other_distance(weighed, at)]);
}

/* Rows that are several of a person are not dealt out. */
static void tell_none(const exq_disparity *found, exq_doc_disparity *row)
{
    if (!is(found, "abroca") && !is(found, "score_ks") && !is(found, "score_wasserstein"))
        return;
    row->has_fair = false;
    row->p_why = exq_why_name(exq_known(found->value) ? EXQ_WHY_NEEDS_PEOPLE : found->value.why);
}

bool exq_weigh_scores(const exq_describe *describe, const exq_weighed *weighed, exq_doc_disparity *rows)
{
    if (describe->question->scale == NULL || weighed->table != &describe->question->marginal)
        return true;
    bool done = true;
    for (size_t i = 0; done && i < weighed->findings->disparity_count; i++) {
        const exq_disparity *found = &weighed->findings->disparities[i];
        if (describe->question->has_units)
            tell_none(found, &rows[i]);
        /* Everyone together holds the group itself: there is nothing to deal. */
        if (describe->question->has_units || !exq_known(found->value) || found->reference == EXQ_OVERALL ||
            (!is(found, "abroca") && !is(found, "score_ks")))
            continue;
        exq_arena *scratch = exq_arena_new();
        done = scratch != NULL && weigh_row(describe, weighed, i, scratch, rows);
        exq_arena_free(scratch);
    }
    return done;
}
