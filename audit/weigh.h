/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighing findings: how likely chance alone is to bring them forth, what is left of them when like is compared with like,
 * what people of unknown group could change, and what other choices would have said. Everything starts from published rows,
 * so nothing of a withheld group can survive. All functions allocate in the description's arena and return false only when
 * out of memory; random draws depend on the seed, the question and the rate, never on the order in which they are made.
 */
#ifndef EXQ_WEIGH_H
#define EXQ_WEIGH_H

#include "describe.h"
#include "evidence.h"
#include "fold.h"
#include "number.h"
#include "random.h"

/* A table prepared for weighing. */
typedef struct exq_weighed {
    const exq_table *table;
    const exq_findings *findings;
    exq_evidence evidence;
} exq_weighed;

EXQ_CHECKED bool exq_weigh_prepare(const exq_describe *describe, const exq_table *table, const exq_findings *findings,
                                   exq_weighed *out);

/* ------------------------------------------------------------------------------------------- shares of people */

static inline exq_share exq_weigh_share(const exq_estimate *estimate)
{
    return (exq_share){estimate->num.people, estimate->den.people};
}

/* Do tests and counts of people apply: a share of unweighted people? */
bool exq_weigh_counts(const exq_lineup *lineup);

/* The line-up of a rate or measure; NULL when there is none of that name here. */
const exq_lineup *exq_weigh_lineup(const exq_evidence *evidence, const char *of);

/* The people of a comparison. Everyone holds the group itself, so what is tested against everyone is tested against the
 * rest. False when the rate of either is undefined, or no pair is named. */
bool exq_weigh_pair(const exq_lineup *lineup, size_t group, size_t reference, exq_share pair[2]);

/* How the row came from its rate: which fold of the line-up of `row->of`. False: it is no fold of one rate. */
bool exq_weigh_fold(const exq_evidence *evidence, const exq_disparity *row, exq_fold *fold);

/* A stream of random numbers for one purpose within a question: `what` and `of` name it. */
exq_random exq_weigh_stream(const exq_describe *describe, const char *what, const char *of);

/* ---------------------------------------------------------------------------------------- rows of one table */

/* Fills in p, its adjustment, what is detectable and how few decisions reverse a row; `rows` are parallel to the
 * findings' disparities. */
EXQ_CHECKED bool exq_weigh_rows(const exq_describe *describe, const exq_weighed *weighed, exq_doc_disparity *rows);

/* ------------------------------------------------------------------------------------------- a whole question */

/* question->adjusted: every group against the reference, pooled over the strata. */
EXQ_CHECKED bool exq_weigh_strata(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->tests: are all groups alike? */
EXQ_CHECKED bool exq_weigh_tests(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->missing: bounds, where there are people of unknown group. */
EXQ_CHECKED bool exq_weigh_missing(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->sensitivity: the ratios of the rates shown under other choices. */
EXQ_CHECKED bool exq_weigh_choices(const exq_describe *describe, const exq_weighed *marginal,
                                   exq_doc_question *question);

#endif
