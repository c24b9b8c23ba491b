/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many results in one page: what was audited, in the order of its dates, each section a dashboard_*.c. Nothing is computed
 * but order: numbers, ranges and verdicts are those of the results.
 */
#ifndef EXQ_DASHBOARD_H
#define EXQ_DASHBOARD_H

#include "html_page.h"
#include "sentences_check.h"

/* One result. */
typedef struct exq_dated {
    const exq_document *document;
    const char *name;  /* of its file */
    const char *as_of; /* NULL: undated, which comes first */
    exq_voice voice;   /* that speaks about it */
} exq_dated;

/* One number over time: a check, by its id. */
typedef struct exq_trend {
    const exq_dated **results; /* that have the check */
    const exq_doc_check **checks;
    size_t count;
    exq_plot plot; /* without svg where it was not drawn */
} exq_trend;

/* Results of one audit: of the same name in its policy, or else of the same policy or question. */
typedef struct exq_history {
    const exq_dated *results; /* the latest last */
    size_t count;
    exq_trend *trends; /* of every check, in the order in which they were asked last */
    size_t trend_count;
} exq_history;

typedef struct exq_dashboard_page {
    exq_page page;            /* its document and voice are those of the result that is spoken of */
    const exq_dated *results; /* by audit, then by date, then by name */
    size_t result_count;
    exq_history *histories;
    size_t history_count;
    const char *plots_note; /* why there are no plots; NULL: there are */
    const char *today;      /* YYYY-MM-DD; NULL: what has ended since is not said */
} exq_dashboard_page;

/* Speak about this result from here on. */
void exq_page_turn_to(exq_page *page, const exq_dated *result);
/* Results by audit, then by date, then by name; NULL when out of memory. */
const exq_dated *exq_put_in_order(const exq_named_result *results, size_t count, const exq_language *language,
                                  exq_arena *arena);
/* What an audit is called: by its policy, else by its data. */
void exq_dashboard_say_audit(const exq_dated *result, exq_buffer *out);
/* Its day; else the name of the file. */
void exq_dashboard_say_when(const exq_dated *result, exq_buffer *out);

/* Follow every check. False when out of memory. */
EXQ_CHECKED bool exq_history_follow(exq_history *history, exq_arena *arena);
/* Prepare its run charts and add them to `plots`, which has room for trend_count; how many were added. */
size_t exq_history_plots(exq_history *history, exq_page *page, exq_plot **plots);
void exq_history_free_plots(exq_history *history);
/* Follow every check of all, and draw all run charts at once; what was not drawn is noted where charts would stand. */
void exq_dashboard_follow(exq_dashboard_page *self, const char *gnuplot); /* dashboard_trends.c */
void exq_dashboard_free_plots(exq_dashboard_page *self);

void exq_dashboard_matrix(exq_dashboard_page *self, const exq_history *history); /* dashboard_matrix.c */
void exq_page_charts(exq_page *page, const exq_history *history);                /* dashboard_trends.c */
void exq_page_taken_together(exq_page *page, const exq_history *history);        /* dashboard_again.c */
void exq_dashboard_ends(exq_dashboard_page *self);    /* dashboard_ends.c: what expires, and waivers */
void exq_dashboard_privacy(exq_dashboard_page *self); /* dashboard_privacy.c */

/* The run chart of one check: a row an audit, the side that meets the limit shaded. False: nothing to draw. */
EXQ_CHECKED bool exq_plot_trend(exq_plot *plot, const exq_voice *voice, const exq_trend *trend, exq_arena *arena);

#endif
