/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Metrics that are no fold of one rate: each file metric_NAME.c defines `const exq_metric exq_metric_NAME`, and the
 * build lists them by their file names. One file may give several ids.
 */
#ifndef EXQ_METRIC_H
#define EXQ_METRIC_H

#include "evidence.h"

typedef struct exq_metric {
    const exq_metric_info *infos; /* one an id, in the order of the rows */
    size_t info_count;
    void (*compute)(const exq_evidence *evidence, exq_rows *rows);
} exq_metric;

/* Generated: in the order of file names, ends with NULL. */
extern const exq_metric *const exq_metric_registry[];

#endif
