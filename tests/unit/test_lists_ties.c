/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Equal scores: items of one score share attention alike, which is what reading them in every order gives on average. The
 * second way goes through ranks: each order is written down as a file of its own.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"

enum { ITEMS = 5, CUTOFF = 4 };

/* c before b, b2, b3, of one score, before a; the first cut-off ends among none of them. */
static const char scores[] = "user,item,score\n1,c,9\n1,b,5\n1,b2,5\n1,b3,5\n1,a,1\n";
static const char *const tied[] = {"b", "b2", "b3"};
static const size_t orders[][3] = {
    {0, 1, 2},
    {0, 2, 1},
    {1, 0, 2},
    {1, 2, 0},
    {2, 0, 1},
    {2, 1, 0}
};

static void assert_near(double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-9))
        fail_msg("%.17g is not %.17g", actual, expected);
}

static exq_lists_request *plan_lists(struct lists_plan *kit, const char *input)
{
    kit_text("i.csv", "id,kind\na,x\nb,x\nb2,y\nb3,y\nc,y\n");
    exq_lists_request *lists = lists_plan(kit, input);
    lists->items = "i.csv";
    kit->at[0] = CUTOFF;
    kit->at[1] = 1;
    kit->item_columns[0] = "kind";
    kit->plan.item_grouping_count = 1;
    lists_kernels(kit);
    return lists;
}

static double sum_of(const struct lists_plan *kit, const char *kernel)
{
    exq_tally *tally = lists_read(kit);
    const double sum = lists_total(tally, kernel, CUTOFF, NULL, NULL).sum;
    exq_tally_free(tally);
    return sum;
}

static double by_score(exq_ties ties, const char *kernel)
{
    struct lists_plan kit;
    exq_lists_request *lists = plan_lists(&kit, "s.csv");
    kit_text("s.csv", scores);
    lists->rank = NULL;
    lists->ties = ties;
    kit.request.score = "score";
    return sum_of(&kit, kernel);
}

static double over_all_orders(const char *kernel)
{
    double sum = 0;
    for (size_t o = 0; o < 6; o++) {
        struct lists_plan kit;
        exq_buffer text = EXQ_BUFFER_INIT;
        (void)plan_lists(&kit, "r.csv");
        exq_buffer_format(&text, "user,item,rank\n1,c,1\n1,a,%d\n", ITEMS);
        for (size_t i = 0; i < 3; i++)
            exq_buffer_format(&text, "1,%s,%zu\n", tied[orders[o][i]], i + 2);
        kit_write("r.csv", text.bytes, text.length);
        sum += sum_of(&kit, kernel);
        exq_buffer_free(&text);
    }
    return sum / 6;
}

static void test_attention_is_that_of_all_orders(void **state)
{
    (void)state;
    const double expected = over_all_orders("exposure");
    assert_near(by_score(EXQ_TIES_EXPECTED, "exposure"), expected);
    /* x: b alone, one of three places that get 1 / log2(3), 1 / log2(4), 1 / log2(5) */
    assert_near(expected, (1 / log2(3) + 1 / log2(4) + 1 / log2(5)) / 3);
    assert_near(by_score(EXQ_TIES_BY_ITEM, "exposure"), 1 / log2(3));
    assert_near(by_score(EXQ_TIES_BY_ITEM_REVERSED, "exposure"), 1 / log2(5));
}

/* What is not made of attention goes by the names, and shared attention is no more and no less than it was. */
static void test_all_else_stands(void **state)
{
    (void)state;
    assert_near(by_score(EXQ_TIES_EXPECTED, "places"), by_score(EXQ_TIES_BY_ITEM, "places"));
    assert_near(by_score(EXQ_TIES_EXPECTED, "ndkl"), by_score(EXQ_TIES_BY_ITEM, "ndkl"));
    assert_true(by_score(EXQ_TIES_EXPECTED, "awrf") != by_score(EXQ_TIES_BY_ITEM, "awrf"));
}

/* A cut-off among equal scores: who is within it goes by the names, and they share what its places get. */
static void test_cutoff_among_equals(void **state)
{
    struct lists_plan kit;
    (void)state;
    exq_lists_request *lists = plan_lists(&kit, "s.csv");
    kit_text("s.csv", scores);
    lists->rank = NULL;
    kit.request.score = "score";
    kit.at[1] = 3;
    exq_tally *tally = lists_read(&kit);
    assert_int_equal(exq_tally_facts_of(tally)->lists->ties, EXQ_TIES_EXPECTED);
    assert_near(lists_total(tally, "exposure", 3, NULL, NULL).sum, (1 / log2(3) + 1 / log2(4)) / 2);
    uint64_t events = 0;
    LISTS_PEOPLE(tally, events[EXQ_LIST_EVENT_TIED_SCORE], NULL, NULL, events);
    assert_int_equal(events, 2);
    exq_tally_free(tally);
}

/* A reader who stops at what pleases does so in the order there is. */
static void test_readers_who_stop(void **state)
{
    struct lists_plan kit;
    exq_list_options options = exq_list_options_default;
    (void)state;
    exq_lists_request *lists = plan_lists(&kit, "s.csv");
    kit_text("s.csv", scores);
    kit_text("t.csv", "user,item\n1,b\n");
    lists->rank = NULL;
    lists->truth = "t.csv";
    kit.request.score = "score";
    options.position = EXQ_POSITION_CASCADE;
    kit.plan.options = &options;
    exq_tally *tally = lists_read(&kit);
    assert_int_equal(exq_tally_facts_of(tally)->lists->ties, EXQ_TIES_BY_ITEM);
    assert_near(lists_total(tally, "exposure", CUTOFF, NULL, NULL).sum, .5);
    exq_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_attention_is_that_of_all_orders),
        cmocka_unit_test(test_all_else_stands),
        cmocka_unit_test(test_cutoff_among_equals),
        cmocka_unit_test(test_readers_who_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
