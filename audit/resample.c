/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Draws a table again and again, works out the figures of each draw as those of the table itself were, and reads
 * intervals off them. A drawn table is one of a binary question, whatever the number of classes: all figures but
 * one kind are made of the six cells of a decision for or against a class.
 */
#include "resample.h"

#include "linalg.h"
#include "weigh.h"

/* Beyond this many groups the draws would take longer than the rest of the audit. */
enum { MOST_GROUPS = 60 };

/* Where a published row of a binary question holds each of the six cells: label times 2 plus decision. */
static const size_t place_of[EXQ_CELLS] = {
    [EXQ_TP] = 3, [EXQ_FP] = 1, [EXQ_FN] = 2, [EXQ_TN] = 0, [EXQ_US] = 5, [EXQ_UR] = 4};

/* What working out the figures of a draw needs. */
typedef struct world {
    const exq_describe *describe;
    const exq_evidence *evidence; /* of the table itself */
    exq_metric_options options;   /* with the reference held fixed */
    const exq_figure *figures;
    size_t figure_count;
    const size_t *groups; /* the groups drawn: all that are shown */
    size_t group_count;
    bool *failed;
} world;

/* -------------------------------------------------------------------------------------------------- a drawn table */

static exq_row row_of(const exq_row *original, uint64_t *counts)
{
    exq_row row = *original;
    row.people = 0;
    row.counts = counts;
    for (size_t c = 0; c < EXQ_CELLS; c++)
        row.people += counts[c];
    return row;
}

/* The rows of a draw; `sums` hold six cells a drawn group, in the order of a published row. */
static bool fill_table(const world *of, const double *sums, exq_arena *arena, exq_table *out)
{
    const exq_table *original = of->evidence->table;
    size_t count = original->group_count;
    exq_row *groups = EXQ_NEW(arena, exq_row, count), *rests = EXQ_NEW(arena, exq_row, count);
    uint64_t *counts = EXQ_NEW(arena, uint64_t, EXQ_CELLS * (2 * of->group_count + 1));
    if (groups == NULL || rests == NULL || counts == NULL)
        return false;
    for (size_t g = 0; g < count; g++) {
        groups[g] = original->groups[g];
        rests[g] = original->rests[g];
    }
    uint64_t *all = counts + 2 * of->group_count * EXQ_CELLS;
    for (size_t i = 0; i < of->group_count * EXQ_CELLS; i++) {
        counts[i] = (uint64_t)sums[i];
        all[i % EXQ_CELLS] += counts[i];
    }
    for (size_t i = 0; i < of->group_count; i++) {
        uint64_t *own = counts + i * EXQ_CELLS, *rest = counts + (of->group_count + i) * EXQ_CELLS;
        for (size_t c = 0; c < EXQ_CELLS; c++)
            rest[c] = all[c] - own[c];
        groups[of->groups[i]] = row_of(&groups[of->groups[i]], own);
        rests[of->groups[i]] = row_of(&rests[of->groups[i]], rest);
    }
    *out = (exq_table){.groups = groups, .rests = rests, .group_count = count};
    out->overall = row_of(&original->overall, all);
    return true;
}

/* ------------------------------------------------------------------------------------------------------- figures */

static exq_value pair_value(const exq_evidence *evidence, const exq_figure *figure, size_t quantity)
{
    const exq_lineup *lineup = &evidence->lineups[quantity];
    exq_estimate reference = exq_evidence_reference_estimate(evidence, lineup, figure->reference, figure->group);
    return exq_fold_value(evidence, figure->fold, &lineup->groups[figure->group], &reference);
}

static exq_value mean_size(exq_value a, exq_value b)
{
    if (!exq_known(a) || !exq_known(b))
        return exq_known(a) ? b : a;
    return exq_some((fabs(a.v) + fabs(b.v)) / 2);
}

