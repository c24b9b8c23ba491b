/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What other cut-offs would do: rates of every group and comparisons of groups at each of them.
 */
#include <math.h>
#include <string.h>

#include "html_scores_kit.h"

static const exq_doc_curve *next_sweep(const exq_doc_question *question, const char *metric, size_t *at)
{
    for (; *at < question->curve_count; ++*at) {
        const exq_doc_curve *curve = &question->curves[*at];
        if (strcmp(curve->id, "threshold_sweep") == 0 && curve->metric != NULL && strcmp(curve->metric, metric) == 0)
            return &question->curves[(*at)++];
    }
    return NULL;
}

static void write_swept(exq_page *page, const exq_doc_curve *curve, const exq_doc_curve *heads, const size_t *points,
                        size_t count, bool rate)
{
    for (size_t i = 0; i < count; i++) {
        double value = (double)NAN;
        for (size_t p = 0; p < curve->count; p++)
            if (!(curve->x[p] < heads->x[points[i]]) && !(curve->x[p] > heads->x[points[i]]))
                value = curve->y[p];
        if (rate)
            exq_score_share_cell(page, value);
        else
            exq_page_number_cell(page, value);
    }
}

/* One row a group, one column a cut-off, as the first curve has them. */
static void write_sweep_table(exq_page *page, const exq_doc_question *question, const char *metric)
{
    size_t at = 0;
    const exq_doc_curve *heads = next_sweep(question, metric, &at);
    const char *headings[EXQ_SCORE_COLUMNS + 2] = {N_("Group")};
    size_t points[EXQ_SCORE_COLUMNS];
    const size_t count = exq_score_choose_points(heads, EXQ_SCORE_COLUMNS, points);
    for (size_t i = 0; i < count; i++) {
        exq_places places = {0};
        const bool used = heads->operating == (exq_count)points[i];
        exq_buffer_string(exq_page_words(page), "#");
        exq_score_say_cutoff(page, used ? exq_place(&places, "at") : &page->words, heads->x[points[i]]);
        if (used)
            exq_fill_sentence(&page->voice, &page->words, EXQ_SENTENCE_SCORES_IN_USE, &places);
        headings[i + 1] = exq_page_keep(page);
    }
    const bool rate = exq_look_is_rate(question, metric);
    exq_page_folded_table(page, "ranks",
                          exq_score_caption(page,
                                            rate ? EXQ_SENTENCE_SCORES_SWEEP : EXQ_SENTENCE_SCORES_SWEEP_OF_METRIC,
                                            question, metric));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    at = 0;
    for (const exq_doc_curve *curve = next_sweep(question, metric, &at); curve != NULL;
         curve = next_sweep(question, metric, &at)) {
        if (curve->group >= 0) {
            exq_page_row_of(page, &question->groups[curve->group].levels);
        } else {
            exq_markup_open(page->markup, "tr", NULL);
            exq_markup_open(page->markup, "th", "scope", "row", NULL);
            exq_markup_text(page->markup, T(page, "all groups"));
            exq_markup_close(page->markup);
        }
        write_swept(page, curve, heads, points, count, rate);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
}

/* The first of a question stands open. */
static void write_sweep(exq_page *page, const exq_doc_question *question, const char *metric, const exq_plot_set *set,
                        bool first)
{
    const exq_doc_check *check = exq_look_check_of(page->document, question, metric);
    if (check != NULL) {
        exq_places places = {0};
        exq_say_check_asked(&page->voice, exq_place(&places, "check"), check);
        exq_say_check_limit(&page->voice, exq_place(&places, "limit"), check);
        exq_page_say(page, EXQ_SENTENCE_SCORES_LIMIT, &places);
    } else {
        exq_buffer_string(exq_page_words(page), T(page, "The dashed upright is the cut-off in use."));
    }
    const char *caption = exq_page_keep(page);
    const exq_sentence title =
        exq_look_is_rate(question, metric) ? EXQ_SENTENCE_SCORES_SWEEP : EXQ_SENTENCE_SCORES_SWEEP_OF_METRIC;
    const char *heading = exq_score_caption(page, title, question, metric);
    if (first)
        exq_page_own(page, "h4", NULL, heading);
    else
        exq_page_fold(page, "h4", heading);
    exq_page_figures(page, set, caption, caption);
    write_sweep_table(page, question, metric);
    if (!first)
        exq_page_fold_end(page);
}

void exq_score_sweeps(exq_page *page, const exq_doc_question *question, size_t index)
{
    const exq_score_plots *plots = &page->scores[index];
    exq_page_question(page, question);
    for (size_t i = 0; i < plots->sweep_count; i++)
        write_sweep(page, question, plots->swept[i], &plots->sweeps[i], i == 0);
    exq_html_more(page, plots->sweeps_left);
}

bool exq_score_has_sweep(const exq_doc_question *question)
{
    for (size_t c = 0; c < question->curve_count; c++)
        if (strcmp(question->curves[c].id, "threshold_sweep") == 0)
            return true;
    return false;
}
