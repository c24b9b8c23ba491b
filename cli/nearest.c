/* SPDX-License-Identifier: Apache-2.0 */
/* See nearest.h. Distance is the number of letters put in, left out or replaced (Levenshtein 1966); a beginning of a
 * name counts as one slip, however much is missing. */
#include "nearest.h"

#include <stdint.h>
#include <string.h>

enum { longest_name = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *word, size_t length, const char *name)
{
    size_t name_length = strlen(name);
    if (length > longest_name || name_length > longest_name)
        return SIZE_MAX;
    if (length >= 3 && strncmp(word, name, length) == 0)
        return length < name_length;
    size_t row[longest_name + 1];
    for (size_t j = 0; j <= name_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= name_length; j++) {
            size_t replaced = diagonal + (word[i - 1] != name[j - 1]);
            diagonal = row[j];
            row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[name_length];
}

exq_nearest exq_nearest_to(const char *word, size_t length)
{
    return (exq_nearest){.word = word, .length = length, .distance = SIZE_MAX};
}

void exq_nearest_offer(exq_nearest *self, const char *name)
{
    size_t found = distance(self->word, self->length, name);
    if (found < self->distance) {
        self->distance = found;
        self->name = name;
    }
}

const char *exq_nearest_name(const exq_nearest *self)
{
    return self->distance <= 1 + self->length / 4 && self->distance < self->length ? self->name : NULL;
}
