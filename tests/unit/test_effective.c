/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several rows of one person: effective numbers, design effects, correlations and the ranges made of them, each against
 * plain loops over the rows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "distributions.h"
#include "effective.h"
#include "persons_builder.h"
#include "random.h"

enum { MOST_ROWS = 400, MOST_PERSONS = 60 };

typedef struct data_set {
    built_data rows[MOST_ROWS];
    size_t count, persons, groups;
} data_set;

/* Persons have tempers of their own; `mixed`: they are in several groups. */
static void draw(exq_random *random, bool mixed, data_set *out)
{
    double tempers[MOST_PERSONS];
    out->groups = 2 + exq_random_below(random, 2);
    out->persons = 12 + exq_random_below(random, MOST_PERSONS - 12);
    out->count = 2 * out->persons + exq_random_below(random, MOST_ROWS - 2 * out->persons);
    for (size_t p = 0; p < out->persons; p++)
        tempers[p] = exq_random_unit(random);
    for (size_t i = 0; i < out->count; i++) {
        size_t person = i < out->persons ? i : exq_random_below(random, out->persons);
        bool selected = exq_random_unit(random) < tempers[person], positive = exq_random_below(random, 2) == 0;
        out->rows[i] = (built_data){
            .person = person,
            .group = mixed ? exq_random_below(random, out->groups) : person % out->groups,
            .cell = selected   ? (positive ? EXQ_TP : EXQ_FP)
                    : positive ? EXQ_FN
                               : EXQ_TN,
        };
    }
}

/* ---------------------------------------------------------------------------------------------- plain loops */

typedef struct plain_rate {
    double y[MOST_PERSONS], x[MOST_PERSONS], z[MOST_PERSONS]; /* z: y less p x, over all x */
    double rows, persons, p, variance, n;
} plain_rate;

/* `group` beyond the groups: everyone but group - groups. */
static void loop_over(const data_set *data, size_t group, const exq_quantity *quantity, plain_rate *out)
{
    *out = (plain_rate){0};
    double counted = 0, squares = 0, most = 0, sizes = 0, selected = 0, rejected = 0;
    for (size_t i = 0; i < data->count; i++) {
        const built_data *row = &data->rows[i];
        bool inside = group < data->groups ? row->group == group : row->group != group - data->groups;
        out->y[row->person] += inside && (quantity->num >> row->cell & 1) != 0;
        out->x[row->person] += inside && (quantity->den >> row->cell & 1) != 0;
    }
    for (size_t u = 0; u < data->persons; u++) {
        out->persons += out->x[u] > 0;
        out->rows += out->x[u];
        counted += out->y[u];
        most = fmax(most, out->x[u]);
        sizes += out->x[u] * out->x[u];
        selected += out->y[u] > 0;
        rejected += out->y[u] < out->x[u];
    }
    out->p = counted / out->rows;
    for (size_t u = 0; u < data->persons; u++) {
        out->z[u] = (out->y[u] - out->p * out->x[u]) / out->rows;
        squares += out->z[u] * out->z[u];
    }
    out->variance = out->persons / (out->persons - 1) * squares;
    double freedom = fmax(fmin(fmin(selected, rejected), out->rows * out->rows / sizes - 1), 1);
    double quantiles = exq_normal_quantile(0.975) / exq_student_quantile(0.975, freedom);
    double worth = fmax(out->p * (1 - out->p) / out->variance * quantiles * quantiles, out->rows * out->rows / sizes);
    out->n = most < 2 ? out->rows : fmin(out->rows, worth);
}

static double covariance(const plain_rate *a, const plain_rate *b)
{
    double sum = 0;
    for (size_t u = 0; u < MOST_PERSONS; u++)
        sum += a->z[u] * b->z[u];
    return sum;
}

static exq_limits wilson_of(const plain_rate *rate, double z)
{
    double n = rate->n, p = rate->p, middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return (exq_limits){middle - half, middle + half};
}

