/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An output is one file render_NAME.c that defines `const exq_render_format exq_render_NAME`. Renderers read the result
 * document and never compute: what they show stands in it.
 */
#ifndef EXQ_RENDER_H
#define EXQ_RENDER_H

#include "buffer.h"
#include "document.h"

typedef struct exq_render_format {
    const char *name;    /* "html" */
    const char *summary; /* one line for --help */
    EXQ_CHECKED exq_status (*render)(const exq_result *result, const exq_render_options *options, exq_buffer *out,
                                     exq_error *error);
} exq_render_format;

/* Every format, sorted by name, NULL behind the last. Generated from the names of the files. */
extern const exq_render_format *const exq_render_registry[];

#endif
