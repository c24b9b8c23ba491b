/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two results must have in common to be compared: what was measured, of whom, and how. The names of files, of the
 * columns that hold decisions, scores or lists, and a threshold tell versions apart and need not agree; nor do titles,
 * owners, limits, waivers, words and the date.
 *
 * The comparison digest is the SHA-256 of this text, in UTF-8:
 *
 *     exaequo.comparison/1
 *     NAME<TAB>TEXT
 *     ...
 *
 * a line a part in the order of comparable.c, each ended by one line feed. In TEXT a name or value that came from outside
 * stands in double quotes, with \" \\ and \u00XX for the signs that need it; null is what was not given; several are
 * divided by ", " and groupings by "; ".
 */
#ifndef EXQ_COMPARABLE_H
#define EXQ_COMPARABLE_H

#include "document.h"

typedef struct exq_comparable_part {
    const char *name;
    const char *text;
} exq_comparable_part;

enum { EXQ_COMPARABLE_PARTS = 19 };

/* All of them, of a described document. False only when out of memory. */
EXQ_CHECKED bool exq_comparable_parts(const exq_document *document, exq_arena *arena,
                                      exq_comparable_part out[EXQ_COMPARABLE_PARTS]);

/* In small hexadecimal digits. NULL: out of memory. */
EXQ_CHECKED const char *exq_comparable_digest(const exq_document *document, exq_arena *arena);

/* Can the two be compared? Errors: INCONSISTENT, naming what differs and how; MEMORY. */
EXQ_CHECKED exq_status exq_comparable_check(const exq_document *before, const char *before_name,
                                            const exq_document *after, const char *after_name, exq_arena *arena,
                                            exq_error *error);

#endif
