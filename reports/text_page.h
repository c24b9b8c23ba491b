/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page of plain text for a terminal: lines that never run over its width, paragraphs, headings, tables. Texts must be
 * visible (text.h) already; colour is added here alone and always stands beside a word or a shape.
 */
#ifndef EXQ_TEXT_PAGE_H
#define EXQ_TEXT_PAGE_H

#include "buffer.h"

typedef struct exq_page {
    exq_buffer text;
    size_t lines;
    size_t width;
    bool colour;
} exq_page;

/* What remains of `most` lines; 0 when the page has more. */
size_t exq_page_left(const exq_page *page, size_t most);

void exq_page_blank(exq_page *page);
/* One line, shortened when it is too long. */
void exq_page_line(exq_page *page, const exq_buffer *text);
/* A line that opens with a title in capitals; the text behind it (NULL: none) stays as it is. */
void exq_page_titled(exq_page *page, const exq_buffer *title, const exq_buffer *text);
/* The same with the text at the right edge; the title gives way to it. */
void exq_page_heading(exq_page *page, const exq_buffer *title, const exq_buffer *text);
/* At most so many lines, each after `indent` blanks; what does not fit ends with …. An empty text is no line. */
void exq_page_paragraph(exq_page *page, const exq_buffer *text, size_t indent, size_t most);
/* The same where the lines behind the first stand after `hang` blanks, below what is explained. */
void exq_page_hanging(exq_page *page, const exq_buffer *text, size_t indent, size_t hang, size_t most);
/* Put all lines of another page behind these, and free it. */
void exq_page_add(exq_page *page, exq_page *other);

/* A table: a row is a list of cells; the columns become as wide as their widest cell. Where that is too wide the first
 * gives way, then columns that may be left out go, the last of them first. */
enum { EXQ_PAGE_COLUMNS = 7 };
typedef struct exq_page_row {
    exq_buffer cells[EXQ_PAGE_COLUMNS];
    bool spans; /* a note in the first cell, or behind a name in the second, that widens no column */
} exq_page_row;

typedef struct exq_page_table {
    exq_page_row *rows;
    size_t row_count;
    size_t column_count;
    bool to_the_left[EXQ_PAGE_COLUMNS]; /* how cells are set; numbers stand to the right */
    bool may_go[EXQ_PAGE_COLUMNS];
    const char *between[EXQ_PAGE_COLUMNS]; /* what stands before a column, as wide in every row */
} exq_page_table;

/* Print the table and free its cells. */
void exq_page_table_print(exq_page *page, exq_page_table *table);

#endif
