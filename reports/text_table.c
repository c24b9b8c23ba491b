/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of a text page: each column as wide as its widest cell; when that is more than the page, the first column gives
 * way, and then those go that may.
 */
#include <string.h>

#include "shorten.h"
#include "text.h"
#include "text_page.h"

/* Narrower than this a name says nothing. */
enum { LEAST_FIRST_COLUMN = 12, INDENT = 2 };

static size_t width_of(const exq_buffer *cell)
{
    return cell->length > 0 ? exq_text_width(cell->bytes, cell->length) : 0;
}

typedef struct fitted {
    size_t widths[EXQ_PAGE_COLUMNS];
    bool gone[EXQ_PAGE_COLUMNS];
} fitted;

static size_t between_width(const exq_page_table *table, size_t column)
{
    return exq_text_width(table->between[column], strlen(table->between[column]));
}

static void leave_out(const exq_page_table *table, size_t excess, fitted *out)
{
    for (size_t c = table->column_count; excess > 0 && c-- > 1;) {
        if (!table->may_go[c])
            continue;
        const size_t freed = out->widths[c] + between_width(table, c);
        out->gone[c] = true;
        excess -= excess < freed ? excess : freed;
    }
}

static void measure(const exq_page_table *table, size_t page_width, fitted *out)
{
    size_t *widths = out->widths;
    size_t total = INDENT;
    for (size_t c = 0; c < table->column_count; c++) {
        for (size_t r = 0; r < table->row_count; r++) {
            const exq_page_row *row = &table->rows[r];
            bool widens = !row->spans || (c == 0 && row->cells[1].length > 0);
            size_t width = widens ? width_of(&row->cells[c]) : 0;
            widths[c] = width > widths[c] ? width : widths[c];
        }
        total += widths[c] + between_width(table, c);
    }
    size_t excess = total > page_width ? total - page_width : 0;
    size_t most = widths[0] > LEAST_FIRST_COLUMN ? widths[0] - LEAST_FIRST_COLUMN : 0;
    const size_t given = excess < most ? excess : most;
    widths[0] -= given;
    leave_out(table, excess - given, out);
}

static void append_cell(exq_buffer *line, const exq_buffer *cell, size_t columns, bool to_the_left)
{
    size_t width = width_of(cell);
    size_t padding = width < columns ? columns - width : 0;
    for (size_t i = 0; !to_the_left && i < padding; i++)
        exq_buffer_char(line, ' ');
    if (cell->length > 0)
        exq_shorten(line, cell->bytes, cell->length, columns);
    for (size_t i = 0; to_the_left && i < padding; i++)
        exq_buffer_char(line, ' ');
}

/* What stands between two cells is left blank where there is nothing on its right. */
static void append_between(exq_buffer *line, const char *between, bool empty)
{
    size_t width = exq_text_width(between, strlen(between));
    for (size_t i = 0; empty && i < width; i++)
        exq_buffer_char(line, ' ');
    if (!empty)
        exq_buffer_string(line, between);
}

static void append_row(exq_buffer *line, const exq_page_table *table, const exq_page_row *row, const fitted *fit)
{
    bool note_alone = row->spans && row->cells[1].length == 0;
    exq_buffer_string(line, "  ");
    append_cell(line, &row->cells[0], note_alone ? width_of(&row->cells[0]) : fit->widths[0], true);
    if (row->spans && !note_alone) {
        exq_buffer_string(line, "  ");
        append_cell(line, &row->cells[1], width_of(&row->cells[1]), true);
    }
    if (row->spans)
        return;
    for (size_t c = 1; c < table->column_count; c++) {
        if (fit->gone[c])
            continue;
        append_between(line, table->between[c], row->cells[c].length == 0);
        append_cell(line, &row->cells[c], fit->widths[c], table->to_the_left[c]);
    }
}

void exq_page_table_print(exq_page *page, exq_page_table *table)
{
    fitted fit = {0};
    exq_buffer line = EXQ_BUFFER_INIT;
    measure(table, page->width, &fit);
    for (size_t r = 0; r < table->row_count; r++) {
        exq_buffer_clear(&line);
        append_row(&line, table, &table->rows[r], &fit);
        exq_page_line(page, &line);
        for (size_t c = 0; c < EXQ_PAGE_COLUMNS; c++) {
            page->text.failed = page->text.failed || table->rows[r].cells[c].failed;
            exq_buffer_free(&table->rows[r].cells[c]);
        }
    }
    page->text.failed = page->text.failed || line.failed;
    exq_buffer_free(&line);
}
