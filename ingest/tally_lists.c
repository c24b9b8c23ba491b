/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The family of lists: what may be added to what, and the two laws. Sums are made anew and replace the old ones when
 * all went well, so a failure changes nothing.
 */
#include "tally_lists.h"

#include <stdlib.h>
#include <string.h>

#include "tally_struct.h"
#include "text.h"

exq_list_tally *exq_list_tally_new(void)
{
    exq_list_tally *lists = calloc(1, sizeof *lists);
    if (lists != NULL)
        lists->arena = exq_arena_new();
    if (lists == NULL || lists->arena == NULL) {
        free(lists);
        return NULL;
    }
    return lists;
}

void exq_list_tally_free(exq_list_tally *lists)
{
    if (lists == NULL)
        return;
    exq_list_sums_free(&lists->sums);
    exq_list_sums_free(&lists->versions.other);
    exq_list_sums_free(&lists->versions.paired);
    exq_arena_free(lists->view_arena);
    exq_arena_free(lists->arena);
    free(lists);
}

exq_status exq_tally_of_lists(const exq_tally_facts *facts, exq_list_tally *lists, exq_tally **out, exq_error *error)
{
    EXQ_TRY(exq_tally_new(facts, NULL, NULL, out, error));
    (*out)->lists = lists;
    (*out)->facts.lists = &lists->facts;
    (*out)->facts.rows_used = facts->rows_used;
    return EXQ_OK;
}

const exq_lists *exq_lists_of(const exq_tally *tally)
{
    return tally->lists == NULL ? NULL : &tally->lists->view;
}

/* ------------------------------------------------------------------------------------------ comparability */

static bool same_columns(const exq_list_facts *a, const exq_list_facts *b)
{
    return exq_text_same(a->user, b->user) && exq_text_same(a->item, b->item) && exq_text_same(a->rank, b->rank) &&
           exq_text_same(a->relevance, b->relevance);
}

static bool same_cutoffs(const exq_list_facts *a, const exq_list_facts *b)
{
    return a->cutoff_count == b->cutoff_count &&
           memcmp(a->cutoffs, b->cutoffs, a->cutoff_count * sizeof *a->cutoffs) == 0;
}

static bool same_references(const exq_list_facts *a, const exq_list_facts *b)
{
    bool same = a->reference_count == b->reference_count;
    for (size_t i = 0; same && i < a->reference_count; i++)
        same = a->references[i].role == b->references[i].role &&
               strcmp(a->references[i].source.xxh3_128, b->references[i].source.xxh3_128) == 0 &&
               a->references[i].source.bytes == b->references[i].source.bytes;
    return same;
}

static bool same_groupings(const exq_list_facts *a, const exq_list_facts *b)
{
    bool same = a->item_grouping_count == b->item_grouping_count && exq_text_same(a->split_on, b->split_on) &&
                a->sharing == b->sharing;
    for (size_t g = 0; same && g < a->item_grouping_count; g++) {
        const exq_grouping *left = &a->item_groupings[g];
        const exq_grouping *right = &b->item_groupings[g];
        same = left->column_count == right->column_count;
        for (size_t c = 0; same && c < left->column_count; c++)
            same = strcmp(left->columns[c], right->columns[c]) == 0;
    }
    return same;
}

static bool same_policies(const exq_list_facts *a, const exq_list_facts *b)
{
    return exq_text_same(a->variants, b->variants) && exq_text_same(a->position_model, b->position_model) &&
           exq_text_same(a->relevant_from, b->relevant_from) && a->duplicates == b->duplicates && a->ties == b->ties &&
           a->tail == b->tail && a->tail_most == b->tail_most && a->has_pairs == b->has_pairs &&
           a->has_ratings == b->has_ratings;
}

static bool same_measures(const exq_list_facts *a, const exq_list_facts *b)
{
    bool same = a->measure_count == b->measure_count;
    for (size_t m = 0; same && m < a->measure_count; m++) {
        const exq_list_measure *left = &a->measures[m];
        const exq_list_measure *right = &b->measures[m];
        same = strcmp(left->kernel, right->kernel) == 0 && left->cutoff == right->cutoff &&
               left->grouping == right->grouping && left->outputs == right->outputs &&
               left->products == right->products && left->over == right->over;
    }
    return same;
}

const char *exq_list_tally_difference(const exq_list_tally *a, const exq_list_tally *b)
{
    if (a == NULL || b == NULL)
        return a == b ? NULL : "kind (lists, decisions)";
    if (!same_references(&a->facts, &b->facts))
        return "reference data (truth, history, users, items)";
    if (!same_columns(&a->facts, &b->facts))
        return "user, item, rank or relevance column";
    if (!same_cutoffs(&a->facts, &b->facts))
        return "cutoffs";
    if (!same_groupings(&a->facts, &b->facts))
        return "item groupings";
    if (!same_policies(&a->facts, &b->facts))
        return "variants and policies";
    if (!same_measures(&a->facts, &b->facts))
        return "measures";
    if (a->versions.there != b->versions.there)
        return "number of versions (--against)";
    /* All that follows from the references must be the same, or the digests deceive. */
    const bool same =
        exq_list_part_equal(&a->sums.reference, &b->sums.reference) &&
        (!a->versions.there || exq_list_part_equal(&a->versions.paired.reference, &b->versions.paired.reference));
    return same ? NULL : "reference counts";
}

