/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What another version changes, as the table that a comment on a change of the model begins with.
 */
#include <math.h>
#include <string.h>

#include "markdown.h"
#include "sentences_versions.h"
#include "text.h"

enum { MOST_CHANGES = 12 };

static void put_heads(exq_markdown *self)
{
    enum { COLUMNS = 5 };
    const char *const versions[] = {self->document->versions.before, self->document->versions.after};
    exq_markdown_put(self, "| |");
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        exq_text_visible(&self->words, versions[i], strlen(versions[i]));
        exq_markdown_cell(self);
    }
    exq_buffer_format(self->out, " %s |", exq_pattern(&self->voice, EXQ_SENTENCE_MD_VERSIONS));
    exq_markdown_rule(self, COLUMNS);
}

/* "F: ranking quality of the first 10 places", "gap, F - M", "gap, F - M: ndcg@10_ratio", "films ever shown". */
static void say_what(exq_markdown *self, const exq_change_block *lead, const exq_doc_change *change)
{
    exq_places places = {0};
    const bool is_lead_gap = change->reference_is != NULL && exq_change_is_of(lead, change);
    if (is_lead_gap || change == exq_change_ever_shown(self->document)) {
        exq_say_change_label(&self->voice, &self->words, change);
        return;
    }
    if (change->question < 0) {
        exq_text_visible(&self->words, change->metric, strlen(change->metric));
        return;
    }
    exq_say_change_label(&self->voice, exq_place(&places, "label"), change);
    exq_buffer *metric = exq_place(&places, "metric");
    if (change->reference_is == NULL)
        exq_say_change_metric(&self->voice, metric, change->metric);
    else
        exq_text_visible(metric, change->metric, strlen(change->metric));
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_VERSIONS_LABELLED, &places);
}

static void put_number(exq_markdown *self, const exq_doc_change *change, double value,
                       void (*say)(const exq_voice *, exq_buffer *, const exq_doc_change *, double))
{
    if (!isnan(value))
        say(&self->voice, &self->words, change, value);
    exq_markdown_cell(self);
}

static void put_change(exq_markdown *self, const exq_change_block *lead, const exq_doc_change *change)
{
    exq_markdown_put(self, "|");
    say_what(self, lead, change);
    exq_markdown_cell(self);
    put_number(self, change, change->before, exq_say_change_value);
    put_number(self, change, change->after, exq_say_change_value);
    exq_buffer range = EXQ_BUFFER_INIT;
    if (!isnan(change->change))
        exq_say_change_by(&self->voice, &self->words, change, change->change);
    if (exq_say_change_range(&self->voice, &range, change))
        exq_buffer_format(&self->words, " (%s)", range.bytes != NULL ? range.bytes : "");
    self->words.failed = self->words.failed || range.failed;
    exq_buffer_free(&range);
    exq_markdown_cell(self);
    (void)exq_say_change_people(&self->voice, &self->words, change);
    exq_markdown_cell(self);
    exq_markdown_put(self, "\n");
}

/* Is it the number of a check, or what that is made of? */
static bool is_of_a_check(const exq_document *document, const exq_doc_change *change)
{
    for (size_t i = 0; i < document->check_count; i++) {
        const exq_doc_check *check = &document->checks[i];
        if (strcmp(check->metric, change->metric) == 0 || (check->of != NULL && strcmp(check->of, change->metric) == 0))
            return true;
    }
    return false;
}

/* The number that leads comes first, then those of checks, then what is ever shown. */
enum { LEADING, CHECKED, CATALOGUE, RANKS };

static size_t rank_of(const exq_document *document, const exq_change_block *lead, const exq_doc_change *change)
{
    const bool of_group = change->reference_is != NULL || change->group.count > 0;
    if (change == exq_change_ever_shown(document))
        return CATALOGUE;
    if (lead->metric != NULL && of_group && exq_change_is_of(lead, change))
        return LEADING;
    return (of_group || change->question < 0) && is_of_a_check(document, change) ? CHECKED : RANKS;
}

static void put_gap(exq_markdown *self, const exq_change_block *lead)
{
    const exq_doc_versions *versions = &self->document->versions;
    const exq_doc_change *gap = NULL;
    size_t gaps = 0;
    for (size_t i = 0; lead->metric != NULL && i < versions->change_count; i++) {
        const bool is_gap = versions->changes[i].reference_is != NULL && exq_change_is_of(lead, &versions->changes[i]);
        gap = is_gap ? &versions->changes[i] : gap;
        gaps += is_gap;
    }
    if (gaps != 1 || !exq_say_gap(&self->voice, &self->words, lead, gap))
        return;
    exq_buffer otherwise = EXQ_BUFFER_INIT;
    if (exq_say_gap_otherwise(&self->voice, &otherwise, lead, gap))
        exq_buffer_format(&self->words, " %s", otherwise.bytes != NULL ? otherwise.bytes : "");
    self->words.failed = self->words.failed || otherwise.failed;
    exq_buffer_free(&otherwise);
    exq_markdown_put(self, "> ");
    exq_markdown_paragraph(self);
}

void exq_markdown_versions(exq_markdown *self)
{
    const exq_document *document = self->document;
    const exq_doc_versions *versions = &document->versions;
    const size_t question = document->has_versions ? exq_change_question(document) : SIZE_MAX;
    exq_change_block lead = {0};
    size_t left = 0, told = 0;
    if (!document->has_versions)
        return;
    if (question != SIZE_MAX)
        lead = exq_change_lead(document, question);
    exq_markdown_put(self, "**");
    exq_fill_sentence(&self->voice, &self->words, EXQ_SENTENCE_VERSIONS_TITLE, NULL);
    exq_markdown_words(self);
    exq_markdown_put(self, "** ");
    exq_say_versions_whose(&self->voice, &self->words);
    exq_markdown_paragraph(self);
    put_heads(self);
    for (size_t rank = 0; rank < RANKS; rank++)
        for (size_t i = 0; i < versions->change_count; i++) {
            const exq_doc_change *change = &versions->changes[i];
            if (change->why != NULL || rank_of(document, &lead, change) != rank)
                continue;
            if (told == MOST_CHANGES || exq_markdown_is_full(self)) {
                left++;
                continue;
            }
            put_change(self, &lead, change);
            told++;
        }
    exq_markdown_left(self, "\n", left, "\n");
    exq_markdown_put(self, "\n");
    put_gap(self, &lead);
}
