/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sums over persons: added, subtracted, put in order, doubted.
 */
#include "units.h"

#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "room.h"

const char exq_part_of_a_person[] =
    "the rows to take away are not all rows of their persons (--unit), or not all in the tally. Nothing was taken "
    "away. Take away all rows of a person at once.";

exq_units *exq_units_new(void)
{
    return calloc(1, sizeof(exq_units));
}

void exq_units_free(exq_units *units)
{
    if (units == NULL)
        return;
    exq_bags_free(&units->signatures);
    exq_bags_free(&units->moments);
    free(units);
}

/* ------------------------------------------------------------------------------------------------- persons */

static exq_status add_moment(exq_bags *moments, uint32_t one, uint32_t other, uint64_t amount, exq_error *error)
{
    const uint32_t pair[2] = {one < other ? one : other, one < other ? other : one};
    EXQ_TRY(exq_bags_add(moments, pair, 2, amount, error));
    if (moments->count <= EXQ_MAX_MOMENTS)
        return EXQ_OK;
    return exq_fail(
        error, EXQ_USAGE,
        "the rows of one person (--unit) meet in more than %d pairs of combinations of the columns asked for. "
        "Ask for fewer columns.",
        EXQ_MAX_MOMENTS);
}

exq_status exq_units_add_person(exq_units *units, const uint32_t *entries, const uint32_t *rows, size_t count,
                                exq_error *error)
{
    EXQ_TRY(exq_bags_add(&units->signatures, entries, count, 1, error));
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++)
            EXQ_TRY(add_moment(&units->moments, entries[i], entries[j], (uint64_t)rows[i] * rows[j], error));
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------- renumbering */

static int compare_entries(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return (*left > *right) - (*left < *right);
}

/* A set under other numbers: ascending, each once, without what is dropped; its size. */
static size_t renumber(const uint32_t *set, size_t length, const uint32_t *places, uint32_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        if (places[set[i]] != EXQ_DROP)
            out[count++] = places[set[i]];
    if (count > 1)
        qsort(out, count, sizeof *out, compare_entries);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || out[kept - 1] != out[i])
            out[kept++] = out[i];
    return kept;
}

typedef exq_status (*combine)(exq_bags *total, const uint32_t *bag, size_t length, uint64_t amount, exq_error *error);

static exq_status combine_signatures(exq_bags *total, const exq_bags *part, const uint32_t *places, combine with,
                                     exq_error *error)
{
    uint32_t *set = NULL;
    size_t room = 0;
    exq_status status = EXQ_OK;
    for (size_t i = 0; status == EXQ_OK && i < part->count; i++) {
        size_t length = 0;
        const uint32_t *bag = exq_bags_get(part, i, &length);
        if (!exq_room(&set, &room, length, sizeof *set)) {
            status = exq_fail_memory(error);
            break;
        }
        length = renumber(bag, length, places, set);
        if (length > 0)
            status = with(total, set, length, part->sums[i], error);
    }
    free(set);
    return status;
}

/* Two entries that become one: (a + b)^2 holds a b twice. */
static exq_status combine_moments(exq_bags *total, const exq_bags *part, const uint32_t *places, combine with,
                                  exq_error *error)
{
    for (size_t i = 0; i < part->count; i++) {
        size_t length = 0;
        const uint32_t *bag = exq_bags_get(part, i, &length);
        uint32_t one = places[bag[0]], other = places[bag[1]];
        if (one == EXQ_DROP || other == EXQ_DROP)
            continue;
        const uint32_t pair[2] = {one < other ? one : other, one < other ? other : one};
        EXQ_TRY(with(total, pair, 2, part->sums[i], error));
        if (bag[0] != bag[1] && one == other)
            EXQ_TRY(with(total, pair, 2, part->sums[i], error));
    }
    return EXQ_OK;
}

exq_status exq_units_merge(exq_units *total, const exq_units *part, const uint32_t *places, exq_error *error)
{
    EXQ_TRY(combine_signatures(&total->signatures, &part->signatures, places, exq_bags_add, error));
    return combine_moments(&total->moments, &part->moments, places, exq_bags_add, error);
}

static exq_status take_away(exq_bags *total, const uint32_t *bag, size_t length, uint64_t amount, exq_error *error)
{
    size_t i = exq_bags_find(total, bag, length);
    if (i == total->count || total->sums[i] < amount)
        return exq_fail(error, EXQ_INCONSISTENT, "%s", exq_part_of_a_person);
    total->sums[i] -= amount;
    return EXQ_OK;
}

exq_status exq_units_subtract(exq_units *total, const exq_units *part, const uint32_t *places, exq_error *error)
{
    EXQ_TRY(combine_signatures(&total->signatures, &part->signatures, places, take_away, error));
    return combine_moments(&total->moments, &part->moments, places, take_away, error);
}

/* ------------------------------------------------------------------------------------------------ in order */

