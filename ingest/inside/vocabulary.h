/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words of a decision or label column mean. Nothing is guessed: the words are among those everybody reads
 * the same way (1, true, yes, 1.0 and 0, false, no, 0.0, in any case), or the request says which count, or the run is
 * refused with the words that occur.
 */
#ifndef EXQ_VOCABULARY_H
#define EXQ_VOCABULARY_H

#include "counts.h"
#include "exaequo.h"

typedef struct exq_vocabulary_plan {
    const exq_request *request;
    const char *source; /* opens the messages */
    uint64_t rows_read; /* the base of the share that may be unreadable */
} exq_vocabulary_plan;

/* The classes of all words of the last two columns of `counts`, and how many people are left out because their decision
 * cannot be read. Errors: USAGE (words that mean nothing and no --favourable or --positive; a value that was named and
 * does not occur), MEMORY. Free `out` with exq_classing_free, even when it failed. */
EXQ_CHECKED exq_status exq_vocabulary_settle(const exq_vocabulary_plan *plan, const exq_counts *counts,
                                             exq_classing *out, uint64_t *unreadable, exq_error *error);

/* What everybody reads the same way: 1, 0, or EXQ_DROP for a word that is in no such list. */
uint32_t exq_common_meaning(const char *text, size_t length);

/* The share of rows that may be left out, as text, and whether k of n rows are more than that, exactly. */
const char *exq_max_excluded(const exq_request *request);
bool exq_too_many_excluded(const exq_request *request, uint64_t k, uint64_t n);

/* Append a count with thousands separated by commas: 5,120. */
void exq_append_count(exq_buffer *out, uint64_t count);

#endif
