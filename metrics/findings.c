/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All findings of one table: rates and measures of every row, then the disparities in the order of the catalogue.
 */
#include "metric.h"
#include "named.h"

static uint64_t people_of_measure(const exq_estimate *estimate)
{
    const exq_cells *cells = estimate->cells;
    if (estimate->of->scored == NULL || cells->scores == NULL)
        return exq_cells_sum(cells, EXQ_LABELLED).people;
    return exq_scored_people((exq_scored){cells->scale, cells->scores}, estimate->of->of_scores);
}

/* Of a measure of cells it is found by drawing again, if at all. */
static exq_value se_of(const exq_estimate *estimate)
{
    bool told = estimate->of->scored != NULL && exq_known(estimate->value) && estimate->cells->persons == NULL;
    return told ? estimate->scored.se : exq_none(EXQ_WHY_NO_INTERVAL);
}

static exq_rate_value rate_value(const exq_estimate *estimate, double level)
{
    bool measure = estimate->of->shape == EXQ_MEASURE;
    return (exq_rate_value){
        .id = estimate->of->id,
        .value = estimate->value,
        .num = estimate->num.weight,
        .den = estimate->den.weight,
        .num_people = estimate->num.people,
        .den_people = measure ? people_of_measure(estimate) : estimate->den.people,
        .range = exq_estimate_range(estimate, level),
        .design_effect = exq_estimate_design_effect(estimate),
        .se = se_of(estimate),
        .certain = estimate->scored.certain,
        .fair = estimate->scored.fair,
    };
}

/* The rates or the measures (from first up to end) of one row that is not withheld. */
static const exq_rate_value *values_of(const exq_evidence *evidence, const exq_estimate *estimates[], size_t first,
                                       size_t end, size_t *count)
{
    exq_rate_value *values = EXQ_NEW(evidence->arena, exq_rate_value, end - first);
    *count = 0;
    for (size_t q = first; values != NULL && q < end; q++) {
        if (estimates[q] != NULL)
            values[(*count)++] = rate_value(estimates[q], evidence->options->level);
    }
    return values;
}

static bool fill_group(const exq_evidence *evidence, const exq_estimate *estimates[], exq_group_rates *out)
{
    out->rates = values_of(evidence, estimates, 0, EXQ_RATES, &out->rate_count);
    out->measures = values_of(evidence, estimates, EXQ_RATES, EXQ_QUANTITIES, &out->measure_count);
    return out->rates != NULL && out->measures != NULL;
}

static bool fill_groups(const exq_evidence *evidence, exq_findings *out)
{
    const exq_table *table = evidence->table;
    const exq_estimate *estimates[EXQ_QUANTITIES];
    exq_group_rates *groups = EXQ_NEW(evidence->arena, exq_group_rates, table->group_count);
    if (groups == NULL)
        return false;
    out->groups = groups;
    for (size_t g = 0; g < table->group_count; g++) {
        if (table->groups[g].withheld)
            continue;
        for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
            const exq_lineup *lineup = &evidence->lineups[q];
            estimates[q] = lineup->groups != NULL ? &lineup->groups[g] : NULL;
        }
        if (!fill_group(evidence, estimates, &groups[g]))
            return false;
    }
    if (table->overall.withheld)
        return true;
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        const exq_lineup *lineup = &evidence->lineups[q];
        estimates[q] = lineup->groups != NULL ? &lineup->overall : NULL;
    }
    return fill_group(evidence, estimates, &out->overall);
}

bool exq_metrics_compute(const exq_published *question, const exq_table *table, const exq_metric_options *options,
                         exq_arena *arena, exq_findings *out)
{
    *out = (exq_findings){0};
    exq_evidence evidence;
    if (!exq_evidence_prepare(question, table, options, arena, &evidence) || !fill_groups(&evidence, out))
        return false;
    exq_rows rows = {.arena = arena};
    exq_folds_compute(&evidence, &rows);
    exq_named_compute(&evidence, &rows);
    for (size_t i = 0; exq_metric_registry[i] != NULL; i++)
        exq_metric_registry[i]->compute(&evidence, &rows);
    out->disparities = rows.rows;
    out->disparity_count = rows.count;
    out->reference = options->reference == EXQ_REFERENCE_BEST
                         ? EXQ_NOBODY
                         : exq_evidence_reference(&evidence, &evidence.lineups[EXQ_QUANTITY_selection_rate]);
    return !rows.failed;
}
