/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The plots of a page: prepared one after the other, drawn together, put where they belong.
 */
#include <math.h>
#include <string.h>

#include "dashboard.h"
#include "gnuplot.h"
#include "html_page.h"

/* Of one question: forest, quality, ladder, mix, map, and the charts, which can have a picture a group. */
enum { EXQ_MOST_PLOTS_OF_ONE = 5 + (3 + EXQ_MOST_SWEEPS) * EXQ_CHART_MOST_APART };

/* Those that there is something to draw for. */
typedef struct exq_wanted {
    exq_plot **plots;
    size_t count;
} exq_wanted;

static void want(exq_wanted *wanted, exq_plot *plot, bool made)
{
    if (made)
        wanted->plots[wanted->count++] = plot;
}

static void want_all(exq_page *page, exq_wanted *wanted, exq_plot_set *set, bool made)
{
    page->failed |= set->failed;
    for (size_t i = 0; made && i < set->count; i++)
        wanted->plots[wanted->count++] = &set->plots[i];
}

static void want_scores(exq_page *page, exq_wanted *wanted, size_t index)
{
    const exq_doc_question *question = &page->document->questions[index];
    const exq_voice *voice = &page->voice;
    exq_score_plots *plots = &page->scores[index];
    want_all(page, wanted, &plots->roc, exq_plot_roc(&plots->roc, voice, question, page->arena));
    want_all(page, wanted, &plots->calibration,
             exq_plot_calibration(&plots->calibration, voice, question, page->arena));
    plots->sweep_count = exq_look_sweeps(page->document, question, plots->swept, &plots->sweeps_left);
    for (size_t i = 0; i < plots->sweep_count; i++)
        want_all(page, wanted, &plots->sweeps[i],
                 exq_plot_sweep(&plots->sweeps[i], voice, question, plots->swept[i], page->arena));
}

static void want_question(exq_page *page, exq_wanted *wanted, size_t index)
{
    const exq_doc_question *question = &page->document->questions[index];
    const exq_voice *voice = &page->voice;
    if (exq_look_side(question) == EXQ_SIDE_ITEM) {
        want(wanted, &page->forests[index], exq_plot_shares(&page->forests[index], voice, question, page->arena));
        want_all(page, wanted, &page->ranks[index], exq_plot_ranks(&page->ranks[index], voice, question, page->arena));
        return;
    }
    const char *quality = exq_html_quality(question);
    want(wanted, &page->forests[index],
         exq_plot_forest(&page->forests[index], voice, question, question->lead_rate, page->arena));
    want(wanted, &page->qualities[index],
         exq_plot_forest(&page->qualities[index], voice, question, quality, page->arena));
    want(wanted, &page->ladders[index], exq_plot_ladder(&page->ladders[index], voice, question, page->arena));
    want(wanted, &page->maps[index], exq_plot_crossings(&page->maps[index], voice, question, page->arena));
    want(wanted, &page->mixes[index], exq_plot_mix(&page->mixes[index], voice, question, page->arena));
    want_scores(page, wanted, index);
}

/* How far the axis of cards goes that show the same rate or measure: lengths compare from card to card. */
static double most_of_cards(const exq_page *page, const char *of)
{
    double most = 1e-3;
    for (size_t i = 0; i < page->card_count; i++) {
        const exq_doc_disparity *disparity = exq_look_disparity(page->document, page->cards[i]);
        if (of != NULL && disparity->of != NULL && strcmp(of, disparity->of) == 0)
            most = fmax(most, exq_plot_pair_most(&page->document->questions[page->cards[i]->question], disparity));
    }
    return most;
}

static void want_pairs(exq_page *page, exq_wanted *wanted)
{
    for (size_t i = 0; i < page->card_count; i++) {
        const exq_doc_question *question = &page->document->questions[page->cards[i]->question];
        const exq_doc_disparity *disparity = exq_look_disparity(page->document, page->cards[i]);
        want(wanted, &page->pairs[i],
             exq_plot_pair(&page->pairs[i], &page->voice, question, disparity, most_of_cards(page, disparity->of),
                           page->arena));
    }
}

