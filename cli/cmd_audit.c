/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo audit: the whole line, from rows to a page. */
#include "build_request.h"
#include "command.h"
#include "progress.h"
#include "refusal.h"
#include "sink.h"

typedef struct audit_options {
    exq_asked asked;
    exq_output_options output;
} audit_options;

static exq_status audit(const exq_call *call, exq_sink *sink, exq_result **result, exq_error *error)
{
    const audit_options *options = call->options;
    exq_request request;
    EXQ_PASS(exq_request_build(call, &options->asked, &request, error));
    EXQ_PASS(exq_sink_open(sink, &options->output, &options->asked.inputs, call->pool, error));
    exq_progress_bar bar;
    request.progress = exq_progress_begin(&bar, !options->asked.no_progress);
    exq_status status = exq_audit(&request, result, error);
    exq_progress_end(&bar);
    EXQ_PASS(status);
    return exq_sink_deliver(sink, *result, error);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    exq_sink sink = {0};
    exq_result *result = NULL;
    exq_status status = audit(call, &sink, &result, error);
    if (status == EXQ_OK)
        *exit_code = exq_result_exit_code(result);
    exq_sink_close(&sink);
    exq_result_free(result);
    return status;
}

static const exq_section_use sections[] = {
    {&exq_section_roles,     offsetof(audit_options, asked)},
    {&exq_section_groups,                offsetof(audit_options, asked)},
    {&exq_section_comparing,    offsetof(audit_options, asked)},
    {&exq_section_words,                offsetof(audit_options, asked)},
    {&exq_section_reading, offsetof(audit_options, asked)},
    {&exq_section_output,                offsetof(audit_options, output)},
    {0    },
};

const exq_command exq_command_audit = {
    .name = "audit",
    .summary = "Compare how groups of people are decided on, and how sure that is",
    .examples = "  exaequo audit decisions.csv --decision approved --selected-is good \\\n"
                "      --by gender --by gender,age --report out\n"
                "  exaequo audit compas.csv --score decile_score --threshold 5 \\\n"
                "      --label two_year_recid --by race --reference race=Caucasian\n"
                "  exaequo audit counts.csv --counts n --decision admitted --by sex \\\n"
                "      --given dept --out json\n",
    .grammar = {{"DATA", 1, EXQ_ANY_NUMBER, offsetof(audit_options, asked.inputs),
                 "DATA is CSV (also .gz, .zst) or saved tallies; several are one data set;\n"
                 "- is standard input.\n"},
                sections},
    .size = sizeof(audit_options),
    .run = run,
};
