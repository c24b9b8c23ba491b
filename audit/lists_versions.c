/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What another version of the lists changes: for each group of people every number of theirs under both, then the gaps;
 * for each group of items and the whole catalogue what it comes to under either.
 */
#include "lists_versions.h"

#include <math.h>
#include <string.h>

#include "change_rows.h"
#include "lists_catalogue.h"
#include "lists_paired.h"
#include "lists_quantities.h"
#include "lists_reference.h"

typedef struct comparing {
    const exq_lists_run *run;
    const exq_doc_question *question; /* as it has been described */
    size_t index;
    const exq_user_table *table;
    exq_change_rows *changes;
    bool *compared; /* per group */
    size_t compared_count;
    size_t reference; /* a group, EXQ_OVERALL, EXQ_REST, or EXQ_NOBODY */
    /* of one quantity: per group, then of all shown together */
    exq_version_sums *sums;
    bool *told;
    size_t *rows;
    exq_mean *means;
    double *scratch;
} comparing;

/* --------------------------------------------------------------------------------------------- one number of people */

static void sum_up(comparing *at, const exq_list_quantity *quantity)
{
    for (size_t g = 0; g <= at->table->group_count; g++) {
        const exq_user_row *row = g < at->table->group_count ? &at->table->groups[g] : &at->table->overall;
        const exq_paired *paired = row->paired == NULL ? NULL : &row->paired->measures[quantity->measure];
        at->told[g] = paired != NULL && paired->sums != NULL;
        if (at->told[g])
            at->sums[g] = exq_version_sums_of(paired, at->run->lists.measures[quantity->measure].outputs);
    }
}

static const exq_doc_levels *levels_of(const comparing *at, size_t group)
{
    static const exq_doc_levels everyone = {NULL, 0};
    return group < at->table->group_count ? &at->question->groups[group].levels : &everyone;
}

/* A group, or everyone shown, under both versions. */
static void add_group(comparing *at, const exq_list_quantity *quantity, size_t group)
{
    const bool whole = group == at->table->group_count;
    const exq_user_row *of = whole ? &at->table->overall : &at->table->groups[group];
    const double level = at->run->plan->base.level;
    exq_doc_change *row = exq_change_rows_add(at->changes, at->index, quantity->id);
    if (row == NULL)
        return;
    at->rows[group] = at->changes->count - 1;
    row->group = *levels_of(at, group);
    if (!at->told[group]) {
        row->why = exq_why_name(of->withheld ? of->why : EXQ_WHY_BELOW_MIN_CELL);
        return;
    }
    const exq_version_sums *sums = &at->sums[group];
    const exq_mean change = exq_version_contrast(sums, 1, -1, quantity->empty);
    const double together = whole ? level : exq_interval_sidak(level, at->compared_count > 0 ? at->compared_count : 1);
    exq_change_put(row, exq_version_before(sums, quantity->empty), exq_version_after(sums, quantity->empty),
                   change.value, exq_change_range(&change, together), exq_change_range(&change, level));
    const exq_paired *paired = &of->paired->measures[quantity->measure];
    exq_change_people(row, paired->people, paired->rose, paired->fell,
                      sums->outputs == 1 ? quantity->entry->info.better : 0);
}

/* ------------------------------------------------------------------------------------------------------------- gaps */

static size_t best_of(const comparing *at, const exq_list_quantity *quantity)
{
    const double sign = quantity->entry->info.better < 0 ? -1 : 1;
    size_t best = EXQ_NOBODY;
    double most = (double)NAN;
    for (size_t g = 0; g < at->table->group_count; g++) {
        const exq_value value =
            at->told[g] ? exq_version_after(&at->sums[g], EXQ_WHY_NO_TRUTH) : exq_none(EXQ_WHY_BELOW_MIN_CELL);
        if (!at->compared[g] || !exq_known(value) || (best != EXQ_NOBODY && !(sign * value.v > most)))
            continue;
        best = g;
        most = sign * value.v;
    }
    return best;
}

/* To everyone, a group's gap is that part of its gap to the others which they are of everyone. */
static exq_mean_fold against_all(const comparing *at, exq_fold fold, size_t group, double level, exq_why empty)
{
    const exq_version_sums *all = &at->sums[at->table->group_count], *own = &at->sums[group];
    const exq_version_sums rest = exq_version_rest(all, own);
    exq_mean_fold out = exq_change_of_fold(fold, own, all, level, empty);
    const exq_mean_fold apart = exq_change_of_fold(fold, own, &rest, level, empty);
    out.range = exq_range_none(EXQ_WHY_NO_INTERVAL);
    if (fold != EXQ_FOLD_difference || apart.range.method == NULL || all->outputs != 1)
        return out;
    const double share = (double)rest.n / (double)all->n;
    out.range = apart.range;
    out.range.lo.v *= share;
    out.range.hi.v *= share;
    return out;
}

