/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds whom groups of lists are compared with: groups of people and of items are looked at as the rows that --reference
 * knows from decisions.
 */
#include "lists_reference.h"

static bool is_missing(const char *const *levels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (levels[i] == NULL)
            return true;
    return false;
}

bool exq_lists_is_compared(const exq_lists_run *run, const exq_row *row, size_t by_count)
{
    const bool compare_missing = run->plan->request.missing == EXQ_MISSING_COMPARE;
    return !row->withheld && (compare_missing || !is_missing(row->levels, by_count));
}

static size_t largest(const exq_lists_run *run, const exq_published *question)
{
    size_t found = EXQ_NOBODY;
    for (size_t g = 0; g < question->marginal.group_count; g++) {
        const exq_row *row = &question->marginal.groups[g];
        if (exq_lists_is_compared(run, row, question->by_count) &&
            (found == EXQ_NOBODY || row->people > question->marginal.groups[found].people))
            found = g;
    }
    return found;
}

exq_status exq_lists_reference_find(const exq_lists_run *run, const exq_grouping *grouping, const exq_row *rows,
                                    size_t row_count, exq_lists_reference *out, exq_error *error)
{
    const exq_published question = {
        .by = grouping->columns,
        .by_count = grouping->column_count,
        .marginal = {.groups = rows, .group_count = row_count}
    };
    exq_metric_options options = {0};
    EXQ_TRY(exq_reference_find(&run->plan->request, grouping, &question, run->arena, &options, error));
    out->kind = options.reference;
    out->group = EXQ_NOBODY;
    if (options.reference == EXQ_REFERENCE_LEVEL)
        out->group = options.reference_group;
    else if (options.reference == EXQ_REFERENCE_LARGEST)
        out->group = largest(run, &question);
    else if (options.reference == EXQ_REFERENCE_OVERALL)
        out->group = EXQ_OVERALL;
    else if (options.reference == EXQ_REFERENCE_REST)
        out->group = EXQ_REST;
    return EXQ_OK;
}
