/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The document from JSON: one strict walk over the rows of fields.c. A result that was edited by hand, cut short or made
 * by another tool is refused with the place of the first thing that is wrong; renderers may then trust every index.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fields.h"
#include "json.h"
#include "text.h"

/* Where the reader is: `questions[0].groups[2].n`, as a chain from the inside out that lives on the stack. */
typedef struct place {
    const struct place *outer;
    const char *key; /* NULL: an element of an array */
    size_t index;
} place;

typedef struct reading {
    exq_arena *arena;
    const char *name;
    exq_error *error;
} reading;

static void append_place(exq_buffer *out, const place *here)
{
    if (here == NULL)
        return;
    append_place(out, here->outer);
    if (here->key == NULL) {
        exq_buffer_format(out, "[%zu]", here->index);
        return;
    }
    if (out->length > 0)
        exq_buffer_char(out, '.');
    exq_text_visible(out, here->key, strlen(here->key));
}

static exq_status wrong(const reading *reader, const place *here, const char *what)
{
    exq_buffer path = EXQ_BUFFER_INIT;
    append_place(&path, here);
    const char *text = path.failed || path.length == 0 ? "the document" : path.bytes;
    exq_status status = exq_fail(reader->error, EXQ_MALFORMED, "%s: %s: %s. Give a result as exaequo wrote it.",
                                 reader->name, text, what);
    exq_buffer_free(&path);
    return status;
}

static exq_status wrong_kind(const reading *reader, const place *here, const char *expected, const exq_json *found)
{
    static const char *const kinds[] = {
        [EXQ_JSON_NULL] = "null",     [EXQ_JSON_BOOL] = "true or false", [EXQ_JSON_NUMBER] = "a number",
        [EXQ_JSON_STRING] = "a text", [EXQ_JSON_ARRAY] = "an array",     [EXQ_JSON_OBJECT] = "an object",
    };
    char what[160];
    snprintf(what, sizeof what, "expected %s, found %s", expected, kinds[exq_json_kind_of(found)]);
    return wrong(reader, here, what);
}

static void *member(void *base, size_t at)
{
    return (char *)base + at;
}

static exq_status read_record(const reading *reader, const place *here, const exq_json *json, void *base,
                              const exq_record *record);

/* ------------------------------------------------------------------------------------------------ scalars */

static exq_status read_text(const reading *reader, const place *here, const exq_json *json, const char **out)
{
    const char *text = exq_json_to_string(json);
    if (text == NULL)
        return wrong_kind(reader, here, "a text", json);
    *out = exq_arena_string(reader->arena, text);
    return *out == NULL ? exq_fail_memory(reader->error) : EXQ_OK;
}

/* Is `text` one of `values`, which blanks divide? */
static bool is_one_of(const char *text, const char *values)
{
    size_t length = strlen(text);
    for (const char *at = values; length > 0 && at != NULL && *at != '\0';) {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, text, length) == 0)
            return true;
        at += word + (at[word] == ' ');
    }
    return false;
}

static exq_status read_chosen_text(const reading *reader, const place *here, const exq_json *json,
                                   const exq_field *field, void *base)
{
    const char *text = exq_json_to_string(json);
    if (text != NULL && field->values != NULL && !is_one_of(text, field->values)) {
        if (here->outer == NULL && strcmp(field->name, "schema") == 0)
            return exq_fail(reader->error, EXQ_INCONSISTENT,
                            "%s: this is no result of the format %s. Give a result.json of exaequo.", reader->name,
                            field->values);
        return wrong(reader, here, "this text is none of those allowed here");
    }
    EXQ_TRY(read_text(reader, here, json, &text));
    memcpy(member(base, field->at), &text, sizeof text);
    return EXQ_OK;
}

static exq_status read_number(const reading *reader, const place *here, const exq_json *json, double *out)
{
    if (exq_json_kind_of(json) != EXQ_JSON_NUMBER)
        return wrong_kind(reader, here, "a number", json);
    *out = exq_json_to_number(json);
    return EXQ_OK;
}

static exq_status read_count(const reading *reader, const place *here, const exq_json *json, exq_count *out)
{
    uint64_t count = 0;
    if (exq_json_kind_of(json) != EXQ_JSON_NUMBER)
        return wrong_kind(reader, here, "a whole number from 0", json);
    if (!exq_json_to_count(json, &count) || count > INT64_MAX)
        return wrong(reader, here, "expected a whole number from 0 to 2^63 - 1");
    *out = (exq_count)count;
    return EXQ_OK;
}

static exq_status read_pair(const reading *reader, const place *here, const exq_json *json, double out[2])
{
    if (exq_json_kind_of(json) != EXQ_JSON_ARRAY || exq_json_size(json) != 2)
        return wrong(reader, here, "expected an array of two numbers or null");
    const exq_json *first = exq_json_first(json);
    EXQ_TRY(read_number(reader, here, first, &out[0]));
    return read_number(reader, here, exq_json_next(first), &out[1]);
}

