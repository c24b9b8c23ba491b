/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making questions about recommendation lists for tests from tables of figures.
 */
#ifndef EXQ_SAMPLE_LIST_BUILD_H
#define EXQ_SAMPLE_LIST_BUILD_H

#include "result.h"

/* A group of people: all, judged, those who found something, and means over the judged with their errors. */
typedef struct sample_people {
    const char *level;
    exq_count n, judged, found;
    double ndcg, ndcg_se, recall, mrr, lift;
} sample_people;

/* A group of items: how many, its shares of attention, of the catalogue, of what people like. */
typedef struct sample_items {
    const char *level;
    exq_count n;
    double attention, catalogue, merit;
} sample_items;

/* Of a group of people the share of attention that a group of items gets. */
typedef struct sample_crossed {
    const char *people, *items;
    double share, against; /* that of everyone */
    const char *withheld;
} sample_crossed;

/* Questions of one column each; `reference` is an index. What is NaN in the table is left out. */
exq_doc_question sample_ask_people(exq_arena *arena, const char *column, const sample_people *people, size_t count,
                                   size_t reference);
exq_doc_question sample_ask_items(exq_arena *arena, const char *column, const sample_items *items, size_t count,
                                  size_t reference);
exq_doc_question sample_ask_crossed(exq_arena *arena, const char *people, const char *items,
                                    const sample_crossed *cells, size_t count);

/* The parts they are made of. */
exq_doc_measure sample_mean(const char *id, double value, double se, exq_count n);
exq_doc_group sample_blank_group(exq_doc_levels levels);
const char **sample_one_column(exq_arena *arena, const char *column);

#endif
