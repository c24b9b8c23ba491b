/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thread reads blocks, others count them; what they counted is taken over in the order of the blocks, so neither
 * the result nor the error that is reported depends on the number of threads.
 */
#ifndef EXQ_PIPELINE_H
#define EXQ_PIPELINE_H

#include "intake.h"

typedef struct exq_pipeline_plan {
    exq_intake *intake;
    exq_blocks *blocks;
    exq_block *first; /* what the header left of the first block; its memory is used */
    const exq_cast *cast;
    const exq_lane *lane;
    size_t threads; /* 0 or 1: no others */
} exq_pipeline_plan;

/* Read all blocks into the intake, adding which line ends occurred. */
EXQ_CHECKED exq_status exq_pipeline_run(const exq_pipeline_plan *plan, exq_line_ends *ends, exq_error *error);

#endif
