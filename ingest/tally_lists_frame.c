/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frame of a saved tally of lists: levels, cells, signatures, items; each code within what it is a code of.
 */
#include <string.h>

#include "loading_lists.h"
#include "number.h"

exq_status exq_lists_keep(const exq_loading *load, exq_list_tally *lists, const char *text, const char **out)
{
    *out = exq_arena_string(lists->arena, text);
    return text != NULL && *out == NULL ? exq_fail_memory(load->error) : EXQ_OK;
}

exq_status exq_lists_load_texts(const exq_loading *load, exq_list_tally *lists, const exq_json *array, bool sorted,
                                bool null, const char *const **out, size_t *count)
{
    *count = exq_json_size(array);
    const char **texts = EXQ_NEW(lists->arena, const char *, *count);
    if (texts == NULL)
        return exq_fail_memory(load->error);
    size_t i = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), i++) {
        const char *text = exq_json_to_string(item);
        if (text == NULL && !(null && exq_json_kind_of(item) == EXQ_JSON_NULL))
            return exq_load_refuse(load, "a list of texts holds something else");
        if (sorted && (text[0] == '\0' || (i > 0 && strcmp(texts[i - 1], text) >= 0)))
            return exq_load_refuse(load, "a list of names is not sorted");
        EXQ_TRY(exq_lists_keep(load, lists, text, &texts[i]));
    }
    *out = texts;
    return EXQ_OK;
}

exq_status exq_lists_load_number(const exq_loading *load, const exq_json *object, const char *key, uint64_t limit,
                                 size_t *out)
{
    uint64_t count = 0;
    EXQ_TRY(exq_load_count(load, object, key, &count));
    if (count >= limit)
        return exq_load_refuse(load, "its %s is more than a tally may have", key);
    *out = (size_t)count;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------- runs of numbers */

/* The next word of a run of words apart by single blanks; false at its end. */
static bool next_word(const char **at, const char **word, size_t *length)
{
    if (**at == '\0')
        return false;
    *word = *at;
    *length = strcspn(*at, " ");
    *at += *length;
    if (**at == ' ')
        (*at)++;
    return true;
}

static exq_status run_of(const exq_loading *load, const exq_json *object, const char *key, const char **out)
{
    const exq_json *member = NULL;
    EXQ_TRY(exq_load_member(load, object, key, EXQ_JSON_STRING, &member));
    *out = exq_json_to_string(member);
    size_t length = strlen(*out);
    bool spoilt = length > 0 && ((*out)[length - 1] == ' ' || **out == ' ');
    return spoilt ? exq_load_refuse(load, "its %s have blanks too many", key) : EXQ_OK;
}

/* `limits[i % width]` bounds number i; EXQ_NO_CODE stands for "-", where that may be. */
static exq_status load_codes(const exq_loading *load, exq_list_tally *lists, const exq_json *object, const char *key,
                             const size_t *limits, size_t width, size_t count, bool missing, const uint32_t **out)
{
    const char *at = NULL;
    const char *word = NULL;
    size_t length = 0;
    size_t found = 0;
    EXQ_TRY(run_of(load, object, key, &at));
    uint32_t *codes = EXQ_NEW(lists->arena, uint32_t, count);
    if (codes == NULL)
        return exq_fail_memory(load->error);
    for (; next_word(&at, &word, &length); found++) {
        uint64_t code = EXQ_NO_CODE;
        bool none = missing && length == 1 && *word == '-';
        if (found == count ||
            (!none && (!exq_number_parse_count(word, length, &code) || code >= limits[found % width])))
            return exq_load_refuse(load, "its %s do not fit", key);
        codes[found] = (uint32_t)code;
    }
    if (found != count)
        return exq_load_refuse(load, "its %s are too few", key);
    *out = codes;
    return EXQ_OK;
}

/* Rows of codes ascend, each once. */
static exq_status check_ascending(const exq_loading *load, const uint32_t *codes, size_t width, size_t count,
                                  const char *what)
{
    for (size_t i = 1; i < count; i++) {
        size_t c = 0;
        while (c < width && codes[(i - 1) * width + c] == codes[i * width + c])
            c++;
        if (c == width || codes[(i - 1) * width + c] > codes[i * width + c])
            return exq_load_refuse(load, "its %s are not sorted", what);
    }
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- columns */

static exq_status load_columns(const exq_loading *load, exq_list_tally *lists, const exq_json *frame, const char *key,
                               const char *const **names, const exq_levels **levels, size_t *count)
{
    static const char *const known[] = {"name", "levels", NULL};
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, frame, key, EXQ_JSON_ARRAY, &array));
    *count = exq_json_size(array);
    const char **own = EXQ_NEW(lists->arena, const char *, *count);
    exq_levels *all = EXQ_NEW(lists->arena, exq_levels, *count);
    if (own == NULL || all == NULL)
        return exq_fail_memory(load->error);
    size_t c = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), c++) {
        const exq_json *name = NULL;
        const exq_json *texts = NULL;
        if (exq_json_kind_of(item) != EXQ_JSON_OBJECT)
            return exq_load_refuse(load, "a column is of the wrong kind");
        EXQ_TRY(exq_load_only(load, item, known));
        EXQ_TRY(exq_load_member(load, item, "name", EXQ_JSON_STRING, &name));
        EXQ_TRY(exq_load_member(load, item, "levels", EXQ_JSON_ARRAY, &texts));
        EXQ_TRY(exq_lists_keep(load, lists, exq_json_to_string(name), &own[c]));
        EXQ_TRY(exq_lists_load_texts(load, lists, texts, true, false, &all[c].names, &all[c].count));
        if (c > 0 && strcmp(own[c - 1], own[c]) >= 0)
            return exq_load_refuse(load, "its columns are not sorted");
    }
    *names = own;
    *levels = all;
    return EXQ_OK;
}

