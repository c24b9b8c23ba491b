/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decision of another version in the same rows: a made column whose levels are what it decided. So a tally of two
 * versions is one more attribute, and adds up, is saved and is taken away as all others are.
 */
#ifndef EXQ_AGAINST_H
#define EXQ_AGAINST_H

#include "bands.h"
#include "tally.h"

/* Whether a column of a plan is what another version decided. */
bool exq_is_against(const char *column);

/* How its column is read. Errors: USAGE (the threshold is no number). */
EXQ_CHECKED exq_status exq_against_make(const exq_request *request, exq_cut *out, exq_error *error);
/* What it decided; a row that it did not decide is unjudged. False: its score is no number. */
bool exq_against_at(const exq_cut *cut, const exq_field *value, exq_field *level);

/* Whether it decided of anybody, and of enough of them. Errors: USAGE, INCONSISTENT. */
EXQ_CHECKED exq_status exq_against_check(const exq_request *request, const exq_tally *tally, exq_error *error);

#endif