static const exq_quantity *const rates[] = {&exq_quantities[EXQ_QUANTITY_selection_rate],
                                            &exq_quantities[EXQ_QUANTITY_true_positive_rate],
                                            &exq_quantities[EXQ_QUANTITY_precision]};
enum { RATES = sizeof rates / sizeof rates[0] };

/* ---------------------------------------------------------------------------------------------------- rates */

static void rates_go_by_the_variance_over_persons(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 5, 1);
    const double z = exq_normal_quantile(0.975);
    for (int round = 0; round < 200; round++) {
        static data_set data;
        static plain_rate expected;
        draw(&random, round % 2 == 0, &data);
        exq_arena *arena = exq_arena_new();
        exq_published question = built_from_data(arena, data.rows, data.count, data.groups, data.persons);
        exq_findings findings = built_findings(&question, built_options(), arena);
        for (size_t g = 0; g < data.groups; g++) {
            for (size_t r = 0; r < RATES; r++) {
                const exq_rate_value *found = find_rate(&findings.groups[g], rates[r]->id);
                loop_over(&data, g, rates[r], &expected);
                if (expected.persons < 3 || expected.p <= 0 || expected.p >= 1)
                    continue;
                exq_limits limits = wilson_of(&expected, z);
                assert_true(near(found->value.v, expected.p, 1e-12));
                assert_true(range_is(found->range, limits.lo, limits.hi, 1e-9));
                assert_string_equal(found->range.method, "wilson_units");
                double people = expected.p * (1 - expected.p) / (expected.rows - 1);
                assert_true(near(found->design_effect, expected.variance / people, 1e-9));
            }
        }
        exq_arena_free(arena);
    }
}

static exq_estimate estimate_of(const exq_cells *cells, size_t rate)
{
    return exq_estimate_of(rates[rate], cells, cells, false);
}

static void rows_of_different_people_are_people(void **state)
{
    (void)state;
    built_data rows[100];
    for (size_t i = 0; i < 100; i++)
        rows[i] = (built_data){.person = i, .group = i % 2, .cell = (exq_cell_name)(i % 7 % 4)};
    exq_arena *arena = exq_arena_new();
    exq_published question = built_from_data(arena, rows, 100, 2, 100);
    exq_published plain = question;
    exq_row groups[2];
    plain.has_units = false;
    plain.marginal.groups = groups;
    plain.marginal.crossing_count = 0;
    for (size_t g = 0; g < 2; g++) {
        groups[g] = question.marginal.groups[g];
        groups[g].persons = NULL;
        exq_cells cells = exq_cells_of(&question.marginal.groups[g], 2, 1);
        for (size_t r = 0; r < RATES; r++) {
            exq_estimate estimate = estimate_of(&cells, r);
            exq_proportion found = exq_estimate_proportion(&estimate);
            assert_true(near(found.n, (double)estimate.den.people, 1e-12));
            assert_true(near(found.k, (double)estimate.num.people, 1e-12));
            assert_true(near(exq_estimate_design_effect(&estimate), 1, 1e-12));
        }
    }
    exq_findings with = built_findings(&question, built_options(), arena);
    exq_findings without = built_findings(&plain, built_options(), arena);
    assert_int_equal(with.disparity_count, without.disparity_count);
    for (size_t i = 0; i < with.disparity_count; i++) {
        const exq_disparity *a = &with.disparities[i], *b = &without.disparities[i];
        if (strstr(a->metric, "average_") != NULL) /* of two rates that could be of the same persons */
            continue;
        assert_true((a->together.method == NULL) == (b->together.method == NULL));
        if (exq_known(b->together.lo))
            assert_true(near(a->together.lo.v, b->together.lo.v, 1e-9));
        if (exq_known(b->together.hi))
            assert_true(near(a->together.hi.v, b->together.hi.v, 1e-9));
    }
    exq_arena_free(arena);
}

