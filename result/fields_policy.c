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
