/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is served at all: a recommender that has nothing for a group harms it in a way that no utility of lists shows.
 */
#include "kernels.h"

/* Only those who have a list are asked about. */
static exq_why compute_served(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                              double *out)
{
    (void)setting, (void)list, (void)room;
    *out = 1;
    return EXQ_WHY_NONE;
}

static exq_why compute_served_fully(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                    double *out)
{
    (void)room;
    *out = list->length >= setting->cutoff;
    return EXQ_WHY_NONE;
}

/* clang-format off */
#define SERVICE(id_, compute_, name_, definition_, formula_, limits_, words_)                               \
    {.kernel = {.id = (id_), .over = EXQ_OVER_EVERYONE, .by_hits = true, .outputs = 1,                      \
                .compute = (compute_)},                                                                     \
     .compared = EXQ_COMPARED_BY_ALL,                                                                       \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = "user coverage", .family = EXQ_FAMILY_SERVED,    \
              .definition = (definition_), .formula = (formula_),                                           \
              .range = "0 to 1", .ideal = "1, and equal in all groups",                                     \
              .undefined_when = "nobody is in the group",                                                   \
              .source = "Gunawardana and Shani, 2015, Evaluating Recommender Systems", .limits = (limits_), \
              .kind = EXQ_KIND_MEASURE, .better = 1,                                                        \
              .example = {.value = 1, .words = (words_)}}}

static const exq_kernel_entry entries[] = {
    SERVICE("served", compute_served, "Share of people served",
            "The share of a group's people who are recommended anything.", "people with a list / people",
            "A list of one item counts, however poor.", "list c e a d: something is recommended, so 1"),
    SERVICE("served_fully", compute_served_fully, "Share of people served fully at K",
            "The share of a group's people who are recommended at least K items.", "people with N >= K / people",
            "Padding lists with anything raises it.", "list c e a d, K = 3: 4 items are at least 3, so 1"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_served = {entries, sizeof entries / sizeof entries[0]};
