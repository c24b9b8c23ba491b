/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text from outside: every case of the utf8tests collection, every family of characters that act, the naughty strings,
 * and widths, orders and distances.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data_dir.h"
#include "text.h"

static size_t put_utf8(uint32_t character, char *out)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t following = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    out[0] = (char)((0xf0u << (3 - following)) | character >> (6 * following));
    for (size_t i = 1; i <= following; i++)
        out[i] = (char)(0x80 | (character >> (6 * (following - i)) & 0x3f));
    return following + 1;
}

static const char *visible(const char *bytes, size_t length)
{
    static char shown[8192];
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_text_visible(&buffer, bytes, length);
    assert_false(buffer.failed);
    assert_true(buffer.length < sizeof shown);
    memcpy(shown, buffer.bytes, buffer.length + 1);
    exq_buffer_free(&buffer);
    return shown;
}

/* ------------------------------------------------------------------------------------------------- UTF-8 */

/* In memory that ends with the text, so that a checker sees a step too far. */
static size_t invalid_of(const char *bytes, size_t length)
{
    char *exact = malloc(length > 0 ? length : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, length);
    size_t invalid = exq_text_invalid(exact, length);
    free(exact);
    return invalid;
}

static void invalid_bytes_are_found_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        size_t invalid;
    } table[] = {
        {"",                             0,  0 },
        {"abc",                          3,  3 },
        {"a\xc3\xa9",                    3,  3 },
        {"a\xc3",                        2,  1 },
        {"a\0b",                         3,  1 },
        {"\xff",                         1,  0 },
        {"ab\x80",                       3,  2 },
        {"\xc0\xaf",                     2,  0 },
        {"\xed\xa0\x80",                 3,  0 },
        {"\xf4\x90\x80\x80",             4,  0 },
        {"\xf4\x8f\xbf\xbf",             4,  4 },
        {"\xef\xbf\xbf",                 3,  3 },
        {"12345678901234567890\xe2\x82", 22, 20},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_int_equal(invalid_of(table[i].bytes, table[i].length), table[i].invalid);
}

static void every_character_is_valid_and_no_surrogate(void **state)
{
    (void)state;
    char bytes[4];
    for (uint32_t character = 0; character <= 0x110000; character++) {
        size_t length = put_utf8(character, bytes);
        bool valid = character != 0 && (character < 0xd800 || character > 0xdfff) && character < 0x110000;
        assert_int_equal(exq_text_invalid(bytes, length), valid ? length : 0);
    }
}

/* "C2 A9", or "nothing". */
static size_t from_hex(const char *hex, size_t length, char *out)
{
    size_t bytes = 0;
    if (length == strlen("nothing") && memcmp(hex, "nothing", length) == 0)
        return 0;
    for (size_t i = 0; i + 1 < length; i++) {
        if (hex[i] == ' ')
            continue;
        out[bytes++] = (char)strtol((char[]){hex[i], hex[i + 1], '\0'}, NULL, 16);
        i++;
    }
    return bytes;
}

/* The bytes without the invalid ones; NUL, which the collection calls valid, is kept. */
static size_t skip_invalid(const char *bytes, size_t length, char *out)
{
    size_t kept = 0;
    for (size_t at = 0; at < length;) {
        size_t valid = exq_text_invalid(bytes + at, length - at);
        memcpy(out + kept, bytes + at, valid);
        kept += valid;
        at += valid;
        if (at < length && bytes[at] == '\0')
            out[kept++] = '\0';
        at++;
    }
    return kept;
}

/* A line: number:valid:text, number:valid hex:bytes or number:invalid hex:bytes:bytes without the invalid ones:... */
static void check_utf8_case(const char *line)
{
    char bytes[512];
    char expected[512];
    char kept[512];
    const char *kind = strchr(line, ':') + 1;
    kind += strspn(kind, " ");
    const char *data = strchr(kind, ':') + 1;
    size_t data_length = strcspn(data, ":\n");
    bool is_hex = strstr(line, " hex:") != NULL;
    size_t length = data_length;
    if (is_hex)
        length = from_hex(data, data_length, bytes);
    else
        memcpy(bytes, data, data_length);
    bool valid = strncmp(kind, "valid", 5) == 0;
    size_t expected_length = length;
    memcpy(expected, bytes, length);
    if (!valid) {
        const char *skipped = data + data_length + 1;
        expected_length = from_hex(skipped, strcspn(skipped, ":\n"), expected);
    }
    size_t kept_length = skip_invalid(bytes, length, kept);
    bool has_nul = memchr(bytes, '\0', length) != NULL;
    if (kept_length != expected_length || memcmp(kept, expected, kept_length) != 0 ||
        (exq_text_invalid(bytes, length) == length) != (valid && !has_nul))
        fail_msg("%s", line);
}

