/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What holds for everything that weighs findings: the same bytes by every road, a reason for every number that is not
 * there, nothing of what is withheld, nothing of weighted people, and a document that satisfies its schema.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "json.h"
#include "report_kit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
enum { DRAWS = 99 }; /* of every bootstrap: their number is not what is tested */

static const kit_audit audits[] = {
#define AUDIT(...) {.replicates = DRAWS, __VA_ARGS__},
#include "weighed_audits.def"
#undef AUDIT
};

/* ----------------------------------------------------------------------------------------------------- one result */

/* The questions of a result, as text: what may depend on the data alone. */
static exq_buffer questions_of(const kit_audit *audit)
{
    exq_result *result = kit_audit_run(audit);
    exq_buffer text = kit_json(result);
    const char *start = strstr(text.bytes, "\"questions\""), *end = strstr(text.bytes, "\"catalogue\"");
    assert_true(start != NULL && end > start);
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_buffer_append(&out, start, (size_t)(end - start));
    exq_buffer_free(&text);
    exq_result_free(result);
    return out;
}

static void expect_same(const kit_audit *one, const kit_audit *other)
{
    exq_buffer a = questions_of(one), b = questions_of(other);
    assert_string_equal(a.bytes, b.bytes);
    exq_buffer_free(&a);
    exq_buffer_free(&b);
}

