/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preparing the evidence of one table, and choosing whom to compare with.
 */
#include "evidence.h"

#include "distributions.h"

bool exq_evidence_missing_level(const exq_published *question, const exq_row *row)
{
    for (size_t i = 0; i < question->by_count; i++) {
        if (row->levels[i] == NULL)
            return true;
    }
    return false;
}

static bool is_compared(const exq_published *question, const exq_metric_options *options, const exq_row *row)
{
    return !row->withheld && (options->compare_missing || !exq_evidence_missing_level(question, row));
}

bool exq_evidence_has_labels(const exq_evidence *evidence)
{
    return evidence->question->has_labels && !evidence->options->counterfactual;
}

static exq_estimate estimate_of_row(const exq_evidence *evidence, const exq_quantity *quantity, const exq_row *row,
                                    const exq_cells *cells)
{
    if (row->withheld)
        return exq_estimate_none(quantity, row->why);
    exq_estimate estimate = exq_estimate_of(quantity, cells, &evidence->overall, evidence->question->has_weights);
    estimate.interval = evidence->options->rate_interval;
    return estimate;
}

static exq_estimate *estimates_of_rows(const exq_evidence *evidence, const exq_quantity *quantity, const exq_row *rows,
                                       const exq_cells *cells)
{
    size_t count = evidence->table->group_count;
    exq_estimate *estimates = EXQ_NEW(evidence->arena, exq_estimate, count);
    for (size_t g = 0; estimates != NULL && g < count; g++)
        estimates[g] = estimate_of_row(evidence, quantity, &rows[g], &cells[g]);
    return estimates;
}

static bool rests_are_asked(const exq_metric_options *options)
{
    return options->reference == EXQ_REFERENCE_REST || options->reference == EXQ_REFERENCE_OVERALL;
}

/* Of a measure of scores, from the ranges of each group at both reaches. `*failed`: out of memory. */
static exq_extremes extremes_of_scored(const exq_evidence *evidence, const exq_lineup *lineup, bool *failed)
{
    const size_t count = evidence->compared_count;
    const double z[2] = {evidence->reach.away, evidence->reach.towards};
    double *values = EXQ_NEW(evidence->arena, double, count);
    exq_limits *limits[2] = {EXQ_NEW(evidence->arena, exq_limits, count), EXQ_NEW(evidence->arena, exq_limits, count)};
    *failed = values == NULL || limits[0] == NULL || limits[1] == NULL;
    for (size_t i = 0; !*failed && i < count; i++) {
        const exq_estimate *estimate = &lineup->groups[evidence->compared[i]];
        values[i] = estimate->value.v;
        for (size_t end = 0; end < 2; end++) {
            const exq_range range = exq_estimate_range(estimate, 2 * exq_normal_cdf(z[end]) - 1);
            if (range.method == NULL)
                return (exq_extremes){range, range};
            limits[end][i] = (exq_limits){range.lo.v, range.hi.v};
        }
    }
    if (*failed)
        return (exq_extremes){exq_range_none(EXQ_WHY_NO_INTERVAL), exq_range_none(EXQ_WHY_NO_INTERVAL)};
    return exq_interval_extremes_of(values, limits[0], limits[1], count, lineup->quantity->can_be_negative);
}

/* The ranges of highest against lowest, where they exist: several folds and named comparisons share them. */
static exq_extremes extremes_of(const exq_evidence *evidence, const exq_lineup *lineup, bool *failed)
{
    size_t count = evidence->compared_count;
    exq_extremes none = {exq_range_none(EXQ_WHY_NO_INTERVAL), exq_range_none(EXQ_WHY_NO_INTERVAL)};
    bool scored = lineup->quantity->scored != NULL;
    if ((lineup->quantity->shape != EXQ_PROPORTION && !scored) || evidence->options->pairs_only || count < 2)
        return none;
    for (size_t i = 0; i < count; i++) {
        const exq_estimate *estimate = &lineup->groups[evidence->compared[i]];
        if (!exq_known(estimate->value))
            return none;
        if (!scored)
            evidence->proportions[i] = exq_estimate_proportion(estimate);
    }
    if (scored)
        return extremes_of_scored(evidence, lineup, failed);
    const double *correlations = exq_evidence_correlations(evidence, lineup, evidence->compared, count);
    return exq_interval_extremes(evidence->proportions, correlations, count, evidence->reach, evidence->scratch);
}

static bool line_up(exq_evidence *evidence, const exq_quantity *quantity, exq_lineup *out)
{
    const exq_table *table = evidence->table;
    out->quantity = quantity;
    const exq_data_has data = {evidence->question->has_labels, evidence->options->counterfactual,
                               evidence->overall.scale != NULL};
    if (!exq_quantity_applies(quantity, data))
        return true;
    out->groups = estimates_of_rows(evidence, quantity, table->groups, evidence->cells);
    out->overall = estimate_of_row(evidence, quantity, &table->overall, &evidence->overall);
    if (out->groups == NULL)
        return false;
    bool failed = false;
    out->extremes = extremes_of(evidence, out, &failed);
    if (failed)
        return false;
    if (!rests_are_asked(evidence->options))
        return true;
    out->rests = estimates_of_rows(evidence, quantity, table->rests, evidence->rests);
    return out->rests != NULL;
}

