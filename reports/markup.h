/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markup, written and read: the only includer of libxml2. What is written as text or as an attribute is made visible
 * (text.h) and escaped here, so that no renderer can forget it; out of memory is sticky and asked once, at the end.
 * Writers and readers are freed in the reverse of the order in which they were made.
 */
#ifndef EXQ_MARKUP_H
#define EXQ_MARKUP_H

#include "buffer.h"

/* ------------------------------------------------------------------------------------------------ writing */

typedef struct exq_markup exq_markup;

/* NULL when out of memory. */
exq_markup *exq_markup_new(void);
void exq_markup_free(exq_markup *markup);

/* Open an element with attributes: exq_markup_open(m, "a", "href", "#people", NULL). A pair whose value is NULL ends
 * the list too, so an attribute that may be absent stands last. */
__attribute__((sentinel)) void exq_markup_open(exq_markup *markup, const char *element, ...);
void exq_markup_close(exq_markup *markup);
void exq_markup_text(exq_markup *markup, const char *text);
/* Open, text, close. */
void exq_markup_element(exq_markup *markup, const char *element, const char *text);
/* As it stands: for markup that was made by these functions or by us. */
void exq_markup_raw(exq_markup *markup, const char *bytes, size_t length);

/* Append all that was written to `out`; every element must be closed. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_markup_end(exq_markup *markup, exq_buffer *out, exq_error *error);

/* ------------------------------------------------------------------------------------------------ reading */

/* Reads XML piece by piece, without entities, document types or anything outside the bytes given. */
typedef struct exq_markup_reader exq_markup_reader;

typedef enum exq_markup_event {
    EXQ_MARKUP_OPEN,
    EXQ_MARKUP_TEXT, /* not for blanks between elements */
    EXQ_MARKUP_CLOSE,
    EXQ_MARKUP_END,   /* the whole was read and is well-formed */
    EXQ_MARKUP_BROKEN /* it is not */
} exq_markup_event;

/* Borrows `bytes`. NULL when out of memory. */
exq_markup_reader *exq_markup_reader_new(const char *bytes, size_t length);
void exq_markup_reader_free(exq_markup_reader *reader);

exq_markup_event exq_markup_read(exq_markup_reader *reader);
/* Of the element opened or closed; valid until the next read. */
const char *exq_markup_name(exq_markup_reader *reader);
/* Of the text read; valid until the next read. */
const char *exq_markup_content(exq_markup_reader *reader);
/* Of the element opened; NULL when it has none of that name; valid until the next call. */
const char *exq_markup_attribute(exq_markup_reader *reader, const char *name);
/* The attribute at `index`; false past the last. */
bool exq_markup_attribute_at(exq_markup_reader *reader, size_t index, const char **name, const char **value);

#endif
