/* SPDX-License-Identifier: Apache-2.0 */
/* See made_names.h. Names of columns that are made begin with '@'; bands are known by their form alone, which says the same
 * wherever it stands. */
#include "made_names.h"

#include <string.h>

#include "number.h"
#include "pattern.h"
#include "text.h"

static void append_visible(exq_buffer *out, const char *text)
{
    exq_text_visible(out, text, strlen(text));
}

void exq_say_column_name(const exq_voice *voice, exq_buffer *out, const char *column)
{
    if (strcmp(column, "@history") == 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_MADE_HISTORY, NULL);
    else if (strcmp(column, "@popularity") == 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_MADE_POPULARITY, NULL);
    else
        append_visible(out, column);
}

/* The bytes of a number at the beginning: -12, 0.5; 0: there is none. */
static size_t number_length(const char *text)
{
    const size_t sign = text[0] == '-';
    const size_t whole = strspn(text + sign, "0123456789");
    size_t length = sign + whole;
    if (whole > 0 && text[length] == '.') {
        const size_t decimals = strspn(text + length + 1, "0123456789");
        length += decimals > 0 ? 1 + decimals : 0;
    }
    return whole > 0 ? length : 0;
}

static void say_end(const exq_voice *voice, exq_places *places, const char *name, const char *digits, size_t length)
{
    enum { MOST = 40 };
    char end[MOST + 1];
    length = length < MOST ? length : MOST;
    memcpy(end, digits, length);
    end[length] = '\0';
    exq_say_decimal_text(voice, exq_place(places, name), end);
}

/* "<18", "18..<35", ">=35" */
static bool say_band(const exq_voice *voice, exq_buffer *out, const char *level)
{
    exq_places places = {0};
    const size_t opening = level[0] == '<' ? 1 : strncmp(level, ">=", 2) == 0 ? 2 : 0;
    const size_t from = number_length(level + opening);
    if (from == 0)
        return false;
    const char *behind = level + opening + from;
    if (opening > 0) {
        if (*behind != '\0')
            return false;
        say_end(voice, &places, opening == 1 ? "to" : "from", level + opening, from);
        exq_fill_sentence(voice, out, opening == 1 ? EXQ_SENTENCE_BAND_UNDER : EXQ_SENTENCE_BAND_FROM, &places);
        return true;
    }
    const size_t to = strncmp(behind, "..<", 3) == 0 ? number_length(behind + 3) : 0;
    if (to == 0 || behind[3 + to] != '\0')
        return false;
    say_end(voice, &places, "from", level, from);
    say_end(voice, &places, "to", behind + 3, to);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_BAND_BETWEEN, &places);
    return true;
}

/* A count without the zeros in front that put lengths of histories into order. */
static const char *without_zeros(const char *digits, size_t *length)
{
    while (*length > 1 && *digits == '0') {
        digits++;
        --*length;
    }
    return digits;
}

/* "001-009", "500+", "000" */
static bool say_history(const exq_voice *voice, exq_buffer *out, const char *level)
{
    exq_places places = {0};
    const size_t first = strspn(level, "0123456789");
    const char *behind = level + first;
    const size_t last = *behind == '-' ? strspn(behind + 1, "0123456789") : 0;
    const bool open = strcmp(behind, "+") == 0;
    if (first == 0 || !(open || *behind == '\0' || (last > 0 && behind[1 + last] == '\0')))
        return false;
    size_t length = first;
    const char *digits = without_zeros(level, &length);
    say_end(voice, &places, "from", digits, length);
    if (last > 0) {
        length = last;
        digits = without_zeros(behind + 1, &length);
        say_end(voice, &places, "to", digits, length);
    }
    exq_fill_sentence(voice, out,
                      open       ? EXQ_SENTENCE_HISTORY_FROM
                      : last > 0 ? EXQ_SENTENCE_HISTORY_BETWEEN
                                 : EXQ_SENTENCE_HISTORY_OF,
                      &places);
    return true;
}

static bool say_popularity(const exq_voice *voice, exq_buffer *out, const char *level)
{
    const bool head = strcmp(level, "head") == 0;
    if (head || strcmp(level, "tail") == 0)
        exq_fill_sentence(voice, out, head ? EXQ_SENTENCE_POPULARITY_HEAD : EXQ_SENTENCE_POPULARITY_TAIL, NULL);
    return head || strcmp(level, "tail") == 0;
}

void exq_say_level_name(const exq_voice *voice, exq_buffer *out, const exq_doc_level *level)
{
    const bool said = strcmp(level->column, "@history") == 0      ? say_history(voice, out, level->level)
                      : strcmp(level->column, "@popularity") == 0 ? say_popularity(voice, out, level->level)
                                                                  : say_band(voice, out, level->level);
    if (!said)
        append_visible(out, level->level);
}
