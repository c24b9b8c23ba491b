/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often the interval of one rate holds it, without simulation: every count, every rate.
 */
#include "distributions.h"
#include "interval.h"
#include "statistics_kit.h"

/* P(K <= k) of n trials at rate p. */
static double at_most(double k, double n, double p)
{
    return k < 0 ? 0 : k >= n ? 1 : 1 - exq_beta_cdf(p, k + 1, n - k);
}

/* Averaged over all rates alike: the sum over counts of the integral of the density from end to end, which is that of
 * a beta distribution over n + 1. */
static void wilson_holds_on_average(void **state)
{
    (void)state;
    double lowest = 1, highest = 0;
    for (double n = 20; n <= 1000; n += n < 200 ? 1 : 50) {
        double mean = 0;
        for (double k = 0; k <= n; k++) {
            const exq_range range = exq_interval_wilson((exq_proportion){k, n, false}, 0.95);
            mean += (exq_beta_cdf(range.hi.v, k + 1, n - k + 1) - exq_beta_cdf(range.lo.v, k + 1, n - k + 1)) / (n + 1);
        }
        lowest = fmin(lowest, mean);
        highest = fmax(highest, mean);
    }
    print_message("Wilson, mean coverage of 20 to 1,000 people: %.4f to %.4f\n", lowest, highest);
    assert_true(lowest >= 0.945 && highest <= 0.955);
}

/* The limits of the fold: no rate is held less often than promised. Coverage is least just beyond the end of one of the
 * intervals, so only the ends need be tried. */
static void clopper_pearson_always_holds(void **state)
{
    (void)state;
    for (double n = 1; n <= 200; n++) {
        double lo[201], hi[201];
        for (double k = 0; k <= n; k++) {
            lo[(size_t)k] = k > 0 ? exq_beta_quantile(0.025, k, n - k + 1) : 0;
            hi[(size_t)k] = k < n ? exq_beta_quantile(0.975, k + 1, n - k) : 1;
        }
        for (double k = 0; k < n; k++) {
            /* Just above the upper end of k: held by the counts above it that begin at or below it. */
            const double p = hi[(size_t)k];
            const size_t first = (size_t)k + 1;
            size_t last = first;
            while (last < (size_t)n && lo[last + 1] <= p)
                last++;
            assert_true(at_most((double)last, n, p) - at_most((double)first - 1, n, p) >= 0.95 - 1e-12);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_holds_on_average),
        cmocka_unit_test(clopper_pearson_always_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
