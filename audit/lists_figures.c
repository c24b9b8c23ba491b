/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures of the whole catalogue: how recommendations are spread over its items, those never recommended included, and how
 * popular what is recommended was before.
 */
#include <string.h>

#include "lists_concentration.h"
#include "lists_describe.h"
#include "lists_exposure.h"

typedef struct spreading {
    const exq_lists_run *run;
    size_t cutoff_index, cutoff;
    exq_doc_catalogue *figures;
    size_t count;
    exq_concentration *shown; /* of everyone, then of everyone but one bucket each */
    exq_frequency *rows;      /* workspace */
    double *values;
    exq_value *without;
} spreading;

static const double none = (double)NAN;

static exq_doc_catalogue *add(spreading *at, const char *name, exq_value value, exq_range range, double se)
{
    const bool known = exq_known(value);
    exq_doc_catalogue *out = &at->figures[at->count++];
    *out = (exq_doc_catalogue){.id = exq_lists_id(at->run, name, at->cutoff),
                               .value = value.v,
                               .se = known ? se : none,
                               .lo = known ? range.lo.v : none,
                               .hi = known ? range.hi.v : none,
                               .range_why = known && range.method == NULL ? exq_why_name(range.lo.why) : NULL,
                               .method = known ? range.method : NULL,
                               .num = none,
                               .den = none,
                               .why = exq_why_name(value.why)};
    return out;
}

/* --------------------------------------------------------------------------------------------------------- the spread */

/* Fill at->rows. */
static size_t count_rows(const spreading *at, const exq_spread *spread)
{
    const size_t items = at->run->lists.catalogue_size;
    if (items > 0)
        memcpy(at->values, spread->values, items * sizeof *at->values);
    return exq_frequencies(at->values, items, at->rows);
}

static exq_concentration concentration_of(const spreading *at, const exq_spread *spread)
{
    return exq_concentration_of(at->rows, count_rows(at, spread));
}

static exq_value gini_of(const spreading *at, const exq_spread *spread)
{
    return exq_gini_of(at->rows, count_rows(at, spread));
}

/* One figure out of a concentration. */
typedef exq_value figure_of(const exq_concentration *concentration);

static exq_value gini(const exq_concentration *of)
{
    return of->gini;
}
static exq_value gini_corrected(const exq_concentration *of)
{
    return of->gini_corrected;
}
static exq_value coverage(const exq_concentration *of)
{
    return of->coverage;
}
static exq_value entropy(const exq_concentration *of)
{
    return of->entropy;
}
static exq_value evenness(const exq_concentration *of)
{
    return of->evenness;
}

/* The figures without one bucket each stand in at->without. */
static exq_doc_catalogue *add_jackknifed(spreading *at, const char *name, exq_value value)
{
    const exq_mean mean = exq_bucket_jackknife(value, at->without, at->run->lists.bucket_count);
    exq_range range = exq_mean_range(&mean, at->run->plan->base.level);
    if (range.method != NULL)
        range.method = "jackknife";
    return add(at, name, value, range, mean.se.v);
}

static exq_doc_catalogue *add_spread(spreading *at, const char *name, figure_of *figure, const exq_concentration *of)
{
    for (size_t b = 0; b < at->run->lists.bucket_count; b++)
        at->without[b] = figure(&of[b + 1]);
    return add_jackknifed(at, name, figure(&of[0]));
}

static void put_fair(exq_doc_catalogue *out, double expected)
{
    out->has_fair = out->why == NULL;
    out->fair = (exq_doc_fair){.expected = expected,
                               .sd = none,
                               .least = none,
                               .excess = out->value - expected,
                               .p = none,
                               .chance = "items_alike"};
}

/* Points of the Lorenz curve, one where the value changes. */
static bool put_lorenz(spreading *at, const exq_spread *spread, exq_doc_catalogue *out)
{
    const size_t rows = count_rows(at, spread);
    const exq_concentration of = exq_concentration_of(at->rows, rows);
    double *x = EXQ_NEW(at->run->arena, double, rows + 1);
    double *y = EXQ_NEW(at->run->arena, double, rows + 1);
    if (x == NULL || y == NULL)
        return false;
    if (!(of.total > 0))
        return true;
    double items = 0, total = 0;
    for (size_t r = 0; r < rows; r++) {
        items += (double)at->rows[r].items;
        total += at->rows[r].value * (double)at->rows[r].items;
        x[r + 1] = items / (double)of.items;
        y[r + 1] = total / of.total;
    }
    out->x = x;
    out->y = y;
    out->point_count = rows + 1;
    return true;
}

