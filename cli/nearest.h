/* SPDX-License-Identifier: Apache-2.0 */
/* "Did you mean": the name nearest to a word that is none. Offer every name, then ask. */
#ifndef EXQ_NEAREST_H
#define EXQ_NEAREST_H

#include <stddef.h>

typedef struct exq_nearest {
    const char *word;
    size_t length; /* of the word */
    const char *name;
    size_t distance;
} exq_nearest;

exq_nearest exq_nearest_to(const char *word, size_t length);
void exq_nearest_offer(exq_nearest *self, const char *name);
/* The first of the nearest names, or NULL when none is near enough to be meant. */
const char *exq_nearest_name(const exq_nearest *self);

#endif
