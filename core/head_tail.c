/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Head and tail of the catalogue. Shares of interactions are compared in integers, so that exactly four fifths is
 * enough.
 */
#include "head_tail.h"

#include <stdlib.h>

const char *exq_tail_name(exq_tail tail)
{
    static const char *const names[] = {"interactions80", "items20", "bottom10", "count"};
    return names[tail];
}

static int in_catalogue_order(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static int most_popular_first(const void *a, const void *b, void *popularity)
{
    const uint64_t *of = popularity;
    const uint64_t x = of[*(const size_t *)a], y = of[*(const size_t *)b];
    return x != y ? (x < y) - (x > y) : in_catalogue_order(a, b);
}

static int least_popular_first(const void *a, const void *b, void *popularity)
{
    const uint64_t *of = popularity;
    const uint64_t x = of[*(const size_t *)a], y = of[*(const size_t *)b];
    return x != y ? (x > y) - (x < y) : in_catalogue_order(a, b);
}

static void put_in_order(int (*before)(const void *, const void *, void *), const uint64_t *popularity, size_t count,
                         size_t *order)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    qsort_r(order, count, sizeof *order, before, (void *)(uintptr_t)popularity);
}

/* How many of the items in order hold at least `fifths` fifths of all interactions. */
static size_t holding(unsigned fifths, const uint64_t *popularity, size_t count, const size_t *order)
{
    uint64_t total = 0, held = 0;
    size_t items = 0;
    for (size_t i = 0; i < count; i++)
        total += popularity[i];
    while (5 * held < fifths * total)
        held += popularity[order[items++]];
    return items;
}

/* RecBole's tail: of the items that anybody had. */
static void mark_bottom(const uint64_t *popularity, size_t count, const size_t *order, bool *head)
{
    size_t never = 0;
    while (never < count && popularity[order[never]] == 0)
        never++;
    const size_t had = count - never, tail = had / 10 > 0 ? had / 10 : (had > 0);
    for (size_t i = 0; i < count; i++)
        head[order[i]] = i < never || i >= never + tail;
}

static void mark_first(size_t items, const size_t *order, size_t count, bool *head)
{
    for (size_t i = 0; i < count; i++)
        head[order[i]] = i < items;
}

void exq_head_of(exq_tail tail, uint64_t most, const uint64_t *popularity, size_t item_count, size_t *order, bool *head)
{
    switch (tail) {
    case EXQ_TAIL_INTERACTIONS80:
        put_in_order(most_popular_first, popularity, item_count, order);
        mark_first(holding(4, popularity, item_count, order), order, item_count, head);
        break;
    case EXQ_TAIL_ITEMS20:
        put_in_order(most_popular_first, popularity, item_count, order);
        mark_first((item_count + 4) / 5, order, item_count, head);
        break;
    case EXQ_TAIL_BOTTOM10:
        put_in_order(least_popular_first, popularity, item_count, order);
        mark_bottom(popularity, item_count, order, head);
        break;
    case EXQ_TAIL_COUNT:
        for (size_t i = 0; i < item_count; i++)
            head[i] = popularity[i] > most;
        break;
    }
}

void exq_bands_of(const uint64_t *popularity, size_t item_count, size_t *order, exq_band *band)
{
    put_in_order(most_popular_first, popularity, item_count, order);
    const size_t head = holding(1, popularity, item_count, order), middle = holding(4, popularity, item_count, order);
    for (size_t i = 0; i < item_count; i++)
        band[order[i]] = i < head ? EXQ_BAND_HEAD : i < middle ? EXQ_BAND_MIDDLE : EXQ_BAND_TAIL;
}
