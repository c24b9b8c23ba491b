/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of metrics over many random tables, most of them with zeros in awkward places: no number without sense, no
 * undefined value without a reason, and the identities that tie metrics to each other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "published_builder.h"
#include "random.h"

enum { MOST_GROUPS = 4, TABLES = 10000, FEWER_TABLES = 300 };

/* An arena for each table, and what was asked. */
typedef struct experiment {
    exq_arena *arena;
    built_group groups[MOST_GROUPS];
    size_t count;
    bool weighted;
    exq_published question;
    exq_metric_options options;
    exq_findings found;
} experiment;

static uint64_t random_count(exq_random *random)
{
    switch (exq_random_below(random, 4)) {
    case 0:
        return 0;
    case 1:
        return exq_random_below(random, 3);
    case 2:
        return exq_random_below(random, 30);
    default:
        return exq_random_below(random, 2000);
    }
}

static built_group random_group(exq_random *random, const char *level, bool labels, bool weighted)
{
    built_group group = {.level = level};
    uint64_t *cells[EXQ_CELLS] = {&group.tp, &group.fp, &group.fn, &group.tn, &group.us, &group.ur};
    for (size_t cell = labels ? 0 : EXQ_US; cell < EXQ_CELLS; cell++) {
        *cells[cell] = random_count(random);
        if (!weighted || *cells[cell] == 0)
            continue;
        double weight = exq_random_below(random, 8) == 0 ? 0 : exq_random_unit(random) * 3;
        group.weight[cell] = weight * (double)*cells[cell];
        group.square[cell] = weight * weight * (double)*cells[cell];
    }
    group.withheld = exq_random_below(random, 15) == 0;
    return group;
}

static void set_groups(exq_random *random, experiment *out, size_t most, bool weighted)
{
    static const char *const levels[MOST_GROUPS] = {"a", "b", "c", NULL};
    bool labels = exq_random_below(random, 5) > 0;
    out->weighted = weighted;
    out->count = 1 + (size_t)exq_random_below(random, most);
    for (size_t g = 0; g < out->count; g++)
        out->groups[g] = random_group(random, levels[g], labels, weighted);
}

static void compute(experiment *trial)
{
    trial->arena = built(exq_arena_new());
    trial->question = built_question(trial->arena, trial->groups, trial->count, trial->weighted);
    trial->found = built_findings(&trial->question, trial->options, trial->arena);
}

static void forget(experiment *trial)
{
    exq_arena_free(trial->arena);
}

/* -------------------------------------------------------------------------------------- numbers and reasons */

static void has_sense(exq_value value, const char *of)
{
    bool reason = value.why != EXQ_WHY_NONE;
    if (isnan(value.v) != reason || isinf(value.v))
        fail_msg("%s is %g with the reason %s", of, value.v, reason ? exq_why_name(value.why) : "(none)");
}

static void range_has_sense(exq_range range, exq_value value, const char *of)
{
    has_sense(range.lo, of);
    has_sense(range.hi, of);
    if (range.method == NULL)
        assert_true(!exq_known(range.lo) && !exq_known(range.hi));
    else
        assert_true(exq_known(value) || range.hi.why == EXQ_WHY_INFINITE);
    if (exq_known(range.lo) && exq_known(range.hi) && range.lo.v > range.hi.v)
        fail_msg("the range of %s is upside down: %.17g to %.17g", of, range.lo.v, range.hi.v);
}

/* Every interval holds its estimate, but that of a smoothed one. */
static void range_holds(exq_range range, exq_value value, const char *of)
{
    if (strstr(of, "differential_fairness") != NULL)
        return;
    double slack = 1e-9 * fmax(1, fabs(value.v));
    if ((exq_known(range.lo) && value.v < range.lo.v - slack) || (exq_known(range.hi) && value.v > range.hi.v + slack))
        fail_msg("%s is %.17g, outside of %.17g to %.17g", of, value.v, range.lo.v, range.hi.v);
}

static void group_has_sense(const exq_rate_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        has_sense(values[i].value, values[i].id);
        range_has_sense(values[i].range, values[i].value, values[i].id);
        range_holds(values[i].range, values[i].value, values[i].id);
    }
}

