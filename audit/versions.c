/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two versions of a decision, told apart by cells. What people got under the other version is a table of its own, so all
 * comparisons can be made in it; changes of rates, and of the gaps between two groups, have ranges of the same people.
 */
#include "versions.h"

#include <string.h>

#include "named.h"
#include "rate_versions.h"
#include "version_table.h"

/* One rate of a group, everyone shown, or everyone else. */
typedef struct changed {
    exq_cells_of_both cells;
    exq_rate_change change;
    bool told;
    size_t row; /* of the change rows; SIZE_MAX: none */
} changed;

typedef struct comparing {
    const exq_describe *describe;
    const exq_published *question;
    const exq_table *table;
    size_t index;
    size_t compared_count;
    exq_doc_levels *levels; /* per group; of everyone, past the last, none */
    changed *of;            /* per quantity: per group, then everyone shown */
    exq_change_rows *changes;
} comparing;

static const exq_row *row_of(const comparing *at, size_t group)
{
    return group < at->table->group_count ? &at->table->groups[group] : &at->table->overall;
}

static changed *changed_of(const comparing *at, size_t quantity, size_t group)
{
    return &at->of[quantity * (at->table->group_count + 1) + group];
}

/* ---------------------------------------------------------------------------------------------------------- rates */

/* Which way is better for the person: as it is for the decision maker where labels say, else as being selected is. */
static int better_of(const comparing *at, size_t quantity)
{
    const exq_selected_is selected_is = at->describe->options->selected_is;
    const int good = (selected_is == EXQ_SELECTED_GOOD) - (selected_is == EXQ_SELECTED_BAD);
    if (exq_quantities[quantity].better != 0)
        return exq_quantities[quantity].better;
    return quantity == EXQ_QUANTITY_selection_rate ? good : 0;
}

static exq_range rate_range(const comparing *at, const exq_rate_change *change, double level)
{
    return at->question->has_units ? exq_range_none(EXQ_WHY_NEEDS_PEOPLE) : exq_rate_change_range(change, level);
}

static void put_rate(const comparing *at, size_t quantity, size_t group, const changed *of, exq_doc_change *row)
{
    const exq_rate_change *change = &of->change;
    const double level = at->describe->options->level;
    const bool whole = group == at->table->group_count;
    const double together = whole ? level : exq_interval_sidak(level, at->compared_count > 0 ? at->compared_count : 1);
    exq_change_put(row, change->before.value, change->after.value, change->change, rate_range(at, change, together),
                   rate_range(at, change, level));
    if (at->question->has_units)
        return;
    const bool one_by_one = change->same_people && exq_quantities[quantity].shape == EXQ_PROPORTION;
    const uint64_t people =
        one_by_one ? change->after.den.people : exq_cells_sum(&of->cells.after, EXQ_EVERYONE).people;
    exq_change_people(row, people, change->rose, change->fell, one_by_one ? better_of(at, quantity) : 0);
}

static void add_rate(comparing *at, size_t quantity, size_t group)
{
    changed *of = changed_of(at, quantity, group);
    const exq_row *row = row_of(at, group);
    exq_doc_change *out = exq_change_rows_add(at->changes, at->index, exq_quantities[quantity].id);
    if (out == NULL)
        return;
    of->row = at->changes->count - 1;
    out->group = at->levels[group];
    if (of->told)
        put_rate(at, quantity, group, of, out);
    else
        out->why = exq_why_name(row->withheld ? row->why : EXQ_WHY_BELOW_MIN_CELL);
}

static void find_changes(comparing *at, size_t quantity, const exq_cells_of_both *everyone)
{
    for (size_t g = 0; g <= at->table->group_count; g++) {
        const exq_row_versions *versions = row_of(at, g)->versions;
        changed *of = changed_of(at, quantity, g);
        of->row = SIZE_MAX;
        of->told = versions != NULL;
        if (!of->told)
            continue;
        of->cells = (exq_cells_of_both){exq_cells_after(versions), exq_cells_before(versions)};
        of->change =
            exq_rate_change_of(&exq_quantities[quantity], versions, &of->cells, everyone, at->question->has_weights);
    }
}

static void add_rates(comparing *at)
{
    const exq_row_versions *all = at->table->overall.versions;
    exq_cells_of_both everyone = {0};
    if (all != NULL)
        everyone = (exq_cells_of_both){exq_cells_after(all), exq_cells_before(all)};
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        if (!exq_quantity_applies(&exq_quantities[q], (exq_data_has){.labels = at->question->has_labels}))
            continue;
        find_changes(at, q, &everyone);
        for (size_t g = 0; g <= at->table->group_count; g++)
            add_rate(at, q, g);
    }
}

/* ---------------------------------------------------------------------------------------------------- comparisons */

