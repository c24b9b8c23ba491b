/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of keys as JSON Schema (draft 2020-12), for editors and for those who make policies by program.
 */
#include <string.h>

#include "json.h"
#include "policy_schema.h"

static exq_json *record_schema(const exq_policy_record *record);

/* A scalar is what is written: 0.80, "0.80" and 1 are texts of which a reader of JSON may have made numbers. */
static exq_json *scalar_schema(const char *pattern)
{
    exq_json *types = exq_json_array();
    (void)exq_json_push(types, exq_json_string("string"));
    (void)exq_json_push(types, exq_json_string("number"));
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "type", types);
    if (pattern != NULL)
        (void)exq_json_set(schema, "pattern", exq_json_string(pattern));
    return schema;
}

static exq_json *words_schema(const char *words)
{
    exq_json *list = exq_json_array();
    while (*words != '\0') {
        char word[32] = "";
        const size_t length = strcspn(words, " ");
        memcpy(word, words, length < sizeof word ? length : sizeof word - 1);
        (void)exq_json_push(list, exq_json_string(word));
        if (strcmp(word, "1") == 0)
            (void)exq_json_push(list, exq_json_count(1));
        words += length + (words[length] == ' ');
    }
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "enum", list);
    return schema;
}

static exq_json *either(exq_json *one, exq_json *other)
{
    exq_json *choices = exq_json_array();
    (void)exq_json_push(choices, one);
    (void)exq_json_push(choices, other);
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "anyOf", choices);
    return schema;
}

static exq_json *list_of(exq_json *items, uint64_t least, uint64_t most)
{
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "type", exq_json_string("array"));
    (void)exq_json_set(schema, "items", items);
    if (least > 0)
        (void)exq_json_set(schema, "minItems", exq_json_count(least));
    if (most > 0)
        (void)exq_json_set(schema, "maxItems", exq_json_count(most));
    return schema;
}

static exq_json *mapping_to(exq_json *values)
{
    exq_json *schema = exq_json_object();
    (void)exq_json_set(schema, "type", exq_json_string("object"));
    (void)exq_json_set(schema, "additionalProperties", values);
    return schema;
}

static exq_json *level_schema(void)
{
    exq_json *properties = exq_json_object(), *required = exq_json_array(), *schema = exq_json_object();
    (void)exq_json_set(properties, "level", scalar_schema(NULL));
    (void)exq_json_push(required, exq_json_string("level"));
    (void)exq_json_set(schema, "type", exq_json_string("object"));
    (void)exq_json_set(schema, "properties", properties);
    (void)exq_json_set(schema, "required", required);
    (void)exq_json_set(schema, "additionalProperties", exq_json_bool(false));
    return schema;
}

static exq_json *key_schema(const exq_policy_key *key)
{
    static const char count[] = "^[1-9][0-9]{0,11}$", number[] = "^[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?$";
    static const char limit[] = "^([0-9]+(\\.[0-9]{0,6})?|\\.[0-9]{1,6})$";
    switch (key->kind) {
    case EXQ_POLICY_TEXT:
        return scalar_schema(NULL);
    case EXQ_POLICY_THRESHOLD:
        return scalar_schema("^(median|>?[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?)$");
    case EXQ_POLICY_REASON:
        return scalar_schema("^.{40,}$");
    case EXQ_POLICY_COUNTS:
        return either(scalar_schema(count), list_of(scalar_schema(count), 1, 0));
    case EXQ_POLICY_NUMBERS:
        return list_of(scalar_schema(number), 1, 0);
    case EXQ_POLICY_WORD:
        return words_schema(key->words);
    case EXQ_POLICY_COUNT:
        return scalar_schema(count);
    case EXQ_POLICY_NUMBER:
    case EXQ_POLICY_SHARE:
    case EXQ_POLICY_LEVEL:
        return scalar_schema(number);
    case EXQ_POLICY_LIMIT:
        return scalar_schema(limit);
    case EXQ_POLICY_DATE:
        return scalar_schema("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case EXQ_POLICY_TEXTS:
        return either(scalar_schema(NULL), list_of(scalar_schema(NULL), 1, 0));
    case EXQ_POLICY_PAIR:
        return list_of(scalar_schema(limit), 2, 2);
    case EXQ_POLICY_REFERENCE:
        return either(words_schema(key->words), level_schema());
    case EXQ_POLICY_LEVELS:
        return mapping_to(scalar_schema(NULL));
    case EXQ_POLICY_RECORD:
        return record_schema(key->of);
    case EXQ_POLICY_RECORDS:
        return list_of(record_schema(key->of), 0, 0);
    case EXQ_POLICY_NAMED:
        return mapping_to(record_schema(key->of));
    }
    return NULL;
}

static exq_json *record_schema(const exq_policy_record *record)
{
    exq_json *properties = exq_json_object(), *required = exq_json_array(), *schema = exq_json_object();
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++) {
        exq_json *value = key_schema(key);
        (void)exq_json_set(value, "description", exq_json_string(key->help));
        (void)exq_json_set(properties, key->name, value);
        if (key->required)
            (void)exq_json_push(required, exq_json_string(key->name));
    }
    (void)exq_json_set(schema, "type", exq_json_string("object"));
    (void)exq_json_set(schema, "properties", properties);
    (void)exq_json_set(schema, "required", required);
    (void)exq_json_set(schema, "additionalProperties", exq_json_bool(false));
    return schema;
}

exq_status exq_policy_schema(exq_write write, void *payload, exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_json *schema = record_schema(&exq_policy_content_record);
    (void)exq_json_set(schema, "$schema", exq_json_string("https://json-schema.org/draft/2020-12/schema"));
    (void)exq_json_set(schema, "$id", exq_json_string("urn:exaequo:policy:1"));
    (void)exq_json_set(schema, "title", exq_json_string("A policy of exaequo, version 1"));
    exq_status status = exq_json_print(schema, &text, error);
    exq_json_free(schema);
    if (status == EXQ_OK && !write(payload, text.bytes, text.length))
        status = exq_fail(error, EXQ_IO, "the schema could not be written. Is there room for it?");
    exq_buffer_free(&text);
    return status;
}
