/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a score means the same for every group: how many had the label at each step of it, and what scores are on average.
 */
#include <math.h>

#include "html_scores_kit.h"

enum { FEWER_STEPS = 5 }; /* of each group where there are many */

static void calibration_cells(exq_page *page, const exq_doc_curve *curve, size_t point)
{
    exq_page_number_cell(page, curve->x[point]);
    exq_score_share_cell(page, curve->y[point]);
    exq_score_shares_cell(page, curve->lo == NULL ? (double)NAN : curve->lo[point],
                          curve->hi == NULL ? (double)NAN : curve->hi[point]);
    exq_page_count_cell(page, curve->n == NULL ? -1 : curve->n[point]);
}

static const struct {
    const char *measure, *heading;
} means[] = {
    {"mean_score",          N_("#All")              },
    {"mean_score_positive", N_("#Positive label")   },
    {"mean_score_negative", N_("#Negative label")   },
    {"brier",               N_("#Brier score")      },
    {"calibration_error",   N_("#Calibration error")},
};
enum { MEANS = sizeof means / sizeof means[0] };

static double mean_of(const exq_doc_group *group, size_t which)
{
    const exq_doc_measure *measure = exq_look_measure(group, means[which].measure);
    return measure == NULL ? (double)NAN : measure->value;
}

static bool has_means(const exq_doc_group *group)
{
    for (size_t i = 0; i < MEANS; i++)
        if (!isnan(mean_of(group, i)))
            return true;
    return false;
}

/* Those that any group has. */
static size_t choose_means(const exq_doc_question *question, size_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < MEANS; i++) {
        bool any = false;
        for (size_t g = 0; g < question->group_count; g++)
            any |= isfinite(mean_of(&question->groups[g], i));
        if (any)
            out[count++] = i;
    }
    return count;
}

static void write_means(exq_page *page, const exq_doc_question *question)
{
    const char *headings[MEANS + 2] = {N_("Group")};
    size_t chosen[MEANS];
    const size_t count = choose_means(question, chosen);
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        headings[i + 1] = means[chosen[i]].heading;
    exq_page_table(page, "means", exq_score_caption(page, EXQ_SENTENCE_SCORES_MEANS_TABLE, question, NULL));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t g = 0; g < question->group_count; g++) {
        if (!has_means(&question->groups[g]))
            continue;
        exq_page_row_of(page, &question->groups[g].levels);
        for (size_t i = 0; i < count; i++)
            exq_page_number_cell(page, mean_of(&question->groups[g], chosen[i]));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

void exq_score_calibration(exq_page *page, const exq_doc_question *question, size_t index)
{
    static const char *const headings[] = {
        N_("Group"), N_("#Mean score"), N_("#Positive, of 100"), N_("#Plausible range"), N_("#People"), NULL};
    exq_page_question(page, question);
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    if (finding != NULL && exq_say_base_rates(&page->voice, exq_page_words(page), question,
                                              &exq_look_disparity(page->document, finding)->group))
        exq_page_element(page, "p", NULL);
    if (exq_scores_are_shares(question))
        exq_page_own(
            page, "p", NULL,
            T(page, "The scores lie between 0 and 1: read as shares they are right where the marks lie on the dashed "
                    "line; above it more people had the label than the score says, below it fewer."));
    else if (exq_score_has_curve(question, "calibration"))
        exq_page_own(page, "p", NULL,
                     T(page,
                       "This score is no share, so there is no line it must follow. It means the same for every group "
                       "where the same score goes with the same share of positive labels."));
    exq_page_figures(
        page, &page->scores[index].calibration,
        T(page, "A mark is a step of the score: how many of every 100 had the label, with its plausible range."),
        T(page, "Each group on its own, on the same scale. A mark is a step of the score: how many of every 100 had "
                "the label, "
                "with its plausible range."));
    if (exq_score_has_curve(question, "calibration")) {
        exq_page_folded_table(page, "points", exq_score_caption(page, EXQ_SENTENCE_SCORES_STEPS_TABLE, question, NULL));
        exq_page_columns(page, headings);
        exq_score_points(page, question, "calibration",
                         exq_score_is_crowded(question) ? FEWER_STEPS : EXQ_SCORE_COLUMNS, calibration_cells);
    }
    write_means(page, question);
}

bool exq_score_has_calibration(const exq_doc_question *question)
{
    for (size_t g = 0; g < question->group_count; g++)
        if (has_means(&question->groups[g]))
            return true;
    return exq_score_has_curve(question, "calibration");
}
