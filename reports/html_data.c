/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People and data: what was read, what was left out and why, who is not shown, and what stands for what.
 */
#include <string.h>

#include "html_page.h"
#include "sentences_lists.h"
#include "warnings.h"

static void term(exq_page *page, const char *name)
{
    exq_markup_element(page->markup, "dt", name);
}

static void count_item(exq_page *page, const char *name, exq_count count)
{
    term(page, name);
    exq_markup_open(page->markup, "dd", NULL);
    exq_page_count(page, count);
    exq_markup_close(page->markup);
}

static void text_item(exq_page *page, const char *name, const char *text)
{
    if (text == NULL)
        return;
    term(page, name);
    exq_markup_element(page->markup, "dd", text);
}

static void list_item(exq_page *page, const char *name, const char *const *texts, size_t count)
{
    if (count == 0)
        return;
    exq_buffer *words = exq_page_words(page);
    for (size_t i = 0; i < count; i++)
        exq_buffer_format(words, "%s%s", i == 0 ? "" : ", ", texts[i]);
    term(page, name);
    exq_page_element(page, "dd", NULL);
}

static void write_rows(exq_page *page)
{
    const exq_document *document = page->document;
    exq_say_rows(&page->voice, exq_page_words(page));
    exq_page_element(page, "p", NULL);
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    count_item(page, T(page, "Rows read"), document->data.rows_read);
    count_item(page, T(page, "Rows used"), document->data.rows_used);
    for (size_t i = 0; i < document->data.rows_excluded_count; i++) {
        const exq_doc_excluded *excluded = &document->data.rows_excluded[i];
        exq_places places = {0};
        exq_say_excluded(&page->voice, exq_place(&places, "why"), excluded->reason);
        exq_page_say(page, EXQ_SENTENCE_PAGE_LEFT_OUT, &places);
        exq_page_element(page, "dt", NULL);
        exq_markup_open(page->markup, "dd", NULL);
        exq_page_count(page, excluded->rows);
        exq_markup_close(page->markup);
    }
    text_item(page, T(page, "Date of the data"), document->data.as_of);
    exq_markup_close(page->markup);
    exq_page_said(page, exq_say_met(&page->voice, exq_page_words(page)));
}

