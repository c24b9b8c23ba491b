/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What another version changes: for every question the numbers shown, of each group before and after, with how many of its
 * people are better and worse off; the gaps between groups; and what of the whole catalogue changes.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "sentences_versions.h"

typedef void say_number(const exq_voice *, exq_buffer *, const exq_doc_change *, double);

static void number_cell(exq_page *page, const exq_doc_change *change, double value, say_number *say)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(value)) {
        exq_markup_text(page->markup, "–");
    } else {
        say(&page->voice, exq_page_words(page), change, value);
        exq_page_data(page, value);
    }
    exq_markup_close(page->markup);
}

static void write_end(exq_page *page, const exq_doc_change *change, double value)
{
    exq_say_change_by(&page->voice, exq_page_words(page), change, value);
    exq_page_data(page, value);
}

static void range_cell(exq_page *page, const exq_doc_change *change)
{
    exq_markup_open(page->markup, "td", "class", "number", NULL);
    if (isnan(change->lo) || isnan(change->hi)) {
        exq_markup_text(page->markup, "–");
    } else {
        /* the two ends stand where the pattern of a range has them */
        const char *pattern = exq_pattern(&page->voice, EXQ_SENTENCE_RANGE_WORDS);
        const char *lo = strstr(pattern, "{lo}"), *hi = strstr(pattern, "{hi}");
        write_end(page, change, change->lo);
        exq_buffer_append(exq_page_words(page), lo + 4, (size_t)(hi - lo) - 4);
        exq_page_text(page);
        write_end(page, change, change->hi);
    }
    exq_markup_close(page->markup);
}

/* Which columns stand beside before, after and change: those in which some row has something. */
typedef struct columns {
    bool range;
    bool people; /* how many are better and worse off: groups of items are no people */
} columns;

static void take_change(columns *told, const exq_doc_change *change)
{
    told->range = told->range || !isnan(change->lo) || !isnan(change->hi);
    told->people = told->people || change->better >= 0;
}

static void write_columns(exq_page *page, const char *first, const columns *told)
{
    enum { MOST = 9 };
    const char *headings[MOST] = {first, N_("#Before"), N_("#After"), N_("#Change")};
    size_t count = 4;
    if (told->range)
        headings[count++] = N_("#Plausible range");
    if (told->people) {
        headings[count++] = N_("#Better");
        headings[count++] = N_("#Worse");
        headings[count++] = N_("#Same");
    }
    exq_page_columns(page, headings);
}

static void absence_cell(exq_page *page, const exq_doc_change *change, const columns *told)
{
    const char *const spans[2][2] = {
        {"3", "4"},
        {"6", "7"}
    };
    exq_markup_open(page->markup, "td", "class", "withheld", "colspan", spans[told->people][told->range], NULL);
    exq_say_why(&page->voice, exq_page_words(page), change->why);
    exq_page_text(page);
    exq_markup_close(page->markup);
}

static void write_change(exq_page *page, const exq_doc_change *change, const columns *told)
{
    if (isnan(change->change) && change->why != NULL) {
        absence_cell(page, change, told);
        return;
    }
    number_cell(page, change, change->before, exq_say_change_value);
    number_cell(page, change, change->after, exq_say_change_value);
    number_cell(page, change, change->change, exq_say_change_by);
    if (told->range)
        range_cell(page, change);
    if (!told->people)
        return;
    exq_page_count_cell(page, change->better);
    exq_page_count_cell(page, change->worse);
    exq_page_count_cell(page, change->same);
}

/* ----------------------------------------------------------------------------------------------------- people, items */

static bool has_block(const exq_document *document, const exq_change_block *block)
{
    for (size_t i = 0; i < document->versions.change_count; i++)
        if (exq_change_is_of(block, &document->versions.changes[i]))
            return true;
    return false;
}

static void write_rows(exq_page *page, const exq_change_block *block, bool gaps, const columns *told)
{
    const exq_doc_versions *versions = &page->document->versions;
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        if (!exq_change_is_of(block, change) || (change->reference_is != NULL) != gaps)
            continue;
        exq_markup_open(page->markup, "tr", NULL);
        exq_markup_open(page->markup, "th", "scope", "row", NULL);
        exq_say_change_label(&page->voice, exq_page_words(page), change);
        exq_page_text(page);
        exq_markup_close(page->markup);
        write_change(page, change, told);
        exq_markup_close(page->markup);
    }
}

