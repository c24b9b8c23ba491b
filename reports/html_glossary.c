/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words explained: what the page's own terms mean, and each metric it shows.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

typedef struct exq_explained {
    const char *word, *meaning;
} exq_explained;

static const exq_explained words[] = {
#define WORD(word, meaning) {word, meaning},
#define COMPARISON(word, meaning)
#define METRIC(word, meaning)
#include "glossary.def"
#undef WORD
#undef COMPARISON
#undef METRIC
};

static const exq_explained comparisons[] = {
#define WORD(word, meaning)
#define COMPARISON(word, meaning) {word, meaning},
#define METRIC(word, meaning)
#include "glossary.def"
#undef WORD
#undef COMPARISON
#undef METRIC
};

static const exq_explained metrics[] = {
#define WORD(word, meaning)
#define COMPARISON(word, meaning)
#define METRIC(word, meaning) {word, meaning},
#include "glossary.def"
#undef WORD
#undef COMPARISON
#undef METRIC
};

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t end = strlen(ending);
    return length >= end && strcmp(text + length - end, ending) == 0;
}

/* "gini@10" is gini@K, and "gini@10:genres" too. */
static bool is_metric(const char *id, const char *word)
{
    size_t name = strcspn(word, "@");
    if (word[name] == '\0')
        return strcmp(id, word) == 0;
    if (strncmp(id, word, name + 1) != 0)
        return false;
    const char *behind = id + name + 1;
    behind += strspn(behind, "0123456789");
    return *behind == '\0' || *behind == ':';
}

const char *exq_html_meaning(const char *id)
{
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        if (is_metric(id, metrics[i].word))
            return metrics[i].meaning;
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++)
        if (ends_with(id, comparisons[i].word))
            return comparisons[i].meaning;
    return NULL;
}

static void write_term(exq_page *page, const char *word, const char *meaning)
{
    exq_markup_element(page->markup, "dt", T(page, word));
    exq_markup_element(page->markup, "dd", T(page, meaning));
}

/* A rate in the reader's words, any other metric by the rows above; the rest is told by the program itself. */
static void write_metric(exq_page *page, const char *id)
{
    const char *meaning = exq_html_meaning(id);
    exq_markup_open(page->markup, "dt", NULL);
    exq_markup_element(page->markup, "code", id);
    exq_markup_close(page->markup);
    if (meaning != NULL) {
        exq_buffer_string(exq_page_words(page), T(page, meaning));
    } else if (!exq_html_say_what(page, id)) {
        exq_places places = {0};
        exq_buffer_string(exq_place(&places, "metric"), id);
        exq_page_say(page, EXQ_SENTENCE_PAGE_TOLD_BY_PROGRAM, &places);
    }
    exq_page_element(page, "dd", NULL);
}

/* Is the metric one of scores that the page has, and not asked for by name, which is explained already? */
static bool is_told(const exq_document *document, const char *word)
{
    bool told = false;
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t i = 0; i < question->disparity_count && exq_is_of_scores(word); i++)
            told |= strcmp(question->disparities[i].metric, word) == 0;
        for (size_t g = 0; g < question->group_count; g++) {
            const exq_doc_measure *measure = exq_look_measure(&question->groups[g], word);
            told |= measure != NULL && !isnan(measure->value);
        }
    }
    for (size_t i = 0; i < document->conventions.show_count; i++)
        told &= strcmp(document->conventions.show[i], word) != 0;
    return told;
}

void exq_html_glossary(exq_page *page)
{
    const exq_document *document = page->document;
    exq_page_section(page, "words", T(page, "Words explained"));
    exq_page_fold(page, NULL, T(page, "What words, rates and metrics of this page mean"));
    exq_markup_open(page->markup, "dl", "class", "glossary", NULL);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        write_term(page, words[i].word, words[i].meaning);
    bool lists = document->conventions.has_lists;
    for (size_t i = 0; !lists && i < document->conventions.show_count; i++)
        write_metric(page, document->conventions.show[i]);
    for (size_t i = 0; lists && i < sizeof metrics / sizeof metrics[0]; i++)
        if (strchr(metrics[i].word, '@') != NULL)
            write_term(page, metrics[i].word, metrics[i].meaning);
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        if (strchr(metrics[i].word, '@') == NULL && is_told(document, metrics[i].word))
            write_metric(page, metrics[i].word);
    write_term(page, "… _ratio", exq_html_meaning("_ratio"));
    exq_markup_close(page->markup);
    exq_page_fold_end(page);
    exq_markup_close(page->markup);
}
