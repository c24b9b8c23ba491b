/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calibrated lists: does what someone is recommended have the mixture of what they had before? A group whose taste is
 * washed out is served worse even where it likes the popular things it gets. With one grouping of the items, or with
 * the three bands of popularity.
 */
#include <string.h>

#include "divergence.h"
#include "kernels.h"
#include "random.h"

/* Shares of the groups in the histories and in the first ranks of the lists. */
typedef struct mixtures {
    size_t groups;
    exq_lanes *p; /* the history's */
    exq_lanes *q; /* the list's */
} mixtures;

static mixtures mix(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, exq_why *whys)
{
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    const size_t groups = setting->grouping->group_count;
    const mixtures out = {groups, room->groups, room->groups + groups};
    exq_lanes totals;
    exq_batch_shares_of(sums->history, groups, out.p, &totals);
    exq_batch_without(&totals, EXQ_WHY_NO_HISTORY, whys);
    exq_batch_shares_of(exq_prefix_row(setting, sums, sums->places, setting->cutoff), groups, out.q, &totals);
    exq_batch_without(&totals, EXQ_WHY_NO_RECOMMENDATIONS, whys);
    return out;
}

/* What one group adds to the Kullback-Leibler divergence of a list from the history. The list is mixed with a little of the
 * history, so that a taste it leaves out altogether costs much but not infinitely much. */
static inline double smoothed(double alpha, double p, double q)
{
    return exq_kullback_leibler_term(p, (1 - alpha) * q + alpha * p);
}

static void without_infinite(const exq_lanes *out, exq_why *whys)
{
    EXQ_EACH_LIST (p)
        if (whys[p] == EXQ_WHY_NONE && !isfinite(out->of[p]))
            whys[p] = EXQ_WHY_INFINITE;
}

static void compute_kl(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, exq_lanes *out,
                       exq_why *whys)
{
    const double alpha = setting->options->calibration_smoothing;
    const mixtures of = mix(setting, lists, room, whys);
    exq_lanes sums = {{0}};
    for (size_t g = 0; g < of.groups; g++)
        EXQ_EACH_LIST (p)
            sums.of[p] += smoothed(alpha, of.p[g].of[p], of.q[g].of[p]);
    EXQ_EACH_LIST (p)
        out->of[p] = fmax(sums.of[p], 0);
    without_infinite(out, whys);
}

/* ---------------------------------------------------------------------------------------------- lists of one's own */

/* What is made of histories at the first cut-off and kept in the room for the others; and lists drawn from them. */
typedef struct own {
    size_t groups;
    exq_lanes *known;  /* what the history gives to all groups */
    exq_lanes *p;      /* shares of the groups in it */
    exq_lanes *missed; /* what each adds to the divergence of a list that has nothing of it */
    exq_lanes *q;      /* the drawn list's groups: sums */
} own;

static own own_of(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room)
{
    const double alpha = setting->options->calibration_smoothing;
    const size_t groups = setting->grouping->group_count;
    const own out = {groups, &room->sums[0], room->groups, room->groups + groups, room->groups + 2 * groups};
    if (setting->before > 0)
        return out;
    exq_batch_shares_of(exq_batch_groups(setting, lists)->history, groups, out.p, out.known);
    for (size_t g = 0; g < groups; g++)
        EXQ_EACH_LIST (p)
            out.missed[g].of[p] = smoothed(alpha, out.p[g].of[p], 0);
    return out;
}

/* The same for the same taste, however people, items and groups are numbered: a sum over groups of their shares, each well
 * mixed (the constant is 2^64 over the golden ratio). */
static uint64_t seed_of(const exq_list *list, const own *of, size_t p)
{
    const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t seed = list->history_count * golden;
    for (size_t g = 0; g < of->groups; g++) {
        uint64_t bits = 0;
        memcpy(&bits, &of->p[g].of[p], sizeof bits);
        bits = (bits ^ bits >> 32) * golden;
        seed += (bits ^ bits >> 29) * golden;
    }
    return seed;
}

/* Draw a list from the history of a person; what its groups add up to. */
static double draw_own(const exq_kernel_setting *setting, const own *of, const exq_list *list, exq_random *random,
                       size_t p)
{
    double all = 0;
    for (size_t g = 0; g < of->groups; g++)
        of->q[g].of[p] = 0;
    for (size_t r = 0, depth = exq_list_depth(setting, list); r < depth; r++)
        exq_batch_add(setting, list->history[exq_random_below(random, list->history_count)], 1, of->q, p);
    for (size_t g = 0; g < of->groups; g++)
        all += of->q[g].of[p];
    return all;
}