typedef struct ordered {
    const uint32_t *bag;
    size_t length;
    uint64_t sum;
} ordered;

static int compare_bags(const void *a, const void *b)
{
    const ordered *left = a;
    const ordered *right = b;
    return exq_bag_compare(left->bag, left->length, right->bag, right->length);
}

static exq_status sort_bags(const exq_bags *bags, exq_bags *out, exq_error *error)
{
    ordered *order = calloc(bags->count + 1, sizeof *order);
    if (order == NULL)
        return exq_fail_memory(error);
    size_t kept = 0;
    for (size_t i = 0; i < bags->count; i++) {
        order[kept].bag = exq_bags_get(bags, i, &order[kept].length);
        order[kept].sum = bags->sums[i];
        kept += bags->sums[i] > 0;
    }
    qsort(order, kept, sizeof *order, compare_bags);
    exq_status status = EXQ_OK;
    for (size_t i = 0; status == EXQ_OK && i < kept; i++)
        status = exq_bags_add(out, order[i].bag, order[i].length, order[i].sum, error);
    free(order);
    return status;
}

exq_status exq_units_canonical(const exq_units *units, const uint32_t *places, exq_units **out, exq_error *error)
{
    exq_units *mixed = exq_units_new();
    exq_units *sorted = exq_units_new();
    exq_status status = mixed == NULL || sorted == NULL ? exq_fail_memory(error) : EXQ_OK;
    if (status == EXQ_OK)
        status = exq_units_merge(mixed, units, places, error);
    if (status == EXQ_OK)
        status = sort_bags(&mixed->signatures, &sorted->signatures, error);
    if (status == EXQ_OK)
        status = sort_bags(&mixed->moments, &sorted->moments, error);
    exq_units_free(mixed);
    if (status != EXQ_OK) {
        exq_units_free(sorted);
        return status;
    }
    *out = sorted;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- doubts */

/* How many persons have rows in both of two entries, for all that some have. */
static exq_status count_meetings(const exq_units *units, exq_bags *meetings, exq_error *error)
{
    for (size_t s = 0; s < units->signatures.count; s++) {
        size_t length = 0;
        const uint32_t *set = exq_bags_get(&units->signatures, s, &length);
        for (size_t i = 0; i < length; i++)
            for (size_t j = i; j < length; j++)
                EXQ_TRY(add_moment(meetings, set[i], set[j], units->signatures.sums[s], error));
    }
    return EXQ_OK;
}

static uint64_t sum_of(const exq_bags *bags, uint32_t one, uint32_t other)
{
    const uint32_t pair[2] = {one, other};
    size_t i = exq_bags_find(bags, pair, 2);
    return i == bags->count ? 0 : bags->sums[i];
}

/* a b <= c d */
static bool at_most(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    return (exq_u128)a * b <= (exq_u128)c * d;
}

/* Everybody has a row. Squares are fewest when all have as many (the mean of squares is at least the square of the
 * mean), and most when one has all but one row each of the others. */
static bool entry_is_possible(uint64_t persons, uint64_t rows, uint64_t squares)
{
    if (persons == 0 || persons > rows)
        return persons == 0 && rows == 0 && squares == 0;
    uint64_t most = rows - persons + 1;
    return at_most(rows, rows, persons, squares) && squares <= (exq_u128)most * most + (persons - 1);
}

static size_t count_sums(const exq_bags *bags)
{
    size_t count = 0;
    for (size_t i = 0; i < bags->count; i++)
        count += bags->sums[i] > 0;
    return count;
}

static bool all_possible(const exq_units *units, const exq_bags *meetings, const exq_counts *counts)
{
    if (count_sums(meetings) != count_sums(&units->moments))
        return false;
    for (size_t e = 0; e < counts->count; e++) {
        uint32_t entry = (uint32_t)e;
        if (!entry_is_possible(sum_of(meetings, entry, entry), counts->people[e],
                               sum_of(&units->moments, entry, entry)))
            return false;
    }
    for (size_t i = 0; i < meetings->count; i++) {
        const uint32_t *pair = meetings->items + 2 * i;
        uint64_t moment = sum_of(&units->moments, pair[0], pair[1]);
        if (moment < meetings->sums[i] || !at_most(moment, moment, sum_of(&units->moments, pair[0], pair[0]),
                                                   sum_of(&units->moments, pair[1], pair[1])))
            return false;
    }
    return true;
}

exq_status exq_units_check(const exq_units *units, const exq_counts *counts, bool *possible, exq_error *error)
{
    exq_bags meetings = {0};
    exq_status status = count_meetings(units, &meetings, NULL); /* what is too much to count is impossible */
    *possible = status == EXQ_OK && all_possible(units, &meetings, counts);
    exq_bags_free(&meetings);
    return status == EXQ_MEMORY ? exq_fail_memory(error) : EXQ_OK;
}
