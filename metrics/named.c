/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of named comparisons, and how two quantities become one number.
 */
#include "named.h"

const exq_named exq_named_rows[] = {
#define NAMED(id_, fold_, how_, first_, second_, by_level_, name_, also_, definition_, formula_, when_, source_, \
              limits_)                                                                                           \
    {.id = #id_,                                                                                                 \
     .fold = EXQ_FOLD_##fold_,                                                                                   \
     .how = EXQ_HOW_##how_,                                                                                      \
     .first = EXQ_QUANTITY_##first_,                                                                             \
     .second = EXQ_QUANTITY_##second_,                                                                           \
     .by_level = (by_level_),                                                                                    \
     .name = (name_),                                                                                            \
     .also = (also_),                                                                                            \
     .definition = (definition_),                                                                                \
     .formula = (formula_),                                                                                      \
     .undefined_when = (when_),                                                                                  \
     .source = (source_),                                                                                        \
     .limits = (limits_)},
#include "named.def"
#undef NAMED
    {.id = NULL},
};

/* Whose number is further from parity, which the fold's `better` tells. */
static bool further(exq_fold fold, exq_value a, exq_value b)
{
    return exq_folds[fold].better < 0 ? a.v > b.v : a.v < b.v;
}

static exq_value further_end(bool greater, exq_value a, exq_value b)
{
    if (!exq_known(a) || !exq_known(b))
        return exq_known(a) ? b : a;
    return exq_some(greater ? fmax(a.v, b.v) : fmin(a.v, b.v));
}

/* Both ends are the further of the two: the ranges have been made at levels that allow for taking the worse. */
static exq_range worst_range(exq_fold fold, exq_range a, exq_range b)
{
    if (a.method == NULL || b.method == NULL)
        return a.method == NULL ? a : b;
    bool greater = exq_folds[fold].better < 0;
    return (exq_range){further_end(greater, a.lo, b.lo), further_end(greater, a.hi, b.hi), a.method};
}

static exq_disparity worst(exq_fold fold, exq_disparity a, exq_disparity b)
{
    exq_disparity chosen = further(fold, b.value, a.value) ? b : a;
    chosen.together = worst_range(fold, a.together, b.together);
    chosen.alone = worst_range(fold, a.alone, b.alone);
    return chosen;
}

/* (a + b) / 2 of two differences: MOVER of their sum, halved. The two are of different people; where persons have
 * several rows, they may be of the same ones, and then the least favourable is taken: that a and b go together
 * fully. */
static exq_range mean_range(const exq_evidence *evidence, exq_value a, exq_range a_range, exq_value b,
                            exq_range b_range)
{
    if (a_range.method == NULL || b_range.method == NULL)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    exq_limits sum =
        exq_mover_dependent(a.v, (exq_limits){a_range.lo.v, a_range.hi.v}, -b.v,
                            (exq_limits){-b_range.hi.v, -b_range.lo.v}, evidence->question->has_units ? -1 : 0);
    return (exq_range){exq_some(sum.lo / 2), exq_some(sum.hi / 2), a_range.method};
}

static exq_disparity mean(const exq_evidence *evidence, exq_fold fold, exq_disparity a, exq_disparity b)
{
    bool per_group = exq_folds[fold].kind == EXQ_KIND_PER_GROUP;
    exq_value value = exq_some((a.value.v + b.value.v) / 2);
    exq_disparity result =
        exq_disparity_plain(NULL, value, per_group ? a.group : EXQ_NOBODY, per_group ? a.reference : EXQ_NOBODY);
    if (fold == EXQ_FOLD_difference) {
        result.together = mean_range(evidence, a.value, a.together, b.value, b.together);
        result.alone = mean_range(evidence, a.value, a.alone, b.value, b.alone);
    }
    return result;
}

static exq_disparity mean_size(exq_disparity a, exq_disparity b)
{
    exq_value value = exq_some((fabs(a.value.v) + fabs(b.value.v)) / 2);
    return exq_disparity_plain(NULL, value, a.group, a.reference);
}

