/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of the subgroup search: what was looked at, and the groups found.
 */
#include "field_rows.h"

#define STRUCTURE exq_doc_search_parent
static const exq_field parent_rows[] = {
    LEVELS("levels", levels,
           "The coarser group: the same with one condition less, or more where such a group is not shown."),
    ROW("others_k", COUNT, others_k, "Its other people whom the rate counts.", NEVER_NULL),
    ROW("others_n", COUNT, others_n, "Its other people whom the rate could count.", NEVER_NULL),
    ROW("others_value", NUMBER, others_value, "The rate of these others.", MAY_BE_NULL),
    ROW("p", NUMBER, p, "How often the group and these others would differ at least as much if treated alike.",
        MAY_BE_NULL),
    WHY("rate of the others"),
};
const exq_record exq_search_parent_record = RECORD("search_parent", STRUCTURE, parent_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_search_finding
static const exq_field finding_rows[] = {
    LEVELS("levels", levels, "The group."),
    ROW("people", COUNT, people, "Its people.", NEVER_NULL),
    ROW("k", COUNT, k, "People of the group whom the rate counts.", NEVER_NULL),
    ROW("n", COUNT, n, "People of the group whom it could count.", NEVER_NULL),
    ROW("rest_k", COUNT, rest_k, "People whom the rate counts among everyone else who is shown.", NEVER_NULL),
    ROW("rest_n", COUNT, rest_n, "People whom it could count among them.", NEVER_NULL),
    ROW("value", NUMBER, value, "The rate of the group.", NEVER_NULL),
    ROW("rest_value", NUMBER, rest_value, "The rate of the rest.", NEVER_NULL),
    ROW("difference", NUMBER, difference, "The group minus the rest.", NEVER_NULL),
    ROW("lo", NUMBER, lo, "Lower end of its range, which holds together with those of all groups tested.", NEVER_NULL),
    ROW("hi", NUMBER, hi, "Upper end of that range.", NEVER_NULL),
    ROW("method", TEXT, method, "How the range of the difference was made.", MAY_BE_NULL),
    ROW("ratio", NUMBER, ratio, "The group over the rest.", MAY_BE_NULL),
    ROW("ratio_lo", NUMBER, ratio_lo, "Lower end of its range, which holds together likewise.", MAY_BE_NULL),
    ROW("ratio_hi", NUMBER, ratio_hi, "Upper end of that range.", MAY_BE_NULL),
    REASON_ROW("ratio_why", ratio_why, "Why there is no ratio, or no range of it."),
    REASON_ROW("ratio_hi_why", ratio_hi_why, "Why there is no upper end: `infinite` where the range has none."),
    ROW("ratio_method", TEXT, ratio_method, "How the range of the ratio was made.", MAY_BE_NULL),
    ROW("state", TEXT, state, "Whether the range of the difference excludes equality.", NEVER_NULL,
        ONE_OF("shown not_shown")),
    ROW("direction", TEXT, direction, "On which side of the rest the group lies.", NEVER_NULL, ONE_OF("higher lower")),
    ROW("p", NUMBER, p, "How often the group and the rest would differ at least as much if treated alike.",
        MAY_BE_NULL),
    ROW("log10_p", NUMBER, log10_p, "Its decimal logarithm, which tells apart what is too small for p.", MAY_BE_NULL),
    ROW("p_adjusted", NUMBER, p_adjusted, "p allowing for all groups tested (Benjamini-Hochberg).", MAY_BE_NULL),
    ROW("p_holm", NUMBER, p_holm, "The same by Holm.", MAY_BE_NULL),
    ROW("p_found", NUMBER, p_found,
        "The largest p against the rest and the others of every coarser group, allowing for all groups tested "
        "(Benjamini-Hochberg): what decides that the group is found.",
        MAY_BE_NULL),
    ROW("p_method", TEXT, p_method, "The test.", ONE_OF("fisher pooled_z")),
    REASON_ROW("p_why", p_why, "Why there is no p."),
    ROW("parents", LIST, parents, "The next coarser groups that are shown; none of them explains this one.", NEVER_NULL,
        BESIDE(parent_count), OF(exq_search_parent_record)),
};
const exq_record exq_search_finding_record = RECORD("search_finding", STRUCTURE, finding_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_search_rate
static const exq_field rate_rows[] = {
    ROW("of", TEXT, of, "The rate.", NEVER_NULL),
    ROW("class", TEXT, class_name, "The favourable class, where decisions have several; null where they have two.",
        MAY_BE_NULL),
    ROW("tested", COUNT, tested, "Groups compared with everyone else.", NEVER_NULL),
    ROW("undefined", COUNT, undefined, "Groups for which this rate, or that of everyone else, is undefined.",
        NEVER_NULL),
    ROW("redundant", COUNT, redundant, "Groups that differ from everyone else only as a coarser group does.",
        NEVER_NULL),
    ROW("findings", LIST, findings,
        "The groups found, ranked by the end of the difference's range nearest to equality, farthest first.",
        NEVER_NULL, BESIDE(finding_count), OF(exq_search_finding_record)),
};
const exq_record exq_search_rate_record = RECORD("search_rate", STRUCTURE, rate_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_search
static const exq_field search_rows[] = {
    ROW("depth", COUNT, depth, "The most conditions a group may have.", NEVER_NULL),
    ROW("attributes", TEXTS, attributes, "The columns crossed.", NEVER_NULL, BESIDE(attribute_count)),
    ROW("groups", COUNT, groups, "Groups shown.", NEVER_NULL),
    ROW("withheld", COUNT, withheld, "Groups not shown: of too few people, or they would give such a group away.",
        NEVER_NULL),
    ROW("not_compared", COUNT, not_compared, "Shown groups that are not compared, since a level is missing.",
        NEVER_NULL),
    ROW("adjustment", TEXT, adjustment, "How p allows for all groups tested.", NEVER_NULL,
        ONE_OF("benjamini_hochberg")),
    ROW("simultaneous", TEXT, simultaneous, "How ranges were widened to hold together.", NEVER_NULL, ONE_OF("sidak")),
    ROW("rates", LIST, rates, "The rates searched.", NEVER_NULL, BESIDE(rate_count), OF(exq_search_rate_record)),
};
const exq_record exq_search_record = RECORD("search", STRUCTURE, search_rows);
#undef STRUCTURE
