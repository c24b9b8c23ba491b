/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rates and measures of one group: which exist, what they count, and what happens where labels, people or weights are
 * missing.
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

/* One group beside a small one, so that there is something to be compared with. */
static exq_findings find_beside(built_group group, exq_metric_options options, bool weighted)
{
    const built_group groups[] = {
        group, {.level = "z", .tp = 1, .fp = 1, .fn = 1, .tn = 1, .weight = {1, 1, 1, 1}}
    };
    exq_published question = built_question(arena, groups, 2, weighted);
    return built_findings(&question, options, arena);
}

/* ------------------------------------------------------------------------------------------------ every rate */

/* Powers of a prime to each cell: no two rates of this group are equal. */
static const built_group distinct = {.level = "a", .tp = 64, .fp = 27, .fn = 25, .tn = 49, .us = 11, .ur = 13};

static const struct {
    const char *id;
    uint64_t num, den;
} every_rate[] = {
    {"selection_rate",            64 + 27 + 11, 189},
    {"base_rate",                 89,           165},
    {"true_positive_rate",        64,           89 },
    {"false_positive_rate",       27,           76 },
    {"true_negative_rate",        49,           76 },
    {"false_negative_rate",       25,           89 },
    {"precision",                 64,           91 },
    {"negative_predictive_value", 49,           74 },
    {"false_discovery_rate",      27,           91 },
    {"false_omission_rate",       25,           74 },
    {"accuracy",                  113,          165},
    {"error_rate",                52,           165},
    {"true_acceptance",           64,           165},
    {"true_rejection",            49,           165},
    {"selected_share",            102,          104},
    {"rejected_share",            87,           89 },
    {"treatment_equality",        25,           27 },
    {"conditional_acceptance",    89,           91 },
    {"conditional_rejection",     76,           74 },
};

static void every_rate_counts_its_cells(void **state)
{
    (void)state;
    exq_findings found = find_beside(distinct, built_options(), false);
    assert_int_equal(found.groups[0].rate_count, COUNT(every_rate));
    for (size_t i = 0; i < COUNT(every_rate); i++) {
        const exq_rate_value *rate = &found.groups[0].rates[i];
        assert_string_equal(rate->id, every_rate[i].id);
        assert_int_equal(rate->num_people, every_rate[i].num);
        assert_int_equal(rate->den_people, every_rate[i].den);
        assert_true(rate->num == (double)every_rate[i].num && rate->den == (double)every_rate[i].den);
        assert_true(rate->value.v == (double)every_rate[i].num / (double)every_rate[i].den);
    }
}

static void measures_follow_their_definitions(void **state)
{
    (void)state;
    exq_findings found = find_beside(distinct, built_options(), false);
    const exq_group_rates *group = &found.groups[0];
    double tpr = 64.0 / 89, tnr = 49.0 / 76;
    assert_int_equal(group->measure_count, 4);
    assert_true(rate_is(group, "balanced_accuracy", (tpr + tnr) / 2, 1e-15));
    assert_true(rate_is(group, "youden", tpr + tnr - 1, 1e-15));
    assert_true(rate_is(group, "f1", 128.0 / 180, 1e-15));
    double mcc = (64.0 * 49 - 27.0 * 25) / sqrt(89.0 * 76 * 91 * 74);
    assert_true(rate_is(group, "matthews_correlation", mcc, 1e-15));
    assert_int_equal(find_rate(group, "f1")->den_people, 165);
    assert_true(find_rate(group, "f1")->den == 0);
}

/* The choice reaches rates, and what is one rate seen through a function; sums of two rates stay with Wilson. */
static void the_range_of_a_rate_can_be_chosen(void **state)
{
    (void)state;
    exq_metric_options options = built_options();
    options.rate_interval = EXQ_RATE_CLOPPER_PEARSON;
    exq_findings found = find_beside(distinct, options, false);
    const exq_group_rates *group = &found.groups[0];
    exq_range of_people = exq_interval_clopper_pearson((exq_proportion){102, 189, EXQ_SAMPLE_PEOPLE}, 0.95);
    assert_true(find_rate(group, "selection_rate")->range.lo.v == of_people.lo.v);
    assert_true(find_rate(group, "selection_rate")->range.hi.v == of_people.hi.v);
    exq_range of_errors = exq_interval_clopper_pearson((exq_proportion){25, 52, EXQ_SAMPLE_PEOPLE}, 0.95);
    assert_true(find_rate(group, "treatment_equality")->range.hi.v == of_errors.hi.v / (1 - of_errors.hi.v));
    assert_string_equal(find_rate(group, "f1")->range.method, "clopper_pearson");
    assert_string_equal(find_rate(group, "youden")->range.method, "mover");
}

