/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what gnuplot drew to what a page holds. Nothing of gnuplot's text is copied: the picture is read as XML, and
 * the few shapes it may hold (lines, bands, points, texts that are tokens) are written anew, with classes in the
 * place of colours, so that the page's style rules light and dark, and with the texts in the place of their tokens.
 */
#ifndef EXQ_SVG_H
#define EXQ_SVG_H

#include "plot.h"

/* Colours that only tell the shapes apart on their way through gnuplot. */
#define EXQ_SVG_BAND 0xeeeeeeU
#define EXQ_SVG_GRID 0xccccccU
#define EXQ_SVG_UPRIGHT 0x888888U
#define EXQ_SVG_SHADE 0x010100U /* and of the others what follows it */

/* The placeholder of a text: "g12". */
typedef struct exq_svg_name {
    char text[24];
} exq_svg_name;
exq_svg_name exq_svg_token(exq_plot_kind kind, size_t index);

/* Read one picture and write plot->svg. False when it is not what was asked for: not well-formed, an element,
 * attribute or text that was not expected, a token missing or twice, another number of points. `why` then ends a
 * sentence. */
EXQ_CHECKED bool exq_svg_adopt(exq_plot *plot, size_t index, const char *bytes, size_t length, exq_buffer *why);

#endif
