/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict on one family of numbers: row by row, then on all of them, waivers included.
 */
#ifndef EXQ_JUDGE_FAMILY_H
#define EXQ_JUDGE_FAMILY_H

#include "check.h"
#include "document.h"
#include "family.h"

/* Sets the verdict of `out`, the row that decided and all rows; what was asked, and of how many people, stands in it already.
 * False only when out of memory. */
EXQ_CHECKED bool exq_judge_family(const exq_planned_check *check, const exq_document *document, const exq_family *family,
                                  exq_arena *arena, exq_doc_check *out);

#endif
