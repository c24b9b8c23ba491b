/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The labels of items dealt out anew, many times, what items got staying with them: what figures over the groups, and
 * the share of each group, would be by chance.
 */
#include <math.h>

#include "crew.h"
#include "lists_concentration.h"
#include "lists_items.h"

/* A step deals one item. Where the closed form would mislead many draws are worth their time; of many items a few
 * hundred tell what chance gives. */
enum { DRAWS = 9999, STEPS_NEEDED = 20000000, STEPS = 4000000, ENOUGH_FOR_P = 999, PARTS = 16 };

/* What some of the draws gave. */
typedef struct dealing {
    exq_lists_items at;            /* with a workspace of its own */
    const exq_relabelling *shares; /* per group, in closed form */
    const exq_value *found;        /* per figure */
    uint64_t *as_far;              /* per group */
    double *sums, *squares;        /* per figure, of the draws that have it */
    uint64_t *counts, *as_bad;
    size_t draws;
    exq_random random;
} dealing;

static bool is_as_bad(const exq_items_figure *figure, double drawn, double found)
{
    const double slack = 1e-12 * fmax(fabs(found), 1e-300);
    return figure->better < 0 ? drawn >= found - slack : drawn <= found + slack;
}

static void visit(void *context, const double *exposure, const double *places)
{
    const dealing *of = context;
    for (size_t g = 0; g < of->at.count; g++) {
        const double share = exq_share_of(exposure, of->at.count, g).v;
        of->as_far[g] +=
            fabs(share - of->shares[g].mean) >= fabs(of->shares[g].share.v - of->shares[g].mean) * (1 - 1e-12);
    }
    for (size_t f = 0; f < exq_items_figure_count; f++) {
        const exq_items_figure *figure = &exq_items_figures[f];
        if (figure->kind == EXQ_ITEMS_FOUND || !exq_known(of->found[f]))
            continue;
        const exq_value drawn = figure->of(&of->at, figure, figure->kind == EXQ_ITEMS_PLACES ? places : exposure);
        if (!exq_known(drawn)) {
            of->as_bad[f] += figure->better > 0; /* a group that gets nothing at all */
            continue;
        }
        of->counts[f]++;
        of->sums[f] += drawn.v;
        of->squares[f] += drawn.v * drawn.v;
        of->as_bad[f] += is_as_bad(figure, drawn.v, of->found[f].v);
    }
}

/* Whether the closed form would mislead about the share of some group. */
static bool needs_draws(const exq_lists_items *at, double gini)
{
    for (size_t g = 0; g < at->count; g++)
        if (exq_relabelling_needs_draws((size_t)at->question->groups[g].members, gini))
            return true;
    return false;
}

/* As many as the catalogue allows: a draw deals to every item that got something. `tell`: they say more of the shares of
 * groups than the closed form does. */
static bool choose_draws(exq_lists_items *at, bool *tell)
{
    const size_t items = at->run->lists.catalogue_size;
    exq_frequency *rows = EXQ_NEW(at->run->arena, exq_frequency, items);
    size_t dealt = 0;
    for (size_t i = 0; rows != NULL && i < items; i++) {
        rows[i] = (exq_frequency){at->spread->exposure.values[i], 1};
        dealt += rows[i].value > 0;
    }
    if (rows == NULL || dealt == 0)
        return rows != NULL;
    const bool needed = needs_draws(at, exq_concentration_of(rows, items).gini.v);
    const size_t steps = needed ? STEPS_NEEDED : STEPS;
    at->draws = dealt <= steps / DRAWS ? DRAWS : steps / dealt;
    *tell = needed || at->draws >= ENOUGH_FOR_P;
    return true;
}

static void keep(const dealing *of, exq_doc_fair *fair, double *label_p)
{
    const double none = (double)NAN;
    for (size_t g = 0; g < of->at.count; g++)
        label_p[g] = (1 + (double)of->as_far[g]) / ((double)of->draws + 1);
    for (size_t f = 0; f < exq_items_figure_count; f++) {
        const double n = (double)of->counts[f];
        fair[f] = (exq_doc_fair){.expected = none, .sd = none, .least = none, .excess = none, .p = none};
        if (of->counts[f] < 2)
            continue;
        fair[f].expected = of->sums[f] / n;
        fair[f].sd = sqrt(fmax(of->squares[f] - of->sums[f] * fair[f].expected, 0) / (n - 1));
        fair[f].excess = of->found[f].v - fair[f].expected;
        fair[f].p = (1 + (double)of->as_bad[f]) / ((double)of->draws + 1);
        fair[f].chance = "labels_drawn";
    }
}

