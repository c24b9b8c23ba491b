/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What other cut-offs of a score would do for a check that is missed, read off the lines that the question has of them.
 */
#ifndef EXQ_CUTOFFS_H
#define EXQ_CUTOFFS_H

#include "check.h"
#include "document.h"

/* Sets out->cutoffs where out is missed and its number follows from a cut-off. At each cut-off that can be shown for the group
 * that decides, the groups that can be shown there are judged by the number itself. The nearest are sought from the cut-off in
 * use on; where decisions were given as such, from the one that would select as many of the deciding group. False only when
 * out of memory. */
EXQ_CHECKED bool exq_cutoffs(const exq_planned_check *check, const exq_document *document,
                             const exq_doc_question *question, exq_arena *arena, exq_doc_check *out);

#endif
