/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs in one list of an item of a group and one of another, and prefixes of the list: who stands ahead, and is it deserved.
 * Of lists that mix the group with others alone, which `mixed` counts; of the others each number is 0 and does not count.
 */
#include "divergence.h"
#include "kernels.h"

/* The pairs of each group among the places that count. */
static exq_group_pairs pairs_of(const exq_kernel_setting *setting, const exq_batch *lists)
{
    const exq_group_pairs *rows = &exq_batch_groups(setting, lists)->pairs;
    return (exq_group_pairs){
        exq_cutoff_row(setting, rows->ahead),        exq_cutoff_row(setting, rows->behind),
        exq_cutoff_row(setting, rows->held),         exq_cutoff_row(setting, rows->wrongly_ahead),
        exq_cutoff_row(setting, rows->wrongly_held),
    };
}

/* Pairs of the group and others: there are some if some of the list is of the group, and some is not. */
static inline double mixed_of(const exq_group_pairs *pairs, size_t g, size_t p)
{
    return pairs->ahead[g].of[p] + pairs->behind[g].of[p];
}

static void compute_mixed(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                          exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const exq_group_pairs pairs = pairs_of(setting, lists);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        EXQ_EACH_LIST (p)
            out[g].of[p] = mixed_of(&pairs, g, p) > 0;
}

/* Of the pairs of mixed lists: what there is of one kind, over what there is of another. */
static void compute_shares(const exq_kernel_setting *setting, const exq_group_pairs *pairs, const exq_lanes *some,
                           const exq_lanes *all, exq_lanes *out)
{
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        EXQ_EACH_LIST (p) {
            const double mixed = mixed_of(pairs, g, p);
            out[g].of[p] = mixed > 0 ? some[g].of[p] / (all == NULL ? mixed : all[g].of[p]) : 0;
        }
}

static void compute_parity(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                           exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const exq_group_pairs pairs = pairs_of(setting, lists);
    compute_shares(setting, &pairs, pairs.ahead, NULL, out);
}

/* Pairs whose upper item is less relevant. */
static void compute_equality(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                             exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const exq_group_pairs pairs = pairs_of(setting, lists);
    compute_shares(setting, &pairs, pairs.wrongly_ahead, NULL, out);
}

