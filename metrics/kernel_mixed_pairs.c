/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs in one list of an item of a group and one of another, and prefixes of the list: who stands ahead, and is it deserved.
 * Of lists that mix the group with others alone, which `mixed` counts; of the others each number is 0 and does not count.
 */
#include <string.h>

#include "divergence.h"
#include "kernels.h"

/* The pairs of each group among the places that count. */
static exq_group_pairs pairs_of(const exq_kernel_setting *setting, const exq_list *list)
{
    const size_t depth = exq_list_depth(setting, list);
    const exq_group_pairs *rows = &exq_list_groups(setting, list)->pairs;
    return (exq_group_pairs){
        exq_group_row(setting, rows->ahead, depth),         exq_group_row(setting, rows->behind, depth),
        exq_group_row(setting, rows->held, depth),          exq_group_row(setting, rows->wrongly_ahead, depth),
        exq_group_row(setting, rows->wrongly_held, depth),
    };
}

/* Some of the list is of the group, and some is not. */
static bool is_mixed(const exq_group_pairs *pairs, size_t g)
{
    return pairs->ahead[g] + pairs->behind[g] > 0;
}

static exq_why compute_mixed(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                             double *out)
{
    (void)room;
    const exq_group_pairs pairs = pairs_of(setting, list);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        out[g] = is_mixed(&pairs, g);
    return EXQ_WHY_NONE;
}

static exq_why compute_parity(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                              double *out)
{
    (void)room;
    const exq_group_pairs pairs = pairs_of(setting, list);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        out[g] = is_mixed(&pairs, g) ? pairs.ahead[g] / (pairs.ahead[g] + pairs.behind[g]) : 0;
    return EXQ_WHY_NONE;
}

/* Pairs whose upper item is less relevant. */
static exq_why compute_equality(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                double *out)
{
    (void)room;
    const exq_group_pairs pairs = pairs_of(setting, list);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        out[g] = is_mixed(&pairs, g) ? pairs.wrongly_ahead[g] / (pairs.ahead[g] + pairs.behind[g]) : 0;
    return EXQ_WHY_NONE;
}

static exq_why compute_calibration(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,
                                   double *out)
{
    (void)room;
    const exq_group_pairs pairs = pairs_of(setting, list);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        out[g] = is_mixed(&pairs, g) ? pairs.wrongly_held[g] / pairs.held[g] : 0;
    return EXQ_WHY_NONE;
}

/* ---------------------------------------------------------------------------------------------------------- prefixes */

static double odds(double part, double rest)
{
    return part > 0 && rest > 0 ? part / rest : 0;
}

static double difference(double part, double places, double all, double length)
{
    return fabs(part / places - all / length);
}

static double divergence(double part, double places, double all, double length)
{
    const double p[] = {part / places, 1 - part / places}, q[] = {all / length, 1 - all / length};
    return exq_kullback_leibler(p, q, 2) / log(2);
}

static double ratio(double part, double places, double all, double length)
{
    return fabs(odds(part, places - part) - odds(all, length - all));
}

typedef double prefix(double part, double places, double all, double length);

/* Lists hold whole and half items mostly, and few of them: what each prefix adds is a table. */
enum { STEPS_AN_ITEM = 2, MOST_IN_TABLE = 32 };

typedef struct prefix_tables {
    prefix *of;
    const double *weights; /* of a prefix of so many places: the top weighs most */
    const double
        *terms; /* of a list of `cutoff` places: by prefix, part and all, both in steps; what it weighs is in it */
    const double *greatest; /* what the sum can be at most, by all */
    size_t steps;           /* parts and alls up to this are in the tables */
} prefix_tables;

/* Prefixes of 10, 20 ... places, of a short list of half of it. The whole list is none: it cannot differ from
 * itself. */
static size_t step_of_prefixes(size_t depth)
{
    return depth / 2 < 10 ? depth / 2 : 10;
}

