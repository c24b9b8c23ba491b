/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same question at other cut-offs of its score: tables are made of the people at or above each, and all that is
 * found of a table is found of them.
 */
#include "describe_curves.h"

#include <math.h>
#include <string.h>

#include "named.h"

enum { MOST_CUTOFFS = 50, MOST_SWEPT = 24 };

/* What is shown against the cut-off, and whether it has a number for each group against a reference. */
typedef struct swept {
    const char *metrics[MOST_SWEPT];
    bool against[MOST_SWEPT];
    size_t count;
} swept;

static bool is_against(const exq_describe *describe, const char *metric)
{
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++)
        if (strcmp(named->id, metric) == 0)
            return exq_folds[named->fold].kind == EXQ_KIND_PER_GROUP ||
                   (named->by_level && describe->options->reference == EXQ_REFERENCE_LEVEL);
    const exq_metric_info *info = exq_catalogue_find(metric, describe->arena);
    return info != NULL && info->kind == EXQ_KIND_PER_GROUP;
}

static void sweep_also(swept *of, const exq_describe *describe, const char *metric)
{
    for (size_t i = 0; i < of->count; i++)
        if (strcmp(of->metrics[i], metric) == 0)
            return;
    if (of->count == MOST_SWEPT)
        return;
    of->against[of->count] = is_against(describe, metric);
    of->metrics[of->count++] = metric;
}

static swept what_to_sweep(const exq_describe *describe)
{
    const bool labels = describe->question->has_labels && !describe->options->counterfactual;
    swept of = {.count = 0};
    sweep_also(&of, describe, "selection_rate");
    if (labels) {
        sweep_also(&of, describe, "true_positive_rate");
        sweep_also(&of, describe, "false_positive_rate");
    }
    sweep_also(&of, describe, "disparate_impact");
    if (labels) {
        sweep_also(&of, describe, "equal_opportunity_difference");
        sweep_also(&of, describe, "equalized_odds_difference");
    }
    for (size_t i = 0; i < describe->check_count; i++)
        sweep_also(&of, describe, describe->checks[i].metric);
    return of;
}

/* ------------------------------------------------------------------------------------------------ the cut-offs */

static uint64_t people_between(const exq_row_scores *row, size_t first, size_t end)
{
    uint64_t people = 0;
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        for (size_t b = first; b < end; b++)
            people += row->people[label][b];
    return people;
}

