/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the numbers of a check and the shares of people they are made of.
 */
#include "family.h"

#include <math.h>
#include <string.h>

#include "interval.h"
#include "named.h"
#include "text.h"

static exq_value value_of(double v, const char *why)
{
    if (!isnan(v))
        return exq_some(v);
    const exq_why reason = why != NULL ? exq_why_of(why) : EXQ_WHY_NONE;
    return exq_none(reason != EXQ_WHY_NONE ? reason : EXQ_WHY_INPUT_UNDEFINED);
}

static exq_value end_of(double v, const char *end_why, const char *range_why)
{
    return value_of(v, end_why != NULL ? end_why : range_why != NULL ? range_why : exq_why_name(EXQ_WHY_NO_INTERVAL));
}

/* ------------------------------------------------------------------------------------------------- groups */

static bool has_missing_level(const exq_doc_group *group)
{
    for (size_t i = 0; i < group->levels.count; i++)
        if (group->levels.items[i].level == NULL)
            return true;
    return false;
}

bool exq_family_is_compared(const exq_document *document, const exq_doc_group *group)
{
    return exq_text_same(document->conventions.missing, "compare") || !has_missing_level(group);
}

static void count_groups(const exq_document *document, const exq_doc_question *question, exq_family *out)
{
    out->has_compared = true;
    for (size_t i = 0; i < question->group_count; i++) {
        if (!exq_family_is_compared(document, &question->groups[i]))
            continue;
        out->groups++;
        out->shown += !question->groups[i].withheld;
    }
}

static bool same_levels(const exq_doc_levels *a, const exq_doc_levels *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; equal && i < a->count; i++)
        equal = exq_text_same(a->items[i].level, b->items[i].level);
    return equal;
}

static const exq_doc_group *find_group(const exq_doc_question *question, const exq_doc_levels *levels)
{
    for (size_t i = 0; levels->count > 0 && i < question->group_count; i++)
        if (same_levels(&question->groups[i].levels, levels))
            return &question->groups[i];
    return NULL;
}

/* ------------------------------------------------------------------------------------------------- shares */

/* The fold that a row came from: RATE_fold, or a name of its own that is the fold of one rate. */
static bool fold_of(const exq_doc_disparity *row, bool against, exq_fold *out)
{
    const size_t length = row->of != NULL ? strlen(row->of) : 0;
    for (size_t f = 0; length > 0 && f < EXQ_FOLDS; f++)
        if (strncmp(row->metric, row->of, length) == 0 && row->metric[length] == '_' &&
            exq_text_same(row->metric + length + 1, exq_folds[f].id)) {
            *out = (exq_fold)f;
            return true;
        }
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++)
        if (exq_text_same(named->id, row->metric) && named->how == EXQ_HOW_ALONE) {
            *out = !against                                 ? named->fold
                   : named->fold == EXQ_FOLD_max_difference ? EXQ_FOLD_difference
                   : named->fold == EXQ_FOLD_min_ratio      ? EXQ_FOLD_ratio
                                                            : named->fold;
            return true;
        }
    return false;
}

static exq_made_of made_of(exq_fold fold)
{
    if (fold == EXQ_FOLD_ratio || fold == EXQ_FOLD_min_ratio)
        return EXQ_MADE_AS_RATIO;
    if (fold == EXQ_FOLD_difference || fold == EXQ_FOLD_max_difference)
        return EXQ_MADE_AS_DIFFERENCE;
    return EXQ_MADE_OTHERWISE;
}

static double share_value(exq_share share)
{
    return (double)share.k / (double)share.n;
}

/* What the shares give must be the number: else it is not made of them. */
static bool agrees(const exq_judged *measured)
{
    const double group = share_value(measured->group), reference = share_value(measured->reference);
    const double made = measured->made_of == EXQ_MADE_AS_RATIO ? group / reference : group - reference;
    return fabs(made - measured->value.v) <= 1e-9 * fmax(1, fabs(made));
}

