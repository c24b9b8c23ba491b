/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Policies: each mistake is refused with these words at that place, what is read is what was written, and what is said
 * beside a policy never loosens it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report_kit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static exq_policy *read_text(const char *text)
{
    exq_error error = {0};
    exq_policy *policy = NULL;
    if (exq_policy_read(text, strlen(text), "p.yaml", &policy, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return policy;
}

static void refused_with(const char *text, const char *message)
{
    exq_error error = {0};
    exq_policy *policy = NULL;
    assert_int_equal(exq_policy_read(text, strlen(text), "p.yaml", &policy, &error), EXQ_USAGE);
    assert_null(policy);
    assert_string_equal(error.message, message);
}

static void mistakes_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
#define REFUSED(text, message) {text, message},
#include "refused_policies.def"
#undef REFUSED
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        refused_with(rows[i].text, rows[i].message);
}

/* `depth` lists within each other, the policy itself being the first level. */
static exq_status read_nested(size_t depth, exq_error *error)
{
    char text[256] = "version: 1\ngiven: ";
    const size_t begin = strlen(text);
    memset(text + begin, '[', depth - 1);
    memset(text + begin + depth - 1, ']', depth - 1);
    exq_policy *policy = NULL;
    exq_status status = exq_policy_read(text, strlen(text), "p.yaml", &policy, error);
    exq_policy_free(policy);
    return status;
}

static void depth_ends_at_32(void **state)
{
    (void)state;
    exq_error error = {0};
    assert_int_equal(read_nested(32, &error), EXQ_USAGE);
    assert_null(strstr(error.message, "nested")); /* read, and then it does not fit */
    assert_int_equal(read_nested(33, &error), EXQ_USAGE);
    assert_non_null(strstr(error.message, "p.yaml:2:39: this is nested more than 32 deep."));
}

static void a_mebibyte_is_the_most(void **state)
{
    (void)state;
    static const char head[] = "version: 1\n#";
    const size_t most = 1024 * 1024;
    char *text = malloc(most + 1);
    assert_non_null(text);
    memset(text, 'x', most + 1);
    memcpy(text, head, sizeof head - 1);
    exq_error error = {0};
    exq_policy *policy = NULL;
    assert_int_equal(exq_policy_read(text, most, "p.yaml", &policy, &error), EXQ_OK);
    exq_policy_free(policy);
    assert_int_equal(exq_policy_read(text, most + 1, "p.yaml", &policy, &error), EXQ_USAGE);
    assert_string_equal(error.message, "p.yaml:1:1: a policy holds at most 1 MiB, and this is 1048577 bytes.");
    free(text);
}

/* ------------------------------------------------------------------------------------------------ as a request */

static const char full[] = "version: 1\n"
                           "extends: four-fifths\n"
                           "data:\n"
                           "  columns: {decision: hired, label: on}\n"
                           "  favourable: [no, 0.80]\n"
                           "  selected_is: good\n"
                           "groups:\n"
                           "  no: {reference: {level: yes}}\n"
                           "  age: {from: age_band, reference: best}\n"
                           "  both: {cross: [no, age]}\n"
                           "privacy: {min_cell: 20}\n"
                           "uncertainty: {level: 0.9}\n"
                           "words: {people: applicants}\n"
                           "checks:\n"
                           "  - {id: a, metric: disparate_impact, by: both, between: [.8, 1.25], if_unsure: fail}\n";

static void it_becomes_the_request(void **state)
{
    (void)state;
    exq_policy *policy = read_text(full);
    exq_request request = EXQ_REQUEST_INIT;
    const exq_check added = {.metric = "selection_rate_ratio", .op = EXQ_AT_LEAST, .limit = "0.5", .where = "--check"};
    request.min_cell = 0;
    request.checks = &added;
    request.check_count = 1;
    assert_int_equal(exq_policy_apply(policy, &request, NULL), EXQ_OK);
    assert_string_equal(request.decision, "hired");
    assert_string_equal(request.label, "on");
    assert_int_equal(request.favourable_count, 2);
    assert_string_equal(request.favourable[0], "no");
    assert_string_equal(request.favourable[1], "0.80");
    assert_int_equal(request.selected_is, EXQ_SELECTED_GOOD);
    assert_int_equal(request.min_cell, 20);
    assert_string_equal(request.level, "0.9");
    assert_int_equal(request.by_count, 3);
    assert_string_equal(request.by[2].columns[0], "no");
    assert_string_equal(request.by[2].columns[1], "age_band");
    assert_string_equal(request.references[0].level, "yes");
    assert_string_equal(request.references[1].level, "best");
    assert_string_equal(request.references[2].level, "largest");
    assert_int_equal(request.check_count, 3);
    assert_string_equal(request.checks[0].id, "four-fifths");
    assert_int_equal(request.checks[0].decide_on, EXQ_DECIDE_ON_POINT);
    assert_int_equal(request.checks[1].op, EXQ_WITHIN);
    assert_string_equal(request.checks[1].limit, ".8");
    assert_string_equal(request.checks[1].by, "no,age_band");
    assert_string_equal(request.checks[1].where, "p.yaml:15:5");
    assert_int_equal(request.checks[1].if_unsure, EXQ_CONSEQUENCE_FAIL);
    assert_string_equal(request.checks[2].where, "--check");
    assert_string_equal(request.policy_name, "p.yaml");
    assert_int_equal(strlen(request.policy_sha256), 64);
    exq_policy_free(policy);
}

/* What can be said beside it: one deviation each from a request that says nothing. */
static void nothing_loosens_it(void **state)
{
    (void)state;
    static const char *const hired[] = {"hired"}, *const same[] = {"no", "0.80"};
    static const exq_reference_choice everywhere = {NULL, "best"}, other = {"age_band", "largest"}, repeated = {"age_band", "best"};
    static const struct {
        exq_request request;
        exq_status status;
    } rows[] = {
        {{.decision = "hired"}, EXQ_OK},
        {{.decision = "other"}, EXQ_USAGE},
        {{.label = "other"}, EXQ_USAGE},
        {{.score = "score"}, EXQ_USAGE},
        {{.threshold = "1"}, EXQ_USAGE},
        {{.weight = "w"}, EXQ_USAGE},
        {{.unit = "w"}, EXQ_USAGE},
        {{.favourable = hired, .favourable_count = 1}, EXQ_USAGE},
        {{.favourable = same, .favourable_count = 2}, EXQ_OK},
        {{.positive = hired, .positive_count = 1}, EXQ_USAGE},
        {{.selected_is = EXQ_SELECTED_BAD}, EXQ_USAGE},
        {{.missing = EXQ_MISSING_DROP}, EXQ_USAGE},
        {{.min_cell = 19}, EXQ_USAGE},
        {{.min_cell = 21}, EXQ_OK},
        {{.level = "0.89"}, EXQ_USAGE},
        {{.level = "0.99"}, EXQ_OK},
        {{.max_excluded = "0.06"}, EXQ_USAGE},
        {{.max_excluded = "0.01"}, EXQ_OK},
        {{.ratio_interval = "katz"}, EXQ_USAGE},
        {{.ratio_interval = "koopman"}, EXQ_OK},
        {{.rate_interval = "jeffreys"}, EXQ_USAGE},
        {{.seed = 7}, EXQ_USAGE},
        {{.replicates = 10}, EXQ_USAGE},
        {{.classes = true}, EXQ_USAGE},
        {{.references = &everywhere, .reference_count = 1}, EXQ_USAGE},
        {{.references = &other, .reference_count = 1}, EXQ_USAGE},
        {{.references = &repeated, .reference_count = 1}, EXQ_OK},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        exq_policy *policy = read_text(full);
        const exq_request unsaid = EXQ_REQUEST_INIT;
        exq_request request = rows[i].request;
        exq_error error = {0};
        request.seed = request.seed != 0 ? request.seed : unsaid.seed;
        request.replicates = request.replicates != 0 ? request.replicates : unsaid.replicates;
        if (exq_policy_apply(policy, &request, &error) != rows[i].status)
            fail_msg("row %zu: %s", i, error.message);
        exq_policy_free(policy);
    }
}

static void presets_load(void **state)
{
    (void)state;
    exq_policy *policy = read_text("version: 1\nextends: [four-fifths, nyc-ll144]\ngroups: {sex: {}, race: {reference: largest}}\n");
    assert_int_equal(exq_policy_check_count(policy), 1);
    exq_request request = EXQ_REQUEST_INIT;
    assert_int_equal(exq_policy_apply(policy, &request, NULL), EXQ_OK);
    assert_string_equal(request.references[0].level, "best");
    assert_int_equal(request.by_count, 4);
    assert_string_equal(request.references[2].grouping, "sex,race_ethnicity");
    assert_string_equal(request.references[3].level, "largest");
    assert_int_equal(request.min_cell, 10); /* as it was said; the law's own is smaller */
    exq_policy_free(policy);
}

static bool receive(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static void the_table_is_published(void **state)
{
    (void)state;
    exq_buffer page = EXQ_BUFFER_INIT, schema = EXQ_BUFFER_INIT;
    assert_int_equal(exq_policy_page(receive, &page, NULL), EXQ_OK);
    kit_golden("docs/policy.md", &page);
    assert_int_equal(exq_policy_schema(receive, &schema, NULL), EXQ_OK);
    kit_golden("docs/policy.schema.json", &schema);
    exq_buffer_free(&page);
    exq_buffer_free(&schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_told),      cmocka_unit_test(depth_ends_at_32),
        cmocka_unit_test(a_mebibyte_is_the_most), cmocka_unit_test(it_becomes_the_request),
        cmocka_unit_test(nothing_loosens_it),     cmocka_unit_test(presets_load),
        cmocka_unit_test(the_table_is_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
