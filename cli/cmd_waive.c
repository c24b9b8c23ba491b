/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo waive: a waiver to paste into a policy, with everything a waiver must say. */
#include "command.h"
#include "descriptor.h"

typedef struct waive_options {
    exq_list checks;
} waive_options;

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    const waive_options *options = call->options;
    exq_bytes text = {0};
    exq_bytes_format(&text,
                     "# All but group, limit and ticket is required.\n"
                     "waivers:             # leave this line out where the policy has it\n"
                     "  - id:              # such as W-1\n"
                     "    check: %s\n"
                     "    # group: {COLUMN: LEVEL}   for this group alone\n"
                     "    # limit: 0.70              beyond this the check fails all the same\n"
                     "    reason:          # why it need not be met for now\n"
                     "    approved_by:     # who answers for it\n"
                     "    # ticket:\n"
                     "    expires:         # YYYY-MM-DD, the last day it holds\n",
                     options->checks.items[0]);
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

const exq_command exq_command_waive = {
    .name = "waive",
    .summary = "Print a waiver of a check, to paste into a policy",
    .examples = "  exaequo waive di-gender\n",
    .grammar = {{"CHECK", 1, 1, offsetof(waive_options, checks), NULL}, NULL},
    .size = sizeof(waive_options),
    .run = run,
};
