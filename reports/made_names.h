/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns and levels that the audit made, in words: bands cut from numbers, lengths of histories, popularity. What the data
 * themselves call things is said as it stands there.
 */
#ifndef EXQ_MADE_NAMES_H
#define EXQ_MADE_NAMES_H

#include "sentences.h"

/* "length of history" for "@history"; any other column as it is written. */
void exq_say_column_name(const exq_voice *voice, exq_buffer *out, const char *column);
/* "18 to under 35" for "18..<35", "1 to 9 films" for the history "001-009"; any other level as it is written. */
void exq_say_level_name(const exq_voice *voice, exq_buffer *out, const exq_doc_level *level);

#endif
