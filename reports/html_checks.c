/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks: what was asked, what was found, the verdict in a shape and in words, and what would meet or settle it.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_check.h"

/* Each verdict has a colour of the page's standings; its shape and its word say the same. */
static const char *const classes[EXQ_CHECK_STATES] = {
    [EXQ_CHECK_MISSED] = "state worse",          [EXQ_CHECK_NOT_COMPUTED] = "state apart",
    [EXQ_CHECK_NOT_SETTLED] = "state unsettled", [EXQ_CHECK_WAIVED] = "state unsettled",
    [EXQ_CHECK_MET] = "state reference",
};

const char *exq_page_verdict_shape(exq_check_state state)
{
    return state == EXQ_CHECK_NOT_SETTLED ? "◇" : exq_check_mark(state);
}

const char *exq_page_verdict_card(exq_check_state state)
{
    return state == EXQ_CHECK_MISSED ? "card worse" : state == EXQ_CHECK_MET ? "card reference" : "card unsettled";
}

void exq_page_verdict_line(exq_page *page, const char *element)
{
    const bool judged = page->document->check_count > 0;
    exq_markup_open(page->markup, element, "class", judged ? "verdict judged" : "verdict", NULL);
    if (page->document->check_count == 1 && exq_say_limit(&page->voice, exq_page_words(page), page->document->checks)) {
        exq_page_element(page, "strong", NULL);
        exq_markup_close(page->markup);
        return;
    }
    exq_places places = {0};
    exq_say_verdict_title(&page->voice, exq_place(&places, "title"));
    if (judged) {
        exq_say_verdict(&page->voice, exq_place(&places, "verdict"));
        exq_page_say(page, EXQ_SENTENCE_PAGE_VERDICT, &places);
        exq_page_element(page, "strong", NULL);
    } else {
        exq_page_say(page, EXQ_SENTENCE_VERDICT_TITLE, &places);
        exq_page_element(page, "strong", NULL);
        exq_markup_text(page->markup, " ");
        exq_say_verdict(&page->voice, exq_page_words(page));
        exq_page_text(page);
    }
    exq_markup_close(page->markup);
}