static void perfect_decisions_correlate_to_one(void **state)
{
    (void)state;
    exq_findings found = find_beside((built_group){.level = "a", .tp = 3, .tn = 7}, built_options(), false);
    assert_true(find_rate(&found.groups[0], "matthews_correlation")->value.v == 1);
    found = find_beside((built_group){.level = "a", .fp = 3, .fn = 7}, built_options(), false);
    assert_true(find_rate(&found.groups[0], "matthews_correlation")->value.v == -1);
}

/* ---------------------------------------------------------------------------------------------------- ranges */

static void ranges_of_rates_and_measures(void **state)
{
    (void)state;
    exq_findings found = find_beside(distinct, built_options(), false);
    const exq_group_rates *group = &found.groups[0];
    exq_range tpr = exq_interval_wilson((exq_proportion){64, 89, false}, 0.95);
    assert_true(range_is(find_rate(group, "true_positive_rate")->range, tpr.lo.v, tpr.hi.v, 0));
    /* F1 rises with J = TP / (TP + FP + FN) */
    exq_range j = exq_interval_wilson((exq_proportion){64, 116, false}, 0.95);
    assert_true(range_is(find_rate(group, "f1")->range, 2 * j.lo.v / (1 + j.lo.v), 2 * j.hi.v / (1 + j.hi.v), 1e-15));
    /* FN / FP are the odds of FN among the errors */
    exq_range odds = exq_interval_wilson((exq_proportion){25, 52, false}, 0.95);
    assert_true(range_is(find_rate(group, "treatment_equality")->range, odds.lo.v / (1 - odds.lo.v),
                         odds.hi.v / (1 - odds.hi.v), 1e-14));
    /* Youden is a difference of two independent rates, TPR - FPR */
    exq_range gap = exq_interval_newcombe((exq_proportion){64, 89, false}, (exq_proportion){27, 76, false}, 0.95);
    assert_true(range_is(find_rate(group, "youden")->range, gap.lo.v, gap.hi.v, 1e-14));
    assert_true(range_is(find_rate(group, "balanced_accuracy")->range, (gap.lo.v + 1) / 2, (gap.hi.v + 1) / 2, 1e-14));
}

static void no_range_where_none_has_been_derived(void **state)
{
    (void)state;
    static const char *const ids[] = {"selected_share", "rejected_share", "conditional_acceptance",
                                      "conditional_rejection", "matthews_correlation"};
    exq_findings found = find_beside(distinct, built_options(), false);
    for (size_t i = 0; i < COUNT(ids); i++) {
        exq_range range = find_rate(&found.groups[0], ids[i])->range;
        assert_null(range.method);
        assert_int_equal(range.lo.why, EXQ_WHY_NO_INTERVAL);
        assert_int_equal(range.hi.why, EXQ_WHY_NO_INTERVAL);
    }
}

/* ---------------------------------------------------------------------------------------------------- labels */

static void without_labels_only_rates_that_need_none_exist(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 3, .ur = 5},
        {.level = "b", .us = 1, .ur = 2}
    };
    exq_published question = built_question(arena, groups, 2, false);
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_int_equal(found.groups[0].rate_count, 3);
    assert_int_equal(found.groups[0].measure_count, 0);
    assert_non_null(find_rate(&found.groups[0], "selection_rate"));
    assert_non_null(find_rate(&found.groups[0], "selected_share"));
    assert_non_null(find_rate(&found.groups[0], "rejected_share"));
    assert_null(find_row(&found, "equalized_odds_difference", ANY_GROUP));
    assert_null(find_row(&found, "generalized_entropy_index", ANY_GROUP));
    assert_null(find_row(&found, "counterfactual_flip_rate_difference", ANY_GROUP));
    assert_non_null(find_row(&found, "disparate_impact", ANY_GROUP));
}

