/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What distances of scores would be if two groups were alike: the two are dealt out anew among all people of both, each keeping
 * its size; for ROC curves among those of either label, each keeping its size of that label too. As in every such test the
 * table itself counts as one of the deals: p = (1 + deals at least as far) / (deals + 1). (Phipson and Smyth, 2010.)
 */
#ifndef EXQ_SCORED_CHANCE_H
#define EXQ_SCORED_CHANCE_H

#include "scored.h"

/* Mean and standard deviation over the deals. */
typedef struct exq_dealt {
    double mean, sd, p;
} exq_dealt;

/*
 * How many deals: fewer where there are many bins, for each is dealt by a law of its own. Beyond EXQ_DEALT_BINS bins those
 * side by side are joined, in the table itself too, so that each has about as many people; then scores are taken to lie in
 * the middle of a joined bin.
 */
enum { EXQ_DEALT_BINS = 128 };
uint64_t exq_scored_deals(size_t bin_count);

/* Numbers of a pair: the largest distance and the mean one of their distributions. Both groups have people. `scratch` lives
 * as long as the call. False only when out of memory. */
EXQ_CHECKED bool exq_deal_distances(const exq_two_scored *both, uint64_t seed, exq_arena *scratch, exq_dealt *ks,
                                    exq_dealt *wasserstein);
/* The area between their ROC curves. Both groups have both labels. */
EXQ_CHECKED bool exq_deal_abroca(const exq_two_rocs *both, uint64_t seed, exq_arena *scratch, exq_dealt *out);

#endif
