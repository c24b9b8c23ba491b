/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attention-weighted rank fairness: do the groups of items get attention in each list as their share of the catalogue
 * would have it? Attention is made a share of the list's own, so that models that sum to different totals can be
 * compared.
 */
#include "divergence.h"
#include "kernels.h"

static const char attention_shares[] = "attention shares";

/* Shares of attention over the items of each list that are in the catalogue; lists without any have no number. */
static const exq_lanes *shares_of(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                                  exq_why *whys)
{
    const exq_lanes *attention = exq_cutoff_row(setting, exq_batch_groups(setting, lists)->attention);
    if (!room->again)
        exq_batch_shares_of(attention, setting->grouping->group_count, room->groups, &room->sums[0]);
    exq_batch_without(&room->sums[0], EXQ_WHY_NO_RECOMMENDATIONS, whys);
    return room->groups;
}

static void distances(exq_divergence_of_lists *of, const exq_kernel_setting *setting, const exq_batch *lists,
                      exq_group_room *room, exq_lanes *out, exq_why *whys)
{
    of(shares_of(setting, lists, room, whys), setting->prepared, setting->grouping->group_count, out);
}

static void compute_kl(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, exq_lanes *out,
                       exq_why *whys)
{
    distances(exq_kullback_leibler_of_lists, setting, lists, room, out, whys);
    EXQ_EACH_LIST (p)
        if (whys[p] == EXQ_WHY_NONE && !isfinite(out->of[p]))
            whys[p] = EXQ_WHY_INFINITE;
}

#define FAIRNESS(name, divergence)                                                                              \
    static void compute_##name(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, \
                               exq_lanes *out, exq_why *whys)                                                   \
    {                                                                                                           \
        distances(divergence, setting, lists, room, out, whys);                                                 \
        EXQ_EACH_LIST (p)                                                                                       \
            out->of[p] = 1 - out->of[p];                                                                        \
    }
FAIRNESS(js, exq_jensen_shannon_of_lists)
FAIRNESS(tv, exq_total_variation_of_lists)
FAIRNESS(hellinger, exq_hellinger_of_lists)

static void compute_gaps(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                         exq_lanes *out, exq_why *whys)
{
    const exq_lanes *shares = shares_of(setting, lists, room, whys), *targets = setting->prepared;
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        EXQ_EACH_LIST (p)
            out[g].of[p] = fabs(shares[g].of[p] - targets[g].of[p]);
}

/* clang-format off */
#define SAPIEZYNSKI                                                                                                   \
    "Sapiezynski, Zeng, Robertson, Mislove and Wilson, 2019, Quantifying the Impact of User Attention on Fair Group " \
    "Representation in Ranked Lists"
#define BY_CHANCE \
    "A short list cannot hold many groups in proportion, so few lists reach the ideal even when all is fair."

#define BALANCE(id_, compute_, outputs_, name_, also_, definition_, formula_, range_, ideal_, better_, kind_, \
                value_, words_)                                                                               \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .by_grouping = true,                                     \
                .outputs = (outputs_), .shares = attention_shares, .prepare = exq_prepare_targets, \
                .compute_all = (compute_)},                  \
     .compared = EXQ_COMPARED_NOT,                                                                            \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_LISTS,               \
              .definition = (definition_), .formula = (formula_),                                             \
              .range = (range_), .ideal = (ideal_),                                                           \
              .undefined_when = "no list holds an item of the catalogue",                                     \
              .source = SAPIEZYNSKI, .limits = BY_CHANCE,                                                     \
              .kind = (kind_), .better = (better_), .parity = (better_) > 0,                                  \
              .example = {.value = (value_), .words = (words_)}}}

static const exq_kernel_entry entries[] = {
    BALANCE("awrf", compute_js, 1, "Attention-weighted rank fairness at K", "AWRF",
            "One less the Jensen-Shannon divergence of the groups' shares of attention from their shares of the "
            "catalogue, on average over lists.",
            "mean over lists of 1 - JSD(e, t), e shares of attention, t shares of the catalogue, base 2", "0 to 1", "1",
            1, EXQ_KIND_OVER_GROUPS, 0.944413928973673,
            "attention 0.2346 A 0.7654 B, catalogue half A half B: 1 - JSD is 0.9444"),
    BALANCE("awrf_tv", compute_tv, 1, "Attention-weighted rank fairness at K, total variation", NULL,
            "One less the share of attention that would have to move, on average over lists.",
            "mean over lists of 1 - sum |e - t| / 2, e shares of attention, t shares of the catalogue", "0 to 1", "1",
            1, EXQ_KIND_OVER_GROUPS, 0.734639363011378,
            "attention 0.2346 A 0.7654 B, catalogue half A half B: 1 - 0.2654 = 0.7346"),
    BALANCE("awrf_hellinger", compute_hellinger, 1, "Attention-weighted rank fairness at K, Hellinger", NULL,
            "One less the Hellinger distance of the groups' shares of attention from their shares of the catalogue, "
            "on average over lists.",
            "mean over lists of 1 - sqrt(1 - sum sqrt(e t)), e shares of attention, t shares of the catalogue",
            "0 to 1", "1", 1, EXQ_KIND_OVER_GROUPS, 0.802848314753753,
            "attention 0.2346 A 0.7654 B, catalogue half A half B: 0.8028"),
    BALANCE("attention_kl", compute_kl, 1, "Divergence of attention at K", NULL,
            "The Kullback-Leibler divergence of the groups' shares of attention from their shares of the catalogue, "
            "on average over lists.",
            "mean over lists of sum e ln(e / t), e shares of attention, t shares of the catalogue",
            "0 and above, in nats", "0", -1, EXQ_KIND_OVER_GROUPS, 0.148325528481147,
            "attention 0.2346 A 0.7654 B, catalogue half A half B: 0.1483"),
    BALANCE("attention_gap", compute_gaps, EXQ_PER_GROUP, "Distance of attention from the target at K", NULL,
            "How far a group's share of a list's attention is from its share of the catalogue, on average over lists.",
            "mean over lists of |e_g - t_g|", "0 to 1", "0", -1, EXQ_KIND_MEASURE, 0.265360636988622,
            "group A: |0.2346 - 0.5| = 0.2654"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_awrf = {entries, sizeof entries / sizeof entries[0]};
