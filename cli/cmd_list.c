/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo list: every metric on a line. */
#include "command.h"
#include "descriptor.h"

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)call;
    (void)exit_code;
    exq_bytes text = {0};
    exq_status made = exq_metrics_list(exq_bytes_receive, &text, error);
    return exq_standard_output_finish(made, &text, error);
}

const exq_command exq_command_list = {
    .name = "list",
    .summary = "List every metric",
    .examples = "  exaequo list\n",
    .run = run,
};
