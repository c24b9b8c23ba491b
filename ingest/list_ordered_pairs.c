/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs of a relevant item and one that is not, of the list of one person: who stands above whom. By the signatures of
 * both; and, for ranges by bucket, by the groups of the relevant item, whose sums are taken item by item, not pair by
 * pair.
 */
#include "list_counter.h"

static exq_status row_of(exq_list_counter *own, size_t grid, uint64_t key, size_t *row, exq_error *error)
{
    *row = exq_grid_row(&own->parts[EXQ_LISTED].grids[grid], key);
    return *row == EXQ_NO_ROW ? exq_fail_memory(error) : EXQ_OK;
}

/* Twice what the relevant item at place i wins against the one at place j. */
static unsigned twice_won(const exq_person *person, size_t i, size_t j)
{
    return person->orders[i] == person->orders[j] ? 1 : i < j ? 2 : 0;
}

/* ------------------------------------------------------------------------------------------------ by groups */

/* The pairs of the item at place i with others that are of the group too. */
static void add_within(const exq_person *person, exq_kinds_met *met, const exq_alignment *to, size_t i,
                       exq_fixedsum *sums)
{
    exq_quicksum all = {0}, won = {0};
    for (size_t j = 0; j < person->list.length; j++) {
        if (person->list.grades[j] != 0)
            continue;
        const double amount = to->share * exq_kinds_met_rows(met, person->items[j])[to->group];
        int64_t quick;
        if (amount == 0)
            continue;
        if (exq_quick_of(amount, &quick)) {
            exq_quicksum_add_product(&all, quick, EXQ_QUICK_ONE);
            exq_quicksum_add_product(&won, quick, twice_won(person, i, j) * (EXQ_QUICK_ONE / 2));
        } else {
            exq_fixedsum_add(&sums[EXQ_PAIRS_INTRA], amount);
            exq_fixedsum_add(&sums[EXQ_PAIRS_INTRA_WON], amount * (twice_won(person, i, j) / 2.0));
        }
    }
    exq_quicksum_move(&all, &sums[EXQ_PAIRS_INTRA]);
    exq_quicksum_move(&won, &sums[EXQ_PAIRS_INTRA_WON]);
}

/* All pairs of the item at place i, of which there are some, for the groups that it is of. */
static exq_status add_to_groups(exq_list_counter *own, size_t bucket, size_t i, uint64_t pairs, double won,
                                exq_error *error)
{
    const exq_list_frame *frame = own->of->world->frame;
    const uint32_t signature = own->signatures[i];
    exq_grid *grid = &own->parts[EXQ_LISTED].grids[EXQ_GRID_PAIRS_OF];
    for (size_t g = 0, begin = 0; signature < frame->signature_count && g < own->of->facts->item_grouping_count; g++) {
        const exq_item_grouping *of = &frame->groupings[g].of;
        for (size_t a = of->first[signature]; a < of->first[signature + 1]; a++) {
            const exq_alignment *to = &of->alignments[a];
            const uint64_t key = exq_pairs_of_key(&own->of->shape, bucket, begin + to->group);
            size_t row = 0;
            EXQ_TRY(row_of(own, EXQ_GRID_PAIRS_OF, key, &row, error));
            exq_fixedsum *sums = exq_grid_sums(grid, row);
            exq_grid_counts(grid, row)[0] += pairs;
            exq_fixedsum_add_product(&sums[EXQ_PAIRS_ALL], to->share, (double)pairs);
            exq_fixedsum_add_product(&sums[EXQ_PAIRS_ALL_WON], to->share, won);
            add_within(&own->person, &own->measures.asker.met[g], to, i, sums);
        }
        begin += of->group_count;
    }
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------- by signatures */

static exq_status add_relevant(exq_list_counter *own, size_t bucket, size_t i, exq_error *error)
{
    const exq_person *person = &own->person;
    exq_grid *grid = &own->parts[EXQ_LISTED].grids[EXQ_GRID_PAIRS];
    uint64_t pairs = 0, won = 0;
    for (size_t j = 0; j < person->list.length; j++) {
        if (person->list.grades[j] != 0)
            continue;
        const uint64_t key = exq_pair_key(&own->of->shape, own->cell, own->signatures[i], own->signatures[j]);
        size_t row = 0;
        EXQ_TRY(row_of(own, EXQ_GRID_PAIRS, key, &row, error));
        exq_grid_counts(grid, row)[0]++;
        exq_grid_counts(grid, row)[1] += twice_won(person, i, j);
        pairs++;
        won += twice_won(person, i, j);
    }
    return pairs == 0 ? EXQ_OK : add_to_groups(own, bucket, i, pairs, (double)won / 2, error);
}

exq_status exq_list_counter_pairs(exq_list_counter *own, size_t bucket, exq_error *error)
{
    const exq_list *list = &own->person.list;
    for (size_t i = 0; i < list->length; i++)
        if (list->grades[i] != 0)
            EXQ_TRY(add_relevant(own, bucket, i, error));
    return EXQ_OK;
}
