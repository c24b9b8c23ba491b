/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON Schema (draft 2020-12) of the result document, made from the rows of fields.c: what is written is what is
 * promised. Every key is required, none other is allowed, and what may be null says so.
 */
#include <string.h>

#include "fields.h"
#include "json.h"
#include "result.h"

static exq_json *type_to_schema(const char *type)
{
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "type", exq_json_string(type));
    return schema;
}

static exq_json *reference_to_schema(const exq_record *record)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_format(&text, "#/$defs/%s", record->name);
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "$ref", text.failed ? NULL : exq_json_string(text.bytes));
    exq_buffer_free(&text);
    return schema;
}

static exq_json *values_to_schema(const char *values)
{
    exq_json *list = exq_json_array();
    while (*values != '\0') {
        size_t length = strcspn(values, " ");
        exq_buffer value = EXQ_BUFFER_INIT;
        exq_buffer_append(&value, values, length);
        (void)exq_json_push(list, value.failed ? NULL : exq_json_string(value.bytes));
        exq_buffer_free(&value);
        values += length + (values[length] == ' ');
    }
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "enum", list);
    return schema;
}

static exq_json *count_to_schema(void)
{
    exq_json *schema = type_to_schema("integer");
    (void)exq_json_set(schema, "minimum", exq_json_count(0));
    return schema;
}

/* `schema` or null. */
static exq_json *or_null(exq_json *schema)
{
    exq_json *choices = exq_json_array();
    (void)exq_json_push(choices, schema);
    (void)exq_json_push(choices, type_to_schema("null"));
    exq_json *either = exq_json_object();
    (void)exq_json_set(either, "anyOf", choices);
    return either;
}

static exq_json *array_to_schema(exq_json *items)
{
    exq_json *schema = type_to_schema("array");
    (void)exq_json_set(schema, "items", items);
    return schema;
}

static exq_json *pair_to_schema(void)
{
    exq_json *schema = array_to_schema(type_to_schema("number"));
    (void)exq_json_set(schema, "minItems", exq_json_count(2));
    (void)exq_json_set(schema, "maxItems", exq_json_count(2));
    return schema;
}

static exq_json *empty_to_schema(const char *type, const char *limit)
{
    exq_json *schema = type_to_schema(type);
    (void)exq_json_set(schema, limit, exq_json_count(0));
    return schema;
}

static exq_json *field_to_schema(const exq_field *field);

/* Keys are data; what stands behind each is the one other field, or the record of the others. */
static exq_json *map_to_schema(const exq_record *record)
{
    exq_json *schema = type_to_schema("object");
    bool single = record->field_count == 2;
    (void)exq_json_set(schema, "additionalProperties",
                       single ? field_to_schema(&record->fields[1]) : reference_to_schema(record));
    return schema;
}

static exq_json *choice_to_schema(const exq_record *records)
{
    exq_json *choices = exq_json_array();
    for (const exq_record *record = records; record->fields != NULL; record++)
        (void)exq_json_push(choices, reference_to_schema(record));
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "anyOf", choices);
    return schema;
}

static exq_json *kind_to_schema(const exq_field *field)
{
    switch (field->kind) {
    case EXQ_FIELD_TEXT:
        return field->values != NULL ? values_to_schema(field->values) : type_to_schema("string");
    case EXQ_FIELD_NUMBER:
        return type_to_schema("number");
    case EXQ_FIELD_COUNT:
        return count_to_schema();
    case EXQ_FIELD_FLAG:
        return type_to_schema("boolean");
    case EXQ_FIELD_PAIR:
        return pair_to_schema();
    case EXQ_FIELD_TEXTS:
        return array_to_schema(type_to_schema("string"));
    case EXQ_FIELD_NUMBERS:
        return array_to_schema(or_null(type_to_schema("number")));
    case EXQ_FIELD_COUNTS:
        return array_to_schema(count_to_schema());
    case EXQ_FIELD_RECORD:
        return reference_to_schema(field->record);
    case EXQ_FIELD_CHOICE:
        return choice_to_schema(field->record);
    case EXQ_FIELD_LIST:
        return array_to_schema(reference_to_schema(field->record));
    case EXQ_FIELD_MAP:
        return map_to_schema(field->record);
    case EXQ_FIELD_NO_LIST:
        return empty_to_schema("array", "maxItems");
    case EXQ_FIELD_NO_MAP:
        return empty_to_schema("object", "maxProperties");
    }
    return NULL;
}

static exq_json *field_to_schema(const exq_field *field)
{
    exq_json *schema = kind_to_schema(field);
    if (!field->never_null)
        schema = or_null(schema);
    (void)exq_json_set(schema, "description", exq_json_string(field->meaning));
    return schema;
}

static void describe_record(exq_json *schema, const exq_record *record)
{
    exq_json *properties = exq_json_object();
    exq_json *required = exq_json_array();
    for (size_t i = 0; i < record->field_count; i++) {
        (void)exq_json_set(properties, record->fields[i].name, field_to_schema(&record->fields[i]));
        (void)exq_json_push(required, exq_json_string(record->fields[i].name));
    }
    (void)exq_json_set(schema, "type", exq_json_string("object"));
    (void)exq_json_set(schema, "properties", properties);
    (void)exq_json_set(schema, "required", required);
    (void)exq_json_set(schema, "additionalProperties", exq_json_bool(false));
}

static exq_json *document_to_schema(void)
{
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "$schema", exq_json_string("https://json-schema.org/draft/2020-12/schema"));
    (void)exq_json_set(schema, "$id", exq_json_string("urn:exaequo:result:1"));
    (void)exq_json_set(schema, "title", exq_json_string("A result of exaequo, format exaequo.result/1"));
    describe_record(schema, &exq_document_record);
    exq_json *definitions = exq_json_object();
    for (const exq_record *const *record = exq_records; *record != NULL; record++) {
        exq_record shown = (*record)->keyed ? exq_record_behind_key(*record) : **record;
        exq_json *definition = exq_json_object();
        describe_record(definition, &shown);
        (void)exq_json_set(definitions, (*record)->name, definition);
    }
    (void)exq_json_set(schema, "$defs", definitions);
    return schema;
}

exq_status exq_result_schema(exq_write write, void *payload, exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_json *schema = document_to_schema();
    exq_status status = exq_json_print(schema, &text, error);
    exq_json_free(schema);
    if (status == EXQ_OK && !write(payload, text.bytes, text.length))
        status = exq_fail(error, EXQ_IO, "the schema could not be written. Is there room for it?");
    exq_buffer_free(&text);
    return status;
}
