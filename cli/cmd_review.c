/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo review: the form of the ethics questions of a result, to be mailed and read back with --review. */
#include <string.h>

#include "command.h"
#include "descriptor.h"
#include "refusal.h"
#include "result_file.h"

typedef struct review_options {
    exq_list inputs;
    const char *lang;
} review_options;

static const exq_option options[] = {
    EXQ_OPTION_ROW(TEXT, "lang", "LANGUAGE", review_options, lang, .help = "language of the form: en or fr (default: en)"),
    {0},
};

static const exq_section form = {"The form", options};

static exq_status check_language(const char *said, exq_error *error)
{
    for (size_t i = 0; exq_render_language(i) != NULL; i++)
        if (said == NULL || strcmp(said, exq_render_language(i)) == 0)
            return EXQ_OK;
    return exq_refuse(error, EXQ_USAGE, "--lang takes en or fr, not '%.200s'", said);
}

static exq_status write_form(const review_options *asked, exq_bytes *out, exq_error *error)
{
    exq_result *result = NULL;
    EXQ_PASS(check_language(asked->lang, error));
    exq_status status = exq_result_open(asked->inputs.items[0], &result, error);
    if (status == EXQ_OK)
        status = exq_render(result, "review", &(exq_render_options){.language = asked->lang}, exq_bytes_receive, out, error);
    exq_result_free(result);
    return status;
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    exq_bytes text = {0};
    const exq_status status = write_form(call->options, &text, error);
    return exq_standard_output_finish(status, &text, error);
}

static const exq_section_use sections[] = {
    {&form, 0},
    {0},
};

const exq_command exq_command_review = {
    .name = "review",
    .summary = "Print a form of the ethics questions, to mail and to read back",
    .examples = "  exaequo review out/result.json > review.md\n"
                "  exaequo report out/result.json --review review.md --report out\n",
    .grammar = {{"RESULT.json", 1, 1, offsetof(review_options, inputs), NULL}, sections},
    .size = sizeof(review_options),
    .run = run,
};
