/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mixture of every prefix of a list against the catalogue's: NDKL, and the prefixes that are infeasible. Prefixes
 * in which nothing is of the catalogue have no mixture and are passed over.
 */
#include <string.h>

#include "divergence.h"
#include "kernels.h"
#include "positions.h"

/* Prefixes hold few items: the terms of their divergences are a table, by halves of items. */
enum { MOST_IN_TABLE = 32 };

typedef struct ndkl_tables {
    double *discounts;
    double *terms; /* p ln(p / t_g), p = count / mass: by mass, then g, then count; both in halves */
    size_t halves; /* masses and counts up to this are in it */
} ndkl_tables;

static double *fill_terms(const exq_item_grouping *grouping, size_t halves, double *terms)
{
    for (size_t mass = 1, at = 0; terms != NULL && mass <= halves; mass++)
        for (size_t g = 0; g < grouping->group_count; g++)
            for (size_t count = 0; count <= halves; count++) {
                const double p = (double)count / 2 / ((double)mass / 2);
                terms[at++] = count > 0 ? p * log(p / grouping->catalogue_share[g]) : 0;
            }
    return terms;
}

static const void *prepare_ndkl(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_grouping *grouping = setting->grouping;
    const size_t halves = 2 * (setting->cutoff < MOST_IN_TABLE ? setting->cutoff : MOST_IN_TABLE);
    ndkl_tables *tables = EXQ_NEW(arena, ndkl_tables, 1);
    double *discounts = EXQ_NEW(arena, double, setting->cutoff);
    double *terms = fill_terms(grouping, halves, EXQ_NEW(arena, double, halves *(halves + 1) * grouping->group_count));
    if (tables == NULL || discounts == NULL || terms == NULL)
        return NULL;
    for (size_t r = 0; r < setting->cutoff; r++)
        discounts[r] = exq_discount_log(r + 1);
    *tables = (ndkl_tables){discounts, terms, halves};
    return tables;
}

/* Beyond it there are no prefixes. */
static size_t end_of(const exq_kernel_setting *setting, const exq_batch *lists)
{
    const size_t end = exq_batch_groups(setting, lists)->end;
    return end < setting->cutoff ? end : setting->cutoff;
}

/* Where the terms of each mass begin; false when some mass is none of the table. */
static bool find_terms(const exq_kernel_setting *setting, const exq_lane_counts *halves, exq_lane_counts *begin)
{
    const ndkl_tables *tables = setting->prepared;
    const size_t groups = setting->grouping->group_count;
    const int32_t most = (int32_t)tables->halves, each = (int32_t)(groups * (tables->halves + 1));
    exq_lane_counts masses = {{0}};
    int others = 0;
    for (size_t g = 0; g < groups; g++)
        EXQ_EACH_LIST (p)
            masses.of[p] += halves[g].of[p];
    EXQ_EACH_LIST (p) {
        others |= (masses.of[p] < 1) | (masses.of[p] > most);
        begin->of[p] = (masses.of[p] - 1) * each;
    }
    return others == 0;
}

/* The divergences of prefixes from what they give to the groups, which adds up to their masses. */
static void divergences_of(const exq_kernel_setting *setting, const exq_lanes *counts, const exq_lane_counts *halves,
                           const exq_lanes *mass, exq_lanes *out)
{
    const ndkl_tables *tables = setting->prepared;
    const double *terms = tables->terms;
    exq_lane_counts begin;
    exq_lanes sums = {{0}};
    const bool tabled = find_terms(setting, halves, &begin);
    for (size_t g = 0; tabled && g < setting->grouping->group_count; g++, terms += tables->halves + 1)
        EXQ_EACH_LIST (p)
            sums.of[p] += terms[begin.of[p] + halves[g].of[p]];
    for (size_t g = 0; !tabled && g < setting->grouping->group_count; g++)
        EXQ_EACH_LIST (p)
            sums.of[p] +=
                exq_kullback_leibler_term(counts[g].of[p] / mass->of[p], setting->grouping->catalogue_share[g]);
    EXQ_EACH_LIST (p)
        out->of[p] = sums.of[p] > 0 ? sums.of[p] : 0;
}