/* Two disparities as one; an undefined one makes the whole undefined, in its words. */
static exq_disparity together(const exq_evidence *evidence, const exq_named *named, exq_disparity a, exq_disparity b)
{
    exq_disparity result;
    if (!exq_known(a.value) || !exq_known(b.value))
        result = exq_known(a.value) ? b : a;
    else if (named->how == EXQ_HOW_WORST)
        result = worst(named->fold, a, b);
    else if (named->how == EXQ_HOW_MEAN)
        result = mean(evidence, named->fold, a, b);
    else
        result = mean_size(a, b);
    result.of = NULL;
    result.difference = exq_difference_of(result.together, exq_folds[named->fold].parity);
    return result;
}

/* ---------------------------------------------------------------------------------------------- one over all */

static exq_disparity over(const exq_evidence *evidence, const exq_named *named, exq_crowd crowd, exq_reach reach_of_two)
{
    const exq_lineup *first = &evidence->lineups[named->first];
    const exq_lineup *second = &evidence->lineups[named->second];
    if (named->how == EXQ_HOW_ALONE)
        return exq_fold_over(evidence, first, named->fold, crowd);
    if (named->how == EXQ_HOW_WORST)
        crowd.reach = reach_of_two;
    return together(evidence, named, exq_fold_over(evidence, first, named->fold, crowd),
                    exq_fold_over(evidence, second, named->fold, crowd));
}

/* ---------------------------------------------------------------------------------------------- one a group */

/* The fold of a group against a named reference that stands for a fold over all groups. */
static exq_fold fold_by_level(exq_fold fold)
{
    if (fold == EXQ_FOLD_max_difference)
        return EXQ_FOLD_difference;
    return fold == EXQ_FOLD_min_ratio ? EXQ_FOLD_ratio : fold;
}

/* The worse of two, or their mean, between the group and the reference alone. */
static exq_disparity in_pair(const exq_evidence *evidence, const exq_named *named, size_t group, size_t reference,
                             size_t rows)
{
    if (reference == EXQ_NOBODY)
        return exq_disparity_plain(NULL, exq_none(EXQ_WHY_REFERENCE_ABSENT), group, EXQ_NOBODY);
    size_t pair[2] = {group < reference ? group : reference, group < reference ? reference : group};
    double level = evidence->options->level, strict = exq_interval_sidak(level, rows);
    exq_crowd crowd = {pair, 2, exq_reach_of(level, level, 2)};
    exq_disparity alone = over(evidence, named, crowd, exq_reach_of(level, sqrt(level), 2));
    crowd.reach = exq_reach_of(strict, strict, 2);
    exq_disparity result = over(evidence, named, crowd, exq_reach_of(strict, sqrt(strict), 2));
    result.alone = alone.alone;
    result.group = group;
    result.reference = reference;
    return result;
}

static exq_disparity against(const exq_evidence *evidence, const void *what, size_t group, size_t reference,
                             size_t rows)
{
    const exq_named *named = what;
    const exq_lineup *first = &evidence->lineups[named->first];
    const exq_lineup *second = &evidence->lineups[named->second];
    exq_fold fold = fold_by_level(named->fold);
    if (named->how == EXQ_HOW_ALONE)
        return exq_fold_against(evidence, first, fold, group, reference, rows);
    if (exq_folds[named->fold].kind == EXQ_KIND_OVER_GROUPS)
        return in_pair(evidence, named, group, reference, rows);
    return together(evidence, named, exq_fold_against(evidence, first, fold, group, reference, rows),
                    exq_fold_against(evidence, second, fold, group, reference, rows));
}

void exq_named_compute(const exq_evidence *evidence, exq_rows *rows)
{
    bool level = evidence->options->reference == EXQ_REFERENCE_LEVEL;
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++) {
        if (evidence->lineups[named->first].groups == NULL)
            continue;
        if (exq_folds[named->fold].kind == EXQ_KIND_PER_GROUP || (level && named->by_level)) {
            exq_rows_add_against(rows, evidence, &evidence->lineups[named->first], named->id, against, named);
            continue;
        }
        exq_disparity disparity = over(evidence, named, exq_crowd_of(evidence), evidence->reach_of_two);
        disparity.metric = named->id;
        exq_rows_add(rows, disparity);
    }
}
