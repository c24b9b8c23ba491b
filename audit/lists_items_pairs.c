/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often, of two items of one list of which one is relevant, that one stands above: by the group of the relevant one. Pairs
 * of one person hang together, so that ranges come from leaving out one bucket of people after the other.
 */
#include "interval.h"
#include "lists_items.h"

typedef struct won {
    double count, won;
} won;

static const struct {
    const char *measure, *gap;
} kinds[EXQ_PAIR_KINDS] = {
    {"pairwise_accuracy",       "pairwise_accuracy_difference"      },
    {"pairwise_accuracy_intra", "pairwise_accuracy_intra_difference"},
    {"pairwise_accuracy_inter", "pairwise_accuracy_inter_difference"},
};

static won won_of(const exq_pair_sums_of_items *pairs, size_t kind)
{
    if (kind == 0)
        return (won){pairs->all, pairs->all_won};
    if (kind == 1)
        return (won){pairs->intra, pairs->intra_won};
    return (won){pairs->all - pairs->intra, pairs->all_won - pairs->intra_won};
}

/* Shares of items add up to 0 but for rounding. */
static exq_value accuracy_of(const exq_pair_sums_of_items *pairs, size_t kind)
{
    const won of = won_of(pairs, kind);
    return of.count > 1e-9 * fmax(pairs->all, 1) ? exq_some(of.won / of.count) : exq_none(EXQ_WHY_NO_ORDERED_PAIR);
}

static exq_value less(exq_value a, exq_value b)
{
    return !exq_known(a) ? a : !exq_known(b) ? b : exq_some(a.v - b.v);
}

static exq_range range_of(const exq_mean *mean, double level, double least, double most)
{
    exq_range range = exq_mean_range(mean, level);
    if (range.method == NULL)
        return range;
    range.lo.v = fmax(range.lo.v, least);
    range.hi.v = fmin(range.hi.v, most);
    range.method = "jackknife";
    return range;
}

/* The accuracy of a group, less that of the reference unless that is EXQ_NOBODY. */
static bool jackknife(const exq_lists_items *at, size_t group, size_t reference, size_t kind, exq_mean *out)
{
    const size_t buckets = at->run->lists.bucket_count;
    const exq_item_row *own = &at->question->groups[group];
    const exq_item_row *other = reference == EXQ_NOBODY ? NULL : &at->question->groups[reference];
    exq_value *without = EXQ_NEW(at->run->arena, exq_value, buckets);
    if (without == NULL)
        return false;
    for (size_t b = 0; b < buckets; b++) {
        without[b] = accuracy_of(&own->pairs_without[b], kind);
        if (other != NULL)
            without[b] = less(without[b], accuracy_of(&other->pairs_without[b], kind));
    }
    exq_value value = accuracy_of(&own->pairs, kind);
    if (other != NULL)
        value = less(value, accuracy_of(&other->pairs, kind));
    *out = exq_bucket_jackknife(value, without, buckets);
    return true;
}

bool exq_items_pairs(const exq_lists_items *at, size_t group, exq_doc_measure *out, size_t *count)
{
    for (size_t kind = 0; kind < EXQ_PAIR_KINDS; kind++) {
        exq_mean mean;
        if (!jackknife(at, group, EXQ_NOBODY, kind, &mean))
            return false;
        const double pairs = won_of(&at->question->groups[group].pairs, kind).count;
        out[(*count)++] =
            exq_lists_measure(kinds[kind].measure, mean.value, range_of(&mean, at->run->plan->base.level, 0, 1),
                              mean.se.v, (exq_count)(pairs + 0.5));
    }
    return true;
}

bool exq_items_pairs_compare(const exq_lists_items *at, exq_lists_reference reference, const exq_doc_group *groups,
                             exq_doc_disparity *rows, size_t *count)
{
    const double level = at->run->plan->base.level;
    if (!at->run->lists.has_pairs || reference.group >= at->count || at->compared_count < 2)
        return true;
    for (size_t kind = 0; kind < EXQ_PAIR_KINDS; kind++)
        for (size_t g = 0; g < at->count; g++) {
            exq_mean mean;
            if (!at->compared[g] || g == reference.group)
                continue;
            if (!jackknife(at, g, reference.group, kind, &mean))
                return false;
            exq_doc_disparity *row = &rows[(*count)++];
            *row = exq_lists_row(kinds[kind].gap, kinds[kind].measure);
            row->group = groups[g].levels;
            row->reference_is = "group";
            row->reference = groups[reference.group].levels;
            exq_lists_put(row, mean.value, range_of(&mean, exq_interval_sidak(level, at->compared_count - 1), -1, 1),
                          range_of(&mean, level, -1, 1), 0);
            row->p_why = exq_why_name(EXQ_WHY_NO_TEST);
        }
    return true;
}
