/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decisions family: counts over attribute levels x label x decision. Merge, subtract, and the views the door reads.
 * Every change is made on fresh counts that replace the old ones when all went well, so a failure changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "tally.h"
#include "tally_lists.h"
#include "tally_struct.h"
#include "text.h"

/* ----------------------------------------------------------------------------------------------- views */

const exq_cell *exq_decisions_cells(const exq_tally *tally, size_t *count)
{
    *count = tally->cell_count;
    return tally->cells;
}

const exq_dictionary *exq_decisions_levels(const exq_tally *tally, size_t a)
{
    return tally->counts->words[a];
}

const exq_units *exq_decisions_units(const exq_tally *tally)
{
    return tally->units;
}

const exq_scores *exq_decisions_scores(const exq_tally *tally)
{
    return tally->scores;
}

/* Entries are sorted, so a cell is a run of equal attribute codes. */
static size_t view_cells(const exq_counts *counts, exq_entry *entries, exq_cell *cells)
{
    size_t width = counts->column_count;
    size_t attributes = width - 2;
    size_t cell_count = 0;
    for (size_t e = 0; e < counts->count; e++) {
        const uint32_t *key = counts->keys + e * width;
        entries[e] = (exq_entry){
            .count = counts->people[e],
            .weight = counts->weighted ? &counts->weights[e].sum : NULL,
            .square = counts->weighted ? &counts->weights[e].square : NULL,
            .label = key[attributes],
            .decision = key[attributes + 1],
        };
        if (e == 0 || memcmp(key, key - width, attributes * sizeof *key) != 0)
            cells[cell_count++] = (exq_cell){.codes = key, .entries = &entries[e]};
        cells[cell_count - 1].entry_count++;
    }
    return cell_count;
}

/* ---------------------------------------------------------------------------------------------- counts */

exq_status exq_tally_classing(const exq_tally *tally, const exq_counts *counts, exq_classing *out, exq_error *error)
{
    return tally->facts.binary ? exq_classing_binary(counts, out, error) : exq_classing_by_words(counts, out, error);
}

/* What was counted, in canonical form; owned. */
typedef struct canonical {
    exq_counts *counts;
    exq_units *units;
    exq_scores *scores;
} canonical;

static void free_canonical(const canonical *own)
{
    exq_counts_free(own->counts);
    exq_units_free(own->units);
    exq_scores_free(own->scores);
}

/* Take it over, unless memory runs out. */
static exq_status install(exq_tally *tally, const canonical *own, exq_error *error)
{
    exq_counts *counts = own->counts;
    size_t class_column = counts->column_count - 1;
    size_t class_count = exq_dictionary_count(counts->words[class_column]);
    exq_entry *entries = calloc(counts->count + 1, sizeof *entries);
    exq_cell *cells = calloc(counts->count + 1, sizeof *cells);
    const char **classes = EXQ_NEW(tally->arena, const char *, class_count);
    if (entries == NULL || cells == NULL || classes == NULL) {
        free(entries);
        free(cells);
        free_canonical(own);
        return exq_fail_memory(error);
    }
    size_t cell_count = view_cells(counts, entries, cells);
    free(tally->entries);
    free(tally->cells);
    free_canonical(&(canonical){tally->counts, tally->units, tally->scores});
    tally->entries = entries;
    tally->cells = cells;
    tally->cell_count = cell_count;
    tally->counts = counts;
    tally->units = own->units;
    tally->scores = own->scores;

    /* The words outlive this call: nothing is added to the dictionaries of canonical counts. */
    size_t length = 0;
    for (size_t k = 0; k < class_count; k++)
        classes[k] = exq_dictionary_text(counts->words[class_column], (uint32_t)k, &length);
    tally->facts.classes = classes;
    tally->facts.class_count = class_count;
    tally->facts.rows_used = 0;
    for (size_t e = 0; e < counts->count; e++)
        tally->facts.rows_used += counts->people[e];
    return exq_tally_list_warnings(tally, error);
}

static exq_status make_canonical(const exq_counted *counted, const exq_classing *classing, canonical *own,
                                 exq_error *error)
{
    uint32_t *places = calloc(counted->counts->count + 1, sizeof *places);
    exq_status status = places == NULL
                            ? exq_fail_memory(error)
                            : exq_counts_canonical(counted->counts, classing, &own->counts, places, error);
    if (status == EXQ_OK && counted->units != NULL)
        status = exq_units_canonical(counted->units, places, &own->units, error);
    if (status == EXQ_OK && counted->scores != NULL)
        status = exq_scores_canonical(counted->scores, places, &own->scores, error);
    free(places);
    return status;
}

