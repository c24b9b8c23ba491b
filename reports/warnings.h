/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What looked odd in the data, in the reader's language. The result holds whole sentences in English.
 */
#ifndef EXQ_WARNINGS_H
#define EXQ_WARNINGS_H

#include "sentences.h"

/* The sentence in the language of the voice where it is known; else as it is, and false. */
bool exq_say_warning(const exq_voice *voice, exq_buffer *out, const char *warning);

#endif
