/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dashboard: results put in order, and the page around its sections.
 */
#include <stdlib.h>
#include <string.h>

#include "dashboard.h"
#include "html_head.h"
#include "result.h"
#include "text.h"

/* ----------------------------------------------------------------------------------------------- in order */

/* What makes results one audit. */
static const char *key_of(const exq_document *document)
{
    if (document->about.name != NULL)
        return document->about.name;
    if (document->provenance.policy != NULL)
        return document->provenance.policy;
    return document->provenance.comparison_digest != NULL ? document->provenance.comparison_digest : "";
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int in_order(const void *a, const void *b)
{
    const exq_dated *one = a, *other = b;
    int order = strcmp(key_of(one->document), key_of(other->document));
    order = order != 0 ? order : compare_texts(one->as_of, other->as_of);
    return order != 0 ? order : strcmp(one->name, other->name);
}

const exq_dated *exq_put_in_order(const exq_named_result *results, size_t count, const exq_language *language,
                                  exq_arena *arena)
{
    exq_dated *dated = EXQ_NEW(arena, exq_dated, count);
    for (size_t i = 0; dated != NULL && i < count; i++) {
        const exq_document *document = exq_result_document(results[i].result);
        dated[i] = (exq_dated){document, results[i].name, document->data.as_of, exq_voice_of(document, language)};
    }
    if (dated != NULL)
        qsort(dated, count, sizeof *dated, in_order);
    return dated;
}

static bool gather(exq_dashboard_page *self, const exq_named_result *results, size_t count,
                   const exq_language *language)
{
    const exq_dated *dated = exq_put_in_order(results, count, language, self->page.arena);
    self->histories = EXQ_NEW(self->page.arena, exq_history, count);
    if (dated == NULL || self->histories == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(key_of(dated[i].document), key_of(dated[i - 1].document)) != 0)
            self->histories[self->history_count++] = (exq_history){.results = &dated[i]};
        self->histories[self->history_count - 1].count++;
    }
    self->results = dated;
    self->result_count = count;
    return true;
}

void exq_page_turn_to(exq_page *page, const exq_dated *result)
{
    page->document = result->document;
    page->voice = result->voice;
}

void exq_dashboard_say_audit(const exq_dated *result, exq_buffer *out)
{
    const exq_document *document = result->document;
    const char *name = document->about.name != NULL ? document->about.name : document->provenance.policy;
    if (name != NULL) {
        exq_text_visible(out, name, strlen(name));
        return;
    }
    exq_places places = {0};
    const char *source = document->data.source_count > 0 ? document->data.sources[0].name : result->name;
    exq_text_visible(exq_place(&places, "source"), source, strlen(source));
    exq_fill_sentence(&result->voice, out, EXQ_SENTENCE_DASHBOARD_UNNAMED, &places);
}

void exq_dashboard_say_when(const exq_dated *result, exq_buffer *out)
{
    const char *when = result->as_of != NULL ? result->as_of : result->name;
    exq_text_visible(out, when, strlen(when));
}

/* ------------------------------------------------------------------------------------------------- the front */

static void say_span(exq_dashboard_page *self)
{
    const char *from = NULL, *to = NULL;
    exq_places places = {0};
    for (size_t i = 0; i < self->result_count; i++) {
        const char *as_of = self->results[i].as_of;
        from = as_of != NULL && (from == NULL || strcmp(as_of, from) < 0) ? as_of : from;
        to = as_of != NULL && (to == NULL || strcmp(as_of, to) > 0) ? as_of : to;
    }
    exq_say_count(&self->page.voice, exq_place(&places, "n"), (exq_count)self->result_count);
    if (from != NULL) {
        exq_text_visible(exq_place(&places, "from"), from, strlen(from));
        exq_text_visible(exq_place(&places, "to"), to, strlen(to));
    }
    exq_fill_counted(&self->page.voice, exq_page_words(&self->page),
                     from != NULL ? EXQ_SENTENCE_DASHBOARD_AUDITS : EXQ_SENTENCE_DASHBOARD_AUDITS_UNDATED,
                     (exq_count)self->result_count, &places);
    exq_page_element(&self->page, "p", "subject");
}

