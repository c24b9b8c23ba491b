/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Turns tables of counts into documents: rates, ranges (Katz), comparisons, findings, in the shape that audit gives them.
 */
#include "sample_build.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample_weigh.h"

static const double none = (double)NAN;

void *sample_must(void *pointer)
{
    if (pointer == NULL)
        abort();
    return pointer;
}

/* ------------------------------------------------------------------------------------------------- groups */

typedef struct share {
    const char *rate;
    exq_count k, n;
} share;

enum { RATES = 6 };

static void shares_of(const sample_group *group, bool labels, share out[RATES], size_t *count)
{
    exq_count selected = group->tp + group->fp + group->unlabelled_selected;
    exq_count n = selected + group->fn + group->tn + group->unlabelled_rejected;
    const share all[RATES] = {
        {"selection_rate",      selected,              n                                            },
        {"base_rate",           group->tp + group->fn, group->tp + group->fp + group->fn + group->tn},
        {"true_positive_rate",  group->tp,             group->tp + group->fn                        },
        {"false_positive_rate", group->fp,             group->fp + group->tn                        },
        {"false_negative_rate", group->fn,             group->tp + group->fn                        },
        {"precision",           group->tp,             group->tp + group->fp                        },
    };
    *count = labels ? RATES : 1;
    memcpy(out, all, sizeof all);
}

static exq_doc_rate rate_of(share counts)
{
    double k = (double)counts.k;
    double n = (double)counts.n;
    exq_doc_rate rate = {.id = counts.rate, .value = none, .num = k, .den = n, .lo = none, .hi = none, .deff = none};
    if (counts.n == 0) {
        rate.why = "zero_denominator";
        return rate;
    }
    double p = k / n;
    double centre = (p + 1.92 / n) / (1.0 + 3.84 / n);
    double half = 1.96 * sqrt(p * (1.0 - p) / n + 0.96 / (n * n)) / (1.0 + 3.84 / n);
    rate.value = p;
    rate.lo = fmax(0.0, centre - half);
    rate.hi = fmin(1.0, centre + half);
    rate.method = "wilson";
    return rate;
}

exq_doc_levels sample_levels(exq_arena *arena, const char *const *columns, size_t count, const char *const *levels)
{
    exq_doc_level *items = SAMPLE_MANY(arena, exq_doc_level, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (exq_doc_level){columns[i], levels[i]};
    return (exq_doc_levels){items, count};
}

static exq_doc_cells cells_of(const sample_group *group, bool labels)
{
    if (!labels)
        return (exq_doc_cells){-1, -1, -1, -1, -1, -1, group->tp + group->fp, group->fn + group->tn};
    return (exq_doc_cells){
        group->tp, group->fp, group->fn, group->tn, group->unlabelled_selected, group->unlabelled_rejected, -1, -1};
}

static const exq_doc_cells no_cells = {-1, -1, -1, -1, -1, -1, -1, -1};

static exq_doc_group group_of(exq_arena *arena, exq_doc_levels levels, const sample_group *group, bool labels)
{
    if (group->withheld != NULL)
        return (exq_doc_group){.levels = levels, .n = -1, .withheld = true, .why = group->withheld, .cells = no_cells, .users_without_truth = -1, .users_without_recommendations = -1, .items = -1};
    share shares[RATES];
    size_t count = 0;
    shares_of(group, labels, shares, &count);
    exq_doc_rate *rates = SAMPLE_MANY(arena, exq_doc_rate, count);
    for (size_t i = 0; i < count; i++)
        rates[i] = rate_of(shares[i]);
    exq_doc_group out = {
        .levels = levels, .n = shares[0].n, .cells = cells_of(group, labels), .rates = rates, .rate_count = count,
        .users_without_truth = -1, .users_without_recommendations = -1, .items = -1};
    if (labels) {
        exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 2);
        double f1 = 2.0 * (double)group->tp / (double)(2 * group->tp + group->fp + group->fn);
        measures[0] = (exq_doc_measure){
            .id = "f1", .value = f1, .n = shares[1].n, .se = none, .lo = f1 * 0.9, .hi = fmin(1.0, f1 * 1.1)};
        measures[1] = (exq_doc_measure){.id = "matthews_correlation",
                                        .value = none,
                                        .n = shares[1].n,
                                        .se = none,
                                        .lo = none,
                                        .hi = none,
                                        .why = "input_undefined"};
        out.measures = measures;
        out.measure_count = 2;
    }
    return out;
}