static bool prepare(exq_page *page, exq_wanted *wanted)
{
    const exq_document *document = page->document;
    size_t most = page->card_count + EXQ_MOST_PLOTS_OF_ONE * document->question_count + 1 +
                  (page->history != NULL ? page->history->trend_count : 0);
    *wanted = (exq_wanted){.plots = EXQ_NEW(page->arena, exq_plot *, most)};
    if (wanted->plots == NULL)
        return false;
    want_pairs(page, wanted);
    for (size_t i = 0; i < document->question_count; i++)
        want_question(page, wanted, i);
    const exq_doc_catalogue *gini = exq_look_catalogue(document, "gini");
    want(wanted, &page->lorenz, exq_plot_lorenz(&page->lorenz, &page->voice, gini, page->arena));
    if (page->history != NULL)
        wanted->count += exq_history_plots(page->history, page, wanted->plots + wanted->count);
    return true;
}

void exq_page_draw(exq_page *page, const char *gnuplot)
{
    exq_wanted wanted;
    if (!prepare(page, &wanted)) {
        page->failed = true;
        return;
    }
    if (wanted.count == 0)
        return;
    exq_buffer why = EXQ_BUFFER_INIT;
    bool drawn = false;
    if (gnuplot == NULL)
        exq_buffer_string(&why, T(page, "gnuplot was not found"));
    else
        drawn = exq_plots_draw(gnuplot, EXQ_GNUPLOT_PATIENCE_MS, wanted.plots, wanted.count, &why);
    if (!drawn) {
        exq_places places = {0};
        *exq_place(&places, "why") = why;
        exq_page_say(page, EXQ_SENTENCE_PAGE_NO_PLOTS, &places);
        page->plots_note = exq_page_keep(page);
    } else {
        exq_buffer_free(&why);
    }
}

static void free_all(exq_plot_set *set)
{
    for (size_t i = 0; i < set->count; i++)
        exq_plot_free(&set->plots[i]);
}

void exq_page_free_plots(exq_page *page)
{
    if (page->history != NULL)
        exq_history_free_plots(page->history);
    for (size_t i = 0; i < page->card_count; i++)
        exq_plot_free(&page->pairs[i]);
    for (size_t i = 0; i < page->document->question_count; i++) {
        exq_plot_free(&page->forests[i]);
        exq_plot_free(&page->ladders[i]);
        exq_plot_free(&page->mixes[i]);
        exq_plot_free(&page->qualities[i]);
        exq_plot_free(&page->maps[i]);
        free_all(&page->ranks[i]);
        free_all(&page->scores[i].roc);
        free_all(&page->scores[i].calibration);
        for (size_t s = 0; s < EXQ_MOST_SWEEPS; s++)
            free_all(&page->scores[i].sweeps[s]);
    }
    exq_plot_free(&page->lorenz);
}

void exq_page_plot(exq_page *page, const exq_plot *plot)
{
    exq_markup_raw(page->markup, plot->svg.bytes, plot->svg.length);
}

static void write_plot(exq_page *page, const exq_plot *plot)
{
    exq_markup_open(page->markup, "div", "class", "scroll", "role", "group", "tabindex", "0", "aria-label", plot->title,
                    NULL);
    exq_page_plot(page, plot);
    exq_markup_close(page->markup);
}

static void write_caption(exq_page *page, const char *caption, size_t left_out)
{
    exq_buffer_string(exq_page_words(page), caption);
    if (left_out > 0) {
        exq_places places = {0};
        exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)left_out);
        exq_buffer_char(&page->words, ' ');
        exq_fill_sentence(&page->voice, &page->words, EXQ_SENTENCE_PAGE_MORE_IN_TABLE, &places);
    }
    exq_page_element(page, "figcaption", NULL);
}

void exq_page_figure(exq_page *page, const exq_plot *plot, const char *caption)
{
    if (plot->svg.length == 0)
        return;
    exq_markup_open(page->markup, "figure", NULL);
    write_plot(page, plot);
    write_caption(page, caption, plot->frame.left_out);
    exq_markup_close(page->markup);
}

void exq_page_figures(exq_page *page, const exq_plot_set *set, const char *caption, const char *caption_of_many)
{
    if (set->count == 0 || set->plots[0].svg.length == 0)
        return;
    exq_markup_open(page->markup, "figure", NULL);
    if (!set->small)
        write_plot(page, &set->plots[0]);
    else
        exq_markup_open(page->markup, "div", "class", "multiples", NULL);
    for (size_t i = 0; set->small && i < set->count; i++) {
        exq_markup_open(page->markup, "div", NULL);
        exq_page_own(page, "p", "name", set->plots[i].name);
        exq_page_plot(page, &set->plots[i]);
        exq_markup_close(page->markup);
    }
    if (set->small)
        exq_markup_close(page->markup);
    write_caption(page, set->small ? caption_of_many : caption, set->left_out);
    exq_markup_close(page->markup);
}