static exq_mean_fold against(const comparing *at, exq_fold fold, size_t group, size_t reference, double level,
                             exq_why empty)
{
    if (reference == EXQ_OVERALL)
        return against_all(at, fold, group, level, empty);
    const exq_version_sums rest = reference == EXQ_REST
                                      ? exq_version_rest(&at->sums[at->table->group_count], &at->sums[group])
                                      : at->sums[reference];
    return exq_change_of_fold(fold, &at->sums[group], &rest, level, empty);
}

static exq_value folded(exq_fold fold, exq_value group, exq_value reference)
{
    if (!exq_known(group) || !exq_known(reference))
        return exq_known(group) ? reference : group;
    if (fold == EXQ_FOLD_difference)
        return exq_some(group.v - reference.v);
    return reference.v == 0 ? exq_none(EXQ_WHY_REFERENCE_ZERO) : exq_some(group.v / reference.v);
}

static void add_gap(comparing *at, const exq_list_quantity *quantity, const char *metric, exq_fold fold, size_t group,
                    size_t reference, size_t rows)
{
    const exq_why empty = quantity->empty;
    const double level = at->run->plan->base.level;
    const size_t all = at->table->group_count;
    const bool pooled = reference == EXQ_OVERALL || reference == EXQ_REST;
    exq_doc_change *row = exq_change_rows_add(at->changes, at->index, metric);
    if (row == NULL)
        return;
    row->group = *levels_of(at, group);
    row->reference_is = reference == EXQ_OVERALL ? "overall" : reference == EXQ_REST ? "rest" : "group";
    if (!pooled)
        row->reference = *levels_of(at, reference);
    if (!at->told[group] || !at->told[pooled ? all : reference]) {
        row->why = exq_why_name(EXQ_WHY_BELOW_MIN_CELL);
        return;
    }
    const exq_version_sums other =
        reference == EXQ_REST ? exq_version_rest(&at->sums[all], &at->sums[group]) : at->sums[pooled ? all : reference];
    const exq_mean_fold alone = against(at, fold, group, reference, level, empty);
    const exq_mean_fold together = against(at, fold, group, reference, exq_interval_sidak(level, rows), empty);
    exq_change_put(row, folded(fold, exq_version_before(&at->sums[group], empty), exq_version_before(&other, empty)),
                   folded(fold, exq_version_after(&at->sums[group], empty), exq_version_after(&other, empty)),
                   alone.value, together.range, alone.range);
    row->n = (exq_count)(pooled ? at->sums[all].n : at->sums[group].n + other.n);
    exq_change_gap(row, exq_folds[fold].parity, &at->changes->rows[at->rows[group]],
                   &at->changes->rows[at->rows[pooled ? all : reference]], quantity->entry->info.better);
}

/* The gap between the highest and the lowest of all compared, whoever they are under each version. */
static void add_spread(comparing *at, const exq_list_quantity *quantity, const char *metric, exq_fold fold)
{
    const double level = at->run->plan->base.level;
    exq_value values[2];
    exq_doc_change *row = exq_change_rows_add(at->changes, at->index, metric);
    if (row == NULL)
        return;
    for (size_t version = 0; version < 2; version++) {
        size_t count = 0;
        for (size_t g = 0; g < at->table->group_count; g++) {
            if (!at->compared[g] || !at->told[g])
                continue;
            const exq_value value = version == 0 ? exq_version_before(&at->sums[g], quantity->empty)
                                                 : exq_version_after(&at->sums[g], quantity->empty);
            at->means[count++] = (exq_mean){value, exq_none(EXQ_WHY_NO_INTERVAL), (double)NAN, at->sums[g].n};
        }
        values[version] = exq_mean_over(fold, at->means, count, exq_none(EXQ_WHY_NO_INTERVAL),
                                        exq_reach_of(level, level, count), at->scratch)
                              .value;
    }
    const exq_value change = exq_known(values[0]) && exq_known(values[1]) ? exq_some(values[1].v - values[0].v)
                             : exq_known(values[0])                       ? values[1]
                                                                          : values[0];
    exq_change_put(row, values[0], values[1], change, exq_range_none(EXQ_WHY_NO_INTERVAL),
                   exq_range_none(EXQ_WHY_NO_INTERVAL));
}

