/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One rejection method serves both laws, since both are log-concave: around the mode m with density p, f(m + x) is at
 * most p min(1, e^(1 - p|x|)). Under that hat lie a flat middle and two exponential slopes; a point under it is kept
 * with the chance f(m + x) / hat, so that 4 + p points are needed on average, whatever the counts. L. Devroye, "A
 * simple generator for discrete log-concave distributions", 1987.
 */
#include "sampling.h"

#include <math.h>
#include <stdbool.h>

#include "count_law.h"

/* ln P(k) of a law. */
typedef double (*log_density)(const void *law, uint64_t k);

static uint64_t draw(exq_random *random, log_density f, const void *law, uint64_t mode, uint64_t least, uint64_t most)
{
    if (least == most)
        return least;
    const double log_p = f(law, mode);
    const double p = exp(log_p);
    const double width = 1 + p / 2; /* of the flat middle, in units of 1/p: half a step wider, for the rounding */
    for (;;) {
        const double part = exq_random_unit(random) * (1 + width);
        /* On the slopes the distance beyond the middle is exponential. */
        const double y = part <= width ? part : width - log(exq_random_unit(random));
        const double distance = floor(y / p + 0.5);
        const bool down = exq_random_u32(random) >> 31 != 0;
        const double height = log(exq_random_unit(random)) + fmin(0, width - y);
        if (distance > (double)(down ? mode - least : most - mode))
            continue;
        const uint64_t k = down ? mode - (uint64_t)distance : mode + (uint64_t)distance;
        if (height <= f(law, k) - log_p)
            return k;
    }
}

static double binomial(const void *law, uint64_t k)
{
    return exq_binomial_log(law, k);
}

uint64_t exq_sample_binomial(exq_random *random, uint64_t n, uint64_t part, uint64_t whole)
{
    const exq_binomial law = exq_binomial_of(n, part, whole);
    const bool certain = part == 0 || part == whole;
    return draw(random, binomial, &law, law.mode, certain ? law.mode : 0, certain ? law.mode : n);
}

static double hypergeometric(const void *law, uint64_t k)
{
    return exq_hypergeometric_log(law, k);
}

uint64_t exq_sample_hypergeometric(exq_random *random, uint64_t group, uint64_t rest, uint64_t drawn)
{
    if (group == 0 || rest == 0) /* as the last of several groups: nothing is left to chance, and no law is needed */
        return group == 0 ? 0 : drawn;
    const exq_hypergeometric law = exq_hypergeometric_of(group, rest, drawn);
    return draw(random, hypergeometric, &law, law.mode, law.least, law.most);
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
