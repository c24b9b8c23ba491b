/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a rolled-up table with its marks to published rows. What is withheld stays behind: the published
 * structures hold copies of what is shown, and nothing points back.
 */
#ifndef EXQ_PUBLISH_H
#define EXQ_PUBLISH_H

#include "published.h"
#include "publish_scores.h"
#include "publish_versions.h"

/* One question and the tables that answer it. */
typedef struct exq_question {
    exq_columns by; /* as asked */
    exq_columns given;
    const exq_rollup *marginal;
    const exq_rollup *strata; /* of by and given; NULL without given */
    const exq_other_version *other; /* NULL: the marginal table does not tell of another version */
    exq_score_sheet *scores; /* NULL: nor of scores */
} exq_question;

/* `classes` are borrowed, so they must live in `arena`; `partition` is workspace for as many items as the
 * larger table has rows. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_publish_question(const exq_question *question, const exq_finest *finest,
                                            const char *const *classes, exq_partition *partition, exq_arena *arena,
                                            exq_arena *scratch, exq_published *out, exq_error *error);

#endif
