/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of the page: what this cannot tell, how to make it again, and what the reader signs.
 */
#include <math.h>

#include "html_page.h"
#include "review_form.h"

static const struct {
    const char *text;
    bool of_labels; /* said only where there are any */
} limits[] = {
    {N_("Causes. It compares outcomes; what brought them about is not in the data."),                       false},
    {N_("Lawfulness. Whether a difference is allowed is for people who know the law and the case."),        false},
    {N_("A single person. Rates speak of groups; nobody can read their own treatment from them."),          false},
    {N_("Groups that were not recorded, or recorded wrongly."),                                             false},
    {N_("Whether the labels are right. Where they were unfairly made, agreeing with them is no fairness."), true },
};

static void write_limits(exq_page *page)
{
    exq_page_section(page, "limits", T(page, "What this cannot tell"));
    exq_markup_open(page->markup, "ul", NULL);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        if (limits[i].of_labels <= (page->document->conventions.label != NULL))
            exq_markup_element(page->markup, "li", T(page, limits[i].text));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void fact(exq_page *page, const char *name, const char *element, const char *text)
{
    if (text == NULL)
        return;
    exq_markup_element(page->markup, "dt", name);
    exq_markup_open(page->markup, "dd", NULL);
    exq_markup_element(page->markup, element, text);
    exq_markup_close(page->markup);
}

static void write_reproduction(exq_page *page)
{
    const exq_document *document = page->document;
    exq_page_section(page, "reproduce", T(page, "Reproduce"));
    exq_page_own(page, "p", NULL, T(page, "The same data and the same command give the same result, byte for byte."));
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    fact(page, T(page, "Command"), "code", document->provenance.command);
    exq_buffer_format(exq_page_words(page), "%s %s", document->tool_name, document->tool_version);
    exq_markup_element(page->markup, "dt", T(page, "Program"));
    exq_page_element(page, "dd", NULL);
    exq_markup_element(page->markup, "dt", T(page, "Seed"));
    exq_markup_open(page->markup, "dd", NULL);
    exq_page_count(page, document->uncertainty.seed);
    exq_markup_close(page->markup);
    fact(page, T(page, "Format of the result"), "code", document->schema);
    fact(page, T(page, "SHA-256 of the result this page was made from"), "code", page->json_sha256);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void blank(exq_page *page, const char *name)
{
    exq_markup_open(page->markup, "div", "class", "blank", NULL);
    exq_markup_element(page->markup, "span", name);
    exq_markup_close(page->markup);
}

static void write_review(exq_page *page)
{
    exq_page_section(page, "review", T(page, "Review and sign"));
    exq_page_own(page, "p", NULL,
                 T(page, "Three questions that no number answers. Each asks for a yes or a no, and a reason."));
    exq_markup_open(page->markup, "ol", "class", "review", NULL);
    for (size_t i = 0; i < EXQ_REVIEW_QUESTIONS; i++) {
        exq_markup_open(page->markup, "li", NULL);
        exq_markup_text(page->markup, T(page, exq_review_questions[i].text));
        if (!exq_html_answer(page, i)) {
            exq_markup_text(page->markup, " ");
            exq_page_own(page, "span", "badge", T(page, "Not reviewed"));
            blank(page, T(page, "Answer and reason"));
        }
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "div", "class", "signature", NULL);
    blank(page, T(page, "Name"));
    blank(page, T(page, "Date"));
    blank(page, T(page, "Signature, or what is missing"));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_html_closing(exq_page *page)
{
    write_limits(page);
    exq_html_actions(page);
    exq_html_privacy(page);
    exq_html_glossary(page);
    exq_html_methods(page);
    write_reproduction(page);
    write_review(page);
}
