/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The metrics that are files of their own: inequality of benefits, differential fairness, mutual information,
 * demographic disparity, imbalance, distances. Their values are tested against other tools elsewhere; here are their
 * edges.
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

static exq_findings find(const built_group *groups, size_t count)
{
    return built_find(arena, groups, count, ANY_GROUP);
}

/* ----------------------------------------------------------------------------------------------- inequality */

static void a_benefit_of_zero_undoes_logarithms_only(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 3, .fn = 1, .tn = 4},
        {.level = "b", .tp = 2, .fp = 2, .tn = 4}
    };
    exq_findings found = find(groups, 2);
    assert_true(row_is_undefined(&found, "mean_log_deviation", EXQ_NOBODY, EXQ_WHY_NEEDS_POSITIVE_BENEFIT));
    assert_true(row_is_undefined(&found, "mean_log_deviation_within", EXQ_NOBODY, EXQ_WHY_NEEDS_POSITIVE_BENEFIT));
    double a = 7.0 / 8, b = 10.0 / 8, mean = 17.0 / 16;
    assert_true(row_is(&found, "mean_log_deviation_between", ANY_GROUP, -(log(a / mean) + log(b / mean)) / 2, 1e-15));
    assert_true(exq_known(find_row(&found, "theil_index", ANY_GROUP)->value));
}

static void nobody_has_a_benefit(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .fn = 3, .us = 1},
        {.level = "b",            .fn = 2       }
    };
    exq_findings found = find(groups, 2);
    assert_true(row_is_undefined(&found, "generalized_entropy_index", EXQ_NOBODY, EXQ_WHY_ZERO_MEAN));
    assert_true(row_is_undefined(&found, "coefficient_of_variation", EXQ_NOBODY, EXQ_WHY_ZERO_MEAN));
    const built_group some[] = {
        {.level = "a", .fn = 3},
        { .level = "b",     .tp = 2, .fn = 1}
    };
    found = find(some, 2);
    double whole = find_row(&found, "generalized_entropy_index", ANY_GROUP)->value.v;
    double between = find_row(&found, "generalized_entropy_index_between", ANY_GROUP)->value.v;
    assert_true(row_is(&found, "generalized_entropy_index_within", ANY_GROUP, whole - between, 1e-15));
    assert_true(row_is_undefined(&found, "mean_log_deviation_between", EXQ_NOBODY, EXQ_WHY_NEEDS_POSITIVE_BENEFIT));
}

/* People without the attribute are people: they count among everyone, and as a group between groups. */
static void people_without_the_attribute_count(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a",  .tp = 3, .tn = 4},
        {.level = NULL, .fp = 2, .tn = 2}
    };
    exq_findings found = find(groups, 2);
    double mean = 13.0 / 11, index = (9 + 2 * 4) / 11.0 / (mean * mean);
    assert_true(row_is(&found, "generalized_entropy_index", ANY_GROUP, (index - 1) / 2, 1e-15));
    assert_true(exq_known(find_row(&found, "generalized_entropy_index_between", ANY_GROUP)->value));
}

/* -------------------------------------------------------------------------------------- differential fairness */

static void differential_fairness_is_smoothed_and_its_range_is_not(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 80, .ur = 20},
        {.level = "b", .us = 50, .ur = 50},
        {.level = "c", .us = 70, .ur = 30}
    };
    exq_findings found = find(groups, 3);
    const exq_disparity *row = find_row(&found, "differential_fairness", ANY_GROUP);
    assert_true(near(row->value.v, log(50.5 / 20.5), 1e-15)); /* the rejected are further apart */
    assert_true(row->group == 0 && row->reference == 1);
    const exq_proportion rejected[] = {
        {20, 100, false},
        {50, 100, false},
        {30, 100, false}
    };
    exq_limits scratch[3];
    exq_reach reach = exq_reach_of(0.95, 0.975, 3);
    exq_range ratio = exq_interval_min_ratio(rejected, 3, reach, scratch);
    assert_true(range_is(row->together, -log(ratio.hi.v), -log(ratio.lo.v), 1e-14));
    assert_int_equal(row->difference, EXQ_DIFFERENCE_SHOWN);
    assert_null(find_row(&found, "label_differential_fairness", ANY_GROUP));
}

static void a_rate_of_zero_has_no_furthest_end(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 8, .ur = 2},
        {.level = "b",            .ur = 9       }
    };
    exq_findings found = find(groups, 2);
    const exq_disparity *row = find_row(&found, "differential_fairness", ANY_GROUP);
    assert_true(exq_known(row->value) && row->together.lo.v > 0);
    assert_int_equal(row->together.hi.why, EXQ_WHY_INFINITE);
}

