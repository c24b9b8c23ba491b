/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure are we: four kinds of doubt kept apart, and how the ranges were found.
 */
#include <stdio.h>
#include <string.h>

#include "html_page.h"

static const struct {
    const char *name, *words, *source;
} methods[] = {
#define METHOD(name, words, source) {name, words, source},
#include "methods.def"
#undef METHOD
};

/* Weighted data use the same method on the effective number of people. */
static bool is_method(const char *used, const char *name)
{
    size_t length = strlen(name);
    return used != NULL && strncmp(used, name, length) == 0 &&
           (used[length] == '\0' || strcmp(used + length, "_effective") == 0);
}

static bool group_uses(const exq_doc_group *group, const char *name)
{
    for (size_t i = 0; i < group->rate_count; i++)
        if (is_method(group->rates[i].method, name))
            return true;
    return false;
}

static bool is_used(const exq_document *document, const char *name)
{
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t g = 0; g < question->group_count; g++)
            if (group_uses(&question->groups[g], name))
                return true;
        for (size_t d = 0; d < question->disparity_count; d++)
            if (is_method(question->disparities[d].method, name))
                return true;
    }
    return false;
}

static void write_methods(exq_page *page)
{
    static const char *const headings[] = {"Range of", "Source", NULL};
    exq_page_table(page, "methods", "How ranges were found");
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (!is_used(page->document, methods[i].name))
            continue;
        exq_markup_open(page->markup, "tr", NULL);
        exq_markup_open(page->markup, "th", "scope", "row", NULL);
        exq_markup_text(page->markup, methods[i].words);
        exq_markup_close(page->markup);
        exq_markup_element(page->markup, "td", methods[i].source);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
}

static void doubt(exq_page *page, const char *name, const char *text)
{
    exq_markup_element(page->markup, "dt", name);
    exq_markup_open(page->markup, "dd", NULL);
    exq_markup_text(page->markup, text);
}

static void write_doubts(exq_page *page)
{
    const exq_document *document = page->document;
    exq_markup_open(page->markup, "dl", "class", "doubts", NULL);
    doubt(page, "Chance",
          "Another sample of people like these would have given other numbers. Ranges say how far: at level ");
    exq_page_number(page, document->uncertainty.level);
    exq_markup_text(page->markup,
                    document->uncertainty.simultaneous == NULL
                        ? "."
                        : ", widened so that all comparisons of one rate in one question hold together. A "
                          "difference counts as shown only where its whole range lies on one side of equal.");
    exq_markup_close(page->markup);
    doubt(page, "Missing people",
          "Rows left out and values not recorded are in no range. Where they are many, the picture may change with "
          "them.");
    exq_markup_close(page->markup);
    doubt(page, "Privacy",
          "No noise was added. Groups too small to publish are withheld whole, and are in no comparison.");
    exq_markup_close(page->markup);
    doubt(page, "Choices",
          "The reference, the threshold, what counts as selected, how missing values are treated: each could have been "
          "another. They are listed under “People and data”.");
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_html_certainty(exq_page *page)
{
    exq_page_section(page, "certainty", "How sure are we?");
    write_doubts(page);
    write_methods(page);
    exq_markup_close(page->markup);
}
