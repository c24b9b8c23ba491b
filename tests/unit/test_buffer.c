/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The buffer: what is appended is there, a NUL stands behind it, and a failure sticks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "buffer.h"

static void appended_bytes_are_there(void **state)
{
    (void)state;
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_buffer_string(&buffer, "rate ");
    exq_buffer_char(&buffer, '=');
    exq_buffer_append(&buffer, " \0x", 3);
    exq_buffer_format(&buffer, "%03d", 7);
    assert_false(buffer.failed);
    assert_int_equal(buffer.length, 12);
    assert_memory_equal(buffer.bytes, "rate = \0x007", 13);
    exq_buffer_free(&buffer);
    assert_null(buffer.bytes);
}

static void it_grows_to_any_length(void **state)
{
    (void)state;
    exq_buffer buffer = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < 100000; i++) {
        exq_buffer_char(&buffer, (char)('a' + i % 26));
        assert_int_equal(buffer.length, i + 1);
        assert_int_equal(buffer.bytes[i + 1], '\0');
    }
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(buffer.bytes[i], 'a' + i % 26);
    exq_buffer_free(&buffer);
}

static void appending_nothing_makes_an_empty_string(void **state)
{
    (void)state;
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_buffer_append(&buffer, NULL, 0);
    assert_string_equal(buffer.bytes, "");
    exq_buffer_free(&buffer);
}

static void clearing_keeps_the_memory(void **state)
{
    (void)state;
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_buffer_clear(&buffer);
    assert_null(buffer.bytes);
    exq_buffer_string(&buffer, "some text");
    const char *bytes = buffer.bytes;
    exq_buffer_clear(&buffer);
    assert_int_equal(buffer.length, 0);
    assert_string_equal(buffer.bytes, "");
    exq_buffer_string(&buffer, "other");
    assert_ptr_equal(buffer.bytes, bytes);
    assert_string_equal(buffer.bytes, "other");
    exq_buffer_free(&buffer);
}

static void a_failure_sticks_until_cleared(void **state)
{
    (void)state;
    exq_buffer buffer = EXQ_BUFFER_INIT;
    exq_buffer_string(&buffer, "kept");
    exq_buffer_append(&buffer, "x", SIZE_MAX);
    assert_true(buffer.failed);
    exq_buffer_string(&buffer, "lost");
    exq_buffer_format(&buffer, "%d", 1);
    assert_true(buffer.failed);
    assert_string_equal(buffer.bytes, "kept");
    exq_buffer_clear(&buffer);
    exq_buffer_string(&buffer, "again");
    assert_false(buffer.failed);
    assert_string_equal(buffer.bytes, "again");
    exq_buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appended_bytes_are_there),
        cmocka_unit_test(it_grows_to_any_length),
        cmocka_unit_test(appending_nothing_makes_an_empty_string),
        cmocka_unit_test(clearing_keeps_the_memory),
        cmocka_unit_test(a_failure_sticks_until_cleared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
