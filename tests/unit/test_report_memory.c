/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Out of memory at every place of reading, writing and rendering a result: what comes out is whole, or it is said that
 * memory ran out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "report_kit.h"
#include "sample_document.h"
#include "sample_gate.h"
#include "scarce_memory.h"

#ifdef HAS_ALLOCATOR_OF_ITS_OWN

int main(void)
{
    puts("not tested: a sanitizer has an allocator of its own");
    return 77;
}

#else

/* What is rendered, into what, and what it is when memory abounds. */
static struct {
    exq_result *result;
    const char *format;
    exq_buffer expected;
} whole;

static bool compare(void *payload, const char *bytes, size_t length)
{
    bool *same = payload;
    *same = length == whole.expected.length && memcmp(bytes, whole.expected.bytes, length) == 0;
    return true;
}

static exq_status render(void)
{
    const exq_render_options options = kit_options();
    bool same = true;
    exq_status status = exq_render(whole.result, whole.format, &options, compare, &same, NULL);
    return same ? status : EXQ_INTERNAL;
}

static exq_status parse_and_render(void)
{
    const exq_render_options options = kit_options();
    bool same = true;
    exq_result *read = NULL;
    exq_status status = exq_result_parse(whole.expected.bytes, whole.expected.length, "r", &read, NULL);
    if (status == EXQ_OK)
        status = exq_render(read, "json", &options, compare, &same, NULL);
    exq_result_free(read);
    return same ? status : EXQ_INTERNAL;
}

static void each_format(void **state)
{
    (void)state;
    static const char *const formats[] = {"csv", "json", "text"};
    const exq_render_options options = kit_options();
    whole.result = exq_sample_of_label("<b>\x1b");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        whole.format = formats[i];
        whole.expected = kit_render(whole.result, formats[i], &options);
        refuse_each_allocation(render);
        exq_buffer_free(&whole.expected);
    }
    exq_result_free(whole.result);
}

static void each_format_of_a_gate(void **state)
{
    (void)state;
    /* Of the others OpenSSL and libxml2 keep what they say of their errors. */
    static const char *const formats[] = {"comment", "github", "md", "openmetrics"};
    const exq_render_options options = kit_options();
    whole.result = exq_sample_gate_of_label("<b>\x1b");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        whole.format = formats[i];
        whole.expected = kit_render(whole.result, formats[i], &options);
        refuse_each_allocation(render);
        exq_buffer_free(&whole.expected);
    }
    exq_result_free(whole.result);
}

/* Every part of the text output occurs in some sample. */
static void each_part_of_the_text(void **state)
{
    (void)state;
    const exq_render_options options = kit_options();
    whole.format = "text";
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        whole.result = sample->make();
        whole.expected = kit_render(whole.result, whole.format, &options);
        refuse_each_allocation(render);
        exq_buffer_free(&whole.expected);
        exq_result_free(whole.result);
    }
}

static void reading(void **state)
{
    (void)state;
    whole.result = exq_sample_of_label("<b>\x1b");
    whole.expected = kit_json(whole.result);
    refuse_each_allocation(parse_and_render);
    exq_buffer_free(&whole.expected);
    exq_result_free(whole.result);
}

static bool collect(void *payload, const char *bytes, size_t length)
{
    (void)payload;
    (void)bytes;
    return length > 0;
}

static exq_status describe(void)
{
    return exq_result_schema(collect, NULL, NULL);
}

static void the_schema(void **state)
{
    (void)state;
    refuse_each_allocation(describe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format),
        cmocka_unit_test(each_format_of_a_gate),
        cmocka_unit_test(each_part_of_the_text),
        cmocka_unit_test(reading),
        cmocka_unit_test(the_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
