/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One record: how often it counts, whether it can be used, which cell it falls in.
 */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "text.h"

/* Between these a weight and its square are exact (exactsum.h). */
static const double least_weight = 1e-100;
static const double greatest_weight = 1e100;

exq_status exq_accounts_add(exq_accounts *total, const exq_accounts *part, exq_error *error)
{
    if (__builtin_add_overflow(total->rows_read, part->rows_read, &total->rows_read))
        return exq_fail(error, EXQ_INCONSISTENT, "there are more rows than can be counted (2^64)");
    for (size_t reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++)
        total->excluded[reason] += part->excluded[reason];
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- words */

static exq_status refuse_encoding(exq_error *error)
{
    return exq_fail(error, EXQ_MALFORMED,
                    "this is not UTF-8. Convert the file: iconv -f LATIN1 -t UTF-8 FILE > FILE.utf8.csv");
}

static uint64_t load(const char *bytes, size_t length)
{
    uint64_t word = 0;
    memcpy(&word, bytes, length);
    return word;
}

/* Up to 16 bytes as two overlapping words, which together with the length say them exactly. */
static void summarise(const exq_field *field, uint64_t *first, uint64_t *last)
{
    const char *bytes = field->bytes;
    size_t length = field->length;
    if (length >= 8) {
        *first = load(bytes, 8);
        *last = load(bytes + length - 8, 8);
    } else if (length >= 4) {
        *first = load(bytes, 4);
        *last = load(bytes + length - 4, 4);
    } else {
        *first = (unsigned char)bytes[0];
        *last = (uint64_t)(unsigned char)bytes[length / 2] << 8 | (unsigned char)bytes[length - 1];
    }
}

/* The code of a word that is not at hand. Words are checked when they are first seen, so a bad one is caught whoever
 * meets it. */
static uint32_t look_up(exq_dictionary *words, const exq_field *field, exq_status *status, exq_error *error)
{
    uint32_t code = exq_dictionary_find(words, field->bytes, field->length);
    if (code != EXQ_NO_CODE)
        return code;
    if (exq_text_invalid(field->bytes, field->length) != field->length) {
        *status = refuse_encoding(error);
        return EXQ_NO_CODE;
    }
    code = exq_dictionary_code(words, field->bytes, field->length);
    if (code == EXQ_NO_CODE)
        *status = exq_fail_memory(error);
    return code;
}

/* Put the code of a field that is not empty, or of what was made of it, into the key. */
static exq_status code_of(exq_rows *rows, size_t column, const exq_field *field, size_t slot, size_t *culprit,
                          exq_error *error)
{
    exq_dictionary *words = rows->counts->words[column];
    exq_status status = EXQ_OK;
    if (field->length > 16) {
        rows->key[column] = look_up(words, field, &status, error);
    } else {
        uint64_t first = 0;
        uint64_t last = 0;
        summarise(field, &first, &last);
        size_t place = (size_t)((first * 3 + last + field->length) * UINT64_C(0x9E3779B97F4A7C15) >> 58);
        exq_recent *recent = &rows->recent[column * EXQ_RECENT_WORDS + place];
        if (recent->length != field->length || recent->first != first || recent->last != last) {
            uint32_t code = look_up(words, field, &status, error);
            if (status == EXQ_OK)
                *recent = (exq_recent){first, last, (uint32_t)field->length, code};
        }
        rows->key[column] = recent->code;
    }
    if (status != EXQ_OK)
        *culprit = slot;
    return status;
}

/* ------------------------------------------------------------------------------------------------- roles */

/* EXQ_EXCLUDED_COUNT is "not excluded" in what follows. */

static exq_status read_decision(exq_rows *rows, const exq_field *fields, exq_excluded *excluded, size_t *culprit,
                                exq_error *error)
{
    const size_t slot = rows->cast->decision;
    if (slot == EXQ_NO_SLOT)
        return EXQ_OK;
    if (fields[slot].length > 0)
        return code_of(rows, rows->counts->column_count - 1, &fields[slot], slot, culprit, error);
    *excluded = EXQ_EXCLUDED_DECISION_MISSING;
    return EXQ_OK;
}

/* Without a decision the score decides: "0" and "1" were the first words to get codes. */
static void read_score(exq_rows *rows, const exq_field *fields, double *score, exq_excluded *excluded)
{
    const exq_cast *cast = rows->cast;
    if (cast->score == EXQ_NO_SLOT)
        return;
    const exq_field *field = &fields[cast->score];
    if (field->length == 0)
        *excluded = EXQ_EXCLUDED_SCORE_MISSING;
    else if (!exq_number_parse(field->bytes, field->length, score))
        *excluded = EXQ_EXCLUDED_SCORE_UNREADABLE;
    else if (cast->decision == EXQ_NO_SLOT)
        rows->key[rows->counts->column_count - 1] = rows->above ? *score > rows->threshold : *score >= rows->threshold;
}

static exq_status read_label(exq_rows *rows, const exq_field *fields, exq_excluded *excluded, size_t *culprit,
                             exq_error *error)
{
    size_t slot = rows->cast->label;
    size_t column = rows->counts->column_count - 2;
    rows->key[column] = EXQ_NO_CODE;
    if (slot == EXQ_NO_SLOT)
        return EXQ_OK;
    if (fields[slot].length > 0)
        return code_of(rows, column, &fields[slot], slot, culprit, error);
    if (rows->pairs)
        *excluded = EXQ_EXCLUDED_PAIR_MISSING;
    return EXQ_OK;
}

static exq_status read_weight(const exq_rows *rows, const exq_field *fields, double *weight, exq_excluded *excluded,
                              size_t *culprit, exq_error *error)
{
    size_t slot = rows->cast->weight;
    if (slot == EXQ_NO_SLOT)
        return EXQ_OK;
    const exq_field *field = &fields[slot];
    if (field->length == 0) {
        *excluded = EXQ_EXCLUDED_WEIGHT_MISSING;
        return EXQ_OK;
    }
    bool number = exq_number_parse(field->bytes, field->length, weight);
    if (!number || (*weight != 0 && (*weight < least_weight || *weight > greatest_weight))) {
        *culprit = slot;
        return exq_fail(
            error, EXQ_MALFORMED,
            "this is no weight. A weight is 0 or a number between 1e-100 and 1e100, with a point and without a "
            "sign.");
    }
    return EXQ_OK;
}

static exq_status read_count(const exq_rows *rows, const exq_field *fields, uint64_t *people, size_t *culprit,
                             exq_error *error)
{
    size_t slot = rows->cast->counts;
    *people = 1;
    if (slot == EXQ_NO_SLOT)
        return EXQ_OK;
    const exq_field *field = &fields[slot];
    if (exq_number_parse_count(field->bytes, field->length, people))
        return EXQ_OK;
    *culprit = slot;
    return exq_fail(error, EXQ_MALFORMED, "this is no count. A count is a whole number, 0 or more.");
}

static exq_status read_attributes(exq_rows *rows, const exq_field *fields, exq_excluded *excluded, size_t *culprit,
                                  exq_error *error)
{
    const exq_cast *cast = rows->cast;
    for (size_t a = 0; a < cast->attribute_count; a++) {
        exq_field level;
        rows->key[a] = EXQ_NO_CODE;
        if (!exq_cut_at(&cast->cuts[a], &fields[cast->attributes[a]], &level)) {
            *excluded = EXQ_EXCLUDED_NUMBER_UNREADABLE;
            return EXQ_OK;
        }
        if (level.length > 0)
            EXQ_TRY(code_of(rows, a, &level, cast->attributes[a], culprit, error));
    }
    return EXQ_OK;
}

/* A row of somebody who did not consent is looked at no further. */
static bool has_consent(const exq_rows *rows, const exq_field *fields)
{
    const size_t slot = rows->cast->consent;
    return slot == EXQ_NO_SLOT || (strlen(rows->consent) == fields[slot].length &&
                                   memcmp(rows->consent, fields[slot].bytes, fields[slot].length) == 0);
}

/* --------------------------------------------------------------------------------------------- the record */

static bool is_name(const exq_cast *cast, const exq_field *fields, size_t slot)
{
    const char *name = cast->names[slot];
    size_t length = fields[slot].length;
    return strncmp(fields[slot].bytes, name, length) == 0 && name[length] == '\0';
}

/* A header in the middle is what is left of files that were put one behind the other. One field alone proves nothing:
 * a column `approved` may hold the word. */
static bool repeats_header(const exq_rows *rows, const exq_field *fields, size_t count)
{
    const exq_cast *cast = rows->cast;
    if (count < 2 || !is_name(cast, fields, cast->decision != EXQ_NO_SLOT ? cast->decision : cast->score))
        return false;
    for (size_t slot = 0; slot < count; slot++)
        if (!is_name(cast, fields, slot))
            return false;
    return true;
}

/* What is counted of a row that is used. */
typedef struct use {
    uint64_t people;
    double weight, score;
    const exq_field *unit; /* NULL: the row is a person of its own */
} use;

static exq_status count_row(exq_rows *rows, const use *row, exq_error *error)
{
    exq_counts *counts = rows->counts;
    uint32_t entry = exq_counts_entry(counts, rows->key);
    if (entry == EXQ_NO_CODE)
        return exq_fail_memory(error);
    counts->people[entry] += row->people;
    if (counts->weighted) {
        exq_exactsum_add(&counts->weights[entry].sum, row->weight);
        exq_exactsum_add_square(&counts->weights[entry].square, row->weight);
    }
    if (rows->keeps_scores)
        EXQ_TRY(exq_score_log_add(&rows->scores, row->score, row->people, entry, error));
    if (row->unit == NULL)
        return EXQ_OK;
    const exq_id person = exq_id_of(rows->id_key, row->unit->bytes, row->unit->length);
    return exq_persons_add(&rows->persons, person, entry, 1, error);
}

static exq_status take_record(void *payload, const exq_field *fields, size_t field_count, size_t *culprit,
                              exq_error *error)
{
    exq_rows *rows = payload;
    exq_accounts *accounts = &rows->accounts;
    use row = {0};
    if (repeats_header(rows, fields, field_count))
        return exq_fail(error, EXQ_MALFORMED, "this row repeats the header. Remove it, or give the files one by one.");
    EXQ_TRY(read_count(rows, fields, &row.people, culprit, error));
    if (row.people == 0)
        return EXQ_OK;
    if (__builtin_add_overflow(accounts->rows_read, row.people, &accounts->rows_read))
        return exq_fail(error, EXQ_INCONSISTENT, "there are more rows than can be counted (2^64)");

    exq_excluded excluded = has_consent(rows, fields) ? EXQ_EXCLUDED_COUNT : EXQ_EXCLUDED_CONSENT_MISSING;
    if (excluded == EXQ_EXCLUDED_COUNT)
        EXQ_TRY(read_decision(rows, fields, &excluded, culprit, error));
    if (excluded == EXQ_EXCLUDED_COUNT)
        read_score(rows, fields, &row.score, &excluded);
    if (excluded == EXQ_EXCLUDED_COUNT)
        EXQ_TRY(read_label(rows, fields, &excluded, culprit, error));
    if (excluded == EXQ_EXCLUDED_COUNT)
        EXQ_TRY(read_weight(rows, fields, &row.weight, &excluded, culprit, error));
    row.unit = rows->cast->unit != EXQ_NO_SLOT ? &fields[rows->cast->unit] : NULL;
    if (excluded == EXQ_EXCLUDED_COUNT && row.unit != NULL && row.unit->length == 0)
        excluded = EXQ_EXCLUDED_UNIT_MISSING;
    if (excluded == EXQ_EXCLUDED_COUNT)
        EXQ_TRY(read_attributes(rows, fields, &excluded, culprit, error));
    if (excluded != EXQ_EXCLUDED_COUNT) {
        accounts->excluded[excluded] += row.people;
        return EXQ_OK;
    }
    return count_row(rows, &row, error);
}

exq_taker exq_rows_taker(exq_rows *rows)
{
    return (exq_taker){.take = take_record, .payload = rows};
}

/* ------------------------------------------------------------------------------------------- init and free */

void exq_rows_free(exq_rows *rows)
{
    exq_counts_free(rows->counts);
    free(rows->key);
    free(rows->recent);
    exq_persons_free(&rows->persons);
    free(rows->scores.rows);
    *rows = (exq_rows){0};
}

void exq_rows_clear(exq_rows *rows)
{
    exq_counts_clear(rows->counts);
    exq_persons_clear(&rows->persons);
    rows->scores.count = 0;
    rows->accounts = (exq_accounts){0};
}

/* A score is a decision in two words. */
static bool name_score_words(const exq_counts *counts)
{
    exq_dictionary *words = counts->words[counts->column_count - 1];
    return exq_dictionary_code(words, "0", 1) == 0 && exq_dictionary_code(words, "1", 1) == 1;
}

bool exq_keeps_scores(const exq_request *request)
{
    return request->score != NULL && request->weight == NULL && !request->classes;
}

exq_status exq_rows_init(exq_rows *rows, const exq_cast *cast, const exq_request *request, const char *const *columns,
                         const unsigned char *id_key, exq_error *error)
{
    size_t column_count = cast->attribute_count + 2;
    *rows = (exq_rows){
        .cast = cast,
        .pairs = request->counterfactual != NULL,
        .consent = request->consent.must_be,
        .counts = exq_counts_new(columns, column_count, cast->weight != EXQ_NO_SLOT),
        .key = calloc(column_count, sizeof(uint32_t)),
        .recent = calloc(column_count * EXQ_RECENT_WORDS, sizeof(exq_recent)),
        .id_key = id_key,
    };
    const bool decides = cast->score != EXQ_NO_SLOT && cast->decision == EXQ_NO_SLOT;
    rows->keeps_scores = exq_keeps_scores(request);
    if (rows->counts == NULL || rows->key == NULL || rows->recent == NULL ||
        (decides && !name_score_words(rows->counts))) {
        exq_rows_free(rows);
        return exq_fail_memory(error);
    }
    rows->above = decides && request->threshold[0] == '>';
    const char *from = decides ? request->threshold + rows->above : NULL;
    if (decides && !exq_number_parse(from, strlen(from), &rows->threshold)) {
        exq_rows_free(rows);
        return exq_fail(error, EXQ_USAGE, "--threshold %s is no number", request->threshold);
    }
    return EXQ_OK;
}
