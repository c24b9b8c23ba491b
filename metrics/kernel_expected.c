/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expected exposure of each list as a ranking of its own items: items of one grade should share alike the attention that an
 * ideal ranking gives them. Of items, and of groups of them summed first. A list is one draw of its ranker, so that it
 * cannot reach the ideal where items tie in relevance.
 */
#include <string.h>

#include "kernels.h"
#include "positions.h"

/* What the hit should get: the mean of the places that hits of its grade have in an ideal ranking. */
static double due_of_hit(const exq_list *list, size_t hits, double grade)
{
    size_t better = 0, equal = 0;
    double sum = 0;
    for (size_t h = 0; h < hits; h++) {
        better += list->grades[list->hits[h]] > grade;
        equal += list->grades[list->hits[h]] == grade;
    }
    for (size_t r = better; r < better + equal; r++)
        sum += list->attention[r];
    return sum / (double)equal;
}

/* What all others should get, each. */
static double due_of_others(const exq_list *list, size_t hits, size_t depth)
{
    double sum = 0;
    for (size_t r = hits; r < depth; r++)
        sum += list->attention[r];
    return depth > hits ? sum / (double)(depth - hits) : 0;
}

/* Attention that depends on what stands above is not that of an ideal ranking. */
static exq_why is_there(const exq_kernel_setting *setting, size_t hits)
{
    if (exq_position_needs_truth(setting->options->position))
        return EXQ_WHY_INPUT_UNDEFINED;
    return hits > 0 ? EXQ_WHY_NONE : EXQ_WHY_NO_MERIT;
}

/* Sums over items or groups: of e^2, e e* and (e - e*)^2. */
enum { DISPARITY, RELEVANCE, LOSS, FOUND };

static const char expected_exposure[] = "expected exposure";

/* ------------------------------------------------------------------------------------------------------ items */

static void sum_items(const exq_kernel_setting *setting, const exq_list *list, double *sums)
{
    const size_t depth = exq_list_depth(setting, list), hits = exq_list_hits(setting, list);
    const double others = due_of_others(list, hits, depth);
    memset(sums, 0, FOUND * sizeof *sums);
    for (size_t r = 0, h = 0; r < depth; r++) {
        const bool hit = h < hits && list->hits[h] == r;
        const double got = list->attention[r], due = hit ? due_of_hit(list, hits, list->grades[r]) : others;
        sums[DISPARITY] += got * got;
        sums[RELEVANCE] += got * due;
        sums[LOSS] += (got - due) * (got - due);
        h += hit;
    }
}

/* All three at once, for the kernels that ask for the others. */
static exq_why find_of_items(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room)
{
    const exq_why why = is_there(setting, exq_list_hits(setting, list));
    if (why == EXQ_WHY_NONE && !room->again)
        sum_items(setting, list, room->sums);
    return why;
}

/* ----------------------------------------------------------------------------------------------------- groups */

/* What the items of one list should get, group by group. */
static void sum_due(const exq_kernel_setting *setting, const exq_list *list, const exq_lanes *places, size_t p,
                    exq_lanes *due)
{
    const size_t depth = exq_list_depth(setting, list), hits = exq_list_hits(setting, list);
    const double others = due_of_others(list, hits, depth);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        due[g].of[p] = places[g].of[p] * others;
    for (size_t h = 0; h < hits; h++) {
        const uint32_t place = list->hits[h];
        exq_batch_add(setting, list->items[place], due_of_hit(list, hits, list->grades[place]) - others, due, p);
    }
}

static void sum_groups(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room)
{
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    const exq_lanes *places = exq_prefix_row(setting, sums, sums->places, setting->cutoff);
    const exq_lanes *got = exq_cutoff_row(setting, sums->attention);
    exq_lanes *due = room->groups, *to = room->sums;
    for (size_t p = 0; p < lists->count; p++)
        if (exq_list_hits(setting, &lists->of[p]) > 0)
            sum_due(setting, &lists->of[p], places, p, due);
    memset(to, 0, FOUND * sizeof *to);
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        EXQ_EACH_LIST (p) {
            to[DISPARITY].of[p] += got[g].of[p] * got[g].of[p];
            to[RELEVANCE].of[p] += got[g].of[p] * due[g].of[p];
            to[LOSS].of[p] += (got[g].of[p] - due[g].of[p]) * (got[g].of[p] - due[g].of[p]);
        }
}

static void find_of_groups(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                           exq_why *whys)
{
    EXQ_EACH_LIST (p)
        whys[p] = is_there(setting, exq_list_hits(setting, &lists->of[p]));
    if (!room->again)
        sum_groups(setting, lists, room);
}

#define COMPUTE(name, which)                                                                                          \
    static exq_why compute_##name(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room,     \
                                  double *out)                                                                        \
    {                                                                                                                 \
        const exq_why why = find_of_items(setting, list, room);                                                       \
        *out = room->sums[which];                                                                                     \
        return why;                                                                                                   \
    }                                                                                                                 \
    static void compute_group_##name(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, \
                                     exq_lanes *out, exq_why *whys)                                                   \
    {                                                                                                                 \
        find_of_groups(setting, lists, room, whys);                                                                   \
        *out = room->sums[which];                                                                                     \
    }