/* Adds a prefix of each list that is as long. */
static void add_prefix(const exq_kernel_setting *setting, const exq_batch *lists, size_t places, double discount,
                       exq_lanes *sums)
{
    const exq_group_sums *of = exq_batch_groups(setting, lists);
    const size_t groups = setting->grouping->group_count;
    const exq_lanes *counts = of->places + places * groups;
    exq_lanes mass = {{0}}, divergences;
    for (size_t g = 0; g < groups; g++)
        EXQ_EACH_LIST (p)
            mass.of[p] += counts[g].of[p];
    divergences_of(setting, counts, of->halves + places * groups, &mass, &divergences);
    for (size_t p = 0; p < lists->count; p++) {
        if (places > lists->of[p].length || mass.of[p] == 0)
            continue;
        sums[0].of[p] += discount * divergences.of[p];
        sums[1].of[p] += discount;
    }
}

static void compute_ndkl(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                         exq_lanes *out, exq_why *whys)
{
    const double *discounts = ((const ndkl_tables *)setting->prepared)->discounts;
    exq_lanes *sums = room->sums;
    if (setting->before == 0)
        memset(sums, 0, 2 * sizeof *sums);
    for (size_t r = setting->before, end = end_of(setting, lists); r < end; r++)
        add_prefix(setting, lists, r + 1, discounts[r], sums);
    exq_batch_without(&sums[1], EXQ_WHY_NO_RECOMMENDATIONS, whys);
    EXQ_EACH_LIST (p) {
        out->of[p] = sums[0].of[p] / sums[1].of[p];
        if (whys[p] == EXQ_WHY_NONE && !isfinite(out->of[p]))
            whys[p] = EXQ_WHY_INFINITE;
    }
}

/* Products like 0.6 * 5 are a hair beside the integer they stand for. */
static const double hair = 1e-9;

/* floor(t_g r), as many as the share of each group asks for of the first r places: a row of groups for each r. */
static const void *prepare_shortfall(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_grouping *grouping = setting->grouping;
    const size_t groups = grouping->group_count;
    double *asked = EXQ_NEW(arena, double, setting->cutoff *groups);
    for (size_t r = 0; asked != NULL && r < setting->cutoff; r++)
        for (size_t g = 0; g < groups; g++)
            asked[r * groups + g] = floor(grouping->catalogue_share[g] * (double)(r + 1) + hair);
    return asked;
}

static const char shortfalls[] = "shortfalls";

/* What is short of the first places, of lists that are as long: prefixes in which some group is, and pairs of a prefix and
 * such a group. */
enum { PREFIXES, PAIRS };

static void add_shortfall(const exq_kernel_setting *setting, const exq_batch *lists, size_t places, exq_lanes *sums)
{
    const exq_lanes *counts = exq_batch_groups(setting, lists)->places + places * setting->grouping->group_count;
    const size_t groups = setting->grouping->group_count;
    const double *asked = (const double *)setting->prepared + (places - 1) * groups;
    exq_lanes missed = {{0}};
    for (size_t g = 0; g < groups; g++)
        EXQ_EACH_LIST (p)
            missed.of[p] += counts[g].of[p] + hair < asked[g];
    for (size_t p = 0; p < lists->count; p++) {
        if (places > lists->of[p].length)
            continue;
        sums[PREFIXES].of[p] += missed.of[p] > 0;
        sums[PAIRS].of[p] += missed.of[p];
    }
}

static const exq_lanes *shortfalls_of(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room)
{
    if (!room->again && setting->before == 0)
        memset(room->sums, 0, (PAIRS + 1) * sizeof *room->sums);
    for (size_t r = setting->before, end = end_of(setting, lists); !room->again && r < end; r++)
        add_shortfall(setting, lists, r + 1, room->sums);
    return room->sums;
}

