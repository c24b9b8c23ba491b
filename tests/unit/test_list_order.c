/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of one list: skew and NDKL, infeasible prefixes, FA*IR, and the prefix measures of a whole ranking.
 */
#include "list_world.h"
#include "lists_fa_star_ir.h"
#include "lists_prefix.h"
#include "lists_skew.h"

/* A list of all items of a world in catalogue order, against other target shares than the catalogue's. */
static exq_value asked(const char *letters, const double *target, const char *kernel)
{
    list_world world;
    plain_list plain;
    world_of_letters(&world, letters);
    plain_list_of(&plain, strlen(letters), NULL);
    memcpy(world.share, target, world.grouping.group_count * sizeof *target);
    const exq_value value = world_ask(&world, kernel, strlen(letters), &plain.list, 0);
    world_end(&world);
    return value;
}

static void prefixes(void **state)
{
    (void)state;
    static const double women[] = {.6, .4}, half[] = {.5, .5}, three[] = {.4, .3, .3};
    value_close_to(asked("ABBABB", women, "ndkl"), .20809699314962857);
    value_close_to(asked("ABBABB", women, "infeasible_index"), 2);
    value_close_to(asked("ABBABB", women, "infeasible_count"), 2);
    value_close_to(asked("ABBBAAABAB", half, "infeasible_index"), 1);
    value_close_to(asked("AAAAABC", three, "infeasible_index"), 4);
    value_close_to(asked("AAAAABC", three, "infeasible_count"), 7);
    value_close_to(asked("AAAAABC", three, "infeasible_share"), 4.0 / 7);
    value_close_to(asked("AAAAABC", three, "ndkl"), .8114383324449133);
}

static void pooled_skew(void **state)
{
    (void)state;
    static const double places[] = {2, 4, 0}, target[] = {.6, .4, 0};
    value_close_to(exq_skew_of(places, target, 2, 0), -.587786664902119);
    value_close_to(exq_skew_of(places, target, 2, 1), .5108256237659906);
    exq_skew_extremes of = exq_skew_extremes_of(places, target, 3);
    value_close_to(of.min, -.587786664902119);
    value_close_to(of.max, .5108256237659906);
    assert_int_equal(of.min_group, 0);
    assert_int_equal(of.max_group, 1);
    static const double with_absent[] = {.5, .4, .1};
    of = exq_skew_extremes_of(places, with_absent, 3);
    undefined_as(of.min, EXQ_WHY_RATE_ZERO);
    assert_int_equal(of.min_group, 2);
    assert_true(exq_known(of.max));
    static const double none[] = {0, 0};
    undefined_as(exq_skew_extremes_of(none, target, 2).min, EXQ_WHY_NO_RECOMMENDATIONS);
    close_to(exq_absent_by_chance(.1, 10), pow(.9, 10));
}

static void ndkl_of_fair_lists(void **state)
{
    (void)state;
    static const struct {
        double target[4];
        size_t groups;
        double ten, hundred;
    } cases[] = {
        {{.5, .5},             2, .27384, .07066},
        {{.7, .3},             2, .25273, .06618},
        {{.9, .1},             2, .16328, .04754},
        {{.25, .25, .25, .25}, 4, .65118, .17583},
    };
    double law[101];
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(fabs(exq_ndkl_of_fair(cases[i].target, NULL, cases[i].groups, 10, law) - cases[i].ten) < 5.1e-6);
        assert_true(fabs(exq_ndkl_of_fair(cases[i].target, NULL, cases[i].groups, 100, law) - cases[i].hundred) <
                    5.1e-6);
    }
    /* a pool that is used up: one list of both items, either first */
    static const uint64_t pool[] = {1, 1};
    static const double half[] = {.5, .5};
    close_to(exq_ndkl_of_fair(half, pool, 2, 2, law), log(2) / (1 + 1 / log2(3)));
}

/* All lists of so many items of up to three groups, the least NDKL among them. */
static double least_by_search(const double *target, size_t groups, size_t length)
{
    double least = INFINITY;
    size_t lists = 1;
    for (size_t i = 0; i < length; i++)
        lists *= groups;
    for (size_t code = 0; code < lists; code++) {
        char letters[16] = "";
        size_t left = code;
        for (size_t i = 0; i < length; i++, left /= groups)
            letters[i] = (char)('A' + left % groups);
        list_world world;
        plain_list plain;
        world_of_letters(&world, letters);
        world.grouping.group_count = groups;
        memcpy(world.share, target, groups * sizeof *target);
        plain_list_of(&plain, length, NULL);
        least = fmin(least, world_ask(&world, "ndkl", length, &plain.list, 0).v);
        world_end(&world);
    }
    return least;
}

static void the_least_ndkl_is_that_of_the_best_of_all_lists(void **state)
{
    (void)state;
    static const double targets[][3] = {
        {.5,  .5},
        {  .8, .2  },
        { .5, .3,   .2},
        { .7, .2,   .1}
    };
    double counts[3];
    for (size_t i = 0; i < COUNT(targets); i++) {
        const size_t groups = i < 2 ? 2 : 3;
        for (size_t length = 1; length <= 6; length++)
            close_to(exq_ndkl_least(targets[i], groups, length, counts), least_by_search(targets[i], groups, length));
    }
}

