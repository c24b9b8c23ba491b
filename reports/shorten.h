/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fitting visible text into columns: what is too long ends with … and is never cut inside a character.
 */
#ifndef EXQ_SHORTEN_H
#define EXQ_SHORTEN_H

#include "buffer.h"

/* Bytes of the longest beginning of `text` (visible, valid UTF-8) that takes at most `columns`; marks stay with their
 * letter. */
size_t exq_fitting(const char *text, size_t length, size_t columns);

/* Append the text, or as much of it as fits with the … behind it. */
void exq_shorten(exq_buffer *out, const char *text, size_t length, size_t columns);

#endif
