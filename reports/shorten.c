/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cuts text by the columns its characters take.
 */
#include "shorten.h"

#include "text.h"

static size_t character_length(const char *text, size_t length)
{
    size_t at = 1;
    while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80)
        at++;
    return at;
}

size_t exq_fitting(const char *text, size_t length, size_t columns)
{
    size_t fitting = 0;
    size_t used = 0;
    while (fitting < length) {
        size_t taken = character_length(text + fitting, length - fitting);
        used += exq_text_width(text + fitting, taken);
        if (used > columns)
            break;
        fitting += taken;
    }
    return fitting;
}

void exq_shorten(exq_buffer *out, const char *text, size_t length, size_t columns)
{
    size_t fitting = exq_fitting(text, length, columns);
    if (fitting == length) {
        exq_buffer_append(out, text, length);
        return;
    }
    exq_buffer_append(out, text, exq_fitting(text, length, columns > 0 ? columns - 1 : 0));
    exq_buffer_string(out, "…");
}
