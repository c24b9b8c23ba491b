/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: items in the order of their ids, how many people had each, and the signatures they fall into.
 */
#include <stdlib.h>
#include <string.h>

#include "head_tail.h"
#include "list_frame.h"
#include "room.h"
#include "text.h"

/* --------------------------------------------------------------------------------------------------- order */

typedef struct named {
    const char *text;
    size_t length;
    uint32_t code;
} named;

static int compare_named(const void *a, const void *b)
{
    const named *left = a;
    const named *right = b;
    return exq_text_compare(left->text, left->length, right->text, right->length);
}

exq_status exq_catalogue_order(exq_references *references, exq_error *error)
{
    size_t count = references->item_count;
    named *items = calloc(count + 1, sizeof *items);
    size_t all = exq_dictionary_count(references->items);
    if (items == NULL ||
        !exq_room(&references->item_of, &references->item_room, all + 1, sizeof *references->item_of)) {
        free(items);
        return exq_fail_memory(error);
    }
    for (size_t code = 0; code < count; code++) {
        items[code].code = (uint32_t)code;
        items[code].text = exq_dictionary_text(references->items, (uint32_t)code, &items[code].length);
    }
    qsort(items, count, sizeof *items, compare_named);
    for (size_t place = 0; place < count; place++)
        references->item_of[items[place].code] = (uint32_t)place;
    free(items);
    return exq_catalogue_extend(references, error);
}

