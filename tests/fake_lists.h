/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally of lists made by hand, for tests of the door and of what stands behind it: of shapes that no file would hold.
 */
#ifndef EXQ_FAKE_LISTS_H
#define EXQ_FAKE_LISTS_H

#include "fake_lists_tally.h"
#include "lists_spread.h"

enum { FAKE_CELLS = 8, FAKE_CUTOFF = 5 };

/* One attribute of people; NDCG and its spread at one cut-off; no items. */
struct fake_lists {
    exq_tally_facts tally;
    exq_list_facts facts;
    exq_lists lists;
    exq_levels levels;
    exq_user_cell cells[FAKE_CELLS];
    uint32_t codes[FAKE_CELLS];
    exq_list_sum sums[FAKE_CELLS][2];
    exq_fixedsum ndcg[FAKE_CELLS][2], spread[FAKE_CELLS][2 * EXQ_SPREAD_BINS];
    uint64_t short_lists[FAKE_CELLS], events[FAKE_CELLS][EXQ_LIST_EVENT_COUNT];
    uint64_t buckets[EXQ_BUCKETS];
};

static const exq_list_measure fake_measures[] = {
    {"ndcg",        FAKE_CUTOFF, EXQ_NO_GROUPING, 1,               false, EXQ_OVER_JUDGED},
    {"ndcg_spread", FAKE_CUTOFF, EXQ_NO_GROUPING, EXQ_SPREAD_BINS, false, EXQ_OVER_JUDGED}
};

/* Without anybody in it; `levels` of the attribute "sex", sorted. */
static inline void fake_lists_init(struct fake_lists *fake, const char *const *levels, size_t level_count)
{
    static const char *const attributes[] = {"sex"};
    static const size_t cutoffs[] = {FAKE_CUTOFF};
    *fake = (struct fake_lists){
        .facts = {.user = "user",
                  .item = "item",
                  .cutoffs = cutoffs,
                  .cutoff_count = 1,
                  .has_truth = true,
                  .measures = fake_measures,
                  .measure_count = 2},
        .levels = {levels, level_count},
    };
    fake->tally = (exq_tally_facts){.attributes = attributes, .attribute_count = 1, .lists = &fake->facts};
    fake->lists.attributes = &fake->levels;
    fake->lists.cells = fake->cells;
    fake->lists.bucket_lists = fake->buckets;
}

/* value x people, exactly: people are below 2^54. */
static inline void fake_lists_sum(exq_fixedsum *sum, double value, uint64_t people)
{
    exq_fixedsum power = {{0}};
    exq_fixedsum_add(&power, value);
    for (; people > 0; people /= 2) {
        const exq_fixedsum twice = power;
        if (people % 2 == 1)
            exq_fixedsum_merge(sum, &power);
        exq_fixedsum_merge(&power, &twice);
    }
}

/* So many people of a level (EXQ_NO_CODE: missing), `judged` of them, all with this NDCG. */
static inline void fake_lists_add(struct fake_lists *fake, uint32_t code, uint64_t people, uint64_t judged, double ndcg)
{
    const size_t c = fake->lists.cell_count++;
    exq_list_sum *sums = fake->sums[c];
    fake->codes[c] = code;
    fake_lists_sum(&fake->ndcg[c][0], ndcg, judged);
    fake_lists_sum(&fake->ndcg[c][1], ndcg * ndcg, judged);
    for (size_t half = 0; ndcg > 0 && half < 2; half++)
        fake_lists_sum(&fake->spread[c][half * EXQ_SPREAD_BINS + exq_spread_bin(ndcg)], 1, judged);
    sums[0] = (exq_list_sum){.people = judged, .sums = fake->ndcg[c], .squares = fake->ndcg[c] + 1};
    sums[1] = (exq_list_sum){.people = judged, .sums = fake->spread[c], .squares = fake->spread[c] + EXQ_SPREAD_BINS};
    fake->cells[c] = (exq_user_cell){.codes = &fake->codes[c],
                                     .people = people,
                                     .lists = people,
                                     .judged = judged,
                                     .judged_lists = judged,
                                     .without_truth = people - judged,
                                     .short_lists = &fake->short_lists[c],
                                     .events = fake->events[c],
                                     .sums = sums};
    fake->tally.rows_read += people;
    fake->tally.rows_used += people;
}

#endif
