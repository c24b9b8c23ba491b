/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The findings that come first, as cards: the best of every question, then the next in rank.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_lists.h"
#include "sentences_versions.h"

enum { FEWEST_CARDS = 3 };

/* Findings are ranked, so the first with its question is its question's best. */
static bool is_best_of_question(const exq_document *document, size_t finding)
{
    for (size_t i = 0; i < finding; i++)
        if (document->findings[i].question == document->findings[finding].question)
            return false;
    return true;
}

void exq_html_choose_cards(exq_page *page)
{
    const exq_document *document = page->document;
    size_t asked = document->conventions.has_lists ? 0 : document->question_count; /* not all of lists have findings */
    size_t most = asked < FEWEST_CARDS ? FEWEST_CARDS : asked;
    most = most < EXQ_MOST_CARDS ? most : EXQ_MOST_CARDS;
    for (int best = 1; best >= 0; best--)
        for (size_t i = 0; i < document->finding_count && page->card_count < most; i++)
            if (is_best_of_question(document, i) == (best == 1))
                page->cards[page->card_count++] = &document->findings[i];
}

/* The heads behind a comparison, group and reference. */
static void write_heads(exq_page *page, const exq_doc_disparity *disparity)
{
    const exq_doc_people *people = &disparity->people;
    if (!disparity->has_people || people->k < 0 || people->reference_k < 0)
        return;
    exq_markup_open(page->markup, "p", "class", "heads", NULL);
    exq_page_numbers(page, EXQ_SENTENCE_PAGE_HEADS_AGAINST, exq_page_amount,
                     (exq_page_place[]){
                         {"k",                (double)people->k},
                         {"n",                  (double)people->n},
                         {"reference_k",(double)people->reference_k},
                         {"reference_n",      (double)people->reference_n},
                         {0                 }
    });
    exq_markup_close(page->markup);
}

static void write_state(exq_page *page, const exq_doc_finding *finding, exq_plot_standing standing)
{
    bool shown = strcmp(finding->state, "shown") == 0;
    exq_markup_open(page->markup, "p", "class", "state", NULL);
    exq_page_shape(page, standing);
    if (shown) {
        exq_markup_text(page->markup, exq_page_standing_words(page, standing));
    } else {
        exq_page_say(page, EXQ_SENTENCE_TITLE_INCONCLUSIVE, NULL);
        exq_page_text(page);
    }
    exq_markup_close(page->markup);
}

/* "age, sex" */
static void say_columns(exq_page *page, exq_buffer *out, const exq_doc_levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        exq_say_columns(&page->voice, out, &levels->items[i].column, 1);
        exq_buffer_string(out, i + 1 < levels->count ? ", " : "");
    }
}

static void say_heading(exq_page *page, const exq_doc_disparity *disparity)
{
    exq_places sides = {0};
    exq_say_label(&page->voice, exq_place(&sides, "group"), &disparity->group);
    exq_say_reference_label(&page->voice, exq_place(&sides, "reference"), disparity);
    if (!page->document->conventions.has_lists || disparity->group.count == 0) {
        exq_page_say(page, EXQ_SENTENCE_PAGE_AGAINST, &sides);
        return;
    }
    exq_places places = {0}; /* ages and the like are mere numbers in lists */
    say_columns(page, exq_place(&places, "columns"), &disparity->group);
    exq_fill_sentence(&page->voice, exq_place(&places, "heading"), EXQ_SENTENCE_PAGE_AGAINST, &sides);
    exq_page_say(page, EXQ_SENTENCE_PAGE_OF_COLUMNS, &places);
}

/* A difference that is shown on another rate; NULL: none. "Not settled" alone would then be read as "nothing found". */
static const exq_doc_disparity *shown_elsewhere(const exq_page *page, const exq_doc_finding *finding,
                                                const exq_doc_disparity *lead)
{
    for (size_t i = 0; i < page->document->finding_count; i++) {
        const exq_doc_finding *other = &page->document->findings[i];
        if (other->question == finding->question && strcmp(other->state, "shown") == 0 &&
            strcmp(exq_look_disparity(page->document, other)->metric, lead->metric) != 0)
            return exq_look_disparity(page->document, other);
    }
    return NULL;
}

static void write_elsewhere(exq_page *page, const exq_doc_finding *finding, const exq_doc_disparity *lead)
{
    const exq_doc_disparity *other = shown_elsewhere(page, finding, lead);
    exq_places places = {0};
    if (other == NULL)
        return;
    if (exq_say_comparison(&page->voice, exq_place(&places, "finding"), other)) {
        exq_page_say(page, EXQ_SENTENCE_PAGE_SHOWN_ELSEWHERE, &places);
        exq_page_element(page, "p", NULL);
    } else {
        exq_buffer_free(&places.texts[0]);
    }
}

/* A share of items that labels dealt out at random would give as well is nothing to lead with, whatever its range says. */
static void write_chance(exq_page *page, const exq_doc_finding *finding, const exq_doc_disparity *disparity)
{
    const exq_doc_question *question = &page->document->questions[finding->question];
    const exq_doc_measure *share = NULL;
    for (size_t i = 0; i < question->group_count && exq_is_items_ratio(disparity); i++)
        if (exq_levels_equal(&question->groups[i].levels, &disparity->group))
            share = exq_look_first(&question->groups[i], "exposure_share");
    if (share == NULL || !share->has_fair || !(share->fair.p > 1 - page->document->uncertainty.level))
        return;
    exq_places places = {0};
    exq_say_per_100(&page->voice, exq_place(&places, "n"), share->fair.p);
    exq_page_say(page, EXQ_SENTENCE_PAGE_BY_CHANCE_TOO, &places);
    exq_page_element(page, "p", NULL);
}

