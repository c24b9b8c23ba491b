/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page as a machine sees it: sound markup, the same bytes each time, its numbers those of the JSON, its policy that
 * of its style, nothing of those who are withheld.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "page_kit.h"
#include "sample_document.h"
#include "sha256.h"

static void every_sample_makes_a_sound_page(void **state)
{
    (void)state;
    const char *gnuplot = page_gnuplot();
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer bare = page_render(result, NULL);
        page_tally without = page_check(&bare);
        assert_int_equal(without.svgs, 0);
        assert_true(without.data > 0);
        if (gnuplot != NULL) {
            exq_buffer drawn = page_render(result, gnuplot);
            assert_null(strstr(drawn.bytes, "There are no plots"));
            assert_int_equal(page_check(&drawn).data, without.data);
            exq_buffer_free(&drawn);
        }
        exq_buffer_free(&bare);
        exq_result_free(result);
    }
}

static void the_same_result_gives_the_same_bytes(void **state)
{
    (void)state;
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer first = page_render(result, page_gnuplot());
        exq_buffer second = page_render(result, page_gnuplot());
        assert_int_equal(first.length, second.length);
        assert_memory_equal(first.bytes, second.bytes, first.length);
        exq_buffer_free(&first);
        exq_buffer_free(&second);
        exq_result_free(result);
    }
}

static void without_gnuplot_one_note_says_so(void **state)
{
    (void)state;
    exq_result *result = exq_samples[0].make();
    exq_buffer page = page_render(result, NULL);
    const char *note = strstr(page.bytes, "There are no plots: gnuplot was not found.");
    assert_non_null(note);
    assert_null(strstr(note + 1, "There are no plots"));
    exq_buffer_free(&page);
    exq_result_free(result);
}

/* ------------------------------------------------------------------------------------------------ numbers */

static bool is_in_json(const exq_buffer *json, const char *number)
{
    static const char around[] = " \n\t,:[]{}";
    size_t length = strlen(number);
    for (const char *at = strstr(json->bytes, number); at != NULL; at = strstr(at + 1, number))
        if (at > json->bytes && strchr(around, at[-1]) != NULL && strchr(around, at[length]) != NULL)
            return true;
    return false;
}

static void every_number_is_the_number_in_the_json(void **state)
{
    (void)state;
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer json = EXQ_BUFFER_INIT;
        assert_int_equal(exq_result_write(result, &json, NULL), EXQ_OK);
        exq_buffer page = page_render(result, NULL);
        exq_markup_reader *reader = page_reader(&page);
        for (exq_markup_event event = exq_markup_read(reader); event != EXQ_MARKUP_END;
             event = exq_markup_read(reader)) {
            if (event != EXQ_MARKUP_OPEN || strcmp(exq_markup_name(reader), "data") != 0)
                continue;
            const char *value = exq_markup_attribute(reader, "value");
            assert_non_null(value);
            if (!is_in_json(&json, value))
                fail_msg("%s: %s is not in the JSON", sample->name, value);
        }
        exq_markup_reader_free(reader);
        exq_buffer_free(&page);
        exq_buffer_free(&json);
        exq_result_free(result);
    }
}

static void the_page_carries_the_digest_of_the_json(void **state)
{
    (void)state;
    exq_result *result = exq_samples[0].make();
    exq_buffer json = EXQ_BUFFER_INIT;
    assert_int_equal(exq_result_write(result, &json, NULL), EXQ_OK);
    unsigned char digest[EXQ_SHA256_SIZE];
    char hex[EXQ_SHA256_HEX_SIZE];
    assert_true(exq_sha256_of(json.bytes, json.length, digest));
    exq_buffer page = page_render(result, NULL);
    assert_non_null(strstr(page.bytes, exq_sha256_hex(digest, hex)));
    exq_buffer_free(&json);
    exq_buffer_free(&page);
    exq_result_free(result);
}

/* ------------------------------------------------------------------------------------------ what is hidden */

/* The page's policy allows its one style: base64 by hand, so that a slip there shows. */
static void the_policy_allows_the_style_it_carries(void **state)
{
    (void)state;
    exq_result *result = exq_samples[0].make();
    exq_buffer page = page_render(result, NULL);
    const char *start = strstr(page.bytes, "<style>") + strlen("<style>");
    const char *end = strstr(start, "</style>");
    assert_non_null(end);
    unsigned char digest[EXQ_SHA256_SIZE];
    assert_true(exq_sha256_of(start, (size_t)(end - start), digest));
    const char *policy = strstr(page.bytes, "'sha256-") + strlen("'sha256-");
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t bit = 0; bit < 8 * EXQ_SHA256_SIZE; bit++) {
        size_t letter = (size_t)(strchr(letters, policy[bit / 6]) - letters);
        assert_int_equal(letter >> (5 - bit % 6) & 1, digest[bit / 8] >> (7 - bit % 8) & 1);
    }
    assert_memory_equal(policy + 43, "='", 2);
    assert_non_null(strstr(page.bytes, "content=\"default-src 'none'; img-src data:; style-src 'sha256-"));
    exq_buffer_free(&page);
    exq_result_free(result);
}

/* In a row headed by a withheld group no number stands, and every such row says why. */
static void a_withheld_group_gives_no_number(void **state)
{
    (void)state;
    static const char *const withheld[] = {"Pacific", "Roma"}; /* of the sample's first question */
    exq_result *result = exq_samples[1].make();
    exq_buffer page = page_render(result, NULL);
    for (size_t i = 0; i < sizeof withheld / sizeof withheld[0]; i++) {
        char start[64];
        snprintf(start, sizeof start, "<th scope=\"row\">%s</th>", withheld[i]);
        const char *row = strstr(page.bytes, start);
        assert_non_null(row);
        for (; row != NULL; row = strstr(row + 1, start)) {
            size_t length = (size_t)(strstr(row, "</tr>") - row);
            const char *number = strstr(row, "<data");
            const char *reason = strstr(row, "not shown: ");
            assert_true(number == NULL || (size_t)(number - row) > length);
            assert_true(reason != NULL && (size_t)(reason - row) < length);
        }
    }
    exq_buffer_free(&page);
    exq_result_free(result);
}

static void the_first_screen_has_no_jargon(void **state)
{
    (void)state;
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        const exq_document *document = exq_result_document(result);
        exq_buffer page = page_render(result, NULL);
        const char *start = strstr(page.bytes, "<body>");
        *strstr(page.bytes, "<section id=\"question-1\"") = '\0';
        assert_null(strstr(start, "<code"));
        for (size_t i = 0; i < document->conventions.show_count; i++)
            if (strstr(start, document->conventions.show[i]) != NULL)
                fail_msg("%s: %s", sample->name, document->conventions.show[i]);
        exq_buffer_free(&page);
        exq_result_free(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_makes_a_sound_page),
        cmocka_unit_test(the_same_result_gives_the_same_bytes),
        cmocka_unit_test(without_gnuplot_one_note_says_so),
        cmocka_unit_test(every_number_is_the_number_in_the_json),
        cmocka_unit_test(the_page_carries_the_digest_of_the_json),
        cmocka_unit_test(the_policy_allows_the_style_it_carries),
        cmocka_unit_test(a_withheld_group_gives_no_number),
        cmocka_unit_test(the_first_screen_has_no_jargon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