static exq_status limits_of(const exq_loading *load, const exq_levels *levels, size_t count, size_t **out)
{
    *out = EXQ_NEW(load->arena, size_t, count + 1);
    if (*out == NULL)
        return exq_fail_memory(load->error);
    for (size_t c = 0; c < count; c++)
        (*out)[c] = levels[c].count;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- frame */

static exq_status load_people(exq_loading *load, exq_list_tally *lists, const exq_json *object)
{
    exq_list_frame *frame = &lists->frame;
    size_t *limits = NULL;
    EXQ_TRY(load_columns(load, lists, object, "attributes", &load->facts.attributes, &frame->attributes,
                         &frame->attribute_count));
    load->facts.attribute_count = frame->attribute_count;
    EXQ_TRY(limits_of(load, frame->attributes, frame->attribute_count, &limits));
    EXQ_TRY(exq_lists_load_number(load, object, "cells", EXQ_MAX_USER_CELLS + 1, &frame->cell_count));
    EXQ_TRY(load_codes(load, lists, object, "cell_codes", limits, frame->attribute_count,
                       frame->cell_count * frame->attribute_count, true, &frame->cell_codes));
    return check_ascending(load, frame->cell_codes, frame->attribute_count, frame->cell_count, "cells");
}

static exq_status load_signatures(exq_loading *load, exq_list_tally *lists, const exq_json *object)
{
    exq_list_frame *frame = &lists->frame;
    exq_list_facts *facts = &lists->facts;
    const exq_json *splits = NULL;
    size_t *limits = NULL;
    size_t split_count = 0;
    size_t width = 0;
    EXQ_TRY(load_columns(load, lists, object, "item_columns", &facts->item_columns, &frame->item_columns, &width));
    facts->item_column_count = frame->item_column_count = width;
    EXQ_TRY(exq_load_member(load, object, "splits", EXQ_JSON_ARRAY, &splits));
    EXQ_TRY(exq_lists_load_texts(load, lists, splits, false, true, &frame->splits, &split_count));
    if (split_count != width)
        return exq_load_refuse(load, "its splits are not as many as its item columns");
    for (size_t c = 0; c < width; c++)
        if (frame->splits[c] != NULL && frame->splits[c][0] == '\0')
            return exq_load_refuse(load, "a split is empty");
    EXQ_TRY(limits_of(load, frame->item_columns, width, &limits));
    EXQ_TRY(exq_lists_load_number(load, object, "signatures", EXQ_MAX_SIGNATURES + 1, &frame->signature_count));
    EXQ_TRY(load_codes(load, lists, object, "signature_codes", limits, width, frame->signature_count * width, true,
                       &frame->signature_codes));
    return check_ascending(load, frame->signature_codes, width, frame->signature_count, "signatures");
}

static exq_status load_items(exq_loading *load, exq_list_tally *lists, const exq_json *object)
{
    exq_list_frame *frame = &lists->frame;
    EXQ_TRY(exq_lists_load_number(load, object, "items", EXQ_NO_ITEM, &frame->item_count));
    EXQ_TRY(load_codes(load, lists, object, "signature_of", &frame->signature_count, 1, frame->item_count, false,
                       &frame->signature_of));
    uint64_t *items = EXQ_NEW(lists->arena, uint64_t, frame->signature_count);
    if (items == NULL)
        return exq_fail_memory(load->error);
    for (size_t i = 0; i < frame->item_count; i++)
        items[frame->signature_of[i]]++;
    for (size_t s = 0; s < frame->signature_count; s++)
        if (items[s] == 0)
            return exq_load_refuse(load, "it has a signature that no item has");
    frame->signature_items = items;
    return EXQ_OK;
}

static exq_status load_popularity(exq_loading *load, exq_list_tally *lists, const exq_json *object)
{
    exq_list_frame *frame = &lists->frame;
    size_t people = 0;
    const char *at = NULL;
    EXQ_TRY(exq_lists_load_number(load, object, "history_people", UINT32_MAX, &people));
    frame->history_people = people;
    if (!lists->facts.has_history)
        return exq_json_kind_of(exq_json_get(object, "popularity")) == EXQ_JSON_NULL && people == 0
                   ? EXQ_OK
                   : exq_load_refuse(load, "it has popularity without history");
    EXQ_TRY(run_of(load, object, "popularity", &at));
    uint64_t *popularity = EXQ_NEW(lists->arena, uint64_t, frame->item_count);
    if (popularity == NULL)
        return exq_fail_memory(load->error);
    const char *word = NULL;
    size_t length = 0;
    size_t found = 0;
    for (; next_word(&at, &word, &length); found++)
        if (found == frame->item_count || !exq_number_parse_count(word, length, &popularity[found]) ||
            popularity[found] > people)
            return exq_load_refuse(load, "its popularity does not fit");
    if (found != frame->item_count)
        return exq_load_refuse(load, "its popularity is too short");
    frame->popularity = popularity;
    return exq_frame_bands(frame, lists->facts.tail, lists->facts.tail_most, lists->arena, load->error);
}

/* Names that groupings ask for must be columns. */
static exq_status check_groupings(const exq_loading *load, const exq_list_facts *facts)
{
    for (size_t g = 0; g < facts->item_grouping_count; g++)
        for (size_t c = 0; c < facts->item_groupings[g].column_count; c++) {
            size_t i = 0;
            while (i < facts->item_column_count &&
                   strcmp(facts->item_columns[i], facts->item_groupings[g].columns[c]) != 0)
                i++;
            if (i == facts->item_column_count)
                return exq_load_refuse(load, "it groups items by a column that it has not");
        }
    return EXQ_OK;
}

exq_status exq_lists_load_frame(exq_loading *load, exq_list_tally *lists)
{
    static const char *const known[] = {"attributes", "cells",          "cell_codes",      "item_columns",
                                        "splits",     "signatures",     "items",           "signature_of",
                                        "popularity", "history_people", "signature_codes", NULL};
    const exq_list_facts *facts = &lists->facts;
    const exq_json *object = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "frame", EXQ_JSON_OBJECT, &object));
    EXQ_TRY(exq_load_only(load, object, known));
    EXQ_TRY(load_people(load, lists, object));
    EXQ_TRY(load_signatures(load, lists, object));
    EXQ_TRY(load_items(load, lists, object));
    EXQ_TRY(load_popularity(load, lists, object));
    EXQ_TRY(check_groupings(load, facts));
    return exq_frame_groups(&lists->frame, facts->item_groupings, facts->item_grouping_count, facts->item_columns,
                            facts->sharing, lists->arena, load->error);
}
