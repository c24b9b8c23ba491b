/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons: who is compared with whom, who is named, which ranges hold together, and every case in which the answer
 * is a reason.
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

/* --------------------------------------------------------------------------------------------- who is named */

static void highest_and_lowest_are_named(void **state)
{
    (void)state;
    exq_findings found = find_kind(three, 3, EXQ_REFERENCE_LARGEST);
    const exq_disparity *gap = find_row(&found, "selection_rate_max_difference", ANY_GROUP);
    assert_true(gap->group == 2 && gap->reference == 0 && near(gap->value.v, .2, 1e-16));
    const exq_disparity *ratio = find_row(&found, "disparate_impact", ANY_GROUP);
    assert_true(ratio->group == 0 && ratio->reference == 2 && ratio->value.v == .6);
    const exq_disparity *to_all = find_row(&found, "selection_rate_max_to_overall", ANY_GROUP);
    assert_true(to_all->group == 2 && to_all->reference == EXQ_OVERALL);
    const exq_disparity *cv = find_row(&found, "selection_rate_cv", ANY_GROUP);
    assert_true(cv->group == EXQ_NOBODY && cv->reference == EXQ_NOBODY);
    assert_true(row_is(&found, "selection_rate_mean_pairwise_difference", ANY_GROUP, .4 / 3, 1e-15));
    assert_true(row_is(&found, "selection_rate_range_of_log", ANY_GROUP, log(5.0 / 3), 1e-15));
}

static void ties_go_by_the_order_of_labels(void **state)
{
    (void)state;
    const built_group equal[] = {
        {.level = "a", .us = 1, .ur = 2},
        {.level = "b", .us = 2, .ur = 4},
        {.level = "c", .us = 3, .ur = 6}
    };
    exq_findings found = find_kind(equal, 3, EXQ_REFERENCE_LARGEST);
    const exq_disparity *gap = find_row(&found, "selection_rate_max_difference", ANY_GROUP);
    assert_true(gap->value.v == 0 && gap->group == 0 && gap->reference == 1);
    const exq_disparity *ratio = find_row(&found, "selection_rate_min_ratio", ANY_GROUP);
    assert_true(ratio->value.v == 1 && ratio->group == 1 && ratio->reference == 0);
    const built_group two_low[] = {
        {.level = "a", .us = 1, .ur = 9},
        {.level = "b", .us = 9, .ur = 1},
        {.level = "c", .us = 1, .ur = 9}
    };
    found = find_kind(two_low, 3, EXQ_REFERENCE_LARGEST);
    gap = find_row(&found, "selection_rate_max_difference", ANY_GROUP);
    assert_true(gap->group == 1 && gap->reference == 0);
}

/* Two rates that round to the same double and differ as fractions. */
static void the_highest_is_found_in_integers(void **state)
{
    (void)state;
    uint64_t n = UINT64_C(9007199254740881);
    const built_group groups[] = {
        {.level = "a", .us = n / 3, .ur = n - n / 3    },
        {.level = "b", .us = n / 3, .ur = n - n / 3 - 1}
    };
    exq_findings found = find_kind(groups, 2, EXQ_REFERENCE_LARGEST);
    const exq_disparity *gap = find_row(&found, "selection_rate_max_difference", ANY_GROUP);
    assert_true(gap->group == 1 && gap->reference == 0);
    assert_true(gap->value.v > 0);
}

/* ---------------------------------------------------------------------------------------------------- reasons */

static void one_undefined_rate_undoes_a_gap_and_is_named(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 3, .fn = 1, .tn = 4},
        {.level = "b", .tn = 4, .fp = 2},
        {.level = "c",     .tp = 3, .fn = 1, .tn = 4       }
    };
    exq_findings found = find_kind(groups, 3, EXQ_REFERENCE_LARGEST);
    static const char *const undone[] = {"true_positive_rate_max_difference", "true_positive_rate_min_ratio",
                                         "true_positive_rate_max_to_overall", "true_positive_rate_cv",
                                         "equal_opportunity_difference",      "equalized_odds_difference",
                                         "equalized_odds_mean_ratio",         "youden_max_difference"};
    for (size_t i = 0; i < COUNT(undone); i++)
        assert_true(row_is_undefined(&found, undone[i], 1, EXQ_WHY_ZERO_DENOMINATOR));
    assert_true(row_is_undefined(&found, "true_positive_rate_difference", 1, EXQ_WHY_ZERO_DENOMINATOR));
    assert_true(row_is(&found, "true_positive_rate_difference", 2, 0, 0));
}

