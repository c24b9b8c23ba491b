/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of persons' ids, and how many of the first values are different.
 */
#include "whose_rows.h"

#include <string.h>

#include "dictionary.h"
#include "scan.h"

/* Below so many different values a column is no id, whatever it is called. */
enum { FEWEST_IDS = 10, LONGEST_NAME = 32 };

/* "Customer ID" -> "customerid"; "" when it is longer than any name we know. */
static void fold_name(const char *name, char out[LONGEST_NAME])
{
    size_t length = 0;
    for (; *name != '\0'; name++) {
        bool capital = *name >= 'A' && *name <= 'Z';
        if (!capital && !(*name >= 'a' && *name <= 'z'))
            continue;
        if (length + 1 == LONGEST_NAME) {
            out[0] = '\0';
            return;
        }
        out[length++] = capital ? (char)(*name - 'A' + 'a') : *name;
    }
    out[length] = '\0';
}

static bool names_persons(const char *name)
{
    static const char *const alone[] = {"unit", "person", "user", "customer", "patient", "applicant"};
    static const char *const with_id[] = {"unit",   "person", "user",    "customer", "patient",     "applicant",
                                          "client", "member", "student", "employee", "participant", "candidate",
                                          "worker", "driver", "subject", "borrower", "respondent",  "defendant"};
    char folded[LONGEST_NAME];
    fold_name(name, folded);
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++)
        if (strcmp(folded, alone[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof with_id / sizeof with_id[0]; i++) {
        size_t length = strlen(with_id[i]);
        if (strncmp(folded, with_id[i], length) == 0 && strcmp(folded + length, "id") == 0)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------- the values */

typedef struct looking {
    exq_dictionary *values;
    size_t count;
} looking;

static exq_status take_value(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    looking *at = payload;
    (void)count, (void)culprit;
    if (fields[0].length == 0)
        return EXQ_OK;
    at->count++;
    return exq_dictionary_code(at->values, fields[0].bytes, fields[0].length) == EXQ_NO_CODE ? exq_fail_memory(error)
                                                                                             : EXQ_OK;
}

/* The first rows of a block. */
static exq_block first_rows(const exq_block *block)
{
    exq_block out = {.bytes = block->bytes, .length = block->length, .line = block->line, .quoted = block->quoted};
    const char *at = block->bytes, *end = block->bytes + block->length;
    for (int row = 0; row < EXQ_WHOSE_ROWS && at != NULL && at < end; row++)
        at = exq_scan_record(at, end, block->quoted);
    if (at != NULL)
        out.length = (size_t)(at - block->bytes);
    return out;
}

static exq_status look(const exq_lane *lane, const exq_header *header, const exq_cast *cast, size_t column,
                       const exq_block *block, size_t *slots, looking *at, exq_error *error)
{
    for (size_t i = 0; i < header->count; i++)
        slots[i] = i == column ? 0 : EXQ_NO_SLOT;
    exq_layout layout = {cast->layout.name, header->delimiter, header->count, slots, 1};
    exq_line_ends ends = {0};
    exq_error ignored;
    exq_block rows = first_rows(block);
    void *state = lane->open(&layout);
    if (state == NULL)
        return exq_fail_memory(error);
    exq_status status = lane->read(state, &rows, &(exq_taker){.take = take_value, .payload = at}, &ends, &ignored);
    lane->close(state);
    return status == EXQ_MEMORY ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status repeats(const exq_lane *lane, const exq_header *header, const exq_cast *cast, size_t column,
                          const exq_block *block, size_t *slots, bool *out, exq_error *error)
{
    looking at = {.values = exq_dictionary_new()};
    exq_status status =
        at.values == NULL ? exq_fail_memory(error) : look(lane, header, cast, column, block, slots, &at, error);
    size_t different = at.values != NULL ? exq_dictionary_count(at.values) : 0;
    exq_dictionary_free(at.values);
    *out = different >= FEWEST_IDS && different < at.count;
    return status;
}

exq_status exq_whose_rows(const exq_lane *lane, const exq_header *header, const exq_cast *cast,
                          const exq_request *request, const exq_block *block, const char **column, exq_error *error)
{
    *column = NULL;
    if (request->unit != NULL || request->counts != NULL)
        return EXQ_OK;
    exq_arena *arena = exq_arena_new();
    size_t *slots = arena == NULL ? NULL : EXQ_NEW(arena, size_t, header->count);
    exq_status status = slots == NULL ? exq_fail_memory(error) : EXQ_OK;
    for (size_t i = 0; status == EXQ_OK && *column == NULL && i < header->count; i++) {
        bool found = false;
        if (cast->layout.slots[i] == EXQ_NO_SLOT && names_persons(header->names[i]))
            status = repeats(lane, header, cast, i, block, slots, &found, error);
        *column = found ? header->names[i] : NULL;
    }
    exq_arena_free(arena);
    return status;
}
