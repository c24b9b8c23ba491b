/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo lint-summary: does a published summary hold together? */
#include "clock.h"
#include "command.h"
#include "descriptor.h"
#include "refusal.h"

typedef struct lint_options {
    exq_list inputs;
    const char *audited, *distributed, *as_of;
} lint_options;

#define ROW(kind, name, argument, field, ...) EXQ_OPTION_ROW(kind, name, argument, lint_options, field, __VA_ARGS__)

static const exq_option dates[] = {
    ROW(TEXT, "audited", "DATE", audited, .help = "the day of the audit, YYYY-MM-DD"),
    ROW(TEXT, "distributed", "DATE", distributed, .help = "the day the tool was first used"),
    ROW(TEXT, "as-of", "DATE", as_of, .help = "the day to look from (default: today, UTC)"),
    {0},
};
static const exq_section section = {"Dates", dates};
static const exq_section_use sections[] = {{&section, 0}, {0}};

static bool take(void *payload, const char *bytes, size_t length)
{
    exq_bytes *text = payload;
    exq_bytes_append(text, bytes, length);
    return !text->failed;
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    const lint_options *options = call->options;
    const exq_summary_dates days = {options->audited, options->distributed,
                                    options->as_of != NULL ? options->as_of : exq_today(call->pool)};
    exq_bytes text = {0};
    size_t found = 0;
    if (days.today == NULL)
        return exq_refuse_memory(error);
    exq_status status = exq_summary_lint(options->inputs.items[0], &days, take, &text, &found, error);
    if (status == EXQ_OK) {
        exq_bytes_format(&text, found == 0 ? "exit 0: all numbers follow from the counts\n" : "exit 1: %zu %s\n", found,
                         found == 1 ? "finding" : "findings");
        *exit_code = found > 0;
    }
    return exq_standard_output_finish(status, &text, error);
}

const exq_command exq_command_lint_summary = {
    .name = "lint-summary",
    .summary = "Recompute a published summary of an audit of hiring tools",
    .examples = "  exaequo lint-summary summary.csv --audited 2026-03-01 --distributed 2024-07-05\n",
    .grammar = {{"FILE", 1, 1, offsetof(lint_options, inputs),
                 "FILE is CSV with the columns axis, category, n, selected, rate, impact_ratio\n"
                 "(New York City Local Law 144, 6 RCNY 5-303).\n"
                 "Exit codes: 0 nothing found, 1 something found, 2 the command is wrong,\n"
                 "3 the file cannot be used.\n"},
                sections},
    .size = sizeof(lint_options),
    .run = run,
};
