/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure are we: four kinds of doubt, kept apart since more people help against the first alone.
 */
#include "html_page.h"

static void write_chance(exq_page *page)
{
    exq_page_own(page, "h3", NULL, T(page, "Chance: another sample would have given other numbers"));
    exq_markup_open(page->markup, "p", NULL);
    exq_page_numbers(page, EXQ_SENTENCE_PAGE_AT_LEVEL, exq_page_number,
                     (exq_page_place[]){
                         {"level", page->document->uncertainty.level},
                         {0      }
    });
    exq_markup_close(page->markup);
    exq_say_tables_hold(&page->voice, exq_page_words(page));
    exq_page_element(page, "p", NULL);
    if (exq_say_several_rows(&page->voice, exq_page_words(page)))
        exq_page_element(page, "p", NULL);
    exq_html_chance(page);
}

static void write_privacy(exq_page *page)
{
    exq_page_own(page, "h3", NULL, T(page, "Privacy: who is withheld"));
    exq_buffer *words = exq_page_words(page);
    exq_buffer_string(words, T(page, "No noise was added: every number shown is exact."));
    exq_buffer_char(words, ' ');
    if (!exq_say_withheld_groups(&page->voice, words) && !exq_say_no_threshold(&page->voice, words))
        exq_buffer_string(words, T(page, "No group was withheld."));
    exq_page_element(page, "p", NULL);
    if (page->document->privacy.anything_withheld)
        exq_page_own(page, "p", NULL,
                     T(page,
                       "What is withheld is in no comparison: neither lowest nor highest, and never the reference. The "
                       "answers are about the groups shown."));
}

void exq_html_certainty(exq_page *page)
{
    exq_page_section(page, "certainty", T(page, "How sure are we?"));
    write_chance(page);
    exq_html_unknown(page);
    write_privacy(page);
    exq_html_choices(page);
    exq_markup_close(page->markup);
}