static exq_check_state state_of(const char *outcome)
{
    if (strcmp(outcome, "fail") == 0)
        return EXQ_CHECK_MISSED;
    return strcmp(outcome, "pass") == 0 ? EXQ_CHECK_MET : EXQ_CHECK_NOT_SETTLED;
}

static exq_sentence sentence_of(const char *outcome)
{
    static const struct {
        const char *outcome;
        exq_sentence sentence;
    } sentences[] = {
        {"fail",         EXQ_SENTENCE_DASHBOARD_LATEST_FAIL        },
        {"pass",         EXQ_SENTENCE_DASHBOARD_LATEST_PASS        },
        {"inconclusive", EXQ_SENTENCE_DASHBOARD_LATEST_INCONCLUSIVE}
    };
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++)
        if (strcmp(outcome, sentences[i].outcome) == 0)
            return sentences[i].sentence;
    return EXQ_SENTENCE_DASHBOARD_LATEST_NONE;
}

/* How many of the checks are met, always with their names. */
static bool say_met(exq_dashboard_page *self, const exq_document *document)
{
    exq_page *page = &self->page;
    exq_list list = {.voice = &page->voice};
    exq_places places = {0};
    size_t met = 0, named = 0;
    for (size_t i = 0; i < document->check_count; i++)
        met += exq_check_state_of(document->checks[i].verdict) == EXQ_CHECK_MET;
    for (size_t i = 0; i < document->check_count; i++) {
        const char *id = document->checks[i].id;
        if (exq_check_state_of(document->checks[i].verdict) == EXQ_CHECK_MET)
            exq_text_visible(exq_list_item(&list, ++named == met), id, strlen(id));
    }
    exq_say_count(&page->voice, exq_place(&places, "met"), (exq_count)met);
    exq_say_count(&page->voice, exq_place(&places, "all"), (exq_count)document->check_count);
    exq_list_end(&list, exq_place(&places, "list"));
    if (met > 0)
        exq_page_say(page, EXQ_SENTENCE_DASHBOARD_MET_OF, &places);
    else
        exq_fill_counted(&page->voice, exq_page_words(page), EXQ_SENTENCE_DASHBOARD_NONE_MET,
                         (exq_count)document->check_count, &places);
    return document->check_count > 0;
}

