/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the text output that are no tables: the finding in sentences, strata, other questions, what must be known
 * before a result is quoted.
 */
#include "text_parts.h"

#include <math.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "sentences_lists.h"
#include "text.h"
#include "warnings.h"

/* Put a blank before the next sentence of a paragraph. */
static void next_sentence(exq_buffer *text)
{
    if (text->length > 0 && text->bytes[text->length - 1] != ' ')
        exq_buffer_char(text, ' ');
}

/* ------------------------------------------------------------------------------------------------ finding */

static const char *why_nothing(const exq_doc_question *question)
{
    for (size_t i = 0; i < question->disparity_count; i++) {
        if (question->disparities[i].why != NULL && exq_text_same(question->disparities[i].of, question->lead_rate))
            return question->disparities[i].why;
    }
    return NULL;
}

void exq_text_label(const exq_voice *voice, exq_buffer *out, exq_sentence label, const exq_sentence *labels,
                    size_t count, size_t gap)
{
    const char *text = exq_pattern(voice, label);
    size_t used = exq_text_width(text, strlen(text));
    size_t widest = used;
    for (size_t i = 0; i < count; i++) {
        const char *other = exq_pattern(voice, labels[i]);
        size_t width = exq_text_width(other, strlen(other));
        widest = width > widest ? width : widest;
    }
    exq_buffer_string(out, text);
    for (; used < widest + gap; used++)
        exq_buffer_char(out, ' ');
}

/* What becomes of the finding among people who are alike: said whole, since without its end it would mislead. */
static exq_page print_paradox(const exq_voice *voice, const exq_page *like, const exq_text_lead *lead)
{
    enum { MOST_PARADOX = 4 };
    exq_page page = {.width = like->width, .colour = like->colour};
    exq_buffer text = EXQ_BUFFER_INIT;
    if (lead->finding != NULL &&
        exq_say_simpson(voice, &text, lead->question, lead->disparity->of, &lead->disparity->group))
        exq_page_paragraph(&page, &text, 0, MOST_PARADOX);
    page.text.failed = page.text.failed || text.failed;
    exq_buffer_free(&text);
    return page;
}

void exq_text_finding(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    exq_page paradox = print_paradox(voice, page, lead);
    exq_buffer text = EXQ_BUFFER_INIT;
    if (lead->finding == NULL || !exq_say_finding(voice, &text, lead->finding)) {
        exq_say_no_finding(voice, &text);
        const char *why = lead->question != NULL ? why_nothing(lead->question) : NULL;
        if (why != NULL && strcmp(why, "one_group") != 0) { /* that is what was just said */
            next_sentence(&text);
            exq_say_why(voice, &text, why);
        }
    }
    exq_page_paragraph(page, &text, 0, most > paradox.lines + 2 ? most - 1 - paradox.lines : 1);
    exq_buffer_clear(&text);
    exq_page_add(page, &paradox);
    if (lead->finding != NULL && exq_page_left(page, most) > 2 &&
        exq_say_ranking_quality(voice, &text, lead->question, &lead->disparity->group))
        exq_page_paragraph(page, &text, 0, exq_page_left(page, most) - 1);
    exq_buffer_clear(&text);
    if (lead->finding != NULL && exq_page_left(page, most) > 3 &&
        exq_say_equal_history(voice, &text, lead->question, &lead->disparity->group))
        exq_page_paragraph(page, &text, 0, exq_page_left(page, most) - 1);
    exq_page_blank(page);
    exq_buffer_free(&text);
}

/* ------------------------------------------------------------------------------------------------- strata */

/* Groups shown to differ in a stratum, of those compared there. */
typedef struct stratum_tally {
    exq_count shown, compared;
} stratum_tally;

static stratum_tally tally_stratum(const exq_doc_stratum *stratum, const char *rate)
{
    stratum_tally tally = {0};
    for (size_t i = 0; i < stratum->disparity_count; i++) {
        const exq_doc_disparity *disparity = &stratum->disparities[i];
        if (!exq_is_ratio(disparity) || !exq_text_same(disparity->of, rate) || disparity->difference == NULL)
            continue;
        tally.compared++;
        tally.shown += exq_text_same(disparity->difference, "shown");
    }
    return tally;
}

/* "Engineering 1 of 3" */
static void say_stratum(const exq_voice *voice, exq_buffer *out, const exq_doc_stratum *stratum, const char *rate)
{
    stratum_tally tally = tally_stratum(stratum, rate);
    exq_places places = {0};
    exq_say_label(voice, exq_place(&places, "stratum"), &stratum->levels);
    exq_say_count(voice, exq_place(&places, "shown"), tally.shown);
    exq_say_count(voice, exq_place(&places, "n"), tally.compared);
    exq_fill_sentence(voice, out,
                      tally.compared > 0 ? EXQ_SENTENCE_TEXT_STRATUM : EXQ_SENTENCE_TEXT_STRATUM_NOT_COMPARED, &places);
}

