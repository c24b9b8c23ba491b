/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lanes without quotes. For CSV in which there is no quote the plain lane must give what the parser gives: the same
 * records, the same errors in the same places, over random text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buffer.h"
#include "plain.h"
#include "random.h"

struct reading {
    exq_buffer records; /* fields in brackets, a record a line */
    bool choosy;        /* refuse a record whose first field is "no" */
};

static exq_status take(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    struct reading *to = payload;
    for (size_t i = 0; i < count; i++) {
        exq_buffer_char(&to->records, '[');
        exq_buffer_append(&to->records, fields[i].bytes, fields[i].length);
        exq_buffer_char(&to->records, ']');
    }
    exq_buffer_char(&to->records, '\n');
    if (to->choosy && fields[0].length == 2 && memcmp(fields[0].bytes, "no", 2) == 0) {
        *culprit = count - 1;
        return exq_fail(error, EXQ_MALFORMED, "no.");
    }
    return EXQ_OK;
}

/* Everything a lane says of a block, as text to be freed. */
static char *tell(const exq_lane *lane, const exq_layout *layout, const char *bytes, size_t length, bool choosy)
{
    struct reading reading = {.choosy = choosy};
    exq_line_ends ends = {0};
    exq_error error = {0};
    char *copy = malloc(length + 1);
    memcpy(copy, bytes, length);
    exq_block block = {.bytes = copy, .length = length, .line = 7};
    void *state = lane->open(layout);
    assert_non_null(state);
    exq_taker taker = {.take = take, .payload = &reading};
    exq_status status = lane->read(state, &block, &taker, &ends, &error);
    lane->close(state);
    free(copy);
    if (status == EXQ_OK)
        exq_buffer_format(&reading.records, "%d%d", ends.lf, ends.crlf);
    exq_buffer_format(&reading.records, " %d %s", status, error.message);
    return reading.records.bytes;
}

static void assert_told(const exq_lane *lane, const exq_layout *layout, const char *text, const char *expected)
{
    char *told = tell(lane, layout, text, strlen(text), false);
    assert_string_equal(told, expected);
    free(told);
}

/* ----------------------------------------------------------------------------------------------- what they cut */

static void test_blanks(void **state)
{
    const size_t slots[] = {EXQ_NO_SLOT, 0, 1};
    exq_layout all = {.name = "f"};
    exq_layout some = {.name = "f", .width = 3, .slots = slots, .slot_count = 2};
    (void)state;
    assert_told(&exq_lane_blanks, &all, "a  b\tc \n\n  d\t\n \n\"e f\"\r\n", "[a][b][c]\n[d]\n[\"e][f\"]\n11 0 ");
    assert_told(&exq_lane_blanks, &some, "a b c\n1 2 3\n", "[b][c]\n[2][3]\n10 0 ");
    assert_told(&exq_lane_blanks, &some, "a b c\n1 2\n", "[b][c]\n 2 f:8: 2 fields; a line of this format has 3.");
}

static void test_colons(void **state)
{
    exq_layout all = {.name = "f"};
    (void)state;
    assert_told(&exq_lane_colons, &all, "1::Toy Story: the film::A|B\n::\n:\n:::\n",
                "[1][Toy Story: the film][A|B]\n[][]\n[:]\n[][:]\n10 0 ");
}

static void test_quotes_are_like_any_character(void **state)
{
    exq_layout tabs = {.name = "f", .delimiter = '\t'};
    (void)state;
    assert_told(&exq_lane_plain, &tabs, "\"a\tb\"\n\"\n", "[\"a][b\"]\n[\"]\n10 0 ");
}

/* --------------------------------------------------------------------------------------------- as the parser does */

static void test_same_as_the_parser(void **state)
{
    static const char *const pieces[] = {",",        ",", "a",    "no", "x y", "\n", "\r\n",
                                         "\xc3\xa9", "",  "\n\n", "\r", "1.5", " ",  "\0"};
    static const size_t slots[] = {1, EXQ_NO_SLOT, 0};
    (void)state;
    exq_random random;
    exq_random_init(&random, 11, 3);
    for (int round = 0; round < 20000; round++) {
        exq_buffer text = EXQ_BUFFER_INIT;
        size_t rare = exq_random_below(&random, 4) == 0 ? 14 : 10; /* mostly without what is refused at once */
        for (size_t i = 0, count = exq_random_below(&random, 30); i < count; i++) {
            size_t piece = exq_random_below(&random, rare);
            exq_buffer_append(&text, pieces[piece], piece == 13 ? 1 : strlen(pieces[piece]));
        }
        exq_layout layout = {.name = "f", .delimiter = ','};
        if (exq_random_below(&random, 2) == 0)
            layout.width = 1 + exq_random_below(&random, 3);
        if (layout.width == 3) {
            layout.slots = slots;
            layout.slot_count = 2;
        }
        bool choosy = exq_random_below(&random, 2) == 0;
        char *parsed = tell(&exq_lane_csv, &layout, text.bytes == NULL ? "" : text.bytes, text.length, choosy);
        char *plain = tell(&exq_lane_plain, &layout, text.bytes == NULL ? "" : text.bytes, text.length, choosy);
        assert_string_equal(plain, parsed);
        free(parsed);
        free(plain);
        exq_buffer_free(&text);
    }
}

