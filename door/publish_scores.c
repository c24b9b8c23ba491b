/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole numbers are added up over the entries of a row, and subtracted for its rest; only what is published is rounded.
 */
#include "publish_scores.h"

#include <math.h>
#include <string.h>

typedef struct publisher {
    exq_score_sheet *sheet;
    const exq_rollup *table;
    exq_arena *arena;
    exq_scale *scale;
    uint32_t *bins; /* per bin of the scale: its place in the sheet */
    const uint64_t *nobody;
    const double *nothing; /* zeros, one a bin of the scale */
    bool overflows;
} publisher;

static void clear(const exq_score_sheet *sheet, exq_score_sums *const *sums)
{
    for (size_t label = 0; sheet->bin_count > 0 && label < EXQ_SCORED_LABELS; label++)
        memset(sums[label], 0, sheet->bin_count * sizeof *sums[label]);
}

static void add_row(publisher *self, size_t row, exq_score_sums *const *to)
{
    const exq_score_sheet *sheet = self->sheet;
    for (size_t c = self->table->starts[row]; c < self->table->starts[row + 1]; c++) {
        const uint32_t cell = self->table->cells[c];
        for (size_t i = sheet->cell_starts[cell]; i < sheet->cell_starts[cell + 1]; i++)
            self->overflows |=
                !exq_score_sums_merge(&to[sheet->kinds[i]][sheet->places[i]], &sheet->scores->held[i].sums);
    }
}

/* rest = all - own; both were added up from the same numbers. */
static void subtract_own(publisher *self)
{
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        for (size_t bin = 0; bin < self->scale->bin_count; bin++) {
            const uint32_t at = self->bins[bin];
            exq_score_sums *rest = &self->sheet->rest[label][at];
            *rest = self->sheet->all[label][at];
            self->overflows |= !exq_score_sums_subtract(rest, &self->sheet->own[label][at]);
        }
}

static uint64_t people_at(exq_score_sums *const *of, size_t at)
{
    uint64_t people = 0;
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        people += of[label][at].people;
    return people;
}

/* --------------------------------------------------------------------------------------------------- the scale */

static exq_score_bin bin_of(publisher *self, uint32_t at, double *cut)
{
    const uint32_t bin = self->sheet->bins[at];
    exq_score_sums sum = {0};
    uint64_t offset = 0, most = 0;
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        self->overflows |= !exq_score_sums_merge(&sum, &self->sheet->all[label][at]);
    self->overflows |= !exq_score_bin_most(bin, &most) || !isfinite(exq_score_sums_squares(&sum, bin)) ||
                       !isfinite(exq_score_sums_total(&sum, bin));
    if (self->overflows)
        return (exq_score_bin){0};
    const bool agree = exq_score_sums_agree(&sum, &offset);
    const bool common = agree && self->sheet->steps != NULL && sum.people >= self->sheet->min_cell;
    *cut = exq_score_at(bin, common ? offset : 0);
    if (agree)
        return (exq_score_bin){exq_score_at(bin, offset), exq_score_at(bin, offset)};
    return (exq_score_bin){exq_score_at(bin, 0), exq_score_at(bin, most)};
}

