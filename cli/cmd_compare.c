/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo compare: two saved results about different people, as one report. */
#include <string.h>

#include "build_request.h"
#include "command.h"
#include "refusal.h"
#include "result_file.h"
#include "sink.h"

typedef struct compare_options {
    exq_list inputs;
    exq_output_options output;
} compare_options;

/* Base names, and the paths where these are one: the two must be told apart. */
static void name_versions(const char *const paths[2], const char *names[2])
{
    for (size_t i = 0; i < 2; i++)
        names[i] = strcmp(paths[i], "-") == 0 ? "standard input" : exq_base_name(paths[i]);
    if (strcmp(names[0], names[1]) == 0)
        memcpy(names, paths, 2 * sizeof *names);
}

static exq_status compare(const exq_call *call, exq_sink *sink, exq_result *results[3], exq_error *error)
{
    const compare_options *options = call->options;
    const char *const paths[2] = {options->inputs.items[0], options->inputs.items[1]};
    const char *names[2];
    name_versions(paths, names);
    if (strcmp(paths[0], "-") == 0 && strcmp(paths[1], "-") == 0)
        return exq_refuse(error, EXQ_USAGE, "standard input cannot be both results");
    EXQ_PASS(exq_sink_open(sink, &options->output, &options->inputs, call->pool, error));
    EXQ_PASS(exq_result_open(paths[0], &results[0], error));
    EXQ_PASS(exq_result_open(paths[1], &results[1], error));
    EXQ_PASS(exq_compare(results[0], names[0], results[1], names[1], &results[2], error));
    return exq_sink_deliver(sink, results[2], error);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    exq_sink sink = {0};
    exq_result *results[3] = {NULL, NULL, NULL};
    exq_status status = compare(call, &sink, results, error);
    if (status == EXQ_OK)
        *exit_code = exq_result_exit_code(results[2]);
    exq_sink_close(&sink);
    for (size_t i = 0; i < 3; i++)
        exq_result_free(results[i]);
    return status;
}

static const exq_section_use sections[] = {
    {&exq_section_output, offsetof(compare_options, output)},
    {0           },
};

const exq_command exq_command_compare = {
    .name = "compare",
    .summary = "Compare two saved results about different people",
    .examples = "  exaequo compare last-week/result.json this-week/result.json\n"
                "  exaequo compare baseline.json out/result.json --report changes\n",
    .grammar = {{"RESULT.json", 2, 2, offsetof(compare_options, inputs),
                 "The first is the baseline, the second the candidate, whose checks decide how\n"
                 "it ends. Both must be made with the same roles, groups, min-cell and level.\n"
                 "Of the same people under two models, exaequo audit --against tells more.\n"},
                sections},
    .size = sizeof(compare_options),
    .run = run,
};
