/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the published tables of lists to the result document. All functions allocate in the run's arena and return false
 * only when out of memory.
 */
#ifndef EXQ_LISTS_DESCRIBE_H
#define EXQ_LISTS_DESCRIBE_H

#include "document.h"
#include "kernels.h"
#include "lists_means.h"
#include "lists_plan.h"

typedef struct exq_lists_run {
    const exq_lists_plan *plan;
    const exq_tally_facts *facts;
    exq_published_lists lists;
    const char *const *show; /* what text and page show, the lead number first */
    size_t show_count;
    exq_arena *arena;
} exq_lists_run;

/* ----------------------------------------------------------------------------------------------------- pieces */

/* Whether it is known what people find relevant: from a file of its own, or from the lists. */
static inline bool exq_lists_has_truth(const exq_lists_run *run)
{
    return run->facts->lists->has_truth || run->facts->lists->relevance != NULL;
}

/* "gini" and 10: "gini@10". NULL when out of memory. */
const char *exq_lists_id(const exq_lists_run *run, const char *name, size_t cutoff);

/* Which of the groupings of items that were asked for a published one is; SIZE_MAX: none. And the reverse. */
size_t exq_lists_asked(const exq_lists_run *run, size_t grouping);
size_t exq_lists_grouping(const exq_lists_run *run, size_t asked);

/* A row of comparison with nothing in it. */
exq_doc_disparity exq_lists_row(const char *metric, const char *of);

/* Put a value and its ranges down; whether `together` excludes `parity` is the difference. */
void exq_lists_put(exq_doc_disparity *out, exq_value value, exq_range together, exq_range alone, double parity);

/* A measure of a group. */
exq_doc_measure exq_lists_measure(const char *id, exq_value value, exq_range range, double se, exq_count n);

bool exq_lists_levels(const exq_lists_run *run, const char *const *by, size_t by_count, const char *const *levels,
                      exq_doc_levels *out);

/* What was met, by name: events and short lists of a row. */
bool exq_lists_events(const exq_lists_run *run, const exq_user_row *row, const exq_doc_event **out, size_t *count);

/* The mean of one output of a measure of everyone. */
exq_mean exq_lists_mean(const exq_measured *measured, exq_why empty);

/* Points of one measure of every group that has it. */
bool exq_lists_forest(const exq_lists_run *run, const exq_doc_group *groups, size_t group_count, const char *measure,
                      exq_doc_series *out);

/* -------------------------------------------------------------------------------------------------- questions */

/* Errors: USAGE (a reference that is no group), MEMORY (so below). */
EXQ_CHECKED exq_status exq_lists_answer_users(const exq_lists_run *run, size_t question, exq_doc_question *out,
                                              exq_error *error);
EXQ_CHECKED exq_status exq_lists_answer_items(const exq_lists_run *run, size_t question, exq_doc_question *out,
                                              exq_error *error);
EXQ_CHECKED bool exq_lists_answer_cross(const exq_lists_run *run, const exq_cross_question *cross,
                                        exq_doc_question *out);

EXQ_CHECKED bool exq_lists_describe_catalogue(const exq_lists_run *run, exq_document *document);
EXQ_CHECKED bool exq_lists_describe_data(const exq_lists_run *run, exq_document *document);
EXQ_CHECKED bool exq_lists_describe_conventions(const exq_lists_run *run, exq_document *document);

#endif