static void add_gaps(comparing *at, const exq_list_quantity *quantity)
{
    static const exq_fold folds[] = {EXQ_FOLD_difference, EXQ_FOLD_ratio, EXQ_FOLD_max_difference, EXQ_FOLD_min_ratio};
    const size_t reference = at->reference == EXQ_NOBODY && strcmp(at->question->reference.kind, "best") == 0
                                 ? best_of(at, quantity)
                                 : at->reference;
    const bool pooled = reference == EXQ_OVERALL || reference == EXQ_REST;
    for (size_t f = 0; f < sizeof folds / sizeof folds[0]; f++) {
        const exq_fold fold = folds[f];
        if (!exq_list_fold_applies(quantity->entry, fold))
            continue;
        const char *metric = exq_arena_format(at->run->arena, "%s_%s", quantity->id, exq_folds[fold].id);
        if (exq_folds[fold].kind != EXQ_KIND_PER_GROUP) {
            if (at->compared_count > 1)
                add_spread(at, quantity, metric, fold);
            continue;
        }
        for (size_t g = 0; reference != EXQ_NOBODY && g < at->table->group_count; g++)
            if (at->compared[g] && g != reference)
                add_gap(at, quantity, metric, fold, g, reference, pooled ? at->compared_count : at->compared_count - 1);
    }
}

/* ---------------------------------------------------------------------------------------------------- one question */

static bool is_group(const exq_doc_levels *a, const exq_doc_levels *b)
{
    bool same = a->count == b->count && a->count > 0;
    for (size_t i = 0; same && i < a->count; i++)
        same = (a->items[i].level == NULL) == (b->items[i].level == NULL) &&
               (a->items[i].level == NULL || strcmp(a->items[i].level, b->items[i].level) == 0);
    return same;
}

static size_t find_reference(const exq_doc_question *question)
{
    if (strcmp(question->reference.kind, "overall") == 0)
        return EXQ_OVERALL;
    if (strcmp(question->reference.kind, "rest") == 0)
        return EXQ_REST;
    for (size_t g = 0; g < question->group_count; g++)
        if (is_group(&question->groups[g].levels, &question->reference.levels))
            return g;
    return EXQ_NOBODY;
}

static bool compare_people(const exq_lists_run *run, const exq_doc_question *question, size_t index, size_t users,
                           exq_change_rows *changes)
{
    const exq_user_question *asked = &run->lists.users[users];
    const size_t count = asked->marginal.group_count;
    const exq_list_quantity *quantities = NULL;
    size_t quantity_count = 0;
    comparing at = {.run = run,
                    .question = question,
                    .index = index,
                    .table = &asked->marginal,
                    .changes = changes,
                    .reference = find_reference(question),
                    .compared = EXQ_NEW(run->arena, bool, count + 1),
                    .sums = EXQ_NEW(run->arena, exq_version_sums, count + 1),
                    .told = EXQ_NEW(run->arena, bool, count + 1),
                    .rows = EXQ_NEW(run->arena, size_t, count + 1),
                    .means = EXQ_NEW(run->arena, exq_mean, count + 1),
                    .scratch = EXQ_NEW(run->arena, double, count + 1)};
    if (at.compared == NULL || at.sums == NULL || at.told == NULL || at.rows == NULL || at.means == NULL ||
        at.scratch == NULL || !exq_lists_quantities(run, &quantities, &quantity_count))
        return false;
    for (size_t g = 0; g < count; g++) {
        const exq_row row = {.levels = at.table->groups[g].levels, .withheld = at.table->groups[g].withheld};
        at.compared[g] = exq_lists_is_compared(run, &row, asked->by_count);
        at.compared_count += at.compared[g];
    }
    for (size_t q = 0; q < quantity_count; q++) {
        sum_up(&at, &quantities[q]);
        for (size_t g = 0; g <= count; g++)
            add_group(&at, &quantities[q], g);
        if (!changes->failed)
            add_gaps(&at, &quantities[q]);
    }
    return !changes->failed;
}

/* -------------------------------------------------------------------------------------------- items, the catalogue */

static exq_value value_of(double value, const char *why)
{
    return isnan(value) ? exq_none(why != NULL ? exq_why_of(why) : EXQ_WHY_INPUT_UNDEFINED) : exq_some(value);
}