/* The share of items that fill four fifths of all places. */
static exq_value filling_of(const spreading *at, const exq_spread *spread)
{
    const exq_value filling = exq_items_filling(at->rows, count_rows(at, spread), 0.8);
    return exq_known(filling) ? exq_some(filling.v / (double)at->run->lists.catalogue_size) : filling;
}

static void add_filling(spreading *at, const exq_catalogue_spread *spread)
{
    const double items = (double)at->run->lists.catalogue_size;
    for (size_t b = 0; b < at->run->lists.bucket_count; b++)
        at->without[b] = filling_of(at, &spread->shown_without[b]);
    exq_doc_catalogue *figure = add_jackknifed(at, "items_for_80", filling_of(at, &spread->shown));
    if (figure->why == NULL) {
        figure->num = round(figure->value * items);
        figure->den = items;
    }
}

static bool add_spreads(spreading *at)
{
    const exq_published_lists *lists = &at->run->lists;
    const exq_catalogue_spread *spread = &lists->spreads[at->cutoff_index];
    at->shown[0] = concentration_of(at, &spread->shown);
    for (size_t b = 0; b < lists->bucket_count; b++)
        at->shown[b + 1] = concentration_of(at, &spread->shown_without[b]);
    const double rate = at->shown[0].total / (double)lists->catalogue_size;
    exq_doc_catalogue *figure = add_spread(at, "gini", gini, at->shown);
    const exq_value fair = exq_gini_of_fair(rate);
    if (exq_known(fair))
        put_fair(figure, fair.v);
    if (!put_lorenz(at, &spread->shown, figure))
        return false;
    add_spread(at, "gini_corrected", gini_corrected, at->shown);
    figure = add_spread(at, "coverage", coverage, at->shown);
    put_fair(figure, exq_coverage_of_fair(rate));
    if (figure->why == NULL) {
        figure->num = round(figure->value * (double)lists->catalogue_size);
        figure->den = (double)lists->catalogue_size;
    }
    add_filling(at, spread);
    add_spread(at, "entropy", entropy, at->shown);
    add_spread(at, "evenness", evenness, at->shown);
    for (size_t b = 0; b < lists->bucket_count; b++)
        at->without[b] = gini_of(at, &spread->exposure_without[b]);
    return put_lorenz(at, &spread->exposure, add_jackknifed(at, "exposure_gini", gini_of(at, &spread->exposure)));
}

/* --------------------------------------------------------------------------------------------------------- popularity */

static void add_mean(spreading *at, const char *kernel, bool share)
{
    const exq_published_lists *lists = &at->run->lists;
    const size_t m = exq_measure_find(lists, kernel, at->cutoff, SIZE_MAX);
    if (m == SIZE_MAX) {
        add(at, kernel, exq_none(EXQ_WHY_NO_HISTORY), exq_range_none(EXQ_WHY_NO_HISTORY), none);
        return;
    }
    const exq_mean mean = exq_lists_mean(&lists->everyone.measures[m], EXQ_WHY_NO_RECOMMENDATIONS);
    exq_range range = exq_mean_range(&mean, at->run->plan->base.level);
    if (share && exq_known(range.lo)) {
        range.lo.v = fmax(range.lo.v, 0);
        range.hi.v = fmin(range.hi.v, 1);
    }
    add(at, kernel, mean.value, range, mean.se.v);
}

/* The grouping of items into head and tail. */
static size_t head_and_tail(const exq_published_lists *lists)
{
    for (size_t g = 0; g < lists->item_count; g++)
        if (lists->items[g].by_count == 1 && strcmp(lists->items[g].by[0], "@popularity") == 0)
            return g;
    return SIZE_MAX;
}

