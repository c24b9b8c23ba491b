/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Releasing tallies of lists of hostile shapes, and telling of them: nobody at all, one group, groups that are all withheld,
 * numbers that few people have, as many people as a double can count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_lists.h"
#include "lists_describe.h"
#include "lists_ratings.h"
#include "release_lists.h"

static const char *const columns[] = {"sex"};
static const char *const levels[] = {"f", "m"};
enum { F, M };

struct released {
    struct fake_lists fake;
    exq_lists_plan plan;
    exq_grouping by;
    exq_arena *arena;
    exq_published_lists lists;
    exq_doc_question question;
};

static void begin(struct released *of)
{
    *of = (struct released){
        .by = {columns, 1},
          .arena = exq_arena_new()
    };
    fake_lists_init(&of->fake, levels, 2);
}

/* Through the door, and told of. */
static void release(struct released *of, uint64_t min_cell)
{
    exq_error error = {0};
    of->plan.base.level = .95;
    of->plan.request = (exq_request)EXQ_REQUEST_INIT;
    of->plan.release = (exq_lists_release_plan){
        .by_user = &of->by, .by_user_count = 1, .min_cell = min_cell, .reducers = &exq_reducers};
    if (exq_release_lists(fake_lists_tally(&of->fake.tally, &of->fake.lists, of->arena), &of->plan.release, of->arena,
                          &of->lists, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    exq_lists_run run = {.plan = &of->plan, .facts = &of->fake.tally, .lists = of->lists, .arena = of->arena};
    if (exq_lists_answer_users(&run, 0, &of->question, &error) != EXQ_OK)
        fail_msg("%s", error.message);
}

static const exq_doc_disparity *row_of(const struct released *of, const char *metric)
{
    for (size_t d = 0; d < of->question.disparity_count; d++)
        if (strcmp(of->question.disparities[d].metric, metric) == 0)
            return &of->question.disparities[d];
    return NULL;
}

static const exq_doc_measure *measure_of(const exq_doc_group *group, const char *id)
{
    for (size_t m = 0; m < group->measure_count; m++)
        if (strcmp(group->measures[m].id, id) == 0)
            return &group->measures[m];
    fail_msg("there is no %s", id);
    return NULL;
}

static void nobody_at_all(void **state)
{
    (void)state;
    struct released of;
    begin(&of);
    release(&of, 10);
    assert_int_equal(of.lists.everyone.people, 0);
    assert_int_equal(of.question.group_count, 0);
    assert_int_equal(of.question.overall.n, 0);
    assert_string_equal(measure_of(&of.question.overall, "ndcg@5")->why, "no_truth");
    assert_string_equal(measure_of(&of.question.overall, "ndcg_p50@5")->why, "no_truth");
    assert_null(row_of(&of, "ndcg@5_difference"));
    exq_arena_free(of.arena);
}

static void one_group_has_no_other(void **state)
{
    (void)state;
    struct released of;
    begin(&of);
    fake_lists_add(&of.fake, F, 40, 30, .25);
    release(&of, 10);
    assert_int_equal(of.question.group_count, 1);
    assert_int_equal(of.question.groups[0].users_without_truth, 10);
    assert_true(measure_of(&of.question.groups[0], "ndcg@5")->value == .25);
    assert_string_equal(row_of(&of, "ndcg@5_max_difference")->why, "one_group");
    assert_null(row_of(&of, "ndcg_distance@5"));
    exq_arena_free(of.arena);
}

static void a_small_group_is_withheld_with_another(void **state)
{
    (void)state;
    struct released of;
    begin(&of);
    fake_lists_add(&of.fake, F, 9, 9, 1);
    fake_lists_add(&of.fake, M, 200, 200, .5);
    release(&of, 10);
    assert_true(of.lists.anything_withheld);
    assert_true(of.question.groups[F].withheld);
    assert_int_equal(of.question.groups[F].n, -1);
    assert_int_equal(of.question.groups[F].measure_count, 0);
    /* everyone less those shown would be those withheld */
    assert_true(of.question.groups[M].withheld);
    assert_string_equal(of.question.groups[M].why, "complementary");
    for (size_t d = 0; d < of.question.disparity_count; d++)
        assert_true(isnan(of.question.disparities[d].value));
    exq_arena_free(of.arena);
}

static void all_withheld(void **state)
{
    (void)state;
    struct released of;
    begin(&of);
    fake_lists_add(&of.fake, F, 3, 3, 1);
    fake_lists_add(&of.fake, M, 4, 0, 0);
    release(&of, 10);
    assert_int_equal(of.lists.withheld_groups, 2);
    for (size_t g = 0; g < 2; g++)
        assert_true(of.question.groups[g].withheld && of.question.groups[g].measure_count == 0);
    assert_int_equal(of.question.overall.n, 0);
    exq_arena_free(of.arena);
}

/* A group is shown whose number few of its people have: the number is not. */
static void a_number_of_few_people(void **state)
{
    (void)state;
    struct released of;
    begin(&of);
    fake_lists_add(&of.fake, F, 50, 4, 1);
    fake_lists_add(&of.fake, M, 50, 50, .5);
    release(&of, 10);
    const exq_doc_group *few = &of.question.groups[F];
    assert_false(few->withheld);
    assert_string_equal(measure_of(few, "ndcg@5")->why, "below_min_cell");
    assert_string_equal(measure_of(few, "ndcg_p90@5")->why, "below_min_cell");
    assert_int_equal(measure_of(few, "ndcg_p90@5")->n, -1);
    for (size_t d = 0; d < of.question.disparity_count; d++)
        assert_true(isnan(of.question.disparities[d].value));
    exq_arena_free(of.arena);
}

static void as_many_as_a_double_counts(void **state)
{
    (void)state;
    struct released of;
    const uint64_t many = UINT64_C(1) << 53;
    begin(&of);
    fake_lists_add(&of.fake, F, many, many, .25);
    fake_lists_add(&of.fake, M, many, many - 1, .5);
    release(&of, 10);
    assert_true(measure_of(&of.question.groups[F], "ndcg@5")->value == .25);
    assert_true(measure_of(&of.question.groups[M], "ndcg@5")->value == .5);
    assert_int_equal(of.question.groups[M].users_without_truth, 1);
    const exq_doc_disparity *gap = row_of(&of, "ndcg@5_max_difference");
    assert_true(gap->value == .25 && gap->lo <= .25 && gap->hi >= .25);
    const exq_doc_disparity *distance = row_of(&of, "ndcg_distance@5");
    assert_true(distance->value == 1 && distance->lo > .999 && distance->hi == 1);
    assert_string_equal(distance->difference, "shown");
    exq_arena_free(of.arena);
}

static void what_is_not_counted_cannot_be_released(void **state)
{
    (void)state;
    struct released of;
    exq_error error = {0};
    static const char *const other[] = {"age"};
    begin(&of);
    fake_lists_add(&of.fake, F, 40, 30, .25);
    const exq_grouping age = {other, 1}, sex = {columns, 1};
    exq_lists_release_plan plan = {.by_user = &age, .by_user_count = 1, .min_cell = 1, .reducers = &exq_reducers};
    assert_int_equal(exq_release_lists(fake_lists_tally(&of.fake.tally, &of.fake.lists, of.arena), &plan, of.arena,
                                       &of.lists, &error),
                     EXQ_USAGE);
    assert_int_equal(of.lists.user_count, 0);
    plan = (exq_lists_release_plan){.by_user = &sex,
                                    .by_user_count = 1,
                                    .by_item = &age,
                                    .by_item_count = 1,
                                    .min_cell = 1,
                                    .reducers = &exq_reducers};
    assert_int_equal(exq_release_lists(fake_lists_tally(&of.fake.tally, &of.fake.lists, of.arena), &plan, of.arena,
                                       &of.lists, &error),
                     EXQ_USAGE);
    exq_arena_free(of.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_at_all),
        cmocka_unit_test(one_group_has_no_other),
        cmocka_unit_test(a_small_group_is_withheld_with_another),
        cmocka_unit_test(all_withheld),
        cmocka_unit_test(a_number_of_few_people),
        cmocka_unit_test(as_many_as_a_double_counts),
        cmocka_unit_test(what_is_not_counted_cannot_be_released),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
