/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores: whether they put the right people higher, alike for every group; whether a score means the same for every group;
 * and what other cut-offs would do. Each with its picture, its table, and what it cannot tell.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_scores.h"

/* A caption "…, by race", kept. */
static const char *caption_of(exq_page *page, exq_sentence sentence, const exq_doc_question *question, const char *rate)
{
    exq_places places = {0};
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    if (rate != NULL)
        exq_say_rate(&page->voice, exq_place(&places, "rate"), rate);
    exq_page_say(page, sentence, &places);
    return exq_page_keep(page);
}

static void open_cell(exq_page *page)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
}

static void share_cell(exq_page *page, double share)
{
    open_cell(page);
    if (isnan(share))
        exq_markup_text(page->markup, "–");
    else
        exq_page_share(page, share);
    exq_markup_close(page->markup);
}

static void shares_cell(exq_page *page, double lo, double hi)
{
    open_cell(page);
    if (isnan(lo) || isnan(hi))
        exq_markup_text(page->markup, "–");
    else
        exq_page_numbers(page, EXQ_SENTENCE_RANGE_WORDS, exq_page_share,
                         (exq_page_place[]){
                             {"lo", lo},
                             {"hi", hi},
                             {0}
        });
    exq_markup_close(page->markup);
}

/* ------------------------------------------------------------------------------------------ pairs put right */

static const exq_doc_disparity *row_of(const exq_doc_question *question, const char *metric, const exq_doc_levels *group)
{
    for (size_t i = 0; i < question->disparity_count; i++)
        if (strcmp(question->disparities[i].metric, metric) == 0 &&
            exq_levels_equal(&question->disparities[i].group, group))
            return &question->disparities[i];
    return NULL;
}

