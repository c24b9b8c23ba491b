/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of checks: what was asked of a metric, and the verdict.
 */
#include "field_rows.h"

#define VERDICTS "met missed not_settled not_computed waived"
#define CONSEQUENCES "fail warn"
#define REFERENCES "group overall rest"
#define INFINITE "infinite"

#define STRUCTURE exq_doc_check_row
static const exq_field row_version_rows[] = {
    ROW("before", NUMBER, version.before, "The number under the other version.", MAY_BE_NULL),
    ROW("after", NUMBER, version.after, "The number now.", MAY_BE_NULL),
    ROW("change", NUMBER, version.change, "after - before.", MAY_BE_NULL),
    ROW("better", TEXT, version.better, "What is better for the person; null: nobody said.", ONE_OF("more less")),
    ROW("to_meet", NUMBER, version.to_meet, "The number from which on it would meet the limit; null: of a gap.",
        MAY_BE_NULL),
    ROW("gained", TEXT, version.gained, "Of a gap: who of the two is shown to be better served than before.",
        ONE_OF("both group reference neither")),
    ROW("gap", TEXT, version.gap, "Of a gap: what became of it, by the point.",
        ONE_OF("narrowed widened reversed same")),
    ROW("levelled_down", FLAG, version.levelled_down,
        "Whether the gap narrowed because those better served are shown to have lost, and nobody to have gained. It is "
        "missed then.",
        NEVER_NULL),
};
const exq_record exq_row_version_record = RECORD("row_version", STRUCTURE, row_version_rows);

