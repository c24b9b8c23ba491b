/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exact sums of doubles: a fixed-point number wide enough for every double, so that the order of rows, blocks, threads
 * and shards cannot change a bit, and subtraction undoes addition. (Kulisch's long accumulator; Neal 2015,
 * "Fast exact summation using small and large superaccumulators".)
 */
#ifndef EXQ_EXACTSUM_H
#define EXQ_EXACTSUM_H

#include "buffer.h"

/* 32-bit digits in 64-bit signed limbs from 2^-1088 upwards; limbs are carried before they can overflow. */
#define EXQ_EXACTSUM_LIMBS 68
typedef struct exq_exactsum {
    int64_t limbs[EXQ_EXACTSUM_LIMBS];
    uint32_t pending; /* additions since the last carry */
} exq_exactsum;

void exq_exactsum_add(exq_exactsum *sum, double value); /* value must be finite */
/* Adds value * value without rounding; |value| must lie in [1e-100, 1e100] or be 0. */
void exq_exactsum_add_square(exq_exactsum *sum, double value);
void exq_exactsum_merge(exq_exactsum *sum, const exq_exactsum *other);
void exq_exactsum_subtract(exq_exactsum *sum, const exq_exactsum *other);
/* The sum, rounded once to nearest even. */
double exq_exactsum_round(const exq_exactsum *sum);
int exq_exactsum_sign(const exq_exactsum *sum);
/* Canonical text (hexadecimal, sign first) and back; equal sums give equal text. */
void exq_exactsum_print(const exq_exactsum *sum, exq_buffer *out);
bool exq_exactsum_parse(const char *text, size_t length, exq_exactsum *out);

#endif
