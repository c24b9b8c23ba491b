/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole audit of COMPAS by decile: areas as scikit-learn has them, the same document when it is read again, and what other
 * cut-offs would do for a limit that is missed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "data_dir.h"
#include "report_kit.h"

/* What scikit-learn 1.9.1 says of each race (tests/oracle/scores_oracle.py). */
static const struct {
    const char *race;
    double auc;
} areas[] = {
    {"African-American", 0.6918343812595336},
    {"Asian",            0.857487922705314 },
    {"Caucasian",        0.6931462744050402},
    {"Hispanic",         0.6379257130693913},
    {"Native American",  0.85625           },
    {"Other",            0.6955349439171699},
};
enum { RACES = sizeof areas / sizeof areas[0] };

static exq_result *audit_compas(void)
{
    static const char *const race[] = {"race"};
    static char path[DATA_PATH_SIZE];
    const char *input = data_path("compas/compas-scores-two-years.noid.csv", path);
    const exq_grouping by = {race, 1};
    const exq_reference_choice reference = {"race", "Caucasian"};
    const exq_check checks[] = {
        {.metric = "false_positive_rate_ratio", .op = EXQ_AT_MOST, .limit = "1.25", .where = "--check"},
        {.metric = "auc_max_difference",        .op = EXQ_AT_MOST, .limit = "0.05", .where = "--check"},
    };
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.score = "decile_score#1";
    request.threshold = "5";
    request.label = "two_year_recid";
    request.by = &by;
    request.by_count = 1;
    request.references = &reference;
    request.reference_count = 1;
    request.checks = checks;
    request.check_count = 2;
    exq_result *result = NULL;
    exq_error error = {.status = EXQ_OK};
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

static const exq_doc_measure *measure_of(const exq_doc_group *group, const char *id)
{
    for (size_t i = 0; i < group->measure_count; i++)
        if (strcmp(group->measures[i].id, id) == 0)
            return &group->measures[i];
    fail_msg("no %s", id);
    return NULL;
}

static void areas_are_those_of_scikit(void **state)
{
    (void)state;
    data_need("compas");
    exq_result *result = audit_compas();
    const exq_doc_question *question = &exq_result_document(result)->questions[0];
    assert_int_equal(question->group_count, RACES);
    for (size_t g = 0; g < RACES; g++) {
        const exq_doc_measure *auc = measure_of(&question->groups[g], "auc");
        assert_string_equal(question->groups[g].levels.items[0].level, areas[g].race);
        assert_true(fabs(auc->value - areas[g].auc) < 1e-14);
        assert_true(auc->lo < auc->value && auc->value < auc->hi && !auc->has_certain);
        assert_int_equal(auc->n, question->groups[g].n);
        assert_string_equal(measure_of(&question->groups[g], "brier")->why, "not_chances");
    }
    exq_result_free(result);
}

static void limits_are_answered(void **state)
{
    (void)state;
    data_need("compas");
    exq_result *result = audit_compas();
    const exq_document *document = exq_result_document(result);
    const exq_doc_check *rates = &document->checks[0], *order = &document->checks[1];
    assert_string_equal(rates->verdict, "missed");
    assert_true(rates->has_cutoffs && rates->cutoffs.in_use == 5 && rates->cutoffs.from == 2 &&
                rates->cutoffs.to == 10);
    assert_int_equal(rates->cutoffs.meeting, 0);
    assert_string_equal(order->verdict, "not_settled");
    assert_false(order->has_cutoffs);
    exq_result_free(result);
}

static void reads_what_it_wrote(void **state)
{
    (void)state;
    data_need("compas");
    exq_result *result = audit_compas(), *again = NULL;
    exq_buffer written = kit_json(result);
    assert_int_equal(exq_result_parse(written.bytes, written.length, "r", &again, NULL), EXQ_OK);
    exq_buffer rewritten = kit_json(again);
    assert_string_equal(rewritten.bytes, written.bytes);
    exq_buffer_free(&written);
    exq_buffer_free(&rewritten);
    exq_result_free(result);
    exq_result_free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_are_those_of_scikit),
        cmocka_unit_test(limits_are_answered),
        cmocka_unit_test(reads_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
