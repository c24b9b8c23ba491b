/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Published tables by hand: counts in, exq_published out, with the rows of everyone and of the rest summed up as the
 * door would. For tests of everything that stands behind the door.
 */
#ifndef PUBLISHED_BUILDER_H
#define PUBLISHED_BUILDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "metrics.h"
#include "published.h"

/* A group of binary decisions. `weight` and `square` count only in weighted tables. */
typedef struct built_group {
    const char *level; /* NULL: the missing level */
    uint64_t tp, fp, fn, tn, us, ur;
    double weight[EXQ_CELLS], square[EXQ_CELLS];
    bool withheld;
} built_group;

static inline void *built(void *memory)
{
    if (memory == NULL) {
        fprintf(stderr, "out of memory\n");
        abort();
    }
    return memory;
}

/* An empty row of K classes. */
static inline exq_row built_row(exq_arena *arena, size_t class_count, bool weighted)
{
    size_t size = (class_count + 1) * class_count;
    exq_row row = {.counts = built(EXQ_NEW(arena, uint64_t, size))};
    if (weighted) {
        row.weights = built(EXQ_NEW(arena, double, size));
        row.squares = built(EXQ_NEW(arena, double, size));
    }
    return row;
}

static inline void built_add(exq_row *total, const exq_row *part, size_t class_count)
{
    for (size_t i = 0; part->counts != NULL && i < (class_count + 1) * class_count; i++) {
        ((uint64_t *)total->counts)[i] += part->counts[i];
        total->people += part->counts[i];
        if (part->weights != NULL && total->weights != NULL) {
            ((double *)total->weights)[i] += part->weights[i];
            ((double *)total->squares)[i] += part->squares[i];
        }
    }
}

/* Groups of one column, in the order given (which should be that of their labels); counts[g] holds (K + 1) x K. */
static inline exq_table built_table_of(exq_arena *arena, exq_row *groups, size_t count, size_t class_count,
                                       bool weighted)
{
    exq_row *rests = built(EXQ_NEW(arena, exq_row, count));
    exq_row overall = built_row(arena, class_count, weighted);
    for (size_t g = 0; g < count; g++) {
        built_add(&overall, &groups[g], class_count);
        rests[g] = built_row(arena, class_count, weighted);
        for (size_t other = 0; other < count; other++) {
            if (other != g)
                built_add(&rests[g], &groups[other], class_count);
        }
        rests[g].withheld = groups[g].withheld;
        rests[g].why = groups[g].why;
    }
    return (exq_table){.groups = groups, .rests = rests, .group_count = count, .overall = overall};
}

static inline exq_row built_row_of(exq_arena *arena, const built_group *group, bool weighted)
{
    static const size_t at[EXQ_CELLS] = {3, 1, 2, 0, 5, 4}; /* of TP FP FN TN US UR in 3 x 2 counts */
    const uint64_t cells[EXQ_CELLS] = {group->tp, group->fp, group->fn, group->tn, group->us, group->ur};
    const char **levels = built(EXQ_NEW(arena, const char *, 1));
    levels[0] = group->level;
    if (group->withheld)
        return (exq_row){.levels = levels, .withheld = true, .why = EXQ_WHY_BELOW_MIN_CELL};
    exq_row row = built_row(arena, 2, weighted);
    row.levels = levels;
    for (size_t cell = 0; cell < EXQ_CELLS; cell++) {
        ((uint64_t *)row.counts)[at[cell]] = cells[cell];
        row.people += cells[cell];
        if (weighted) {
            ((double *)row.weights)[at[cell]] = group->weight[cell];
            ((double *)row.squares)[at[cell]] = group->square[cell];
        }
    }
    return row;
}

static inline exq_table built_table(exq_arena *arena, const built_group *groups, size_t count, bool weighted)
{
    exq_row *rows = built(EXQ_NEW(arena, exq_row, count));
    for (size_t g = 0; g < count; g++)
        rows[g] = built_row_of(arena, &groups[g], weighted);
    return built_table_of(arena, rows, count, 2, weighted);
}

/* One question by "group". Labels exist when a group has a labelled cell. */
static inline exq_published built_question(exq_arena *arena, const built_group *groups, size_t count, bool weighted)
{
    static const char *const by[] = {"group"};
    static const char *const classes[] = {"no", "yes"};
    bool has_labels = false;
    for (size_t g = 0; g < count; g++)
        has_labels = has_labels || groups[g].tp + groups[g].fp + groups[g].fn + groups[g].tn > 0;
    return (exq_published){
        .by = by,
        .by_count = 1,
        .marginal = built_table(arena, groups, count, weighted),
        .class_count = 2,
        .classes = classes,
        .has_labels = has_labels,
        .has_weights = weighted,
    };
}

