/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See waive.h. A waiver that has expired waives nothing; one that was not needed says so.
 */
#include "waive.h"

#include <string.h>

#include "text.h"

enum { SOON = 14 }; /* days */

static bool read_digits(const char *text, size_t count, unsigned *out)
{
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = 10 * *out + (unsigned)(text[i] - '0');
    }
    return true;
}

bool exq_day_number(const char *date, int64_t *out)
{
    static const unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year, month, day;
    if (date == NULL || strlen(date) != 10 || date[4] != '-' || date[7] != '-' || !read_digits(date, 4, &year) ||
        !read_digits(date + 5, 2, &month) || !read_digits(date + 8, 2, &day) || month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > lengths[month - 1] + (month == 2 && leap))
        return false;
    /* Years from March on: the leap day is then the last of its year. */
    const int64_t y = (int64_t)year - (month <= 2);
    const int64_t m = ((int64_t)month + 9) % 12;
    *out = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
    return true;
}

/* ------------------------------------------------------------------------------------------------ planning */

/* By its id, or by one of those it is given where it is asked of several groupings. */
static const exq_check *find_check(const exq_request *request, const char *id)
{
    const exq_check *of_grouping = NULL;
    for (size_t i = 0; i < request->check_count; i++) {
        const exq_check *check = &request->checks[i];
        const size_t length = check->id != NULL ? strlen(check->id) : 0;
        if (exq_text_same(check->id, id))
            return check;
        if (length > 0 && check->by == NULL && strncmp(check->id, id, length) == 0 && id[length] == '-')
            of_grouping = check;
    }
    return of_grouping;
}

static exq_status plan_one(exq_waiving *self, size_t index, const exq_request *request, exq_error *error)
{
    const exq_waiver *waiver = &self->waivers[index];
    const exq_check *check = find_check(request, waiver->check);
    exq_limit *limit = &self->limits[index];
    int64_t last;
    if (check == NULL)
        return exq_fail(error, EXQ_USAGE, "waiver %s is for check %s, which is not asked.", waiver->id, waiver->check);
    if (!exq_day_number(waiver->expires, &last))
        return exq_fail(error, EXQ_USAGE, "waiver %s expires on no day. Write it YYYY-MM-DD.", waiver->id);
    self->in_force[index] = self->today <= last;
    limit->op = check->op;
    if (waiver->limit == NULL)
        return EXQ_OK;
    if (check->op == EXQ_WITHIN || !exq_ratio_parse(waiver->limit, check->op == EXQ_AT_LEAST ? &limit->low : &limit->high))
        return exq_fail(error, EXQ_USAGE, "the limit of waiver %s is no plain number for a check with one limit.", waiver->id);
    return EXQ_OK;
}

exq_status exq_waivers_plan(const exq_request *request, exq_arena *arena, exq_waiving **out, exq_error *error)
{
    const size_t count = request->waiver_count;
    exq_waiving *self = EXQ_NEW(arena, exq_waiving, 1);
    if (self == NULL)
        return exq_fail_memory(error);
    *self = (exq_waiving){.waivers = request->waivers,
                          .count = count,
                          .limits = EXQ_NEW(arena, exq_limit, count),
                          .in_force = EXQ_NEW(arena, bool, count),
                          .used = EXQ_NEW(arena, bool, count)};
    *out = self;
    if (self->limits == NULL || self->in_force == NULL || self->used == NULL)
        return exq_fail_memory(error);
    if (count > 0 && !exq_day_number(request->today, &self->today))
        return exq_fail(error, EXQ_USAGE, "waivers end on a day, and it was not said which day is today (YYYY-MM-DD).");
    for (size_t i = 0; i < count; i++)
        EXQ_TRY(plan_one(self, i, request, error));
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- covering */

static bool is_group(const exq_waiver *waiver, const exq_doc_levels *group)
{
    if (group == NULL || group->count != waiver->columns.column_count)
        return false;
    for (size_t i = 0; i < waiver->columns.column_count; i++) {
        bool found = false;
        for (size_t j = 0; j < group->count; j++)
            found = found || (exq_text_same(group->items[j].column, waiver->columns.columns[i]) &&
                              exq_text_same(group->items[j].level, waiver->levels[i]));
        if (!found)
            return false;
    }
    return true;
}

bool exq_waiver_covers(const exq_waiving *self, size_t index, const exq_check *check, const char *id,
                       const exq_doc_levels *group)
{
    const exq_waiver *waiver = &self->waivers[index];
    return self->in_force[index] && (exq_text_same(waiver->check, check->id) || exq_text_same(waiver->check, id)) &&
           (waiver->columns.column_count == 0 || is_group(waiver, group));
}

/* ----------------------------------------------------------------------------------------------- describing */

static const char *state_of(const exq_waiving *self, size_t index)
{
    int64_t last = 0;
    if (!self->in_force[index])
        return "expired";
    if (!self->used[index])
        return "unused";
    (void)exq_day_number(self->waivers[index].expires, &last);
    return last - self->today <= SOON ? "ends_soon" : "in_force";
}

static bool describe_group(const exq_waiver *waiver, exq_doc_levels *out, exq_arena *arena)
{
    exq_doc_level *items = EXQ_NEW(arena, exq_doc_level, waiver->columns.column_count);
    if (items == NULL)
        return false;
    for (size_t i = 0; i < waiver->columns.column_count; i++)
        items[i] = (exq_doc_level){exq_arena_string(arena, waiver->columns.columns[i]),
                                   exq_arena_string(arena, waiver->levels[i])};
    *out = (exq_doc_levels){waiver->columns.column_count > 0 ? items : NULL, waiver->columns.column_count};
    return true;
}

bool exq_waivers_describe(const exq_waiving *self, exq_document *document, exq_arena *arena)
{
    const size_t count = self->count;
    exq_doc_waiver *waivers = EXQ_NEW(arena, exq_doc_waiver, count);
    if (waivers == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const exq_waiver *waiver = &self->waivers[i];
        waivers[i] = (exq_doc_waiver){.id = exq_arena_string(arena, waiver->id),
                                      .check = exq_arena_string(arena, waiver->check),
                                      .limit = exq_arena_string(arena, waiver->limit),
                                      .reason = exq_arena_string(arena, waiver->reason),
                                      .approved_by = exq_arena_string(arena, waiver->approved_by),
                                      .ticket = exq_arena_string(arena, waiver->ticket),
                                      .expires = exq_arena_string(arena, waiver->expires),
                                      .where = exq_arena_string(arena, waiver->where),
                                      .state = state_of(self, i)};
        if (waivers[i].id == NULL || waivers[i].reason == NULL || !describe_group(waiver, &waivers[i].group, arena))
            return false;
    }
    document->waivers = waivers;
    document->waiver_count = count;
    return true;
}
