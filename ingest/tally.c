/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a tally, and what it can say of itself: roles, row accounting, sources, warnings.
 */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "tally_lists.h"
#include "tally_struct.h"

typedef struct excluded_row {
    const char *name;
    const char *sentence;
} excluded_row;

static const excluded_row excluded_rows[EXQ_EXCLUDED_COUNT] = {
#define EXCLUDED(id, name, sentence) {name, sentence},
#include "excluded.def"
#undef EXCLUDED
};

const char *exq_excluded_name(exq_excluded reason)
{
    return reason < EXQ_EXCLUDED_COUNT ? excluded_rows[reason].name : NULL;
}

const char *exq_excluded_sentence(exq_excluded reason)
{
    return reason < EXQ_EXCLUDED_COUNT ? excluded_rows[reason].sentence : NULL;
}

const exq_tally_facts *exq_tally_facts_of(const exq_tally *tally)
{
    return &tally->facts;
}

uint64_t exq_tally_rows(const exq_tally *tally)
{
    return tally->facts.rows_read;
}

void exq_tally_free(exq_tally *tally)
{
    if (tally == NULL)
        return;
    exq_counts_free(tally->counts);
    exq_list_tally_free(tally->lists);
    exq_units_free(tally->units);
    exq_scores_free(tally->scores);
    free(tally->sources);
    free(tally->notes.texts);
    free(tally->warnings.texts);
    free(tally->entries);
    free(tally->cells);
    exq_arena_free(tally->arena);
    free(tally);
}

/* ------------------------------------------------------------------------------------- sources, sentences */

static int compare_sources(const exq_source_record *a, const exq_source_record *b)
{
    int order = strcmp(a->name, b->name);
    if (order == 0)
        order = strcmp(a->xxh3_128, b->xxh3_128);
    if (order == 0)
        order = strcmp(a->sha256, b->sha256);
    if (order == 0)
        order = (a->bytes > b->bytes) - (a->bytes < b->bytes);
    return order;
}

exq_status exq_tally_add_source(exq_tally *tally, const exq_source_record *source, exq_error *error)
{
    size_t count = tally->facts.source_count;
    exq_source_record copy = *source;
    copy.name = exq_arena_string(tally->arena, source->name);
    if (copy.name == NULL || !exq_room(&tally->sources, &tally->source_room, count + 1, sizeof *tally->sources))
        return exq_fail_memory(error);
    size_t at = count;
    for (; at > 0 && compare_sources(&tally->sources[at - 1], &copy) > 0; at--)
        tally->sources[at] = tally->sources[at - 1];
    tally->sources[at] = copy;
    tally->facts.sources = tally->sources;
    tally->facts.source_count = count + 1;
    return EXQ_OK;
}

bool exq_tally_remove_source(exq_tally *tally, const exq_source_record *source)
{
    size_t count = tally->facts.source_count;
    for (size_t i = 0; i < count; i++)
        if (compare_sources(&tally->sources[i], source) == 0) {
            memmove(tally->sources + i, tally->sources + i + 1, (count - i - 1) * sizeof *tally->sources);
            tally->facts.source_count--;
            return true;
        }
    return false;
}

/* `text` is borrowed; the tally's arena keeps it. */
static bool insert_note(exq_notes *notes, const char *text)
{
    if (!exq_room(&notes->texts, &notes->room, notes->count + 1, sizeof *notes->texts))
        return false;
    size_t at = notes->count++;
    for (; at > 0 && strcmp(notes->texts[at - 1], text) > 0; at--)
        notes->texts[at] = notes->texts[at - 1];
    notes->texts[at] = text;
    return true;
}

exq_status exq_tally_add_note(exq_tally *tally, const char *note, exq_error *error)
{
    const char *copy = exq_arena_string(tally->arena, note);
    if (copy == NULL || !insert_note(&tally->notes, copy))
        return exq_fail_memory(error);
    return EXQ_OK;
}

bool exq_tally_remove_note(exq_tally *tally, const char *note)
{
    exq_notes *notes = &tally->notes;
    for (size_t i = 0; i < notes->count; i++)
        if (strcmp(notes->texts[i], note) == 0) {
            memmove(notes->texts + i, notes->texts + i + 1, (notes->count - i - 1) * sizeof *notes->texts);
            notes->count--;
            return true;
        }
    return false;
}

/* Not a note: it is told of what the tally is, not of an input. */
static const char scores_not_kept[] =
    "The scores are not known apart from the decisions, so no figure of scores is given: they fall into too many kinds, or "
    "a tally saved without them is among the inputs.";

static bool lacks_scores(const exq_tally *tally)
{
    const exq_tally_facts *facts = &tally->facts;
    return tally->counts != NULL && tally->scores == NULL && facts->score != NULL && !facts->has_weights &&
           facts->binary;
}

