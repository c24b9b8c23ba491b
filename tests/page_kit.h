/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests of the page share: rendering it and judging its markup. Include behind cmocka.h.
 */
#ifndef EXQ_PAGE_KIT_H
#define EXQ_PAGE_KIT_H

#include "markup.h"
#include "result.h"

/* Where gnuplot usually is; NULL: it is not there. */
const char *page_gnuplot(void);
/* The page; the test fails when there is none. The caller frees it. */
exq_buffer page_render(const exq_result *result, const char *gnuplot);
/* Read its markup, behind the document type. The caller frees the reader, before the page. */
exq_markup_reader *page_reader(const exq_buffer *page);

/* What was counted in a page. */
typedef struct page_tally {
    size_t h1, main, tables, captions, svgs, titles, data;
    exq_buffer ids;     /* "|id|id|"; of no use to the caller */
    exq_buffer targets; /* ids that something points to, one a line; likewise */
} page_tally;

/* The test fails unless the page is well-formed, holds only elements that a report needs, no script, style attribute or
 * link elsewhere, ids once and all that are pointed to, one h1, one main, a caption to each table, a scope to each
 * heading cell, and a title and a role to each picture. */
page_tally page_check(const exq_buffer *page);

#endif
