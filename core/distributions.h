/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distribution functions and quantiles on top of R's own library (libRmath), whose results are the reference of the
 * field. This is its only includer. Arguments are guarded: outside the domain the answer is NaN, and nothing is ever
 * printed.
 */
#ifndef EXQ_DISTRIBUTIONS_H
#define EXQ_DISTRIBUTIONS_H

#include <stdbool.h>

double exq_normal_quantile(double p); /* Phi^-1(p), 0 < p < 1 */
double exq_normal_cdf(double z);
double exq_normal_upper_log(double z);                  /* ln(1 - Phi(z)) */
double exq_student_quantile(double p, double df);       /* df >= 1 */
double exq_student_cdf(double t, double df);            /* df >= 1 */
double exq_beta_cdf(double x, double a, double b);      /* a and b in [1e-3, 1e16] */
double exq_beta_quantile(double p, double a, double b); /* a and b in [1e-3, 1e16]; below 1e-300 it is 0 */
double exq_beta_upper_quantile(double p, double a, double b); /* of the chance above; likewise */
double exq_range_quantile(double p, double groups);     /* studentised range, infinite degrees of freedom */
double exq_range_cdf(double q, double groups);
double exq_chi2_cdf(double x, double df); /* df > 0; below x = 0 it is 0 */
double exq_chi2_upper(double x, double df);
double exq_chi2_upper_log(double x, double df); /* ln of it, where it underflows */
/* To 1e-10 absolute; lambda in [0, 1e13], the work grows with its root. */
double exq_noncentral_chi2_cdf(double x, double df, double lambda);
/* The lambda for which that is p, in [1e-15, 1); 0 when it is less than p for every lambda. x in [0, 1e12]. */
double exq_noncentral_chi2_lambda(double x, double df, double p);

#endif
