/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows that are decisions about people and places in their lists at once: audited as each, told as one.
 */
#ifndef EXQ_BOTH_H
#define EXQ_BOTH_H

#include "document.h"

/* The two requests in one. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_both_split(const exq_request *request, exq_arena *arena, exq_request *decisions,
                                      exq_request *lists, exq_error *error);
/* Adds what was found of lists to what was found of decisions. False when out of memory. */
EXQ_CHECKED bool exq_both_join(const exq_request *request, exq_document *document, const exq_document *lists,
                               exq_arena *arena);

#endif