static void the_collection_of_utf8_cases(void **state)
{
    (void)state;
    data_need("hostile/utf8tests");
    char path[DATA_PATH_SIZE];
    FILE *file = fopen(data_path("hostile/utf8tests/utf8tests.txt", path), "r");
    assert_non_null(file);
    char line[1024];
    int cases = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] < '0' || line[0] > '9')
            continue;
        check_utf8_case(line);
        cases++;
    }
    fclose(file);
    print_message("utf8tests: %d cases\n", cases);
    assert_int_equal(cases, 222);
}

/* -------------------------------------------------------------------------------------------------- shown */

static const struct range {
    uint32_t first;
    uint32_t last;
} acting[] = {
    {0x00,     0x1f    },
    {0x7f,     0x9f    },
    {0xad,     0xad    },
    {0x61c,    0x61c   },
    {0x115f,   0x1160  },
    {0x180e,   0x180e  },
    {0x200b,   0x200f  },
    {0x2028,   0x202e  },
    {0x2060,   0x206f  },
    {0x3164,   0x3164  },
    {0xfdd0,   0xfdef  },
    {0xfeff,   0xfeff  },
    {0xffa0,   0xffa0  },
    {0xfff0,   0xfff8  },
    {0xfffe,   0xffff  },
    {0x378,    0x379   },
    {0x1fffe,  0x1ffff },
    {0xe0000,  0xe00ff },
    {0x10fffe, 0x10ffff},
};

static void what_acts_is_shown_by_its_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof acting / sizeof acting[0]; i++) {
        for (uint32_t character = acting[i].first; character <= acting[i].last; character++) {
            char bytes[16] = "a";
            size_t length = 1 + put_utf8(character, bytes + 1);
            bytes[length++] = 'b';
            char expected[32];
            snprintf(expected, sizeof expected, "a<U+%04X>b", (unsigned)character);
            assert_string_equal(visible(bytes, length), expected);
        }
    }
}

static void what_shows_stays(void **state)
{
    (void)state;
    static const char *const table[] = {
        "",
        "Female",
        " ~!\"<>&'`",
        "Fran\xc3\xa7"
        "ais",
        "e\xcc\x81",
        "\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa",
        "\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a",
        "\xd8\x80\xd9\xa1",
        "\xe4\xb8\xad\xe6\x96\x87",
        "\xe4\xb8\xad\xf3\xa0\x84\x80",
        "\xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2",
        "\xf0\x9f\x98\x80",
        "\xe2\x9d\xa4\xef\xb8\x8f",
        "a\xc2\xa0"
        "b",
        "\xef\xbf\xbd",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_string_equal(visible(table[i], strlen(table[i])), table[i]);
}

static void what_is_not_utf8_is_shown_byte_by_byte(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        const char *shown;
    } table[] = {
        {"\xff",             "<FF>"            },
        {"a\xc3",            "a<C3>"           },
        {"\xe2\x82"
         "b",       "<E2><82>b"       },
        {"\xc0\xaf\xc3\xa9", "<C0><AF>\xc3\xa9"},
        {"\xed\xa0\x80",     "<ED><A0><80>"    },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_string_equal(visible(table[i].bytes, strlen(table[i].bytes)), table[i].shown);
    assert_string_equal(visible("a\0b", 3), "a<U+0000>b");
}

/* Whatever comes in: what is shown is valid, holds nothing that acts, and showing it again changes nothing. */
static void check_shown(const char *bytes, size_t length)
{
    exq_buffer once = EXQ_BUFFER_INIT;
    exq_buffer twice = EXQ_BUFFER_INIT;
    exq_text_visible(&once, bytes, length);
    exq_text_visible(&twice, once.bytes, once.length);
    assert_int_equal(exq_text_invalid(once.bytes, once.length), once.length);
    assert_string_equal(once.bytes, twice.bytes);
    for (size_t i = 0; i < once.length; i++)
        assert_true((unsigned char)once.bytes[i] >= 0x20 && once.bytes[i] != 0x7f);
    exq_buffer_free(&once);
    exq_buffer_free(&twice);
}

static void naughty_strings_are_tame(void **state)
{
    (void)state;
    data_need("hostile/blns");
    char path[DATA_PATH_SIZE];
    FILE *file = fopen(data_path("hostile/blns/blns.txt", path), "rb");
    assert_non_null(file);
    char *line = NULL;
    size_t size = 0;
    int lines = 0;
    for (ssize_t length = getline(&line, &size, file); length > 0; length = getline(&line, &size, file)) {
        check_shown(line, (size_t)length);
        lines++;
    }
    free(line);
    fclose(file);
    assert_true(lines > 500);
}

static void all_pairs_of_bytes_are_tame(void **state)
{
    (void)state;
    for (unsigned pair = 0; pair < 0x10000; pair++)
        check_shown((const char[]){(char)(pair >> 8), (char)pair, '\x80', 'a'}, 4);
}

/* ------------------------------------------------------------------------------- width, order, distance */

static void widths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } table[] = {
        {"",                         0},
        {"Female",                   6},
        {"\xc3\xa9",                 1},
        {"e\xcc\x81",                1},
        {"\xe4\xb8\xad\xe6\x96\x87", 4},
        {"\xf0\x9f\x98\x80",         2},
        {"\xef\xbc\xa1",             2},
        {"\xd7\xa2\xd7\x91",         2},
        {"\xff"
         "a",               2},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_int_equal(exq_text_width(table[i].text, strlen(table[i].text)), table[i].width);
    /* Three of the four bytes of a character are three invalid ones, whatever stands behind them. */
    assert_int_equal(exq_text_width("\xf0\x9f\x98\x80", 3), 3);
}