static void write_card(exq_page *page, const exq_doc_finding *finding, const exq_plot *pair)
{
    static const char *const classes[EXQ_PLOT_STANDINGS] = {
#define STANDING(id, rgb, name, point, symbol, path, letter, words) "card " name,
#include "standings.def"
#undef STANDING
    };
    const exq_doc_disparity *disparity = exq_look_disparity(page->document, finding);
    exq_plot_standing standing = exq_plot_standing_of(page->document, disparity, false);
    exq_markup_open(page->markup, "li", "class", classes[standing], NULL);
    write_state(page, finding, standing);

    say_heading(page, disparity);
    exq_page_element(page, "h3", NULL);
    if (exq_say_comparison(&page->voice, exq_page_words(page), disparity))
        exq_page_element(page, "p", "comparison");
    exq_page_plot(page, pair);

    bool shown = strcmp(finding->state, "shown") == 0;
    exq_buffer *words = exq_page_words(page);
    bool said = exq_say_plausible_range(&page->voice, words, disparity);
    if (said)
        exq_buffer_string(words, " ");
    if (shown && (finding->harm == NULL || strcmp(finding->harm, "worse") == 0))
        said |= exq_say_shortfall(&page->voice, words, disparity);
    else if (!shown)
        exq_say_not_settled(&page->voice, words);
    if (said || !shown)
        exq_page_element(page, "p", NULL);
    if (!shown)
        write_elsewhere(page, finding, disparity);
    if (shown)
        write_chance(page, finding, disparity);
    write_heads(page, disparity);
    exq_markup_close(page->markup);
}

/* What the other version changes, before anything that holds of this one alone. */
static void write_versions_card(exq_page *page)
{
    const exq_document *document = page->document;
    const size_t question = exq_change_question(document);
    exq_markup_open(page->markup, "li", "class", "card reference", NULL);
    exq_markup_open(page->markup, "p", "class", "state", NULL);
    exq_page_shape(page, EXQ_PLOT_REFERENCE);
    exq_page_say(page, EXQ_SENTENCE_VERSIONS_TITLE, NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_say_versions_instead(&page->voice, exq_page_words(page));
    exq_page_element(page, "h3", NULL);
    if (question != SIZE_MAX) {
        const exq_change_block lead = exq_change_lead(document, question);
        exq_page_said(page, exq_say_change_of_all(&page->voice, exq_page_words(page), &lead));
        if (lead.metric != NULL && exq_say_groups_moved(&page->voice, exq_page_words(page), &lead))
            exq_page_element(page, "p", "comparison");
        for (size_t i = 0; document->questions[question].group_count == 2 && i < document->versions.change_count; i++) {
            const exq_doc_change *gap = &document->versions.changes[i];
            if (gap->reference_is == NULL || !exq_change_is_of(&lead, gap))
                continue;
            exq_page_said(page, exq_say_gap(&page->voice, exq_page_words(page), &lead, gap));
            exq_page_said(page, exq_say_gap_otherwise(&page->voice, exq_page_words(page), &lead, gap));
        }
    }
    exq_markup_close(page->markup);
}

/* What is seen of the catalogue, beside what people find. */
static void write_items_card(exq_page *page)
{
    const exq_doc_question *items = exq_look_question(page->document, EXQ_SIDE_ITEM);
    exq_markup_open(page->markup, "li", "class", "card reference", NULL);
    exq_markup_open(page->markup, "p", "class", "state", NULL);
    exq_page_shape(page, EXQ_PLOT_REFERENCE);
    exq_markup_text(page->markup, T(page, "Counted"));
    exq_markup_close(page->markup);
    exq_page_say(page, EXQ_SENTENCE_PAGE_ITEMS_SEEN, NULL);
    exq_page_element(page, "h3", NULL);
    if (exq_say_ever_shown(&page->voice, exq_page_words(page)))
        exq_page_element(page, "p", "comparison");
    exq_page_said(page, exq_say_tail(&page->voice, exq_page_words(page)));
    if (items != NULL)
        exq_page_said(page, exq_say_attention(&page->voice, exq_page_words(page), items));
    exq_markup_close(page->markup);
}

void exq_html_cards(exq_page *page)
{
    bool items = page->document->catalogue_count > 0;
    if (page->card_count == 0 && !items && !page->document->has_versions)
        return;
    exq_markup_open(page->markup, "section", "aria-labelledby", "findings-heading", NULL);
    exq_markup_open(page->markup, "h2", "id", "findings-heading", "class", "unseen", NULL);
    exq_markup_text(page->markup, T(page, "What comes first"));
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "ul", "class", "cards", NULL);
    if (page->document->has_versions)
        write_versions_card(page);
    for (size_t i = 0; i < page->card_count; i++)
        write_card(page, page->cards[i], &page->pairs[i]);
    if (items)
        write_items_card(page);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
