/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dictionary: codes in the order of first sight, for any bytes, kept through every growth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dictionary.h"

static int set_up(void **state)
{
    *state = exq_dictionary_new();
    return *state == NULL;
}

static int tear_down(void **state)
{
    exq_dictionary_free(*state);
    return 0;
}

static void codes_follow_first_sight(void **state)
{
    static const struct {
        const char *text;
        uint32_t code;
    } table[] = {
        {"Female", 0},
        {"Female", 0},
        {"Male",   1},
        {"Female", 0},
        {"",       2},
        {"male",   3},
        {"Male ",  4},
        {"",       2},
        {"Male",   1}
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_int_equal(exq_dictionary_code(*state, table[i].text, strlen(table[i].text)), table[i].code);
    assert_int_equal(exq_dictionary_count(*state), 5);
    assert_int_equal(exq_dictionary_find(*state, "male", 4), 3);
    assert_int_equal(exq_dictionary_find(*state, "", 0), 2);
    assert_int_equal(exq_dictionary_find(*state, "FEMALE", 6), EXQ_NO_CODE);
    assert_int_equal(exq_dictionary_count(*state), 5);
}

static void an_empty_one_knows_nothing(void **state)
{
    assert_int_equal(exq_dictionary_count(*state), 0);
    assert_int_equal(exq_dictionary_find(*state, "", 0), EXQ_NO_CODE);
    assert_int_equal(exq_dictionary_find(*state, "x", 1), EXQ_NO_CODE);
}

/* Runs of one byte, NULs among them, differ in length alone: neither padding nor blocks may confuse them. */
static void bytes_and_lengths_are_told_apart(void **state)
{
    enum { LONGEST = 40 };
    char bytes[LONGEST];
    for (int byte = 0; byte < 256; byte++) {
        memset(bytes, byte, sizeof bytes);
        for (size_t length = byte == 0 ? 0 : 1; length <= LONGEST; length++) {
            size_t known = exq_dictionary_count(*state);
            assert_int_equal(exq_dictionary_code(*state, bytes, length), known);
        }
    }
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(exq_dictionary_find(*state, bytes, 0), 0);
    assert_int_equal(exq_dictionary_find(*state, bytes, 1), 1);
    assert_int_equal(exq_dictionary_find(*state, bytes, LONGEST), LONGEST);
}

/* In memory that ends with them, so that a checker sees a hash that reads too far. */
static void no_byte_behind_the_text_is_read(void **state)
{
    for (size_t length = 1; length <= 32; length++) {
        char *bytes = malloc(length);
        assert_non_null(bytes);
        memset(bytes, 'x', length);
        uint32_t code = exq_dictionary_code(*state, bytes, length);
        assert_int_equal(code, length - 1);
        assert_int_equal(exq_dictionary_find(*state, bytes, length), code);
        free(bytes);
    }
}

static void many_texts_keep_their_codes(void **state)
{
    enum { TEXTS = 200000 };
    char text[32];
    for (uint32_t i = 0; i < TEXTS; i++) {
        size_t length = (size_t)snprintf(text, sizeof text, "item %u", i * 7);
        assert_int_equal(exq_dictionary_code(*state, text, length), i);
    }
    assert_int_equal(exq_dictionary_count(*state), TEXTS);
    for (uint32_t i = 0; i < TEXTS; i++) {
        size_t length = (size_t)snprintf(text, sizeof text, "item %u", i * 7);
        assert_int_equal(exq_dictionary_find(*state, text, length), i);
        size_t kept = 0;
        assert_string_equal(exq_dictionary_text(*state, i, &kept), text);
        assert_int_equal(kept, length);
        length = (size_t)snprintf(text, sizeof text, "item %u", i * 7 + 1);
        assert_int_equal(exq_dictionary_find(*state, text, length), EXQ_NO_CODE);
    }
}

static void texts_may_hold_any_byte(void **state)
{
    uint32_t code = exq_dictionary_code(*state, "a\0b\n", 4);
    size_t length = 0;
    assert_memory_equal(exq_dictionary_text(*state, code, &length), "a\0b\n", 5);
    assert_int_equal(length, 4);
    assert_ptr_equal(exq_dictionary_text(*state, code, NULL), exq_dictionary_text(*state, code, &length));
}

static void freeing_nothing_is_allowed(void **state)
{
    (void)state;
    exq_dictionary_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(codes_follow_first_sight, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_one_knows_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_and_lengths_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_byte_behind_the_text_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_texts_keep_their_codes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_may_hold_any_byte, set_up, tear_down),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