/* The selection rate of persons with two rows each, all in one cell. */
static exq_proportion proportion_of(size_t persons, exq_cell_name cell)
{
    built_data rows[64];
    for (size_t i = 0; i < 2 * persons; i++)
        rows[i] = (built_data){.person = i / 2, .group = 0, .cell = cell};
    exq_arena *arena = exq_arena_new();
    exq_published question = built_from_data(arena, rows, 2 * persons, 1, persons);
    exq_cells cells = exq_cells_of(&question.marginal.groups[0], 2, 1);
    exq_estimate estimate = estimate_of(&cells, 0);
    assert_true(isnan(exq_estimate_design_effect(&estimate)));
    exq_proportion found = exq_estimate_proportion(&estimate);
    exq_arena_free(arena);
    return found;
}

static void without_variance_persons_are_counted(void **state)
{
    (void)state;
    exq_proportion none = proportion_of(9, EXQ_UR), all = proportion_of(9, EXQ_US), one = proportion_of(1, EXQ_US);
    assert_true(none.k == 0 && none.n == 9);
    assert_true(all.k == 9 && all.n == 9);
    assert_true(one.k == 1 && one.n == 1);
    /* Two persons who are alike show no variance, and not that there is none. */
    built_data rows[] = {
        {0, 0, EXQ_US},
        {0, 0, EXQ_UR},
        {1, 0, EXQ_US},
        {1, 0, EXQ_UR}
    };
    exq_arena *arena = exq_arena_new();
    exq_published question = built_from_data(arena, rows, 4, 1, 2);
    exq_cells cells = exq_cells_of(&question.marginal.groups[0], 2, 1);
    exq_estimate estimate = estimate_of(&cells, 0);
    exq_proportion found = exq_estimate_proportion(&estimate);
    assert_true(found.n == 2 && found.k == 1);
    exq_arena_free(arena);
}

/* ------------------------------------------------------------------------------------------- shared persons */

static double correlation_of(const plain_rate *a, const plain_rate *b)
{
    return covariance(a, b) / sqrt(covariance(a, a) * covariance(b, b));
}

/* The ends of the difference of two rates: 2 r times the product of the two distances is taken off the sum of squares. */
static exq_limits difference_of(const plain_rate *a, const plain_rate *b, double z)
{
    exq_limits a_limits = wilson_of(a, z), b_limits = wilson_of(b, z);
    double r = correlation_of(a, b);
    double a_low = a->p - a_limits.lo, a_high = a_limits.hi - a->p, b_low = b->p - b_limits.lo,
           b_high = b_limits.hi - b->p;
    return (exq_limits){a->p - b->p - sqrt(a_low * a_low + b_high * b_high - 2 * r * a_low * b_high),
                        a->p - b->p + sqrt(a_high * a_high + b_low * b_low - 2 * r * a_high * b_low)};
}

static void check_difference(const exq_findings *findings, const char *metric, size_t group, const plain_rate *own,
                             const plain_rate *other, double share)
{
    const exq_disparity *row = find_row(findings, metric, group);
    if (row == NULL || fmin(own->persons, other->persons) < 3 || own->p <= 0 || own->p >= 1 || other->p <= 0 ||
        other->p >= 1)
        return;
    exq_limits limits = difference_of(own, other, exq_normal_quantile(0.975));
    assert_true(range_is(row->alone, share * limits.lo, share * limits.hi, 1e-8));
    assert_string_equal(row->alone.method, "newcombe_units");
}

static void differences_allow_for_shared_persons(void **state)
{
    (void)state;
    static const exq_reference_kind kinds[] = {EXQ_REFERENCE_LEVEL, EXQ_REFERENCE_REST, EXQ_REFERENCE_OVERALL};
    exq_random random;
    exq_random_init(&random, 5, 2);
    for (int round = 0; round < 150; round++) {
        static data_set data;
        static plain_rate own, other;
        draw(&random, true, &data);
        exq_arena *arena = exq_arena_new();
        exq_published question = built_from_data(arena, data.rows, data.count, data.groups, data.persons);
        exq_metric_options options = built_options_level(round % 2 == 0 ? 0 : data.groups - 1);
        options.reference = kinds[round % 3];
        exq_findings findings = built_findings(&question, options, arena);
        for (size_t g = 0; g < data.groups; g++) {
            for (size_t r = 0; r < RATES; r++) {
                bool level = options.reference == EXQ_REFERENCE_LEVEL;
                loop_over(&data, g, rates[r], &own);
                loop_over(&data, level ? options.reference_group : data.groups + g, rates[r], &other);
                double share = options.reference == EXQ_REFERENCE_OVERALL ? other.rows / (own.rows + other.rows) : 1;
                const char *metric = built(exq_arena_format(arena, "%s_difference", rates[r]->id));
                check_difference(&findings, metric, g, &own, &other, share);
            }
        }
        exq_arena_free(arena);
    }
}

