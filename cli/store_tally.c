/* SPDX-License-Identifier: Apache-2.0 */
/* See store_tally.h. */
#include "store_tally.h"

#include <inttypes.h>
#include <string.h>

#include "atomic_file.h"
#include "descriptor.h"
#include "refusal.h"

static const exq_option store[] = {
    EXQ_OPTION_ROW(TEXT, "output", "FILE", exq_store_options, output, .letter = 'o', .required = true, .local = true,
                   .help = "write the tally there; only you may read it"),
    {0},
};

const exq_section exq_section_store = {"Where it goes", store};

exq_status exq_store_check(const exq_store_options *options, const exq_list *inputs, exq_error *error)
{
    if (strcmp(options->output, "-") == 0)
        return exq_refuse(error, EXQ_USAGE, "a tally is secret and goes to a file, not to standard output");
    exq_atomic_file file = {.path = options->output};
    return exq_atomic_check(&file, 1, inputs, error);
}

static exq_status save(const exq_tally *tally, exq_bytes *content, exq_error *error)
{
    exq_status status = exq_tally_save(tally, exq_bytes_receive, content, error);
    return content->failed ? exq_refuse_memory(error) : status;
}

exq_status exq_store_tally(const exq_store_options *options, const exq_tally *tally, exq_pool *pool, exq_error *error)
{
    exq_bytes content = {0}, text = {0};
    exq_status status = save(tally, &content, error);
    exq_atomic_file file = {options->output, &content, 0600};
    if (status == EXQ_OK)
        status = exq_atomic_write(&file, 1, pool, error);
    exq_bytes_free(&content);
    EXQ_PASS(status);
    exq_bytes_format(&text, "%s: %" PRIu64 " rows\n", options->output, exq_tally_rows(tally));
    return exq_standard_output_finish(EXQ_OK, &text, error);
}
