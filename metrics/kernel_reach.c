/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a group of items reaches: a list holds something of it, or nothing. Short lists miss small groups by chance,
 * which is why the share of lists without a group is read beside (1 - t)^K.
 */
#include "kernels.h"

static void compute(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, exq_lanes *out,
                    exq_why *whys)
{
    (void)room, (void)whys;
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    const exq_lanes *held = exq_prefix_row(setting, sums, sums->places, setting->cutoff);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        EXQ_EACH_LIST (p)
            out[g].of[p] = held[g].of[p] > 0;
}

/* clang-format off */
static const exq_kernel_entry entry = {
    .kernel = {.id = "reach", .over = EXQ_OVER_LISTS, .by_grouping = true, .outputs = EXQ_PER_GROUP,
               .compute_all = compute},
    .compared = EXQ_COMPARED_NOT,
    .info = {.id = "reach" EXQ_AT_K, .name = "Reach at K", .also = "people who meet the group",
             .family = EXQ_FAMILY_ITEMS,
             .definition = "The share of people with a list whose first K places hold at least one item of the group.",
             .formula = "mean over lists of [some item of the group at r <= K]",
             .range = "0 to 1", .ideal = "near 1 - (1 - t)^K, which fair draws give",
             .undefined_when = "there is no list",
             .source = "Geyik, Ambler and Kenthapadi, 2019, Fairness-Aware Ranking in Search and Recommendation Systems",
             .limits = "One item at the last place counts as much as ten at the top.",
             .kind = EXQ_KIND_MEASURE,
             .example = {.value = 1, .words = "list c e a, c and e of group B: it holds some, so 1"}}};
/* clang-format on */

const exq_kernel_set exq_kernel_reach = {&entry, 1};
