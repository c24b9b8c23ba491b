/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a tally of lists says of a few people and items that can be counted by hand: who is judged, what is met in lists,
 * which groups there are, what was shown where; and how each policy changes it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "lists_kit.h"

/* Five people: 1 and 2 have lists and truth, 3 a list alone, 4 truth alone, 5 is only in the table; 6 is in no file but the
 * lists. Items a to e, of which f is in no table. */
static exq_lists_request *plan_all(struct lists_plan *kit)
{
    kit_text("l.csv", "user,item,rank,score\n1,a,1,9\n1,b,2,8\n1,f,3,7\n1,c,4,7\n2,c,1,3\n2,a,2,3\n3,d,1,0\n6,a,1,1\n");
    kit_text("t.csv", "user,item,relevance\n1,b,2\n1,e,1\n2,c,1\n4,a,3\n4,d,-1\n3,a,-2\n");
    kit_text("h.csv", "user,item\n1,a\n1,c\n2,c\n4,a\n4,b\n4,g\n5,a\n");
    kit_text("u.csv", "id,sex\n1,f\n2,m\n3,f\n4,m\n5,\n");
    kit_text("i.csv", "id,kind,maker\na,x|y,1\nb,y,1\nc,x,2\nd,,2\ne,x|y,1\n");
    exq_lists_request *lists = lists_plan(kit, "l.csv");
    kit->request.max_excluded = "1";
    lists->truth = "t.csv";
    kit->history[0] = "h.csv";
    lists->history_count = 1;
    lists->users = "u.csv";
    lists->items = "i.csv";
    lists->split_on = "|";
    kit->attributes[0] = "sex";
    kit->plan.attribute_count = 1;
    kit->item_columns[0] = "kind";
    kit->plan.item_grouping_count = 1;
    lists_kernels(kit);
    return lists;
}

struct counted {
    const char *sex;
    uint64_t people, lists, judged, judged_lists, without_truth, without_list, unknown, with_history, history_lists;
    uint64_t short_lists[2]; /* of 2, of 3 */
};

static void test_people(void **state)
{
    static const struct counted all[] = {
        {"f",  2, 2, 1, 1, 1, 0, 0, 1, 1, {1, 1}},
        {"m",  2, 1, 2, 1, 0, 1, 0, 2, 1, {0, 1}},
        {NULL, 2, 1, 0, 0, 1, 0, 1, 1, 0, {1, 1}}, /* 5, whose sex nobody wrote down, and 6 */
    };
    struct lists_plan kit;
    (void)state;
    plan_all(&kit);
    exq_tally *tally = lists_read(&kit);
    const exq_lists *lists = exq_lists_of(tally);
    assert_int_equal(lists->cell_count, COUNT_OF(all));
    for (size_t c = 0; c < COUNT_OF(all); c++) {
        const exq_user_cell *cell = &lists->cells[c];
        assert_true(lists_in_group(tally, cell, "sex", all[c].sex));
        assert_int_equal(cell->people, all[c].people);
        assert_int_equal(cell->lists, all[c].lists);
        assert_int_equal(cell->judged, all[c].judged);
        assert_int_equal(cell->judged_lists, all[c].judged_lists);
        assert_int_equal(cell->without_truth, all[c].without_truth);
        assert_int_equal(cell->without_list, all[c].without_list);
        assert_int_equal(cell->unknown, all[c].unknown);
        assert_int_equal(cell->with_history, all[c].with_history);
        assert_int_equal(cell->history_lists, all[c].history_lists);
        for (size_t i = 0; i < 2; i++)
            assert_int_equal(cell->short_lists[i], all[c].short_lists[i]);
    }
    exq_tally_free(tally);
}

static void test_events(void **state)
{
    static const uint64_t events[EXQ_LIST_EVENT_COUNT] = {
        [EXQ_LIST_EVENT_SEEN_ITEM] = 2,       /* a of 1, c of 2; c of 1 lies beyond the largest cutoff */
        [EXQ_LIST_EVENT_OUTSIDE_ITEM] = 1,    /* f */
        [EXQ_LIST_EVENT_HISTORY_OUTSIDE] = 1, /* g */
        [EXQ_LIST_EVENT_TRUTH_SEEN] = 2,      /* c of 2, a of 4 */
        [EXQ_LIST_EVENT_NEGATIVE_GRADE] = 2,
    };
    struct lists_plan kit;
    (void)state;
    plan_all(&kit);
    exq_tally *tally = lists_read(&kit);
    for (exq_list_event event = 0; event < EXQ_LIST_EVENT_COUNT; event++) {
        uint64_t count = 0;
        LISTS_PEOPLE(tally, events[event], NULL, NULL, count);
        assert_int_equal(count, events[event]);
        assert_non_null(exq_list_event_name(event));
        assert_non_null(exq_list_event_sentence(event));
    }
    assert_null(exq_list_event_name(EXQ_LIST_EVENT_COUNT));
    exq_tally_free(tally);
}

