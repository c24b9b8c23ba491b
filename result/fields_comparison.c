/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of comparisons: a number, how sure it is, and what it means in heads.
 */
#include "field_rows.h"

#define STRUCTURE exq_doc_people
static const exq_field people_rows[] = {
    ROW("per_100", PAIR, per_100, "Of every 100 in the group and in the reference; null when either has fewer than 30.",
        MAY_BE_NULL),
    ROW("shortfall", COUNT, shortfall, "People who would have fared otherwise at the reference's rate.", MAY_BE_NULL),
    ROW("swapped", COUNT, swapped, "Decisions moved between the two until their rates are equal.", MAY_BE_NULL),
    ROW("expected", NUMBER, expected,
        "People the group is short of the rate of both pooled; below 0 when it is above it.", MAY_BE_NULL),
    ROW("step", NUMBER, step, "How far one different decision moves the group's rate, of every 100.", MAY_BE_NULL),
    ROW("k", COUNT, k, "People of the group whom the rate counts.", MAY_BE_NULL),
    ROW("n", COUNT, n, "People of the group whom it could count.", MAY_BE_NULL),
    ROW("reference_k", COUNT, reference_k, "People of the reference whom the rate counts.", MAY_BE_NULL),
    ROW("reference_n", COUNT, reference_n, "People of the reference whom it could count.", MAY_BE_NULL),
};
const exq_record exq_people_record = RECORD("people", STRUCTURE, people_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_parity_null
static const exq_field parity_null_rows[] = {
    ROW("p", NUMBER, p, "How often a number at least as far from equality appears when all groups are treated alike.",
        NEVER_NULL),
    ROW("expected", NUMBER, expected, "The number to expect when all groups are treated alike.", NEVER_NULL),
    ROW("limit", NUMBER, limit, "The limit of the next number; null for a difference.", MAY_BE_NULL),
    ROW("below_limit", NUMBER, below_limit,
        "How often the number is below the limit when all groups are treated alike.", MAY_BE_NULL),
    ROW("draws", COUNT, draws, "Worlds drawn.", NEVER_NULL),
};
const exq_record exq_parity_null_record = RECORD("parity_null", STRUCTURE, parity_null_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_other_tests
static const exq_field other_tests_rows[] = {
    ROW("z", NUMBER, z,
        "Standard errors between the two rates, at their common rate; beyond 2 the rule of two standard deviations "
        "calls them different.",
        MAY_BE_NULL),
    ROW("p_z", NUMBER, p_z, "The p of that z, for two sides.", MAY_BE_NULL),
    ROW("p_mid", NUMBER, p_mid,
        "Lancaster's mid-p: Fisher's, with half of the tables as likely as the observed one; nearer to its level.",
        MAY_BE_NULL),
};
const exq_record exq_other_tests_record = RECORD("other_tests", STRUCTURE, other_tests_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_takes
static const exq_field takes_rows[] = {
    ROW("e_value", NUMBER, e_value,
        "To explain the ratio away: how many times as frequent something unmeasured would have to be in the one group, "
        "and the decision with it.",
        MAY_BE_NULL),
    REASON_ROW("e_value_why", e_value_why, "Why there is none."),
    ROW("e_value_near", NUMBER, e_value_near,
        "The same to bring the near end of its range to equality; 1 where the range holds it.", MAY_BE_NULL),
    REASON_ROW("e_value_near_why", e_value_near_why, "Why there is none."),
    ROW("people", COUNT, people,
        "People needed in each group so that a system that treats all alike is shown to meet the limit in 4 of 5 "
        "audits.",
        MAY_BE_NULL),
    ROW("limit", NUMBER, limit, "That limit, from below.", NEVER_NULL),
    REASON_ROW("people_why", people_why, "Why that cannot be told."),
};
const exq_record exq_takes_record = RECORD("takes", STRUCTURE, takes_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_disparity
static const exq_field disparity_rows[] = {
    ROW("metric", TEXT, metric, "The metric.", NEVER_NULL),
    ROW("of", TEXT, of, "The rate it compares; null when it is not of one rate.", MAY_BE_NULL),
    ROW("value", NUMBER, value, "The group minus, or over, its reference.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of the range that holds together with those of the same metric in the question.",
        MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of that range.", MAY_BE_NULL),
    ROW("lo_alone", NUMBER, lo_alone, "Lower end of the range of this row alone.", MAY_BE_NULL),
    ROW("hi_alone", NUMBER, hi_alone, "Upper end of the range of this row alone.", MAY_BE_NULL),
    REASON_ROW("lo_why", lo_why, "Why there is no lower end: `infinite` where the range has none."),
    REASON_ROW("hi_why", hi_why, "Why there is no upper end: `infinite` where the range has none."),
    REASON_ROW("range_why", range_why, "Why there is a value but no range."),
    ROW("method", TEXT, method, "How the ranges were made.", MAY_BE_NULL),
    LEVELS("group", group, "The group; null when the number names none."),
    LEVELS("reference", reference, "The group it is compared with; null: see reference_is."),
    ROW("reference_is", TEXT, reference_is, "What it is compared with; null: nothing.", ONE_OF("group overall rest")),
    ROW("difference", TEXT, difference, "Whether the range excludes equality; null without a range.",
        ONE_OF("shown not_shown")),
    ROW("direction", TEXT, direction, "On which side of the reference the group lies.", ONE_OF("higher lower")),
    ROW("p", NUMBER, p,
        "How often groups treated alike would differ at least as much by chance. Of a pair: see p_method; of a number "
        "over "
        "all groups: that of its parity_null.",
        MAY_BE_NULL),
    ROW("log10_p", NUMBER, log10_p, "Its decimal logarithm, which tells apart what is too small for p.", MAY_BE_NULL),
    ROW("p_adjusted", NUMBER, p_adjusted, "p allowing for all rows of this metric in the question (see uncertainty.corrections).",
        MAY_BE_NULL),
    ROW("p_method", TEXT, p_method, "The test.", ONE_OF("fisher pooled_z parity_null welch smirnov labels_permuted")),
    REASON_ROW("p_why", p_why, "Why there is no p."),
    ROW("other_tests", RECORD, other_tests, "Other tests of the same pair; null where p is not of one.",
        BESIDE(has_other_tests), OF(exq_other_tests_record)),
    ROW("shrunken", NUMBER, shrunken,
        "The same number of rates that are shrunken towards each other until they vary as the true ones do "
        "(constrained "
        "empirical Bayes).",
        MAY_BE_NULL),
    REASON_ROW("shrunken_why", shrunken_why, "Why there is no shrunken number."),
    ROW("parity_null", RECORD, parity_null, "What appears when all groups are treated alike.", BESIDE(has_parity_null),
        OF(exq_parity_null_record)),
    ROW("takes", RECORD, takes, "Of a ratio, outside of strata: what it would take; null elsewhere.", BESIDE(has_takes),
        OF(exq_takes_record)),
    ROW("detectable", NUMBER, detectable,
        "The number nearest to equality that so many people would show in four of five samples.", MAY_BE_NULL),
    REASON_ROW("detectable_why", detectable_why, "Why there is none."),
    ROW("flips", COUNT, flips, "Decisions moved between the two that reverse who is ahead.", MAY_BE_NULL),
    ROW("people", RECORD, people, "The comparison in heads.", BESIDE(has_people), OF(exq_people_record)),
    CERTAIN,
    ROW("fair_random", RECORD, fair, "What chance alone would give.", BESIDE(has_fair), OF(exq_fair_record)),
    WHY("value"),
};
const exq_record exq_disparity_record = RECORD("disparity", STRUCTURE, disparity_rows);
#undef STRUCTURE
