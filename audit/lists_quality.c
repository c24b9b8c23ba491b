/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spreads come as counts by twentieths; what they tell is worked out in metrics/lists_spread.h.
 */
#include "lists_quality.h"

#include "lists_spread.h"
#include "significance.h"

static const struct {
    double p;
    const char *measure, *gap;
} quantiles[] = {
    {0.1, "ndcg_p10", "ndcg_p10_difference"},
    {0.5, "ndcg_p50", "ndcg_p50_difference"},
    {0.9, "ndcg_p90", "ndcg_p90_difference"},
};
enum { QUANTILES = sizeof quantiles / sizeof quantiles[0] };

/* One cut-off of one table. */
typedef struct spreading {
    const exq_lists_run *run;
    const exq_list_crowd *crowd;
    size_t measure, cutoff;
    size_t reference, compared;
    double rest[EXQ_SPREAD_BINS]; /* workspace */
} spreading;

static size_t measure_at(const exq_lists_run *run, size_t k)
{
    return exq_measure_find(&run->lists, "ndcg_spread", run->lists.cutoffs[k], SIZE_MAX);
}

static exq_spread_of spread_of(const exq_user_row *row, size_t measure)
{
    return (exq_spread_of){row->measures[measure].people, row->measures[measure].sums};
}

/* Too few people have the number, which is then withheld; or nobody is judged. */
static exq_why why_none(exq_spread_of spread)
{
    return spread.above == NULL ? EXQ_WHY_BELOW_MIN_CELL : EXQ_WHY_NO_TRUTH;
}

size_t exq_lists_quality_measures(const exq_lists_run *run)
{
    return QUANTILES * run->lists.cutoff_count;
}

