/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Headers: guessing the delimiter, reading the names through the lane itself, finding columns, saying kindly when
 * there is none of that name.
 */
#include "header.h"

#include <string.h>
#include <strings.h>

#include "number.h"
#include "scan.h"
#include "text.h"

enum { LISTED_COLUMNS = 20 };

/* -------------------------------------------------------------------------------------------- reading it */

char exq_header_guess(const char *record, size_t length)
{
    static const char candidates[] = {',', '\t', ';', '|'};
    size_t counts[sizeof candidates] = {0};
    bool inside = false;
    for (size_t i = 0; i < length; i++) {
        inside = inside != (record[i] == '"');
        for (size_t c = 0; c < sizeof candidates; c++)
            counts[c] += !inside && record[i] == candidates[c];
    }
    size_t best = 0;
    for (size_t c = 1; c < sizeof candidates; c++)
        if (counts[c] > counts[best])
            best = c;
    return candidates[best];
}

typedef struct naming {
    exq_header *header;
    exq_arena *arena;
} naming;

static exq_status take_names(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    naming *to = payload;
    to->header->count = count;
    to->header->names = EXQ_NEW(to->arena, const char *, count);
    if (to->header->names == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (exq_text_invalid(fields[i].bytes, fields[i].length) != fields[i].length) {
            *culprit = i;
            return exq_fail(error, EXQ_MALFORMED,
                            "the name of this column is not UTF-8. Convert the file: iconv -f LATIN1 -t UTF-8 FILE");
        }
        to->header->names[i] = exq_arena_copy(to->arena, fields[i].bytes, fields[i].length);
        if (to->header->names[i] == NULL)
            return exq_fail_memory(error);
    }
    return EXQ_OK;
}

exq_status exq_header_read(const exq_lane *lane, const char *name, char delimiter, exq_block *block, exq_arena *arena,
                           exq_header *out, exq_line_ends *ends, exq_error *error)
{
    if (block->length == 0)
        return exq_fail(error, EXQ_MALFORMED, "%s: it is empty; a header with the names of the columns was expected.",
                        name);
    const char *end = exq_scan_record(block->bytes, block->bytes + block->length, block->quoted);
    size_t length = end == NULL ? block->length : (size_t)(end - block->bytes);
    if (exq_lane_blank(block->bytes, block->bytes + length))
        return exq_fail(error, EXQ_MALFORMED,
                        "%s:1: the first line is blank; a header with the names of the columns was expected.", name);

    *out = (exq_header){.delimiter = delimiter != '\0' ? delimiter : exq_header_guess(block->bytes, length)};
    exq_layout layout = {.name = name, .delimiter = out->delimiter};
    exq_block first = {.bytes = block->bytes, .length = length, .line = block->line, .quoted = block->quoted};
    naming names = {out, arena};
    exq_taker taker = {.take = take_names, .payload = &names};
    void *state = lane->open(&layout);
    if (state == NULL)
        return exq_fail_memory(error);
    exq_status status = lane->read(state, &first, &taker, ends, error);
    lane->close(state);

    block->line += exq_scan_count(block->bytes, length, '\n');
    block->length -= length;
    memmove(block->bytes, block->bytes + length, block->length);
    return status;
}

/* ------------------------------------------------------------------------------------------------ finding */

static size_t count_name(const exq_header *header, const char *name, size_t length, size_t *first)
{
    size_t count = 0;
    for (size_t i = header->count; i-- > 0;)
        if (strncmp(header->names[i], name, length) == 0 && header->names[i][length] == '\0') {
            *first = i;
            count++;
        }
    return count;
}

/* `name#k`: the k-th of the columns that share a name. */
static bool find_numbered(const exq_header *header, const char *name, size_t *column)
{
    const char *hash = strrchr(name, '#');
    uint64_t wanted = 0;
    size_t first = 0;
    if (hash == NULL || !exq_number_parse_count(hash + 1, strlen(hash + 1), &wanted) || wanted == 0)
        return false;
    size_t length = (size_t)(hash - name);
    if (count_name(header, name, length, &first) < 2)
        return false;
    for (size_t i = first; i < header->count; i++)
        if (strncmp(header->names[i], name, length) == 0 && header->names[i][length] == '\0' && --wanted == 0) {
            *column = i;
            return true;
        }
    return false;
}

static void list_columns(const exq_header *header, exq_buffer *out)
{
    for (size_t i = 0; i < header->count && i < LISTED_COLUMNS; i++) {
        exq_buffer_string(out, i == 0 ? "" : ", ");
        exq_text_visible(out, header->names[i], strlen(header->names[i]));
    }
    if (header->count > LISTED_COLUMNS)
        exq_buffer_format(out, " and %zu more", header->count - LISTED_COLUMNS);
}

/* The name nearest to the one asked for, if it is near enough to be meant. */
static const char *nearest(const exq_header *header, const char *name)
{
    const char *best = NULL;
    size_t length = strlen(name);
    size_t limit = length / 3 + 1;
    for (size_t i = 0; i < header->count; i++) {
        if (strcasecmp(header->names[i], name) == 0)
            return header->names[i];
        size_t distance = exq_text_distance(header->names[i], name);
        if (distance < limit && distance < length) {
            best = header->names[i];
            limit = distance;
        }
    }
    return best;
}