/* A row for each person of a file of counts, in the opposite order. */
static void write_rows(const char *folder, char *path, size_t size)
{
    exq_buffer rows = EXQ_BUFFER_INIT;
    char line[256], source[KIT_PATH_SIZE];
    snprintf(source, sizeof source, "%s/fixtures/selection_counts.csv", getenv("EXAEQUO_SOURCE"));
    FILE *file = fopen(source, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    char lines[64][64];
    int people[64];
    size_t count = 0;
    while (fgets(line, sizeof line, file) != NULL && count < COUNT(lines))
        if (sscanf(line, "%63[^\n]", lines[count]) == 1) {
            char *comma = strrchr(lines[count], ',');
            people[count] = atoi(comma + 1);
            *comma = '\0';
            count++;
        }
    fclose(file);
    exq_buffer_string(&rows, "sex,race,selected\n");
    while (count-- > 0)
        for (int i = 0; i < people[count]; i++)
            exq_buffer_format(&rows, "%s\n", lines[count]);
    kit_file_write(folder, "rows.csv", &rows);
    snprintf(path, size, "%s/rows.csv", folder);
    exq_buffer_free(&rows);
}

static void same_by_every_road(void **state)
{
    (void)state;
    char folder[KIT_PATH_SIZE], path[KIT_PATH_SIZE + 16];
    kit_folder_new(folder);
    write_rows(folder, path, sizeof path);
    kit_audit counts = {.file = "selection_counts.csv",
                        .decision = "selected",
                        .counts = "people",
                        .by = {"race"},
                        .given = "sex",
                        .min_cell = 5,
                        .replicates = DRAWS};
    kit_audit rows = counts;
    rows.file = path;
    rows.counts = NULL;
    expect_same(&counts, &rows);
    rows.threads = 2;
    expect_same(&counts, &rows);
    rows.threads = 16;
    expect_same(&counts, &rows);
    kit_folder_remove(folder);
}

static void seeds_change_draws_alone(void **state)
{
    (void)state;
    kit_audit audit = audits[0];
    exq_result *one = kit_audit_run(&audit);
    audit.seed = 2;
    exq_result *other = kit_audit_run(&audit);
    const exq_doc_disparity *a = kit_disparity(one, "disparate_impact", NULL);
    const exq_doc_disparity *b = kit_disparity(other, "disparate_impact", NULL);
    assert_true(a->parity_null.expected != b->parity_null.expected);
    assert_true(fabs(a->parity_null.expected - b->parity_null.expected) < .02);
    const exq_doc_question *x = kit_question(one), *y = kit_question(other);
    for (size_t i = 0; i < x->disparity_count; i++) {
        const exq_doc_disparity *p = &x->disparities[i], *q = &y->disparities[i];
        bool drawn = p->method != NULL && strncmp(p->method, "bootstrap", 9) == 0;
        assert_true(p->value == q->value || isnan(p->value));
        assert_true(p->has_parity_null || p->p == q->p || isnan(p->p) || strcmp(p->p_method, "parity_null") == 0);
        assert_true(drawn || p->lo == q->lo || isnan(p->lo));
    }
    exq_result_free(one);
    exq_result_free(other);
}

static void same_rows(const exq_doc_disparity *rows, const exq_doc_disparity *others, size_t count, size_t *dealt)
{
    for (size_t i = 0; i < count; i++) {
        assert_true(rows[i].p == others[i].p || (isnan(rows[i].p) && isnan(others[i].p)));
        assert_int_equal(rows[i].has_parity_null, others[i].has_parity_null);
        assert_int_equal(rows[i].parity_null.draws, others[i].parity_null.draws);
        *dealt += rows[i].has_parity_null && strcmp(rows[i].of, "selection_rate") != 0;
    }
}

/* What is shown is no part of the question: every rate is dealt out by itself, whoever looks. */
static void what_is_shown_changes_no_p(void **state)
{
    (void)state;
    kit_audit audit = audits[0];
    exq_result *plain = kit_audit_run(&audit);
    static const char *const metrics[] = {"false_positive_rate", "accuracy_cv"};
    for (size_t m = 0; m < COUNT(metrics); m++) {
        audit.metric = metrics[m];
        exq_result *shown = kit_audit_run(&audit);
        const exq_doc_question *x = kit_question(plain), *y = kit_question(shown);
        size_t dealt = 0;
        same_rows(x->disparities, y->disparities, x->disparity_count, &dealt);
        for (size_t s = 0; s < x->stratum_count; s++)
            same_rows(x->strata[s].disparities, y->strata[s].disparities, x->strata[s].disparity_count, &dealt);
        for (size_t t = 0; t < x->test_count; t++)
            assert_true(x->tests[t].p_permutation == y->tests[t].p_permutation || isnan(x->tests[t].p_permutation));
        assert_true(dealt > 20);
        exq_result_free(shown);
    }
    exq_result_free(plain);
}

/* ------------------------------------------------------------------------------------------------ why not a number */

/* Numbers that may be null, and the keys beside them of which one then says why. */
static const struct {
    const char *key;
    const char *reasons[4];
} numbers[] = {
    {"value",                             {"why"}                                  },
    {"lo",                                {"why", "range_why", "lo_why"}           },
    {"hi",                                {"why", "range_why", "hi_why"}           },
    {"lo_alone",                          {"why", "range_why", "lo_why"}           },
    {"hi_alone",                          {"why", "range_why", "hi_why"}           },
    {"p",                                 {"p_why", "why"}                         },
    {"log10_p",                           {"p_why", "why"}                         },
    {"p_adjusted",                        {"p_why"}                                },
    {"p_g",                               {"why"}                                  },
    {"p_permutation",                     {"p_permutation_why"}                    },
    {"p_corrected",                       {"why"}                                  },
    {"chi2",                              {"why"}                                  },
    {"chi2_corrected",                    {"why"}                                  },
    {"g",                                 {"why"}                                  },
    {"least_expected",                    {"why"}                                  },
    {"shrunken",                          {"shrunken_why"}                         },
    {"detectable",                        {"detectable_why"}                       },
    {"e_value",                           {"e_value_why"}                          },
    {"e_value_near",                      {"e_value_near_why"}                     },
    {"odds_ratio",                        {"odds_ratio_why"}                       },
    {"ratio",                             {"why"}                                  },
    {"gap",                               {"why"}                                  },
    {"composition",                       {"why"}                                  },
    {"rates",                             {"why"}                                  },
    {"composition_se",                    {"why"}                                  },
    {"rates_se",                          {"why"}                                  },
    {"conditional_demographic_disparity", {"conditional_demographic_disparity_why"}},
};

static bool gives_a_reason(const exq_json *object, const char *const reasons[4])
{
    for (size_t i = 0; i < 4 && reasons[i] != NULL; i++) {
        if (exq_json_to_string(exq_json_get(object, reasons[i])) != NULL)
            return true;
    }
    return false;
}

static void check_reasons(const exq_json *value, const char *file)
{
    for (size_t i = 0; exq_json_kind_of(value) == EXQ_JSON_OBJECT && i < COUNT(numbers); i++) {
        const exq_json *number = exq_json_get(value, numbers[i].key);
        if (number != NULL && exq_json_kind_of(number) == EXQ_JSON_NULL && !gives_a_reason(value, numbers[i].reasons)) {
            exq_buffer text = EXQ_BUFFER_INIT;
            assert_int_equal(exq_json_print(value, &text, NULL), EXQ_OK);
            fail_msg("%s: %s is null without a reason in %s", file, numbers[i].key, text.bytes);
        }
    }
    bool parent = exq_json_kind_of(value) == EXQ_JSON_OBJECT || exq_json_kind_of(value) == EXQ_JSON_ARRAY;
    for (const exq_json *child = parent ? exq_json_first(value) : NULL; child != NULL; child = exq_json_next(child))
        check_reasons(child, file);
}

static bool collect(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static void results_give_reasons_and_satisfy_the_schema(void **state)
{
    (void)state;
    char folder[KIT_PATH_SIZE], name[64];
    exq_buffer schema = EXQ_BUFFER_INIT;
    kit_folder_new(folder);
    assert_int_equal(exq_result_schema(collect, &schema, NULL), EXQ_OK);
    kit_file_write(folder, "schema.json", &schema);
    exq_buffer_free(&schema);
    for (size_t i = 0; i < COUNT(audits); i++) {
        exq_result *result = kit_audit_run(&audits[i]);
        exq_buffer text = kit_json(result);
        exq_json *json = NULL;
        assert_int_equal(exq_json_parse(text.bytes, text.length, audits[i].file, &json, NULL), EXQ_OK);
        check_reasons(json, audits[i].file);
        exq_json_free(json);
        snprintf(name, sizeof name, "ok_%zu.json", i);
        kit_file_write(folder, name, &text);
        exq_buffer_free(&text);
        exq_result_free(result);
    }
    kit_python("check_schema.py", folder);
}

/* ------------------------------------------------------------------------------------------- what must not be said */

static void withheld_people_leave_no_trace(void **state)
{
    (void)state;
    kit_audit audit = {.file = "hand_countable.csv", .decision = "hired", .by = {"team"}};
    exq_result *result = kit_audit_run(&audit);
    assert_int_equal(kit_question(result)->missing_count, 1);
    const exq_doc_missing *missing = &kit_question(result)->missing[0];
    assert_string_equal(missing->of, "selection_rate");
    assert_int_equal(missing->unknown, 2);
    assert_int_equal(missing->selected, 1);
    assert_int_equal(missing->group_count, 3);
    exq_result_free(result);

    audit.min_cell = 3; /* two people each are unknown and green */
    result = kit_audit_run(&audit);
    missing = &kit_question(result)->missing[0];
    assert_int_equal(missing->unknown, -1);
    assert_int_equal(missing->selected, -1);
    assert_int_equal(missing->group_count, 0);
    assert_true(isnan(missing->min_ratio.lo) && isnan(missing->max_difference.hi));
    assert_string_equal(missing->why, "below_min_cell");
    const exq_doc_question *question = kit_question(result);
    for (size_t i = 0; i < question->sensitivity_count; i++)
        for (size_t a = 0; a < question->sensitivity[i].alternative_count; a++)
            assert_string_not_equal(question->sensitivity[i].alternatives[a].choice, "missing");
    exq_result_free(result);
}

static void withheld_strata_are_left_out(void **state)
{
    (void)state;
    kit_audit audit = {.file = "berkeley_admissions.csv",
                       .decision = "admitted",
                       .counts = "people",
                       .by = {"sex"},
                       .given = "department",
                       .min_cell = 30};
    exq_result *result = kit_audit_run(&audit);
    const exq_doc_adjusted *women = kit_adjusted(result, "selection_rate", "women");
    assert_true(women->strata_withheld >= 1); /* 25 women asked for department B */
    assert_int_equal(women->strata_used + women->strata_withheld, 6);
    exq_result_free(result);
}

static void weighted_people_are_not_tested(void **state)
{
    (void)state;
    static const char table[] = "g,d,y,w\na,1,1,1\na,1,0,2\na,0,1,1.5\na,0,0,1\nb,1,1,1\nb,0,1,0.5\nb,0,0,1\nb,1,0,2\n";
    char folder[KIT_PATH_SIZE], path[KIT_PATH_SIZE + 16];
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, table);
    kit_folder_new(folder);
    kit_file_write(folder, "weighted.csv", &text);
    snprintf(path, sizeof path, "%s/weighted.csv", folder);
    kit_audit audit = {.file = path, .decision = "d", .label = "y", .weight = "w", .by = {"g"}, .replicates = DRAWS};
    exq_result *result = kit_audit_run(&audit);
    const exq_doc_question *question = kit_question(result);
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        assert_true(isnan(row->p) && isnan(row->p_adjusted) && isnan(row->shrunken) && isnan(row->detectable));
        assert_string_equal(row->p_why, "needs_unweighted");
        assert_string_equal(row->shrunken_why, "needs_unweighted");
        assert_string_equal(row->detectable_why, "needs_unweighted");
        assert_int_equal(row->flips, -1);
        assert_false(row->has_parity_null);
        assert_true(row->method == NULL || strncmp(row->method, "bootstrap", 9) != 0);
    }
    assert_string_equal(kit_disparity(result, "generalized_entropy_index", NULL)->range_why, "needs_unweighted");
    assert_string_equal(question->tests[0].why, "needs_unweighted");
    assert_string_equal(question->variances[0].why, "needs_unweighted");
    assert_string_equal(question->worst[0].why, "needs_unweighted");
    assert_int_equal(question->adjusted_count, 0);
    exq_result_free(result);
    kit_folder_remove(folder);
    exq_buffer_free(&text);
}