static void a_group_without_labels_undoes_amplification(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 8, .tn = 2},
        {.level = "b", .us = 3, .ur = 9}
    };
    exq_findings found = find(groups, 2);
    assert_true(row_is_undefined(&found, "label_differential_fairness", 1, EXQ_WHY_ZERO_DENOMINATOR));
    assert_false(exq_known(find_row(&found, "differential_fairness_amplification", ANY_GROUP)->value));
}

/* ----------------------------------------------------------------------------------------- mutual information */

static void what_is_independent_tells_nothing(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 6,  .fp = 2, .fn = 3, .tn = 4},
        {.level = "b", .tp = 12, .fp = 4, .fn = 6, .tn = 8}
    };
    exq_findings found = find(groups, 2);
    static const char *const ids[] = {"mutual_information_independence", "mutual_information_separation",
                                      "mutual_information_sufficiency"};
    for (size_t i = 0; i < COUNT(ids); i++)
        assert_true(row_is(&found, ids[i], ANY_GROUP, 0, 1e-15));
    assert_true(row_is(&found, "mutual_information_independence_bias", ANY_GROUP, 1.0 / 90, 1e-16));
    assert_true(row_is(&found, "mutual_information_sufficiency_bias", ANY_GROUP, 2.0 / 90, 1e-16));
}

/* 2 n I is the statistic G: here sum 2 O ln(O / E). */
static void information_is_the_statistic_g(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 10, .ur = 30},
        {.level = "b", .us = 25, .ur = 15}
    };
    exq_findings found = find(groups, 2);
    double g = 2 * (10 * log(10 / 17.5) + 30 * log(30 / 22.5) + 25 * log(25 / 17.5) + 15 * log(15 / 22.5));
    assert_true(row_is(&found, "mutual_information_independence", ANY_GROUP, g / 160, 1e-15));
}

static void bias_needs_people_not_weights(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 1, .ur = 3, .weight = {0, 0, 0, 0, 1, 3}, .square = {0, 0, 0, 0, 1, 3}},
        {.level = "b", .us = 2, .ur = 1, .weight = {0, 0, 0, 0, 4, 2}, .square = {0, 0, 0, 0, 8, 4}}
    };
    exq_published question = built_question(arena, groups, 2, true);
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_true(row_is_undefined(&found, "mutual_information_independence_bias", EXQ_NOBODY, EXQ_WHY_NEEDS_UNWEIGHTED));
    double expected =
        .1 * log(.1 / (.4 * .5)) + .3 * log(.3 / (.4 * .5)) + .4 * log(.4 / (.6 * .5)) + .2 * log(.2 / (.6 * .5));
    assert_true(row_is(&found, "mutual_information_independence", ANY_GROUP, expected, 1e-15));
}

/* ------------------------------------------------------------------------------------------ demographic disparity */

static void strata_without_both_outcomes_are_left_out(void **state)
{
    (void)state;
    const built_group strata[] = {
        {.level = "a", .us = 3, .ur = 5},
        {.level = "b",            .us = 4,        .ur = 4},
        {.level = "a",     .us = 9    },
        {.level = "b", .us = 1   }
    };
    exq_published question = built_strata(arena, strata, 2, 2);
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_true(row_is(&found, "conditional_demographic_disparity", 0, 5.0 / 9 - 3.0 / 7, 1e-15));
    assert_true(row_is(&found, "conditional_demographic_disparity_left_out", ANY_GROUP, 10.0 / 26, 1e-16));
    const built_group useless[] = {
        {.level = "a", .us = 3},
        {.level = "b", .us = 4},
        {.level = "a", .ur = 9},
        {.level = "b", .ur = 1}
    };
    question = built_strata(arena, useless, 2, 2);
    found = built_findings(&question, built_options(), arena);
    assert_true(row_is_undefined(&found, "conditional_demographic_disparity", 0, EXQ_WHY_NO_STRATUM_USABLE));
    assert_true(row_is(&found, "conditional_demographic_disparity_left_out", ANY_GROUP, 1, 0));
}

