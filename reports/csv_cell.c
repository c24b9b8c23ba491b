/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes cells: escapes what is inside a label, defuses what begins one, quotes what needs quotes.
 */
#include "csv_cell.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "number.h"
#include "text.h"

static void begin_cell(exq_buffer *out)
{
    if (out->length > 0 && out->bytes[out->length - 1] != '\n')
        exq_buffer_char(out, ',');
}

/* Quotes when RFC 4180 asks for them. The first cell of a line is never empty. */
static void append_cell(exq_buffer *out, const char *text, size_t length)
{
    begin_cell(out);
    if (strcspn(text, ",\"\r\n") == length) {
        exq_buffer_append(out, text, length);
        return;
    }
    exq_buffer_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            exq_buffer_char(out, '"');
        exq_buffer_char(out, text[i]);
    }
    exq_buffer_char(out, '"');
}

void exq_csv_text(exq_buffer *out, const char *text)
{
    append_cell(out, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
}

void exq_csv_number(exq_buffer *out, double value)
{
    char digits[EXQ_NUMBER_SIZE];
    exq_csv_text(out, isfinite(value) ? exq_number_print(value, digits) : NULL);
}

void exq_csv_count(exq_buffer *out, exq_count count)
{
    begin_cell(out);
    if (count >= 0)
        exq_buffer_format(out, "%" PRId64, count);
}

void exq_csv_end(exq_buffer *out)
{
    exq_buffer_char(out, '\n');
}

/* ------------------------------------------------------------------------------------------------- labels */

static size_t character_length(const char *text)
{
    size_t length = 1;
    while (((unsigned char)text[length] & 0xc0) == 0x80)
        length++;
    return length;
}

void exq_exact_name(exq_buffer *out, const char *name)
{
    exq_buffer visible = EXQ_BUFFER_INIT;
    while (*name != '\0') {
        size_t length = character_length(name);
        exq_buffer_clear(&visible);
        exq_text_visible(&visible, name, length);
        bool acts = visible.length != length;
        if (acts || strchr("\\=;", *name) != NULL)
            exq_buffer_char(out, '\\');
        if (visible.length > 0)
            exq_buffer_append(out, visible.bytes, visible.length);
        out->failed = out->failed || visible.failed;
        name += length;
    }
    exq_buffer_free(&visible);
}

void exq_exact_levels(exq_buffer *out, const exq_doc_levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        exq_buffer_string(out, i > 0 ? "; " : "");
        exq_exact_name(out, levels->items[i].column);
        if (levels->items[i].level != NULL) {
            exq_buffer_char(out, '=');
            exq_exact_name(out, levels->items[i].level);
        }
    }
}

static bool may_be_formula(const exq_buffer *cell)
{
    static const char *const beginnings[] = {"=", "+", "-", "@", "'", "＝", "＋", "－", "＠"};
    for (size_t i = 0; cell->length > 0 && i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (strncmp(cell->bytes, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    }
    return false;
}

/* Takes over the memory of `cell`. */
static void append_label_cell(exq_buffer *out, exq_buffer *cell)
{
    exq_buffer safe = EXQ_BUFFER_INIT;
    if (may_be_formula(cell))
        exq_buffer_char(&safe, '\'');
    if (cell->length > 0)
        exq_buffer_append(&safe, cell->bytes, cell->length);
    append_cell(out, safe.length > 0 ? safe.bytes : "", safe.length);
    out->failed = out->failed || cell->failed || safe.failed;
    exq_buffer_free(cell);
    exq_buffer_free(&safe);
}

void exq_csv_label(exq_buffer *out, const char *label)
{
    exq_csv_labels(out, &label, label != NULL ? 1 : 0);
}

void exq_csv_labels(exq_buffer *out, const char *const *labels, size_t count)
{
    exq_buffer cell = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < count; i++) {
        exq_buffer_string(&cell, i > 0 ? "; " : "");
        exq_exact_name(&cell, labels[i]);
    }
    append_label_cell(out, &cell);
}

void exq_csv_levels(exq_buffer *out, const exq_doc_levels *levels)
{
    exq_buffer cell = EXQ_BUFFER_INIT;
    exq_exact_levels(&cell, levels);
    append_label_cell(out, &cell);
}
