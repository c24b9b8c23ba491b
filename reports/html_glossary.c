/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words explained: what the page's own terms mean, and each metric it shows.
 */
#include <string.h>

#include "html_page.h"

typedef struct exq_explained {
    const char *word, *meaning;
} exq_explained;

static const exq_explained comparisons[] = {
#define COMPARISON(ending, meaning) {ending, meaning},
#define TERM(word, meaning)
#include "glossary.def"
#undef TERM
#undef COMPARISON
};

static const exq_explained metrics[] = {
#define COMPARISON(ending, meaning)
#define TERM(word, meaning) {word, meaning},
#include "glossary.def"
#undef TERM
#undef COMPARISON
};

static const exq_explained terms[] = {
    {"Plausible range",
     "The values that agree with the data: were audits like this one made again and again, such ranges would hold the "
     "true value as often as the level says."                                                                        },
    {"Shown",           "The whole range lies on one side of equal, so chance alone does not explain the difference."},
    {"Not settled",
     "The range holds both equal and different. More people would narrow it. It is not a finding of equality."       },
    {"Reference",
     "The group that the others are compared with. It sets no standard; another choice gives other ratios."          },
    {"Rate",            "How many of those it could count are counted, as so many of every 100. With fewer than 30 people behind "
     "it no rate "
             "is given, only heads."                                                                                                         },
};

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t end = strlen(ending);
    return length >= end && strcmp(text + length - end, ending) == 0;
}

static const char *meaning_of(const char *id)
{
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        if (strcmp(id, metrics[i].word) == 0)
            return metrics[i].meaning;
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++)
        if (ends_with(id, comparisons[i].word))
            return comparisons[i].meaning;
    return NULL;
}

static void write_term(exq_page *page, const char *word, const char *meaning)
{
    exq_markup_element(page->markup, "dt", word);
    exq_markup_element(page->markup, "dd", meaning);
}

static bool is_rate(const exq_document *document, const char *id)
{
    for (size_t q = 0; q < document->question_count; q++)
        for (size_t g = 0; g < document->questions[q].group_count; g++)
            if (exq_look_rate(&document->questions[q].groups[g], id) != NULL)
                return true;
    return false;
}

/* A rate in the reader's words, any other metric by the rows above; the rest is told by the program itself. */
static void write_metric(exq_page *page, const char *id)
{
    exq_markup_open(page->markup, "dt", NULL);
    exq_markup_element(page->markup, "code", id);
    exq_markup_close(page->markup);
    const char *meaning = meaning_of(id);
    exq_buffer *words = exq_page_words(page);
    if (is_rate(page->document, id))
        exq_say_rate(&page->voice, words, id);
    else if (meaning != NULL)
        exq_buffer_string(words, meaning);
    else
        exq_buffer_format(words, "The command exaequo explain %s tells what it is.", id);
    exq_page_element(page, "dd", "sentence");
}

void exq_html_glossary(exq_page *page)
{
    const exq_document *document = page->document;
    exq_page_section(page, "words", "Words explained");
    exq_markup_open(page->markup, "dl", "class", "glossary", NULL);
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        write_term(page, terms[i].word, terms[i].meaning);
    for (size_t i = 0; i < document->conventions.show_count; i++)
        write_metric(page, document->conventions.show[i]);
    write_term(page, "… _ratio", meaning_of("_ratio"));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
