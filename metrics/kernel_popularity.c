/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How popular what is recommended is, by counts of the history alone: what the lists themselves recommend often says
 * nothing of how popular it was before. An item nobody had before counts 0, and so does one that is not in the
 * catalogue.
 */
#include "kernels.h"

static double popularity_of(const exq_item_side *items, uint32_t item)
{
    return item == EXQ_NO_ITEM ? 0 : (double)items->popularity[item];
}

/* The sum over the places that count, gone on with from the cut-off before. */
static double list_popularity(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room)
{
    double *sum = &room->sums[0];
    if (setting->before == 0)
        *sum = 0;
    for (size_t r = exq_list_depth_before(setting, list), depth = exq_list_depth(setting, list); r < depth; r++)
        *sum += popularity_of(setting->items, list->items[r]);
    return *sum;
}

static exq_why compute_average(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                               double *out)
{
    *out = list_popularity(setting, list, room) / (double)exq_list_depth(setting, list);
    return EXQ_WHY_NONE;
}

/* What is not in the catalogue was popular with nobody: tail. */
static double tail_of(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room)
{
    double *tail = &room->sums[0];
    if (setting->before == 0)
        *tail = 0;
    for (size_t r = exq_list_depth_before(setting, list), depth = exq_list_depth(setting, list); r < depth; r++)
        *tail += list->items[r] == EXQ_NO_ITEM || !setting->items->head[list->items[r]];
    return *tail;
}

static exq_why compute_tail_share(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                  double *out)
{
    *out = tail_of(setting, list, room) / (double)exq_list_depth(setting, list);
    return EXQ_WHY_NONE;
}

static exq_why compute_tail_count(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                  double *out)
{
    *out = tail_of(setting, list, room);
    return EXQ_WHY_NONE;
}

/* Mean phi of the first ranks of the list, phi being the share of people with a history who had the item. */
static double list_share(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room)
{
    const double sum = list_popularity(setting, list, room);
    return sum / (double)exq_list_depth(setting, list) / (double)setting->items->history_people;
}

static double history_share(const exq_kernel_setting *setting, const exq_list *list)
{
    double sum = 0;
    for (size_t i = 0; i < list->history_count; i++)
        sum += popularity_of(setting->items, list->history[i]);
    return sum / (double)list->history_count / (double)setting->items->history_people;
}

/* Two means, for the lift is a ratio of means over people, not a mean of ratios. */
static exq_why compute_lift(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    double *before = &room->sums[1]; /* the same at every cut-off */
    if (setting->before == 0)
        *before = history_share(setting, list);
    out[0] = list_share(setting, list, room);
    out[1] = *before;
    return EXQ_WHY_NONE;
}

static exq_why compute_complement(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                  double *out)
{
    if (setting->items->history_people == 0)
        return EXQ_WHY_NO_HISTORY;
    *out = 1 - list_share(setting, list, room);
    return EXQ_WHY_NONE;
}

/* log2 phi of each item; minus infinity where nobody had it before. */
static const void *prepare_novelty(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_side *items = setting->items;
    double *logarithms = EXQ_NEW(arena, double, items->item_count);
    for (size_t i = 0; logarithms != NULL && i < items->item_count; i++)
        logarithms[i] = log2((double)items->popularity[i] / (double)items->history_people);
    return logarithms;
}

/* Something nobody had before would be infinitely new. */
static exq_why compute_novelty(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                               double *out)
{
    const double *logarithms = setting->prepared;
    double *sum = &room->sums[0];
    if (setting->before == 0)
        *sum = 0;
    const size_t depth = exq_list_depth(setting, list);
    for (size_t r = exq_list_depth_before(setting, list); r < depth; r++)
        *sum -= list->items[r] == EXQ_NO_ITEM ? -(double)INFINITY : logarithms[list->items[r]];
    *out = *sum / (double)depth;
    return isfinite(*sum) ? EXQ_WHY_NONE : EXQ_WHY_INFINITE;
}

/* clang-format off */
#define ABDOLLAHPOURI_2017 \
    "Abdollahpouri, Burke and Mobasher, 2019, Managing Popularity Bias with Personalized Re-Ranking"
#define VARGAS "Vargas and Castells, 2011, Rank and Relevance in Novelty and Diversity Metrics for Recommender Systems"
#define SHARE_OF_PEOPLE "phi(item) = people with the item in their history / people with a history"

