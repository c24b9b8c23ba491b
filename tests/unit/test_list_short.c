/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists that end before the cut-off: what kernels by grouping say of them, alone and beside longer ones.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "list_world.h"

/* Their formulas stop at min(N, K), so a short list is at any cut-off what it is at one where it ends. FA*IR is not
 * among them, for its tests are made for K. */
static const char *const stopping[] = {"exposure",
                                       "places",
                                       "reach",
                                       "awrf",
                                       "awrf_tv",
                                       "attention_kl",
                                       "mixed",
                                       "rnd",
                                       "rkl",
                                       "rrd",
                                       "rank_parity",
                                       "ndkl",
                                       "hits",
                                       "clicks",
                                       "inequity",
                                       "rank_equality",
                                       "rank_calibration",
                                       "infeasible_index",
                                       "infeasible_count",
                                       "infeasible_share",
                                       "group_expected_exposure_loss"};

static void a_short_list_is_what_it_is_where_it_ends(void **state)
{
    (void)state;
    static const char *const catalogues[] = {"A B A A B B A B A B A B", "A AB B ABC C A B BC A C B A"};
    for (size_t w = 0; w < COUNT(catalogues); w++) {
        list_world world;
        world_of_words(&world, catalogues[w]);
        for (size_t length = 1; length <= 12; length++) {
            plain_list plain;
            plain_list_of(&plain, length, "101001000100");
            for (size_t i = 0; i < COUNT(stopping); i++)
                for (size_t cutoff = length + 1; cutoff < length + 30; cutoff += 7) {
                    double there[WORLD_GROUPS] = {0}, beyond[WORLD_GROUPS] = {0};
                    const exq_why why = world_ask_all(&world, stopping[i], length, &plain.list, there);
                    assert_int_equal(world_ask_all(&world, stopping[i], cutoff, &plain.list, beyond), why);
                    for (size_t g = 0; g < WORLD_GROUPS; g++)
                        close_to(beyond[g], there[g]);
                }
        }
        world_end(&world);
    }
}

/* By hand: at K = 40 a test of half the catalogue asks for one of each group long before the end. A list of one place was
 * never asked for the other; of forty places of one group it was. */
static void fa_star_ir_tests_no_place_that_is_not_there(void **state)
{
    (void)state;
    char letters[81];
    memset(letters, 'A', 40);
    memset(letters + 40, 'B', 40);
    letters[80] = '\0';
    list_world world;
    world_of_letters(&world, letters);
    for (size_t length = 1; length <= 40; length += 39) {
        plain_list plain;
        plain_list_of(&plain, length, NULL);
        double passes = -1, each[WORLD_GROUPS];
        assert_int_equal(world_ask_all(&world, "fa_star_ir", 40, &plain.list, &passes), EXQ_WHY_NONE);
        assert_int_equal(world_ask_all(&world, "fa_star_ir_group", 40, &plain.list, each), EXQ_WHY_NONE);
        assert_true(passes == (length == 1));
        assert_true(each[0] == 1 && each[1] == (length == 1));
    }
    /* a short one is not drawn in by a long one beside it */
    const exq_kernel_setting setting = world_setting_at(&world, "fa_star_ir", (const size_t[]){40}, 0);
    plain_list one, forty;
    list_asker of;
    plain_list_of(&one, 1, NULL);
    plain_list_of(&forty, 40, NULL);
    ask_about(&of, &world.items, &world.options, &setting.cutoff, &one.list);
    take_list(&of, &forty.list);
    double passes[2];
    assert_int_equal(ask_lane(&of, &setting, 0, &passes[0]), EXQ_WHY_NONE);
    assert_int_equal(ask_lane(&of, &setting, 1, &passes[1]), EXQ_WHY_NONE);
    assert_true(passes[0] == 1 && passes[1] == 0);
    exq_asker_close(&of.asker);
    world_end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_list_is_what_it_is_where_it_ends),
        cmocka_unit_test(fa_star_ir_tests_no_place_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