/* ---------------------------------------------------------------------------------------------------- laws */

/* How many people of a row are in the reference data and known from these other places; truth that stands in the
 * lists is no reference. */
static uint64_t known_people(const exq_grid *people, size_t row, size_t places)
{
    const uint64_t *counts = exq_grid_counts(people, row);
    size_t known = places | EXQ_KNOWN_REFERENCE;
    return counts[known] + counts[known | EXQ_KNOWN_TRUTH];
}

/* In no cell can there be more people with a list than people. */
static exq_status check_people(const exq_list_sums *sums, exq_error *error)
{
    const exq_grid *listed = &sums->listed.grids[EXQ_GRID_PEOPLE];
    const exq_grid *reference = &sums->reference.grids[EXQ_GRID_PEOPLE];
    static const size_t places[] = {0, EXQ_KNOWN_TABLE, EXQ_KNOWN_HISTORY, EXQ_KNOWN_TABLE | EXQ_KNOWN_HISTORY};
    for (size_t row = 0; row < listed->rows; row++) {
        size_t all = exq_grid_find(reference, listed->keys[row]);
        for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
            uint64_t most = all == EXQ_NO_ROW ? 0 : known_people(reference, all, places[p]);
            if (known_people(listed, row, places[p]) > most)
                return exq_fail(
                    error, EXQ_INCONSISTENT,
                    "the tallies together hold more lists than there are people: the list of somebody is in "
                    "both. Cut shards between persons, and give each once.");
        }
    }
    return EXQ_OK;
}

typedef exq_status (*law)(const exq_list_part *a, const exq_list_part *b, exq_list_part *out, exq_error *error);

typedef exq_status (*beginning)(exq_list_part *part, const exq_list_shape *shape, exq_error *error);

/* Sums that are combined alike: of the lists audited; then, of two versions, of the other ones and of both together. */
enum { OWN, OTHER, PAIRED, KINDS };

static exq_list_sums *sums_of(exq_list_tally *lists, size_t kind)
{
    return kind == OWN ? &lists->sums : kind == OTHER ? &lists->versions.other : &lists->versions.paired;
}

static const exq_list_sums *parts_of(const exq_list_tally *lists, size_t kind)
{
    return kind == OWN ? &lists->sums : kind == OTHER ? &lists->versions.other : &lists->versions.paired;
}

static exq_status combine_parts(law with, size_t kind, const exq_list_sums *a, const exq_list_sums *b,
                                const exq_list_shape *shape, exq_list_sums *out, exq_error *error)
{
    beginning begin = kind == PAIRED ? exq_paired_part_init : exq_list_part_init;
    EXQ_TRY(begin(&out->listed, shape, error));
    EXQ_TRY(begin(&out->emptied, shape, error));
    EXQ_TRY(with(&a->listed, &b->listed, &out->listed, error));
    EXQ_TRY(with(&a->emptied, &b->emptied, &out->emptied, error));
    out->reference = a->reference;
    return EXQ_OK;
}

/* No more people may have a list under a version than there are. */
static exq_status check_versions(const exq_list_tally *lists, exq_error *error)
{
    EXQ_TRY(check_people(&lists->sums, error));
    if (!lists->versions.there)
        return EXQ_OK;
    const exq_list_sums other = {.listed = lists->versions.other.listed, .reference = lists->sums.reference};
    return check_people(&other, error);
}

static exq_status combine(law with, exq_list_tally *total, const exq_list_tally *part, exq_error *error)
{
    const exq_list_shape shape = exq_list_shape_of(&total->facts, &total->frame);
    const size_t kinds = total->versions.there ? KINDS : 1;
    exq_list_sums fresh[KINDS] =
        {
            {{0}, {0}, {0}}
    },
                  old[KINDS];
    exq_status status = EXQ_OK;
    for (size_t k = 0; k < kinds; k++) {
        old[k] = *sums_of(total, k);
        if (status == EXQ_OK)
            status = combine_parts(with, k, &old[k], parts_of(part, k), &shape, &fresh[k], error);
    }
    for (size_t k = 0; status == EXQ_OK && k < kinds; k++)
        *sums_of(total, k) = fresh[k];
    if (status == EXQ_OK)
        status = check_versions(total, error);
    if (status == EXQ_OK)
        status = exq_list_tally_view(total, error);
    for (size_t k = 0; k < kinds; k++) {
        exq_list_sums *unused = status == EXQ_OK ? &old[k] : &fresh[k];
        if (status != EXQ_OK)
            *sums_of(total, k) = old[k];
        exq_list_part_free(&unused->listed);
        exq_list_part_free(&unused->emptied);
    }
    return status;
}

exq_status exq_list_tally_add(exq_list_tally *total, const exq_list_tally *part, exq_error *error)
{
    return combine(exq_list_part_add, total, part, error);
}

exq_status exq_list_tally_take(exq_list_tally *total, const exq_list_tally *part, exq_error *error)
{
    return combine(exq_list_part_take, total, part, error);
}
