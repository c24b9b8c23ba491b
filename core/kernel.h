/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A unit kernel: a pure function of ONE person's list. NDCG, AWRF, NDKL, FA*IR and calibration are fairness formulas
 * and live beside their metric in metrics/, yet they must be evaluated where the lists are read. So the plan hands
 * ingest a table of kernels, and ingest sums what they return - exactly, with squares and declared products - without
 * knowing what they mean.
 */
#ifndef EXQ_KERNEL_H
#define EXQ_KERNEL_H

#include "arena.h"
#include "value.h"

/* Columns that are made: of people by the length of their history, of people and items by popularity. */
#define EXQ_HISTORY_COLUMN "@history"
#define EXQ_POPULARITY_COLUMN "@popularity"

#define EXQ_NO_ITEM UINT32_MAX /* recommended, but not in the catalogue */

/* The share of one item that belongs to one group: 1 for a single-valued attribute, 1/2 each for "Action|Drama"
 * when shares are fractional. */
typedef struct exq_alignment {
    uint32_t group;
    double share;
} exq_alignment;

/* One grouping of the items. Items of one kind belong to the same groups: a kind to alignments[first[kind] ..
 * first[kind + 1]). Kinds are few, so that they stay near when lists name items far apart. */
typedef struct exq_item_grouping {
    size_t group_count;
    const size_t *first; /* one more than there are kinds */
    const exq_alignment *alignments;
    const double *catalogue_share; /* group_count target shares n_g / n; sum 1 with fractional alignment */
    const uint32_t *kind_of;       /* of each item; NULL: each is a kind of its own */
} exq_item_grouping;

/* The groups of one item, up to `end`. */
typedef struct exq_alignments {
    const exq_alignment *begin, *end;
} exq_alignments;

/* None for EXQ_NO_ITEM. */
static inline exq_alignments exq_alignments_of(const exq_item_grouping *grouping, size_t item)
{
    if (item == EXQ_NO_ITEM)
        return (exq_alignments){NULL, NULL};
    const size_t kind = grouping->kind_of == NULL ? item : grouping->kind_of[item];
    return (exq_alignments){grouping->alignments + grouping->first[kind],
                            grouping->alignments + grouping->first[kind + 1]};
}

/* How popular an item is by the interactions of all: the most popular items that hold a fifth of them, the least
 * popular that hold the last fifth, and those between. */
typedef enum exq_band { EXQ_BAND_HEAD, EXQ_BAND_MIDDLE, EXQ_BAND_TAIL, EXQ_BANDS } exq_band;

/* What is known of items before the first list is read; the same for every person. */
typedef struct exq_item_side {
    size_t item_count; /* n: the catalogue */
    const exq_item_grouping *groupings;
    size_t grouping_count;
    const uint64_t *popularity; /* people with the item in their history, item_count; NULL without history */
    uint64_t history_people;    /* people with a history */
    const bool *head;     /* item is in the short head, by the tail definition that was chosen; NULL without history */
    const exq_band *band; /* NULL without history */
} exq_item_side;

/* One person's list and what they are known to like. */
typedef struct exq_list {
    size_t length;           /* items recommended, best first; any length, also 0 */
    const uint32_t *items;   /* catalogue index of each, or EXQ_NO_ITEM */
    const double *grades;    /* relevance of each to this person: 0 when not in their truth */
    const double *attention; /* that each place gets under the position model */
    size_t hit_count;        /* places with a grade above 0 */
    const uint32_t *hits;    /* those places, from 0, ascending */
    size_t relevant_count;   /* |T|: items of their truth with a grade above 0 */
    const double *ideal;     /* those grades, highest first */
    size_t history_count;    /* |H| */
    const uint32_t *history; /* catalogue indexes of what they had before, EXQ_NO_ITEM left out */
} exq_list;

/* Lists are taken several at a time and side by side: then a step of a formula is one for all of them. */
enum { EXQ_BATCH = 16 };
/* A number of each. */
typedef struct exq_lanes {
    double of[EXQ_BATCH];
} exq_lanes;
/* A count of each. */
typedef struct exq_lane_counts {
    int32_t of[EXQ_BATCH];
} exq_lane_counts;
#define EXQ_EACH_LIST(p) for (size_t p = 0; p < EXQ_BATCH; p++)