static void labels_only_for_the_selected(void **state)
{
    (void)state;
    static const char *const lost[] = {"base_rate",
                                       "true_positive_rate",
                                       "false_positive_rate",
                                       "true_negative_rate",
                                       "false_negative_rate",
                                       "negative_predictive_value",
                                       "accuracy",
                                       "false_omission_rate",
                                       "error_rate",
                                       "true_acceptance",
                                       "treatment_equality",
                                       "conditional_acceptance",
                                       "f1",
                                       "matthews_correlation",
                                       "youden"};
    const built_group groups[] = {
        {.level = "a", .tp = 6, .fp = 2, .ur = 9},
        {.level = "b", .tp = 3, .fp = 3, .ur = 4}
    };
    exq_published question = built_question(arena, groups, 2, false);
    exq_findings found = built_findings(&question, built_options(), arena);
    for (size_t i = 0; i < COUNT(lost); i++) {
        const exq_rate_value *rate = find_rate(&found.groups[0], lost[i]);
        assert_int_equal(rate->value.why, EXQ_WHY_LABELS_ONLY_FOR_SELECTED);
        assert_int_equal(rate->range.lo.why, EXQ_WHY_LABELS_ONLY_FOR_SELECTED);
        assert_null(rate->range.method);
    }
    assert_true(rate_is(&found.groups[0], "precision", .75, 0));
    assert_true(rate_is(&found.groups[0], "false_discovery_rate", .25, 0));
    assert_true(rate_is(&found.groups[0], "selection_rate", 8.0 / 17, 0));
    assert_true(row_is_undefined(&found, "equalized_odds_difference", 0, EXQ_WHY_LABELS_ONLY_FOR_SELECTED));
    assert_true(row_is_undefined(&found, "generalized_entropy_index", ANY_GROUP, EXQ_WHY_LABELS_ONLY_FOR_SELECTED));
    assert_true(row_is(&found, "predictive_parity_difference", ANY_GROUP, .25, 0));
}

/* A group whose rejected people have no label is not perfect because nobody looked. */
static void labels_only_for_the_selected_of_one_group(void **state)
{
    (void)state;
    exq_findings found = find_beside((built_group){.level = "a", .tp = 6, .fp = 2, .ur = 9}, built_options(), false);
    assert_int_equal(find_rate(&found.groups[0], "true_positive_rate")->value.why, EXQ_WHY_LABELS_ONLY_FOR_SELECTED);
    assert_true(rate_is(&found.groups[1], "true_positive_rate", .5, 0));
}

static void an_empty_denominator_is_no_rate(void **state)
{
    (void)state;
    exq_findings found = find_beside((built_group){.level = "a", .fp = 2, .tn = 9}, built_options(), false);
    const exq_rate_value *rate = find_rate(&found.groups[0], "true_positive_rate");
    assert_int_equal(rate->value.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_true(isnan(rate->value.v) && rate->den == 0);
    assert_int_equal(find_rate(&found.groups[0], "youden")->value.why, EXQ_WHY_ZERO_DENOMINATOR);
}

static void counterfactual_decisions(void **state)
{
    (void)state;
    exq_metric_options options = built_options();
    options.counterfactual = true;
    exq_findings found =
        find_beside((built_group){.level = "a", .tp = 10, .fp = 3, .fn = 1, .tn = 6, .ur = 5}, options, false);
    assert_int_equal(found.groups[0].rate_count, 6);
    assert_int_equal(found.groups[0].measure_count, 0);
    assert_true(rate_is(&found.groups[0], "counterfactual_flip_rate", .2, 0));
    assert_true(rate_is(&found.groups[0], "flip_to_selected", .05, 0));
    assert_true(rate_is(&found.groups[0], "flip_to_rejected", .15, 0));
    assert_null(find_rate(&found.groups[0], "true_positive_rate"));
    assert_null(find_row(&found, "label_differential_fairness", ANY_GROUP));
    assert_non_null(find_row(&found, "flip_to_rejected_max_difference", ANY_GROUP));
}

/* --------------------------------------------------------------------------------------------------- weights */

static void weighted_rates_divide_sums_of_weights(void **state)
{
    (void)state;
    built_group group = {
        .level = "a", .tp = 2, .fn = 3, .weight = {3, 0, 1 },
                   .square = {5, 0, .5}
    };
    exq_findings found = find_beside(group, built_options(), true);
    const exq_rate_value *rate = find_rate(&found.groups[0], "true_positive_rate");
    assert_true(rate->value.v == .75 && rate->num == 3 && rate->den == 4);
    assert_int_equal(rate->num_people, 2);
    assert_int_equal(rate->den_people, 5);
    /* v = [(1-p)^2 5 + p^2 0.5] / 16 * 5/4, n* = p(1-p)/v */
    double v = (.0625 * 5 + .5625 * .5) / 16 * 5 / 4, n = .75 * .25 / v;
    exq_range range = exq_interval_wilson((exq_proportion){.75 * n, n, true}, 0.95);
    assert_true(range_is(rate->range, range.lo.v, range.hi.v, 1e-15));
    assert_string_equal(rate->range.method, "wilson_effective");
}

/* Equal weights must not promise more than the people there are. */
static void weights_never_make_people(void **state)
{
    (void)state;
    built_group group = {
        .level = "a", .tp = 40, .fn = 40, .weight = {.01,    0, 40},
                   .square = {2.5e-6, 0, 40}
    };
    exq_findings found = find_beside(group, built_options(), true);
    const exq_rate_value *rate = find_rate(&found.groups[0], "true_positive_rate");
    exq_range most = exq_interval_wilson((exq_proportion){rate->value.v * 80, 80, true}, 0.95);
    assert_true(range_is(rate->range, most.lo.v, most.hi.v, 1e-15));
    group = (built_group){.level = "a", .tp = 7, .weight = {3}, .square = {2}};
    found = find_beside(group, built_options(), true);
    most = exq_interval_wilson((exq_proportion){7, 7, true}, 0.95);
    assert_true(range_is(find_rate(&found.groups[0], "true_positive_rate")->range, most.lo.v, 1, 1e-15));
}

static void no_weight_is_nobody(void **state)
{
    (void)state;
    built_group group = {
        .level = "a", .tp = 4, .fn = 4, .tn = 1, .weight = {0, 0, 0, 1},
                      .square = {0, 0, 0, 1}
    };
    exq_findings found = find_beside(group, built_options(), true);
    assert_int_equal(find_rate(&found.groups[0], "true_positive_rate")->value.why, EXQ_WHY_ZERO_DENOMINATOR);
}

/* ------------------------------------------------------------------------------------------- rows and classes */

static void a_withheld_group_says_nothing(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .us = 3, .ur = 5},
        {.level = "b",            .withheld = true       },
        {.level = "c",            .us = 4}
    };
    exq_published question = built_question(arena, groups, 3, false);
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_int_equal(found.groups[1].rate_count, 0);
    assert_int_equal(found.groups[1].measure_count, 0);
    assert_true(rate_is(&found.overall, "selection_rate", 7.0 / 12, 0));
    for (size_t i = 0; i < found.disparity_count; i++)
        assert_true(found.disparities[i].group != 1 && found.disparities[i].reference != 1);
}

