/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of items: whose items get the attention, against the catalogue and against what people like, and
 * at which ranks they stand.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_lists.h"

static void share_cell(exq_page *page, const exq_doc_measure *measure)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (measure == NULL || isnan(measure->value))
        exq_markup_text(page->markup, "–");
    else
        exq_page_share(page, measure->value);
    exq_markup_close(page->markup);
}

static void range_cell(exq_page *page, const exq_doc_measure *measure)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (measure == NULL || isnan(measure->lo) || isnan(measure->hi)) {
        exq_markup_text(page->markup, "–");
    } else {
        exq_page_numbers(page, EXQ_SENTENCE_RANGE_WORDS, exq_page_share,
                         (exq_page_place[]){
                             {"lo",         measure->lo},
                             {"hi",            measure->hi},
                             {0}
        });
    }
    exq_markup_close(page->markup);
}

/* What labels dealt out anew would give, and how often they are as far from it. */
static void chance_cells(exq_page *page, const exq_doc_measure *measure)
{
    bool has = measure != NULL && measure->has_fair;
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (has && !isnan(measure->fair.expected))
        exq_page_share(page, measure->fair.expected);
    else
        exq_markup_text(page->markup, "–");
    exq_markup_close(page->markup);
    exq_page_p_cell(page, has ? measure->fair.p : (double)NAN);
}

static double value_of(const exq_doc_measure *measure)
{
    return measure == NULL ? (double)NAN : measure->value;
}

static void write_group(exq_page *page, const exq_doc_group *group)
{
    const exq_doc_measure *attention = exq_look_first(group, "exposure_share");
    exq_page_row_of(page, &group->levels);
    exq_page_count_cell(page, group->items);
    share_cell(page, attention);
    range_cell(page, attention);
    share_cell(page, exq_look_first(group, "catalogue_share"));
    share_cell(page, exq_look_first(group, "merit_share"));
    exq_page_number_cell(page, value_of(exq_look_first(group, "exposure_to_merit")));
    chance_cells(page, attention);
    exq_markup_close(page->markup);
}

