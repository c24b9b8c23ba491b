/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What exaequo knows of its metrics and methods, as text of at most 80 columns: the list, and one of them explained.
 */
#include <string.h>

#include "arena.h"
#include "buffer.h"
#include "methods.h"
#include "metrics.h"
#include "suggest.h"

#define WIDTH 79
#define INDENT 15

/* Break `text` between words so that every line starts at column `indent` and ends before column WIDTH. */
static void wrap(exq_buffer *out, size_t indent, const char *text)
{
    size_t column = indent;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        if (column > indent && column + 1 + length > WIDTH) {
            exq_buffer_format(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            exq_buffer_char(out, ' ');
            column++;
        }
        exq_buffer_append(out, text, length);
        column += length;
        text += length + strspn(text + length, " ");
    }
    exq_buffer_char(out, '\n');
}

static void field(exq_buffer *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    exq_buffer_format(out, "%-*s", INDENT, name);
    wrap(out, INDENT, text);
}

static exq_status hand_over(exq_buffer *text, exq_write write, void *payload, exq_error *error)
{
    exq_status status = EXQ_OK;
    if (text->failed)
        status = exq_fail_memory(error);
    else if (!write(payload, text->bytes, text->length))
        status = exq_fail(error, EXQ_IO, "the text could not be written.");
    exq_buffer_free(text);
    return status;
}

static void write_methods(exq_buffer *out)
{
    exq_buffer names = EXQ_BUFFER_INIT;
    const exq_method *method;
    for (size_t i = 0; (method = exq_method_get(i)) != NULL; i++)
        exq_buffer_format(&names, "%s%s", i > 0 ? ", " : "", method->name);
    exq_buffer_string(out, "  ");
    if (names.length > 0)
        wrap(out, 2, names.bytes);
    out->failed = out->failed || names.failed;
    exq_buffer_free(&names);
}

static exq_status write_list(exq_arena *arena, exq_write write, void *payload, exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    const char *family = "";
    const exq_metric_info *info;
    for (size_t i = 0; (info = exq_catalogue_get(i, arena)) != NULL; i++) {
        if (strcmp(info->family, family) != 0) {
            exq_buffer_format(&text, "%s%s\n", i > 0 ? "\n" : "", info->family);
            family = info->family;
        }
        exq_buffer_format(&text, "  %s\n", info->id);
    }
    exq_buffer_string(&text, "\nexaequo explain METRIC tells what one of them means. It also tells how figures\n"
                             "are found:\n");
    write_methods(&text);
    return hand_over(&text, write, payload, error);
}

exq_status exq_metrics_list(exq_write write, void *payload, exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    exq_status status = write_list(arena, write, payload, error);
    exq_arena_free(arena);
    return status;
}

static void explain_method(const exq_method *method, exq_buffer *out)
{
    exq_buffer_format(out, "%s\n\n", method->name);
    field(out, "it gives", method->gives);
    field(out, "how", method->how);
    field(out, "mind", method->mind);
    field(out, "source", method->source);
}

static exq_status write_explanation(const char *name, exq_arena *arena, exq_write write, void *payload,
                                    exq_error *error)
{
    const exq_metric_info *info = exq_catalogue_find(name, arena);
    const exq_method *method = info == NULL ? exq_method_find(name) : NULL;
    if (info == NULL && method == NULL)
        return exq_suggest_metric(name, arena, error);
    exq_buffer text = EXQ_BUFFER_INIT;
    if (info == NULL) {
        explain_method(method, &text);
        return hand_over(&text, write, payload, error);
    }
    exq_buffer_format(&text, "%s\n\n", info->id);
    field(&text, "name", info->name);
    field(&text, "also called", info->also);
    field(&text, "definition", info->definition);
    field(&text, "formula", info->formula);
    field(&text, "range", info->range);
    field(&text, "ideal", info->ideal);
    field(&text, "undefined when", info->undefined_when);
    field(&text, "it misleads", info->limits);
    field(&text, "example", info->example.words);
    field(&text, "source", info->source);
    return hand_over(&text, write, payload, error);
}

exq_status exq_metrics_explain(const char *name, exq_write write, void *payload, exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    exq_status status = write_explanation(name, arena, write, payload, error);
    exq_arena_free(arena);
    return status;
}
