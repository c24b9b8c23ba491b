/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arena: objects are zeroed, aligned and apart, sizes that overflow are refused, copies are whole.
 */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"

static int set_up(void **state)
{
    *state = exq_arena_new();
    return *state == NULL;
}

static int tear_down(void **state)
{
    exq_arena_free(*state);
    return 0;
}

/* Each object is filled with a byte of its own; at the end each must still hold it. */
static void objects_are_zeroed_aligned_and_apart(void **state)
{
    enum { OBJECTS = 2000 };
    static unsigned char *objects[OBJECTS];
    static size_t sizes[OBJECTS];
    for (size_t i = 0; i < OBJECTS; i++) {
        sizes[i] = i % 100 == 99 ? 70000 : i % 37;
        objects[i] = EXQ_NEW(*state, unsigned char, sizes[i]);
        assert_non_null(objects[i]);
        assert_int_equal((uintptr_t)objects[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(objects[i][j], 0);
        memset(objects[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < OBJECTS; i++) {
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(objects[i][j], i % 251);
    }
}

/* The first chunk may be one of an odd size and already full. */
static void a_large_odd_object_may_come_first(void **state)
{
    for (size_t size = 20000; size < 20040; size++) {
        unsigned char *large = EXQ_NEW(*state, unsigned char, size);
        unsigned char *small = EXQ_NEW(*state, unsigned char, 8);
        assert_non_null(large);
        assert_non_null(small);
        memset(large, 1, size);
        memset(small, 2, 8);
        assert_int_equal(large[size - 1], 1);
        exq_arena_free(*state);
        *state = exq_arena_new();
        assert_non_null(*state);
    }
}

static void sizes_beyond_memory_are_refused(void **state)
{
    static const struct {
        size_t count;
        size_t size;
    } table[] = {
        {SIZE_MAX,         1            },
        {SIZE_MAX,         2            },
        {SIZE_MAX / 2 + 1, 2            },
        {1,                SIZE_MAX - 16},
        {SIZE_MAX / 8,     16           },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_null(exq_arena_alloc(*state, table[i].count, table[i].size));
    assert_non_null(exq_arena_alloc(*state, 1, 1));
}

static void nothing_is_a_valid_pointer(void **state)
{
    assert_non_null(exq_arena_alloc(*state, 0, 8));
    assert_non_null(exq_arena_alloc(*state, 8, 0));
}

static void copies_are_whole(void **state)
{
    const char *bytes = exq_arena_copy(*state, "a\0b", 3);
    assert_memory_equal(bytes, "a\0b\0", 4);
    assert_string_equal(exq_arena_string(*state, "group"), "group");
    assert_string_equal(exq_arena_copy(*state, "", 0), "");
    assert_null(exq_arena_copy(*state, NULL, 3));
    assert_null(exq_arena_string(*state, NULL));
    assert_string_equal(exq_arena_format(*state, "%s=%d", "n", 7), "n=7");
    char text[5001];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_string_equal(exq_arena_format(*state, "%s", text), text);
}

static void freeing_nothing_is_allowed(void **state)
{
    (void)state;
    exq_arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(objects_are_zeroed_aligned_and_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_large_odd_object_may_come_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sizes_beyond_memory_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_a_valid_pointer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copies_are_whole, set_up, tear_down),
        cmocka_unit_test(freeing_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
