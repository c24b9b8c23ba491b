/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking up what a result tells of scores: as look.h.
 */
#ifndef EXQ_LOOK_SCORES_H
#define EXQ_LOOK_SCORES_H

#include "look.h"

/* Were scores given, so that the question has lines or areas to show? */
bool exq_look_has_scores(const exq_doc_question *question);
bool exq_look_any_scores(const exq_document *document);

/* Is it a comparison of scores, not of decisions? */
bool exq_is_of_scores(const char *metric);

/* The two groups to speak of: the reference, and the group that is most clearly shown to differ from it in its area under the
 * curve; where none is shown, that with most people. */
typedef struct exq_ranked_pair {
    const exq_doc_group *group, *reference; /* NULL: no group has an area; there is one group */
    const exq_doc_disparity *row;           /* NULL: they are not compared */
} exq_ranked_pair;
exq_ranked_pair exq_look_ranked(const exq_doc_question *question);

/* The metrics whose values at other cut-offs are worth a plot: the lead rate, what checks ask, what is to be shown. At most
 * so many; how many more there are in `left`. */
enum { EXQ_MOST_SWEEPS = 4 };
size_t exq_look_sweeps(const exq_document *document, const exq_doc_question *question, const char *out[EXQ_MOST_SWEEPS],
                       size_t *left);
/* The first check that holds this metric of the question to a limit; NULL: none. */
const exq_doc_check *exq_look_check_of(const exq_document *document, const exq_doc_question *question,
                                       const char *metric);
/* Is it a rate of people, not a comparison of groups? */
bool exq_look_is_rate(const exq_doc_question *question, const char *metric);

/* Fewer points than these between the ends of a curve make no picture. */
enum { EXQ_FEWEST_POINTS = 3 };
/* Has the ROC or calibration curve enough of them? The ends of a ROC curve are those of every one. */
bool exq_look_is_drawn(const exq_doc_curve *curve);

#endif
