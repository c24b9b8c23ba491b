/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One number per person under two versions of a model: the change of its mean, whose variance is that of the same people
 * and not of two samples. Of groups of different people the changes are independent, so their gap is Welch's.
 */
#ifndef EXQ_LISTS_PAIRED_H
#define EXQ_LISTS_PAIRED_H

#include "lists_means.h"
#include "published_lists.h"

enum { EXQ_VERSION_SUMS = 4, EXQ_VERSION_PRODUCTS = 10 };

/* Sums over people of the outputs of a kernel under the version audited, then under the other, and of the products of
 * every two, the upper triangle row by row. One output: its mean is meant; two: the lift of popularity. */
typedef struct exq_version_sums {
    uint64_t n;
    size_t outputs;
    double sums[EXQ_VERSION_SUMS];
    double products[EXQ_VERSION_PRODUCTS];
} exq_version_sums;

exq_version_sums exq_version_sums_of(const exq_paired *paired, size_t outputs);
/* Everyone of `all` who is not of `part`. */
exq_version_sums exq_version_rest(const exq_version_sums *all, const exq_version_sums *part);

/* The number under each version; `empty` when nobody is there. */
exq_value exq_version_after(const exq_version_sums *sums, exq_why empty);
exq_value exq_version_before(const exq_version_sums *sums, exq_why empty);

/* a x after + b x before of the same people, with the standard error of their paired numbers; n - 1 degrees of freedom.
 * The change is a = 1, b = -1. */
exq_mean exq_version_contrast(const exq_version_sums *sums, double a, double b, exq_why empty);

/* The change of a group less that of others, or of their ratio: method "paired". The first alone has a range of t, both
 * of them one of Welch. */
exq_range exq_change_range(const exq_mean *change, double level);
exq_mean_fold exq_change_of_fold(exq_fold fold, const exq_version_sums *group, const exq_version_sums *reference,
                                 double level, exq_why empty);

#endif
