/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result document: read(write(d)) = d byte for byte, its shape is that of the interface, its schema says so, and what
 * is no result is refused with the place of what is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "json.h"
#include "report_kit.h"
#include "sample_document.h"

static exq_result *make(const char *name)
{
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        if (strcmp(sample->name, name) == 0)
            return sample->make();
    }
    fail_msg("no sample %s", name);
    return NULL;
}

static void reads_what_it_wrote(void **state)
{
    (void)state;
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer written = kit_json(result);
        exq_result *again = NULL;
        exq_error error = {.status = EXQ_OK};
        if (exq_result_parse(written.bytes, written.length, sample->name, &again, &error) != EXQ_OK)
            fail_msg("%s", error.message);
        exq_buffer rewritten = kit_json(again);
        assert_string_equal(rewritten.bytes, written.bytes);
        assert_int_equal(rewritten.length, written.length);
        exq_result_free(result);
        exq_result_free(again);
        exq_buffer_free(&written);
        exq_buffer_free(&rewritten);
    }
}

/* Every renderer makes of a result that was read what it makes of the one that was written. */
static void renders_what_it_read(void **state)
{
    (void)state;
    static const char *const formats[] = {"csv", "json", "text"};
    exq_render_options options = kit_options();
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        exq_buffer written = kit_json(result);
        exq_result *again = NULL;
        assert_int_equal(exq_result_parse(written.bytes, written.length, "r", &again, NULL), EXQ_OK);
        for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
            exq_buffer first = kit_render(result, formats[i], &options);
            exq_buffer second = kit_render(again, formats[i], &options);
            assert_string_equal(first.bytes, second.bytes);
            exq_buffer_free(&first);
            exq_buffer_free(&second);
        }
        exq_result_free(result);
        exq_result_free(again);
        exq_buffer_free(&written);
    }
}

/* -------------------------------------------------------------------------------------------------- shape */

static void assert_keys(const exq_json *object, const char *expected)
{
    exq_buffer keys = EXQ_BUFFER_INIT;
    for (const exq_json *child = exq_json_first(object); child != NULL; child = exq_json_next(child))
        exq_buffer_format(&keys, "%s%s", keys.length > 0 ? " " : "", exq_json_key(child));
    assert_string_equal(keys.bytes, expected);
    exq_buffer_free(&keys);
}

static const exq_json *element(const exq_json *array, size_t index)
{
    const exq_json *child = exq_json_first(array);
    while (index-- > 0)
        child = exq_json_next(child);
    return child;
}

static exq_json *document_of(const char *sample)
{
    exq_result *result = make(sample);
    exq_buffer text = kit_json(result);
    exq_json *document = NULL;
    assert_int_equal(exq_json_parse(text.bytes, text.length, sample, &document, NULL), EXQ_OK);
    exq_result_free(result);
    exq_buffer_free(&text);
    return document;
}

static void has_the_keys_of_the_interface(void **state)
{
    (void)state;
    exq_json *document = document_of("compas");
    assert_keys(
        document,
        "schema tool outcome data questions search findings versions catalogue checks waivers conventions privacy "
        "uncertainty provenance");
    assert_keys(exq_json_get(document, "tool"), "name version");
    assert_keys(exq_json_get(document, "data"),
                "rows_read rows_used rows_excluded cover sources references events as_of warnings");
    const exq_json *question = element(exq_json_get(document, "questions"), 0);
    assert_keys(question,
                "side by given class reference lead_rate groups overall disparities strata adjusted adjusted_means "
                "tests between_group_variance worst missing sensitivity series curves");
    const exq_json *group = element(exq_json_get(question, "groups"), 0);
    assert_keys(group, "levels n withheld why cells rates measures users_without_truth "
                       "users_without_recommendations items events");
    assert_keys(exq_json_get(group, "cells"), "tp fp fn tn unlabelled");
    assert_keys(exq_json_get(exq_json_get(group, "cells"), "unlabelled"), "selected rejected");
    assert_keys(exq_json_get(exq_json_get(group, "rates"), "precision"),
                "value num den lo hi range_why method deff shrunken shrunken_why why");
    assert_keys(exq_json_get(exq_json_get(group, "measures"), "f1"),
                "value n se lo hi range_why method certain fair_random why");
    const exq_json *row = element(exq_json_get(question, "disparities"), 0);
    assert_keys(
        row, "metric of value lo hi lo_alone hi_alone lo_why hi_why range_why method group reference "
             "reference_is difference direction p log10_p p_adjusted p_method p_why other_tests "
             "shrunken shrunken_why parity_null takes detectable detectable_why flips people certain fair_random why");
    assert_keys(exq_json_get(row, "people"), "per_100 shortfall swapped expected step k n reference_k "
                                             "reference_n");
    exq_json_free(document);
}