/* Of two groups it is enough to name the strata in which they are shown to differ; none: what was said before says so. */
static void say_strata(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    exq_places places = {0};
    exq_list list = {.voice = voice};
    exq_count most = 0, shown = 0, named = 0;
    for (size_t i = 0; i < question->stratum_count; i++) {
        stratum_tally tally = tally_stratum(&question->strata[i], question->lead_rate);
        most = tally.compared > most ? tally.compared : most;
        shown += tally.shown;
    }
    for (size_t i = 0; i < question->stratum_count; i++) {
        if (most > 1)
            say_stratum(voice, exq_list_item(&list, false), &question->strata[i], question->lead_rate);
        else if (tally_stratum(&question->strata[i], question->lead_rate).shown > 0)
            exq_say_label(voice, exq_list_item(&list, ++named == shown), &question->strata[i].levels);
    }
    exq_list_end(&list, exq_place(&places, "list"));
    if (most > 1 || shown > 0)
        exq_fill_sentence(voice, out, most > 1 ? EXQ_SENTENCE_TEXT_STRATA : EXQ_SENTENCE_TEXT_STRATA_SHOWN, &places);
    else
        exq_buffer_free(&places.texts[0]);
}

void exq_text_strata(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 2, PAIR = 3 };
    const exq_doc_question *question = lead->question;
    if (question->stratum_count == 0 || question->lead_rate == NULL || most < FRAME + PAIR + 1)
        return;
    exq_buffer gap = EXQ_BUFFER_INIT, strata = EXQ_BUFFER_INIT;
    bool said =
        lead->disparity != NULL && exq_say_strata(voice, &gap, question, question->lead_rate, &lead->disparity->group);
    say_strata(voice, &strata, question);
    if (said || strata.length > 0) {
        exq_buffer title = EXQ_BUFFER_INIT, given = EXQ_BUFFER_INIT;
        exq_fill_sentence(voice, &title, EXQ_SENTENCE_TEXT_WITHIN, NULL);
        exq_say_columns(voice, &given, question->given, question->given_count);
        exq_page_titled(page, &title, &given);
        if (said)
            exq_page_paragraph(page, &gap, 2, PAIR);
        exq_page_paragraph(page, &strata, 2, exq_page_left(page, most) - 1);
        exq_page_blank(page);
        exq_buffer_free(&title);
        exq_buffer_free(&given);
    }
    page->text.failed = page->text.failed || gap.failed || strata.failed;
    exq_buffer_free(&gap);
    exq_buffer_free(&strata);
}

/* --------------------------------------------------------------------------------------------- also asked */

/* The first finding of a question that is shown, of whatever rate; else its first. Findings are ranked, the lead rate
 * first: where that is not settled another rate may well be, and "no difference" would be untrue. */
static const exq_doc_finding *clearest_finding(const exq_document *document, size_t question)
{
    for (size_t f = 0; f < document->finding_count; f++)
        if (document->findings[f].question == (exq_count)question && exq_text_same(document->findings[f].state, "shown"))
            return &document->findings[f];
    return exq_look_finding(document, question);
}

static bool has_shown(const exq_document *document, size_t question)
{
    const exq_doc_finding *finding = clearest_finding(document, question);
    return finding != NULL && exq_text_same(finding->state, "shown");
}

static void say_question(const exq_voice *voice, exq_buffer *out, size_t index)
{
    const exq_document *document = voice->document;
    const exq_doc_finding *finding = clearest_finding(document, index);
    const exq_doc_disparity *disparity = finding != NULL ? exq_look_disparity(document, finding) : NULL;
    exq_sentence sentence = has_shown(document, index) ? EXQ_SENTENCE_TEXT_ALSO_SHOWN
                            : finding != NULL          ? EXQ_SENTENCE_TEXT_ALSO_UNSETTLED
                                                       : EXQ_SENTENCE_TEXT_ALSO_NOTHING;
    exq_places places = {0};
    exq_say_grouping(voice, exq_place(&places, "grouping"), &document->questions[index]);
    if (disparity != NULL) {
        exq_say_number(voice, exq_place(&places, "times"), disparity->value);
        (void)exq_say_range(voice, exq_place(&places, "range"), disparity->lo, disparity->hi, disparity->hi_why);
        exq_say_label(voice, exq_place(&places, "group"), &disparity->group);
        exq_say_reference_label(voice, exq_place(&places, "reference"), disparity);
        exq_say_rate(voice, exq_place(&places, "rate"), disparity->of);
    }
    exq_buffer_format(out, "%s ", has_shown(document, index) ? exq_look_mark(disparity) : finding != NULL ? "?" : "-");
    exq_fill_sentence(voice, out, sentence, &places);
}

