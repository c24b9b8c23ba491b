/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text output: exactly as in tests/golden (EXAEQUO_RENEW=1 writes those files anew), never wider than the page, never
 * longer than 45 lines, colour only when asked for and never alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "report_kit.h"
#include "sample_document.h"
#include "text.h"

enum { MOST_LINES = 45 };

/* Every line fits, none ends in blanks, there are not too many, and no byte acts on a terminal. */
static void assert_is_a_page(const char *name, const exq_buffer *text, size_t width)
{
    size_t lines = 0;
    for (const char *at = text->bytes; *at != '\0'; lines++) {
        size_t length = strcspn(at, "\n");
        if (exq_text_width(at, length) > width)
            fail_msg("a line of %s is wider than %zu: %.*s", name, width, (int)length, at);
        if (length > 0 && at[length - 1] == ' ')
            fail_msg("a line of %s ends in a blank: %.*s", name, (int)length, at);
        if (at[length] != '\n')
            fail_msg("the last line of %s does not end", name);
        at += length + 1;
    }
    if (width >= 80 && lines > MOST_LINES)
        fail_msg("%s has %zu lines", name, lines);
    exq_buffer visible = EXQ_BUFFER_INIT;
    for (const char *at = text->bytes; *at != '\0'; at += strcspn(at, "\n") + 1)
        exq_text_visible(&visible, at, strcspn(at, "\n"));
    assert_int_equal(visible.length + lines, text->length);
    exq_buffer_free(&visible);
}

static void is_as_agreed(void **state)
{
    (void)state;
    exq_render_options options = kit_options();
    char path[128];
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer text = kit_render(result, "text", &options);
        snprintf(path, sizeof path, "tests/golden/%s.txt", sample->name);
        kit_golden(path, &text);
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

static void fits_the_page(void **state)
{
    (void)state;
    static const size_t widths[] = {0, 60, 72, 80, 81, 100, 1000};
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
            exq_render_options options = kit_options();
            options.width = widths[i];
            options.report_paths[2] = "a/very/long/path/that/goes/on/and/on/and/on/and/on/and/on/to/the/result.csv";
            exq_buffer text = kit_render(result, "text", &options);
            assert_is_a_page(sample->name, &text, widths[i] == 0 ? 80 : widths[i] > 100 ? 100 : widths[i]);
            exq_buffer_free(&text);
        }
        exq_result_free(result);
    }
}

/* Without its colours a coloured page is the plain one. */
static void colour_adds_nothing_but_colour(void **state)
{
    (void)state;
    exq_render_options options = kit_options();
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        options.colour = false;
        exq_buffer plain = kit_render(result, "text", &options);
        options.colour = true;
        exq_buffer coloured = kit_render(result, "text", &options);
        exq_buffer stripped = EXQ_BUFFER_INIT;
        assert_null(strchr(plain.bytes, '\033'));
        assert_non_null(strchr(coloured.bytes, '\033'));
        for (const char *at = coloured.bytes; *at != '\0';) {
            if (*at == '\033')
                at += strcspn(at, "m") + 1;
            else
                exq_buffer_char(&stripped, *at++);
        }
        assert_string_equal(stripped.bytes, plain.bytes);
        exq_buffer_free(&plain);
        exq_buffer_free(&coloured);
        exq_buffer_free(&stripped);
        exq_result_free(result);
    }
}

static void opens_with_the_verdict_and_ends_with_the_exit_code(void **state)
{
    (void)state;
    static const char first[] = "NO CHECKS ASKED   This run describes. It cannot pass or fail.\n";
    static const char last[] = "\nexit 0: nothing was asked, so nothing was missed\n";
    exq_render_options options = {.language = "en"};
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer text = kit_render(result, "text", &options);
        bool asked = exq_result_document(result)->check_count > 0;
        assert_true(asked || strncmp(text.bytes, first, sizeof first - 1) == 0);
        const char *ending = asked ? "\nexit 1: a check is missed\n" : last;
        assert_string_equal(text.bytes + text.length - strlen(ending), ending);
        assert_null(strstr(text.bytes, "out/report.html"));
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

static void a_document_without_questions(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    const exq_document document = {.schema = "exaequo.result/1",
                                   .outcome = "none",
                                   .data = {.cover = "all"},
                                   .privacy = {.min_cell = 10},
                                   .uncertainty = {.level = 0.95}};
    exq_result *result = exq_result_new(arena, &document);
    exq_render_options options = kit_options();
    exq_buffer text = kit_render(result, "text", &options);
    assert_non_null(strstr(text.bytes, "No two groups could be compared."));
    assert_is_a_page("an empty document", &text, 80);
    exq_buffer_free(&text);
    exq_result_free(result);
}

static void formats_by_name(void **state)
{
    (void)state;
    exq_result *result = exq_samples[0].make();
    exq_render_options options = kit_options();
    exq_error error = {.status = EXQ_OK};
    assert_int_equal(exq_render(result, "pdf", &options, NULL, NULL, &error), EXQ_USAGE);
    assert_non_null(strstr(error.message, "csv"));
    assert_non_null(strstr(error.message, "json"));
    assert_non_null(strstr(error.message, "text"));
    size_t count = 0;
    while (exq_render_name(count) != NULL) {
        assert_non_null(exq_render_summary(count));
        if (count > 0)
            assert_true(strcmp(exq_render_name(count - 1), exq_render_name(count)) < 0);
        count++;
    }
    assert_true(count >= 3);
    assert_null(exq_render_name(count + 1));
    assert_null(exq_render_summary(count));
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_as_agreed),
        cmocka_unit_test(fits_the_page),
        cmocka_unit_test(colour_adds_nothing_but_colour),
        cmocka_unit_test(opens_with_the_verdict_and_ends_with_the_exit_code),
        cmocka_unit_test(a_document_without_questions),
        cmocka_unit_test(formats_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
