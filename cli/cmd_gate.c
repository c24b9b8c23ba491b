/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo gate: an audit that must have something to check, for a pipeline that stops on its exit code. */
#include "run_audit.h"

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    return exq_run_audit(call, true, exit_code, error);
}

const exq_command exq_command_gate = {
    .name = "gate",
    .summary = "Hold an audit to limits: exit 1 when one is missed",
    .examples = "  exaequo gate decisions.csv --decision approved --by gender \\\n"
                "      --check 'disparate_impact >= 0.80' --report out\n"
                "  exaequo gate compas.csv --score decile_score --threshold 5 \\\n"
                "      --label two_year_recid --by race --reference race=Caucasian \\\n"
                "      --check 'false_positive_rate_ratio <= 1.25 by race'\n",
    .grammar = {{"DATA", 1, EXQ_ANY_NUMBER, offsetof(exq_audit_options, asked.inputs),
                 "DATA is CSV (also .gz, .zst) or saved tallies; several are one data set;\n"
                 "- is standard input.\n"
                 "Exit codes: 0 nothing that blocks, 1 a limit is missed, 2 the command is wrong,\n"
                 "3 the data cannot be used, 4 not computed (or not settled, where that blocks).\n"},
                exq_audit_sections},
    .size = sizeof(exq_audit_options),
    .run = run,
};