static void nobody_is_selected(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .fn = 3, .tn = 5},
        {.level = "b", .fn = 1, .tn = 8}
    };
    exq_findings found = find_kind(groups, 2, EXQ_REFERENCE_LARGEST);
    assert_true(row_is_undefined(&found, "disparate_impact", ANY_GROUP, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is_undefined(&found, "selection_rate_ratio", 0, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is_undefined(&found, "selection_rate_odds_ratio", 0, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is_undefined(&found, "true_positive_rate_min_ratio", ANY_GROUP, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is_undefined(&found, "equalized_odds_ratio", ANY_GROUP, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is_undefined(&found, "selection_rate_cv", ANY_GROUP, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is_undefined(&found, "selection_rate_min_ratio_to_overall", ANY_GROUP, EXQ_WHY_NOBODY_SELECTED));
    assert_true(row_is(&found, "demographic_parity_difference", ANY_GROUP, 0, 0));
    assert_int_equal(find_row(&found, "demographic_parity_difference", ANY_GROUP)->difference,
                     EXQ_DIFFERENCE_NOT_SHOWN);
}

static void the_reference_selects_nobody(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 2, .ur = 3},
        {.level = "b",            .ur = 9       }
    };
    exq_findings found = find_kind(groups, 2, EXQ_REFERENCE_LARGEST);
    assert_true(row_is_undefined(&found, "selection_rate_ratio", 0, EXQ_WHY_REFERENCE_ZERO));
    assert_true(row_is_undefined(&found, "selection_rate_log_ratio", 0, EXQ_WHY_REFERENCE_ZERO));
    assert_true(row_is_undefined(&found, "selection_rate_odds_ratio", 0, EXQ_WHY_REFERENCE_ZERO));
    assert_true(find_row(&found, "selection_rate_odds_ratio", 0)->together.lo.v > 1);
    assert_int_equal(find_row(&found, "selection_rate_odds_ratio", 0)->together.hi.why, EXQ_WHY_INFINITE);
    assert_int_equal(find_row(&found, "selection_rate_odds_ratio", 0)->difference, EXQ_DIFFERENCE_SHOWN);
    assert_true(row_is(&found, "selection_rate_difference", 0, .4, 0));
    assert_true(row_is(&found, "disparate_impact", ANY_GROUP, 0, 0));
    assert_true(row_is_undefined(&found, "selection_rate_range_of_log", 1, EXQ_WHY_RATE_ZERO));
    found = find_with(groups, 2, built_options_level(0));
    assert_true(row_is(&found, "selection_rate_ratio", 1, 0, 0));
    assert_true(row_is(&found, "selection_rate_odds_ratio", 1, 0, 0));
    assert_true(find_row(&found, "selection_rate_odds_ratio", 1)->together.lo.v == 0);
    assert_true(find_row(&found, "selection_rate_odds_ratio", 1)->together.hi.v < 1);
    assert_true(row_is_undefined(&found, "selection_rate_log_ratio", 1, EXQ_WHY_RATE_ZERO));
}

static void everybody_in_the_group_is_selected(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 5          },
        {.level = "b", .us = 6, .ur = 3}
    };
    exq_findings found = find_kind(groups, 2, EXQ_REFERENCE_LARGEST);
    assert_true(row_is_undefined(&found, "selection_rate_odds_ratio", 0, EXQ_WHY_RATE_ONE));
    assert_int_equal(find_row(&found, "selection_rate_odds_ratio", 0)->together.hi.why, EXQ_WHY_INFINITE);
    const built_group all[] = {
        {.level = "a", .us = 5},
        {.level = "b", .us = 9}
    };
    found = find_kind(all, 2, EXQ_REFERENCE_LARGEST);
    assert_true(row_is_undefined(&found, "selection_rate_odds_ratio", 0, EXQ_WHY_RATE_ONE));
    assert_null(find_row(&found, "selection_rate_odds_ratio", 0)->together.method);
}

static void one_group_has_nothing_to_be_compared_with(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a",  .us = 2, .ur = 3},
        {.level = NULL, .us = 4, .ur = 4}
    };
    exq_findings found = find_kind(groups, 2, EXQ_REFERENCE_LARGEST);
    assert_int_equal(count_rows(&found, "selection_rate_ratio"), 0);
    assert_true(row_is_undefined(&found, "disparate_impact", EXQ_NOBODY, EXQ_WHY_ONE_GROUP));
    assert_true(row_is_undefined(&found, "selection_rate_max_difference", EXQ_NOBODY, EXQ_WHY_ONE_GROUP));
    assert_true(row_is_undefined(&found, "differential_fairness", EXQ_NOBODY, EXQ_WHY_ONE_GROUP));
    assert_true(row_is_undefined(&found, "mutual_information_independence", EXQ_NOBODY, EXQ_WHY_ONE_GROUP));
    found = find_kind(groups, 2, EXQ_REFERENCE_REST);
    assert_true(row_is_undefined(&found, "selection_rate_ratio", 0, EXQ_WHY_ONE_GROUP));
}