/* ------------------------------------------------------------------------------------------ consumer-side policies */

static void assert_total(const exq_tally *tally, const char *kernel, size_t cutoff, uint64_t people, double sum)
{
    struct lists_total total = lists_total(tally, kernel, cutoff, NULL, NULL);
    assert_int_equal(total.people, people);
    assert_true(fabs(total.sum - sum) < 1e-12);
}

static void test_who_has_no_list_was_served_nothing(void **state)
{
    struct lists_plan kit;
    (void)state;
    plan_all(&kit);
    exq_tally *tally = lists_read(&kit);
    assert_total(tally, "hit", 2, 3, 2);      /* 1 finds b, 2 finds c, 4 nothing */
    assert_total(tally, "recall", 2, 3, 1.5); /* 1 of 2, 1 of 1, 0 of 1 */
    exq_tally_free(tally);

    exq_list_options options = exq_list_options_default;
    options.no_list_is_left_out = true;
    kit.plan.options = &options;
    tally = lists_read(&kit);
    assert_total(tally, "hit", 2, 2, 2);
    exq_tally_free(tally);

    options = exq_list_options_default;
    options.no_truth_is_zero = true;
    tally = lists_read(&kit);
    assert_total(tally, "hit", 2, 6, 2); /* everyone there is */
    exq_tally_free(tally);
}

static void test_grades_from_a_threshold(void **state)
{
    struct lists_plan kit;
    (void)state;
    exq_lists_request *lists = plan_all(&kit);
    lists->relevant_from = "2";
    exq_tally *tally = lists_read(&kit);
    assert_total(tally, "recall", 2, 2, 1); /* b of 1; a of 4, who has no list */
    uint64_t judged = 0;
    LISTS_PEOPLE(tally, judged, NULL, NULL, judged);
    assert_int_equal(judged, 2);
    exq_tally_free(tally);
}

static void test_relevance_inside_the_lists(void **state)
{
    struct lists_plan kit;
    (void)state;
    exq_lists_request *lists = plan_all(&kit);
    lists->truth = NULL;
    lists->relevance = "score";
    lists->relevant_from = "7";
    exq_tally *tally = lists_read(&kit);
    uint64_t judged = 0;
    LISTS_PEOPLE(tally, judged, NULL, NULL, judged);
    assert_int_equal(judged, 1);
    assert_total(tally, "recall", 2, 1, .5); /* 2 of 4, the fourth of which lies beyond all cutoffs */
    const exq_lists *read = exq_lists_of(tally);
    uint64_t truth[2] = {0};
    for (size_t i = 0; i < read->total_count; i++) {
        truth[0] += read->totals[i].everyone.truth;
        truth[1] += read->totals[i].listed.truth;
    }
    assert_int_equal(truth[0], 4);
    assert_int_equal(truth[1], 4);
    exq_tally_free(tally);
}

/* ---------------------------------------------------------------------------------------------- order of lists */

/* What stands where in the lists of everybody: each item is a signature of its own. */
static void assert_first(struct lists_plan *kit, const char *expected)
{
    char found[32] = "";
    kit->item_columns[0] = "letter";
    kit_text("letters.csv", "id,letter\na,a\nb,b\nc,c\nd,d\n");
    kit->request.lists.items = "letters.csv";
    kit->plan.item_grouping_count = 1;
    exq_tally *tally = lists_read(kit);
    const exq_lists *lists = exq_lists_of(tally);
    for (size_t i = 0; i < lists->place_count; i++)
        for (uint64_t times = 0; times < lists->places[i].shown; times++) {
            bool outside = lists->places[i].signature == lists->signature_count;
            uint32_t code = outside ? 0 : lists->signature_codes[lists->places[i].signature];
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s%u",
                     outside ? "-" : lists->item_columns[0].names[code], lists->places[i].rank);
        }
    assert_string_equal(found, expected);
    exq_tally_free(tally);
}

