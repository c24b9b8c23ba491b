/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of attributes, row by row; and the search for the column whose ids would have matched.
 */
#include "traits.h"

#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "pairs.h"
#include "room.h"
#include "text.h"

/* ----------------------------------------------------------------------------------------------- the levels */

typedef struct level {
    const char *text;
    size_t length;
    uint32_t code;
} level;

static int compare_levels(const void *a, const void *b)
{
    const level *left = a;
    const level *right = b;
    return exq_text_compare(left->text, left->length, right->text, right->length);
}

exq_status exq_levels_of(const exq_dictionary *words, exq_arena *arena, exq_levels *out, uint32_t *places,
                         exq_error *error)
{
    size_t count = exq_dictionary_count(words);
    const char **names = EXQ_NEW(arena, const char *, count);
    level *levels = calloc(count + 1, sizeof *levels);
    exq_status status = EXQ_OK;
    if (names == NULL || levels == NULL) {
        free(levels);
        return exq_fail_memory(error);
    }
    for (size_t code = 0; code < count; code++) {
        levels[code].code = (uint32_t)code;
        levels[code].text = exq_dictionary_text(words, (uint32_t)code, &levels[code].length);
    }
    qsort(levels, count, sizeof *levels, compare_levels);
    for (size_t rank = 0; rank < count; rank++) {
        places[levels[rank].code] = (uint32_t)rank;
        names[rank] = exq_arena_copy(arena, levels[rank].text, levels[rank].length);
        if (names[rank] == NULL)
            status = exq_fail_memory(error);
    }
    free(levels);
    *out = (exq_levels){names, count};
    return status;
}

/* ---------------------------------------------------------------------------------------------- the records */

typedef struct reading {
    exq_traits *traits;
    exq_dictionary *ids;
    size_t *slots; /* of the columns; then of the id */
} reading;

static exq_status code_level(exq_traits *traits, size_t column, const exq_field *field, uint32_t *code,
                             exq_error *error)
{
    exq_status status = EXQ_OK;
    exq_field band;
    *code = EXQ_NO_CODE;
    if (!exq_cut_at(&traits->cuts[column], field, &band)) {
        traits->unreadable++;
        return EXQ_OK;
    }
    if (band.length == 0)
        return EXQ_OK;
    *code = exq_id_code(traits->levels[column], &band, &status, error);
    if (status == EXQ_OK && *code >= EXQ_MAX_LEVELS)
        return exq_fail(
            error, EXQ_USAGE,
            "column %s has more than %d different values: it looks like an id or a number, not like groups. "
            "Name another column, or make bands of it.",
            traits->names[column], EXQ_MAX_LEVELS);
    return status;
}

static exq_status take(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    reading *to = payload;
    exq_traits *traits = to->traits;
    exq_status status = EXQ_OK;
    (void)count;
    *culprit = to->slots[traits->count];
    uint32_t id = (traits->repeats ? exq_id_code : exq_new_id_code)(to->ids, &fields[*culprit], &status, error);
    EXQ_TRY(status);
    size_t width = traits->count;
    if (id < traits->rows && !traits->repeats)
        return exq_fail(error, EXQ_INCONSISTENT,
                        "this id has a row already; one row each was expected. Is %s the column of ids?", traits->key);
    if (!exq_room(&traits->codes, &traits->room, (traits->rows + 1) * (width + 1), sizeof *traits->codes))
        return exq_fail_memory(error);
    uint32_t *codes = traits->codes + traits->rows * width;
    for (size_t c = 0; c < width; c++) {
        *culprit = to->slots[c];
        EXQ_TRY(code_level(traits, c, &fields[to->slots[c]], &codes[c], error));
    }
    if (id == traits->rows)
        traits->rows++;
    else if (memcmp(codes, traits->codes + id * width, width * sizeof *codes) != 0)
        return exq_fail(error, EXQ_INCONSISTENT,
                        "this row says something else of its %s than a row before it. Give a table of one row each.",
                        traits->key);
    return EXQ_OK;
}

static void foresee(void *payload, const exq_field *fields)
{
    const reading *to = payload;
    const exq_field *id = &fields[to->slots[to->traits->count]];
    exq_dictionary_foresee(to->ids, id->bytes, id->length);
}

/* --------------------------------------------------------------------------------------------------- tables */

