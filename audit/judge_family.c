/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows held to a limit, waivers held to rows.
 */
#include "judge_family.h"

#include <math.h>
#include <string.h>

#include "judge_change.h"
#include "kernels.h"
#include "remedy.h"
#include "text.h"

/* ------------------------------------------------------------------------------------------------ one row */

/* A worst of two is held from its bad side by both, from its good side by either. */
static exq_verdict judge_parts(const exq_family_row *row, const exq_limit *limit)
{
    const bool ratio = row->parts[0].made_of == EXQ_MADE_AS_RATIO;
    const bool both = ratio ? limit->op == EXQ_AT_LEAST : limit->op == EXQ_AT_MOST;
    exq_verdict verdicts[2];
    for (size_t i = 0; i < 2; i++)
        verdicts[i] = exq_verdict_by_point(&row->parts[i], limit);
    return both ? exq_verdict_of_all(verdicts, 2) : exq_verdict_of_either(verdicts[0], verdicts[1]);
}

static exq_verdict judge_row(const exq_planned_check *check, const exq_family *family, const exq_family_row *row)
{
    if (row->levelled_down)
        return EXQ_MISSED;
    if (!family->counted && check->asked->decide_on == EXQ_DECIDE_ON_INTERVAL)
        return exq_verdict_by_interval(&row->measured, &check->limit);
    if (row->part_count == 2 && exq_known(row->measured.value) && check->limit.op != EXQ_WITHIN)
        return judge_parts(row, &check->limit);
    return exq_verdict_by_point(&row->measured, &check->limit);
}

static const char *infinite(exq_value end)
{
    return end.why == EXQ_WHY_INFINITE ? exq_why_name(EXQ_WHY_INFINITE) : NULL;
}

/* Why a row could not be judged: it has no number, or no range where the range decides. */
static const char *why_of(const exq_family_row *row, exq_verdict verdict)
{
    if (verdict != EXQ_NOT_COMPUTED)
        return NULL;
    if (!exq_known(row->measured.value))
        return exq_why_name(row->measured.value.why);
    return exq_why_name(exq_known(row->measured.lo) ? row->measured.hi.why : row->measured.lo.why);
}

static void describe_shares(const exq_family_row *row, const exq_limit *limit, const char *of, exq_doc_check_row *out)
{
    const exq_judged *measured = &row->measured;
    if (measured->made_of == EXQ_MADE_OTHERWISE)
        return;
    out->k = (exq_count)measured->group.k;
    out->n = (exq_count)measured->group.n;
    if (measured->made_of != EXQ_MADE_OF_A_SHARE) {
        out->reference_k = (exq_count)measured->reference.k;
        out->reference_n = (exq_count)measured->reference.n;
    }
    /* Everyone and everyone else change with the group: against them no such number is told. */
    const bool moves = out->reference_is == NULL || exq_text_same(out->reference_is, "group");
    const exq_change change = exq_change_to_meet(measured, limit);
    if (!moves || !exq_decisions_move(of) || !change.defined || change.people == 0)
        return;
    out->change = change.more ? "more" : "fewer";
    out->change_people = (exq_count)change.people;
}

static exq_doc_check_row describe_row(const exq_planned_check *check, const exq_family *family,
                                      const exq_family_row *row, exq_verdict verdict)
{
    const exq_range range = exq_judged_range(&row->measured);
    exq_doc_check_row out = {
        .group = row->group,
        .reference = row->reference,
        .reference_is = row->reference_is,
        .value = exq_judged_value(&row->measured),
        .lo = range.lo.v,
        .hi = range.hi.v,
        .lo_why = infinite(range.lo),
        .hi_why = infinite(range.hi),
        .verdict = exq_verdict_name(verdict),
        .margin = exq_verdict_margin(&row->measured, &check->limit),
        .k = -1,
        .n = -1,
        .reference_k = -1,
        .reference_n = -1,
        .change_people = -1,
        .why = why_of(row, verdict),
    };
    describe_shares(row, &check->limit, family->of, &out);
    exq_describe_version(row, &check->limit, &out);
    return out;
}

/* ------------------------------------------------------------------------------------------------- waivers */

/* Beyond the limit of its waiver, by the number itself, a row fails all the same. */
static bool is_within(const exq_planned_check *check, size_t waiver, const exq_family *family,
                      const exq_family_row *row)
{
    if (check->waiving->waivers[waiver].limit == NULL)
        return true;
    exq_check by_point = *check->asked;
    by_point.decide_on = EXQ_DECIDE_ON_POINT;
    exq_planned_check ratchet = *check;
    ratchet.asked = &by_point;
    ratchet.limit = check->waiving->limits[waiver];
    return judge_row(&ratchet, family, row) == EXQ_MET;
}

/* `row` NULL: the check as a whole, which has no number that a limit could hold. */
static bool is_waived(const exq_planned_check *check, const char *id, const exq_family *family,
                      const exq_family_row *row)
{
    const exq_waiving *waiving = check->waiving;
    bool waived = false;
    for (size_t i = 0; i < waiving->count; i++) {
        const bool covers = exq_waiver_covers(waiving, i, check->asked, id, row != NULL ? &row->group : NULL) &&
                            (row != NULL ? is_within(check, i, family, row) : waiving->waivers[i].limit == NULL);
        waiving->used[i] = waiving->used[i] || covers;
        waived = waived || covers;
    }
    return waived;
}

/* ----------------------------------------------------------------------------------------------- one family */

/* Of the rows with the verdict of the check the one with the least margin. */
static size_t deciding(const exq_doc_check_row *rows, size_t count, const char *verdict)
{
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        if (!exq_text_same(rows[i].verdict, verdict))
            continue;
        if (found == count || rows[i].margin < rows[found].margin)
            found = i;
    }
    return found;
}