static void write_absent(exq_page *page)
{
    exq_buffer *words = exq_page_words(page);
    bool withheld = exq_say_withheld_groups(&page->voice, words);
    if (withheld)
        exq_page_element(page, "p", NULL);
    if (exq_say_no_threshold(&page->voice, exq_page_words(page))) {
        exq_page_element(page, "p", NULL);
    } else {
        exq_markup_open(page->markup, "p", NULL);
        exq_page_numbers(page, EXQ_SENTENCE_PAGE_SHOWN_FROM, exq_page_amount,
                         (exq_page_place[]){
                             {"n", (double)page->document->privacy.min_cell},
                             {0  }
        });
        exq_markup_text(page->markup, " ");
        exq_markup_text(page->markup,
                        withheld ? T(page, "A withheld group gives no number anywhere, neither in this page nor in "
                                           "the result it was made from.")
                                 : T(page, "No group was withheld."));
        exq_markup_text(page->markup, " ");
        exq_markup_text(page->markup, T(page, "The whole group is counted: behind a single rate there may be fewer."));
        exq_markup_close(page->markup);
    }
    for (size_t i = 0; i < page->document->data.warning_count; i++) {
        const bool known = exq_say_warning(&page->voice, exq_page_words(page), page->document->data.warnings[i]);
        exq_markup_open(page->markup, "p", "lang", known ? page->voice.language->tag : "en", "class", "note", NULL);
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
}

/* How missing values of an attribute were treated. */
static const char *missing_words(const exq_page *page, const char *choice)
{
    static const struct {
        const char *choice, *words;
    } choices[] = {
        {"own_group", N_("a group of their own, shown and never compared")  },
        {"drop",      N_("their rows were left out")                        },
        {"fail",      N_("there were none, else the run would have stopped")},
        {"compare",   N_("a group like the others")                         }
    };
    for (size_t i = 0; choice != NULL && i < sizeof choices / sizeof choices[0]; i++)
        if (strcmp(choice, choices[i].choice) == 0)
            return T(page, choices[i].words);
    return choice;
}

static const char *selected_is(const exq_page *page, const char *said)
{
    return said == NULL                ? T(page, "not said to be good or bad")
           : strcmp(said, "good") == 0 ? T(page, "good")
                                       : T(page, "bad");
}

static void write_roles(exq_page *page)
{
    const exq_document *document = page->document;
    exq_page_own(page, "h3", NULL, T(page, "What stands for what"));
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    text_item(page, T(page, "Decision"), document->conventions.decision);
    list_item(page, T(page, "Counts as selected"), document->conventions.favourable,
              document->conventions.favourable_count);
    if (document->question_count > 0 && document->questions[0].class_name != NULL)
        list_item(page, T(page, "Classes"), document->conventions.classes, document->conventions.class_count);
    text_item(page, T(page, "Score"), document->conventions.score);
    text_item(page, T(page, "Selected from a score of"), document->conventions.threshold);
    text_item(page, T(page, "What turned out to be true"), document->conventions.label);
    list_item(page, T(page, "Counts as positive"), document->conventions.positive,
              document->conventions.positive_count);
    for (size_t i = 0; i < document->question_count; i++)
        if (document->questions[i].given_count > 0 && (i == 0 || document->questions[i - 1].given_count == 0))
            list_item(page, T(page, "Compared again within"), document->questions[i].given,
                      document->questions[i].given_count);
    text_item(page, T(page, "Decision with the attribute switched"), document->conventions.counterfactual);
    text_item(page, T(page, "Weight"), document->conventions.weight);
    text_item(page, T(page, "Values not recorded"), missing_words(page, document->conventions.missing));
    if (!exq_look_lists_alone(document))
        text_item(page, T(page, "Being selected is"), selected_is(page, document->conventions.selected_is));
    for (size_t i = 0; i < document->conventions.word_count; i++) {
        const exq_doc_word *word = &document->conventions.words[i];
        const char *key = exq_word_key_in(&page->voice, word->key);
        exq_places places = {0};
        if (key == NULL)
            continue;
        exq_buffer_string(exq_place(&places, "word"), key);
        exq_page_say(page, EXQ_SENTENCE_PAGE_WORD, &places);
        exq_page_element(page, "dt", NULL);
        exq_markup_element(page->markup, "dd", word->text);
    }
    exq_markup_close(page->markup);
}

static void write_digest(exq_page *page, const char *digest)
{
    exq_markup_open(page->markup, "td", NULL);
    if (digest == NULL)
        exq_page_own(page, "span", "quiet", T(page, "not asked for"));
    else
        exq_markup_element(page->markup, "code", digest);
    exq_markup_close(page->markup);
}

/* What a file was read for. */
static const char *role_words(const exq_page *page, const char *role)
{
    static const struct {
        const char *role, *words;
    } roles[] = {
        {"truth",   N_("what was held back to judge by")},
        {"history", N_("what people had before")        },
        {"users",   N_("groups of people")              },
        {"items",   N_("groups of items")               },
    };
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (strcmp(role, roles[i].role) == 0)
            return T(page, roles[i].words);
    return role;
}

static void write_source(exq_page *page, const exq_doc_source *source, const char *role)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_markup_text(page->markup, source->name);
    exq_markup_close(page->markup);
    exq_markup_element(page->markup, "td", role);
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    exq_page_count(page, source->bytes);
    exq_markup_close(page->markup);
    write_digest(page, source->xxh3_128);
    write_digest(page, source->sha256);
    exq_markup_close(page->markup);
}

static void write_sources(exq_page *page)
{
    static const char *const headings[] = {N_("File"),     N_("Read as"), N_("#Bytes"),
                                           N_("XXH3-128"), N_("SHA-256"), NULL};
    const exq_document *document = page->document;
    const char *audited = document->conventions.has_lists ? T(page, "lists") : T(page, "decisions");
    exq_page_folded_table(page, "sources", T(page, "Sources"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < document->data.source_count; i++)
        write_source(page, &document->data.sources[i], audited);
    for (size_t i = 0; i < document->data.reference_count; i++) {
        const exq_doc_reference_file *file = &document->data.references[i];
        write_source(page, &file->source, role_words(page, file->role));
    }
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
}

void exq_html_data(exq_page *page)
{
    exq_page_section(page, "data", T(page, "People and data"));
    write_rows(page);
    write_absent(page);
    exq_html_policy(page);
    exq_html_summary(page);
    write_roles(page);
    exq_html_conventions(page);
    write_sources(page);
    exq_markup_close(page->markup);
}