static exq_range users_range(const spreading *at, const exq_measured *exposure, size_t groups, size_t head,
                             double value)
{
    double contrast[4] = {0}, products[16];
    if (groups > 4)
        return exq_range_none(EXQ_WHY_NO_INTERVAL);
    for (size_t g = 0; g < groups; g++)
        for (size_t h = 0; h < groups; h++)
            products[g * groups + h] = exposure->squares[exq_product_at(g < h ? g : h, g < h ? h : g, groups)];
    exq_contrast_share(exposure->sums, groups, head, contrast);
    exq_range range = exq_contrast_range(value, exq_contrast_users(contrast, products, groups),
                                         (double)exposure->people - 1, at->run->plan->base.level);
    if (exq_known(range.lo)) {
        range.lo.v = fmax(range.lo.v, 0);
        range.hi.v = fmin(range.hi.v, 1);
    }
    return range;
}

static void add_head_share(spreading *at, size_t grouping)
{
    const exq_published_lists *lists = &at->run->lists;
    const exq_item_question *question = &lists->items[grouping];
    const size_t m = exq_measure_find(lists, "exposure", at->cutoff, grouping);
    exq_value share = exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
    exq_range range = exq_range_none(EXQ_WHY_NO_RECOMMENDATIONS);
    size_t head = 0;
    while (head < question->group_count &&
           (question->groups[head].levels[0] == NULL || strcmp(question->groups[head].levels[0], "head") != 0))
        head++;
    if (m != SIZE_MAX && lists->everyone.measures[m].sums != NULL) {
        const exq_measured *exposure = &lists->everyone.measures[m];
        if (head < question->group_count) {
            share = exq_share_of(exposure->sums, question->group_count, head);
            if (exq_known(share))
                range = users_range(at, exposure, question->group_count, head, share.v);
        } else {
            share = exq_none(EXQ_WHY_NO_ITEMS);
        }
    }
    add(at, "head_exposure_share", share, range, none);
}

/* RSP or REO of head and tail, whose range follows from that of their ratio; `kernel` sums what they got. */
static void add_variation(spreading *at, const char *name, const char *kernel, size_t grouping,
                          const exq_treatment *groups, double *scratch)
{
    const exq_published_lists *lists = &at->run->lists;
    const size_t count = lists->items[grouping].group_count;
    const exq_value value = exq_treatment_variation(groups, count, scratch).value;
    const size_t m = exq_measure_find(lists, kernel, at->cutoff, grouping);
    exq_range range = exq_range_none(EXQ_WHY_NO_INTERVAL);
    if (exq_known(value) && count == 2 && m != SIZE_MAX && lists->everyone.measures[m].sums != NULL &&
        groups[0].got > 0 && groups[1].got > 0) {
        const exq_measured *got = &lists->everyone.measures[m];
        const double products[] = {got->squares[0], got->squares[1], got->squares[1], got->squares[2]};
        const double contrast[] = {1 / got->sums[0], -1 / got->sums[1]};
        range = exq_variation_of_two(exq_contrast_ratio_range(
            groups[0].got / groups[0].due / (groups[1].got / groups[1].due), exq_contrast_users(contrast, products, 2),
            (double)got->people - 1, at->run->plan->base.level));
    }
    add(at, name, value, range, none);
}

/* The items outside the short head that anybody is shown, of all of these. */
static void add_tail_coverage(spreading *at, size_t grouping)
{
    const exq_published_lists *lists = &at->run->lists;
    const exq_item_grouping *of = &lists->items[grouping].signatures;
    double selected = 0, items = 0;
    for (size_t s = 0; s < lists->signature_count; s++)
        for (size_t a = of->first[s]; a < of->first[s + 1]; a++) {
            const char *level = lists->items[grouping].groups[of->alignments[a].group].levels[0];
            if (level == NULL || strcmp(level, "tail") != 0)
                continue;
            selected += (double)lists->spreads[at->cutoff_index].signatures[s].selected;
            items += (double)lists->signature_items[s];
        }
    const exq_catalogue_spread *spread = &lists->spreads[at->cutoff_index];
    for (size_t b = 0; b < lists->bucket_count; b++)
        at->without[b] = exq_quotient((double)spread->tail_selected_without[b], items, EXQ_WHY_NO_ITEMS);
    exq_doc_catalogue *out = add_jackknifed(at, "tail_coverage", exq_quotient(selected, items, EXQ_WHY_NO_ITEMS));
    if (out->why == NULL) {
        out->num = selected;
        out->den = items;
    }
}