bool exq_evidence_prepare(const exq_published *question, const exq_table *table, const exq_metric_options *options,
                          exq_arena *arena, exq_evidence *out)
{
    size_t count = table->group_count;
    *out = (exq_evidence){
        .question = question,
        .table = table,
        .options = options,
        .arena = arena,
        .cells = EXQ_NEW(arena, exq_cells, count),
        .rests = EXQ_NEW(arena, exq_cells, count),
        .overall = exq_cells_of(&table->overall, question->class_count, options->class_index),
        .compared = EXQ_NEW(arena, size_t, count),
        .lineups = EXQ_NEW(arena, exq_lineup, EXQ_QUANTITIES),
        .scratch = EXQ_NEW(arena, exq_limits, count + 2),
        .proportions = EXQ_NEW(arena, exq_proportion, count + 2),
    };
    if (table->crossing_count > 0)
        out->correlations = EXQ_NEW(arena, double, (count + 2) * (count + 2));
    if ((table->crossing_count > 0 && out->correlations == NULL) || out->cells == NULL || out->rests == NULL ||
        out->compared == NULL || out->lineups == NULL || out->scratch == NULL || out->proportions == NULL)
        return false;
    out->overall.scale = table->overall.scores != NULL ? question->scale : NULL;
    for (size_t g = 0; g < count; g++) {
        out->cells[g] = exq_cells_of(&table->groups[g], question->class_count, options->class_index);
        out->rests[g] = exq_cells_of(&table->rests[g], question->class_count, options->class_index);
        out->cells[g].scale = out->rests[g].scale = out->overall.scale;
        if (is_compared(question, options, &table->groups[g]))
            out->compared[out->compared_count++] = g;
    }
    if (!options->pairs_only) {
        out->reach = exq_reach_of(options->level, options->level, out->compared_count);
        out->reach_of_two = exq_reach_of(options->level, sqrt(options->level), out->compared_count);
    }
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        if (!line_up(out, &exq_quantities[q], &out->lineups[q]))
            return false;
    }
    return true;
}

/* ----------------------------------------------------------------------------------------------- reference */

static size_t largest(const exq_evidence *evidence)
{
    size_t best = EXQ_NOBODY;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        size_t g = evidence->compared[i];
        if (best == EXQ_NOBODY || evidence->table->groups[g].people > evidence->table->groups[best].people)
            best = g;
    }
    return best;
}

/* Where neither side of a quantity is better by itself, being selected decides; where nothing was said of that, the
 * highest value is taken as best, as the four-fifths rule does. */
static size_t best(const exq_evidence *evidence, const exq_lineup *lineup)
{
    int better = lineup->quantity->better;
    if (better == 0)
        better = evidence->options->selected_is == EXQ_SELECTED_BAD ? -1 : 1;
    size_t found = EXQ_NOBODY;
    for (size_t i = 0; i < evidence->compared_count; i++) {
        size_t g = evidence->compared[i];
        if (!exq_known(lineup->groups[g].value))
            continue;
        if (found == EXQ_NOBODY || better * exq_estimate_order(&lineup->groups[g], &lineup->groups[found]) > 0)
            found = g;
    }
    return found == EXQ_NOBODY ? largest(evidence) : found;
}

static size_t given(const exq_evidence *evidence)
{
    size_t group = evidence->options->reference_group;
    bool shown = group < evidence->table->group_count && !evidence->table->groups[group].withheld;
    return shown ? group : EXQ_NOBODY;
}

size_t exq_evidence_reference(const exq_evidence *evidence, const exq_lineup *lineup)
{
    switch (evidence->options->reference) {
    case EXQ_REFERENCE_BEST:
        return best(evidence, lineup);
    case EXQ_REFERENCE_OVERALL:
        return EXQ_OVERALL;
    case EXQ_REFERENCE_REST:
        return EXQ_REST;
    case EXQ_REFERENCE_LEVEL:
        return given(evidence);
    case EXQ_REFERENCE_LARGEST:
        break;
    }
    return evidence->options->reference_fixed ? given(evidence) : largest(evidence);
}

exq_estimate exq_evidence_reference_estimate(const exq_evidence *evidence, const exq_lineup *lineup, size_t reference,
                                             size_t group)
{
    if (evidence->compared_count < 2 && reference >= EXQ_REST)
        return exq_estimate_none(lineup->quantity, EXQ_WHY_ONE_GROUP);
    if (reference == EXQ_OVERALL)
        return lineup->overall;
    if (reference == EXQ_REST)
        return lineup->rests[group];
    if (reference == EXQ_NOBODY)
        return exq_estimate_none(lineup->quantity, EXQ_WHY_REFERENCE_ABSENT);
    return lineup->groups[reference];
}

/* -------------------------------------------------------------------------------------------- shared persons */