static const char *difference_of(const exq_family *family)
{
    const char *difference = NULL;
    for (size_t i = 0; i < family->count; i++) {
        if (exq_text_same(family->rows[i].difference, "shown"))
            return "shown";
        if (family->rows[i].difference != NULL)
            difference = "not_shown";
    }
    return difference;
}

/* People until the last row that is not settled would be. */
static exq_count people_to_settle(const exq_planned_check *check, const exq_family *family, const exq_verdict *verdicts,
                                  exq_count people)
{
    double most = (double)NAN;
    for (size_t i = 0; i < family->count; i++) {
        if (verdicts[i] != EXQ_NOT_SETTLED)
            continue;
        const double times = exq_times_to_settle(&family->rows[i].measured, &check->limit);
        if (isnan(times))
            return -1;
        most = fmax(most, times);
    }
    return exq_people_to_settle(people, most);
}

static void take_deciding_row(exq_doc_check *out, const exq_doc_check_row *row)
{
    out->group = row->group;
    out->reference = row->reference;
    out->reference_is = row->reference_is;
    out->value = row->value;
    out->lo = row->lo;
    out->hi = row->hi;
    out->lo_why = row->lo_why;
    out->hi_why = row->hi_why;
    out->margin = row->margin;
    out->why = row->why;
}

/* What is missing for a number of lists that was not counted. */
static exq_why why_not_counted(const char *metric)
{
    char kernel[64];
    const size_t length = strcspn(metric, "@");
    if (strstr(metric, "_unfairness") != NULL || strcmp(metric, "rating_parity") == 0)
        return EXQ_WHY_NO_RATINGS;
    if (length >= sizeof kernel)
        return EXQ_WHY_INPUT_UNDEFINED;
    memcpy(kernel, metric, length);
    kernel[length] = '\0';
    const exq_kernel_entry *entry = exq_kernel_find(kernel);
    return entry == NULL                            ? EXQ_WHY_INPUT_UNDEFINED
           : entry->kernel.over == EXQ_OVER_JUDGED  ? EXQ_WHY_NO_TRUTH
           : entry->kernel.over == EXQ_OVER_HISTORY ? EXQ_WHY_NO_HISTORY
                                                    : EXQ_WHY_INPUT_UNDEFINED;
}

static exq_why why_no_scores(const char *metric, const exq_document *document, exq_arena *arena)
{
    const exq_metric_info *info = exq_catalogue_find(metric, arena);
    if (info == NULL || !info->example.of_scores)
        return EXQ_WHY_NONE;
    if (document->conventions.weight != NULL)
        return EXQ_WHY_NEEDS_UNWEIGHTED;
    return document->conventions.score == NULL ? EXQ_WHY_NO_SCORES : EXQ_WHY_NONE;
}

/* Why there is nothing to judge. */
static exq_why why_nothing(const exq_planned_check *check, const exq_document *document, const exq_family *family,
                           exq_arena *arena)
{
    const exq_why no_scores = why_no_scores(check->asked->metric, document, arena);
    if (no_scores != EXQ_WHY_NONE)
        return no_scores;
    if (document->conventions.has_lists && family->count == 0 &&
        !(family->has_compared && (size_t)family->shown < family->fewest))
        return why_not_counted(check->asked->metric);
    if (family->has_compared && (size_t)family->shown < family->fewest)
        return EXQ_WHY_ONE_GROUP;
    if (document->conventions.label == NULL && document->conventions.counterfactual == NULL &&
        !document->conventions.has_lists)
        return EXQ_WHY_NO_LABELS;
    return EXQ_WHY_INPUT_UNDEFINED;
}

bool exq_judge_family(const exq_planned_check *check, const exq_document *document, const exq_family *family,
                      exq_arena *arena, exq_doc_check *out)
{
    exq_verdict *verdicts = EXQ_NEW(arena, exq_verdict, family->count);
    exq_doc_check_row *rows = EXQ_NEW(arena, exq_doc_check_row, family->count);
    if (verdicts == NULL || rows == NULL)
        return false;
    for (size_t i = 0; i < family->count; i++) {
        verdicts[i] = judge_row(check, family, &family->rows[i]);
        if (verdicts[i] != EXQ_MET && is_waived(check, out->id, family, &family->rows[i]))
            verdicts[i] = EXQ_WAIVED;
        rows[i] = describe_row(check, family, &family->rows[i], verdicts[i]);
    }
    exq_verdict verdict = exq_verdict_of_all(verdicts, family->count);
    const bool too_few = family->has_compared && (size_t)family->shown < family->fewest;
    if (too_few)
        verdict = EXQ_NOT_COMPUTED;
    if ((too_few || family->count == 0) && is_waived(check, out->id, family, NULL))
        verdict = EXQ_WAIVED;
    out->verdict = exq_verdict_name(verdict);
    const size_t place = deciding(rows, family->count, out->verdict);
    if (place < family->count)
        take_deciding_row(out, &rows[place]);
    if (verdict == EXQ_NOT_COMPUTED && (too_few || out->why == NULL))
        out->why = exq_why_name(why_nothing(check, document, family, arena));
    out->of = family->of;
    out->by_size = family->by_size;
    out->difference = difference_of(family);
    out->to_settle = verdict == EXQ_NOT_SETTLED ? people_to_settle(check, family, verdicts, out->people) : -1;
    out->has_compared = family->has_compared;
    out->compared.groups = family->has_compared ? family->groups : -1;
    out->compared.shown = family->has_compared ? family->shown : -1;
    out->rows = rows;
    out->row_count = family->count;
    return true;
}
