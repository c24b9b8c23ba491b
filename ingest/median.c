/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The median of all scores, in a reading of its own: who is above it can only be told when all are known.
 */
#include <stdlib.h>
#include <string.h>

#include "intake.h"
#include "number.h"
#include "room.h"
#include "table.h"

enum { SCORE, COUNTS, CONSENT, ROLES };

/* One row: a score and how many people it stands for. */
typedef struct scored {
    double score;
    uint64_t people;
} scored;

typedef struct scores {
    const exq_request *request;
    size_t slots[ROLES];
    scored *items;
    size_t count, room;
} scores;

static bool is_text(const exq_field *field, const char *text)
{
    return strlen(text) == field->length && memcmp(text, field->bytes, field->length) == 0;
}

/* What rows.c leaves out is left out here. */
static exq_status take(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    scores *to = payload;
    scored item = {.people = 1};
    const exq_field *score = &fields[to->slots[SCORE]];
    (void)count;
    if (to->slots[COUNTS] != EXQ_NO_SLOT) {
        const exq_field *people = &fields[to->slots[COUNTS]];
        *culprit = to->slots[COUNTS];
        if (!exq_number_parse_count(people->bytes, people->length, &item.people))
            return exq_fail(error, EXQ_MALFORMED, "this is no count. A count is a whole number, 0 or more.");
    }
    if (item.people == 0 || !exq_number_parse(score->bytes, score->length, &item.score) ||
        (to->slots[CONSENT] != EXQ_NO_SLOT && !is_text(&fields[to->slots[CONSENT]], to->request->consent.must_be)))
        return EXQ_OK;
    if (!exq_room(&to->items, &to->room, to->count + 1, sizeof *to->items))
        return exq_fail_memory(error);
    to->items[to->count++] = item;
    return EXQ_OK;
}

static exq_status read_table(exq_table *table, scores *to, exq_error *error)
{
    const exq_request *request = to->request;
    size_t columns[ROLES] = {EXQ_NO_COLUMN, EXQ_NO_COLUMN, EXQ_NO_COLUMN};
    EXQ_TRY(exq_header_find(&table->header, table->name, request->score, &columns[SCORE], error));
    if (request->counts != NULL)
        EXQ_TRY(exq_header_find(&table->header, table->name, request->counts, &columns[COUNTS], error));
    if (request->consent.column != NULL)
        EXQ_TRY(exq_header_find_consent(&table->header, table->name, request->consent.column, &columns[CONSENT], error));
    EXQ_TRY(exq_table_want(table, columns, ROLES, to->slots, error));
    return exq_table_read(table, &(exq_taker){.take = take, .payload = to}, error);
}

static exq_status read_all(scores *to, exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    exq_status status = arena == NULL ? exq_fail_memory(error) : EXQ_OK;
    for (size_t i = 0; status == EXQ_OK && i < to->request->input_count; i++) {
        exq_table table;
        status = exq_table_open(&table, to->request->inputs[i], "csv", EXQ_USE_LISTS, to->request, arena, error);
        if (status == EXQ_OK)
            status = read_table(&table, to, error);
        exq_table_close(&table);
    }
    exq_arena_free(arena);
    return status;
}

static int compare(const void *a, const void *b)
{
    const double left = ((const scored *)a)->score, right = ((const scored *)b)->score;
    return (left > right) - (left < right);
}

/* The score of the person at `place` in the order of scores. */
static double score_at(const scores *all, uint64_t place)
{
    size_t i = 0;
    for (uint64_t before = 0; before + all->items[i].people <= place; i++)
        before += all->items[i].people;
    return all->items[i].score;
}

/* Of an even number the mean of the two middle ones; where that is no number between them, the lower. */
static void find_median(scores *all, exq_median *out)
{
    qsort(all->items, all->count, sizeof *all->items, compare);
    const double low = score_at(all, (out->people - 1) / 2), high = score_at(all, out->people / 2);
    const double middle = low + (high - low) / 2;
    out->value = middle < high ? middle : low;
    for (size_t i = 0; i < all->count; i++) {
        out->above += all->items[i].score > out->value ? all->items[i].people : 0;
        out->ties += all->items[i].score <= out->value && all->items[i].score >= out->value ? all->items[i].people : 0;
    }
}

static exq_status count_people(const scores *all, exq_median *out, exq_error *error)
{
    *out = (exq_median){0};
    for (size_t i = 0; i < all->count; i++)
        if (__builtin_add_overflow(out->people, all->items[i].people, &out->people))
            return exq_fail(error, EXQ_INCONSISTENT, "there are more rows than can be counted (2^64)");
    if (out->people == 0)
        return exq_fail(error, EXQ_INCONSISTENT, "there is no score that could be read, so there is no median.");
    return EXQ_OK;
}

exq_status exq_ingest_median(const exq_request *request, exq_median *out, exq_error *error)
{
    scores all = {.request = request};
    EXQ_TRY(exq_request_check_inputs(request, error));
    for (size_t i = 0; i < request->input_count; i++)
        if (strcmp(request->inputs[i], "-") == 0)
            return exq_fail(error, EXQ_USAGE,
                            "the median takes a reading of its own, and standard input can be read once. Give a file.");
    exq_status status = read_all(&all, error);
    if (status == EXQ_OK)
        status = count_people(&all, out, error);
    if (status == EXQ_OK)
        find_median(&all, out);
    free(all.items);
    return status;
}
