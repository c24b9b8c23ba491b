/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folds the means of groups. Groups in which too few people have the number are left out of it, as withheld groups are.
 * What chance gives is worked out draw by draw, so that quantities are shared out among threads: all room is got first.
 */
#include "lists_folds.h"

#include <string.h>

#include "crew.h"
#include "describe.h"
#include "interval.h"
#include "lists_catalogue.h"
#include "significance.h"

/* One quantity of one table. */
typedef struct lineup {
    const exq_lists_run *run;
    const exq_list_crowd *crowd;
    const exq_list_quantity *quantity;
    exq_quantity_sums *sums; /* one per group, then of all shown together */
    exq_mean *means;         /* likewise */
    size_t *groups;          /* those compared, in label order */
    exq_mean *compared;      /* their means */
    size_t compared_count;
    exq_reach reach; /* of these */
    size_t reference;
    exq_mean *drawn;
    double *scratch;
    size_t *order;
    const char *metrics[EXQ_LIST_FOLDS]; /* what each fold is called; NULL: it does not apply */
    exq_doc_disparity *rows;
    size_t row_count;
} lineup;

static size_t best_of(const lineup *at)
{
    const bool lowest = at->quantity->entry->info.better < 0;
    size_t best = EXQ_NOBODY;
    for (size_t i = 0; i < at->compared_count; i++) {
        const exq_value value = at->compared[i].value;
        const exq_value known = best == EXQ_NOBODY ? exq_none(EXQ_WHY_INPUT_UNDEFINED) : at->means[best].value;
        if (exq_known(value) && (!exq_known(known) || (lowest ? value.v < known.v : value.v > known.v)))
            best = at->groups[i];
    }
    return best;
}

static bool name_folds(lineup *at)
{
    for (size_t fold = 0; fold < EXQ_LIST_FOLDS; fold++) {
        if (!exq_list_fold_applies(at->quantity->entry, fold))
            continue;
        at->metrics[fold] = exq_arena_format(at->run->arena, "%s_%s", at->quantity->id, exq_list_fold(fold)->id);
        if (at->metrics[fold] == NULL)
            return false;
    }
    return true;
}

static bool line_up(lineup *at)
{
    const exq_user_table *table = at->crowd->table;
    const size_t count = table->group_count;
    exq_arena *arena = at->run->arena;
    at->sums = EXQ_NEW(arena, exq_quantity_sums, count + 1);
    at->means = EXQ_NEW(arena, exq_mean, count + 1);
    at->groups = EXQ_NEW(arena, size_t, count);
    at->compared = EXQ_NEW(arena, exq_mean, count);
    at->scratch = EXQ_NEW(arena, double, count + 1);
    at->drawn = EXQ_NEW(arena, exq_mean, count);
    at->order = EXQ_NEW(arena, size_t, count + 1);
    if (at->sums == NULL || at->means == NULL || at->groups == NULL || at->compared == NULL || at->drawn == NULL ||
        at->scratch == NULL || at->order == NULL || !name_folds(at))
        return false;
    for (size_t g = 0; g <= count; g++) {
        const exq_user_row *row = g < count ? &table->groups[g] : &table->overall;
        if (row->withheld)
            continue;
        at->sums[g] = exq_quantity_sums_of(at->run, at->quantity, row);
        at->means[g] = exq_quantity_mean(at->quantity, at->sums[g]);
        if (g == count || !at->crowd->compared[g] || at->sums[g].withheld)
            continue;
        at->compared[at->compared_count] = at->means[g];
        at->groups[at->compared_count++] = g;
    }
    const exq_lists_reference *reference = &at->crowd->reference;
    at->reference = reference->kind == EXQ_REFERENCE_BEST ? best_of(at) : reference->group;
    return true;
}

/* ------------------------------------------------------------------------------------------------ of the first kind */

/* The share of everyone who is not in the group: a group less everyone is that part of the group less the rest. */
static double share_of_rest(const lineup *at, size_t group)
{
    const double all = (double)at->sums[at->crowd->table->group_count].of.n;
    return (all - (double)at->sums[group].of.n) / all;
}

static exq_range scaled(exq_range range, double factor)
{
    range.lo.v *= factor;
    range.hi.v *= factor;
    return range;
}

