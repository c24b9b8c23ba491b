/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What ends: waivers and rules to be read again, the nearest day first. A waiver that is not seen is one that stays.
 */
#include <stdlib.h>
#include <string.h>

#include "dashboard.h"
#include "text.h"

/* One thing that ends on a day. */
typedef struct ending {
    const exq_dated *result;
    const exq_doc_waiver *waiver; /* or */
    const exq_doc_preset *preset;
    const char *on;
} ending;

static int by_day(const void *a, const void *b)
{
    const ending *one = a, *other = b;
    const int days = strcmp(one->on, other->on);
    if (days != 0)
        return days;
    return one->result < other->result ? -1 : one->result > other->result;
}

/* Of each audit the latest result says what holds now. */
static size_t collect(const exq_dashboard_page *self, ending *out)
{
    size_t count = 0;
    for (size_t h = 0; h < self->history_count; h++) {
        const exq_history *history = &self->histories[h];
        const exq_dated *latest = &history->results[history->count - 1];
        for (size_t i = 0; i < latest->document->waiver_count; i++)
            out[count++] = (ending){latest, &latest->document->waivers[i], NULL, latest->document->waivers[i].expires};
        for (size_t i = 0; i < latest->document->preset_count; i++)
            if (latest->document->presets[i].review_by != NULL)
                out[count++] =
                    (ending){latest, NULL, &latest->document->presets[i], latest->document->presets[i].review_by};
    }
    qsort(out, count, sizeof *out, by_day);
    return count;
}

static size_t most_endings(const exq_dashboard_page *self)
{
    size_t most = 1;
    for (size_t i = 0; i < self->result_count; i++)
        most += self->results[i].document->waiver_count + self->results[i].document->preset_count;
    return most;
}

static const char *state_of(const exq_dashboard_page *self, const ending *one)
{
    if (self->today != NULL && strcmp(one->on, self->today) < 0)
        return N_("▲ ended");
    if (one->preset != NULL)
        return one->preset->overdue ? N_("▲ overdue when audited") : N_("✓ holds");
    const char *state = one->waiver->state != NULL ? one->waiver->state : "";
    if (strcmp(state, "expired") == 0)
        return N_("▲ ended");
    if (strcmp(state, "ends_soon") == 0)
        return N_("◇ ends soon");
    return strcmp(state, "unused") == 0 ? N_("◇ not needed") : N_("✓ in force");
}

static void visible_cell(exq_page *page, const char *text)
{
    exq_buffer *words = exq_page_words(page);
    if (text != NULL)
        exq_text_visible(words, text, strlen(text));
    else
        exq_buffer_string(words, "–");
    exq_page_element(page, "td", NULL);
}

static void write_ending(exq_dashboard_page *self, const ending *one)
{
    exq_page *page = &self->page;
    exq_places places = {0};
    exq_page_turn_to(page, one->result);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_markup_text(page->markup, one->on);
    exq_markup_close(page->markup);
    exq_page_own(page, "td", NULL, T(page, state_of(self, one)));
    if (one->preset != NULL) {
        exq_text_visible(exq_place(&places, "preset"), one->preset->id, strlen(one->preset->id));
        exq_page_say(page, EXQ_SENTENCE_DASHBOARD_REVIEW, &places);
    } else {
        exq_text_visible(exq_place(&places, "check"), one->waiver->check, strlen(one->waiver->check));
        exq_dashboard_say_audit(one->result, exq_place(&places, "audit"));
        exq_page_say(page, EXQ_SENTENCE_DASHBOARD_WAIVER, &places);
    }
    exq_page_element(page, "td", NULL);
    visible_cell(page, one->waiver != NULL ? one->waiver->reason : NULL);
    visible_cell(page, one->waiver != NULL ? one->waiver->approved_by : NULL);
    visible_cell(page, one->waiver != NULL ? one->waiver->ticket : NULL);
    exq_markup_close(page->markup);
}

void exq_dashboard_ends(exq_dashboard_page *self)
{
    static const char *const headings[] = {N_("Last day"),    N_("State"),  N_("What"), N_("Reason"),
                                           N_("Approved by"), N_("Ticket"), NULL};
    exq_page *page = &self->page;
    ending *endings = EXQ_NEW(page->arena, ending, most_endings(self));
    if (endings == NULL) {
        page->failed = true;
        return;
    }
    const size_t count = collect(self, endings);
    exq_page_section(page, "ends", T(page, "Waivers, and what ends"));
    if (count == 0)
        exq_page_own(page, "p", NULL,
                     T(page, "Nothing is waived, and no rule has a day by which it must be read again."));
    else {
        exq_page_table(page, "ends",
                       T(page, "Waivers of the latest audits, and rules to be read again, the nearest day first"));
        exq_page_columns(page, headings);
        exq_markup_open(page->markup, "tbody", NULL);
        for (size_t i = 0; i < count; i++)
            write_ending(self, &endings[i]);
        exq_markup_close(page->markup);
        exq_page_table_end(page);
    }
    exq_markup_close(page->markup);
}
