/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs audits of fixtures and looks things up in what came out.
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

exq_result *kit_audit_run(const kit_audit *audit)
{
    char path[4096];
    const char *source = getenv("EXAEQUO_SOURCE");
    snprintf(path, sizeof path, "%s/fixtures/%s", source != NULL ? source : ".", audit->file);
    const char *input = audit->file[0] == '/' ? audit->file : path;
    exq_grouping by = {audit->by, audit->by[1] != NULL ? 2 : 1};
    exq_reference_choice reference = {NULL, audit->reference};
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.decision = audit->decision;
    request.favourable = &audit->favourable;
    request.favourable_count = audit->favourable != NULL;
    request.label = audit->label;
    request.weight = audit->weight;
    request.counts = audit->counts;
    request.by = &by;
    request.by_count = 1;
    request.given = &audit->given;
    request.given_count = audit->given != NULL;
    request.references = &reference;
    request.reference_count = audit->reference != NULL;
    request.metrics = &audit->metric;
    request.metric_count = audit->metric != NULL;
    request.min_cell = audit->min_cell > 0 ? audit->min_cell : 1;
    request.missing = audit->missing;
    request.replicates = audit->replicates;
    request.search_depth = audit->search_depth;
    if (audit->threads > 0)
        request.threads = audit->threads;
    if (audit->seed > 0)
        request.seed = audit->seed;
    exq_result *result = NULL;
    exq_error error = {.status = EXQ_OK};
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

const exq_doc_question *kit_question(const exq_result *result)
{
    assert_true(exq_result_document(result)->question_count > 0);
    return &exq_result_document(result)->questions[0];
}

static bool is_called(exq_doc_levels levels, const char *group)
{
    return group == NULL ||
           (levels.count > 0 && levels.items[0].level != NULL && strcmp(levels.items[0].level, group) == 0);
}

const exq_doc_disparity *kit_row(const exq_doc_disparity *rows, size_t count, const char *metric, const char *group)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].metric, metric) == 0 && is_called(rows[i].group, group))
            return &rows[i];
    }
    fail_msg("no row %s of %s", metric, group != NULL ? group : "any group");
    return NULL;
}

const exq_doc_disparity *kit_disparity(const exq_result *result, const char *metric, const char *group)
{
    const exq_doc_question *question = kit_question(result);
    return kit_row(question->disparities, question->disparity_count, metric, group);
}

const exq_doc_adjusted *kit_adjusted(const exq_result *result, const char *of, const char *group)
{
    const exq_doc_question *question = kit_question(result);
    for (size_t i = 0; i < question->adjusted_count; i++) {
        if (strcmp(question->adjusted[i].of, of) == 0 && is_called(question->adjusted[i].group, group))
            return &question->adjusted[i];
    }
    fail_msg("no adjusted comparison of %s", group);
    return NULL;
}

void kit_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance * fabs(expected)))
        fail_msg("%.17g is not %.17g", found, expected);
}
