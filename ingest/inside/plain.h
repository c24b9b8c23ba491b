/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lanes for text in which a quote is a character like any other: a line is a record, and nothing can protect a
 * delimiter.
 */
#ifndef EXQ_PLAIN_H
#define EXQ_PLAIN_H

#include "lane.h"

extern const exq_lane exq_lane_plain;  /* fields apart by the delimiter of the layout */
extern const exq_lane exq_lane_blanks; /* by any run of blanks and tabs */
extern const exq_lane exq_lane_colons; /* by two colons */

#endif