#define POPULARITY(id_, prepare_, compute_, name_, also_, definition_, formula_, range_, source_, limits_, value_, \
                   words_)                                                                                       \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .needs = EXQ_KERNEL_NEEDS_HISTORY,                          \
                .outputs = 1, .prepare = (prepare_), .compute = (compute_)},                                     \
     .compared = EXQ_COMPARED_BY_ALL,                                                                            \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_POPULARITY,             \
              .definition = (definition_), .formula = (formula_),                                                \
              .range = (range_), .ideal = "equal in all groups",                                                 \
              .undefined_when = EXQ_WHEN_NO_LISTS ", or no history was given",                                   \
              .source = (source_), .limits = (limits_),                                                          \
              .kind = EXQ_KIND_MEASURE,                                                                          \
              .example = {.value = (value_), .words = (words_)}}}

static const exq_kernel_entry entries[] = {
    POPULARITY("average_popularity", NULL, compute_average, "Average popularity at K",
               "ARP, average recommendation popularity",
               "The mean number of people who had the recommended items before, on average over lists.",
               "mean over lists of mean over r <= K of count(item)", "0 and above",
               "Yin, Cui, Li, Yao and Chen, 2012, Challenging the Long Tail Recommendation",
               "It grows with the number of people, so it compares lists of one data set only.", 4,
               "list c e a, had before by 3, 1 and 8 people: 12 / 3 = 4"),
    POPULARITY("long_tail_share", NULL, compute_tail_share, "Share of the long tail at K", "APLT",
               "The share of the first K places that hold items outside the short head, on average over lists.",
               "mean over lists of tail items / min(N, K)", "0 to 1", ABDOLLAHPOURI_2017,
               "It hangs on what is called the tail; the result names the definition.", 1.0 / 3,
               "list c e a, of which e is in the tail: 1 / 3 = 0.3333"),
    POPULARITY("long_tail_count", NULL, compute_tail_count, "Items of the long tail at K", "ACLT",
               "How many of the first K places hold items outside the short head, on average over lists.",
               "mean over lists of tail items", "0 to K", ABDOLLAHPOURI_2017,
               "Called coverage in its source, though it counts places: for coverage see coverage@K.", 1,
               "list c e a, of which e is in the tail: 1"),
    POPULARITY(
        "novelty", prepare_novelty, compute_novelty, "Novelty at K", "mean self-information",
        "How unexpected the recommended items are: the mean of -log2 of the share of people who had them before.",
        "mean over lists of mean over r <= K of -log2 phi(item), " SHARE_OF_PEOPLE, "0 and above, in bits", VARGAS,
        "A list with an item that nobody had before has no such number and is left out; see how many.",
               1.793607261313644,
        "list c e a with phi 0.3, 0.1 and 0.8: (1.737 + 3.3219 + 0.3219) / 3 = 1.7936"),
    POPULARITY("popularity_complement", NULL, compute_complement, "Expected popularity complement at K", "EPC",
               "The mean share of people who did not have the recommended items before.",
               "mean over lists of mean over r <= K of 1 - phi(item), " SHARE_OF_PEOPLE, "0 to 1", VARGAS,
               "In a large catalogue nearly every item is near 1, and so is this.", 0.6,
               "list c e a with phi 0.3, 0.1 and 0.8: (0.7 + 0.9 + 0.2) / 3 = 0.6"),
    {.kernel = {.id = "popularity_lift",
                .over = EXQ_OVER_HISTORY,
                .needs = EXQ_KERNEL_NEEDS_HISTORY,
                .outputs = 2,
                .products = true,
                .compute = compute_lift},
       .compared = EXQ_COMPARED_BY_DIFFERENCES,
       .info = {.id = "popularity_lift" EXQ_AT_K,
              .name = "Popularity lift at K",
              .also = "delta GAP",
              .family = EXQ_FAMILY_POPULARITY,
              .definition =
                  "How much more popular what a group is recommended is than what it had before: two means over "
                  "people, the second taken off and divided by.",
              .formula = "(mean phi(list) - mean phi(history)) / mean phi(history), " SHARE_OF_PEOPLE,
              .range = "-1 and above",
              .ideal = "0, and equal in all groups",
              .undefined_when = EXQ_WHEN_NO_HISTORY ", or nothing in their histories was had by anybody",
              .source = "Abdollahpouri, Mansoury, Burke and Mobasher, 2019, The Unfairness of Popularity Bias in "
                        "Recommendation; Kowald, Schedl and Lex, 2020",
              .limits = "Groups whose taste is popular already can hardly be lifted further.",
              .kind = EXQ_KIND_MEASURE,
              .better = 0,
              .example = {.value = 1.0 / 3,
                          .words = "list c e a with mean phi 0.4, history b f with 0.3: (0.4 - 0.3) / 0.3 = 0.3333"}}},
};
/* clang-format on */

const exq_kernel_set exq_kernel_popularity = {entries, sizeof entries / sizeof entries[0]};
