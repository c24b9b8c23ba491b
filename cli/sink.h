/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a result goes: the outputs asked for, rendered into memory all of them before the first byte is written.
 */
#ifndef EXQ_SINK_H
#define EXQ_SINK_H

#include "bytes.h"
#include "option.h"

typedef struct exq_output_options {
    exq_list out;
    const char *report;
    const char *review; /* a form that was filled in */
    const char *lang;
    unsigned color;
    bool quiet;
} exq_output_options;

extern const exq_section exq_section_output;

typedef struct exq_output {
    const char *format;
    const char *path; /* NULL: standard output */
    const char *language;
    bool is_page; /* of the report folder, one of several languages */
    exq_bytes content;
} exq_output;

enum { EXQ_MOST_LANGUAGES = 8 };

typedef struct exq_sink {
    exq_output *outputs;
    size_t count;
    bool coloured_files, coloured_screen;
    const char *languages[EXQ_MOST_LANGUAGES]; /* the first is that of everything but the other pages */
    size_t language_count;
    exq_page_link pages[EXQ_MOST_LANGUAGES];
    const char *review;      /* the form with the answers to put in; NULL: none */
    const char *policy_path; /* for outputs that point at the policy; NULL: by its name */
    const char *summary;     /* the page of a pipeline's step; NULL: none */
    exq_pool *pool;
    const exq_named_result *history; /* of the page: earlier results and this one */
    size_t history_count;
} exq_sink;

/* Decide on the outputs and see that they can be written, none of them over an input. Errors: USAGE, IO, MEMORY. */
EXQ_CHECKED exq_status exq_sink_open(exq_sink *self, const exq_output_options *options, const exq_list *inputs,
                                     exq_pool *pool, exq_error *error);
/* Add the summary to the page of the pipeline's step, where the environment names one. Errors: USAGE, IO. */
EXQ_CHECKED exq_status exq_sink_add_step_summary(exq_sink *self, const exq_list *inputs, exq_error *error);
/* Render and write: the files as one set, then standard output. A file that would be empty is not written, and one of an earlier
 * run in its place is taken away. Errors: those of exq_render, IO. */
EXQ_CHECKED exq_status exq_sink_deliver(exq_sink *self, exq_result *result, exq_error *error);
void exq_sink_close(exq_sink *self);

#endif
