/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the results tell of privacy, of the latest of each audit; and what they cannot tell, which is said, never 0.
 */
#include <string.h>

#include "dashboard.h"

static void count_cell(exq_page *page, exq_count count)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    exq_page_count(page, count);
    exq_markup_close(page->markup);
}

/* Rows of people who did not consent; -1 where nobody was asked for consent. */
static exq_count without_consent(const exq_document *document)
{
    for (size_t i = 0; i < document->data.rows_excluded_count; i++)
        if (strncmp(document->data.rows_excluded[i].reason, "consent", 7) == 0)
            return document->data.rows_excluded[i].rows;
    return -1;
}

static void write_answers(exq_page *page, const exq_document *document)
{
    size_t answered = 0;
    for (size_t i = 0; i < document->ethics_count; i++)
        answered += document->ethics[i].answer != NULL;
    if (answered == 0) {
        exq_page_own(page, "td", NULL, T(page, "not reviewed"));
        return;
    }
    exq_places places = {0};
    exq_say_count(&page->voice, exq_place(&places, "answered"), (exq_count)answered);
    exq_say_count(&page->voice, exq_place(&places, "all"), (exq_count)document->ethics_count);
    exq_page_say(page, EXQ_SENTENCE_DASHBOARD_ANSWERED, &places);
    exq_page_element(page, "td", NULL);
}

static void write_audit(exq_dashboard_page *self, const exq_dated *latest)
{
    exq_page *page = &self->page;
    const exq_count refused = without_consent(latest->document);
    exq_page_turn_to(page, latest);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_dashboard_say_audit(latest, exq_page_words(page));
    exq_page_text(page);
    exq_markup_close(page->markup);
    count_cell(page, latest->document->privacy.min_cell);
    count_cell(page, latest->document->privacy.withheld_groups);
    if (refused >= 0)
        count_cell(page, refused);
    else
        exq_page_own(page, "td", "number", T(page, "not supplied"));
    write_answers(page, latest->document);
    exq_markup_close(page->markup);
}

void exq_dashboard_privacy(exq_dashboard_page *self)
{
    static const char *const headings[] = {N_("Audit"),
                                           N_("#Smallest group shown"),
                                           N_("#Groups withheld"),
                                           N_("#Rows left out for want of consent"),
                                           N_("Ethics questions"),
                                           NULL};
    static const char *const unknown[] = {N_("Erasures asked for, honoured and overdue"),
                                          N_("Data of third parties without proof of consent"),
                                          N_("Privacy budget spent and left"),
                                          N_("Outputs refused by a privacy rule"),
                                          N_("Breaches"),
                                          N_("Staff trained"),
                                          N_("Impact assessments and their dates")};
    exq_page *page = &self->page;
    exq_page_section(page, "privacy", T(page, "Privacy"));
    exq_page_table(page, "privacy", T(page, "The latest of each audit"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t h = 0; h < self->history_count; h++)
        write_audit(self, &self->histories[h].results[self->histories[h].count - 1]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    exq_page_own(page, "p", NULL,
                 T(page, "Audits cannot know the following. Nobody supplied it, which does not make it 0."));
    exq_markup_open(page->markup, "dl", "class", "supplied", NULL);
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        exq_page_own(page, "dt", NULL, T(page, unknown[i]));
        exq_page_own(page, "dd", NULL, T(page, "not supplied"));
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