/* Each ratio r with |a - r b| within reach of zero at the ends: MOVER's limit solves this for r. */
static void ratios_allow_for_shared_persons(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 5, 3);
    int checked = 0;
    for (int round = 0; round < 100; round++) {
        static data_set data;
        static plain_rate own, other;
        draw(&random, true, &data);
        exq_arena *arena = exq_arena_new();
        exq_published question = built_from_data(arena, data.rows, data.count, data.groups, data.persons);
        exq_findings findings = built_findings(&question, built_options_level(0), arena);
        loop_over(&data, 1, rates[0], &own);
        loop_over(&data, 0, rates[0], &other);
        const exq_disparity *row = find_row(&findings, "selection_rate_ratio", 1);
        if (row != NULL && own.p > 0 && own.p < 1 && other.p > 0 && other.p < 1) {
            double z = exq_normal_quantile(0.975), r = correlation_of(&own, &other), rho = row->alone.lo.v;
            exq_limits a = wilson_of(&own, z), b = wilson_of(&other, z);
            double left = own.p - a.lo, right = rho * (b.hi - other.p);
            assert_string_equal(row->alone.method, "mover_units");
            assert_true(near(own.p - rho * other.p, sqrt(left * left + right * right - 2 * r * left * right), 1e-9));
            rho = row->alone.hi.v;
            left = a.hi - own.p;
            right = rho * (other.p - b.lo);
            assert_true(near(rho * other.p - own.p, sqrt(left * left + right * right - 2 * r * left * right), 1e-9));
            checked++;
        }
        exq_arena_free(arena);
    }
    assert_true(checked > 90);
}

static void groups_of_the_same_persons_differ_less_by_chance(void **state)
{
    (void)state;
    /* Each person twice in both groups, and selected in the second where selected in the first. */
    built_data rows[80];
    for (size_t i = 0; i < 80; i++) {
        bool selected = i / 4 % 2 == 0;
        rows[i] = (built_data){.person = i / 4, .group = i % 2, .cell = selected ? EXQ_US : EXQ_UR};
    }
    exq_arena *arena = exq_arena_new();
    exq_published question = built_from_data(arena, rows, 80, 2, 20);
    exq_findings findings = built_findings(&question, built_options_level(0), arena);
    const exq_disparity *gap = find_row(&findings, "selection_rate_difference", 1);
    const exq_disparity *widest = find_row(&findings, "selection_rate_max_difference", ANY_GROUP);
    assert_true(range_is(gap->alone, 0, 0, 1e-9));
    assert_true(widest->together.hi.v < 0.2);

    /* The same rows of forty persons. */
    for (size_t i = 0; i < 80; i++)
        rows[i].person += 20 * rows[i].group;
    question = built_from_data(arena, rows, 80, 2, 40);
    findings = built_findings(&question, built_options_level(0), arena);
    gap = find_row(&findings, "selection_rate_difference", 1);
    assert_true(gap->alone.lo.v < -0.25 && gap->alone.hi.v > 0.25);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_go_by_the_variance_over_persons),
        cmocka_unit_test(rows_of_different_people_are_people),
        cmocka_unit_test(without_variance_persons_are_counted),
        cmocka_unit_test(differences_allow_for_shared_persons),
        cmocka_unit_test(ratios_allow_for_shared_persons),
        cmocka_unit_test(groups_of_the_same_persons_differ_less_by_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