exq_status exq_catalogue_extend(exq_references *references, exq_error *error)
{
    size_t all = exq_dictionary_count(references->items);
    if (!exq_room(&references->item_of, &references->item_room, all + 1, sizeof *references->item_of))
        return exq_fail_memory(error);
    for (size_t code = references->item_count; code < all; code++)
        references->item_of[code] = (uint32_t)code;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------- popularity */

static exq_status count_history(exq_list_frame *frame, const exq_pairs *history, exq_arena *arena, exq_error *error)
{
    uint64_t *popularity = EXQ_NEW(arena, uint64_t, frame->item_count);
    if (popularity == NULL)
        return exq_fail_memory(error);
    for (size_t u = 0; u < history->user_count; u++) {
        bool some = false;
        for (size_t i = history->first[u]; i < history->first[u + 1]; i++) {
            uint32_t item = exq_pair_item(history->keys[i]);
            if (item < frame->item_count) {
                popularity[item]++;
                some = true;
            }
        }
        frame->history_people += some;
    }
    frame->popularity = popularity;
    return EXQ_OK;
}

exq_status exq_frame_bands(exq_list_frame *frame, exq_tail tail, uint64_t tail_most, exq_arena *arena, exq_error *error)
{
    bool *head = EXQ_NEW(arena, bool, frame->item_count);
    exq_band *band = EXQ_NEW(arena, exq_band, frame->item_count);
    size_t *order = calloc(frame->item_count + 1, sizeof *order);
    if (head == NULL || band == NULL || order == NULL) {
        free(order);
        return exq_fail_memory(error);
    }
    exq_head_of(tail, tail_most, frame->popularity, frame->item_count, order, head);
    exq_bands_of(frame->popularity, frame->item_count, order, band);
    free(order);
    frame->head = head;
    frame->band = band;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------- signatures */

/* The codes of all items, item_count x item_column_count, while signatures are made of them. */
typedef struct coding {
    uint32_t *codes;
    size_t width;
    uint32_t *order; /* items, sorted by their codes */
} coding;

static int compare_items(const void *a, const void *b, void *of)
{
    const coding *coded = of;
    const uint32_t *left = coded->codes + *(const uint32_t *)a * coded->width;
    const uint32_t *right = coded->codes + *(const uint32_t *)b * coded->width;
    for (size_t c = 0; c < coded->width; c++)
        if (left[c] != right[c])
            return left[c] < right[c] ? -1 : 1;
    return 0;
}

static exq_status code_popularity(const exq_list_frame *frame, size_t column, exq_levels *levels, coding *coded,
                                  exq_arena *arena, exq_error *error)
{
    const char **names = EXQ_NEW(arena, const char *, 2);
    if (names == NULL)
        return exq_fail_memory(error);
    names[0] = "head";
    names[1] = "tail";
    *levels = (exq_levels){names, 2};
    for (size_t item = 0; item < frame->item_count; item++)
        coded->codes[item * coded->width + column] = frame->head[item] ? 0 : 1;
    return EXQ_OK;
}

static exq_status code_trait(const exq_references *references, size_t trait, size_t column, exq_levels *levels,
                             coding *coded, exq_arena *arena, exq_error *error)
{
    const exq_traits *traits = &references->item_traits;
    uint32_t *places = calloc(exq_dictionary_count(traits->levels[trait]) + 1, sizeof *places);
    if (places == NULL)
        return exq_fail_memory(error);
    exq_status status = exq_levels_of(traits->levels[trait], arena, levels, places, error);
    for (size_t row = 0; status == EXQ_OK && row < traits->rows; row++) {
        uint32_t code = traits->codes[row * traits->count + trait];
        coded->codes[references->item_of[row] * coded->width + column] = code == EXQ_NO_CODE ? code : places[code];
    }
    free(places);
    return status;
}

/* Levels and codes of all item columns, and how their cells are split. */
static exq_status code_columns(exq_list_frame *frame, const exq_references *references,
                               const exq_lists_request *request, const char *const *columns, coding *coded,
                               exq_arena *arena, exq_error *error)
{
    exq_levels *levels = EXQ_NEW(arena, exq_levels, coded->width);
    const char **splits = EXQ_NEW(arena, const char *, coded->width);
    if (levels == NULL || splits == NULL)
        return exq_fail_memory(error);
    size_t trait = 0;
    for (size_t c = 0; c < coded->width; c++) {
        if (strcmp(columns[c], EXQ_POPULARITY_COLUMN) == 0) {
            EXQ_TRY(code_popularity(frame, c, &levels[c], coded, arena, error));
            continue;
        }
        splits[c] = request->split_on;
        if (splits[c] == NULL && references->item_traits.sequences[trait])
            splits[c] = " ";
        EXQ_TRY(code_trait(references, trait++, c, &levels[c], coded, arena, error));
    }
    frame->item_columns = levels;
    frame->splits = splits;
    return EXQ_OK;
}

/* Items in order, each that differs from the one before opens a signature. */
static exq_status make_signatures(exq_list_frame *frame, coding *coded, exq_arena *arena, exq_error *error)
{
    for (size_t i = 0; i < frame->item_count; i++)
        coded->order[i] = (uint32_t)i;
    qsort_r(coded->order, frame->item_count, sizeof *coded->order, compare_items, coded);
    size_t count = 0;
    for (size_t i = 0; i < frame->item_count; i++)
        count += i == 0 || compare_items(&coded->order[i - 1], &coded->order[i], coded) != 0;
    if (count > EXQ_MAX_SIGNATURES)
        return exq_fail(error, EXQ_USAGE,
                        "the item columns have more than %d different combinations of values. Name fewer columns.",
                        EXQ_MAX_SIGNATURES);
    uint32_t *signature_of = EXQ_NEW(arena, uint32_t, frame->item_count);
    uint32_t *codes = EXQ_NEW(arena, uint32_t, count * coded->width);
    uint64_t *items = EXQ_NEW(arena, uint64_t, count);
    if (signature_of == NULL || codes == NULL || items == NULL)
        return exq_fail_memory(error);
    size_t signature = 0;
    for (size_t i = 0; i < frame->item_count; i++) {
        signature += i > 0 && compare_items(&coded->order[i - 1], &coded->order[i], coded) != 0;
        if (items[signature]++ == 0 && coded->width > 0)
            memcpy(codes + signature * coded->width, coded->codes + coded->order[i] * coded->width,
                   coded->width * sizeof *codes);
        signature_of[coded->order[i]] = (uint32_t)signature;
    }
    frame->signature_of = signature_of;
    frame->signature_codes = codes;
    frame->signature_items = items;
    frame->signature_count = count;
    return EXQ_OK;
}

exq_status exq_frame_items(exq_list_frame *frame, const exq_references *references, const exq_lists_request *request,
                           const char *const *columns, size_t column_count, exq_arena *arena, exq_error *error)
{
    frame->item_count = references->item_count;
    frame->item_column_count = column_count;
    if (references->has_history) {
        EXQ_TRY(count_history(frame, &references->history, arena, error));
        EXQ_TRY(exq_frame_bands(frame, request->tail, request->tail_most, arena, error));
    }
    coding coded = {
        .codes = calloc(frame->item_count * column_count + 1, sizeof(uint32_t)),
        .width = column_count,
        .order = calloc(frame->item_count + 1, sizeof(uint32_t)),
    };
    exq_status status = coded.codes == NULL || coded.order == NULL ? exq_fail_memory(error) : EXQ_OK;
    if (status == EXQ_OK)
        status = code_columns(frame, references, request, columns, &coded, arena, error);
    if (status == EXQ_OK)
        status = make_signatures(frame, &coded, arena, error);
    free(coded.codes);
    free(coded.order);
    return status;
}
