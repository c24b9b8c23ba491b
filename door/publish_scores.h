/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scores behind the rows of a question. They are of the people of shown rows and of nobody else: bins in which only
 * withheld people have scores are not among those of the scale.
 */
#ifndef EXQ_PUBLISH_SCORES_H
#define EXQ_PUBLISH_SCORES_H

#include "score_sheet.h"

/* Fill `scores` of published groups, which are `rows` of the table, of their rests and of the shown ones together; and
 * their scale. NULL: nobody is shown, there are too many, or scores so great that a sum of squares is no double.
 * Errors: MEMORY. */
EXQ_CHECKED exq_status exq_publish_scores(exq_score_sheet *sheet, const exq_rollup *table, const uint32_t *rows,
                                          size_t row_count, exq_arena *arena, exq_arena *scratch, exq_row *groups,
                                          exq_row *rests, exq_row *overall, const exq_scale **out, exq_error *error);

#endif
