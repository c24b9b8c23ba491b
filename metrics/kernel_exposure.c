/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each group of items gets from one list: attention, places, hits, clicks. Shares and ratios are taken of the
 * sums over all lists, and need the products of the groups for their intervals. An item outside the catalogue takes
 * its place but gives it to no group.
 */
#include <string.h>

#include "kernels.h"
#include "positions.h"

static void compute_exposure(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                             exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const exq_lanes *attention = exq_cutoff_row(setting, exq_batch_groups(setting, lists)->attention);
    memcpy(out, attention, setting->grouping->group_count * sizeof *out);
}

static void compute_places(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                           exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    memcpy(out, exq_prefix_row(setting, sums, sums->places, setting->cutoff),
           setting->grouping->group_count * sizeof *out);
}

/* What a place with a hit is worth to the groups of its item; one without is worth nothing. */
typedef double worth(const exq_list_options *options, double attention, double grade);

/* Their sums by group, gone on with from the cut-off before. */
static const exq_lanes *sum_hits(worth *of, const exq_kernel_setting *setting, const exq_batch *lists,
                                 exq_group_room *room)
{
    exq_lanes *sums = room->groups;
    if (setting->before == 0)
        memset(sums, 0, setting->grouping->group_count * sizeof *sums);
    for (size_t p = 0; p < lists->count; p++) {
        const exq_list *list = &lists->of[p];
        for (size_t h = 0; h < list->hit_count && list->hits[h] < setting->cutoff; h++) {
            const size_t r = list->hits[h];
            if (r >= setting->before)
                exq_batch_add(setting, list->items[r], of(setting->options, list->attention[r], list->grades[r]), sums,
                              p);
        }
    }
    return sums;
}

static void take_hits(worth *of, const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                      exq_lanes *out)
{
    memcpy(out, sum_hits(of, setting, lists, room), setting->grouping->group_count * sizeof *out);
}

static double hit_worth(const exq_list_options *options, double attention, double grade)
{
    (void)options, (void)attention, (void)grade;
    return 1;
}

static double click_worth(const exq_list_options *options, double attention, double grade)
{
    return attention * exq_gain_of(options->gain, grade);
}

static double merit_worth(const exq_list_options *options, double attention, double grade)
{
    (void)options, (void)attention;
    return grade;
}

static void compute_hits(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                         exq_lanes *out, exq_why *whys)
{
    (void)whys;
    take_hits(hit_worth, setting, lists, room, out);
}

static void compute_clicks(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                           exq_lanes *out, exq_why *whys)
{
    (void)whys;
    take_hits(click_worth, setting, lists, room, out);
}

/* Attention and relevance, each a share of its sum over the list, group by group: what amortised inequity adds up. */
static void compute_inequity(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                             exq_lanes *out, exq_why *whys)
{
    const exq_lanes *attention = exq_cutoff_row(setting, exq_batch_groups(setting, lists)->attention);
    const size_t groups = setting->grouping->group_count;
    exq_lanes totals, *merit = room->groups + groups;
    exq_batch_shares_of(attention, groups, out, &totals);
    exq_batch_without(&totals, EXQ_WHY_NO_RECOMMENDATIONS, whys);
    exq_batch_shares_of(sum_hits(merit_worth, setting, lists, room), groups, merit, &totals);
    exq_batch_without(&totals, EXQ_WHY_NO_MERIT, whys);
    for (size_t g = 0; g < groups; g++)
        EXQ_EACH_LIST (p)
            out[g].of[p] -= merit[g].of[p];
}

/* clang-format off */
#define SINGH "Singh and Joachims, 2018, Fairness of Exposure in Rankings"

#define PER_GROUP(id_, needs_, compute_, name_, definition_, formula_, range_, ideal_, source_, limits_, value_, \
                  words_)                                                                                        \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .needs = (needs_), .by_grouping = true,                     \
                .outputs = EXQ_PER_GROUP, .products = true, .compute_all = (compute_)},                              \
     .compared = EXQ_COMPARED_NOT,                                                                               \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .family = EXQ_FAMILY_ITEMS,                                   \
              .definition = (definition_), .formula = (formula_),                                                \
              .range = (range_), .ideal = (ideal_),                                                              \
              .undefined_when = "there is no list",                                                              \
              .source = (source_), .limits = (limits_),                                                          \
              .kind = EXQ_KIND_MEASURE,                                                                          \
              .example = {.value = (value_), .words = (words_)}}}

#define IN_PROPORTION "in proportion to the target"

static const exq_kernel_entry entries[] = {
    PER_GROUP("exposure", EXQ_KERNEL_NEEDS_LISTS, compute_exposure, "Exposure at K",
              "The attention that a list gives to the items of a group, on average over lists.",
              "mean over lists of sum over r <= K of w(r) share of the item in the group", "0 and above", IN_PROPORTION,
              SINGH, "It is attention by a model of readers, not attention that was measured.", 1.630929753571458,
              "list c e a, c and e of group B, w = 1, 0.6309, 0.5: 1 + 0.6309 = 1.6309"),
    PER_GROUP("places", EXQ_KERNEL_NEEDS_LISTS, compute_places, "Places at K",
              "How many of the first K places hold items of a group, on average over lists.",
              "mean over lists of sum over r <= K of the share of the item in the group", "0 to K", IN_PROPORTION,
              "Zhu, Wang and Caverlee, 2020, Measuring and Mitigating Item Under-Recommendation Bias",
              "The last place counts as much as the first.", 2, "list c e a, c and e of group B: 2"),
    PER_GROUP(
        "hits", EXQ_KERNEL_NEEDS_TRUTH, compute_hits, "Hits at K",
        "How many of the first K places hold items of a group that are relevant to the person, on average over lists.",
        "mean over lists of sum over r <= K of [relevant] share of the item in the group", "0 to K",
        "in proportion to what is relevant",
        "Zhu, Wang and Caverlee, 2020, Measuring and Mitigating Item Under-Recommendation Bias",
        "What people could not find before they could not come to like, so truth favours what was shown.", 0,
        "list c e a, c and e of group B, neither is relevant: 0"),
    PER_GROUP("clicks", EXQ_KERNEL_NEEDS_TRUTH, compute_clicks, "Expected clicks at K",
              "The attention that relevant items of a group get, on average over lists.",
              "mean over lists of sum over r <= K of w(r) gain share of the item in the group", "0 and above",
              "in proportion to merit", SINGH, "It supposes that who looks at something relevant clicks on it.", 0.5,
              "group A of list c e a: only a, relevant, at rank 3 with w = 0.5"),
    PER_GROUP(
        "inequity", EXQ_KERNEL_NEEDS_TRUTH, compute_inequity, "Attention less merit at K",
        "The share of a list's attention that goes to a group less the share of its relevance, on average over lists.",
        "mean over lists of E_g / E - Y_g / Y", "-1 to 1", "0", "Biega, Gummadi and Weikum, 2018, Equity of Attention",
        "One list can hardly be 0; only the mean over many lists should be.", 1.630929753571458 / 2.130929753571458,
        "list c e a, only a of group A relevant: 1.6309 / 2.1309 - 0 = 0.7654"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_exposure = {entries, sizeof entries / sizeof entries[0]};