/* Pairs of two places, items counting by their shares: the upper is of the group and the lower of others, the other way
 * about, one of the two is of the group. Of those whose upper is less relevant: the first, and the last. */
typedef struct exq_group_pairs {
    const exq_lanes *ahead, *behind, *held;
    const exq_lanes *wrongly_ahead, *wrongly_held;
} exq_group_pairs;

/* What lists give to the groups of one grouping, summed once for all kernels, in rows of group_count. Of a list that is
 * shorter than what a row is of, all places are. */
typedef struct exq_group_sums {
    /* row r of the first r places, r up to the end of the longest list or the last cut-off */
    size_t end;
    const exq_lanes *places; /* shares of the items that stand there */
    const exq_lane_counts
        *halves;              /* the same times two; negative if some item is shared otherwise than by two groups */
    const exq_lanes *members; /* items that are of the group, wholly or in part */
    /* a row for each cut-off */
    const exq_lanes *attention; /* shares, times the attention that each place gets */
    exq_group_pairs pairs;
    /* one row */
    const exq_lanes *history; /* shares of the items of the history */
} exq_group_sums;

/* The lists of several people. The numbers of those past the last are anything. */
typedef struct exq_batch {
    size_t count;
    exq_list of[EXQ_BATCH];       /* past the last: empty ones */
    const exq_group_sums *groups; /* one per grouping of the items */
} exq_batch;

/* ---------------------------------------------------------------------------------------------------- options */

/* The variants that change published numbers, chosen once and printed. */
typedef enum exq_position_model {
    EXQ_POSITION_LOG,      /* 1 / log2(r + 1) */
    EXQ_POSITION_LOG_CLIP, /* 1 / log2(max(r, 2)) */
    EXQ_POSITION_GEO,      /* q (1 - q)^(r - 1) */
    EXQ_POSITION_RBP,      /* p^(r - 1) */
    EXQ_POSITION_CASCADE,  /* p^(r - 1) * product over earlier ranks of (1 - s * hit) */
    EXQ_POSITION_ERR,      /* product over earlier ranks of (1 - R), R = (2^grade - 1) / 2^highest */
    EXQ_POSITION_TOPK,     /* 1 */
    EXQ_POSITION_TABLE     /* measured weights, one a rank; 0 beyond the table */
} exq_position_model;

/* Whether attention hangs on the rank alone. */
static inline bool exq_attention_is_by_place(exq_position_model model)
{
    return model != EXQ_POSITION_CASCADE && model != EXQ_POSITION_ERR;
}

typedef enum exq_gain { EXQ_GAIN_BINARY, EXQ_GAIN_LINEAR, EXQ_GAIN_EXPONENTIAL } exq_gain;
typedef enum exq_precision_denominator { EXQ_PRECISION_BY_K, EXQ_PRECISION_BY_LENGTH } exq_precision_denominator;

/* What the sum of precisions at hits is divided by. */
typedef enum exq_map_denominator {
    EXQ_MAP_BY_MIN,       /* min(|T|, k) */
    EXQ_MAP_BY_RELEVANT,  /* |T| */
    EXQ_MAP_BY_LENGTH,    /* min(N, k) */
    EXQ_MAP_BY_MIN_LENGTH /* min(|T|, N, k) */
} exq_map_denominator;

typedef struct exq_list_options {
    /* attention: exposure and everything made of it */
    exq_position_model position;
    double position_parameter;    /* q of geo, p of rbp and cascade */
    double stop;                  /* s of cascade */
    const double *position_table; /* with EXQ_POSITION_TABLE */
    size_t position_table_length;
    double highest_grade; /* ymax of err */
    /* utility */
    exq_position_model discount; /* of NDCG: LOG or LOG_CLIP */
    exq_gain gain;               /* of NDCG and of clicks */
    exq_precision_denominator precision;
    exq_map_denominator map;
    bool recall_by_min; /* min(|T|, k) instead of |T| */
    double persistence; /* p of the measure RBP */
    bool rbp_by_grade;  /* grades as they are instead of 0 and 1: RBP may then exceed 1 */
    /* people */
    bool no_truth_is_zero;    /* people without truth count, as 0 */
    bool no_list_is_left_out; /* people with truth and without a list do not count */
    /* groups of items */
    double calibration_smoothing; /* alpha of Steck, .01 */
    double fair_level;            /* alpha of FA*IR, .1 */
} exq_list_options;