static void write_area(exq_page *page, const exq_doc_question *question, const exq_doc_group *group)
{
    const exq_doc_measure *area = exq_look_measure(group, "auc");
    if (area == NULL)
        return;
    const exq_doc_disparity *row = row_of(question, "auc_difference", &group->levels);
    exq_page_row_of(page, &group->levels);
    if (isnan(area->value)) {
        exq_markup_open(page->markup, "td", "class", "withheld", "colspan", "6", NULL);
        exq_buffer *words = exq_page_words(page);
        if (area->why != NULL)
            exq_say_why(&page->voice, words, area->why);
        exq_page_text(page);
        exq_markup_close(page->markup);
    } else {
        exq_page_count_cell(page, area->n);
        share_cell(page, area->value);
        shares_cell(page, area->lo, area->hi);
        shares_cell(page, area->has_certain ? area->certain.lo : (double)NAN,
                    area->has_certain ? area->certain.hi : (double)NAN);
        exq_page_number_cell(page, row == NULL ? (double)NAN : row->value);
        exq_markup_open(page->markup, "td", NULL);
        exq_page_standing(page, exq_plot_standing_of(page->document, 
                                    row, exq_levels_equal(&group->levels, &question->reference.levels)));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}

static void write_areas(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {
        N_("Group"),           N_("#People"),     N_("#Of 100 pairs right"), N_("#Plausible range"), N_("#For certain"),
        N_("#Less the reference"), N_("What is shown"), NULL};
    if (exq_look_ranked(question).group == NULL)
        return;
    exq_page_table(page, "disparities", caption_of(page, EXQ_SENTENCE_SCORES_PAIRS_TABLE, question, NULL));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->group_count; i++)
        write_area(page, question, &question->groups[i]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

/* ------------------------------------------------------------------------------------- points of the curves */

enum { MOST_POINTS = 6, MOST_COLUMNS = 10 };

/* Spread over the curve, its ends and the one in use among them. */
static size_t choose_points(const exq_doc_curve *curve, size_t most, size_t *out)
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

/* A row of the table of points, headed by its group; `cells` writes the others. */
static void write_points(exq_page *page, const exq_doc_question *question, const char *id,
                         void (*cells)(exq_page *page, const exq_doc_curve *curve, size_t point))
{
    size_t left = 0;
    for (size_t c = 0; c < question->curve_count; c++) {
        const exq_doc_curve *curve = &question->curves[c];
        size_t points[MOST_COLUMNS];
        if (strcmp(curve->id, id) != 0 || curve->group < 0)
            continue;
        const size_t count = choose_points(curve, strcmp(id, "roc") == 0 ? MOST_POINTS : MOST_COLUMNS, points);
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
}

static bool has_curve(const exq_doc_question *question, const char *id)
{
    for (size_t c = 0; c < question->curve_count; c++)
        if (strcmp(question->curves[c].id, id) == 0 && question->curves[c].group >= 0)
            return true;
    return false;
}

/* Whole as it is, else with three digits: "5", "0.305". */
static void say_cutoff(exq_page *page, exq_buffer *out, double at)
{
    if (at < floor(at) || at > floor(at))
        exq_say_mean(&page->voice, out, at);
    else
        exq_say_exact(&page->voice, out, at);
}

static void roc_cells(exq_page *page, const exq_doc_curve *curve, size_t point)
{
    const double at = curve->at == NULL ? (double)NAN : curve->at[point];
    open_cell(page);
    exq_buffer *words = exq_page_words(page);
    if (isfinite(at))
        say_cutoff(page, words, at);
    exq_page_data(page, at);
    exq_markup_close(page->markup);
    share_cell(page, curve->x[point]);
    share_cell(page, curve->y[point]);
    exq_page_own(page, "td", NULL, curve->operating == (exq_count)point ? T(page, "in use") : "");
}

static void write_roc(exq_page *page, const exq_doc_question *question, size_t index)
{
    static const char *const headings[] = {N_("Group"), N_("#Cut-off"), N_("#Wrongly selected, of 100"),
                                           N_("#Rightly selected, of 100"), N_("Which"), NULL};
    exq_page_figures(
        page, &page->scores[index].roc,
        T(page, "From lower left, nobody selected, to upper right, everybody. On the dashed line the score tells nothing; "
                "the nearer to the upper left, the better it tells apart. A mark is the cut-off in use."),
        T(page, "Each group on its own: across, of every 100 with a negative label those selected; up, of every 100 with a "
                "positive one. Behind it, dashed and without marks, the reference; on the straight dashed line the score "
                "tells nothing. A mark is the cut-off in use."));
    write_areas(page, question);
    if (!has_curve(question, "roc"))
        return;
    exq_page_table(page, "points", caption_of(page, EXQ_SENTENCE_SCORES_POINTS_TABLE, question, NULL));
    exq_page_columns(page, headings);
    write_points(page, question, "roc", roc_cells);
}

/* ----------------------------------------------------------------------------------------------- comparisons */

static void write_alike(exq_page *page, const exq_doc_disparity *row)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_buffer *words = exq_page_words(page);
    if (row->group.count > 0)
        exq_say_label(&page->voice, words, &row->group);
    else
        exq_buffer_string(words, T(page, "all groups"));
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", NULL);
    exq_say_reference_label(&page->voice, exq_page_words(page), row);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_page_number_cell(page, row->value);
    if (isnan(row->value) && row->why != NULL) {
        exq_say_why(&page->voice, exq_page_words(page), row->why);
        exq_page_element(page, "td", NULL);
    } else {
        exq_page_range_cell(page, row->lo, row->hi, row->hi_why);
    }
    exq_markup_close(page->markup);
}

static void open_metric(exq_page *page, const char *metric)
{
    const char *meaning = exq_html_meaning(metric);
    exq_markup_open(page->markup, "tbody", NULL);
    exq_markup_open(page->markup, "tr", "class", "metric", NULL);
    exq_markup_open(page->markup, "th", "scope", "rowgroup", "colspan", "4", NULL);
    exq_markup_element(page->markup, "code", metric);
    if (meaning != NULL)
        exq_page_own(page, "p", "quiet", T(page, meaning));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static bool is_listed(const exq_doc_disparity *row)
{
    const bool itself = row->why != NULL && strcmp(row->why, "reference_itself") == 0;
    return exq_is_of_scores(row->metric) && strcmp(row->metric, "auc_difference") != 0 && !itself;
}

/* Rows of one metric follow each other. */
static void write_comparisons(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"), N_("Against"), N_("#Value"), N_("#Plausible range"), NULL};
    const char *metric = NULL;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!is_listed(row))
            continue;
        if (metric == NULL) {
            exq_page_table(page, "scores", caption_of(page, EXQ_SENTENCE_SCORES_ALIKE_TABLE, question, NULL));
            exq_page_columns(page, headings);
        }
        if (metric == NULL || strcmp(metric, row->metric) != 0) {
            if (metric != NULL)
                exq_markup_close(page->markup);
            open_metric(page, row->metric);
        }
        metric = row->metric;
        write_alike(page, row);
    }
    if (metric != NULL) {
        exq_markup_close(page->markup);
        exq_page_table_end(page);
    }
}

static void write_pairs(exq_page *page, const exq_doc_question *question, size_t index)
{
    exq_page_question(page, question);
    if (exq_say_pairs(&page->voice, exq_page_words(page), question))
        exq_page_element(page, "p", "lead");
    exq_page_said(page, exq_say_certain(&page->voice, exq_page_words(page), question));
    exq_html_notes(page, question, "auc");
    write_roc(page, question, index);
    write_comparisons(page, question);
}

/* ----------------------------------------------------------------------------------------------- calibration */

static void calibration_cells(exq_page *page, const exq_doc_curve *curve, size_t point)
{
    exq_page_number_cell(page, curve->x[point]);
    share_cell(page, curve->y[point]);
    shares_cell(page, curve->lo == NULL ? (double)NAN : curve->lo[point],
                curve->hi == NULL ? (double)NAN : curve->hi[point]);
    exq_page_count_cell(page, curve->n == NULL ? -1 : curve->n[point]);
}

static const struct {
    const char *measure, *heading;
} means[] = {
    {"mean_score",          N_("#All")              },
    {"mean_score_positive", N_("#Positive label")},
    {"mean_score_negative", N_("#Negative label")},
    {"brier",               N_("#Brier score")      },
    {"calibration_error",   N_("#Calibration error")},
};
enum { MEANS = sizeof means / sizeof means[0] };

static bool has_means(const exq_doc_group *group)
{
    for (size_t i = 0; i < MEANS; i++)
        if (exq_look_measure(group, means[i].measure) != NULL)
            return true;
    return false;
}

static void write_means(exq_page *page, const exq_doc_question *question)
{
    const char *headings[MEANS + 2] = {N_("Group")};
    bool any = false;
    for (size_t i = 0; i < MEANS; i++)
        headings[i + 1] = means[i].heading;
    for (size_t g = 0; g < question->group_count; g++)
        any |= has_means(&question->groups[g]);
    if (!any)
        return;
    exq_page_table(page, "means", caption_of(page, EXQ_SENTENCE_SCORES_MEANS_TABLE, question, NULL));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t g = 0; g < question->group_count; g++) {
        if (!has_means(&question->groups[g]))
            continue;
        exq_page_row_of(page, &question->groups[g].levels);
        for (size_t i = 0; i < MEANS; i++) {
            const exq_doc_measure *measure = exq_look_measure(&question->groups[g], means[i].measure);
            exq_page_number_cell(page, measure == NULL ? (double)NAN : measure->value);
        }
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

static void write_calibration(exq_page *page, const exq_doc_question *question, size_t index)
{
    static const char *const headings[] = {N_("Group"),           N_("#Mean score"), N_("#Positive, of 100"),
                                           N_("#Plausible range"), N_("#People"),     NULL};
    exq_page_question(page, question);
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    if (finding != NULL && exq_say_base_rates(&page->voice, exq_page_words(page), question,
                                              &exq_look_disparity(page->document, finding)->group))
        exq_page_element(page, "p", NULL);
    if (exq_scores_are_shares(question))
        exq_page_own(page, "p", NULL,
                     T(page, "The scores lie between 0 and 1: read as shares they are right where the marks lie on the dashed "
                             "line; above it more people had the label than the score says, below it fewer."));
    else if (has_curve(question, "calibration"))
        exq_page_own(page, "p", NULL,
                     T(page, "This score is no share, so there is no line it must follow. It means the same for every group "
                             "where the same score goes with the same share of positive labels."));
    exq_page_figures(
        page, &page->scores[index].calibration,
        T(page, "A mark is a step of the score: how many of every 100 had the label, with its plausible range."),
        T(page, "Each group on its own, on the same scale. A mark is a step of the score: how many of every 100 had the label, "
                "with its plausible range."));
    if (has_curve(question, "calibration")) {
        exq_page_table(page, "points", caption_of(page, EXQ_SENTENCE_SCORES_STEPS_TABLE, question, NULL));
        exq_page_columns(page, headings);
        write_points(page, question, "calibration", calibration_cells);
    }
    write_means(page, question);
}

/* ---------------------------------------------------------------------------------------------------- sweeps */

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
            share_cell(page, value);
        else
            exq_page_number_cell(page, value);
    }
}

