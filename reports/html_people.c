/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A question about groups of people who were given lists: how many found something, how well their lists are ranked, and
 * every other number of how they are served, each as a table of groups.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "html_page.h"
#include "sentences_lists.h"

const char *exq_html_quality(const exq_doc_question *question)
{
    const exq_doc_measure *ndcg = exq_look_first(&question->overall, "ndcg");
    bool leads = ndcg != NULL && question->lead_rate != NULL && strcmp(ndcg->id, question->lead_rate) == 0;
    return ndcg == NULL || leads ? NULL : ndcg->id;
}

/* ------------------------------------------------------------------------------------------ one table */

static void write_absence(exq_page *page, const exq_doc_group *group, const char *why)
{
    exq_markup_open(page->markup, "td", "class", "withheld", "colspan", "6", NULL);
    exq_buffer *words = exq_page_words(page);
    if (group->withheld)
        exq_say_withheld(&page->voice, words, group);
    else if (why != NULL)
        exq_say_why(&page->voice, words, why);
    exq_page_text(page);
    exq_markup_close(page->markup);
}

/* Ratio, its range and what they show: three cells. */
static void write_comparison(exq_page *page, const exq_standing *standing)
{
    const exq_doc_disparity *disparity = standing->disparity;
    bool told = !standing->is_reference && disparity != NULL && !isnan(disparity->value);
    exq_page_number_cell(page, told ? disparity->value : (double)NAN);
    if (told)
        exq_page_range_cell(page, disparity->lo, disparity->hi, disparity->hi_why);
    else
        exq_page_number_cell(page, (double)NAN);
    exq_markup_open(page->markup, "td", NULL);
    exq_page_standing(page, exq_plot_standing_of(page->document, disparity, standing->is_reference));
    exq_markup_close(page->markup);
}

static void write_figure(exq_page *page, const char *measure, const exq_figure *figure)
{
    exq_page_count_cell(page, isnan(figure->n) ? -1 : (exq_count)figure->n);
    if (exq_is_of_people(measure) && figure->n < EXQ_FEWEST_FOR_A_RATE) {
        exq_markup_open(page->markup, "td", "class", "number quiet", "colspan", "2", NULL);
        exq_markup_text(page->markup, T(page, "too few for a rate"));
        exq_markup_close(page->markup);
        return;
    }
    exq_page_figure_cell(page, measure, figure->value);
    exq_page_figure_range_cell(page, measure, figure->lo, figure->hi);
}

static void write_group(exq_page *page, const exq_standing *standing, const char *measure)
{
    exq_figure figure;
    (void)exq_look_figure(standing->group, measure, &figure);
    exq_markup_open(page->markup, "tr", "class", standing->is_reference ? "reference" : NULL, NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_say_label(&page->voice, exq_page_words(page), &standing->group->levels);
    exq_page_text(page);
    exq_markup_close(page->markup);
    if (standing->group->withheld || isnan(figure.value)) {
        write_absence(page, standing->group, figure.why);
    } else {
        write_figure(page, measure, &figure);
        write_comparison(page, standing);
    }
    exq_markup_close(page->markup);
}

static void write_everyone(exq_page *page, const exq_doc_group *overall, const char *measure)
{
    exq_figure figure;
    if (!exq_look_figure(overall, measure, &figure) || isnan(figure.value))
        return;
    exq_markup_open(page->markup, "tfoot", NULL);
    exq_page_row_of(page, &overall->levels);
    write_figure(page, measure, &figure);
    exq_markup_open(page->markup, "td", "colspan", "3", NULL);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_html_measures(exq_page *page, const exq_doc_question *question, const char *measure, const char *caption)
{
    static const char *const shares[] = {
        N_("Group"),           N_("#People"),          N_("#Of every 100"), N_("#Plausible range"),
        N_("#Times as often"), N_("#Plausible range"), N_("What is shown"), NULL};
    static const char *const means[] = {
        N_("Group"),          N_("#People"),          N_("#On average"),   N_("#Plausible range"),
        N_("#Times as much"), N_("#Plausible range"), N_("What is shown"), NULL};
    exq_standing *standings = EXQ_NEW(page->arena, exq_standing, question->group_count);
    if (standings == NULL) {
        page->failed = true;
        return;
    }
    exq_look_standings(question, measure, standings);
    exq_page_table(page, "groups", caption);
    exq_page_columns(page, exq_is_of_people(measure) ? shares : means);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->group_count; i++)
        write_group(page, &standings[i], measure);
    exq_markup_close(page->markup);
    write_everyone(page, &question->overall, measure);
    exq_page_table_end(page);
}

/* ----------------------------------------------------------------------------------------------- the question */

static void write_measure(exq_page *page, const exq_doc_question *question, const char *measure)
{
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), measure);
    exq_buffer_string(exq_place(&places, "metric"), measure);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_MEASURE_BY, &places);
    exq_html_measures(page, question, measure, exq_page_keep(page));
}

