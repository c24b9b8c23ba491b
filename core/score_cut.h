/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a score falls: into a bin, and how far into it. Bins are public and the same for every score there will ever
 * be: sign, exponent and the first nine bits of the mantissa, 512 to each doubling. The rest of the mantissa is the
 * offset, a whole number of steps from the lowest score of the bin; so the sums of offsets and of their squares, being
 * whole numbers too, are exact whatever the order of rows, and give the sums of the scores and of their squares back
 * exactly.
 *
 * As bits, doubles of one sign are in the order of whole numbers. Turned over where negative, all are: bins ascend
 * from the lowest score to the highest, down to the smallest numbers there are. There is no minus zero: it is zero.
 */
#ifndef EXQ_SCORE_CUT_H
#define EXQ_SCORE_CUT_H

#include <string.h>

#include "number.h"

enum { EXQ_SCORE_OFFSET_BITS = 43 };

typedef struct exq_score_cut {
    uint32_t bin;
    uint64_t offset;
} exq_score_cut;

/* Of the people of one bin: sums of their offsets, and of the squares. */
typedef struct exq_score_sums {
    uint64_t people;
    exq_u128 sum, square;
} exq_score_sums;

static inline exq_score_cut exq_score_cut_of(double score) /* finite */
{
    const uint64_t sign = UINT64_C(1) << 63;
    uint64_t bits = 0;
    memcpy(&bits, &score, sizeof bits);
    bits = bits == sign ? 0 : bits;
    const uint64_t order = (bits & sign) != 0 ? ~bits : bits | sign;
    return (exq_score_cut){(uint32_t)(order >> EXQ_SCORE_OFFSET_BITS),
                           order & ((UINT64_C(1) << EXQ_SCORE_OFFSET_BITS) - 1)};
}

double exq_score_at(uint32_t bin, uint64_t offset);
/* The greatest offset that a score can have in a bin; false: no finite score falls into it. */
bool exq_score_bin_most(uint32_t bin, uint64_t *most);

/* False, also below: beyond 128 bits; the sums are then of no more use. */
static inline bool exq_score_sums_add(exq_score_sums *sums, uint64_t offset, uint64_t people)
{
    exq_u128 sum = offset, square = (exq_u128)offset * offset;
    if (people != 1 && square > 0) {
        if (people > ~(exq_u128)0 / square)
            return false;
        sum *= people;
        square *= people;
    }
    return !__builtin_add_overflow(sums->people, people, &sums->people) &&
           !__builtin_add_overflow(sums->sum, sum, &sums->sum) &&
           !__builtin_add_overflow(sums->square, square, &sums->square);
}

bool exq_score_sums_merge(exq_score_sums *total, const exq_score_sums *part);
/* False: more is taken away than there is. */
bool exq_score_sums_subtract(exq_score_sums *total, const exq_score_sums *part);

/* Can as many whole numbers from 0 to `most` have these sums? No proof that they can, but all that bounds of the two
 * sums by each other say. */
bool exq_score_sums_possible(const exq_score_sums *sums, uint64_t most);

/* Whether all scores are one number, and which offset it has. Needs people. */
bool exq_score_sums_agree(const exq_score_sums *sums, uint64_t *offset);

/* The sum of the scores, and of their squares, rounded once to nearest even; up to 2^53 people. Infinite beyond the
 * range of doubles; near its lower end a square is rounded twice. */
double exq_score_sums_total(const exq_score_sums *sums, uint32_t bin);
double exq_score_sums_squares(const exq_score_sums *sums, uint32_t bin);

#endif
