/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Head and tail of the catalogue: which items are called popular, by counts of the people who had them. Worked out
 * once before the first list is read.
 */
#ifndef EXQ_HEAD_TAIL_H
#define EXQ_HEAD_TAIL_H

#include "kernel.h"

/* "interactions80" ... for the conventions of a result. */
const char *exq_tail_name(exq_tail tail);

/* head[i] for each item; ties go to the item that comes first in the catalogue. `most` is the count of
 * EXQ_TAIL_COUNT. `order` holds item_count indexes. */
void exq_head_of(exq_tail tail, uint64_t most, const uint64_t *popularity, size_t item_count, size_t *order,
                 bool *head);

/* The three bands: the fewest most popular items that hold at least a fifth of all interactions, then as many as
 * reach four fifths, then the rest. (Abdollahpouri and others 2021) */
void exq_bands_of(const uint64_t *popularity, size_t item_count, size_t *order, exq_band *band);

#endif
