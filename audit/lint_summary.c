/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recomputes a published summary (Local Law 144, 6 RCNY 5-301 to 5-303) from its own counts.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "lint_table.h"
#include "text.h"
#include "waive.h"

enum { SMALL_PERCENT = 2, AXES = 3, YEAR = 366 };

typedef struct lint {
    const exq_lint_table *table;
    exq_buffer out;
    size_t found;
} lint;

/* One line a finding; line 0: of the whole file. */
EXQ_PRINTF(3, 4)
static void tell(lint *self, size_t line, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (line > 0)
        exq_buffer_format(&self->out, "%s:%zu: ", self->table->name, line);
    else
        exq_buffer_format(&self->out, "%s: ", self->table->name);
    exq_text_visible(&self->out, text, strlen(text));
    exq_buffer_char(&self->out, '\n');
    self->found++;
}

/* Rounding to the decimals written cannot move a number further than half of the last; the rest is for binary fractions. */
static bool agrees(exq_printed printed, double exact)
{
    return fabs(printed.value - exact) <= printed.half + 1e-9;
}

static bool counted(const exq_lint_row *row)
{
    return !row->unknown && row->n > 0 && !isnan(row->selected);
}

/* The share selected: from the counts, or as published where they are not. */
static double rate_of(const exq_lint_row *row)
{
    return counted(row) ? row->selected / row->n : row->rate.value;
}

static bool on_axis(const exq_lint_row *row, const char *axis)
{
    return strcmp(row->axis, axis) == 0;
}

/* ------------------------------------------------------------------------------------------------- one axis */

typedef struct axis {
    const char *name;
    double known;
    const exq_lint_row *highest; /* of those at or above 2 %, or of all; NULL: no rate is known */
    bool has_unknown;
} axis;

static bool is_small(const axis *of, const exq_lint_row *row)
{
    return 100 * row->n < SMALL_PERCENT * of->known;
}

/* Small categories may be left out, and then are nobody's reference: those that have a ratio are not left out. */
static axis measure(const lint *self, const char *name)
{
    axis out = {.name = name};
    for (size_t i = 0; i < self->table->count; i++) {
        const exq_lint_row *row = &self->table->rows[i];
        if (!on_axis(row, name))
            continue;
        out.has_unknown = out.has_unknown || row->unknown;
        out.known += row->unknown || isnan(row->n) ? 0 : row->n;
    }
    for (size_t i = 0; i < self->table->count; i++) {
        const exq_lint_row *row = &self->table->rows[i];
        const bool left_out = is_small(&out, row) && isnan(row->ratio.value);
        if (on_axis(row, name) && !row->unknown && !left_out && !isnan(rate_of(row)) &&
            (out.highest == NULL || rate_of(row) > rate_of(out.highest)))
            out.highest = row;
    }
    return out;
}

static void check_rate(lint *self, const exq_lint_row *row)
{
    if (!counted(row) || isnan(row->rate.value) || agrees(row->rate, row->selected / row->n))
        return;
    tell(self, row->line, "%s: the rate is given as %g, but %g of %g is %.4f.", row->category, row->rate.value, row->selected,
         row->n, row->selected / row->n);
}

/* A category of the axis over whose rate the published ratio is right. */
static const exq_lint_row *reference_behind(const lint *self, const axis *of, const exq_lint_row *row)
{
    for (size_t i = 0; i < self->table->count; i++) {
        const exq_lint_row *other = &self->table->rows[i];
        if (on_axis(other, of->name) && other != row && !other->unknown && rate_of(other) > 0 &&
            agrees(row->ratio, rate_of(row) / rate_of(other)))
            return other;
    }
    return NULL;
}

static bool from_rounded_rates(const axis *of, const exq_lint_row *row)
{
    return row->rate.value >= 0 && of->highest->rate.value > 0 && agrees(row->ratio, row->rate.value / of->highest->rate.value);
}

static void check_ratio(lint *self, const axis *of, const exq_lint_row *row)
{
    if (isnan(row->ratio.value) || of->highest == NULL || isnan(rate_of(row)))
        return;
    if (!(rate_of(of->highest) > 0)) {
        tell(self, row->line, "%s: there is an impact ratio, but nobody of this axis was selected, so none is defined.",
             row->category);
        return;
    }
    const double exact = rate_of(row) / rate_of(of->highest);
    if (agrees(row->ratio, exact))
        return;
    const exq_lint_row *reference = reference_behind(self, of, row);
    if (from_rounded_rates(of, row))
        tell(self, row->line, "%s: the impact ratio %g comes of rounded rates; from the counts it is %.4f.", row->category,
             row->ratio.value, exact);
    else if (reference != NULL)
        tell(self, row->line, "%s: the impact ratio %g is over the rate of %s; the highest is that of %s, which gives %.4f.",
             row->category, row->ratio.value, reference->category, of->highest->category, exact);
    else
        tell(self, row->line, "%s: the impact ratio is given as %g, but its rate over that of %s is %.4f.", row->category,
             row->ratio.value, of->highest->category, exact);
}