/* -------------------------------------------------------------------------------------------- comparisons */

static exq_doc_people people_of(share group, share reference)
{
    bool few = group.n < 30 || reference.n < 30;
    exq_count gap = llabs(group.k * reference.n - reference.k * group.n);
    double here = round(100.0 * (double)group.k / (double)group.n);
    double there = round(100.0 * (double)reference.k / (double)reference.n);
    return (exq_doc_people){
        .per_100 = {few ? none : here, few ? none : there},
        .shortfall = (gap + reference.n - 1) / reference.n,
        .k = group.k,
        .n = group.n,
        .reference_k = reference.k,
        .reference_n = reference.n,
    };
}

static exq_doc_disparity ratio_of(exq_arena *arena, share group, share reference)
{
    exq_doc_disparity row = {.metric = exq_arena_format(arena, "%s_ratio", group.rate),
                             .of = group.rate,
                             .value = none,
                             .lo = none,
                             .hi = none,
                             .lo_alone = none,
                             .hi_alone = none,
                             .p = none,
                             .log10_p = none,
                             .p_adjusted = none,
                             .shrunken = none,
                             .detectable = none,
                             .flips = -1,
                             .reference_is = "group"};
    if (group.n == 0 || reference.n == 0) {
        row.why = "zero_denominator";
        return row;
    }
    double k = (double)group.k;
    double reference_k = (double)reference.k;
    row.method = "koopman";
    row.has_people = true;
    row.people = people_of(group, reference);
    exq_count gap = group.k * reference.n - reference.k * group.n;
    row.direction = gap > 0 ? "higher" : gap < 0 ? "lower" : NULL;
    if (reference.k == 0) {
        row.why = "reference_rate_zero";
        row.lo = row.lo_alone = 0.9;
        row.hi_why = "infinite";
        row.difference = "not_shown";
        return row;
    }
    double se = sqrt(1.0 / fmax(k, 0.5) - 1.0 / (double)group.n + 1.0 / reference_k - 1.0 / (double)reference.n);
    row.value = (k / (double)group.n) / (reference_k / (double)reference.n);
    row.lo_alone = k > 0.0 ? row.value * exp(-1.96 * se) : 0.0;
    row.hi_alone = fmax(row.value, 0.02) * exp(1.96 * se);
    row.lo = k > 0.0 ? row.value * exp(-2.57 * se) : 0.0;
    row.hi = fmax(row.value, 0.02) * exp(2.57 * se);
    row.difference = row.lo > 1.0 || row.hi < 1.0 ? "shown" : "not_shown";
    return row;
}

/* A number over all groups: the lowest rate over the highest. */
static exq_doc_disparity impact_of(const exq_doc_disparity *ratios, size_t count)
{
    exq_doc_disparity impact = {.metric = "disparate_impact",
                                .of = "selection_rate",
                                .value = none,
                                .lo = none,
                                .hi = none,
                                .lo_alone = none,
                                .hi_alone = none,
                                .p = none,
                                .log10_p = none,
                                .p_adjusted = none,
                                .shrunken = none,
                                .detectable = none,
                                .flips = -1,
                                .why = "one_group"};
    for (size_t i = 0; i < count; i++) {
        if (strcmp(ratios[i].of, "selection_rate") != 0 || !(ratios[i].value < 1.0))
            continue;
        if (isnan(impact.value) || ratios[i].value < impact.value) {
            impact.value = ratios[i].value;
            impact.lo = impact.lo_alone = ratios[i].lo;
            impact.hi = impact.hi_alone = fmin(1.0, ratios[i].hi);
            impact.group = ratios[i].group;
            impact.reference = ratios[i].reference;
            impact.reference_is = "group";
            impact.method = "fold";
            impact.difference = ratios[i].difference;
            impact.why = NULL;
        }
    }
    return impact;
}