static void findings_have_sense(const experiment *trial)
{
    for (size_t g = 0; g <= trial->count; g++) {
        const exq_group_rates *group = g < trial->count ? &trial->found.groups[g] : &trial->found.overall;
        group_has_sense(group->rates, group->rate_count);
        group_has_sense(group->measures, group->measure_count);
    }
    for (size_t i = 0; i < trial->found.disparity_count; i++) {
        const exq_disparity *row = &trial->found.disparities[i];
        has_sense(row->value, row->metric);
        range_has_sense(row->together, row->value, row->metric);
        range_has_sense(row->alone, row->value, row->metric);
        range_holds(row->together, row->value, row->metric);
        range_holds(row->alone, row->value, row->metric);
        assert_true((row->difference == EXQ_DIFFERENCE_NOT_ASKED) == (row->together.method == NULL));
        assert_true(row->group < trial->count || row->group >= EXQ_REST);
        assert_true(row->reference < trial->count || row->reference >= EXQ_REST);
        assert_true(row->group >= EXQ_REST || !trial->groups[row->group].withheld);
        assert_true(row->group >= EXQ_REST || row->group != row->reference);
    }
}

static void no_number_without_sense(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 20, 1);
    for (size_t i = 0; i < TABLES; i++) {
        /* three and more groups are dearer, so they come less often */
        size_t most = i % 20 == 0 ? MOST_GROUPS : 2;
        experiment trial = {.options = built_options()};
        set_groups(&random, &trial, most, i % 3 == 1);
        trial.options.reference = (exq_reference_kind)exq_random_below(&random, 5);
        trial.options.reference_group = (size_t)exq_random_below(&random, trial.count + 1);
        trial.options.reference_fixed = exq_random_below(&random, 4) == 0;
        trial.options.compare_missing = exq_random_below(&random, 2) == 0;
        trial.options.counterfactual = exq_random_below(&random, 8) == 0;
        trial.options.selected_is = (exq_selected_is)exq_random_below(&random, 3);
        trial.options.rate_interval = (exq_rate_interval)exq_random_below(&random, 3);
        trial.options.ratio_interval = (exq_ratio_interval)exq_random_below(&random, 2);
        compute(&trial);
        findings_have_sense(&trial);
        forget(&trial);
    }
}

/* ------------------------------------------------------------------------------------------------ identities */

/* Tables with labels, plain, against the largest group. */
static void labelled_trial(exq_random *random, experiment *out)
{
    *out = (experiment){.options = built_options(), .count = 3};
    static const char *const levels[] = {"a", "b", "c"};
    for (size_t g = 0; g < 3; g++) {
        out->groups[g] = random_group(random, levels[g], true, false);
        out->groups[g].withheld = false;
        out->groups[g].tn++; /* so that labels are known of somebody rejected */
    }
}

static double rate(const exq_group_rates *group, const char *id)
{
    return find_rate(group, id)->value.v;
}

/* Equal as numbers, or undefined both. */
static bool same(double a, double b, double tolerance)
{
    return isnan(a) || isnan(b) ? isnan(a) && isnan(b) : near(a, b, tolerance);
}

static void rates_of_one_denominator_add_up(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"true_positive_rate",        "false_negative_rate" },
        {"false_positive_rate",       "true_negative_rate"  },
        {"precision",                 "false_discovery_rate"},
        {"negative_predictive_value", "false_omission_rate" },
        {"accuracy",                  "error_rate"          }
    };
    exq_random random;
    exq_random_init(&random, 20, 2);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment trial;
        labelled_trial(&random, &trial);
        compute(&trial);
        for (size_t p = 0; p < 5; p++) {
            double sum = rate(&trial.found.groups[0], pairs[p][0]) + rate(&trial.found.groups[0], pairs[p][1]);
            assert_true(isnan(sum) || near(sum, 1, 1e-15));
        }
        double shares = 0;
        for (size_t g = 0; g < 3; g++)
            shares += rate(&trial.found.groups[g], "selected_share");
        assert_true(isnan(shares) || near(shares, 1, 1e-15));
        forget(&trial);
    }
}

