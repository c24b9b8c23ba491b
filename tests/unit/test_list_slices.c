/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slices: of a group there is one for each share that items have in it; a signature is of one slice for each of its
 * groups, and of none beyond these; and the places of pairs of slices do not overlap.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "list_slices.h"

/* Four signatures: of group 0, of 0 and 1 by halves, of 1, of all three by thirds; then each of one group of another
 * grouping, and the last of five by fifths. */
static const size_t first_of_kind[] = {0, 1, 3, 4, 7}, first_of_age[] = {0, 1, 2, 3, 8};
static const exq_alignment of_kind[] = {
    {0, 1     },
    {0, 1. / 2},
    {1, 1. / 2},
    {1, 1     },
    {0, 1. / 3},
    {1, 1. / 3},
    {2, 1. / 3},
};
static const exq_alignment of_age[] = {
    {0, 1     },
    {0, 1     },
    {4, 1     },
    {0, 1. / 5},
    {1, 1. / 5},
    {2, 1. / 5},
    {3, 1. / 5},
    {4, 1. / 5},
};
enum { SIGNATURES = 4, GROUPINGS = 2, KINDS = 3, SLICES = 7 + 7 };

static const exq_signature_grouping groupings[GROUPINGS] = {
    {.of = {.group_count = KINDS, .first = first_of_kind, .alignments = of_kind}},
    {.of = {.group_count = 5, .first = first_of_age, .alignments = of_age}},
};
static const exq_list_frame frame = {.signature_count = SIGNATURES, .groupings = groupings};

static exq_slices slices_of(exq_arena *arena)
{
    exq_slices slices = {0};
    exq_error error = {0};
    assert_int_equal(exq_slices_of(&frame, GROUPINGS, arena, &slices, &error), EXQ_OK);
    return slices;
}

static void test_signatures_are_of_their_slices(void **state)
{
    exq_arena *arena = exq_arena_new();
    const exq_slices slices = slices_of(arena);
    (void)state;
    for (size_t s = 0; s < SIGNATURES; s++) {
        size_t at = slices.first[s];
        assert_int_equal((slices.first[s + 1] - at) % EXQ_SLICES_AT_ONCE, 0);
        for (size_t g = 0; g < GROUPINGS; g++) {
            const exq_item_grouping *of = &groupings[g].of;
            for (size_t a = of->first[s]; a < of->first[s + 1]; a++, at++) {
                const exq_slice *slice = &slices.slices[slices.of[at]];
                assert_int_equal(slice->group, (g == 0 ? 0 : KINDS) + of->alignments[a].group);
                assert_true(slice->share == of->alignments[a].share);
            }
        }
        for (; at < slices.first[s + 1]; at++)
            assert_int_equal(slices.of[at], 0);
    }
    assert_int_equal(slices.first[SIGNATURES], slices.first[SIGNATURES + 1]);
    exq_arena_free(arena);
}

static void test_each_share_in_a_group_is_one_slice(void **state)
{
    exq_arena *arena = exq_arena_new();
    const exq_slices slices = slices_of(arena);
    size_t places = 0;
    (void)state;
    assert_int_equal(slices.count, 1 + SLICES);
    for (size_t k = 1; k < slices.count; k++) {
        const exq_slice *slice = &slices.slices[k];
        assert_true(slice->begin <= k && k < slice->end);
        for (size_t other = 1; other < slices.count; other++)
            assert_int_equal(slices.slices[other].group == slice->group, slice->begin <= other && other < slice->end);
        assert_int_equal(slice->place, places);
        places += 1 + slice->end - slice->begin;
    }
    assert_int_equal(slices.places, places);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_are_of_their_slices),
        cmocka_unit_test(test_each_share_in_a_group_is_one_slice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
