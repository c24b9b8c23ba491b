/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of items: what each has in the catalogue, and what people liked and could have been shown of it. All of it is
 * summed over everyone audited, signature by signature, each shared among its groups.
 */
#include <string.h>

#include "publish_lists.h"

/* Sums of one signature over all cells of users. */
typedef struct signature_sums {
    uint64_t truth, fresh, history; /* of everyone; of people with a list; likewise */
    exq_fixedsum grades;
    uint64_t *shown;      /* at each rank */
    uint64_t *fresh_hits; /* likewise */
} signature_sums;

static size_t longest(const exq_lists_publisher *self)
{
    const exq_list_facts *facts = self->facts->lists;
    return facts->cutoffs[facts->cutoff_count - 1];
}

static signature_sums *sum_signatures(const exq_lists_publisher *self)
{
    const exq_lists *lists = self->lists;
    const size_t ranks = longest(self);
    signature_sums *sums = EXQ_NEW(self->scratch, signature_sums, lists->signature_count + 1);
    uint64_t *shown = EXQ_NEW(self->scratch, uint64_t, (lists->signature_count + 1) * ranks * 2);
    if (sums == NULL || shown == NULL)
        return NULL;
    for (size_t s = 0; s <= lists->signature_count; s++) {
        sums[s].shown = shown + s * ranks * 2;
        sums[s].fresh_hits = sums[s].shown + ranks;
    }
    for (size_t t = 0; t < lists->total_count; t++) {
        const exq_list_total *total = &lists->totals[t];
        signature_sums *sum = &sums[total->signature];
        sum->truth += total->everyone.truth;
        sum->fresh += total->listed.fresh;
        sum->history += total->listed.history;
        exq_fixedsum_merge(&sum->grades, &total->everyone.grades);
    }
    for (size_t p = 0; p < lists->place_count; p++) {
        const exq_list_place *place = &lists->places[p];
        sums[place->signature].shown[place->rank - 1] += place->shown;
        sums[place->signature].fresh_hits[place->rank - 1] += place->fresh;
    }
    return sums;
}

static uint64_t count_lists(const exq_lists *lists)
{
    uint64_t count = 0;
    for (size_t c = 0; c < lists->cell_count; c++)
        count += lists->cells[c].lists;
    return count;
}

/* Add one signature's sums to a group it belongs to. `shown` and `fresh_hits` are the group's. */
static void add_signature(const exq_lists_publisher *self, const signature_sums *sums, size_t s, double share,
                          uint64_t list_count, exq_item_row *row, double *shown, double *fresh_hits)
{
    const exq_list_facts *facts = self->facts->lists;
    const uint64_t items = self->lists->signature_items[s];
    row->items += share * (double)items;
    row->members += items;
    row->merit += share * (double)sums[s].truth;
    row->grades += share * exq_fixedsum_round(&sums[s].grades);
    row->fresh += share * (double)sums[s].fresh;
    row->candidates += share * (double)(list_count * items - sums[s].history);
    for (size_t r = 0; r < longest(self); r++) {
        shown[r] += share * (double)sums[s].shown[r];
        for (size_t k = 0; k < facts->cutoff_count; k++)
            fresh_hits[k] += r < facts->cutoffs[k] ? share * (double)sums[s].fresh_hits[r] : 0;
    }
}

static double share_in(const exq_item_grouping *of, size_t signature, size_t group)
{
    double share = 0;
    for (size_t a = of->first[signature]; a < of->first[signature + 1]; a++)
        share += of->alignments[a].group == group ? of->alignments[a].share : 0;
    return share;
}

/* Pairs whose relevant item is of a group, the other of whatever group or outside the catalogue. */
static void add_pairs(const exq_lists *lists, const exq_item_grouping *of, exq_item_row *rows)
{
    for (size_t p = 0; p < lists->pair_count; p++) {
        const exq_list_pairs *pairs = &lists->pairs[p];
        if (pairs->relevant >= lists->signature_count)
            continue;
        const double count = (double)pairs->count, won = (double)pairs->twice_won / 2;
        for (size_t a = of->first[pairs->relevant]; a < of->first[pairs->relevant + 1]; a++) {
            const size_t group = of->alignments[a].group;
            const double share = of->alignments[a].share;
            const double same = pairs->other < lists->signature_count ? share_in(of, pairs->other, group) : 0;
            exq_pair_sums_of_items *to = &rows[group].pairs;
            to->all += share * count;
            to->all_won += share * won;
            to->intra += share * same * count;
            to->intra_won += share * same * won;
        }
    }
}

static void take_pairs(exq_pair_sums_of_items *from, const exq_fixedsum *sums)
{
    from->all -= exq_fixedsum_round(&sums[EXQ_PAIRS_ALL]);
    from->all_won -= exq_fixedsum_round(&sums[EXQ_PAIRS_ALL_WON]);
    from->intra -= exq_fixedsum_round(&sums[EXQ_PAIRS_INTRA]);
    from->intra_won -= exq_fixedsum_round(&sums[EXQ_PAIRS_INTRA_WON]);
}

