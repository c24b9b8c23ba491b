/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header of a table and a look at its first rows: enough to guess what the columns are, nothing more. What it guesses is
 * for people to judge, so it is no reader of data.
 */
#ifndef EXQ_SAMPLE_H
#define EXQ_SAMPLE_H

#include "pool.h"

enum { EXQ_SAMPLE_VALUES = 13, EXQ_SAMPLE_COLUMNS = 512 };

typedef struct exq_sampled {
    const char *name;  /* as an option names it: name#2 where it stands several times */
    const char *plain; /* as the header has it */
    const char *values[EXQ_SAMPLE_VALUES]; /* distinct, in the order met; no more are kept */
    size_t counts[EXQ_SAMPLE_VALUES];
    size_t value_count;
    size_t filled, numeric; /* cells that hold something; of these, numbers */
} exq_sampled;

typedef struct exq_sample {
    exq_sampled *columns;
    size_t column_count;
    size_t rows;
} exq_sample;

/* Of a plain CSV file. Errors: USAGE (compressed, no header), IO, MEMORY. */
EXQ_CHECKED exq_status exq_sample_read(const char *path, exq_sample *out, exq_pool *pool, exq_error *error);

#endif