exq_status exq_tally_recount(exq_tally *tally, const exq_counted *counted, const exq_classing *classing,
                             exq_error *error)
{
    canonical own = {0};
    exq_status status = make_canonical(counted, classing, &own, error);
    if (status != EXQ_OK) {
        free_canonical(&own);
        return status;
    }
    own.counts->columns = tally->columns;
    return install(tally, &own, error);
}

/* ------------------------------------------------------------------------------------------ comparability */

static bool same_list(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return true;
}

/* What two tallies differ in, as a word for people; NULL when they can be added. */
static const char *difference(const exq_tally_facts *a, const exq_tally_facts *b)
{
    if (!same_list(a->attributes, a->attribute_count, b->attributes, b->attribute_count))
        return "attributes";
    if (!exq_text_same(a->decision, b->decision))
        return "decision column";
    if (!exq_text_same(a->score, b->score) || !exq_text_same(a->threshold, b->threshold))
        return "score or threshold";
    if (!exq_text_same(a->label, b->label) || a->has_labels != b->has_labels || a->counterfactual != b->counterfactual)
        return "label column";
    if (!exq_text_same(a->weight, b->weight) || a->has_weights != b->has_weights)
        return "weight";
    if (!exq_text_same(a->unit, b->unit))
        return "unit";
    if (!same_list(a->favourable, a->favourable_count, b->favourable, b->favourable_count))
        return "favourable values";
    if (!same_list(a->positive, a->positive_count, b->positive, b->positive_count))
        return "positive values";
    return a->binary == b->binary ? NULL : "kind of classes";
}

static exq_status check_comparable(const exq_tally *a, const exq_tally *b, exq_error *error)
{
    const char *what = difference(&a->facts, &b->facts);
    if (what == NULL)
        what = exq_list_tally_difference(a->lists, b->lists);
    if (what == NULL)
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "the tallies differ in their %s, so they do not count the same thing. Make them with the same "
                    "options.",
                    what);
}

/* ------------------------------------------------------------------------------------------ the two laws */

/* How one tally is combined with another: its counts, then the persons behind them and their scores. */
typedef struct law {
    exq_status (*counts)(exq_counts *total, const exq_counts *part, uint32_t *places, exq_error *error);
    exq_status (*units)(exq_units *total, const exq_units *part, const uint32_t *places, exq_error *error);
    exq_status (*scores)(exq_scores *total, const exq_scores *part, const uint32_t *places, exq_error *error);
} law;

static exq_status add_counts(exq_counts *total, const exq_counts *part, uint32_t *places, exq_error *error)
{
    exq_translation translation;
    if (!exq_translation_init(&translation, total->column_count))
        return exq_fail_memory(error);
    exq_status status = exq_counts_merge(total, part, &translation, places, error);
    exq_translation_free(&translation);
    return status;
}

static const law adding = {add_counts, exq_units_merge, exq_scores_merge};
static const law taking = {exq_counts_subtract, exq_units_subtract, exq_scores_subtract};

/* What two tallies make together; scores only where both have them. */
typedef struct mixture {
    exq_counts *counts;
    exq_units *units;
    exq_scores *scores; /* NULL: one of them has none */
} mixture;

static exq_status combine(const law *with, const mixture *mix, const exq_tally *part, exq_error *error)
{
    uint32_t *places = calloc(part->counts->count + 1, sizeof *places);
    if (places == NULL)
        return exq_fail_memory(error);
    exq_status status = with->counts(mix->counts, part->counts, places, error);
    if (status == EXQ_OK && part->units != NULL)
        status = with->units(mix->units, part->units, places, error);
    if (status == EXQ_OK && mix->scores != NULL)
        status = with->scores(mix->scores, part->scores, places, error);
    free(places);
    return status;
}

/* What is left has to be the rows of some persons: it is not where a person was taken away in part. */
static exq_status check_whole_persons(const exq_units *units, const exq_counts *counts, exq_error *error)
{
    bool possible = false;
    EXQ_TRY(exq_units_check(units, counts, &possible, error));
    return possible ? EXQ_OK : exq_fail(error, EXQ_INCONSISTENT, "%s", exq_part_of_a_person);
}