/* One row a group, one column a cut-off, as the first curve has them. */
static void write_sweep_table(exq_page *page, const exq_doc_question *question, const char *metric)
{
    size_t at = 0;
    const exq_doc_curve *heads = next_sweep(question, metric, &at);
    const char *headings[MOST_COLUMNS + 2] = {N_("Group")};
    size_t points[MOST_COLUMNS];
    const size_t count = choose_points(heads, MOST_COLUMNS, points);
    for (size_t i = 0; i < count; i++) {
        exq_places places = {0};
        const bool used = heads->operating == (exq_count)points[i];
        exq_buffer_string(exq_page_words(page), "#");
        say_cutoff(page, used ? exq_place(&places, "at") : &page->words, heads->x[points[i]]);
        if (used)
            exq_fill_sentence(&page->voice, &page->words, EXQ_SENTENCE_SCORES_IN_USE, &places);
        headings[i + 1] = exq_page_keep(page);
    }
    const bool rate = exq_look_is_rate(question, metric);
    exq_page_table(
        page, "ranks",
        caption_of(page, rate ? EXQ_SENTENCE_SCORES_SWEEP : EXQ_SENTENCE_SCORES_SWEEP_OF_METRIC, question, metric));
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
    exq_page_table_end(page);
}

static void write_sweep(exq_page *page, const exq_doc_question *question, const char *metric, const exq_plot_set *set)
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
    exq_page_own(page, "h4", NULL, caption_of(page, title, question, metric));
    exq_page_figures(page, set, caption, caption);
    write_sweep_table(page, question, metric);
}