/* Long texts, with lines about as long as what is looked at at once, and longer. */
static void test_same_as_the_parser_in_long_texts(void **state)
{
    enum { LINES = 300, ABOUT = 4096 };
    const exq_layout layout = {.name = "f", .delimiter = ',', .width = 2};
    (void)state;
    exq_random random;
    exq_random_init(&random, 5, 2);
    for (int round = 0; round < 60; round++) {
        exq_buffer text = EXQ_BUFFER_INIT;
        const bool wrong = exq_random_below(&random, 2) == 0;
        for (size_t line = 0; line < LINES; line++) {
            size_t length = exq_random_below(&random, 20);
            if (exq_random_below(&random, 40) == 0)
                length = ABOUT - 10 + exq_random_below(&random, 20);
            for (size_t i = 0; i < length; i++)
                exq_buffer_char(&text, 'x');
            exq_buffer_string(&text, wrong && line == LINES - 50 ? ",,y" : ",y");
            exq_buffer_string(&text, exq_random_below(&random, 9) == 0 ? "\r\n" : "\n");
        }
        char *parsed = tell(&exq_lane_csv, &layout, text.bytes, text.length, false);
        char *plain = tell(&exq_lane_plain, &layout, text.bytes, text.length, false);
        assert_string_equal(plain, parsed);
        free(parsed);
        free(plain);
        exq_buffer_free(&text);
    }
}

static void note_foreseen(void *payload, const exq_field *fields)
{
    struct reading *to = payload;
    exq_buffer_char(&to->records, '<');
    exq_buffer_append(&to->records, fields[0].bytes, fields[0].length);
    exq_buffer_char(&to->records, '>');
}

/* Lines of the width that was expected are foreseen, before any of their stretch is taken. */
static void test_records_are_foreseen(void **state)
{
    const size_t slots[] = {EXQ_NO_SLOT, 0};
    const exq_layout layout = {.name = "f", .delimiter = ',', .width = 2, .slots = slots, .slot_count = 1};
    char text[] = "1,a\n\n2\n3,b\n";
    exq_block block = {.bytes = text, .length = strlen(text), .line = 1};
    struct reading reading = {0};
    exq_line_ends ends = {0};
    exq_error error = {0};
    (void)state;
    void *lane = exq_lane_plain.open(&layout);
    assert_non_null(lane);
    exq_taker taker = {.take = take, .payload = &reading, .foresee = note_foreseen};
    assert_int_equal(exq_lane_plain.read(lane, &block, &taker, &ends, &error), EXQ_MALFORMED);
    assert_string_equal(reading.records.bytes, "<a><b>[a]\n");
    exq_buffer_free(&reading.records);
    exq_lane_plain.close(lane);
}

static void test_a_field_that_is_too_long(void **state)
{
    exq_layout layout = {.name = "f", .delimiter = ',', .width = 2};
    (void)state;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "a,");
    for (size_t i = 0; i < EXQ_MAX_FIELD; i++)
        exq_buffer_char(&text, 'b');
    exq_buffer_char(&text, '\n');
    char *told = tell(&exq_lane_plain, &layout, text.bytes, text.length, false);
    assert_null(strstr(told, "longer"));
    free(told);
    text.bytes[text.length - 1] = 'b';
    told = tell(&exq_lane_plain, &layout, text.bytes, text.length, false);
    assert_string_equal(told, " 2 f:7:3: a field is longer than 1 MiB. A quote may have been left open.");
    free(told);
    exq_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_colons),
        cmocka_unit_test(test_quotes_are_like_any_character),
        cmocka_unit_test(test_same_as_the_parser),
        cmocka_unit_test(test_same_as_the_parser_in_long_texts),
        cmocka_unit_test(test_records_are_foreseen),
        cmocka_unit_test(test_a_field_that_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
