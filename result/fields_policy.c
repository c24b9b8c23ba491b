/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of what a policy tells of itself.
 */
#include "field_rows.h"

#define STRUCTURE exq_document
static const exq_field about_rows[] = {
    ROW("name", TEXT, about.name, "What the audit is called.", MAY_BE_NULL),
    ROW("owner", TEXT, about.owner, "Who answers for it.", MAY_BE_NULL),
    ROW("purpose", TEXT, about.purpose, "The question it is to answer.", MAY_BE_NULL),
};
const exq_record exq_about_record = RECORD("about", STRUCTURE, about_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_preset
static const exq_field preset_rows[] = {
    ROW("id", TEXT, id, "The name it is extended by.", NEVER_NULL),
    ROW("status", TEXT, status, "Whether the rule holds.", NEVER_NULL),
    ROW("law_as_of", TEXT, law_as_of, "The day it was read.", NEVER_NULL),
    ROW("review_by", TEXT, review_by, "The day by which it must be read again.", NEVER_NULL),
    ROW("sources", TEXTS, sources, "What was read.", NEVER_NULL, BESIDE(source_count)),
    ROW("wording", TEXT, wording, "What may be said of it.", NEVER_NULL),
    ROW("pass_mark", FLAG, pass_mark, "Whether it sets a limit that could be passed or failed.", NEVER_NULL),
    ROW("overdue", FLAG, overdue, "Whether it should have been read again before the data, or else before this run.",
        NEVER_NULL),
};
const exq_record exq_preset_record = RECORD("preset", STRUCTURE, preset_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_answer
static const exq_field answer_rows[] = {
    ROW("question", TEXT, question, "Does it benefit people, did they agree knowing, could it be defended?", NEVER_NULL,
        ONE_OF("benefit informed defensible")),
    ROW("answer", TEXT, answer, "The answer; null: nobody answered.", ONE_OF("yes no unsure")),
    ROW("reason", TEXT, reason, "Why.", MAY_BE_NULL),
    ROW("by", TEXT, by, "Who answered.", MAY_BE_NULL),
    ROW("on", TEXT, on, "When.", MAY_BE_NULL),
};
const exq_record exq_answer_record = RECORD("answer", STRUCTURE, answer_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_category
static const exq_field category_rows[] = {
    LEVELS("levels", levels, "The category."),
    ROW("n", COUNT, n, "People in it; null: withheld.", MAY_BE_NULL),
    ROW("selected", COUNT, selected, "Those of them selected, or with a score above the median.", MAY_BE_NULL),
    ROW("rate", NUMBER, rate, "Their share.", MAY_BE_NULL),
    ROW("share", NUMBER, share, "Share of the people of known category.", MAY_BE_NULL),
    ROW("small", FLAG, small, "Whether that is below 2 %, so that the ratio may be left out.", NEVER_NULL),
    ROW("left_out", FLAG, left_out, "Whether it was.", NEVER_NULL),
    ROW("ratio", NUMBER, ratio, "Impact ratio: its rate over the highest of those not left out.", MAY_BE_NULL),
    REASON_ROW("why", why, "Why there is no ratio; null when there is one, or it was left out."),
};
const exq_record exq_category_record = RECORD("category", STRUCTURE, category_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_axis
static const exq_field axis_rows[] = {
    ROW("by", TEXTS, by, "The columns.", NEVER_NULL, BESIDE(by_count)),
    ROW("known", COUNT, known, "People whose category is known.", MAY_BE_NULL),
    ROW("unknown", COUNT, unknown, "People assessed whose category is not.", MAY_BE_NULL),
    ROW("categories", LIST, categories, "All categories.", NEVER_NULL, BESIDE(category_count), OF(exq_category_record)),
};
const exq_record exq_axis_record = RECORD("axis", STRUCTURE, axis_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_summary
static const exq_field summary_rows[] = {
    ROW("rate", TEXT, rate, "Whether rates are of those selected, or of those whose score is above the median.", NEVER_NULL,
        ONE_OF("selection scoring")),
    ROW("cut", NUMBER, cut, "The median of everybody's score.", MAY_BE_NULL),
    ROW("ties", COUNT, ties, "People whose score lies on it, and so is not above it.", MAY_BE_NULL),
    ROW("source", TEXT, source, "Where the data come from, and what they are.", MAY_BE_NULL),
    ROW("distributed", TEXT, distributed, "The day the tool was first used.", MAY_BE_NULL),
    ROW("justification", TEXT, justification, "Why small categories are left out.", MAY_BE_NULL),
    ROW("axes", LIST, axes, "Each axis by itself.", NEVER_NULL, BESIDE(axis_count), OF(exq_axis_record)),
};
const exq_record exq_summary_record = RECORD("summary", STRUCTURE, summary_rows);
#undef STRUCTURE
