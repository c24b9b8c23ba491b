/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part of the text output about another version: what each group had before and has now, how many people of it are
 * better and worse off, and what became of the gap.
 */
#include <math.h>

#include "sentences_versions.h"
#include "text_parts.h"

enum { LABEL, BEFORE, AFTER, CHANGE, RANGE, PEOPLE, COLUMNS, MOST_ROWS = 12, MOST_GROUPS = 6, MOST_GAPS = 3 };

typedef struct changes_table {
    const exq_voice *voice;
    exq_page_row rows[MOST_ROWS];
    size_t used, most;
    bool of_people; /* some row says how many are better and worse off */
} changes_table;

static void fill_header(changes_table *table, const char *metric)
{
    static const exq_sentence heads[COLUMNS] = {[BEFORE] = EXQ_SENTENCE_VERSIONS_BEFORE,
                                                [AFTER] = EXQ_SENTENCE_VERSIONS_AFTER,
                                                [CHANGE] = EXQ_SENTENCE_VERSIONS_CHANGE,
                                                [RANGE] = EXQ_SENTENCE_VERSIONS_RANGE};
    exq_page_row *row = &table->rows[table->used++];
    for (size_t i = BEFORE; i < PEOPLE; i++)
        exq_fill_sentence(table->voice, &row->cells[i], heads[i], NULL);
    row = &table->rows[table->used++];
    row->spans = true;
    exq_say_change_metric(table->voice, &row->cells[LABEL], metric);
}

static void fill_number(const changes_table *table, exq_buffer *out, const exq_doc_change *change, double value,
                        void (*say)(const exq_voice *, exq_buffer *, const exq_doc_change *, double))
{
    if (isnan(value))
        exq_buffer_char(out, '-');
    else
        say(table->voice, out, change, value);
}

static void fill_row(changes_table *table, const exq_doc_change *change)
{
    if (table->used == table->most)
        return;
    exq_buffer *cells = table->rows[table->used++].cells;
    exq_buffer_char(&cells[LABEL], ' ');
    exq_say_change_label(table->voice, &cells[LABEL], change);
    fill_number(table, &cells[BEFORE], change, change->before, exq_say_change_value);
    fill_number(table, &cells[AFTER], change, change->after, exq_say_change_value);
    fill_number(table, &cells[CHANGE], change, change->change, exq_say_change_by);
    (void)exq_say_change_range(table->voice, &cells[RANGE], change);
    table->of_people = exq_say_change_people(table->voice, &cells[PEOPLE], change) || table->of_people;
}

/* The first groups of the block, then its first gaps. */
static const exq_doc_change *fill_block(changes_table *table, const exq_change_block *block)
{
    const exq_doc_versions *versions = &table->voice->document->versions;
    const exq_doc_change *first_gap = NULL;
    size_t groups = 0, gaps = 0;
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        const bool is_gap = change->reference_is != NULL;
        if (!exq_change_is_of(block, change) || (!is_gap && change->group.count == 0))
            continue;
        first_gap = is_gap && first_gap == NULL ? change : first_gap;
        if (is_gap ? gaps++ < MOST_GAPS : groups++ < MOST_GROUPS)
            fill_row(table, change);
    }
    return first_gap;
}

/* The sentence about the gap, where there is one alone; of several nobody could tell which is meant. */
static void print_gap(const exq_voice *voice, exq_page *page, const exq_change_block *block, const exq_doc_change *gap,
                      size_t most)
{
    exq_buffer text = EXQ_BUFFER_INIT, otherwise = EXQ_BUFFER_INIT;
    if (gap != NULL && voice->document->questions[block->question].group_count == 2 &&
        exq_say_gap(voice, &text, block, gap)) {
        if (exq_say_gap_otherwise(voice, &otherwise, block, gap))
            exq_buffer_format(&text, " %s", otherwise.bytes != NULL ? otherwise.bytes : "");
        exq_page_paragraph(page, &text, 2, most);
    }
    page->text.failed = page->text.failed || otherwise.failed;
    exq_buffer_free(&otherwise);
    exq_buffer_free(&text);
}

void exq_text_versions(const exq_voice *voice, exq_page *page, size_t most)
{
    enum {
        MOST_SENTENCE = 6,
        FRAME = MOST_SENTENCE + 2,
        LEAST_ROWS = 4
    }; /* title, what became of the gap, blank line */
    const exq_document *document = voice->document;
    const size_t question = document->has_versions ? exq_change_question(document) : SIZE_MAX;
    if (question == SIZE_MAX || most < FRAME + LEAST_ROWS)
        return;
    const exq_change_block block = exq_change_lead(document, question);
    const exq_doc_change *ever_shown = exq_change_ever_shown(document);
    const size_t room = most - FRAME < MOST_ROWS ? most - FRAME : MOST_ROWS;
    changes_table changes = {.voice = voice, .most = room - (ever_shown != NULL)};
    exq_buffer title = EXQ_BUFFER_INIT, whose = EXQ_BUFFER_INIT;
    if (block.metric == NULL)
        return;
    fill_header(&changes, block.metric);
    const exq_doc_change *gap = fill_block(&changes, &block);
    if (ever_shown != NULL) {
        changes.most++;
        fill_row(&changes, ever_shown);
    }
    if (changes.of_people)
        exq_fill_sentence(voice, &changes.rows[0].cells[PEOPLE], EXQ_SENTENCE_VERSIONS_BETTER_WORSE_SAME, NULL);
    exq_page_table table = {
        .rows = changes.rows,
        .row_count = changes.used,
        .column_count = COLUMNS,
        .to_the_left = {[LABEL] = true},
        .between = { "", "  ", "  ", "  ", "  ", "  "}
    };
    exq_fill_sentence(voice, &title, EXQ_SENTENCE_VERSIONS_TITLE, NULL);
    exq_say_versions_whose(voice, &whose);
    exq_page_titled(page, &title, &whose);
    exq_page_table_print(page, &table);
    print_gap(voice, page, &block, gap, MOST_SENTENCE);
    exq_page_blank(page);
    exq_buffer_free(&title);
    exq_buffer_free(&whose);
}
