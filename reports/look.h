/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking things up in a result document, for every renderer: which row compares this group on that rate, which rate
 * leads, in which order groups are shown. Looking and ordering only; no number is made here.
 */
#ifndef EXQ_LOOK_H
#define EXQ_LOOK_H

#include "document.h"

bool exq_levels_equal(const exq_doc_levels *a, const exq_doc_levels *b);

/* NULL when the group has no such rate. */
const exq_doc_rate *exq_look_rate(const exq_doc_group *group, const char *rate);

/* NULL when the group has no such measure. */
const exq_doc_measure *exq_look_measure(const exq_doc_group *group, const char *measure);

/* A rate or a measure of a group, read alike. */
typedef struct exq_figure {
    double value, lo, hi;
    double k, n; /* people counted, NaN for a measure; people behind it */
    const char *why;
} exq_figure;

/* False when the group has no such number; then all are NaN. */
bool exq_look_figure(const exq_doc_group *group, const char *id, exq_figure *out);

/* A list of disparities: a question's, or one stratum's. */
typedef struct exq_disparities {
    const exq_doc_disparity *items;
    size_t count;
} exq_disparities;

/* The row RATE_ratio of `group` against the reference; NULL when there is none. */
/* Is it the attention that a group of items gets over that of another, for each item or for what people like of them? */
bool exq_is_items_ratio(const exq_doc_disparity *disparity);
bool exq_is_merit_ratio(const exq_doc_disparity *disparity);
const exq_doc_disparity *exq_look_ratio(exq_disparities list, const char *rate, const exq_doc_levels *group);
/* Is it the row of a ratio of one group against a reference? */
bool exq_is_ratio(const exq_doc_disparity *disparity);

/* How far the end of the range nearest to parity lies beyond it, on the log scale: positive when a difference is shown, the
 * larger the clearer; -INFINITY when there is no range. Groups are ordered by it, never by the point estimate. */
double exq_look_clearness(const exq_doc_disparity *disparity);

/* One line of a table of groups. */
typedef struct exq_standing {
    const exq_doc_group *group;
    const exq_doc_rate *rate;           /* NULL: withheld, or no such rate (it may be a measure) */
    const exq_doc_disparity *disparity; /* its ratio row; NULL: none, as for the reference itself */
    bool is_reference;
} exq_standing;

/* The groups of a question in the order in which they are shown on `rate`: clearest difference first, not settled and not
 * computed after, then groups that are not compared, then the reference, then withheld groups. `out` holds
 * question->group_count items. */
void exq_look_standings(const exq_doc_question *question, const char *rate, exq_standing *out);

/* The best finding of a question (findings are ranked); NULL when it has none. */
const exq_doc_finding *exq_look_finding(const exq_document *document, size_t question);
const exq_doc_disparity *exq_look_disparity(const exq_document *document, const exq_doc_finding *finding);

/* -------------------------------------------------------------------------------- what weighs a question */

/* Each is NULL when the question has none for this rate (and group). */
/* The row of the lowest rate over the highest, when it has a parity null. */
const exq_doc_disparity *exq_look_lowest_ratio(const exq_doc_question *question, const char *rate);
const exq_doc_adjusted *exq_look_adjusted(const exq_doc_question *question, const char *rate,
                                          const exq_doc_levels *group);
const exq_doc_missing *exq_look_missing(const exq_doc_question *question, const char *rate);
const exq_doc_worst *exq_look_worst(const exq_doc_question *question, const char *rate);
const exq_doc_test *exq_look_test(const exq_doc_question *question, const char *rate);
const exq_doc_sensitivity *exq_look_sensitivity(const exq_doc_question *question, const char *rate,
                                                const exq_doc_levels *group);

/* The groups that are compared on a rate, and those of them with fewer than `few` people behind it. */
size_t exq_count_compared(const exq_document *document, const exq_doc_question *question, const char *rate, double few,
                          size_t *tiny);

/* ------------------------------------------------------------------------------- recommendation lists */

typedef enum exq_side { EXQ_SIDE_DECISION, EXQ_SIDE_USER, EXQ_SIDE_ITEM, EXQ_SIDE_CROSS } exq_side;
exq_side exq_look_side(const exq_doc_question *question);
/* The first question of a side; NULL when there is none. */
const exq_doc_question *exq_look_question(const exq_document *document, exq_side side);
/* Nobody was decided about: what speaks of decisions has no place. */
bool exq_look_lists_alone(const exq_document *document);
/* Something is withheld, of groups of people crossed with groups of items, and no group of either. */
bool exq_look_only_crossed_withheld(const exq_document *document);

/* "ndcg" and @10: the measure at the first cutoff, as the group has it; NULL when it has none. */
const exq_doc_measure *exq_look_first(const exq_doc_group *group, const char *name);
/* The same of the catalogue. */
const exq_doc_catalogue *exq_look_catalogue(const exq_document *document, const char *name);

/* ------------------------------------------------------------------------ two attributes crossed */

typedef struct exq_crossing {
    const exq_doc_group *group;     /* NULL: nobody is there */
    const exq_doc_disparity *ratio; /* of the lead rate, where it may be shown */
    bool is_reference;
} exq_crossing;

bool exq_look_is_crossed(const exq_doc_question *question);
/* The level of the group on one attribute; and whether it is the first with it, and so stands for all that have it. */
exq_doc_levels exq_look_level(const exq_doc_group *group, size_t attribute);
bool exq_look_opens(const exq_doc_question *question, size_t group, size_t attribute);
/* Where the row of one group, its second attribute, meets the column of another, its first. */
exq_crossing exq_look_crossing(const exq_doc_question *question, size_t row, size_t column);

/* ▲ shown higher, ▼ shown lower, ? not settled, empty: not compared. */
const char *exq_look_mark(const exq_doc_disparity *disparity);

/* Are there too few people for a rate on either side? Then only heads are shown, and no ratio. */
bool exq_too_few(const exq_doc_disparity *disparity);
/* The same of a number made of two rates, equalized odds and the like: too few for one of them is too few for it. */
bool exq_too_few_in(const exq_doc_question *question, const exq_doc_disparity *disparity);

#endif
