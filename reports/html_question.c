/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One section a question: what was compared with what, the lead rate as plot and table, the other rates, the ratios
 * of all of them, and the same within strata.
 */
#include <stdio.h>
#include <string.h>

#include "html_page.h"

/* What it means to be compared with this kind of reference. */
static const struct {
    const char *kind, *words, *of_items; /* of_items: where groups are of items; NULL: as words */
} references[] = {
    {"largest", N_("the group with most people"),                N_("the group with most items")},
    {"best",    N_("for each rate, the group where it is best"), NULL                           },
    {"overall", N_("everyone shown, together"),                  N_("all groups, together")     },
    {"rest",    N_("everyone shown but the group itself"),       N_("all but the group itself") },
    {"level",   N_("the group named beforehand"),                NULL                           },
};

/* The question among those of a part of these columns for which a reference was named; NULL: none. */
static const exq_doc_question *named_for_a_part(const exq_document *document, const exq_doc_question *question)
{
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_doc_question *other = &document->questions[i];
        if (other->reference.kind == NULL || strcmp(other->reference.kind, "level") != 0)
            continue;
        for (size_t c = 0; c < question->by_count; c++)
            if (other->by_count < question->by_count && strcmp(question->by[c], other->by[0]) == 0)
                return other;
    }
    return NULL;
}

/* A reference named for one column is none for that column crossed with another. */
static void write_not_named(exq_page *page, const exq_doc_question *question)
{
    const exq_doc_reference *reference = &question->reference;
    const exq_doc_question *part = reference->kind != NULL && strcmp(reference->kind, "largest") == 0
                                       ? named_for_a_part(page->document, question)
                                       : NULL;
    if (part == NULL)
        return;
    exq_places places = {0};
    exq_say_label(&page->voice, exq_place(&places, "level"), &part->reference.levels);
    exq_say_grouping(&page->voice, exq_place(&places, "named"), part);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_REFERENCE_NOT_NAMED, &places);
    exq_page_element(page, "p", NULL);
}

void exq_page_reference(exq_page *page, const exq_doc_question *question)
{
    const exq_doc_reference *reference = &question->reference;
    exq_places places = {0};
    exq_buffer *words = exq_place(&places, "reference");
    bool named = reference->levels.count > 0;
    bool items = exq_look_side(question) == EXQ_SIDE_ITEM;
    if (named)
        exq_say_label(&page->voice, words, &reference->levels);
    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++)
        if (reference->kind != NULL && strcmp(reference->kind, references[i].kind) == 0)
            exq_buffer_format(
                words, named ? ", %s" : "%s",
                T(page, items && references[i].of_items != NULL ? references[i].of_items : references[i].words));
    exq_page_say(page, EXQ_SENTENCE_PAGE_COMPARED_WITH, &places);
    exq_page_element(page, "p", NULL);
    write_not_named(page, question);
}

void exq_page_legend(exq_page *page, const char *of)
{
    const exq_plot_standing standings[] = {exq_plot_standing_shown(page->document, of, true),
                                           exq_plot_standing_shown(page->document, of, false), EXQ_PLOT_UNSETTLED,
                                           EXQ_PLOT_REFERENCE};
    const size_t count = sizeof standings / sizeof standings[0];
    exq_markup_open(page->markup, "p", "class", "legend", NULL);
    for (size_t i = 0; i < count; i++) {
        exq_page_standing(page, standings[i]);
        exq_markup_text(page->markup, i + 1 < count ? "  " : "");
    }
    exq_markup_close(page->markup);
}

static void write_rate(exq_page *page, const exq_doc_question *question, const char *rate)
{
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), rate);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_page_say(page, EXQ_SENTENCE_PAGE_RATE_BY, &places);
    exq_html_groups(page, question, rate, exq_page_keep(page));
}

static bool is_rate_of(const exq_doc_question *question, const char *id)
{
    for (size_t g = 0; g < question->group_count; g++)
        if (exq_look_rate(&question->groups[g], id) != NULL)
            return true;
    return false;
}

