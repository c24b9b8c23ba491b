/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for zsh: one specification an option, for _arguments. */
#include <string.h>

#include "completion.h"

/* A text within single quotes, where `special` signs have a meaning for _arguments. */
static void append_escaped(exq_bytes *out, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            exq_bytes_string(out, "'\\'");
        else if (strchr(special, *text))
            exq_bytes_string(out, "\\");
        exq_bytes_append(out, text, 1);
    }
}

static void append_action(exq_bytes *out, exq_value_choice choice)
{
    switch (choice.kind) {
    case EXQ_VALUE_WORDS:
        exq_bytes_string(out, "(");
        for (const char *word = choice.words; *word != '\0'; word++)
            exq_bytes_append(out, *word == '|' ? " " : word, 1);
        exq_bytes_string(out, ")");
        break;
    case EXQ_VALUE_FILE:
        exq_bytes_string(out, "_files");
        break;
    case EXQ_VALUE_FOLDER:
        exq_bytes_string(out, "_files -/");
        break;
    case EXQ_VALUE_METRIC:
        exq_bytes_string(out, "_exaequo_metrics");
        break;
    case EXQ_VALUE_ANY:
        exq_bytes_string(out, " ");
        break;
    }
}

static void append_option(exq_bytes *out, const exq_option *option, const char *formats)
{
    const bool repeatable = option->kind == EXQ_OPTION_LIST || option->kind == EXQ_OPTION_NAMES;
    for (int form = option->letter ? 0 : 1; form < 2; form++) {
        exq_bytes_format(out, " \\\n            '%s", repeatable ? "*" : "");
        if (form == 0)
            exq_bytes_format(out, "-%c", option->letter);
        else
            exq_bytes_format(out, "--%s", option->name);
        exq_bytes_string(out, "[");
        append_escaped(out, option->help, "[]\\:");
        exq_bytes_string(out, "]");
        if (option->kind != EXQ_OPTION_FLAG) {
            exq_bytes_string(out, ":");
            append_escaped(out, option->argument, ":\\");
            exq_bytes_string(out, ":");
            append_action(out, exq_completion_of_option(option, formats));
        }
        exq_bytes_string(out, "'");
    }
}

static void append_command(exq_bytes *out, const exq_command *command, const char *formats)
{
    const exq_operands *operands = &command->grammar.operands;
    exq_bytes_format(out, "    %s)\n        _arguments '--help[tell its options]'", command->name);
    const exq_section_use *use = command->grammar.sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++)
            append_option(out, option, formats);
    if (operands->name) {
        exq_bytes_format(out, " \\\n            '%s:", operands->most > 1 ? "*" : "");
        append_escaped(out, operands->name, ":\\");
        exq_bytes_string(out, ":");
        append_action(out, exq_completion_of_operand(operands));
        exq_bytes_string(out, "'");
    }
    exq_bytes_string(out, "\n        ;;\n");
}

void exq_completion_zsh(exq_bytes *out, const char *formats)
{
    exq_bytes_string(
        out, "#compdef exaequo\n# made by `exaequo completion zsh`\n"
             "_exaequo_metrics()\n{\n"
             "    local -a metrics\n"
             "    metrics=(${(f)\"$(exaequo list 2> /dev/null | sed -n 's/^  \\([a-z][a-z0-9_@]*\\).*/\\1/p')\"})\n"
             "    compadd -a metrics\n}\n\n"
             "_exaequo()\n{\n"
             "    local -a commands\n"
             "    commands=(\n");
    for (const exq_command *const *command = exq_command_registry; *command; command++) {
        exq_bytes_format(out, "        '%s:", (*command)->name);
        append_escaped(out, (*command)->summary, "\\:");
        exq_bytes_string(out, "'\n");
    }
    exq_bytes_string(out, "    )\n"
                          "    if ((CURRENT == 2)); then\n"
                          "        _describe command commands\n"
                          "        return\n    fi\n"
                          "    local command=$words[2]\n"
                          "    shift words\n    ((CURRENT--))\n"
                          "    case $command in\n");
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        append_command(out, *command, formats);
    exq_bytes_string(
        out,
        "    esac\n}\n\n"
        "# in a folder of fpath it is the function itself; sourced, it has to be named\n"
        "if [ \"${funcstack[1]}\" = _exaequo ]; then\n    _exaequo \"$@\"\nelse\n    compdef _exaequo exaequo\nfi\n");
}