static bool is_step(const exq_row_scores *row, size_t bin)
{
    size_t low = 0, high = row != NULL ? row->step_count : 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (row->steps[middle] == bin)
            return true;
        if (row->steps[middle] < bin)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* How many of the groups, and everyone, may be shown at this cut-off. */
static size_t shown_at(const exq_table *table, size_t bin)
{
    size_t count = is_step(table->overall.scores, bin);
    for (size_t g = 0; g < table->group_count; g++)
        count += is_step(table->groups[g].scores, bin);
    return count;
}

/* The bins at which cut-offs are tried, ascending: of each portion of the people the one at which most groups may be
 * shown, and the one in use. */
static size_t choose_cutoffs(const exq_describe *describe, size_t bins[MOST_CUTOFFS])
{
    const exq_table *table = &describe->question->marginal;
    const size_t bin_count = describe->question->scale->bin_count;
    const double everybody = (double)people_between(table->overall.scores, 0, bin_count);
    size_t count = 0, portion = SIZE_MAX, shown_before = 0;
    double under = 0;
    for (size_t bin = 0; bin < bin_count; bin++) { /* from the first on everybody is selected: no cut-off */
        const size_t own = (size_t)(under * (MOST_CUTOFFS - 1) / everybody), shown = shown_at(table, bin);
        under += (double)people_between(table->overall.scores, bin, bin + 1);
        const bool in_use = shown > 0 && exq_curves_operate_at(describe, bin);
        if (bin == 0 || shown == 0 || (!in_use && own == portion && shown <= shown_before))
            continue;
        if (in_use || own != portion || count == 0)
            count++;
        bins[count - 1] = bin;
        portion = in_use ? SIZE_MAX : own;
        shown_before = shown;
    }
    return count;
}

/* ------------------------------------------------------------------------------------------ a table at a cut-off */

/* A row that has no step there is as one withheld. */
static bool decide_row(const exq_row *row, size_t bin, size_t bin_count, exq_arena *arena, exq_row *out)
{
    *out = (exq_row){.levels = row->levels, .withheld = true, .why = row->withheld ? row->why : EXQ_WHY_BELOW_MIN_CELL};
    if (!is_step(row->scores, bin))
        return true;
    uint64_t *counts = EXQ_NEW(arena, uint64_t, 6); /* negative, positive and unknown labels by decision */
    for (size_t label = 0; counts != NULL && label < EXQ_SCORED_LABELS; label++)
        for (size_t b = 0; b < bin_count; b++)
            counts[2 * label + (b >= bin)] += row->scores->people[label][b];
    *out = (exq_row){.levels = row->levels, .people = row->people, .counts = counts};
    return counts != NULL;
}

static bool decide_table(const exq_published *question, size_t bin, exq_arena *arena, exq_table *out)
{
    const exq_table *table = &question->marginal;
    exq_row *groups = EXQ_NEW(arena, exq_row, table->group_count), *rests = EXQ_NEW(arena, exq_row, table->group_count);
    *out = (exq_table){.groups = groups, .rests = rests, .group_count = table->group_count};
    if (groups == NULL || rests == NULL ||
        !decide_row(&table->overall, bin, question->scale->bin_count, arena, &out->overall))
        return false;
    for (size_t g = 0; g < table->group_count; g++)
        if (!decide_row(&table->groups[g], bin, question->scale->bin_count, arena, &groups[g]) ||
            !decide_row(&table->rests[g], bin, question->scale->bin_count, arena, &rests[g]))
            return false;
    return true;
}

/* The reference stays who it is, whoever is shown. */
static bool find_at(const exq_describe *describe, size_t reference, size_t bin, exq_arena *arena, exq_findings *out)
{
    exq_published question = *describe->question;
    exq_metric_options options = *describe->options;
    options.pairs_only = options.values_only = true;
    if (options.reference == EXQ_REFERENCE_LARGEST) {
        options.reference_fixed = true;
        options.reference_group = reference;
    }
    question.given_count = question.stratum_count = 0;
    question.scale = NULL;
    return decide_table(describe->question, bin, arena, &question.marginal) &&
           exq_metrics_compute(&question, &question.marginal, &options, arena, out);
}

/* Every group that has a score stands in the table: a number over all groups is over all. */
static bool shows_all(const exq_table *table, size_t bin)
{
    for (size_t g = 0; g < table->group_count; g++)
        if (table->groups[g].scores != NULL && !is_step(table->groups[g].scores, bin))
            return false;
    return true;
}

/* ------------------------------------------------------------------------------------------------------ curves */

/* Curves being filled: each swept metric has one a group, and one for everyone or over all groups. */
typedef struct sweep {
    const exq_describe *describe;
    swept what;
    size_t reference;
    size_t bins[MOST_CUTOFFS], count;
    double **y; /* of metric m and place p: y[m * places + p]; NULL: no such curve */
    size_t places;
} sweep;

static double *line_of(sweep *of, size_t metric, size_t place)
{
    double **line = &of->y[metric * of->places + place];
    if (*line == NULL) {
        *line = EXQ_NEW(of->describe->arena, double, of->count);
        for (size_t i = 0; *line != NULL && i < of->count; i++)
            (*line)[i] = (double)NAN;
    }
    return *line;
}

static bool put(sweep *of, size_t metric, size_t place, size_t point, exq_value value)
{
    double *line = line_of(of, metric, place);
    if (line != NULL)
        line[point] = value.v;
    return line != NULL;
}

static bool put_rates(sweep *of, const exq_group_rates *rates, size_t place, size_t point)
{
    for (size_t m = 0; m < of->what.count; m++) {
        for (size_t r = 0; r < rates->rate_count; r++)
            if (strcmp(rates->rates[r].id, of->what.metrics[m]) == 0 &&
                !put(of, m, place, point, rates->rates[r].value))
                return false;
        for (size_t r = 0; r < rates->measure_count; r++)
            if (strcmp(rates->measures[r].id, of->what.metrics[m]) == 0 &&
                !put(of, m, place, point, rates->measures[r].value))
                return false;
    }
    return true;
}

/* A metric with a row for each group has a curve for each; any other has one. Who is the best may be any group. */
static bool put_disparities(sweep *of, const exq_findings *findings, size_t point)
{
    const exq_table *table = &of->describe->question->marginal;
    const size_t groups = table->group_count;
    const bool whole = shows_all(table, of->bins[point]);
    if (!whole && of->describe->options->reference == EXQ_REFERENCE_BEST)
        return true;
    for (size_t i = 0; i < findings->disparity_count; i++) {
        const exq_disparity *row = &findings->disparities[i];
        for (size_t m = 0; m < of->what.count; m++) {
            if (strcmp(row->metric, of->what.metrics[m]) != 0)
                continue;
            const bool per_group = of->what.against[m] && row->group < groups;
            if (!per_group && !whole)
                continue;
            if (!put(of, m, per_group ? row->group : groups, point, row->value))
                return false;
        }
    }
    return true;
}

static bool put_point(sweep *of, size_t point)
{
    const size_t groups = of->describe->question->marginal.group_count;
    exq_arena *arena = exq_arena_new();
    exq_findings findings;
    bool done = arena != NULL && find_at(of->describe, of->reference, of->bins[point], arena, &findings);
    for (size_t g = 0; done && g < groups; g++)
        done = put_rates(of, &findings.groups[g], g, point);
    done = done && put_rates(of, &findings.overall, groups, point) && put_disparities(of, &findings, point);
    exq_arena_free(arena);
    return done;
}

/* One line, at the cut-offs at which it is known. */
static bool add_line(const sweep *of, const char *metric, size_t place, const double *y, exq_curves *out)
{
    exq_arena *arena = of->describe->arena;
    double *at = EXQ_NEW(arena, double, of->count), *known = EXQ_NEW(arena, double, of->count);
    if (at == NULL || known == NULL)
        return false;
    exq_doc_curve curve = {.id = "threshold_sweep",
                           .metric = metric,
                           .group = place + 1 < of->places ? (exq_count)place : -1,
                           .x = at,
                           .y = known,
                           .at = at,
                           .operating = -1};
    for (size_t point = 0; point < of->count; point++) {
        if (isnan(y[point]))
            continue;
        if (exq_curves_operate_at(of->describe, of->bins[point]))
            curve.operating = (exq_count)curve.count;
        at[curve.count] = of->describe->question->scale->cuts[of->bins[point]];
        known[curve.count++] = y[point];
    }
    return curve.count == 0 || exq_curves_add(out, curve, arena);
}

static bool add_lines(const sweep *of, exq_curves *out)
{
    for (size_t i = 0; i < of->what.count * of->places; i++)
        if (of->y[i] != NULL && !add_line(of, of->what.metrics[i / of->places], i % of->places, of->y[i], out))
            return false;
    return true;
}

bool exq_describe_sweep(const exq_describe *describe, size_t reference, exq_curves *out)
{
    const exq_table *table = &describe->question->marginal;
    sweep of = {.describe = describe,
                .what = what_to_sweep(describe),
                .reference = reference,
                .places = table->group_count + 1};
    if (table->overall.scores == NULL)
        return true;
    of.count = choose_cutoffs(describe, of.bins);
    of.y = EXQ_NEW(describe->arena, double *, of.what.count *of.places);
    if (of.y == NULL)
        return false;
    for (size_t point = 0; point < of.count; point++)
        if (!put_point(&of, point))
            return false;
    return add_lines(&of, out);
}