static void write_shares(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"),
                                           N_("#How many"),
                                           N_("#Of attention"),
                                           N_("#Plausible range"),
                                           N_("#Of the catalogue"),
                                           N_("#Of what people like"),
                                           N_("#Attention for liking"),
                                           N_("#By chance"),
                                           N_("#p"),
                                           NULL};
    exq_page_table(page, "shares", T(page, "Shares of every 100, by group"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->group_count; i++)
        write_group(page, &question->groups[i]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_page_own(
        page, "p", "quiet",
        T(page,
          "Ranges allow for other people and other items. “By chance” is the share that the group would have on "
          "average if its label were dealt out anew among all items, p how often it would then be as far off: a few "
          "items that everybody sees can make or unmake a share."));
    const exq_doc_list_choices *lists = &page->document->conventions.lists;
    if (lists->split_on != NULL && lists->sharing != NULL && strcmp(lists->sharing, "fractional") == 0)
        exq_page_own(page, "p", "quiet",
                     T(page, "An item of several groups is shared among them; “How many” counts it in each."));
}

/* ------------------------------------------------------------------------------------------------ by rank */

enum { MOST_RANKS = 10 };

/* The first ranks, then tens. */
static size_t choose_ranks(const exq_doc_curve *curve, size_t ranks[MOST_RANKS])
{
    size_t count = 0;
    for (size_t i = 0; i < curve->count && count < MOST_RANKS; i++)
        if (curve->count <= MOST_RANKS || i < 3 || i + 1 == 5 || (i + 1) % 10 == 0)
            ranks[count++] = i;
    return count;
}

static const exq_doc_curve *first_curve(const exq_doc_question *question)
{
    for (size_t i = 0; i < question->curve_count; i++)
        if (strcmp(question->curves[i].id, "attention_by_rank") == 0 && question->curves[i].group >= 0)
            return &question->curves[i];
    return NULL;
}

static bool is_like(const exq_doc_curve *curve, const exq_doc_curve *first)
{
    bool same_metric = curve->metric == first->metric ||
                       (curve->metric != NULL && first->metric != NULL && strcmp(curve->metric, first->metric) == 0);
    return strcmp(curve->id, first->id) == 0 && same_metric && curve->group >= 0 && curve->count == first->count;
}

static void write_curve(exq_page *page, const exq_doc_question *question, const exq_doc_curve *curve,
                        const size_t *ranks, size_t count)
{
    exq_page_row_of(page, &question->groups[curve->group].levels);
    for (size_t i = 0; i < count; i++) {
        exq_markup_open(page->markup, "td", "class", "number", NULL);
        if (isnan(curve->y[ranks[i]]))
            exq_markup_text(page->markup, "–");
        else
            exq_page_share(page, curve->y[ranks[i]]);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}

static void write_ranks(exq_page *page, const exq_doc_question *question, size_t index)
{
    const exq_doc_curve *first = first_curve(question);
    if (first == NULL)
        return;
    size_t ranks[MOST_RANKS];
    size_t count = choose_ranks(first, ranks);
    exq_page_own(page, "h3", NULL, T(page, "Who has which rank"));
    exq_page_figures(
        page, &page->ranks[index],
        T(page, "How a group’s share changes from the first place to the last, each named where it ends."),
        T(page,
          "How each group’s share changes from the first place to the last, all on the same scale; the groups with "
          "most of the first place come first."));
    exq_page_folded_table(page, "ranks", T(page, "Of every 100 places at a rank, those of a group"));
    const char **headings = EXQ_NEW(page->arena, const char *, count + 2);
    if (headings == NULL) {
        page->failed = true;
        return;
    }
    headings[0] = N_("Group");
    for (size_t i = 0; i < count; i++) {
        exq_buffer_string(exq_page_words(page), "#");
        exq_say_amount(&page->voice, &page->words, first->x[ranks[i]]);
        headings[i + 1] = exq_page_keep(page);
    }
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->curve_count; i++)
        if (is_like(&question->curves[i], first))
            write_curve(page, question, &question->curves[i], ranks, count);
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
}

/* --------------------------------------------------------------------------------------------- comparisons */

/* "exposure_ratio" is "exposure_ratio@10", at the first cutoff that there is. */
static bool is_of(const exq_doc_disparity *disparity, const char *name)
{
    size_t length = strlen(name);
    return strncmp(disparity->metric, name, length) == 0 && disparity->metric[length] == '@';
}

static const exq_doc_disparity *find_row(const exq_doc_question *question, const char *name,
                                         const exq_doc_levels *group)
{
    for (size_t i = 0; i < question->disparity_count; i++)
        if (is_of(&question->disparities[i], name) && exq_levels_equal(&question->disparities[i].group, group))
            return &question->disparities[i];
    return NULL;
}

/* Value, range, what is shown: three cells. */
static void write_ratio(exq_page *page, const exq_doc_disparity *row)
{
    exq_page_number_cell(page, row == NULL ? (double)NAN : row->value);
    if (row == NULL || isnan(row->value))
        exq_page_number_cell(page, (double)NAN);
    else
        exq_page_range_cell(page, row->lo, row->hi, row->hi_why);
    exq_markup_open(page->markup, "td", NULL);
    exq_page_standing(page, exq_plot_standing_of(page->document, row, false));
    exq_markup_close(page->markup);
}

static void write_ratios(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("Group"),
                                           N_("#For each item"),
                                           N_("#Plausible range"),
                                           N_("What is shown"),
                                           N_("#For being liked"),
                                           N_("#Plausible range"),
                                           N_("What is shown"),
                                           NULL};
    exq_page_table(page, "disparities",
                   T(page, "Attention against that of the reference: for each item, and for being liked"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_levels *levels = &question->groups[i].levels;
        const exq_doc_disparity *each = find_row(question, "exposure_ratio", levels);
        const exq_doc_disparity *liked = find_row(question, "exposure_to_merit_ratio", levels);
        if (each == NULL && liked == NULL)
            continue;
        exq_page_row_of(page, levels);
        write_ratio(page, each);
        write_ratio(page, liked);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

/* Numbers of all groups at once name no reference. */
static bool is_over_all(const exq_doc_disparity *disparity)
{
    return disparity->reference_is == NULL && disparity->of == NULL;
}

static void write_over_all(exq_page *page, const exq_doc_disparity *row)
{
    const char *meaning = exq_html_meaning(row->metric);
    exq_markup_open(page->markup, "tr", NULL);
    exq_page_meaning(page, meaning != NULL ? T(page, meaning) : NULL, row->metric);
    exq_markup_open(page->markup, "td", NULL);
    exq_buffer *words = exq_page_words(page);
    if (isnan(row->value) && row->why != NULL)
        exq_say_why(&page->voice, words, row->why);
    else if (row->group.count > 0)
        exq_say_label(&page->voice, words, &row->group);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_page_number_cell(page, row->value);
    exq_page_range_cell(page, row->lo, row->hi, row->hi_why);
    exq_page_number_cell(page, row->has_fair ? row->fair.expected : (double)NAN);
    exq_markup_close(page->markup);
}

static void write_all_groups(exq_page *page, const exq_doc_question *question)
{
    static const char *const headings[] = {N_("What it is"),       N_("Which group"), N_("#Value"),
                                           N_("#Plausible range"), N_("#By chance"),  NULL};
    exq_page_table(page, "catalogue", T(page, "All groups at once"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    size_t more = 0;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!is_over_all(row))
            continue;
        if (exq_html_has_room(page, row->metric))
            write_over_all(page, row);
        else
            more++;
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_html_more(page, more);
}

/* What the marks of the picture are. */
static void write_key(exq_page *page)
{
    static const exq_plot_standing marks[] = {EXQ_PLOT_OF_ATTENTION, EXQ_PLOT_OF_CATALOGUE, EXQ_PLOT_OF_LIKED};
    exq_markup_open(page->markup, "p", "class", "legend", NULL);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        exq_markup_text(page->markup, i > 0 ? "  " : "");
        exq_page_standing(page, marks[i]);
    }
    exq_markup_close(page->markup);
}

void exq_html_items(exq_page *page, const exq_doc_question *question, size_t index)
{
    if (exq_say_attention(&page->voice, exq_page_words(page), question))
        exq_page_element(page, "p", "lead");
    exq_html_notes(page, question, "exposure_share@K");
    write_key(page);
    exq_page_figure(page, &page->forests[index],
                    T(page, "The shares of each group. Attention falls from place to place as the conventions say."));
    write_shares(page, question);
    write_ranks(page, question, index);
    exq_page_own(page, "h3", NULL, T(page, "Groups compared, and all groups at once"));
    exq_page_reference(page, question);
    write_ratios(page, question);
    write_all_groups(page, question);
}
