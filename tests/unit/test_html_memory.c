/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Out of memory while a page is made: the page is whole, or it is said that memory ran out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "report_kit.h"
#include "sample_document.h"
#include "scarce_memory.h"

#ifdef HAS_ALLOCATOR_OF_ITS_OWN

int main(void)
{
    puts("not tested: a sanitizer has an allocator of its own");
    return 77;
}

#else

static exq_result *result;
static exq_buffer expected;

static bool compare(void *payload, const char *bytes, size_t length)
{
    bool *same = payload;
    *same = length == expected.length && memcmp(bytes, expected.bytes, length) == 0;
    return true;
}

static exq_status render(void)
{
    const exq_render_options options = {.language = "en"};
    bool same = true;
    exq_status status = exq_render(result, "html", &options, compare, &same, NULL);
    return same ? status : EXQ_INTERNAL;
}

/* Not every allocation: there are tens of thousands. What libxml2 loses when it is refused memory is not counted. */
static void a_page(void **state)
{
    (void)state;
    const exq_render_options options = {.language = "en"};
    result = exq_sample_of_label("<b>\x1b");
    expected = kit_render(result, "html", &options);
    exq_status status = EXQ_MEMORY;
    for (size_t refuse = 1; status != EXQ_OK || memory.seen >= refuse; refuse += refuse < 2000 ? 1 : 13) {
        memset(&memory, 0, sizeof memory);
        memory.refuse = refuse;
        memory.on = true;
        status = render();
        memory.on = false;
        if (status != EXQ_OK && status != EXQ_MEMORY)
            fail_msg("allocation %zu refused: status %d", refuse, (int)status);
    }
    exq_buffer_free(&expected);
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