exq_status exq_tally_list_warnings(exq_tally *tally, exq_error *error)
{
    tally->warnings.count = 0;
    for (size_t i = 0; i < tally->notes.count; i++) {
        bool repeated = i > 0 && strcmp(tally->notes.texts[i - 1], tally->notes.texts[i]) == 0;
        if (!repeated && !insert_note(&tally->warnings, tally->notes.texts[i]))
            return exq_fail_memory(error);
    }
    if (lacks_scores(tally) && !insert_note(&tally->warnings, scores_not_kept))
        return exq_fail_memory(error);
    tally->facts.warnings = tally->warnings.texts;
    tally->facts.warning_count = tally->warnings.count;
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------- copying */

static int compare_texts(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* Copies of texts, sorted, each once: so that the order of options cannot be seen in a tally. */
static exq_status copy_set(exq_arena *arena, const char *const *texts, size_t count, const char *const **out,
                           size_t *out_count, exq_error *error)
{
    const char **copies = EXQ_NEW(arena, const char *, count);
    if (copies == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        copies[i] = exq_arena_string(arena, texts[i]);
        if (copies[i] == NULL)
            return exq_fail_memory(error);
    }
    qsort(copies, count, sizeof *copies, compare_texts);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || strcmp(copies[kept - 1], copies[i]) != 0)
            copies[kept++] = copies[i];
    *out = copies;
    *out_count = kept;
    return EXQ_OK;
}

static exq_status copy_text(exq_arena *arena, const char *text, const char **out, exq_error *error)
{
    *out = exq_arena_string(arena, text);
    return text != NULL && *out == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static exq_status copy_roles(exq_tally *tally, const exq_tally_facts *facts, exq_error *error)
{
    exq_tally_facts *own = &tally->facts;
    exq_arena *arena = tally->arena;
    EXQ_TRY(copy_text(arena, facts->decision, &own->decision, error));
    EXQ_TRY(copy_text(arena, facts->score, &own->score, error));
    EXQ_TRY(copy_text(arena, facts->threshold, &own->threshold, error));
    EXQ_TRY(copy_text(arena, facts->label, &own->label, error));
    EXQ_TRY(copy_text(arena, facts->weight, &own->weight, error));
    EXQ_TRY(copy_text(arena, facts->unit, &own->unit, error));
    EXQ_TRY(
        copy_set(arena, facts->favourable, facts->favourable_count, &own->favourable, &own->favourable_count, error));
    EXQ_TRY(copy_set(arena, facts->positive, facts->positive_count, &own->positive, &own->positive_count, error));
    return copy_set(arena, facts->attributes, facts->attribute_count, &own->attributes, &own->attribute_count, error);
}

static exq_status name_columns(exq_tally *tally, exq_error *error)
{
    const exq_tally_facts *facts = &tally->facts;
    tally->columns = EXQ_NEW(tally->arena, const char *, facts->attribute_count + 2);
    if (tally->columns == NULL)
        return exq_fail_memory(error);
    for (size_t a = 0; a < facts->attribute_count; a++)
        tally->columns[a] = facts->attributes[a];
    tally->columns[facts->attribute_count] = facts->label != NULL ? facts->label : "label";
    tally->columns[facts->attribute_count + 1] = facts->decision != NULL ? facts->decision : "decision";
    return EXQ_OK;
}

static exq_status fill(exq_tally *tally, const exq_tally_facts *facts, const exq_counted *counted,
                       const exq_classing *classing, exq_error *error)
{
    exq_tally_facts *own = &tally->facts;
    own->rows_read = facts->rows_read;
    memcpy(own->rows_excluded, facts->rows_excluded, sizeof own->rows_excluded);
    own->binary = facts->binary;
    own->has_labels = facts->has_labels;
    own->counterfactual = facts->counterfactual;
    own->has_weights = facts->has_weights;
    EXQ_TRY(copy_roles(tally, facts, error));
    EXQ_TRY(name_columns(tally, error));
    for (size_t i = 0; i < facts->source_count; i++)
        EXQ_TRY(exq_tally_add_source(tally, &facts->sources[i], error));
    for (size_t i = 0; i < facts->warning_count; i++)
        EXQ_TRY(exq_tally_add_note(tally, facts->warnings[i], error));
    EXQ_TRY(exq_tally_list_warnings(tally, error));
    return counted == NULL ? EXQ_OK : exq_tally_recount(tally, counted, classing, error);
}

exq_status exq_tally_new(const exq_tally_facts *facts, const exq_counted *counted, const exq_classing *classing,
                         exq_tally **out, exq_error *error)
{
    exq_tally *tally = calloc(1, sizeof *tally);
    if (tally == NULL)
        return exq_fail_memory(error);
    tally->arena = exq_arena_new();
    exq_status status =
        tally->arena == NULL ? exq_fail_memory(error) : fill(tally, facts, counted, classing, error);
    if (status != EXQ_OK) {
        exq_tally_free(tally);
        return status;
    }
    *out = tally;
    return EXQ_OK;
}