/* -------------------------------------------------------------------------------------------------- resampling */

static void resamples_what_has_no_interval(void **state)
{
    (void)state;
    kit_audit audit = audits[0];
    audit.given = NULL;
    audit.min_cell = 1;
    audit.replicates = 2000;
    exq_result *result = kit_audit_run(&audit);
    const exq_doc_disparity *row = kit_disparity(result, "generalized_entropy_index", NULL);
    assert_string_equal(row->method, "bootstrap_bca");
    assert_true(row->lo < row->value && row->value < row->hi && row->hi - row->lo < .05);
    assert_true(row->difference == NULL); /* it is above 0 whatever the groups are */
    row = kit_disparity(result, "selected_share_difference", "Asian");
    assert_true(isnan(row->lo) && row->lo_alone < row->value && row->value < row->hi_alone);
    assert_string_equal(row->range_why, "not_simultaneous");
    row = kit_disparity(result, "selection_rate_max_to_overall", NULL);
    assert_true(row->method == NULL); /* an extreme of all groups is never resampled */
    assert_string_equal(row->range_why, "no_interval");
    exq_result_free(result);
    audit.replicates = 0;
    result = kit_audit_run(&audit);
    row = kit_disparity(result, "generalized_entropy_index", NULL);
    assert_true(row->method == NULL);
    assert_string_equal(row->range_why, "no_interval");
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_by_every_road),
        cmocka_unit_test(seeds_change_draws_alone),
        cmocka_unit_test(what_is_shown_changes_no_p),
        cmocka_unit_test(results_give_reasons_and_satisfy_the_schema),
        cmocka_unit_test(withheld_people_leave_no_trace),
        cmocka_unit_test(withheld_strata_are_left_out),
        cmocka_unit_test(weighted_people_are_not_tested),
        cmocka_unit_test(resamples_what_has_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
