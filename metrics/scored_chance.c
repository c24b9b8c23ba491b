/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deals people of two groups out to the bins again and again.
 */
#include "scored_chance.h"

#include "sampling.h"

/* A deal that is as far but for rounding is as far. */
static const double rounding = 1e-12;

uint64_t exq_scored_deals(size_t bin_count)
{
    const uint64_t most = 999, fewest = 199, draws = 25000;
    const uint64_t deals = draws / (bin_count > 0 ? bin_count : 1);
    return deals > most ? most : deals < fewest ? fewest : deals;
}

typedef struct moments {
    double observed, sum, square;
    uint64_t as_far;
} moments;

static void count_deal(moments *of, double value)
{
    of->sum += value;
    of->square += value * value;
    of->as_far += value >= of->observed - rounding * fmax(1, fabs(of->observed));
}

static exq_dealt conclude(const moments *of, uint64_t deals)
{
    const double n = (double)deals, mean = of->sum / n;
    return (exq_dealt){mean, sqrt(fmax(of->square - n * mean * mean, 0) / (n - 1)), (1 + (double)of->as_far) / (n + 1)};
}

/* ---------------------------------------------------------------------------------------------- fewer bins */

/* Where each bin goes. */
typedef struct joining {
    uint32_t *to;
    exq_scale scale;
} joining;

static bool join_bins(const exq_scale *scale, const uint64_t *const *people, size_t sets, exq_arena *scratch,
                      joining *out)
{
    const size_t bins = scale->bin_count;
    double all = 0, under = 0;
    exq_score_bin *joined = EXQ_NEW(scratch, exq_score_bin, bins);
    out->to = EXQ_NEW(scratch, uint32_t, bins);
    if (joined == NULL || out->to == NULL)
        return false;
    for (size_t i = 0; i < sets * bins; i++)
        all += (double)people[i / bins][i % bins];
    size_t count = 0;
    for (size_t b = 0; b < bins; b++) {
        if (bins <= EXQ_DEALT_BINS || under >= all * (double)count / EXQ_DEALT_BINS)
            joined[count++].low = scale->bins[b].low;
        joined[count - 1].high = scale->bins[b].high;
        out->to[b] = (uint32_t)(count - 1);
        for (size_t s = 0; s < sets; s++)
            under += (double)people[s][b];
    }
    for (size_t b = 0; b < count; b++)
        joined[b].low = joined[b].high = joined[b].low + (joined[b].high - joined[b].low) / 2;
    out->scale = (exq_scale){.bins = joined, .bin_count = count};
    return true;
}

/* ------------------------------------------------------------------------------------------------------ packs */

/* One set of people of two groups by bin, and how it was dealt. At first it is dealt as it is. */
typedef struct pack {
    uint64_t *all, *dealt[2];
    uint64_t size; /* of the first group */
    size_t bins;
} pack;

static bool make_pack(const joining *join, const uint64_t *const people[2], size_t bins, exq_arena *scratch, pack *out)
{
    *out = (pack){.bins = join->scale.bin_count};
    out->all = EXQ_NEW(scratch, uint64_t, out->bins);
    for (size_t g = 0; g < 2; g++)
        out->dealt[g] = EXQ_NEW(scratch, uint64_t, out->bins);
    if (out->all == NULL || out->dealt[0] == NULL || out->dealt[1] == NULL)
        return false;
    for (size_t b = 0; b < bins; b++) {
        out->size += people[0][b];
        for (size_t g = 0; g < 2; g++) {
            out->all[join->to[b]] += people[g][b];
            out->dealt[g][join->to[b]] += people[g][b];
        }
    }
    return true;
}

static void deal(const pack *of, exq_random *random)
{
    exq_sample_groups(random, of->all, of->bins, of->size, of->dealt[0]);
    for (size_t b = 0; b < of->bins; b++)
        of->dealt[1][b] = of->all[b] - of->dealt[0][b];
}

bool exq_deal_distances(const exq_two_scored *both, uint64_t seed, exq_arena *scratch, exq_dealt *ks,
                        exq_dealt *wasserstein)
{
    joining join;
    pack people;
    if (!join_bins(both->scale, both->people, 2, scratch, &join) ||
        !make_pack(&join, both->people, both->scale->bin_count, scratch, &people))
        return false;
    const exq_two_scored dealt = {
        .scale = &join.scale, .people = {people.dealt[0], people.dealt[1]}
    };
    const uint64_t deals = exq_scored_deals(join.scale.bin_count);
    moments furthest = {.observed = exq_score_ks_of(&dealt).value.v};
    moments area = {.observed = exq_score_wasserstein_of(&dealt).value.v};
    for (uint64_t i = 0; i < deals; i++) {
        exq_random random;
        exq_random_init(&random, seed, i);
        deal(&people, &random);
        count_deal(&furthest, exq_score_ks_of(&dealt).value.v);
        count_deal(&area, exq_score_wasserstein_of(&dealt).value.v);
    }
    *ks = conclude(&furthest, deals);
    *wasserstein = conclude(&area, deals);
    return true;
}

bool exq_deal_abroca(const exq_two_rocs *both, uint64_t seed, exq_arena *scratch, exq_dealt *out)
{
    const size_t bins = both->scale->bin_count;
    const uint64_t *const sets[4] = {both->negative[0], both->negative[1], both->positive[0], both->positive[1]};
    joining join;
    pack negative, positive;
    if (!join_bins(both->scale, sets, 4, scratch, &join) ||
        !make_pack(&join, both->negative, bins, scratch, &negative) ||
        !make_pack(&join, both->positive, bins, scratch, &positive))
        return false;
    const exq_two_rocs dealt = {
        .scale = &join.scale,
        .negative = {negative.dealt[0], negative.dealt[1]},
        .positive = {positive.dealt[0], positive.dealt[1]}
    };
    const uint64_t deals = exq_scored_deals(join.scale.bin_count);
    moments area = {.observed = exq_abroca_of(&dealt).value.v};
    for (uint64_t i = 0; i < deals; i++) {
        exq_random random;
        exq_random_init(&random, seed, i);
        deal(&negative, &random);
        deal(&positive, &random);
        count_deal(&area, exq_abroca_of(&dealt).value.v);
    }
    *out = conclude(&area, deals);
    return true;
}
