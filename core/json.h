/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON through cJSON, of which this is the only includer, with its traps closed: a strict reader in front (RFC 8259, no
 * duplicate keys, depth 32, valid UTF-8, whole input, line and column in messages), case-sensitive look-ups, and numbers
 * written by our own shortest round-trip printer.
 */
#ifndef EXQ_JSON_H
#define EXQ_JSON_H

#include "buffer.h"

typedef struct exq_json exq_json; /* a value; a tree is owned through its root */

/* Build. Each returns NULL when out of memory, and every builder accepts NULL and gives NULL on, so that only the root
 * need be checked. Text must be valid UTF-8. exq_json_number of NaN or infinity is null. */
exq_json *exq_json_object(void);
exq_json *exq_json_array(void);
exq_json *exq_json_null(void);
exq_json *exq_json_bool(bool value);
exq_json *exq_json_number(double value);
exq_json *exq_json_count(uint64_t value);
exq_json *exq_json_string(const char *text); /* NULL text is null */
/* Hand `child` over to `parent`; on failure the child is freed and false returned. */
bool exq_json_set(exq_json *object, const char *key, exq_json *child);
bool exq_json_push(exq_json *array, exq_json *child);
void exq_json_free(exq_json *root);

/* Parse. `name` opens the messages. Errors: MALFORMED "name:line:col: ...", MEMORY. */
EXQ_CHECKED exq_status exq_json_parse(const char *bytes, size_t length, const char *name, exq_json **out,
                                      exq_error *error);

/* Print, two spaces a level, keys in the order they were set, arrays of scalars on one line, a newline at the end. */
EXQ_CHECKED exq_status exq_json_print(const exq_json *root, exq_buffer *out, exq_error *error);

/* Look. */
typedef enum exq_json_kind {
    EXQ_JSON_NULL,
    EXQ_JSON_BOOL,
    EXQ_JSON_NUMBER,
    EXQ_JSON_STRING,
    EXQ_JSON_ARRAY,
    EXQ_JSON_OBJECT
} exq_json_kind;
exq_json_kind exq_json_kind_of(const exq_json *value);
const exq_json *exq_json_get(const exq_json *object, const char *key); /* NULL when absent */
const exq_json *exq_json_first(const exq_json *parent);                /* first child, NULL when empty */
const exq_json *exq_json_next(const exq_json *child);
const char *exq_json_key(const exq_json *child);                       /* key of a member, NULL in arrays */
size_t exq_json_size(const exq_json *parent);
bool exq_json_is_true(const exq_json *value);
double exq_json_to_number(const exq_json *value);                      /* NaN unless a number */
bool exq_json_to_count(const exq_json *value, uint64_t *out);          /* false unless a non-negative integer */
const char *exq_json_to_string(const exq_json *value);                 /* NULL unless a string */

#endif