static void inequality_is_what_lies_between_and_within(void **state)
{
    (void)state;
    static const char *const indices[][3] = {
        {"generalized_entropy_index", "generalized_entropy_index_between", "generalized_entropy_index_within"},
        {"theil_index",               "theil_index_between",               "theil_index_within"              },
        {"mean_log_deviation",        "mean_log_deviation_between",        "mean_log_deviation_within"       }
    };
    exq_random random;
    size_t compared = 0;
    exq_random_init(&random, 20, 3);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment trial;
        labelled_trial(&random, &trial);
        if (i % 2 == 0)
            trial.groups[0].fn = trial.groups[1].fn = trial.groups[2].fn = 0;
        compute(&trial);
        for (size_t n = 0; n < 3; n++) {
            double whole = find_row(&trial.found, indices[n][0], ANY_GROUP)->value.v;
            double between = find_row(&trial.found, indices[n][1], ANY_GROUP)->value.v;
            double within = find_row(&trial.found, indices[n][2], ANY_GROUP)->value.v;
            assert_true(same(whole, between + within, 1e-12));
            compared += isnan(whole) ? 0 : 1;
        }
        forget(&trial);
    }
    assert_true(compared > FEWER_TABLES);
}

static void a_ratio_turned_round_is_its_inverse(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 20, 4);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment one, other;
        labelled_trial(&random, &one);
        one.count = 2;
        other = one;
        one.options = built_options_level(0);
        other.options = built_options_level(1);
        compute(&one);
        compute(&other);
        const exq_disparity *a = find_row(&one.found, "disparate_impact", 1);
        const exq_disparity *b = find_row(&other.found, "disparate_impact", 0);
        if (exq_known(a->value) && exq_known(b->value))
            assert_true(near(a->value.v * b->value.v, 1, 1e-15));
        a = find_row(&one.found, "equal_opportunity_difference", 1);
        b = find_row(&other.found, "equal_opportunity_difference", 0);
        assert_true(same(a->value.v, -b->value.v, 0));
        assert_true(same(a->alone.lo.v, -b->alone.hi.v, 1e-12));
        assert_int_equal(a->difference, b->difference);
        forget(&one);
        forget(&other);
    }
}

/* The same people under other names: numbers over all groups stay, and name the same groups. */
static void names_of_groups_do_not_matter(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 20, 5);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment one, other;
        labelled_trial(&random, &one);
        other = one;
        other.groups[0] = one.groups[2];
        other.groups[1] = one.groups[0];
        other.groups[2] = one.groups[1];
        compute(&one);
        compute(&other);
        for (size_t r = 0; r < one.found.disparity_count; r++) {
            const exq_disparity *row = &one.found.disparities[r];
            const exq_metric_info *info = exq_catalogue_find(row->metric, one.arena);
            if (i % 10 != 0 || info->kind != EXQ_KIND_OVER_GROUPS)
                continue;
            const exq_disparity *twin = find_row(&other.found, row->metric, ANY_GROUP);
            assert_true(same(row->value.v, twin->value.v, 1e-12));
            assert_true(same(row->together.lo.v, twin->together.lo.v, 1e-12));
            assert_true(same(row->together.hi.v, twin->together.hi.v, 1e-12));
        }
        const exq_disparity *a = find_row(&one.found, "demographic_parity_difference", ANY_GROUP);
        const exq_disparity *b = find_row(&other.found, "demographic_parity_difference", ANY_GROUP);
        assert_true(same(a->value.v, b->value.v, 0));
        forget(&one);
        forget(&other);
    }
}

