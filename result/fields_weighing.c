/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of what weighs a question: like compared with like, tests over all groups, who can be worst, what is
 * missing, and what other choices would have said.
 */
#include "field_rows.h"

/* --------------------------------------------------------------------------------------------- small records */

#define STRUCTURE exq_doc_estimate
static const exq_field estimate_rows[] = {
    ROW("value", NUMBER, value, "The number.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of its range.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of its range.", MAY_BE_NULL),
    WHY("number"),
};
const exq_record exq_estimate_record = RECORD("estimate", STRUCTURE, estimate_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_bounds
static const exq_field bounds_rows[] = {
    ROW("lo", NUMBER, lo, "The lowest it can be.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "The highest it can be.", MAY_BE_NULL),
    WHY("bound"),
};
const exq_record exq_bounds_record = RECORD("bounds", STRUCTURE, bounds_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_chi2
static const exq_field chi2_rows[] = {
    ROW("chi2", NUMBER, chi2, "Chi-square.", MAY_BE_NULL),
    ROW("df", COUNT, df, "Its degrees of freedom.", MAY_BE_NULL),
    ROW("p", NUMBER, p, "Its p.", MAY_BE_NULL),
    WHY("chi-square"),
};
const exq_record exq_chi2_record = RECORD("chi2", STRUCTURE, chi2_rows);
#undef STRUCTURE

/* ---------------------------------------------------------------------------------------- like with like */

#define STRUCTURE exq_doc_adjusted
static const exq_field cmh_rows[] = {
    ROW("chi2", NUMBER, cmh.chi2, "Cochran-Mantel-Haenszel chi-square, one degree of freedom.", MAY_BE_NULL),
    ROW("chi2_corrected", NUMBER, cmh.chi2_corrected, "The same with continuity correction.", MAY_BE_NULL),
    ROW("p", NUMBER, cmh.p, "Of alike rates in every stratum.", MAY_BE_NULL),
    ROW("p_corrected", NUMBER, cmh.p_corrected, "The same with continuity correction.", MAY_BE_NULL),
    ROW("exact", FLAG, cmh.exact, "Few people: p is that of the exact conditional test, not of chi2.", NEVER_NULL),
    REASON_ROW("why", cmh.why, "Why there is no test."),
};
static const exq_field standardised_rows[] = {
    ROW("group", NUMBER, standardised.group, "The group's rate if it had the strata of everyone.", MAY_BE_NULL),
    ROW("reference", NUMBER, standardised.reference, "The reference's rate if it had them.", MAY_BE_NULL),
    ROW("ratio", NUMBER, standardised.ratio, "The one over the other.", MAY_BE_NULL),
    REASON_ROW("why", standardised.why, "Why there is no such ratio."),
};
static const exq_field crude_rows[] = {
    ROW("odds_ratio", NUMBER, crude.odds_ratio, "Odds of the group over odds of the reference, strata ignored.",
        MAY_BE_NULL),
    REASON_ROW("odds_ratio_why", crude.odds_ratio_why, "Why there is no odds ratio."),
    ROW("ratio", NUMBER, crude.ratio, "Rate of the group over rate of the reference, strata ignored.", MAY_BE_NULL),
    ROW("p", NUMBER, crude.p, "Of alike rates, strata ignored.", MAY_BE_NULL),
    REASON_ROW("why", crude.why, "Why there is no ratio."),
};
static const exq_field composition_rows[] = {
    ROW("gap", NUMBER, composition.gap, "Rate of the group minus rate of the reference: the two parts together.",
        MAY_BE_NULL),
    ROW("composition", NUMBER, composition.composition, "The part due to where group and reference are.", MAY_BE_NULL),
    ROW("rates", NUMBER, composition.rates, "The part due to how they fare where they are.", MAY_BE_NULL),
    ROW("composition_se", NUMBER, composition.composition_se, "Standard error of the first part.", MAY_BE_NULL),
    ROW("rates_se", NUMBER, composition.rates_se, "Standard error of the second part.", MAY_BE_NULL),
    REASON_ROW("why", composition.why, "Why the gap cannot be split."),
};
const exq_record exq_cmh_record = RECORD("cmh", STRUCTURE, cmh_rows);
const exq_record exq_standardised_record = RECORD("standardised", STRUCTURE, standardised_rows);
const exq_record exq_crude_record = RECORD("crude", STRUCTURE, crude_rows);
const exq_record exq_composition_record = RECORD("composition", STRUCTURE, composition_rows);

static const exq_field adjusted_rows[] = {
    ROW("of", TEXT, of, "The rate compared.", NEVER_NULL),
    LEVELS("group", group, "The group."),
    LEVELS("reference", reference, "The group it is compared with; null: everyone else."),
    ROW("reference_is", TEXT, reference_is, "What it is compared with.", NEVER_NULL, ONE_OF("group rest")),
    ROW("strata_used", COUNT, strata_used, "Strata that hold both, and people who differ in the outcome.", NEVER_NULL),
    ROW("strata_withheld", COUNT, strata_withheld, "Strata left out since one of the two is withheld there.",
        NEVER_NULL),
    ROW("odds_ratio", RECORD, odds_ratio, "The common odds ratio (Mantel-Haenszel).", NEVER_NULL,
        OF(exq_estimate_record)),
    PART("cmh", exq_cmh_record, "Do the two differ within strata?"),
    ROW("breslow_day", RECORD, breslow_day, "Do the strata share one odds ratio?", NEVER_NULL, OF(exq_chi2_record)),
    ROW("tarone", RECORD, tarone, "The same, corrected.", NEVER_NULL, OF(exq_chi2_record)),
    ROW("woolf", RECORD, woolf, "The same by logarithms.", NEVER_NULL, OF(exq_chi2_record)),
    PART("standardised", exq_standardised_record, "Both rates in the same mix of strata."),
    ROW("conditional_demographic_disparity", NUMBER, conditional_demographic_disparity,
        "The group's share of those not counted less its share of those counted, averaged over strata.", MAY_BE_NULL),
    REASON_ROW("conditional_demographic_disparity_why", conditional_demographic_disparity_why, "Why there is none."),
    PART("crude", exq_crude_record, "The same two with strata ignored."),
    PART("composition", exq_composition_record, "How much of the gap is due to where people are."),
    ROW("simpson", TEXT, simpson, "Within strata the gap reverses, or vanishes in what chance can do; null: neither.",
        ONE_OF("reverses vanishes")),
};
const exq_record exq_adjusted_record = RECORD("adjusted", STRUCTURE, adjusted_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_adjusted_mean
static const exq_field adjusted_mean_rows[] = {
    ROW("of", TEXT, of, "The measure compared.", NEVER_NULL),
    ROW("within", TEXTS, within, "The columns whose levels make the strata; @history is the length of the history.",
        NEVER_NULL, BESIDE(within_count)),
    LEVELS("group", group, "The group."),
    LEVELS("reference", reference, "The group it is compared with; null: everyone else."),
    ROW("reference_is", TEXT, reference_is, "What it is compared with.", NEVER_NULL, ONE_OF("group rest")),
    ROW("strata_used", COUNT, strata_used, "Strata that hold enough people of both.", NEVER_NULL),
    ROW("strata_left_out", COUNT, strata_left_out, "Strata in which one of the two is withheld, or hardly there.",
        NEVER_NULL),
    ROW("group_mean", NUMBER, group_mean, "The group's mean in the mix of strata that the two have together.",
        MAY_BE_NULL),
    ROW("reference_mean", NUMBER, reference_mean, "The reference's mean in that mix.", MAY_BE_NULL),
    ROW("difference", RECORD, difference, "The one less the other.", NEVER_NULL, OF(exq_estimate_record)),
    ROW("crude", NUMBER, crude, "The difference as found, strata ignored.", MAY_BE_NULL),
    ROW("p", NUMBER, p, "Of no difference (Welch).", MAY_BE_NULL),
    ROW("state", TEXT, state, "Whether the range of the difference excludes 0.", ONE_OF("shown not_shown")),
};
const exq_record exq_adjusted_mean_record = RECORD("adjusted_mean", STRUCTURE, adjusted_mean_rows);
#undef STRUCTURE

/* ------------------------------------------------------------------------------------------- over all groups */

#define STRUCTURE exq_doc_test
static const exq_field test_rows[] = {
    ROW("of", TEXT, of, "The rate.", NEVER_NULL),
    ROW("chi2", NUMBER, chi2, "Pearson's chi-square.", MAY_BE_NULL),
    ROW("g", NUMBER, g, "The likelihood-ratio statistic.", MAY_BE_NULL),
    ROW("df", COUNT, df, "Degrees of freedom.", MAY_BE_NULL),
    ROW("p", NUMBER, p, "Of chi2.", MAY_BE_NULL),
    ROW("log10_p", NUMBER, log10_p, "Its decimal logarithm.", MAY_BE_NULL),
    ROW("p_g", NUMBER, p_g, "Of g.", MAY_BE_NULL),
    ROW("p_permutation", NUMBER, p_permutation, "Of chi2, by dealing the outcomes out anew (Monte Carlo).",
        MAY_BE_NULL),
    REASON_ROW("p_permutation_why", p_permutation_why, "Why nothing was dealt out."),
    ROW("draws", COUNT, draws, "How often they were dealt out.", MAY_BE_NULL),
    ROW("least_expected", NUMBER, least_expected,
        "The smallest expected count; below 5 p_permutation is the one to read.", MAY_BE_NULL),
    WHY("test"),
};
const exq_record exq_test_record = RECORD("test", STRUCTURE, test_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_variance
static const exq_field variance_rows[] = {
    ROW("of", TEXT, of, "The rate.", NEVER_NULL),
    ROW("value", NUMBER, value, "Variance of the groups' rates less what chance adds; can be below 0.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of its range.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of its range.", MAY_BE_NULL),
    WHY("variance"),
};
const exq_record exq_variance_record = RECORD("between_group_variance", STRUCTURE, variance_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_who
static const exq_field who_rows[] = {
    LEVELS("levels", levels, "The level of the group in each column of `by`."),
};
const exq_record exq_who_record = RECORD("who", STRUCTURE, who_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_worst
static const exq_field worst_rows[] = {
    ROW("of", TEXT, of, "The rate.", NEVER_NULL),
    ROW("lowest", LIST, lowest, "The groups of which one is the lowest, at the confidence level.", NEVER_NULL,
        BESIDE(lowest_count), OF(exq_who_record)),
    ROW("highest", LIST, highest, "The groups of which one is the highest.", NEVER_NULL, BESIDE(highest_count),
        OF(exq_who_record)),
    WHY("answer"),
};
const exq_record exq_worst_record = RECORD("worst", STRUCTURE, worst_rows);
#undef STRUCTURE

/* ------------------------------------------------------------------------------------------- unknown groups */

#define STRUCTURE exq_doc_missing_group
static const exq_field missing_group_rows[] = {
    LEVELS("group", group, "The group."),
    LEVELS("reference", reference, "The group it is compared with; null when that is no group."),
    ROW("ratio", RECORD, ratio, "Bounds of its rate over the reference's.", NEVER_NULL, OF(exq_bounds_record)),
    ROW("ratio_to_highest", RECORD, ratio_to_highest, "Bounds of its rate over the highest of all groups, at most 1.",
        NEVER_NULL, OF(exq_bounds_record)),
    ROW("tipping_point", COUNT, tipping_point,
        "Fewest unknown people who bring its rate below the limit times that of some group; null: all cannot.",
        MAY_BE_NULL),
};
const exq_record exq_missing_group_record = RECORD("missing_group", STRUCTURE, missing_group_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_missing
static const exq_field missing_rows[] = {
    ROW("of", TEXT, of, "The rate.", NEVER_NULL),
    ROW("unknown", COUNT, unknown, "People it could count whose group is not known.", MAY_BE_NULL),
    ROW("selected", COUNT, selected, "Those of them whom it counts.", MAY_BE_NULL),
    ROW("limit", NUMBER, limit, "The limit of the tipping points.", NEVER_NULL),
    ROW("groups", LIST, groups, "What each group's ratio could be, whoever the unknown people are.", NEVER_NULL,
        BESIDE(group_count), OF(exq_missing_group_record)),
    ROW("min_ratio", RECORD, min_ratio, "Bounds of the lowest rate over the highest.", NEVER_NULL,
        OF(exq_bounds_record)),
    ROW("max_difference", RECORD, max_difference, "Bounds of the highest rate minus the lowest.", NEVER_NULL,
        OF(exq_bounds_record)),
    ROW("tipping_point", COUNT, tipping_point, "Fewest unknown people who bring the lowest ratio below the limit.",
        MAY_BE_NULL),
    WHY("bound"),
};
const exq_record exq_missing_record = RECORD("missing", STRUCTURE, missing_rows);
#undef STRUCTURE

/* --------------------------------------------------------------------------------------------- other choices */

#define STRUCTURE exq_doc_alternative
static const exq_field alternative_rows[] = {
    ROW("choice", TEXT, choice, "What is chosen otherwise.", NEVER_NULL, ONE_OF("reference interval missing level")),
    ROW("setting", TEXT, setting, "What is chosen instead.", NEVER_NULL),
    ROW("scale", TEXT, scale, "What the number is of the group's rate and the reference's.", NEVER_NULL,
        ONE_OF("ratio difference")),
    ROW("value", NUMBER, value, "The number.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of its range.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of its range.", MAY_BE_NULL),
    REASON_ROW("hi_why", hi_why, "Why there is no upper end: `infinite` where the range has none."),
    ROW("difference", TEXT, difference, "Whether the range excludes equality.", ONE_OF("shown not_shown")),
    WHY("value or range"),
};
const exq_record exq_alternative_record = RECORD("alternative", STRUCTURE, alternative_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_sensitivity
static const exq_field sensitivity_rows[] = {
    ROW("of", TEXT, of, "The rate whose ratio it is.", NEVER_NULL),
    LEVELS("group", group, "The group."),
    ROW("difference", TEXT, difference, "What was found.", ONE_OF("shown not_shown")),
    ROW("answered", COUNT, answered, "Other choices that give an answer.", NEVER_NULL),
    ROW("same", COUNT, same, "Those that give the same.", NEVER_NULL),
    ROW("alternatives", LIST, alternatives, "The other choices, one at a time.", NEVER_NULL, BESIDE(alternative_count),
        OF(exq_alternative_record)),
};
const exq_record exq_sensitivity_record = RECORD("sensitivity", STRUCTURE, sensitivity_rows);
#undef STRUCTURE
