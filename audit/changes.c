/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs the numbers of two results: of a number of a group, and of a comparison, the difference of two independent
 * estimates (told.h). The simultaneous ranges are Sidak's over the groups that both results show, as those of the results
 * themselves are.
 */
#include "changes.h"

#include <math.h>
#include <string.h>

#include "change_rows.h"
#include "text.h"
#include "told.h"

static bool same_levels(const exq_doc_levels *a, const exq_doc_levels *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; equal && i < a->count; i++)
        equal = exq_text_same(a->items[i].level, b->items[i].level);
    return equal;
}

/* ------------------------------------------------------------------------------------------ which way is better */

int exq_better_of(const exq_document *document, const char *rate, exq_arena *arena)
{
    const exq_metric_info *info = rate != NULL ? exq_catalogue_find(rate, arena) : NULL;
    if (info == NULL)
        return 0;
    if (info->better != 0)
        return info->better;
    const bool good = exq_text_same(document->conventions.selected_is, "good"),
               bad = exq_text_same(document->conventions.selected_is, "bad");
    const int selected = good - bad;
    if (exq_text_same(rate, "selection_rate") || exq_text_same(rate, "selected_share"))
        return selected;
    return exq_text_same(rate, "rejected_share") ? -selected : 0;
}

double exq_parity_of(const char *metric, exq_arena *arena)
{
    const exq_metric_info *info = exq_catalogue_find(metric, arena);
    return info != NULL ? info->parity : 0;
}

double exq_distance_from_parity(double x, double parity)
{
    if (parity < .5)
        return fabs(x);
    return x > 0 ? 1 - fmin(x, 1 / x) : 1;
}

/* ---------------------------------------------------------------------------------------------------- rows */

typedef struct pairing {
    const exq_document *before, *after;
    exq_arena *arena;
    exq_doc_change *rows;
    size_t count;
} pairing;

static exq_doc_change *add_row(pairing *self, exq_count question, const char *metric)
{
    exq_doc_change *row = &self->rows[self->count++];
    *row = exq_change_empty(question, metric);
    return row;
}

static void set_change(pairing *self, exq_doc_change *row, const exq_told *before, const exq_told *after, double level)
{
    const double plain = self->after->uncertainty.level;
    row->before = before->value;
    row->after = after->value;
    row->n = after->people;
    if (isnan(before->value) || isnan(after->value)) {
        row->why = isnan(after->value) ? after->why : before->why;
        if (row->why == NULL)
            row->why = exq_why_name(EXQ_WHY_INPUT_UNDEFINED);
        return;
    }
    row->change = after->value - before->value;
    if (!exq_told_has_range(before) || !exq_told_has_range(after)) {
        row->range_why = after->range_why != NULL ? after->range_why : before->range_why;
        if (row->range_why == NULL)
            row->range_why = exq_why_name(EXQ_WHY_NO_INTERVAL);
        return;
    }
    const exq_limits alone = exq_told_change(before, after, plain, plain),
                     together = exq_told_change(before, after, plain, level);
    row->lo_alone = alone.lo;
    row->hi_alone = alone.hi;
    row->lo = together.lo;
    row->hi = together.hi;
    row->method = exq_told_as_shares(before, after) ? "newcombe" : "mover";
    row->direction = exq_change_direction(row->lo, row->hi);
}

/* ------------------------------------------------------------------------------------------------- groups */

static const exq_doc_group *find_group(const exq_doc_question *question, const exq_doc_levels *levels)
{
    if (levels->count == 0)
        return &question->overall;
    for (size_t i = 0; i < question->group_count; i++)
        if (same_levels(&question->groups[i].levels, levels))
            return &question->groups[i];
    return NULL;
}

static void pair_group(pairing *self, exq_count index, const exq_doc_question *before, const exq_doc_question *after,
                       const exq_doc_levels *levels, const char *metric, double level)
{
    const exq_doc_group *one = find_group(before, levels), *other = find_group(after, levels);
    exq_told was = exq_told_nothing(), is = was;
    exq_doc_change *row = add_row(self, index, metric);
    row->group = *levels;
    if (one != NULL && !one->withheld)
        (void)exq_told_of_group(self->before, one, metric, &was);
    if (other != NULL && !other->withheld)
        (void)exq_told_of_group(self->after, other, metric, &is);
    set_change(self, row, &was, &is, level);
    if (one == NULL || other == NULL)
        row->why = exq_why_name(EXQ_WHY_ONE_RESULT_ONLY);
    else if (one->withheld || other->withheld)
        row->why = other->withheld ? other->why : one->why;
}

static size_t count_shown(const exq_doc_question *question)
{
    size_t count = 0;
    for (size_t i = 0; i < question->group_count; i++)
        count += !question->groups[i].withheld;
    return count;
}

