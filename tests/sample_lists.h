/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Results about recommendation lists, made by hand for the tests of renderers. The figures of films are those of item-kNN
 * on MovieLens 1M where these are published, and plausible elsewhere.
 */
#ifndef EXQ_SAMPLE_LISTS_H
#define EXQ_SAMPLE_LISTS_H

#include "result.h"

/* By gender and by age, by genres, gender and genres crossed, with the reader's words. */
exq_result *exq_sample_films(void);
/* One grouping of people and one of items, no truth and no words. */
exq_result *exq_sample_unjudged(void);
/* The films with a group of people and one of items called `label`, which is borrowed and also names both columns. */
exq_result *exq_sample_films_of_label(const char *label);

#endif
