/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What audit and gate have in common: everything, but that a gate must have something to check.
 */
#ifndef EXQ_RUN_AUDIT_H
#define EXQ_RUN_AUDIT_H

#include "build_request.h"
#include "sink.h"

typedef struct exq_audit_options {
    exq_asked asked;
    exq_output_options output;
} exq_audit_options;

extern const exq_section_use exq_audit_sections[];

/* From rows to pages; the exit code is what the checks ask for. All outputs are written whatever the verdict. Errors: USAGE,
 * also for a gate without checks; any other status. */
EXQ_CHECKED exq_status exq_run_audit(const exq_call *call, bool is_gate, int *exit_code, exq_error *error);

#endif
