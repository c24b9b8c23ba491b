/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo check: is a policy well-formed, and what does it ask? */
#include "command.h"
#include "descriptor.h"
#include "policy_file.h"
#include "refusal.h"

typedef struct check_options {
    exq_list policies;
} check_options;

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    const check_options *options = call->options;
    exq_policy *policy = NULL;
    EXQ_PASS(exq_policy_open(options->policies.items[0], NULL, &policy, error));
    const exq_status complete = exq_policy_check_summary(policy, error);
    if (complete != EXQ_OK) {
        exq_policy_free(policy);
        return complete;
    }
    exq_bytes text = {0};
    const size_t checks = exq_policy_check_count(policy);
    exq_bytes_format(&text, "%s: all is well. %zu %s.\nsha256 %s\n", options->policies.items[0], checks,
                     checks == 1 ? "check" : "checks", exq_policy_sha256(policy));
    exq_policy_free(policy);
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

const exq_command exq_command_check = {
    .name = "check",
    .summary = "Read a policy without data: is everything in it understood?",
    .examples = "  exaequo check fairness.yaml\n",
    .grammar = {{"POLICY", 1, 1, offsetof(check_options, policies), NULL}, NULL},
    .size = sizeof(check_options),
    .run = run,
};