static void compute_index(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                          exq_lanes *out, exq_why *whys)
{
    (void)whys;
    *out = shortfalls_of(setting, lists, room)[PREFIXES];
}

static void compute_count(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                          exq_lanes *out, exq_why *whys)
{
    (void)whys;
    *out = shortfalls_of(setting, lists, room)[PAIRS];
}

static void compute_share(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                          exq_lanes *out, exq_why *whys)
{
    compute_index(setting, lists, room, out, whys);
    for (size_t p = 0; p < lists->count; p++)
        out->of[p] /= (double)exq_list_depth(setting, &lists->of[p]);
}

/* clang-format off */
#define GEYIK "Geyik, Ambler and Kenthapadi, 2019, Fairness-Aware Ranking in Search and Recommendation Systems"

#define PREFIX(id_, shares_, prepare_, compute_, name_, also_, definition_, formula_, range_, limits_, value_, words_) \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .by_grouping = true,                           \
                .outputs = 1, .shares = (shares_), .prepare = (prepare_), .compute_all = (compute_)},     \
     .compared = EXQ_COMPARED_NOT,                                                                  \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_LISTS,     \
              .definition = (definition_), .formula = (formula_),                                   \
              .range = (range_), .ideal = "0",                                                      \
              .undefined_when = "no list holds an item of the catalogue",                           \
              .source = GEYIK, .limits = (limits_),                                                 \
              .kind = EXQ_KIND_OVER_GROUPS, .better = -1,                                           \
              .example = {.value = (value_), .words = (words_)}}}

#define FLOORED "Groups with a small share of the catalogue are asked for nothing in a short list."

static const exq_kernel_entry entries[] = {
    PREFIX("ndkl", NULL, prepare_ndkl, compute_ndkl, "Normalised discounted KL divergence at K", "NDKL",
           "How far the mixtures of the first 1, 2 ... K items are from the catalogue's, the top weighing most; on "
           "average over lists.",
           "mean over lists of sum w(r) KL(D_r || t) / sum w(r), w(r) = 1 / log2(r + 1), in nats",
           "0 to ln(1 / least share)",
           "It cannot be 0, for one item is never a mixture: read it beside the least value and that of fair draws.",
           0.543795901563533, "list c e a, c and e of B: (1 ln 2 + 0.6309 ln 2 + 0.5 * 0.0566) / 2.1309 = 0.5438"),
    PREFIX("infeasible_index", shortfalls, prepare_shortfall, compute_index, "Infeasible index at K", NULL,
           "How many of the prefixes 1 ... K of a list hold fewer items of some group than its share, rounded down, "
           "asks for; on average over lists.",
           "mean over lists of the number of r with some count_r(g) < floor(t_g r)", "0 to K", FLOORED, 1,
           "list c e a, half A: the first 2 hold no A where 1 is asked for; the others are well: 1"),
    PREFIX("infeasible_count", shortfalls, prepare_shortfall, compute_count, "Infeasible count at K", NULL,
           "How many pairs of a prefix and a group there are in which the group is short; on average over lists.",
           "mean over lists of the number of (r, g) with count_r(g) < floor(t_g r)", "0 to K groups", FLOORED, 1,
           "list c e a, half A: only A is short, in the first 2: 1"),
    PREFIX("infeasible_share", shortfalls, prepare_shortfall, compute_share, "Infeasible share at K", NULL,
           "The share of the prefixes of a list in which some group is short; on average over lists.",
           "mean over lists of the number of r with some count_r(g) < floor(t_g r) / min(N, K)", "0 to 1", FLOORED,
           1.0 / 3,
           "list c e a, half A: one prefix of 3 is 0.3333"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_ndkl = {entries, sizeof entries / sizeof entries[0]};
