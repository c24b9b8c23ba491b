/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo merge: add tallies up. The sum is the tally all rows together would have given. */
#include "command.h"
#include "refusal.h"
#include "store_tally.h"

typedef struct merge_options {
    exq_list inputs;
    exq_store_options store;
} merge_options;

static exq_status add(exq_tally *total, const char *path, exq_error *error)
{
    exq_tally *part = NULL;
    exq_status status = exq_tally_load(path, &part, error);
    if (status == EXQ_OK) {
        exq_error found = {.status = EXQ_OK};
        status = exq_tally_merge(total, part, &found);
        if (status != EXQ_OK) /* the library was given no name */
            (void)exq_refuse(error, status, "%s: %s", path, found.message);
    }
    exq_tally_free(part);
    return status;
}

static exq_status merge(const exq_call *call, exq_tally **total, exq_error *error)
{
    const merge_options *options = call->options;
    EXQ_PASS(exq_store_check(&options->store, &options->inputs, error));
    EXQ_PASS(exq_tally_load(options->inputs.items[0], total, error));
    for (size_t i = 1; i < options->inputs.count; i++)
        EXQ_PASS(add(*total, options->inputs.items[i], error));
    return exq_store_tally(&options->store, *total, call->pool, error);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    exq_tally *total = NULL;
    exq_status status = merge(call, &total, error);
    exq_tally_free(total);
    return status;
}

static const exq_section_use sections[] = {
    {&exq_section_store, offsetof(merge_options, store)},
    {0           },
};

const exq_command exq_command_merge = {
    .name = "merge",
    .summary = "Add tallies up",
    .examples = "  exaequo merge monday.tally tuesday.tally -o week.tally\n",
    .grammar = {{"TALLY", 1, EXQ_ANY_NUMBER, offsetof(merge_options, inputs), NULL}, sections},
    .size = sizeof(merge_options),
    .run = run,
};
