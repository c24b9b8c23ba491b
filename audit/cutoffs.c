/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks the cut-offs of a line and judges each as the check would.
 */
#include "cutoffs.h"

#include <math.h>
#include <string.h>

#include "family.h"
#include "text.h"

enum { NEAREST = 3 };

static const char *const rates[] = {"selection_rate", "true_positive_rate", "false_positive_rate"};
enum { RATES = sizeof rates / sizeof rates[0] };

typedef struct trying {
    const exq_planned_check *check;
    const exq_document *document;
    const exq_doc_question *question;
    const exq_doc_check *missed;
    const exq_doc_curve *line; /* of the group that decides */
    exq_arena *arena;
} trying;

static bool is_sweep_of(const exq_doc_curve *curve, const char *metric)
{
    return exq_text_same(curve->id, "threshold_sweep") && exq_text_same(curve->metric, metric) && curve->at != NULL;
}

static double value_at(const exq_doc_curve *line, double at)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->at[i] == at)
            return line->y[i];
    return (double)NAN;
}

static bool is_compared(const trying *of, const exq_doc_curve *line)
{
    return line->group >= 0 && exq_family_is_compared(of->document, &of->question->groups[line->group]);
}

static const exq_doc_curve *line_of(const exq_doc_question *question, const char *metric, exq_count group)
{
    for (size_t i = 0; i < question->curve_count; i++)
        if (is_sweep_of(&question->curves[i], metric) && question->curves[i].group == group)
            return &question->curves[i];
    return NULL;
}

/* The line of the group that decides, or of all groups. */
static const exq_doc_curve *deciding_line(const exq_doc_question *question, const exq_doc_check *check)
{
    const exq_doc_curve *all = line_of(question, check->metric, -1);
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_doc_levels *levels = &question->groups[g].levels;
        bool is_it = levels->count == check->group.count;
        for (size_t i = 0; is_it && i < levels->count; i++)
            is_it = exq_text_same(levels->items[i].level, check->group.items[i].level);
        const exq_doc_curve *own = is_it ? line_of(question, check->metric, (exq_count)g) : NULL;
        if (own != NULL)
            return own;
    }
    return all;
}

/* Does the number depend on the cut-off at all? */
static bool varies(const exq_doc_curve *line)
{
    for (size_t i = 1; i < line->count; i++)
        if (line->y[i] < line->y[0] || line->y[i] > line->y[0])
            return true;
    return false;
}

/* ------------------------------------------------------------------------------------------------ one cut-off */

static void try_line(const trying *of, const exq_doc_curve *line, exq_doc_cutoff *out)
{
    const double value = value_at(line, out->at);
    if (isnan(value))
        return;
    const exq_judged judged = {.value = exq_some(value), .by_size = of->missed->by_size};
    const double margin = exq_verdict_margin(&judged, &of->check->limit);
    const exq_judged chosen = {.value = exq_some(out->value), .by_size = of->missed->by_size};
    if (isnan(out->value) || margin < exq_verdict_margin(&chosen, &of->check->limit))
        out->value = value;
    out->meets = out->meets && exq_verdict_by_point(&judged, &of->check->limit) == EXQ_MET;
}

static exq_doc_cutoff try_at(const trying *of, double at)
{
    exq_doc_cutoff out = {.at = at, .value = (double)NAN, .meets = true};
    if (of->line->group < 0)
        try_line(of, of->line, &out);
    for (size_t i = 0; of->line->group >= 0 && i < of->question->curve_count; i++)
        if (is_sweep_of(&of->question->curves[i], of->missed->metric) && is_compared(of, &of->question->curves[i]))
            try_line(of, &of->question->curves[i], &out);
    return out;
}

