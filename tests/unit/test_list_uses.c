/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Uses are summed to the same whether their weights come with them or follow from their places, by however many
 * threads; and the sums are those of the uses one by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "list_tally.h"
#include "list_uses.h"
#include "random.h"

enum { ITEMS = 40, CELLS = 7, MOST = 9, CUTOFFS = 3, LISTS = 300 };

static const size_t cutoffs[CUTOFFS] = {2, 5, MOST};
/* The last but one is too large for a quicksum. */
static const double weights[MOST] = {1, 0.5, 0.3, 0.25, 0.2, 0.1, 0x1p-3, 40.7, 0x1p-20};
static const exq_list_shape shape = {.cells = CELLS, .signatures = 1, .items = ITEMS, .cutoffs = CUTOFFS, .most = MOST};

/* Of lists of MOST places, drawn by lot. */
static void draw_uses(const exq_use_code *code, exq_list_use *uses)
{
    exq_random random;
    exq_random_init(&random, 1, 0);
    for (size_t i = 0; i < LISTS * MOST; i++) {
        const uint64_t item = exq_random_below(&random, ITEMS + 1), cell = exq_random_below(&random, CELLS);
        const size_t place = i % MOST, bucket = i / MOST % EXQ_BUCKETS;
        uses[i] = (exq_list_use){weights[place], item == ITEMS ? EXQ_NO_ITEM : (uint32_t)item,
                                 exq_use_of(code, (size_t)cell, bucket, place)};
    }
}

static void sum(bool by_place, size_t threads, exq_list_part *part)
{
    exq_arena *arena = exq_arena_new();
    exq_list_use *uses = calloc(LISTS * MOST, sizeof *uses);
    exq_use_code code = {0};
    exq_error error = {0};
    assert_int_equal(exq_use_code_of(&shape, cutoffs, by_place, arena, &code, &error), EXQ_OK);
    assert_int_equal(code.by_place, by_place);
    draw_uses(&code, uses);
    const exq_list_uses all = {uses, LISTS * MOST, &code, by_place ? weights : NULL};
    assert_int_equal(exq_list_part_init(part, &shape, &error), EXQ_OK);
    assert_int_equal(exq_list_uses_sum(&all, &shape, threads, part, &error), EXQ_OK);
    free(uses);
    exq_arena_free(arena);
}

static void test_weights_may_follow_from_places(void **state)
{
    exq_list_part first;
    (void)state;
    sum(false, 1, &first);
    for (size_t threads = 1; threads <= 3; threads += 2)
        for (int by_place = 0; by_place < 2; by_place++) {
            exq_list_part other;
            sum(by_place != 0, threads, &other);
            assert_true(exq_list_part_equal(&first, &other));
            exq_list_part_free(&other);
        }
    exq_list_part_free(&first);
}

static void test_sums_are_those_of_the_uses(void **state)
{
    const exq_use_code whole = {.by_place = true, .bits = 8};
    exq_list_use *uses = calloc(LISTS * MOST, sizeof *uses);
    exq_list_part part;
    (void)state;
    draw_uses(&whole, uses);
    sum(true, 2, &part);
    exq_grid expected[2], *found[2] = {&part.grids[EXQ_GRID_BY_CELL], &part.grids[EXQ_GRID_BY_BUCKET]};
    for (size_t g = 0; g < 2; g++)
        exq_grid_init(&expected[g], CUTOFFS, CUTOFFS);
    for (size_t i = 0; i < LISTS * MOST; i++) {
        const uint64_t parts[2] = {uses[i].whose >> (8 + EXQ_BUCKET_BITS), i / MOST % EXQ_BUCKETS};
        for (size_t g = 0; uses[i].item != EXQ_NO_ITEM && g < 2; g++) {
            const uint64_t key = (uint64_t)uses[i].item * (g == 0 ? CELLS : EXQ_BUCKETS) + parts[g];
            const size_t row = exq_grid_row(&expected[g], key);
            for (size_t c = 0; c < CUTOFFS; c++) {
                exq_grid_counts(&expected[g], row)[c] += i % MOST < cutoffs[c];
                if (i % MOST < cutoffs[c])
                    exq_fixedsum_add(&exq_grid_sums(&expected[g], row)[c], uses[i].weight);
            }
        }
    }
    for (size_t g = 0; g < 2; g++) {
        exq_error error = {0};
        assert_int_equal(exq_grid_seal(&expected[g], &error), EXQ_OK);
        assert_true(exq_grid_equal(&expected[g], found[g]));
        exq_grid_free(&expected[g]);
    }
    exq_list_part_free(&part);
    free(uses);
}

/* Cells, buckets and places that no number of 32 bits tells apart. */
static void test_weights_come_along_where_places_are_many(void **state)
{
    const exq_list_shape large = {.cells = 90000, .most = 10000};
    static const size_t at[] = {10, 10000};
    exq_arena *arena = exq_arena_new();
    exq_use_code code = {0};
    exq_error error = {0};
    (void)state;
    assert_int_equal(exq_use_code_of(&large, at, true, arena, &code, &error), EXQ_OK);
    assert_false(code.by_place);
    assert_int_equal(code.cutoff_of[9], 0);
    assert_int_equal(code.cutoff_of[10], 1);
    assert_int_equal(code.cutoff_of[9999], 1);
    assert_int_equal(exq_use_of(&code, 89999, 3, 10) >> code.bits >> EXQ_BUCKET_BITS, 89999);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_may_follow_from_places),
        cmocka_unit_test(test_sums_are_those_of_the_uses),
        cmocka_unit_test(test_weights_come_along_where_places_are_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
