/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bands: columns that are made by cutting the numbers of another. Numbers are compared by their digits, never as doubles,
 * so nobody falls on the wrong side of a cut.
 */
#ifndef EXQ_BANDS_H
#define EXQ_BANDS_H

#include "arena.h"
#include "lane.h"

/* A band ready to cut; `levels` NULL: the column is taken as it is, or is what another version decided. */
typedef struct exq_cut {
    const exq_banding *band;
    const exq_field *levels;    /* what its bands are called; cut_count + 1 */
    const exq_request *against; /* the decision of another version, read as this says */
    double threshold;           /* of its score */
} exq_cut;

/* Whether bands are cut at rising numbers and called what no other is. Errors: USAGE. */
EXQ_CHECKED exq_status exq_bands_check(const exq_request *request, exq_error *error);

/* The column in the data behind a column of the request. */
const char *exq_band_source(const exq_request *request, const char *column);

/* How a column of the request is cut. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_cut_make(const exq_request *request, const char *column, exq_arena *arena, exq_cut *out,
                                    exq_error *error);

/* The band of a number: `level` is set to its name, or for a column that is taken as it is to `value`. An empty value stays
 * empty: it is missing. False: it is no number. */
bool exq_cut_at(const exq_cut *cut, const exq_field *value, exq_field *level);

#endif