static double term_of(const prefix_tables *tables, double part, size_t cut, double all, size_t depth)
{
    return tables->weights[cut] * tables->of(part, (double)cut, all, (double)depth);
}

/* With all of the group first, or all last: one of them is the greatest there can be. */
static double greatest_of(const prefix_tables *tables, double all, size_t depth)
{
    double first = 0, last = 0;
    for (size_t step = step_of_prefixes(depth), cut = step; cut < depth; cut += step) {
        first += term_of(tables, fmin((double)cut, all), cut, all, depth);
        last += term_of(tables, fmax(0, all - (double)(depth - cut)), cut, all, depth);
    }
    return fmax(fmax(first, last), 1e-300);
}

static double from_steps(size_t steps)
{
    return (double)steps / STEPS_AN_ITEM;
}

static bool to_steps(const prefix_tables *tables, double value, size_t *steps)
{
    const double scaled = value * STEPS_AN_ITEM;
    *steps = scaled <= (double)tables->steps ? (size_t)scaled : 0;
    return (double)*steps == scaled;
}

static void fill_tables(const prefix_tables *tables, size_t depth, double *terms, double *greatest)
{
    const size_t step = step_of_prefixes(depth), steps = tables->steps;
    for (size_t all = 0; step > 0 && all <= steps; all++)
        greatest[all] = greatest_of(tables, from_steps(all), depth);
    for (size_t cut = step, at = 0; step > 0 && cut < depth; cut += step)
        for (size_t part = 0; part <= steps; part++)
            for (size_t all = 0; all <= steps; all++)
                terms[at++] = term_of(tables, from_steps(part), cut, from_steps(all), depth);
}

static const void *prepare_prefixes(prefix *of, const exq_kernel_setting *setting, exq_arena *arena)
{
    const size_t depth = setting->cutoff, steps = depth > MOST_IN_TABLE ? 0 : STEPS_AN_ITEM * depth;
    const size_t rows = depth / (depth > 1 ? step_of_prefixes(depth) : 1) * (steps + 1);
    prefix_tables *tables = EXQ_NEW(arena, prefix_tables, 1);
    double *weights = EXQ_NEW(arena, double, depth + 1), *greatest = EXQ_NEW(arena, double, steps + 1);
    double *terms = EXQ_NEW(arena, double, rows *(steps + 1));
    if (tables == NULL || weights == NULL || greatest == NULL || terms == NULL)
        return NULL;
    for (size_t cut = 0; cut <= depth; cut++)
        weights[cut] = 1 / log2(cut < 2 ? 2 : (double)cut);
    *tables = (prefix_tables){of, weights, terms, greatest, steps};
    fill_tables(tables, depth, terms, greatest);
    return tables;
}

/* What a group has of the whole list, in steps: or in no table, or the list does not mix it with others. */
enum { NO_STEPS = -1, NOT_MIXED = -2 };

static void find_alls(const exq_kernel_setting *setting, const exq_list *list, const double *alls, double *found)
{
    const prefix_tables *tables = setting->prepared;
    const exq_group_pairs pairs = pairs_of(setting, list);
    const bool tabled = exq_list_depth(setting, list) == setting->cutoff;
    for (size_t g = 0; g < setting->grouping->group_count; g++) {
        size_t steps;
        if (!is_mixed(&pairs, g))
            found[g] = NOT_MIXED;
        else
            found[g] = tabled && to_steps(tables, alls[g], &steps) ? (double)steps : NO_STEPS;
    }
}

/* The first places of a list, up to a cut. */
typedef struct cut_list {
    size_t groups, depth, cut;
    const double *parts, *alls; /* what each group has of them, and of all places */
    const double *terms;        /* of this cut, where they are tabled */
} cut_list;

