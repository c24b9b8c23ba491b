/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page as a browser and a screen reader depend on it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "page_kit.h"

static const char doctype[] = "<!DOCTYPE html>\n";

static bool append(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

exq_buffer page_render(const exq_result *result, const char *gnuplot)
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

exq_markup_reader *page_reader(const exq_buffer *page)
{
    size_t skipped = sizeof doctype - 1;
    exq_markup_reader *reader = exq_markup_reader_new(page->bytes + skipped, page->length - skipped);
    assert_non_null(reader);
    return reader;
}

/* ----------------------------------------------------------------------------------------------- elements */

static void note_targets(page_tally *tally, const char *list)
{
    for (const char *at = list; *at != '\0';) {
        size_t length = strcspn(at, " ");
        exq_buffer_append(&tally->targets, at, length);
        exq_buffer_char(&tally->targets, '\n');
        at += length + strspn(at + length, " ");
    }
}

static void check_attribute(page_tally *tally, const char *element, const char *name, const char *value)
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

static void check_element(page_tally *tally, exq_markup_reader *reader)
{
    static const char *const allowed[] = {
        "html",   "head",    "meta",  "title",      "style",   "body",    "a",       "header", "main",   "nav",
        "footer", "p",       "div",   "section",    "h1",      "h2",      "h3",      "h4",     "ul",     "ol",
        "li",     "dl",      "dt",    "dd",         "span",    "details", "summary", "strong", "code",   "data",
        "table",  "caption", "thead", "tbody",      "tfoot",   "tr",      "th",      "td",     "figure", "svg",
        "desc",   "text",    "path",  "figcaption", "polygon", "pattern", "wbr"};
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
static void check_targets(const page_tally *tally)
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

page_tally page_check(const exq_buffer *page)
{
    page_tally tally = {0};
    exq_buffer_string(&tally.ids, "|");
    exq_markup_reader *reader = page_reader(page);
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

const char *page_gnuplot(void)
{
    return access("/usr/bin/gnuplot", X_OK) == 0 ? "/usr/bin/gnuplot" : NULL;
}
