/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report: one HTML file that is read, printed and signed. Self-contained, without script; its policy allows the one
 * style it carries, by digest, and nothing from anywhere else.
 */
#include "html_head.h"
#include "html_page.h"
#include "render.h"
#include "result.h"
#include "sha256.h"

static bool write_page(exq_page *page)
{
    exq_markup *markup = page->markup;
    exq_places places = {0};
    exq_page_say_groupings(page, exq_place(&places, "groupings"));
    exq_page_say(page, EXQ_SENTENCE_PAGE_NAME_BY, &places);
    if (!exq_html_head(page))
        return false;
    exq_markup_open(markup, "body", NULL);
    exq_markup_open(markup, "a", "class", "skip", "href", "#report", NULL);
    exq_markup_text(markup, T(page, "Skip to the report"));
    exq_markup_close(markup);
    exq_html_front(page); /* opens main */
    exq_html_minute(page);
    exq_html_checks(page);
    exq_html_versions(page);
    exq_html_over_time(page);
    exq_html_questions(page);
    exq_html_catalogue(page);
    exq_html_scores(page);
    exq_html_search(page);
    exq_html_data(page);
    exq_html_certainty(page);
    exq_html_closing(page);
    exq_markup_close(markup);
    exq_html_foot(page, page->document->tool_name, page->document->tool_version);
    return true;
}

/* ------------------------------------------------------------------------------------------------ rendering */

static exq_status digest_result(const exq_result *result, exq_arena *arena, const char **out, exq_error *error)
{
    exq_buffer json = EXQ_BUFFER_INIT;
    unsigned char digest[EXQ_SHA256_SIZE];
    char hex[EXQ_SHA256_HEX_SIZE];
    exq_status status = exq_result_write(result, &json, error);
    if (status == EXQ_OK && !exq_sha256_of(json.bytes, json.length, digest))
        status = exq_fail_memory(error);
    exq_buffer_free(&json);
    if (status != EXQ_OK)
        return status;
    *out = exq_arena_string(arena, exq_sha256_hex(digest, hex));
    return *out == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status render_page(exq_page *page, const exq_result *result, const exq_render_options *options,
                              exq_buffer *out, exq_error *error)
{
    page->forests = EXQ_NEW(page->arena, exq_plot, page->document->question_count);
    page->ladders = EXQ_NEW(page->arena, exq_plot, page->document->question_count);
    page->mixes = EXQ_NEW(page->arena, exq_plot, page->document->question_count);
    page->qualities = EXQ_NEW(page->arena, exq_plot, page->document->question_count);
    page->maps = EXQ_NEW(page->arena, exq_plot, page->document->question_count);
    page->scores = EXQ_NEW(page->arena, exq_score_plots, page->document->question_count);
    page->ranks = EXQ_NEW(page->arena, exq_plot_set, page->document->question_count);
    if (page->forests == NULL || page->ladders == NULL || page->mixes == NULL || page->qualities == NULL ||
        page->maps == NULL || page->scores == NULL || page->ranks == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(digest_result(result, page->arena, &page->json_sha256, error));
    if (options->history_count > 0 && !exq_html_look_back(page, options->history, options->history_count))
        return exq_fail_memory(error);
    exq_html_choose_cards(page);
    exq_page_draw(page, options->gnuplot);
    const bool written = write_page(page);
    exq_page_free_plots(page);
    if (!written || page->failed || page->words.failed)
        return exq_fail_memory(error);
    return exq_markup_end(page->markup, out, error);
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    const exq_document *document = exq_result_document(result);
    exq_page page = {.document = document,
                     .voice = exq_voice_among(document, exq_language_of(options->language), options->pages,
                                              options->page_count),
                     .markup = exq_markup_new(),
                     .arena = exq_arena_new(),
                     .pages = options->pages,
                     .page_count = options->page_count};
    exq_status status = page.markup == NULL || page.arena == NULL ? exq_fail_memory(error)
                                                                  : render_page(&page, result, options, out, error);
    exq_buffer_free(&page.words);
    exq_markup_free(page.markup);
    exq_arena_free(page.arena);
    return status;
}

const exq_render_format exq_render_html = {
    .name = "html",
    .summary = "the report to read, print and send: one file, no script, with plots",
    .render = render,
};
