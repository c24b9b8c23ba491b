/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs by bucket of people and group of items: they add up to the pairs by signature, items of several groups counting in
 * part; and what one person adds stands in one bucket.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"
#include "random.h"

enum { ITEMS = 12, LENGTH = 6 };

static void plan_pairs(struct lists_plan *kit)
{
    exq_lists_request *lists = lists_plan(kit, "l.csv");
    kit_text("i.csv",
             "id,kind,age\ni0,x,new\ni1,x|y,old\ni2,y,new\ni3,z,old\ni4,x|y|z,new\ni5,z,old\ni6,,new\ni7,x,old\n"
             "i8,y,new\ni9,z,old\ni10,x,\ni11,y,old\n");
    lists->rank = NULL;
    kit->request.score = "score";
    lists->relevance = "click";
    lists->items = "i.csv";
    lists->split_on = "|";
    kit->at[0] = LENGTH;
    kit->item_columns[0] = "kind";
    kit->item_columns[1] = "age";
    kit->plan.item_grouping_count = 2;
    kit->plan.pairs = true;
}

/* Lists of users from `first` on, `count` of them, drawn one by one. */
static void write_lists(size_t first, size_t count)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "user,item,score,click\n");
    for (size_t user = first; user < first + count; user++) {
        exq_random random;
        exq_random_init(&random, 1, user);
        const size_t begin = (size_t)exq_random_below(&random, ITEMS);
        for (size_t i = 0; i < LENGTH; i++)
            exq_buffer_format(&text, "u%zu,i%zu,%d,%d\n", user, (begin + 5 * i) % ITEMS,
                              (int)exq_random_below(&random, 4), (int)exq_random_below(&random, 2));
    }
    kit_write("l.csv", text.bytes, text.length);
    exq_buffer_free(&text);
}

static double share_in(const exq_item_grouping *of, size_t signature, size_t group)
{
    for (size_t a = of->first[signature]; a < of->first[signature + 1]; a++)
        if (of->alignments[a].group == group)
            return of->alignments[a].share;
    return 0;
}

/* From signatures, as they are published. */
static void from_signatures(const exq_lists *lists, const exq_item_grouping *of, size_t group,
                            double out[EXQ_PAIRS_SUMS])
{
    for (size_t p = 0; p < lists->pair_count; p++) {
        const exq_list_pairs *pairs = &lists->pairs[p];
        const double own = share_in(of, pairs->relevant, group), both = own * share_in(of, pairs->other, group);
        out[EXQ_PAIRS_ALL] += own * (double)pairs->count;
        out[EXQ_PAIRS_ALL_WON] += own * (double)pairs->twice_won / 2;
        out[EXQ_PAIRS_INTRA] += both * (double)pairs->count;
        out[EXQ_PAIRS_INTRA_WON] += both * (double)pairs->twice_won / 2;
    }
}

static void test_buckets_add_up(void **state)
{
    struct lists_plan kit;
    (void)state;
    plan_pairs(&kit);
    write_lists(0, 200);
    exq_tally *tally = lists_read(&kit);
    const exq_lists *lists = exq_lists_of(tally);
    for (size_t g = 0, first = 0; g < 2; first += lists->groupings[g++].of.group_count)
        for (size_t group = 0; group < lists->groupings[g].of.group_count; group++) {
            double expected[EXQ_PAIRS_SUMS] = {0};
            exq_fixedsum found[EXQ_PAIRS_SUMS] = {{{0}}};
            from_signatures(lists, &lists->groupings[g].of, group, expected);
            for (size_t p = 0; p < lists->pairs_of_count; p++)
                for (size_t i = 0; lists->pairs_of[p].group == first + group && i < EXQ_PAIRS_SUMS; i++)
                    exq_fixedsum_merge(&found[i], &lists->pairs_of[p].sums[i]);
            assert_true(expected[EXQ_PAIRS_ALL] > 0);
            for (size_t i = 0; i < EXQ_PAIRS_SUMS; i++)
                assert_true(fabs(exq_fixedsum_round(&found[i]) - expected[i]) < 1e-9);
        }
    exq_tally_free(tally);
}

static void test_a_person_is_in_one_bucket(void **state)
{
    struct lists_plan kit;
    (void)state;
    plan_pairs(&kit);
    size_t buckets = 0;
    bool met[EXQ_BUCKETS] = {false};
    for (size_t user = 0; user < 20; user++) {
        write_lists(user, 1);
        exq_tally *tally = lists_read(&kit);
        const exq_lists *lists = exq_lists_of(tally);
        for (size_t p = 0; p < lists->pairs_of_count; p++) {
            assert_int_equal(lists->pairs_of[p].bucket, lists->pairs_of[0].bucket);
            assert_int_equal(lists->bucket_lists[lists->pairs_of[p].bucket], 1);
        }
        if (lists->pairs_of_count > 0)
            buckets += !met[lists->pairs_of[0].bucket];
        if (lists->pairs_of_count > 0)
            met[lists->pairs_of[0].bucket] = true;
        exq_tally_free(tally);
    }
    assert_true(buckets > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buckets_add_up),
        cmocka_unit_test(test_a_person_is_in_one_bucket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
