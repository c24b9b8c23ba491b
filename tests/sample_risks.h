/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document of scores that are shares, of more groups than one picture can hold, one of them with a label of the caller's:
 * lines, areas, means and comparisons of scores.
 */
#ifndef EXQ_SAMPLE_RISKS_H
#define EXQ_SAMPLE_RISKS_H

#include "result.h"

exq_result *exq_sample_risks(void);
exq_result *exq_sample_risks_of_label(const char *label);

#endif