static exq_judged measured_of(const exq_doc_disparity *row, bool against)
{
    exq_judged measured = {
        .value = value_of(row->value, row->why),
        .lo = end_of(row->lo, row->lo_why, row->range_why),
        .hi = end_of(row->hi, row->hi_why, row->range_why),
        .certain = {row->has_certain, row->certain.lo, row->certain.hi},
    };
    exq_fold fold;
    if (!row->has_people || !exq_known(measured.value) || !fold_of(row, against, &fold) || row->people.k < 0)
        return measured;
    measured.made_of = made_of(fold);
    measured.group = (exq_share){(uint64_t)row->people.k, (uint64_t)row->people.n};
    measured.reference = (exq_share){(uint64_t)row->people.reference_k, (uint64_t)row->people.reference_n};
    if (measured.made_of != EXQ_MADE_OTHERWISE && !agrees(&measured))
        measured.made_of = EXQ_MADE_OTHERWISE;
    return measured;
}

/* ------------------------------------------------------------------------------------- comparisons as rows */

static const exq_named *named_of(const char *metric)
{
    const exq_named *named = exq_named_rows;
    while (named->id != NULL && !exq_text_same(named->id, metric))
        named++;
    return named->id != NULL ? named : NULL;
}

/* Does the metric have a number for each group against a reference, or one over all groups? */
static bool is_against(const exq_doc_question *question, const char *metric)
{
    const exq_named *named = named_of(metric);
    if (named != NULL && named->by_level)
        return exq_text_same(question->reference.kind, "level");
    if (named != NULL)
        return exq_folds[named->fold].kind == EXQ_KIND_PER_GROUP;
    size_t count = 0;
    exq_fold fold;
    for (size_t i = 0; i < question->disparity_count; i++) {
        if (!exq_text_same(question->disparities[i].metric, metric))
            continue;
        if (fold_of(&question->disparities[i], false, &fold))
            return exq_folds[fold].kind == EXQ_KIND_PER_GROUP;
        count++;
    }
    return count > 1;
}

static bool parity_is_zero(const exq_doc_disparity *row, bool against)
{
    exq_fold fold;
    if (fold_of(row, against, &fold))
        return exq_folds[fold].parity < .5;
    const size_t length = strlen(row->metric);
    const char *ending = "_difference";
    const size_t end = strlen(ending);
    const bool difference = length >= end && strcmp(row->metric + length - end, ending) == 0;
    return difference || strstr(row->metric, "_difference@") != NULL || strstr(row->metric, "log_ratio") != NULL;
}

/* The numbers that a WORST of two is the worst of. */
static void find_parts(const exq_doc_question *question, const exq_doc_disparity *row, bool against,
                       exq_family_row *out)
{
    const exq_named *named = named_of(row->metric);
    if (named == NULL || named->how != EXQ_HOW_WORST)
        return;
    const exq_fold fold = !against                                 ? named->fold
                          : named->fold == EXQ_FOLD_max_difference ? EXQ_FOLD_difference
                                                                   : EXQ_FOLD_ratio;
    const size_t quantities[] = {named->first, named->second};
    for (size_t p = 0; p < 2; p++)
        for (size_t i = 0; i < question->disparity_count; i++) {
            const exq_doc_disparity *part = &question->disparities[i];
            exq_fold found;
            if (!exq_text_same(part->of, exq_quantities[quantities[p]].id) || !fold_of(part, false, &found) || found != fold ||
                (against && !same_levels(&part->group, &row->group)))
                continue;
            const exq_judged measured = measured_of(part, against);
            if (measured.made_of == EXQ_MADE_OTHERWISE)
                break;
            out->parts[out->part_count++] = measured;
            break;
        }
    if (out->part_count < 2)
        out->part_count = 0;
}

/* A withheld group is not judged; what is said of it is how many there are. */
static bool is_withheld(const exq_doc_question *question, const exq_doc_disparity *row)
{
    const exq_doc_group *group = find_group(question, &row->group);
    return group != NULL && group->withheld;
}

