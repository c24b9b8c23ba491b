/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for fish: one line an option. */
#include <string.h>

#include "completion.h"

static void append_quoted(exq_bytes *out, const char *text)
{
    exq_bytes_string(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\')
            exq_bytes_string(out, "\\");
        exq_bytes_append(out, text, 1);
    }
    exq_bytes_string(out, "'");
}

static void append_values(exq_bytes *out, exq_value_choice choice)
{
    switch (choice.kind) {
    case EXQ_VALUE_WORDS:
        exq_bytes_string(out, " -a '");
        for (const char *word = choice.words; *word != '\0'; word++)
            exq_bytes_append(out, *word == '|' ? " " : word, 1);
        exq_bytes_string(out, "'");
        break;
    case EXQ_VALUE_FILE:
        exq_bytes_string(out, " -F");
        break;
    case EXQ_VALUE_FOLDER:
        exq_bytes_string(out, " -a '(__fish_complete_directories)'");
        break;
    case EXQ_VALUE_METRIC:
        exq_bytes_string(out, " -a '(__exaequo_metrics)'");
        break;
    case EXQ_VALUE_ANY:
        break;
    }
}

static void begin_line(exq_bytes *out, const exq_command *command)
{
    exq_bytes_format(out, "complete -c exaequo -n '__fish_seen_subcommand_from %s'", command->name);
}

static void append_option(exq_bytes *out, const exq_command *command, const exq_option *option, const char *formats)
{
    begin_line(out, command);
    exq_bytes_format(out, " -l %s", option->name);
    if (option->letter)
        exq_bytes_format(out, " -s %c", option->letter);
    if (option->kind != EXQ_OPTION_FLAG) {
        const exq_value_choice choice = exq_completion_of_option(option, formats);
        exq_bytes_string(out, choice.kind == EXQ_VALUE_FILE ? " -r" : " -x");
        append_values(out, choice);
    }
    exq_bytes_string(out, " -d ");
    append_quoted(out, option->help);
    exq_bytes_string(out, "\n");
}

static void append_command(exq_bytes *out, const exq_command *command, const char *formats)
{
    exq_bytes_format(out, "\ncomplete -c exaequo -n __fish_use_subcommand -a %s -d ", command->name);
    append_quoted(out, command->summary);
    exq_bytes_string(out, "\n");
    const exq_section_use *use = command->grammar.sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++)
            append_option(out, command, option, formats);
    const exq_value_choice operand = exq_completion_of_operand(&command->grammar.operands);
    if (operand.kind == EXQ_VALUE_ANY)
        return;
    begin_line(out, command);
    append_values(out, operand);
    exq_bytes_string(out, "\n");
}

void exq_completion_fish(exq_bytes *out, const char *formats)
{
    exq_bytes_string(out, "# made by `exaequo completion fish`\n"
                          "function __exaequo_metrics\n"
                          "    exaequo list 2> /dev/null | string replace -rf '^  ([a-z][a-z0-9_@]*).*' '$1'\n"
                          "end\n\n"
                          "complete -c exaequo -f\n"
                          "complete -c exaequo -n __fish_use_subcommand -l help -d 'the commands'\n"
                          "complete -c exaequo -n __fish_use_subcommand -l version -d 'the version'\n"
                          "complete -c exaequo -n 'not __fish_use_subcommand' -l help -d 'tell its options'\n");
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        append_command(out, *command, formats);
}
