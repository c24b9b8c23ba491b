/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading gnuplot's SVG strictly and writing ours.
 */
#include "svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markup.h"

enum { PLACE_SIZE = 64 };

/* The class of a text; its first letter opens the token. */
static const char *const kinds[EXQ_PLOT_KINDS] = {
    [EXQ_PLOT_GROUP] = "group", [EXQ_PLOT_VALUE] = "value", [EXQ_PLOT_HEADING] = "heading",
    [EXQ_PLOT_NOTE] = "note",   [EXQ_PLOT_TICK] = "tick",   [EXQ_PLOT_AXIS] = "axis",       [EXQ_PLOT_CELL] = "cell",
};

static const struct {
    unsigned rgb;
    const char *name, *symbol, *path;
} standings[EXQ_PLOT_STANDINGS] = {
#define STANDING(id, rgb, name, point, symbol, path, letter, words) {rgb, name, "#" symbol, path},
#include "standings.def"
#undef STANDING
};

static const char *const shades[EXQ_PLOT_SHADES] = {
#define SHADE(id, below, name, arrow) name,
#include "shades.def"
#undef SHADE
};

static const char *class_of(unsigned rgb)
{
    if (rgb >= EXQ_SVG_SHADE && rgb < EXQ_SVG_SHADE + EXQ_PLOT_SHADES)
        return shades[rgb - EXQ_SVG_SHADE];
    switch (rgb) {
    case EXQ_SVG_BAND:
        return "band";
    case EXQ_SVG_GRID:
        return "grid";
    case EXQ_SVG_UPRIGHT:
        return "upright";
    default:
        for (size_t i = 0; i < EXQ_PLOT_STANDINGS; i++)
            if (standings[i].rgb == rgb)
                return standings[i].name;
        return NULL;
    }
}

exq_svg_name exq_svg_token(exq_plot_kind kind, size_t index)
{
    exq_svg_name name;
    snprintf(name.text, sizeof name.text, "%c%zu", kinds[kind][0], index);
    return name;
}

typedef struct exq_adoption {
    exq_plot *plot;
    exq_markup_reader *reader;
    exq_markup *markup;
    bool *used; /* of each token */
    size_t marks;
    char x[PLACE_SIZE], y[PLACE_SIZE]; /* where the next text stands */
    char anchor[PLACE_SIZE];
    char hatch[PLACE_SIZE]; /* the fill of what is withheld */
    const char *problem; /* NULL: none yet */
} exq_adoption;

/* Letters of SVG paths, digits and what stands between them. */
static bool is_geometry(const char *text)
{
    return text != NULL && text[strspn(text, "MLHVZmlhvz0123456789.,- \t\r\n")] == '\0';
}

/* The class of "rgb(213,  94,   0)" or "black"; NULL for a colour that is none of ours. */
static const char *ink_of(const char *colour)
{
    static const char opening[] = "rgb(";
    if (colour == NULL)
        return NULL;
    if (strcmp(colour, "black") == 0)
        return class_of(0);
    if (strncmp(colour, opening, sizeof opening - 1) != 0)
        return NULL;
    unsigned rgb = 0;
    const char *at = colour + sizeof opening - 1;
    for (int part = 0; part < 3; part++) {
        char *end = NULL;
        unsigned long value = strtoul(at, &end, 10);
        if (end == at || value > 255 || *end != (part < 2 ? ',' : ')'))
            return NULL;
        rgb = rgb << 8 | (unsigned)value;
        at = end + 1;
    }
    return class_of(rgb);
}

static void write_class(exq_adoption *adoption, const char *element, const char *shape, const char *ink,
                        const char *geometry_name, const char *geometry, const char *more_name, const char *more)
{
    char both[PLACE_SIZE];
    snprintf(both, sizeof both, "%s %s", shape, ink);
    exq_markup_open(adoption->markup, element, "class", both, geometry_name, geometry, more_name, more, NULL);
    exq_markup_close(adoption->markup);
}

/* The elements that say where a text will stand: <g transform="translate(29.36,58.41)" text-anchor="end">. */
static void take_group(exq_adoption *adoption)
{
    const char *transform = exq_markup_attribute(adoption->reader, "transform");
    if (transform == NULL)
        return;
    if (sscanf(transform, "translate(%63[0-9.-],%63[0-9.-])", adoption->x, adoption->y) != 2)
        adoption->problem = "a text is turned or scaled";
    const char *anchor = exq_markup_attribute(adoption->reader, "text-anchor");
    static const char *const anchors[] = {"start", "middle", "end"};
    adoption->anchor[0] = '\0';
    for (size_t i = 0; anchor != NULL && i < sizeof anchors / sizeof anchors[0]; i++)
        if (strcmp(anchor, anchors[i]) == 0)
            snprintf(adoption->anchor, sizeof adoption->anchor, "%s", anchors[i]);
}

