/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searches the released lattice, rate by rate and class by class, and puts down what was found.
 */
#include <string.h>

#include "search_nodes.h"
#include "searched.h"
#include "value.h"

static bool describe_levels(const exq_run *run, const exq_search_place *place, exq_doc_levels *out)
{
    const exq_published *table = &run->release.searched[place->table];
    const exq_row *row = &table->marginal.groups[place->group];
    exq_doc_level *levels = EXQ_NEW(run->arena, exq_doc_level, table->by_count);
    if (levels == NULL)
        return false;
    for (size_t i = 0; i < table->by_count; i++)
        levels[i] = (exq_doc_level){table->by[i], row->levels[i]};
    *out = (exq_doc_levels){levels, table->by_count};
    return true;
}

static bool describe_parents(const exq_run *run, const exq_search_nodes *nodes, const exq_search_finding *finding,
                             exq_doc_search_finding *out)
{
    const size_t count = nodes->nodes[finding->node].parent_count;
    exq_doc_search_parent *parents = EXQ_NEW(run->arena, exq_doc_search_parent, count);
    if (parents == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const exq_search_parent *parent = &finding->parents[i];
        parents[i] = (exq_doc_search_parent){.others_k = (exq_count)parent->others.k,
                                             .others_n = (exq_count)parent->others.n,
                                             .others_value = parent->value.v,
                                             .p = parent->p.p,
                                             .why = exq_why_name(parent->value.why)};
        if (!describe_levels(run, &nodes->places[parent->node], &parents[i].levels))
            return false;
    }
    out->parents = parents;
    out->parent_count = count;
    return true;
}

static void describe_p(const exq_search_finding *finding, bool weighted, exq_doc_search_finding *out)
{
    const exq_share group = {finding->group.num.people, finding->group.den.people};
    const exq_share rest = {finding->rest.num.people, finding->rest.den.people};
    out->p = finding->p.p;
    out->log10_p = finding->p.log10_p;
    out->p_adjusted = finding->p_adjusted;
    out->p_holm = finding->p_holm;
    out->p_found = finding->p_found;
    out->p_method = weighted ? NULL : exq_pair_p_method(group, rest);
    out->p_why = weighted ? exq_why_name(EXQ_WHY_NEEDS_UNWEIGHTED) : NULL;
}

static void describe_ratio(const exq_search_finding *finding, exq_doc_search_finding *out)
{
    const exq_range *range = &finding->ratio_range;
    out->ratio = finding->ratio.v;
    out->ratio_lo = range->lo.v;
    out->ratio_hi = range->hi.v;
    out->ratio_why = range->method == NULL ? exq_why_name(range->lo.why) : NULL;
    out->ratio_hi_why = range->method != NULL ? exq_why_name(range->hi.why) : NULL;
    out->ratio_method = range->method;
}

static bool describe_finding(const exq_run *run, const exq_search_nodes *nodes, const exq_search_finding *finding,
                             exq_doc_search_finding *out)
{
    const exq_search_place *place = &nodes->places[finding->node];
    const exq_published *table = &run->release.searched[place->table];
    *out = (exq_doc_search_finding){.people = (exq_count)table->marginal.groups[place->group].people,
                                    .k = (exq_count)finding->group.num.people,
                                    .n = (exq_count)finding->group.den.people,
                                    .rest_k = (exq_count)finding->rest.num.people,
                                    .rest_n = (exq_count)finding->rest.den.people,
                                    .value = finding->group.value.v,
                                    .rest_value = finding->rest.value.v,
                                    .difference = finding->difference,
                                    .lo = finding->difference_range.lo.v,
                                    .hi = finding->difference_range.hi.v,
                                    .method = finding->difference_range.method,
                                    .state = finding->shown ? "shown" : "not_shown",
                                    .direction = finding->difference > 0 ? "higher" : "lower"};
    describe_ratio(finding, out);
    describe_p(finding, table->has_weights, out);
    return describe_levels(run, place, &out->levels) && describe_parents(run, nodes, finding, out);
}