static void write_gaps_said(exq_page *page, const exq_change_block *block)
{
    const exq_doc_versions *versions = &page->document->versions;
    const bool together = exq_say_open_gaps(&page->voice, exq_page_words(page), block);
    exq_page_said(page, together);
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        if (change->reference_is != NULL && exq_change_is_of(block, change) && !(together && exq_gap_is_open(change)))
            exq_page_said(page, exq_say_gap(&page->voice, exq_page_words(page), block, change));
    }
}

static columns columns_of(const exq_document *document, const exq_change_block *block)
{
    columns told = {0};
    for (size_t i = 0; i < document->versions.change_count; i++)
        if (exq_change_is_of(block, &document->versions.changes[i]))
            take_change(&told, &document->versions.changes[i]);
    return told;
}

static void write_block(exq_page *page, const exq_change_block *block)
{
    const columns told = columns_of(page->document, block);
    if (!has_block(page->document, block))
        return;
    exq_buffer *words = exq_page_words(page);
    exq_say_change_metric(&page->voice, words, block->metric);
    exq_capitalise(words, 0);
    exq_page_table(page, "changes", exq_page_keep(page));
    write_columns(page, N_("Group"), &told);
    exq_markup_open(page->markup, "tbody", NULL);
    write_rows(page, block, false, &told);
    write_rows(page, block, true, &told);
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    write_gaps_said(page, block);
}

static bool has_changes(const exq_document *document, size_t question)
{
    for (size_t i = 0; i < document->versions.change_count; i++)
        if (document->versions.changes[i].question == (exq_count)question)
            return true;
    return false;
}

static void write_question(exq_page *page, size_t index)
{
    const exq_doc_question *question = &page->document->questions[index];
    const exq_change_block lead = exq_change_lead(page->document, index);
    if (!has_changes(page->document, index))
        return;
    exq_page_say_question(page, question);
    exq_page_element(page, "h3", NULL);
    if (lead.metric != NULL)
        write_block(page, &lead);
    for (size_t i = 0; i < page->document->conventions.show_count; i++) {
        const exq_change_block block = {index, page->document->conventions.show[i]};
        if (lead.metric == NULL || strcmp(lead.metric, block.metric) != 0)
            write_block(page, &block);
    }
}

/* -------------------------------------------------------------------------------------------------------- catalogue */

static void write_catalogue(exq_page *page)
{
    const exq_doc_versions *versions = &page->document->versions;
    columns told = {0};
    if (page->document->catalogue_count == 0)
        return;
    for (size_t i = 0; i < versions->change_count; i++)
        if (versions->changes[i].question < 0)
            take_change(&told, &versions->changes[i]);
    exq_page_table(page, "changes", T(page, "Figures of the whole catalogue under both versions"));
    write_columns(page, N_("What it is"), &told);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        if (change->question >= 0)
            continue;
        const char *meaning = exq_html_meaning(change->metric);
        exq_markup_open(page->markup, "tr", NULL);
        if (change == exq_change_ever_shown(page->document)) {
            exq_say_change_label(&page->voice, exq_page_words(page), change);
            exq_page_meaning(page, exq_page_keep(page), change->metric);
        } else {
            exq_page_meaning(page, meaning != NULL ? T(page, meaning) : NULL, change->metric);
        }
        write_change(page, change, &told);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_page_table_end(page);
    if (!told.range)
        exq_page_own(page, "p", "quiet", T(page, "These figures are counted over all lists; they have no range."));
}

/* -------------------------------------------------------------------------------------------------------------- all */

void exq_html_versions(exq_page *page)
{
    const exq_document *document = page->document;
    if (!document->has_versions)
        return;
    exq_page_say(page, EXQ_SENTENCE_VERSIONS_TITLE, NULL);
    exq_page_section(page, "versions", exq_page_keep(page));
    exq_say_versions_which(&page->voice, exq_page_words(page));
    exq_page_element(page, "p", NULL);
    exq_page_said(page, exq_say_versions_left_out(&page->voice, exq_page_words(page)));
    for (size_t i = 0; i < document->question_count; i++)
        write_question(page, i);
    write_catalogue(page);
    exq_markup_close(page->markup);
}
