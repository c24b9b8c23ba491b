/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cells of a CSV file (RFC 4180, lines end in LF, UTF-8), safe in a spreadsheet and on a terminal, and yet exact.
 *
 * Levels are written `sex=female; race=Asian`. A column without `=` has no level (it is missing). In names and levels a
 * backslash stands before `\`, `=` and `;`, and a character that acts instead of showing (control, bidi, zero-width) is
 * written \<U+001B>. A cell of labels that would begin with = + - @ ' or the full-width form of one gets a ' in front, so that
 * no spreadsheet takes it for a formula; whoever reads takes one leading ' off.
 */
#ifndef EXQ_CSV_CELL_H
#define EXQ_CSV_CELL_H

#include "buffer.h"
#include "document.h"

/* The text of a name and of levels as above, before anything is quoted: no two are the same. */
void exq_exact_name(exq_buffer *out, const char *name);
void exq_exact_levels(exq_buffer *out, const exq_doc_levels *levels);

/* Each appends one cell with the comma before it, unless it is the first of the line. */
void exq_csv_text(exq_buffer *out, const char *text);   /* words of ours; NULL is empty */
void exq_csv_label(exq_buffer *out, const char *label); /* a text from outside; NULL is empty */
void exq_csv_number(exq_buffer *out, double value);     /* shortest round trip; NaN is empty */
void exq_csv_count(exq_buffer *out, exq_count count);   /* -1 is empty */
void exq_csv_levels(exq_buffer *out, const exq_doc_levels *levels);
void exq_csv_labels(exq_buffer *out, const char *const *labels, size_t count); /* `sex; race` */
void exq_csv_end(exq_buffer *out);

#endif