static void withholds_everything_of_a_group(void **state)
{
    (void)state;
    exq_json *document = document_of("rich");
    const exq_json *groups = exq_json_get(element(exq_json_get(document, "questions"), 0), "groups");
    const exq_json *group = element(groups, 3);
    assert_true(exq_json_is_true(exq_json_get(group, "withheld")));
    assert_string_equal(exq_json_to_string(exq_json_get(group, "why")), "below_min_cell");
    assert_string_equal(exq_json_to_string(exq_json_get(exq_json_get(group, "levels"), "race")), "Pacific");
    assert_int_equal(exq_json_kind_of(exq_json_get(group, "n")), EXQ_JSON_NULL);
    assert_int_equal(exq_json_kind_of(exq_json_get(group, "cells")), EXQ_JSON_NULL);
    assert_int_equal(exq_json_size(exq_json_get(group, "rates")), 0);
    assert_int_equal(exq_json_size(exq_json_get(group, "measures")), 0);
    const exq_json *missing = exq_json_get(element(groups, 6), "levels");
    assert_int_equal(exq_json_kind_of(exq_json_get(missing, "race")), EXQ_JSON_NULL);
    exq_json_free(document);

    document = document_of("bare");
    groups = exq_json_get(element(exq_json_get(document, "questions"), 0), "groups");
    assert_keys(exq_json_get(element(groups, 0), "cells"), "selected rejected");
    exq_json_free(document);
}

/* ------------------------------------------------------------------------------------------------- refuse */

typedef struct edit {
    const char *from, *to; /* the first occurrence of `from` becomes `to` */
    exq_status status;
    const char *message;
} edit;