/* The mean over a few lists drawn; there is none if one holds nothing that is in the catalogue. A few draws a person make
 * many a group. */
static double mean_of_own(const exq_kernel_setting *setting, const own *of, const exq_list *list, size_t p,
                          exq_why *why)
{
    enum { DRAWS = 4 };
    const double alpha = setting->options->calibration_smoothing;
    exq_random random;
    double mean = 0;
    exq_random_init(&random, seed_of(list, of, p), setting->cutoff);
    for (size_t d = 0; d < DRAWS; d++) {
        const double all = draw_own(setting, of, list, &random, p);
        double sum = 0;
        if (!(all > 0)) {
            *why = EXQ_WHY_NO_HISTORY;
            return 0;
        }
        for (size_t g = 0; g < of->groups; g++)
            sum += of->q[g].of[p] > 0 ? smoothed(alpha, of->p[g].of[p], of->q[g].of[p] / all) : of->missed[g].of[p];
        mean += fmax(sum, 0) / DRAWS;
    }
    return mean;
}

/* What lists as long as these would have that are drawn from each person's own history: they are at fault for nothing, and
 * yet not at 0. */
static void compute_kl_of_own(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                              exq_lanes *out, exq_why *whys)
{
    const own of = own_of(setting, lists, room);
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    const exq_lanes *places = exq_prefix_row(setting, sums, sums->places, setting->cutoff);
    exq_lanes totals;
    exq_batch_without(of.known, EXQ_WHY_NO_HISTORY, whys);
    exq_batch_shares_of(places, of.groups, of.q, &totals);
    exq_batch_without(&totals, EXQ_WHY_NO_RECOMMENDATIONS, whys);
    for (size_t p = 0; p < lists->count; p++)
        if (whys[p] == EXQ_WHY_NONE)
            out->of[p] = mean_of_own(setting, &of, &lists->of[p], p, &whys[p]);
    without_infinite(out, whys);
}

/* ----------------------------------------------------------------------------------------------------- symmetric */

static void compute_js(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, exq_lanes *out,
                       exq_why *whys)
{
    const mixtures of = mix(setting, lists, room, whys);
    exq_jensen_shannon_of_lists(of.p, of.q, of.groups, out);
}

static void compute_hellinger(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                              exq_lanes *out, exq_why *whys)
{
    const mixtures of = mix(setting, lists, room, whys);
    exq_hellinger_of_lists(of.p, of.q, of.groups, out);
}

/* What nobody had before is tail, and so is what is not in the catalogue. */
static size_t band_of(const exq_item_side *items, uint32_t item)
{
    return item == EXQ_NO_ITEM ? EXQ_BAND_TAIL : items->band[item];
}

static exq_why compute_bands(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                             double *out)
{
    double *counts = room->sums, *p = counts + EXQ_BANDS, q[EXQ_BANDS];
    _Static_assert(2 * EXQ_BANDS <= EXQ_KERNEL_SUMS, "the bands of history and list are kept from cut-off to cut-off");
    if (setting->before == 0) {
        for (size_t b = 0; b < EXQ_BANDS; b++)
            counts[b] = p[b] = 0;
        for (size_t i = 0; i < list->history_count; i++)
            p[band_of(setting->items, list->history[i])]++;
        exq_shares_of(p, EXQ_BANDS, p);
    }
    for (size_t r = exq_list_depth_before(setting, list), depth = exq_list_depth(setting, list); r < depth; r++)
        counts[band_of(setting->items, list->items[r])]++;
    exq_shares_of(counts, EXQ_BANDS, q);
    *out = exq_jensen_shannon(p, q, EXQ_BANDS);
    return EXQ_WHY_NONE;
}

/* clang-format off */
#define STECK "Steck, 2018, Calibrated Recommendations"

