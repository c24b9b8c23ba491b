/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of a question's scores. Points stand at steps alone, which the door has made wide enough to be shown.
 */
#ifndef EXQ_DESCRIBE_CURVES_H
#define EXQ_DESCRIBE_CURVES_H

#include "describe.h"

/* Curves that are added one by one. */
typedef struct exq_curves {
    exq_doc_curve *items;
    size_t count, capacity;
} exq_curves;

EXQ_CHECKED bool exq_curves_add(exq_curves *self, exq_doc_curve curve, exq_arena *arena);

/* Does the cut-off in use lie between this bin and the one before it, so that selected is who has a score in it or above? */
bool exq_curves_operate_at(const exq_describe *describe, size_t bin);

/* Rates of every shown group and of everyone, metrics over all groups, and the metrics of checks, were another cut-off the
 * decision. A line has the cut-offs at which all whom it is about may be shown. `reference` as in exq_findings. */
EXQ_CHECKED bool exq_describe_sweep(const exq_describe *describe, size_t reference, exq_curves *out);

#endif
