/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The subgroup search in a few lines: what was looked through, and the groups that stand out most clearly.
 */
#include <string.h>

#include "pattern.h"
#include "text_parts.h"

enum { FEWEST_FOR_PER_100 = 30 };

static void say_head(const exq_voice *voice, exq_buffer *out, const exq_doc_search_rate *rate)
{
    const exq_doc_search *search = &voice->document->search;
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "columns"), search->attributes, search->attribute_count);
    exq_say_count(voice, exq_place(&places, "depth"), search->depth);
    exq_say_count(voice, exq_place(&places, "found"), (exq_count)rate->finding_count);
    exq_say_count(voice, exq_place(&places, "tested"), rate->tested);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_TEXT_SEARCHED, &places);
}

static void say_found(const exq_voice *voice, exq_buffer *out, const exq_doc_search_finding *finding)
{
    const bool few = finding->n < FEWEST_FOR_PER_100 || finding->rest_n < FEWEST_FOR_PER_100;
    exq_places places = {0};
    exq_say_label(voice, exq_place(&places, "group"), &finding->levels);
    if (few) {
        exq_say_count(voice, exq_place(&places, "k"), finding->k);
        exq_say_count(voice, exq_place(&places, "n"), finding->n);
        exq_say_count(voice, exq_place(&places, "rest_k"), finding->rest_k);
        exq_say_count(voice, exq_place(&places, "rest_n"), finding->rest_n);
    } else {
        exq_say_per_100(voice, exq_place(&places, "k"), finding->value);
        exq_say_per_100(voice, exq_place(&places, "rest_k"), finding->rest_value);
    }
    exq_buffer_string(out, strcmp(finding->direction, "higher") == 0 ? "  ▲ " : "  ▼ ");
    exq_fill_sentence(voice, out, few ? EXQ_SENTENCE_TEXT_SEARCH_FOUND_FEW : EXQ_SENTENCE_TEXT_SEARCH_FOUND, &places);
}

static void print_findings(const exq_voice *voice, exq_page *page, const exq_doc_search_rate *rate, size_t most)
{
    const size_t room = rate->finding_count <= most ? rate->finding_count : most - 1;
    exq_buffer text = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < room; i++) {
        exq_buffer_clear(&text);
        say_found(voice, &text, &rate->findings[i]);
        exq_page_line(page, &text);
    }
    if (room < rate->finding_count) {
        exq_places places = {0};
        exq_say_count(voice, exq_place(&places, "n"), (exq_count)(rate->finding_count - room));
        exq_buffer_clear(&text);
        exq_buffer_string(&text, "    ");
        exq_fill_sentence(voice, &text, EXQ_SENTENCE_TEXT_SEARCH_MORE, &places);
        exq_page_line(page, &text);
    }
    exq_buffer_free(&text);
}

void exq_text_search(const exq_voice *voice, exq_page *page, const exq_text_lead *lead, size_t most)
{
    enum { FRAME = 2 };
    (void)lead;
    if (!voice->document->has_search || voice->document->search.rate_count == 0 || most < FRAME + 1)
        return;
    const exq_doc_search_rate *rate = &voice->document->search.rates[0];
    exq_buffer title = EXQ_BUFFER_INIT;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &title, EXQ_SENTENCE_TEXT_SEARCH, NULL);
    say_head(voice, &text, rate);
    exq_page_titled(page, &title, &text);
    print_findings(voice, page, rate, most - FRAME);
    exq_page_blank(page);
    exq_buffer_free(&title);
    exq_buffer_free(&text);
}
