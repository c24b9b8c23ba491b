/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes checks apart into cases.
 */
#include "check_cases.h"

#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "result.h"
#include "sha256.h"
#include "text.h"

/* ------------------------------------------------------------------------------------------------- the cases */

static bool blocks(const exq_doc_check *check, exq_check_state state)
{
    switch (state) {
    case EXQ_CHECK_MISSED:
        return !exq_text_same(check->if_missed, "warn");
    case EXQ_CHECK_NOT_SETTLED:
        return !exq_text_same(check->if_unsure, "warn");
    case EXQ_CHECK_NOT_COMPUTED:
        return !exq_text_same(check->if_not_computed, "warn");
    default:
        return false;
    }
}

/* Does the check as a whole say what none of its rows does? */
static bool stands_alone(const exq_doc_check *check)
{
    for (size_t i = 0; i < check->row_count; i++)
        if (exq_text_same(check->rows[i].verdict, check->verdict))
            return false;
    return true;
}

static exq_check_case case_of(const exq_doc_check *check, const exq_doc_check_row *row)
{
    const exq_check_state state = exq_check_state_of(row != NULL ? row->verdict : check->verdict);
    return (exq_check_case){.check = check, .row = row, .state = state, .blocks = blocks(check, state)};
}

void exq_each_case(const exq_doc_check *check, exq_case_visitor *visit, void *payload)
{
    for (size_t i = 0; i < check->row_count; i++) {
        const exq_check_case one = case_of(check, &check->rows[i]);
        visit(payload, &one);
    }
    if (stands_alone(check)) {
        const exq_check_case one = case_of(check, NULL);
        visit(payload, &one);
    }
    if (exq_check_withheld(check)) {
        const exq_check_case one = {.check = check,
                                    .withheld = true,
                                    .state = EXQ_CHECK_NOT_COMPUTED,
                                    .blocks = !exq_text_same(check->if_withheld, "warn")};
        visit(payload, &one);
    }
}

typedef struct collecting {
    exq_cases *cases;
    exq_check_state state;
    bool blocks;
} collecting;

static void count_case(void *payload, const exq_check_case *one)
{
    (void)one;
    ((collecting *)payload)->cases->count++;
}

static void take_case(void *payload, const exq_check_case *one)
{
    const collecting *self = payload;
    if (one->state == self->state && one->blocks == self->blocks)
        self->cases->items[self->cases->count++] = *one;
}

static void visit_all(const exq_document *document, exq_case_visitor *visit, collecting *self)
{
    for (size_t i = 0; i < document->check_count; i++)
        exq_each_case(&document->checks[i], visit, self);
}

exq_status exq_cases_of(const exq_document *document, exq_cases *out, exq_error *error)
{
    collecting self = {.cases = out};
    *out = (exq_cases){0};
    visit_all(document, count_case, &self);
    out->items = calloc(out->count + 1, sizeof *out->items);
    if (out->items == NULL)
        return exq_fail_memory(error);
    out->count = 0;
    for (int blocking = 1; blocking >= 0; blocking--)
        for (exq_check_state state = 0; state < EXQ_CHECK_STATES; state++) {
            self.blocks = blocking != 0;
            self.state = state;
            visit_all(document, take_case, &self);
        }
    return EXQ_OK;
}

void exq_cases_free(exq_cases *cases)
{
    free(cases->items);
    *cases = (exq_cases){0};
}

const char *exq_case_verdict(const exq_check_case *one)
{
    return one->withheld ? "withheld" : one->row != NULL ? one->row->verdict : one->check->verdict;
}

/* ------------------------------------------------------------------------------------------------- in words */

void exq_say_case_name(const exq_voice *voice, exq_buffer *out, const exq_check_case *one)
{
    if (one->withheld)
        (void)exq_say_check_withheld(voice, out, one->check);
    else if (one->row == NULL ||
             !exq_say_check_groups(voice, out, &one->row->group, &one->row->reference, one->row->reference_is))
        exq_say_check_asked(voice, out, one->check);
}