/* Binary search: crossings are sorted by their groups. */
static const exq_crossing *find_crossing(const exq_table *table, size_t first, size_t second)
{
    size_t low = 0, high = table->crossing_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const exq_crossing *at = &table->crossings[middle];
        if (at->first == first && at->second == second)
            return at;
        if (at->first < first || (at->first == first && at->second < second))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* `crossing` is NULL where the two share nobody. */
static double correlation_of(const exq_estimate *a, const exq_estimate *b, const exq_moments *crossing)
{
    if (crossing == NULL || !exq_known(a->value) || !exq_known(b->value))
        return 0;
    return a->of->shape == EXQ_PROPORTION ? exq_estimate_correlation(a, b, crossing) : -1;
}

static double correlation_of_groups(const exq_evidence *evidence, const exq_lineup *lineup, size_t one, size_t other)
{
    size_t first = one < other ? one : other, second = one < other ? other : one;
    const exq_crossing *crossing = find_crossing(evidence->table, first, second);
    const exq_moments *moments = crossing != NULL ? &crossing->moments[evidence->options->class_index] : NULL;
    return correlation_of(&lineup->groups[first], &lineup->groups[second], moments);
}

double exq_evidence_correlation(const exq_evidence *evidence, const exq_lineup *lineup, size_t group, size_t reference)
{
    const exq_table *table = evidence->table;
    if (!evidence->question->has_units || group >= table->group_count || reference == EXQ_NOBODY)
        return 0;
    if (reference < table->group_count)
        return correlation_of_groups(evidence, lineup, group, reference);
    const exq_moments *crossings = table->rest_crossings[group];
    const exq_moments *moments = crossings != NULL ? &crossings[evidence->options->class_index] : NULL;
    return correlation_of(&lineup->groups[group], &lineup->rests[group], moments);
}

const double *exq_evidence_correlations(const exq_evidence *evidence, const exq_lineup *lineup, const size_t *groups,
                                        size_t count)
{
    for (size_t i = 0; evidence->correlations != NULL && i < count; i++) {
        evidence->correlations[i * count + i] = 1;
        for (size_t j = 0; j < i; j++) {
            double correlation = correlation_of_groups(evidence, lineup, groups[i], groups[j]);
            evidence->correlations[i * count + j] = evidence->correlations[j * count + i] = correlation;
        }
    }
    return evidence->correlations;
}

const exq_row *exq_evidence_reference_row(const exq_evidence *evidence, size_t reference, size_t group)
{
    if (reference == EXQ_NOBODY)
        return NULL;
    if (reference == EXQ_OVERALL)
        return &evidence->table->overall;
    return reference == EXQ_REST ? &evidence->table->rests[group] : &evidence->table->groups[reference];
}

size_t exq_evidence_rows(const exq_evidence *evidence, size_t reference)
{
    size_t count = evidence->compared_count;
    for (size_t i = 0; i < evidence->compared_count; i++)
        count -= evidence->compared[i] == reference;
    return count;
}

/* ------------------------------------------------------------------------------------------------ findings */

void exq_rows_add(exq_rows *rows, exq_disparity disparity)
{
    if (rows->failed)
        return;
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity > 0 ? 2 * rows->capacity : 64;
        exq_disparity *larger = EXQ_NEW(rows->arena, exq_disparity, capacity);
        if (larger == NULL) {
            rows->failed = true;
            return;
        }
        for (size_t i = 0; i < rows->count; i++)
            larger[i] = rows->rows[i];
        rows->rows = larger;
        rows->capacity = capacity;
    }
    rows->rows[rows->count++] = disparity;
}

void exq_rows_add_against(exq_rows *rows, const exq_evidence *evidence, const exq_lineup *lineup, const char *metric,
                          exq_against *against, const void *what)
{
    size_t reference = exq_evidence_reference(evidence, lineup);
    size_t count = exq_evidence_rows(evidence, reference);
    for (size_t i = 0; i < evidence->compared_count; i++) {
        size_t group = evidence->compared[i];
        if (group == reference)
            continue;
        exq_disparity disparity = against(evidence, what, group, reference, count);
        disparity.metric = metric;
        exq_rows_add(rows, disparity);
    }
}

exq_disparity exq_disparity_plain(const char *metric, exq_value value, size_t group, size_t reference)
{
    exq_range none = exq_range_none(exq_known(value) ? EXQ_WHY_NO_INTERVAL : value.why);
    return (exq_disparity){
        .metric = metric,
        .value = value,
        .together = none,
        .alone = none,
        .group = group,
        .reference = reference,
        .difference = EXQ_DIFFERENCE_NOT_ASKED,
    };
}

exq_difference exq_difference_of(exq_range together, double parity)
{
    if (together.method == NULL)
        return EXQ_DIFFERENCE_NOT_ASKED;
    bool above = exq_known(together.lo) && together.lo.v > parity;
    bool below = exq_known(together.hi) && together.hi.v < parity;
    return above || below ? EXQ_DIFFERENCE_SHOWN : EXQ_DIFFERENCE_NOT_SHOWN;
}