static void write_card(exq_dashboard_page *self, const exq_history *history)
{
    exq_page *page = &self->page;
    const exq_dated *latest = &history->results[history->count - 1];
    const char *outcome = latest->document->outcome;
    const exq_check_state state = state_of(outcome);
    exq_page_turn_to(page, latest);
    exq_markup_open(page->markup, "article", "class", exq_page_verdict_card(state), NULL);
    exq_markup_open(page->markup, "p", "class", "state", NULL);
    exq_markup_open(page->markup, "span", "class", "shape", "aria-hidden", "true", NULL);
    exq_markup_text(page->markup, strcmp(outcome, "none") == 0 ? "–" : exq_page_verdict_shape(state));
    exq_markup_close(page->markup);
    exq_buffer_string(exq_page_words(page), " ");
    exq_fill_sentence(&page->voice, &page->words, sentence_of(outcome), NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_dashboard_say_audit(latest, exq_page_words(page));
    exq_page_element(page, "h3", NULL);
    if (say_met(self, latest->document))
        exq_page_element(page, "p", NULL);
    exq_places places = {0};
    exq_dashboard_say_when(latest, exq_page_words(page));
    if (latest->document->about.owner != NULL) {
        const char *owner = latest->document->about.owner;
        exq_buffer_string(&page->words, " · ");
        exq_text_visible(exq_place(&places, "owner"), owner, strlen(owner));
        exq_fill_sentence(&page->voice, &page->words, EXQ_SENTENCE_DASHBOARD_OWNER, &places);
    }
    exq_page_element(page, "p", "quiet");
    exq_markup_close(page->markup);
}

static void write_front(exq_dashboard_page *self)
{
    exq_page *page = &self->page;
    exq_markup_open(page->markup, "header", "class", "front", NULL);
    say_span(self);
    exq_page_say(page, EXQ_SENTENCE_DASHBOARD_TITLE, NULL);
    exq_page_element(page, "h1", NULL);
    exq_page_own(page, "h2", "unseen", T(page, "The latest of each audit"));
    exq_markup_open(page->markup, "div", "class", "cards", NULL);
    for (size_t h = 0; h < self->history_count; h++)
        write_card(self, &self->histories[h]);
    exq_markup_close(page->markup);
    exq_page_own(page, "p", "note",
                 T(page, "An audit compares outcomes. It does not show why they differ, nor whether "
                         "that is lawful. What is not settled is not a finding of fairness."));
    exq_markup_close(page->markup);
}

/* ------------------------------------------------------------------------------------------------- the page */

static void write_history(exq_dashboard_page *self, size_t index)
{
    exq_page *page = &self->page;
    const exq_history *history = &self->histories[index];
    const exq_dated *latest = &history->results[history->count - 1];
    exq_page_turn_to(page, latest);
    const char *id = exq_arena_format(page->arena, "audit-%zu", index + 1);
    exq_dashboard_say_audit(latest, exq_page_words(page));
    exq_page_section(page, id != NULL ? id : "audit", exq_page_keep(page));
    if (latest->document->about.purpose != NULL)
        exq_page_own(page, "p", NULL, latest->document->about.purpose);
    exq_dashboard_matrix(self, history);
    exq_page_turn_to(page, latest);
    if (self->plots_note != NULL)
        exq_page_own(page, "p", "note", self->plots_note);
    exq_page_charts(page, history);
    exq_page_taken_together(page, history);
    exq_markup_close(page->markup);
}

static exq_status write_page(exq_dashboard_page *self, const char *gnuplot, exq_buffer *out, exq_error *error)
{
    exq_page *page = &self->page;
    exq_page_turn_to(page, &self->results[0]);
    exq_dashboard_follow(self, gnuplot);
    if (page->failed)
        return exq_fail_memory(error);
    exq_page_say(page, EXQ_SENTENCE_DASHBOARD_TITLE, NULL);
    if (!exq_html_head(page))
        return exq_fail_memory(error);
    exq_markup_open(page->markup, "body", NULL);
    exq_markup_open(page->markup, "a", "class", "skip", "href", "#dashboard", NULL);
    exq_markup_text(page->markup, T(page, "Skip to the audits"));
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "main", "id", "dashboard", "tabindex", "-1", NULL);
    write_front(self);
    for (size_t h = 0; h < self->history_count; h++)
        write_history(self, h);
    exq_dashboard_ends(self);
    exq_dashboard_privacy(self);
    exq_markup_close(page->markup);
    exq_html_foot(page, "exaequo", exq_version());
    if (page->failed || page->words.failed)
        return exq_fail_memory(error);
    return exq_markup_end(page->markup, out, error);
}

exq_status exq_dashboard(const exq_named_result *results, size_t count, const char *today,
                         const exq_render_options *options, exq_write write, void *payload, exq_error *error)
{
    if (count == 0)
        return exq_fail(error, EXQ_USAGE, "a dashboard needs at least one result.");
    exq_dashboard_page self = {
        .page = {.markup = exq_markup_new(), .arena = exq_arena_new()},
          .today = today
    };
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_status status = EXQ_OK;
    if (self.page.markup == NULL || self.page.arena == NULL ||
        !gather(&self, results, count, exq_language_of(options->language)))
        status = exq_fail_memory(error);
    if (status == EXQ_OK)
        status = write_page(&self, options->gnuplot, &out, error);
    if (status == EXQ_OK && !write(payload, out.bytes, out.length))
        status = exq_fail(error, EXQ_IO, "the dashboard could not be written. Is there room for it?");
    exq_buffer_free(&out);
    exq_dashboard_free_plots(&self);
    exq_buffer_free(&self.page.words);
    exq_markup_free(self.page.markup);
    exq_arena_free(self.page.arena);
    return status;
}