/* ---------------------------------------------------------------------------------------------- questions */

typedef struct sample_table {
    exq_doc_group *groups;
    exq_doc_disparity *disparities;
    size_t disparity_count;
    exq_doc_group overall;
} sample_table;

static void add(sample_group *sum, const sample_group *group)
{
    if (group->withheld != NULL)
        return;
    sum->tp += group->tp;
    sum->fp += group->fp;
    sum->fn += group->fn;
    sum->tn += group->tn;
    sum->unlabelled_selected += group->unlabelled_selected;
    sum->unlabelled_rejected += group->unlabelled_rejected;
}

static bool has_missing(const sample_question *question, const sample_group *group)
{
    return group->levels[0] == NULL || (question->by_count > 1 && group->levels[1] == NULL);
}

static sample_table table_of(exq_arena *arena, const sample_question *question)
{
    sample_table table = {.groups = SAMPLE_MANY(arena, exq_doc_group, question->group_count),
                          .disparities = SAMPLE_MANY(arena, exq_doc_disparity, question->group_count * RATES + 1)};
    sample_group sum = {0};
    for (size_t g = 0; g < question->group_count; g++) {
        const sample_group *group = &question->groups[g];
        table.groups[g] = group_of(arena, sample_levels(arena, question->by, question->by_count, group->levels), group,
                                   question->labels);
        add(&sum, group);
    }
    share reference[RATES];
    size_t rates = 0;
    const sample_group *reference_group = &question->groups[question->reference];
    shares_of(reference_group, question->labels, reference, &rates);
    for (size_t r = 0; r < rates; r++) {
        for (size_t g = 0; g < question->group_count; g++) {
            const sample_group *group = &question->groups[g];
            if (g == question->reference || group->withheld != NULL || has_missing(question, group))
                continue;
            share shares[RATES];
            shares_of(group, question->labels, shares, &rates);
            exq_doc_disparity *row = &table.disparities[table.disparity_count++];
            *row = ratio_of(arena, shares[r], reference[r]);
            row->group = table.groups[g].levels;
            row->reference = table.groups[question->reference].levels;
        }
    }
    table.disparities[table.disparity_count] = impact_of(table.disparities, table.disparity_count);
    table.disparity_count++;
    table.overall = group_of(arena, (exq_doc_levels){NULL, 0}, &sum, question->labels);
    return table;
}

static exq_doc_series *forest_of(exq_arena *arena, const sample_question *question, const sample_table *table)
{
    exq_doc_series *series = SAMPLE_MANY(arena, exq_doc_series, 1);
    const char **of = SAMPLE_MANY(arena, const char *, question->group_count);
    exq_count *group = SAMPLE_MANY(arena, exq_count, question->group_count);
    double *numbers = SAMPLE_MANY(arena, double, 3 * question->group_count);
    size_t count = 0;
    for (size_t g = 0; g < question->group_count; g++) {
        for (size_t r = 0; r < table->groups[g].rate_count; r++) {
            const exq_doc_rate *rate = &table->groups[g].rates[r];
            if (strcmp(rate->id, question->lead_rate) != 0)
                continue;
            of[count] = rate->id;
            group[count] = (exq_count)g;
            numbers[count] = rate->value;
            numbers[question->group_count + count] = rate->lo;
            numbers[2 * question->group_count + count++] = rate->hi;
        }
    }
    *series = (exq_doc_series){"forest",
                               question->lead_rate,
                               of,
                               group,
                               numbers,
                               numbers + question->group_count,
                               numbers + 2 * question->group_count,
                               count};
    return series;
}

