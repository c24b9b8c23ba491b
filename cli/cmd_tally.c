/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo tally: stop after counting. The tally can be merged with others, and audited later. */
#include "build_request.h"
#include "command.h"
#include "progress.h"
#include "refusal.h"
#include "store_tally.h"

typedef struct tally_options {
    exq_asked asked;
    exq_store_options store;
} tally_options;

static exq_status count(const exq_call *call, exq_tally **tally, exq_error *error)
{
    const tally_options *options = call->options;
    exq_request request;
    EXQ_PASS(exq_request_build(call, &options->asked, &request, error));
    EXQ_PASS(exq_store_check(&options->store, &options->asked.inputs, error));
    exq_progress_bar bar;
    request.progress = exq_progress_begin(&bar, !options->asked.no_progress);
    exq_status status = exq_tally_read(&request, tally, error);
    exq_progress_end(&bar);
    EXQ_PASS(status);
    return exq_store_tally(&options->store, *tally, call->pool, error);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    exq_tally *tally = NULL;
    exq_status status = count(call, &tally, error);
    exq_tally_free(tally);
    return status;
}

static const exq_section_use sections[] = {
    {&exq_section_store,  offsetof(tally_options, store)},
    {&exq_section_roles,             offsetof(tally_options, asked)},
    {&exq_section_versions,             offsetof(tally_options, asked)},
    {&exq_section_groups,  offsetof(tally_options, asked)},
    {&exq_section_lists,  offsetof(tally_options, asked)},
    {&exq_section_reading,             offsetof(tally_options, asked)},
    {0},
};

const exq_command exq_command_tally = {
    .name = "tally",
    .summary = "Count rows into a tally that can be merged and audited later",
    .examples = "  exaequo tally monday.csv --decision approved --by gender -o monday.tally\n"
                "  exaequo audit monday.tally --by gender\n",
    .grammar = {{"DATA", 1, EXQ_ANY_NUMBER, offsetof(tally_options, asked.inputs),
                 "DATA is CSV (also .gz, .zst); several are one data set; - is standard input.\n"},
                sections},
    .size = sizeof(tally_options),
    .run = run,
};