static void test_order_by_score(void **state)
{
    struct lists_plan kit;
    (void)state;
    exq_lists_request *lists = lists_plan(&kit, "s.csv");
    lists->rank = NULL;
    kit.request.score = "score";
    kit_text("s.csv", "user,item,score\n1,b,-1\n1,d,1e1\n1,a,0.5\n1,c,-0.0\n");
    assert_first(&kit, "a2c3d1");
    kit_text("s.csv", "user,item,score\n1,c,1\n1,a,1\n1,b,1\n1,d,2\n");
    assert_first(&kit, "a2b3d1");
    lists->ties = EXQ_TIES_BY_ITEM_REVERSED;
    assert_first(&kit, "b3c2d1");
    exq_tally *tally = lists_read(&kit);
    uint64_t ties = 0;
    LISTS_PEOPLE(tally, events[EXQ_LIST_EVENT_TIED_SCORE], NULL, NULL, ties);
    assert_int_equal(ties, 1);
    exq_tally_free(tally);
}

static void test_duplicates_close_up(void **state)
{
    struct lists_plan kit;
    (void)state;
    exq_lists_request *lists = lists_plan(&kit, "d.csv");
    kit_text("d.csv", "user,item,rank\n1,a,1\n1,a,2\n1,b,3\n1,a,4\n1,c,5\n");
    lists->duplicates = EXQ_DUPLICATES_KEEP_FIRST;
    assert_first(&kit, "a1b2c3");
    exq_tally *tally = lists_read(&kit);
    uint64_t count = 0;
    LISTS_PEOPLE(tally, events[EXQ_LIST_EVENT_DUPLICATE_ITEM], NULL, NULL, count);
    assert_int_equal(count, 2);
    exq_tally_free(tally);
}

/* A long list in any order costs no more than its best places, and no more than that is looked at. */
static void test_long_lists_in_any_order(void **state)
{
    struct lists_plan kit;
    exq_buffer text = EXQ_BUFFER_INIT;
    (void)state;
    exq_lists_request *lists = lists_plan(&kit, "long.csv");
    exq_buffer_string(&text, "user,item,rank\n");
    for (int rank = 5000; rank > 3; rank--)
        exq_buffer_format(&text, "1,i%d,%d\n", rank, rank);
    exq_buffer_string(&text, "1,c,3\n1,a,1\n1,b,2\n");
    kit_write("long.csv", text.bytes, text.length);
    kit.request.max_excluded = "1";
    assert_first(&kit, "a1b2c3");
    lists->rank = NULL;
    kit.request.score = "rank";
    lists->ties = EXQ_TIES_BY_ITEM;
    assert_first(&kit, "-1-2-3"); /* the highest scores are of items that are not in the table */
    exq_buffer_free(&text);
}

/* ---------------------------------------------------------------------------------------------- groups of items */

struct group {
    const char *levels[2];
    double share; /* of the catalogue */
};

static void assert_groups(const exq_tally *tally, size_t width, const struct group *groups, size_t count)
{
    const exq_signature_grouping *grouping = &exq_lists_of(tally)->groupings[0];
    assert_int_equal(grouping->of.group_count, count);
    for (size_t g = 0; g < count; g++) {
        for (size_t c = 0; c < width; c++) {
            if (groups[g].levels[c] == NULL)
                assert_null(grouping->levels[g][c]);
            else
                assert_string_equal(grouping->levels[g][c], groups[g].levels[c]);
        }
        assert_true(fabs(grouping->of.catalogue_share[g] - groups[g].share) < 1e-15);
    }
}

static void test_items_of_many_groups(void **state)
{
    static const struct group fractional[] = {
        {{"x"},  .4},
        {{"y"},  .4},
        {{NULL}, .2}
    };
    static const struct group full[] = {
        {{"x"},  .6},
        {{"y"},  .6},
        {{NULL}, .2}
    };
    static const struct group whole[] = {
        {{"x"},   .2},
        {{"x|y"}, .4},
        {{"y"},   .2},
        {{NULL},  .2}
    };
    static const struct group crossed[] = {
        {{"1", "x"},  .2},
        {{"1", "y"},  .4},
        {{"2", "x"},  .2},
        {{"2", NULL}, .2}
    };
    static const char *const columns[] = {"maker", "kind"};
    struct lists_plan kit;
    (void)state;
    exq_lists_request *lists = plan_all(&kit);
    exq_tally *tally = lists_read(&kit);
    assert_groups(tally, 1, fractional, COUNT_OF(fractional));
    exq_tally_free(tally);

    lists->sharing = EXQ_SHARING_FULL;
    tally = lists_read(&kit);
    assert_groups(tally, 1, full, COUNT_OF(full));
    exq_tally_free(tally);

    lists->split_on = NULL;
    tally = lists_read(&kit);
    assert_groups(tally, 1, whole, COUNT_OF(whole));
    exq_tally_free(tally);

    lists->split_on = "|";
    lists->sharing = EXQ_SHARING_FRACTIONAL;
    kit.item_groupings[0] = (exq_grouping){columns, 2};
    tally = lists_read(&kit);
    assert_groups(tally, 2, crossed, COUNT_OF(crossed));
    exq_tally_free(tally);
}

