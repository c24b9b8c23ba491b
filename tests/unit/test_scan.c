/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting and finding bytes, and record ends, against loops that look at one byte at a time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"
#include "scan.h"

enum { LONGEST = 40, TRIES = 20000 };

static size_t random_text(exq_random *random, char *text)
{
    static const char letters[] = "a,\"\n\"\n\xff\0";
    size_t length = exq_random_below(random, LONGEST + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = letters[exq_random_below(random, sizeof letters)];
    return length;
}

static void counts_every_byte(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 1, 1);
    for (int try = 0; try < TRIES; try++) {
        char text[LONGEST];
        size_t length = random_text(&random, text);
        size_t expected = 0;
        for (size_t i = 0; i < length; i++)
            expected += text[i] == '"';
        assert_int_equal(exq_scan_count(text, length, '"'), expected);
    }
}

static void finds_all_places_of_two_bytes(void **state)
{
    enum { LONG = 4 * LONGEST };
    (void)state;
    exq_random random;
    exq_random_init(&random, 3, 1);
    for (int try = 0; try < TRIES; try++) {
        char text[LONG];
        uint16_t places[LONG];
        size_t length = 0;
        while (length + LONGEST <= LONG && exq_random_below(&random, 6) > 0)
            length += random_text(&random, text + length);
        size_t found = exq_scan_places(text, length, '"', '\xff', places);
        size_t expected = 0;
        for (size_t i = 0; i < length; i++) {
            if (text[i] != '"' && text[i] != '\xff')
                continue;
            assert_true(expected < found);
            assert_int_equal(places[expected++], i);
        }
        assert_int_equal(found, expected);
    }
}

/* Behind the first and the last newline outside quotes. */
static void plain_ends(const char *text, size_t length, const char **first, const char **last)
{
    bool inside = false;
    *first = NULL;
    *last = NULL;
    for (size_t i = 0; i < length; i++) {
        inside = inside != (text[i] == '"');
        if (text[i] == '\n' && !inside) {
            *last = text + i + 1;
            *first = *first == NULL ? *last : *first;
        }
    }
}

static void finds_the_ends_of_records(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 2, 1);
    for (int try = 0; try < TRIES; try++) {
        char text[LONGEST];
        size_t length = random_text(&random, text);
        const char *first = NULL;
        const char *last = NULL;
        plain_ends(text, length, &first, &last);
        assert_ptr_equal(exq_scan_record(text, text + length, true), first);
        assert_ptr_equal(exq_scan_last_record(text, length, true), last);
    }
}

static void without_quotes_any_newline_will_do(void **state)
{
    (void)state;
    const char text[] = "a\nb\nc";
    assert_ptr_equal(exq_scan_record(text, text + 5, false), text + 2);
    assert_ptr_equal(exq_scan_last_record(text, 5, false), text + 4);
    assert_null(exq_scan_record(text + 4, text + 5, false));
    assert_null(exq_scan_last_record(text, 1, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_every_byte),
        cmocka_unit_test(finds_all_places_of_two_bytes),
        cmocka_unit_test(finds_the_ends_of_records),
        cmocka_unit_test(without_quotes_any_newline_will_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
