/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The document as JSON: one walk over the rows of fields.c. Nothing here knows a name of the
 * document. A value that found no memory leaves its tree incomplete, which printing reports.
 */
#include <math.h>
#include <string.h>

#include "fields.h"
#include "json.h"
#include "result.h"

static exq_json *record_to_json(const void *base, const exq_record *record);

static const void *member(const void *base, size_t at)
{
    return (const char *)base + at;
}

/* The pointer stored at `at`, whatever it points to. */
static const void *pointer_at(const void *base, size_t at)
{
    const void *pointer = NULL;
    memcpy(&pointer, member(base, at), sizeof pointer);
    return pointer;
}

static exq_json *count_to_json(exq_count count)
{
    return count < 0 ? exq_json_null() : exq_json_count((uint64_t)count);
}

static exq_json *pair_to_json(const double pair[2])
{
    if (isnan(pair[0]) || isnan(pair[1]))
        return exq_json_null();
    exq_json *array = exq_json_array();
    (void)exq_json_push(array, exq_json_number(pair[0]));
    (void)exq_json_push(array, exq_json_number(pair[1]));
    return array;
}

/* An element of an array of texts, numbers, counts or records. */
static exq_json *element_to_json(const void *items, size_t index, const exq_field *field)
{
    switch (field->kind) {
    case EXQ_FIELD_TEXTS:
        return exq_json_string(((const char *const *)items)[index]);
    case EXQ_FIELD_NUMBERS:
        return exq_json_number(((const double *)items)[index]);
    case EXQ_FIELD_COUNTS:
        return count_to_json(((const exq_count *)items)[index]);
    default:
        return record_to_json(member(items, index * field->record->size), field->record);
    }
}

static exq_json *array_to_json(const void *items, size_t count, const exq_field *field)
{
    exq_json *array = exq_json_array();
    for (size_t i = 0; i < count; i++)
        (void)exq_json_push(array, element_to_json(items, i, field));
    return array;
}

static exq_json *field_to_json(const void *base, const exq_field *field);

/* What stands behind a key: the one other field of the record, or an object of its others. */
static exq_json *map_value_to_json(const void *item, const exq_record *record)
{
    if (record->field_count == 2)
        return field_to_json(item, &record->fields[1]);
    exq_record value = exq_record_behind_key(record);
    return record_to_json(item, &value);
}

static exq_json *map_to_json(const void *items, size_t count, const exq_field *field)
{
    exq_json *object = exq_json_object();
    for (size_t i = 0; i < count; i++) {
        const void *item = member(items, i * field->record->size);
        (void)exq_json_set(object, pointer_at(item, 0), map_value_to_json(item, field->record));
    }
    return object;
}

static exq_json *choice_to_json(const void *base, const exq_record *records)
{
    for (const exq_record *record = records; record->fields != NULL; record++) {
        if (*(const exq_count *)member(base, record->fields[0].at) >= 0)
            return record_to_json(base, record);
    }
    return exq_json_null();
}

static exq_json *field_to_json(const void *base, const exq_field *field)
{
    const void *at = member(base, field->at);
    const void *beside = member(base, field->beside);
    switch (field->kind) {
    case EXQ_FIELD_TEXT:
        return exq_json_string(pointer_at(base, field->at));
    case EXQ_FIELD_NUMBER:
        return exq_json_number(*(const double *)at);
    case EXQ_FIELD_COUNT:
        return count_to_json(*(const exq_count *)at);
    case EXQ_FIELD_FLAG:
        return exq_json_bool(*(const bool *)at);
    case EXQ_FIELD_PAIR:
        return pair_to_json(at);
    case EXQ_FIELD_RECORD:
        return field->never_null || *(const bool *)beside ? record_to_json(at, field->record) : exq_json_null();
    case EXQ_FIELD_CHOICE:
        return choice_to_json(at, field->record);
    case EXQ_FIELD_TEXTS:
    case EXQ_FIELD_NUMBERS:
    case EXQ_FIELD_COUNTS:
    case EXQ_FIELD_LIST:
        if (!field->never_null && pointer_at(base, field->at) == NULL)
            return exq_json_null();
        return array_to_json(pointer_at(base, field->at), *(const size_t *)beside, field);
    case EXQ_FIELD_MAP:
        if (!field->never_null && pointer_at(base, field->at) == NULL)
            return exq_json_null();
        return map_to_json(pointer_at(base, field->at), *(const size_t *)beside, field);
    case EXQ_FIELD_NO_LIST:
        return exq_json_array();
    case EXQ_FIELD_NO_MAP:
        return exq_json_object();
    }
    return NULL;
}

static exq_json *record_to_json(const void *base, const exq_record *record)
{
    exq_json *object = exq_json_object();
    for (size_t i = 0; i < record->field_count; i++) {
        const exq_field *field = &record->fields[i];
        (void)exq_json_set(object, field->name, field_to_json(base, field));
    }
    return object;
}

exq_status exq_result_write(const exq_result *result, exq_buffer *out, exq_error *error)
{
    exq_json *root = record_to_json(exq_result_document(result), &exq_document_record);
    exq_status status = exq_json_print(root, out, error);
    exq_json_free(root);
    return status;
}
