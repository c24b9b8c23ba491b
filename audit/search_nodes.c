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

/* Where the columns of `part` stand among those of `whole`; false when one is missing there. */
static bool places_of(const exq_published *part, const exq_published *whole, size_t *places)
{
    size_t at = 0;
    for (size_t i = 0; i < part->by_count; i++, at++) {
        while (at < whole->by_count && strcmp(part->by[i], whole->by[at]) != 0)
            at++;
        if (at == whole->by_count)
            return false;
        places[i] = at;
    }
    return true;
}

/* In the order in which groups are sorted: by bytes, missing last. */
static int compare_levels(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int compare_at(const exq_row *coarser, size_t column_count, const exq_row *row, const size_t *places)
{
    for (size_t i = 0; i < column_count; i++) {
        const int order = compare_levels(coarser->levels[i], row->levels[places[i]]);
        if (order != 0)
            return order;
    }
    return 0;
}

/* The group of the coarser table that the row lies in; there is one. */
static size_t find_group(const exq_published *coarser, const exq_row *row, const size_t *places)
{
    size_t low = 0;
    size_t high = coarser->marginal.group_count - 1;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_at(&coarser->marginal.groups[middle], coarser->by_count, row, places) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Does the node refine a group of these columns already, or one that lies in such a group? */
static bool refines(const exq_release *release, const exq_search_nodes *nodes, const exq_search_node *node,
                    const exq_published *table, size_t *spare)
{
    for (size_t i = 0; i < node->parent_count; i++)
        if (places_of(table, &release->searched[nodes->places[node->parents[i]].table], spare))
            return true;
    return false;
}

typedef struct linking {
    const exq_release *release;
    size_t *const *node_of;
    size_t *places; /* as many as columns */
    size_t *spare;  /* likewise */
    exq_search_nodes *nodes;
} linking;

/* The nodes of table `t` learn those of a coarser table that they refine. */
static void link_tables(const linking *self, size_t t, size_t coarser)
{
    const exq_release *release = self->release;
    for (size_t g = 0; g < release->searched[t].marginal.group_count; g++) {
        if (self->node_of[t][g] == EXQ_NOBODY)
            continue;
        exq_search_node *node = &self->nodes->nodes[self->node_of[t][g]];
        const size_t group =
            find_group(&release->searched[coarser], &release->searched[t].marginal.groups[g], self->places);
        const size_t parent = self->node_of[coarser][group];
        if (parent != EXQ_NOBODY && !refines(release, self->nodes, node, &release->searched[coarser], self->spare))
            node->parents[node->parent_count++] = parent;
    }
}

/* From the tables with one column less down: what stands behind a parent is coarser than that one. */
static void link_nodes(const linking *self)
{
    for (size_t t = 0; t < self->release->searched_count; t++)
        for (size_t coarser = t; coarser > 0; coarser--)
            if (places_of(&self->release->searched[coarser - 1], &self->release->searched[t], self->places))
                link_tables(self, t, coarser - 1);
}

/* Of all subsets of the columns no more than this can be parents: none of them holds another (Sperner 1928). */
static size_t most_parents(size_t column_count)
{
    size_t most = 1;
    for (size_t i = 1; i <= column_count / 2; i++)
        most = most * (column_count - i + 1) / i;
    return column_count > 1 ? most : 0;
}

static bool place_nodes(const exq_release *release, size_t *const *node_of, exq_arena *arena, exq_search_nodes *out)
{
    for (size_t t = 0; t < release->searched_count; t++)
        for (size_t g = 0; g < release->searched[t].marginal.group_count; g++) {
            if (node_of[t][g] == EXQ_NOBODY)
                continue;
            size_t *parents = EXQ_NEW(arena, size_t, most_parents(release->searched[t].by_count));
            if (parents == NULL)
                return false;
            out->nodes[node_of[t][g]].parents = parents;
            out->places[node_of[t][g]] = (exq_search_place){t, g};
        }
    return true;
}

/* A table that withholds nothing; EXQ_NOBODY when there is none. */
static size_t whole_table(const exq_release *release)
{
    for (size_t t = 0; t < release->searched_count; t++) {
        const exq_table *table = &release->searched[t].marginal;
        size_t shown = 0;
        while (shown < table->group_count && !table->groups[shown].withheld)
            shown++;
        if (shown == table->group_count)
            return t;
    }
    return EXQ_NOBODY;
}

/* What a node refines comes before it, and has found its table already. */
static void choose_tables(const exq_release *release, exq_search_nodes *out)
{
    const size_t whole = whole_table(release);
    for (size_t i = 0; i < out->count; i++) {
        const exq_search_node *node = &out->nodes[i];
        size_t best = whole != EXQ_NOBODY ? whole : out->places[i].table;
        for (size_t p = 0; whole == EXQ_NOBODY && p < node->parent_count; p++) {
            const size_t coarser = out->among[node->parents[p]];
            if (release->searched[coarser].marginal.overall.people > release->searched[best].marginal.overall.people)
                best = coarser;
        }
        out->among[i] = best;
    }
}

bool exq_search_nodes_find(const exq_release *release, bool compare_missing, exq_arena *arena, exq_search_nodes *out)
{
    *out = (exq_search_nodes){0};
    size_t **node_of = EXQ_NEW(arena, size_t *, release->searched_count);
    if (node_of == NULL || !number_nodes(release, compare_missing, node_of, arena, out))
        return false;
    const size_t widest = release->searched_count > 0 ? release->searched[release->searched_count - 1].by_count : 0;
    const linking links = {.release = release,
                           .node_of = node_of,
                           .places = EXQ_NEW(arena, size_t, widest),
                           .spare = EXQ_NEW(arena, size_t, widest),
                           .nodes = out};
    out->nodes = EXQ_NEW(arena, exq_search_node, out->count);
    out->places = EXQ_NEW(arena, exq_search_place, out->count);
    out->among = EXQ_NEW(arena, size_t, out->count);
    if (links.places == NULL || links.spare == NULL || out->nodes == NULL || out->places == NULL ||
        out->among == NULL || !place_nodes(release, node_of, arena, out))
        return false;
    link_nodes(&links);
    choose_tables(release, out);
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
        nodes->nodes[i].everyone = &everyone[nodes->among[i]];
    }
    return true;
}