static const edit edits[] = {
    {"exaequo.result/1",              "exaequo.result/2",                       EXQ_INCONSISTENT, "r.json: this is no result of the format"                       },
    {"\"rows_read\": 7214",           "\"rows_read\": \"7214\"",                EXQ_MALFORMED,
     "r.json: data.rows_read: expected a whole number from 0, found a text"                                                                                       },
    {"\"rows_read\": 7214",           "\"rows_read\": -1",                      EXQ_MALFORMED,    "data.rows_read: expected a whole number from 0"                },
    {"\"rows_read\": 7214",           "\"rows_read\": 1.5",                     EXQ_MALFORMED,    "data.rows_read: expected a whole number from 0"                },
    {"\"rows_read\": 7214",           "\"rows_read\": 18446744073709551615",    EXQ_MALFORMED,    "from 0 to 2^63 - 1"                                            },
    {"\"rows_read\"",                 "\"rows_red\"",                           EXQ_MALFORMED,    "data.rows_red: this key is not known here"                     },
    {"\"rows_read\": 7214,",          "\"rows_read\": 7214, \"rows\": 1,",      EXQ_MALFORMED,    "data.rows: this key is not known"                              },
    {"\"rows_read\": 7214,",          "\"rows_read\": 7214, \"rows_read\": 1,", EXQ_MALFORMED,    "rows_read"                                                     },
    {"\"tool\": {",                   "\"tool\": [], \"tol\": {",               EXQ_MALFORMED,    "tool: expected an object, found an array"                      },
    {"\"outcome\": \"none\",",        "",                                       EXQ_MALFORMED,    "outcome: this key is missing"                                  },
    {"\"outcome\": \"none\"",         "\"outcome\": \"perhaps\"",               EXQ_MALFORMED,    "outcome: this text is none of those"                           },
    {"\"outcome\": \"none\"",         "\"outcome\": null",                      EXQ_MALFORMED,    "outcome: expected a text, found null"                          },
    {"\"withheld\": false",           "\"withheld\": 0",                        EXQ_MALFORMED,
     "questions[0].groups[0].withheld: expected true or false, found a number"                                                                                    },
    {"\"tp\":",                       "\"pt\":",                                EXQ_MALFORMED,    "questions[0].groups[0].cells: this object has none of the keys"},
    {"\"num\":",                      "\"value2\":",                            EXQ_MALFORMED,
     "questions[0].groups[0].rates.selection_rate.value2: this key is not known here"                                                                             },
    {"\"per_100\": [59, 35]",         "\"per_100\": [59]",                      EXQ_MALFORMED,
     "disparities[0].people.per_100: expected an array of"                                                                                                        },
    {"\"per_100\": [59, 35]",         "\"per_100\": [59, null]",                EXQ_MALFORMED,    "per_100: expected a number, found null"                        },
    {"\"checks\": []",                "\"checks\": [1]",                        EXQ_MALFORMED,    "checks[0]: expected an object, found a number"                 },
    {"\"catalogue\": {}",             "\"catalogue\": []",                      EXQ_MALFORMED,    "catalogue: expected an object, found an array"                 },
    {"\"question\": 0",               "\"question\": 1",                        EXQ_MALFORMED,    "findings[0]: it points to something that is not there"         },
    {"\"group\": [0, 1, 2, 3, 4, 5]", "\"group\": [0, 1, 2, 3, 4, 6]",          EXQ_MALFORMED,    "series of questions[0]"                                        },
    {"\"group\": [0, 1, 2, 3, 4, 5]", "\"group\": [0]",                         EXQ_MALFORMED,
     "questions[0].series[0].group: expected as many elements as the array before it"                                                                             },
    {"\"group\": [0, 1, 2, 3, 4, 5]", "\"group\": []",                          EXQ_MALFORMED,    "series[0].group: expected as many elements"                    },
    {"\"level\": 0.95",               "\"level\": 1e999",                       EXQ_MALFORMED,    "this number is beyond"                                         },
    {"{",                             "[{",                                     EXQ_MALFORMED,    "r.json"                                                        },
};

/* Of a document with the lines of a score. */
static const edit edits_of_lines[] = {
    {"\"operating\": 6",               "\"operating\": 11",              EXQ_MALFORMED,
     "curves of questions[0]: it points to something that is not there"                                                                                 },
    {"\"group\": 0,\n          \"x\"", "\"group\": 2,\n          \"x\"", EXQ_MALFORMED, "curves of questions[0]"                                        },
    {"\"at\": [null, ",                "\"at\": [",                      EXQ_MALFORMED, "curves[0].at: expected as many elements as the array before it"},
    {"\"certain\": {",                 "\"certain\": {\"middle\": 1, ",  EXQ_MALFORMED,
     "measures.auc.certain.middle: this key is not known"                                                                                               },
};

static void refuses(const char *sample, const edit *made, size_t count)
{
    exq_result *result = make(sample);
    exq_buffer text = kit_json(result);
    for (size_t i = 0; i < count; i++) {
        const char *at = strstr(text.bytes, made[i].from);
        if (at == NULL)
            fail_msg("the sample does not hold %s", made[i].from);
        exq_buffer edited = EXQ_BUFFER_INIT;
        exq_buffer_append(&edited, text.bytes, (size_t)(at - text.bytes));
        exq_buffer_string(&edited, made[i].to);
        exq_buffer_string(&edited, at + strlen(made[i].from));
        exq_result *read = NULL;
        exq_error error = {.status = EXQ_OK};
        assert_int_equal(exq_result_parse(edited.bytes, edited.length, "r.json", &read, &error), made[i].status);
        assert_int_equal(error.status, made[i].status);
        if (strstr(error.message, made[i].message) == NULL)
            fail_msg("'%s' does not say '%s'", error.message, made[i].message);
        exq_buffer_free(&edited);
    }
    exq_result_free(result);
    exq_buffer_free(&text);
}

