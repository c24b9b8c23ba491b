/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks that compare with another version: no group may be worse served than before by more than the limit, nor may a gap
 * have grown by more. What is judged is how much worse, so that it is held from above like any other number: of a group the
 * change of its own number against what is better for the person; of a gap the growth of its distance from equality.
 *
 * Levelling down is not progress: a gap that narrows since those better served are shown to have lost, while the others are
 * not shown to have gained, is missed.
 */
#ifndef EXQ_JUDGE_CHANGE_H
#define EXQ_JUDGE_CHANGE_H

#include "check.h"
#include "family.h"

/* Are the versions there that `checks` compare with? Errors: INCONSISTENT (a baseline that cannot be compared with
 * `document`), USAGE (--against is not there), MEMORY. */
EXQ_CHECKED exq_status exq_compared_check(const exq_request *request, const exq_planned_check *checks,
                                          const exq_document *document, exq_arena *arena, exq_error *error);

/* What the last check was compared with, as many are with the same. Made empty: {0}. */
typedef struct exq_compared {
    const exq_baseline *baseline;
    exq_doc_versions versions;
} exq_compared;

/* The rows of one question, or of the whole catalogue (question NULL), for a check that compares. False only when out of
 * memory. */
EXQ_CHECKED bool exq_family_of_changes(const exq_planned_check *check, const exq_document *document,
                                       const exq_doc_question *question, exq_compared *last, exq_arena *arena,
                                       exq_family *out);

/* row->version and check->compared_with. False only when out of memory. */
void exq_describe_version(const exq_family_row *row, const exq_limit *limit, exq_doc_check_row *out);
EXQ_CHECKED bool exq_describe_compared(const exq_planned_check *check, const exq_family *family,
                                       const exq_compared *last, const exq_document *document, exq_arena *arena,
                                       exq_doc_check *out);

#endif