/* Exposure of each item, over cells as over buckets: a stands at ranks 1, 2 and 1. */
static void test_attention_for_items(void **state)
{
    struct lists_plan kit;
    (void)state;
    plan_all(&kit);
    exq_tally *tally = lists_read(&kit);
    const exq_lists *lists = exq_lists_of(tally);
    uint64_t shown[2][2] = {{0}};
    double exposure[2][2] = {{0}};
    for (size_t c = 0; c < 2; c++) {
        for (size_t i = 0; i < lists->by_cell_count; i++)
            if (lists->by_cell[i].item == 0) {
                shown[0][c] += lists->by_cell[i].shown[c];
                exposure[0][c] += exq_fixedsum_round(&lists->by_cell[i].exposure[c]);
            }
        for (size_t i = 0; i < lists->by_bucket_count; i++)
            if (lists->by_bucket[i].item == 0) {
                shown[1][c] += lists->by_bucket[i].shown[c];
                exposure[1][c] += exq_fixedsum_round(&lists->by_bucket[i].exposure[c]);
            }
        for (size_t cut = 0; cut < 2; cut++) {
            assert_int_equal(shown[cut][c], 3);
            assert_true(fabs(exposure[cut][c] - (2 + 1 / log2(3))) < 1e-15);
        }
    }
    exq_tally_free(tally);
}

/* ---------------------------------------------------------------------------------------------- pairs, ratings */

/* Of Beutel's kind: six items by score, of which two stand alike; who clicks on what is of group A or B. */
static void test_pairs_in_order(void **state)
{
    struct lists_plan kit;
    (void)state;
    kit_text("i.csv", "id,group\na1,A\na2,A\na3,A\nb1,B\nb2,B\nb3,B\nb4,B\n");
    exq_lists_request *lists = lists_plan(&kit, "l.csv");
    lists->rank = NULL;
    kit.request.score = "score";
    lists->relevance = "click";
    lists->items = "i.csv";
    kit.at[0] = 7;
    kit.item_columns[0] = "group";
    kit.plan.item_grouping_count = 1;
    kit.plan.pairs = true;
    kit_text("l.csv", "user,item,score,click\n1,a1,0.9,0\n1,a2,0.8,1\n1,b1,0.7,1\n1,b2,0.6,0\n1,a3,0.5,0\n1,b3,0.5,1\n"
                      "1,b4,0.4,0\n");
    exq_tally *tally = lists_read(&kit);
    const exq_lists *read = exq_lists_of(tally);
    static const uint64_t expected[][4] = {
        {0, 0, 2, 2},
        {0, 1, 2, 4},
        {1, 0, 4, 3},
        {1, 1, 4, 6}
    };
    assert_int_equal(read->pair_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(read->pairs[i].relevant, expected[i][0]);
        assert_int_equal(read->pairs[i].other, expected[i][1]);
        assert_int_equal(read->pairs[i].count, expected[i][2]);
        assert_int_equal(read->pairs[i].twice_won, expected[i][3]);
    }
    exq_tally_free(tally);
}

