/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of a check that compares with another version.
 */
#include "judge_change.h"

#include <math.h>

#include "changes.h"
#include "comparable.h"
#include "result.h"
#include "text.h"

static bool same_levels(const exq_doc_levels *a, const exq_doc_levels *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; equal && i < a->count; i++)
        equal = exq_text_same(a->items[i].level, b->items[i].level);
    return equal;
}

/* ------------------------------------------------------------------------------------------------- versions */

exq_status exq_compared_check(const exq_request *request, const exq_planned_check *checks, const exq_document *document,
                              exq_arena *arena, exq_error *error)
{
    for (size_t i = 0; i < request->check_count; i++) {
        const exq_check *asked = checks[i].asked;
        if (checks[i].baseline != NULL)
            EXQ_TRY(exq_comparable_check(exq_result_document(checks[i].baseline->result), asked->baseline, document,
                                         "this audit", arena, error));
        if (asked->against && !document->has_versions)
            return exq_fail(
                error, EXQ_USAGE,
                "check %s of %s is about another version of the same people, and none was given. Give it with "
                "--against FILE, or compare with a baseline.",
                asked->id != NULL ? asked->id : asked->metric, asked->where != NULL ? asked->where : "the command");
    }
    return EXQ_OK;
}

static bool find_versions(const exq_planned_check *check, const exq_document *document, exq_compared *last,
                          exq_arena *arena, const exq_doc_versions **out)
{
    *out = &document->versions;
    if (check->baseline == NULL)
        return true;
    if (last->baseline != check->baseline &&
        !exq_changes_between(exq_result_document(check->baseline->result), check->asked->baseline, document,
                             "this audit", arena, &last->versions))
        return false;
    last->baseline = check->baseline;
    *out = &last->versions;
    return true;
}

/* ---------------------------------------------------------------------------------------------------- rows */

typedef struct gathering {
    const exq_planned_check *check;
    const exq_document *document;
    const exq_doc_question *question;
    const exq_doc_versions *versions;
    exq_count index;  /* of the question; -1: of the whole catalogue */
    const char *rate; /* whose own changes are judged */
    int better;
    exq_family *out;
} gathering;

static bool has_missing_level(const exq_doc_levels *levels)
{
    for (size_t i = 0; i < levels->count; i++)
        if (levels->items[i].level == NULL)
            return true;
    return false;
}

static bool is_own(const gathering *self, const exq_doc_change *change)
{
    if (change->question != self->index || !exq_text_same(change->metric, self->rate) || change->reference_is != NULL ||
        change->reference.count > 0)
        return false;
    return self->question == NULL || change->group.count > 0;
}

static bool is_compared(const gathering *self, const exq_doc_levels *levels)
{
    return exq_text_same(self->document->conventions.missing, "compare") || !has_missing_level(levels);
}

static const exq_doc_change *own_of(const gathering *self, const exq_doc_levels *group)
{
    for (size_t i = 0; i < self->versions->change_count; i++)
        if (is_own(self, &self->versions->changes[i]) && same_levels(&self->versions->changes[i].group, group))
            return &self->versions->changes[i];
    return NULL;
}

static exq_value value_of(double v, const char *why)
{
    const exq_why reason = why != NULL ? exq_why_of(why) : EXQ_WHY_NONE;
    if (!isnan(v))
        return exq_some(v);
    return exq_none(reason != EXQ_WHY_NONE ? reason : EXQ_WHY_NO_INTERVAL);
}

static exq_family_row *add_row(const gathering *self, const exq_doc_change *change)
{
    exq_family_row *row = &self->out->rows[self->out->count++];
    *row = (exq_family_row){.group = change->group,
                            .reference = change->reference,
                            .reference_is = change->reference_is,
                            .range_why = change->range_why,
                            .why = change->why,
                            .change = change,
                            .better = self->better,
                            .measured.made_of = EXQ_MADE_OTHERWISE};
    if (change->direction != NULL)
        row->difference = exq_text_same(change->direction, "not_shown") ? "not_shown" : "shown";
    return row;
}