exq_doc_question sample_question_of(exq_arena *arena, const sample_question *question)
{
    sample_table table = table_of(arena, question);
    const char **by = SAMPLE_MANY(arena, const char *, question->by_count);
    memcpy(by, question->by, question->by_count * sizeof *by);
    exq_doc_question out = {
        .side = "decision",
        .by = by,
        .by_count = question->by_count,
        .class_name = question->class_name,
        .reference = {"level", table.groups[question->reference].levels},
        .lead_rate = question->lead_rate,
        .groups = table.groups,
        .group_count = question->group_count,
        .overall = table.overall,
        .disparities = table.disparities,
        .disparity_count = table.disparity_count,
        .series = forest_of(arena, question, &table),
        .series_count = 1,
    };
    sample_weigh(arena, &out);
    return out;
}

void sample_stratify(exq_arena *arena, exq_doc_question *out, const char *given, const char *const *strata,
                     const sample_question *questions, size_t count)
{
    const char **columns = SAMPLE_MANY(arena, const char *, 1);
    exq_doc_stratum *items = SAMPLE_MANY(arena, exq_doc_stratum, count);
    columns[0] = given;
    for (size_t i = 0; i < count; i++) {
        sample_table table = table_of(arena, &questions[i]);
        items[i] = (exq_doc_stratum){.levels = sample_levels(arena, columns, 1, &strata[i]),
                                     .groups = table.groups,
                                     .group_count = questions[i].group_count,
                                     .overall = table.overall,
                                     .disparities = table.disparities,
                                     .disparity_count = table.disparity_count};
    }
    out->given = columns;
    out->given_count = 1;
    out->strata = items;
    out->stratum_count = count;
    sample_adjust(arena, out, "reverses");
}

/* ---------------------------------------------------------------------------------------------- documents */

typedef struct candidate {
    exq_doc_finding finding;
    double clearness;
    bool leads;
} candidate;

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;
    if (x->leads != y->leads)
        return x->leads ? -1 : 1;
    return (x->clearness < y->clearness) - (x->clearness > y->clearness);
}

static void find(exq_arena *arena, exq_document *document)
{
    candidate *candidates = SAMPLE_MANY(arena, candidate, 4096);
    size_t count = 0;
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t d = 0; d < question->disparity_count && count < 4096; d++) {
            const exq_doc_disparity *row = &question->disparities[d];
            if (!row->has_people || isnan(row->value) || strcmp(row->metric, "disparate_impact") == 0)
                continue;
            bool bad = document->conventions.selected_is != NULL && row->direction != NULL;
            const char *harm = !bad ? NULL : strcmp(row->direction, "higher") == 0 ? "worse" : "better";
            candidates[count++] = (candidate){
                {(exq_count)q, (exq_count)d, row->difference, harm},
                fmax(log(fmax(row->lo, 1e-9)), -log(fmax(row->hi, 1e-9))),
                strcmp(row->of, question->lead_rate) == 0
            };
        }
    }
    qsort(candidates, count, sizeof *candidates, compare_candidates);
    exq_doc_finding *findings = SAMPLE_MANY(arena, exq_doc_finding, count);
    for (size_t i = 0; i < count; i++)
        findings[i] = candidates[i].finding;
    document->findings = findings;
    document->finding_count = count;
}

exq_document sample_blank(exq_count rows)
{
    static const exq_doc_source sources[] = {
        {"decisions.csv", 123456, "99aa06d3014798d86001c324468d497f", NULL},
    };
    return (exq_document){
        .schema = "exaequo.result/1",
        .tool_name = "exaequo",
        .tool_version = "0.1.0",
        .outcome = "none",
        .data = {.rows_read = rows,            .rows_used = rows, .cover = "all", .sources = sources, .source_count = 1},
        .conventions = {.decision = "decision",              .missing = "own_group", .rate_interval = "wilson",
                        .ratio_interval = "koopman"},
        .privacy = {.min_cell = 10,           .withheld_groups = 0},
        .uncertainty = {.level = 0.95,       .simultaneous = "sidak", .corrections = "holm", .seed = 1, .units = -1, .deff = none},
        .provenance = {.command = "exaequo audit decisions.csv --by race"},
    };
}

exq_result *sample_finish(exq_arena *arena, exq_document *document)
{
    find(arena, document);
    return sample_must(exq_result_new(arena, document));
}