static size_t shown_in_both(const exq_doc_question *before, const exq_doc_question *after)
{
    size_t count = 0;
    for (size_t i = 0; i < after->group_count; i++) {
        const exq_doc_group *one = find_group(before, &after->groups[i].levels);
        count += one != NULL && !one->withheld && !after->groups[i].withheld;
    }
    return count;
}

static bool same_groups_shown(const exq_doc_question *before, const exq_doc_question *after)
{
    const size_t both = shown_in_both(before, after);
    return both == count_shown(before) && both == count_shown(after);
}

static void pair_metric(pairing *self, exq_count index, const exq_doc_question *before, const exq_doc_question *after,
                        const char *metric)
{
    const size_t both = shown_in_both(before, after);
    const double level = exq_interval_sidak(self->after->uncertainty.level, both > 0 ? both : 1);
    exq_told everyone;
    if (exq_told_of_group(self->after, &after->overall, metric, &everyone))
        pair_group(self, index, before, after, &(exq_doc_levels){0}, metric, self->after->uncertainty.level);
    for (size_t i = 0; i < after->group_count; i++)
        pair_group(self, index, before, after, &after->groups[i].levels, metric, level);
    for (size_t i = 0; i < before->group_count; i++)
        if (find_group(after, &before->groups[i].levels) == NULL)
            pair_group(self, index, before, after, &before->groups[i].levels, metric, level);
}

/* -------------------------------------------------------------------------------------------- comparisons */

/* Of the folds of a rate those that people read and policies limit. */
static bool is_gap(const exq_doc_disparity *row)
{
    static const char *const folds[] = {"_difference", "_ratio", "_max_difference", "_min_ratio"};
    const size_t length = row->of != NULL ? strlen(row->of) : 0;
    if (length == 0 || strncmp(row->metric, row->of, length) != 0 || row->metric[length] != '_')
        return row->reference.count > 0 || row->reference_is != NULL; /* one with a name of its own */
    for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++)
        if (exq_text_same(row->metric + length, folds[i]))
            return true;
    return false;
}

/* Is the row one over all groups, which names the extremes of each result? */
static bool is_over_all(const exq_doc_question *question, const exq_doc_disparity *row)
{
    size_t rows = 0;
    for (size_t i = 0; i < question->disparity_count; i++)
        rows += exq_text_same(question->disparities[i].metric, row->metric);
    return rows == 1;
}

static const exq_doc_disparity *find_gap(const exq_doc_question *question, const exq_doc_disparity *like, bool over_all)
{
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (exq_text_same(row->metric, like->metric) && (over_all || same_levels(&row->group, &like->group)))
            return row;
    }
    return NULL;
}

static const exq_doc_change *own_change(const pairing *self, exq_count question, const char *metric,
                                        const exq_doc_levels *group)
{
    for (size_t i = 0; i < self->count; i++) {
        const exq_doc_change *row = &self->rows[i];
        if (row->question == question && row->reference_is == NULL && row->reference.count == 0 &&
            row->group.count > 0 && exq_text_same(row->metric, metric) && same_levels(&row->group, group))
            return row;
    }
    return NULL;
}

static bool is_shown_better(const exq_doc_change *own, int better)
{
    return own != NULL && exq_text_same(own->direction, better > 0 ? "rose" : "fell");
}

/* The guard against levelling down: a gap may narrow because somebody lost. */
static const char *who_gained(const pairing *self, const exq_doc_change *row, const char *of)
{
    const int better = exq_better_of(self->after, of, self->arena);
    if (better == 0 || row->group.count == 0 || row->reference.count == 0)
        return NULL;
    const exq_doc_change *group = own_change(self, row->question, of, &row->group);
    const exq_doc_change *reference = own_change(self, row->question, of, &row->reference);
    if (group == NULL || reference == NULL || group->direction == NULL || reference->direction == NULL)
        return NULL;
    const bool one = is_shown_better(group, better), other = is_shown_better(reference, better);
    return one && other ? "both" : one ? "group" : other ? "reference" : "neither";
}

static const char *what_became(double before, double after, double parity)
{
    const double was = exq_distance_from_parity(before, parity), is = exq_distance_from_parity(after, parity);
    if ((before - parity) * (after - parity) < 0)
        return "reversed";
    return is < was ? "narrowed" : is > was ? "widened" : "same";
}