static void take_path(exq_adoption *adoption)
{
    const char *path = exq_markup_attribute(adoption->reader, "d");
    if (!is_geometry(path)) {
        adoption->problem = "a line is not made of numbers";
        return;
    }
    if (strpbrk(path, "Ll") == NULL)
        return; /* a line that goes nowhere */
    char *kept = exq_arena_string(adoption->plot->arena, path);
    const char *ink = ink_of(exq_markup_attribute(adoption->reader, "stroke"));
    if (ink == NULL || kept == NULL)
        adoption->problem = "a line has a colour that was not asked for";
    else
        write_class(adoption, "path", "line", ink, "d", kept, NULL, NULL);
}

static void take_polygon(exq_adoption *adoption)
{
    const char *points = exq_markup_attribute(adoption->reader, "points");
    char *kept = is_geometry(points) ? exq_arena_string(adoption->plot->arena, points) : NULL;
    const char *ink = ink_of(exq_markup_attribute(adoption->reader, "fill"));
    if (ink == NULL || kept == NULL)
        adoption->problem = "an area was not asked for";
    else if (ink == shades[EXQ_PLOT_HIDDEN])
        write_class(adoption, "polygon", "hidden", ink, "points", kept, "fill", adoption->hatch);
    else
        write_class(adoption, "polygon", "area", ink, "points", kept, NULL, NULL);
}

static void take_mark(exq_adoption *adoption)
{
    const char *symbol = exq_markup_attribute(adoption->reader, "xlink:href");
    const char *path = NULL;
    for (size_t i = 0; symbol != NULL && i < EXQ_PLOT_STANDINGS; i++)
        if (strcmp(symbol, standings[i].symbol) == 0)
            path = standings[i].path;
    char x[PLACE_SIZE], y[PLACE_SIZE], size[PLACE_SIZE], transform[4 * PLACE_SIZE];
    const char *where = exq_markup_attribute(adoption->reader, "transform");
    if (path == NULL || where == NULL ||
        sscanf(where, "translate(%63[0-9.-],%63[0-9.-]) scale(%63[0-9.])", x, y, size) != 3) {
        adoption->problem = "a point was not asked for";
        return;
    }
    snprintf(transform, sizeof transform, "translate(%s,%s) scale(%s)", x, y, size);
    const char *ink = ink_of(exq_markup_attribute(adoption->reader, "color"));
    if (ink == NULL)
        adoption->problem = "a point has a colour that was not asked for";
    else
        write_class(adoption, "path", "mark", ink, "d", path, "transform", transform);
    adoption->marks++;
}

/* A text must be a token that was not used yet. */
static void take_text(exq_adoption *adoption)
{
    const char *content = exq_markup_content(adoption->reader);
    const exq_plot *plot = adoption->plot;
    for (size_t i = 0; i < plot->token_count; i++) {
        const exq_plot_token *token = &plot->tokens[i];
        if (adoption->used[i] || strcmp(content, exq_svg_token(token->kind, i).text) != 0)
            continue;
        adoption->used[i] = true;
        exq_markup_open(adoption->markup, "text", "class", kinds[token->kind], "x", adoption->x, "y", adoption->y,
                        "text-anchor", adoption->anchor, NULL);
        exq_markup_text(adoption->markup, token->text);
        exq_markup_close(adoption->markup);
        exq_markup_raw(adoption->markup, "\n", 1);
        return;
    }
    adoption->problem = "a text was not asked for";
}

/* Read over an element with all it holds. */
static void skip(exq_adoption *adoption)
{
    for (size_t depth = 1; depth > 0;) {
        exq_markup_event event = exq_markup_read(adoption->reader);
        if (event == EXQ_MARKUP_OPEN)
            depth++;
        else if (event == EXQ_MARKUP_CLOSE)
            depth--;
        else if (event != EXQ_MARKUP_TEXT) {
            adoption->problem = "it is not well-formed";
            return;
        }
    }
}