static exq_mean_fold against(const lineup *at, exq_fold fold, size_t group, double level)
{
    const size_t all = at->crowd->table->group_count;
    if (at->reference != EXQ_OVERALL && at->reference != EXQ_REST)
        return exq_mean_against(fold, &at->means[group], &at->means[at->reference], level);
    const exq_mean rest = exq_quantity_mean(at->quantity, exq_quantity_rest(at->sums[all], at->sums[group]));
    exq_mean_fold out = exq_mean_against(fold, &at->means[group], &rest, level);
    if (at->reference == EXQ_REST)
        return out;
    const exq_range range =
        fold == EXQ_FOLD_difference ? scaled(out.range, share_of_rest(at, group)) : exq_range_none(EXQ_WHY_NO_INTERVAL);
    out = exq_mean_against(fold, &at->means[group], &at->means[all], level);
    out.range = range;
    return out;
}

static exq_share share_of(exq_quantity_sums sums)
{
    return (exq_share){(uint64_t)(sums.of.a + 0.5), sums.of.n};
}

static void put_heads(const lineup *at, size_t group, exq_doc_disparity *out)
{
    const size_t all = at->crowd->table->group_count;
    const size_t other = at->reference == EXQ_OVERALL || at->reference == EXQ_REST ? all : at->reference;
    const exq_quantity_sums reference =
        at->reference == EXQ_REST ? exq_quantity_rest(at->sums[all], at->sums[group]) : at->sums[other];
    if (!at->quantity->of_shares || at->sums[group].of.n == 0 || reference.withheld || reference.of.n == 0)
        return;
    exq_describe_heads(share_of(at->sums[group]), share_of(reference), out);
}

static void put_p(const lineup *at, size_t group, exq_doc_disparity *out)
{
    if (at->reference == EXQ_OVERALL || at->reference == EXQ_REST) {
        out->p_why = exq_why_name(EXQ_WHY_NO_TEST);
        return;
    }
    const exq_value p = exq_mean_difference_p(&at->means[group], &at->means[at->reference]);
    out->p = p.v;
    out->log10_p = exq_known(p) && p.v > 0 ? log10(p.v) : (double)NAN;
    out->p_method = exq_known(p) ? "welch" : NULL;
    out->p_why = exq_why_name(p.why);
}

static void adjust(const lineup *at, exq_doc_disparity *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        at->scratch[i] = rows[i].p;
    exq_adjust(at->run->plan->request.correction, at->scratch, count, at->order);
    for (size_t i = 0; i < count; i++)
        rows[i].p_adjusted = at->scratch[i];
}

static const char *reference_is(size_t reference)
{
    return reference == EXQ_OVERALL ? "overall" : reference == EXQ_REST ? "rest" : "group";
}

static size_t add_against(const lineup *at, const char *metric, exq_fold fold, exq_doc_disparity *rows)
{
    const bool pooled = at->reference == EXQ_OVERALL || at->reference == EXQ_REST;
    if (at->reference == EXQ_NOBODY || at->compared_count < (pooled ? 1 : 2))
        return 0;
    if (!pooled && (at->sums[at->reference].withheld || at->crowd->table->groups[at->reference].withheld))
        return 0;
    const double level = at->run->plan->base.level;
    const double together = exq_interval_sidak(level, pooled ? at->compared_count : at->compared_count - 1);
    size_t count = 0;
    for (size_t i = 0; i < at->compared_count; i++) {
        const size_t group = at->groups[i];
        if (group == at->reference)
            continue;
        exq_doc_disparity *row = &rows[count++];
        *row = exq_lists_row(metric, at->quantity->id);
        row->group = at->crowd->levels[group];
        row->reference_is = reference_is(at->reference);
        if (!pooled)
            row->reference = at->crowd->levels[at->reference];
        const exq_mean_fold alone = against(at, fold, group, level);
        exq_lists_put(row, alone.value, against(at, fold, group, together).range, alone.range, exq_folds[fold].parity);
        put_p(at, group, row);
        if (exq_known(alone.value))
            put_heads(at, group, row);
    }
    adjust(at, rows, count);
    return count;
}

/* ----------------------------------------------------------------------------------------------- of the second kind */

/* One comparison over groups of one lineup. */
typedef struct over {
    const lineup *at;
    size_t fold;
} over;

static exq_mean_fold fold_over(const over *of, const exq_mean *groups, size_t count, double *scratch)
{
    const lineup *at = of->at;
    if (of->fold >= EXQ_FOLDS)
        return exq_mean_gap((exq_list_gap)(of->fold - EXQ_FOLDS), groups, count, at->run->plan->base.level, scratch);
    return exq_mean_over((exq_fold)of->fold, groups, count, at->means[at->crowd->table->group_count].value, at->reach,
                         scratch);
}

