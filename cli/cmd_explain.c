/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo explain: what a metric means, when it is undefined, and where it comes from. */
#include "command.h"
#include "descriptor.h"

typedef struct explain_options {
    exq_list names;
} explain_options;

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    const explain_options *options = call->options;
    exq_bytes text = {0};
    exq_status made = exq_metrics_explain(options->names.items[0], exq_bytes_receive, &text, error);
    return exq_standard_output_finish(made, &text, error);
}

const exq_command exq_command_explain = {
    .name = "explain",
    .summary = "Explain a metric: formula, range, ideal, source, worked example",
    .examples = "  exaequo explain disparate_impact\n",
    .grammar = {{"METRIC", 1, 1, offsetof(explain_options, names), NULL}, NULL},
    .size = sizeof(explain_options),
    .run = run,
};