/* A check of several groupings is as many, each with the grouping behind the id that the policy gave. */
static bool is_waiver_of(const exq_doc_waiver *waiver, const exq_doc_check *check)
{
    const size_t length = strlen(waiver->check);
    return strncmp(waiver->check, check->id, length) == 0 && (check->id[length] == '\0' || check->id[length] == '-');
}

static void say_more(const exq_voice *voice, exq_buffer *said, const exq_check_case *one)
{
    exq_buffer more = EXQ_BUFFER_INIT;
    exq_places places = {0};
    (void)exq_say_check_who(voice, &more, one->row);
    exq_say_joined(voice, said, EXQ_SENTENCE_SEMICOLON, &more);
    for (size_t i = 0; i < voice->document->waiver_count; i++) {
        if (is_waiver_of(&voice->document->waivers[i], one->check))
            exq_say_waiver(voice, &more, &voice->document->waivers[i]);
        exq_say_joined(voice, said, EXQ_SENTENCE_SEMICOLON, &more);
    }
    exq_doc_check alone = *one->check;
    alone.rows = one->row;
    alone.row_count = 1;
    if (exq_say_check_levelled_down(voice, &more, &alone))
        exq_say_joined(voice, said, EXQ_SENTENCE_SEMICOLON, &more);
    exq_buffer *change = exq_place(&places, "change");
    if (exq_say_check_change(voice, change, one->check, one->row))
        exq_fill_sentence(voice, &more, EXQ_SENTENCE_CHECK_TO_MEET, &places);
    else
        exq_buffer_free(change);
    exq_say_joined(voice, said, EXQ_SENTENCE_SEMICOLON, &more);
    exq_buffer_free(&more);
}

/* Once a check, behind the case that decides. */
static void say_cutoffs(const exq_voice *voice, exq_buffer *out, const exq_check_case *one)
{
    exq_buffer said = EXQ_BUFFER_INIT;
    if (one->state != EXQ_CHECK_MET && exq_say_check_cutoffs(voice, &said, one->check))
        exq_buffer_format(out, ". %s", said.bytes != NULL ? said.bytes : "");
    out->failed = out->failed || said.failed;
    exq_buffer_free(&said);
}

void exq_say_case(const exq_voice *voice, exq_buffer *out, const exq_check_case *one)
{
    exq_doc_check check = *one->check;
    exq_places places = {0};
    exq_buffer said = EXQ_BUFFER_INIT, found = EXQ_BUFFER_INIT;
    if (one->row != NULL) {
        check.value = one->row->value;
        check.lo = one->row->lo;
        check.hi = one->row->hi;
        check.hi_why = one->row->hi_why;
        check.reference_is = one->row->reference_is;
        check.why = one->row->why;
    }
    exq_say_check_asked(voice, exq_place(&places, "asked"), &check);
    exq_say_check_limit(voice, exq_place(&places, "limit"), &check);
    exq_fill_sentence(voice, &said, EXQ_SENTENCE_CASE_ASKED, &places);
    if (one->withheld)
        (void)exq_say_check_withheld(voice, &found, &check);
    else
        exq_say_check_found(voice, &found, &check);
    exq_say_joined(voice, &said, EXQ_SENTENCE_SEMICOLON, &found);
    if (one->row != NULL)
        say_more(voice, &said, one);
    exq_buffer_string(out, said.bytes != NULL ? said.bytes : "");
    if (one->row == NULL || one->row == exq_check_deciding(one->check))
        say_cutoffs(voice, out, one);
    out->failed = out->failed || said.failed || found.failed;
    exq_buffer_free(&said);
    exq_buffer_free(&found);
}

void exq_say_case_judged(const exq_voice *voice, exq_buffer *out, const exq_check_case *one)
{
    exq_places places = {0};
    if (one->withheld) {
        exq_say_case(voice, out, one);
        return;
    }
    exq_say_check_state(voice, exq_place(&places, "verdict"), one->state);
    exq_say_case(voice, exq_place(&places, "case"), one);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CASE_JUDGED, &places);
}

