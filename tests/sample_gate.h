/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document with checks of every verdict, one of the samples.
 */
#ifndef EXQ_SAMPLE_GATE_H
#define EXQ_SAMPLE_GATE_H

#include "result.h"

exq_result *exq_sample_gate(void);

#endif
