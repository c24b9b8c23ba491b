/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for bash: one function. It does without the helpers of bash-completion, which may not be there. */
#include <string.h>

#include "completion.h"

static const char opening[] = "# bash completion for exaequo; made by `exaequo completion bash`\n"
                              "_exaequo_words()\n"
                              "{\n"
                              "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$2\")\n"
                              "}\n"
                              "\n"
                              "_exaequo_files()\n"
                              "{\n"
                              "    compopt -o filenames 2> /dev/null || true\n"
                              "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$2\")\n"
                              "}\n"
                              "\n"
                              "_exaequo_metrics()\n"
                              "{\n"
                              "    _exaequo_words \"$(\"${COMP_WORDS[0]}\" list 2> /dev/null | sed -n 's/^  "
                              "\\([a-z][a-z0-9_@]*\\).*/\\1/p')\" \"$1\"\n"
                              "}\n"
                              "\n"
                              "_exaequo()\n"
                              "{\n"
                              "    local at=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]} prev\n"
                              "    # \"=\" is a word of its own: --out json = file, --policy = file\n"
                              "    if [ \"$cur\" = '=' ]; then\n"
                              "        cur=\n"
                              "    elif [ \"$at\" -gt 1 ] && [ \"${COMP_WORDS[at - 1]}\" = '=' ]; then\n"
                              "        at=$((at - 1))\n"
                              "    fi\n"
                              "    prev=${COMP_WORDS[at - 1]}\n"
                              "    COMPREPLY=()\n"
                              "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n";

static void append_words(exq_bytes *out, const char *words)
{
    for (; *words != '\0'; words++)
        exq_bytes_append(out, *words == '|' ? " " : words, 1);
}

/* The command that gives the completions of a value. */
static void append_action(exq_bytes *out, exq_value_choice choice)
{
    switch (choice.kind) {
    case EXQ_VALUE_WORDS:
        exq_bytes_string(out, "_exaequo_words '");
        append_words(out, choice.words);
        exq_bytes_string(out, "' \"$cur\"");
        break;
    case EXQ_VALUE_FILE:
        exq_bytes_string(out, "_exaequo_files -f \"$cur\"");
        break;
    case EXQ_VALUE_FOLDER:
        exq_bytes_string(out, "_exaequo_files -d \"$cur\"");
        break;
    case EXQ_VALUE_METRIC:
        exq_bytes_string(out, "_exaequo_metrics \"$cur\"");
        break;
    case EXQ_VALUE_ANY:
        exq_bytes_string(out, ":");
        break;
    }
}

/* What follows an option, for each that takes a value. */
static void append_option_values(exq_bytes *out, const exq_command *command, const char *formats)
{
    const exq_section_use *use = command->grammar.sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++) {
            if (option->kind == EXQ_OPTION_FLAG)
                continue;
            exq_bytes_format(out, "        --%s", option->name);
            if (option->letter)
                exq_bytes_format(out, " | -%c", option->letter);
            exq_bytes_string(out, ") ");
            append_action(out, exq_completion_of_option(option, formats));
            exq_bytes_string(out, "; return ;;\n");
        }
}

static void append_option_names(exq_bytes *out, const exq_command *command)
{
    const exq_section_use *use = command->grammar.sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++)
            exq_bytes_format(out, "--%s ", option->name);
    exq_bytes_string(out, "--help");
}

static void append_command(exq_bytes *out, const exq_command *command, const char *formats)
{
    exq_bytes_format(out, "    %s)\n        case $prev in\n", command->name);
    append_option_values(out, command, formats);
    exq_bytes_string(out, "        esac\n        case $cur in\n        -*) _exaequo_words '");
    append_option_names(out, command);
    exq_bytes_string(out, "' \"$cur\" ;;\n        *) ");
    append_action(out, exq_completion_of_operand(&command->grammar.operands));
    exq_bytes_string(out, " ;;\n        esac\n        ;;\n");
}

void exq_completion_bash(exq_bytes *out, const char *formats)
{
    exq_bytes_string(out, opening);
    exq_bytes_string(out, "        _exaequo_words '");
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        exq_bytes_format(out, "%s ", (*command)->name);
    exq_bytes_string(out, "--help --version' \"$cur\"\n        return\n    fi\n"
                          "    # behind FORMAT= stands a file\n"
                          "    if [ \"$at\" -lt \"$COMP_CWORD\" ] && [ \"${prev#-}\" = \"$prev\" ]; then\n"
                          "        _exaequo_files -f \"$cur\"\n        return\n    fi\n"
                          "    case ${COMP_WORDS[1]} in\n");
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        append_command(out, *command, formats);
    exq_bytes_string(out, "    esac\n}\n\ncomplete -F _exaequo exaequo\n");
}