/* Twice the people: the same rates and comparisons, and no wider a range. */
static void more_of_the_same_people_change_no_rate(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 20, 6);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment one, twice;
        labelled_trial(&random, &one);
        twice = one;
        for (size_t g = 0; g < 3; g++) {
            built_group *group = &twice.groups[g];
            group->tp *= 2, group->fp *= 2, group->fn *= 2, group->tn *= 2, group->us *= 2, group->ur *= 2;
        }
        compute(&one);
        compute(&twice);
        for (size_t r = 0; r < one.found.disparity_count; r++) {
            const exq_disparity *a = &one.found.disparities[r], *b = &twice.found.disparities[r];
            if (strstr(a->metric, "differential_fairness") != NULL || strstr(a->metric, "_bias") != NULL)
                continue; /* smoothed by half a person, or made to shrink */
            assert_int_equal(a->value.why, b->value.why);
            assert_true(same(a->value.v, b->value.v, 1e-13));
            assert_true(a->group == b->group && a->reference == b->reference);
        }
        const exq_range before = find_rate(&one.found.groups[0], "selection_rate")->range;
        const exq_range after = find_rate(&twice.found.groups[0], "selection_rate")->range;
        assert_true(before.method == NULL || after.hi.v - after.lo.v <= before.hi.v - before.lo.v + 1e-12);
        forget(&one);
        forget(&twice);
    }
}

/* Call every positive label negative and every selection a rejection: TPR becomes TNR, FPR becomes FNR. */
static void the_other_polarity_swaps_the_rates(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"true_positive_rate",     "true_negative_rate"       },
        {"false_positive_rate",    "false_negative_rate"      },
        {"precision",              "negative_predictive_value"},
        {"false_discovery_rate",   "false_omission_rate"      },
        {"accuracy",               "accuracy"                 },
        {"matthews_correlation",   "matthews_correlation"     },
        {"youden",                 "youden"                   },
        {"balanced_accuracy",      "balanced_accuracy"        },
        {"conditional_acceptance", "conditional_rejection"    }
    };
    exq_random random;
    exq_random_init(&random, 20, 7);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment one, other;
        labelled_trial(&random, &one);
        one.groups[0].tp++;
        other = one;
        for (size_t g = 0; g < 3; g++) {
            built_group *group = &other.groups[g];
            const built_group *from = &one.groups[g];
            group->tp = from->tn, group->tn = from->tp, group->fp = from->fn, group->fn = from->fp;
            group->us = group->ur = 0;
            one.groups[g].us = one.groups[g].ur = 0;
        }
        compute(&one);
        compute(&other);
        for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
            assert_true(
                same(rate(&one.found.groups[0], pairs[p][0]), rate(&other.found.groups[0], pairs[p][1]), 1e-15));
            assert_true(
                same(rate(&one.found.groups[0], pairs[p][1]), rate(&other.found.groups[0], pairs[p][0]), 1e-15));
        }
        forget(&one);
        forget(&other);
    }
}

/* Weights of 1 are no weights, but for what the ranges are called and how wide they are. */
static void weights_of_one_change_no_value(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 20, 8);
    for (size_t i = 0; i < FEWER_TABLES; i++) {
        experiment plain, weighted;
        labelled_trial(&random, &plain);
        weighted = plain;
        weighted.weighted = true;
        for (size_t g = 0; g < 3; g++) {
            built_group *group = &weighted.groups[g];
            const uint64_t cells[EXQ_CELLS] = {group->tp, group->fp, group->fn, group->tn, group->us, group->ur};
            for (size_t cell = 0; cell < EXQ_CELLS; cell++)
                group->weight[cell] = group->square[cell] = (double)cells[cell];
        }
        compute(&plain);
        compute(&weighted);
        for (size_t r = 0; r < plain.found.disparity_count; r++) {
            const exq_disparity *a = &plain.found.disparities[r], *b = &weighted.found.disparities[r];
            if (strstr(a->metric, "_bias") != NULL)
                continue;
            assert_true(same(a->value.v, b->value.v, 1e-12));
        }
        forget(&plain);
        forget(&weighted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_number_without_sense),
        cmocka_unit_test(rates_of_one_denominator_add_up),
        cmocka_unit_test(inequality_is_what_lies_between_and_within),
        cmocka_unit_test(a_ratio_turned_round_is_its_inverse),
        cmocka_unit_test(names_of_groups_do_not_matter),
        cmocka_unit_test(more_of_the_same_people_change_no_rate),
        cmocka_unit_test(the_other_polarity_swaps_the_rates),
        cmocka_unit_test(weights_of_one_change_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
