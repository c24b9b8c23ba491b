/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FA*IR for lists: each group against all others, p being the share of the catalogue that belongs to it. An item that
 * belongs to several groups is a member of each. The tables are made once, at the conservative level for this cut-off.
 */
#include "kernels.h"
#include "lists_fa_star_ir.h"

/* How many items of the catalogue belong to each group, wholly or in part. */
static uint32_t *count_members(const exq_kernel_setting *setting, exq_arena *arena)
{
    const exq_item_grouping *grouping = setting->grouping;
    uint32_t *members = EXQ_NEW(arena, uint32_t, grouping->group_count);
    for (size_t item = 0; members != NULL && item < setting->items->item_count; item++) {
        const exq_alignments of = exq_alignments_of(grouping, item);
        for (const exq_alignment *to = of.begin; to < of.end; to++)
            members[to->group] += to->share > 0;
    }
    return members;
}

/* A place from which a test asks for one member more: between such places no prefix fails that did not fail before. */
typedef struct rise {
    size_t places;
    size_t group;
    double least; /* m(places; p_g) */
} rise;

/* What the tests of all groups ask for. */
typedef struct fair_tests {
    rise *rises; /* by group, then place */
    size_t rise_count;
    bool can_fail; /* one of them */
} fair_tests;

static void add_test(fair_tests *tests, const exq_fair_test *test, size_t group, size_t length)
{
    tests->can_fail = tests->can_fail || test->least != NULL;
    for (size_t i = 0; test->least != NULL && i < length; i++)
        if (test->least[i] > (i > 0 ? test->least[i - 1] : 0))
            tests->rises[tests->rise_count++] = (rise){i + 1, group, test->least[i]};
}

static const void *prepare(const exq_kernel_setting *setting, exq_arena *arena)
{
    const size_t groups = setting->grouping->group_count, length = setting->cutoff;
    fair_tests *tests = EXQ_NEW(arena, fair_tests, 1);
    rise *rises = EXQ_NEW(arena, rise, groups * length);
    uint32_t *table = EXQ_NEW(arena, uint32_t, length);
    const uint32_t *members = count_members(setting, arena);
    exq_fair_room room;
    if (tests == NULL || rises == NULL || table == NULL || members == NULL || !exq_fair_room_new(length, arena, &room))
        return NULL;
    *tests = (fair_tests){.rises = rises};
    for (size_t g = 0; g < groups; g++) {
        const double p = (double)members[g] / (double)setting->items->item_count;
        const exq_fair_test test = exq_fair_test_of(p, setting->options->fair_level, room, table);
        add_test(tests, &test, g, length);
    }
    return tests;
}

/* Lists whose first places hold fewer members than a test asks for become 0. */
static void fail_lists(const exq_kernel_setting *setting, const exq_batch *lists, const rise *at, exq_lanes *out)
{
    const exq_group_sums *sums = exq_batch_groups(setting, lists);
    const exq_lanes *members = exq_prefix_row(setting, sums, sums->members, at->places);
    EXQ_EACH_LIST (p)
        if (members[at->group].of[p] < at->least && at->places <= lists->of[p].length)
            out->of[p] = 0;
}

static void pass_lists(exq_lanes *out)
{
    EXQ_EACH_LIST (p)
        out->of[p] = 1;
}

static void compute_all(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room, exq_lanes *out,
                        exq_why *whys)
{
    (void)room;
    const fair_tests *tests = setting->prepared;
    pass_lists(out);
    for (size_t i = 0; i < tests->rise_count; i++)
        fail_lists(setting, lists, &tests->rises[i], out);
    for (size_t p = 0; !tests->can_fail && p < EXQ_BATCH; p++)
        whys[p] = EXQ_WHY_CANNOT_FAIL;
}

/* A group that cannot fail passes; the caller learns from exq_fair_test_of which these are. */
static void compute_each(const exq_kernel_setting *setting, const exq_batch *lists, exq_group_room *room,
                         exq_lanes *out, exq_why *whys)
{
    (void)room, (void)whys;
    const fair_tests *tests = setting->prepared;
    for (size_t g = 0; g < setting->grouping->group_count; g++)
        pass_lists(&out[g]);
    for (size_t i = 0; i < tests->rise_count; i++)
        fail_lists(setting, lists, &tests->rises[i], &out[tests->rises[i].group]);
}

/* clang-format off */
#define ZEHLIKE \
    "Zehlike, Bonchi, Castillo, Hajian, Megahed and Baeza-Yates, 2017, FA*IR: A Fair Top-k Ranking Algorithm"
#define NOT_SHOWN                                                                                                 \
    "To pass is not to be shown fair, and of fair lists too a share up to the level fails. Lists of popular items " \
    "resemble each other, so they are no independent trials."

#define FAIR(id_, compute_, outputs_, name_, definition_, formula_, kind_, words_)                                   \
    {.kernel = {.id = (id_), .over = EXQ_OVER_LISTS, .by_grouping = true, .outputs = (outputs_),                     \
                .prepare = prepare, .compute_all = (compute_)},                                                          \
     .compared = EXQ_COMPARED_NOT,                                                                                   \
     .info = {.id = id_ EXQ_AT_K, .name = (name_), .also = "ranked group fairness test", .family = EXQ_FAMILY_LISTS, \
              .definition = (definition_), .formula = (formula_),                                                    \
              .range = "0 to 1", .ideal = "1, and never far below the share of fair lists that pass",                \
              .undefined_when = "there is no list, or the lists are so short that none could fail",                  \
              .source = ZEHLIKE, .limits = NOT_SHOWN,                                                                \
              .kind = (kind_), .better = 1, .parity = 1,                                                             \
              .example = {.value = 0, .words = (words_)}}}

static const exq_kernel_entry entries[] = {
    FAIR("fa_star_ir", compute_all, 1, "FA*IR at K",
         "The share of lists in which no group has significantly too few items in any prefix, each group tested "
         "against all others.",
         "share of lists with count_i(g) >= m(i; p_g) for all i <= K and all g, fair lists failing one group at most "
         "10 %",
         EXQ_KIND_OVER_GROUPS, "list c e a, half A, at level 0.3 m = 0, 1, 1: the first 2 hold no A, so it fails: 0"),
    FAIR("fa_star_ir_group", compute_each, EXQ_PER_GROUP, "FA*IR of a group at K",
         "The share of lists in which a group does not have significantly too few items in any prefix.",
         "share of lists with count_i(g) >= m(i; p_g) for all i <= K, fair lists failing at most 10 %",
         EXQ_KIND_MEASURE, "group A of list c e a, half A, at level 0.3 m = 0, 1, 1: the first 2 hold no A: 0"),
};
/* clang-format on */

const exq_kernel_set exq_kernel_fa_star_ir = {entries, sizeof entries / sizeof entries[0]};
