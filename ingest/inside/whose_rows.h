/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do several rows belong to one person, though nobody said so? A column that is called like an id of persons is looked
 * at over the first rows: where its values repeat, ranges that take rows for people would be too narrow, and a sentence
 * says so.
 */
#ifndef EXQ_WHOSE_ROWS_H
#define EXQ_WHOSE_ROWS_H

#include "header.h"

enum { EXQ_WHOSE_ROWS = 1000 }; /* how many rows are looked at */

/* The first column called like an id of persons whose values repeat, in `*column` (borrowed from the header); NULL:
 * none, or the request says whose rows they are, or reads counts, or has a role for the column. `block` is what follows
 * the header. Errors: MEMORY; what is wrong with the rows is for others to say. */
EXQ_CHECKED exq_status exq_whose_rows(const exq_lane *lane, const exq_header *header, const exq_cast *cast,
                                      const exq_request *request, const exq_block *block, const char **column,
                                      exq_error *error);

#endif
