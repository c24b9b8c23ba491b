/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of change: what is put into them, and what is read off two of them.
 */
#include "change_rows.h"

#include <math.h>
#include <string.h>

static const double none = (double)NAN;

exq_doc_change exq_change_empty(exq_count question, const char *metric)
{
    return (exq_doc_change){.question = question,
                            .metric = metric,
                            .before = none,
                            .after = none,
                            .change = none,
                            .lo = none,
                            .hi = none,
                            .lo_alone = none,
                            .hi_alone = none,
                            .n = -1,
                            .better = -1,
                            .worse = -1,
                            .same = -1};
}

const char *exq_change_direction(double lo, double hi)
{
    if (isnan(lo) || isnan(hi))
        return NULL;
    return lo > 0 ? "rose" : hi < 0 ? "fell" : "not_shown";
}

exq_doc_change *exq_change_rows_add(exq_change_rows *changes, size_t question, const char *metric)
{
    if (metric == NULL)
        changes->failed = true;
    if (!changes->failed && changes->count == changes->room) {
        const size_t room = 2 * changes->room + 64;
        exq_doc_change *rows = EXQ_NEW(changes->arena, exq_doc_change, room);
        changes->failed = rows == NULL;
        if (rows != NULL && changes->count > 0)
            memcpy(rows, changes->rows, changes->count * sizeof *rows);
        changes->rows = changes->failed ? changes->rows : rows;
        changes->room = changes->failed ? changes->room : room;
    }
    if (changes->failed)
        return NULL;
    exq_doc_change *row = &changes->rows[changes->count++];
    *row = exq_change_empty(question == SIZE_MAX ? -1 : (exq_count)question, metric);
    return row;
}

void exq_change_put(exq_doc_change *row, exq_value before, exq_value after, exq_value change, exq_range together,
                    exq_range alone)
{
    row->before = before.v;
    row->after = after.v;
    row->change = change.v;
    row->why = exq_why_name(change.why);
    if (!exq_known(change))
        return;
    row->method = together.method;
    if (together.method == NULL) {
        row->range_why = exq_why_name(together.lo.why);
        return;
    }
    row->lo = together.lo.v;
    row->hi = together.hi.v;
    row->lo_alone = alone.lo.v;
    row->hi_alone = alone.hi.v;
    row->direction = exq_change_direction(row->lo, row->hi);
}

void exq_change_people(exq_doc_change *row, uint64_t people, uint64_t rose, uint64_t fell, int better)
{
    row->n = (exq_count)people;
    if (better == 0)
        return;
    row->better = (exq_count)(better > 0 ? rose : fell);
    row->worse = (exq_count)(better > 0 ? fell : rose);
    row->same = (exq_count)(people - rose - fell);
}

/* ---------------------------------------------------------------------------------------------------------- gaps */

static const char *gap_of(double before, double after)
{
    if (before * after < 0)
        return "reversed";
    return fabs(after) < fabs(before) ? "narrowed" : fabs(after) > fabs(before) ? "widened" : "same";
}

static bool gained(const exq_doc_change *row, int better)
{
    return strcmp(row->direction, better > 0 ? "rose" : "fell") == 0;
}

void exq_change_gap(exq_doc_change *row, double parity, const exq_doc_change *group, const exq_doc_change *reference,
                    int better)
{
    if (isnan(row->change))
        return;
    /* quotients are as far from 1 as their logarithms are from 0 */
    if (parity == 0)
        row->gap = gap_of(row->before, row->after);
    else if (row->before > 0 && row->after > 0)
        row->gap = gap_of(log(row->before), log(row->after));
    if (better == 0 || group->direction == NULL || reference->direction == NULL)
        return;
    const bool of_group = gained(group, better), of_reference = gained(reference, better);
    row->gained = of_group ? (of_reference ? "both" : "group") : of_reference ? "reference" : "neither";
}
