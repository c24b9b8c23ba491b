/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rendering a result to a format by its name: the table of formats is generated from the files render_*.c.
 */
#include "render.h"

#include <string.h>

static const exq_render_format *find(const char *name)
{
    for (const exq_render_format *const *format = exq_render_registry; *format != NULL; format++) {
        if (strcmp((*format)->name, name) == 0)
            return *format;
    }
    return NULL;
}

static exq_status fail_unknown(const char *name, exq_error *error)
{
    exq_buffer known = EXQ_BUFFER_INIT;
    for (const exq_render_format *const *format = exq_render_registry; *format != NULL; format++)
        exq_buffer_format(&known, "%s%s", known.length > 0 ? ", " : "", (*format)->name);
    exq_status status = exq_fail(error, EXQ_USAGE, "there is no output '%s'. Choose one of: %s.", name,
                                 known.failed || known.length == 0 ? "none" : known.bytes);
    exq_buffer_free(&known);
    return status;
}

exq_status exq_render(const exq_result *result, const char *format, const exq_render_options *options, exq_write write,
                      void *payload, exq_error *error)
{
    const exq_render_format *found = find(format);
    if (found == NULL)
        return fail_unknown(format, error);
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_status status = found->render(result, options, &out, error);
    if (status == EXQ_OK && out.failed)
        status = exq_fail_memory(error);
    if (status == EXQ_OK && !write(payload, out.bytes, out.length))
        status = exq_fail(error, EXQ_IO, "the %s output could not be written. Is there room for it?", format);
    exq_buffer_free(&out);
    return status;
}

const char *exq_render_name(size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (exq_render_registry[i] == NULL)
            return NULL;
    }
    return exq_render_registry[index] != NULL ? exq_render_registry[index]->name : NULL;
}

const char *exq_render_summary(size_t index)
{
    return exq_render_name(index) != NULL ? exq_render_registry[index]->summary : NULL;
}
