/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One rejection method serves both laws, since both are log-concave: around the mode m with density p, f(m + x) is at
 * most p min(1, e^(1 - p|x|)). Under that hat lie a flat middle and two exponential slopes; a point under it is kept
 * with the chance f(m + x) / hat, so that 4 + p points are needed on average, whatever the counts. L. Devroye, "A
 * simple generator for discrete log-concave distributions", 1987. Whether a point is kept is mostly seen from bounds of
 * the density (a squeeze: G. Marsaglia, "The squeeze method for generating gamma variates", 1977).
 */
#include "sampling.h"

#include <math.h>
#include <stdbool.h>

#include "count_law.h"

/* A law as it is drawn from: ln P(k), and its table. */
typedef struct drawn_law {
    const void *law;
    double (*log_density)(const void *law, uint64_t k);
    exq_count_table (*table)(const void *law, uint64_t k);
    uint64_t mode, least, most;
} drawn_law;

/* Whether ln P(mode + step) - ln P(mode) is at least `height`, which is below 0. */
static bool reaches(const drawn_law *of, const exq_count_squeeze *squeeze, double log_mode, double step, double height)
{
    if (step == 0)
        return true;
    if (height > exq_count_squeeze_most(squeeze, step))
        return false;
    const uint64_t k = step < 0 ? of->mode - (uint64_t)-step : of->mode + (uint64_t)step;
    return height <= exq_count_squeeze_least(squeeze, step) || height <= of->log_density(of->law, k) - log_mode;
}

static uint64_t draw(exq_random *random, const drawn_law *of)
{
    if (of->least == of->most)
        return of->least;
    const exq_count_squeeze squeeze = exq_count_squeeze_of(of->table(of->law, of->mode));
    const double log_p = of->log_density(of->law, of->mode);
    const double p = exp(log_p);
    const double width = 1 + p / 2; /* of the flat middle, in units of 1/p: half a step wider, for the rounding */
    for (;;) {
        const double part = exq_random_unit(random) * (1 + width);
        /* On the slopes the distance beyond the middle is exponential. */
        const double y = part <= width ? part : width - log(exq_random_unit(random));
        const double distance = floor(y / p + 0.5);
        const bool down = exq_random_u32(random) >> 31 != 0;
        const double height = log(exq_random_unit(random)) + fmin(0, width - y);
        if (distance > (double)(down ? of->mode - of->least : of->most - of->mode))
            continue;
        if (reaches(of, &squeeze, log_p, down ? -distance : distance, height))
            return down ? of->mode - (uint64_t)distance : of->mode + (uint64_t)distance;
    }
}

static double binomial_log(const void *law, uint64_t k)
{
    return exq_binomial_log(law, k);
}

static exq_count_table binomial_table(const void *law, uint64_t k)
{
    return exq_binomial_table(law, k);
}

uint64_t exq_sample_binomial(exq_random *random, uint64_t n, uint64_t part, uint64_t whole)
{
    const exq_binomial law = exq_binomial_of(n, part, whole);
    const bool certain = part == 0 || part == whole;
    return draw(random, &(drawn_law){&law, binomial_log, binomial_table, law.mode, certain ? law.mode : 0,
                                     certain ? law.mode : n});
}

static double hypergeometric_log(const void *law, uint64_t k)
{
    return exq_hypergeometric_log(law, k);
}

static exq_count_table hypergeometric_table(const void *law, uint64_t k)
{
    return exq_hypergeometric_table(law, k);
}

uint64_t exq_sample_hypergeometric(exq_random *random, uint64_t group, uint64_t rest, uint64_t drawn)
{
    if (group == 0 || rest == 0) /* as the last of several groups: nothing is left to chance, and no law is needed */
        return group == 0 ? 0 : drawn;
    const exq_hypergeometric law = exq_hypergeometric_of(group, rest, drawn);
    return draw(random, &(drawn_law){&law, hypergeometric_log, hypergeometric_table, law.mode, law.least, law.most});
}

static uint64_t sum_of(const uint64_t *counts, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += counts[i];
    return sum;
}

void exq_sample_multinomial(exq_random *random, uint64_t n, const uint64_t *weights, size_t count, uint64_t *out)
{
    uint64_t whole = sum_of(weights, count);
    for (size_t i = 0; i < count; i++) {
        out[i] = whole > 0 ? exq_sample_binomial(random, n, weights[i], whole) : 0;
        n -= out[i];
        whole -= weights[i];
    }
}

void exq_sample_groups(exq_random *random, const uint64_t *sizes, size_t count, uint64_t drawn, uint64_t *out)
{
    uint64_t rest = sum_of(sizes, count);
    for (size_t i = 0; i < count; i++) {
        rest -= sizes[i];
        out[i] = exq_sample_hypergeometric(random, sizes[i], rest, drawn);
        drawn -= out[i];
    }
}
