/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text that came from outside: is it UTF-8, how wide is it on a terminal, and how is it shown to people without acting
 * on their screen. Every renderer passes labels through exq_text_visible before its own escaping.
 */
#ifndef EXQ_TEXT_H
#define EXQ_TEXT_H

#include "buffer.h"

/* Byte offset of the first byte that is not valid UTF-8 (or is NUL), or `length` when all is well. */
size_t exq_text_invalid(const char *bytes, size_t length);

/* Append `bytes` (valid UTF-8) with everything that acts instead of showing made visible: C0 and C1 controls, DEL, bidi
 * controls (U+061C, U+200E/F, U+202A-E, U+2066-9), zero-width and line-separating characters (U+200B-D, U+2028/9, U+2060,
 * U+FEFF), tags (U+E0000-E007F), unassigned and non-characters as <U+XXXX>. Letters, marks, emoji stay as they are.
 * Invalid bytes become <XX>. */
void exq_text_visible(exq_buffer *out, const char *bytes, size_t length);

/* Columns the (visible) text takes on a terminal: wide characters 2, combining marks 0. */
size_t exq_text_width(const char *bytes, size_t length);

/* Append the text as a reader in a hurry takes it, so that two which differ in nothing else come out the same: letters
 * without their case and in one of the spellings that Unicode has for them (compatibility decomposition, case folding), no
 * character that shows nothing, no blank at the ends, one between words. A text of more than 256 characters stays as it is. */
void exq_text_fold(exq_buffer *out, const char *bytes, size_t length);

/* Are two texts the same? One that is not there (NULL) is like another that is not. */
bool exq_text_same(const char *a, const char *b);

/* Compare by bytes, then by length: the one order of labels. */
int exq_text_compare(const char *a, size_t a_length, const char *b, size_t b_length);

/* How many single-letter edits lie between two names (Levenshtein 1966), for "did you mean"; at most 64 bytes each. */
size_t exq_text_distance(const char *a, const char *b);

#endif
