/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the score puts the right people higher, alike for every group: of pairs, how many it puts the right way round.
 */
#include <math.h>
#include <string.h>

#include "html_scores_kit.h"
#include "sentences_scores.h"

enum { MOST_POINTS = 6, FEWER_POINTS = 4 }; /* of each curve, and where there are many */

static const exq_doc_disparity *row_of(const exq_doc_question *question, const char *metric,
                                       const exq_doc_levels *group)
{
    for (size_t i = 0; i < question->disparity_count; i++)
        if (strcmp(question->disparities[i].metric, metric) == 0 &&
            exq_levels_equal(&question->disparities[i].group, group))
            return &question->disparities[i];
    return NULL;
}

static void points_cell(exq_page *page, double share)
{
    exq_score_open_cell(page);
    exq_buffer *words = exq_page_words(page);
    if (!isnan(share))
        exq_say_points(&page->voice, words, share);
    exq_page_data(page, share);
    exq_markup_close(page->markup);
}

static bool is_known_in_steps(const exq_doc_group *group)
{
    const exq_doc_measure *area = exq_look_measure(group, "auc");
    return area != NULL && area->has_certain;
}

/* What the area is, or why there is none; the certain bounds where any group has them. */
static void write_area(exq_page *page, const exq_doc_question *question, const exq_doc_group *group, bool steps)
{
    const exq_doc_measure *area = exq_look_measure(group, "auc");
    if (area == NULL)
        return;
    exq_page_row_of(page, &group->levels);
    if (isnan(area->value)) {
        exq_markup_open(page->markup, "td", "class", "withheld", "colspan", steps ? "7" : "6", NULL);
        exq_buffer *words = exq_page_words(page);
        if (area->why != NULL)
            exq_say_why(&page->voice, words, area->why);
        exq_page_text(page);
        exq_markup_close(page->markup);
    } else {
        const exq_doc_disparity *row = row_of(question, "auc_difference", &group->levels);
        const bool is_reference = exq_levels_equal(&group->levels, &question->reference.levels);
        exq_page_count_cell(page, area->n);
        exq_score_share_cell(page, area->value);
        exq_score_shares_cell(page, area->lo, area->hi);
        if (steps)
            exq_score_shares_cell(page, area->has_certain ? area->certain.lo : (double)NAN,
                                  area->has_certain ? area->certain.hi : (double)NAN);
        points_cell(page, row == NULL ? (double)NAN : row->value);
        exq_score_shares_cell(page, row == NULL ? (double)NAN : row->lo, row == NULL ? (double)NAN : row->hi);
        exq_markup_open(page->markup, "td", NULL);
        exq_page_standing(page, exq_plot_standing_of(page->document, row, is_reference));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}

static void write_areas(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"),
                                           N_("#People"),
                                           N_("#Of 100 pairs right"),
                                           N_("#Plausible range"),
                                           N_("#Less the reference"),
                                           N_("#Its range"),
                                           N_("What is shown"),
                                           NULL};
    static const char *const of_steps[] = {N_("Group"),
                                           N_("#People"),
                                           N_("#Of 100 pairs right"),
                                           N_("#Plausible range"),
                                           N_("#For certain"),
                                           N_("#Less the reference"),
                                           N_("#Its range"),
                                           N_("What is shown"),
                                           NULL};
    if (exq_look_ranked(question).group == NULL)
        return;
    bool steps = false;
    for (size_t i = 0; i < question->group_count; i++)
        steps |= is_known_in_steps(&question->groups[i]);
    exq_page_table(page, "disparities", exq_score_caption(page, EXQ_SENTENCE_SCORES_PAIRS_TABLE, question, NULL));
    exq_page_columns(page, steps ? of_steps : headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->group_count; i++)
        write_area(page, question, &question->groups[i], steps);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

static void roc_cells(exq_page *page, const exq_doc_curve *curve, size_t point)
{
    const double at = curve->at == NULL ? (double)NAN : curve->at[point];
    exq_score_open_cell(page);
    exq_buffer *words = exq_page_words(page);
    exq_places places = {0};
    const bool used = curve->operating == (exq_count)point;
    if (isfinite(at))
        exq_score_say_cutoff(page, used ? exq_place(&places, "at") : words, at);
    if (used)
        exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_SCORES_IN_USE, &places);
    exq_page_data(page, at);
    exq_markup_close(page->markup);
    exq_score_share_cell(page, curve->x[point]);
    exq_score_share_cell(page, curve->y[point]);
}

/* The caption, and what a mark is. */
static const char *with_marks(exq_page *page, const exq_doc_question *question, const char *caption)
{
    bool marked = false;
    for (size_t c = 0; c < question->curve_count; c++)
        marked |= strcmp(question->curves[c].id, "roc") == 0 && question->curves[c].operating >= 0;
    exq_buffer *words = exq_page_words(page);
    exq_buffer_string(words, T(page, caption));
    exq_buffer_char(words, ' ');
    exq_buffer_string(words,
                      marked ? T(page, "A mark is the cut-off in use; where that lies between two steps there is none.")
                             : T(page, "The cut-off in use lies between two steps and has no mark."));
    return exq_page_keep(page);
}