static exq_status refuse_unknown(const exq_header *header, const char *source, const char *name, exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    const char *meant = nearest(header, name);
    exq_buffer_string(&text, "there is no column ");
    exq_text_visible(&text, name, strlen(name));
    exq_buffer_string(&text, meant == NULL ? "." : ". Is ");
    if (meant != NULL) {
        exq_text_visible(&text, meant, strlen(meant));
        exq_buffer_string(&text, " meant?");
    }
    exq_buffer_string(&text, " The columns are ");
    list_columns(header, &text);
    exq_status status =
        text.failed ? exq_fail_memory(error) : exq_fail(error, EXQ_USAGE, "%s: %s.", source, text.bytes);
    exq_buffer_free(&text);
    return status;
}

exq_status exq_header_find(const exq_header *header, const char *source, const char *name, size_t *column,
                           exq_error *error)
{
    size_t count = count_name(header, name, strlen(name), column);
    if (count == 1 || (count == 0 && find_numbered(header, name, column)))
        return EXQ_OK;
    if (count == 0)
        return refuse_unknown(header, source, name, error);
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_text_visible(&text, name, strlen(name));
    exq_status status =
        text.failed
            ? exq_fail_memory(error)
            : exq_fail(error, EXQ_USAGE, "%s: %zu columns are called %s. Say which: %s#1%s%s#2%s.", source, count,
                       text.bytes, text.bytes, count == 2 ? " or " : ", ", text.bytes, count == 2 ? "" : " and so on");
    exq_buffer_free(&text);
    return status;
}

/* ------------------------------------------------------------------------------------------------ casting */

typedef struct casting {
    const exq_header *header;
    const char *source;
    size_t *slots;      /* per column */
    const char **names; /* per slot */
    size_t slot_count;
} casting;

static exq_status cast_role(casting *to, const char *name, size_t *slot, exq_error *error)
{
    *slot = EXQ_NO_SLOT;
    if (name == NULL)
        return EXQ_OK;
    size_t column = 0;
    EXQ_TRY(exq_header_find(to->header, to->source, name, &column, error));
    if (to->slots[column] == EXQ_NO_SLOT) {
        to->names[to->slot_count] = to->header->names[column];
        to->slots[column] = to->slot_count++;
    }
    *slot = to->slots[column];
    return EXQ_OK;
}

exq_status exq_header_find_consent(const exq_header *header, const char *source, const char *name, size_t *column,
                                   exq_error *error)
{
    exq_error missing = {0};
    const exq_status status = exq_header_find(header, source, name, column, &missing);
    if (status == EXQ_OK || status == EXQ_MEMORY)
        return status == EXQ_OK ? EXQ_OK : exq_fail_memory(error);
    return exq_fail(error, EXQ_PRIVACY,
                    "the policy counts only who consented, and nobody can be shown to have: %s No row was read.",
                    missing.message);
}

static exq_status cast_consent(casting *to, const char *name, size_t *slot, exq_error *error)
{
    size_t column = 0;
    if (name != NULL)
        EXQ_TRY(exq_header_find_consent(to->header, to->source, name, &column, error));
    return cast_role(to, name, slot, error);
}

exq_status exq_header_cast(const exq_header *header, const char *source, const exq_ingest_plan *plan, exq_arena *arena,
                           exq_cast *out, exq_error *error)
{
    const exq_request *request = plan->request;
    casting to = {
        .header = header,
        .source = source,
        .slots = EXQ_NEW(arena, size_t, header->count),
        .names = EXQ_NEW(arena, const char *, header->count),
    };
    out->attribute_count = plan->attribute_count;
    out->attributes = EXQ_NEW(arena, size_t, plan->attribute_count);
    out->cuts = EXQ_NEW(arena, exq_cut, plan->attribute_count);
    if (to.slots == NULL || to.names == NULL || out->attributes == NULL || out->cuts == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < header->count; i++)
        to.slots[i] = EXQ_NO_SLOT;
    EXQ_TRY(cast_role(&to, request->decision, &out->decision, error));
    EXQ_TRY(cast_role(&to, request->score, &out->score, error));
    EXQ_TRY(cast_role(&to, request->label != NULL ? request->label : request->counterfactual, &out->label, error));
    EXQ_TRY(cast_role(&to, request->weight, &out->weight, error));
    EXQ_TRY(cast_role(&to, request->unit, &out->unit, error));
    EXQ_TRY(cast_role(&to, request->counts, &out->counts, error));
    EXQ_TRY(cast_consent(&to, request->consent.column, &out->consent, error));
    for (size_t a = 0; a < plan->attribute_count; a++) {
        EXQ_TRY(cast_role(&to, exq_band_source(request, plan->attributes[a]), &out->attributes[a], error));
        EXQ_TRY(exq_cut_make(request, plan->attributes[a], arena, &out->cuts[a], error));
    }
    out->names = to.names;
    out->layout = (exq_layout){
        .name = source,
        .delimiter = header->delimiter,
        .width = header->count,
        .slots = to.slots,
        .slot_count = to.slot_count,
    };
    return EXQ_OK;
}
