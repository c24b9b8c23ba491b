/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From options to an exq_request: the options that say what to read and what to compare, in sections that commands put
 * together, and their translation.
 */
#ifndef EXQ_BUILD_REQUEST_H
#define EXQ_BUILD_REQUEST_H

#include "command.h"

/* Filled by the parser. What is not given stays zero, and the library's default holds. */
typedef struct exq_asked {
    exq_list inputs;
    /* reading */
    const char *delimiter;
    unsigned missing;
    exq_count expect_rows;
    const char *expect_sha256;
    bool digest;
    const char *max_excluded;
    exq_count threads;
    bool no_progress;
    /* roles */
    const char *decision;
    exq_list favourable;
    bool classes;
    const char *score;
    const char *threshold;
    const char *label;
    exq_list positive;
    const char *counterfactual;
    const char *weight;
    const char *unit;
    const char *counts;
    /* another version */
    const char *against;
    const char *against_decision;
    const char *against_score;
    /* groups */
    exq_list by;
    exq_list given;
    const char *search;
    /* recommendation lists */
    const char *user;
    const char *item;
    const char *rank;
    exq_list at;
    const char *relevance;
    const char *truth;
    const char *relevant_from;
    exq_list history;
    const char *users;
    const char *items;
    exq_list by_user;
    exq_list by_item;
    const char *split_on;
    unsigned sharing;
    const char *position_model;
    const char *compat;
    unsigned duplicates;
    unsigned ties;
    unsigned no_truth;
    unsigned no_list;
    const char *tail;
    const char *format;
    bool latin1;
    /* comparing */
    exq_list reference;
    unsigned selected_is;
    exq_count min_cell;
    const char *level;
    unsigned rate_interval;
    unsigned ratio_interval;
    exq_count seed;
    exq_count replicates;
    /* checks */
    exq_list check;
    const char *policy;
    const char *policy_sha256;
    /* words */
    exq_list metric;
    bool all;
    exq_list say;
    const char *as_of;
} exq_asked;

extern const exq_section exq_section_roles;
extern const exq_section exq_section_versions;
extern const exq_section exq_section_groups;
extern const exq_section exq_section_lists;
extern const exq_section exq_section_comparing;
extern const exq_section exq_section_checks;
extern const exq_section exq_section_words;
extern const exq_section exq_section_reading;

/* The request, all but its progress. It borrows from `asked`, the call and its pool. Errors: USAGE, MEMORY. */
EXQ_CHECKED exq_status exq_request_build(const exq_call *call, const exq_asked *asked, exq_request *out,
                                         exq_error *error);

/* The part of it that is about recommendation lists. */
EXQ_CHECKED exq_status exq_request_build_lists(const exq_asked *asked, exq_request *out, exq_pool *pool,
                                               exq_error *error);

/* Groupings, of what `option` said: columns between commas. */
EXQ_CHECKED exq_status exq_request_build_groupings(const exq_list *said, const char *option, const exq_grouping **out,
                                                   exq_pool *pool, exq_error *error);

/* The command that makes the same result again, quoted for a shell: what was said, without what is local to this run
 * and with files by their base names. NULL: out of memory. */
const char *exq_request_command(const exq_call *call);

/* The last part of a path; borrowed from it. */
const char *exq_base_name(const char *path);

#endif