static void labels_are_ordered_by_bytes(void **state)
{
    (void)state;
    static const char *const ordered[] = {"", "A", "B", "a", "aa", "ab", "b", "\xc3\xa9", "\xe4\xb8\xad"};
    for (size_t i = 0; i < sizeof ordered / sizeof ordered[0]; i++) {
        for (size_t j = 0; j < sizeof ordered / sizeof ordered[0]; j++) {
            int order = exq_text_compare(ordered[i], strlen(ordered[i]), ordered[j], strlen(ordered[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
    assert_true(exq_text_compare("a\0b", 3, "a\0c", 3) < 0);
    assert_int_equal(exq_text_compare(NULL, 0, NULL, 0), 0);
}

static void distances(void **state)
{
    (void)state;
    char most[65];
    char too_long[66];
    memset(most, 'x', sizeof most - 1);
    most[64] = '\0';
    memset(too_long, 'x', sizeof too_long - 1);
    too_long[65] = '\0';
    const struct {
        const char *a;
        const char *b;
        size_t distance;
    } table[] = {
        {"",       "",        0 },
        {"",       "abc",     3 },
        {"kitten", "sitting", 3 },
        {"recall", "recall",  0 },
        {"recal",  "recall",  1 },
        {"reacll", "recall",  2 },
        {"tpr",    "fpr",     1 },
        {"abc",    "cab",     2 },
        {most,     "",        64},
        {most,     most,      0 },
        {too_long, most,      65},
        {"a",      too_long,  65},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(exq_text_distance(table[i].a, table[i].b), table[i].distance);
        assert_int_equal(exq_text_distance(table[i].b, table[i].a), table[i].distance);
    }
}

/* What a reader in a hurry takes for one. */
static void folding(void **state)
{
    (void)state;
    static char long_text[300 + 1];
    memset(long_text, 'A', 300);
    const struct {
        const char *text;
        const char *folded;
    } table[] = {
        {"",                             ""            },
        {"Male",                         "male"        },
        {"  Male \t",                    "male"        },
        {"Two  or\xc2\xa0more",          "two or more" },
        {"Jos\xc3\xa9",                  "jose\xcc\x81"},
        {"Jose\xcc\x81",                 "jose\xcc\x81"},
        {"STRA\xc3\x9f"
         "E",                   "strasse"     },
        {"\xe2\x80\x8bMa\xe2\x80\x8dle", "male"        },
        {"\xef\xac\x81rst",              "first"       },
        {"\xd0\x9c",                     "\xd0\xbc"    }, /* Cyrillic stays Cyrillic */
        {"\xff",                         "\xff"        }, /* no text: as it is */
        {long_text,                      long_text     },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_buffer folded = EXQ_BUFFER_INIT;
        exq_buffer_string(&folded, "before ");
        exq_text_fold(&folded, table[i].text, strlen(table[i].text));
        assert_false(folded.failed);
        assert_string_equal(folded.bytes + strlen("before "), table[i].folded);
        exq_buffer_free(&folded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(invalid_bytes_are_found_where_they_are),
        cmocka_unit_test(every_character_is_valid_and_no_surrogate),
        cmocka_unit_test(the_collection_of_utf8_cases),
        cmocka_unit_test(what_acts_is_shown_by_its_number),
        cmocka_unit_test(what_shows_stays),
        cmocka_unit_test(what_is_not_utf8_is_shown_byte_by_byte),
        cmocka_unit_test(naughty_strings_are_tame),
        cmocka_unit_test(all_pairs_of_bytes_are_tame),
        cmocka_unit_test(widths),
        cmocka_unit_test(labels_are_ordered_by_bytes),
        cmocka_unit_test(distances),
        cmocka_unit_test(folding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
