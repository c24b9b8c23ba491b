/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Describes groups: their levels, cells, rates and measures, or that they are withheld and why.
 */
#include "weigh.h"

bool exq_describe_levels(const exq_describe *describe, const exq_row *row, exq_doc_levels *out)
{
    size_t count = describe->question->by_count;
    exq_doc_level *items = EXQ_NEW(describe->arena, exq_doc_level, count);
    if (items == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        items[i] = (exq_doc_level){.column = describe->question->by[i], .level = row->levels[i]};
    *out = (exq_doc_levels){items, count};
    return true;
}

static exq_count count_of(uint64_t people)
{
    return (exq_count)people; /* the door lets no count of 2^53 or more through */
}

static exq_doc_cells describe_cells(const exq_describe *describe, const exq_row *row)
{
    exq_doc_cells out = {-1, -1, -1, -1, -1, -1, -1, -1};
    if (row->withheld)
        return out;
    exq_cells cells = exq_cells_of(row, describe->question->class_count, describe->options->class_index);
    if (!describe->question->has_labels) {
        out.selected = count_of(cells.people[EXQ_US]);
        out.rejected = count_of(cells.people[EXQ_UR]);
        return out;
    }
    out.tp = count_of(cells.people[EXQ_TP]);
    out.fp = count_of(cells.people[EXQ_FP]);
    out.fn = count_of(cells.people[EXQ_FN]);
    out.tn = count_of(cells.people[EXQ_TN]);
    out.unlabelled_selected = count_of(cells.people[EXQ_US]);
    out.unlabelled_rejected = count_of(cells.people[EXQ_UR]);
    return out;
}

static const char *range_why(const exq_rate_value *value)
{
    bool rangeless = exq_known(value->value) && value->range.method == NULL;
    return rangeless ? exq_why_name(value->range.lo.why) : NULL;
}

exq_doc_fair exq_describe_chance(const exq_chance *chance, exq_value value)
{
    return (exq_doc_fair){.expected = chance->expected,
                          .sd = chance->sd,
                          .least = (double)NAN,
                          .excess = value.v - chance->expected,
                          .p = chance->p,
                          .chance = chance->what};
}

static bool describe_rates(const exq_describe *describe, const exq_weighed *weighed, size_t group, exq_doc_group *out)
{
    const exq_findings *findings = weighed->findings;
    const exq_group_rates *rates = group < weighed->table->group_count ? &findings->groups[group] : &findings->overall;
    exq_doc_rate *described = EXQ_NEW(describe->arena, exq_doc_rate, rates->rate_count);
    exq_doc_measure *measures = EXQ_NEW(describe->arena, exq_doc_measure, rates->measure_count);
    if (described == NULL || measures == NULL)
        return false;
    for (size_t i = 0; i < rates->rate_count; i++) {
        const exq_rate_value *rate = &rates->rates[i];
        described[i] = (exq_doc_rate){.id = rate->id,
                                      .value = rate->value.v,
                                      .num = rate->num,
                                      .den = rate->den,
                                      .lo = rate->range.lo.v,
                                      .hi = rate->range.hi.v,
                                      .range_why = range_why(rate),
                                      .method = rate->range.method,
                                      .deff = rate->design_effect,
                                      .why = exq_why_name(rate->value.why)};
    }
    exq_weigh_rates(weighed, group, described, rates->rate_count);
    for (size_t i = 0; i < rates->measure_count; i++) {
        const exq_rate_value *measure = &rates->measures[i];
        measures[i] = (exq_doc_measure){.id = measure->id,
                                        .value = measure->value.v,
                                        .n = count_of(measure->den_people),
                                        .se = measure->se.v,
                                        .lo = measure->range.lo.v,
                                        .hi = measure->range.hi.v,
                                        .range_why = range_why(measure),
                                        .method = measure->range.method,
                                        .has_certain = measure->certain.told,
                                        .certain = {measure->certain.lo, measure->certain.hi},
                                        .has_fair = measure->fair.what != NULL,
                                        .fair = exq_describe_chance(&measure->fair, measure->value),
                                        .why = exq_why_name(measure->value.why)};
    }
    out->rates = described;
    out->rate_count = rates->rate_count;
    out->measures = measures;
    out->measure_count = rates->measure_count;
    return true;
}

bool exq_describe_group(const exq_describe *describe, const exq_weighed *weighed, size_t group, exq_doc_group *out)
{
    bool everyone = group >= weighed->table->group_count;
    const exq_row *row = everyone ? &weighed->table->overall : &weighed->table->groups[group];
    *out = (exq_doc_group){.n = row->withheld ? -1 : count_of(row->people),
                           .withheld = row->withheld,
                           .why = exq_why_name(row->why),
                           .cells = describe_cells(describe, row),
                           .users_without_truth = -1,
                           .users_without_recommendations = -1,
                           .items = -1};
    if (row->levels != NULL && !exq_describe_levels(describe, row, &out->levels))
        return false;
    return row->withheld || describe_rates(describe, weighed, group, out);
}
