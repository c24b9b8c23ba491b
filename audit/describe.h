/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From findings to the result document: every number that a reader will meet is put down here, so that renderers
 * need not compute. All functions allocate in `arena` and return false only when out of memory.
 */
#ifndef EXQ_DESCRIBE_H
#define EXQ_DESCRIBE_H

#include "document.h"
#include "metrics.h"
#include "number.h"

/* What one question's description draws on. */
typedef struct exq_describe {
    const exq_published *question;
    const exq_metric_options *options; /* of the marginal table */
    const char *const *show;           /* the rates and metrics to show, the lead rate first */
    size_t show_count;
    const char *class_name; /* the favourable class of a one-vs-rest question; NULL when binary */
    const char *threshold;  /* ">= T" as T, "> T" as >T; NULL: decisions were given as such */
    const exq_check *checks; /* whose metrics are told at other cut-offs too */
    size_t check_count;
    exq_correction correction; /* of p-values */
    uint64_t seed;          /* of all random draws */
    exq_arena *arena;
} exq_describe;

EXQ_CHECKED bool exq_describe_levels(const exq_describe *describe, const exq_row *row, exq_doc_levels *out);

/* A group of a table, or everyone when `group` is beyond its groups. */
typedef struct exq_weighed exq_weighed; /* weigh.h */
EXQ_CHECKED bool exq_describe_group(const exq_describe *describe, const exq_weighed *weighed, size_t group,
                                    exq_doc_group *out);

/* A number beside what chance alone would make of it. */
exq_doc_fair exq_describe_chance(const exq_chance *chance, exq_value value);

/* "shown", "not_shown"; NULL: nobody asked. */
const char *exq_describe_difference(exq_difference difference);

/* One comparison, with its heads: 45 of every 100 against 23, 384 fewer. */
EXQ_CHECKED bool exq_describe_disparity(const exq_describe *describe, const exq_table *table,
                                        const exq_findings *findings, const exq_disparity *disparity,
                                        exq_doc_disparity *out);

/* The comparison of two shares of people, neither of nobody, in heads. */
void exq_describe_heads(exq_share group, exq_share reference, exq_doc_disparity *out);

/* The points of the plots of a described question: a forest for each rate shown, one ladder of their ratios. */
EXQ_CHECKED bool exq_describe_series(const exq_describe *describe, exq_doc_question *question);

/* The lines of its scores, where it has some. */
EXQ_CHECKED bool exq_describe_curves(const exq_describe *describe, const exq_findings *findings,
                                     exq_doc_question *question);

/* A whole question: the marginal table and every stratum. `findings` is that of the marginal table, `strata` of each
 * stratum. */
EXQ_CHECKED bool exq_describe_question(const exq_describe *describe, const exq_findings *findings,
                                       const exq_findings *strata, exq_doc_question *out);

#endif
