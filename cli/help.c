/* SPDX-License-Identifier: Apache-2.0 */
/* Help, read off the option tables: examples first, because most people look for the line to copy. */
#include <stdio.h>
#include <string.h>

#include "command.h"

enum { text_column = 30, last_column = 79 };

static void pad(exq_bytes *out, size_t from, size_t to)
{
    for (; from < to; from++)
        exq_bytes_append(out, " ", 1);
}

/* `text` broken at blanks, each line beginning in text_column. The cursor stands in column `at`. */
static void append_wrapped(exq_bytes *out, size_t at, const char *text)
{
    if (at + 2 > text_column) {
        exq_bytes_string(out, "\n");
        at = 0;
    }
    pad(out, at, text_column);
    at = text_column;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (at > text_column && at + 1 + word > last_column) {
            exq_bytes_string(out, "\n");
            pad(out, 0, text_column);
            at = text_column;
        }
        if (at > text_column) {
            exq_bytes_string(out, " ");
            at++;
        }
        exq_bytes_append(out, text, word);
        at += word;
        text += word + strspn(text + word, " ");
    }
    exq_bytes_string(out, "\n");
}

/* "good|bad" for a CHOICE, whose words are its description. */
static const char *argument_shown(const exq_option *option)
{
    return option->choices ? option->choices : option->argument;
}

static void append_option(exq_bytes *out, const exq_option *option)
{
    size_t start = out->length;
    if (option->letter)
        exq_bytes_format(out, "  -%c, --%s", option->letter, option->name);
    else
        exq_bytes_format(out, "  --%s", option->name);
    if (option->argument)
        exq_bytes_format(out, " %s", argument_shown(option));
    append_wrapped(out, out->length - start, option->help);
}

static void append_usage(exq_bytes *out, const exq_command *command)
{
    const exq_operands *operands = &command->grammar.operands;
    exq_bytes_format(out, "Usage: exaequo %s", command->name);
    if (operands->name)
        exq_bytes_format(out, " %s%s", operands->name, operands->most > 1 ? "..." : "");
    bool optional = false;
    const exq_section_use *use = command->grammar.sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++) {
            optional |= !option->required;
            if (option->required)
                exq_bytes_format(out, " --%s %s", option->name, option->argument);
        }
    exq_bytes_string(out, optional ? " [options]\n" : "\n");
}

void exq_help_command(const exq_command *command, exq_bytes *out)
{
    exq_bytes_format(out, "%s\n", command->examples);
    append_usage(out, command);
    exq_bytes_format(out, "%s.\n", command->summary);
    if (command->grammar.operands.help)
        exq_bytes_string(out, command->grammar.operands.help);
    const exq_section_use *use = command->grammar.sections;
    for (; use && use->section; use++) {
        exq_bytes_format(out, "\n%s\n", use->section->heading);
        for (const exq_option *option = use->section->options; option->name; option++)
            append_option(out, option);
    }
}

void exq_help_program(exq_bytes *out)
{
    exq_bytes_string(out, "  exaequo audit decisions.csv --decision approved --selected-is good \\\n"
                          "      --by gender --report out\n"
                          "  exaequo explain disparate_impact\n"
                          "\n"
                          "Usage: exaequo COMMAND ...\n"
                          "Does a model treat groups of people alike, and how sure is that?\n"
                          "\n"
                          "Commands\n");
    for (const exq_command *const *command = exq_command_registry; *command; command++) {
        size_t start = out->length;
        exq_bytes_format(out, "  %s", (*command)->name);
        pad(out, out->length - start, 15);
        exq_bytes_format(out, "%s\n", (*command)->summary);
    }
    exq_bytes_string(out, "\n"
                          "`exaequo COMMAND --help` tells its options, `exaequo --version` the version.\n"
                          "\n"
                          "Exit codes\n"
                          "  0  nothing that blocks        4  not settled or not computed\n"
                          "  1  a limit was missed         5  a privacy rule forbids the output\n"
                          "  2  the command is wrong      70  an internal error, out of memory\n"
                          "  3  an input or output fails\n");
}
