/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page as a machine sees it: well-formed, without script or style attribute, complete for a screen reader, its
 * numbers those of the JSON, its labels those of the data however hostile they are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "data_dir.h"
#include "json.h"
#include "markup.h"
#include "sample_document.h"
#include "sha256.h"
#include "text.h"

static const char doctype[] = "<!DOCTYPE html>\n";

static bool append(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static exq_buffer render(const exq_result *result, const char *gnuplot)
{
    exq_buffer page = EXQ_BUFFER_INIT;
    exq_error error = {0};
    const exq_render_options options = {.language = "en", .gnuplot = gnuplot};
    if (exq_render(result, "html", &options, append, &page, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    assert_false(page.failed);
    assert_memory_equal(page.bytes, doctype, sizeof doctype - 1);
    return page;
}

static exq_markup_reader *read_page(const exq_buffer *page)
{
    size_t skipped = sizeof doctype - 1;
    exq_markup_reader *reader = exq_markup_reader_new(page->bytes + skipped, page->length - skipped);
    assert_non_null(reader);
    return reader;
}

/* ----------------------------------------------------------------------------------------------- elements */

typedef struct tally_of_page {
    size_t h1, main, tables, captions, svgs, titles, data;
    exq_buffer ids;     /* "|id|id|" */
    exq_buffer targets; /* ids that something points to, one a line */
} tally_of_page;

static void note_targets(tally_of_page *tally, const char *list)
{
    for (const char *at = list; *at != '\0';) {
        size_t length = strcspn(at, " ");
        exq_buffer_append(&tally->targets, at, length);
        exq_buffer_char(&tally->targets, '\n');
        at += length + strspn(at + length, " ");
    }
}

static void check_attribute(tally_of_page *tally, const char *element, const char *name, const char *value)
{
    if (strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0 || strcmp(name, "src") == 0)
        fail_msg("<%s %s=\"%s\">", element, name, value);
    if (strcmp(name, "href") == 0) {
        assert_int_equal(value[0], '#');
        note_targets(tally, value + 1);
    }
    if (strcmp(name, "aria-labelledby") == 0)
        note_targets(tally, value);
    if (strcmp(name, "id") == 0) {
        char key[256];
        snprintf(key, sizeof key, "|%s|", value);
        if (strstr(tally->ids.bytes, key) != NULL)
            fail_msg("id %s twice", value);
        exq_buffer_format(&tally->ids, "%s|", value);
    }
}

static void check_element(tally_of_page *tally, exq_markup_reader *reader)
{
    static const char *const allowed[] = {
        "html", "head", "meta",    "title", "style", "body",  "a",       "header",     "main",   "nav",   "footer",
        "p",    "div",  "section", "h1",    "h2",    "h3",    "ul",      "ol",         "li",     "dl",    "dt",
        "dd",   "span", "strong",  "code",  "data",  "table", "caption", "thead",      "tbody",  "tfoot", "tr",
        "th",   "td",   "figure",  "svg",   "desc",  "text",  "path",    "figcaption", "polygon"};
    const char *name = exq_markup_name(reader);
    bool known = false;
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        known |= strcmp(name, allowed[i]) == 0;
    if (!known)
        fail_msg("<%s> has no place in a report", name);
    tally->h1 += strcmp(name, "h1") == 0;
    tally->main += strcmp(name, "main") == 0;
    tally->tables += strcmp(name, "table") == 0;
    tally->captions += strcmp(name, "caption") == 0;
    tally->titles += strcmp(name, "title") == 0;
    tally->data += strcmp(name, "data") == 0;
    if (strcmp(name, "svg") == 0) {
        tally->svgs++;
        assert_string_equal(exq_markup_attribute(reader, "role"), "img");
        assert_non_null(exq_markup_attribute(reader, "aria-labelledby"));
    }
    if (strcmp(name, "th") == 0)
        assert_non_null(exq_markup_attribute(reader, "scope"));
    char element[32];
    snprintf(element, sizeof element, "%s", name);
    const char *attribute = NULL;
    const char *value = NULL;
    for (size_t i = 0; exq_markup_attribute_at(reader, i, &attribute, &value); i++)
        check_attribute(tally, element, attribute, value);
}

/* Every id that is pointed to is there. */
static void check_targets(const tally_of_page *tally)
{
    for (const char *at = tally->targets.bytes; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, "\n");
        char key[256];
        snprintf(key, sizeof key, "|%.*s|", (int)length, at);
        if (strstr(tally->ids.bytes, key) == NULL)
            fail_msg("nothing has the id %s", key);
        at += length + 1;
    }
}

static tally_of_page check_page(const exq_buffer *page)
{
    tally_of_page tally = {0};
    exq_buffer_string(&tally.ids, "|");
    exq_markup_reader *reader = read_page(page);
    for (exq_markup_event event = exq_markup_read(reader); event != EXQ_MARKUP_END; event = exq_markup_read(reader)) {
        assert_int_not_equal(event, EXQ_MARKUP_BROKEN);
        if (event == EXQ_MARKUP_OPEN)
            check_element(&tally, reader);
    }
    exq_markup_reader_free(reader);
    check_targets(&tally);
    assert_int_equal(tally.h1, 1);
    assert_int_equal(tally.main, 1);
    assert_int_equal(tally.tables, tally.captions);
    assert_int_equal(tally.titles, tally.svgs + 1);
    exq_buffer_free(&tally.ids);
    exq_buffer_free(&tally.targets);
    return tally;
}

static const char *find_gnuplot(void)
{
    return access("/usr/bin/gnuplot", X_OK) == 0 ? "/usr/bin/gnuplot" : NULL;
}

static void every_sample_makes_a_sound_page(void **state)
{
    (void)state;
    const char *gnuplot = find_gnuplot();
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer bare = render(result, NULL);
        tally_of_page without = check_page(&bare);
        assert_int_equal(without.svgs, 0);
        assert_true(without.data > 0);
        if (gnuplot != NULL) {
            exq_buffer drawn = render(result, gnuplot);
            assert_null(strstr(drawn.bytes, "There are no plots"));
            assert_int_equal(check_page(&drawn).data, without.data);
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
        exq_buffer first = render(result, find_gnuplot());
        exq_buffer second = render(result, find_gnuplot());
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
    exq_buffer page = render(result, NULL);
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
        exq_buffer page = render(result, NULL);
        exq_markup_reader *reader = read_page(&page);
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
    exq_buffer page = render(result, NULL);
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
    exq_buffer page = render(result, NULL);
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

static void the_first_screen_has_no_jargon(void **state)
{
    (void)state;
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        const exq_document *document = exq_result_document(result);
        exq_buffer page = render(result, NULL);
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

/* ------------------------------------------------------------------------------------------- hostile labels */

/* The label, made visible, is the whole text of a row's heading; nothing else of the page has changed its kind. */
static void check_label(const char *label, const char *gnuplot)
{
    exq_buffer visible = EXQ_BUFFER_INIT;
    exq_text_visible(&visible, label, strlen(label));
    exq_result *result = exq_sample_of_label(label);
    exq_buffer page = render(result, gnuplot);
    check_page(&page);
    if (gnuplot != NULL)
        assert_null(strstr(page.bytes, "There are no plots"));
    exq_markup_reader *reader = read_page(&page);
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
            check_label(label, index++ % 16 == 0 ? find_gnuplot() : NULL);
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
                                         "\xE2\x80\xAE"
                                         "evil",
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
        check_label(labels[i], find_gnuplot());
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
    check_label(label, find_gnuplot());
    free(label);
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
        cmocka_unit_test(the_first_screen_has_no_jargon),
        cmocka_unit_test(naughty_strings_stay_text),
        cmocka_unit_test(labels_that_look_like_ours_stay_text),
        cmocka_unit_test(every_character_of_ascii_is_a_label),
        cmocka_unit_test(a_label_may_be_very_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
