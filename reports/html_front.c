/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first screen: what was audited, the question, the answer in a sentence or two, the findings as cards, what this
 * does not show, and what the reader is asked to do. No metric names, no digests.
 */
#include "html_page.h"
#include "sentences_lists.h"
#include "sentences_tasks.h"
#include "sentences_versions.h"

#include <string.h>

/* The first day on which something that the answer rests on ends: a rule to be read again, a waiver. */
static const char *first_end(const exq_document *document)
{
    const char *first = NULL;
    for (size_t i = 0; i < document->preset_count; i++)
        if (first == NULL || strcmp(document->presets[i].review_by, first) < 0)
            first = document->presets[i].review_by;
    for (size_t i = 0; i < document->waiver_count; i++) {
        const exq_doc_waiver *waiver = &document->waivers[i];
        const bool holds = strcmp(waiver->state, "in_force") == 0 || strcmp(waiver->state, "ends_soon") == 0;
        if (holds && (first == NULL || strcmp(waiver->expires, first) < 0))
            first = waiver->expires;
    }
    return first;
}

static void say_validity(exq_page *page, exq_buffer *out)
{
    const char *end = first_end(page->document);
    exq_places places = {0};
    if (end != NULL)
        exq_buffer_string(exq_place(&places, "day"), end);
    exq_fill_sentence(&page->voice, out, end != NULL ? EXQ_SENTENCE_PAGE_VALID_UNTIL : EXQ_SENTENCE_PAGE_VALID,
                      &places);
}

static void write_subject(exq_page *page)
{
    const exq_document *document = page->document;
    exq_buffer *words = exq_page_words(page);
    exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_PAGE_NAME, NULL);
    const char *other = document->versions.before; /* another version is no subject */
    bool first = true;
    if (document->has_versions) {
        exq_buffer_string(words, " · ");
        exq_say_versions_instead(&page->voice, words);
    }
    for (size_t i = 0; i < document->data.source_count; i++) {
        const char *name = document->data.sources[i].name;
        if ((other != NULL && strcmp(name, other) == 0) ||
            (document->has_versions && strcmp(name, document->versions.after) == 0))
            continue;
        exq_buffer_string(words, first ? " · " : ", ");
        exq_buffer_string(words, name);
        first = false;
    }
    exq_buffer_string(words, " · ");
    const exq_doc_question *people = exq_look_question(document, EXQ_SIDE_USER);
    exq_count count = people != NULL ? people->overall.n : document->data.rows_used;
    bool rows = count == 1 || (document->conventions.has_lists && people == NULL);
    exq_places places = {0};
    exq_say_count(&page->voice, exq_place(&places, "n"), count);
    if (rows)
        exq_fill_counted(&page->voice, words, EXQ_SENTENCE_PAGE_ROWS, count, &places);
    else
        exq_fill_sentence(&page->voice, words, EXQ_SENTENCE_PAGE_PEOPLE, &places);
    if (document->data.as_of != NULL)
        exq_buffer_format(words, " · %s", document->data.as_of);
    exq_buffer_string(words, " · ");
    say_validity(page, words);
    exq_page_element(page, "p", "subject");
}

/* Which column holds the decision, which what turned out, and the value of each that counts. */
static void write_audited(exq_page *page)
{
    const exq_document *document = page->document;
    const char *decision = document->conventions.decision, *score = document->conventions.score;
    const char *threshold = document->conventions.threshold, *label = document->conventions.label;
    const size_t favourable = document->conventions.favourable_count, positive = document->conventions.positive_count;
    const bool cut = decision == NULL && score != NULL && threshold != NULL;
    exq_places places = {0};
    if (document->conventions.has_lists || (decision == NULL && !cut))
        return;
    if (cut) {
        exq_say_columns(&page->voice, exq_place(&places, "score"), &score, 1);
        exq_say_columns(&page->voice, exq_place(&places, "threshold"), &threshold, 1);
    } else {
        exq_say_columns(&page->voice, exq_place(&places, "decision"), &decision, 1);
        if (favourable > 0)
            exq_say_columns(&page->voice, exq_place(&places, "values"), document->conventions.favourable, favourable);
    }
    exq_page_say(page,
                 cut              ? EXQ_SENTENCE_PAGE_AUDITED_SCORE
                 : favourable > 0 ? EXQ_SENTENCE_PAGE_AUDITED_DECISION
                                  : EXQ_SENTENCE_PAGE_AUDITED_DECISION_ALONE,
                 &places);
    if (label != NULL && positive > 0) {
        exq_buffer_char(&page->words, ' ');
        exq_say_columns(&page->voice, exq_place(&places, "label"), &label, 1);
        exq_say_columns(&page->voice, exq_place(&places, "values"), document->conventions.positive, positive);
        exq_fill_sentence(&page->voice, &page->words, EXQ_SENTENCE_PAGE_AUDITED_LABEL, &places);
    }
    exq_page_element(page, "p", "subject");
}