static void write_roc(exq_page *page, const exq_doc_question *question, size_t index)
{
    static const char *const headings[] = {N_("Group"), N_("#Cut-off"), N_("#Wrongly selected, of 100"),
                                           N_("#Rightly selected, of 100"), NULL};
    static const char together[] = N_(
        "From lower left, nobody selected, to upper right, everybody. On the dashed line the score tells nothing; the "
        "nearer to the upper left, the better it tells apart. A group with too few people to show its points has "
        "no curve; its figure in the table is exact.");
    static const char apart[] = N_(
        "Each group on its own: across, of every 100 with a negative label those selected; up, of every 100 with a "
        "positive one. Behind it, dashed, the reference; on the straight dashed line the score tells nothing. A group "
        "with too few people to show its points has no picture; its figure in the table is exact.");
    exq_page_figures(page, &page->scores[index].roc, with_marks(page, question, together),
                     with_marks(page, question, apart));
    write_areas(page, question);
    if (!exq_score_has_curve(question, "roc")) {
        exq_page_own(page, "p", "quiet",
                     T(page, "No curve: too few people to show its points. The figure in the table is exact."));
        return;
    }
    exq_page_folded_table(page, "points", exq_score_caption(page, EXQ_SENTENCE_SCORES_POINTS_TABLE, question, NULL));
    exq_page_columns(page, headings);
    exq_score_points(page, question, "roc", exq_score_is_crowded(question) ? FEWER_POINTS : MOST_POINTS, roc_cells);
}

/* ----------------------------------------------------------------------------------------------- comparisons */

/* What comparisons of scores tell: shares of pairs, how far two such shares lie apart, how far scores or curves do. Each has
 * columns of its own. */
typedef enum exq_alike { PAIRS, GAPS, DISTANCES, ALIKES } exq_alike;

static exq_alike alike_of(const char *metric)
{
    static const char *const pairs[] = {"bpsn_auc", "bnsp_auc"};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (strcmp(metric, pairs[i]) == 0)
            return PAIRS;
    return strcmp(metric, "xauc_difference") == 0 ? GAPS : DISTANCES;
}

/* A comparison that lies on no side: shown or not. */
static const char *what_is_shown(const exq_page *page, const exq_doc_disparity *row)
{
    if (row->difference == NULL)
        return "–";
    return strcmp(row->difference, "shown") == 0 ? T(page, "difference shown") : T(page, "not settled");
}

static void write_alike(exq_page *page, const exq_doc_disparity *row, exq_alike kind)
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
    if (kind == PAIRS)
        exq_score_share_cell(page, row->value);
    else if (kind == GAPS)
        points_cell(page, row->value);
    else
        exq_page_number_cell(page, row->value);
    if (isnan(row->value)) {
        exq_markup_open(page->markup, "td", "colspan", kind == PAIRS ? "1" : "2", NULL);
        (void)exq_page_words(page);
        if (row->why != NULL)
            exq_say_why(&page->voice, exq_page_words(page), row->why);
        exq_page_text(page);
        exq_markup_close(page->markup);
    } else if (kind != DISTANCES) {
        exq_score_shares_cell(page, row->lo, row->hi);
        if (kind == GAPS)
            exq_page_own(page, "td", NULL, what_is_shown(page, row));
    } else {
        exq_page_number_cell(page, row->has_fair ? row->fair.expected : (double)NAN);
        exq_page_p_cell(page, row->p);
    }
    exq_markup_close(page->markup);
}

static void open_metric(exq_page *page, const char *metric, exq_alike kind)
{
    const char *meaning = exq_html_meaning(metric);
    exq_markup_open(page->markup, "tbody", NULL);
    exq_markup_open(page->markup, "tr", "class", "metric", NULL);
    exq_markup_open(page->markup, "th", "scope", "rowgroup", "colspan", kind == PAIRS ? "4" : "5", NULL);
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

/* One kind of comparison. Rows of one metric follow each other. */
static void write_comparisons(exq_page *page, const exq_doc_question *question, exq_alike kind)
{
    static const char *const headings[ALIKES][6] = {
        [PAIRS] = {N_("Group"),    N_("Against"),             N_("#Of 100 pairs right"), N_("#Plausible range"), NULL},
        [GAPS] = { N_("Group"), N_("Against"), N_("#Less, of 100 pairs"),    N_("#Plausible range"),    N_("What is shown"),
                   NULL},
        [DISTANCES] = {                                                                                               N_("Group"), N_("Against"),              N_("#Value"),          N_("#By chance"),               N_("#p"), NULL},
    };
    static const exq_sentence captions[ALIKES] = {[PAIRS] = EXQ_SENTENCE_SCORES_ALIKE_TABLE,
                                                  [GAPS] = EXQ_SENTENCE_SCORES_GAPS_TABLE,
                                                  [DISTANCES] = EXQ_SENTENCE_SCORES_SPREAD_TABLE};
    const char *metric = NULL;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!is_listed(row) || alike_of(row->metric) != kind)
            continue;
        if (metric == NULL) {
            exq_page_folded_table(page, "scores", exq_score_caption(page, captions[kind], question, NULL));
            exq_page_columns(page, headings[kind]);
        }
        if (metric == NULL || strcmp(metric, row->metric) != 0) {
            if (metric != NULL)
                exq_markup_close(page->markup);
            open_metric(page, row->metric, kind);
        }
        metric = row->metric;
        write_alike(page, row, kind);
    }
    if (metric != NULL) {
        exq_markup_close(page->markup);
        exq_page_folded_table_end(page);
    }
}

void exq_score_pairs(exq_page *page, const exq_doc_question *question, size_t index)
{
    exq_page_question(page, question);
    if (exq_say_pairs(&page->voice, exq_page_words(page), question))
        exq_page_element(page, "p", "lead");
    exq_page_said(page, exq_say_certain(&page->voice, exq_page_words(page), question));
    exq_html_notes(page, question, "auc");
    write_roc(page, question, index);
    for (exq_alike kind = PAIRS; kind < ALIKES; kind++)
        write_comparisons(page, question, kind);
}

bool exq_score_has_pairs(const exq_doc_question *question)
{
    return exq_score_has_curve(question, "roc") || exq_look_ranked(question).group != NULL;
}