static void check_presence(lint *self, const axis *of, const exq_lint_row *row)
{
    const bool published = !isnan(row->n) && (!isnan(row->selected) || !isnan(row->rate.value));
    if (isnan(row->n))
        tell(self, row->line, "%s: the number of people is not published.", row->category);
    else if (!published)
        tell(self, row->line, "%s: neither the people selected nor the rate are published%s.", row->category,
             is_small(of, row) ? "; below 2 % they must be all the same" : "");
    else if (isnan(row->ratio.value) && !is_small(of, row) && of->highest != NULL && rate_of(of->highest) > 0)
        tell(self, row->line, "%s: there is no impact ratio, though it is %.1f %% of the people, not below 2.", row->category,
             100 * row->n / of->known);
}

static void check_axis(lint *self, const char *name)
{
    const axis of = measure(self, name);
    for (size_t i = 0; i < self->table->count; i++) {
        const exq_lint_row *row = &self->table->rows[i];
        if (!on_axis(row, name) || row->unknown)
            continue;
        check_presence(self, &of, row);
        check_rate(self, row);
        check_ratio(self, &of, row);
    }
    if (!of.has_unknown)
        tell(self, 0, "%s%snobody says how many people are of unknown category: a row of category unknown was expected.", name,
             *name != '\0' ? ": " : "");
}

/* ------------------------------------------------------------------------------------------------- the whole */

static bool seen_before(const exq_lint_table *table, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (on_axis(&table->rows[i], table->rows[index].axis))
            return true;
    return false;
}

static double people_on(const exq_lint_table *table, const char *name)
{
    double people = 0;
    for (size_t i = 0; i < table->count; i++)
        people += on_axis(&table->rows[i], name) && !isnan(table->rows[i].n) ? table->rows[i].n : 0;
    return people;
}

static void check_axes(lint *self)
{
    const exq_lint_table *table = self->table;
    const char *first = table->rows[0].axis;
    size_t axes = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (seen_before(table, i))
            continue;
        const char *name = table->rows[i].axis;
        const double people = people_on(table, name), before = people_on(table, first);
        axes++;
        check_axis(self, name);
        if (fabs(people - before) > 0.5)
            tell(self, 0, "%s counts %g people, %s %g: a category was dropped, or those of unknown category.", name, people, first,
                 before);
    }
    if (axes < AXES)
        tell(self, 0, "%zu of 3 analyses: sex, race/ethnicity and the two crossed each need their own. A column axis tells them "
                      "apart.", axes);
}

static void check_dates(lint *self, const exq_summary_dates *dates)
{
    int64_t audited, distributed, today;
    const bool has_audited = dates->audited != NULL && exq_day_number(dates->audited, &audited);
    const bool has_today = dates->today != NULL && exq_day_number(dates->today, &today);
    if (!has_audited)
        tell(self, 0, "the date of the audit is not known: --audited YYYY-MM-DD.");
    else if (has_today && today - audited > YEAR - 1)
        tell(self, 0, "the audit of %s is more than a year old.", dates->audited);
    if (dates->distributed == NULL || !exq_day_number(dates->distributed, &distributed))
        tell(self, 0, "the day the tool was first used is not known: --distributed YYYY-MM-DD.");
}

exq_status exq_summary_lint(const char *path, const exq_summary_dates *dates, exq_write write, void *payload, size_t *found,
                            exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    exq_lint_table table = {0};
    lint self = {.table = &table, .out = EXQ_BUFFER_INIT};
    exq_status status = arena == NULL ? exq_fail_memory(error) : exq_lint_table_read(path, arena, &table, error);
    if (status == EXQ_OK) {
        check_axes(&self);
        check_dates(&self, dates);
        status = self.out.failed ? exq_fail_memory(error) : EXQ_OK;
    }
    if (status == EXQ_OK && self.out.length > 0 && !write(payload, self.out.bytes, self.out.length))
        status = exq_fail(error, EXQ_IO, "the findings could not be written. Is there room for them?");
    *found = self.found;
    exq_buffer_free(&self.out);
    exq_arena_free(arena);
    return status;
}
