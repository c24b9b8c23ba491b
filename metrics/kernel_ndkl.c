/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mixture of every prefix of a list against the catalogue's: NDKL, and the prefixes that are infeasible. Prefixes
 * in which nothing is of the catalogue have no mixture and are passed over.
 */
#include "divergence.h"
#include "kernels.h"
#include "positions.h"

static double mass_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

/* Prefixes hold whole and half items mostly, and few of them: the terms of their divergences are a table. */
enum { STEPS_AN_ITEM = 2, MOST_IN_TABLE = 32 };

typedef struct ndkl_tables {
    double *discounts;
    double *terms; /* p ln(p / t_g), p = count / mass: by mass, then count, then g; both in steps */
    size_t steps;  /* masses and counts up to this are in it */
} ndkl_tables;

static double *fill_terms(const exq_item_grouping *grouping, size_t steps, double *terms)
{
    for (size_t mass = 1, at = 0; terms != NULL && mass <= steps; mass++)
        for (size_t count = 0; count <= steps; count++)
            for (size_t g = 0; g < grouping->group_count; g++) {
                const double p = (double)count / STEPS_AN_ITEM / ((double)mass / STEPS_AN_ITEM);
                terms[at++] = count > 0 ? p * log(p / grouping->catalogue_share[g]) : 0;
            }
    return terms;
}

static const void *prepare_ndkl(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_grouping *grouping = setting->grouping;
    const size_t steps = STEPS_AN_ITEM * (setting->cutoff < MOST_IN_TABLE ? setting->cutoff : MOST_IN_TABLE);
    ndkl_tables *tables = EXQ_NEW(arena, ndkl_tables, 1);
    double *discounts = EXQ_NEW(arena, double, setting->cutoff);
    double *terms = fill_terms(grouping, steps, EXQ_NEW(arena, double, steps *(steps + 1) * grouping->group_count));
    if (tables == NULL || discounts == NULL || terms == NULL)
        return NULL;
    for (size_t r = 0; r < setting->cutoff; r++)
        discounts[r] = exq_discount_log(r + 1);
    *tables = (ndkl_tables){discounts, terms, steps};
    return tables;
}

/* The number of steps that a value is; false when it is none of the table. */
static bool step_of(const ndkl_tables *tables, double value, size_t *step)
{
    const double scaled = value * STEPS_AN_ITEM;
    if (!(scaled <= (double)tables->steps))
        return false;
    *step = (size_t)scaled;
    return (double)*step == scaled;
}

/* The divergence of one prefix, from what it gives to the groups; `shares` is room for theirs. */
static double divergence_of(const exq_kernel_setting *setting, const double *counts, double mass, double *shares)
{
    const ndkl_tables *tables = setting->prepared;
    const size_t groups = setting->grouping->group_count;
    size_t row, step, known = 0;
    double sum = 0;
    if (step_of(tables, mass, &row)) {
        const double *terms = tables->terms + (row - 1) * (tables->steps + 1) * groups;
        for (; known < groups && step_of(tables, counts[known], &step); known++)
            sum += terms[step * groups + known];
    }
    if (known == groups)
        return sum > 0 ? sum : 0;
    for (size_t g = 0; g < groups; g++)
        shares[g] = counts[g] / mass;
    return exq_kullback_leibler(shares, setting->grouping->catalogue_share, groups);
}

static exq_why compute_ndkl(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    const double *places = exq_list_groups(setting, list)->places;
    const double *discounts = ((const ndkl_tables *)setting->prepared)->discounts;
    double *sum = &room->sums[0], *weights = &room->sums[1];
    if (setting->before == 0)
        *sum = *weights = 0;
    for (size_t r = exq_list_depth_before(setting, list), depth = exq_list_depth(setting, list); r < depth; r++) {
        const double *counts = exq_group_row(setting, places, r + 1);
        const double mass = mass_of(counts, setting->grouping->group_count);
        if (mass == 0)
            continue;
        *sum += discounts[r] * divergence_of(setting, counts, mass, room->groups);
        *weights += discounts[r];
    }
    if (*weights == 0)
        return EXQ_WHY_NO_RECOMMENDATIONS;
    *out = *sum / *weights;
    return isfinite(*out) ? EXQ_WHY_NONE : EXQ_WHY_INFINITE;
}

/* Products like 0.6 * 5 are a hair beside the integer they stand for. */
static const double hair = 1e-9;

/* floor(t_g r), as many as the share of each group asks for of the first r places: a row for each r. */
static const void *prepare_shortfall(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_grouping *grouping = setting->grouping;
    const size_t width = exq_group_width(grouping);
    double *asked = EXQ_NEW(arena, double, setting->cutoff * width);
    for (size_t r = 0; asked != NULL && r < setting->cutoff; r++)
        for (size_t g = 0; g < grouping->group_count; g++)
            asked[r * width + g] = floor(grouping->catalogue_share[g] * (double)(r + 1) + hair);
    return asked;
}

typedef struct shortfall {
    double prefixes; /* in which some group is short */
    double pairs;    /* of a prefix and a group that is short in it */
} shortfall;

static const char shortfalls[] = "shortfalls";

static shortfall shortfall_of(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room)
{
    const double *places = exq_list_groups(setting, list)->places;
    double *prefixes = &room->sums[0], *pairs = &room->sums[1];
    if (room->again)
        return (shortfall){*prefixes, *pairs};
    if (setting->before == 0)
        *prefixes = *pairs = 0;
    for (size_t r = exq_list_depth_before(setting, list), depth = exq_list_depth(setting, list); r < depth; r++) {
        const double *counts = exq_group_row(setting, places, r + 1);
        const double *asked = exq_group_row(setting, setting->prepared, r);
        size_t groups = 0;
        for (size_t g = 0; g < setting->grouping->group_count; g++)
            groups += counts[g] + hair < asked[g];
        *prefixes += groups > 0;
        *pairs += (double)groups;
    }
    return (shortfall){*prefixes, *pairs};
}

static exq_why compute_index(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                             double *out)
{
    *out = shortfall_of(setting, list, room).prefixes;
    return EXQ_WHY_NONE;
}

static exq_why compute_count(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                             double *out)
{
    *out = shortfall_of(setting, list, room).pairs;
    return EXQ_WHY_NONE;
}

static exq_why compute_share(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                             double *out)
{
    *out = shortfall_of(setting, list, room).prefixes / (double)exq_list_depth(setting, list);
    return EXQ_WHY_NONE;
}

/* clang-format off */
#define GEYIK "Geyik, Ambler and Kenthapadi, 2019, Fairness-Aware Ranking in Search and Recommendation Systems"

#define PREFIX(id_, shares_, prepare_, compute_, name_, also_, definition_, formula_, range_, limits_, value_, words_) \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .by_grouping = true,                           \
                .outputs = 1, .shares = (shares_), .prepare = (prepare_), .compute = (compute_)},     \
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
