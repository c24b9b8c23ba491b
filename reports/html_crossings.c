/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two attributes crossed as a map: in each cell how many times as often as the reference, with a shade that says how far from
 * equal and an arrow that says which way. It is a table, so that it can be read aloud, copied and printed.
 */
#include <math.h>

#include "html_page.h"

static const char *const classes[EXQ_PLOT_SHADES] = {
#define SHADE(id, below, name, arrow) name,
#include "shades.def"
#undef SHADE
};

/* The colours are those of the page: who is worse off is orange. */
static const struct {
    const char *class, *caption;
} turns[EXQ_PLOT_TURNS] = {
    {"map diverging",
     N_("Blue: better off than the reference; orange: worse off; the deeper, the further from equal.")},
    {"map diverging turned",
     N_("Blue: better off than the reference; orange: worse off; the deeper, the further from equal.")},
    {"map diverging plain",  N_("The deeper, the further from equal; the arrows say which way.")      },
};

static void write_hidden(exq_page *page, const exq_doc_group *cell)
{
    exq_markup_open(page->markup, "td", "class", "hatched", NULL);
    exq_page_say(page, cell == NULL ? EXQ_SENTENCE_PAGE_NOBODY : EXQ_SENTENCE_PLOT_TOO_FEW, NULL);
    exq_page_element(page, "span", "said");
    exq_markup_close(page->markup);
}

static void write_ratio(exq_page *page, const exq_doc_disparity *ratio)
{
    const exq_plot_shade shade = exq_plot_shade_of(ratio->value);
    exq_markup_open(page->markup, "td", "class", classes[shade], NULL);
    exq_page_number(page, ratio->value);
    exq_markup_open(page->markup, "span", "class", "shape", "aria-hidden", "true", NULL);
    exq_markup_text(page->markup, exq_plot_arrow(shade));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_cell(exq_page *page, const exq_crossing *cell)
{
    if (cell->is_reference)
        exq_page_own(page, "td", classes[EXQ_PLOT_EVEN], exq_pattern(&page->voice, EXQ_SENTENCE_TEXT_REFERENCE));
    else if (cell->ratio == NULL)
        write_hidden(page, cell->group);
    else
        write_ratio(page, cell->ratio);
}

static void write_heads(exq_page *page, const exq_doc_question *question)
{
    exq_markup_open(page->markup, "thead", NULL);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "td", NULL);
    exq_markup_close(page->markup);
    for (size_t i = 0; i < question->group_count; i++) {
        if (!exq_look_opens(question, i, 0))
            continue;
        const exq_doc_levels level = exq_look_level(&question->groups[i], 0);
        exq_markup_open(page->markup, "th", "scope", "col", "class", "number", NULL);
        exq_say_label(&page->voice, exq_page_words(page), &level);
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_row(exq_page *page, const exq_doc_question *question, size_t row)
{
    const exq_doc_levels level = exq_look_level(&question->groups[row], 1);
    exq_page_row_of(page, &level);
    for (size_t column = 0; column < question->group_count; column++) {
        if (!exq_look_opens(question, column, 0))
            continue;
        const exq_crossing cell = exq_look_crossing(question, row, column);
        write_cell(page, &cell);
    }
    exq_markup_close(page->markup);
}

void exq_html_crossings(exq_page *page, const exq_doc_question *question, size_t index)
{
    if (!exq_look_is_crossed(question))
        return;
    exq_page_own(page, "h3", NULL, T(page, "Where both attributes meet"));
    exq_page_own(
        page, "p", "legend",
        T(page, "1 is equal to the reference. ▲ more than 1.1, ▲▲ more than 1.25 and ▲▲▲ more than 2 times as often; "
                "▼ less than 0.91, ▼▼ at most 0.8 and ▼▼▼ at most 0.5 times. The shade is the number found, not what "
                "is shown: its range stands in the table of ratios. Hatched: too few people."));
    const exq_plot_turn turn = exq_plot_turn_of(page->document, question->lead_rate);
    exq_page_figure(page, &page->maps[index], T(page, turns[turn].caption));
    exq_places places = {0};
    exq_page_say_rate(page, exq_place(&places, "rate"), question->lead_rate);
    exq_page_say(page, EXQ_SENTENCE_PAGE_CROSSED, &places);
    exq_page_folded_table(page, turns[turn].class, exq_page_keep(page));
    write_heads(page, question);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t row = 0; row < question->group_count; row++)
        if (exq_look_opens(question, row, 1))
            write_row(page, question, row);
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
}
