/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rates of the same people under two versions of a decision. Nothing but the cells of both is needed: label, old and new
 * decision.
 *
 * Range of the change of a share of people: MOVER of the two Wilson limits with the correlation of the two shares, that
 * of the residuals y - p x over people, x whether they are in the denominator, y in the numerator. Where both denominators
 * are the same people it is phi of the fourfold table, corrected for continuity where positive, and the range is Newcombe's
 * (1998, Improved confidence intervals for the difference between binomial proportions based on paired data, method 10).
 */
#ifndef EXQ_RATE_VERSIONS_H
#define EXQ_RATE_VERSIONS_H

#include "effective.h"

/* The cells of one version; of both, everyone who was decided by both. */
exq_cells exq_cells_after(const exq_row_versions *versions);
exq_cells exq_cells_before(const exq_row_versions *versions);
/* The other version of the cell that a person is in. */
exq_cell_name exq_cell_before(exq_cell_name after, bool selected_before);

/* Everyone of `all` who is not of `part`. */
exq_row_versions exq_row_versions_rest(const exq_row_versions *all, const exq_row_versions *part);

/* A change of a rate: the number under both versions, and how the two go together. */
typedef struct exq_rate_change {
    exq_estimate after, before;
    exq_value change;
    double correlation;  /* 0 unless both are proportions with a value */
    bool same_people;    /* in both denominators */
    uint64_t rose, fell; /* then: people in the numerator after and not before, and the reverse */
} exq_rate_change;

/* `cells` hold the cells of both versions as long as the change is used. */
typedef struct exq_cells_of_both {
    exq_cells after, before;
} exq_cells_of_both;

exq_rate_change exq_rate_change_of(const exq_quantity *quantity, const exq_row_versions *versions,
                                   const exq_cells_of_both *cells, const exq_cells_of_both *everyone, bool weighted);

/* Its range, method "newcombe_paired"; none of what is no proportion. */
exq_range exq_rate_change_range(const exq_rate_change *change, double level);
/* The range of the change of a gap: MOVER of the changes of two groups of different people, method "newcombe_paired". */
exq_range exq_rate_gap_range(const exq_rate_change *group, const exq_rate_change *reference, double level);

#endif
