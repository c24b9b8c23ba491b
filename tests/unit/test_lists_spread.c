/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spreads by twentieths against the people themselves: quantiles and distances found by sorting every person lie within what
 * the counts say, and ranges hold what they were drawn from.
 */
#include "lists_spread.h"
#include "random.h"
#include "statistics_kit.h"

enum { MOST = 400 };

/* People one by one. */
struct crowd {
    double utility[MOST];
    size_t count;
    double above[EXQ_SPREAD_BINS];
};

static int ascending(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* A part finds nothing; the others are spread by a power of an even draw. */
static double utility_of(double draw, double nothing, double power)
{
    return draw <= nothing ? 0 : pow((draw - nothing) / (1 - nothing), power);
}

static void draw_crowd(exq_random *random, struct crowd *crowd, size_t count, double nothing, double power)
{
    *crowd = (struct crowd){.count = count};
    for (size_t i = 0; i < count; i++) {
        const double x = utility_of(exq_random_unit(random), nothing, power);
        crowd->utility[i] = x;
        if (x > 0)
            crowd->above[exq_spread_bin(x)]++;
    }
    qsort(crowd->utility, count, sizeof *crowd->utility, ascending);
}

static exq_spread_of spread_of(const struct crowd *crowd)
{
    return (exq_spread_of){crowd->count, crowd->above};
}

static double share_up_to(const struct crowd *crowd, double x)
{
    size_t count = 0;
    while (count < crowd->count && crowd->utility[count] <= x)
        count++;
    return (double)count / (double)crowd->count;
}

static double distance_of(const struct crowd *a, const struct crowd *b)
{
    double most = 0;
    for (size_t i = 0; i < a->count; i++)
        most = fmax(most, fabs(share_up_to(a, a->utility[i]) - share_up_to(b, a->utility[i])));
    for (size_t i = 0; i < b->count; i++)
        most = fmax(most, fabs(share_up_to(a, b->utility[i]) - share_up_to(b, b->utility[i])));
    return most;
}

static void twentieths_meet_at_their_ends(void **state)
{
    (void)state;
    assert_int_equal(exq_spread_bin(.001), 0);
    assert_int_equal(exq_spread_bin(.05), 0);
    assert_int_equal(exq_spread_bin(.0500001), 1);
    assert_int_equal(exq_spread_bin(.5), 9);
    assert_int_equal(exq_spread_bin(1), EXQ_SPREAD_BINS - 1);
    assert_int_equal(exq_spread_bin(1.0000001), EXQ_SPREAD_BINS - 1);
}

static void people_lie_where_counts_say(void **state)
{
    (void)state;
    static struct crowd a, b;
    exq_random random;
    exq_random_init(&random, 7, 0);
    for (size_t round = 0; round < 300; round++) {
        draw_crowd(&random, &a, 1 + round, .4 * exq_random_unit(&random), .3 + 2 * exq_random_unit(&random));
        draw_crowd(&random, &b, MOST - round, .4 * exq_random_unit(&random), 1);
        const exq_spread_distance found = exq_spread_distance_of(spread_of(&a), spread_of(&b), .95, EXQ_WHY_NO_TRUTH);
        const double really = distance_of(&a, &b);
        assert_true(found.value.v <= really + 1e-12 && really <= found.most + 1e-12);
        for (double p = .1; p < 1; p += .4) {
            const double own = a.utility[(size_t)ceil(p * (double)a.count - 1e-9) - 1];
            const double value = exq_spread_quantile_of(spread_of(&a), p, .95, EXQ_WHY_NO_TRUTH).value.v;
            assert_true(own == 0 ? value == 0 : fabs(value - own) <= 1.0 / EXQ_SPREAD_BINS + 1e-12);
        }
    }
}

/* Of 400 ranges at level .9 at least 350 hold what is true; the median has three standard deviations of room. */
static void ranges_hold_the_truth(void **state)
{
    (void)state;
    static struct crowd a, b;
    exq_random random;
    size_t medians = 0, differences = 0, distances = 0;
    const double truth_a = utility_of(.5, .2, 1), truth_b = utility_of(.5, .2, 1.5);
    double apart = 0;
    for (double x = 0; x < 1; x += 1e-4)
        apart = fmax(apart, .8 * fabs(x - pow(x, 1 / 1.5)));
    exq_random_init(&random, 11, 0);
    for (size_t round = 0; round < 400; round++) {
        draw_crowd(&random, &a, 150, .2, 1);
        draw_crowd(&random, &b, 300, .2, 1.5);
        const exq_range median = exq_spread_quantile_of(spread_of(&a), .5, .9, EXQ_WHY_NO_TRUTH).range;
        const exq_range gap = exq_spread_difference(spread_of(&a), spread_of(&b), .5, .9, EXQ_WHY_NO_TRUTH).range;
        const exq_range distance = exq_spread_distance_of(spread_of(&a), spread_of(&b), .9, EXQ_WHY_NO_TRUTH).range;
        medians += median.lo.v <= truth_a && truth_a <= median.hi.v;
        differences += gap.lo.v <= truth_a - truth_b && truth_a - truth_b <= gap.hi.v;
        distances += distance.lo.v <= apart && apart <= distance.hi.v;
    }
    assert_true(medians >= 350);
    assert_true(differences >= 350);
    assert_true(distances >= 350);
}

static void kolmogorov_is_as_tabulated(void **state)
{
    (void)state;
    static const double table[][2] = {
        {.5,      .963945243664875},
        {1,       .269999671677355},
        {1.22385, .1              },
        {1.35810, .05             },
        {1.62762, .01             }
    };
    for (size_t i = 0; i < COUNT(table); i++)
        if (!near_relative(exq_kolmogorov_upper(table[i][0]), table[i][1], 1e-4))
            fail_msg("Q(%g) is %.15f", table[i][0], exq_kolmogorov_upper(table[i][0]));
    assert_true(exq_kolmogorov_upper(0) == 1);
    assert_true(exq_kolmogorov_upper(20) == 0);
}

static void what_is_not_there_says_so(void **state)
{
    (void)state;
    static struct crowd one;
    exq_random random;
    exq_random_init(&random, 3, 0);
    draw_crowd(&random, &one, 1, 0, 1);
    const exq_spread_of nobody = {0, one.above}, someone = spread_of(&one);
    assert_int_equal(exq_spread_quantile_of(nobody, .5, .95, EXQ_WHY_NO_TRUTH).value.why, EXQ_WHY_NO_TRUTH);
    assert_int_equal(exq_spread_difference(someone, nobody, .5, .95, EXQ_WHY_NO_TRUTH).value.why, EXQ_WHY_NO_TRUTH);
    assert_int_equal(exq_spread_distance_of(nobody, someone, .95, EXQ_WHY_NO_TRUTH).p.why, EXQ_WHY_NO_TRUTH);
    const exq_range any =
        exq_spread_quantile_of(someone, .5, .95, EXQ_WHY_NO_TRUTH).range; /* one person tells nothing */
    assert_true(any.lo.v == 0 && any.hi.v == 1);
    assert_true(exq_spread_distance_of(someone, someone, .95, EXQ_WHY_NO_TRUTH).value.v == 0);
    assert_true(exq_spread_distance_of(someone, someone, .95, EXQ_WHY_NO_TRUTH).p.v == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twentieths_meet_at_their_ends), cmocka_unit_test(people_lie_where_counts_say),
        cmocka_unit_test(ranges_hold_the_truth),         cmocka_unit_test(kolmogorov_is_as_tabulated),
        cmocka_unit_test(what_is_not_there_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
