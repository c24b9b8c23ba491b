/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole audits for tests: a fixture in, a result document out, and ways to find one number in it. Include behind
 * cmocka.h.
 */
#ifndef EXQ_AUDIT_KIT_H
#define EXQ_AUDIT_KIT_H

#include "result.h"

/* An audit in few words. What is not given is as the program has it. */
typedef struct kit_audit {
    const char *file; /* in fixtures/, or an absolute path */
    const char *decision, *favourable, *label, *weight, *counts;
    const char *by[2]; /* one grouping, crossed when there are two */
    const char *given;
    const char *reference; /* a level, or a rule */
    const char *metric;    /* to be shown */
    uint64_t min_cell;     /* 0: 1 */
    size_t threads;
    uint64_t seed, replicates;
    size_t search_depth;
    exq_missing missing;
} kit_audit;

/* Runs it; the test fails when there is no result. The caller frees it. */
exq_result *kit_audit_run(const kit_audit *audit);

/* The rows of the first question, or of a stratum; the test fails when there is none such. `group` is the level in
 * the first column; NULL: any. */
const exq_doc_question *kit_question(const exq_result *result);
const exq_doc_disparity *kit_row(const exq_doc_disparity *rows, size_t count, const char *metric, const char *group);
const exq_doc_disparity *kit_disparity(const exq_result *result, const char *metric, const char *group);
const exq_doc_adjusted *kit_adjusted(const exq_result *result, const char *of, const char *group);

/* Is `found` the expected number to this relative tolerance? Fails with both. */
void kit_near(double found, double expected, double tolerance);

#endif
