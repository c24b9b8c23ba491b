/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of people: how well each is served, compared by every fold, in all and within each stratum.
 */
#include "lists_adjusted.h"
#include "lists_by_item.h"
#include "lists_folds.h"
#include "lists_quality.h"

/* A table on its way into the document. */
typedef struct described {
    const exq_doc_group *groups;
    exq_doc_group overall;
    const exq_doc_disparity *disparities;
    size_t disparity_count;
    const exq_doc_levels *levels; /* of the groups */
    const bool *compared;
} described;

typedef struct asking {
    const exq_lists_run *run;
    const exq_user_question *question;
    const exq_list_quantity *quantities;
    size_t quantity_count;
    const double *normals; /* for what all comparisons are by chance */
} asking;

/* Lists drawn from each person's own history are not at 0 either. */
static void put_chance(const asking *at, const exq_user_row *row, const exq_list_quantity *quantity,
                       exq_doc_measure *out)
{
    const exq_measure_name *name = &at->run->lists.measures[quantity->measure];
    if (strcmp(name->kernel, "miscalibration") != 0 || out->why != NULL)
        return;
    const size_t m = exq_measure_find(&at->run->lists, "miscalibration_chance", name->cutoff, name->grouping);
    const exq_value chance =
        m == SIZE_MAX ? exq_none(EXQ_WHY_NO_HISTORY) : exq_lists_mean(&row->measures[m], EXQ_WHY_NO_HISTORY).value;
    out->has_fair = exq_known(chance);
    out->fair = (exq_doc_fair){.expected = chance.v,
                               .sd = (double)NAN,
                               .least = (double)NAN,
                               .excess = out->value - chance.v,
                               .p = (double)NAN,
                               .chance = "own_taste"};
}

static bool describe_measures(const asking *at, const exq_user_row *row, exq_doc_group *out)
{
    exq_doc_measure *measures = EXQ_NEW(at->run->arena, exq_doc_measure,
                                        at->quantity_count + exq_lists_quality_measures(at->run) + EXQ_RATED_MEASURES);
    if (measures == NULL)
        return false;
    for (size_t q = 0; q < at->quantity_count; q++) {
        const exq_quantity_sums sums = exq_quantity_sums_of(at->run, &at->quantities[q], row);
        const exq_mean mean = exq_quantity_mean(&at->quantities[q], sums);
        measures[q] =
            exq_lists_measure(at->quantities[q].id, mean.value, exq_mean_range(&mean, at->run->plan->base.level),
                              mean.se.v, sums.withheld ? -1 : (exq_count)sums.of.n);
        put_chance(at, row, &at->quantities[q], &measures[q]);
    }
    out->measures = measures;
    out->measure_count = at->quantity_count;
    if (!exq_lists_quality(at->run, row, measures, &out->measure_count))
        return false;
    exq_lists_rated(row, measures, &out->measure_count);
    return exq_lists_events(at->run, row, &out->events, &out->event_count);
}

static bool describe_group(const asking *at, const exq_user_row *row, exq_doc_group *out)
{
    *out = (exq_doc_group){
        .n = row->withheld ? -1 : (exq_count)row->people,
        .withheld = row->withheld,
        .why = exq_why_name(row->why),
        .cells = {-1, -1, -1, -1, -1, -1, -1, -1},
        .users_without_truth = row->withheld ? -1 : (exq_count)row->without_truth,
        .users_without_recommendations = row->withheld ? -1 : (exq_count)row->without_list,
        .items = -1
    };
    if (row->levels != NULL &&
        !exq_lists_levels(at->run, at->question->by, at->question->by_count, row->levels, &out->levels))
        return false;
    return row->withheld || describe_measures(at, row, out);
}

static exq_row *rows_of(const asking *at, const exq_user_table *table)
{
    exq_row *rows = EXQ_NEW(at->run->arena, exq_row, table->group_count);
    for (size_t g = 0; rows != NULL && g < table->group_count; g++)
        rows[g] = (exq_row){.levels = table->groups[g].levels,
                            .withheld = table->groups[g].withheld,
                            .why = table->groups[g].why,
                            .people = table->groups[g].people};
    return rows;
}

static bool describe_table(const asking *at, const exq_user_table *table, exq_lists_reference reference, described *out)
{
    exq_arena *arena = at->run->arena;
    exq_doc_group *groups = EXQ_NEW(arena, exq_doc_group, table->group_count);
    exq_doc_levels *levels = EXQ_NEW(arena, exq_doc_levels, table->group_count);
    bool *compared = EXQ_NEW(arena, bool, table->group_count);
    const exq_row *rows = rows_of(at, table);
    exq_list_crowd crowd = {table, levels, compared, reference, at->normals};
    exq_doc_disparity *disparities =
        EXQ_NEW(arena, exq_doc_disparity,
                at->quantity_count * exq_lists_most_rows(&crowd) + exq_lists_quality_rows(at->run, table) +
                    exq_lists_by_item_rows(at->run, table));
    *out = (described){.groups = groups, .disparities = disparities, .levels = levels, .compared = compared};
    if (groups == NULL || levels == NULL || compared == NULL || rows == NULL || disparities == NULL)
        return false;
    for (size_t g = 0; g < table->group_count; g++) {
        if (!describe_group(at, &table->groups[g], &groups[g]))
            return false;
        levels[g] = groups[g].levels;
        compared[g] = exq_lists_is_compared(at->run, &rows[g], at->question->by_count);
    }
    if (!exq_lists_fold(at->run, &crowd, at->quantities, at->quantity_count, disparities, &out->disparity_count))
        return false;
    if (!exq_lists_quality_gaps(at->run, &crowd, disparities, &out->disparity_count))
        return false;
    if (!exq_lists_by_item(at->run, &crowd, disparities, &out->disparity_count))
        return false;
    return describe_group(at, &table->overall, &out->overall);
}

