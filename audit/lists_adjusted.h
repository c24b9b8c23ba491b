/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of people compared like with like: at equal length of history, and within the strata asked for.
 */
#ifndef EXQ_LISTS_ADJUSTED_H
#define EXQ_LISTS_ADJUSTED_H

#include "lists_quantities.h"
#include "lists_reference.h"

/* One question about people, as its groups have been described. */
typedef struct exq_list_question {
    const exq_user_question *question;
    const exq_doc_levels *levels; /* one per group of the marginal table */
    const bool *compared;         /* likewise */
    exq_lists_reference reference;
    const exq_list_quantity *quantities;
    size_t quantity_count;
} exq_list_question;

/* out->adjusted_means: of every number by which people are served better or worse, every group against the reference; where
 * that is everyone, against all others. */
EXQ_CHECKED bool exq_lists_adjust(const exq_lists_run *run, const exq_list_question *of, exq_doc_question *out);

/* The group of a stratum that has the levels of a group of the marginal table; EXQ_NOBODY: it is not there. */
size_t exq_lists_inside(const exq_user_question *question, const exq_user_table *stratum, size_t group);

#endif