void exq_page_verdict(exq_page *page, exq_check_state state)
{
    exq_markup_open(page->markup, "td", NULL);
    exq_markup_open(page->markup, "span", "class", classes[state], NULL);
    exq_markup_open(page->markup, "span", "class", "shape", "aria-hidden", "true", NULL);
    exq_markup_text(page->markup, exq_page_verdict_shape(state));
    exq_markup_close(page->markup);
    exq_markup_text(page->markup, " ");
    exq_say_check_state(&page->voice, exq_page_words(page), state);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_sentence_cell(exq_page *page)
{
    exq_page_element(page, "td", NULL);
}

static void write_number(exq_page *page, const exq_doc_check *check)
{
    exq_markup_open(page->markup, "td", NULL);
    exq_say_check_found(&page->voice, exq_page_words(page), check);
    if (isnan(check->value))
        exq_page_text(page);
    else
        exq_page_data(page, check->value);
    if (check->difference != NULL) {
        exq_places places = {0};
        exq_say_check_difference(&page->voice, exq_place(&places, "difference"), check);
        exq_page_say(page, EXQ_SENTENCE_PAGE_AND_DIFFERENCE, &places);
        exq_page_text(page);
    }
    exq_markup_close(page->markup);
}

static void add_sentence(exq_page *page, exq_buffer *sentence, const char *end)
{
    if (sentence->length > 0)
        exq_buffer_format(&page->words, "%s%s%s", page->words.length > 0 ? " " : "", sentence->bytes, end);
    page->failed = page->failed || sentence->failed;
    exq_buffer_clear(sentence);
}

/* What would meet or settle it, and what else there is to know. */
static void write_rest(exq_page *page, const exq_doc_check *check, const exq_doc_check_row *row)
{
    const exq_voice *voice = &page->voice;
    exq_buffer sentence = EXQ_BUFFER_INIT;
    (void)exq_page_words(page);
    if (row != NULL && exq_say_check_change(voice, &sentence, check, row))
        add_sentence(page, &sentence, ".");
    if (row != NULL && exq_say_check_no_remedy(voice, &sentence, row))
        add_sentence(page, &sentence, "");
    (void)exq_say_check_to_settle(voice, &sentence, check);
    add_sentence(page, &sentence, "");
    if (!exq_say_check_could(voice, &sentence, check) && row != NULL)
        (void)exq_say_check_few(voice, &sentence, row);
    add_sentence(page, &sentence, "");
    (void)exq_say_check_cutoffs(voice, &sentence, check);
    add_sentence(page, &sentence, "");
    (void)exq_say_check_levelled_down(voice, &sentence, check);
    add_sentence(page, &sentence, "");
    if (exq_say_check_others(voice, &sentence, check))
        add_sentence(page, &sentence, ".");
    (void)exq_say_check_withheld(voice, &sentence, check);
    add_sentence(page, &sentence, "");
    (void)exq_say_check_not_within(voice, &sentence, check);
    add_sentence(page, &sentence, "");
    if (page->words.length == 0)
        exq_buffer_string(&page->words, "–");
    write_sentence_cell(page);
    exq_buffer_free(&sentence);
}

/* Names of metrics are long, and break behind an underscore rather than within a word. */
static void write_breakable(exq_page *page, const char *text)
{
    for (const char *rest = text; *rest != '\0';) {
        const size_t length = strcspn(rest, "_"), taken = length + (rest[length] == '_');
        exq_buffer *words = exq_page_words(page);
        exq_buffer_append(words, rest, taken);
        exq_page_text(page);
        rest += taken;
        if (*rest != '\0' && taken > length) {
            exq_markup_open(page->markup, "wbr", NULL);
            exq_markup_close(page->markup);
        }
    }
}

static void write_check(exq_page *page, const exq_doc_check *check)
{
    const exq_doc_check_row *row = exq_check_deciding(check);
    exq_markup_open(page->markup, "tr", NULL);
    exq_say_check_named(&page->voice, exq_page_words(page), check);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    write_breakable(page, exq_page_keep(page));
    exq_markup_close(page->markup);
    exq_page_verdict(page, exq_check_state_of(check->verdict));
    exq_places places = {0};
    exq_say_check_limit(&page->voice, exq_place(&places, "limit"), check);
    if (check->because != NULL)
        exq_say_check_because(&page->voice, exq_place(&places, "because"), check);
    exq_page_say(page, check->because != NULL ? EXQ_SENTENCE_PAGE_CHECK_BECAUSE : EXQ_SENTENCE_CHECK_LIMIT, &places);
    write_sentence_cell(page);
    write_number(page, check);
    if (row == NULL || !exq_say_check_who(&page->voice, exq_page_words(page), row))
        exq_buffer_string(exq_page_words(page), "–");
    write_sentence_cell(page);
    write_rest(page, check, row);
    exq_markup_close(page->markup);
}

/* Is there a check over more than two groups? Its pair need not be that of any card. */
static bool compares_ends(const exq_document *document)
{
    for (size_t i = 0; i < document->check_count; i++)
        if (document->checks[i].row_count == 1 && document->checks[i].reference.count > 0 &&
            document->checks[i].compared.shown > 2)
            return true;
    return false;
}

void exq_html_checks(exq_page *page)
{
    static const char *const headings[] = {
        N_("Check"), N_("Verdict"), N_("Limit"), N_("Found"), N_("Who"), N_("What would meet or settle it"), NULL};
    const exq_document *document = page->document;
    if (document->check_count == 0)
        return;
    exq_page_section(page, "checks", T(page, "Checks"));
    exq_page_own(
        page, "p", NULL,
        T(page,
          "Where the range decides, a limit is met or missed only when the whole range says so; a limit inside the "
          "range is not settled, which is not a finding of fairness. Each check’s range allows for all comparisons "
          "inside that check."));
    if (compares_ends(document))
        exq_page_own(page, "p", NULL,
                     T(page,
                       "A check over all groups compares the lowest rate with the highest; the cards above compare "
                       "each group with its reference."));
    exq_page_table(page, "checks", T(page, "Every check, in the order asked"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < document->check_count; i++)
        write_check(page, &document->checks[i]);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    for (size_t i = 0; i < document->waiver_count; i++) {
        exq_say_waiver(&page->voice, exq_page_words(page), &document->waivers[i]);
        exq_markup_open(page->markup, "p", "class", "note", NULL);
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}