/* Bins that somebody shown has a score in, and the steps they begin. */
static exq_status make_scale(publisher *self, exq_arena *scratch, exq_error *error)
{
    const exq_score_sheet *sheet = self->sheet;
    self->scale = EXQ_NEW(self->arena, exq_scale, 1);
    self->bins = EXQ_NEW(scratch, uint32_t, sheet->bin_count);
    exq_score_bin *bins = EXQ_NEW(self->arena, exq_score_bin, sheet->bin_count);
    double *cuts = EXQ_NEW(self->arena, double, sheet->bin_count);
    uint32_t *steps = EXQ_NEW(self->arena, uint32_t, sheet->bin_count);
    if (self->scale == NULL || self->bins == NULL || bins == NULL || cuts == NULL || steps == NULL)
        return exq_fail_memory(error);
    size_t count = 0, step_count = 0;
    for (uint32_t at = 0; at < sheet->bin_count; at++) {
        if (people_at(sheet->all, at) == 0)
            continue;
        if (sheet->steps != NULL && (count == 0 || sheet->steps[at] != sheet->steps[self->bins[count - 1]]))
            steps[step_count++] = (uint32_t)count;
        bins[count] = bin_of(self, at, &cuts[count]);
        if (at >= sheet->selected_from && count > 0 && self->bins[count - 1] < sheet->selected_from)
            cuts[count] = sheet->threshold;
        self->bins[count++] = at;
    }
    *self->scale = (exq_scale){bins, count, cuts, steps, step_count};
    self->nobody = EXQ_NEW(self->arena, uint64_t, count);
    self->nothing = EXQ_NEW(self->arena, double, count);
    return self->nobody == NULL || self->nothing == NULL ? exq_fail_memory(error) : EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------------- rows */

/* One label of a row, which may be nobody's. */
static exq_status publish_label(const publisher *self, const exq_score_sums *of, size_t label, exq_row_scores *out,
                                exq_error *error)
{
    const exq_scale *scale = self->scale;
    out->people[label] = self->nobody;
    out->sum[label] = out->square[label] = self->nothing;
    size_t bin = 0;
    while (bin < scale->bin_count && of[self->bins[bin]].people == 0)
        bin++;
    if (bin == scale->bin_count)
        return EXQ_OK;
    uint64_t *people = EXQ_NEW(self->arena, uint64_t, scale->bin_count);
    double *sum = EXQ_NEW(self->arena, double, scale->bin_count);
    double *square = EXQ_NEW(self->arena, double, scale->bin_count);
    if (people == NULL || sum == NULL || square == NULL)
        return exq_fail_memory(error);
    for (; bin < scale->bin_count; bin++) {
        const exq_score_sums *held = &of[self->bins[bin]];
        if (held->people == 0)
            continue;
        people[bin] = held->people;
        sum[bin] = exq_score_sums_total(held, self->sheet->bins[self->bins[bin]]);
        square[bin] = exq_score_sums_squares(held, self->sheet->bins[self->bins[bin]]);
    }
    out->people[label] = people;
    out->sum[label] = sum;
    out->square[label] = square;
    return EXQ_OK;
}

/* The bin at which step `step` of the scale ends. */
static size_t end_of_step(const exq_scale *scale, size_t step)
{
    return step + 1 < scale->step_count ? scale->steps[step + 1] : scale->bin_count;
}

/* The first bins of finer steps of one, in descending order: from the highest bin down, each as soon as it and what is
 * left hold enough. Without `finer` there is one. */
static size_t cut_step(const publisher *self, exq_score_sums *const *of, size_t first, size_t end, bool finer,
                       uint32_t *out)
{
    size_t count = 0;
    uint64_t left = 0, people = 0;
    for (size_t bin = first; bin < end; bin++)
        left += people_at(of, self->bins[bin]);
    for (size_t bin = end; finer && bin > first + 1; bin--) {
        const uint64_t more = people_at(of, self->bins[bin - 1]);
        people += more;
        left -= more;
        if (more == 0 || people < self->sheet->min_cell || left < self->sheet->min_cell || left == 0)
            continue;
        out[count++] = (uint32_t)bin - 1;
        people = 0;
    }
    out[count++] = (uint32_t)first;
    return count;
}

static void reverse(uint32_t *items, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const uint32_t item = items[i];
        items[i] = items[count - 1 - i];
        items[count - 1 - i] = item;
    }
}