static void write_sweeps(exq_page *page, const exq_doc_question *question, size_t index)
{
    const exq_score_plots *plots = &page->scores[index];
    exq_page_question(page, question);
    for (size_t i = 0; i < plots->sweep_count; i++)
        write_sweep(page, question, plots->swept[i], &plots->sweeps[i]);
    exq_html_more(page, plots->sweeps_left);
}

/* ------------------------------------------------------------------------------------------------ the section */

static void write_cut(exq_page *page)
{
    const char *score = page->document->conventions.score, *threshold = page->document->conventions.threshold;
    if (score == NULL || threshold == NULL)
        return;
    exq_places places = {0};
    exq_say_columns(&page->voice, exq_place(&places, "score"), &score, 1);
    exq_say_columns(&page->voice, exq_place(&places, "threshold"), &threshold, 1);
    exq_page_say(page, EXQ_SENTENCE_SCORES_CUT, &places);
    exq_page_element(page, "p", NULL);
}

static void write_part(exq_page *page, const char *heading, bool (*has)(const exq_doc_question *question),
                       void (*write)(exq_page *page, const exq_doc_question *question, size_t index))
{
    bool opened = false;
    for (size_t i = 0; i < page->document->question_count; i++) {
        const exq_doc_question *question = &page->document->questions[i];
        if (!exq_look_has_scores(question) || !has(question))
            continue;
        if (!opened)
            exq_page_own(page, "h3", NULL, heading);
        opened = true;
        write(page, question, i);
    }
}

static bool has_pairs(const exq_doc_question *question)
{
    return has_curve(question, "roc") || exq_look_ranked(question).group != NULL;
}

static bool has_calibration(const exq_doc_question *question)
{
    for (size_t g = 0; g < question->group_count; g++)
        if (has_means(&question->groups[g]))
            return true;
    return has_curve(question, "calibration");
}

static bool has_sweep(const exq_doc_question *question)
{
    for (size_t c = 0; c < question->curve_count; c++)
        if (strcmp(question->curves[c].id, "threshold_sweep") == 0)
            return true;
    return false;
}

void exq_html_scores(exq_page *page)
{
    if (!exq_look_any_scores(page->document))
        return;
    exq_page_section(page, "scores", T(page, "Scores"));
    write_cut(page);
    write_part(page, T(page, "Does the score put the right people higher?"), has_pairs, write_pairs);
    write_part(page, T(page, "Does a score mean the same for everyone?"), has_calibration, write_calibration);
    exq_say_trade(&page->voice, exq_page_words(page));
    exq_page_element(page, "p", NULL);
    write_part(page, T(page, "What would other cut-offs do?"), has_sweep, write_sweeps);
    exq_markup_close(page->markup);
}