/* `scratch` holds all groups tested; only what was found is put down. */
static bool search_rate(const exq_run *run, const exq_search_nodes *nodes, const exq_quantity *rate, exq_arena *scratch,
                        exq_doc_search_rate *out)
{
    const exq_search_options options = {.rate = rate,
                                        .level = run->plan->level,
                                        .ratio_interval = run->plan->ratio_interval,
                                        .weighted = run->facts->has_weights};
    exq_search_outcome outcome;
    if (!exq_search(nodes->nodes, nodes->count, &options, scratch, &outcome))
        return false;
    exq_doc_search_finding *findings = EXQ_NEW(run->arena, exq_doc_search_finding, outcome.finding_count);
    if (findings == NULL)
        return false;
    for (size_t i = 0; i < outcome.finding_count; i++)
        if (!describe_finding(run, nodes, &outcome.findings[i], &findings[i]))
            return false;
    out->of = rate->id;
    out->tested = (exq_count)outcome.tested;
    out->undefined = (exq_count)outcome.undefined;
    out->redundant = (exq_count)outcome.redundant;
    out->findings = findings;
    out->finding_count = outcome.finding_count;
    return true;
}

/* The shown metric as a rate that can be searched: a share of people that exists here. NULL: it is none. */
static const exq_quantity *searchable(const exq_run *run, const char *shown)
{
    for (size_t q = 0; q < EXQ_RATES; q++) {
        const exq_quantity *rate = &exq_quantities[q];
        if (strcmp(rate->id, shown) == 0 && rate->shape == EXQ_PROPORTION &&
            exq_quantity_applies(rate, (exq_data_has){run->facts->has_labels, run->facts->counterfactual, false}))
            return rate;
    }
    return NULL;
}

static bool search_class(const exq_run *run, size_t class_index, exq_search_nodes *nodes, exq_doc_search_rate *rates,
                         size_t *count)
{
    if (!exq_search_nodes_see(&run->release, class_index, run->arena, nodes))
        return false;
    for (size_t i = 0; i < run->show_count; i++) {
        const exq_quantity *rate = searchable(run, run->show[i]);
        if (rate == NULL)
            continue;
        exq_arena *scratch = exq_arena_new();
        const bool done = scratch != NULL && search_rate(run, nodes, rate, scratch, &rates[*count]);
        exq_arena_free(scratch);
        if (!done)
            return false;
        if (!run->facts->binary)
            rates[*count].class_name = exq_arena_string(run->arena, run->facts->classes[class_index]);
        (*count)++;
    }
    return true;
}

static const char *const *copy_names(exq_arena *arena, const char *const *names, size_t count)
{
    const char **copies = EXQ_NEW(arena, const char *, count);
    for (size_t i = 0; copies != NULL && i < count; i++)
        copies[i] = exq_arena_string(arena, names[i]);
    return copies;
}

bool exq_search_describe(const exq_run *run, exq_document *document)
{
    const exq_request *request = run->plan->request;
    const exq_ingest_plan *ingest = &run->plan->ingest;
    if (request->search_depth == 0)
        return true;
    exq_search_nodes nodes;
    const size_t first = run->facts->binary ? 1 : 0;
    exq_doc_search_rate *rates =
        EXQ_NEW(run->arena, exq_doc_search_rate, run->show_count * (run->facts->class_count - first));
    if (rates == NULL ||
        !exq_search_nodes_find(&run->release, request->missing == EXQ_MISSING_COMPARE, run->arena, &nodes))
        return false;
    document->has_search = true;
    document->search =
        (exq_doc_search){.depth = (exq_count)request->search_depth,
                         .attributes = copy_names(run->arena, ingest->attributes, ingest->attribute_count),
                         .attribute_count = ingest->attribute_count,
                         .groups = (exq_count)nodes.shown,
                         .withheld = (exq_count)run->release.withheld_searched,
                         .not_compared = (exq_count)(nodes.shown - nodes.count),
                         .adjustment = "benjamini_hochberg",
                         .simultaneous = "sidak",
                         .rates = rates};
    for (size_t c = first; c < run->facts->class_count; c++)
        if (!search_class(run, c, &nodes, rates, &document->search.rate_count))
            return false;
    return document->search.attributes != NULL;
}
