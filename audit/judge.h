/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holds the described numbers of a run to its checks. Only what stands in the document is judged, so that what decided is
 * what every reader sees; and a check looks at its own family alone, so that no check changes another.
 */
#ifndef EXQ_JUDGE_H
#define EXQ_JUDGE_H

#include "check.h"
#include "document.h"

/* Sets document->checks and document->outcome from its questions and catalogue. `checks` are those of `request`. False only
 * when out of memory. */
EXQ_CHECKED bool exq_judge(const exq_request *request, const exq_planned_check *checks, exq_document *document,
                           exq_arena *arena);

#endif
