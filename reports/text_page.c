/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets lines, paragraphs and tables by the columns their characters take.
 */
#include "text_page.h"

#include <string.h>

#include "shorten.h"
#include "text.h"

/* A text that is incomplete for lack of memory makes the page so. */
static void take_over_failure(exq_page *page, const exq_buffer *text)
{
    page->text.failed = page->text.failed || text->failed;
}

static const char *text_of(const exq_buffer *buffer)
{
    return buffer->length > 0 ? buffer->bytes : "";
}

static size_t width_of(const exq_buffer *buffer)
{
    return exq_text_width(text_of(buffer), buffer->length);
}

static void append_blanks(exq_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        exq_buffer_char(out, ' ');
}

size_t exq_page_left(const exq_page *page, size_t most)
{
    return page->lines < most ? most - page->lines : 0;
}

static void end_line(exq_page *page)
{
    while (page->text.length > 0 && page->text.bytes[page->text.length - 1] == ' ')
        page->text.bytes[--page->text.length] = '\0';
    exq_buffer_char(&page->text, '\n');
    page->lines++;
}

void exq_page_blank(exq_page *page)
{
    end_line(page);
}

/* ---------------------------------------------------------------------------------------- lines, headings */

static void style(exq_page *page, const char *sequence)
{
    if (page->colour)
        exq_buffer_string(&page->text, sequence);
}

static const char bold[] = "\033[1m";
static const char plain[] = "\033[0m";

/* The two marks that mean a shown difference get a colour each beside their shape. */
static void append_with_marks(exq_page *page, const char *text, size_t length)
{
    static const char higher[] = "▲";
    static const char lower[] = "▼";
    const size_t mark = sizeof higher - 1;
    for (size_t i = 0; i < length;) {
        bool is_higher = length - i >= mark && memcmp(text + i, higher, mark) == 0;
        bool is_lower = length - i >= mark && memcmp(text + i, lower, mark) == 0;
        size_t taken = is_higher || is_lower ? mark : 1;
        if (is_higher || is_lower)
            style(page, is_higher ? "\033[33m" : "\033[36m");
        exq_buffer_append(&page->text, text + i, taken);
        if (is_higher || is_lower)
            style(page, plain);
        i += taken;
    }
}

void exq_page_line(exq_page *page, const exq_buffer *text)
{
    exq_buffer line = EXQ_BUFFER_INIT;
    exq_shorten(&line, text_of(text), text->length, page->width);
    append_with_marks(page, text_of(&line), line.length);
    end_line(page);
    take_over_failure(page, text);
    take_over_failure(page, &line);
    exq_buffer_free(&line);
}

/* Capitals of ASCII and Latin-1 letters; all others stay as they are. */
static void append_capitals(exq_buffer *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool latin = i > 0 && (unsigned char)text[i - 1] == 0xc3 && byte >= 0xa0 && byte <= 0xbe && byte != 0xb7;
        bool ascii = byte >= 'a' && byte <= 'z';
        exq_buffer_char(out, (char)(ascii || latin ? byte - 0x20 : byte));
    }
}

static void append_title(exq_page *page, const exq_buffer *text, size_t columns)
{
    exq_buffer capitals = EXQ_BUFFER_INIT;
    append_capitals(&capitals, text_of(text), text->length);
    style(page, bold);
    exq_shorten(&page->text, text_of(&capitals), capitals.length, columns);
    style(page, plain);
    take_over_failure(page, &capitals);
    exq_buffer_free(&capitals);
}

void exq_page_titled(exq_page *page, const exq_buffer *title, const exq_buffer *text)
{
    static const char gap[] = "   ";
    append_title(page, title, page->width);
    size_t used = width_of(title) + sizeof gap - 1;
    if (text != NULL && used < page->width) {
        exq_buffer_string(&page->text, gap);
        exq_shorten(&page->text, text_of(text), text->length, page->width - used);
        take_over_failure(page, text);
    }
    end_line(page);
    take_over_failure(page, title);
}

void exq_page_heading(exq_page *page, const exq_buffer *title, const exq_buffer *text)
{
    enum { LEAST_TITLE = 20 };
    size_t most = page->width - LEAST_TITLE;
    size_t beside = width_of(text) < most ? width_of(text) : most;
    size_t columns = page->width - beside - 1;
    size_t used = width_of(title);
    append_title(page, title, columns);
    append_blanks(&page->text, used < columns ? columns - used + 1 : 1);
    exq_shorten(&page->text, text_of(text), text->length, beside);
    end_line(page);
    take_over_failure(page, title);
    take_over_failure(page, text);
}

/* --------------------------------------------------------------------------------------------- paragraphs */

/* Bytes of the first line of `text`, which fits into `columns`: whole words, or a part of one that is too long. */
static size_t first_line(const char *text, size_t length, size_t columns)
{
    size_t fitting = exq_fitting(text, length, columns);
    if (fitting == length || text[fitting] == ' ')
        return fitting;
    size_t end = fitting;
    while (end > 0 && text[end - 1] != ' ')
        end--;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    return end > 0 ? end : fitting;
}

void exq_page_paragraph(exq_page *page, const exq_buffer *text, size_t indent, size_t most)
{
    exq_page_hanging(page, text, indent, indent, most);
}

void exq_page_hanging(exq_page *page, const exq_buffer *text, size_t indent, size_t hang, size_t most)
{
    const char *rest = text_of(text);
    size_t length = text->length;
    take_over_failure(page, text);
    for (size_t line = 1; length > 0 && line <= most; line++) {
        const size_t before = line == 1 ? indent : hang;
        const size_t columns = page->width > before ? page->width - before : 1;
        size_t taken = first_line(rest, length, columns);
        append_blanks(&page->text, before);
        if (line == most && taken < length) {
            exq_shorten(&page->text, rest, length, columns);
            end_line(page);
            return;
        }
        append_with_marks(page, rest, taken);
        end_line(page);
        while (taken < length && rest[taken] == ' ')
            taken++;
        if (taken == 0) /* a character wider than the page */
            return;
        rest += taken;
        length -= taken;
    }
}

void exq_page_add(exq_page *page, exq_page *other)
{
    exq_buffer_append(&page->text, text_of(&other->text), other->text.length);
    take_over_failure(page, &other->text);
    page->lines += other->lines;
    exq_buffer_free(&other->text);
    other->lines = 0;
}
