/* SPDX-License-Identifier: Apache-2.0 */
/* The printed command: what was said, so that anyone who has the data can say it again. Paths stay out, because they
 * tell of the machine and not of the audit. */
#include <string.h>

#include "build_request.h"

const char *exq_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* As one word of a POSIX shell. */
static void append_quoted(exq_bytes *line, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:=,@%+";
    if (*text != '\0' && text[strspn(text, plain)] == '\0') {
        exq_bytes_string(line, text);
        return;
    }
    exq_bytes_string(line, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            exq_bytes_string(line, "'\\''");
        else
            exq_bytes_append(line, text, 1);
    }
    exq_bytes_string(line, "'");
}

static void append_said(exq_bytes *line, const exq_said *said)
{
    exq_bytes_string(line, " ");
    if (!said->option) {
        const char *name = exq_base_name(said->value);
        if (name[0] == '-' && name[1] != '\0') /* not an option */
            exq_bytes_string(line, "./");
        append_quoted(line, name);
        return;
    }
    exq_bytes_format(line, "--%s", said->option->name);
    if (said->value) {
        exq_bytes_string(line, said->value[0] == '-' ? "=" : " ");
        append_quoted(line, said->option->file ? exq_base_name(said->value) : said->value);
    }
}

const char *exq_request_command(const exq_call *call)
{
    exq_bytes line = {0};
    exq_bytes_format(&line, "exaequo %s", call->command->name);
    for (size_t i = 0; i < call->parsed->said_count; i++) {
        const exq_said *said = &call->parsed->said[i];
        if (!said->option || !said->option->local)
            append_said(&line, said);
    }
    char *copy = line.failed ? NULL : exq_pool_copy(call->pool, line.bytes, line.length);
    exq_bytes_free(&line);
    return copy;
}
