/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of people by groups of items: of the attention of each group of people, the share that a group of items gets. A
 * map that is a table: the number stands in the cell, an arrow says whether it is more or less than among everyone, a tint
 * how far; withheld cells are hatched.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

/* How a cell stands against everyone: as much, more, less; from these numbers on, and far from those. */
static const struct {
    double from; /* the last row that is reached counts */
    const char *class, *arrow;
} shades[] = {
    {0,       "number less far", " ▼▼"},
    {1 / 1.5, "number less",     " ▼"   },
    {1 / 1.1, "number even",     ""       },
    {1.1,     "number more",     " ▲"   },
    {1.5,     "number more far", " ▲▲"},
};
enum { EVEN = 2 };

static size_t shade_of(const exq_doc_measure *against)
{
    size_t shade = EVEN;
    for (size_t i = 0; against != NULL && i < sizeof shades / sizeof shades[0]; i++)
        if (against->value >= shades[i].from)
            shade = i;
    return shade;
}

/* The levels of the items are those behind the people's. */
static exq_doc_levels part_of(const exq_doc_levels *levels, size_t first, size_t count)
{
    return (exq_doc_levels){levels->items + first, count};
}

static bool same_part(const exq_doc_levels *a, const exq_doc_levels *b, size_t first, size_t count)
{
    exq_doc_levels x = part_of(a, first, count), y = part_of(b, first, count);
    return exq_levels_equal(&x, &y);
}

/* How many of the columns are people's: those that a question about people asked. */
static size_t people_columns(const exq_document *document, const exq_doc_question *question)
{
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_doc_question *of = &document->questions[i];
        bool same = exq_look_side(of) == EXQ_SIDE_USER && of->by_count < question->by_count;
        for (size_t c = 0; same && c < of->by_count; c++)
            same = strcmp(of->by[c], question->by[c]) == 0;
        if (same)
            return of->by_count;
    }
    return 1;
}

static const exq_doc_group *find_cell(const exq_doc_question *question, size_t people, const exq_doc_group *of_people,
                                      const exq_doc_group *of_items)
{
    size_t items = question->by_count - people;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *cell = &question->groups[i];
        if (same_part(&cell->levels, &of_people->levels, 0, people) &&
            same_part(&cell->levels, &of_items->levels, people, items))
            return cell;
    }
    return NULL;
}

static void write_withheld(exq_page *page, const exq_doc_group *cell)
{
    exq_markup_open(page->markup, "td", "class", "hatched", NULL);
    exq_buffer *words = exq_page_words(page);
    if (cell != NULL && cell->withheld)
        exq_say_withheld(&page->voice, words, cell);
    else
        exq_buffer_string(words, "none");
    exq_markup_open(page->markup, "span", "class", "unseen", NULL);
    exq_page_text(page);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

static void write_cell(exq_page *page, const exq_doc_group *cell)
{
    const exq_doc_measure *share = cell == NULL ? NULL : exq_look_first(cell, "exposure_share");
    if (share == NULL || isnan(share->value)) {
        write_withheld(page, cell);
        return;
    }
    size_t shade = shade_of(exq_look_first(cell, "exposure_to_all"));
    exq_markup_open(page->markup, "td", "class", shades[shade].class, NULL);
    exq_page_share(page, share->value);
    exq_markup_open(page->markup, "span", "class", "shape", "aria-hidden", "true", NULL);
    exq_markup_text(page->markup, shades[shade].arrow);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

/* The first cell with these levels stands for them all. */
static bool is_first(const exq_doc_question *question, size_t cell, size_t first, size_t count)
{
    for (size_t i = 0; i < cell; i++)
        if (same_part(&question->groups[i].levels, &question->groups[cell].levels, first, count))
            return false;
    return true;
}

static void write_map(exq_page *page, const exq_doc_question *question, size_t people)
{
    size_t items = question->by_count - people;
    exq_markup_open(page->markup, "thead", NULL);
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "td", NULL);
    exq_markup_close(page->markup);
    for (size_t i = 0; i < question->group_count; i++) {
        if (!is_first(question, i, 0, people))
            continue;
        exq_doc_levels levels = part_of(&question->groups[i].levels, 0, people);
        exq_markup_open(page->markup, "th", "scope", "col", "class", "number", NULL);
        exq_say_label(&page->voice, exq_page_words(page), &levels);
        exq_page_text(page);
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "tbody", NULL);
    for (size_t row = 0; row < question->group_count; row++) {
        if (!is_first(question, row, people, items))
            continue;
        exq_doc_levels levels = part_of(&question->groups[row].levels, people, items);
        exq_page_row_of(page, &levels);
        for (size_t i = 0; i < question->group_count; i++)
            if (is_first(question, i, 0, people))
                write_cell(page, find_cell(question, people, &question->groups[i], &question->groups[row]));
        exq_markup_close(page->markup);
    }
    exq_markup_close(page->markup);
}

void exq_html_crossed(exq_page *page, const exq_doc_question *question)
{
    if (question->group_count == 0 || question->by_count < 2)
        return;
    exq_page_own(
        page, "p", NULL,
        T(page, "Of every 100 of the attention that a group of people gives its lists, so many fall on each group of "
                "items."));
    exq_page_own(
        page, "p", "legend",
        T(page,
          "▲ at least 1.1 times and ▲▲ at least 1.5 times the share among everyone; ▼ and ▼▼ less by as much. Hatched: "
          "not shown, too few people."));
    exq_page_table(page, "map", T(page, "Attention of each group of people, of every 100"));
    write_map(page, question, people_columns(page->document, question));
    exq_page_table_end(page);
}