static void test_ratings_by_item_and_group(void **state)
{
    struct lists_plan kit;
    (void)state;
    kit_text("l.csv",
             "user,item,rank,stars,guess\n1,a,1,5,4.0\n1,b,2,3,2.5\n2,a,1,2,3.0\n3,a,1,3,2.0\n3,b,2,,1\n3,c,3,1,\n"
             "3,z,4,1,1\n");
    kit_text("u.csv", "id,sex\n1,f\n2,m\n3,m\n");
    kit_text("i.csv", "id,kind\na,x\nb,y\nc,y\n");
    exq_lists_request *lists = lists_plan(&kit, "l.csv");
    kit.request.score = "guess";
    kit.request.max_excluded = "1";
    lists->relevance = "stars";
    lists->users = "u.csv";
    lists->items = "i.csv";
    kit.attributes[0] = "sex";
    kit.plan.attribute_count = 1;
    kit.plan.ratings = true;
    exq_tally *tally = lists_read(&kit);
    const exq_lists *read = exq_lists_of(tally);
    static const double expected[][5] = {
        {0, 0, 1, 4,   5},
        {0, 1, 2, 5,   5},
        {1, 0, 1, 2.5, 3}
    };
    assert_int_equal(read->rating_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(read->ratings[i].item, (uint32_t)expected[i][0]);
        assert_int_equal(read->ratings[i].cell, (uint32_t)expected[i][1]);
        assert_int_equal(read->ratings[i].count, (uint64_t)expected[i][2]);
        assert_true(exq_fixedsum_round(&read->ratings[i].predicted) == expected[i][3]);
        assert_true(exq_fixedsum_round(&read->ratings[i].rated) == expected[i][4]);
    }
    exq_tally_free(tally);
    kit.request.score = NULL;
    lists_refused(&kit, EXQ_USAGE,
                  "ratings need both columns: --score COLUMN, what was predicted, and --relevance COLUMN, what it is.");
}

/* ------------------------------------------------------------------------------------------------- made columns */

static void test_made_columns(void **state)
{
    struct lists_plan kit;
    exq_buffer text = EXQ_BUFFER_INIT;
    (void)state;
    exq_lists_request *lists = plan_all(&kit);
    exq_buffer_string(&text, "user,item\n");
    for (int i = 0; i < 200; i++)
        exq_buffer_format(&text, "1,i%d\n", i);
    exq_buffer_string(&text, "2,a\n2,b\n4,a\n");
    kit_write("h.csv", text.bytes, text.length);
    exq_buffer_free(&text);
    lists->items = NULL;
    lists->split_on = NULL;
    kit.attributes[0] = "@history";
    kit.attributes[1] = "@popularity";
    kit.plan.attribute_count = 2;
    kit.item_columns[0] = "@popularity";
    exq_tally *tally = lists_read(&kit);
    const exq_levels *levels = exq_lists_of(tally)->attributes;
    assert_int_equal(levels[0].count, 3);
    assert_string_equal(levels[0].names[0], "000");
    assert_string_equal(levels[0].names[1], "001-009");
    assert_string_equal(levels[0].names[2], "200-499");
    uint64_t people = 0;
    LISTS_PEOPLE(tally, people, "@history", "001-009", people);
    assert_int_equal(people, 2);
    LISTS_PEOPLE(tally, people, "@popularity", NULL, people);
    assert_int_equal(people, 3);
    assert_string_equal(exq_lists_of(tally)->groupings[0].levels[0][0], "head");
    assert_string_equal(exq_lists_of(tally)->groupings[0].levels[1][0], "tail");
    exq_tally_free(tally);
}

/* Nothing but lists: no catalogue, no truth, no groups; still places, and people who are served. */
static void test_lists_alone(void **state)
{
    struct lists_plan kit;
    (void)state;
    kit_text("alone.csv", "user,item,rank\n1,a,1\n1,b,2\n2,a,1\n");
    lists_plan(&kit, "alone.csv");
    lists_kernels(&kit);
    exq_tally *tally = lists_read(&kit);
    const exq_lists *lists = exq_lists_of(tally);
    assert_int_equal(lists->cell_count, 1);
    assert_int_equal(lists->cells[0].people, 2);
    assert_int_equal(lists->cells[0].judged, 0);
    assert_int_equal(lists->item_count, 0);
    assert_null(lists->popularity);
    assert_int_equal(lists->place_count, 2);
    assert_int_equal(lists->places[0].shown, 2);
    assert_total(tally, "served", 2, 2, 2);
    exq_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_who_has_no_list_was_served_nothing),
        cmocka_unit_test(test_grades_from_a_threshold),
        cmocka_unit_test(test_relevance_inside_the_lists),
        cmocka_unit_test(test_order_by_score),
        cmocka_unit_test(test_duplicates_close_up),
        cmocka_unit_test(test_long_lists_in_any_order),
        cmocka_unit_test(test_items_of_many_groups),
        cmocka_unit_test(test_attention_for_items),
        cmocka_unit_test(test_pairs_in_order),
        cmocka_unit_test(test_ratings_by_item_and_group),
        cmocka_unit_test(test_made_columns),
        cmocka_unit_test(test_lists_alone),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
