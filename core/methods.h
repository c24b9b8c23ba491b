/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways in which figures are found, as rows of methods.def: said once, for the page and for explain.
 */
#ifndef EXQ_METHODS_H
#define EXQ_METHODS_H

#include <stddef.h>

typedef struct exq_method {
    const char *name;  /* as in the result */
    const char *gives; /* what it gives */
    const char *how;   /* how it is found */
    const char *mind;  /* when to mind it */
    const char *source;
} exq_method;

/* The method at `index`; NULL past the last. */
const exq_method *exq_method_get(size_t index);
/* NULL when there is none of that name; options write names with - for _. */
const exq_method *exq_method_find(const char *name);

#endif