static exq_status find_columns(const exq_table *table, exq_traits *traits, const char *key, size_t *columns,
                               exq_error *error)
{
    for (size_t c = 0; c < traits->count; c++) {
        const char *name = exq_band_source(table->request, traits->names[c]);
        EXQ_TRY(exq_header_find(&table->header, table->name, name, &columns[c], error));
        EXQ_TRY(exq_cut_make(table->request, traits->names[c], table->arena, &traits->cuts[c], error));
        traits->sequences[c] = table->sequences[columns[c]];
    }
    columns[traits->count] = 0;
    if (key != NULL)
        EXQ_TRY(exq_header_find(&table->header, table->name, key, &columns[traits->count], error));
    traits->key = exq_shown_name(table->header.names[columns[traits->count]], table->arena);
    return traits->key == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status read_table(exq_table *table, exq_traits *traits, const char *key, exq_dictionary *ids,
                             exq_error *error)
{
    size_t wanted = traits->count + 1;
    reading to = {traits, ids, EXQ_NEW(table->arena, size_t, wanted)};
    size_t *columns = EXQ_NEW(table->arena, size_t, wanted);
    if (to.slots == NULL || columns == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(find_columns(table, traits, key, columns, error));
    EXQ_TRY(exq_table_want(table, columns, wanted, to.slots, error));
    exq_taker taker = {.take = take, .payload = &to, .foresee = foresee};
    EXQ_TRY(exq_table_read(table, &taker, error));
    EXQ_TRY(exq_table_record(table, &traits->record, &traits->note, error));
    if (traits->unreadable == 0)
        return EXQ_OK;
    traits->note = exq_arena_format(table->arena, "%llu numbers that bands are cut from cannot be read, and count as missing%s%s",
                                    (unsigned long long)traits->unreadable, traits->note != NULL ? "; " : "",
                                    traits->note != NULL ? traits->note : "");
    return traits->note == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status prepare(exq_traits *traits, exq_error *error)
{
    traits->levels = calloc(traits->count + 1, sizeof(exq_dictionary *));
    traits->sequences = calloc(traits->count + 1, sizeof(bool));
    traits->cuts = calloc(traits->count + 1, sizeof(exq_cut));
    if (traits->levels == NULL || traits->cuts == NULL || traits->sequences == NULL)
        return exq_fail_memory(error);
    for (size_t c = 0; c < traits->count; c++) {
        traits->levels[c] = exq_dictionary_new();
        if (traits->levels[c] == NULL)
            return exq_fail_memory(error);
    }
    return EXQ_OK;
}

exq_status exq_traits_read(exq_traits *traits, const char *path, const char *key, const char *const *names,
                           size_t count, const exq_request *request, exq_dictionary *ids, exq_arena *arena,
                           exq_error *error)
{
    *traits = (exq_traits){.names = names, .count = count, .repeats = traits->repeats};
    EXQ_TRY(prepare(traits, error));
    exq_table table;
    exq_status status = exq_table_open(&table, path, NULL, EXQ_USE_TABLE, request, arena, error);
    if (status == EXQ_OK)
        status = read_table(&table, traits, key, ids, error);
    exq_table_close(&table);
    return status;
}

void exq_traits_free(exq_traits *traits)
{
    for (size_t c = 0; traits->levels != NULL && c < traits->count; c++)
        exq_dictionary_free(traits->levels[c]);
    free(traits->levels);
    free(traits->sequences);
    free(traits->cuts);
    free(traits->codes);
    *traits = (exq_traits){0};
}

/* -------------------------------------------------------------------------------------------------- advice */

typedef struct matching {
    const exq_dictionary *ids;
    const bool *is_wanted;
    bool *seen; /* width x ids: counted already */
    uint64_t *matches;
    size_t id_count;
} matching;

static exq_status match(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    matching *of = payload;
    (void)culprit;
    (void)error;
    for (size_t c = 0; c < count; c++) {
        uint32_t code = exq_dictionary_find(of->ids, fields[c].bytes, fields[c].length);
        if (code == EXQ_NO_CODE || !of->is_wanted[code] || of->seen[c * of->id_count + code])
            continue;
        of->seen[c * of->id_count + code] = true;
        of->matches[c]++;
    }
    return EXQ_OK;
}

static exq_status match_columns(exq_table *table, matching *of, exq_error *error)
{
    size_t width = table->header.count;
    of->matches = EXQ_NEW(table->arena, uint64_t, width);
    of->seen = EXQ_NEW(table->arena, bool, width * of->id_count);
    if (of->matches == NULL || of->seen == NULL)
        return exq_fail_memory(error);
    table->layout = (exq_layout){.name = table->name, .delimiter = table->header.delimiter, .width = width};
    exq_taker taker = {.take = match, .payload = of};
    return exq_table_read(table, &taker, error);
}

void exq_traits_advise(const char *path, const exq_request *request, const exq_dictionary *ids, const bool *is_wanted,
                       exq_arena *arena, const char **best, uint64_t *matches)
{
    exq_table table;
    matching of = {.ids = ids, .is_wanted = is_wanted, .id_count = exq_dictionary_count(ids)};
    *best = NULL;
    *matches = 0;
    if (strcmp(path, "-") == 0)
        return;
    exq_status status = exq_table_open(&table, path, NULL, EXQ_USE_TABLE, request, arena, NULL);
    if (status == EXQ_OK)
        status = match_columns(&table, &of, NULL);
    for (size_t c = 0; status == EXQ_OK && c < table.header.count; c++)
        if (of.matches[c] > *matches) {
            *matches = of.matches[c];
            *best = exq_shown_name(table.header.names[c], arena);
        }
    exq_table_close(&table);
}