static bool take_disparities(const exq_document *document, const exq_doc_question *question, const char *metric,
                             const exq_limit *limit, exq_arena *arena, exq_family *out)
{
    const bool against = is_against(question, metric);
    out->over_all = !against;
    out->rows = EXQ_NEW(arena, exq_family_row, question->disparity_count);
    if (out->rows == NULL)
        return false;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!exq_text_same(row->metric, metric) || is_withheld(question, row))
            continue;
        const exq_doc_group *group = find_group(question, &row->group);
        if (against && group != NULL && !exq_family_is_compared(document, group))
            continue;
        exq_family_row *taken = &out->rows[out->count++];
        *taken = (exq_family_row){.measured = measured_of(row, against),
                                  .group = row->group,
                                  .reference = row->reference,
                                  .reference_is = row->reference_is,
                                  .difference = row->difference,
                                  .range_why = row->range_why,
                                  .why = row->why};
        taken->measured.by_size = against && limit->op == EXQ_AT_MOST && parity_is_zero(row, against);
        out->by_size = out->by_size || taken->measured.by_size;
        find_parts(question, row, against, taken);
        for (size_t p = 0; p < taken->part_count; p++)
            taken->parts[p].by_size = taken->measured.by_size;
        out->of = row->of;
    }
    return true;
}

/* ------------------------------------------------------------------------------------- groups by themselves */

/* Clopper-Pearson limits of a share of people, at the level at which those of all groups hold together. */
static void widen_share(exq_judged *measured, double level)
{
    const exq_proportion share = {(double)measured->group.k, (double)measured->group.n, EXQ_SAMPLE_PEOPLE};
    const exq_limits limits = exq_clopper_pearson(share, (1 - level) / 2);
    measured->lo = exq_some(limits.lo);
    measured->hi = exq_some(limits.hi);
}

/* Of other numbers each end moves away as that of a normal one would. */
static void widen_ends(exq_judged *measured, double plain, double level)
{
    const double factor = exq_interval_z(level) / exq_interval_z(plain), v = measured->value.v;
    if (exq_known(measured->lo))
        measured->lo.v = v - (v - measured->lo.v) * factor;
    if (exq_known(measured->hi))
        measured->hi.v = v + (measured->hi.v - v) * factor;
}

static bool is_whole(double v)
{
    return v >= 0 && v < 0x1p53 && v == floor(v);
}

/* The range of a share of people, who are a row each. */
static bool is_of_people(const char *method)
{
    return exq_text_same(method, "wilson") || exq_text_same(method, "clopper_pearson") || exq_text_same(method, "jeffreys");
}

static exq_family_row row_of_rate(const exq_document *document, const exq_doc_rate *rate, double level)
{
    exq_family_row row = {
        .measured = {.value = value_of(rate->value, rate->why),
                     .lo = end_of(rate->lo, NULL, rate->range_why),
                     .hi = end_of(rate->hi, NULL, rate->range_why)},
        .range_why = rate->range_why,
        .why = rate->why,
    };
    exq_judged *measured = &row.measured;
    const double plain = document->uncertainty.level;
    if (!exq_known(measured->value) || !exq_known(measured->lo) || !exq_known(measured->hi))
        return row;
    const bool people = document->conventions.weight == NULL && is_of_people(rate->method) && is_whole(rate->num) &&
                        is_whole(rate->den) && rate->den > 0 && rate->num <= rate->den;
    if (!people) {
        widen_ends(measured, plain, level);
        return row;
    }
    measured->made_of = EXQ_MADE_OF_A_SHARE;
    measured->group = (exq_share){(uint64_t)rate->num, (uint64_t)rate->den};
    widen_share(measured, level);
    return row;
}