/* ------------------------------------------------------------------------------------------------------ FA*IR */

static void tables_of_the_paper(void **state)
{
    (void)state;
    static const uint32_t expected[][12] = {
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1},
        {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2},
        {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3},
        {0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4},
        {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5},
        {0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6},
    };
    double row[13];
    uint32_t least[12];
    for (size_t i = 0; i < COUNT(expected); i++) {
        exq_fair_least((double)(i + 1) / 10, .1, 12, row, least);
        assert_memory_equal(least, expected[i], sizeof least);
    }
    /* LensKit's blocks: between the ranks at which p = .5 asks for one more */
    static const size_t blocks[] = {4, 3, 2};
    exq_fair_least(.5, .1, 9, row, least);
    for (size_t i = 0, last = 0, block = 0; i < 9; i++) {
        if (least[i] > (i > 0 ? least[i - 1] : 0)) {
            assert_int_equal(i + 1 - last, blocks[block++]);
            last = i + 1;
        }
    }
}

static void exact_shares_that_fail(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        double p, level, fails;
    } cases[] = {
        {10, .2,  .15, .13421772799999943},
        {20, .25, .1,  .146887188699111  },
        {30, .3,  .05, .1063570612499175 },
    };
    double row[31];
    uint32_t least[30];
    for (size_t i = 0; i < COUNT(cases); i++) {
        exq_fair_least(cases[i].p, cases[i].level, cases[i].length, row, least);
        close_to(exq_fair_miss(cases[i].p, least, cases[i].length, row), cases[i].fails);
    }
}

static exq_fair_test test_of(double p, double level, size_t length, exq_arena *arena)
{
    exq_fair_room room;
    assert_true(exq_fair_room_new(length, arena, &room));
    return exq_fair_test_of(p, level, room, EXQ_NEW(arena, uint32_t, length));
}

static void levels_corrected_conservatively(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        double p, level, fails;
        const char *asked; /* m as runs: "0x9 1x6 2x5" */
    } cases[] = {
        {20, .25, .1,  .08972216723486781,  "00000000011111122222"          },
        {30, .3,  .05, .048777307971784145, "000000000011111122222333344444"},
    };
    exq_arena *arena = exq_arena_new();
    for (size_t i = 0; i < COUNT(cases); i++) {
        const exq_fair_test test = test_of(cases[i].p, cases[i].level, cases[i].length, arena);
        assert_non_null(test.least);
        for (size_t r = 0; r < cases[i].length; r++)
            assert_int_equal(test.least[r], cases[i].asked[r] - '0');
        close_to(test.missed_by_fair, cases[i].fails);
    }
    const exq_fair_test hundred = test_of(.5, .1, 100, arena);
    close_to(hundred.missed_by_fair, .09995082174803982);
    assert_int_equal(hundred.least[99], 40);
    /* attained shares of fair lists that fail */
    assert_true(fabs(test_of(.3, .1, 10, arena).missed_by_fair - .0824) < 5.1e-5);
    assert_true(fabs(test_of(.5, .1, 10, arena).missed_by_fair - .0752) < 5.1e-5);
    assert_true(fabs(test_of(.2, .1, 20, arena).missed_by_fair - .0687) < 5.1e-5);
    assert_true(fabs(test_of(.2, .1, 50, arena).missed_by_fair - .0981) < 5.1e-5);
    exq_arena_free(arena);
}

static void tests_that_cannot_fail(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    for (int tenths = 0; tenths <= 2; tenths++)
        assert_null(test_of(tenths / 10.0, .1, 10, arena).least);
    assert_non_null(test_of(.3, .1, 10, arena).least);
    /* everything is of the group: nothing else may be there, and fair lists never fail */
    const exq_fair_test all = test_of(1, .1, 10, arena);
    assert_int_equal(all.least[9], 10);
    close_to(all.missed_by_fair, 0);
    exq_arena_free(arena);
    list_world world;
    plain_list plain;
    world_of_letters(&world, "AABB");
    plain_list_of(&plain, 3, NULL);
    undefined_as(world_ask(&world, "fa_star_ir", 3, &plain.list, 0), EXQ_WHY_CANNOT_FAIL);
    world_end(&world);
}

/* 0001001000 with p = .5. */
static void one_list_judged(void **state)
{
    (void)state;
    static const uint32_t counts[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2};
    double row[11];
    uint32_t table[10];
    exq_arena *arena = exq_arena_new();
    const exq_fair_test test = test_of(.5, .1, 10, arena);
    const exq_fair_finding of = exq_fair_judge(&test, counts, 10, row, table);
    close_to(of.least_p, .0546875);
    close_to(of.mean_p, .2);
    /* at the level the adjusted p says it just fails, and not below it */
    const exq_fair_test at = test_of(.5, of.adjusted_p * (1 + 1e-9), 10, arena);
    assert_false(exq_fair_judge(&at, counts, 10, row, table).passes);
    const exq_fair_test below = test_of(.5, of.adjusted_p * (1 - 1e-9), 10, arena);
    assert_true(exq_fair_judge(&below, counts, 10, row, table).passes);
    exq_arena_free(arena);
}

