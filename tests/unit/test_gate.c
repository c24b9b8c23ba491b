/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A gate on well-known data, from rows to words: the false positive rates of COMPAS against a limit of 1.25.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_kit.h"
#include "report_kit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const exq_word words[] = {
    {"people",   "defendants"               },
    {"positive", "reoffended"               },
    {"negative", "did not reoffend"         },
    {"selected", "rated medium or high risk"}
};

static exq_result *gate(const char *const *checks, size_t count)
{
    static const char *const columns[] = {"race"}, *const favourable[] = {"medium or high"},
                             *const positive[] = {"yes"};
    const exq_grouping by = {columns, 1};
    const exq_reference_choice reference = {"race", "Caucasian"};
    const char *source = getenv("EXAEQUO_SOURCE");
    char path[4096], texts[4][128];
    exq_check parsed[4];
    exq_error error = {0};
    snprintf(path, sizeof path, "%s/fixtures/compas_counts.csv", source != NULL ? source : ".");
    for (size_t i = 0; i < count; i++) {
        snprintf(texts[i], sizeof texts[i], "%s", checks[i]);
        assert_int_equal(exq_check_parse(texts[i], &parsed[i], &error), EXQ_OK);
    }
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = (const char *const[]){path};
    request.input_count = 1;
    request.counts = "defendants";
    request.decision = "rated";
    request.favourable = favourable;
    request.favourable_count = 1;
    request.label = "reoffended";
    request.positive = positive;
    request.positive_count = 1;
    request.by = &by;
    request.by_count = 1;
    request.references = &reference;
    request.reference_count = 1;
    request.selected_is = EXQ_SELECTED_BAD;
    request.words = words;
    request.word_count = COUNT(words);
    request.min_cell = 1;
    request.replicates = 0;
    request.checks = parsed;
    request.check_count = count;
    exq_result *result = NULL;
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

static const char *const limit[] = {"false_positive_rate_ratio <= 1.25 by race", "disparate_impact >= 0.80",
                                    "selection_rate >= 0.01"};

static void compas_misses(void **state)
{
    (void)state;
    exq_result *result = gate(limit, 1);
    const exq_document *document = exq_result_document(result);
    const exq_doc_check *check = &document->checks[0];
    assert_int_equal(document->check_count, 1);
    assert_string_equal(document->outcome, "fail");
    assert_int_equal(exq_result_exit_code(result), 1);
    assert_string_equal(check->verdict, "missed");
    assert_string_equal(check->difference, "shown");
    assert_string_equal(check->group.items[0].level, "African-American");
    kit_near(check->value, 805.0 / 1795 / (349.0 / 1488), 1e-12);
    size_t met = 0, unsettled = 0;
    for (size_t i = 0; i < check->row_count; i++) {
        met += strcmp(check->rows[i].verdict, "met") == 0;
        unsettled += strcmp(check->rows[i].verdict, "not_settled") == 0;
        /* the range that decides is the range that is printed */
        const exq_doc_disparity *row =
            kit_disparity(result, "false_positive_rate_ratio", check->rows[i].group.items[0].level);
        assert_true(row->lo == check->rows[i].lo && row->hi == check->rows[i].hi);
        if (strcmp(check->rows[i].verdict, "missed") == 0) {
            assert_string_equal(check->rows[i].change, "fewer");
            assert_int_equal(check->rows[i].change_people, 279);
        }
    }
    assert_int_equal(met, 2);       /* Hispanic, Other */
    assert_int_equal(unsettled, 2); /* Asian, Native American */
    exq_result_free(result);
}

static void compas_in_words(void **state)
{
    (void)state;
    exq_result *result = gate(limit, 1);
    const exq_render_options options = kit_options();
    static const struct {
        const char *format, *path;
    } goldens[] = {
        {"text",  "tests/golden/gate_compas.txt"},
        {"md",    "tests/golden/gate_compas.md" },
        {"junit", "tests/golden/gate_compas.xml"}
    };
    for (size_t i = 0; i < COUNT(goldens); i++) {
        exq_buffer text = kit_render(result, goldens[i].format, &options);
        kit_golden(goldens[i].path, &text);
        exq_buffer_free(&text);
    }
    exq_result_free(result);
}

/* Another check beside it changes neither its range nor its verdict, nor anything else of the document. */
static void another_check_changes_nothing(void **state)
{
    (void)state;
    exq_result *one = gate(limit, 1), *three = gate(limit, 3);
    const exq_doc_check *alone = exq_result_document(one)->checks, *beside = exq_result_document(three)->checks;
    assert_int_equal(exq_result_document(three)->check_count, 3);
    assert_string_equal(alone->id, beside->id);
    assert_string_equal(alone->verdict, beside->verdict);
    assert_int_equal(alone->row_count, beside->row_count);
    for (size_t i = 0; i < alone->row_count; i++) {
        assert_true(alone->rows[i].lo == beside->rows[i].lo && alone->rows[i].hi == beside->rows[i].hi);
        assert_string_equal(alone->rows[i].verdict, beside->rows[i].verdict);
    }
    exq_buffer first = kit_json(one), second = kit_json(three);
    const char *checks = "\"checks\":";
    const char *end_one = strstr(first.bytes, checks), *end_three = strstr(second.bytes, checks);
    assert_true(end_one != NULL && end_three != NULL);
    const char *opening = strstr(first.bytes, "\"questions\""), *other = strstr(second.bytes, "\"questions\"");
    assert_int_equal(end_one - opening, end_three - other);
    assert_memory_equal(opening, other, (size_t)(end_one - opening));
    exq_buffer_free(&first);
    exq_buffer_free(&second);
    exq_result_free(one);
    exq_result_free(three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compas_misses),
        cmocka_unit_test(compas_in_words),
        cmocka_unit_test(another_check_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
