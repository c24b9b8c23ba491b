/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in and out, free of any locale: a strict grammar for reading, the shortest text that reads back equal for
 * writing, decimal text as an exact ratio of integers, and comparisons of rates with such a limit in 128-bit integers,
 * so that exactly four fifths is never called less than four fifths.
 */
#ifndef EXQ_NUMBER_H
#define EXQ_NUMBER_H

#include "error.h"

__extension__ typedef unsigned __int128 exq_u128;

/* Reads -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? over the whole text, correctly rounded. A leading '+', a bare
 * '.5', hex, inf, nan, blanks and values beyond the double range are refused: false. Underflow to 0 is accepted. */
bool exq_number_parse(const char *text, size_t length, double *out);

/* Sign of a - b for two texts of that grammar, decided on their digits: 34.999999999999999999 is less than 35. False when
 * one is none, or beyond the double range. */
bool exq_number_compare(const char *a, size_t a_length, const char *b, size_t b_length, int *sign);

/* Digits only, no sign, at most UINT64_MAX. */
bool exq_number_parse_count(const char *text, size_t length, uint64_t *out);

/* Shortest decimal text that reads back to the same double, laid out as in ECMAScript and RFC 8785 (canonical JSON): an
 * exponent only below 1e-6 and from 1e21 on; -0 is 0. `value` must be finite. Returns `out`, which must hold
 * EXQ_NUMBER_SIZE bytes. */
#define EXQ_NUMBER_SIZE 32
char *exq_number_print(double value, char out[EXQ_NUMBER_SIZE]);

/* A decimal limit as an exact ratio: "0.80" is 80/100. */
typedef struct exq_ratio {
    uint64_t num;
    uint64_t den; /* a power of ten, at most 10^6 */
} exq_ratio;

/* Digits with an optional point, at most 6 decimals, at most 10^12 before the point: "0.8", ".8", "1.25", "3". */
bool exq_ratio_parse(const char *text, exq_ratio *out);

/* A count out of a count: k of n people. */
typedef struct exq_share {
    uint64_t k;
    uint64_t n;
} exq_share;

/* Sign of (a.k/a.n) / (b.k/b.n) - limit, decided exactly: -1, 0 or +1. Defined when a.n, b.n and b.k are not 0.
 * Counts must be below 2^53 and the limit's terms below 2^40, else INTERNAL. */
EXQ_CHECKED exq_status exq_compare_ratio(exq_share a, exq_share b, exq_ratio limit, int *sign, exq_error *error);

/* Sign of |a.k/a.n - b.k/b.n| - limit, decided exactly. Defined when a.n and b.n are not 0. The same bounds. */
EXQ_CHECKED exq_status exq_compare_gap(exq_share a, exq_share b, exq_ratio limit, int *sign, exq_error *error);

/* Sign of a.k/a.n - b.k/b.n, decided exactly; both n not 0. For choosing the highest and lowest group. */
int exq_compare_shares(exq_share a, exq_share b);

#endif
