/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distributions and quantiles on top of libRmath. Of its functions only those are called that never print: its qbeta
 * and qtukey write warnings to standard output for arguments that do occur, so these two are roots of the distribution
 * functions here, and its ptukey errs from the eighth digit on, so the studentised range is integrated here.
 */
#include "distributions.h"

#include <float.h>
#include <math.h>
#include <stdint.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

#include "library.h"

static const double nothing = (double)NAN;

static bool is_probability(double p)
{
    return p >= 0 && p <= 1;
}

/* -------------------------------------------------------------------------------------------------- roots */

/* An increasing function of one variable. */
typedef double (*curve)(double x, const double *parameters);

/* Where the curve crosses 0 between `low` and `high`, where its signs differ: inverse quadratic interpolation where
 * that is safe, bisection where not. T. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero
 * of a nonlinear function", 1997. */
static double root(curve f, const double *parameters, double low, double high)
{
    enum { MOST_STEPS = 200 };
    double a = high;
    double b = low;
    double fa = f(a, parameters);
    double fb = f(b, parameters);
    double step = 0.5;
    for (int i = 0; i < MOST_STEPS && fa != 0 && fb != 0; i++) {
        double x = a + step * (b - a);
        double fx = f(x, parameters);
        double c = a;
        double fc = fa;
        if (signbit(fx) != signbit(fa)) {
            c = b;
            fc = fb;
            b = a;
            fb = fa;
        }
        a = x;
        fa = fx;
        double best = fabs(fa) < fabs(fb) ? a : b;
        double shortest = DBL_EPSILON * fabs(best) / fabs(b - a);
        if (shortest >= 0.5)
            break;
        double xi = (a - b) / (c - b);
        double phi = (fa - fb) / (fc - fb);
        step = 0.5;
        if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
            step = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
        step = fmin(fmax(step, shortest), 1 - shortest);
    }
    return fabs(fa) < fabs(fb) ? a : b;
}

/* ---------------------------------------------------------------------------------------- normal, Student */

double exq_normal_quantile(double p)
{
    return is_probability(p) ? qnorm(p, 0, 1, 1, 0) : nothing;
}

double exq_normal_cdf(double z)
{
    return pnorm(z, 0, 1, 1, 0);
}

double exq_normal_upper_log(double z)
{
    return pnorm(z, 0, 1, 0, 1);
}

double exq_student_quantile(double p, double df)
{
    return is_probability(p) && df >= 1 ? qt(p, df, 1, 0) : nothing;
}

double exq_student_cdf(double t, double df)
{
    return !isnan(t) && df >= 1 ? pt(t, df, 1, 0) : nothing;
}

/* --------------------------------------------------------------------------------------------------- beta */

/* ln of the beta distribution function over its target, at x = e^t: for small x nearly a line in t. */
static double beta_excess(double t, const double *parameters)
{
    const double lowest_log = -1000; /* below that of any double: ln 0 would stop the interpolation */
    double below = pbeta(exp(t), parameters[0], parameters[1], 1, 0);
    return (below > 0 ? log(below) : lowest_log) - parameters[2];
}

/* The same of the chance above. */
static double beta_upper_excess(double t, const double *parameters)
{
    return pbeta(exp(t), parameters[0], parameters[1], 0, 1) - parameters[2];
}

/* The quantile where it is known to be at most 1/2. */
static double beta_quantile_below_half(double p, double a, double b)
{
    const double parameters[] = {a, b, log(p)};
    const double least = log(1e-300);
    if (beta_excess(least, parameters) >= 0)
        return 0;
    return exp(root(beta_excess, parameters, least, log(0.5)));
}

/* pbeta is silent and exact to the last digits from here to there; no count or share of counts lies outside. */
static bool is_beta_shape(double shape)
{
    return shape >= 1e-3 && shape <= 1e16;
}

double exq_beta_cdf(double x, double a, double b)
{
    return is_probability(x) && is_beta_shape(a) && is_beta_shape(b) ? pbeta(x, a, b, 1, 0) : nothing;
}

double exq_beta_quantile(double p, double a, double b)
{
    if (!is_probability(p) || !is_beta_shape(a) || !is_beta_shape(b))
        return nothing;
    if (p == 0 || p == 1)
        return p;
    if (pbeta(0.5, a, b, 1, 0) >= p)
        return beta_quantile_below_half(p, a, b);
    return 1 - beta_quantile_below_half(1 - p, b, a);
}

/* Where it is small, 1 less a quantile of the mirrored law would have lost its digits. */
double exq_beta_upper_quantile(double p, double a, double b)
{
    if (!is_probability(p) || !is_beta_shape(a) || !is_beta_shape(b))
        return nothing;
    if (p == 0 || p == 1)
        return 1 - p;
    if (pbeta(0.5, a, b, 0, 0) >= p)
        return 1 - beta_quantile_below_half(p, b, a);
    const double parameters[] = {a, b, log(p)};
    const double least = log(1e-300);
    if (beta_upper_excess(least, parameters) <= 0)
        return 0;
    return exp(root(beta_upper_excess, parameters, least, log(0.5)));
}

