/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ranges of what is worked out from the means of groups, and of a part against the whole: held against drawing the same again
 * and again, and against adding up what each person moves.
 */
#include "distributions.h"
#include "lists_part.h"
#include "random.h"
#include "statistics_kit.h"

enum { GROUPS = 4, ROUNDS = 1000 };

/* What groups would be, and how many people each has; the spread of one person is 1. */
static const double truth[GROUPS] = {2, 2.1, 1.9, 2.4};
static const uint64_t people[GROUPS] = {60, 200, 90, 150};

static double draw_normal(exq_random *random)
{
    return exq_normal_quantile(exq_random_unit(random));
}

static exq_mean draw_mean(exq_random *random, size_t group)
{
    double sum = 0, square = 0;
    for (uint64_t i = 0; i < people[group]; i++) {
        const double x = truth[group] + draw_normal(random);
        sum += x;
        square += x * x;
    }
    return exq_mean_of((exq_mean_sums){people[group], sum, square}, EXQ_WHY_NO_TRUTH);
}

static double mean_of_all(const double *means)
{
    double sum = 0, count = 0;
    for (size_t g = 0; g < GROUPS; g++) {
        sum += means[g] * (double)people[g];
        count += (double)people[g];
    }
    return sum / count;
}

/* How many of ROUNDS ranges at level .9 hold a figure of the true means. */
struct holding {
    const char *name;
    exq_fold fold; /* EXQ_FOLDS: the least */
    double truly;
    size_t held;
};

static void ranges_over_groups_hold_the_truth(void **state)
{
    (void)state;
    const double all = mean_of_all(truth);
    struct holding cases[] = {
        {"worst",                EXQ_FOLDS,                     1.9,            0                                         },
        {"max_to_overall",       EXQ_FOLD_max_to_overall,       2.4 - all,      0                                         },
        {"min_ratio_to_overall", EXQ_FOLD_min_ratio_to_overall, fmin(all / 2.4, 1.9 / all),                                 0},
        {"range_of_log",                      EXQ_FOLD_range_of_log,                                      log(2.4 / 1.9),          0}
    };
    exq_random random;
    exq_random_init(&random, 5, 0);
    for (size_t round = 0; round < ROUNDS; round++) {
        exq_mean means[GROUPS];
        double values[GROUPS], scratch[GROUPS];
        for (size_t g = 0; g < GROUPS; g++) {
            means[g] = draw_mean(&random, g);
            values[g] = means[g].value.v;
        }
        for (size_t c = 0; c < COUNT(cases); c++) {
            const exq_mean_fold found = cases[c].fold == EXQ_FOLDS
                                            ? exq_mean_gap(EXQ_LIST_GAP_worst, means, GROUPS, .9, scratch)
                                            : exq_mean_over(cases[c].fold, means, GROUPS, exq_some(mean_of_all(values)),
                                                            exq_reach_of(.9, .9, GROUPS), scratch);
            assert_string_equal(found.range.method, "fold");
            assert_true(found.range.lo.v <= found.value.v && found.value.v <= found.range.hi.v);
            cases[c].held += found.range.lo.v <= cases[c].truly && cases[c].truly <= found.range.hi.v;
        }
    }
    for (size_t c = 0; c < COUNT(cases); c++) /* .9 less three standard deviations of a share of so many */
        if (cases[c].held < 870)
            fail_msg("%s: %zu of %d", cases[c].name, cases[c].held, ROUNDS);
}

static void what_chance_moves_has_a_reason(void **state)
{
    (void)state;
    exq_mean means[2];
    double scratch[2];
    exq_random random;
    exq_random_init(&random, 6, 0);
    means[0] = draw_mean(&random, 0);
    means[1] = draw_mean(&random, 1);
    for (size_t gap = 0; gap < EXQ_LIST_GAPS; gap++) {
        const exq_why why = exq_mean_gap((exq_list_gap)gap, means, 2, .95, scratch).range.lo.why;
        assert_int_equal(why, gap == EXQ_LIST_GAP_worst ? EXQ_WHY_NONE : EXQ_WHY_CHANCE_INSTEAD);
    }
    /* people beyond the groups are in the mean of all */
    const exq_mean_fold apart =
        exq_mean_over(EXQ_FOLD_max_to_overall, means, 2, exq_some(5), exq_reach_of(.95, .95, 2), scratch);
    assert_true(exq_known(apart.value));
    assert_int_equal(apart.range.lo.why, EXQ_WHY_NO_INTERVAL);
}

/* ------------------------------------------------------------------------------------------ a part and the whole */

static void a_part_moves_with_the_whole(void **state)
{
    (void)state;
    enum { ALL = 50, PART = 20 };
    double a[ALL], b[ALL], difference = 0, ratio = 0;
    exq_pair_sums part = {0}, all = {0};
    exq_random random;
    exq_random_init(&random, 8, 0);
    for (size_t i = 0; i < ALL; i++) {
        b[i] = 1 + exq_random_unit(&random);
        a[i] = b[i] * exq_random_unit(&random);
        exq_pair_sums *const sums[] = {&all, i < PART ? &part : NULL};
        for (size_t s = 0; s < 2 && sums[s] != NULL; s++) {
            sums[s]->n++;
            sums[s]->a += a[i];
            sums[s]->b += b[i];
            sums[s]->aa += a[i] * a[i];
            sums[s]->ab += a[i] * b[i];
            sums[s]->bb += b[i] * b[i];
        }
    }
    for (size_t i = 0; i < ALL; i++) {
        const double whole = (a[i] - all.a / all.b * b[i]) / all.b;
        const double own = i < PART ? (a[i] - part.a / part.b * b[i]) / part.b : 0;
        difference += pow(own - whole, 2);
        ratio += pow(own / (part.a / part.b) - whole / (all.a / all.b), 2);
    }
    const exq_part_variance found = exq_part_against_all(part, all);
    assert_true(near_relative(found.difference, difference * ALL / (ALL - 1.0), 1e-9));
    assert_true(near_relative(found.log_ratio, ratio * ALL / (ALL - 1.0), 1e-9));
    assert_true(exq_part_against_all(all, all).difference < 1e-18); /* the whole is no distance from itself */
    part.a = part.aa = part.ab = 0;
    assert_true(isnan(exq_part_against_all(part, all).log_ratio));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_over_groups_hold_the_truth),
        cmocka_unit_test(what_chance_moves_has_a_reason),
        cmocka_unit_test(a_part_moves_with_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
