/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the page says of its policy: what the audit is for, the rules it extends with their dates, and who answered the
 * questions of ethics. Nobody having answered is said too, and a text of the policy is never markup.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "arena.h"
#include "page_kit.h"
#include "sample_document.h"

#define REASON "They were asked, and 9 of 10 said so in writing."

/* The page of a plain result with this policy behind it; left until the next call, NULL frees the last. */
static const char *page_with(const exq_doc_about *about, const exq_doc_preset *presets, size_t preset_count,
                             const exq_doc_answer *answers, size_t answer_count)
{
    static exq_buffer page;
    exq_buffer_free(&page);
    if (about == NULL)
        return NULL;
    exq_result *plain = exq_sample_of_label("a");
    exq_document document = *exq_result_document(plain);
    document.about = *about;
    document.presets = presets;
    document.preset_count = preset_count;
    document.ethics = answers;
    document.ethics_count = answer_count;
    exq_result *result = exq_result_new(exq_arena_new(), &document);
    assert_non_null(result);
    page = page_render(result, NULL);
    (void)page_check(&page);
    exq_result_free(result);
    exq_result_free(plain);
    return page.bytes;
}

/* What the page says from one text to another. */
static const char *part(const char *page, const char *from, const char *to, char *out, size_t size)
{
    const char *start = strstr(page, from), *end = start != NULL ? strstr(start, to) : NULL;
    if (end == NULL || (size_t)(end - start) >= size)
        fail_msg("no part from %s to %s", from, to);
    memcpy(out, start, (size_t)(end - start));
    out[end - start] = '\0';
    return out;
}

static void assert_says(const char *page, const char *text, bool expected)
{
    if ((strstr(page, text) != NULL) != expected)
        fail_msg("the page %s: %s", expected ? "does not say" : "says", text);
}

static void the_audit_is_told_or_nothing_of_it(void **state)
{
    (void)state;
    const char *page = page_with(&(exq_doc_about){"Weekly <jobs>", NULL, "Are jobs shown alike?"}, NULL, 0, NULL, 0);
    assert_says(page, "<h3>What the audit is for</h3>", true);
    assert_says(page, "<dd>Weekly &lt;jobs&gt;</dd>", true);
    assert_says(page, "<dd>Are jobs shown alike?</dd>", true);
    assert_says(page, "Who answers for it", false);
    page = page_with(&(exq_doc_about){0}, NULL, 0, NULL, 0);
    assert_says(page, "What the audit is for", false);
    assert_says(page, "Rules that were extended", false);
}

static void rules_have_dates_and_sources(void **state)
{
    (void)state;
    static const char *const sources[] = {"29 CFR 1607.4 (D)", "Questions & Answers"};
    const exq_doc_preset presets[] = {
        {"four-fifths", "advisory", "2026-11-01", "2027-05-01", "A rule of thumb.", sources, 2, true, false},
        {"nyc-ll144", "in force", "2025-01-01", "2025-07-01", "It sets no limit.", sources, 1, false, true},
    };
    const char *page = page_with(&(exq_doc_about){0}, presets, 2, NULL, 0);
    assert_says(page, "<h3>Rules that were extended</h3>", true);
    assert_says(page, "Preset four-fifths (advisory): law read on 2026-11-01, to be read again by 2027-05-01.", true);
    assert_says(page, "it was to be read again by 2025-07-01, so ask whether it still holds.", true);
    assert_says(page, "nyc-ll144 sets no pass mark", true);
    assert_says(page, "four-fifths sets no pass mark", false);
    assert_says(page, "<li>Questions &amp; Answers</li>", true);
    assert_says(page, "A rule of thumb.", true);
}

static void questions_of_ethics_are_answered_or_said_not_to_be(void **state)
{
    (void)state;
    const exq_doc_answer answers[] = {
        {"benefit", "yes", REASON, "board", "2026-10-01"},
        {"informed", "unsure", "Those before 2020 were not asked <again> & may not know.", "A. Person", "2026-10-02"},
        {"defensible", NULL, NULL, NULL, NULL},
    };
    char review[8192];
    const char *page = page_with(&(exq_doc_about){0}, NULL, 0, answers, 3);
    (void)part(page, "<section id=\"review\"", "class=\"signature\"", review, sizeof review);
    assert_says(review, "<dd>Yes</dd>", true);
    assert_says(review, "<dd>Unsure</dd>", true);
    assert_says(review, "<dd>" REASON "</dd>", true);
    assert_says(review, "not asked &lt;again&gt; &amp; may not know.", true);
    assert_says(review, "<dd>board</dd>", true);
    assert_says(review, "<dd>2026-10-02</dd>", true);
    const char *first = strstr(review, "Not reviewed");
    assert_non_null(first);
    assert_null(strstr(first + 1, "Not reviewed"));
    size_t asked = 0;
    page = page_with(&(exq_doc_about){0}, NULL, 0, NULL, 0);
    for (const char *at = part(page, "<section id=\"review\"", "class=\"signature\"", review, sizeof review);
         (at = strstr(at, "Not reviewed")) != NULL; at++)
        asked++;
    assert_int_equal(asked, 3);
}

static int forget(void **state)
{
    (void)state;
    (void)page_with(NULL, NULL, 0, NULL, 0);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_audit_is_told_or_nothing_of_it),
        cmocka_unit_test(rules_have_dates_and_sources),
        cmocka_unit_test(questions_of_ethics_are_answered_or_said_not_to_be),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
