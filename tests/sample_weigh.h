/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What weighs a question of a sample document.
 */
#ifndef EXQ_SAMPLE_WEIGH_H
#define EXQ_SAMPLE_WEIGH_H

#include "document.h"

/* p, shrunken numbers and so on of every ratio; tests, who can be lowest, unknown groups where a level is missing, and
 * other choices, of the lead rate. */
void sample_weigh(exq_arena *arena, exq_doc_question *question);
/* Every group compared within strata: `simpson` is "reverses", "vanishes" or NULL. */
void sample_adjust(exq_arena *arena, exq_doc_question *question, const char *simpson);

#endif
