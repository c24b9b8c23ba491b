/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape of the result document as rows of data: for each member of a structure its name in the JSON, its kind,
 * where it lies and what it means. Writing, reading and the JSON Schema walk these rows, so a name is said once.
 */
#ifndef EXQ_FIELDS_H
#define EXQ_FIELDS_H

#include "document.h"
#include "json.h"

typedef enum exq_field_kind {
    EXQ_FIELD_TEXT,   /* const char *; NULL is null */
    EXQ_FIELD_NUMBER, /* double; NaN is null */
    EXQ_FIELD_COUNT,  /* exq_count; -1 is null */
    EXQ_FIELD_FLAG,   /* bool */
    EXQ_FIELD_PAIR,   /* double[2]; null when either is NaN */
    EXQ_FIELD_TEXTS,  /* pointer and count beside it: arrays; NULL is null where null may stand */
    EXQ_FIELD_NUMBERS,
    EXQ_FIELD_COUNTS,
    EXQ_FIELD_RECORD,  /* a structure held by value: an object; optional when a flag stands beside it */
    EXQ_FIELD_CHOICE,  /* the same bytes as one of several records: the first whose leading count is told, else null */
    EXQ_FIELD_LIST,    /* pointer to structures and count beside it: an array of objects */
    EXQ_FIELD_MAP,     /* likewise, but an object: the first field of each structure is the key, the rest its value */
    EXQ_FIELD_NO_LIST, /* nothing in memory: [] and {} that a later version of the tool fills */
    EXQ_FIELD_NO_MAP
} exq_field_kind;

typedef struct exq_record exq_record;

typedef struct exq_field {
    const char *name; /* the key in the JSON */
    exq_field_kind kind;
    bool never_null;
    size_t at;     /* offset in the structure */
    size_t beside; /* offset of what stands beside it: the count of an array, the flag of an optional record */
    const exq_record
        *record;         /* of RECORD, LIST, MAP; of CHOICE: the first of several, past the last one without fields */
    const char *values;  /* of TEXT: the texts allowed, divided by blanks; NULL: any */
    const char *meaning; /* the description in the schema */
} exq_field;

struct exq_record {
    const char *name; /* in the schema's $defs */
    size_t size;      /* of the structure */
    bool keyed;       /* its first field is the key of a map */
    const exq_field *fields;
    size_t field_count;
};

/* The whole document. */
extern const exq_record exq_document_record;

/* The record without its first field, which is the key in a map. */
exq_record exq_record_behind_key(const exq_record *record);

/* Every record that has a place of its own in the schema's $defs; NULL past the last. */
extern const exq_record *const exq_records[];

/* Fill `out` from `json`, all of it in `arena`; `name` opens the messages. Every key must be known, every value of
 * its kind. A key may be absent where null may stand, and a list or map where none: so results kept from an earlier
 * version stay readable, as long as later ones add nothing else. Errors: MALFORMED "name: questions[0].groups[2].n: ...", INCONSISTENT (another format),
 * MEMORY. */
EXQ_CHECKED exq_status exq_document_read(const exq_json *json, const char *name, exq_arena *arena, exq_document *out,
                                         exq_error *error);

#endif
