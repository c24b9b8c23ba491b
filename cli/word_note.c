/* SPDX-License-Identifier: Apache-2.0 */
/* See word_note.h. */
#include "word_note.h"

#include <stdbool.h>
#include <string.h>

/* "fr:people" is "people" in French. */
static const char *bare(const char *key)
{
    const char *colon = strchr(key, ':');
    return colon != NULL ? colon + 1 : key;
}

static bool is_of(const char *key, const char *language)
{
    const size_t length = strlen(language);
    return strncmp(key, language, length) == 0 && key[length] == ':';
}

static bool has(const exq_result *result, const char *language, const char *word)
{
    const char *key;
    for (size_t i = 0; (key = exq_result_word(result, i)) != NULL; i++)
        if (is_of(key, language) && strcmp(bare(key), word) == 0)
            return true;
    return false;
}

/* Whether a word was met before, under the key of another language. */
static bool is_repeated(const exq_result *result, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(bare(exq_result_word(result, i)), bare(exq_result_word(result, index))) == 0)
            return true;
    return false;
}

static void append_lacking(exq_bytes *out, const exq_result *result, const char *language)
{
    size_t lacking = 0;
    const char *key;
    for (size_t i = 0; (key = exq_result_word(result, i)) != NULL; i++) {
        if (is_repeated(result, i) || has(result, language, bare(key)))
            continue;
        if (lacking++ == 0)
            exq_bytes_format(out, "exaequo: note: the page in %s has no words of yours for ", language);
        else
            exq_bytes_string(out, ", ");
        exq_bytes_string(out, bare(key));
    }
    if (lacking > 0)
        exq_bytes_format(out, ": say --say %s:KEY=TEXT, or words: {%s: ...} in the policy\n", language, language);
}

void exq_word_note(exq_bytes *out, const exq_result *result, const char *const *languages, size_t language_count)
{
    for (size_t i = 1; i < language_count; i++)
        append_lacking(out, result, languages[i]);
}