static exq_value value_over(const void *context, const exq_mean *groups, size_t count, double *scratch)
{
    return fold_over(context, groups, count, scratch).value;
}

/* Nothing is said by chance of the least value, nor of what has a range that allows for it. */
static bool is_positive_by_chance(size_t fold)
{
    return fold == EXQ_FOLD_mean_pairwise_difference || fold == EXQ_FOLD_cv ||
           (fold > EXQ_FOLDS && fold != EXQ_FOLDS + EXQ_LIST_GAP_worst);
}

static void put_chance(const over *of, exq_doc_disparity *row)
{
    const lineup *at = of->at;
    const exq_mean_chance chance =
        exq_mean_by_chance(value_over, of, at->compared, at->compared_count, exq_list_fold(of->fold)->better,
                           at->crowd->normals, at->drawn, at->scratch);
    row->has_fair = exq_known(chance.mean);
    row->fair = (exq_doc_fair){.expected = chance.mean.v,
                               .sd = chance.sd.v,
                               .least = (double)NAN,
                               .excess = row->value - chance.mean.v,
                               .p = chance.p,
                               .chance = "groups_alike"};
}

static size_t add_over(const lineup *at, const char *metric, size_t fold, exq_doc_disparity *row)
{
    const over of = {at, fold};
    const exq_mean_fold found = fold_over(&of, at->compared, at->compared_count, at->scratch);
    *row = exq_lists_row(metric, at->quantity->id);
    const double parity = exq_list_fold(fold)->parity;
    const bool falls = parity > 0; /* a ratio of the lowest to the highest */
    const size_t first = falls ? found.low : found.high, second = falls ? found.high : found.low;
    if (!exq_known(found.value) && found.high != EXQ_NOBODY)
        row->group = at->crowd->levels[at->groups[found.high]];
    if (exq_known(found.value) && (fold == EXQ_FOLD_max_difference || fold == EXQ_FOLD_min_ratio)) {
        row->group = at->crowd->levels[at->groups[first]];
        row->reference = at->crowd->levels[at->groups[second]];
        row->reference_is = "group";
    }
    exq_lists_put(row, found.value, found.range, found.range, parity);
    row->p_why = exq_why_name(EXQ_WHY_NO_PAIR);
    if (fold == EXQ_FOLDS + EXQ_LIST_GAP_worst)
        row->difference = NULL; /* it is a level */
    if (is_positive_by_chance(fold) && exq_known(found.value))
        put_chance(&of, row);
    return 1;
}

/* -------------------------------------------------------------------------------------------------------------- all */

size_t exq_lists_most_rows(const exq_list_crowd *crowd)
{
    return EXQ_LIST_FOLDS * (crowd->table->group_count + 1);
}

static exq_status fold_one(void *payload, size_t worker, size_t index, exq_error *error)
{
    lineup *at = &((lineup *)payload)[index];
    (void)worker, (void)error;
    at->reach = exq_reach_of(at->run->plan->base.level, at->run->plan->base.level, at->compared_count);
    for (size_t fold = 0; fold < EXQ_LIST_FOLDS; fold++) {
        exq_doc_disparity *next = at->rows + at->row_count;
        if (at->metrics[fold] == NULL)
            continue;
        if (exq_list_fold(fold)->kind == EXQ_KIND_PER_GROUP)
            at->row_count += add_against(at, at->metrics[fold], (exq_fold)fold, next);
        else
            at->row_count += add_over(at, at->metrics[fold], fold, next);
    }
    return EXQ_OK;
}

bool exq_lists_fold(const exq_lists_run *run, const exq_list_crowd *crowd, const exq_list_quantity *quantities,
                    size_t quantity_count, exq_doc_disparity *rows, size_t *count)
{
    const size_t most = exq_lists_most_rows(crowd);
    lineup *all = EXQ_NEW(run->arena, lineup, quantity_count);
    if (all == NULL)
        return false;
    for (size_t q = 0; q < quantity_count; q++) {
        all[q] = (lineup){.run = run, .crowd = crowd, .quantity = &quantities[q], .rows = rows + *count + q * most};
        if (!line_up(&all[q]))
            return false;
    }
    if (exq_crew_run(run->plan->request.threads, quantity_count, fold_one, all, NULL) != EXQ_OK)
        return false;
    for (size_t q = 0; q < quantity_count; q++) { /* close the gaps between them */
        memmove(rows + *count, all[q].rows, all[q].row_count * sizeof *rows);
        *count += all[q].row_count;
    }
    return true;
}