/* The same without one bucket of people after the other; `first` group of all groupings. */
static exq_status add_pairs_without(const exq_lists_publisher *self, size_t first, exq_item_row *rows, size_t groups,
                                    exq_error *error)
{
    const exq_lists *lists = self->lists;
    exq_pair_sums_of_items *without = EXQ_NEW(self->arena, exq_pair_sums_of_items, groups * EXQ_BUCKETS);
    if (without == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < groups * EXQ_BUCKETS; i++)
        without[i] = rows[i / EXQ_BUCKETS].pairs;
    for (size_t p = 0; p < lists->pairs_of_count; p++) {
        const exq_list_pairs_of *pairs = &lists->pairs_of[p];
        if (pairs->group >= first && pairs->group < first + groups)
            take_pairs(&without[(pairs->group - first) * EXQ_BUCKETS + pairs->bucket], pairs->sums);
    }
    for (size_t i = 0; i < groups; i++)
        rows[i].pairs_without = without + i * EXQ_BUCKETS;
    return EXQ_OK;
}

static const char *const *copy_texts(exq_arena *arena, const char *const *texts, size_t count)
{
    const char **copies = EXQ_NEW(arena, const char *, count);
    for (size_t i = 0; copies != NULL && i < count; i++) {
        copies[i] = exq_arena_string(arena, texts[i]);
        if (copies[i] == NULL && texts[i] != NULL)
            return NULL;
    }
    return copies;
}

static exq_status copy_grouping(const exq_lists_publisher *self, const exq_item_grouping *of, exq_item_grouping *out,
                                exq_error *error)
{
    const size_t signatures = self->lists->signature_count;
    const size_t alignments = of->first[signatures];
    size_t *first = EXQ_NEW(self->arena, size_t, signatures + 1);
    exq_alignment *aligned = EXQ_NEW(self->arena, exq_alignment, alignments);
    double *share = EXQ_NEW(self->arena, double, of->group_count);
    if (first == NULL || aligned == NULL || share == NULL)
        return exq_fail_memory(error);
    memcpy(first, of->first, (signatures + 1) * sizeof *first);
    if (alignments > 0)
        memcpy(aligned, of->alignments, alignments * sizeof *aligned);
    for (size_t g = 0; g < of->group_count; g++)
        share[g] = of->catalogue_share[g];
    *out = (exq_item_grouping){of->group_count, first, aligned, share, NULL};
    return EXQ_OK;
}

/* Groups count on through all groupings. */
static size_t first_group(const exq_lists *lists, size_t grouping)
{
    size_t first = 0;
    for (size_t g = 0; g < grouping; g++)
        first += lists->groupings[g].of.group_count;
    return first;
}

static exq_status publish_grouping(const exq_lists_publisher *self, const signature_sums *sums, size_t g,
                                   exq_item_question *out, exq_error *error)
{
    const exq_list_facts *facts = self->facts->lists;
    const exq_signature_grouping *grouping = &self->lists->groupings[g];
    const exq_grouping *by = &facts->item_groupings[g];
    const size_t groups = grouping->of.group_count, ranks = longest(self);
    exq_item_row *rows = EXQ_NEW(self->arena, exq_item_row, groups);
    double *shown = EXQ_NEW(self->arena, double, groups *ranks);
    double *fresh_hits = EXQ_NEW(self->arena, double, groups * facts->cutoff_count);
    out->by = copy_texts(self->arena, by->columns, by->column_count);
    out->by_count = by->column_count;
    if (rows == NULL || shown == NULL || fresh_hits == NULL || out->by == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(copy_grouping(self, &grouping->of, &out->signatures, error));
    for (size_t i = 0; i < groups; i++) {
        rows[i].levels = copy_texts(self->arena, grouping->levels[i], by->column_count);
        if (rows[i].levels == NULL)
            return exq_fail_memory(error);
        rows[i].share = grouping->of.catalogue_share[i];
        rows[i].shown = shown + i * ranks;
        rows[i].fresh_hits = fresh_hits + i * facts->cutoff_count;
    }
    const uint64_t list_count = count_lists(self->lists);
    for (size_t s = 0; s < self->lists->signature_count; s++) {
        for (size_t a = grouping->of.first[s]; a < grouping->of.first[s + 1]; a++) {
            const size_t i = grouping->of.alignments[a].group;
            add_signature(self, sums, s, grouping->of.alignments[a].share, list_count, &rows[i], shown + i * ranks,
                          fresh_hits + i * facts->cutoff_count);
        }
    }
    add_pairs(self->lists, &grouping->of, rows);
    if (facts->has_pairs)
        EXQ_TRY(add_pairs_without(self, first_group(self->lists, g), rows, groups, error));
    out->groups = rows;
    out->group_count = groups;
    return EXQ_OK;
}

exq_status exq_publish_items(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error)
{
    const size_t count = self->facts->lists->item_grouping_count;
    const signature_sums *sums = sum_signatures(self);
    exq_item_question *questions = EXQ_NEW(self->arena, exq_item_question, count);
    if (sums == NULL || questions == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < count; g++)
        EXQ_TRY(publish_grouping(self, sums, g, &questions[g], error));
    out->items = questions;
    out->item_count = count;
    return EXQ_OK;
}
