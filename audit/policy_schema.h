/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a policy can say: one table of keys. Reading, `exaequo check`, the JSON Schema and the page docs/policy.md all come
 * from it. A record is a mapping with fixed keys, filled into a structure; scalars stay nodes, so that whoever uses a value
 * can still say where it stands.
 */
#ifndef EXQ_POLICY_SCHEMA_H
#define EXQ_POLICY_SCHEMA_H

#include "policy_yaml.h"

/* Those compiled in, for messages. */
#define EXQ_POLICY_PRESETS "four-fifths, marketing-segments, nyc-ll144, scores, two-sided-ranking"

typedef enum exq_policy_kind {
    EXQ_POLICY_TEXT,
    EXQ_POLICY_WORD,      /* one of `words` */
    EXQ_POLICY_COUNT,     /* a whole number of at least 1 */
    EXQ_POLICY_NUMBER,    /* digits with an optional sign and point */
    EXQ_POLICY_LIMIT,     /* digits with an optional point, at most 6 decimals */
    EXQ_POLICY_SHARE,     /* from 0 to 1 */
    EXQ_POLICY_LEVEL,     /* between 0.5 and 1 */
    EXQ_POLICY_DATE,      /* YYYY-MM-DD */
    EXQ_POLICY_TEXTS,     /* one text or a list of texts */
    EXQ_POLICY_COUNTS,    /* one whole number or a list of them */
    EXQ_POLICY_NUMBERS,   /* a list of numbers that rise */
    EXQ_POLICY_THRESHOLD, /* a number, ">" before a number, or "median" */
    EXQ_POLICY_REASON,    /* a text of at least EXQ_POLICY_REASON_LEAST characters */
    EXQ_POLICY_PAIR,      /* a list of two limits */
    EXQ_POLICY_REFERENCE, /* one of `words`, or {level: TEXT} */
    EXQ_POLICY_LEVELS,    /* columns and their levels: {gender: female} */
    EXQ_POLICY_RECORD,    /* one record of `of` */
    EXQ_POLICY_RECORDS,   /* a list of them */
    EXQ_POLICY_NAMED      /* a mapping from names of the writer to them */
} exq_policy_kind;

#define EXQ_POLICY_REASON_LEAST 40

typedef struct exq_policy_key {
    const char *name;
    exq_policy_kind kind;
    bool required;
    size_t offset; /* of: const exq_policy_node *; or for records const void *, and for several exq_policy_items */
    const char *words;
    const char *fallback; /* what holds when it is not said; NULL: nothing */
    const struct exq_policy_record *of;
    const char *help;
} exq_policy_key;

/* Every structure begins with a exq_policy_node *: where it stands; NULL when it was not said. */
typedef struct exq_policy_record {
    const char *name;
    size_t size;
    const exq_policy_key *keys; /* ends with a row without name */
} exq_policy_record;

typedef struct exq_policy_items {
    const void *items;
    size_t count;
} exq_policy_items;

typedef const exq_policy_node *exq_policy_said;

typedef struct exq_policy_about {
    exq_policy_said at, name, owner, purpose;
} exq_policy_about;

typedef struct exq_policy_columns {
    exq_policy_said at, decision, score, label, counterfactual, weight, unit, counts;
    exq_policy_said user, item, rank, relevance;
} exq_policy_columns;

typedef struct exq_policy_data {
    exq_policy_said at, favourable, positive, threshold, selected_is, missing, max_excluded;
    exq_policy_said rank_at, truth, relevant_from, history, users, users_column, items, items_column;
    exq_policy_said split_on, sharing, position_model, compat, duplicates, ties, no_truth, no_list, tail;
    const exq_policy_columns *columns;
} exq_policy_data;

typedef struct exq_policy_group {
    exq_policy_said at, from, cut, cross, side, reference;
} exq_policy_group;

typedef struct exq_policy_consent {
    exq_policy_said at, column, must_be;
} exq_policy_consent;

typedef struct exq_policy_privacy {
    exq_policy_said at, min_cell;
    const exq_policy_consent *consent;
} exq_policy_privacy;

typedef struct exq_policy_uncertainty {
    exq_policy_said at, level, unit, corrections, rate_interval, ratio_interval, seed, replicates;
} exq_policy_uncertainty;

typedef struct exq_policy_own_words {
    exq_policy_said at, people, selected, rejected, positive, negative, items, found;
} exq_policy_own_words;

typedef struct exq_policy_words {
    exq_policy_said at, people, selected, rejected, positive, negative, items, found;
    const exq_policy_own_words *fr;
} exq_policy_words;

/* The summary that a law wants published. */
typedef struct exq_policy_summary {
    exq_policy_said at, leave_out_small, justification, source, distributed;
} exq_policy_summary;

/* One question of ethics, answered by somebody on a day. */
typedef struct exq_policy_answer {
    exq_policy_said at, answer, reason, by, on;
} exq_policy_answer;

typedef struct exq_policy_ethics {
    exq_policy_said at;
    const exq_policy_answer *benefit, *informed, *defensible;
} exq_policy_ethics;

typedef struct exq_policy_compared {
    exq_policy_said at, baseline, against, no_worse_by;
} exq_policy_compared;

typedef struct exq_policy_check {
    exq_policy_said at, id, title, metric, by, at_least, at_most, between, decide_on;
    exq_policy_said if_missed, if_unsure, if_not_computed, if_withheld, because;
    const exq_policy_compared *compared_with;
} exq_policy_check;

typedef struct exq_policy_waiver {
    exq_policy_said at, id, check, group, limit, reason, approved_by, ticket, expires;
} exq_policy_waiver;

typedef struct exq_policy_content {
    exq_policy_said at, version, extends, given;
    const exq_policy_about *about;
    const exq_policy_data *data;
    exq_policy_items groups;
    const exq_policy_privacy *privacy;
    const exq_policy_uncertainty *uncertainty;
    const exq_policy_words *words;
    const exq_policy_ethics *ethics;
    const exq_policy_summary *summary;
    exq_policy_items checks;
    exq_policy_items waivers;
} exq_policy_content;

/* A preset: dated, with its sources, and what it adds to a policy that extends it. */
typedef struct exq_policy_preset {
    exq_policy_said at, id, status, law_as_of, review_by, sources, wording, reference, threshold, min_cell, summary,
        summary_needs;
    exq_policy_items groups, checks;
} exq_policy_preset;

extern const exq_policy_record exq_policy_content_record;
extern const exq_policy_record exq_policy_preset_record;

/* Fill a structure of record->size. Errors: USAGE (an unknown key with the nearest, one that is missing, a value that does
 * not fit), MEMORY. */
EXQ_CHECKED exq_status exq_policy_fill(const exq_policy_record *record, const exq_policy_node *node, exq_arena *arena,
                                       void *out, exq_error *error);

#endif
