/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo report: render a saved result again. It ends with the exit code the result asks for, as the audit did. */
#include "build_request.h"
#include "command.h"
#include "refusal.h"
#include "result_file.h"
#include "sink.h"

typedef struct report_options {
    exq_list inputs;
    bool trend;
    exq_output_options output;
} report_options;

static const exq_option options[] = {
    EXQ_OPTION_ROW(FLAG, "trend", NULL, report_options, trend,
                   .help = "show the checks over all results given; the last is the one reported"),
    {0},
};

static const exq_section looking_back = {"Looking back", options};

static exq_status report(const exq_call *call, exq_sink *sink, exq_result **results, exq_error *error)
{
    const report_options *asked = call->options;
    const exq_list *inputs = &asked->inputs;
    if (inputs->count > 1 && !asked->trend)
        return exq_refuse(error, EXQ_USAGE, "several results are for --trend; compare holds two against each other");
    EXQ_PASS(exq_sink_open(sink, &asked->output, inputs, call->pool, error));
    exq_named_result *named = exq_pool_take(call->pool, inputs->count, sizeof *named);
    if (named == NULL)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < inputs->count; i++) {
        EXQ_PASS(exq_result_open(inputs->items[i], &results[i], error));
        named[i] = (exq_named_result){results[i], exq_base_name(inputs->items[i])};
    }
    sink->history = named;
    sink->history_count = asked->trend ? inputs->count : 0;
    return exq_sink_deliver(sink, results[inputs->count - 1], error);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    const exq_list *inputs = &((const report_options *)call->options)->inputs;
    exq_sink sink = {0};
    exq_result **results = exq_pool_take(call->pool, inputs->count, sizeof(exq_result *));
    exq_status status = results != NULL ? report(call, &sink, results, error) : exq_refuse_memory(error);
    if (status == EXQ_OK)
        *exit_code = exq_result_exit_code(results[inputs->count - 1]);
    exq_sink_close(&sink);
    for (size_t i = 0; results != NULL && i < inputs->count; i++)
        exq_result_free(results[i]);
    return status;
}

static const exq_section_use sections[] = {
    {&looking_back, 0},
    {&exq_section_output, offsetof(report_options, output)},
    {0           },
};

const exq_command exq_command_report = {
    .name = "report",
    .summary = "Render a saved result again",
    .examples = "  exaequo report out/result.json\n"
                "  exaequo report out/result.json --out html=again.html --out csv=table.csv\n"
                "  exaequo report audits/*.json --trend --report over-time\n",
    .grammar = {{"RESULT.json", 1, EXQ_ANY_NUMBER, offsetof(report_options, inputs), NULL}, sections},
    .size = sizeof(report_options),
    .run = run,
};