static void write_heading(exq_page *page, const char *measure)
{
    exq_page_say_rate(page, exq_page_words(page), measure);
    exq_page_element(page, "h3", NULL);
}

/* ------------------------------------------------------------------------------------ the other numbers */

/* The others in one table, a column each. */
static const struct {
    const char *name, *heading;
} others[] = {
    {"ndcg_p50",        N_("#Ranking, middle person")  },
    {"precision",       N_("#Places that hit")         },
    {"recall",          N_("#Found of all liked")      },
    {"mrr",             N_("#First hit")               },
    {"map",             N_("#Average precision")       },
    {"miscalibration",  N_("#Away from own mix")       },
    {"popularity_lift", N_("#More popular than before")},
    {"served",          N_("#Served")                  },
};
enum { OTHERS = sizeof others / sizeof others[0] };

/* Was everybody served, say? Then a column of equal numbers tells nothing. */
static bool is_same_for_all(const exq_doc_question *question, const exq_doc_measure *one)
{
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_doc_measure *other = exq_look_measure(&question->groups[g], one->id);
        if (other != NULL && (other->value < one->value || other->value > one->value))
            return false;
    }
    return true;
}

static size_t choose_others(const exq_doc_question *question, const char *ids[OTHERS], const char *headings[OTHERS + 2])
{
    size_t count = 0;
    headings[0] = N_("Group");
    for (size_t i = 0; i < OTHERS; i++) {
        const exq_doc_measure *measure = NULL;
        for (size_t g = 0; g < question->group_count && measure == NULL; g++)
            measure = exq_look_first(&question->groups[g], others[i].name);
        if (measure == NULL || is_same_for_all(question, measure) ||
            (question->lead_rate != NULL && strcmp(measure->id, question->lead_rate) == 0))
            continue;
        ids[count] = measure->id;
        headings[++count] = others[i].heading;
    }
    headings[count + 1] = NULL;
    return count;
}

/* The number, and the shape of a difference that is shown. */
static void other_cell(exq_page *page, const exq_doc_question *question, const exq_doc_group *group, const char *id)
{
    exq_figure figure;
    exq_disparities list = {question->disparities, question->disparity_count};
    const exq_doc_disparity *ratio = exq_look_ratio(list, id, &group->levels);
    bool shown = ratio != NULL && ratio->difference != NULL && strcmp(ratio->difference, "shown") == 0;
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (!exq_look_figure(group, id, &figure) || isnan(figure.value))
        exq_markup_text(page->markup, "–");
    else if (exq_is_of_people(id))
        exq_page_per_100(page, figure.value);
    else
        exq_page_mean(page, figure.value);
    if (shown) {
        exq_markup_text(page->markup, " ");
        exq_markup_element(page->markup, "span", exq_look_mark(ratio));
    }
    exq_markup_close(page->markup);
}

