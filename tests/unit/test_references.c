/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a group is compared with: the largest, the best, everyone, the rest, a named level, and what a named level
 * changes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interval.h"
#include "published_builder.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static exq_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = built(exq_arena_new());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    exq_arena_free(arena);
    return 0;
}

static const built_group three[] = {
    {.level = "a", .us = 30, .ur = 70 },
    {.level = "b", .us = 80, .ur = 120},
    {.level = "c", .us = 25, .ur = 25 }
};

static exq_findings find_with(const built_group *groups, size_t count, exq_metric_options options)
{
    exq_published question = built_question(arena, groups, count, false);
    return built_findings(&question, options, arena);
}

static exq_findings find_kind(const built_group *groups, size_t count, exq_reference_kind kind)
{
    exq_metric_options options = built_options();
    options.reference = kind;
    return find_with(groups, count, options);
}

static exq_proportion of(double k, double n)
{
    return (exq_proportion){k, n, false};
}

static void the_largest_group_is_the_reference(void **state)
{
    (void)state;
    exq_findings found = find_kind(three, 3, EXQ_REFERENCE_LARGEST);
    assert_int_equal(found.reference, 1);
    assert_int_equal(count_rows(&found, "selection_rate_difference"), 2);
    assert_null(find_row(&found, "selection_rate_difference", 1));
    assert_true(row_is(&found, "selection_rate_difference", 0, -.1, 1e-16));
    assert_true(row_is(&found, "selection_rate_ratio", 2, 1.25, 0));
    assert_true(row_is(&found, "selection_rate_log_ratio", 2, log(1.25), 1e-16));
    assert_int_equal(find_row(&found, "selection_rate_ratio", 2)->reference, 1);
    assert_string_equal(find_row(&found, "selection_rate_ratio", 2)->of, "selection_rate");
    const built_group tie[] = {
        {.level = "a", .us = 5, .ur = 5},
        {.level = "b", .us = 4, .ur = 6}
    };
    assert_int_equal(find_kind(tie, 2, EXQ_REFERENCE_LARGEST).reference, 0);
}

static void the_best_group_depends_on_the_rate(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 9, .fp = 6, .fn = 1, .tn = 4},
        {.level = "b", .tp = 5, .fp = 2, .fn = 5, .tn = 8}
    };
    exq_metric_options options = built_options();
    options.reference = EXQ_REFERENCE_BEST;
    exq_findings found = find_with(groups, 2, options);
    assert_int_equal(found.reference, EXQ_NOBODY);
    assert_int_equal(find_row(&found, "true_positive_rate_difference", ANY_GROUP)->reference, 0);
    assert_int_equal(find_row(&found, "false_positive_rate_difference", ANY_GROUP)->reference, 1);
    assert_int_equal(find_row(&found, "selection_rate_difference", ANY_GROUP)->reference, 0);
    options.selected_is = EXQ_SELECTED_BAD;
    found = find_with(groups, 2, options);
    assert_int_equal(find_row(&found, "selection_rate_difference", ANY_GROUP)->reference, 1);
    assert_int_equal(find_row(&found, "true_positive_rate_difference", ANY_GROUP)->reference, 0);
}

static void everyone_pooled_is_no_mean_of_groups(void **state)
{
    (void)state;
    exq_findings found = find_kind(three, 3, EXQ_REFERENCE_OVERALL);
    assert_int_equal(found.reference, EXQ_OVERALL);
    assert_int_equal(count_rows(&found, "selection_rate_difference"), 3);
    const exq_disparity *row = find_row(&found, "selection_rate_difference", 0);
    assert_int_equal(row->reference, EXQ_OVERALL);
    assert_true(near(row->value.v, .3 - 135.0 / 350, 1e-15));
    /* everyone holds the group itself: the range against the rest, shrunk */
    exq_range rest = exq_interval_newcombe(of(30, 100), of(105, 250), 0.95);
    assert_true(range_is(row->alone, rest.lo.v * 250 / 350, rest.hi.v * 250 / 350, 1e-15));
    rest = exq_interval_koopman(of(30, 100), of(105, 250), 0.95);
    double share = 100.0 / 350;
    assert_true(range_is(find_row(&found, "selection_rate_ratio", 0)->alone, 1 / (share + (1 - share) / rest.lo.v),
                         1 / (share + (1 - share) / rest.hi.v), 1e-14));
}

static void the_rest_is_everyone_else(void **state)
{
    (void)state;
    exq_findings found = find_kind(three, 3, EXQ_REFERENCE_REST);
    assert_int_equal(found.reference, EXQ_REST);
    const exq_disparity *row = find_row(&found, "selection_rate_difference", 2);
    assert_int_equal(row->reference, EXQ_REST);
    assert_true(near(row->value.v, .5 - 110.0 / 300, 1e-15));
    exq_range range = exq_interval_newcombe(of(25, 50), of(110, 300), 0.95);
    assert_true(range_is(row->alone, range.lo.v, range.hi.v, 1e-15));
}

