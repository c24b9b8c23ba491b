/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What forests, ladders and pairs share.
 */
#include "plots.h"

#include <math.h>
#include <string.h>

enum { MOST_TICKS = 6, MOST_VALUE_COLUMNS = 24 };

/* What a finding on the same rate tells of the side on which a group is worse off; NULL: nobody said, or it is no harm. */
static const char *worse_side(const exq_document *document, const char *of)
{
    for (size_t i = 0; of != NULL && i < document->finding_count; i++) {
        const exq_doc_finding *finding = &document->findings[i];
        const exq_doc_disparity *disparity = exq_look_disparity(document, finding);
        if (finding->harm == NULL || disparity->direction == NULL || strcmp(disparity->of, of) != 0)
            continue;
        const bool higher = strcmp(disparity->direction, "higher") == 0;
        return (strcmp(finding->harm, "worse") == 0) == higher ? "higher" : "lower";
    }
    return NULL;
}

exq_plot_standing exq_plot_standing_shown(const exq_document *document, const char *of, bool higher)
{
    const char *worse = worse_side(document, of);
    if (worse == NULL)
        return higher ? EXQ_PLOT_HIGHER : EXQ_PLOT_LOWER;
    if ((strcmp(worse, "higher") == 0) == higher)
        return higher ? EXQ_PLOT_HIGHER_WORSE : EXQ_PLOT_LOWER_WORSE;
    return higher ? EXQ_PLOT_HIGHER_BETTER : EXQ_PLOT_LOWER_BETTER;
}

exq_plot_turn exq_plot_turn_of(const exq_document *document, const char *of)
{
    switch (exq_plot_standing_shown(document, of, true)) {
    case EXQ_PLOT_HIGHER_BETTER:
        return EXQ_PLOT_MORE_IS_BETTER;
    case EXQ_PLOT_HIGHER_WORSE:
        return EXQ_PLOT_MORE_IS_WORSE;
    default:
        return EXQ_PLOT_MORE_IS_PLAIN;
    }
}

exq_plot_standing exq_plot_standing_of(const exq_document *document, const exq_doc_disparity *disparity,
                                       bool is_reference)
{
    if (is_reference)
        return EXQ_PLOT_REFERENCE;
    if (disparity == NULL || disparity->difference == NULL)
        return EXQ_PLOT_APART;
    if (strcmp(disparity->difference, "shown") != 0 || disparity->direction == NULL)
        return EXQ_PLOT_UNSETTLED;
    return exq_plot_standing_shown(document, disparity->of, strcmp(disparity->direction, "higher") == 0);
}

const exq_doc_series *exq_plot_series(const exq_doc_question *question, const char *id, const char *metric)
{
    for (size_t i = 0; i < question->series_count; i++) {
        const exq_doc_series *series = &question->series[i];
        if (strcmp(series->id, id) != 0)
            continue;
        if (metric == NULL || (series->metric != NULL && strcmp(series->metric, metric) == 0))
            return series;
    }
    return NULL;
}

size_t exq_plot_point(const exq_doc_question *question, const exq_doc_series *series, const exq_doc_group *group)
{
    exq_count index = group - question->groups;
    size_t at = 0;
    while (at < series->count && series->group[at] != index)
        at++;
    return at;
}

const char *exq_plot_words(exq_plot *plot, const exq_buffer *words, size_t columns)
{
    const char *kept = exq_plot_cut(plot->arena, words->bytes == NULL ? "" : words->bytes, columns);
    plot->failed |= words->failed || kept == NULL;
    return kept == NULL ? "" : kept;
}

const char *exq_plot_sentence(exq_plot *plot, const exq_voice *voice, exq_sentence sentence, exq_places *places)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &words, sentence, places);
    const char *kept = exq_plot_words(plot, &words, words.length);
    exq_buffer_free(&words);
    return kept;
}

const char *exq_plot_number(exq_plot *plot, const exq_voice *voice, double value)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_say_exact(voice, &words, value);
    const char *kept = exq_plot_words(plot, &words, words.length);
    exq_buffer_free(&words);
    return kept;
}

const char *exq_plot_label(exq_plot *plot, const exq_voice *voice, const exq_doc_levels *levels, size_t columns)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_say_label(voice, &words, levels);
    const char *label = exq_plot_words(plot, &words, columns);
    exq_buffer_free(&words);
    return label;
}

void exq_plot_figure(exq_plot *plot, const exq_voice *voice, size_t row, const exq_doc_series *series, size_t point,
                     const exq_figure *figure, exq_plot_standing standing)
{
    exq_buffer words = EXQ_BUFFER_INIT;
    bool of_people = series->metric == NULL || exq_is_of_people(series->metric);
    if (!isnan(series->lo[point]) && !isnan(series->hi[point]))
        exq_plot_range(plot, row, series->lo[point], series->hi[point], standing);
    bool few = of_people && figure->n < EXQ_FEWEST_FOR_A_RATE;
    if (!few)
        exq_plot_mark(plot, row, series->x[point], standing);
    if (few && !isnan(figure->k))
        exq_say_k_of_n(voice, &words, figure->k, figure->n);
    else if (few)
        exq_fill_sentence(voice, &words, EXQ_SENTENCE_PLOT_TOO_FEW, NULL);
    else if (of_people)
        exq_say_per_100(voice, &words, series->x[point]);
    else
        exq_say_mean(voice, &words, series->x[point]);
    exq_plot_value(plot, row, exq_plot_words(plot, &words, MOST_VALUE_COLUMNS));
    exq_buffer_free(&words);
}

/* 1, 2 or 5 times a power of ten, so that few ticks cover the span. */
static double nice_step(double span)
{
    static const double steps[] = {1, 2, 5, 10};
    double least = span / MOST_TICKS;
    double unit = pow(10, floor(log10(least)));
    size_t i = 0;
    while (i < 3 && steps[i] * unit < least)
        i++;
    return steps[i] * unit;
}

double exq_plot_axis_to(double most, exq_plot_frame *frame)
{
    double step = nice_step(most);
    frame->lo = 0;
    frame->hi = ceil(most / step - 1e-9) * step;
    return step;
}

double exq_plot_axis_of(const exq_doc_series *series, exq_plot_frame *frame)
{
    double most = 1e-3;
    for (size_t i = 0; i < series->count; i++)
        most = fmax(most, isnan(series->hi[i]) ? series->x[i] : series->hi[i]);
    return exq_plot_axis_to(most, frame);
}

void exq_plot_hundredths(exq_plot *plot, const exq_voice *voice, double step)
{
    size_t count = (size_t)lround((plot->frame.hi - plot->frame.lo) / step);
    for (size_t i = 0; i <= count; i++) {
        double at = i == count ? plot->frame.hi : plot->frame.lo + (double)i * step;
        exq_plot_tick(plot, at, exq_plot_number(plot, voice, round(at * 1e6) / 1e4));
    }
}