bool exq_lists_quality(const exq_lists_run *run, const exq_user_row *row, exq_doc_measure *out, size_t *count)
{
    for (size_t k = 0; k < run->lists.cutoff_count; k++) {
        const size_t measure = measure_at(run, k);
        for (size_t q = 0; measure != SIZE_MAX && q < QUANTILES; q++) {
            const exq_spread_of spread = spread_of(row, measure);
            const char *id = exq_lists_id(run, quantiles[q].measure, run->lists.cutoffs[k]);
            const exq_spread_quantile found =
                exq_spread_quantile_of(spread, quantiles[q].p, run->plan->base.level, why_none(spread));
            if (id == NULL)
                return false;
            out[(*count)++] = exq_lists_measure(id, found.value, found.range, (double)NAN,
                                                spread.above == NULL ? -1 : (exq_count)spread.people);
        }
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------ gaps */

/* Where the best group is asked for, it is the one with the best mean. */
static size_t best_of(const spreading *at)
{
    const exq_user_table *table = at->crowd->table;
    const size_t measure = exq_measure_find(&at->run->lists, "ndcg", at->cutoff, SIZE_MAX);
    size_t best = EXQ_NOBODY;
    double highest = -1;
    for (size_t g = 0; measure != SIZE_MAX && g < table->group_count; g++) {
        if (!at->crowd->compared[g])
            continue;
        const exq_value mean = exq_lists_mean(&table->groups[g].measures[measure], EXQ_WHY_NO_TRUTH).value;
        if (exq_known(mean) && mean.v > highest) {
            best = g;
            highest = mean.v;
        }
    }
    return best;
}

static bool is_of_a_group(const spreading *at)
{
    return at->reference < at->crowd->table->group_count;
}

/* Against everyone is against everyone else: who is on both sides is no distance apart. */
static exq_spread_of against(spreading *at, size_t group)
{
    const exq_user_table *table = at->crowd->table;
    if (is_of_a_group(at))
        return spread_of(&table->groups[at->reference], at->measure);
    exq_spread_of rest = spread_of(&table->overall, at->measure);
    const exq_spread_of own = spread_of(&table->groups[group], at->measure);
    if (rest.above == NULL || own.above == NULL)
        return (exq_spread_of){0};
    for (size_t b = 0; b < EXQ_SPREAD_BINS; b++)
        at->rest[b] = rest.above[b] - own.above[b];
    return (exq_spread_of){rest.people - own.people, at->rest};
}

static exq_doc_disparity row_of(const spreading *at, const char *metric, size_t group)
{
    exq_doc_disparity row = exq_lists_row(metric, NULL);
    row.group = at->crowd->levels[group];
    row.reference_is = is_of_a_group(at) ? "group" : "rest";
    if (is_of_a_group(at))
        row.reference = at->crowd->levels[at->reference];
    return row;
}

/* The rows of one group: q below QUANTILES, then the distance. */
static exq_doc_disparity compare(spreading *at, size_t group, size_t q, const char *metric)
{
    const exq_spread_of own = spread_of(&at->crowd->table->groups[group], at->measure);
    const exq_spread_of other = against(at, group);
    const exq_why empty = own.people == 0 ? why_none(own) : why_none(other);
    const double level = at->run->plan->base.level, together = exq_interval_sidak(level, at->compared);
    exq_doc_disparity row = row_of(at, metric, group);
    if (q < QUANTILES) {
        const exq_spread_quantile alone = exq_spread_difference(own, other, quantiles[q].p, level, empty);
        const exq_spread_quantile held = exq_spread_difference(own, other, quantiles[q].p, together, empty);
        exq_lists_put(&row, alone.value, held.range, alone.range, 0);
        row.p_why = exq_why_name(EXQ_WHY_NO_TEST);
        return row;
    }
    const exq_spread_distance alone = exq_spread_distance_of(own, other, level, empty);
    const exq_spread_distance held = exq_spread_distance_of(own, other, together, empty);
    exq_lists_put(&row, alone.value, held.range, alone.range, 0);
    row.direction = NULL; /* it has none */
    row.p = alone.p.v;
    row.log10_p = exq_known(alone.p) && alone.p.v > 0 ? log10(alone.p.v) : (double)NAN;
    row.p_method = exq_known(alone.p) ? "smirnov" : NULL;
    row.p_why = exq_why_name(alone.p.why);
    return row;
}

static bool adjust(const spreading *at, exq_doc_disparity *rows, size_t count)
{
    double *p = EXQ_NEW(at->run->arena, double, count);
    size_t *order = EXQ_NEW(at->run->arena, size_t, count);
    if (p == NULL || order == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        p[i] = rows[i].p;
    exq_adjust(at->run->plan->request.correction, p, count, order);
    for (size_t i = 0; i < count; i++)
        rows[i].p_adjusted = p[i];
    return true;
}

static bool add_metric(spreading *at, size_t q, exq_doc_disparity *rows, size_t *count)
{
    const char *name = q < QUANTILES ? quantiles[q].gap : "ndcg_distance";
    const char *metric = exq_lists_id(at->run, name, at->cutoff);
    const size_t first = *count;
    if (metric == NULL)
        return false;
    for (size_t g = 0; g < at->crowd->table->group_count; g++)
        if (at->crowd->compared[g] && g != at->reference)
            rows[(*count)++] = compare(at, g, q, metric);
    return adjust(at, rows + first, *count - first);
}

size_t exq_lists_quality_rows(const exq_lists_run *run, const exq_user_table *table)
{
    return (QUANTILES + 1) * table->group_count * run->lists.cutoff_count;
}

/* How many groups are compared with the reference; 0 where there is none to compare with. */
static size_t compared_with(const spreading *at)
{
    const exq_user_table *table = at->crowd->table;
    size_t count = 0;
    if (at->reference == EXQ_NOBODY || (is_of_a_group(at) && table->groups[at->reference].withheld))
        return 0;
    for (size_t g = 0; g < table->group_count; g++)
        count += at->crowd->compared[g] && g != at->reference;
    return count;
}

bool exq_lists_quality_gaps(const exq_lists_run *run, const exq_list_crowd *crowd, exq_doc_disparity *rows,
                            size_t *count)
{
    for (size_t k = 0; k < run->lists.cutoff_count; k++) {
        spreading at = {.run = run, .crowd = crowd, .measure = measure_at(run, k), .cutoff = run->lists.cutoffs[k]};
        if (at.measure == SIZE_MAX)
            continue;
        at.reference = crowd->reference.kind == EXQ_REFERENCE_BEST ? best_of(&at) : crowd->reference.group;
        at.compared = compared_with(&at);
        for (size_t q = 0; at.compared > 0 && q <= QUANTILES; q++)
            if (!add_metric(&at, q, rows, count))
                return false;
    }
    return true;
}
