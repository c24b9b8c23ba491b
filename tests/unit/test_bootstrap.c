/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bootstrap on cells against what theory says of simple figures, and how it behaves at the edges.
 */
#include "bootstrap.h"

#include "sampling.h"
#include "statistics_kit.h"

/* Two cells: selected and rejected; three sums: the selected, the people, and nothing at all. */
static const double masks[] = {1, 1, 0, 0, 1, 0};
enum { CELLS = 2, SUMS = 3 };

typedef struct rate {
    double selected, people, nothing;
} rate;

static exq_value quotient(double a, double b)
{
    return b > 0 ? exq_some(a / b) : exq_none(EXQ_WHY_ZERO_DENOMINATOR);
}

/* The rate of the first group, its share of the selected, the ratio and the log ratio of the first two, nothing over
 * nothing. */
enum { RATE, SHARE, RATIO, LOG_RATIO, NOTHING, FIGURES };

static void figures(const double *sums, size_t group_count, const void *context, exq_value *out)
{
    (void)context;
    const rate *groups = (const rate *)sums;
    double selected = 0;
    for (size_t g = 0; g < group_count; g++)
        selected += groups[g].selected;
    const size_t second = group_count > 1;
    out[RATE] = quotient(groups[0].selected, groups[0].people);
    out[SHARE] = quotient(groups[0].selected, selected);
    out[RATIO] = quotient(groups[0].selected * groups[second].people, groups[0].people * groups[second].selected);
    out[LOG_RATIO] = exq_known(out[RATIO]) ? quotient(log(out[RATIO].v), 1) : out[RATIO];
    out[NOTHING] = quotient(groups[0].nothing, groups[0].nothing);
}

static exq_bootstrap_plan plan_of(const uint64_t *cells, size_t group_count, exq_bootstrap_scheme scheme)
{
    return (exq_bootstrap_plan){
        .cells = cells,
        .group_count = group_count,
        .cell_count = CELLS,
        .masks = masks,
        .sum_count = SUMS,
        .figures = figures,
        .figure_count = FIGURES,
        .scheme = scheme,
        .draws = 3999,
        .seed = 5,
        .level = 0.95,
    };
}

static void run(const exq_bootstrap_plan *plan, exq_bootstrap out[FIGURES])
{
    exq_arena *arena = exq_arena_new();
    assert_true(exq_bootstrap_run(plan, arena, out));
    exq_arena_free(arena);
}

/* ------------------------------------------------------------------------------------------------- theory */

static void one_rate_is_a_binomial(void **state)
{
    (void)state;
    static const uint64_t cells[] = {60, 240};
    const exq_bootstrap_plan plan = plan_of(cells, 1, EXQ_BOOTSTRAP_WITHIN_GROUPS);
    exq_bootstrap found[FIGURES];
    run(&plan, found);
    const double p = 0.2, se = sqrt(p * (1 - p) / 300);
    assert_true(found[RATE].value.v == p);
    assert_true(near_relative(found[RATE].se.v, se, 0.05));
    assert_int_equal(found[RATE].undefined, 0);
    /* A binomial's acceleration is its skewness over 6. */
    assert_true(near_relative(found[RATE].acceleration.v, (1 - 2 * p) / (6 * sqrt(300 * p * (1 - p))), 1e-10));
    assert_true(fabs(found[RATE].percentile.lo.v - (p - 1.96 * se)) < 0.005);
    assert_true(fabs(found[RATE].percentile.hi.v - (p + 1.96 * se)) < 0.005);
    assert_string_equal(found[RATE].percentile.method, "bootstrap_percentile");
    assert_string_equal(found[RATE].bca.method, "bootstrap_bca");
    /* Skewed to the right: BCa lies above. */
    assert_true(found[RATE].bca.lo.v >= found[RATE].percentile.lo.v);
    assert_true(found[RATE].bca.hi.v >= found[RATE].percentile.hi.v);
}