/* The draws are dealt in parts, each by a random stream of its own: so it does not matter how many threads there are. */
typedef struct dealt {
    const exq_label_pool *pool;
    dealing parts[PARTS];
} dealt;

static bool open_parts(const exq_lists_items *at, dealt *out)
{
    exq_arena *arena = at->run->arena;
    exq_relabelling *shares = EXQ_NEW(arena, exq_relabelling, at->count);
    exq_value *found = EXQ_NEW(arena, exq_value, exq_items_figure_count);
    if (shares == NULL || found == NULL)
        return false;
    for (size_t g = 0; g < at->count; g++) {
        shares[g].share = exq_share_of(at->exposure.of, at->count, g);
        shares[g].mean = at->target[g];
    }
    for (size_t f = 0; f < exq_items_figure_count; f++)
        found[f] = exq_items_figures[f].of(at, &exq_items_figures[f], exq_items_values(at, exq_items_figures[f].kind));
    const uint64_t stream = at->grouping * at->run->lists.cutoff_count + at->cutoff_index;
    for (size_t p = 0; p < PARTS; p++) {
        dealing *part = &out->parts[p];
        *part = (dealing){.at = *at,
                          .shares = shares,
                          .found = found,
                          .as_far = EXQ_NEW(arena, uint64_t, at->count),
                          .sums = EXQ_NEW(arena, double, exq_items_figure_count),
                          .squares = EXQ_NEW(arena, double, exq_items_figure_count),
                          .counts = EXQ_NEW(arena, uint64_t, exq_items_figure_count),
                          .as_bad = EXQ_NEW(arena, uint64_t, exq_items_figure_count),
                          .draws = at->draws * (p + 1) / PARTS - at->draws * p / PARTS};
        part->at.scratch = EXQ_NEW(arena, double, at->count);
        exq_random_init(&part->random, at->run->plan->request.seed, stream * PARTS + p);
        if (part->as_far == NULL || part->sums == NULL || part->squares == NULL || part->counts == NULL ||
            part->as_bad == NULL || part->at.scratch == NULL)
            return false;
    }
    return true;
}

static exq_status deal_part(void *payload, size_t worker, size_t index, exq_error *error)
{
    dealt *of = payload;
    dealing *part = &of->parts[index];
    exq_arena *scratch = exq_arena_new();
    const bool done = scratch != NULL && exq_labels_deal(of->pool, part->draws, &part->random, scratch, visit, part);
    exq_arena_free(scratch);
    (void)worker;
    return done ? EXQ_OK : exq_fail_memory(error);
}

static void add_part(dealing *to, const dealing *part)
{
    to->draws += part->draws;
    for (size_t g = 0; g < to->at.count; g++)
        to->as_far[g] += part->as_far[g];
    for (size_t f = 0; f < exq_items_figure_count; f++) {
        to->sums[f] += part->sums[f];
        to->squares[f] += part->squares[f];
        to->counts[f] += part->counts[f];
        to->as_bad[f] += part->as_bad[f];
    }
}

bool exq_items_deal(exq_lists_items *at, exq_doc_fair *fair)
{
    const exq_published_lists *lists = &at->run->lists;
    const exq_label_pool pool = {&at->question->signatures,   lists->signature_items,   lists->signature_count,
                                 at->spread->exposure.values, at->spread->shown.values, lists->catalogue_size};
    double *label_p = EXQ_NEW(at->run->arena, double, at->count);
    dealt *all = EXQ_NEW(at->run->arena, dealt, 1);
    bool tell = false;
    if (!choose_draws(at, &tell))
        return false;
    if (at->draws == 0)
        return true;
    if (label_p == NULL || all == NULL || !open_parts(at, all))
        return false;
    all->pool = &pool;
    if (exq_crew_run(at->run->plan->request.threads, PARTS, deal_part, all, NULL) != EXQ_OK)
        return false;
    for (size_t p = 1; p < PARTS; p++)
        add_part(&all->parts[0], &all->parts[p]);
    keep(&all->parts[0], fair, label_p);
    at->label_p = tell ? label_p : NULL;
    return true;
}