static void refuses_what_is_no_result(void **state)
{
    (void)state;
    refuses("compas", edits, sizeof edits / sizeof edits[0]);
    refuses("scored", edits_of_lines, sizeof edits_of_lines / sizeof edits_of_lines[0]);
}

/* What a later version may add: keys that may be null, lists, maps. Without them a result is the same with null there. */
static const struct {
    const char *sample, *key;
} added[] = {
    {"bare",   "\"versions\": null,"},
    {"bare",   "\"search\": null,"  },
    {"bare",   "\"checks\": [],"    },
    {"bare",   "\"catalogue\": {}," },
    {"bare",   "\"as_of\": null,"   },
    {"compas", "\"certain\": null," },
    {"gate",   "\"cutoffs\": null," },
    {"scored", "\"n\": null,"       },
};

static void reads_results_from_before_a_key_was_added(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof added / sizeof added[0]; i++) {
        exq_result *result = make(added[i].sample);
        exq_buffer text = kit_json(result);
        const char *at = strstr(text.bytes, added[i].key);
        if (at == NULL)
            fail_msg("the sample does not hold %s", added[i].key);
        exq_buffer kept = EXQ_BUFFER_INIT;
        exq_buffer_append(&kept, text.bytes, (size_t)(at - text.bytes));
        exq_buffer_string(&kept, at + strlen(added[i].key));
        exq_result *read = NULL;
        assert_int_equal(exq_result_parse(kept.bytes, kept.length, "kept.json", &read, NULL), EXQ_OK);
        exq_buffer again = kit_json(read);
        assert_string_equal(again.bytes, text.bytes);
        exq_buffer_free(&again);
        exq_buffer_free(&kept);
        exq_buffer_free(&text);
        exq_result_free(read);
        exq_result_free(result);
    }
}

/* A file cut short is never a result; a damaged one is refused or is a result that every renderer can take. */
static void survives_damage(void **state)
{
    (void)state;
    exq_render_options options = kit_options();
    exq_result *result = make("bare");
    exq_buffer text = kit_json(result);
    for (size_t length = 0; length + 1 < text.length; length += 7) {
        exq_result *read = NULL;
        assert_int_equal(exq_result_parse(text.bytes, length, "cut", &read, NULL), EXQ_MALFORMED);
    }
    uint32_t seed = 1;
    for (size_t round = 0; round < 3000; round++) {
        seed = seed * 1664525u + 1013904223u;
        size_t at = (seed >> 8) % text.length;
        char kept = text.bytes[at];
        text.bytes[at] = "0\"{}[],:-nx\\\t9e.\xff"[(seed >> 4) % 17];
        exq_result *read = NULL;
        exq_status status = exq_result_parse(text.bytes, text.length, "damaged", &read, NULL);
        assert_true(status == EXQ_OK || status == EXQ_MALFORMED || status == EXQ_INCONSISTENT);
        if (status == EXQ_OK) {
            exq_buffer shown = kit_render(read, "text", &options);
            exq_buffer_free(&shown);
            exq_result_free(read);
        }
        text.bytes[at] = kept;
    }
    exq_result_free(result);
    exq_buffer_free(&text);
}

/* ------------------------------------------------------------------------------------------------- schema */

static bool collect(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static bool refuse(void *payload, const char *bytes, size_t length)
{
    (void)payload;
    (void)bytes;
    (void)length;
    return false;
}

static exq_buffer schema(void)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    assert_int_equal(exq_result_schema(collect, &text, NULL), EXQ_OK);
    return text;
}

static void schema_in_the_tree_is_the_one_made_now(void **state)
{
    (void)state;
    exq_buffer text = schema();
    kit_golden("docs/result.schema.json", &text);
    exq_buffer_free(&text);
    exq_error error = {.status = EXQ_OK};
    assert_int_equal(exq_result_schema(refuse, NULL, &error), EXQ_IO);
}