static void other_row(exq_page *page, const exq_doc_question *question, const exq_doc_group *group,
                      const char *const *ids, size_t count)
{
    exq_page_row_of(page, &group->levels);
    for (size_t i = 0; i < count && !group->withheld; i++)
        other_cell(page, question, group, ids[i]);
    if (group->withheld) {
        char span[8];
        snprintf(span, sizeof span, "%zu", count);
        exq_markup_open(page->markup, "td", "class", "withheld", "colspan", span, NULL);
        exq_say_withheld(&page->voice, exq_page_words(page), group);
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}

static void write_others(exq_page *page, const exq_doc_question *question)
{
    const char *ids[OTHERS];
    const char *headings[OTHERS + 2];
    size_t count = choose_others(question, ids, headings);
    if (count == 0)
        return;
    exq_page_own(page, "h3", NULL, T(page, "How they are served otherwise"));
    exq_places places = {0};
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_OTHERS_BY, &places);
    exq_page_table(page, "others", exq_page_keep(page));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < question->group_count; i++)
        other_row(page, question, &question->groups[i], ids, count);
    other_row(page, question, &question->overall, ids, count);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_page_own(
        page, "p", "quiet",
        T(page,
          "▲ shown higher and ▼ shown lower than the reference. Ranges and what each number is: in the result and in "
          "the words explained below."));
}

static void write_ranking(exq_page *page, const exq_doc_question *question, size_t index, const char *quality)
{
    if (quality == NULL)
        return;
    write_heading(page, quality);
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    if (finding != NULL) {
        const exq_doc_levels *group = &exq_look_disparity(page->document, finding)->group;
        exq_page_said(page, exq_say_ranking_quality(&page->voice, exq_page_words(page), question, group));
    }
    exq_html_notes(page, question, exq_html_quality(question));
    exq_page_figure(page, &page->qualities[index],
                    T(page,
                      "A mark is the mean of a group, the line its plausible range, the dashed upright the mean of the "
                      "reference. 1 would be a list with everything that hits at its top."));
    write_measure(page, question, quality);
}

static void write_strata(exq_page *page, const exq_doc_question *question)
{
    for (size_t s = 0; s < question->stratum_count; s++) {
        const exq_doc_stratum *stratum = &question->strata[s];
        exq_doc_question inside = *question;
        inside.groups = stratum->groups;
        inside.group_count = stratum->group_count;
        inside.overall = stratum->overall;
        inside.disparities = stratum->disparities;
        inside.disparity_count = stratum->disparity_count;
        exq_places places = {0};
        exq_page_say_rate(page, exq_place(&places, "rate"), question->lead_rate);
        exq_say_label(&page->voice, exq_place(&places, "stratum"), &stratum->levels);
        exq_page_say(page, EXQ_SENTENCE_PAGE_RATE_WITHIN, &places);
        exq_html_measures(page, &inside, question->lead_rate, exq_page_keep(page));
    }
}

void exq_html_people(exq_page *page, const exq_doc_question *question, size_t index)
{
    const char *quality = exq_html_quality(question);
    if (question->lead_rate != NULL) {
        write_heading(page, question->lead_rate);
        exq_html_notes(page, question, question->lead_rate);
        exq_page_legend(page, question->lead_rate);
        exq_page_figure(
            page, &page->forests[index],
            T(page, "A mark is the share or mean of a group, the line its plausible range, the dashed upright that "
                    "of the reference. Where fewer than 30 people are behind a share there is no mark."));
        write_measure(page, question, question->lead_rate);
    }
    write_ranking(page, question, index, quality);
    write_others(page, question);
    exq_html_histories(page, question, index);
    exq_html_disparities(page, question);
    if (question->stratum_count == 0 || question->lead_rate == NULL)
        return;
    exq_places places = {0};
    exq_say_columns(&page->voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_page_say(page, EXQ_SENTENCE_PAGE_WITHIN, &places);
    exq_page_element(page, "h3", NULL);
    exq_page_own(
        page, "p", NULL,
        T(page, "Groups are compared again among people alike in this. A difference among all can vanish or turn round "
                "here: then it matters which of the two comparisons is the fair one."));
    write_strata(page, question);
}
