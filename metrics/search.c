/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests every node, adjusts for all of them, and keeps what no coarser group explains.
 */
#include "search.h"

#include <math.h>
#include <stdlib.h>

#include "effective.h"

typedef struct searching {
    const exq_search_node *nodes;
    const exq_search_options *options;
    exq_cells *rests;           /* parallel to nodes */
    exq_search_finding *tested; /* in the order of the nodes */
    size_t count;
    double together; /* the level of each range, so that all hold at once */
} searching;

static exq_share share_of(const exq_estimate *estimate)
{
    return (exq_share){estimate->num.people, estimate->den.people};
}

static exq_p_value pair_p(const searching *self, const exq_estimate *a, const exq_estimate *b)
{
    if (self->options->weighted)
        return (exq_p_value){(double)NAN, (double)NAN};
    return exq_pair_p(share_of(a), share_of(b));
}

static exq_range difference_range(const searching *self, const exq_estimate *a, const exq_estimate *b)
{
    return exq_interval_newcombe(exq_estimate_proportion(a), exq_estimate_proportion(b), self->together);
}

static bool leaves_out(exq_range range, double value)
{
    return range.lo.v > value || range.hi.v < value;
}

/* The larger of two p, the second of which may be none. */
static double larger(double p, double other)
{
    return isnan(other) || p > other ? p : other;
}

/* ---------------------------------------------------------------------------------------------- the tests */

/* The people of a larger group who are not in the node. */
static exq_cells others_of(const exq_cells *larger, const exq_cells *node)
{
    exq_cells others = *larger;
    for (size_t cell = 0; cell < EXQ_CELLS; cell++) {
        others.people[cell] -= node->people[cell];
        others.weight[cell] = others.people[cell] > 0 ? larger->weight[cell] - node->weight[cell] : 0;
        others.square[cell] = others.people[cell] > 0 ? larger->square[cell] - node->square[cell] : 0;
    }
    return others;
}

/* The nodes whose rate and whose rest's rate are defined. */
static size_t take_defined(searching *self, size_t node_count)
{
    for (size_t i = 0; i < node_count; i++) {
        const exq_search_node *node = &self->nodes[i];
        const exq_search_options *options = self->options;
        exq_search_finding *finding = &self->tested[self->count];
        finding->node = i;
        finding->group = exq_estimate_of(options->rate, &node->cells, node->everyone, options->weighted);
        self->rests[i] = others_of(node->everyone, &node->cells);
        finding->rest = exq_estimate_of(options->rate, &self->rests[i], node->everyone, options->weighted);
        self->count += exq_known(finding->group.value) && exq_known(finding->rest.value);
    }
    return node_count - self->count;
}

static void compare_with_rest(const searching *self, exq_search_finding *finding)
{
    finding->difference = exq_estimate_difference(&finding->group, &finding->rest);
    finding->difference_range = difference_range(self, &finding->group, &finding->rest);
    finding->shown = leaves_out(finding->difference_range, 0);
    finding->p = pair_p(self, &finding->group, &finding->rest);
}

/* Does the node differ from the others of a coarser group, on the side on which it differs from its rest? They are nobody
 * where both groups are the same people. */
static bool compare_with_others(const searching *self, const exq_search_finding *finding, size_t coarser,
                                exq_search_parent *out)
{
    const exq_search_node *parent = &self->nodes[coarser];
    const exq_cells cells = others_of(&parent->cells, &self->nodes[finding->node].cells);
    const exq_estimate others = exq_estimate_of(self->options->rate, &cells, parent->everyone, self->options->weighted);
    *out = (exq_search_parent){
        .node = coarser, .others = share_of(&others), .value = others.value, .p = {1, 0}
    };
    if (!exq_known(others.value) ||
        exq_estimate_order(&finding->group, &others) != exq_estimate_order(&finding->group, &finding->rest))
        return false;
    out->p = pair_p(self, &finding->group, &others);
    return !self->options->weighted || leaves_out(difference_range(self, &finding->group, &others), 0);
}

/* Against all coarser groups. */
static bool refine(const searching *self, exq_search_finding *finding)
{
    const exq_search_node *node = &self->nodes[finding->node];
    bool differs = true;
    finding->p_refined = (double)NAN;
    for (size_t i = 0; i < node->parent_count; i++) {
        exq_search_parent parent;
        differs &= compare_with_others(self, finding, node->parents[i], &parent);
        if (!self->options->weighted)
            finding->p_refined = larger(parent.p.p, finding->p_refined);
    }
    finding->p_found = larger(finding->p.p, finding->p_refined);
    return differs;
}

/* --------------------------------------------------------------------------------------------- the family */