/* A group's share of the selected varies more when the group's own size does. */
static void shares_need_everyone_resampled(void **state)
{
    (void)state;
    static const uint64_t cells[] = {120, 280, 480, 1120}; /* both .3, 400 and 1,600 people */
    exq_bootstrap_plan plan = plan_of(cells, 2, EXQ_BOOTSTRAP_EVERYONE);
    exq_bootstrap everyone[FIGURES], within[FIGURES];
    run(&plan, everyone);
    plan.scheme = EXQ_BOOTSTRAP_WITHIN_GROUPS;
    run(&plan, within);
    assert_true(near_relative(everyone[SHARE].se.v, sqrt(0.2 * 0.8 / 600), 0.05));
    assert_true(near_relative(within[SHARE].se.v, 0.2 * 0.8 * sqrt(0.7 / 0.3 * (1.0 / 400 + 1.0 / 1600)), 0.05));
    assert_true(near_relative(everyone[RATE].se.v, within[RATE].se.v, 0.06));
}

static void bca_follows_a_change_of_scale(void **state)
{
    (void)state;
    static const uint64_t cells[] = {18, 42, 50, 50};
    const exq_bootstrap_plan plan = plan_of(cells, 2, EXQ_BOOTSTRAP_WITHIN_GROUPS);
    exq_bootstrap found[FIGURES];
    run(&plan, found);
    assert_true(near_relative(log(found[RATIO].percentile.lo.v), found[LOG_RATIO].percentile.lo.v, 1e-3));
    assert_true(found[RATIO].bias.v == found[LOG_RATIO].bias.v);
    /* The acceleration of another scale is another, but the intervals are nearly the same. */
    assert_true(fabs(log(found[RATIO].bca.lo.v) - found[LOG_RATIO].bca.lo.v) < 0.05);
    assert_true(fabs(log(found[RATIO].bca.hi.v) - found[LOG_RATIO].bca.hi.v) < 0.05);
    /* Katz: sqrt(1/18 - 1/60 + 1/50 - 1/100) */
    assert_true(near_relative(found[LOG_RATIO].se.v, sqrt(1.0 / 18 - 1.0 / 60 + 1.0 / 50 - 1.0 / 100), 0.08));
}

/* ---------------------------------------------------------------------------------------------- behaviour */

static size_t product_calls;

static void counting_product(size_t rows, size_t inner, size_t width, const double *left, const double *right,
                             double *out)
{
    product_calls++;
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = width; j-- > 0;) {
            out[i * width + j] = 0;
            for (size_t k = inner; k-- > 0;)
                out[i * width + j] += left[i * inner + k] * right[k * width + j];
        }
    }
}

static void any_product_and_any_run_gives_the_same_bits(void **state)
{
    (void)state;
    static const uint64_t cells[] = {18, 42, 50, 50, 0, 0, 7, 3};
    exq_bootstrap_plan plan = plan_of(cells, 4, EXQ_BOOTSTRAP_EVERYONE);
    exq_bootstrap plain[FIGURES], again[FIGURES], other[FIGURES];
    run(&plan, plain);
    run(&plan, again);
    plan.product = counting_product;
    run(&plan, other);
    assert_in_range(product_calls, 3999 / 256, 3999 / 256 + 4);
    for (size_t f = 0; f < NOTHING; f++) {
        assert_true(plain[f].bca.lo.v == again[f].bca.lo.v && plain[f].bca.hi.v == again[f].bca.hi.v);
        assert_true(plain[f].bca.lo.v == other[f].bca.lo.v && plain[f].bca.hi.v == other[f].bca.hi.v);
        assert_true(plain[f].se.v == other[f].se.v);
    }
    plan.seed++;
    run(&plan, other);
    assert_true(plain[RATIO].bca.lo.v != other[RATIO].bca.lo.v);
}

