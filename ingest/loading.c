/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Members of a saved tally: looked up, checked, or refused.
 */
#include "loading.h"

#include <stdio.h>
#include <string.h>

exq_status exq_load_refuse(const exq_loading *load, const char *format, ...)
{
    char what[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return exq_fail(load->error, EXQ_MALFORMED, "%s: this saved tally is damaged: %s. Make it again.", load->name,
                    what);
}

exq_status exq_load_member(const exq_loading *load, const exq_json *object, const char *key, exq_json_kind kind,
                           const exq_json **out)
{
    *out = exq_json_get(object, key);
    if (*out == NULL)
        return exq_load_refuse(load, "it has no %s", key);
    if (exq_json_kind_of(*out) != kind)
        return exq_load_refuse(load, "its %s is of the wrong kind", key);
    return EXQ_OK;
}

exq_status exq_load_text(const exq_loading *load, const exq_json *object, const char *key, const char **out)
{
    const exq_json *value = exq_json_get(object, key);
    if (value == NULL)
        return exq_load_refuse(load, "it has no %s", key);
    *out = exq_json_to_string(value);
    if (*out == NULL && exq_json_kind_of(value) != EXQ_JSON_NULL)
        return exq_load_refuse(load, "its %s is neither text nor null", key);
    return EXQ_OK;
}

exq_status exq_load_truth(const exq_loading *load, const exq_json *object, const char *key, bool *out)
{
    const exq_json *value = NULL;
    EXQ_TRY(exq_load_member(load, object, key, EXQ_JSON_BOOL, &value));
    *out = exq_json_is_true(value);
    return EXQ_OK;
}

exq_status exq_load_count(const exq_loading *load, const exq_json *object, const char *key, uint64_t *out)
{
    const exq_json *value = NULL;
    EXQ_TRY(exq_load_member(load, object, key, EXQ_JSON_NUMBER, &value));
    return exq_json_to_count(value, out) ? EXQ_OK : exq_load_refuse(load, "its %s is not a count", key);
}

exq_status exq_load_texts(const exq_loading *load, const exq_json *object, const char *key, bool repeats,
                          const char *const **out, size_t *count)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, object, key, EXQ_JSON_ARRAY, &array));
    *count = exq_json_size(array);
    const char **texts = EXQ_NEW(load->arena, const char *, *count);
    if (texts == NULL)
        return exq_fail_memory(load->error);
    size_t i = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), i++) {
        texts[i] = exq_json_to_string(item);
        if (texts[i] == NULL)
            return exq_load_refuse(load, "its %s hold something that is not text", key);
        int order = i == 0 ? -1 : strcmp(texts[i - 1], texts[i]);
        if (order > 0 || (order == 0 && !repeats))
            return exq_load_refuse(load, "its %s are not sorted", key);
    }
    *out = texts;
    return EXQ_OK;
}

exq_status exq_load_only(const exq_loading *load, const exq_json *object, const char *const *known)
{
    for (const exq_json *child = exq_json_first(object); child != NULL; child = exq_json_next(child)) {
        const char *const *name = known;
        while (*name != NULL && strcmp(*name, exq_json_key(child)) != 0)
            name++;
        if (*name == NULL)
            return exq_load_refuse(load, "it has a member that no tally has");
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- rows */

exq_status exq_load_rows(exq_loading *load)
{
    static const char *const known[] = {"read", "used", "excluded", NULL};
    exq_tally_facts *facts = &load->facts;
    const exq_json *rows = NULL;
    const exq_json *excluded = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "rows", EXQ_JSON_OBJECT, &rows));
    EXQ_TRY(exq_load_only(load, rows, known));
    EXQ_TRY(exq_load_count(load, rows, "read", &facts->rows_read));
    EXQ_TRY(exq_load_count(load, rows, "used", &facts->rows_used));
    EXQ_TRY(exq_load_member(load, rows, "excluded", EXQ_JSON_OBJECT, &excluded));

    uint64_t sum = facts->rows_used;
    size_t found = 0;
    for (exq_excluded reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++) {
        if (reason >= EXQ_EXCLUDED_SAVED_ALWAYS && exq_json_get(excluded, exq_excluded_name(reason)) == NULL)
            continue;
        found++;
        EXQ_TRY(exq_load_count(load, excluded, exq_excluded_name(reason), &facts->rows_excluded[reason]));
        if (__builtin_add_overflow(sum, facts->rows_excluded[reason], &sum))
            return exq_load_refuse(load, "its rows do not add up");
    }
    if (sum != facts->rows_read || exq_json_size(excluded) != found)
        return exq_load_refuse(load, "its rows do not add up");
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------- sources */

static bool is_hexadecimal(const char *text, size_t length)
{
    return strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

exq_status exq_load_source(const exq_loading *load, const exq_json *item, exq_source_record *record)
{
    static const char *const known[] = {"name", "bytes", "xxh3_128", "sha256", NULL};
    const exq_json *name = NULL;
    const exq_json *fingerprint = NULL;
    const char *sha256 = NULL;
    if (exq_json_kind_of(item) != EXQ_JSON_OBJECT)
        return exq_load_refuse(load, "a source is of the wrong kind");
    EXQ_TRY(exq_load_only(load, item, known));
    EXQ_TRY(exq_load_member(load, item, "name", EXQ_JSON_STRING, &name));
    EXQ_TRY(exq_load_count(load, item, "bytes", &record->bytes));
    EXQ_TRY(exq_load_member(load, item, "xxh3_128", EXQ_JSON_STRING, &fingerprint));
    EXQ_TRY(exq_load_text(load, item, "sha256", &sha256));
    record->name = exq_json_to_string(name);
    if (!is_hexadecimal(exq_json_to_string(fingerprint), sizeof record->xxh3_128 - 1) ||
        (sha256 != NULL && !is_hexadecimal(sha256, sizeof record->sha256 - 1)))
        return exq_load_refuse(load, "a digest of a source is not one");
    memcpy(record->xxh3_128, exq_json_to_string(fingerprint), sizeof record->xxh3_128);
    if (sha256 != NULL)
        memcpy(record->sha256, sha256, sizeof record->sha256);
    return EXQ_OK;
}

exq_status exq_load_sources(exq_loading *load)
{
    const exq_json *sources = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "sources", EXQ_JSON_ARRAY, &sources));
    exq_source_record *records = EXQ_NEW(load->arena, exq_source_record, exq_json_size(sources));
    if (records == NULL)
        return exq_fail_memory(load->error);
    size_t i = 0;
    for (const exq_json *item = exq_json_first(sources); item != NULL; item = exq_json_next(item))
        EXQ_TRY(exq_load_source(load, item, &records[i++]));
    load->facts.sources = records;
    load->facts.source_count = i;
    return EXQ_OK;
}
