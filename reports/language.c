/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking up texts in the catalogues that msgfmt made: their originals are sorted, so each is found by halving.
 */
#include "language.h"

#include <stdint.h>
#include <string.h>

static const unsigned char french[] = {
#include "po_fr.inc"
};

static const exq_language languages[] = {
    {.tag = "en"         },
    { .tag = "fr", .catalogue = french, .none_is_one = true},
};

enum { LANGUAGES = sizeof languages / sizeof languages[0] };

const exq_language *exq_language_of(const char *tag)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (tag == NULL || strcmp(languages[i].tag, tag) == 0)
            return &languages[i];
    return NULL;
}

const char *exq_render_language(size_t index)
{
    return index < LANGUAGES ? languages[index].tag : NULL;
}

/* ---------------------------------------------------------------------------------------------- catalogue */

/* The head of a .mo: magic, revision, how many texts, where the tables of originals and of translations are. A table holds
 * the length and the place of each text, which ends with a NUL that the length does not count. */
enum { WORD = 4, COUNT_AT = 2 * WORD, ORIGINALS_AT = 3 * WORD, TRANSLATIONS_AT = 4 * WORD };

static uint32_t word_at(const unsigned char *catalogue, size_t at)
{
    const unsigned char *byte = catalogue + at;
    return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

static const char *text_at(const unsigned char *catalogue, size_t table, size_t index)
{
    return (const char *)catalogue + word_at(catalogue, word_at(catalogue, table) + index * 2 * WORD + WORD);
}

/* How an original compares with a text and its context, which in a catalogue stand as CONTEXT EOT TEXT. */
static int compare(const char *original, const char *context, const char *text)
{
    enum { END_OF_CONTEXT = 4 };
    if (context == NULL)
        return strcmp(original, text);
    size_t length = strlen(context);
    int before = strncmp(original, context, length);
    if (before != 0)
        return before;
    if (original[length] != END_OF_CONTEXT)
        return (unsigned char)original[length] < END_OF_CONTEXT ? -1 : 1;
    return strcmp(original + length + 1, text);
}

/* NULL when the catalogue does not have it. */
static const char *find(const unsigned char *catalogue, const char *context, const char *text)
{
    size_t from = 0;
    size_t to = word_at(catalogue, COUNT_AT);
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(text_at(catalogue, ORIGINALS_AT, middle), context, text);
        if (order == 0)
            return text_at(catalogue, TRANSLATIONS_AT, middle);
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const char *exq_translate(const exq_language *language, const char *context, const char *text)
{
    const char *found = NULL;
    if (language->catalogue != NULL && text[0] != '\0') /* the original that is empty is the head of the catalogue */
        found = find(language->catalogue, context, text);
    return found != NULL ? found : text;
}

const char *exq_translate_counted(const exq_language *language, const char *one, const char *many, exq_count count)
{
    bool is_one = count == 1 || (count == 0 && language->none_is_one);
    const char *found = language->catalogue != NULL ? find(language->catalogue, NULL, one) : NULL;
    if (found == NULL)
        return is_one ? one : many;
    return is_one ? found : found + strlen(found) + 1;
}
