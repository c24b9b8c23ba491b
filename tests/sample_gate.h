/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document with checks of every verdict, one of the samples.
 */
#ifndef EXQ_SAMPLE_GATE_H
#define EXQ_SAMPLE_GATE_H

#include "result.h"

exq_result *exq_sample_gate(void);
/* One check that is missed, with the text wherever a text can come from outside: column, level, title, reason, file. */
exq_result *exq_sample_gate_of_label(const char *label);
/* One check that each of so many groups misses. */
exq_result *exq_sample_gate_of_many(size_t groups);

#endif