/* How much worse: the change turned so that what is bad for the person counts upwards. */
static void add_own(const gathering *self, const exq_doc_change *change)
{
    exq_judged *measured = &add_row(self, change)->measured;
    const bool falls = self->better > 0;
    if (self->better == 0) {
        *measured = (exq_judged){.value = exq_none(EXQ_WHY_NO_BETTER_SIDE),
                                 .lo = exq_none(EXQ_WHY_NO_BETTER_SIDE),
                                 .hi = exq_none(EXQ_WHY_NO_BETTER_SIDE)};
        return;
    }
    measured->value = value_of(falls ? -change->change : change->change, change->why);
    measured->lo = value_of(falls ? -change->hi : change->lo, change->range_why);
    measured->hi = value_of(falls ? -change->lo : change->hi, change->range_why);
}

/* -------------------------------------------------------------------------------------------------- gaps */

/* Is it shown, or where there is no range seen beyond the limit, that the group lost? */
static bool has_lost(const gathering *self, const exq_doc_change *own)
{
    if (own->direction != NULL)
        return exq_text_same(own->direction, self->better > 0 ? "fell" : "rose");
    const double limit = (double)self->check->limit.high.num / (double)self->check->limit.high.den;
    return -self->better * own->change > limit;
}

static bool is_levelled_down(const gathering *self, const exq_doc_change *gap)
{
    const exq_doc_change *group = own_of(self, &gap->group), *reference = own_of(self, &gap->reference);
    if (!exq_text_same(gap->gap, "narrowed") || gap->reference.count == 0 || group == NULL || reference == NULL)
        return false;
    const bool group_ahead = self->better * (group->before - reference->before) > 0;
    const exq_doc_change *ahead = group_ahead ? group : reference, *behind = group_ahead ? reference : group;
    return has_lost(self, ahead) && !exq_text_same(behind->direction, self->better > 0 ? "rose" : "fell");
}

/* The growth of the distance from equality for every change within the range: it is least where the groups meet. */
static void add_gap(const gathering *self, const exq_doc_change *change, exq_arena *arena)
{
    exq_family_row *row = add_row(self, change);
    exq_judged *measured = &row->measured;
    const double parity = exq_parity_of(change->metric, arena), was = exq_distance_from_parity(change->before, parity);
    measured->value = value_of(exq_distance_from_parity(change->after, parity) - was, change->why);
    measured->lo = measured->hi = value_of((double)NAN, change->range_why);
    row->levelled_down = is_levelled_down(self, change);
    if (isnan(change->lo) || isnan(change->hi))
        return;
    const double least = change->before + change->lo, most = change->before + change->hi;
    const double one = exq_distance_from_parity(least, parity) - was,
                 other = exq_distance_from_parity(most, parity) - was;
    const bool meet = least <= parity && parity <= most;
    measured->lo = exq_some(meet ? -was : fmin(one, other));
    measured->hi = exq_some(fmax(one, other));
}

/* ----------------------------------------------------------------------------------------------- families */

static bool is_of_groups(const exq_doc_question *question, const char *metric)
{
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        for (size_t j = 0; j < group->rate_count; j++)
            if (exq_text_same(group->rates[j].id, metric))
                return true;
        for (size_t j = 0; j < group->measure_count; j++)
            if (exq_text_same(group->measures[j].id, metric))
                return true;
    }
    return false;
}

/* The rate behind a comparison; a rate is its own. */
static const char *rate_of(const exq_doc_question *question, const char *metric)
{
    if (question == NULL || is_of_groups(question, metric))
        return metric;
    for (size_t i = 0; i < question->disparity_count; i++)
        if (exq_text_same(question->disparities[i].metric, metric))
            return question->disparities[i].of;
    return NULL;
}