static exq_status combine_both(exq_tally *tally, const exq_tally *part, const law *with, const mixture *mix,
                               exq_classing *classing, exq_error *error)
{
    EXQ_TRY(combine(&adding, mix, tally, error));
    EXQ_TRY(combine(with, mix, part, error));
    if (with == &taking && tally->units != NULL)
        EXQ_TRY(check_whole_persons(mix->units, mix->counts, error));
    EXQ_TRY(exq_tally_classing(tally, mix->counts, classing, error));
    const exq_counted counted = {mix->counts, tally->units != NULL ? mix->units : NULL, mix->scores};
    return exq_tally_recount(tally, &counted, classing, error);
}

static exq_status recombine_lists(exq_tally *tally, const exq_tally *part, const law *with, exq_error *error)
{
    bool add = with == &adding;
    EXQ_TRY((add ? exq_list_tally_add : exq_list_tally_take)(tally->lists, part->lists, error));
    uint64_t rows = part->facts.rows_used;
    tally->facts.rows_used = add ? tally->facts.rows_used + rows : tally->facts.rows_used - rows;
    return EXQ_OK;
}

/* Recount `tally` as itself combined with `part`. */
static exq_status recombine(exq_tally *tally, const exq_tally *part, const law *with, exq_error *error)
{
    if (tally->lists != NULL)
        return recombine_lists(tally, part, with, error);
    const bool scored = tally->scores != NULL && part->scores != NULL;
    const mixture mix = {
        .counts = exq_counts_new(tally->columns, tally->counts->column_count, tally->counts->weighted),
        .units = exq_units_new(),
        .scores = scored ? exq_scores_new() : NULL,
    };
    exq_classing classing = {0};
    exq_status status = mix.counts == NULL || mix.units == NULL || (scored && mix.scores == NULL)
                            ? exq_fail_memory(error)
                            : combine_both(tally, part, with, &mix, &classing, error);
    exq_classing_free(&classing);
    exq_counts_free(mix.counts);
    exq_units_free(mix.units);
    exq_scores_free(mix.scores);
    return status;
}

exq_status exq_tally_merge(exq_tally *total, const exq_tally *part, exq_error *error)
{
    if (total == part)
        return exq_fail(error, EXQ_INTERNAL, "a tally cannot be merged with itself");
    exq_tally_facts *sum = &total->facts;
    const exq_tally_facts *more = &part->facts;
    EXQ_TRY(check_comparable(total, part, error));
    uint64_t rows_read;
    if (__builtin_add_overflow(sum->rows_read, more->rows_read, &rows_read))
        return exq_fail(error, EXQ_INCONSISTENT, "the tallies together hold more rows than can be counted (2^64).");
    EXQ_TRY(recombine(total, part, &adding, error));
    sum->rows_read = rows_read;
    for (size_t reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++)
        sum->rows_excluded[reason] += more->rows_excluded[reason];
    for (size_t i = 0; i < more->source_count; i++)
        EXQ_TRY(exq_tally_add_source(total, &more->sources[i], error));
    for (size_t i = 0; i < part->notes.count; i++)
        EXQ_TRY(exq_tally_add_note(total, part->notes.texts[i], error));
    return exq_tally_list_warnings(total, error);
}

static exq_status check_rows_contained(const exq_tally_facts *total, const exq_tally_facts *part, exq_error *error)
{
    bool contained = total->rows_read >= part->rows_read;
    for (size_t reason = 0; contained && reason < EXQ_EXCLUDED_COUNT; reason++)
        contained = total->rows_excluded[reason] >= part->rows_excluded[reason];
    if (contained)
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "the rows to take away are not all in the tally: a count would become negative. Nothing was taken "
                    "away.");
}

exq_status exq_tally_subtract(exq_tally *total, const exq_tally *part, exq_error *error)
{
    if (total == part)
        return exq_fail(error, EXQ_INTERNAL, "a tally cannot be taken from itself");
    exq_tally_facts *sum = &total->facts;
    const exq_tally_facts *less = &part->facts;
    EXQ_TRY(check_comparable(total, part, error));
    EXQ_TRY(check_rows_contained(sum, less, error));
    EXQ_TRY(recombine(total, part, &taking, error));
    sum->rows_read -= less->rows_read;
    for (size_t reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++)
        sum->rows_excluded[reason] -= less->rows_excluded[reason];
    for (size_t i = 0; i < less->source_count; i++)
        (void)exq_tally_remove_source(total, &less->sources[i]);
    for (size_t i = 0; i < part->notes.count; i++)
        (void)exq_tally_remove_note(total, part->notes.texts[i]);
    return exq_tally_list_warnings(total, error);
}
