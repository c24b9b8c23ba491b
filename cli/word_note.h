/* SPDX-License-Identifier: Apache-2.0 */
/*
 * With a page in each of several languages, words that were given for one of them are not said in another. Whoever gave them
 * is told which page does without.
 */
#ifndef EXQ_WORD_NOTE_H
#define EXQ_WORD_NOTE_H

#include "bytes.h"
#include "exaequo.h"

/* A line for each language but the first that lacks words which another has; words without a language are the first's. */
void exq_word_note(exq_bytes *out, const exq_result *result, const char *const *languages, size_t language_count);

#endif