static exq_value value_of(const exq_evidence *evidence, const exq_figure *figure, const exq_rows *rows)
{
    const exq_lineup *lineup = &evidence->lineups[figure->quantity];
    switch (figure->kind) {
    case EXQ_FIGURE_OF_GROUP:
        return figure->group == EXQ_OVERALL ? lineup->overall.value : lineup->groups[figure->group].value;
    case EXQ_FIGURE_OF_PAIR:
        return pair_value(evidence, figure, figure->quantity);
    case EXQ_FIGURE_OF_SIZES:
        return mean_size(pair_value(evidence, figure, figure->quantity), pair_value(evidence, figure, figure->second));
    case EXQ_FIGURE_OF_METRIC:
        break;
    }
    return figure->row < rows->count ? rows->rows[figure->row].value : exq_none(EXQ_WHY_INPUT_UNDEFINED);
}

/* Figures of one metric stand together, so that each metric is worked out once. */
static bool work_out(const world *of, const exq_evidence *evidence, exq_value *out)
{
    size_t metric = SIZE_MAX;
    exq_rows rows = {.arena = evidence->arena};
    for (size_t i = 0; i < of->figure_count; i++) {
        const exq_figure *figure = &of->figures[i];
        if (figure->kind == EXQ_FIGURE_OF_METRIC && figure->metric != metric) {
            metric = figure->metric;
            rows.count = 0;
            exq_metric_registry[metric]->compute(evidence, &rows);
        }
        out[i] = value_of(evidence, figure, &rows);
    }
    return !rows.failed;
}

static void figures_of_draw(const double *sums, size_t group_count, const void *context, exq_value *out)
{
    const world *of = context;
    (void)group_count;
    exq_arena *arena = exq_arena_new();
    exq_published question = *of->describe->question;
    question.class_count = 2;
    question.given_count = question.stratum_count = 0;
    question.scale = NULL; /* counts are drawn, not scores */
    exq_evidence evidence;
    bool done = arena != NULL && fill_table(of, sums, arena, &question.marginal) &&
                exq_evidence_prepare(&question, &question.marginal, &of->options, arena, &evidence) &&
                work_out(of, &evidence, out);
    for (size_t i = 0; !done && i < of->figure_count; i++)
        out[i] = exq_none(EXQ_WHY_INPUT_UNDEFINED);
    *of->failed = *of->failed || !done;
    exq_arena_free(arena);
}

/* Both matrices hold counts of people and 0 or 1. A product too large for the one is none too large for the other. */
static void product(size_t rows, size_t inner, size_t width, const double *left, const double *right, double *out)
{
    if (exq_linalg_product(rows, inner, width, left, right, out, NULL) != EXQ_OK)
        exq_linalg_product_plain(rows, inner, width, left, right, out);
}

/* ------------------------------------------------------------------------------------------------------ intervals */

static void take(const exq_figure *figure, const exq_bootstrap *found)
{
    exq_range range = found->bca.method != NULL ? found->bca : found->percentile;
    if (figure->value != NULL) {
        figure->value->se = found->se;
        if (figure->value->range.method == NULL)
            figure->value->range = range;
        return;
    }
    exq_disparity *row = figure->disparity;
    row->alone = range;
    row->together = figure->alone || range.method == NULL ? range : exq_range_none(EXQ_WHY_NOT_SIMULTANEOUS);
    if (figure->centred)
        row->difference = exq_difference_of(row->together, exq_folds[figure->fold].parity);
}