/* Class 2 of three against the others: counts[label * 3 + decision], label 3 unknown. */
static void one_class_against_the_others(void **state)
{
    (void)state;
    static const uint64_t counts[12] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};
    const exq_row row = {.counts = counts};
    exq_cells cells = exq_cells_of(&row, 3, 2);
    assert_int_equal(cells.people[EXQ_TP], 256);
    assert_int_equal(cells.people[EXQ_FN], 64 + 128);
    assert_int_equal(cells.people[EXQ_FP], 4 + 32);
    assert_int_equal(cells.people[EXQ_TN], 1 + 2 + 8 + 16);
    assert_int_equal(cells.people[EXQ_US], 2048);
    assert_int_equal(cells.people[EXQ_UR], 512 + 1024);
    assert_true(cells.weight[EXQ_UR] == 1536 && cells.square[EXQ_UR] == 1536);
}

/* Quotients of counts up to 2^53 are rounded once. */
static void large_counts_are_exact(void **state)
{
    (void)state;
    uint64_t k = (UINT64_C(1) << 52) + 1, n = (UINT64_C(1) << 53) - 1;
    exq_findings found = find_beside((built_group){.level = "a", .tp = k, .fn = n - k}, built_options(), false);
    assert_true(find_rate(&found.groups[0], "true_positive_rate")->value.v == (double)k / (double)n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rate_counts_its_cells),
        cmocka_unit_test(measures_follow_their_definitions),
        cmocka_unit_test(the_range_of_a_rate_can_be_chosen),
        cmocka_unit_test(perfect_decisions_correlate_to_one),
        cmocka_unit_test(ranges_of_rates_and_measures),
        cmocka_unit_test(no_range_where_none_has_been_derived),
        cmocka_unit_test(without_labels_only_rates_that_need_none_exist),
        cmocka_unit_test(labels_only_for_the_selected),
        cmocka_unit_test(labels_only_for_the_selected_of_one_group),
        cmocka_unit_test(an_empty_denominator_is_no_rate),
        cmocka_unit_test(counterfactual_decisions),
        cmocka_unit_test(weighted_rates_divide_sums_of_weights),
        cmocka_unit_test(weights_never_make_people),
        cmocka_unit_test(no_weight_is_nobody),
        cmocka_unit_test(a_withheld_group_says_nothing),
        cmocka_unit_test(one_class_against_the_others),
        cmocka_unit_test(large_counts_are_exact),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