/* What the prefix adds to the sums of all groups. */
static void add_prefix(const prefix_tables *tables, const cut_list *of, const double *all_steps, double *sums)
{
    for (size_t g = 0; g < of->groups; g++) {
        size_t steps;
        if (all_steps[g] == NOT_MIXED)
            continue;
        if (all_steps[g] != NO_STEPS && to_steps(tables, of->parts[g], &steps))
            sums[g] += of->terms[steps * (tables->steps + 1) + (size_t)all_steps[g]];
        else
            sums[g] += term_of(tables, of->parts[g], of->cut, of->alls[g], of->depth);
    }
}

/* `greatest`: over what the sum could be. */
static exq_why add_prefixes(bool greatest, const exq_kernel_setting *setting, const exq_list *list,
                            exq_kernel_room *room, double *out)
{
    const prefix_tables *tables = setting->prepared;
    const size_t groups = setting->grouping->group_count, depth = exq_list_depth(setting, list);
    const size_t step = step_of_prefixes(depth);
    const double *places = exq_list_groups(setting, list)->places, *alls = exq_group_row(setting, places, depth);
    double *all_steps = room->groups;
    cut_list at = {.groups = groups, .depth = depth, .alls = alls, .terms = tables->terms};
    if (step == 0)
        return EXQ_WHY_LIST_TOO_SHORT;
    find_alls(setting, list, alls, all_steps);
    memset(out, 0, groups * sizeof *out);
    for (size_t cut = step; cut < depth; cut += step, at.terms += (tables->steps + 1) * (tables->steps + 1)) {
        at.cut = cut;
        at.parts = exq_group_row(setting, places, cut);
        add_prefix(tables, &at, all_steps, out);
    }
    for (size_t g = 0; greatest && g < groups; g++)
        if (all_steps[g] != NOT_MIXED)
            out[g] /= all_steps[g] != NO_STEPS ? tables->greatest[(size_t)all_steps[g]]
                                               : greatest_of(tables, alls[g], depth);
    return EXQ_WHY_NONE;
}

#define PREFIX(name, of, greatest)                                                                                \
    static const void *prepare_##name(const exq_kernel_setting *setting, exq_arena *arena)                        \
    {                                                                                                             \
        return prepare_prefixes(of, setting, arena);                                                              \
    }                                                                                                             \
    static exq_why compute_##name(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, \
                                  double *out)                                                                    \
    {                                                                                                             \
        return add_prefixes(greatest, setting, list, room, out);                                                  \
    }
PREFIX(rnd, difference, true)
PREFIX(rkl, divergence, true)
PREFIX(rrd, ratio, false)

/* clang-format off */
#define FARE "Kuhlman, VanValkenburg and Rundensteiner, 2019, FARE: Diagnostics for Fair Ranking Using Pairwise Error Metrics"
#define YANG "Yang and Stoyanovich, 2017, Measuring Fairness in Ranked Outputs"
#define MIXED(id_, needs_, prepare_, compute_, name_, also_, definition_, formula_, range_, ideal_, source_, better_, limits_, \
              value_, words_)                                                                            \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .needs = (needs_), .by_grouping = true,             \
                .outputs = EXQ_PER_GROUP, .prepare = (prepare_), .compute = (compute_)},                 \
     .compared = EXQ_COMPARED_NOT,                                                                       \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_LISTS,          \
              .definition = (definition_), .formula = (formula_), .range = (range_), .ideal = (ideal_),  \
              .undefined_when = "no list mixes the group with others",                                   \
              .source = (source_), .limits = (limits_), .kind = EXQ_KIND_MEASURE, .better = (better_),   \
              .example = {.value = (value_), .words = (words_)}}}
#define CHANCE "It is above 0 by chance."