/* ------------------------------------------------------------------------------------------------------ strata */

/* The group of the question inside a stratum. */
static exq_lists_reference reference_inside(const asking *at, const exq_user_table *stratum,
                                            exq_lists_reference reference)
{
    if (reference.group >= at->question->marginal.group_count)
        return reference;
    return (exq_lists_reference){reference.kind, exq_lists_inside(at->question, stratum, reference.group)};
}

static bool describe_strata(const asking *at, exq_lists_reference reference, exq_doc_question *out)
{
    const exq_user_question *question = at->question;
    exq_doc_stratum *strata = EXQ_NEW(at->run->arena, exq_doc_stratum, question->stratum_count);
    if (strata == NULL)
        return false;
    for (size_t s = 0; s < question->stratum_count; s++) {
        const exq_user_table *table = &question->strata[s];
        described inside;
        if (!describe_table(at, table, reference_inside(at, table, reference), &inside) ||
            !exq_lists_levels(at->run, question->given, question->given_count, table->strata_levels, &strata[s].levels))
            return false;
        strata[s].groups = inside.groups;
        strata[s].group_count = table->group_count;
        strata[s].overall = inside.overall;
        strata[s].disparities = inside.disparities;
        strata[s].disparity_count = inside.disparity_count;
    }
    out->strata = strata;
    out->stratum_count = question->stratum_count;
    return true;
}

/* ---------------------------------------------------------------------------------------------------- question */

static bool describe_series(const asking *at, exq_doc_question *out)
{
    exq_doc_series *series = EXQ_NEW(at->run->arena, exq_doc_series, at->run->show_count);
    if (series == NULL)
        return false;
    for (size_t s = 0; s < at->run->show_count; s++) {
        exq_doc_series *next = &series[out->series_count];
        if (!exq_lists_forest(at->run, out->groups, out->group_count, at->run->show[s], next))
            return false;
        out->series_count += next->count > 0;
    }
    out->series = series;
    return true;
}

/* The first of what is shown that the question has. */
static const char *lead_of(const asking *at)
{
    for (size_t s = 0; s < at->run->show_count; s++)
        for (size_t q = 0; q < at->quantity_count; q++)
            if (strcmp(at->quantities[q].id, at->run->show[s]) == 0)
                return at->quantities[q].id;
    return NULL;
}

static bool draw_normals(asking *at)
{
    size_t groups = at->question->marginal.group_count;
    for (size_t s = 0; s < at->question->stratum_count; s++)
        groups = at->question->strata[s].group_count > groups ? at->question->strata[s].group_count : groups;
    double *normals = EXQ_NEW(at->run->arena, double, EXQ_MEAN_DRAWS *groups);
    exq_random random;
    exq_random_init(&random, at->run->plan->request.seed, 0);
    if (normals != NULL)
        exq_normal_draws(&random, normals, EXQ_MEAN_DRAWS * groups);
    at->normals = normals;
    return normals != NULL;
}

exq_status exq_lists_answer_users(const exq_lists_run *run, size_t index, exq_doc_question *out, exq_error *error)
{
    const exq_user_question *question = &run->lists.users[index];
    asking at = {.run = run, .question = question};
    exq_lists_reference reference;
    described marginal;
    const exq_row *rows = rows_of(&at, &question->marginal);
    if (rows == NULL || !draw_normals(&at) || !exq_lists_quantities(run, &at.quantities, &at.quantity_count))
        return exq_fail_memory(error);
    EXQ_TRY(exq_lists_reference_find(run, &run->plan->release.by_user[index], rows, question->marginal.group_count,
                                     &reference, error));
    if (!describe_table(&at, &question->marginal, reference, &marginal))
        return exq_fail_memory(error);
    *out = (exq_doc_question){.side = "user",
                              .by = question->by,
                              .by_count = question->by_count,
                              .given = question->given,
                              .given_count = question->given_count,
                              .reference = {.kind = exq_reference_name(reference.kind)},
                              .lead_rate = lead_of(&at),
                              .groups = marginal.groups,
                              .group_count = question->marginal.group_count,
                              .overall = marginal.overall,
                              .disparities = marginal.disparities,
                              .disparity_count = marginal.disparity_count};
    if (reference.group < out->group_count)
        out->reference.levels = out->groups[reference.group].levels;
    const exq_list_question of = {question,  marginal.levels, marginal.compared,
                                  reference, at.quantities,   at.quantity_count};
    return describe_strata(&at, reference, out) && exq_lists_adjust(run, &of, out) && describe_series(&at, out)
               ? EXQ_OK
               : exq_fail_memory(error);
}
