/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ranges of areas under ROC curves hold what they promise: of one group, and of the highest against the lowest of several that
 * are all alike, over many worlds drawn from known laws.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "distributions.h"
#include "sampling.h"
#include "scored.h"

enum { WORLDS = 1500, BINS = 8, MOST_GROUPS = 7 };

/* Weights of the bins for those with a positive and with a negative label. */
typedef struct law {
    uint64_t positive[BINS], negative[BINS];
    uint64_t positives, negatives; /* people of a group */
    double loss; /* of coverage that is known and allowed: next to 1 so few people show too little spread */
} law;

static const law laws[] = {
    {{1, 2, 3, 4, 5, 5, 6, 6},   {6, 6, 5, 4, 4, 3, 2, 1},    40,  80,  0   },
    {{1, 1, 2, 3, 5, 8, 12, 16}, {16, 14, 10, 6, 3, 2, 1, 1}, 30,  60,  0.01},
    {{0, 0, 1, 1, 3, 8, 20, 40}, {40, 25, 10, 5, 2, 1, 1, 0}, 30,  60,  0.06},
    {{1, 1, 1, 1, 1, 1, 1, 1},   {1, 1, 1, 1, 1, 1, 1, 1},    60,  25,  0   },
    {{3, 5, 8, 9, 9, 8, 5, 4},   {4, 7, 9, 9, 8, 6, 4, 2},    200, 300, 0   }
};
static exq_score_bin bins[BINS];
static const exq_scale scale = {.bins = bins, .bin_count = BINS};

static double true_area(const law *of)
{
    return exq_area_under(&scale, of->positive, of->negative).value.v;
}

static exq_scored_value draw_area(const law *of, exq_random *random)
{
    uint64_t positive[BINS], negative[BINS];
    exq_sample_multinomial(random, of->positives, of->positive, BINS, positive);
    exq_sample_multinomial(random, of->negatives, of->negative, BINS, negative);
    return exq_area_under(&scale, positive, negative);
}

/* Three standard errors below the level promised. */
static double least_coverage(void)
{
    return 0.95 - 3 * sqrt(0.95 * 0.05 / WORLDS);
}

static void one_area(void **state)
{
    (void)state;
    for (size_t l = 0; l < sizeof laws / sizeof laws[0]; l++) {
        const double truth = true_area(&laws[l]);
        size_t covered = 0;
        for (uint64_t w = 0; w < WORLDS; w++) {
            exq_random random;
            exq_random_init(&random, 11 + l, w);
            const exq_scored_value area = draw_area(&laws[l], &random);
            const exq_range range = exq_range_of_area(&area, 0.95);
            covered += range.lo.v <= truth && truth <= range.hi.v;
        }
        print_message("area %.3f, %d and %d people: %.4f\n", truth, (int)laws[l].positives, (int)laws[l].negatives,
                      (double)covered / WORLDS);
        assert_true((double)covered / WORLDS >= least_coverage() - laws[l].loss);
    }
}

static void gap_of_alike_groups(void **state)
{
    (void)state;
    for (size_t l = 0; l < sizeof laws / sizeof laws[0]; l++) {
        for (size_t count = 2; count <= MOST_GROUPS; count += 5) {
            const exq_reach reach = exq_reach_of(0.95, 0.95, count);
            const double z[2] = {reach.away, reach.towards};
            size_t covered = 0;
            for (uint64_t w = 0; w < WORLDS; w++) {
                double values[MOST_GROUPS];
                exq_limits limits[2][MOST_GROUPS];
                exq_random random;
                exq_random_init(&random, 100 * l + count, w);
                for (size_t g = 0; g < count; g++) {
                    const exq_scored_value area = draw_area(&laws[l], &random);
                    values[g] = area.value.v;
                    for (size_t end = 0; end < 2; end++) {
                        const exq_range range = exq_range_of_area(&area, 2 * exq_normal_cdf(z[end]) - 1);
                        limits[end][g] = (exq_limits){range.lo.v, range.hi.v};
                    }
                }
                covered += exq_interval_extremes_of(values, limits[0], limits[1], count, false).difference.lo.v <= 0;
            }
            print_message("%d groups, area %.3f: %.4f\n", (int)count, true_area(&laws[l]), (double)covered / WORLDS);
            assert_true((double)covered / WORLDS >= least_coverage() - laws[l].loss);
        }
    }
}

int main(void)
{
    for (size_t b = 0; b < BINS; b++)
        bins[b].low = bins[b].high = (double)b;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_area),
        cmocka_unit_test(gap_of_alike_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
