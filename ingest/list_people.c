/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cells of people: their attributes from the users table, and two that are made of their history.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "list_frame.h"

/* --------------------------------------------------------------------------------------------- made columns */

/* Bands of the length of a history; the names sort as the numbers do. Fixed, so that audits can be compared. */
typedef struct history_band {
    size_t from;
    const char *name;
} history_band;

static const history_band history_bands[] = {
    {0,   "000"    },
    {1,   "001-009"},
    {10,  "010-019"},
    {20,  "020-049"},
    {50,  "050-099"},
    {100, "100-199"},
    {200, "200-499"},
    {500, "500+"   },
};

static const char *band_history(size_t length)
{
    size_t band = sizeof history_bands / sizeof history_bands[0] - 1;
    while (history_bands[band].from > length)
        band--;
    return history_bands[band].name;
}

/* How much of a history lies in the short head. */
typedef struct head_share {
    uint32_t head;
    uint32_t length;
} head_share;

static int compare_shares(const void *a, const void *b)
{
    const head_share *left = a;
    const head_share *right = b;
    uint64_t x = (uint64_t)left->head * right->length;
    uint64_t y = (uint64_t)right->head * left->length;
    return (x > y) - (x < y);
}

static head_share share_of(const exq_list_frame *frame, const exq_pairs *history, size_t user)
{
    head_share share = {0};
    for (size_t i = history->first[user]; i < history->first[user + 1]; i++) {
        uint32_t item = exq_pair_item(history->keys[i]);
        if (item < frame->item_count) {
            share.head += frame->head[item];
            share.length++;
        }
    }
    return share;
}

/* People by the share of popular items in their history: the fifth with the least, the fifth with the most, and those
 * between, who also take equal shares at the borders (Abdollahpouri and others 2019). */
typedef struct mainstream {
    head_share low;
    head_share high;
} mainstream;

static exq_status find_mainstream(const exq_list_frame *frame, const exq_references *references, mainstream *out,
                                  exq_error *error)
{
    head_share *shares = calloc(references->user_count + 1, sizeof *shares);
    if (shares == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t u = 0; u < references->user_count; u++) {
        shares[count] = share_of(frame, &references->history, u);
        count += shares[count].length > 0;
    }
    qsort(shares, count, sizeof *shares, compare_shares);
    if (count > 0) {
        out->low = shares[count / 5];
        out->high = shares[count - 1 - count / 5];
    }
    free(shares);
    return EXQ_OK;
}

static const char *band_popularity(const mainstream *of, head_share share)
{
    if (share.length == 0)
        return NULL;
    if (compare_shares(&share, &of->low) < 0)
        return "niche";
    return compare_shares(&share, &of->high) > 0 ? "blockbuster" : "diverse";
}

/* --------------------------------------------------------------------------------------------- all columns */

/* Levels and codes of one attribute: of each reference user, then of a stranger. */
typedef struct attribute {
    exq_dictionary *words; /* made columns alone */
    uint32_t *codes;
} attribute;

