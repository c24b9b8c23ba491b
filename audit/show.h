/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reader sees first. The document holds every metric; text and page show these.
 */
#ifndef EXQ_SHOW_H
#define EXQ_SHOW_H

#include "plan.h"

/* The rates and metrics to show, the lead rate first: those asked for, or chosen by rule. The lead rate is
 * selection_rate without labels or when nobody said what being selected means; else true_positive_rate when being
 * selected is good for the person, false_positive_rate when it is bad. False only when out of memory. */
EXQ_CHECKED bool exq_show_choose(const exq_request *request, const exq_tally_facts *facts, exq_arena *arena,
                                 const char *const **show, size_t *count);

#endif