static void people_without_the_attribute_are_shown_and_not_compared(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a",  .us = 2,  .ur = 3 },
        {.level = "b",  .us = 3,  .ur = 2 },
        {.level = NULL, .us = 90, .ur = 10}
    };
    exq_findings found = find_kind(groups, 3, EXQ_REFERENCE_LARGEST);
    assert_true(rate_is(&found.groups[2], "selection_rate", .9, 0));
    assert_int_equal(found.reference, 0);
    assert_int_equal(count_rows(&found, "selection_rate_ratio"), 1);
    assert_true(row_is(&found, "disparate_impact", ANY_GROUP, 2.0 / 3, 1e-16));
    exq_metric_options options = built_options();
    options.compare_missing = true;
    found = find_with(groups, 3, options);
    assert_int_equal(found.reference, 2);
    assert_int_equal(count_rows(&found, "selection_rate_ratio"), 2);
    assert_true(row_is(&found, "disparate_impact", ANY_GROUP, 4.0 / 9, 1e-16));
}

/* ----------------------------------------------------------------------------------------------------- ranges */

static void ranges_hold_together(void **state)
{
    (void)state;
    exq_findings found = find_kind(three, 3, EXQ_REFERENCE_LARGEST);
    double level = sqrt(0.95); /* two rows */
    const exq_disparity *row = find_row(&found, "selection_rate_difference", 0);
    exq_range wide = exq_interval_newcombe(of(30, 100), of(80, 200), level);
    assert_true(range_is(row->together, wide.lo.v, wide.hi.v, 1e-15));
    row = find_row(&found, "selection_rate_ratio", 0);
    exq_range plain = exq_interval_koopman(of(30, 100), of(80, 200), 0.95);
    wide = exq_interval_koopman(of(30, 100), of(80, 200), level);
    assert_true(range_is(row->alone, plain.lo.v, plain.hi.v, 1e-15));
    assert_true(range_is(row->together, wide.lo.v, wide.hi.v, 1e-15));
    assert_true(row->together.lo.v < row->alone.lo.v && row->together.hi.v > row->alone.hi.v);
    row = find_row(&found, "selection_rate_log_ratio", 0);
    assert_true(range_is(row->together, log(wide.lo.v), log(wide.hi.v), 1e-15));
    row = find_row(&found, "disparate_impact", ANY_GROUP);
    assert_true(row->alone.lo.v == row->together.lo.v && row->alone.hi.v == row->together.hi.v);
}

static void a_difference_is_shown_only_beyond_parity(void **state)
{
    (void)state;
    const built_group apart[] = {
        {.level = "a", .us = 300, .ur = 700},
        {.level = "b", .us = 600, .ur = 401}
    };
    exq_findings found = find_kind(apart, 2, EXQ_REFERENCE_LARGEST);
    static const char *const shown[] = {"selection_rate_difference", "selection_rate_ratio",
                                        "selection_rate_log_ratio",  "selection_rate_odds_ratio",
                                        "disparate_impact",          "differential_fairness",
                                        "selection_rate_max_difference"};
    for (size_t i = 0; i < COUNT(shown); i++)
        assert_int_equal(find_row(&found, shown[i], ANY_GROUP)->difference, EXQ_DIFFERENCE_SHOWN);
    assert_int_equal(find_row(&found, "selection_rate_cv", ANY_GROUP)->difference, EXQ_DIFFERENCE_NOT_ASKED);
    const built_group near_by[] = {
        {.level = "a", .us = 30, .ur = 70},
        {.level = "b", .us = 32, .ur = 69}
    };
    found = find_kind(near_by, 2, EXQ_REFERENCE_LARGEST);
    for (size_t i = 0; i < COUNT(shown); i++)
        assert_int_equal(find_row(&found, shown[i], ANY_GROUP)->difference, EXQ_DIFFERENCE_NOT_SHOWN);
}

static void a_range_without_an_end_says_so(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 5, .ur = 45},
        {.level = "b",            .ur = 60       }
    };
    exq_findings found = find_with(groups, 2, built_options_level(0));
    const exq_disparity *row = find_row(&found, "selection_rate_ratio", 1);
    assert_true(row->alone.lo.v == 0 && row->alone.hi.v < 1);
    assert_int_equal(row->difference, EXQ_DIFFERENCE_SHOWN);
    exq_metric_options options = built_options_level(0);
    options.ratio_interval = EXQ_RATIO_KATZ;
    found = find_with(groups, 2, options);
    row = find_row(&found, "selection_rate_ratio", 1);
    assert_true(exq_known(row->value) && row->alone.method == NULL);
    assert_int_equal(row->alone.lo.why, EXQ_WHY_ZERO_COUNTS);
    assert_int_equal(row->difference, EXQ_DIFFERENCE_NOT_ASKED);
}

