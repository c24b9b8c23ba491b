/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dictionary gives each distinct byte string a small code, in the order of first sight, from 0. Codes depend on that
 * order and must never reach an output: sort by exq_dictionary_text first.
 */
#ifndef EXQ_DICTIONARY_H
#define EXQ_DICTIONARY_H

#include "error.h"

typedef struct exq_dictionary exq_dictionary;

exq_dictionary *exq_dictionary_new(void); /* NULL when out of memory */
void exq_dictionary_free(exq_dictionary *dictionary);
size_t exq_dictionary_count(const exq_dictionary *dictionary);

#define EXQ_NO_CODE UINT32_MAX
/* The code of the bytes, or EXQ_NO_CODE. */
uint32_t exq_dictionary_find(const exq_dictionary *dictionary, const char *bytes, size_t length);
/* The same where the code is likely to be `guess`: files about the same people mostly name them in one order. */
uint32_t exq_dictionary_find_near(const exq_dictionary *dictionary, uint32_t guess, const char *bytes, size_t length);
/* The code of the bytes, added if new; EXQ_NO_CODE when out of memory. */
uint32_t exq_dictionary_code(exq_dictionary *dictionary, const char *bytes, size_t length);
/* Whether the dictionary is too large to be near the processor; then the memory that is looked at for some bytes should
 * be fetched a while before they are looked up. */
bool exq_dictionary_is_far(const exq_dictionary *dictionary);
void exq_dictionary_foresee(const exq_dictionary *dictionary, const char *bytes, size_t length);
/* The bytes of a code, NUL-terminated behind `*length`; borrowed until the next exq_dictionary_code. */
const char *exq_dictionary_text(const exq_dictionary *dictionary, uint32_t code, size_t *length);

#endif