static void lists_of_a_world(void **state)
{
    (void)state;
    list_world world;
    plain_list plain;
    world_of_letters(&world, "AAAAABBBBB");
    plain_list_of(&plain, 10, NULL);
    double each[2];
    value_close_to(world_ask(&world, "fa_star_ir", 10, &plain.list, 0), 0);
    assert_int_equal(world_ask_all(&world, "fa_star_ir_group", 10, &plain.list, each), EXQ_WHY_NONE);
    close_to(each[0], 1); /* the first five are A: it has enough everywhere */
    close_to(each[1], 0);
    for (uint32_t r = 0; r < 10; r++)
        plain.items[r] = r / 2 + 5 * (r % 2);
    value_close_to(world_ask(&world, "fa_star_ir", 10, &plain.list, 0), 1);
    world_end(&world);
}

/* --------------------------------------------------------------------------------------------- rND, rKL, rRD */

static void prefix_close(exq_prefix kind, const bool *members, size_t length, double raw, double normalised,
                         double greatest)
{
    double scratch[2 * 101];
    const exq_prefix_finding of = exq_prefix_of(kind, EXQ_POSITION_LOG_CLIP, members, length, 10, scratch);
    value_close_to(of.raw, raw);
    value_close_to(of.normalised, normalised);
    if (greatest > 0)
        close_to(of.greatest, greatest);
}

static void prefix_measures(void **state)
{
    (void)state;
    bool members[100] = {false};
    double scratch[2 * 101];
    for (size_t i = 0; i < 50; i++)
        members[i] = true;
    prefix_close(EXQ_PREFIX_DIFFERENCE, members, 100, .6703668786460039, 1, 0);
    prefix_close(EXQ_PREFIX_DIVERGENCE, members, 100, 1.1914522313375815, 1, 0);
    prefix_close(EXQ_PREFIX_RATIO, members, 100, 2.167153826794391, 2.167153826794391 / 28.990266752210037,
                 28.990266752210037);
    value_close_to(exq_prefix_of(EXQ_PREFIX_DIVERGENCE, EXQ_POSITION_LOG, members, 100, 10, scratch).raw,
                   1.17135504981741);
    value_close_to(exq_prefix_of(EXQ_PREFIX_RATIO, EXQ_POSITION_LOG, members, 100, 10, scratch).raw, 2.143463300891264);
    static const char mixed[] = "001000100001001100111011010111";
    for (size_t i = 0; i < 30; i++)
        members[i] = mixed[i] == '1';
    prefix_close(EXQ_PREFIX_DIFFERENCE, members, 30, .10726879037903356, .5, 0);
    prefix_close(EXQ_PREFIX_DIVERGENCE, members, 30, .0765902339744397, .2080588405545482, 0);
    prefix_close(EXQ_PREFIX_RATIO, members, 30, .2660114151802918, .09557427036565047, 2.7832952756278293);
}

static void rankings_without_a_cut(void **state)
{
    (void)state;
    static const bool one[] = {true}, both[] = {true, true}, mixed[] = {true, false, true, false};
    double scratch[10];
    undefined_as(exq_prefix_of(EXQ_PREFIX_DIFFERENCE, EXQ_POSITION_LOG_CLIP, one, 1, 0, scratch).raw,
                 EXQ_WHY_LIST_TOO_SHORT);
    undefined_as(exq_prefix_of(EXQ_PREFIX_DIFFERENCE, EXQ_POSITION_LOG_CLIP, mixed, 4, 10, scratch).raw,
                 EXQ_WHY_LIST_TOO_SHORT);
    undefined_as(exq_prefix_of(EXQ_PREFIX_DIFFERENCE, EXQ_POSITION_LOG_CLIP, both, 2, 1, scratch).raw,
                 EXQ_WHY_NO_ITEMS);
    value_close_to(exq_prefix_of(EXQ_PREFIX_DIFFERENCE, EXQ_POSITION_LOG_CLIP, mixed, 4, 0, scratch).raw, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prefixes),
        cmocka_unit_test(pooled_skew),
        cmocka_unit_test(ndkl_of_fair_lists),
        cmocka_unit_test(the_least_ndkl_is_that_of_the_best_of_all_lists),
        cmocka_unit_test(tables_of_the_paper),
        cmocka_unit_test(exact_shares_that_fail),
        cmocka_unit_test(levels_corrected_conservatively),
        cmocka_unit_test(tests_that_cannot_fail),
        cmocka_unit_test(one_list_judged),
        cmocka_unit_test(lists_of_a_world),
        cmocka_unit_test(prefix_measures),
        cmocka_unit_test(rankings_without_a_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
