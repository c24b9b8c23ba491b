/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random counts follow their law: chi-square of what was drawn against the exact density, with fixed seeds.
 */
#include "sampling.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "count_law.h"
#include "distributions.h"
#include "statistics_kit.h"

enum { DRAWS = 100000 };

typedef struct goodness {
    double observed, expected; /* of the class that is being filled */
    double chi2;
    double classes;
} goodness;

/* Classes are joined until each expects 20 draws. */
static void add(goodness *fit, double observed, double probability, bool last)
{
    fit->observed += observed;
    fit->expected += probability * DRAWS;
    if (fit->expected < 20 && !last)
        return;
    if (fit->expected > 0)
        fit->chi2 += pow(fit->observed - fit->expected, 2) / fit->expected;
    fit->classes += fit->expected > 0;
    fit->observed = fit->expected = 0;
}

static double p_of(const goodness *fit)
{
    return fit->classes > 1 ? exq_chi2_upper(fit->chi2, fit->classes - 1) : 1;
}

/* Every p above 1e-4 with about thirty laws: a wrong law of a percent fails by far. */
static const double least_p = 1e-4;

static void binomial_follows_its_density(void **state)
{
    (void)state;
    static const struct {
        uint64_t n, part, whole;
    } laws[] = {
        {1,      1,   2   },
        {2,      1,   3   },
        {10,     1,   10  },
        {10,     9,   10  },
        {30,     1,   1000},
        {50,     1,   2   },
        {500,    1,   5   },
        {1000,   1,   500 },
        {5000,   3,   7   },
        {100,    100, 100 },
        {100,    0,   7   },
        {0,      1,   2   },
        {100000, 1,   2   }
    };
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        const exq_binomial law = exq_binomial_of(laws[i].n, laws[i].part, laws[i].whole);
        uint64_t *counts = calloc(law.n + 1, sizeof *counts);
        exq_random random;
        exq_random_init(&random, 3, i);
        for (int draw = 0; draw < DRAWS; draw++)
            counts[exq_sample_binomial(&random, law.n, law.part, law.whole)]++;
        goodness fit = {0};
        for (uint64_t k = 0; k <= law.n; k++)
            add(&fit, (double)counts[k], exp(exq_binomial_log(&law, k)), k == law.n);
        assert_true(p_of(&fit) > least_p);
        free(counts);
    }
}

static void hypergeometric_follows_its_density(void **state)
{
    (void)state;
    static const uint64_t laws[][3] = {
        {1,      1,      1     },
        {3,      4,      5     },
        {10,     20,     7     },
        {50,     50,     50    },
        {7,      1000,   40    },
        {1000,   7,      40    },
        {500,    6500,   1400  },
        {30,     30,     59    },
        {900,    800,    802   },
        {0,      10,     5     },
        {10,     0,      5     },
        {100000, 100000, 100000}
    };
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        const exq_hypergeometric law = exq_hypergeometric_of(laws[i][0], laws[i][1], laws[i][2]);
        uint64_t *counts = calloc(law.most + 1, sizeof *counts);
        exq_random random;
        exq_random_init(&random, 4, i);
        for (int draw = 0; draw < DRAWS; draw++) {
            const uint64_t k = exq_sample_hypergeometric(&random, law.group, law.rest, law.drawn);
            assert_true(k >= law.least && k <= law.most);
            counts[k]++;
        }
        goodness fit = {0};
        for (uint64_t k = law.least; k <= law.most; k++)
            add(&fit, (double)counts[k], exp(exq_hypergeometric_log(&law, k)), k == law.most);
        assert_true(p_of(&fit) > least_p);
        free(counts);
    }
}

/* Of a law too wide to count: mean and variance, to five standard errors. */
static void large_laws_have_their_moments(void **state)
{
    (void)state;
    enum { SHORT = 20000 };
    const double n = 4e9;
    exq_random random;
    exq_random_init(&random, 5, 0);
    double sum = 0, square = 0;
    for (int draw = 0; draw < SHORT; draw++) {
        const double z = ((double)exq_sample_hypergeometric(&random, 1000000000, 3000000000, 2000000000) - 5e8) /
                         sqrt(n * 0.25 * 0.75 * 0.5 * 0.5);
        sum += z;
        square += z * z;
    }
    assert_true(fabs(sum / SHORT) < 5 / sqrt(SHORT));
    assert_true(fabs(square / SHORT - 1) < 5 * sqrt(2.0 / SHORT));
}

static void parts_add_up_and_follow_their_marginals(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {5, 0, 20, 7};
    const exq_hypergeometric last = exq_hypergeometric_of(7, 25, 11);
    const exq_binomial second = exq_binomial_of(11, 20, 32);
    uint64_t of_last[12] = {0}, of_second[12] = {0};
    exq_random random;
    exq_random_init(&random, 6, 0);
    for (int draw = 0; draw < DRAWS; draw++) {
        uint64_t out[4];
        exq_sample_groups(&random, sizes, 4, 11, out);
        assert_int_equal(out[0] + out[1] + out[2] + out[3], 11);
        assert_true(out[0] <= 5 && out[1] == 0 && out[2] <= 20 && out[3] <= 7);
        of_last[out[3]]++;
        exq_sample_multinomial(&random, 11, sizes, 4, out);
        assert_int_equal(out[0] + out[1] + out[2] + out[3], 11);
        assert_int_equal(out[1], 0);
        of_second[out[2]]++;
    }
    goodness groups = {0}, cells = {0};
    for (uint64_t k = 0; k <= 11; k++) {
        add(&groups, (double)of_last[k], exp(exq_hypergeometric_log(&last, k)), k == 11);
        add(&cells, (double)of_second[k], exp(exq_binomial_log(&second, k)), k == 11);
    }
    assert_true(p_of(&groups) > least_p);
    assert_true(p_of(&cells) > least_p);
}

static void the_same_seed_gives_the_same_counts(void **state)
{
    (void)state;
    exq_random one, two;
    exq_random_init(&one, 7, 8);
    exq_random_init(&two, 7, 8);
    for (int i = 0; i < 100; i++)
        assert_int_equal(exq_sample_binomial(&one, 1000, 1, 3), exq_sample_binomial(&two, 1000, 1, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binomial_follows_its_density),
        cmocka_unit_test(hypergeometric_follows_its_density),
        cmocka_unit_test(large_laws_have_their_moments),
        cmocka_unit_test(parts_add_up_and_follow_their_marginals),
        cmocka_unit_test(the_same_seed_gives_the_same_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