/* ----------------------------------------------------------------------------------------- arrays and maps */

static exq_status expect(const reading *reader, const place *here, const exq_json *json, exq_json_kind kind)
{
    if (exq_json_kind_of(json) == kind)
        return EXQ_OK;
    return wrong_kind(reader, here, kind == EXQ_JSON_ARRAY ? "an array" : "an object", json);
}

static size_t size_of_element(const exq_field *field)
{
    switch (field->kind) {
    case EXQ_FIELD_TEXTS:
        return sizeof(const char *);
    case EXQ_FIELD_NUMBERS:
        return sizeof(double);
    case EXQ_FIELD_COUNTS:
        return sizeof(exq_count);
    default:
        return field->record->size;
    }
}

static exq_status read_element(const reading *reader, const place *here, const exq_json *json, const exq_field *field,
                               void *item)
{
    bool null = exq_json_kind_of(json) == EXQ_JSON_NULL;
    switch (field->kind) {
    case EXQ_FIELD_TEXTS:
        return read_text(reader, here, json, item);
    case EXQ_FIELD_NUMBERS:
        *(double *)item = (double)NAN;
        return null ? EXQ_OK : read_number(reader, here, json, item);
    case EXQ_FIELD_COUNTS:
        return read_count(reader, here, json, item);
    default:
        return read_record(reader, here, json, item, field->record);
    }
}

static exq_status read_array(const reading *reader, const place *here, const exq_json *json, const exq_field *field,
                             void *base)
{
    EXQ_TRY(expect(reader, here, json, EXQ_JSON_ARRAY));
    size_t count = exq_json_size(json);
    size_t size = size_of_element(field);
    char *items = exq_arena_alloc(reader->arena, count, size);
    if (items == NULL)
        return exq_fail_memory(reader->error);
    place inside = {here, NULL, 0};
    for (const exq_json *child = exq_json_first(json); child != NULL; child = exq_json_next(child)) {
        EXQ_TRY(read_element(reader, &inside, child, field, items + inside.index * size));
        inside.index++;
    }
    memcpy(member(base, field->at), &items, sizeof items);
    *(size_t *)member(base, field->beside) = count;
    return EXQ_OK;
}

static exq_status read_field(const reading *reader, const place *here, const exq_json *json, const exq_field *field,
                             void *base);

