/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of two versions of a model, on the page and in the terminal alike: as sentences.h has it.
 */
#ifndef EXQ_SENTENCES_VERSIONS_H
#define EXQ_SENTENCES_VERSIONS_H

#include "look.h"
#include "pattern.h"

/* The rows of one number of one question, as far as they are shown: its groups and everyone, then the gaps. */
typedef struct exq_change_block {
    size_t question;
    const char *metric;
} exq_change_block;

/* Whether the row is of the block: a number of a group, or a difference of two. */
bool exq_change_is_of(const exq_change_block *block, const exq_doc_change *change);
/* The number that the changes lead with in a question: how well lists are ranked, else what the question leads with. */
exq_change_block exq_change_lead(const exq_document *document, size_t question);
/* The first question of people or decisions that has changes to tell; SIZE_MAX: none. */
size_t exq_change_question(const exq_document *document);
/* The row of a number of this group; NULL: none. */
const exq_doc_change *exq_change_find(const exq_document *document, const exq_change_block *block,
                                      const exq_doc_levels *group);
/* "items_shown@10": the items that anybody is shown, as the catalogue has it; NULL: none. */
const exq_doc_change *exq_change_ever_shown(const exq_document *document);

/* "(same 5,652 people under both)": what stands behind the title "What changes". */
void exq_say_versions_whose(const exq_voice *voice, exq_buffer *out);
/* "From run.itemknn.trec to run.pop.trec (same 5,652 people under both)." */
void exq_say_versions_which(const exq_voice *voice, exq_buffer *out);
/* How many people could not be judged under both; false when all could. */
bool exq_say_versions_left_out(const exq_voice *voice, exq_buffer *out);
/* "ranking quality of the first 10 places", "selected, of every 100". */
void exq_say_change_metric(const exq_voice *voice, exq_buffer *out, const char *metric);
/* "F", "all users", "gap, F against M", "films ever shown". */
void exq_say_change_label(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change);
/* 0.163, 57.2 of every 100; a count as it is. */
void exq_say_change_value(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change, double value);
/* -0.077, +1.4; a count -1,298. */
void exq_say_change_by(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change, double by);
/* "-0.088 to -0.066"; false where there is none. */
bool exq_say_change_range(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change);
/* "216/751/621"; false where it is not known of each person. */
bool exq_say_change_people(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change);

/* "Measured by “ranking quality”, in points, the gap narrowed because M lost more than F. Neither group gained." Of a gap
 * between two groups. */
bool exq_say_gap(const exq_voice *voice, exq_buffer *out, const exq_change_block *block, const exq_doc_change *gap);
/* Whether it is open what became of the gap between two groups. */
bool exq_gap_is_open(const exq_doc_change *gap);
/* All open gaps of the block in one sentence, groups by name; false, and nothing said, where there are not several against
 * one reference. */
bool exq_say_open_gaps(const exq_voice *voice, exq_buffer *out, const exq_change_block *block);
/* What became of the same gap by the number that the question leads with, where the block is of another: one may narrow
 * as the other widens. */
bool exq_say_gap_otherwise(const exq_voice *voice, exq_buffer *out, const exq_change_block *block,
                           const exq_doc_change *gap);

/* "run.pop.trec instead of run.itemknn.trec" */
void exq_say_versions_instead(const exq_voice *voice, exq_buffer *out);
/* "Ranking quality of the first 10 places, all together: 0.199 before, 0.107 now." False where it is not known. */
bool exq_say_change_of_all(const exq_voice *voice, exq_buffer *out, const exq_change_block *block);
/* "Every group is shown to have lost." Of people's lists; false where nobody is shown to have gained or lost. */
bool exq_say_groups_moved(const exq_voice *voice, exq_buffer *out, const exq_change_block *block);

#endif
