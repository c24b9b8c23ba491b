/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the nodes of a search and the coarser ones each refines.
 */
#include "search_nodes.h"

#include <string.h>

#include "evidence.h"

/* Marks the nodes: for each group of each table its node, or EXQ_NOBODY. */
static bool number_nodes(const exq_release *release, bool compare_missing, size_t **node_of, exq_arena *arena,
                         exq_search_nodes *out)
{
    for (size_t t = 0; t < release->searched_count; t++) {
        const exq_published *table = &release->searched[t];
        node_of[t] = EXQ_NEW(arena, size_t, table->marginal.group_count);
        if (node_of[t] == NULL)
            return false;
        for (size_t g = 0; g < table->marginal.group_count; g++) {
            const exq_row *row = &table->marginal.groups[g];
            const bool compared = !row->withheld && (compare_missing || !exq_evidence_missing_level(table, row));
            out->shown += !row->withheld;
            node_of[t][g] = compared ? out->count++ : EXQ_NOBODY;
        }
    }
    return true;
}

/* Is `coarser` made of the columns of `table` without one of them? */
static bool lacks_only(const exq_published *coarser, const exq_published *table, size_t column)
{
    if (coarser->by_count + 1 != table->by_count)
        return false;
    for (size_t i = 0; i < coarser->by_count; i++)
        if (strcmp(coarser->by[i], table->by[i + (i >= column)]) != 0)
            return false;
    return true;
}

/* In the order in which groups are sorted: by bytes, missing last. */
static int compare_levels(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int compare_without(const exq_row *coarser, size_t coarser_count, const exq_row *row, size_t column)
{
    for (size_t i = 0; i < coarser_count; i++) {
        const int order = compare_levels(coarser->levels[i], row->levels[i + (i >= column)]);
        if (order != 0)
            return order;
    }
    return 0;
}

/* The group of the coarser table that the row lies in; there is one. */
static size_t find_group(const exq_published *coarser, const exq_row *row, size_t column)
{
    size_t low = 0;
    size_t high = coarser->marginal.group_count - 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_without(&coarser->marginal.groups[middle], coarser->by_count, row, column) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The nodes of table `t` learn those that they refine by having `column`. */
static void link_tables(const exq_release *release, size_t t, size_t coarser, size_t column, size_t *const *node_of,
                        exq_search_nodes *out)
{
    const exq_published *table = &release->searched[t];
    for (size_t g = 0; g < table->marginal.group_count; g++) {
        if (node_of[t][g] == EXQ_NOBODY)
            continue;
        const size_t group = find_group(&release->searched[coarser], &table->marginal.groups[g], column);
        const size_t parent = node_of[coarser][group];
        exq_search_node *node = &out->nodes[node_of[t][g]];
        if (parent != EXQ_NOBODY)
            node->parents[node->parent_count++] = parent;
    }
}

/* Tables with fewer columns come first, so what is coarser stands before. */
static void link_nodes(const exq_release *release, size_t *const *node_of, exq_search_nodes *out)
{
    for (size_t t = 0; t < release->searched_count; t++)
        for (size_t column = 0; column < release->searched[t].by_count; column++)
            for (size_t coarser = 0; coarser < t; coarser++)
                if (lacks_only(&release->searched[coarser], &release->searched[t], column))
                    link_tables(release, t, coarser, column, node_of, out);
}

static bool place_nodes(const exq_release *release, size_t *const *node_of, exq_arena *arena, exq_search_nodes *out)
{
    for (size_t t = 0; t < release->searched_count; t++)
        for (size_t g = 0; g < release->searched[t].marginal.group_count; g++) {
            if (node_of[t][g] == EXQ_NOBODY)
                continue;
            size_t *parents = EXQ_NEW(arena, size_t, release->searched[t].by_count);
            if (parents == NULL)
                return false;
            out->nodes[node_of[t][g]].parents = parents;
            out->places[node_of[t][g]] = (exq_search_place){t, g};
        }
    return true;
}

bool exq_search_nodes_find(const exq_release *release, bool compare_missing, exq_arena *arena, exq_search_nodes *out)
{
    *out = (exq_search_nodes){0};
    size_t **node_of = EXQ_NEW(arena, size_t *, release->searched_count);
    if (node_of == NULL || !number_nodes(release, compare_missing, node_of, arena, out))
        return false;
    out->nodes = EXQ_NEW(arena, exq_search_node, out->count);
    out->places = EXQ_NEW(arena, exq_search_place, out->count);
    if (out->nodes == NULL || out->places == NULL || !place_nodes(release, node_of, arena, out))
        return false;
    link_nodes(release, node_of, out);
    return true;
}

bool exq_search_nodes_see(const exq_release *release, size_t class_index, exq_arena *arena, exq_search_nodes *nodes)
{
    exq_cells *everyone = EXQ_NEW(arena, exq_cells, release->searched_count);
    if (everyone == NULL)
        return false;
    for (size_t t = 0; t < release->searched_count; t++) {
        const exq_published *table = &release->searched[t];
        everyone[t] = exq_cells_of(&table->marginal.overall, table->class_count, class_index);
    }
    for (size_t i = 0; i < nodes->count; i++) {
        const exq_search_place *place = &nodes->places[i];
        const exq_published *table = &release->searched[place->table];
        nodes->nodes[i].cells = exq_cells_of(&table->marginal.groups[place->group], table->class_count, class_index);
        nodes->nodes[i].rest = exq_cells_of(&table->marginal.rests[place->group], table->class_count, class_index);
        nodes->nodes[i].everyone = &everyone[place->table];
    }
    return true;
}
