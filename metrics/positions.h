/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Position models: how much attention the item at rank r of a list gets. A list is read from the top, so the models are
 * asked in that order; those that look at relevance (cascade, err) remember what was passed. And what an item there is
 * worth.
 */
#ifndef EXQ_POSITIONS_H
#define EXQ_POSITIONS_H

#include "kernel.h"

/* Someone reading down one list. */
typedef struct exq_attention {
    const exq_list_options *options;
    size_t rank;    /* of the item that comes next, from 1 */
    double reading; /* of geo, rbp, cascade and err: how likely it is that they read so far */
} exq_attention;

exq_attention exq_attention_start(const exq_list_options *options);

/* The attention the next item gets, then step past it; `grade` is its relevance, which rank-only models ignore.
 *
 *     log       1 / log2(r + 1)          Singh and Joachims 2018
 *     log-clip  1 / log2(max(r, 2))      Jarvelin and Kekalainen 2002
 *     geo       q (1 - q)^(r - 1)        Sapiezynski and others 2019; sums to 1 over an endless list
 *     rbp       p^(r - 1)                Moffat and Zobel 2008, without their factor 1 - p
 *     cascade   p^(r - 1) * product over strictly earlier ranks of (1 - s [grade > 0])      Diaz and others 2020
 *     err       product over strictly earlier ranks of (1 - (2^grade - 1) / 2^highest)      Chapelle and others 2009
 *     topk      1
 *     table     the weight measured for that rank; 0 beyond the table */
double exq_attention_next(exq_attention *attention, double grade);

/* The attention of every rank of a list, 1 to list->length. */
void exq_attention_fill(const exq_list *list, const exq_list_options *options, double *weights);

/* The discount of a position model that is a function of the rank alone. */
double exq_discount_log(size_t rank);
double exq_discount_log_clip(size_t rank);

/* What an item of this relevance is worth: [grade > 0], grade, or 2^grade - 1. */
double exq_gain_of(exq_gain gain, double grade);

/* Does the model look at relevance? Exposure under it can then only be summed list by list, not from counts of
 * ranks. */
bool exq_position_needs_truth(exq_position_model model);

/* The parameter a model has when none is given: q = .5, p = .85 of rbp, p = .5 of cascade. */
double exq_position_default(exq_position_model model);

#endif
