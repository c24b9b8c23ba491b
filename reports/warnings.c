/* SPDX-License-Identifier: Apache-2.0 */
/* See warnings.h. A sentence is matched against the patterns; what stands in their places is said again in the translation. */
#include "warnings.h"

#include <string.h>

#include "pattern.h"
#include "text.h"

static const char *const patterns[] = {
#define WARNING(pattern) pattern,
#include "warnings.def"
#undef WARNING
};

enum { MOST_NAME = 16 };

/* A place of a pattern: its name, and what stands there in the sentence. */
typedef struct place {
    char name[MOST_NAME];
    const char *text;
    size_t length;
} place;

/* Match `text` against the pattern. A place reaches as far as the first occurrence of what follows it. */
static bool match(const char *pattern, const char *text, place *places, size_t *count)
{
    *count = 0;
    while (*pattern != '\0') {
        const size_t plain = strcspn(pattern, "{");
        if (strncmp(pattern, text, plain) != 0)
            return false;
        pattern += plain;
        text += plain;
        if (*pattern != '{')
            break;
        const size_t name = strcspn(pattern, "}");
        const char *behind = pattern + name + 1;
        const size_t next = strcspn(behind, "{");
        const char *end = text;
        while (*end != '\0' && strncmp(end, behind, next) != 0)
            end++;
        if (next == 0 || *end == '\0' || name > MOST_NAME || *count == EXQ_MOST_PLACES)
            return false;
        place *it = &places[(*count)++];
        memcpy(it->name, pattern + 1, name - 1);
        it->name[name - 1] = '\0';
        it->text = text;
        it->length = (size_t)(end - text);
        pattern = behind;
        text = end;
    }
    return *text == '\0';
}

bool exq_say_warning(const exq_voice *voice, exq_buffer *out, const char *warning)
{
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        place found[EXQ_MOST_PLACES];
        size_t count;
        exq_places places = {0};
        if (!match(patterns[i], warning, found, &count))
            continue;
        for (size_t p = 0; p < count; p++)
            exq_text_visible(exq_place(&places, found[p].name), found[p].text, found[p].length);
        exq_fill(voice, out, patterns[i], &places);
        return true;
    }
    exq_text_visible(out, warning, strlen(warning));
    return false;
}
