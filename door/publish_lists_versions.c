/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two versions of the lists of the same people: what a group has under both, and the other version of the catalogue.
 * The people of a row are those of its group, so a row is shown where its group is. A number that a few people of it
 * have under the version audited alone is not told: less the group's own, it would be theirs.
 */
#include "publish_lists.h"

/* What one measure is summed in. */
typedef struct summing {
    size_t outputs, products;
    exq_fixedsum *sums; /* room for all of both */
} summing;

static const double *round_all(exq_arena *arena, const exq_fixedsum *sums, size_t count)
{
    double *rounded = EXQ_NEW(arena, double, count);
    for (size_t i = 0; rounded != NULL && i < count; i++)
        rounded[i] = exq_fixedsum_round(&sums[i]);
    return rounded;
}

static bool is_told(const exq_lists_publisher *self, const exq_measured *measured, uint64_t people)
{
    const uint64_t alone = measured->people - people;
    return measured->sums != NULL && people <= measured->people && (people == 0 || people >= self->min_cell) &&
           (alone == 0 || alone >= self->min_cell);
}

static exq_status publish_measure(const exq_lists_publisher *self, size_t m, exq_cell_run cells, summing room,
                                  const exq_measured *measured, exq_paired *out, exq_error *error)
{
    const size_t measures = self->facts->lists->measure_count;
    for (size_t i = 0; i < room.outputs + room.products; i++)
        room.sums[i] = (exq_fixedsum){0};
    for (size_t c = 0; c < cells.count; c++) {
        const exq_list_paired *own = &self->lists->paired[self->kept[cells.cells[c]] * measures + m];
        out->people += own->people;
        out->rose += own->rose;
        out->fell += own->fell;
        for (size_t i = 0; i < room.outputs; i++)
            exq_fixedsum_merge(&room.sums[i], &own->sums[i]);
        for (size_t i = 0; i < room.products; i++)
            exq_fixedsum_merge(&room.sums[room.outputs + i], &own->products[i]);
    }
    if (!is_told(self, measured, out->people)) {
        *out = (exq_paired){0};
        return EXQ_OK;
    }
    out->sums = round_all(self->arena, room.sums, room.outputs);
    out->products = round_all(self->arena, room.sums + room.outputs, room.products);
    return out->sums == NULL || out->products == NULL ? exq_fail_memory(error) : EXQ_OK;
}

static void count_judged(const exq_lists_publisher *self, exq_cell_run cells, exq_paired_row *out)
{
    for (size_t c = 0; c < cells.count; c++) {
        const uint64_t *ways = self->lists->judged_ways + self->kept[cells.cells[c]] * EXQ_JUDGED_WAYS;
        out->both += ways[EXQ_JUDGED_BOTH];
        out->after_only += ways[EXQ_JUDGED_AFTER];
        out->before_only += ways[EXQ_JUDGED_BEFORE];
    }
}

exq_status exq_publish_paired(const exq_lists_publisher *self, exq_cell_run cells, exq_user_row *out, exq_error *error)
{
    enum { MOST = 4 + 10 }; /* two outputs under two versions, and the products of every two */
    const exq_list_facts *facts = self->facts->lists;
    if (self->lists->paired == NULL)
        return EXQ_OK;
    exq_paired_row *row = EXQ_NEW(self->arena, exq_paired_row, 1);
    exq_paired *measures = EXQ_NEW(self->arena, exq_paired, facts->measure_count);
    exq_fixedsum *sums = EXQ_NEW(self->scratch, exq_fixedsum, MOST);
    if (row == NULL || measures == NULL || sums == NULL)
        return exq_fail_memory(error);
    for (size_t m = 0; m < facts->measure_count; m++) {
        const exq_list_measure *measure = &facts->measures[m];
        const summing room = {exq_paired_outputs(measure), exq_paired_products(measure), sums};
        if (exq_is_paired(measure))
            EXQ_TRY(publish_measure(self, m, cells, room, &out->measures[m], &measures[m], error));
    }
    count_judged(self, cells, row);
    row->measures = measures;
    out->paired = row;
    return EXQ_OK;
}

exq_status exq_publish_other(const exq_lists_publisher *self, exq_published_lists *out, exq_error *error)
{
    exq_lists_publisher publisher = *self;
    publisher.lists = self->lists->other;
    if (publisher.lists == NULL)
        return EXQ_OK;
    const size_t cells = publisher.lists->cell_count;
    exq_published_lists *other = EXQ_NEW(self->arena, exq_published_lists, 1);
    uint32_t *all = EXQ_NEW(self->scratch, uint32_t, cells);
    if (other == NULL || all == NULL)
        return exq_fail_memory(error);
    for (uint32_t c = 0; c < cells; c++)
        all[c] = c;
    publisher.kept = all;
    EXQ_TRY(exq_publish_measures(&publisher, other, error));
    EXQ_TRY(exq_publish_people(&publisher, (exq_cell_run){all, cells}, true, &other->everyone, error));
    EXQ_TRY(exq_publish_items(&publisher, other, error));
    EXQ_TRY(exq_publish_spreads(&publisher, other, error));
    other->has_pairs = self->facts->lists->has_pairs;
    out->other = other;
    return EXQ_OK;
}
