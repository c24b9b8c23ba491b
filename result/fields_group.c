/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of groups: who they are, their cells, rates and measures.
 */
#include "field_rows.h"

#define REASON(id, name, sentence) name " "
const char exq_field_reasons[] =
#include "reasons.def"
    ;
#undef REASON

#define STRUCTURE exq_doc_level
static const exq_field level_rows[] = {
    ROW("column", TEXT, column, "The column.", NEVER_NULL),
    ROW("level", TEXT, level, "The level of the group in this column; null: the level is missing.", MAY_BE_NULL),
};
const exq_record exq_level_record = KEYED("level", STRUCTURE, level_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_rate
static const exq_field rate_rows[] = {
    ROW("id", TEXT, id, "The rate.", NEVER_NULL),
    ROW("value", NUMBER, value, "num divided by den.", MAY_BE_NULL),
    ROW("num", NUMBER, num, "People (or the sum of their weights, or rows, where a person has several) whom the rate counts.",
        MAY_BE_NULL),
    ROW("den", NUMBER, den, "People (or the sum of their weights, or rows, where a person has several) whom it could count.",
        MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of the interval of this rate alone.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of the interval of this rate alone.", MAY_BE_NULL),
    REASON_ROW("range_why", range_why, "Why there is a value but no interval."),
    ROW("method", TEXT, method, "How the interval was made.", MAY_BE_NULL),
    ROW("deff", NUMBER, deff,
        "Design effect: the variance of the rate over that of as many rows of different people; null where each row is a "
        "person.",
        MAY_BE_NULL),
    ROW("shrunken", NUMBER, shrunken, "The rate drawn towards the common one of all groups, as far as chance moved it.",
        MAY_BE_NULL),
    REASON_ROW("shrunken_why", shrunken_why, "Why there is no shrunken rate."),
    WHY("value"),
};
const exq_record exq_rate_record = KEYED("rate", STRUCTURE, rate_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_measure
static const exq_field measure_rows[] = {
    ROW("id", TEXT, id, "The measure.", NEVER_NULL),
    ROW("value", NUMBER, value, "The measure of this group.", MAY_BE_NULL),
    ROW("n", COUNT, n, "People it rests on.", MAY_BE_NULL),
    ROW("se", NUMBER, se, "Its standard error, by resampling; null where nothing was resampled.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of its interval.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of its interval.", MAY_BE_NULL),
    REASON_ROW("range_why", range_why, "Why there is a value but no interval."),
    ROW("method", TEXT, method, "How the interval was made.", MAY_BE_NULL),
    CERTAIN,
    ROW("fair_random", RECORD, fair, "What chance alone would give.", BESIDE(has_fair), OF(exq_fair_record)),
    WHY("value"),
};
const exq_record exq_measure_record = KEYED("measure", STRUCTURE, measure_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_cells
static const exq_field unlabelled_rows[] = {
    ROW("selected", COUNT, unlabelled_selected, "Selected, the label is not known.", MAY_BE_NULL),
    ROW("rejected", COUNT, unlabelled_rejected, "Not selected, the label is not known.", MAY_BE_NULL),
};
const exq_record exq_unlabelled_record = RECORD("unlabelled", STRUCTURE, unlabelled_rows);

static const exq_field labelled_rows[] = {
    ROW("tp", COUNT, tp, "Selected, the label is positive.", NEVER_NULL),
    ROW("fp", COUNT, fp, "Selected, the label is negative.", NEVER_NULL),
    ROW("fn", COUNT, fn, "Not selected, the label is positive.", NEVER_NULL),
    ROW("tn", COUNT, tn, "Not selected, the label is negative.", NEVER_NULL),
    {"unlabelled", EXQ_FIELD_RECORD, true, 0, 0, &exq_unlabelled_record, NULL, "People whose label is not known."},
};
static const exq_field decided_rows[] = {
    ROW("selected", COUNT, selected, "Selected.", NEVER_NULL),
    ROW("rejected", COUNT, rejected, "Not selected.", NEVER_NULL),
};
const exq_record exq_cells_records[] = {
    RECORD("cells_with_labels", STRUCTURE, labelled_rows),
    RECORD("cells_without_labels", STRUCTURE, decided_rows),
    {.name = NULL},
};
#undef STRUCTURE

#define STRUCTURE exq_doc_group
static const exq_field group_rows[] = {
    LEVELS("levels", levels, "The level of the group in each column of `by`; null for everyone together."),
    ROW("n", COUNT, n, "People in the group.", MAY_BE_NULL),
    ROW("withheld", FLAG, withheld, "Nothing about this group is published.", NEVER_NULL),
    REASON_ROW("why", why, "Why it is withheld."),
    ROW("cells", CHOICE, cells, "People by decision and label.", OF(exq_cells_records[0])),
    ROW("rates", MAP, rates, "Its rates by id; empty when withheld.", NEVER_NULL, BESIDE(rate_count),
        OF(exq_rate_record)),
    ROW("measures", MAP, measures, "Measures that are no ratio of two counts, by id; empty when withheld.", NEVER_NULL,
        BESIDE(measure_count), OF(exq_measure_record)),
    ROW("users_without_truth", COUNT, users_without_truth,
        "Of recommendation lists: people with a list and nothing to judge it by.", MAY_BE_NULL),
    ROW("users_without_recommendations", COUNT, users_without_recommendations,
        "Of recommendation lists: people with truth and no list.", MAY_BE_NULL),
    ROW("items", COUNT, items, "Items of the catalogue in the group, wholly or in part.", MAY_BE_NULL),
    ROW("events", MAP, events, "What was met in the lists of the group, and how often.", NEVER_NULL,
        BESIDE(event_count), OF(exq_event_record)),
};
const exq_record exq_group_record = RECORD("group", STRUCTURE, group_rows);
#undef STRUCTURE
