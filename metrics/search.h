/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Subgroup search: which groups, of one column or of several crossed, differ from everybody else in one rate? A node is a
 * published group, its rest everyone shown but the group. All nodes of the lattice are tested, and what is found allows
 * for all of them.
 *
 * A node is found when
 *   1. its rate differs from that of its rest, and
 *   2. from that of the other people of every coarser group it refines (one condition less, without the node; where such a
 *      group is withheld, the ones that this one refines), each time on the same side.
 * One p stands for both: the largest of those of the tests (an intersection of hypotheses is rejected when each of them is:
 * Berger 1982). It is adjusted over all nodes tested (Benjamini, Hochberg 1995), and a node is found when it is then at most
 * 1 - level. So a group that only inherits the gap of a coarser one is dropped, however clearly it differs from its rest: it is
 * counted as redundant. Weighted rows have no p; there every comparison has to be shown by its range, at the level that
 * holds for all nodes together.
 *
 * The lattice and its measure: Kearns, Neel, Roth, Wu 2018 (Preventing fairness gerrymandering); fewer conditions first:
 * Chung, Kraska, Polyzotis, Tae, Whang 2019 (Slice Finder); a refinement must improve on each of its generalisations:
 * Webb 2007 (Discovering significant patterns), and Herrera, Carmona, Gonzalez, del Jesus 2011 for the field.
 */
#ifndef EXQ_SEARCH_H
#define EXQ_SEARCH_H

#include "quantity.h"
#include "significance.h"

/* A group to look at. Nodes come with fewer conditions first, then by column, then by level. */
typedef struct exq_search_node {
    exq_cells cells;
    const exq_cells *everyone; /* whom it stands out among, itself included */
    size_t *parents;           /* the nodes it refines: with one condition less, or where that group is not shown, with
                                  the fewest conditions less that are */
    size_t parent_count;
} exq_search_node;

typedef struct exq_search_options {
    const exq_quantity *rate; /* a proportion */
    double level;
    exq_ratio_interval ratio_interval;
    bool weighted;
} exq_search_options;

/* The other people of a coarser group. */
typedef struct exq_search_parent {
    size_t node;
    exq_share others;
    exq_value value; /* their rate */
    exq_p_value p;   /* of the node and them alike; NaN when weighted */
} exq_search_parent;

/* One node against its rest. */
typedef struct exq_search_finding {
    size_t node;
    exq_estimate group, rest;
    double difference;
    exq_range difference_range; /* simultaneous over all nodes tested (Newcombe at Sidak's level) */
    exq_value ratio;
    exq_range ratio_range; /* likewise (Koopman or Katz) */
    bool shown;            /* the range of the difference leaves 0 out */
    exq_p_value p;         /* of node and rest alike (exq_pair_p); p is NaN when weighted */
    double p_adjusted;     /* Benjamini, Hochberg over the nodes tested */
    double p_holm;
    double p_refined; /* the largest p against the others of a coarser group; NaN: there is none, or weighted */
    double p_found;   /* the p of both conditions above, adjusted; decides */
    const exq_search_parent *parents; /* as many as the node has */
} exq_search_finding;

typedef struct exq_search_outcome {
    const exq_search_finding
        *findings; /* by the end of the difference's range nearest to 0, farthest first; then people;
                                           then the order of nodes */
    size_t finding_count;
    size_t tested;
    size_t undefined; /* nodes whose rate, or that of their rest, is not defined */
    size_t redundant; /* differ from their rest, but not from every coarser group */
} exq_search_outcome;

/* Allocates in `arena`; false only when out of memory. */
EXQ_CHECKED bool exq_search(const exq_search_node *nodes, size_t node_count, const exq_search_options *options,
                            exq_arena *arena, exq_search_outcome *out);

#endif
