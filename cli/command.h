/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command: one file cmd_<name>.c that defines `const exq_command exq_command_<name>`. The build finds it by its name;
 * adding the file is the whole edit.
 */
#ifndef EXQ_COMMAND_H
#define EXQ_COMMAND_H

#include "bytes.h"
#include "option.h"

struct exq_command;

/* What a command is run with. */
typedef struct exq_call {
    const struct exq_command *command;
    void *options; /* the command's structure, filled */
    const exq_parsed *parsed;
    exq_pool *pool;
} exq_call;

typedef struct exq_command {
    const char *name;
    const char *summary;  /* one line of the list of commands */
    const char *examples; /* lines that can be typed as they stand; help begins with them */
    exq_grammar grammar;
    size_t size; /* of the structure the grammar fills */
    /* A failure decides the exit code by its status; success leaves it to `exit_code`, which starts at 0. */
    exq_status (*run)(const exq_call *call, int *exit_code, exq_error *error);
} exq_command;

/* Sorted by name, NULL at the end; generated. */
extern const exq_command *const exq_command_registry[];

/* Help as text of at most 80 columns: of one command, and of the program. */
void exq_help_command(const exq_command *command, exq_bytes *out);
void exq_help_program(exq_bytes *out);

#endif
