/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text from outside, judged character by character with the Unicode tables of utf8proc, of which this is the only
 * includer.
 */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

#include "library.h"

enum { LONGEST_NAME = 64, LONGEST_FOLDED = 256 };

/* The character at `bytes` and how many bytes it takes; 0 when they are not valid UTF-8. */
static size_t decode(const char *bytes, size_t length, utf8proc_int32_t *character)
{
    /* A whole file is no place for surprises of signed sizes: a character needs at most four bytes. */
    utf8proc_ssize_t window = length < 4 ? (utf8proc_ssize_t)length : 4;
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes, window, character);
    return taken > 0 ? (size_t)taken : 0;
}

size_t exq_text_invalid(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte > 0 && byte < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t character = 0;
        size_t taken = byte == 0 ? 0 : decode(bytes + at, length - at, &character);
        if (taken == 0)
            return at;
        at += taken;
    }
    return length;
}

/* Tabs and line ends are blanks to a reader; Unicode calls them controls. */
static bool is_blank(utf8proc_int32_t character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

/* Characters that act on what stands around them, or show nothing where something should show. Marks that Unicode
 * calls ignorable (variation selectors of emoji and ideographs) belong to the letter before them and stay. */
static bool acts(utf8proc_int32_t character)
{
    const utf8proc_property_t *property = utf8proc_get_property(character);
    switch (property->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    case UTF8PROC_CATEGORY_MN:
        return false;
    default:
        return property->ignorable != 0;
    }
}

void exq_text_visible(exq_buffer *out, const char *bytes, size_t length)
{
    size_t copied = 0;
    size_t at = 0;
    while (at < length) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte >= 0x20 && byte < 0x7f) {
            at++;
            continue;
        }
        utf8proc_int32_t character = 0;
        size_t taken = decode(bytes + at, length - at, &character);
        if (taken > 0 && !acts(character)) {
            at += taken;
            continue;
        }
        exq_buffer_append(out, bytes + copied, at - copied);
        if (taken > 0)
            exq_buffer_format(out, "<U+%04X>", (unsigned)character);
        else
            exq_buffer_format(out, "<%02X>", (unsigned)byte);
        at += taken > 0 ? taken : 1;
        copied = at;
    }
    exq_buffer_append(out, bytes + copied, at - copied);
}

size_t exq_text_width(const char *bytes, size_t length)
{
    size_t width = 0;
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t character = 0;
        size_t taken = decode(bytes + at, length - at, &character);
        width += taken > 0 ? (size_t)utf8proc_charwidth(character) : 1;
        at += taken > 0 ? taken : 1;
    }
    return width;
}

void exq_text_fold(exq_buffer *out, const char *bytes, size_t length)
{
    /* LUMP makes all blanks one, and all dashes. */
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP;
    utf8proc_int32_t characters[LONGEST_FOLDED];
    const utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length,
                                                      characters, LONGEST_FOLDED, options);
    if (count < 0 || count > LONGEST_FOLDED) {
        exq_buffer_append(out, bytes, length);
        return;
    }
    const size_t begin = out->length;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8proc_uint8_t encoded[4];
        const bool blank = is_blank(characters[i]);
        if (blank && (out->length == begin || i + 1 == count || is_blank(characters[i + 1])))
            continue;
        const utf8proc_int32_t character = blank ? ' ' : characters[i];
        exq_buffer_append(out, (const char *)encoded, (size_t)utf8proc_encode_char(character, encoded));
    }
}

bool exq_text_same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

int exq_text_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t common = a_length < b_length ? a_length : b_length;
    int order = common > 0 ? memcmp(a, b, common) : 0;
    return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

size_t exq_text_distance(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    if (a_length > LONGEST_NAME || b_length > LONGEST_NAME)
        return a_length > b_length ? a_length : b_length;
    /* row[j]: edits from the first i letters of a to the first j of b. */
    size_t row[LONGEST_NAME + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[b_length];
}

const exq_library exq_library_utf8proc = {"utf8proc", utf8proc_version};
