/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outputs that pipelines read, of a gate with every verdict and of one with more groups than are shown: each is
 * of its format, holds what its reader needs, and stays within what the reader takes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "check_cases.h"
#include "foreign_locale.h"
#include "report_kit.h"
#include "sample_document.h"
#include "sample_gate.h"

static const struct {
    const char *format, *ending;
} outputs[] = {
    {"sarif",       "sarif"  },
    {"github",      "github" },
    {"gitlab",      "gitlab" },
    {"openmetrics", "prom"   },
    {"md",          "md"     },
    {"junit",       "xml"    },
    {"comment",     "comment"}, /* last: it may be empty */
};
enum { OUTPUTS = sizeof outputs / sizeof outputs[0] };

/* Takes over the result. */
static void write_all(const char *folder, const char *name, exq_result *result)
{
    exq_render_options options = kit_options();
    for (size_t i = 0; i < OUTPUTS; i++) {
        char file[64];
        exq_buffer text = kit_render(result, outputs[i].format, &options);
        snprintf(file, sizeof file, "%s.%s", name, outputs[i].ending);
        if (text.length > 0 || i + 1 < OUTPUTS)
            kit_file_write(folder, file, &text);
        exq_buffer_free(&text);
    }
    exq_result_free(result);
}

static void of_their_formats(void **state)
{
    (void)state;
    char folder[KIT_PATH_SIZE];
    kit_folder_new(folder);
    write_all(folder, "gate", exq_sample_gate());
    write_all(folder, "many", exq_sample_gate_of_many(900));
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++)
        write_all(folder, sample->name, sample->make());
    kit_python("check_pipelines.py", folder);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

static void annotations_say_how_many_more(void **state)
{
    (void)state;
    exq_render_options options = kit_options();
    const struct {
        size_t groups, shown;
        const char *more;
    } cases[] = {
        {9,   9,  NULL              },
        {10,  10, NULL              },
        {11,  10, "::2 more like "  },
        {900, 10, "::891 more like "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        exq_result *result = exq_sample_gate_of_many(cases[i].groups);
        exq_buffer text = kit_render(result, "github", &options);
        assert_int_equal(count_of(text.bytes, "::error "), cases[i].shown);
        assert_int_equal(count_of(text.bytes, " more like "), cases[i].more != NULL);
        assert_true(cases[i].more == NULL || strstr(text.bytes, cases[i].more) != NULL);
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

/* What blocks comes before what only warns, and missed before what is not known. */
static void worst_first(void **state)
{
    (void)state;
    exq_result *result = exq_sample_gate();
    exq_cases cases;
    exq_error error = {0};
    assert_int_equal(exq_cases_of(exq_result_document(result), &cases, &error), EXQ_OK);
    for (size_t i = 1; i < cases.count; i++) {
        const exq_check_case *before = &cases.items[i - 1], *after = &cases.items[i];
        assert_true(before->blocks > after->blocks ||
                    (before->blocks == after->blocks && before->state <= after->state));
    }
    assert_true(cases.items[0].blocks && cases.items[0].state == EXQ_CHECK_MISSED);
    exq_cases_free(&cases);
    exq_result_free(result);
}

/* Fingerprints are of names: other numbers leave them, another group or check does not. */
static void known_again(void **state)
{
    (void)state;
    exq_doc_level group = {"sex", "female"};
    exq_doc_check_row rows[2] = {
        {.group = {&group, 1}, .verdict = "missed", .value = 0.5}
    };
    exq_doc_check check = {.id = "a", .verdict = "missed", .rows = rows, .row_count = 2};
    exq_check_case one = {.check = &check, .row = rows};
    char first[EXQ_FINGERPRINT_SIZE], second[EXQ_FINGERPRINT_SIZE];
    assert_true(exq_case_fingerprint(&one, first));
    rows[0].value = 0.7;
    rows[0].verdict = check.verdict = "not_settled";
    assert_true(exq_case_fingerprint(&one, second));
    assert_string_equal(first, second);
    const exq_doc_level others[] = {
        {"sex",    "male"  },
        {"sex",    NULL    },
        {"sex",    ""      },
        {"gender", "female"}
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        group = others[i];
        assert_true(exq_case_fingerprint(&one, second));
        assert_string_not_equal(first, second);
        memcpy(first, second, sizeof first);
    }
    check.id = "b";
    assert_true(exq_case_fingerprint(&one, second));
    assert_string_not_equal(first, second);
}

static void anchored_in_the_policy(void **state)
{
    (void)state;
    exq_document document = {.provenance.policy = "fairness.yaml"};
    exq_render_options options = {.policy_path = "audit/fairness.yaml"};
    const struct {
        const char *where;
        size_t line, column;
        bool known;
    } cases[] = {
        {"fairness.yaml:31:5",             31, 5, true },
        {"fairness.yaml:31",               31, 1, true },
        {"presets/four-fifths.yaml:12:5",  1,  1, false},
        {"--check",                        1,  1, false},
        {"fairness.yaml",                  1,  1, false},
        {"fairness.yaml:0:0",              1,  1, false},
        {"fairness.yaml:12345678901234:5", 1,  1, false},
        {":3",                             1,  1, false},
        {NULL,                             1,  1, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const exq_anchor anchor = exq_anchor_of(&document, &options, cases[i].where);
        assert_int_equal(anchor.line, cases[i].line);
        assert_int_equal(anchor.column, cases[i].column);
        assert_int_equal(anchor.known, cases[i].known);
        assert_string_equal(anchor.file, "audit/fairness.yaml");
    }
    options.policy_path = NULL;
    assert_string_equal(exq_anchor_of(&document, &options, NULL).file, "fairness.yaml");
    document.provenance.policy = NULL;
    assert_string_equal(exq_anchor_of(&document, &options, NULL).file, "data");
}

/* Nothing is missed: nobody is disturbed. */
static void no_comment_without_need(void **state)
{
    (void)state;
    exq_render_options options = kit_options();
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++) {
        exq_result *result = sample->make();
        bool missed = false;
        const exq_document *document = exq_result_document(result);
        for (size_t i = 0; i < document->check_count; i++)
            missed = missed || strcmp(document->checks[i].verdict, "missed") == 0;
        exq_buffer text = kit_render(result, "comment", &options);
        assert_int_equal(text.length > 0, missed);
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

static exq_buffer at_home[OUTPUTS];

static void render_abroad(void)
{
    exq_render_options options = kit_options();
    exq_result *result = exq_sample_gate();
    for (size_t i = 0; i < OUTPUTS; i++) {
        exq_buffer again = kit_render(result, outputs[i].format, &options);
        assert_string_equal(at_home[i].bytes, again.bytes);
        exq_buffer_free(&again);
    }
    exq_result_free(result);
}

static void same_in_a_foreign_locale(void **state)
{
    (void)state;
    exq_render_options options = kit_options();
    exq_result *result = exq_sample_gate();
    for (size_t i = 0; i < OUTPUTS; i++)
        at_home[i] = kit_render(result, outputs[i].format, &options);
    const bool made = foreign_locale_run("fr_FR", render_abroad) && foreign_locale_run("ps_AF", render_abroad);
    for (size_t i = 0; i < OUTPUTS; i++)
        exq_buffer_free(&at_home[i]);
    exq_result_free(result);
    if (!made)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_their_formats),
        cmocka_unit_test(annotations_say_how_many_more),
        cmocka_unit_test(worst_first),
        cmocka_unit_test(known_again),
        cmocka_unit_test(anchored_in_the_policy),
        cmocka_unit_test(no_comment_without_need),
        cmocka_unit_test(same_in_a_foreign_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