/* ---------------------------------------------------------------------------------------------------- kernels */

/* Which people a kernel is averaged over. */
typedef enum exq_kernel_over {
    EXQ_OVER_EVERYONE, /* everyone audited, with or without a list */
    EXQ_OVER_JUDGED,   /* people with truth; without a list they count, as what the formula gives for an empty list */
    EXQ_OVER_LISTS,    /* people with a list */
    EXQ_OVER_HISTORY   /* people with a list and a history */
} exq_kernel_over;
#define EXQ_OVERS (EXQ_OVER_HISTORY + 1)

/* What must have been given for the kernel to exist. Under a position model that looks at relevance, everything made of
 * attention needs truth as well. */
typedef enum exq_kernel_needs {
    EXQ_KERNEL_NEEDS_LISTS,
    EXQ_KERNEL_NEEDS_TRUTH,
    EXQ_KERNEL_NEEDS_HISTORY
} exq_kernel_needs;

#define EXQ_PER_GROUP 0 /* one output a group of the grouping */

typedef struct exq_kernel exq_kernel;

/* A kernel at one cut-off and, `by_grouping`, for one grouping: all that is fixed before the first list. */
typedef struct exq_kernel_setting {
    const exq_kernel *kernel;
    const exq_item_side *items;
    const exq_item_grouping *grouping; /* one of items->groupings; NULL unless the kernel is by grouping */
    const exq_list_options *options;
    size_t cutoff;        /* at least 1 */
    size_t nth;           /* of the cut-offs, from 0 */
    size_t before;        /* the cut-off before it; 0: it is the first */
    const void *prepared; /* what the kernel's `prepare` made; read by all threads */
} exq_kernel_setting;

/* What a kernel works with. At the first cut-off anything may stand in it; at the others, what the kernel left there at
 * the one before, of the same list and grouping: so sums over places go on where they were. */
#define EXQ_KERNEL_SUMS 8
typedef struct exq_kernel_room {
    double sums[EXQ_KERNEL_SUMS];
    bool again; /* a kernel that shares its work was just asked the same: what it left stands */
} exq_kernel_room;

/* The same, of all lists of a batch. */
#define EXQ_KERNEL_ROWS 3
typedef struct exq_group_room {
    exq_lanes sums[EXQ_KERNEL_SUMS];
    exq_lanes *groups; /* EXQ_KERNEL_ROWS rows of group_count */
    bool again;
} exq_group_room;

#define EXQ_MOST_OUTPUTS 20 /* of a kernel that is not by grouping */

struct exq_kernel {
    const char *id; /* "ndcg": the metric is "ndcg@10" */
    exq_kernel_over over;
    exq_kernel_needs needs;
    bool by_grouping;   /* evaluated for each item grouping */
    bool by_hits;       /* of a list it sees but the length, the attention, which places are hits of what grade, and the
                           ideal: people whose lists are alike in these are told the same, whatever their items */
    size_t outputs;     /* or EXQ_PER_GROUP */
    bool products;      /* ingest also sums the products of every two outputs */
    const char *shares; /* kernels with the same words here work out the same and leave it in their room; NULL: none */
    /* What can be worked out once for all lists; NULL: nothing. Returns NULL when out of memory. */
    const void *(*prepare)(const exq_kernel_setting *setting, exq_arena *arena);
    /* Fill `out`; or say why a list has no such number: it is then counted, not summed. Must not allocate. Outputs are
     * finite. By grouping all lists are asked about at once, each with EXQ_WHY_NONE to begin with; what is said of empty
     * ones is not looked at. Without, one that is not empty. */
    union {
        exq_why (*compute)(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out);
        void (*compute_all)(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                            exq_lanes *out, exq_why *whys);
    };
};

static inline size_t exq_kernel_outputs(const exq_kernel_setting *setting)
{
    return setting->kernel->outputs == EXQ_PER_GROUP ? setting->grouping->group_count : setting->kernel->outputs;
}

#endif