COMPUTE(disparity, DISPARITY)
COMPUTE(relevance, RELEVANCE)
COMPUTE(loss, LOSS)

/* clang-format off */
#define DIAZ "Diaz, Mitra, Ekstrand, Biega and Carterette, 2020, Evaluating Stochastic Rankings with Expected Exposure"
#define WHEN "no list holds anything relevant, or the position model looks at relevance"
#define EXPECTED(id_, by_, asked_, compared_, compute_, name_, also_, definition_, formula_, ideal_, kind_, better_, limits_, \
                 value_, words_)                                                                            \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .needs = EXQ_KERNEL_NEEDS_TRUTH, .by_grouping = (by_), \
                .by_hits = !(by_), .outputs = 1, .shares = expected_exposure, .asked_ = (compute_)},         \
     .compared = (compared_),                                                                               \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = (also_), .family = EXQ_FAMILY_LISTS,             \
              .definition = (definition_), .formula = (formula_), .range = "0 and above", .ideal = (ideal_), \
              .undefined_when = WHEN, .source = DIAZ, .limits = (limits_), .kind = (kind_), .better = (better_), \
              .example = {.value = (value_), .words = (words_)}}}
#define OF_LISTS(id_, compute_, name_, also_, definition_, formula_, ideal_, better_, limits_, value_, words_) \
    EXPECTED(id_, false, compute, EXQ_COMPARED_BY_ALL, compute_, name_, also_, definition_, formula_, ideal_,        \
             EXQ_KIND_MEASURE, better_, limits_, value_, words_)
#define OF_GROUPS(id_, compute_, name_, also_, definition_, formula_, ideal_, better_, limits_, value_, words_) \
    EXPECTED(id_, true, compute_all, EXQ_COMPARED_NOT, compute_, name_, also_, definition_, formula_, ideal_,            \
             EXQ_KIND_OVER_GROUPS, better_, limits_, value_, words_)
#define ONE_LIST "A single ranking cannot reach 0 where items tie in relevance."

static const exq_kernel_entry entries[] = {
    OF_LISTS("expected_exposure_disparity", compute_disparity, "Expected exposure disparity at K", "EED, EE-D",
             "How concentrated a list's attention is on few of its items.",
             "mean over lists of sum e^2, e the attention of each item", "as low as relevance allows", 0,
             "It is the same for all lists of one length that are drawn once.",
             1.64807235394174, "list c e a: 1 + 0.6309^2 + 0.5^2 = 1.6481"),
    OF_LISTS("expected_exposure_relevance", compute_relevance, "Expected exposure relevance at K", "EER, EE-R",
             "How much of a list's attention goes where an ideal ranking of its items would send it.",
             "mean over lists of sum e e*, e* the attention that items of equal relevance share in ideal rankings",
             "sum e*^2", 1, "Some tools print twice this number.",
             1.42223349214946, "list c e a, a is relevant: 0.5655 + 0.6309 * 0.5655 + 0.5 * 1 = 1.4222"),
    OF_LISTS("expected_exposure_loss", compute_loss, "Expected exposure loss at K", "EEL, EE-L",
             "How far the attention of a list's items is from what items of equal relevance would share.",
             "mean over lists of sum (e - e*)^2 = EED - 2 EER + sum e*^2", "0", -1, ONE_LIST,
             0.443106423399413, "list c e a, a is relevant: 0.4345^2 + 0.0655^2 + 0.5^2 = 0.4431"),
    OF_GROUPS("group_expected_exposure_disparity", compute_group_disparity, "Expected exposure disparity of groups at K",
              "EED of groups", "How concentrated a list's attention is on few groups of items.",
              "mean over lists of sum over g of e_g^2", "as low as relevance allows", -1,
              "Large groups get much attention whatever is done.",
              2.90993186108466, "list c e a: B 1.6309, A 0.5: 1.6309^2 + 0.5^2 = 2.9099"),
    OF_GROUPS("group_expected_exposure_relevance", compute_group_relevance, "Expected exposure relevance of groups at K",
              "EER of groups", "How much of a list's attention goes to the groups that an ideal ranking would send it to.",
              "mean over lists of sum over g of e_g e*_g", "sum e*_g^2", 1, "Large groups have much of both.",
              2.34446698429893, "list c e a, due to B 1.1309, to A 1: 1.6309 * 1.1309 + 0.5 = 2.3445"),
    OF_GROUPS("group_expected_exposure_loss", compute_group_loss, "Expected exposure loss of groups at K", "EEL of groups",
              "How far the attention of groups of items is from what their items' relevance would give them.",
              "mean over lists of sum over g of (e_g - e*_g)^2", "0", -1, ONE_LIST,
              0.5, "list c e a, due to B 1.1309, to A 1: 0.5^2 + 0.5^2 = 0.5"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_expected = {entries, sizeof entries / sizeof entries[0]};
