/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heat map of two attributes: in each cell how many times as often as the reference, with a shade for how far that is
 * from equal and arrows for which way, so that it says the same without colour.
 */
#include <math.h>

#include "plots.h"

/* Columns narrower than this would cut numbers. */
enum { WIDTH = 640, WIDE = 760, LEAST_CELL = 74, MOST_LABEL_COLUMNS = 22, GUTTER = 44, COLUMN = 8, HEAD_COLUMN = 7 };

static const struct {
    double below;
    const char *arrow;
} shades[EXQ_PLOT_SHADES] = {
#define SHADE(id, below, name, arrow) {below, arrow},
#include "shades.def"
#undef SHADE
};

exq_plot_shade exq_plot_shade_of(double ratio)
{
    exq_plot_shade shade = 0;
    while (shade < EXQ_PLOT_HIDDEN && ratio > shades[shade].below)
        shade++;
    return shade;
}

const char *exq_plot_arrow(exq_plot_shade shade)
{
    return shades[shade].arrow;
}

static const char *const looks[EXQ_PLOT_TURNS] = {"cells", "cells turned", "cells plain"};

typedef struct exq_map {
    exq_plot *plot;
    const exq_voice *voice;
    const exq_doc_question *question;
    size_t *columns, *rows; /* groups that stand for a level */
    size_t column_count, row_count;
} exq_map;

static size_t collect(const exq_doc_question *question, size_t attribute, size_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < question->group_count; i++)
        if (exq_look_opens(question, i, attribute))
            out[count++] = i;
    return count;
}

static const char *label_of(const exq_map *map, size_t group, size_t attribute, size_t columns)
{
    const exq_doc_levels level = exq_look_level(&map->question->groups[group], attribute);
    return exq_plot_label(map->plot, map->voice, &level, columns);
}

static void draw_cell(const exq_map *map, size_t row, size_t column)
{
    const exq_crossing cell = exq_look_crossing(map->question, map->rows[row], map->columns[column]);
    exq_buffer words = EXQ_BUFFER_INIT;
    exq_plot_shade shade = EXQ_PLOT_HIDDEN;
    if (cell.is_reference) {
        shade = EXQ_PLOT_EVEN;
        exq_fill_sentence(map->voice, &words, EXQ_SENTENCE_TEXT_REFERENCE, NULL);
    } else if (cell.ratio != NULL) {
        shade = exq_plot_shade_of(cell.ratio->value);
        exq_say_number(map->voice, &words, cell.ratio->value);
        exq_buffer_format(&words, " %s", exq_plot_arrow(shade));
    } else {
        exq_fill_sentence(map->voice, &words, cell.group == NULL ? EXQ_SENTENCE_PAGE_NOBODY : EXQ_SENTENCE_PLOT_TOO_FEW,
                          NULL);
    }
    exq_plot_cell(map->plot, column, row + 1, shade, exq_plot_words(map->plot, &words, words.length));
    exq_buffer_free(&words);
}

/* How many columns of text a cell of the map has. */
static size_t columns_of_cell(const exq_map *map, const exq_plot_frame *frame)
{
    const double cell = (frame->width - (double)((frame->left + 3) * COLUMN)) / (double)map->column_count;
    return (size_t)(cell / HEAD_COLUMN);
}

/* Wide where a name would be cut. */
static double width_of(const exq_map *map, const exq_plot_frame *frame)
{
    const size_t fits = columns_of_cell(map, frame);
    for (size_t c = 0; c < map->column_count; c++)
        if (exq_plot_columns(label_of(map, map->columns[c], 0, fits + 1)) > fits)
            return WIDE;
    return WIDTH;
}

static void draw(const exq_map *map)
{
    const size_t fits = columns_of_cell(map, &map->plot->frame);
    for (size_t c = 0; c < map->column_count; c++)
        exq_plot_column(map->plot, c, label_of(map, map->columns[c], 0, fits));
    for (size_t r = 0; r < map->row_count; r++) {
        exq_plot_group(map->plot, r + 1, label_of(map, map->rows[r], 1, MOST_LABEL_COLUMNS));
        for (size_t c = 0; c < map->column_count; c++)
            draw_cell(map, r, c);
    }
}

static void describe(const exq_map *map)
{
    exq_plot *plot = map->plot;
    exq_places places = {0};
    exq_say_rate(map->voice, exq_place(&places, "rate"), map->question->lead_rate);
    plot->title = exq_plot_sentence(plot, map->voice, EXQ_SENTENCE_PAGE_CROSSED, &places);
    exq_say_count(map->voice, exq_place(&places, "rows"), (exq_count)map->row_count);
    exq_say_count(map->voice, exq_place(&places, "columns"), (exq_count)map->column_count);
    plot->description = exq_plot_sentence(plot, map->voice, EXQ_SENTENCE_PLOT_CROSSED, &places);
}

bool exq_plot_crossings(exq_plot *plot, const exq_voice *voice, const exq_doc_question *question, exq_arena *arena)
{
    *plot = (exq_plot){.arena = arena};
    if (!exq_look_is_crossed(question))
        return false;
    exq_map map = {.plot = plot,
                   .voice = voice,
                   .question = question,
                   .columns = EXQ_NEW(arena, size_t, question->group_count),
                   .rows = EXQ_NEW(arena, size_t, question->group_count)};
    if (map.columns == NULL || map.rows == NULL) {
        plot->failed = true;
        return true;
    }
    map.column_count = collect(question, 0, map.columns);
    map.row_count = collect(question, 1, map.rows);
    exq_plot_frame frame = {.width = WIDTH, .look = looks[exq_plot_turn_of(voice->document, question->lead_rate)]};
    for (size_t r = 0; r < map.row_count; r++) {
        const size_t columns = exq_plot_columns(label_of(&map, map.rows[r], 1, MOST_LABEL_COLUMNS));
        frame.left = columns > frame.left ? columns : frame.left;
    }
    if (map.row_count + 1 > EXQ_PLOT_MOST_ROWS || map.column_count * LEAST_CELL + frame.left * COLUMN + GUTTER > WIDTH)
        return false; /* the table scrolls */
    frame.width = width_of(&map, &frame);
    frame.rows = map.row_count + 1;
    frame.hi = (double)map.column_count;
    exq_plot_begin(plot, arena, &frame);
    draw(&map);
    describe(&map);
    exq_plot_end(plot);
    return true;
}