/* Steps of the scale in which the row has nobody join their neighbours. */
static exq_status publish_steps(const publisher *self, exq_score_sums *const *of, bool finer, exq_row_scores *out,
                                exq_error *error)
{
    const exq_scale *scale = self->scale;
    uint32_t *steps = EXQ_NEW(self->arena, uint32_t, scale->bin_count);
    if (steps == NULL)
        return exq_fail_memory(error);
    size_t count = 0, first = 0;
    for (size_t step = 0; step < scale->step_count; step++) {
        const size_t end = end_of_step(scale, step);
        uint64_t people = 0;
        for (size_t bin = scale->steps[step]; bin < end; bin++)
            people += people_at(of, self->bins[bin]);
        if (people == 0)
            continue;
        first = count == 0 ? 0 : scale->steps[step];
        const size_t more = cut_step(self, of, first, end, finer, steps + count);
        reverse(steps + count, more);
        count += more;
    }
    out->steps = steps;
    out->step_count = count;
    return EXQ_OK;
}

/* Which steps a row is told at. */
typedef enum detail { NO_STEPS, COMMON_STEPS, FINER_STEPS } detail;

static exq_status publish_row(const publisher *self, exq_score_sums *const *of, detail steps, exq_row *row,
                              exq_error *error)
{
    exq_row_scores *scores = EXQ_NEW(self->arena, exq_row_scores, 1);
    if (scores == NULL)
        return exq_fail_memory(error);
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        EXQ_TRY(publish_label(self, of[label], label, scores, error));
    scores->by_label = self->sheet->labels_apart && steps != NO_STEPS;
    if (steps != NO_STEPS)
        EXQ_TRY(publish_steps(self, of, steps == FINER_STEPS, scores, error));
    row->scores = scores;
    return EXQ_OK;
}

/* Does every shown group have a curve? */
static bool all_tell(const publisher *self, const uint32_t *rows, size_t row_count, const exq_row *groups)
{
    bool all = true;
    for (size_t i = 0; i < row_count; i++)
        all = all && (groups[i].withheld || exq_score_sheet_tells(self->sheet, self->table, rows[i]));
    return all;
}

static exq_status publish_rows(publisher *self, const uint32_t *rows, size_t row_count, exq_row *groups, exq_row *rests,
                               exq_row *overall, exq_error *error)
{
    const detail sums = all_tell(self, rows, row_count, groups) ? COMMON_STEPS : NO_STEPS;
    const detail own = self->sheet->alone ? FINER_STEPS : COMMON_STEPS;
    EXQ_TRY(publish_row(self, self->sheet->all, sums, overall, error));
    for (size_t i = 0; i < row_count; i++) {
        if (groups[i].withheld)
            continue;
        clear(self->sheet, self->sheet->own);
        add_row(self, rows[i], self->sheet->own);
        subtract_own(self);
        const bool tells = exq_score_sheet_tells(self->sheet, self->table, rows[i]);
        EXQ_TRY(publish_row(self, self->sheet->own, tells ? own : NO_STEPS, &groups[i], error));
        EXQ_TRY(publish_row(self, self->sheet->rest, sums, &rests[i], error));
    }
    return EXQ_OK;
}

exq_status exq_publish_scores(exq_score_sheet *sheet, const exq_rollup *table, const uint32_t *rows, size_t row_count,
                              exq_arena *arena, exq_arena *scratch, exq_row *groups, exq_row *rests, exq_row *overall,
                              const exq_scale **out, exq_error *error)
{
    publisher self = {.sheet = sheet, .table = table, .arena = arena};
    *out = NULL;
    clear(sheet, sheet->all);
    size_t shown = 0;
    for (size_t i = 0; i < row_count; i++)
        if (!groups[i].withheld) {
            add_row(&self, rows[i], sheet->all);
            shown++;
        }
    EXQ_TRY(make_scale(&self, scratch, error));
    const size_t published = self.scale->bin_count * (2 * shown + 1);
    if (shown == 0 || self.overflows || published > sheet->left)
        return EXQ_OK;
    sheet->left -= published;
    *out = self.scale;
    return publish_rows(&self, rows, row_count, groups, rests, overall, error);
}
