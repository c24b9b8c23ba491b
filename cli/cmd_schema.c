/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo schema: the JSON Schema every result.json follows. */
#include "command.h"
#include "descriptor.h"

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)call;
    (void)exit_code;
    exq_bytes text = {0};
    exq_status made = exq_result_schema(exq_bytes_receive, &text, error);
    return exq_standard_output_finish(made, &text, error);
}

const exq_command exq_command_schema = {
    .name = "schema",
    .summary = "Print the JSON Schema of a result",
    .examples = "  exaequo schema > exaequo.schema.json\n",
    .run = run,
};
