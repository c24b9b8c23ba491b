/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People whose lists please them at the same places are told the same by kernels that are by hits: these are asked once a
 * pattern, and people are counted. There are few patterns, for lists please at few places: most people have one that was
 * met before. At the end of a cell what was said of a pattern is added as many times as there are people.
 */
#ifndef EXQ_LIST_PATTERNS_H
#define EXQ_LIST_PATTERNS_H

#include "asker.h"
#include "list_block.h"

/* Who is asked, and where what they say goes; borrowed. */
typedef struct exq_list_patterns_use {
    const size_t *measures; /* by hits; in the order in which they are asked */
    size_t measure_count;
    const exq_kernel_setting *of_measures; /* one per measure of the shape */
    size_t most;                           /* places of the longest list */
    exq_list_block *block;
    uint64_t *heard; /* measures of the shape x reasons */
} exq_list_patterns_use;

/* A pattern that was met, by a key of whole numbers. */
typedef struct exq_list_pattern {
    uint64_t hash;
    uint64_t people; /* of the cell at hand */
    uint32_t key;    /* where it begins */
    uint32_t words;  /* of which it is made */
} exq_list_pattern;

/* One a thread. There is room for so many patterns; people of others are asked about one by one. */
typedef struct exq_list_patterns {
    exq_list_patterns_use use;
    double *usual; /* attention that the first lists got: where it is another, it is part of the pattern */
    size_t usual_length;
    exq_list_pattern *met;
    size_t count, room;
    uint32_t *slots; /* by hash: one more than a pattern; 0: none */
    uint64_t *keys;  /* one after the other; the next is written at their end */
    size_t key_end;
    /* what is said of each pattern, and of someone of another behind them: outputs and reasons by measure */
    size_t outputs;
    double *said;
    uint8_t *reasons;
    uint32_t *counted; /* patterns that have people */
    size_t counted_count;
} exq_list_patterns;

/* Errors: MEMORY. To be closed even then. */
EXQ_CHECKED exq_status exq_list_patterns_open(exq_list_patterns *patterns, const exq_list_patterns_use *use,
                                              exq_error *error);
void exq_list_patterns_close(exq_list_patterns *patterns);

/* One more person, whose list the asker has taken. */
void exq_list_patterns_take(exq_list_patterns *patterns, exq_asker *asker);

/* Add what was said of all people since the last end to block and `heard`. */
void exq_list_patterns_end(exq_list_patterns *patterns);

#endif
