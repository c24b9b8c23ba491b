/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sealed grids as text: numbers apart by blanks, a row the step from the key before, its counts in decimal and its sums
 * in hexadecimal. Only the spelling that printing gives is read.
 */
#include <inttypes.h>
#include <string.h>

#include "grid.h"
#include "number.h"

void exq_grid_print(const exq_grid *grid, exq_buffer *out)
{
    uint64_t before = 0;
    for (size_t row = 0; row < grid->rows; row++) {
        exq_buffer_format(out, row == 0 ? "%" PRIu64 : " %" PRIu64, grid->keys[row] - before);
        before = grid->keys[row];
        for (size_t i = 0; i < grid->count_width; i++)
            exq_buffer_format(out, " %" PRIu64, exq_grid_counts(grid, row)[i]);
        for (size_t i = 0; i < grid->sum_width; i++) {
            exq_buffer_char(out, ' ');
            exq_fixedsum_print(&exq_grid_sums(grid, row)[i], out);
        }
    }
}

/* Take the next word off the text: words are apart by exactly one blank, and the text ends with the last. */
static bool next_word(const char **text, const char **word, size_t *length)
{
    *word = *text;
    *length = strcspn(*text, " ");
    *text += *length;
    if (**text == ' ' && (*text)[1] != '\0')
        (*text)++;
    return *length > 0;
}

static bool next_count(const char **text, uint64_t *out)
{
    const char *word = NULL;
    size_t length = 0;
    return next_word(text, &word, &length) && (word[0] != '0' || length == 1) &&
           exq_number_parse_count(word, length, out);
}

static bool parse_row(const char **text, exq_grid *grid, size_t row)
{
    bool something = false;
    for (size_t i = 0; i < grid->count_width; i++) {
        if (!next_count(text, &exq_grid_counts(grid, row)[i]))
            return false;
        something = something || exq_grid_counts(grid, row)[i] != 0;
    }
    for (size_t i = 0; i < grid->sum_width; i++) {
        const char *word = NULL;
        size_t length = 0;
        if (!next_word(text, &word, &length) || !exq_fixedsum_parse(word, length, &exq_grid_sums(grid, row)[i]))
            return false;
    }
    return something;
}

exq_status exq_grid_parse(const char *text, uint64_t key_limit, exq_grid *out)
{
    uint64_t key = 0;
    while (*text != '\0') {
        uint64_t step = 0;
        if (!next_count(&text, &step) || (step == 0 && out->rows > 0) || __builtin_add_overflow(key, step, &key) ||
            key >= key_limit)
            return EXQ_MALFORMED;
        size_t row = exq_grid_append(out, key);
        if (row == EXQ_NO_ROW)
            return EXQ_MEMORY;
        if (!parse_row(&text, out, row))
            return EXQ_MALFORMED;
    }
    return EXQ_OK;
}
