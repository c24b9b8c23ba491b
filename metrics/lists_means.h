/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Means of a number per person, compared between groups of people: the inference of all user-side list metrics. The
 * unit is the person (several lists of one person are one unit: average them first), and everything follows from n,
 * sum x and sum x^2.
 */
#ifndef EXQ_LISTS_MEANS_H
#define EXQ_LISTS_MEANS_H

#include "fold.h"
#include "random.h"

/* What ingest sums for one kernel output over the people of one group. */
typedef struct exq_mean_sums {
    uint64_t n;
    double sum;
    double square; /* sum x^2 */
} exq_mean_sums;

typedef struct exq_mean {
    exq_value value; /* sum / n; `empty` when n is 0 */
    exq_value se;    /* standard error, from the sample variance; TOO_FEW_PEOPLE below two people */
    double df;       /* n - 1 */
    uint64_t n;
} exq_mean;

/* `empty`: the reason to give when nobody is there, e.g. NO_TRUTH. */
exq_mean exq_mean_of(exq_mean_sums sums, exq_why empty);

/* value -+ t(df) se. Method "student". */
exq_range exq_mean_range(const exq_mean *mean, double level);

/* group - reference by Welch 1947: the standard errors add in squares, Satterthwaite's degrees of freedom. Method
 * "welch". */
exq_range exq_mean_difference(const exq_mean *group, const exq_mean *reference, double level);
/* Two-sided p of equal means by the same. */
exq_value exq_mean_difference_p(const exq_mean *group, const exq_mean *reference);

/* group / reference by MOVER on the t limits of each (Donner and Zou 2012), of means not below 0. No upper end when the
 * reference's lower limit is not above 0. Method "mover". */
exq_range exq_mean_ratio(const exq_mean *group, const exq_mean *reference, double level);

/* The pieces of these ranges. */
exq_why exq_means_why(const exq_mean *a, const exq_mean *b); /* why two means have no interval */
double exq_welch_df(const exq_mean *a, const exq_mean *b);   /* Satterthwaite; where neither varies any will do */
exq_limits exq_mean_limits(const exq_mean *mean, double t);  /* value -+ t se */
/* Lower limit of a / b from the lower limit of a and the upper limit of b; a and b not below 0. */
double exq_ratio_lower(double a, double a_lo, double b, double b_hi);
/* Its upper limit: one over the lower limit of b / a; INFINITE where that is 0. */
exq_value exq_ratio_upper(double a, double a_hi, double b, double b_lo);

/* One disparity of means. */
typedef struct exq_mean_fold {
    exq_value value;
    exq_range range;
    size_t high, low; /* the groups with the highest and the lowest mean (folds over groups); EXQ_NOBODY: none */
} exq_mean_fold;

/* One stratum of a comparison like with like. */
typedef struct exq_mean_stratum {
    exq_mean group, reference;
} exq_mean_stratum;

/* Direct standardisation: both means in one mix of strata, that of the two together, w_s = (n_s + m_s) over the sum of these:
 * mean = sum w_s mean_s, se^2 = sum w_s^2 se_s^2, its degrees of freedom Satterthwaite's over the strata. A stratum in which
 * either has fewer than two people, or no number, is left out. All undefined (TOO_FEW_PEOPLE) when none remains. */
typedef struct exq_mean_standardised {
    exq_mean group, reference;
    size_t used; /* strata */
} exq_mean_standardised;
exq_mean_standardised exq_mean_standardise(const exq_mean_stratum *strata, size_t count);

/* Folds of the first kind: difference, ratio, log_ratio. */
exq_mean_fold exq_mean_against(exq_fold fold, const exq_mean *group, const exq_mean *reference, double level);

/* Folds of the second kind over the `count` groups that are compared; `everyone` is the mean of all for those to
 * overall. max_difference and min_ratio have a range as interval.h makes it of rates: the far end for one fixed
 * pair, the near end for any, on t limits with Welch degrees of freedom pair by pair ("fold"), and range_of_log that of the
 * ratio; those to overall likewise, where the groups are everyone; what chance alone keeps from its ideal has none. Undefined where a mean is (`high` then names the group), with fewer than two groups, or where the divisor
 * is 0 (ZERO_MEAN). Means must not be below 0 where the fold divides. `reach` is that of `count` groups, `scratch` holds
 * `count` doubles. */
exq_mean_fold exq_mean_over(exq_fold fold, const exq_mean *groups, size_t count, exq_value everyone, exq_reach reach,
                            double *scratch);

/* Comparisons of means alone (list_gaps.def). */
typedef enum exq_list_gap {
#define FOLD(id, ...) EXQ_LIST_GAP_##id,
#include "list_gaps.def"
#undef FOLD
    EXQ_LIST_GAPS
} exq_list_gap;
extern const exq_fold_row exq_list_gaps[EXQ_LIST_GAPS];

/* As exq_mean_over. The least has the range that limits of all groups allow when they hold together ("fold"), the others have
 * none: they are not at their ideal by chance. */
exq_mean_fold exq_mean_gap(exq_list_gap gap, const exq_mean *groups, size_t count, double level, double *scratch);

/* What a comparison over groups would be if all groups had one mean: means drawn that vary as these do, by standard
 * normal numbers of which there are EXQ_MEAN_DRAWS a group, draw by draw. Undefined where the comparison is. `room` holds
 * `count` means. */
enum { EXQ_MEAN_DRAWS = 1999 };
void exq_normal_draws(exq_random *random, double *out, size_t count);
typedef struct exq_mean_chance {
    exq_value mean, sd;
    double p; /* how often it is at least as bad; NaN when undefined */
} exq_mean_chance;
typedef exq_value exq_mean_figure(const void *context, const exq_mean *groups, size_t count, double *scratch);
exq_mean_chance exq_mean_by_chance(exq_mean_figure *figure, const void *context, const exq_mean *groups, size_t count,
                                   int better, const double *normals, exq_mean *room, double *scratch);

/* ---------------------------------------------------------------------------------------------- two at once */

/* Two numbers of the same people: two outputs of one kernel, or one measure of two versions. */
typedef struct exq_pair_sums {
    uint64_t n;
    double a, b;       /* sums */
    double aa, ab, bb; /* sums of products */
} exq_pair_sums;

/* mean a - mean b of the same people. */
exq_mean exq_paired_difference(exq_pair_sums sums);
/* sum a / sum b, se by the delta method: root of n / (n - 1) sum (a - R b)^2 over sum b. ZERO_MEAN when sum b is 0.
 * For shares of exposure (a of the group, b of all), and ratios of two groups' exposure. */
exq_mean exq_paired_ratio(exq_pair_sums sums);
/* Popularity lift: sum list / sum history - 1, with the se of the ratio. */
exq_mean exq_popularity_lift(exq_pair_sums list_and_history);

/* --------------------------------------------------------------------------------------------------- buckets */

/* Delete-a-bucket jackknife, for any figure with clusters and weights (Gini, coverage, entropy): `without[b]` is
 * the figure of all people but those in bucket b. se^2 = (B - 1)/B sum (x_b - mean)^2, df B - 1. The first reason
 * of an undefined one is handed on; TOO_FEW_PEOPLE with fewer than two buckets. */
exq_mean exq_bucket_jackknife(exq_value whole, const exq_value *without, size_t buckets);

#endif