static void add_divergences(spreading *at)
{
    const exq_catalogue_spread *spread = &at->run->lists.spreads[at->cutoff_index];
    const size_t buckets = at->run->lists.bucket_count;
    for (size_t b = 0; b < buckets; b++)
        at->without[b] = spread->from_history_without[b].kl;
    add_jackknifed(at, "kl_from_history", spread->from_history.kl);
    for (size_t b = 0; b < buckets; b++)
        at->without[b] = spread->from_history_without[b].js;
    add_jackknifed(at, "js_from_history", spread->from_history.js);
}

static bool add_popularity(spreading *at)
{
    const exq_published_lists *lists = &at->run->lists;
    const size_t grouping = head_and_tail(lists);
    const exq_value missing = exq_none(EXQ_WHY_NO_HISTORY);
    const exq_range no_range = exq_range_none(EXQ_WHY_NO_HISTORY);
    add_mean(at, "average_popularity", false);
    add_mean(at, "popularity_rank", true);
    add_mean(at, "novelty", false);
    add_mean(at, "popularity_complement", true);
    add_mean(at, "long_tail_share", true);
    add_mean(at, "long_tail_count", false);
    if (grouping == SIZE_MAX) {
        add(at, "head_exposure_share", missing, no_range, none);
        add(at, "pop_rsp", missing, no_range, none);
        add(at, "pop_reo", missing, no_range, none);
        add(at, "tail_coverage", missing, no_range, none);
        add_divergences(at);
        return true;
    }
    const exq_item_question *question = &lists->items[grouping];
    exq_treatment *shown = EXQ_NEW(at->run->arena, exq_treatment, question->group_count);
    exq_treatment *hit = EXQ_NEW(at->run->arena, exq_treatment, question->group_count);
    double *scratch = EXQ_NEW(at->run->arena, double, question->group_count);
    if (shown == NULL || hit == NULL || scratch == NULL)
        return false;
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_item_row *row = &question->groups[g];
        for (size_t r = 0; r < at->cutoff; r++)
            shown[g].got += row->shown[r];
        shown[g].due = row->candidates;
        hit[g] = (exq_treatment){row->fresh_hits[at->cutoff_index], row->fresh};
    }
    add_head_share(at, grouping);
    add_variation(at, "pop_rsp", "places", grouping, shown, scratch);
    if (exq_lists_has_truth(at->run))
        add_variation(at, "pop_reo", "hits", grouping, hit, scratch);
    else
        add(at, "pop_reo", exq_none(EXQ_WHY_NO_TRUTH), exq_range_none(EXQ_WHY_NO_TRUTH), none);
    add_tail_coverage(at, grouping);
    add_divergences(at);
    return true;
}

/* ---------------------------------------------------------------------------------------------------------------- all */

enum { FIGURES = 20 }; /* at one cutoff */

bool exq_lists_describe_catalogue(const exq_lists_run *run, exq_document *document)
{
    const exq_published_lists *lists = &run->lists;
    const size_t parts = lists->bucket_count + 1;
    spreading at = {.run = run,
                    .figures = EXQ_NEW(run->arena, exq_doc_catalogue, FIGURES * lists->cutoff_count),
                    .shown = EXQ_NEW(run->arena, exq_concentration, parts),
                    .rows = EXQ_NEW(run->arena, exq_frequency, lists->catalogue_size + 1),
                    .values = EXQ_NEW(run->arena, double, lists->catalogue_size + 1),
                    .without = EXQ_NEW(run->arena, exq_value, parts)};
    if (at.figures == NULL || at.shown == NULL || at.rows == NULL || at.values == NULL || at.without == NULL)
        return false;
    for (size_t k = 0; k < lists->cutoff_count; k++) {
        at.cutoff_index = k;
        at.cutoff = lists->cutoffs[k];
        if (!add_spreads(&at) || !add_popularity(&at))
            return false;
    }
    for (size_t i = 0; i < at.count; i++)
        if (at.figures[i].id == NULL)
            return false;
    document->catalogue = at.figures;
    document->catalogue_count = at.count;
    return true;
}
