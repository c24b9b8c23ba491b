/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lattice of a search as it came through the door: which shown group refines which, and whom each stands out among.
 *
 * A table of many columns can withhold much, and what is left of it is not everyone. So a node is held against all people of
 * the table that shows most: one that withholds nothing; where there is none, the best of its own and those of the groups
 * it refines, all of which show it whole. Rows that came through the door together are subtracted, so nothing withheld
 * comes to light.
 */
#ifndef EXQ_SEARCH_NODES_H
#define EXQ_SEARCH_NODES_H

#include "run.h"
#include "search.h"

/* Where a node stands among the released tables. */
typedef struct exq_search_place {
    size_t table;
    size_t group;
} exq_search_place;

typedef struct exq_search_nodes {
    exq_search_node *nodes; /* the groups that are shown and compared, in the order of tables and groups */
    exq_search_place *places;
    size_t *among; /* of each node, the table whose shown people are everyone to it */
    size_t count;
    size_t shown; /* those that are shown, whether compared or not */
} exq_search_nodes;

/* The nodes and which refines which; cells are filled in by exq_search_nodes_see. False only when out of memory. */
EXQ_CHECKED bool exq_search_nodes_find(const exq_release *release, bool compare_missing, exq_arena *arena,
                                       exq_search_nodes *out);

/* Sets the cells of all nodes as seen from one class. False only when out of memory. */
EXQ_CHECKED bool exq_search_nodes_see(const exq_release *release, size_t class_index, exq_arena *arena,
                                      exq_search_nodes *nodes);

#endif