/* That the finding does not remain where like is compared with like: without it the answer would mislead. */
static bool say_paradox(exq_page *page, exq_buffer *words, const exq_doc_finding *finding)
{
    const exq_doc_question *question = &page->document->questions[finding->question];
    const exq_doc_disparity *disparity = exq_look_disparity(page->document, finding);
    return exq_say_simpson(&page->voice, words, question, disparity->of, &disparity->group);
}

/* The finding that answers: the best one. Findings are ranked; nothing is chosen here. */
static void write_answer(exq_page *page)
{
    const exq_document *document = page->document;
    exq_markup_open(page->markup, "div", "class", "answer", NULL);
    exq_buffer *words = exq_page_words(page);
    if (document->finding_count == 0) {
        exq_say_no_finding(&page->voice, words);
        exq_page_element(page, "p", "short");
    } else {
        const exq_doc_finding *finding = &document->findings[0];
        const exq_doc_disparity *disparity = exq_look_disparity(document, finding);
        bool shown = strcmp(finding->state, "shown") == 0;
        bool remains = !say_paradox(page, exq_page_words(page), finding);
        exq_places places = {0};
        exq_say_comparison(&page->voice, exq_place(&places, "finding"), disparity);
        exq_page_say(page,
                     !shown                            ? EXQ_SENTENCE_PAGE_ANSWER_UNSETTLED
                     : document->conventions.has_lists ? EXQ_SENTENCE_PAGE_ANSWER_NO
                     : remains                         ? EXQ_SENTENCE_PAGE_ANSWER_YES
                                                       : EXQ_SENTENCE_PAGE_ANSWER_OVER_ALL,
                     &places);
        exq_page_element(page, "p", "short");
        if (say_paradox(page, exq_page_words(page), finding))
            exq_page_element(page, "p", "short");
        else if (exq_say_plausible_range(&page->voice, exq_page_words(page), disparity)) {
            exq_buffer_string(&page->words, " ");
            if (!shown)
                exq_say_not_settled(&page->voice, &page->words);
            else if (!exq_say_harm(&page->voice, &page->words, finding))
                exq_say_limits(&page->voice, &page->words);
            exq_page_element(page, "p", "long");
        }
    }
    exq_page_verdict_line(page, "p");
    exq_markup_close(page->markup);
}

static void item(exq_page *page, bool said)
{
    if (said)
        exq_page_element(page, "li", NULL);
}