#define CALIBRATION(id_, asked_, compute_, by_grouping_, name_, also_, definition_, formula_, range_, source_, limits_, \
                    value_, words_)                                                                             \
    {.kernel = {.id = (id_), .over = EXQ_OVER_HISTORY, .needs = EXQ_KERNEL_NEEDS_HISTORY,                       \
                .by_grouping = (by_grouping_), .outputs = 1, .asked_ = (compute_)},                            \
     .compared = EXQ_COMPARED_BY_ALL,                                                                           \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_TASTE,                 \
              .definition = (definition_), .formula = (formula_),                                               \
              .range = (range_), .ideal = "0, and equal in all groups",                                         \
              .undefined_when = EXQ_WHEN_NO_HISTORY,                                                            \
              .source = (source_), .limits = (limits_),                                                         \
              .kind = EXQ_KIND_MEASURE, .better = -1,                                                           \
              .example = {.value = (value_), .words = (words_)}}}

#define SHORT_LISTS "A short list cannot hold a broad taste: it is above 0 for every list of few items."

static const exq_kernel_entry entries[] = {
    CALIBRATION("miscalibration", compute_all, compute_kl, true, "Miscalibration at K", "Kullback-Leibler calibration",
                "How far the mixture of a list is from that of its person's history, on average over people.",
                "mean over people of sum p ln(p / (0.99 q + 0.01 p)), p shares in the history, q in the list",
                "0 to 4.6052 (ln 100)", STECK, SHORT_LISTS, 0.057649312181731,
                "history half A half B, list 1/3 A 2/3 B: 0.5 ln(0.5 / 0.335) + 0.5 ln(0.5 / 0.665) = 0.0576"),
    {.kernel = {.id = "miscalibration_chance", .over = EXQ_OVER_HISTORY, .needs = EXQ_KERNEL_NEEDS_HISTORY,
                .by_grouping = true, .outputs = 1, .compute_all = compute_kl_of_own},
     .compared = EXQ_COMPARED_NOT,
     .info = {.id = "miscalibration_chance" EXQ_AT_K, .name = "Miscalibration by chance at K", .family = EXQ_FAMILY_TASTE,
              .definition = "The miscalibration of lists that are drawn from each person's own history: what stands beside "
                            "miscalibration@K as given by chance.",
              .formula = "mean over people, and over four lists drawn of each, of sum p ln(p / (0.99 q + 0.01 p))",
              .range = "0 to 4.6052 (ln 100)", .ideal = "no value is better", .undefined_when = EXQ_WHEN_NO_HISTORY,
              .source = STECK, .limits = "A few draws a person: of a handful of people it is rough.",
              .kind = EXQ_KIND_MEASURE,
              .example = {.value = 0.532866427542760,
                          .words = "history half A half B, the mean over four lists of 3 drawn from it, three two to one: "
                                   "(3 * 0.0576 + 1.9585) / 4 = 0.5329"}}},
    CALIBRATION(
        "miscalibration_js", compute_all, compute_js, true, "Miscalibration at K, Jensen-Shannon", NULL,
        "The Jensen-Shannon divergence of the mixture of a list from that of its person's history, on average over "
        "people.",
        "mean over people of JSD(p, q), p shares in the history, q in the list", "0 to 1, in bits",
        STECK "; Lin, 1991, Divergence Measures Based on the Shannon Entropy", SHORT_LISTS, 0.020720839623908,
        "history half A half B, list 1/3 A 2/3 B: 0.0207"),
    CALIBRATION(
        "miscalibration_hellinger", compute_all, compute_hellinger, true, "Miscalibration at K, Hellinger", NULL,
        "The Hellinger distance of the mixture of a list from that of its person's history, on average over people.",
        "mean over people of sqrt(1 - sum sqrt(p q)), p shares in the history, q in the list", "0 to 1", STECK,
        SHORT_LISTS, 0.120006001293732, "history half A half B, list 1/3 A 2/3 B: 0.12"),
    CALIBRATION(
        "popularity_deviation", compute, compute_bands, false, "User popularity deviation at K", "UPD",
        "How far the mixture of popular, middling and rare items in a list is from that of its person's history, on "
        "average over people.",
        "mean over people of JSD(p, q) over head, middle and tail: the items that hold the first 20, the next 60 and "
        "the last 20 % of all interactions",
        "0 to 1, in bits",
        "Abdollahpouri, Mansoury, Burke, Mobasher and Malthouse, 2021, User-Centered Evaluation of Popularity Bias",
        "The mean over groups weighs a small group like a large one. " SHORT_LISTS, 0.190874504621110,
        "history half middle half tail, list a third of each: 0.1909"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_miscalibration = {entries, sizeof entries / sizeof entries[0]};
