/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errors: exit codes as documented, messages of one harmless line, and no error needed to fail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "error.h"

static void each_status_has_its_exit_code(void **state)
{
    (void)state;
    static const struct {
        exq_status status;
        int exit_code;
    } table[] = {
        {EXQ_OK,           0 },
        {EXQ_USAGE,        2 },
        {EXQ_MALFORMED,    3 },
        {EXQ_INCONSISTENT, 3 },
        {EXQ_IO,           3 },
        {EXQ_PRIVACY,      5 },
        {EXQ_MEMORY,       70},
        {EXQ_INTERNAL,     70},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_int_equal(exq_status_exit_code(table[i].status), table[i].exit_code);
    assert_int_equal(exq_status_exit_code((exq_status)1000), 70);
}

static void a_failure_says_what_and_hands_on(void **state)
{
    (void)state;
    exq_error error = {.status = EXQ_OK};
    assert_int_equal(exq_fail(&error, EXQ_USAGE, "no column \"%s\"", "sex"), EXQ_USAGE);
    assert_int_equal(error.status, EXQ_USAGE);
    assert_string_equal(error.message, "no column \"sex\"");
    assert_int_equal(exq_fail_memory(&error), EXQ_MEMORY);
    assert_string_equal(error.message, "out of memory");
}

static void the_error_may_be_null(void **state)
{
    (void)state;
    assert_int_equal(exq_fail(NULL, EXQ_IO, "%d", 1), EXQ_IO);
    assert_int_equal(exq_fail_memory(NULL), EXQ_MEMORY);
}

static void a_message_cannot_act_on_a_terminal(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"a\nb\x1b[31m\x7f",           "a?b?[31m?"                 },
        {"\xc2\x80x\xc2\x9f",          "??x??"                     },
        {"\xc2\xa0\xc3\x80\xc3\xa9~ ", "\xc2\xa0\xc3\x80\xc3\xa9~ "},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_error error;
        (void)exq_fail(&error, EXQ_USAGE, "%s", table[i][0]);
        assert_string_equal(error.message, table[i][1]);
    }
}

/* 2047 bytes fit; a character across the end must go as a whole, one that ends there must stay. */
static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    static const char *const characters[] = {
        "x", "\xc3\x80", "\xc3\xbf", "\xe0\xa4\x85", "\xef\xbf\xbd", "\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
        size_t size = strlen(characters[i]);
        for (size_t lead = 2040; lead <= 2047; lead++) {
            exq_error error;
            char text[3000];
            memset(text, 'x', lead);
            text[lead] = '\0';
            for (size_t end = lead; end < 2100; end += size)
                strcpy(text + end, characters[i]);
            (void)exq_fail(&error, EXQ_USAGE, "%s", text);
            assert_int_equal(strlen(error.message), lead + (2047 - lead) / size * size);
        }
    }
}

static exq_status try_twice(exq_status first, exq_status second)
{
    EXQ_TRY(first);
    EXQ_TRY(second);
    return EXQ_OK;
}

static void try_hands_the_first_failure_on(void **state)
{
    (void)state;
    assert_int_equal(try_twice(EXQ_OK, EXQ_OK), EXQ_OK);
    assert_int_equal(try_twice(EXQ_OK, EXQ_IO), EXQ_IO);
    assert_int_equal(try_twice(EXQ_USAGE, EXQ_IO), EXQ_USAGE);
}

static void the_version_is_three_numbers(void **state)
{
    (void)state;
    int parts[3];
    int read = 0;
    assert_int_equal(sscanf(exq_version(), "%d.%d.%d%n", &parts[0], &parts[1], &parts[2], &read), 3);
    assert_int_equal(read, strlen(exq_version()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_status_has_its_exit_code),
        cmocka_unit_test(a_failure_says_what_and_hands_on),
        cmocka_unit_test(the_error_may_be_null),
        cmocka_unit_test(a_message_cannot_act_on_a_terminal),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(try_hands_the_first_failure_on),
        cmocka_unit_test(the_version_is_three_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
