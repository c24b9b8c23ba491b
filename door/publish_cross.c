/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of people by groups of items. A cell that few people met is withheld; since its row and its column add up to
 * what is known, it needs another one withheld beside it in both.
 */
#include "publish_lists.h"

/* Everything of one cutoff while it is secret: the whole rows of people, and the cells made of them. */
typedef struct crossing {
    const exq_lists_publisher *self;
    const exq_published_lists *of;
    size_t cutoff;
    size_t items; /* the item question */
    size_t group_count, item_groups;
    exq_cross_row *rows;
    exq_cross_cell *cells; /* group_count x item_groups */
} crossing;

static const exq_measured *measure_of(const crossing *at, const exq_user_row *whole, const char *kernel)
{
    const size_t m = exq_measure_find(at->of, kernel, at->of->cutoffs[at->cutoff], at->items);
    return m == SIZE_MAX || whole->measures[m].sums == NULL ? NULL : &whole->measures[m];
}

/* The sum over lists of what the group gets times what all groups get. */
static double products_with_all(const exq_measured *measured, size_t group, size_t groups)
{
    double sum = 0;
    for (size_t h = 0; h < groups; h++)
        sum += measured->squares[exq_product_at(group < h ? group : h, group < h ? h : group, groups)];
    return sum;
}

static void fill_places(const crossing *at, const exq_measured *measured, exq_cross_row *row, exq_cross_cell *cells)
{
    for (size_t g = 0; g < at->item_groups; g++) {
        cells[g].places = measured->sums[g];
        cells[g].places_squares = measured->squares[exq_product_at(g, g, at->item_groups)];
        cells[g].places_products = products_with_all(measured, g, at->item_groups);
        row->places += cells[g].places;
        row->places_squares += cells[g].places_products;
    }
}

static void fill_exposure(const crossing *at, const exq_measured *measured, exq_cross_row *row, exq_cross_cell *cells)
{
    for (size_t g = 0; g < at->item_groups; g++) {
        cells[g].exposure = measured->sums[g];
        cells[g].exposure_squares = measured->squares[exq_product_at(g, g, at->item_groups)];
        cells[g].exposure_products = products_with_all(measured, g, at->item_groups);
        row->exposure += cells[g].exposure;
        row->exposure_squares += cells[g].exposure_products;
    }
}

static void fill_row(const crossing *at, const exq_user_row *whole, exq_cross_row *row, exq_cross_cell *cells)
{
    const exq_measured *reach = measure_of(at, whole, "reach");
    const exq_measured *places = measure_of(at, whole, "places");
    const exq_measured *exposure = measure_of(at, whole, "exposure");
    row->lists = whole->lists;
    row->cells = cells;
    for (size_t g = 0; g < at->item_groups; g++) {
        cells[g].people = reach != NULL ? (uint64_t)reach->sums[g] : whole->lists;
        if (cells[g].people > 0 && cells[g].people < at->self->min_cell) {
            cells[g].withheld = true;
            cells[g].why = EXQ_WHY_BELOW_MIN_CELL;
        }
    }
    if (places != NULL)
        fill_places(at, places, row, cells);
    if (exposure != NULL)
        fill_exposure(at, exposure, row, cells);
}