/* All comparisons under one version, with the reference that the question has. */
static bool find_under(const comparing *at, bool after, size_t reference, exq_findings *out)
{
    exq_published question = *at->question;
    exq_metric_options options = *at->describe->options;
    question.given_count = 0;
    question.stratum_count = 0;
    question.has_units = false;
    options.pairs_only = true;
    if (options.reference == EXQ_REFERENCE_LARGEST && reference < at->table->group_count) {
        options.reference_fixed = true;
        options.reference_group = reference;
    }
    return exq_version_table(at->question, after, at->describe->arena, &question.marginal) &&
           exq_metrics_compute(&question, &question.marginal, &options, at->describe->arena, out);
}

static size_t quantity_of(const char *id)
{
    size_t q = 0;
    while (q < EXQ_QUANTITIES && (id == NULL || strcmp(exq_quantities[q].id, id) != 0))
        q++;
    return q;
}

/* Whether the comparison is the plain difference of its rate. */
static bool is_difference(const exq_disparity *disparity)
{
    const size_t length = disparity->of == NULL ? 0 : strlen(disparity->of);
    return length > 0 && strncmp(disparity->metric, disparity->of, length) == 0 &&
           strcmp(disparity->metric + length, "_difference") == 0;
}

static exq_range rest_range(const comparing *at, size_t quantity, size_t group, bool to_all, double level)
{
    const exq_row_versions *all = at->table->overall.versions;
    const changed *own = changed_of(at, quantity, group), *whole = changed_of(at, quantity, at->table->group_count);
    if (all == NULL)
        return exq_range_none(EXQ_WHY_BELOW_MIN_CELL);
    const exq_row_versions versions = exq_row_versions_rest(all, at->table->groups[group].versions);
    const exq_cells_of_both cells = {exq_cells_after(&versions), exq_cells_before(&versions)};
    const exq_rate_change rest =
        exq_rate_change_of(&exq_quantities[quantity], &versions, &cells, &whole->cells, at->question->has_weights);
    const exq_range range = exq_rate_gap_range(&own->change, &rest, level);
    if (!to_all || range.method == NULL)
        return range;
    /* the group's part of everyone is the same under both versions, or there is no such range */
    if (!own->change.same_people || !whole->change.same_people)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    return exq_interval_difference_to_overall(range, own->change.after.den.weight / whole->change.after.den.weight);
}

static exq_range gap_range(const comparing *at, const exq_disparity *disparity, double level)
{
    const size_t quantity = quantity_of(disparity->of);
    if (!is_difference(disparity) || quantity == EXQ_QUANTITIES)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    if (at->question->has_units)
        return exq_range_none(EXQ_WHY_NEEDS_PEOPLE);
    const changed *own = changed_of(at, quantity, disparity->group);
    if (disparity->reference >= at->table->group_count)
        return rest_range(at, quantity, disparity->group, disparity->reference == EXQ_OVERALL, level);
    return exq_rate_gap_range(&own->change, &changed_of(at, quantity, disparity->reference)->change, level);
}

static const exq_disparity *find_same(const exq_findings *findings, const exq_disparity *as, bool per_group)
{
    for (size_t d = 0; d < findings->disparity_count; d++) {
        const exq_disparity *one = &findings->disparities[d];
        if (strcmp(one->metric, as->metric) == 0 &&
            (!per_group || (one->group == as->group && one->reference == as->reference)))
            return one;
    }
    return NULL;
}

static size_t rows_of(const exq_findings *findings, const char *metric)
{
    size_t count = 0;
    for (size_t d = 0; d < findings->disparity_count; d++)
        count += strcmp(findings->disparities[d].metric, metric) == 0;
    return count;
}

static void name_pair(const comparing *at, const exq_disparity *disparity, exq_doc_change *row)
{
    row->group = at->levels[disparity->group];
    row->reference_is = disparity->reference == EXQ_OVERALL ? "overall"
                        : disparity->reference == EXQ_REST  ? "rest"
                                                            : "group";
    if (disparity->reference < at->table->group_count)
        row->reference = at->levels[disparity->reference];
}

/* Whether a comparison is one of two: those over all groups are, too, where a named level takes their place. */
static bool is_of_pair(const comparing *at, const exq_disparity *disparity, const exq_metric_info *info)
{
    if (info == NULL || disparity->group == EXQ_NOBODY || disparity->reference == EXQ_NOBODY)
        return false;
    bool by_level = false;
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++)
        by_level = by_level || (named->by_level && strcmp(named->id, disparity->metric) == 0);
    return info->kind == EXQ_KIND_PER_GROUP || (by_level && at->describe->options->reference == EXQ_REFERENCE_LEVEL);
}

static void put_gap(const comparing *at, const exq_disparity *disparity, double parity, exq_doc_change *row)
{
    const size_t quantity = quantity_of(disparity->of), all = at->table->group_count;
    const size_t other = disparity->reference < all ? disparity->reference : all;
    if (quantity == EXQ_QUANTITIES)
        return;
    const changed *own = changed_of(at, quantity, disparity->group), *reference = changed_of(at, quantity, other);
    if (own->row == SIZE_MAX || reference->row == SIZE_MAX)
        return;
    const exq_doc_change *rows = at->changes->rows;
    if (rows[own->row].n >= 0)
        row->n = rows[reference->row].n + (other == all ? 0 : rows[own->row].n);
    exq_change_gap(row, parity, &rows[own->row], &rows[reference->row], better_of(at, quantity));
}

