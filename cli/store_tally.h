/* SPDX-License-Identifier: Apache-2.0 */
/* The option -o of the commands that write a tally, and the writing. A tally is secret: 0600, never standard output. */
#ifndef EXQ_STORE_TALLY_H
#define EXQ_STORE_TALLY_H

#include "option.h"

typedef struct exq_store_options {
    const char *output;
} exq_store_options;

extern const exq_section exq_section_store;

/* Before the work. Errors: USAGE (standard output, an input), IO. */
EXQ_CHECKED exq_status exq_store_check(const exq_store_options *options, const exq_list *inputs, exq_error *error);
/* Write the tally and say how many rows it holds. Errors: those of exq_tally_save, IO, MEMORY. */
EXQ_CHECKED exq_status exq_store_tally(const exq_store_options *options, const exq_tally *tally, exq_pool *pool,
                                       exq_error *error);

#endif
