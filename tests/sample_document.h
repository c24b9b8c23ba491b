/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Result documents made by hand, for the tests of everything that reads one. Ranges are Katz intervals and no more than
 * plausible; counts, rates, ratios and indices agree with each other.
 */
#ifndef EXQ_SAMPLE_DOCUMENT_H
#define EXQ_SAMPLE_DOCUMENT_H

#include "result.h"

typedef struct exq_sample {
    const char *name;
    exq_result *(*make)(void); /* the caller frees it; aborts when out of memory */
} exq_sample;

/*
 * compas     one question with labels and all words: the false positive rate of six groups, two of them tiny
 * rich       three questions (race given department, sex and age crossed, a class of many): strata, withheld groups, a
 *            missing level, undefined rates, an infinite upper end, hostile labels, excluded rows, warnings
 * bare       no labels, no words, no strata; nothing is shown
 * alone      one group: nothing can be compared
 * scored     a question with the lines of a score, and a check with other cut-offs
 * crowded    more groups than a plot has rows, with long names, and eleven more questions
 */
extern const exq_sample exq_samples[]; /* make is NULL behind the last */

/* A question of three groups, one of which is called `label` and shown to fare worse; `label`, which is
 * borrowed, also names the column. */
exq_result *exq_sample_of_label(const char *label);

#endif
