/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo completion: a script that teaches a shell to complete command lines of this program. */
#include <string.h>

#include "completion.h"
#include "descriptor.h"
#include "refusal.h"

typedef struct completion_options {
    exq_list shells;
} completion_options;

static const struct {
    const char *shell;
    exq_completion_writer *write;
} writers[] = {
    {"bash", exq_completion_bash},
    {"zsh",  exq_completion_zsh },
    {"fish", exq_completion_fish},
};

static exq_completion_writer *find_writer(const char *shell)
{
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].shell, shell) == 0)
            return writers[i].write;
    return NULL;
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    const completion_options *options = call->options;
    exq_completion_writer *write = find_writer(options->shells.items[0]);
    exq_bytes text = {0}, formats = {0};
    if (!write)
        return exq_refuse(error, EXQ_USAGE, "completion is for bash, zsh or fish, not '%.200s'",
                          options->shells.items[0]);
    exq_completion_formats(&formats);
    exq_bytes_append(&formats, "", 1);
    exq_status status = formats.failed ? exq_refuse_memory(error) : EXQ_OK;
    if (status == EXQ_OK)
        write(&text, formats.bytes);
    exq_bytes_free(&formats);
    return exq_standard_output_finish(status, &text, error);
}

const exq_command exq_command_completion = {
    .name = "completion",
    .summary = "Print a script that completes command lines in a shell",
    .examples = "  exaequo completion bash > ~/.local/share/bash-completion/completions/exaequo\n"
                "  exaequo completion zsh > ~/.zfunc/_exaequo\n"
                "  exaequo completion fish > ~/.config/fish/completions/exaequo.fish\n",
    .grammar = {{"bash|zsh|fish", 1, 1, offsetof(completion_options, shells), NULL}, NULL},
    .size = sizeof(completion_options),
    .run = run,
};