static void compute_calibration(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                                exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const exq_group_pairs pairs = pairs_of(setting, lists);
    compute_shares(setting, &pairs, pairs.wrongly_held, pairs.held, out);
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

/* Lists hold few items: what each prefix adds is a table, by halves of items. */
enum { MOST_IN_TABLE = 32 };

typedef struct prefix_tables {
    prefix *of;
    const double *weights; /* of a prefix of so many places: the top weighs most */
    const double
        *terms; /* of a list of `cutoff` places: by prefix, part and all, both in halves; what it weighs is in it */
    const double *greatest; /* what the sum can be at most, by all */
    size_t halves;          /* parts and alls up to this are in the tables */
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

static void fill_tables(const prefix_tables *tables, size_t depth, double *terms, double *greatest)
{
    const size_t step = step_of_prefixes(depth), halves = tables->halves;
    for (size_t all = 0; step > 0 && all <= halves; all++)
        greatest[all] = greatest_of(tables, (double)all / 2, depth);
    for (size_t cut = step, at = 0; step > 0 && cut < depth; cut += step)
        for (size_t part = 0; part <= halves; part++)
            for (size_t all = 0; all <= halves; all++)
                terms[at++] = term_of(tables, (double)part / 2, cut, (double)all / 2, depth);
}

static const void *prepare_prefixes(prefix *of, const exq_kernel_setting *setting, exq_arena *arena)
{
    const size_t depth = setting->cutoff, halves = depth > MOST_IN_TABLE ? 0 : 2 * depth;
    const size_t rows = depth / (depth > 1 ? step_of_prefixes(depth) : 1) * (halves + 1);
    prefix_tables *tables = EXQ_NEW(arena, prefix_tables, 1);
    double *weights = EXQ_NEW(arena, double, depth + 1), *greatest = EXQ_NEW(arena, double, halves + 1);
    double *terms = EXQ_NEW(arena, double, rows *(halves + 1));
    if (tables == NULL || weights == NULL || greatest == NULL || terms == NULL)
        return NULL;
    for (size_t cut = 0; cut <= depth; cut++)
        weights[cut] = 1 / log2(cut < 2 ? 2 : (double)cut);
    *tables = (prefix_tables){of, weights, terms, greatest, halves};
    fill_tables(tables, depth, terms, greatest);
    return tables;
}

/* If all of a list are halves, so are its parts. */
static bool is_tabled(const prefix_tables *tables, int32_t all)
{
    return all >= 0 && (size_t)all <= tables->halves;
}

/* Of all lists as if they were as long as those of the tables, by which most of it can be looked up. `greatest`: over what
 * it could be. */
static void sum_prefixes(bool greatest, const exq_kernel_setting *setting, const exq_group_sums *sums, size_t group,
                         exq_lanes *out)
{
    const prefix_tables *tables = setting->prepared;
    const size_t groups = setting->grouping->group_count, depth = setting->cutoff, step = step_of_prefixes(depth);
    const size_t width = tables->halves + 1, of_all = depth * groups + group;
    const exq_lanes *all = &sums->places[of_all];
    const exq_lane_counts *alls = &sums->halves[of_all];
    const double *terms = tables->terms;
    exq_lanes sum = {{0}};
    for (size_t cut = step; cut < depth; cut += step, terms += width * width) {
        const exq_lanes *part = &sums->places[cut * groups + group];
        const exq_lane_counts *parts = &sums->halves[cut * groups + group];
        EXQ_EACH_LIST (p)
            sum.of[p] += is_tabled(tables, alls->of[p]) ? terms[(size_t)parts->of[p] * width + (size_t)alls->of[p]]
                                                        : term_of(tables, part->of[p], cut, all->of[p], depth);
    }
    for (size_t p = 0; greatest && p < EXQ_BATCH; p++)
        sum.of[p] /=
            is_tabled(tables, alls->of[p]) ? tables->greatest[alls->of[p]] : greatest_of(tables, all->of[p], depth);
    *out = sum;
}

/* Of a list that ends before. */
static double sum_of_short(bool greatest, const exq_kernel_setting *setting, const exq_group_sums *sums, size_t group,
                           size_t depth, size_t p)
{
    const prefix_tables *tables = setting->prepared;
    const double all = exq_prefix_row(setting, sums, sums->places, depth)[group].of[p];
    double sum = 0;
    for (size_t step = step_of_prefixes(depth), cut = step; cut < depth; cut += step)
        sum += term_of(tables, exq_prefix_row(setting, sums, sums->places, cut)[group].of[p], cut, all, depth);
    return greatest ? sum / greatest_of(tables, all, depth) : sum;
}

static void add_prefixes(bool greatest, const exq_kernel_setting *setting, const exq_batch *lists, exq_lanes *out,
                         exq_why *whys)
{
    const exq_group_pairs pairs = pairs_of(setting, lists);
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    const size_t groups = setting->grouping->group_count;
    const bool some = step_of_prefixes(setting->cutoff) > 0 && sums->end >= setting->cutoff;
    for (size_t g = 0; some && g < groups; g++)
        sum_prefixes(greatest, setting, sums, g, &out[g]);
    for (size_t p = 0; p < lists->count; p++) {
        const size_t depth = exq_list_depth(setting, &lists->of[p]);
        if (step_of_prefixes(depth) == 0)
            whys[p] = EXQ_WHY_LIST_TOO_SHORT;
        for (size_t g = 0; depth < setting->cutoff && whys[p] == EXQ_WHY_NONE && g < groups; g++)
            out[g].of[p] = sum_of_short(greatest, setting, sums, g, depth, p);
        for (size_t g = 0; g < groups; g++)
            out[g].of[p] = mixed_of(&pairs, g, p) > 0 ? out[g].of[p] : 0;
    }
}

#define PREFIX(name, of, greatest)                                                                              \
    static const void *prepare_##name(const exq_kernel_setting *setting, exq_arena *arena)                      \
    {                                                                                                           \
        return prepare_prefixes(of, setting, arena);                                                            \
    }                                                                                                           \
    static void compute_##name(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, \
                               exq_lanes *out, exq_why *whys)                                                   \
    {                                                                                                           \
        (void)room;                                                                                             \
        add_prefixes(greatest, setting, lists, out, whys);                                                      \
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
                .outputs = EXQ_PER_GROUP, .prepare = (prepare_), .compute_all = (compute_)},                 \
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
