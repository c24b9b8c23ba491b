/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A policy that was read: its content, and what it means for a request.
 */
#ifndef EXQ_POLICY_H
#define EXQ_POLICY_H

#include "policy_schema.h"
#include "sha256.h"

/* Groups of a policy as groupings: columns, and the reference. */
typedef struct exq_policy_groupings {
    exq_grouping *items;
    exq_reference_choice *references; /* parallel */
    size_t count;
} exq_policy_groupings;

struct exq_policy {
    exq_arena *arena;
    exq_policy_source source;
    exq_policy_content content;
    const exq_policy_preset **presets; /* those it extends */
    size_t preset_count;
    exq_policy_groupings groupings;
    const exq_check *checks; /* of the presets, then its own */
    size_t check_count;
    const exq_waiver *waivers;
    size_t waiver_count;
    char sha256[EXQ_SHA256_HEX_SIZE];
};

/* Sets presets. Errors: USAGE (no such preset), MEMORY. */
EXQ_CHECKED exq_status exq_policy_extend(exq_policy *policy, exq_error *error);
/* Sets waivers; the checks stand. Errors: USAGE (no such check, an id twice, a limit on `between`), MEMORY. */
EXQ_CHECKED exq_status exq_policy_resolve_waivers(exq_policy *policy, exq_error *error);
/* Sets groupings and checks. Errors: USAGE (a cross of what is no group, a group twice, no limit or several, a metric that
 * does not exist, an id twice), MEMORY. */
EXQ_CHECKED exq_status exq_policy_resolve(exq_policy *policy, exq_error *error);

/* The texts of one text or a list of them. False when out of memory. */
EXQ_CHECKED bool exq_policy_texts(const exq_policy_node *said, exq_arena *arena, const char *const **out, size_t *count);

#endif
