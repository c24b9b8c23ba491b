/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document of decisions that come from a score, one of the samples: lines of every kind, numbers that are known between
 * bounds, and a check for which other cut-offs were tried.
 */
#ifndef EXQ_SAMPLE_SCORES_H
#define EXQ_SAMPLE_SCORES_H

#include "result.h"

exq_result *exq_sample_scores(void);

#endif
