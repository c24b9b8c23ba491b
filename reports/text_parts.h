/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the text output. Each puts itself on a page of its own, in at most `most` lines with the blank line behind
 * it, or puts nothing there when it has nothing to say or too few lines to say it.
 */
#ifndef EXQ_TEXT_PARTS_H
#define EXQ_TEXT_PARTS_H

#include "pattern.h"
#include "text_page.h"

/* The question that leads, and the finding it leads with (NULL: none). */
typedef struct exq_text_lead {
    const exq_doc_question *question;
    const exq_doc_finding *finding;
    const exq_doc_disparity *disparity; /* of the finding */
} exq_text_lead;

/* A label, and blanks as far as the widest of such labels reaches and `gap` more. */
void exq_text_label(const exq_voice *voice, exq_buffer *out, exq_sentence label, const exq_sentence *labels,
                    size_t count, size_t gap);
/* The finding in sentences, or why there is none. */
void exq_text_finding(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* Every check: those missed with what would meet them. */
void exq_text_checks(const exq_voice *voice, exq_page *page, size_t most);
/* Every group of the question on its lead rate, the clearest difference first. */
void exq_text_groups(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* The leading group against its reference on the other rates to show. */
void exq_text_other_rates(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* The comparisons to show that are no such rate; what is not there with its reason. */
void exq_text_metrics(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* How many groups are shown to differ in each stratum, and where the leading pair stands. */
void exq_text_strata(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* One line for every other question. */
void exq_text_also_asked(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* The groups that the search found, the clearest first; at most five lines. */
void exq_text_search(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* Of recommendation lists: every group of people, and what is seen of the catalogue. */
void exq_text_people(const exq_voice *voice, exq_page *page, size_t most);
void exq_text_items(const exq_voice *voice, exq_page *page, size_t most);
/* Whether the score puts the right people higher. */
void exq_text_scores(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most);
/* What another version changes, and what became of the gap. */
void exq_text_versions(const exq_voice *voice, exq_page *page, size_t most);
/* What must be known before the result is quoted; in `spare` more lines, which groups can be lowest and highest. */
void exq_text_before(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most, size_t spare);

#endif
