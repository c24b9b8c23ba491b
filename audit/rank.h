/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes first: the ratio rows of all questions as findings, ranked by what is shown most clearly, not by what looks largest.
 */
#ifndef EXQ_RANK_H
#define EXQ_RANK_H

#include "document.h"

/* Sets document->findings from its questions. Order: lead rates before others; groupings by one column before crossed ones;
 * then the end of the simultaneous range nearest to parity, farthest first; then people affected; then document order.
 * False only when out of memory. */
EXQ_CHECKED bool exq_rank_findings(exq_document *document, exq_selected_is selected_is, exq_arena *arena);

#endif
