/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure are we: four kinds of doubt, kept apart since more people help against the first alone.
 */
#include "html_page.h"

static void write_chance(exq_page *page)
{
    exq_page_own(page, "h3", NULL, "Chance: another sample would have given other numbers");
    exq_markup_open(page->markup, "p", NULL);
    exq_markup_text(page->markup, "Ranges say how far, at level ");
    exq_page_number(page, page->document->uncertainty.level);
    exq_markup_text(
        page->markup,
        ". A difference counts as shown only where its whole range lies on one side of equal; where it does "
        "not, that is no finding of equality.");
    exq_markup_close(page->markup);
    if (exq_say_several_rows(&page->voice, exq_page_words(page)))
        exq_page_element(page, "p", NULL);
    exq_html_chance(page);
}

static void write_privacy(exq_page *page)
{
    exq_page_own(page, "h3", NULL, "Privacy: who is withheld");
    exq_buffer *words = exq_page_words(page);
    exq_buffer_string(words, "No noise was added: every number shown is exact. ");
    if (!exq_say_withheld_groups(&page->voice, words) && !exq_say_no_threshold(&page->voice, words))
        exq_buffer_string(words, "No group was withheld.");
    exq_page_element(page, "p", NULL);
    if (page->document->privacy.anything_withheld)
        exq_page_own(page, "p", NULL,
                     "What is withheld is in no comparison: neither lowest nor highest, and never the reference. The "
                     "answers are about the groups shown.");
}

void exq_html_certainty(exq_page *page)
{
    exq_page_section(page, "certainty", "How sure are we?");
    write_chance(page);
    exq_html_unknown(page);
    write_privacy(page);
    exq_html_choices(page);
    exq_markup_close(page->markup);
}
