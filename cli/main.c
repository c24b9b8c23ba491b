/* SPDX-License-Identifier: Apache-2.0 */
/* The program: prepare the process, find the command, read its options, run it, and turn how it ended into an exit
 * code. The codes themselves stand with the statuses (exq_status_exit_code). */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "command.h"
#include "descriptor.h"
#include "nearest.h"
#include "refusal.h"

/* A closed pipe and a full file are errors of a write and are reported as such. A core dump would hold people's data. */
static void prepare_process(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    exq_descriptors_hold();
}

static const exq_command *find_command(const char *name)
{
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        if (strcmp((*command)->name, name) == 0)
            return *command;
    return NULL;
}

static exq_status refuse_command(const char *name, exq_error *error)
{
    exq_nearest nearest = exq_nearest_to(name, strlen(name));
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        exq_nearest_offer(&nearest, (*command)->name);
    const char *meant = exq_nearest_name(&nearest);
    return exq_refuse(error, EXQ_USAGE, "unknown %s '%.200s'%s%s%s", *name == '-' ? "option" : "command", name,
                      meant ? "; did you mean " : "", meant ? meant : "", meant ? "?" : "");
}

static exq_status print_help(const exq_command *command, exq_error *error)
{
    exq_bytes text = {0};
    if (command)
        exq_help_command(command, &text);
    else
        exq_help_program(&text);
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

static exq_status print_version(exq_error *error)
{
    exq_bytes text = {0};
    exq_bytes_format(&text, "exaequo %s\n", exq_version());
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

static exq_status run_command(const exq_command *command, char *const *words, size_t word_count, exq_pool *pool,
                              int *exit_code, exq_error *error)
{
    exq_parsed parsed;
    void *options = exq_pool_take(pool, 1, command->size);
    if (!options)
        return exq_refuse_memory(error);
    EXQ_PASS(exq_options_parse(&command->grammar, words, word_count, options, pool, &parsed, error));
    if (parsed.help)
        return print_help(command, error);
    const exq_call call = {command, options, &parsed, pool};
    return command->run(&call, exit_code, error);
}

/* `command` is set as soon as it is known, for the message if it fails. */
static exq_status run_program(int word_count, char *const *words, const exq_command **command, exq_pool *pool,
                              int *exit_code, exq_error *error)
{
    if (word_count < 2)
        return exq_refuse(error, EXQ_USAGE, "no command given");
    if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0)
        return print_help(NULL, error);
    if (strcmp(words[1], "--version") == 0)
        return print_version(error);
    *command = find_command(words[1]);
    if (!*command)
        return refuse_command(words[1], error);
    return run_command(*command, words + 2, (size_t)word_count - 2, pool, exit_code, error);
}

int main(int word_count, char **words)
{
    exq_error error = {0};
    exq_pool pool = {0};
    const exq_command *command = NULL;
    int exit_code = 0;
    prepare_process();
    exq_status status = run_program(word_count, words, &command, &pool, &exit_code, &error);
    if (status == EXQ_OK)
        status = exq_standard_output_close(&error);
    exq_pool_free(&pool);
    if (status == EXQ_OK)
        return exit_code;
    exq_complain(&error, command ? command->name : NULL);
    return exq_status_exit_code(status);
}
