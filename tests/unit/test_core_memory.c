/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Out of memory at every place of the core: each run ends in "out of memory" or in the right result.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "dictionary.h"
#include "json.h"
#include "scarce_memory.h"

#ifdef HAS_ALLOCATOR_OF_ITS_OWN

int main(void)
{
    puts("not tested: a sanitizer has an allocator of its own");
    return 77;
}

#else

/* ------------------------------------------------------------------------------------------------ scenarios */

static const char document[] = "{\n"
                               "  \"name\": \"a text of some length, so that buffers have to grow more than once\",\n"
                               "  \"list\": [1, 0.5, null, true, \"x\"],\n"
                               "  \"inner\": {\n"
                               "    \"a\": {},\n"
                               "    \"b\": 18446744073709551615\n"
                               "  }\n"
                               "}\n";

static exq_status parse_and_print(void)
{
    exq_json *root = NULL;
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_status status = exq_json_parse(document, strlen(document), "in", &root, NULL);
    if (status == EXQ_OK)
        status = exq_json_print(root, &out, NULL);
    if (status == EXQ_OK && strcmp(out.bytes, document) != 0)
        status = EXQ_INTERNAL;
    exq_json_free(root);
    exq_buffer_free(&out);
    return status;
}

/* No step is looked at: a tree that lost a part must not be printed as if it were whole. */
static exq_status build_without_looking(void)
{
    exq_json *root = exq_json_object();
    exq_json *list = exq_json_array();
    (void)exq_json_push(list, exq_json_number(0.5));
    (void)exq_json_push(list, exq_json_string("x"));
    (void)exq_json_set(root, "list", list);
    (void)exq_json_set(root, "n", exq_json_count(7));
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_status status = exq_json_print(root, &out, NULL);
    if (status == EXQ_OK && strcmp(out.bytes, "{\n  \"list\": [0.5, \"x\"],\n  \"n\": 7\n}\n") != 0)
        status = EXQ_INTERNAL;
    exq_json_free(root);
    exq_buffer_free(&out);
    return status;
}

/* A word that was refused once is taken the next time, and no code is lost or given twice. */
static exq_status fill_a_dictionary(void)
{
    exq_dictionary *dictionary = exq_dictionary_new();
    if (dictionary == NULL)
        return EXQ_MEMORY;
    exq_status status = EXQ_OK;
    for (uint32_t i = 0; i < 300; i++) {
        char word[16];
        size_t length = (size_t)snprintf(word, sizeof word, "word %u", i);
        uint32_t code = exq_dictionary_code(dictionary, word, length);
        if (code == EXQ_NO_CODE) {
            status = EXQ_MEMORY;
            code = exq_dictionary_code(dictionary, word, length);
        }
        if (code == EXQ_NO_CODE) {
            status = memory.for_ever ? EXQ_MEMORY : EXQ_INTERNAL;
            break;
        }
        if (code != i || exq_dictionary_find(dictionary, word, length) != i ||
            strcmp(exq_dictionary_text(dictionary, code, NULL), word) != 0)
            status = EXQ_INTERNAL;
    }
    exq_dictionary_free(dictionary);
    return status;
}

static exq_status use_an_arena(void)
{
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return EXQ_MEMORY;
    bool whole = exq_arena_alloc(arena, 1, 50000) != NULL && exq_arena_alloc(arena, 100, 8) != NULL &&
                 exq_arena_format(arena, "%d", 7) != NULL && exq_arena_alloc(arena, 1, 70000) != NULL &&
                 exq_arena_string(arena, "x") != NULL;
    exq_arena_free(arena);
    return whole ? EXQ_OK : EXQ_MEMORY;
}

static exq_status fill_a_buffer(void)
{
    exq_buffer buffer = EXQ_BUFFER_INIT;
    for (int i = 0; i < 1000; i++)
        exq_buffer_format(&buffer, "%d,", i);
    bool whole = !buffer.failed && buffer.length == 3890;
    exq_buffer_free(&buffer);
    return whole ? EXQ_OK : EXQ_MEMORY;
}

static void json_is_parsed_and_printed(void **state)
{
    (void)state;
    refuse_each_allocation(parse_and_print);
}

static void json_is_built(void **state)
{
    (void)state;
    refuse_each_allocation(build_without_looking);
}

static void dictionaries(void **state)
{
    (void)state;
    refuse_each_allocation(fill_a_dictionary);
}

static void arenas(void **state)
{
    (void)state;
    refuse_each_allocation(use_an_arena);
}

static void buffers(void **state)
{
    (void)state;
    refuse_each_allocation(fill_a_buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_parsed_and_printed),
        cmocka_unit_test(json_is_built),
        cmocka_unit_test(dictionaries),
        cmocka_unit_test(arenas),
        cmocka_unit_test(buffers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
