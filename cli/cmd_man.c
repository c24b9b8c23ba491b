/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo man: the manual page, in the macros of man(7), read off the tables of commands, options and outputs. */
#include <string.h>

#include "command.h"
#include "descriptor.h"

/* Text for roff: no line of it is a request, no sign in it an escape. */
static void append_text(exq_bytes *out, const char *text)
{
    bool starts_line = true;
    for (; *text != '\0'; text++) {
        if (starts_line && (*text == '.' || *text == '\''))
            exq_bytes_string(out, "\\&");
        if (*text == '\\')
            exq_bytes_string(out, "\\e");
        else if (*text == '-')
            exq_bytes_string(out, "\\-");
        else if (*text == '\'')
            exq_bytes_string(out, "\\(aq");
        else if (*text == '`')
            exq_bytes_string(out, "\\(ga");
        else if (*text == '~')
            exq_bytes_string(out, "\\(ti");
        else if (*text == '^')
            exq_bytes_string(out, "\\(ha");
        else
            exq_bytes_append(out, text, 1);
        starts_line = *text == '\n';
    }
}

static void append_line(exq_bytes *out, const char *text)
{
    append_text(out, text);
    exq_bytes_string(out, "\n");
}

/* Lines as they stand. */
static void append_verbatim(exq_bytes *out, const char *text)
{
    exq_bytes_string(out, ".EX\n");
    append_text(out, text);
    exq_bytes_string(out, ".EE\n");
}

static void append_option(exq_bytes *out, const exq_option *option)
{
    exq_bytes_string(out, ".TP\n");
    if (option->letter)
        exq_bytes_format(out, "\\fB\\-%c\\fR, ", option->letter);
    exq_bytes_string(out, "\\fB\\-\\-");
    append_text(out, option->name);
    exq_bytes_string(out, "\\fR");
    if (option->argument) {
        exq_bytes_string(out, " \\fI");
        append_text(out, option->choices ? option->choices : option->argument);
        exq_bytes_string(out, "\\fR");
    }
    exq_bytes_string(out, "\n");
    append_line(out, option->help);
}

/* The command before whose options this one takes; NULL: it has its own. */
static const exq_command *same_options_as(const exq_command *const *command)
{
    for (const exq_command *const *before = exq_command_registry; before < command; before++)
        if ((*before)->grammar.sections == (*command)->grammar.sections)
            return *before;
    return NULL;
}

static void append_options(exq_bytes *out, const exq_command *const *command)
{
    const exq_section_use *use = (*command)->grammar.sections;
    const exq_command *same = use ? same_options_as(command) : NULL;
    if (same) {
        exq_bytes_format(out, ".PP\nOptions are those of \\fB%s\\fR.\n", same->name);
        return;
    }
    for (; use && use->section; use++) {
        exq_bytes_string(out, ".PP\n");
        append_line(out, use->section->heading);
        for (const exq_option *option = use->section->options; option->name; option++)
            append_option(out, option);
    }
}

static void append_command(exq_bytes *out, const exq_command *const *command)
{
    const exq_operands *operands = &(*command)->grammar.operands;
    exq_bytes_format(out, ".SS exaequo %s", (*command)->name);
    if (operands->name) {
        exq_bytes_string(out, " ");
        append_text(out, operands->name);
        exq_bytes_string(out, operands->most > 1 ? "..." : "");
    }
    exq_bytes_string(out, "\n");
    append_text(out, (*command)->summary);
    exq_bytes_string(out, ".\n");
    if (operands->help)
        append_text(out, operands->help);
    append_verbatim(out, (*command)->examples);
    append_options(out, command);
}

static void append_formats(exq_bytes *out)
{
    exq_bytes_string(out, ".SH OUTPUTS\nThe formats of \\fB\\-\\-out\\fR:\n");
    for (size_t i = 0; exq_render_name(i); i++) {
        exq_bytes_format(out, ".TP\n\\fB%s\\fR\n", exq_render_name(i));
        append_line(out, exq_render_summary(i));
    }
    exq_bytes_string(out, ".PP\nAn output that has nothing to say is not written.\n"
                          "All files of a run appear together or not at all.\n");
}

static const char opening[] = ".SH NAME\n"
                              "exaequo \\- does a model treat groups of people alike, and how sure is that?\n"
                              ".SH SYNOPSIS\n"
                              ".B exaequo\n"
                              ".I COMMAND\n"
                              ".RI [ OPTIONS ]\n"
                              ".SH DESCRIPTION\n"
                              "exaequo reads the decisions or the recommendations of a model with the groups\n"
                              "that people belong to, and tells how the groups fare, how sure that is, and\n"
                              "whether limits set beforehand are met. It sends nothing anywhere.\n"
                              ".SH COMMANDS\n";

static const char closing[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nNothing that blocks. Without checks nothing can be missed.\n"
    ".TP\n.B 1\nA limit is missed. All outputs are complete.\n"
    ".TP\n.B 2\nThe command asks for something that does not exist.\n"
    ".TP\n.B 3\nAn input is malformed, truncated or unreadable, or an output could not be written.\n"
    ".TP\n.B 4\nA check could not be computed, or is not settled where that blocks.\n"
    ".TP\n.B 5\nA privacy rule forbids the output.\n"
    ".TP\n.B 70\nOut of memory, or a defect of the program.\n"
    ".PP\n"
    "A run that breaks (2, 3, 5, 70) leaves no output behind.\n"
    ".SH ENVIRONMENT\n"
    "Nothing here changes a number, a limit or a verdict.\n"
    ".TP\n.B GITHUB_STEP_SUMMARY\n\\fBgate\\fR appends the summary in Markdown to this file.\n"
    ".TP\n.BR GITHUB_WORKSPACE , \\ CI_PROJECT_DIR\n"
    "The root of the repository, from which outputs for pipelines name the policy.\n"
    ".TP\n.BR NO_COLOR , \\ TERM\nWhether the text has colours.\n";

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)call;
    (void)exit_code;
    exq_bytes text = {0};
    exq_bytes_format(&text, ".\\\" made by `exaequo man`\n.TH EXAEQUO 1 \"\" \"exaequo %s\"\n", exq_version());
    exq_bytes_string(&text, opening);
    for (const exq_command *const *command = exq_command_registry; *command; command++)
        append_command(&text, command);
    append_formats(&text);
    exq_bytes_string(&text, closing);
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

const exq_command exq_command_man = {
    .name = "man",
    .summary = "Print the manual page",
    .examples = "  exaequo man | man -l -\n",
    .run = run,
};