static exq_status read_map(const reading *reader, const place *here, const exq_json *json, const exq_field *field,
                           void *base)
{
    EXQ_TRY(expect(reader, here, json, EXQ_JSON_OBJECT));
    const exq_record *record = field->record;
    const exq_record value = exq_record_behind_key(record);
    size_t count = exq_json_size(json);
    char *items = exq_arena_alloc(reader->arena, count, record->size);
    if (items == NULL)
        return exq_fail_memory(reader->error);
    char *item = items;
    for (const exq_json *child = exq_json_first(json); child != NULL; child = exq_json_next(child)) {
        const char *key = exq_arena_string(reader->arena, exq_json_key(child));
        if (key == NULL)
            return exq_fail_memory(reader->error);
        memcpy(item, &key, sizeof key);
        place inside = {here, key, 0};
        if (value.field_count == 1)
            EXQ_TRY(read_field(reader, &inside, child, value.fields, item));
        else
            EXQ_TRY(read_record(reader, &inside, child, item, &value));
        item += record->size;
    }
    memcpy(member(base, field->at), &items, sizeof items);
    *(size_t *)member(base, field->beside) = count;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ records */

/* What null leaves behind in memory: what fields.h says of each kind. */
static void set_null(const exq_field *field, void *base)
{
    void *at = member(base, field->at);
    switch (field->kind) {
    case EXQ_FIELD_NUMBER:
        *(double *)at = (double)NAN;
        break;
    case EXQ_FIELD_COUNT:
        *(exq_count *)at = -1;
        break;
    case EXQ_FIELD_PAIR:
        ((double *)at)[0] = ((double *)at)[1] = (double)NAN;
        break;
    case EXQ_FIELD_RECORD:
        for (size_t i = 0; i < field->record->field_count; i++)
            set_null(&field->record->fields[i], at);
        break;
    case EXQ_FIELD_CHOICE:
        for (const exq_record *record = field->record; record->fields != NULL; record++) {
            for (size_t i = 0; i < record->field_count; i++)
                set_null(&record->fields[i], at);
        }
        break;
    default: /* the arena's zeros are NULL, false and no elements */
        break;
    }
}

static exq_status read_choice(const reading *reader, const place *here, const exq_json *json, const exq_field *field,
                              void *base)
{
    EXQ_TRY(expect(reader, here, json, EXQ_JSON_OBJECT));
    for (const exq_record *record = field->record; record->fields != NULL; record++) {
        if (exq_json_get(json, record->fields[0].name) != NULL)
            return read_record(reader, here, json, member(base, field->at), record);
    }
    return wrong(reader, here, "this object has none of the keys that tell its kind");
}

static exq_status read_empty(const reading *reader, const place *here, const exq_json *json, exq_json_kind kind)
{
    EXQ_TRY(expect(reader, here, json, kind));
    if (exq_json_size(json) != 0)
        return wrong(reader, here, "this version knows nothing that could stand here");
    return EXQ_OK;
}

static exq_status read_field(const reading *reader, const place *here, const exq_json *json, const exq_field *field,
                             void *base)
{
    void *at = member(base, field->at);
    set_null(field, base);
    if (exq_json_kind_of(json) == EXQ_JSON_NULL && !field->never_null)
        return EXQ_OK;
    switch (field->kind) {
    case EXQ_FIELD_TEXT:
        return read_chosen_text(reader, here, json, field, base);
    case EXQ_FIELD_NUMBER:
        return read_number(reader, here, json, at);
    case EXQ_FIELD_COUNT:
        return read_count(reader, here, json, at);
    case EXQ_FIELD_FLAG:
        if (exq_json_kind_of(json) != EXQ_JSON_BOOL)
            return wrong_kind(reader, here, "true or false", json);
        *(bool *)at = exq_json_is_true(json);
        return EXQ_OK;
    case EXQ_FIELD_PAIR:
        return read_pair(reader, here, json, at);
    case EXQ_FIELD_RECORD:
        if (!field->never_null)
            *(bool *)member(base, field->beside) = true;
        return read_record(reader, here, json, at, field->record);
    case EXQ_FIELD_CHOICE:
        return read_choice(reader, here, json, field, base);
    case EXQ_FIELD_TEXTS:
    case EXQ_FIELD_NUMBERS:
    case EXQ_FIELD_COUNTS:
    case EXQ_FIELD_LIST:
        return read_array(reader, here, json, field, base);
    case EXQ_FIELD_MAP:
        return read_map(reader, here, json, field, base);
    case EXQ_FIELD_NO_LIST:
        return read_empty(reader, here, json, EXQ_JSON_ARRAY);
    case EXQ_FIELD_NO_MAP:
        return read_empty(reader, here, json, EXQ_JSON_OBJECT);
    }
    return EXQ_OK;
}

static bool has_field(const exq_record *record, const char *name)
{
    for (size_t i = 0; i < record->field_count; i++) {
        if (strcmp(record->fields[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Parallel arrays stand next to each other in a record and share one count. */
static bool is_sister(const exq_record *record, size_t index)
{
    return index > 0 && record->fields[index].beside != 0 &&
           record->fields[index].beside == record->fields[index - 1].beside;
}

static bool has_sister(const exq_record *record, size_t index)
{
    return is_sister(record, index) || (index + 1 < record->field_count && is_sister(record, index + 1));
}

/* A later version only adds keys that may be null, lists and maps: a result kept from before does without them. */
static bool may_be_absent(const exq_record *record, size_t index)
{
    const exq_field *field = &record->fields[index];
    bool can_be_empty = field->kind == EXQ_FIELD_LIST || field->kind == EXQ_FIELD_MAP;
    return !field->never_null || (can_be_empty && !has_sister(record, index));
}

static exq_status read_record(const reading *reader, const place *here, const exq_json *json, void *base,
                              const exq_record *record)
{
    EXQ_TRY(expect(reader, here, json, EXQ_JSON_OBJECT));
    const exq_json *previous = NULL;
    for (size_t i = 0; i < record->field_count; i++) {
        const exq_field *field = &record->fields[i];
        const exq_json *value = exq_json_get(json, field->name);
        place inside = {here, field->name, 0};
        if (value == NULL && may_be_absent(record, i)) {
            set_null(field, base);
            continue;
        }
        if (value == NULL)
            return wrong(reader, &inside, "this key is missing");
        bool is_null = !field->never_null && exq_json_kind_of(value) == EXQ_JSON_NULL;
        if (is_sister(record, i) && !is_null && exq_json_size(value) != exq_json_size(previous))
            return wrong(reader, &inside, "expected as many elements as the array before it has");
        if (!is_null)
            previous = value;
        EXQ_TRY(read_field(reader, &inside, value, field, base));
    }
    for (const exq_json *child = exq_json_first(json); child != NULL; child = exq_json_next(child)) {
        place inside = {here, exq_json_key(child), 0};
        if (!has_field(record, inside.key))
            return wrong(reader, &inside, "this key is not known here");
    }
    return EXQ_OK;
}

exq_status exq_document_read(const exq_json *json, const char *name, exq_arena *arena, exq_document *out,
                             exq_error *error)
{
    reading reader = {arena, name, error};
    *out = (exq_document){0};
    return read_record(&reader, NULL, json, out, &exq_document_record);
}