static const exq_field check_row_rows[] = {
    LEVELS("group", group, "The group; null when the number names none."),
    LEVELS("reference", reference, "What it is compared with; null when that is no group."),
    ROW("reference_is", TEXT, reference_is, "What kind of reference; null when there is none.", ONE_OF(REFERENCES)),
    ROW("value", NUMBER, value, "The number.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "The lower end of its range, simultaneous over all rows of the check.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "The upper end.", MAY_BE_NULL),
    ROW("lo_why", TEXT, lo_why, "`infinite` where the range has no lower end.", ONE_OF(INFINITE)),
    ROW("hi_why", TEXT, hi_why, "`infinite` where the range has no upper end.", ONE_OF(INFINITE)),
    ROW("verdict", TEXT, verdict, "The verdict on this row.", NEVER_NULL, ONE_OF(VERDICTS)),
    ROW("margin", NUMBER, margin, "How far it lies on the right side of the limit; negative on the wrong side.",
        MAY_BE_NULL),
    ROW("k", COUNT, k, "People of the group in the numerator, where the number is made of shares of people.",
        MAY_BE_NULL),
    ROW("n", COUNT, n, "People of the group in the denominator.", MAY_BE_NULL),
    ROW("reference_k", COUNT, reference_k, "People of the reference in the numerator.", MAY_BE_NULL),
    ROW("reference_n", COUNT, reference_n, "People of the reference in the denominator.", MAY_BE_NULL),
    ROW("change", TEXT, change,
        "More or fewer of k: what brings the value to the limit. Null: it holds, or decisions on this "
        "group alone cannot.",
        ONE_OF("more fewer")),
    ROW("change_people", COUNT, change_people, "How many.", MAY_BE_NULL),
    {"version", EXQ_FIELD_RECORD, false, 0, offsetof(STRUCTURE, has_version), &exq_row_version_record, NULL,
     "Of a check that compares with another version; `value` then is how much worse, a loss or the growth of a gap."},
    WHY("verdict"),
};
const exq_record exq_check_row_record = RECORD("check_row", STRUCTURE, check_row_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_waiver
static const exq_field waiver_rows[] = {
    ROW("id", TEXT, id, "Its name.", NEVER_NULL),
    ROW("check", TEXT, check, "The check it is for.", NEVER_NULL),
    LEVELS("group", group, "The group it is for; null: all groups."),
    ROW("limit", TEXT, limit, "Beyond this the check fails all the same; null: nowhere.", MAY_BE_NULL),
    ROW("reason", TEXT, reason, "Why.", NEVER_NULL),
    ROW("approved_by", TEXT, approved_by, "Who answers for it.", NEVER_NULL),
    ROW("ticket", TEXT, ticket, "Where it is followed up.", MAY_BE_NULL),
    ROW("expires", TEXT, expires, "The last day it holds, in UTC.", NEVER_NULL),
    ROW("state", TEXT, state,
        "`ends_soon` within 14 days; `unused`: nothing had to be waived; `expired`: it waives nothing any more.",
        NEVER_NULL, ONE_OF("in_force ends_soon unused expired")),
    ROW("where", TEXT, where, "File and line of the policy.", MAY_BE_NULL),
};
const exq_record exq_waiver_record = RECORD("waiver", STRUCTURE, waiver_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_cutoff_rate
static const exq_field cutoff_rate_rows[] = {
    ROW("id", TEXT, id, "The rate.", NEVER_NULL),
    ROW("value", NUMBER, value, "Of everyone shown.", MAY_BE_NULL),
    ROW("lowest", NUMBER, lowest, "The lowest of the groups compared.", MAY_BE_NULL),
    ROW("highest", NUMBER, highest, "The highest.", MAY_BE_NULL),
};
const exq_record exq_cutoff_rate_record = KEYED("cutoff_rate", STRUCTURE, cutoff_rate_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_cutoff
static const exq_field cutoff_rows[] = {
    ROW("at", NUMBER, at, "Scores at or above it are selected.", MAY_BE_NULL),
    ROW("value", NUMBER, value, "What is held to the limit, were this the cut-off: of the row furthest on the wrong side.",
        MAY_BE_NULL),
    ROW("meets", FLAG, meets, "Whether every group that can be shown there would meet the limit, by the number itself.", NEVER_NULL),
    ROW("rates", MAP, rates, "What the rates that decide on people would be, by id.", NEVER_NULL, BESIDE(rate_count),
        OF(exq_cutoff_rate_record)),
};
const exq_record exq_cutoff_record = RECORD("cutoff", STRUCTURE, cutoff_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_check
static const exq_field limit_rows[] = {
    ROW("op", TEXT, limit.op, "How the number is compared with it.", NEVER_NULL, ONE_OF(">= <= between")),
    ROW("value", TEXT, limit.value, "The limit, as it was written.", NEVER_NULL),
    ROW("value_to", TEXT, limit.value_to, "The upper limit of `between`.", MAY_BE_NULL),
};
static const exq_field compared_rows[] = {
    ROW("groups", COUNT, compared.groups, "Groups that are to be compared.", MAY_BE_NULL),
    ROW("shown", COUNT, compared.shown, "Those of them that are shown, and so were judged.", MAY_BE_NULL),
};
const exq_record exq_limit_record = RECORD("limit", STRUCTURE, limit_rows);
const exq_record exq_compared_record = RECORD("compared", STRUCTURE, compared_rows);

static const exq_field compared_with_rows[] = {
    ROW("people_are", TEXT, compared_with.people_are, "The people behind the two versions.", NEVER_NULL,
        ONE_OF("same different")),
    ROW("before", TEXT, compared_with.before, "The other version.", NEVER_NULL),
    ROW("no_worse_by", TEXT, compared_with.no_worse_by, "The limit, as it was written.", NEVER_NULL),
    ROW("levelled_down", FLAG, compared_with.levelled_down, "Whether a gap narrowed by a loss alone.", NEVER_NULL),
};
const exq_record exq_compared_with_record = RECORD("compared_with", STRUCTURE, compared_with_rows);

static const exq_field could_rows[] = {
    ROW("be_met", FLAG, could.be_met, "Whether it could be met: groups that are alike, or a rate that suits it best.",
        NEVER_NULL),
    ROW("be_missed", FLAG, could.be_missed, "Whether it could be missed: groups as far apart as they can be.",
        NEVER_NULL),
    LEVELS("too_few", could.too_few,
           "The smallest group that by itself keeps it from being met; null: it could be met, or several keep it."),
    ROW("met_from", NUMBER, could.met_from,
        "About the number from which it would be met; null where it could not be, and of two limits.", MAY_BE_NULL),
    ROW("missed_from", NUMBER, could.missed_from,
        "About the number from which it would be missed: what lies between is not settled with so many people.",
        MAY_BE_NULL),
};
const exq_record exq_could_record = RECORD("could", STRUCTURE, could_rows);

static const exq_field cutoffs_rows[] = {
    ROW("in_use", NUMBER, cutoffs.in_use, "The cut-off in use; null: decisions were given as such.", MAY_BE_NULL),
    ROW("from", NUMBER, cutoffs.from, "The lowest cut-off that was tried.", MAY_BE_NULL),
    ROW("to", NUMBER, cutoffs.to, "The highest.", MAY_BE_NULL),
    ROW("tried", COUNT, cutoffs.tried, "How many were tried.", MAY_BE_NULL),
    ROW("meeting", COUNT, cutoffs.meeting, "How many of them would meet the limit, by the number itself.", MAY_BE_NULL),
    ROW("nearest", LIST, cutoffs.nearest,
        "Those that meet the limit and are nearest to the one in use, below and above it; where none does, the two ends "
        "and the one in use.",
        NEVER_NULL, BESIDE(cutoffs.nearest_count), OF(exq_cutoff_record)),
};
const exq_record exq_cutoffs_record = RECORD("cutoffs", STRUCTURE, cutoffs_rows);

static const exq_field check_rows[] = {
    ROW("id", TEXT, id, "Its name.", NEVER_NULL),
    ROW("title", TEXT, title, "What it asks, in words.", MAY_BE_NULL),
    ROW("metric", TEXT, metric, "What is held to the limit.", NEVER_NULL),
    ROW("of", TEXT, of, "The rate behind it; null when there is no single one.", MAY_BE_NULL),
    ROW("by", TEXTS, by, "The columns whose levels make the groups; empty: of everything.", NEVER_NULL,
        BESIDE(by_count)),
    ROW("class", TEXT, class_name, "The favourable class, where decisions have several.", MAY_BE_NULL),
    PART("limit", exq_limit_record, "The limit. A number that lies on it meets it."),
    {"compared_with", EXQ_FIELD_RECORD, false, 0, offsetof(STRUCTURE, has_compared_with), &exq_compared_with_record, NULL,
     "The other version, where the check compares with one; null: it does not."},
    ROW("decide_on", TEXT, decide_on, "Whether the whole range decides, or the number itself.", NEVER_NULL,
        ONE_OF("interval point")),
    ROW("by_size", FLAG, by_size, "Whether differences are judged by their size, whatever their sign.", NEVER_NULL),
    LEVELS("group", group, "The group of the row that decides."),
    LEVELS("reference", reference, "What it is compared with; null when that is no group."),
    ROW("reference_is", TEXT, reference_is, "What kind of reference; null when there is none.", ONE_OF(REFERENCES)),
    ROW("value", NUMBER, value, "The number of the row that decides.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "The lower end of the range that decides, simultaneous over all rows.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "The upper end.", MAY_BE_NULL),
    ROW("lo_why", TEXT, lo_why, "`infinite` where the range has no lower end.", ONE_OF(INFINITE)),
    ROW("hi_why", TEXT, hi_why, "`infinite` where the range has no upper end.", ONE_OF(INFINITE)),
    ROW("verdict", TEXT, verdict, "The verdict on all rows.", NEVER_NULL, ONE_OF(VERDICTS)),
    ROW("difference", TEXT, difference, "Whether any row shows a difference; null: none was asked.",
        ONE_OF("shown not_shown")),
    ROW("to_settle", COUNT, to_settle, "About how many people in all would settle it if the numbers stay.",
        MAY_BE_NULL),
    ROW("people", COUNT, people, "How many there are now.", MAY_BE_NULL),
    {"could", EXQ_FIELD_RECORD, false, 0, offsetof(STRUCTURE, has_could), &exq_could_record, NULL,
     "What so many people could show at all, at the rate all groups have together. Null where the number itself decides, "
     "where it is not made of shares of people, and where versions are compared."},
    {"cutoffs", EXQ_FIELD_RECORD, false, 0, offsetof(STRUCTURE, has_cutoffs), &exq_cutoffs_record, NULL,
     "What other cut-offs of the score would do for a check that is missed. Null: it is not, there is no score, or its number "
     "does not follow from a cut-off."},
    {"compared", EXQ_FIELD_RECORD, false, 0, offsetof(STRUCTURE, has_compared), &exq_compared_record, NULL,
                                                                       "Groups compared; null for a number that has none."},
    ROW("margin", NUMBER, margin, "How far the number lies on the right side of the limit; negative on the wrong side.",
        MAY_BE_NULL),
    ROW("if_missed", TEXT, if_missed, "What a missed limit does.", NEVER_NULL, ONE_OF(CONSEQUENCES)),
    ROW("if_unsure", TEXT, if_unsure, "What a limit that is not settled does.", NEVER_NULL, ONE_OF(CONSEQUENCES)),
    ROW("if_not_computed", TEXT, if_not_computed, "What a number that could not be computed does.", NEVER_NULL,
        ONE_OF(CONSEQUENCES)),
    ROW("if_withheld", TEXT, if_withheld, "What a withheld group does.", NEVER_NULL, ONE_OF(CONSEQUENCES)),
    ROW("blocks", FLAG, blocks, "Whether it asks for an exit code above 0.", NEVER_NULL),
    ROW("because", TEXT, because, "Whose limit it is, and why.", MAY_BE_NULL),
    ROW("where", TEXT, where, "Where it was asked: file and line of the policy, or --check.", MAY_BE_NULL),
    ROW("rows", LIST, rows, "Every number that is held to the limit.", NEVER_NULL, BESIDE(row_count),
        OF(exq_check_row_record)),
    WHY("verdict by computing"),
};
const exq_record exq_check_record = RECORD("check", STRUCTURE, check_rows);
#undef STRUCTURE
