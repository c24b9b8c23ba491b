/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The summary that New York City wants published of a tool that helps to hire (Local Law 144, 6 RCNY 5-301 to 5-303): on
 * each axis every category's rate over the highest, how many people are of unknown category, and no verdict.
 */
#ifndef EXQ_SUMMARY_H
#define EXQ_SUMMARY_H

#include "document.h"
#include "ingest.h"

/* Sets document->summary from its questions about decisions, if the policy wants one. `median`: how the scores were cut;
 * NULL: they were not. False only when out of memory. */
EXQ_CHECKED bool exq_summarise(const exq_request *request, const exq_median *median, exq_document *document,
                               exq_arena *arena);

#endif