/* What was counted once under each version and over no sample of people that both share. */
static void add_counted(exq_change_rows *changes, size_t question, const char *metric, const exq_doc_levels *group,
                        exq_value before, exq_value after)
{
    const exq_range unknown = exq_range_none(EXQ_WHY_NO_INTERVAL);
    exq_doc_change *row = exq_change_rows_add(changes, question, metric);
    if (row == NULL)
        return;
    if (group != NULL)
        row->group = *group;
    exq_change_put(row, before, after,
                   !exq_known(after)    ? after
                   : !exq_known(before) ? before
                                        : exq_some(after.v - before.v),
                   unknown, unknown);
}

static const exq_doc_measure *measure_of(const exq_doc_group *group, const char *id)
{
    for (size_t m = 0; m < group->measure_count; m++)
        if (strcmp(group->measures[m].id, id) == 0)
            return &group->measures[m];
    return NULL;
}

static void compare_items(const exq_doc_question *after, const exq_doc_question *before, size_t index,
                          exq_change_rows *changes)
{
    for (size_t g = 0; g < after->group_count; g++)
        for (size_t m = 0; m < after->groups[g].measure_count; m++) {
            const exq_doc_measure *own = &after->groups[g].measures[m];
            const exq_doc_measure *other = measure_of(&before->groups[g], own->id);
            if (other == NULL)
                continue;
            add_counted(changes, index, own->id, &after->groups[g].levels, value_of(other->value, other->why),
                        value_of(own->value, own->why));
        }
}

static const exq_doc_catalogue *figure_of(const exq_document *document, const char *id)
{
    for (size_t i = 0; i < document->catalogue_count; i++)
        if (strcmp(document->catalogue[i].id, id) == 0)
            return &document->catalogue[i];
    return NULL;
}

/* A share of the catalogue is told in items, too: "coverage@10" as "items_shown@10". */
static bool compare_catalogue(const exq_lists_run *run, const exq_document *after, const exq_document *before,
                              exq_change_rows *changes)
{
    for (size_t i = 0; i < after->catalogue_count; i++) {
        const exq_doc_catalogue *own = &after->catalogue[i], *other = figure_of(before, own->id);
        if (other == NULL)
            continue;
        add_counted(changes, SIZE_MAX, own->id, NULL, value_of(other->value, other->why),
                    value_of(own->value, own->why));
        if (strncmp(own->id, "coverage@", strlen("coverage@")) == 0 && own->why == NULL && other->why == NULL)
            add_counted(changes, SIZE_MAX, exq_arena_format(run->arena, "items_shown%s", strchr(own->id, '@')), NULL,
                        exq_some(other->num), exq_some(own->num));
    }
    return !changes->failed;
}

/* --------------------------------------------------------------------------------------------------------------- all */

static const char *base_name(const char *path, exq_arena *arena)
{
    const char *slash = strrchr(path, '/');
    return exq_arena_string(arena, slash == NULL ? path : slash + 1);
}

static exq_status compare_all(const exq_lists_run *run, const exq_lists_run *other, exq_document *document,
                              exq_change_rows *changes, exq_error *error)
{
    size_t users = 0, items = 0;
    exq_document whole = {0};
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        exq_doc_question before = {0};
        if (strcmp(question->side, "user") == 0 && !compare_people(run, question, q, users++, changes))
            return exq_fail_memory(error);
        if (strcmp(question->side, "item") != 0)
            continue;
        EXQ_TRY(exq_lists_answer_items(other, items++, &before, error));
        compare_items(question, &before, q, changes);
    }
    return exq_lists_describe_catalogue(other, &whole) && compare_catalogue(run, document, &whole, changes)
               ? EXQ_OK
               : exq_fail_memory(error);
}

exq_status exq_lists_compare_versions(const exq_lists_run *run, exq_document *document, exq_error *error)
{
    exq_change_rows changes = {.arena = run->arena};
    exq_lists_run other = *run;
    const exq_paired_row *everyone = run->lists.everyone.paired;
    const char *against = run->plan->request.against; /* a saved tally keeps no name of either version */
    if (run->lists.other == NULL || everyone == NULL)
        return EXQ_OK;
    other.lists = *run->lists.other;
    EXQ_TRY(compare_all(run, &other, document, &changes, error));
    document->has_versions = true;
    document->versions = (exq_doc_versions){.people_are = "same",
                                            .before = base_name(against != NULL ? against : "--against", run->arena),
                                            .after = base_name(run->plan->request.inputs[0], run->arena),
                                            .people = (exq_count)everyone->both,
                                            .before_only = (exq_count)everyone->before_only,
                                            .after_only = (exq_count)everyone->after_only,
                                            .changes = changes.rows,
                                            .change_count = changes.count};
    return document->versions.before == NULL || document->versions.after == NULL ? exq_fail_memory(error) : EXQ_OK;
}
