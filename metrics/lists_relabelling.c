/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The permutation of item labels: exact moments, and draws where the normal law would mislead.
 */
#include <string.h>

#include "distributions.h"
#include "lists_exposure.h"

typedef struct spread {
    double mean, square; /* sum of squared distances from the mean */
} spread;

static spread spread_of(const double *values, size_t count)
{
    spread out = {0, 0};
    for (size_t i = 0; i < count; i++)
        out.mean += values[i];
    out.mean /= (double)count;
    for (size_t i = 0; i < count; i++)
        out.square += (values[i] - out.mean) * (values[i] - out.mean);
    return out;
}

static double product_of(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

exq_relabelling exq_relabelling_of(const double *alignment, const double *exposure, size_t items)
{
    exq_relabelling out = {exq_none(EXQ_WHY_ONE_ITEM), (double)NAN, (double)NAN, exq_none(EXQ_WHY_ONE_ITEM)};
    if (items < 2)
        return out;
    const spread a = spread_of(alignment, items), e = spread_of(exposure, items);
    const double n = (double)items, total = n * e.mean;
    out.mean = a.mean;
    if (!(total > 0)) {
        out.share = out.p = exq_none(EXQ_WHY_NO_RECOMMENDATIONS);
        return out;
    }
    out.share = exq_some(product_of(alignment, exposure, items) / total);
    out.sd = sqrt(a.square * e.square / (n - 1)) / total;
    const double distance = fabs(out.share.v - out.mean);
    out.p = out.sd > 0 ? exq_some(2 * exq_normal_cdf(-distance / out.sd)) : exq_some(1);
    return out;
}

bool exq_relabelling_needs_draws(size_t items_of_group, double gini)
{
    return items_of_group < 30 || gini > 0.9;
}

/* Items that got nothing stand first. */
static size_t count_nothing(const exq_label_pool *pool)
{
    size_t count = 0;
    while (count < pool->item_count && pool->exposure[count] == 0 && pool->places[count] == 0)
        count++;
    return count;
}

/* What the items of one label got. */
typedef struct got {
    double exposure, places;
} got;

typedef struct dealing {
    const exq_label_pool *pool;
    uint32_t *labels; /* the signature of each item */
    size_t nothing;
    got *by_label;             /* per signature */
    double *exposure, *places; /* per group */
} dealing;

static void deal_labels(const dealing *of, exq_random *random)
{
    const exq_label_pool *pool = of->pool;
    memset(of->by_label, 0, pool->signature_count * sizeof *of->by_label);
    for (size_t i = of->nothing, dealt = 0; i < pool->item_count; i++, dealt++) {
        const size_t drawn = dealt + (size_t)exq_random_below(random, pool->item_count - dealt);
        const uint32_t label = of->labels[drawn];
        of->labels[drawn] = of->labels[dealt];
        of->labels[dealt] = label;
        of->by_label[label].exposure += pool->exposure[i];
        of->by_label[label].places += pool->places[i];
    }
}

static void share_among_groups(const dealing *of)
{
    const exq_item_grouping *signatures = of->pool->signatures;
    memset(of->exposure, 0, signatures->group_count * sizeof *of->exposure);
    memset(of->places, 0, signatures->group_count * sizeof *of->places);
    for (size_t s = 0; s < of->pool->signature_count; s++)
        for (size_t a = signatures->first[s]; a < signatures->first[s + 1]; a++) {
            const exq_alignment *to = &signatures->alignments[a];
            of->exposure[to->group] += to->share * of->by_label[s].exposure;
            of->places[to->group] += to->share * of->by_label[s].places;
        }
}

bool exq_labels_deal(const exq_label_pool *pool, size_t draws, exq_random *random, exq_arena *scratch,
                     exq_label_visit *visit, void *context)
{
    const size_t groups = pool->signatures->group_count;
    const dealing of = {.pool = pool,
                        .labels = EXQ_NEW(scratch, uint32_t, pool->item_count),
                        .nothing = count_nothing(pool),
                        .by_label = EXQ_NEW(scratch, got, pool->signature_count),
                        .exposure = EXQ_NEW(scratch, double, groups),
                        .places = EXQ_NEW(scratch, double, groups)};
    if (of.labels == NULL || of.by_label == NULL || of.exposure == NULL || of.places == NULL)
        return false;
    for (size_t s = 0, item = 0; s < pool->signature_count; s++)
        for (uint64_t i = 0; i < pool->items[s]; i++)
            of.labels[item++] = (uint32_t)s;
    for (size_t draw = 0; draw < draws; draw++) {
        deal_labels(&of, random);
        share_among_groups(&of);
        visit(context, of.exposure, of.places);
    }
    return true;
}