static void write_limits(exq_page *page)
{
    const exq_document *document = page->document;
    exq_markup_open(page->markup, "div", NULL);
    exq_page_own(page, "h2", "small", T(page, "What this does not show"));
    exq_markup_open(page->markup, "ul", NULL);
    exq_page_own(page, "li", NULL, T(page, "Why outcomes differ."));
    exq_page_own(page, "li", NULL, T(page, "Whether a difference is justified, or lawful."));
    if (!document->conventions.has_lists && document->conventions.selected_is == NULL)
        exq_page_own(
            page, "li", NULL,
            T(page, "Who is worse off: nobody has said whether being selected is good or bad for the person."));
    if (exq_say_no_labels(&page->voice, exq_page_words(page)))
        exq_page_own(page, "li", NULL, T(page, "Whether decisions were right: no labels were given."));
    item(page, exq_say_weighted(&page->voice, exq_page_words(page)));
    item(page, exq_say_withheld_groups(&page->voice, exq_page_words(page)));
    if (document->conventions.has_lists)
        item(page, exq_say_judged(&page->voice, exq_page_words(page)));
    else if (document->data.rows_excluded_count > 0) {
        exq_say_rows(&page->voice, exq_page_words(page));
        item(page, true);
    }
    exq_page_own(page, "li", NULL, T(page, "Anything on groups that the data do not record."));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_tasks(exq_page *page)
{
    exq_markup_open(page->markup, "div", NULL);
    exq_page_own(page, "h2", "small", T(page, "What is asked of you"));
    exq_markup_open(page->markup, "ol", NULL);
    for (exq_task task = 0; task < EXQ_TASKS; task++) {
        if (!exq_say_task(&page->voice, exq_page_words(page), task))
            continue;
        exq_markup_open(page->markup, "li", NULL);
        exq_page_text(page);
        if (task == EXQ_TASK_SIGN && exq_open_questions(page->document) > 0) {
            exq_markup_text(page->markup, " ");
            exq_page_own(page, "span", "badge", T(page, "Not reviewed"));
        }
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void link_to(exq_page *page, const char *target, const char *text)
{
    exq_markup_open(page->markup, "li", NULL);
    exq_markup_open(page->markup, "a", "href", target, NULL);
    exq_markup_text(page->markup, text);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_contents(exq_page *page)
{
    static const struct {
        const char *target, *text;
    } others[] = {
        {"#data",      N_("People and data")      },
        {"#certainty", N_("How sure are we?")     },
        {"#limits",    N_("What this cannot tell")},
        {"#actions",   N_("Findings and actions") },
        {"#privacy",   N_("Privacy record")       },
        {"#words",     N_("Words explained")      },
        {"#methods",   N_("Methods and sources")  },
        {"#reproduce", N_("Reproduce")            },
        {"#review",    N_("Review and sign")      }
    };
    exq_markup_open(page->markup, "nav", "aria-label", T(page, "Contents"), NULL);
    exq_markup_open(page->markup, "ul", NULL);
    if (page->document->check_count > 0)
        link_to(page, "#checks", T(page, "All checks"));
    if (page->document->has_versions)
        link_to(page, "#versions", exq_pattern(&page->voice, EXQ_SENTENCE_VERSIONS_TITLE));
    for (size_t i = 0; i < page->document->question_count; i++) {
        char target[40];
        exq_buffer *words = exq_page_words(page);
        exq_buffer_format(words, "#question-%zu", i + 1);
        memcpy(target, words->bytes, words->length < sizeof target ? words->length + 1 : 0);
        exq_page_say_question(page, &page->document->questions[i]);
        link_to(page, target, page->words.bytes);
    }
    if (page->document->catalogue_count > 0)
        link_to(page, "#catalogue", T(page, "What is seen of the catalogue"));
    if (exq_look_any_scores(page->document))
        link_to(page, "#scores", T(page, "Scores"));
    if (page->document->has_search)
        link_to(page, "#search", T(page, "Groups found by searching"));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        link_to(page, others[i].target, T(page, others[i].text));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

/* The question that the page answers. */
static void say_title(exq_page *page)
{
    bool lists = page->document->conventions.has_lists;
    bool people = !lists || exq_look_question(page->document, EXQ_SIDE_USER) != NULL;
    exq_places places = {0};
    exq_page_say_groupings(page, exq_place(&places, "groupings"));
    exq_page_say(page,
                 !lists   ? EXQ_SENTENCE_PAGE_ASKS_OUTCOMES
                 : people ? EXQ_SENTENCE_PAGE_ASKS_LISTS
                          : EXQ_SENTENCE_PAGE_ASKS_ITEMS,
                 &places);
}

/* The same page in other languages, each named in its own. */
static void write_languages(exq_page *page)
{
    if (page->page_count < 2)
        return;
    exq_markup_open(page->markup, "p", "class", "languages", NULL);
    for (size_t i = 0; i < page->page_count; i++) {
        const exq_page_link *other = &page->pages[i];
        const exq_language *language = exq_language_of(other->language);
        if (language == NULL || language == page->voice.language)
            continue;
        exq_markup_open(page->markup, "a", "href", other->name, "hreflang", other->language, "lang", other->language,
                        NULL);
        exq_markup_text(page->markup, exq_translate(language, NULL, N_("This page in English")));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}

void exq_html_front(exq_page *page)
{
    exq_markup_open(page->markup, "header", "class", "front", NULL);
    write_languages(page);
    write_subject(page);
    say_title(page);
    exq_page_element(page, "h1", NULL);
    write_audited(page);
    exq_markup_close(page->markup);

    exq_markup_open(page->markup, "main", "id", "report", "tabindex", "-1", NULL);
    write_answer(page);
    exq_html_cards(page);
    exq_markup_open(page->markup, "div", "class", "aside", NULL);
    write_limits(page);
    write_tasks(page);
    exq_markup_close(page->markup);
    write_contents(page);
}