/* Totals are sorted by cell. */
static size_t first_total(const exq_lists *lists, uint32_t cell)
{
    size_t low = 0, high = lists->total_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (lists->totals[middle].cell < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What these people had, and what they found relevant, group by group of items. */
static void add_before(const crossing *at, exq_cell_run run, exq_cross_row *row, exq_cross_cell *cells)
{
    const exq_lists *lists = at->self->lists;
    const exq_item_grouping *of = &lists->groupings[at->items].of;
    for (size_t c = 0; c < run.count; c++) {
        const uint32_t cell = at->self->kept[run.cells[c]];
        for (size_t t = first_total(lists, cell); t < lists->total_count && lists->totals[t].cell == cell; t++) {
            const exq_list_total *total = &lists->totals[t];
            if (total->signature >= lists->signature_count)
                continue;
            for (size_t a = of->first[total->signature]; a < of->first[total->signature + 1]; a++) {
                exq_cross_cell *to = &cells[of->alignments[a].group];
                const double history = of->alignments[a].share * (double)total->everyone.history;
                const double liked = of->alignments[a].share * (double)total->everyone.truth;
                to->history += history;
                to->liked += liked;
                row->history += history;
                row->liked += liked;
            }
        }
    }
}

/* ------------------------------------------------------------------------------------------------ withholding */

/* A row or a column of cells. */
typedef struct line {
    exq_cross_cell *cells;
    size_t step;
    size_t count;
} line;

/* Withhold the smallest shown cell, of those that people met if there are any, where one withheld stands alone. */
static bool complement(line of)
{
    size_t withheld = 0, smallest = of.count;
    for (size_t i = 0; i < of.count; i++) {
        const exq_cross_cell *cell = &of.cells[i * of.step];
        withheld += cell->withheld;
        if (cell->withheld)
            continue;
        const exq_cross_cell *best = smallest < of.count ? &of.cells[smallest * of.step] : NULL;
        if (best == NULL || (cell->people > 0 && (best->people == 0 || cell->people < best->people)))
            smallest = i;
    }
    if (withheld != 1 || smallest == of.count)
        return false;
    of.cells[smallest * of.step].withheld = true;
    of.cells[smallest * of.step].why = EXQ_WHY_COMPLEMENTARY;
    return true;
}

/* A group of people that is withheld as a whole hides one cell in every column already. */
static void withhold(const crossing *at)
{
    bool hidden = false;
    for (size_t r = 0; r < at->group_count; r++)
        hidden = hidden || at->rows[r].cells == NULL;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t r = 0; r < at->group_count; r++)
            if (at->rows[r].cells != NULL)
                changed |= complement((line){at->cells + r * at->item_groups, 1, at->item_groups});
        for (size_t g = 0; g < at->item_groups && !hidden; g++)
            changed |= complement((line){at->cells + g, at->item_groups, at->group_count});
    }
    for (size_t i = 0; i < at->group_count * at->item_groups; i++)
        if (at->cells[i].withheld)
            at->cells[i] = (exq_cross_cell){.withheld = true, .why = at->cells[i].why};
}

/* ----------------------------------------------------------------------------------------------- publishing */

static exq_status publish_cutoff(crossing *at, const exq_user_row *rows, const exq_cell_run *groups, exq_error *error)
{
    exq_lists_publisher secret = *at->self;
    secret.arena = at->self->scratch;
    at->rows = EXQ_NEW(at->self->arena, exq_cross_row, at->group_count);
    at->cells = EXQ_NEW(at->self->arena, exq_cross_cell, at->group_count * at->item_groups);
    if (at->rows == NULL || at->cells == NULL)
        return exq_fail_memory(error);
    for (size_t r = 0; r < at->group_count; r++) {
        if (rows[r].withheld)
            continue;
        exq_user_row whole = {0};
        EXQ_TRY(exq_publish_people(&secret, groups[r], true, &whole, error));
        fill_row(at, &whole, &at->rows[r], at->cells + r * at->item_groups);
        add_before(at, groups[r], &at->rows[r], at->cells + r * at->item_groups);
    }
    withhold(at);
    return EXQ_OK;
}

exq_status exq_publish_cross(const exq_lists_publisher *self, const exq_user_row *rows, const exq_cell_run *groups,
                             size_t group_count, const exq_published_lists *of, exq_cross_question *out,
                             exq_error *error)
{
    const exq_cross_row **published = EXQ_NEW(self->arena, const exq_cross_row *, of->cutoff_count);
    if (published == NULL)
        return exq_fail_memory(error);
    for (size_t k = 0; k < of->cutoff_count; k++) {
        crossing at = {.self = self,
                       .of = of,
                       .cutoff = k,
                       .items = out->items,
                       .group_count = group_count,
                       .item_groups = of->items[out->items].group_count};
        EXQ_TRY(publish_cutoff(&at, rows, groups, error));
        published[k] = at.rows;
    }
    out->rows = published;
    return EXQ_OK;
}
