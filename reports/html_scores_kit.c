/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts about scores share: captions, cells of shares, points of curves as rows.
 */
#include "html_scores_kit.h"

#include <math.h>
#include <string.h>

/* A caption "…, by race", kept. */
const char *exq_score_caption(exq_page *page, exq_sentence sentence, const exq_doc_question *question, const char *rate)
{
    exq_places places = {0};
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    if (rate != NULL)
        exq_say_rate(&page->voice, exq_place(&places, "rate"), rate);
    exq_page_say(page, sentence, &places);
    exq_capitalise(&page->words, 0);
    return exq_page_keep(page);
}

void exq_score_open_cell(exq_page *page)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
}

void exq_score_share_cell(exq_page *page, double share)
{
    exq_score_open_cell(page);
    if (isnan(share))
        exq_markup_text(page->markup, "–");
    else
        exq_page_share(page, share);
    exq_markup_close(page->markup);
}

void exq_score_shares_cell(exq_page *page, double lo, double hi)
{
    exq_score_open_cell(page);
    if (isnan(lo) || isnan(hi))
        exq_markup_text(page->markup, "–");
    else
        exq_page_numbers(page, EXQ_SENTENCE_RANGE_WORDS, exq_page_share,
                         (exq_page_place[]){
                             {"lo", lo},
                             {"hi",    hi},
                             {0}
        });
    exq_markup_close(page->markup);
}

/* Spread over the curve, its ends and the one in use among them. */
size_t exq_score_choose_points(const exq_doc_curve *curve, size_t most, size_t *out)
{
    size_t count = 0;
    const size_t slots = most - 1; /* the last is for the one in use */
    for (size_t i = 0; i < curve->count; i++) {
        bool wanted = curve->count <= most || curve->operating == (exq_count)i;
        for (size_t slot = 0; slot < slots; slot++)
            wanted |= i == slot * (curve->count - 1) / (slots - 1);
        if (wanted)
            out[count++] = i;
    }
    return count;
}

/* A row of the table of points, which is folded, headed by its group; `cells` writes the others. Ends the table. */
void exq_score_points(exq_page *page, const exq_doc_question *question, const char *id, size_t most,
                      void (*cells)(exq_page *page, const exq_doc_curve *curve, size_t point))
{
    size_t left = 0;
    for (size_t c = 0; c < question->curve_count; c++) {
        const exq_doc_curve *curve = &question->curves[c];
        size_t points[EXQ_SCORE_COLUMNS];
        if (strcmp(curve->id, id) != 0 || curve->group < 0 || !exq_look_is_drawn(curve))
            continue;
        const size_t count = exq_score_choose_points(curve, most, points);
        left += curve->count - count;
        exq_markup_open(page->markup, "tbody", NULL);
        for (size_t i = 0; i < count; i++) {
            exq_page_row_of(page, &question->groups[curve->group].levels);
            cells(page, curve, points[i]);
            exq_markup_close(page->markup);
        }
        exq_markup_close(page->markup);
    }
    exq_page_table_end(page);
    exq_html_more(page, left);
    exq_page_fold_end(page);
}

bool exq_score_is_crowded(const exq_doc_question *question)
{
    enum { MANY_GROUPS = 12 };
    return question->group_count > MANY_GROUPS;
}

bool exq_score_has_curve(const exq_doc_question *question, const char *id)
{
    for (size_t c = 0; c < question->curve_count; c++)
        if (strcmp(question->curves[c].id, id) == 0 && question->curves[c].group >= 0 &&
            exq_look_is_drawn(&question->curves[c]))
            return true;
    return false;
}

/* Whole as it is, else with three digits: "5", "0.305". */
void exq_score_say_cutoff(exq_page *page, exq_buffer *out, double at)
{
    if (at < floor(at) || at > floor(at))
        exq_say_mean(&page->voice, out, at);
    else
        exq_say_exact(&page->voice, out, at);
}