static void ranges_of_average_odds_combine_four_rates(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 90, .fp = 60, .fn = 10, .tn = 40},
        {.level = "b", .tp = 70, .fp = 50, .fn = 30, .tn = 50}
    };
    exq_findings found = find_with(groups, 2, built_options_level(1));
    const exq_disparity *row = find_row(&found, "average_odds_difference", 0);
    exq_range tpr = exq_interval_newcombe(of(90, 100), of(70, 100), 0.95);
    exq_range fpr = exq_interval_newcombe(of(60, 100), of(50, 100), 0.95);
    double below = hypot(.2 - tpr.lo.v, .1 - fpr.lo.v) / 2, above = hypot(tpr.hi.v - .2, fpr.hi.v - .1) / 2;
    assert_true(near(row->value.v, .15, 1e-15));
    assert_true(range_is(row->alone, .15 - below, .15 + above, 1e-14));
    assert_null(find_row(&found, "average_abs_odds_difference", 0)->alone.method);
}

static void weighted_comparisons_use_effective_numbers(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 40, .fn = 60, .weight = {50, 0, 50}, .square = {70, 0, 50}},
        {.level = "b", .tp = 50, .fn = 50, .weight = {40, 0, 60}, .square = {40, 0, 80}}
    };
    exq_published question = built_question(arena, groups, 2, true);
    exq_findings found = built_findings(&question, built_options_level(1), arena);
    const exq_disparity *row = find_row(&found, "true_positive_rate_difference", 0);
    assert_true(near(row->value.v, .1, 1e-15));
    assert_string_equal(row->alone.method, "newcombe_effective");
    assert_string_equal(find_row(&found, "true_positive_rate_ratio", 0)->alone.method, "koopman_effective");
    assert_string_equal(find_row(&found, "true_positive_rate_max_difference", ANY_GROUP)->alone.method,
                        "fold_effective");
    double n_a = .25 / ((.25 * 70 + .25 * 50) / 1e4 * 100 / 99), n_b = .24 / ((.36 * 40 + .16 * 80) / 1e4 * 100 / 99);
    exq_range range = exq_interval_newcombe(of(.5 * n_a, n_a), of(.4 * n_b, n_b), 0.95);
    assert_true(range_is(row->alone, range.lo.v, range.hi.v, 1e-14));
}

/* What can be negative is not divided. */
static void signed_measures_have_no_ratios(void **state)
{
    (void)state;
    exq_published question = built_question(
        arena,
        (const built_group[]){
            {.level = "a", .tp = 3, .fp = 1, .fn = 1, .tn = 3},
            {.level = "b", .tp = 1, .fp = 3, .fn = 3, .tn = 1}
    },
        2, false);
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_null(find_row(&found, "youden_ratio", ANY_GROUP));
    assert_null(find_row(&found, "matthews_correlation_min_ratio", ANY_GROUP));
    assert_true(row_is(&found, "youden_difference", 1, -1, 1e-15));
    assert_non_null(find_row(&found, "youden_difference", 1)->alone.method);
    assert_true(row_is(&found, "f1_ratio", 1, 1.0 / 3, 1e-15));
    assert_true(row_is(&found, "f1_min_ratio", ANY_GROUP, 1.0 / 3, 1e-15));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(highest_and_lowest_are_named),
        cmocka_unit_test(ties_go_by_the_order_of_labels),
        cmocka_unit_test(the_highest_is_found_in_integers),
        cmocka_unit_test(one_undefined_rate_undoes_a_gap_and_is_named),
        cmocka_unit_test(nobody_is_selected),
        cmocka_unit_test(the_reference_selects_nobody),
        cmocka_unit_test(everybody_in_the_group_is_selected),
        cmocka_unit_test(one_group_has_nothing_to_be_compared_with),
        cmocka_unit_test(people_without_the_attribute_are_shown_and_not_compared),
        cmocka_unit_test(ranges_hold_together),
        cmocka_unit_test(a_difference_is_shown_only_beyond_parity),
        cmocka_unit_test(a_range_without_an_end_says_so),
        cmocka_unit_test(ranges_of_average_odds_combine_four_rates),
        cmocka_unit_test(weighted_comparisons_use_effective_numbers),
        cmocka_unit_test(signed_measures_have_no_ratios),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