static bool add_gaps(comparing *at, const exq_findings *after, const exq_findings *before)
{
    for (size_t d = 0; d < after->disparity_count && !at->changes->failed; d++) {
        const exq_disparity *own = &after->disparities[d];
        const exq_metric_info *info = exq_catalogue_find(own->metric, at->describe->arena);
        const bool pair = is_of_pair(at, own, info);
        const exq_disparity *other = find_same(before, own, pair);
        const exq_value then = other == NULL ? exq_none(EXQ_WHY_REFERENCE_ABSENT) : other->value;
        exq_doc_change *row = exq_change_rows_add(at->changes, at->index, own->metric);
        if (row == NULL)
            return false;
        exq_range together = exq_range_none(EXQ_WHY_NO_INTERVAL), alone = together;
        if (pair) {
            const double level = at->describe->options->level;
            name_pair(at, own, row);
            together = gap_range(at, own, exq_interval_sidak(level, rows_of(after, own->metric)));
            alone = gap_range(at, own, level);
        }
        exq_change_put(row, then, own->value,
                       !exq_known(own->value) ? own->value
                       : !exq_known(then)     ? then
                                              : exq_some(own->value.v - then.v),
                       together, alone);
        if (pair)
            put_gap(at, own, info->parity, row);
    }
    return !at->changes->failed;
}

/* ------------------------------------------------------------------------------------------------------------ all */

static bool is_missing(const exq_published *question, const exq_row *row)
{
    for (size_t i = 0; i < question->by_count; i++)
        if (row->levels[i] == NULL)
            return true;
    return false;
}

bool exq_versions_compare(const exq_describe *describe, const exq_findings *findings, size_t question,
                          exq_change_rows *changes)
{
    const exq_table *table = &describe->question->marginal;
    exq_arena *arena = describe->arena;
    const size_t count = table->group_count;
    bool told = table->overall.versions != NULL;
    exq_findings after, before;
    comparing at = {.describe = describe,
                    .question = describe->question,
                    .table = table,
                    .index = question,
                    .levels = EXQ_NEW(arena, exq_doc_levels, count + 1),
                    .of = EXQ_NEW(arena, changed, EXQ_QUANTITIES * (count + 1)),
                    .changes = changes};
    if (at.levels == NULL || at.of == NULL)
        return false;
    for (size_t g = 0; g < count; g++) {
        const exq_row *row = &table->groups[g];
        told = told || row->versions != NULL;
        at.compared_count +=
            !row->withheld && (describe->options->compare_missing || !is_missing(describe->question, row));
        if (!exq_describe_levels(describe, row, &at.levels[g]))
            return false;
    }
    if (!told)
        return true;
    add_rates(&at);
    return !changes->failed && find_under(&at, true, findings->reference, &after) &&
           find_under(&at, false, findings->reference, &before) && add_gaps(&at, &after, &before);
}

static const char *other_column(const exq_tally_facts *facts)
{
    for (size_t a = 0; a < facts->attribute_count; a++)
        if (strncmp(facts->attributes[a], EXQ_AGAINST_COLUMN, strlen(EXQ_AGAINST_COLUMN)) == 0)
            return facts->attributes[a] + strlen(EXQ_AGAINST_COLUMN);
    return NULL;
}

/* Everyone who is shown, of the question that shows most. */
static void count_people(const exq_run *run, exq_doc_versions *out)
{
    out->people = out->before_only = out->after_only = -1;
    for (size_t q = 0; q < run->release.question_count; q++) {
        const exq_row_versions *all = run->release.questions[q].marginal.overall.versions;
        if (all == NULL || run->release.questions[q].has_units)
            continue;
        const exq_cells cells = exq_cells_after(all);
        const exq_count people = (exq_count)exq_cells_sum(&cells, EXQ_EVERYONE).people;
        if (people <= out->people)
            continue;
        out->people = people;
        out->after_only = (exq_count)all->alone;
    }
}

bool exq_versions_describe(const exq_run *run, const exq_change_rows *changes, exq_document *document)
{
    const char *other = other_column(run->facts);
    if (other == NULL)
        return true;
    exq_doc_versions *out = &document->versions;
    document->has_versions = true;
    *out = (exq_doc_versions){
        .people_are = "same",
        .before = exq_arena_string(run->arena, other),
        .after = exq_arena_string(run->arena, run->facts->decision != NULL ? run->facts->decision : run->facts->score),
        .changes = changes->rows,
        .change_count = changes->count};
    count_people(run, out);
    return out->before != NULL && out->after != NULL;
}