static void say_more_questions(const exq_voice *voice, exq_buffer *out, size_t left, size_t shown)
{
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)left);
    exq_say_count(voice, exq_place(&places, "shown"), (exq_count)shown);
    exq_buffer_string(out, "    ");
    exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_MORE_QUESTIONS, &places);
}

void exq_text_also_asked(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 2, MOST_EACH = 2, INDENT = 2, MARK = 2 };
    const exq_document *document = voice->document;
    if (document->question_count < 2 || most < FRAME + 2)
        return;
    size_t others = document->question_count - 1;
    const size_t last = most - 2; /* what is left out, and the blank line behind */
    size_t left = 0;
    size_t left_shown = 0;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_ALSO_ASKED, NULL);
    exq_page_titled(page, &text, NULL);
    for (size_t q = 0; q < document->question_count; q++) {
        if (&document->questions[q] == lead->question)
            continue;
        exq_buffer_clear(&text);
        const size_t room = exq_page_left(page, last + (--others == 0 && left == 0));
        if (room > 0) {
            say_question(voice, &text, q);
            exq_page_hanging(page, &text, INDENT, INDENT + MARK, room < MOST_EACH ? room : MOST_EACH);
        } else {
            left++;
            left_shown += has_shown(document, q);
        }
    }
    exq_buffer_clear(&text);
    if (left > 0) {
        say_more_questions(voice, &text, left, left_shown);
        exq_page_line(page, &text);
    }
    exq_buffer_free(&text);
    exq_page_blank(page);
}

/* --------------------------------------------------------------------------------- before you quote this */

static void say_warnings(const exq_voice *voice, exq_buffer *out)
{
    const char *const *warnings = voice->document->data.warnings;
    size_t count = voice->document->data.warning_count;
    if (count == 0)
        return;
    exq_places places = {0};
    next_sentence(out);
    (void)exq_say_warning(voice, exq_place(&places, "warning"), warnings[0]);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_WARNING, &places);
    if (strchr(".?!", out->length > 0 ? out->bytes[out->length - 1] : '.') == NULL)
        exq_buffer_char(out, '.');
    if (count > 1) {
        next_sentence(out);
        exq_say_count(voice, exq_place(&places, "n"), (exq_count)count - 1);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_MORE_WARNINGS, &places);
    }
}

/* What would mislead if it were left unsaid: numbers that chance brings forth, people who could change them. */
static void say_doubts(const exq_voice *voice, exq_buffer *out, const exq_text_lead *lead)
{
    const exq_doc_question *question = lead->question;
    const char *rate = question->lead_rate;
    const exq_doc_levels *group = lead->disparity != NULL ? &lead->disparity->group : NULL;
    if (exq_chance_misleads(question, rate))
        (void)exq_say_parity_null(voice, out, question, rate);
    next_sentence(out);
    (void)exq_say_unknown(voice, out, question, rate, group);
}

/* Which groups can be lowest and highest, unless it needs more than `most` lines. */
static void print_extremes(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    exq_page trial = {.width = page->width, .colour = page->colour};
    exq_buffer text = EXQ_BUFFER_INIT;
    (void)exq_say_extremes(voice, &text, lead->question, lead->question->lead_rate);
    exq_page_paragraph(&trial, &text, 2, most + 1);
    if (trial.lines <= most)
        exq_page_paragraph(page, &text, 2, most);
    page->text.failed = page->text.failed || trial.text.failed;
    exq_buffer_free(&trial.text);
    exq_buffer_free(&text);
}

void exq_text_before(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most, size_t spare)
{
    enum { FRAME = 3, MOST_DOUBTS = 5 }; /* heading, limits, blank line */
    bool (*const caveats[])(const exq_voice *, exq_buffer *) = {exq_say_met,          exq_say_withheld_groups,
                                                                exq_say_no_threshold, exq_say_no_labels,
                                                                exq_say_weighted,     exq_say_several_rows};
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_BEFORE, NULL);
    exq_page_titled(page, &text, NULL);
    exq_buffer_clear(&text);
    if (!exq_say_judged(voice, &text))
        exq_say_rows(voice, &text);
    next_sentence(&text);
    if (lead->question != NULL)
        (void)exq_say_comparisons(voice, &text, lead->question);
    for (size_t i = 0; i < sizeof caveats / sizeof caveats[0]; i++) {
        next_sentence(&text);
        (void)caveats[i](voice, &text);
    }
    say_warnings(voice, &text);
    exq_page_paragraph(page, &text, 2, most - FRAME - MOST_DOUBTS);
    exq_buffer_clear(&text);
    if (lead->question != NULL)
        say_doubts(voice, &text, lead);
    exq_page_paragraph(page, &text, 2, MOST_DOUBTS);
    if (lead->question != NULL)
        print_extremes(voice, page, lead, spare);
    exq_buffer_clear(&text);
    exq_say_limits(voice, &text);
    exq_page_paragraph(page, &text, 2, 1);
    exq_page_blank(page);
    exq_buffer_free(&text);
}
