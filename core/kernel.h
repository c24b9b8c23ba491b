/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A unit kernel: a pure function of ONE person's list. NDCG, AWRF, NDKL, FA*IR and calibration are fairness formulas and live beside
 * their metric in metrics/, yet they must be evaluated where the lists are read. So the plan hands ingest a table of kernels, and
 * ingest sums what they return - exactly, with squares and declared products - without knowing what they mean.
 */
#ifndef EXQ_KERNEL_H
#define EXQ_KERNEL_H

#include "value.h"

#define EXQ_NO_ITEM UINT32_MAX /* recommended, but not in the catalogue */

/* The share of one item that belongs to one group: 1 for a single-valued attribute, 1/2 each for "Action|Drama" when shares are
 * fractional. */
typedef struct exq_alignment {
    uint32_t group;
    double share;
} exq_alignment;

/* One grouping of the items: item i belongs to alignments[first[i] .. first[i + 1]). */
typedef struct exq_item_grouping {
    size_t group_count;
    const size_t *first;            /* item_count + 1 offsets */
    const exq_alignment *alignments;
    const double *catalogue_share;  /* group_count target shares n_g / n; sum 1 with fractional alignment */
} exq_item_grouping;

/* What is known of items before the first list is read; the same for every person. */
typedef struct exq_item_side {
    size_t item_count;              /* n: the catalogue */
    const exq_item_grouping *groupings;
    size_t grouping_count;
    const uint64_t *popularity;     /* people with the item in their history, item_count; NULL without history */
    uint64_t history_people;        /* people with a history */
    const bool *head;               /* item is in the short head (tail definition `interactions80`); NULL without history */
} exq_item_side;

/* One person's list and what they are known to like. */
typedef struct exq_list {
    size_t length;                  /* items recommended, best first; any length, also 0 */
    const uint32_t *items;          /* catalogue index of each, or EXQ_NO_ITEM */
    const double *grades;           /* relevance of each to this person: 0 when not in their truth */
    size_t relevant_count;          /* |T|: items of their truth with a grade above 0 */
    const double *ideal;            /* those grades, highest first */
    size_t history_count;           /* |H| */
    const uint32_t *history;        /* catalogue indexes of what they had before, EXQ_NO_ITEM left out */
} exq_list;

/* The variants that change published numbers, chosen once and printed. */
typedef enum exq_position_model {
    EXQ_POSITION_LOG,      /* 1 / log2(r + 1) */
    EXQ_POSITION_LOG_CLIP, /* 1 / log2(max(r, 2)) */
    EXQ_POSITION_GEO,      /* q (1 - q)^(r - 1) */
    EXQ_POSITION_RBP,      /* p^(r - 1) */
    EXQ_POSITION_CASCADE,  /* p^(r - 1) * product over earlier ranks of (1 - s * hit) */
    EXQ_POSITION_ERR,      /* product over earlier ranks of (1 - R) */
    EXQ_POSITION_TOPK,     /* 1 */
    EXQ_POSITION_TABLE     /* measured weights, one a rank */
} exq_position_model;

typedef enum exq_gain { EXQ_GAIN_BINARY, EXQ_GAIN_LINEAR, EXQ_GAIN_EXPONENTIAL } exq_gain;
typedef enum exq_precision_denominator { EXQ_PRECISION_BY_K, EXQ_PRECISION_BY_LENGTH } exq_precision_denominator;
typedef enum exq_map_denominator { EXQ_MAP_BY_MIN, EXQ_MAP_BY_RELEVANT, EXQ_MAP_BY_LENGTH } exq_map_denominator;

typedef struct exq_list_options {
    exq_position_model position;
    double position_parameter;      /* q or p */
    double stop;                    /* s of cascade */
    const double *position_table;   /* with EXQ_POSITION_TABLE */
    size_t position_table_length;
    exq_gain gain;
    double highest_grade;           /* ymax of err */
    exq_precision_denominator precision;
    exq_map_denominator map;
    bool recall_by_min;             /* |T| or min(|T|, k) */
    double calibration_smoothing;   /* alpha of Steck, .01 */
} exq_list_options;

/* Which people a kernel is averaged over. */
typedef enum exq_kernel_over {
    EXQ_OVER_JUDGED,  /* people with truth; without a list they count, as what the formula gives for an empty list */
    EXQ_OVER_LISTS,   /* people with a list */
    EXQ_OVER_HISTORY  /* people with a list and a history */
} exq_kernel_over;

typedef struct exq_kernel {
    const char *id;                 /* "ndcg": the metric is "ndcg@10" */
    exq_kernel_over over;
    bool by_grouping;               /* evaluated for each item grouping; gives one number a group when `per_group` */
    bool per_group;                 /* group_count outputs instead of 1 */
    bool products;                  /* per_group: ingest also sums the products of every two outputs */
    /* Fill `out`; the reason when this list has no such number (it is then counted, not summed). Must not allocate. */
    exq_why (*compute)(const exq_item_side *items, const exq_list *list, const exq_list_options *options,
                       size_t cutoff, size_t grouping, double *out);
} exq_kernel;

#endif
