/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What groups of items get: from the sums of exposure, places, hits and clicks over all lists to shares, ratios,
 * treatment and impact, with variances that let people, items or both be the sample.
 */
#ifndef EXQ_LISTS_EXPOSURE_H
#define EXQ_LISTS_EXPOSURE_H

#include "kernel.h"
#include "lists_means.h"
#include "random.h"

/* above / below; `empty` when below is 0. */
exq_value exq_quotient(double above, double below, exq_why empty);
/* E_g over the sum of E. NO_RECOMMENDATIONS when that is 0. */
exq_value exq_share_of(const double *values, size_t count, size_t group);

/* What a group has and what it is measured by: exposure over its size, exposure over its merit, clicks over its
 * merit. */
typedef struct exq_treatment {
    double got; /* E_g, clicks C_g, places */
    double due; /* n_g, merit U_g, candidates */
} exq_treatment;

/* (got / due) of the group over that of the reference.
 *     exposure ratio (disparate exposure, DP)   got exposure, due items        exposure_ratio
 *     disparate treatment ratio (DTR, EUR)      got exposure, due merit        exposure_to_merit_ratio
 *     disparate impact ratio (DIR, RUR)         got clicks,   due merit        clicks_to_merit_ratio
 * The sizes of the groups cancel out of the latter two. Ideal 1. Undefined: `empty` when the group or the reference
 * is due nothing (NO_ITEMS, NO_MERIT), REFERENCE_ZERO when the reference got nothing. (Singh and Joachims 2018) */
exq_value exq_treatment_ratio(exq_treatment group, exq_treatment reference, exq_why empty);

/* sd / mean of got / due over the groups, ddof 0: RSP with places over candidates, REO with hits over relevant
 * items (Zhu 2020), parity of exposure with exposure over items. Groups that are due nothing are left out and
 * counted. Ideal 0, at most sqrt(groups - 1). ONE_GROUP with fewer than two left; ZERO_MEAN when nobody got
 * anything. `scratch` holds `count`. */
typedef struct exq_variation {
    exq_value value;
    size_t left_out;
} exq_variation;

exq_variation exq_treatment_variation(const exq_treatment *groups, size_t count, double *scratch);

/* The range of |rho - 1| / (rho + 1), the variation of two groups, from that of their ratio rho. */
exq_range exq_variation_of_two(exq_range ratio);

/* ------------------------------------------------------------------------------------------ variances */

/* A figure of exposures E_g is nearly linear: it moves by sum of c_g times what each group gets. `contrast` is c.
 *     share e = E_g / E             c_h = ([h = g] - e) / E
 *     ln (E_g / E_h)                c_g = 1 / E_g, c_h = -1 / E_h
 * The constants n_g or merit of a ratio drop out of its logarithm. */
void exq_contrast_share(const double *exposure, size_t groups, size_t group, double *contrast);
void exq_contrast_log_ratio(const double *exposure, size_t groups, size_t group, size_t reference, double *contrast);

/* The contrast of any figure of exposures by its differences: c_g = (f(E + h) - f(E - h)) / 2h with h a millionth of
 * E_g; a group without exposure adds nothing. For figures that do not change when all exposures grow alike. */
typedef exq_value exq_exposure_figure(const void *context, const double *exposure);
void exq_contrast_figure(exq_exposure_figure *figure, const void *context, double *exposure, size_t groups,
                         double *contrast);

/* V_user = c' S c, S the groups x groups sums over people of the products of their exposures (kernel "exposure"). */
double exq_contrast_users(const double *contrast, const double *products, size_t groups);

/* sum over rows of weight_row (sum_g c_g a_row,g)^2, each row an item or a signature of items.
 *     V_item  weight = E_i^2, the square of an item's exposure over all lists
 *     V_cell  weight = the sum over lists of the item's w(r)^2 */
double exq_contrast_rows(const double *contrast, const exq_item_grouping *grouping, const double *weights, size_t rows);

/* max(V_user, V_item, V_user + V_item - V_cell): people and items both a sample (two-way clustering; Cameron,
 * Gelbach and Miller 2011). "Conditional on the trained model and the catalogue" V_user alone is right. */
double exq_two_way_variance(double users, double items, double cells);

/* value -+ t(df) sqrt(variance), and for a ratio whose logarithm has that variance exp(ln value -+ t
 * sqrt(variance)). df: people - 1, or for the two-way variance min(people, items of the group) - 1. TOO_FEW_PEOPLE
 * when it is below 1. */
exq_range exq_contrast_range(double value, double variance, double df, double level);
exq_range exq_contrast_ratio_range(double value, double variance, double df, double level);

/* --------------------------------------------------------------------------------- labels dealt out again */

/* The share of exposure that goes to a group when its labels are dealt out to the items anew, exposures staying
 * with their items: what any gap is to be read against, for a few popular items can make it. In closed form:
 *     mean = mean a,  variance = sum (a_i - mean a)^2 sum (E_i - mean E)^2 / ((n - 1) E^2) */
typedef struct exq_relabelling {
    exq_value share; /* as it is */
    double mean, sd;
    exq_value p; /* two-sided, by the normal law */
} exq_relabelling;

/* `alignment[i]` is the share of item i in the group, `exposure[i]` all it got. */
exq_relabelling exq_relabelling_of(const double *alignment, const double *exposure, size_t items);

/* The normal law is no good with fewer than 30 items in the group or exposure as concentrated as a Gini above .9. */
bool exq_relabelling_needs_draws(size_t items_of_group, double gini);

/* The items of a catalogue, whichever has which label: `items[s]` of them carry the labels of signature s, and they got
 * `exposure` and `places`, one number an item, both ascending. */
typedef struct exq_label_pool {
    const exq_item_grouping *signatures;
    const uint64_t *items;
    size_t signature_count;
    const double *exposure, *places;
    size_t item_count;
} exq_label_pool;

/* What each group got in one draw. */
typedef void exq_label_visit(void *context, const double *exposure, const double *places);

/* Deal out the labels `draws` times and show every draw. Items that got nothing need not be dealt to, so a draw costs as
 * many steps as there are items that got something. False only when out of memory. */
EXQ_CHECKED bool exq_labels_deal(const exq_label_pool *pool, size_t draws, exq_random *random, exq_arena *scratch,
                                 exq_label_visit *visit, void *context);

#endif