/* `stratum_count` strata of `count` groups each, one after the other; the marginal table is their sum. */
static inline exq_published built_strata(exq_arena *arena, const built_group *groups, size_t count,
                                         size_t stratum_count)
{
    static const char *const given[] = {"stratum"};
    built_group *sums = built(EXQ_NEW(arena, built_group, count));
    exq_table *strata = built(EXQ_NEW(arena, exq_table, stratum_count));
    for (size_t s = 0; s < stratum_count; s++) {
        strata[s] = built_table(arena, groups + s * count, count, false);
        const char **levels = built(EXQ_NEW(arena, const char *, 1));
        levels[0] = built(exq_arena_format(arena, "s%zu", s));
        strata[s].strata_levels = levels;
        for (size_t g = 0; g < count; g++) {
            const built_group *part = &groups[s * count + g];
            sums[g].level = part->level;
            sums[g].tp += part->tp;
            sums[g].fp += part->fp;
            sums[g].fn += part->fn;
            sums[g].tn += part->tn;
            sums[g].us += part->us;
            sums[g].ur += part->ur;
        }
    }
    exq_published question = built_question(arena, sums, count, false);
    question.given = given;
    question.given_count = 1;
    question.strata = strata;
    question.stratum_count = stratum_count;
    return question;
}

static inline exq_metric_options built_options(void)
{
    return (exq_metric_options){.level = 0.95, .class_index = 1};
}

static inline exq_metric_options built_options_level(size_t group)
{
    exq_metric_options options = built_options();
    options.reference = EXQ_REFERENCE_LEVEL;
    options.reference_group = group;
    return options;
}

static inline exq_findings built_findings(const exq_published *question, exq_metric_options options, exq_arena *arena)
{
    exq_findings findings;
    if (!exq_metrics_compute(question, &question->marginal, &options, arena, &findings))
        built(NULL);
    return findings;
}

/* ------------------------------------------------------------------------------------------ looking things up */

#define ANY_GROUP (SIZE_MAX - 9)

/* Findings of groups; a `reference` of ANY_GROUP takes the largest. */
static inline exq_findings built_find(exq_arena *arena, const built_group *groups, size_t count, size_t reference)
{
    exq_published question = built_question(arena, groups, count, false);
    return built_findings(&question, reference == ANY_GROUP ? built_options() : built_options_level(reference), arena);
}

/* The row of a metric (of one group); NULL when there is none. */
static inline const exq_disparity *find_row(const exq_findings *findings, const char *metric, size_t group)
{
    for (size_t i = 0; i < findings->disparity_count; i++) {
        const exq_disparity *row = &findings->disparities[i];
        if (strcmp(row->metric, metric) == 0 && (group == ANY_GROUP || row->group == group))
            return row;
    }
    return NULL;
}

static inline size_t count_rows(const exq_findings *findings, const char *metric)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->disparity_count; i++)
        count += strcmp(findings->disparities[i].metric, metric) == 0;
    return count;
}

/* A rate or measure; NULL when there is none. */
static inline const exq_rate_value *find_rate(const exq_group_rates *group, const char *id)
{
    for (size_t i = 0; i < group->rate_count; i++) {
        if (strcmp(group->rates[i].id, id) == 0)
            return &group->rates[i];
    }
    for (size_t i = 0; i < group->measure_count; i++) {
        if (strcmp(group->measures[i].id, id) == 0)
            return &group->measures[i];
    }
    return NULL;
}

/* ------------------------------------------------------------------------------------------------ assertions */

/* Equal within `tolerance`, relative for numbers beyond 1; says both when not. */
static inline bool near(double found, double expected, double tolerance)
{
    bool equal = fabs(found - expected) <= tolerance * fmax(1, fabs(expected));
    if (!equal)
        fprintf(stderr, "found %.17g, expected %.17g (difference %.3g)\n", found, expected, found - expected);
    return equal;
}

static inline bool row_is(const exq_findings *findings, const char *metric, size_t group, double value,
                          double tolerance)
{
    const exq_disparity *row = find_row(findings, metric, group);
    if (row != NULL && exq_known(row->value) && near(row->value.v, value, tolerance))
        return true;
    fprintf(stderr, "%s of group %zd: %s\n", metric, (ptrdiff_t)group,
            row == NULL             ? "no row"
            : exq_known(row->value) ? "another value"
                                    : exq_why_name(row->value.why));
    return false;
}

/* Rows of one group with their values. */
typedef struct row_value {
    const char *metric;
    double value;
} row_value;

static inline bool rows_are(const exq_findings *findings, const row_value *values, size_t count, size_t group,
                            double tolerance)
{
    bool all = true;
    for (size_t i = 0; i < count; i++)
        all = row_is(findings, values[i].metric, group, values[i].value, tolerance) && all;
    return all;
}

static inline bool row_is_undefined(const exq_findings *findings, const char *metric, size_t group, exq_why why)
{
    const exq_disparity *row = find_row(findings, metric, group);
    if (row != NULL && row->value.why == why && isnan(row->value.v))
        return true;
    fprintf(stderr, "%s: expected %s, found %s\n", metric, exq_why_name(why),
            row == NULL             ? "no row"
            : exq_known(row->value) ? "a value"
                                    : exq_why_name(row->value.why));
    return false;
}

static inline bool range_is(exq_range range, double lo, double hi, double tolerance)
{
    return range.method != NULL && exq_known(range.lo) && exq_known(range.hi) && near(range.lo.v, lo, tolerance) &&
           near(range.hi.v, hi, tolerance);
}

static inline bool rate_is(const exq_group_rates *group, const char *id, double value, double tolerance)
{
    const exq_rate_value *rate = find_rate(group, id);
    if (rate != NULL && exq_known(rate->value) && near(rate->value.v, value, tolerance))
        return true;
    fprintf(stderr, "rate %s\n", id);
    return false;
}

#endif
