/* SPDX-License-Identifier: Apache-2.0 */
/* See completion.h. What a value is, is read off what help calls it, so that no row has to say it twice. */
#include "completion.h"

#include <string.h>

static bool has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

exq_value_choice exq_completion_of_option(const exq_option *option, const char *formats)
{
    if (option->choices)
        return (exq_value_choice){EXQ_VALUE_WORDS, option->choices};
    if (strcmp(option->name, "out") == 0)
        return (exq_value_choice){EXQ_VALUE_WORDS, formats};
    if (strcmp(option->name, "metric") == 0)
        return (exq_value_choice){.kind = EXQ_VALUE_METRIC};
    if (has(option->argument, "DIR"))
        return (exq_value_choice){.kind = EXQ_VALUE_FOLDER};
    return (exq_value_choice){.kind = option->file || has(option->argument, "FILE") || has(option->argument, "PATH")
                                          ? EXQ_VALUE_FILE
                                          : EXQ_VALUE_ANY};
}

exq_value_choice exq_completion_of_operand(const exq_operands *operands)
{
    static const char *const files[] = {"DATA", "TALLY", "POLICY", ".json"};
    if (has(operands->name, "METRIC"))
        return (exq_value_choice){.kind = EXQ_VALUE_METRIC};
    if (has(operands->name, "|"))
        return (exq_value_choice){EXQ_VALUE_WORDS, operands->name};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (has(operands->name, files[i]))
            return (exq_value_choice){.kind = EXQ_VALUE_FILE};
    return (exq_value_choice){.kind = EXQ_VALUE_ANY};
}

void exq_completion_formats(exq_bytes *out)
{
    for (size_t i = 0; exq_render_name(i); i++)
        exq_bytes_format(out, "%s%s", i > 0 ? "|" : "", exq_render_name(i));
}
