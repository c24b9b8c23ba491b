/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Defaults, and the choices of other tools, each as what it changes of them.
 */
#include "lists_options.h"

#include <string.h>

/* What every set of choices shares. */
#define COMMON                                                                                                     \
    .position = EXQ_POSITION_LOG, .position_parameter = 0.5, .stop = 0.5, .highest_grade = 1, .persistence = 0.85, \
    .calibration_smoothing = 0.01, .fair_level = 0.1

const exq_list_options exq_list_options_default = {COMMON, .discount = EXQ_POSITION_LOG, .gain = EXQ_GAIN_LINEAR};

/* clang-format off */
static const exq_compat rows[] = {
    {.name = "elliot",
     .version = "0.3.1",
     .options = {COMMON, .gain = EXQ_GAIN_EXPONENTIAL, .no_list_is_left_out = true},
     .alike = "ndcg (relevance threshold 1), precision, recall, hit, mrr, f1, long_tail_share, long_tail_count, rsp, "
              "reo",
     .unlike = "its Gini is 1 - gini_corrected, so higher is better; its MAP is the mean of the precisions at every "
               "rank, hit or not; its item coverage is a count; rsp and reo are NaN when a cluster is empty"},
    {.name = "lenskit",
     .version = "2025.8",
     .options = {COMMON, .discount = EXQ_POSITION_LOG_CLIP, .gain = EXQ_GAIN_BINARY,
                 .precision = EXQ_PRECISION_BY_LENGTH, .map = EXQ_MAP_BY_MIN_LENGTH, .recall_by_min = true,
                 .no_list_is_left_out = true},
     .alike = "ndcg, precision, recall, hit, mrr, map, rbp, gini, exposure_gini, popularity_rank",
     .unlike = "people without a list are left out of precision and average precision alone, and count as 0 elsewhere"},
    {.name = "ranx",
     .version = "0.3.21",
     .options = {COMMON, .gain = EXQ_GAIN_LINEAR, .map = EXQ_MAP_BY_RELEVANT, .rbp_by_grade = true,
                 .no_truth_is_zero = true},
     .alike = "ndcg, precision, recall, hit, mrr, map, f1, rbp",
     .unlike = "rbp has no cut-off there: give K the length of the lists; ndcg_burges is ndcg with exponential gain"},
    {.name = "recbole",
     .version = "1.2.1",
     .options = {COMMON, .gain = EXQ_GAIN_BINARY},
     .alike = "ndcg, precision, recall, hit, mrr, map, gini, coverage, average_popularity, and long_tail_share with "
              "the tail `bottom10`",
     .unlike = "its entropy is in nats and divided by the number of recommended items"},
    {.name = "recommenders",
     .version = "1.2.1",
     .options = {COMMON, .gain = EXQ_GAIN_BINARY, .no_list_is_left_out = true},
     .alike = "ndcg, precision, recall, map (its map_at_k)",
     .unlike = "people without a list are left out of precision, recall and MAP, but count as 0 in NDCG; its map "
               "divides by |T|"},
};
/* clang-format on */

const exq_compat *exq_compat_at(size_t index)
{
    return index < sizeof rows / sizeof rows[0] ? &rows[index] : NULL;
}

const exq_compat *exq_compat_find(const char *name)
{
    const exq_compat *row;
    for (size_t i = 0; (row = exq_compat_at(i)) != NULL; i++) {
        if (strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}