static exq_status code_word(attribute *to, size_t user, const char *word, exq_error *error)
{
    to->codes[user] = word == NULL ? EXQ_NO_CODE : exq_dictionary_code(to->words, word, strlen(word));
    return word != NULL && to->codes[user] == EXQ_NO_CODE ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status code_history(attribute *to, const exq_list_frame *frame, const exq_references *references,
                               exq_error *error)
{
    for (size_t u = 0; u < references->user_count; u++)
        EXQ_TRY(code_word(to, u, band_history(share_of(frame, &references->history, u).length), error));
    return code_word(to, references->user_count, band_history(0), error);
}

static exq_status code_mainstream(attribute *to, const exq_list_frame *frame, const exq_references *references,
                                  exq_error *error)
{
    mainstream of = {0};
    EXQ_TRY(find_mainstream(frame, references, &of, error));
    for (size_t u = 0; u < references->user_count; u++)
        EXQ_TRY(code_word(to, u, band_popularity(&of, share_of(frame, &references->history, u)), error));
    return code_word(to, references->user_count, NULL, error);
}

static void code_trait(attribute *to, const exq_references *references, size_t trait)
{
    const exq_traits *traits = &references->user_traits;
    for (size_t u = 0; u <= references->user_count; u++)
        to->codes[u] = u < traits->rows ? traits->codes[u * traits->count + trait] : EXQ_NO_CODE;
}

/* Replace the codes of an attribute by the places of its levels. */
static exq_status order_levels(attribute *to, const exq_dictionary *words, size_t user_count, exq_levels *levels,
                               exq_arena *arena, exq_error *error)
{
    uint32_t *places = calloc(exq_dictionary_count(words) + 1, sizeof *places);
    if (places == NULL)
        return exq_fail_memory(error);
    exq_status status = exq_levels_of(words, arena, levels, places, error);
    for (size_t u = 0; status == EXQ_OK && u <= user_count; u++)
        if (to->codes[u] != EXQ_NO_CODE)
            to->codes[u] = places[to->codes[u]];
    free(places);
    return status;
}

static exq_status code_attribute(const exq_list_frame *frame, const exq_references *references, const char *name,
                                 size_t *trait, attribute *to, exq_levels *levels, exq_arena *arena, exq_error *error)
{
    size_t user_count = references->user_count;
    to->codes = calloc(user_count + 1, sizeof *to->codes);
    to->words = exq_dictionary_new();
    if (to->codes == NULL || to->words == NULL)
        return exq_fail_memory(error);
    const exq_dictionary *words = to->words;
    if (strcmp(name, EXQ_HISTORY_COLUMN) == 0) {
        EXQ_TRY(code_history(to, frame, references, error));
    } else if (strcmp(name, EXQ_POPULARITY_COLUMN) == 0) {
        EXQ_TRY(code_mainstream(to, frame, references, error));
    } else {
        code_trait(to, references, *trait);
        words = references->user_traits.levels[(*trait)++];
    }
    return order_levels(to, words, user_count, levels, arena, error);
}

/* --------------------------------------------------------------------------------------------------- cells */

/* A cell as bytes that sort as its codes do. */
static void write_cell(const attribute *attributes, size_t count, size_t user, unsigned char *bytes)
{
    for (size_t a = 0; a < count; a++) {
        uint32_t code = attributes[a].codes[user];
        for (size_t byte = 0; byte < 4; byte++)
            bytes[4 * a + byte] = (unsigned char)(code >> (24 - 8 * byte));
    }
}

static exq_status read_cells(exq_list_frame *frame, const exq_levels *cells, exq_arena *arena, exq_error *error)
{
    size_t width = frame->attribute_count;
    uint32_t *codes = EXQ_NEW(arena, uint32_t, cells->count * width);
    if (codes == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < cells->count * width; i++) {
        const unsigned char *bytes = (const unsigned char *)cells->names[i / width] + 4 * (i % width);
        codes[i] = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    }
    frame->cell_codes = codes;
    frame->cell_count = cells->count;
    return EXQ_OK;
}

/* Whether an attribute of the users table is missing. */
static bool lacks_attribute(const exq_references *references, size_t user)
{
    const exq_traits *traits = &references->user_traits;
    for (size_t t = 0; t < traits->count; t++)
        if (user >= traits->rows || traits->codes[user * traits->count + t] == EXQ_NO_CODE)
            return true;
    return false;
}

static exq_status find_cells(exq_list_frame *frame, exq_references *references, bool drop, const attribute *attributes,
                             exq_dictionary *cells, unsigned char *bytes, exq_arena *arena, exq_error *error)
{
    size_t user_count = references->user_count;
    for (size_t u = 0; u <= user_count; u++) {
        uint32_t *cell = u < user_count ? &references->cell_of[u] : &references->stranger;
        *cell = EXQ_NO_CODE;
        if (drop && lacks_attribute(references, u))
            continue;
        write_cell(attributes, frame->attribute_count, u, bytes);
        *cell = exq_dictionary_code(cells, (const char *)bytes, 4 * frame->attribute_count);
        if (*cell == EXQ_NO_CODE)
            return exq_fail_memory(error);
        if (*cell >= EXQ_MAX_USER_CELLS)
            return exq_fail(error, EXQ_USAGE,
                            "the groups of people have more than %d combinations. Name fewer columns in --by-user.",
                            EXQ_MAX_USER_CELLS);
    }
    exq_levels sorted = {0};
    uint32_t *places = EXQ_NEW(arena, uint32_t, exq_dictionary_count(cells));
    if (places == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_levels_of(cells, arena, &sorted, places, error));
    for (size_t u = 0; u <= user_count; u++) {
        uint32_t *cell = u < user_count ? &references->cell_of[u] : &references->stranger;
        *cell = *cell == EXQ_NO_CODE ? EXQ_NO_CODE : places[*cell];
    }
    return read_cells(frame, &sorted, arena, error);
}

static exq_status refuse_missing(const exq_references *references, exq_error *error)
{
    uint64_t missing = 0;
    for (size_t u = 0; u < references->user_count; u++)
        missing += lacks_attribute(references, u);
    if (missing == 0)
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "an attribute is missing for %" PRIu64
                    " people, and --missing fail forbids that. Fill it in, or say "
                    "--missing own_group.",
                    missing);
}

static exq_status code_people(exq_list_frame *frame, exq_references *references, exq_missing missing,
                              const char *const *names, attribute *attributes, exq_dictionary *cells, exq_arena *arena,
                              exq_error *error)
{
    exq_levels *levels = EXQ_NEW(arena, exq_levels, frame->attribute_count);
    unsigned char *bytes = EXQ_NEW(arena, unsigned char, 4 * frame->attribute_count + 1);
    if (levels == NULL || bytes == NULL)
        return exq_fail_memory(error);
    size_t trait = 0;
    for (size_t a = 0; a < frame->attribute_count; a++)
        EXQ_TRY(code_attribute(frame, references, names[a], &trait, &attributes[a], &levels[a], arena, error));
    frame->attributes = levels;
    return find_cells(frame, references, missing == EXQ_MISSING_DROP, attributes, cells, bytes, arena, error);
}

exq_status exq_frame_people(exq_list_frame *frame, exq_references *references, exq_missing missing,
                            const char *const *names, size_t attribute_count, exq_arena *arena, exq_error *error)
{
    if (missing == EXQ_MISSING_FAIL)
        EXQ_TRY(refuse_missing(references, error));
    frame->attribute_count = attribute_count;
    attribute *attributes = calloc(attribute_count + 1, sizeof *attributes);
    exq_dictionary *cells = exq_dictionary_new();
    references->cell_of = calloc(references->user_count + 1, sizeof *references->cell_of);
    exq_status status = attributes == NULL || cells == NULL || references->cell_of == NULL
                            ? exq_fail_memory(error)
                            : code_people(frame, references, missing, names, attributes, cells, arena, error);
    for (size_t a = 0; attributes != NULL && a < attribute_count; a++) {
        exq_dictionary_free(attributes[a].words);
        free(attributes[a].codes);
    }
    free(attributes);
    exq_dictionary_free(cells);
    return status;
}