/* ------------------------------------------------------------------------------------- studentised range */

/* P(Q <= q) = G * integral of phi(x) [Phi(x) - Phi(x - q)]^(G-1) dx (Tukey 1953). The trapezoidal rule converges faster
 * than any power of the step for such an integrand; beyond 12 standard deviations nothing is left of it. */
double exq_range_cdf(double q, double groups)
{
    enum { STEPS_IN_ONE = 16, REACH = 12 };
    if (isnan(q) || !(groups >= 2 && isfinite(groups)))
        return nothing;
    if (q <= 0)
        return 0;
    double sum = 0;
    for (int i = -REACH * STEPS_IN_ONE; i <= REACH * STEPS_IN_ONE; i++) {
        double x = (double)i / STEPS_IN_ONE;
        /* Both tails from their own side, where they are exact. */
        double within = x - q > 0 ? pnorm(x - q, 0, 1, 0, 0) - pnorm(x, 0, 1, 0, 0)
                                  : pnorm(x, 0, 1, 1, 0) - pnorm(x - q, 0, 1, 1, 0);
        sum += dnorm(x, 0, 1, 0) * pow(within, groups - 1);
    }
    return fmin(groups * sum / STEPS_IN_ONE, 1);
}

static double range_excess(double q, const double *parameters)
{
    return exq_range_cdf(q, parameters[0]) - parameters[1];
}

double exq_range_quantile(double p, double groups)
{
    if (!is_probability(p) || !(groups >= 2 && isfinite(groups)))
        return nothing;
    if (p == 0)
        return 0;
    if (p == 1)
        return INFINITY;
    /* Not below the quantile of one pair, not above that of all pairs by Bonferroni; with room for rounding. */
    double one_pair = M_SQRT2 * qnorm((1 - p) / 2, 0, 1, 0, 0);
    double all_pairs = M_SQRT2 * qnorm((1 - p) / (groups * (groups - 1)), 0, 1, 0, 0);
    const double parameters[] = {groups, p};
    return root(range_excess, parameters, one_pair * 0.99, all_pairs * 1.01 + 0.01);
}

/* --------------------------------------------------------------------------------------------- chi-square */

static double chi2(double x, double df, bool lower, bool logarithm)
{
    return !isnan(x) && df > 0 ? pchisq(x, df, lower, logarithm) : nothing;
}

double exq_chi2_cdf(double x, double df)
{
    return chi2(x, df, true, false);
}

double exq_chi2_upper(double x, double df)
{
    return chi2(x, df, false, false);
}

double exq_chi2_upper_log(double x, double df)
{
    return chi2(x, df, false, true);
}

/* A mixture of central ones over a Poisson count j with mean lambda/2. From one count down to the next the central
 * distribution function grows by a gamma density, so one value at the top gives all others by sums of
 * positive terms. Weights and growths follow from their neighbours, unless these are nearly underflowing and have
 * lost their digits. (libRmath's own prints warnings.) */
double exq_noncentral_chi2_cdf(double x, double df, double lambda)
{
    if (isnan(x) || !(df > 0) || !(lambda >= 0 && lambda <= 1e13))
        return nothing;
    if (x <= 0)
        return 0;
    const double has_digits = 1e-280;
    const double mean = lambda / 2;
    const double reach = 10 * sqrt(mean) + 40; /* beyond it less than 1e-20 of the weight is left */
    const int64_t top = (int64_t)(mean + reach);
    const int64_t bottom = (int64_t)fmax(mean - reach, 0);
    double weight = dpois((double)top, mean, 0);
    double central = pchisq(x, df + 2 * (double)top, 1, 0);
    double growth = dgamma(x / 2, df / 2 + (double)top, 1, 0);
    double sum = weight * central;
    for (int64_t from = top; from > bottom; from--) {
        const double j = (double)from;
        const double a = df / 2 + j - 1;
        central += growth;
        growth = growth > has_digits ? growth * a / (x / 2) : dgamma(x / 2, a, 1, 0);
        weight = weight > has_digits ? weight * j / mean : dpois(j - 1, mean, 0);
        sum += weight * central;
    }
    return fmin(sum, 1);
}

/* In the root of lambda the curve is nearly that of a normal distribution. */
static double noncentral_excess(double root_of_lambda, const double *parameters)
{
    return exq_noncentral_chi2_cdf(parameters[0], parameters[1], root_of_lambda * root_of_lambda) - parameters[2];
}

double exq_noncentral_chi2_lambda(double x, double df, double p)
{
    if (!(x >= 0 && x <= 1e12) || !(df > 0) || !(p >= 1e-15 && p < 1))
        return nothing;
    const double parameters[] = {x, df, p};
    if (noncentral_excess(0, parameters) <= 0)
        return 0;
    const double found = root(noncentral_excess, parameters, 0, sqrt(x) + 10);
    return found * found;
}

static const char *version(void)
{
    return R_VERSION_STRING;
}

const exq_library exq_library_rmath = {"libRmath", version};
