/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighing findings: how likely chance alone is to bring them forth, what is left of them when like is compared
 * with like, what people of unknown group could change, and what other choices would have said. Everything starts
 * from published rows, so nothing of a withheld group can survive. All functions allocate in the description's
 * arena and return false only when out of memory; random draws depend on the seed, the question and the rate, never
 * on the order in which they are made.
 */
#ifndef EXQ_WEIGH_H
#define EXQ_WEIGH_H

#include "describe.h"
#include "evidence.h"
#include "fold.h"
#include "parity_null.h"
#include "random.h"
#include "shrinkage.h"

/* The limit of the four-fifths rule: what is asked of numbers when no check says otherwise. */
static const exq_ratio exq_weigh_limit = {80, 100};
static inline double exq_weigh_limit_value(void)
{
    return (double)exq_weigh_limit.num / (double)exq_weigh_limit.den;
}

/* The chance with which a difference is to be found, or a limit shown to be met. */
#define EXQ_WEIGH_POWER 0.8

/* What all compared groups say together of one rate. */
typedef struct exq_weigh_crowd {
    exq_why why;       /* why nothing can be said; the shares are there only when there is no reason */
    exq_share *shares; /* of the compared groups, in their order; no people where the rate is undefined */
    size_t count;
    exq_value *shrunken; /* each group's rate by itself (empirical Bayes) */
    exq_value *spread;   /* rates that vary as the true ones do (constrained empirical Bayes) */
    exq_shrinkage shrinkage;
    exq_parity_null null;
    uint64_t draws;
    exq_value people_to_meet; /* needed in each group, of the question's own table */
} exq_weigh_crowd;

/* A table prepared for weighing. */
struct exq_weighed {
    const exq_table *table;
    const exq_findings *findings;
    exq_metric_options *options; /* of the evidence, which does without ranges over all groups */
    exq_evidence evidence;
    exq_weigh_crowd *crowds; /* EXQ_RATES */
};

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

/* The people of a comparison. Everyone holds the group itself, so what is tested against everyone is tested against
 * the rest. False when the rate of either is undefined, or no pair is named. */
bool exq_weigh_pair(const exq_lineup *lineup, size_t group, size_t reference, exq_share pair[2]);

/* How the row came from its rate: which fold of the line-up of `row->of`. False: it is no fold of one rate. */
bool exq_weigh_fold(const exq_evidence *evidence, const exq_disparity *row, exq_fold *fold);

/* A seed of its own for one purpose within a question: `what` and `of` name it. */
uint64_t exq_weigh_seed(const exq_describe *describe, const char *what, const char *of);

/* How many worlds to draw for each rate of a table with so many groups, 2 or more; 0, in a stratum: there are too many
 * strata. */
uint64_t exq_weigh_draws(const exq_describe *describe, const exq_table *table, size_t groups);

/* Fills in what the groups of a table say together, rate by rate. */
EXQ_CHECKED bool exq_weigh_crowds(const exq_describe *describe, exq_weighed *weighed);
/* A group's place among those compared; their count when it is none of them. */
size_t exq_weigh_place(const exq_evidence *evidence, size_t group);

/* ---------------------------------------------------------------------------------------- rows of one table */

/* Fills in p, its adjustment, the shrunken number, what is detectable and how few decisions reverse a row; `rows`
 * are parallel to the findings' disparities. */
EXQ_CHECKED bool exq_weigh_rows(const exq_describe *describe, const exq_weighed *weighed, exq_doc_disparity *rows);
/* Sets distances of scores beside what they would be were the groups alike. Comes before p-values are adjusted. */
EXQ_CHECKED bool exq_weigh_scores(const exq_describe *describe, const exq_weighed *weighed, exq_doc_disparity *rows);
/* Fills in the shrunken rates of a group; a `group` beyond the table is everyone. */
void exq_weigh_rates(const exq_weighed *weighed, size_t group, exq_doc_rate *rates, size_t count);

/* ------------------------------------------------------------------------------------------- a whole question */

/* question->adjusted: every group against the reference, pooled over the strata. */
EXQ_CHECKED bool exq_weigh_strata(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->tests: are all groups alike? */
EXQ_CHECKED bool exq_weigh_tests(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->variances: how much do the true rates vary? */
EXQ_CHECKED bool exq_weigh_variances(const exq_describe *describe, const exq_weighed *marginal,
                                     exq_doc_question *question);
/* question->worst: which groups can be the lowest, which the highest? */
EXQ_CHECKED bool exq_weigh_worst(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->missing: bounds, where there are people of unknown group. */
EXQ_CHECKED bool exq_weigh_missing(const exq_describe *describe, const exq_weighed *marginal, exq_doc_question *question);
/* question->sensitivity: the ratios of the rates shown under other choices. */
EXQ_CHECKED bool exq_weigh_choices(const exq_describe *describe, const exq_weighed *marginal,
                                   exq_doc_question *question);

#endif
