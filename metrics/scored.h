/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the histogram of a group's scores tells of it by itself (rows of scored.def), and of two groups' together. All but
 * areas and distances is exact whatever lies within a bin; those are exact where a bin is a single number, and lie between
 * bounds that are told where it is not.
 */
#ifndef EXQ_SCORED_H
#define EXQ_SCORED_H

#include "interval.h"

/* The scores of one row. */
typedef struct exq_scored {
    const exq_scale *scale;
    const exq_row_scores *row;
} exq_scored;

/* Whose scores a number rests on, a bit a label. */
typedef enum exq_scored_set {
    EXQ_OF_NEGATIVE = 1 << EXQ_SCORED_NEGATIVE,
    EXQ_OF_POSITIVE = 1 << EXQ_SCORED_POSITIVE,
    EXQ_OF_LABELLED = EXQ_OF_NEGATIVE | EXQ_OF_POSITIVE,
    EXQ_OF_EVERYONE = EXQ_OF_LABELLED | 1 << EXQ_SCORED_UNLABELLED
} exq_scored_set;

uint64_t exq_scored_people(exq_scored of, unsigned set);
/* Do all scores of the scale lie between 0 and 1, so that they can be read as chances? */
bool exq_scale_of_chances(const exq_scale *scale);

/* Steps side by side, joined into portions of about as many people whose labels are known: those people, the positive ones
 * among them, and the sums of their scores and of the squares. Returns how many there are; none is of nobody. */
enum { EXQ_PORTIONS = 10 };
typedef struct exq_portion {
    double people, positive, sum, square;
} exq_portion;
size_t exq_scored_portions(exq_scored of, exq_portion out[EXQ_PORTIONS]);

/* A number from scores with what it takes to make a range of it. */
typedef struct exq_scored_value {
    exq_value value;
    exq_value se;
    double df;       /* of a mean: people less one */
    uint64_t fewest; /* of an area: the fewer of those above and those below */
    exq_bracket certain;
    exq_chance fair;
} exq_scored_value;

/* The functions that rows of scored.def name. */
#define SCORED(id, ...) exq_scored_value exq_scored_##id(exq_scored of);
#include "scored.def"
#undef SCORED

/*
 * The share of pairs, one of `above` and one of `below` (people a bin), in which the former has the higher score, ties
 * counting one half:
 *     A = sum over bins of a_b (below under b + b_b / 2) / (P N).
 * Variance (DeLong, DeLong and Clarke-Pearson, 1988): with V10_b = (below under b + b_b / 2) / N and V01_b = (above over b
 * + a_b / 2) / P, sum a_b (V10_b - A)^2 / ((P - 1) P) + sum b_b (V01_b - A)^2 / ((N - 1) N). Certain: pairs within a bin of
 * several numbers count 0, and 1. Undefined (zero_denominator) when either is empty; no standard error (too_few_people)
 * when either is one person.
 */
exq_scored_value exq_area_under(const exq_scale *scale, const uint64_t *above, const uint64_t *below);

/*
 * The range of such an area: ln A / (1 - A) -+ z se / (A (1 - A)), seen back. Where all pairs came out alike the variance is
 * 0 and tells nothing; `fewest` of the pairs have nobody in common, and the chance t of a pair like these is at least
 * (1 - level) / 2 to the power 1 / fewest (Clopper and Pearson, 1934): from A t to 1 - (1 - A) t. Widened by what bins
 * leave open. Methods "delong_logit", "pairs".
 */
exq_range exq_range_of_area(const exq_scored_value *area, double level);
/* m -+ t se, Student's t; no further than from `least` to `most`. Method "student". */
exq_range exq_range_of_mean(const exq_scored_value *mean, double least, double most, double level);

/* ------------------------------------------------------------------------------------------- two distributions */

/* People a bin of two groups; a group and a label of it may be summed into one first. */
typedef struct exq_two_scored {
    const exq_scale *scale;
    const uint64_t *people[2];
    const double *sum[2]; /* of their scores a bin; of KS: not needed */
} exq_two_scored;

/* sup |F - G|, at the ends of bins. Certain: also within them. ZERO_DENOMINATOR when one is empty (so below). */
exq_scored_value exq_score_ks_of(const exq_two_scored *both);

/* The area between F and G over the scores: exact between bins and where bins are one number. Within a bin of several its
 * least, |integral of F - G|, from people and sums; the most that it can be there, in `certain`. */
exq_scored_value exq_score_wasserstein_of(const exq_two_scored *both);
/* Its mean when people are dealt out to groups of these sizes anew, as if scores of a bin were one number in its middle:
 * the sum over ends of bins of the distance to the next times N / (n m) E|X - n K / N|, X hypergeometric, K people below
 * (De Moivre's formula for its mean deviation; Diaconis and Zabell, 1991). */
double exq_score_wasserstein_fair(const exq_two_scored *both);

/*
 * The area between two ROC curves, each through the points of all bins, straight between them; where they cross both sides
 * count. people[g]: those of group g with a negative label, and with a positive one. Certain: a curve within a bin of
 * several numbers runs inside the rectangle, so half of it may come or go.
 */
typedef struct exq_two_rocs {
    const exq_scale *scale;
    const uint64_t *negative[2], *positive[2];
} exq_two_rocs;

exq_scored_value exq_abroca_of(const exq_two_rocs *both);

#endif