static bool gather_gaps(gathering *self, const char *metric, exq_arena *arena)
{
    const size_t before = self->out->count;
    for (size_t i = 0; i < self->versions->change_count; i++) {
        const exq_doc_change *change = &self->versions->changes[i];
        if (change->question == self->index && change->reference_is != NULL && exq_text_same(change->metric, metric) &&
            is_compared(self, &change->group) && !isnan(change->change))
            add_gap(self, change, arena);
    }
    return self->out->count > before;
}

/* A comparison that has no rows of two groups is judged by the differences of the rate behind it. */
static void gather(gathering *self, const char *gaps, const char *difference, exq_arena *arena)
{
    exq_family *out = self->out;
    out->has_compared = self->question != NULL;
    out->fewest = self->question != NULL ? 1 : 0;
    for (size_t i = 0; i < self->versions->change_count; i++) {
        const exq_doc_change *change = &self->versions->changes[i];
        if (!is_own(self, change) || !is_compared(self, &change->group))
            continue;
        out->groups++;
        /* What one version does not show cannot be judged, and is no pass. */
        const bool shown = !isnan(change->before) && !isnan(change->after);
        out->shown += shown;
        if (shown || self->question == NULL)
            add_own(self, change);
    }
    /* Nobody samples the catalogue: where there is no range, the number itself is what there is. */
    out->counted = self->question == NULL && out->count == 1 && isnan(out->rows[0].change->lo);
    if (self->better != 0 && !gather_gaps(self, gaps, arena) && difference != NULL)
        (void)gather_gaps(self, difference, arena);
}

bool exq_family_of_changes(const exq_planned_check *check, const exq_document *document,
                           const exq_doc_question *question, exq_compared *last, exq_arena *arena, exq_family *out)
{
    gathering self = {.check = check,
                      .document = document,
                      .question = question,
                      .index = question != NULL ? question - document->questions : -1,
                      .rate = rate_of(question, check->asked->metric),
                      .out = out};
    *out = (exq_family){.of = question != NULL ? self.rate : NULL};
    if (!find_versions(check, document, last, arena, &self.versions))
        return false;
    out->rows = EXQ_NEW(arena, exq_family_row, self.versions->change_count);
    const char *difference = self.rate != NULL ? exq_arena_format(arena, "%s_difference", self.rate) : NULL;
    if (out->rows == NULL || (self.rate != NULL && difference == NULL))
        return false;
    self.better = exq_better_of(document, self.rate, arena);
    gather(&self, check->asked->metric, difference, arena);
    return true;
}

/* ---------------------------------------------------------------------------------------------- describing */

void exq_describe_version(const exq_family_row *row, const exq_limit *limit, exq_doc_check_row *out)
{
    const exq_doc_change *change = row->change;
    if (change == NULL)
        return;
    const double most = (double)limit->high.num / (double)limit->high.den;
    out->has_version = true;
    out->version.before = change->before;
    out->version.after = change->after;
    out->version.change = change->change;
    out->version.better = row->better > 0 ? "more" : row->better < 0 ? "less" : NULL;
    out->version.gained = change->gained;
    out->version.gap = change->gap;
    out->version.levelled_down = row->levelled_down;
    out->version.to_meet =
        change->reference_is == NULL && row->better != 0 ? change->before - row->better * most : (double)NAN;
}

bool exq_describe_compared(const exq_planned_check *check, const exq_family *family, const exq_compared *last,
                           const exq_document *document, exq_arena *arena, exq_doc_check *out)
{
    const exq_check *asked = check->asked;
    if (asked->baseline == NULL && !asked->against)
        return true;
    const exq_doc_versions *versions = check->baseline != NULL ? &last->versions : &document->versions;
    out->has_compared_with = true;
    out->compared_with.people_are = versions->people_are;
    out->compared_with.before = versions->before;
    out->compared_with.no_worse_by = exq_arena_string(arena, asked->limit);
    for (size_t i = 0; i < family->count; i++)
        out->compared_with.levelled_down = out->compared_with.levelled_down || family->rows[i].levelled_down;
    return out->compared_with.no_worse_by != NULL;
}
