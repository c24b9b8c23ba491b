/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums of numbers of ordinary size, such as utilities of lists, in fixed point: 256 bits, the last worth 2^-128. What
 * is added is cut to that bit once, by itself; from there on all is whole-number arithmetic, so that the order of
 * people, threads and shards cannot change a bit and subtraction undoes addition. It takes a seventeenth of the room of
 * an exq_exactsum, which is for doubles of any size.
 */
#ifndef EXQ_FIXEDSUM_H
#define EXQ_FIXEDSUM_H

#include "buffer.h"

/* Two's complement, the lowest 64 bits first. */
#define EXQ_FIXEDSUM_LIMBS 4
typedef struct exq_fixedsum {
    uint64_t limbs[EXQ_FIXEDSUM_LIMBS];
} exq_fixedsum;

/* The largest magnitude that may be added, or be a factor: 2^47 products of such still fit. */
#define EXQ_FIXEDSUM_MOST 0x1p40

/* sum += value, cut towards 0 to a multiple of 2^-128. */
void exq_fixedsum_add(exq_fixedsum *sum, double value);
/* sum += a * b, the exact product cut likewise. */
void exq_fixedsum_add_product(exq_fixedsum *sum, double a, double b);
void exq_fixedsum_merge(exq_fixedsum *sum, const exq_fixedsum *other);
/* The same so many times. */
void exq_fixedsum_merge_times(exq_fixedsum *sum, const exq_fixedsum *other, uint64_t times);
void exq_fixedsum_subtract(exq_fixedsum *sum, const exq_fixedsum *other);
bool exq_fixedsum_is_zero(const exq_fixedsum *sum);
/* The sum, rounded once to nearest even. */
double exq_fixedsum_round(const exq_fixedsum *sum);
/* Canonical text - sign, hexadecimal digits in units of 2^-128 - and back; equal sums give equal text. */
void exq_fixedsum_print(const exq_fixedsum *sum, exq_buffer *out);
bool exq_fixedsum_parse(const char *text, size_t length, exq_fixedsum *out);

#endif
