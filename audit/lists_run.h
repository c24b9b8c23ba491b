/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole line for recommendation lists.
 */
#ifndef EXQ_LISTS_RUN_H
#define EXQ_LISTS_RUN_H

#include "document.h"
#include "tally.h"

/* Whether a request is about lists is exq_ingest_is_lists' to say. Errors: any status. */
/* `own` (NULL: none): the same lists under another level and smallest group, told in `own_document` (stricter.h). */
EXQ_CHECKED exq_status exq_lists_audit(const exq_request *request, const exq_request *own, exq_arena *arena,
                                       exq_document *document, exq_document *own_document, exq_error *error);
EXQ_CHECKED exq_status exq_lists_tally(const exq_request *request, exq_arena *arena, exq_tally **out, exq_error *error);

#endif