static void take_element(exq_adoption *adoption)
{
    static const struct {
        const char *name;
        void (*take)(exq_adoption *adoption);
    } elements[] = {
        {"svg",     take_group  },
        {"g",       take_group  },
        {"path",    take_path   },
        {"polygon", take_polygon},
        {"use",     take_mark   },
        {"title",   skip        },
        {"desc",    skip        },
        {"defs",    skip        },
        {"rect",    skip        },
        {"text",    NULL        },
    };
    const char *name = exq_markup_name(adoption->reader);
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        if (strcmp(name, elements[i].name) != 0)
            continue;
        if (elements[i].take != NULL)
            elements[i].take(adoption);
        return;
    }
    adoption->problem = "it holds something that was not asked for";
}

static void read_picture(exq_adoption *adoption)
{
    while (adoption->problem == NULL) {
        switch (exq_markup_read(adoption->reader)) {
        case EXQ_MARKUP_OPEN:
            take_element(adoption);
            break;
        case EXQ_MARKUP_TEXT:
            take_text(adoption);
            break;
        case EXQ_MARKUP_CLOSE:
            break;
        case EXQ_MARKUP_END:
            return;
        case EXQ_MARKUP_BROKEN:
            adoption->problem = "it is not well-formed";
        }
    }
}

/* Nothing may be missing. */
static void check_complete(exq_adoption *adoption)
{
    for (size_t i = 0; i < adoption->plot->token_count; i++)
        if (!adoption->used[i])
            adoption->problem = "a text is missing";
    if (adoption->marks != adoption->plot->marks)
        adoption->problem = "points are missing, or too many";
}

/* What is withheld is filled by slanting lines: attributes, since the page's policy allows no style on an element. */
static void write_hatch(exq_adoption *adoption, size_t index)
{
    char id[PLACE_SIZE];
    snprintf(id, sizeof id, "plot-%zu-hatch", index);
    snprintf(adoption->hatch, sizeof adoption->hatch, "url(#plot-%zu-hatch)", index);
    exq_markup_open(adoption->markup, "pattern", "id", id, "width", "6", "height", "6", "patternUnits",
                    "userSpaceOnUse", "patternTransform", "rotate(45)", NULL);
    exq_markup_open(adoption->markup, "path", "class", "line hatching", "d", "M3,0V6", NULL);
    exq_markup_close(adoption->markup);
    exq_markup_close(adoption->markup);
}

static void write_head(exq_adoption *adoption, size_t index)
{
    const exq_plot *plot = adoption->plot;
    char box[PLACE_SIZE], title[PLACE_SIZE], description[PLACE_SIZE], both[2 * PLACE_SIZE], class[PLACE_SIZE];
    snprintf(box, sizeof box, "0 0 %.0f %.0f", plot->frame.width, plot->height);
    snprintf(title, sizeof title, "plot-%zu-title", index);
    snprintf(description, sizeof description, "plot-%zu-description", index);
    snprintf(both, sizeof both, "%s %s", title, description);
    snprintf(class, sizeof class, "plot%s%s", plot->frame.look == NULL ? "" : " ",
             plot->frame.look == NULL ? "" : plot->frame.look);
    exq_markup_open(adoption->markup, "svg", "class", class, "viewBox", box, "role", "img", "aria-labelledby", both,
                    NULL);
    exq_markup_open(adoption->markup, "title", "id", title, NULL);
    exq_markup_text(adoption->markup, plot->title);
    exq_markup_close(adoption->markup);
    exq_markup_open(adoption->markup, "desc", "id", description, NULL);
    exq_markup_text(adoption->markup, plot->description);
    exq_markup_close(adoption->markup);
    if (plot->hatched)
        write_hatch(adoption, index);
}

bool exq_svg_adopt(exq_plot *plot, size_t index, const char *bytes, size_t length, exq_buffer *why)
{
    exq_adoption adoption = {.plot = plot,
                             .reader = exq_markup_reader_new(bytes, length),
                             .markup = exq_markup_new(),
                             .used = EXQ_NEW(plot->arena, bool, plot->token_count)};
    if (adoption.reader == NULL || adoption.markup == NULL || adoption.used == NULL) {
        adoption.problem = "there was not enough memory";
    } else {
        write_head(&adoption, index);
        read_picture(&adoption);
        exq_markup_close(adoption.markup);
        if (adoption.problem == NULL)
            check_complete(&adoption);
        if (adoption.problem == NULL && exq_markup_end(adoption.markup, &plot->svg, NULL) != EXQ_OK)
            adoption.problem = "there was not enough memory";
    }
    exq_markup_free(adoption.markup);
    exq_markup_reader_free(adoption.reader);
    if (adoption.problem != NULL)
        exq_buffer_format(why, "a plot that gnuplot drew was refused: %s", adoption.problem);
    return adoption.problem == NULL;
}