static void undefined_replicates_are_counted(void **state)
{
    (void)state;
    /* Two of forty: in an eighth of the replicates nobody of the second group is selected. */
    static const uint64_t few[] = {20, 20, 2, 38};
    exq_bootstrap_plan plan = plan_of(few, 2, EXQ_BOOTSTRAP_WITHIN_GROUPS);
    exq_bootstrap found[FIGURES];
    run(&plan, found);
    assert_true(fabs((double)found[RATIO].undefined / 3999 - pow(0.95, 40)) < 0.03);
    assert_int_equal(found[RATIO].bca.lo.why, EXQ_WHY_INPUT_UNDEFINED);
    assert_int_equal(found[RATIO].percentile.hi.why, EXQ_WHY_INPUT_UNDEFINED);
    assert_null(found[RATIO].bca.method);
    assert_true(exq_known(found[RATE].bca.lo)); /* the other figures do not suffer */
    /* Ten of forty: one in a hundred thousand. */
    static const uint64_t enough[] = {20, 20, 10, 30};
    plan.cells = enough;
    run(&plan, found);
    assert_true(found[RATIO].undefined < 5);
    assert_true(exq_known(found[RATIO].bca.lo));
}

static void what_cannot_be_said(void **state)
{
    (void)state;
    static const uint64_t cells[] = {18, 42, 50, 50}, all[] = {30, 0, 1, 40};
    exq_bootstrap_plan plan = plan_of(cells, 2, EXQ_BOOTSTRAP_WITHIN_GROUPS);
    exq_bootstrap found[FIGURES];
    run(&plan, found);
    assert_int_equal(found[NOTHING].value.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(found[NOTHING].bca.lo.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(found[NOTHING].undefined, plan.draws);
    /* Too few draws for the ends. */
    plan.draws = 30;
    run(&plan, found);
    assert_int_equal(found[RATE].percentile.lo.why, EXQ_WHY_NO_INTERVAL);
    assert_true(exq_known(found[RATE].se));
    plan.draws = 0;
    run(&plan, found);
    assert_int_equal(found[RATE].percentile.lo.why, EXQ_WHY_INPUT_UNDEFINED);
    /* Everybody selected: all replicates are alike, which is no certainty. */
    plan = plan_of(all, 2, EXQ_BOOTSTRAP_WITHIN_GROUPS);
    run(&plan, found);
    assert_true(found[RATE].se.v == 0 && found[RATE].bias.v == 0);
    assert_int_equal(found[RATE].percentile.lo.why, EXQ_WHY_NO_INTERVAL);
    assert_int_equal(found[RATE].bca.hi.why, EXQ_WHY_NO_INTERVAL);
    /* With one person less nobody of the second group is selected. */
    assert_int_equal(found[RATIO].acceleration.why, EXQ_WHY_ZERO_DENOMINATOR);
}

/* The .95 interval of a ratio holds the truth in about 95 of 100 worlds. */
static void bca_covers(void **state)
{
    (void)state;
    enum { WORLDS = 300 };
    exq_random random;
    exq_random_init(&random, 61, 0);
    int covered = 0;
    for (int world = 0; world < WORLDS; world++) {
        const uint64_t a = exq_sample_binomial(&random, 150, 3, 10), b = exq_sample_binomial(&random, 200, 4, 10);
        const uint64_t cells[] = {a, 150 - a, b, 200 - b};
        exq_bootstrap_plan plan = plan_of(cells, 2, EXQ_BOOTSTRAP_WITHIN_GROUPS);
        plan.draws = 999;
        plan.seed = (uint64_t)world;
        exq_bootstrap found[FIGURES];
        run(&plan, found);
        covered += found[RATIO].bca.lo.v <= 0.75 && 0.75 <= found[RATIO].bca.hi.v;
    }
    print_message("BCa covers in %.3f of %d worlds\n", (double)covered / WORLDS, WORLDS);
    assert_true(fabs((double)covered / WORLDS - 0.95) < 3 * sqrt(0.95 * 0.05 / WORLDS) + 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_rate_is_a_binomial),
        cmocka_unit_test(shares_need_everyone_resampled),
        cmocka_unit_test(bca_follows_a_change_of_scale),
        cmocka_unit_test(any_product_and_any_run_gives_the_same_bits),
        cmocka_unit_test(undefined_replicates_are_counted),
        cmocka_unit_test(what_cannot_be_said),
        cmocka_unit_test(bca_covers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