static void a_group_absent_from_a_stratum_or_withheld_in_it(void **state)
{
    (void)state;
    built_group strata[] = {
        {.level = "a", .us = 3, .ur = 5},
        {.level = "b", .us = 4, .ur = 4},
        {.level = "a", .us = 9, .ur = 9},
        {.level = "b", .us = 2, .ur = 4}
    };
    exq_published question = built_strata(arena, strata, 2, 2);
    exq_table *second = (exq_table *)&question.strata[1];
    second->group_count = 1; /* nobody of b is there */
    second->overall = second->groups[0];
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_true(row_is(&found, "conditional_demographic_disparity", 1, 16.0 / 34 * (4.0 / 9 - 4.0 / 7), 1e-15));
    strata[3].withheld = true;
    question = built_strata(arena, strata, 2, 2);
    found = built_findings(&question, built_options(), arena);
    assert_true(row_is_undefined(&found, "conditional_demographic_disparity", 1, EXQ_WHY_BELOW_MIN_CELL));
    assert_true(exq_known(find_row(&found, "conditional_demographic_disparity", 0)->value));
}

static void no_strata_were_given(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 3, .fn = 1, .tn = 4},
        {.level = "b", .tp = 2, .fp = 2, .tn = 4}
    };
    exq_findings found = find(groups, 2);
    assert_true(row_is_undefined(&found, "conditional_demographic_disparity", 0, EXQ_WHY_NEEDS_STRATA));
    assert_true(row_is_undefined(&found, "label_conditional_demographic_disparity", 1, EXQ_WHY_NEEDS_STRATA));
    assert_true(row_is(&found, "demographic_disparity", 0, 5.0 / 9 - 3.0 / 7, 1e-15));
}

/* Inside a stratum there is no other stratum to condition on. */
static void a_stratum_has_no_conditional_row(void **state)
{
    (void)state;
    const built_group strata[] = {
        {.level = "a", .us = 3, .ur = 5},
        {.level = "b", .us = 4, .ur = 4}
    };
    exq_published question = built_strata(arena, strata, 2, 1);
    exq_metric_options options = built_options();
    exq_findings found;
    assert_true(exq_metrics_compute(&question, &question.strata[0], &options, arena, &found));
    assert_null(find_row(&found, "conditional_demographic_disparity", ANY_GROUP));
    assert_non_null(find_row(&found, "demographic_disparity", ANY_GROUP));
}

/* ------------------------------------------------------------------------------------------ imbalance, distances */

static void everyone_holds_the_group_so_it_is_compared_with_the_rest(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 3, .ur = 5},
        {.level = "b",            .us = 4,        .ur = 8},
        {.level = "c",     .ur = 4    }
    };
    exq_published question = built_question(arena, groups, 3, false);
    exq_metric_options options = built_options();
    options.reference = EXQ_REFERENCE_OVERALL;
    exq_findings found = built_findings(&question, options, arena);
    const exq_disparity *row = find_row(&found, "class_imbalance", 0);
    assert_true(near(row->value.v, (8.0 - 16) / 24, 1e-16));
    assert_int_equal(row->reference, EXQ_REST);
    assert_true(row_is(&found, "decision_total_variation", 0, 3.0 / 8 - 7.0 / 24, 1e-15));
    assert_int_equal(find_row(&found, "decision_total_variation", 0)->reference, EXQ_OVERALL);
}

static void distances_know_no_empty_distribution(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 3, .tn = 5},
        {.level = "b", .us = 4, .ur = 3}
    };
    exq_findings found = find(groups, 2);
    assert_true(row_is_undefined(&found, "label_total_variation", 1, EXQ_WHY_ZERO_DENOMINATOR));
    assert_true(exq_known(find_row(&found, "decision_total_variation", 1)->value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_benefit_of_zero_undoes_logarithms_only),
        cmocka_unit_test(nobody_has_a_benefit),
        cmocka_unit_test(people_without_the_attribute_count),
        cmocka_unit_test(differential_fairness_is_smoothed_and_its_range_is_not),
        cmocka_unit_test(a_rate_of_zero_has_no_furthest_end),
        cmocka_unit_test(a_group_without_labels_undoes_amplification),
        cmocka_unit_test(what_is_independent_tells_nothing),
        cmocka_unit_test(information_is_the_statistic_g),
        cmocka_unit_test(bias_needs_people_not_weights),
        cmocka_unit_test(strata_without_both_outcomes_are_left_out),
        cmocka_unit_test(a_group_absent_from_a_stratum_or_withheld_in_it),
        cmocka_unit_test(no_strata_were_given),
        cmocka_unit_test(a_stratum_has_no_conditional_row),
        cmocka_unit_test(everyone_holds_the_group_so_it_is_compared_with_the_rest),
        cmocka_unit_test(distances_know_no_empty_distribution),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
