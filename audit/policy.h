/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A policy that was read: its content, and what it means for a request.
 */
#ifndef EXQ_POLICY_H
#define EXQ_POLICY_H

#include "policy_schema.h"
#include "sha256.h"

/* Groups of a policy as groupings: columns, the reference, and whether they are of items. */
typedef struct exq_policy_groupings {
    exq_grouping *items;
    exq_reference_choice *references; /* parallel */
    bool *of_items;                   /* parallel */
    size_t count;
    exq_banding *bands;
    size_t band_count;
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

/* The columns, files and choices of `data` in the request; what was said beside them must be the same. Errors: USAGE,
 * MEMORY. */
EXQ_CHECKED exq_status exq_policy_take_data(exq_policy *policy, exq_request *request, exq_error *error);
EXQ_CHECKED exq_status exq_policy_take_lists(exq_policy *policy, exq_request *request, exq_error *error);
/* Roles one by one, for these two. With `data` in the policy they are all its own, also those it leaves out. */
EXQ_CHECKED exq_status exq_policy_take_text(const exq_policy *policy, const char *option, const exq_policy_node *said,
                                            const char **role, exq_error *error);
EXQ_CHECKED exq_status exq_policy_take_texts(exq_policy *policy, const char *option, bool is_said,
                                             const exq_policy_node *said, const char *const **role, size_t *count,
                                             exq_error *error);
/* The place of a word among names, the last of which is NULL; 0 for NULL. */
int exq_policy_chosen(const char *const *names, const exq_policy_node *said);

/* What is added to: groupings and their references, checks, words; and what the policy tells of itself. Errors: USAGE,
 * MEMORY. */
EXQ_CHECKED exq_status exq_policy_add(exq_policy *policy, exq_request *request, exq_error *error);

/* The text of a value, NULL where it was not said. */
const char *exq_policy_text(const exq_policy_node *said);
/* The texts of one text or a list of them. False when out of memory. */
EXQ_CHECKED bool exq_policy_texts(const exq_policy_node *said, exq_arena *arena, const char *const **out, size_t *count);

#endif