static void pair_gap(pairing *self, exq_count index, const exq_doc_question *before, const exq_doc_question *after,
                     const exq_doc_disparity *gap)
{
    const bool over_all = is_over_all(after, gap);
    const exq_doc_disparity *was = find_gap(before, gap, over_all);
    const double plain = self->after->uncertainty.level;
    exq_doc_change *row = add_row(self, index, gap->metric);
    row->group = gap->group;
    row->reference = gap->reference;
    row->reference_is = gap->reference_is != NULL ? gap->reference_is : "group";
    if (was == NULL) {
        const exq_doc_group *withheld = find_group(before, &gap->group);
        row->after = gap->value;
        row->why = withheld != NULL && withheld->withheld ? withheld->why : exq_why_name(EXQ_WHY_ONE_RESULT_ONLY);
        return;
    }
    if (over_all && !same_groups_shown(before, after)) {
        row->before = was->value;
        row->after = gap->value;
        row->why = exq_why_name(EXQ_WHY_OTHER_GROUPS);
        return;
    }
    if (!over_all && (!same_levels(&was->reference, &gap->reference) || !exq_text_same(was->reference_is, gap->reference_is))) {
        row->before = was->value;
        row->after = gap->value;
        row->why = exq_why_name(EXQ_WHY_OTHER_REFERENCE);
        return;
    }
    /* The simultaneous range first, so that what is plain can be laid over it. */
    exq_told one = exq_told_of_disparity(was, false), other = exq_told_of_disparity(gap, false);
    set_change(self, row, &one, &other, plain);
    if (row->why != NULL)
        return;
    one = exq_told_of_disparity(was, true);
    other = exq_told_of_disparity(gap, true);
    if (row->direction != NULL && exq_told_has_range(&one) && exq_told_has_range(&other)) {
        const exq_limits alone = exq_told_change(&one, &other, plain, plain);
        row->lo_alone = alone.lo;
        row->hi_alone = alone.hi;
    }
    row->gap = what_became(row->before, row->after, exq_parity_of(gap->metric, self->arena));
    row->gained = who_gained(self, row, gap->of);
}

/* ------------------------------------------------------------------------------------------------ questions */

/* A group that shows what the question measures; groups of items have no everyone. */
static const exq_doc_group *any_measured(const exq_doc_question *question)
{
    if (question->overall.rate_count + question->overall.measure_count > 0)
        return &question->overall;
    for (size_t i = 0; i < question->group_count; i++)
        if (question->groups[i].rate_count + question->groups[i].measure_count > 0)
            return &question->groups[i];
    return &question->overall;
}

/* What can be compared has the same questions in the same order. */
static void pair_question(pairing *self, size_t index)
{
    const exq_doc_question *before = &self->before->questions[index], *after = &self->after->questions[index];
    const exq_doc_group *measured = any_measured(after);
    for (size_t i = 0; i < measured->rate_count; i++)
        pair_metric(self, (exq_count)index, before, after, measured->rates[i].id);
    for (size_t i = 0; i < measured->measure_count; i++)
        pair_metric(self, (exq_count)index, before, after, measured->measures[i].id);
    for (size_t i = 0; i < after->disparity_count; i++)
        if (is_gap(&after->disparities[i]))
            pair_gap(self, (exq_count)index, before, after, &after->disparities[i]);
}

static void pair_catalogue(pairing *self)
{
    for (size_t i = 0; i < self->after->catalogue_count; i++) {
        const exq_doc_catalogue *figure = &self->after->catalogue[i];
        const exq_told is = exq_told_of_catalogue(figure);
        exq_told was = exq_told_nothing();
        exq_doc_change *row = add_row(self, -1, figure->id);
        for (size_t j = 0; j < self->before->catalogue_count; j++)
            if (exq_text_same(self->before->catalogue[j].id, figure->id))
                was = exq_told_of_catalogue(&self->before->catalogue[j]);
        set_change(self, row, &was, &is, self->after->uncertainty.level);
    }
}

static size_t most_rows(const exq_document *before, const exq_document *after)
{
    size_t most = after->catalogue_count;
    for (size_t i = 0; i < after->question_count; i++) {
        const exq_doc_question *question = &after->questions[i];
        const size_t groups = question->group_count + before->questions[i].group_count + 1;
        const exq_doc_group *measured = any_measured(question);
        most += groups * (measured->rate_count + measured->measure_count) + question->disparity_count;
    }
    return most;
}

bool exq_changes_between(const exq_document *before, const char *before_name, const exq_document *after,
                         const char *after_name, exq_arena *arena, exq_doc_versions *out)
{
    pairing self = {before, after, arena, EXQ_NEW(arena, exq_doc_change, most_rows(before, after)), 0};
    *out = (exq_doc_versions){.people_are = "different",
                              .people = -1,
                              .before_only = -1,
                              .after_only = -1,
                              .before = exq_arena_string(arena, before_name),
                              .after = exq_arena_string(arena, after_name)};
    if (self.rows == NULL || out->before == NULL || out->after == NULL)
        return false;
    for (size_t i = 0; i < after->question_count; i++)
        pair_question(&self, i);
    pair_catalogue(&self);
    out->changes = self.rows;
    out->change_count = self.count;
    return true;
}