static void write_other_rates(exq_page *page, const exq_doc_question *question)
{
    const exq_document *document = page->document;
    bool opened = false;
    for (size_t i = 0; i < document->conventions.show_count; i++) {
        const char *rate = document->conventions.show[i];
        if (!is_rate_of(question, rate) || strcmp(rate, question->lead_rate) == 0)
            continue;
        if (!opened)
            exq_page_fold(page, "h3", T(page, "The other rates"));
        opened = true;
        if (question == page->document->questions && exq_html_say_what(page, rate))
            exq_page_element(page, "p", "what");
        write_rate(page, question, rate);
    }
    if (opened)
        exq_page_fold_end(page);
}

static void write_ladder(exq_page *page, size_t index)
{
    if (page->ladders[index].svg.length == 0)
        return;
    exq_page_own(page, "h3", NULL, T(page, "Every rate on one ladder"));
    exq_page_figure(
        page, &page->ladders[index],
        T(page,
          "On this axis half and double are equally far from equal. The band runs from 0.8 to 1.25; it is drawn for "
          "the eye and is no pass mark. A line that reaches the edge goes on beyond it."));
}

static void write_context(exq_page *page, const exq_doc_question *question, size_t index)
{
    const exq_doc_finding *finding = exq_look_finding(page->document, index);
    if (finding == NULL)
        return;
    const exq_doc_disparity *disparity = exq_look_disparity(page->document, finding);
    if (exq_say_finding(&page->voice, exq_page_words(page), finding))
        exq_page_element(page, "p", "lead");
    exq_page_said(page,
                  exq_say_simpson(&page->voice, exq_page_words(page), question, disparity->of, &disparity->group));
    if (exq_say_base_rates(&page->voice, exq_page_words(page), question, &disparity->group)) {
        if (!page->dilemma_told) { /* it follows from any of them */
            exq_buffer_char(&page->words, ' ');
            exq_say_dilemma(&page->voice, &page->words);
        }
        page->dilemma_told = true;
        exq_page_element(page, "p", NULL);
    }
}

static void write_decisions(exq_page *page, const exq_doc_question *question, size_t index)
{
    if (question->lead_rate != NULL) {
        exq_page_say_rate(page, exq_page_words(page), question->lead_rate);
        exq_page_element(page, "h3", NULL);
        exq_html_notes(page, question, question->lead_rate);
        exq_page_legend(page, question->lead_rate);
        exq_page_figure(
            page, &page->forests[index],
            T(page, "A mark is the rate of a group, the line its plausible range, the dashed upright the rate of the "
                    "reference. Where fewer than 30 people are behind a rate there is no mark."));
        write_rate(page, question, question->lead_rate);
        exq_html_crossings(page, question, index);
        write_ladder(page, index);
        write_other_rates(page, question);
    }
    exq_html_disparities(page, question);
    exq_html_strata(page, index);
}

static void write_question(exq_page *page, size_t index)
{
    const exq_doc_question *question = &page->document->questions[index];
    char id[40];
    snprintf(id, sizeof id, "question-%zu", index + 1);
    exq_page_say_question(page, question);
    exq_page_section(page, id, page->words.bytes);
    switch (exq_look_side(question)) {
    case EXQ_SIDE_USER:
        exq_page_reference(page, question);
        write_context(page, question, index);
        exq_html_people(page, question, index);
        break;
    case EXQ_SIDE_ITEM:
        exq_html_items(page, question, index);
        break;
    case EXQ_SIDE_CROSS:
        exq_html_crossed(page, question);
        break;
    case EXQ_SIDE_DECISION:
        exq_page_reference(page, question);
        write_context(page, question, index);
        write_decisions(page, question, index);
    }
    exq_markup_close(page->markup);
}

void exq_html_questions(exq_page *page)
{
    if (page->plots_note != NULL)
        exq_page_own(page, "p", "note", page->plots_note);
    for (size_t i = 0; i < page->document->question_count; i++)
        write_question(page, i);
}