/* The figures of one scheme, by one set of draws. */
static bool run(world *of, exq_bootstrap_scheme scheme, const exq_figure_list *all, size_t replicates, exq_arena *arena)
{
    exq_figure *figures = EXQ_NEW(arena, exq_figure, all->count);
    uint64_t *cells = EXQ_NEW(arena, uint64_t, of->group_count * EXQ_CELLS);
    double *masks = EXQ_NEW(arena, double, EXQ_CELLS *EXQ_CELLS);
    exq_bootstrap *found = EXQ_NEW(arena, exq_bootstrap, all->count);
    if (figures == NULL || cells == NULL || masks == NULL || found == NULL)
        return false;
    of->figures = figures;
    of->figure_count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].scheme == scheme)
            figures[of->figure_count++] = all->items[i];
    }
    for (size_t i = 0; i < of->group_count * EXQ_CELLS; i++)
        cells[i] = of->evidence->cells[of->groups[i / EXQ_CELLS]].people[i % EXQ_CELLS];
    for (size_t c = 0; c < EXQ_CELLS; c++)
        masks[c * EXQ_CELLS + place_of[c]] = 1;
    exq_bootstrap_plan plan = {
        .cells = cells,
        .group_count = of->group_count,
        .cell_count = EXQ_CELLS,
        .masks = masks,
        .sum_count = EXQ_CELLS,
        .figures = figures_of_draw,
        .figure_count = of->figure_count,
        .context = of,
        .scheme = scheme,
        .draws = replicates,
        .seed = exq_weigh_seed(of->describe, "bootstrap", scheme == EXQ_BOOTSTRAP_EVERYONE ? "everyone" : "within"),
        .level = of->describe->options->level,
        .product = product,
    };
    if (of->figure_count > 0 && (!exq_bootstrap_run(&plan, arena, found) || *of->failed))
        return false;
    for (size_t i = 0; i < of->figure_count; i++)
        take(&figures[i], &found[i]);
    return true;
}

static void refuse(const exq_figure_list *figures, exq_why why)
{
    exq_bootstrap none = {.se = exq_none(why), .percentile = exq_range_none(why), .bca = exq_range_none(why)};
    for (size_t i = 0; i < figures->count; i++)
        take(&figures->items[i], &none);
}

static exq_metric_options fixed_options(const exq_describe *describe, const exq_findings *findings)
{
    exq_metric_options options = *describe->options;
    options.pairs_only = true;
    options.class_index = 1;
    if (options.reference == EXQ_REFERENCE_LARGEST) {
        options.reference_fixed = true;
        options.reference_group = findings->reference;
    }
    return options;
}

static bool draw_and_take(const exq_describe *describe, const exq_evidence *evidence, const exq_findings *findings,
                          const exq_figure_list *figures, size_t replicates, exq_arena *arena)
{
    const exq_table *table = evidence->table;
    bool failed = false;
    size_t *groups = EXQ_NEW(arena, size_t, table->group_count);
    world of = {.describe = describe, .evidence = evidence, .groups = groups, .failed = &failed};
    if (groups == NULL)
        return false;
    for (size_t g = 0; g < table->group_count; g++) {
        if (!table->groups[g].withheld)
            groups[of.group_count++] = g;
    }
    of.options = fixed_options(describe, findings);
    if (of.group_count > MOST_GROUPS) {
        refuse(figures, EXQ_WHY_TOO_MANY_GROUPS);
        return true;
    }
    return of.group_count == 0 || (run(&of, EXQ_BOOTSTRAP_WITHIN_GROUPS, figures, replicates, arena) &&
                                   run(&of, EXQ_BOOTSTRAP_EVERYONE, figures, replicates, arena));
}

bool exq_resample(const exq_describe *describe, uint64_t replicates, exq_findings *findings)
{
    exq_metric_options options = *describe->options;
    options.pairs_only = true;
    exq_evidence evidence;
    exq_figure_list figures;
    if (!exq_evidence_prepare(describe->question, &describe->question->marginal, &options, describe->arena,
                              &evidence) ||
        !exq_figures_find(describe, &evidence, findings, &figures))
        return false;
    exq_why no_people = exq_rows_are_no_people(describe->question);
    if (no_people != EXQ_WHY_NONE) {
        refuse(&figures, no_people);
        return true;
    }
    if (replicates == 0)
        return true;
    exq_arena *arena = exq_arena_new();
    bool done = arena != NULL && draw_and_take(describe, &evidence, findings, &figures, (size_t)replicates, arena);
    exq_arena_free(arena);
    return done;
}