void exq_cut(exq_buffer *text, size_t most)
{
    static const char more[] = "…";
    if (text->length <= most || most < sizeof more)
        return;
    size_t end = most - (sizeof more - 1);
    while (end > 0 && ((unsigned char)text->bytes[end] & 0xc0) == 0x80)
        end--;
    text->length = end;
    exq_buffer_string(text, more);
}

/* --------------------------------------------------------------------------------------- known again, found */

/* Names with their ends, so that no two lists of names are one text. */
static void add_name(exq_buffer *out, const char *name)
{
    exq_buffer_append(out, name != NULL ? "=" : "-", 1);
    if (name != NULL)
        exq_buffer_append(out, name, strlen(name) + 1);
}

bool exq_case_fingerprint(const exq_check_case *one, char out[EXQ_FINGERPRINT_SIZE])
{
    unsigned char digest[EXQ_SHA256_SIZE];
    exq_buffer names = EXQ_BUFFER_INIT;
    add_name(&names, one->check->id);
    add_name(&names, one->withheld ? "withheld" : NULL);
    const bool names_group = one->row != NULL && (one->check->row_count > 1 || one->row->reference_is == NULL);
    for (size_t i = 0; names_group && i < one->row->group.count; i++) {
        add_name(&names, one->row->group.items[i].column);
        add_name(&names, one->row->group.items[i].level);
    }
    /* Where versions are compared a group has a row of its own and rows against others. */
    if (one->row != NULL && one->row->has_version)
        add_name(&names, one->row->reference_is);
    const bool made = !names.failed && exq_sha256_of(names.bytes, names.length, digest);
    if (made)
        (void)exq_sha256_hex(digest, out);
    exq_buffer_free(&names);
    return made;
}

/* "...:12" is cut to "..." and 12; false when there is no number behind a colon. */
static bool take_number(const char *where, size_t *length, size_t *number)
{
    size_t at = *length, value = 0, digit = 1;
    while (at > 0 && where[at - 1] >= '0' && where[at - 1] <= '9' && *length - at < 9) {
        value += (size_t)(where[--at] - '0') * digit;
        digit *= 10;
    }
    if (at == *length || at < 2 || where[at - 1] != ':' || value == 0)
        return false;
    *length = at - 1;
    *number = value;
    return true;
}

size_t exq_where_length(const char *where)
{
    size_t length = strlen(where), column, line;
    size_t shorter = length;
    if (!take_number(where, &shorter, &column))
        return length;
    size_t file = shorter;
    return take_number(where, &file, &line) ? shorter : length;
}

static bool is_policy(const exq_document *document, const char *file, size_t length)
{
    const char *policy = document->provenance.policy;
    return policy != NULL && strlen(policy) == length && memcmp(policy, file, length) == 0;
}

/* The file of the data, without its folders. */
static const char *data_name(const exq_document *document)
{
    const char *name = document->data.source_count > 0 ? document->data.sources[0].name : NULL;
    const char *slash = name != NULL ? strrchr(name, '/') : NULL;
    const char *file = slash != NULL ? slash + 1 : name;
    return file != NULL && *file != '\0' ? file : "data";
}

exq_anchor exq_anchor_of(const exq_document *document, const exq_render_options *options, const char *where)
{
    exq_anchor anchor = {.line = 1, .column = 1};
    if (where != NULL) {
        size_t length = exq_where_length(where), line = 1;
        const size_t column_at = length;
        anchor.known = take_number(where, &length, &line) && is_policy(document, where, length);
        if (anchor.known) {
            size_t whole = strlen(where);
            anchor.line = line;
            if (whole > column_at)
                (void)take_number(where, &whole, &anchor.column);
        }
    }
    if (document->provenance.policy != NULL)
        anchor.file = options->policy_path != NULL ? options->policy_path : document->provenance.policy;
    else
        anchor.file = data_name(document);
    anchor.file_length = strlen(anchor.file);
    return anchor;
}