static exq_family_row row_of_measure(const exq_document *document, const exq_doc_measure *measure, double level)
{
    exq_family_row row = {
        .measured = {.value = value_of(measure->value, measure->why),
                     .lo = end_of(measure->lo, NULL, measure->range_why),
                     .hi = end_of(measure->hi, NULL, measure->range_why),
                     .certain = {measure->has_certain, measure->certain.lo, measure->certain.hi}},
        .range_why = measure->range_why,
        .why = measure->why,
    };
    widen_ends(&row.measured, document->uncertainty.level, level);
    return row;
}

static const exq_doc_rate *rate_in(const exq_doc_group *group, const char *metric)
{
    for (size_t i = 0; i < group->rate_count; i++)
        if (exq_text_same(group->rates[i].id, metric))
            return &group->rates[i];
    return NULL;
}

static const exq_doc_measure *measure_in(const exq_doc_group *group, const char *metric)
{
    for (size_t i = 0; i < group->measure_count; i++)
        if (exq_text_same(group->measures[i].id, metric))
            return &group->measures[i];
    return NULL;
}

static bool take_groups(const exq_document *document, const exq_doc_question *question, const char *metric,
                        exq_arena *arena, exq_family *out)
{
    const double level = exq_interval_sidak(document->uncertainty.level, out->shown > 0 ? (size_t)out->shown : 1);
    out->rows = EXQ_NEW(arena, exq_family_row, question->group_count);
    if (out->rows == NULL)
        return false;
    out->fewest = 1;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        if (group->withheld || !exq_family_is_compared(document, group))
            continue;
        const exq_doc_rate *rate = rate_in(group, metric);
        const exq_doc_measure *measure = measure_in(group, metric);
        if (rate == NULL && measure == NULL)
            continue;
        exq_family_row *row = &out->rows[out->count++];
        *row = rate != NULL ? row_of_rate(document, rate, level) : row_of_measure(document, measure, level);
        row->group = group->levels;
        out->of = rate != NULL ? metric : NULL;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------ families */

static bool has_disparity(const exq_doc_question *question, const char *metric)
{
    for (size_t i = 0; i < question->disparity_count; i++)
        if (exq_text_same(question->disparities[i].metric, metric))
            return true;
    return false;
}

bool exq_family_is_in(const exq_doc_question *question, const char *metric)
{
    if (has_disparity(question, metric))
        return true;
    return rate_in(&question->overall, metric) != NULL || measure_in(&question->overall, metric) != NULL;
}

bool exq_family_of_question(const exq_document *document, const exq_doc_question *question, const char *metric,
                            const exq_limit *limit, exq_arena *arena, exq_family *out)
{
    *out = (exq_family){.fewest = 2};
    count_groups(document, question, out);
    if (has_disparity(question, metric))
        return take_disparities(document, question, metric, limit, arena, out);
    return take_groups(document, question, metric, arena, out);
}

bool exq_family_of_catalogue(const exq_document *document, const char *metric, exq_arena *arena, exq_family *out)
{
    *out = (exq_family){0};
    for (size_t i = 0; i < document->catalogue_count; i++) {
        const exq_doc_catalogue *figure = &document->catalogue[i];
        if (!exq_text_same(figure->id, metric))
            continue;
        out->rows = EXQ_NEW(arena, exq_family_row, 1);
        if (out->rows == NULL)
            return false;
        exq_judged measured = {.value = value_of(figure->value, figure->why),
                               .lo = end_of(figure->lo, NULL, figure->range_why),
                               .hi = end_of(figure->hi, NULL, figure->range_why)};
        if (is_whole(figure->num) && is_whole(figure->den) && figure->den > 0) {
            measured.made_of = EXQ_MADE_OF_A_SHARE;
            measured.group = (exq_share){(uint64_t)figure->num, (uint64_t)figure->den};
            out->counted = !exq_known(measured.lo) && !exq_known(measured.hi);
        }
        out->rows[0] = (exq_family_row){.measured = measured, .range_why = figure->range_why, .why = figure->why};
        out->count = 1;
        break;
    }
    return true;
}
