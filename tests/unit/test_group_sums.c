/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What lists side by side give to groups, against plain loops over the places and pairs of places of one list.
 */
#include "group_sums.h"

#include "list_world.h"
#include "random.h"

enum { MOST_PLACES = 24, MOST_HISTORY = 12 };

typedef struct drawn_list {
    exq_list list;
    uint32_t items[MOST_PLACES], history[MOST_HISTORY];
    double grades[MOST_PLACES], attention[MOST_PLACES];
} drawn_list;

static uint32_t draw_item(exq_random *random, const list_world *world)
{
    return exq_random_below(random, 6) == 0 ? EXQ_NO_ITEM : (uint32_t)exq_random_below(random, world->items.item_count);
}

/* Any length, also 0; items outside the catalogue too. */
static void draw_list(exq_random *random, const list_world *world, drawn_list *out)
{
    *out = (drawn_list){.list = {.length = exq_random_below(random, MOST_PLACES + 1),
                                 .items = out->items,
                                 .grades = out->grades,
                                 .attention = out->attention,
                                 .history_count = exq_random_below(random, MOST_HISTORY + 1),
                                 .history = out->history}};
    for (size_t r = 0; r < out->list.length; r++) {
        out->items[r] = draw_item(random, world);
        out->grades[r] = (double)exq_random_below(random, 3);
        out->attention[r] = exq_random_unit(random);
    }
    for (size_t i = 0; i < out->list.history_count; i++)
        out->history[i] = (uint32_t)exq_random_below(random, world->items.item_count);
}

/* What the item gives to the group. */
static double share_of(const exq_item_grouping *grouping, uint32_t item, size_t group)
{
    const exq_alignments of = exq_alignments_of(grouping, item);
    double share = 0;
    for (const exq_alignment *to = of.begin; to < of.end; to++)
        share += to->group == group ? to->share : 0;
    return share;
}

static double share_at(const exq_item_grouping *grouping, const exq_list *list, size_t r, size_t group)
{
    return share_of(grouping, list->items[r], group);
}

/* ----------------------------------------------------------------------------------------------------- one list */

static void check_prefixes(const exq_item_grouping *grouping, const exq_list *list, const exq_group_sums *sums,
                           size_t most, size_t lane)
{
    for (size_t places = 0; places <= most; places++)
        for (size_t g = 0; g < grouping->group_count; g++) {
            const size_t at = places * grouping->group_count + g;
            double sum = 0, members = 0;
            bool halves = true;
            for (size_t r = 0; r < places && r < list->length; r++) {
                const double share = share_at(grouping, list, r, g);
                sum += share;
                members += share > 0;
                halves = halves && 2 * share == floor(2 * share);
            }
            assert_true(sums->places[at].of[lane] == sum);
            assert_true(sums->members[at].of[lane] == members);
            if (halves)
                assert_true(sums->halves[at].of[lane] == 2 * sum);
            else
                assert_true(sums->halves[at].of[lane] < 0);
        }
}

/* The sums over pairs of an upper and a lower place. */
typedef struct plain_pairs {
    double ahead, behind, held, wrongly_ahead, wrongly_held;
} plain_pairs;

static plain_pairs pairs_of(const exq_item_grouping *grouping, const exq_list *list, size_t cutoff, size_t group)
{
    plain_pairs out = {0};
    for (size_t r = 0; r < cutoff && r < list->length; r++)
        for (size_t q = 0; q < r; q++) {
            const double upper = share_at(grouping, list, q, group), lower = share_at(grouping, list, r, group);
            const double ahead = upper * (1 - lower), held = 1 - (1 - upper) * (1 - lower);
            const bool wrong = list->grades[q] < list->grades[r];
            out.ahead += ahead;
            out.behind += (1 - upper) * lower;
            out.held += held;
            out.wrongly_ahead += wrong ? ahead : 0;
            out.wrongly_held += wrong ? held : 0;
        }
    return out;
}

static void check_cutoff(const exq_item_grouping *grouping, const exq_list *list, const exq_group_sums *sums,
                         size_t cutoff, size_t nth, size_t lane)
{
    for (size_t g = 0; g < grouping->group_count; g++) {
        const size_t at = nth * grouping->group_count + g;
        const plain_pairs pairs = pairs_of(grouping, list, cutoff, g);
        double attention = 0;
        for (size_t r = 0; r < cutoff && r < list->length; r++)
            attention += list->attention[r] * share_at(grouping, list, r, g);
        assert_true(sums->attention[at].of[lane] == attention);
        close_to(sums->pairs.ahead[at].of[lane], pairs.ahead);
        close_to(sums->pairs.behind[at].of[lane], pairs.behind);
        close_to(sums->pairs.held[at].of[lane], pairs.held);
        close_to(sums->pairs.wrongly_ahead[at].of[lane], pairs.wrongly_ahead);
        close_to(sums->pairs.wrongly_held[at].of[lane], pairs.wrongly_held);
    }
}

