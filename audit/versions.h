/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What another version of the decisions changes for the same people.
 */
#ifndef EXQ_VERSIONS_H
#define EXQ_VERSIONS_H

#include "change_rows.h"
#include "describe.h"
#include "run.h"

/* The changes of one question, which has been answered with `findings`: every rate of every group and of everyone shown,
 * then every comparison. Nothing where the data are of one version. False only when out of memory. */
EXQ_CHECKED bool exq_versions_compare(const exq_describe *describe, const exq_findings *findings, size_t question,
                                      exq_change_rows *changes);

/* Put them into the document, if there is another version. Likewise. */
EXQ_CHECKED bool exq_versions_describe(const exq_run *run, const exq_change_rows *changes, exq_document *document);

#endif
