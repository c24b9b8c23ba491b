/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Completion of command lines, as scripts for shells, read off the tables of commands and options.
 */
#ifndef EXQ_COMPLETION_H
#define EXQ_COMPLETION_H

#include "command.h"

/* What can stand for a value. */
typedef enum exq_value_kind {
    EXQ_VALUE_ANY,   /* a text of the reader's own */
    EXQ_VALUE_WORDS, /* one of a few */
    EXQ_VALUE_FILE,
    EXQ_VALUE_FOLDER,
    EXQ_VALUE_METRIC /* a name that `exaequo list` prints */
} exq_value_kind;

typedef struct exq_value_choice {
    exq_value_kind kind;
    const char *words; /* of WORDS: with '|' between */
} exq_value_choice;

/* `formats` are the words of --out (exq_completion_formats); borrowed. */
exq_value_choice exq_completion_of_option(const exq_option *option, const char *formats);
exq_value_choice exq_completion_of_operand(const exq_operands *operands);
/* Append the names of all outputs with '|' between. */
void exq_completion_formats(exq_bytes *out);

typedef void exq_completion_writer(exq_bytes *out, const char *formats);
exq_completion_writer exq_completion_bash, exq_completion_zsh, exq_completion_fish;

#endif