static const exq_kernel_entry entries[] = {
    MIXED("mixed", EXQ_KERNEL_NEEDS_LISTS, NULL, compute_mixed, "Share of lists that mix the group with others at K", NULL,
          "The share of lists whose first K places hold items of the group and others.",
          "mean over lists of [some of the group, some not, at r <= K]", "0 to 1", "no value is better", FARE, 0,
          "Short lists miss small groups by chance.", 1, "list c e a, c and e of group B, a of A: mixed, so 1"),
    MIXED("rank_parity", EXQ_KERNEL_NEEDS_LISTS, NULL, compute_parity, "Pairs won against others at K",
          "favoured pair representation, FPR",
          "Of all pairs in a list of an item of the group and one of another, the share in which the group's stands higher; "
          "on average over lists that mix both.",
          "mean over lists of mixed pairs won / mixed pairs", "0 to 1", "0.5",
          "Cachel and Rundensteiner, 2022, FINS Auditing Framework; " FARE, 0, "It does not ask what is relevant.",
          1, "list c e a, c and e of group B stand above a of A: 2 of 2 pairs is 1"),
    MIXED("rank_equality", EXQ_KERNEL_NEEDS_TRUTH, NULL, compute_equality, "Pairs won wrongly at K", NULL,
          "Of all mixed pairs in a list, the share in which the group's item stands higher and is less relevant; on average "
          "over lists that mix both.",
          "mean over lists of mixed pairs wrongly won / mixed pairs", "0 to 1", "0, and equal in all groups", FARE, -1,
          "It takes what people found relevant for the true order.",
          1, "list c e a, a is relevant: c and e of group B both stand above it: 2 of 2 is 1"),
    MIXED("rank_calibration", EXQ_KERNEL_NEEDS_TRUTH, NULL, compute_calibration, "Pairs in the wrong order at K", NULL,
          "Of all pairs in a list that hold an item of the group, the share that stand in the wrong order; on average over "
          "lists that mix the group with others.",
          "mean over lists of discordant pairs with the group / pairs with the group", "0 to 1",
          "0, and equal in all groups", FARE, -1, "It counts errors for and against the group alike.",
          2.0 / 3, "list c e a, a is relevant: of 3 pairs with B two have a below: 0.6667"),
    MIXED("rnd", EXQ_KERNEL_NEEDS_LISTS, prepare_rnd, compute_rnd, "Normalised discounted difference at K", "rND",
          "How far the group's share of the first 10, 20 ... places is from its share of the list, the top weighing most; on "
          "average over lists that mix both.",
          "mean over lists of sum d(i) |S_i / i - S / N| / greatest, d(i) = 1 / log2 i", "0 to 1", "0", YANG, -1, CHANCE,
          0.8, "list c e a, prefixes of 1, 2 and 3: B 1, 1 where it is 2 in 3: 0.6667; a c e would be 0.8333: 0.8"),
    MIXED("rkl", EXQ_KERNEL_NEEDS_LISTS, prepare_rkl, compute_rkl, "Normalised discounted KL of prefixes at K", "rKL",
          "The divergence of the group's share of the first 10, 20 ... places from its share of the list; on average over "
          "lists that mix both.",
          "mean over lists of sum d(i) KL(S_i / i || S / N) / greatest, d(i) = 1 / log2 i", "0 to 1", "0", YANG, -1, CHANCE,
          0.700585355888348, "list c e a, prefixes of 1, 2 and 3: twice log2 1.5 = 1.1699; a c e would be 1.67: 0.7006"),
    MIXED("rrd", EXQ_KERNEL_NEEDS_LISTS, prepare_rrd, compute_rrd, "Discounted ratio of prefixes at K", "rRD",
          "How far the ratio of the group to the others in the first 10, 20 ... places is from that of the list; on average "
          "over lists that mix both, and not normalised.",
          "mean over lists of sum d(i) |S_i / (i - S_i) - S / (N - S)|, a ratio with a 0 counting 0", "0 and above", "0",
          YANG, -1, "The others' absence counts as 0, and its greatest value has no closed form.",
          4, "list c e a, prefixes of 1, 2 and 3: B 2 to 1 in all, alone in both before: 2 + 2 = 4"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_mixed_pairs = {entries, sizeof entries / sizeof entries[0]};
