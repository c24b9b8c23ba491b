/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search over nodes made by hand: what is tested, what a coarser group explains, weighted rows, the order.
 */
#include "search.h"

#include "statistics_kit.h"

/* The selected and the rejected of one group; no labels. */
static exq_cells cells_of(uint64_t selected, uint64_t rejected)
{
    exq_cells cells = {0};
    cells.people[EXQ_US] = selected;
    cells.people[EXQ_UR] = rejected;
    for (size_t i = 0; i < EXQ_CELLS; i++)
        cells.weight[i] = cells.square[i] = (double)cells.people[i];
    return cells;
}

enum { ALL_SELECTED = 500, ALL_REJECTED = 500 };
static exq_cells everyone;

static exq_search_node node_of(uint64_t selected, uint64_t rejected, size_t *parents, size_t parent_count)
{
    everyone = cells_of(ALL_SELECTED, ALL_REJECTED);
    return (exq_search_node){cells_of(selected, rejected), &everyone, parents, parent_count};
}

static exq_search_outcome search(const exq_search_node *nodes, size_t count, bool weighted, exq_arena *arena)
{
    const exq_search_options options = {
        .rate = &exq_quantities[EXQ_QUANTITY_selection_rate], .level = 0.95, .weighted = weighted};
    exq_search_outcome outcome;
    assert_true(exq_search(nodes, count, &options, arena, &outcome));
    return outcome;
}

static size_t first_parent[] = {0};
static size_t both_parents[] = {0, 1};

/* Node 0 lies far below; 1 is like everybody. 2 has the rate of 0, 3 is lower than both, 4 the same people as 0. */
static const struct {
    uint64_t selected, rejected;
    size_t *parents;
    size_t parent_count;
} lattice[] = {
    {60,  180, NULL,         0},
    {175, 185, NULL,         0},
    {25,  75,  first_parent, 1},
    {1,   60,  both_parents, 2},
    {60,  180, first_parent, 1},
};

static void make_lattice(exq_search_node nodes[COUNT(lattice)])
{
    for (size_t i = 0; i < COUNT(lattice); i++)
        nodes[i] = node_of(lattice[i].selected, lattice[i].rejected, lattice[i].parents, lattice[i].parent_count);
}

static void check_lattice(bool weighted)
{
    exq_search_node nodes[COUNT(lattice)];
    make_lattice(nodes);
    exq_arena *arena = exq_arena_new();
    const exq_search_outcome outcome = search(nodes, COUNT(lattice), weighted, arena);
    assert_int_equal(outcome.tested, COUNT(lattice));
    assert_int_equal(outcome.undefined, 0);
    assert_int_equal(outcome.finding_count, 2);
    assert_int_equal(outcome.redundant, 2);
    assert_int_equal(outcome.findings[0].node, 3); /* the near end of its range lies farther out */
    assert_int_equal(outcome.findings[1].node, 0);
    assert_true(outcome.findings[0].shown);
    assert_int_equal(isnan(outcome.findings[0].p.p), weighted);
    assert_int_equal(isnan(outcome.findings[0].p_found), weighted);
    assert_int_equal(outcome.findings[0].parents[0].others.n, 240 - 61);
    assert_int_equal(outcome.findings[0].parents[1].others.k, 175 - 1);
    exq_arena_free(arena);
}

static void test_what_a_coarser_group_explains_is_not_found(void **state)
{
    (void)state;
    check_lattice(false);
}

static void test_weighted_rows_are_judged_by_ranges(void **state)
{
    (void)state;
    check_lattice(true);
}

static void test_p_allow_for_all_nodes(void **state)
{
    (void)state;
    exq_search_node nodes[COUNT(lattice)];
    make_lattice(nodes);
    exq_arena *arena = exq_arena_new();
    const exq_search_outcome outcome = search(nodes, COUNT(lattice), false, arena);
    const exq_search_finding *finding = &outcome.findings[1];
    const double p = exq_pair_p((exq_share){60, 240}, (exq_share){440, 760}).p;
    assert_true(near_relative(finding->p.p, p, 1e-12));
    assert_true(near_relative(finding->p_adjusted, p * 5 / 2, 1e-9)); /* nodes 0 and 4 share the smallest p */
    assert_true(near_relative(finding->p_holm, p * 5, 1e-9));
    assert_true(near_relative(finding->p_found, p * 5, 1e-9)); /* 4 no longer counts among the small ones */
    assert_true(isnan(finding->p_refined));
    assert_true(near_relative(finding->difference, 60.0 / 240 - 440.0 / 760, 1e-12));
    const exq_range range =
        exq_interval_newcombe((exq_proportion){60, 240, EXQ_SAMPLE_PEOPLE},
                              (exq_proportion){440, 760, EXQ_SAMPLE_PEOPLE}, exq_interval_sidak(0.95, COUNT(lattice)));
    assert_true(near_relative(finding->difference_range.lo.v, range.lo.v, 1e-12));
    exq_arena_free(arena);
}

static void test_what_is_undefined_is_not_tested(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    const exq_search_node nodes[] = {node_of(0, 0, NULL, 0), node_of(ALL_SELECTED, ALL_REJECTED, NULL, 0),
                                     node_of(100, 100, NULL, 0)};
    const exq_search_outcome outcome = search(nodes, COUNT(nodes), false, arena);
    assert_int_equal(outcome.tested, 1);
    assert_int_equal(outcome.undefined, 2);
    assert_int_equal(outcome.finding_count, 0);
    assert_int_equal(search(NULL, 0, false, arena).tested, 0);
    exq_arena_free(arena);
}

/* Two groups with the same counts: in the order of nodes. */
static void test_ties_keep_the_order_of_nodes(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    const exq_search_node nodes[] = {node_of(20, 100, NULL, 0), node_of(20, 100, NULL, 0), node_of(10, 110, NULL, 0)};
    const exq_search_outcome outcome = search(nodes, COUNT(nodes), false, arena);
    assert_int_equal(outcome.finding_count, 3);
    assert_int_equal(outcome.findings[0].node, 2);
    assert_int_equal(outcome.findings[1].node, 0);
    assert_int_equal(outcome.findings[2].node, 1);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_coarser_group_explains_is_not_found),
        cmocka_unit_test(test_weighted_rows_are_judged_by_ranges),
        cmocka_unit_test(test_p_allow_for_all_nodes),
        cmocka_unit_test(test_what_is_undefined_is_not_tested),
        cmocka_unit_test(test_ties_keep_the_order_of_nodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
