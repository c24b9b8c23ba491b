/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo audit: the whole line, from rows to a page. */
#include "run_audit.h"

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    return exq_run_audit(call, false, exit_code, error);
}

const exq_command exq_command_audit = {
    .name = "audit",
    .summary = "Compare how groups of people are decided on, and how sure that is",
    .examples = "  exaequo audit decisions.csv --decision approved --selected-is good \\\n"
                "      --by gender --by gender,age --report out\n"
                "  exaequo audit compas.csv --score decile_score --threshold 5 \\\n"
                "      --label two_year_recid --by race --reference race=Caucasian\n"
                "  exaequo audit counts.csv --counts n --decision admitted --by sex \\\n"
                "      --given dept --out json\n",
    .grammar = {{"DATA", 1, EXQ_ANY_NUMBER, offsetof(exq_audit_options, asked.inputs),
                 "DATA is CSV (also .gz, .zst) or saved tallies; several are one data set;\n"
                 "- is standard input.\n"},
                exq_audit_sections},
    .size = sizeof(exq_audit_options),
    .run = run,
};
