/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo schema: the JSON Schema every result.json follows, or the one of policies. */
#include "command.h"
#include "descriptor.h"

typedef struct schema_options {
    bool policy;
} schema_options;

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    const schema_options *options = call->options;
    exq_bytes text = {0};
    exq_status made = options->policy ? exq_policy_schema(exq_bytes_receive, &text, error)
                                      : exq_result_schema(exq_bytes_receive, &text, error);
    return exq_standard_output_finish(made, &text, error);
}

static const exq_option options[] = {
    EXQ_OPTION_ROW(FLAG, "policy", NULL, schema_options, policy, .help = "of policies (docs/policy.md says the same)"),
    {0},
};
static const exq_section section = {"Which schema", options};
static const exq_section_use sections[] = {{&section, 0}, {0}};

const exq_command exq_command_schema = {
    .name = "schema",
    .summary = "Print the JSON Schema of a result, or of a policy",
    .examples = "  exaequo schema > exaequo.schema.json\n"
                "  exaequo schema --policy > policy.schema.json\n",
    .grammar = {{0}, sections},
    .size = sizeof(schema_options),
    .run = run,
};
