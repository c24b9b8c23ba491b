/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hostile labels on the page: whatever they hold, they are the text of a heading and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data_dir.h"
#include "json.h"
#include "page_kit.h"
#include "sample_document.h"
#include "sample_lists.h"
#include "sample_risks.h"
#include "text.h"

/* The label, made visible, is the whole text of a row's heading; nothing else of the page has changed its kind. */
static void check_page(const char *label, exq_result *result, const char *gnuplot)
{
    exq_buffer visible = EXQ_BUFFER_INIT;
    exq_text_visible(&visible, label, strlen(label));
    exq_buffer page = page_render(result, gnuplot);
    page_check(&page);
    if (gnuplot != NULL)
        assert_null(strstr(page.bytes, "There are no plots"));
    exq_markup_reader *reader = page_reader(&page);
    bool heading = false;
    bool found = false;
    for (exq_markup_event event = exq_markup_read(reader); event != EXQ_MARKUP_END; event = exq_markup_read(reader)) {
        if (event == EXQ_MARKUP_TEXT && heading && strcmp(exq_markup_content(reader), visible.bytes) == 0)
            found = true;
        heading = event == EXQ_MARKUP_OPEN && strcmp(exq_markup_name(reader), "th") == 0;
    }
    if (!found)
        fail_msg("no row is headed by %s", visible.bytes);
    exq_markup_reader_free(reader);
    exq_buffer_free(&page);
    exq_buffer_free(&visible);
    exq_result_free(result);
}

/* Of people who were decided on, of people and items in lists, of scores. */
static void check_label(const char *label, const char *gnuplot)
{
    check_page(label, exq_sample_of_label(label), gnuplot);
    check_page(label, exq_sample_films_of_label(label), gnuplot);
    check_page(label, exq_sample_risks_of_label(label), gnuplot);
}

/* Blanks alone are a text like any other, but a reader of XML takes them for layout. */
static bool has_ink(const char *label)
{
    return label[strspn(label, " ")] != '\0';
}

static void naughty_strings_stay_text(void **state)
{
    (void)state;
    data_need("hostile/blns");
    char path[DATA_PATH_SIZE];
    size_t length = 0;
    char *bytes = data_read(data_path("hostile/blns/blns.json", path), &length);
    exq_json *root = NULL;
    assert_int_equal(exq_json_parse(bytes, length, "blns.json", &root, NULL), EXQ_OK);
    size_t index = 0;
    for (const exq_json *item = exq_json_first(root); item != NULL; item = exq_json_next(item)) {
        const char *label = exq_json_to_string(item);
        if (label != NULL && has_ink(label))
            check_label(label, index++ % 16 == 0 ? page_gnuplot() : NULL);
    }
    assert_true(index > 400);
    exq_json_free(root);
    free(bytes);
}

static void labels_that_look_like_ours_stay_text(void **state)
{
    (void)state;
    static const char *const labels[] = {"g0",
                                         "g1",
                                         "v1",
                                         "t0",
                                         "h0",
                                         "n2",
                                         "a3",
                                         "<script>alert(1)</script>",
                                         "</title><script>",
                                         "]]>",
                                         "-->",
                                         "<!--",
                                         "&amp;",
                                         "&#x3c;script&#x3e;",
                                         "\" onload=\"alert(1)",
                                         "' style='x",
                                         "`touch x`",
                                         "\"; system('x')",
                                         "END\nplot 1",
                                         "{/=500 big}",
                                         "a_b^c",
                                         "%s%n",
                                         "\\n",
                                         ("\xE2\x80\xAE"
                                          "evil"),
                                         "\x1B[31m",
                                         "\x01",
                                         "\x7F",
                                         "{group}",
                                         "<U+0041>",
                                         "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9",
                                         "\xE0\xB9\x81\xE0\xB8\x81\xE0\xB8\xB3",
                                         "1/0",
                                         "null",
                                         "NaN"};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        check_label(labels[i], page_gnuplot());
}

static void every_character_of_ascii_is_a_label(void **state)
{
    (void)state;
    for (char c = 1; c < 127; c++) {
        const char label[] = {'a', c, 'b', '\0'};
        check_label(label, NULL);
    }
}

static void a_label_may_be_very_long(void **state)
{
    (void)state;
    enum { LENGTH = 20000 };
    char *label = malloc(LENGTH + 1);
    assert_non_null(label);
    memset(label, 'W', LENGTH);
    label[LENGTH] = '\0';
    check_label(label, page_gnuplot());
    free(label);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(naughty_strings_stay_text),
        cmocka_unit_test(labels_that_look_like_ours_stay_text),
        cmocka_unit_test(every_character_of_ascii_is_a_label),
        cmocka_unit_test(a_label_may_be_very_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