static bool adjust_family(searching *self, exq_arena *arena)
{
    double *adjusted = EXQ_NEW(arena, double, self->count);
    double *holm = EXQ_NEW(arena, double, self->count);
    double *found = EXQ_NEW(arena, double, self->count);
    size_t *scratch = EXQ_NEW(arena, size_t, self->count);
    if (adjusted == NULL || holm == NULL || found == NULL || scratch == NULL)
        return false;
    for (size_t i = 0; i < self->count; i++) {
        adjusted[i] = holm[i] = self->tested[i].p.p;
        found[i] = self->tested[i].p_found;
    }
    exq_adjust_benjamini_hochberg(adjusted, self->count, scratch);
    exq_adjust_holm(holm, self->count, scratch);
    exq_adjust_benjamini_hochberg(found, self->count, scratch);
    for (size_t i = 0; i < self->count; i++) {
        self->tested[i].p_adjusted = adjusted[i];
        self->tested[i].p_holm = holm[i];
        self->tested[i].p_found = found[i];
    }
    return true;
}

/* ----------------------------------------------------------------------------------------------- the order */

/* How far the near end of the range lies from 0; 0 where the range holds it. */
static double clearness(const exq_search_finding *finding)
{
    return fmax(0, fmax(finding->difference_range.lo.v, -finding->difference_range.hi.v));
}

static int compare_findings(const void *a, const void *b)
{
    const exq_search_finding *x = a;
    const exq_search_finding *y = b;
    const double clear_x = clearness(x);
    const double clear_y = clearness(y);
    if (clear_x < clear_y || clear_x > clear_y)
        return clear_x > clear_y ? -1 : 1;
    if (x->group.den.people != y->group.den.people)
        return x->group.den.people > y->group.den.people ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

/* What only findings need. */
static bool complete(const searching *self, exq_search_finding *finding, exq_arena *arena)
{
    const exq_search_node *node = &self->nodes[finding->node];
    exq_interval_pair *interval =
        self->options->ratio_interval == EXQ_RATIO_KATZ ? exq_interval_katz : exq_interval_koopman;
    finding->ratio = finding->rest.value.v > 0 ? exq_some(exq_estimate_ratio(&finding->group, &finding->rest))
                                               : exq_none(EXQ_WHY_REFERENCE_ZERO);
    finding->ratio_range = exq_known(finding->ratio) ? interval(exq_estimate_proportion(&finding->group),
                                                                exq_estimate_proportion(&finding->rest), self->together)
                                                     : exq_range_none(finding->ratio.why);
    exq_search_parent *parents = EXQ_NEW(arena, exq_search_parent, node->parent_count);
    for (size_t i = 0; parents != NULL && i < node->parent_count; i++)
        (void)compare_with_others(self, finding, node->parents[i], &parents[i]);
    finding->parents = parents;
    return parents != NULL;
}

/* Move what is found to the front, in order. */
static bool keep(searching *self, const bool *differs, exq_arena *arena, exq_search_outcome *out)
{
    const bool weighted = self->options->weighted;
    const double limit = 1 - self->options->level;
    for (size_t i = 0; i < self->count; i++) {
        const exq_search_finding *finding = &self->tested[i];
        const bool gap = weighted ? finding->shown : finding->p_adjusted <= limit;
        const bool found = weighted ? gap && differs[i] : finding->p_found <= limit;
        out->redundant += gap && !found;
        if (found)
            self->tested[out->finding_count++] = *finding;
    }
    if (out->finding_count > 1)
        qsort(self->tested, out->finding_count, sizeof *self->tested, compare_findings);
    out->findings = self->tested;
    for (size_t i = 0; i < out->finding_count; i++)
        if (!complete(self, &self->tested[i], arena))
            return false;
    return true;
}

bool exq_search(const exq_search_node *nodes, size_t node_count, const exq_search_options *options, exq_arena *arena,
                exq_search_outcome *out)
{
    *out = (exq_search_outcome){0};
    searching self = {.nodes = nodes,
                      .options = options,
                      .rests = EXQ_NEW(arena, exq_cells, node_count),
                      .tested = EXQ_NEW(arena, exq_search_finding, node_count)};
    bool *differs = EXQ_NEW(arena, bool, node_count);
    if (self.rests == NULL || self.tested == NULL || differs == NULL)
        return false;
    out->undefined = take_defined(&self, node_count);
    out->tested = self.count;
    self.together = exq_interval_sidak(options->level, self.count);
    for (size_t i = 0; i < self.count; i++) {
        compare_with_rest(&self, &self.tested[i]);
        differs[i] = refine(&self, &self.tested[i]);
    }
    return adjust_family(&self, arena) && keep(&self, differs, arena, out);
}