static void check_history(const exq_item_grouping *grouping, const exq_list *list, const exq_group_sums *sums, size_t lane)
{
    for (size_t g = 0; g < grouping->group_count; g++) {
        double sum = 0;
        for (size_t i = 0; i < list->history_count; i++)
            sum += share_of(grouping, list->history[i], g);
        assert_true(sums->history[g].of[lane] == sum);
    }
}

/* ------------------------------------------------------------------------------------------------------- batches */

/* Batch after batch through one summer: nothing of the last may be left. */
static void check_batches(list_world *world, const size_t *cutoffs, size_t cutoff_count, uint64_t seed)
{
    exq_random random;
    exq_random_init(&random, seed, 0);
    exq_group_summer summer;
    assert_int_equal(exq_group_summer_open(&summer, &world->grouping, cutoffs, cutoff_count, NULL), EXQ_OK);
    for (size_t round = 0; round < 60; round++) {
        drawn_list lists[EXQ_BATCH];
        exq_batch batch = {.count = exq_random_below(&random, EXQ_BATCH + 1)};
        for (size_t p = 0; p < batch.count; p++) {
            draw_list(&random, world, &lists[p]);
            batch.of[p] = lists[p].list;
        }
        const exq_group_sums sums = exq_group_summer_sum(&summer, &batch);
        size_t end = 0;
        for (size_t p = 0; p < batch.count; p++)
            end = batch.of[p].length > end ? batch.of[p].length : end;
        assert_int_equal(sums.end, end < cutoffs[cutoff_count - 1] ? end : cutoffs[cutoff_count - 1]);
        for (size_t p = 0; p < batch.count; p++) {
            check_prefixes(&world->grouping, &batch.of[p], &sums, sums.end, p);
            check_history(&world->grouping, &batch.of[p], &sums, p);
            for (size_t c = 0; c < cutoff_count; c++)
                check_cutoff(&world->grouping, &batch.of[p], &sums, cutoffs[c], c, p);
        }
    }
    exq_group_summer_close(&summer);
}

static void sums_are_those_of_plain_loops(void **state)
{
    (void)state;
    static const char *const catalogues[] = {"A B A B B", "A AB B BC C A", "A ABC AB CD ABCD D C", "A A A"};
    static const size_t cutoffs[] = {1, 2, 5, 10, 40};
    for (size_t i = 0; i < COUNT(catalogues); i++)
        for (size_t from = 0; from < COUNT(cutoffs); from++) {
            list_world world;
            world_of_words(&world, catalogues[i]);
            check_batches(&world, cutoffs + from, COUNT(cutoffs) - from, i);
            check_batches(&world, cutoffs, from + 1, i);
            world_end(&world);
        }
}

/* Items of one kind belong to the same groups. */
static void items_are_of_kinds(void **state)
{
    (void)state;
    static const uint32_t kind_of[] = {2, 0, 1, 1, 2, 0, 2, 1};
    static const size_t cutoffs[] = {3, 12};
    list_world world;
    world_of_words(&world, "AB B C");
    world.grouping.kind_of = kind_of;
    world.items.item_count = COUNT(kind_of);
    check_batches(&world, cutoffs, COUNT(cutoffs), 9);
    world_end(&world);
}

/* However many places hold items that are shared by many groups, none of them is told as halves, nor all together. */
static void long_lists_are_not_told_as_halves(void **state)
{
    (void)state;
    enum { PLACES = 10000 };
    static const size_t cutoffs[] = {PLACES};
    static uint32_t items[PLACES];
    static double zeros[PLACES];
    const exq_batch batch = {.count = 1, .of = {{.length = PLACES, .items = items, .grades = zeros, .attention = zeros}}};
    list_world world;
    exq_group_summer summer;
    world_of_words(&world, "ABCDEFGH A");
    for (size_t r = 0; r < PLACES; r++)
        items[r] = r > 0 && r <= 8192 ? 0 : 1;
    assert_int_equal(exq_group_summer_open(&summer, &world.grouping, cutoffs, 1, NULL), EXQ_OK);
    const exq_group_sums sums = exq_group_summer_sum(&summer, &batch);
    for (size_t places = 2; places <= PLACES; places++) {
        int64_t all = 0;
        for (size_t g = 0; g < world.grouping.group_count; g++) {
            const int32_t halves = sums.halves[places * world.grouping.group_count + g].of[0];
            assert_true(halves < 0);
            all += halves;
        }
        assert_true(all < 0 && all >= INT32_MIN);
    }
    exq_group_summer_close(&summer);
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_plain_loops),
        cmocka_unit_test(items_are_of_kinds),
        cmocka_unit_test(long_lists_are_not_told_as_halves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