static bool set_rates(const trying *of, exq_doc_cutoff *out)
{
    exq_doc_cutoff_rate *told = EXQ_NEW(of->arena, exq_doc_cutoff_rate, RATES);
    out->rates = told;
    for (size_t r = 0; told != NULL && r < RATES; r++) {
        exq_doc_cutoff_rate rate = {rates[r], (double)NAN, (double)NAN, (double)NAN};
        for (size_t i = 0; i < of->question->curve_count; i++) {
            const exq_doc_curve *line = &of->question->curves[i];
            const double value = is_sweep_of(line, rates[r]) ? value_at(line, out->at) : (double)NAN;
            if (line->group < 0 && !isnan(value))
                rate.value = value;
            if (!is_compared(of, line))
                continue;
            rate.lowest = fmin(rate.lowest, value);
            rate.highest = fmax(rate.highest, value);
        }
        if (!isnan(rate.lowest))
            told[out->rate_count++] = rate;
    }
    return told != NULL;
}

/* ------------------------------------------------------------------------------------------------- all of them */

/* The cut-off from which to look: that in use, or the one that selects about as many. */
static double start_of(const trying *of, double in_use)
{
    const exq_doc_curve *line = line_of(of->question, rates[0], of->line->group);
    const exq_doc_group *group = of->line->group < 0 ? &of->question->overall : &of->question->groups[of->line->group];
    double now = (double)NAN, found = of->line->at[0], least = INFINITY;
    if (!isnan(in_use))
        return in_use;
    for (size_t i = 0; i < group->rate_count; i++)
        if (exq_text_same(group->rates[i].id, rates[0]))
            now = group->rates[i].value;
    for (size_t i = 0; line != NULL && i < line->count; i++) {
        if (fabs(line->y[i] - now) < least) {
            least = fabs(line->y[i] - now);
            found = line->at[i];
        }
    }
    return found;
}

static double threshold_of(const exq_document *document)
{
    const char *text = document->conventions.threshold;
    double threshold = (double)NAN;
    if (text == NULL || document->conventions.decision != NULL)
        return threshold;
    text += text[0] == '>';
    return exq_number_parse(text, strlen(text), &threshold) ? threshold : (double)NAN;
}

/* The nearest that meet, below and from there on; where none does, the ends and the one in use between them. */
static size_t choose(const exq_doc_cutoff *tried, size_t count, double start, double in_use, size_t chosen[NEAREST])
{
    size_t found = 0, below = count, above = count;
    for (size_t i = 0; i < count; i++) {
        if (tried[i].meets && tried[i].at < start)
            below = i;
        if (tried[i].meets && tried[i].at >= start && above == count)
            above = i;
    }
    if (below < count)
        chosen[found++] = below;
    if (above < count)
        chosen[found++] = above;
    for (size_t i = 0; below == count && above == count && i < count; i++)
        if (i == 0 || i + 1 == count || tried[i].at == in_use)
            chosen[found++] = i;
    return found;
}

bool exq_cutoffs(const exq_planned_check *check, const exq_document *document, const exq_doc_question *question,
                 exq_arena *arena, exq_doc_check *out)
{
    const exq_doc_curve *line = question != NULL ? deciding_line(question, out) : NULL;
    if (line == NULL || !exq_text_same(out->verdict, "missed") || out->has_compared_with || !varies(line))
        return true;
    const trying of = {check, document, question, out, line, arena};
    exq_doc_cutoff *tried = EXQ_NEW(arena, exq_doc_cutoff, line->count);
    exq_doc_cutoff *nearest = EXQ_NEW(arena, exq_doc_cutoff, NEAREST);
    if (tried == NULL || nearest == NULL)
        return false;
    out->has_cutoffs = true;
    out->cutoffs.in_use = threshold_of(document);
    out->cutoffs.from = line->at[0];
    out->cutoffs.to = line->at[line->count - 1];
    out->cutoffs.tried = (exq_count)line->count;
    out->cutoffs.meeting = 0;
    for (size_t i = 0; i < line->count; i++) {
        tried[i] = try_at(&of, line->at[i]);
        out->cutoffs.meeting += tried[i].meets;
    }
    size_t chosen[NEAREST];
    out->cutoffs.nearest = nearest;
    out->cutoffs.nearest_count =
        choose(tried, line->count, start_of(&of, out->cutoffs.in_use), out->cutoffs.in_use, chosen);
    for (size_t i = 0; i < out->cutoffs.nearest_count; i++) {
        nearest[i] = tried[chosen[i]];
        if (!set_rates(&of, &nearest[i]))
            return false;
    }
    return true;
}