static void schema_takes_results_and_nothing_else(void **state)
{
    (void)state;
    char folder[KIT_PATH_SIZE];
    char name[64];
    kit_folder_new(folder);
    exq_buffer text = schema();
    kit_file_write(folder, "schema.json", &text);
    exq_buffer_free(&text);
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        text = kit_json(result);
        snprintf(name, sizeof name, "ok_%s.json", sample->name);
        kit_file_write(folder, name, &text);
        exq_result_free(result);
        exq_buffer_free(&text);
    }
    static const char *const bad[] = {"{}", "[]", "{\"schema\": \"exaequo.result/1\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        exq_buffer_string(&text, bad[i]);
        snprintf(name, sizeof name, "bad_%zu.json", i);
        kit_file_write(folder, name, &text);
        exq_buffer_free(&text);
    }
    kit_python("check_schema.py", folder);
}

/* --------------------------------------------------------------------------------------------------- exit */

static void says_the_exit_code(void **state)
{
    (void)state;
    exq_result *result = make("bare");
    assert_int_equal(exq_result_exit_code(result), 0);
    assert_string_equal(exq_result_exit_reason(result), "exit 0: nothing was asked, so nothing was missed");
    exq_result_free(result);
    result = make("gate");
    assert_int_equal(exq_result_exit_code(result), 1);
    assert_string_equal(exq_result_exit_reason(result), "exit 1: a check is missed");
    exq_result_free(result);
    exq_result_free(NULL);
}

/* The outcome and the exit code of one check, by its verdict, what each does, and whether a group is withheld. */
static void checks_say_how_a_program_ends(void **state)
{
    (void)state;
    static const struct {
        const char *verdict, *missed, *unsure, *not_computed, *withheld;
        exq_count shown; /* of 3 */
        const char *outcome;
        int code;
    } table[] = {
        {"met",          "fail", "warn", "fail", "warn", 3, "pass",         0},
        {"met",          "fail", "warn", "fail", "warn", 2, "inconclusive", 0},
        {"met",          "fail", "warn", "fail", "fail", 2, "inconclusive", 4},
        {"missed",       "fail", "warn", "fail", "warn", 3, "fail",         1},
        {"missed",       "warn", "warn", "fail", "warn", 3, "inconclusive", 0},
        {"missed",       "fail", "warn", "fail", "fail", 2, "fail",         1},
        {"missed",       "warn", "warn", "fail", "fail", 2, "inconclusive", 4},
        {"not_settled",  "fail", "warn", "fail", "warn", 3, "inconclusive", 0},
        {"not_settled",  "fail", "fail", "fail", "warn", 3, "inconclusive", 4},
        {"not_computed", "fail", "warn", "fail", "warn", 3, "inconclusive", 4},
        {"not_computed", "fail", "warn", "warn", "warn", 3, "inconclusive", 0},
        {"waived",       "fail", "fail", "fail", "warn", 3, "inconclusive", 0},
        {"unheard of",   "warn", "warn", "warn", "warn", 3, "inconclusive", 4},
        {NULL,           "warn", "warn", "warn", "warn", 3, "inconclusive", 4},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const exq_doc_check check = {
            .verdict = table[i].verdict,
            .has_compared = true,
            .compared = {3, table[i].shown},
            .if_missed = table[i].missed,
            .if_unsure = table[i].unsure,
            .if_not_computed = table[i].not_computed,
            .if_withheld = table[i].withheld
        };
        if (exq_check_exit_code(&check) != table[i].code ||
            strcmp(exq_checks_outcome(&check, 1), table[i].outcome) != 0)
            fail_msg("row %zu: %s, exit %d", i, exq_checks_outcome(&check, 1), exq_check_exit_code(&check));
    }
    assert_string_equal(exq_checks_outcome(NULL, 0), "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_wrote),
        cmocka_unit_test(renders_what_it_read),
        cmocka_unit_test(has_the_keys_of_the_interface),
        cmocka_unit_test(withholds_everything_of_a_group),
        cmocka_unit_test(refuses_what_is_no_result),
        cmocka_unit_test(reads_results_from_before_a_key_was_added),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(schema_in_the_tree_is_the_one_made_now),
        cmocka_unit_test(schema_takes_results_and_nothing_else),
        cmocka_unit_test(says_the_exit_code),
        cmocka_unit_test(checks_say_how_a_program_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
