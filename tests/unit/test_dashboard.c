/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dashboard: results in the order of their dates whatever order they are given in, verdicts in words and shapes, what is
 * not known never 0, and hostile texts only as text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "markup.h"
#include "report_kit.h"
#include "result.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char hostile[] = "a<script>alert(1)</script>\"'&`\x1b[31m\xe2\x80\xae";

static exq_doc_check check_of(const char *id, const char *verdict, double value)
{
    return (exq_doc_check){
        .id = id,
        .metric = "selection_rate_min_ratio",
        .limit = {">=", "0.80", NULL},
        .decide_on = "interval",
        .value = value,
        .lo = value - 0.05,
        .hi = value + 0.05,
        .margin = 0,
        .verdict = verdict,
        .to_settle = -1,
        .people = -1,
        .if_missed = "fail",
        .if_unsure = "warn",
        .if_not_computed = "fail",
        .if_withheld = "warn"
    };
}

/* Documents live as long as the test. */
static exq_result *result_of(const char *name, const char *as_of, const exq_doc_check *checks, size_t count,
                             const exq_doc_waiver *waivers, size_t waiver_count)
{
    exq_document document = {.schema = "exaequo.result/1",
                             .tool_name = "exaequo",
                             .tool_version = "1",
                             .outcome = "inconclusive",
                             .checks = checks,
                             .check_count = count,
                             .waivers = waivers,
                             .waiver_count = waiver_count};
    document.about.name = name;
    document.data.as_of = as_of;
    document.privacy.min_cell = 10;
    exq_arena *arena = exq_arena_new();
    assert_non_null(arena);
    exq_result *result = exq_result_new(arena, &document);
    assert_non_null(result);
    return result;
}

static bool receive(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static exq_buffer page_of(const exq_named_result *results, size_t count, const char *today)
{
    exq_buffer page = EXQ_BUFFER_INIT;
    exq_error error = {0};
    const exq_render_options options = {.language = "en"};
    if (exq_dashboard(results, count, today, &options, receive, &page, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return page;
}

static void says(const exq_buffer *page, const char *text)
{
    if (strstr(page->bytes, text) == NULL)
        fail_msg("the page does not say: %s", text);
}

static void says_not(const exq_buffer *page, const char *text)
{
    if (strstr(page->bytes, text) != NULL)
        fail_msg("the page says: %s", text);
}

static void results_stand_in_the_order_of_their_dates(void **state)
{
    (void)state;
    const exq_doc_check old[] = {check_of("four-fifths", "missed", 0.7)}, now[] = {check_of("four-fifths", "met", 0.9)};
    exq_result *first = result_of("Weekly", "2026-01-05", old, 1, NULL, 0),
               *second = result_of("Weekly", "2026-02-05", now, 1, NULL, 0);
    const exq_named_result forwards[] =
        {
            {first,  "b.json"},
            {second, "a.json"}
    },
                           backwards[] = {{second, "a.json"}, {first, "b.json"}};
    exq_buffer page = page_of(forwards, 2, NULL), again = page_of(backwards, 2, NULL);
    assert_int_equal(page.length, again.length);
    assert_memory_equal(page.bytes, again.bytes, page.length);
    says(&page, "2 audits, 2026-01-05 to 2026-02-05");
    const char *missed = strstr(page.bytes, "missed</span>"), *met = strstr(page.bytes, "met</span>");
    assert_true(missed != NULL && met != NULL && missed < met);
    says(&page, "1 of 1 checks met: four-fifths");
    says(&page, "not supplied");
    says_not(&page, "<script");
    exq_buffer_free(&page);
    exq_buffer_free(&again);
    exq_result_free(first);
    exq_result_free(second);
}

/* A check that an audit did not have was not asked; it neither passed nor failed. */
static void what_was_not_asked_is_said(void **state)
{
    (void)state;
    const exq_doc_check one[] = {check_of("old", "met", 0.9)}, other[] = {check_of("new", "not_settled", 0.8)};
    exq_result *first = result_of("Weekly", "2026-01-05", one, 1, NULL, 0),
               *second = result_of("Weekly", "2026-02-05", other, 1, NULL, 0);
    const exq_named_result results[] = {
        {first,  "a.json"},
        {second, "b.json"}
    };
    exq_buffer page = page_of(results, 2, NULL);
    says(&page, "not asked");
    says(&page, "The one check is not met.");
    exq_buffer_free(&page);
    exq_result_free(first);
    exq_result_free(second);
}

static void what_ends_is_listed_by_day(void **state)
{
    (void)state;
    const exq_doc_check checks[] = {check_of("four-fifths", "waived", 0.7)};
    const exq_doc_waiver waivers[] = {
        {.id = "W-2",
         .check = "four-fifths",
         .reason = "later",
         .approved_by = "board",
         .expires = "2027-05-01",
         .state = "in_force"},
        {.id = "W-1",
         .check = "four-fifths",
         .reason = "sooner",
         .approved_by = "board",
         .expires = "2026-12-01",
         .state = "in_force"},
    };
    exq_result *result = result_of("Weekly", "2026-01-05", checks, 1, waivers, COUNT(waivers));
    const exq_named_result results[] = {
        {result, "a.json"}
    };
    exq_buffer page = page_of(results, 1, NULL), later = page_of(results, 1, "2027-01-01");
    const char *sooner = strstr(page.bytes, "sooner"), *then = strstr(page.bytes, "later");
    assert_true(sooner != NULL && then != NULL && sooner < then);
    says_not(&page, "▲ ended");
    says(&later, "▲ ended");
    exq_buffer_free(&page);
    exq_buffer_free(&later);
    exq_result_free(result);
}

/* Whatever a policy, a file or a waiver is called. */
static void hostile_texts_are_only_text(void **state)
{
    (void)state;
    const exq_doc_check checks[] = {check_of(hostile, "missed", 0.7)};
    const exq_doc_waiver waivers[] = {
        {.id = hostile,
         .check = hostile,
         .reason = hostile,
         .approved_by = hostile,
         .ticket = hostile,
         .expires = "2027-05-01",
         .state = "unused"}
    };
    exq_result *result = result_of(hostile, hostile, checks, 1, waivers, 1);
    const exq_named_result results[] = {
        {result, hostile}
    };
    exq_buffer page = page_of(results, 1, NULL);
    says_not(&page, "<script");
    says_not(&page, "\x1b");
    says_not(&page, "\xe2\x80\xae");
    says(&page, "&lt;script&gt;");
    exq_buffer_free(&page);
    exq_result_free(result);
}

static void without_results_there_is_none(void **state)
{
    (void)state;
    exq_buffer page = EXQ_BUFFER_INIT;
    exq_error error = {0};
    const exq_render_options options = {.language = "en"};
    assert_int_equal(exq_dashboard(NULL, 0, NULL, &options, receive, &page, &error), EXQ_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_stand_in_the_order_of_their_dates),
        cmocka_unit_test(what_was_not_asked_is_said),
        cmocka_unit_test(what_ends_is_listed_by_day),
        cmocka_unit_test(hostile_texts_are_only_text),
        cmocka_unit_test(without_results_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
