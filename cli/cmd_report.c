/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo report: render a saved result again. It ends with the exit code the result asks for, as the audit did. */
#include "command.h"
#include "refusal.h"
#include "result_file.h"
#include "sink.h"

typedef struct report_options {
    exq_list inputs;
    exq_output_options output;
} report_options;

static exq_status report(const exq_call *call, exq_sink *sink, exq_result **result, exq_error *error)
{
    const report_options *options = call->options;
    EXQ_PASS(exq_sink_open(sink, &options->output, &options->inputs, call->pool, error));
    EXQ_PASS(exq_result_open(options->inputs.items[0], result, error));
    return exq_sink_deliver(sink, *result, error);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    exq_sink sink = {0};
    exq_result *result = NULL;
    exq_status status = report(call, &sink, &result, error);
    if (status == EXQ_OK)
        *exit_code = exq_result_exit_code(result);
    exq_sink_close(&sink);
    exq_result_free(result);
    return status;
}

static const exq_section_use sections[] = {
    {&exq_section_output, offsetof(report_options, output)},
    {0           },
};

const exq_command exq_command_report = {
    .name = "report",
    .summary = "Render a saved result again",
    .examples = "  exaequo report out/result.json\n"
                "  exaequo report out/result.json --out html=again.html --out csv=table.csv\n",
    .grammar = {{"RESULT.json", 1, 1, offsetof(report_options, inputs), NULL}, sections},
    .size = sizeof(report_options),
    .run = run,
};