static void a_stratum_keeps_the_reference_of_its_question(void **state)
{
    (void)state;
    exq_metric_options options = built_options();
    options.reference_fixed = true;
    options.reference_group = 2;
    exq_findings found = find_with(three, 3, options);
    assert_int_equal(found.reference, 2);
    assert_int_equal(count_rows(&found, "disparate_impact"), 1);
    options.reference_group = EXQ_NOBODY;
    found = find_with(three, 3, options);
    assert_int_equal(count_rows(&found, "selection_rate_ratio"), 3);
    assert_true(row_is_undefined(&found, "selection_rate_ratio", 0, EXQ_WHY_REFERENCE_ABSENT));
    assert_true(row_is(&found, "disparate_impact", ANY_GROUP, .6, 0));
}

static void a_withheld_reference_is_absent(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 3,          .ur = 5},
        {.level = "b", .withheld = true},
        {.level = "c",     .us = 4,          .ur = 1       }
    };
    exq_findings found = find_with(groups, 3, built_options_level(1));
    assert_true(row_is_undefined(&found, "disparate_impact", 0, EXQ_WHY_REFERENCE_ABSENT));
    assert_int_equal(count_rows(&found, "disparate_impact"), 2);
    assert_true(row_is(&found, "selection_rate_max_difference", ANY_GROUP, .8 - .375, 1e-16));
}

static void a_named_level_gives_one_row_a_group(void **state)
{
    (void)state;
    static const char *const first_kind[] = {
        "disparate_impact",        "demographic_parity_difference", "demographic_parity_ratio",
        "equal_opportunity_ratio", "equalized_odds_difference",     "equalized_odds_mean_ratio",
        "predictive_parity_ratio", "predictive_equality_ratio",     "treatment_equality_difference",
        "treatment_equality_ratio"};
    static const char *const second_kind[] = {"selection_rate_min_ratio", "overall_accuracy_difference",
                                              "calibration_gap", "equalized_odds_max_to_overall",
                                              "differential_fairness"};
    const built_group groups[] = {
        {.level = "a", .tp = 9, .fp = 6, .fn = 1, .tn = 4},
        {.level = "b", .tp = 5, .fp = 2, .fn = 5, .tn = 8},
        {.level = "c", .tp = 4, .fp = 3, .fn = 2, .tn = 5}
    };
    exq_findings level = find_with(groups, 3, built_options_level(1));
    exq_findings largest = find_kind(groups, 3, EXQ_REFERENCE_LARGEST);
    for (size_t i = 0; i < COUNT(first_kind); i++) {
        assert_int_equal(count_rows(&level, first_kind[i]), 2);
        assert_int_equal(count_rows(&largest, first_kind[i]), 1);
        assert_int_equal(find_row(&level, first_kind[i], 0)->reference, 1);
    }
    for (size_t i = 0; i < COUNT(second_kind); i++)
        assert_int_equal(count_rows(&level, second_kind[i]), 1);
    /* the worse of TPR .9 against .5 and FPR .6 against .2; as ratios either way */
    assert_true(row_is(&level, "equalized_odds_difference", 0, .4, 1e-15));
    assert_true(row_is(&level, "equalized_odds_ratio", 0, 1.0 / 3, 1e-15));
    assert_true(row_is(&level, "demographic_parity_difference", 0, .75 - .35, 1e-15));
    assert_true(row_is(&level, "treatment_equality_difference", 0, 1.0 / 6 - 2.5, 1e-15));
}

static void ranges_of_equalized_odds_in_a_pair(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 90, .fp = 60, .fn = 10, .tn = 40},
        {.level = "b", .tp = 70, .fp = 50, .fn = 30, .tn = 50}
    };
    exq_findings found = find_with(groups, 2, built_options_level(1));
    const exq_disparity *row = find_row(&found, "equalized_odds_difference", 0);
    exq_limits scratch[2];
    exq_reach reach = exq_reach_of(0.95, sqrt(0.95), 2);
    exq_range tpr = exq_interval_max_difference((exq_proportion[]){of(90, 100), of(70, 100)}, 2, reach, scratch);
    exq_range fpr = exq_interval_max_difference((exq_proportion[]){of(60, 100), of(50, 100)}, 2, reach, scratch);
    assert_true(range_is(row->together, fmax(tpr.lo.v, fpr.lo.v), fmax(tpr.hi.v, fpr.hi.v), 1e-15));
    assert_true(near(row->value.v, .2, 1e-15));
    assert_string_equal(row->together.method, "fold");
    assert_int_equal(row->difference, EXQ_DIFFERENCE_SHOWN);
    assert_null(row->of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_group_is_the_reference),
        cmocka_unit_test(the_best_group_depends_on_the_rate),
        cmocka_unit_test(everyone_pooled_is_no_mean_of_groups),
        cmocka_unit_test(the_rest_is_everyone_else),
        cmocka_unit_test(a_stratum_keeps_the_reference_of_its_question),
        cmocka_unit_test(a_withheld_reference_is_absent),
        cmocka_unit_test(a_named_level_gives_one_row_a_group),
        cmocka_unit_test(ranges_of_equalized_odds_in_a_pair),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
