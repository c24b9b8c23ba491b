/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Binomial laws of growing length come from each other: what the (i + 1)-th place adds. So tables, their exact failure
 * and the values a level can take are all walks down the same triangle.
 */
#include "lists_fa_star_ir.h"

#include <stdlib.h>

/* Values of the triangle that are equal in mathematics differ by rounding; none that are not come as near. */
static const double slack = 1e-11;

/* The law of the count among `length` places, from that among one less. */
static void add_place(double p, size_t length, double *law)
{
    law[length] = 0;
    for (size_t c = length; c > 0; c--)
        law[c] = (1 - p) * law[c] + p * law[c - 1];
    law[0] *= 1 - p;
}

/* The smallest c with P(C <= c) >= a, or > a when `beyond`. */
static uint32_t smallest(const double *law, size_t length, double a, bool beyond)
{
    const double enough = beyond ? a * (1 + slack) : a * (1 - slack);
    double cumulated = law[0];
    uint32_t c = 0;
    while (c < length && (beyond ? cumulated <= enough : cumulated < enough))
        cumulated += law[++c];
    return c;
}

static void fill_least(double p, double a, bool beyond, size_t length, double *law, uint32_t *least)
{
    law[0] = 1;
    for (size_t i = 1; i <= length; i++) {
        add_place(p, i, law);
        least[i - 1] = smallest(law, i, a, beyond);
    }
}

void exq_fair_least(double p, double a, size_t length, double *row, uint32_t *least)
{
    fill_least(p, a, false, length, row, least);
}

double exq_fair_miss(double p, const uint32_t *least, size_t length, double *row)
{
    double missed = 0;
    row[0] = 1;
    for (size_t i = 1; i <= length; i++) {
        add_place(p, i, row);
        for (size_t c = 0; c < least[i - 1]; c++) {
            missed += row[c];
            row[c] = 0;
        }
    }
    return missed;
}

/* ------------------------------------------------------------------------------------------- the level corrected */

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Every value below 1 that P(C <= c) takes for 1 .. length places, and 1, ascending. */
static size_t fill_levels(double p, size_t length, double *law, double *levels)
{
    size_t count = 0;
    law[0] = 1;
    for (size_t i = 1; i <= length; i++) {
        add_place(p, i, law);
        double cumulated = 0;
        for (size_t c = 0; c < i; c++) {
            cumulated += law[c];
            levels[count++] = cumulated;
        }
    }
    levels[count++] = 1;
    qsort(levels, count, sizeof *levels, ascending);
    return count;
}

static bool asks_for_nothing(const uint32_t *least, size_t length)
{
    /* m grows with i, so the last is the greatest */
    return length == 0 || least[length - 1] == 0;
}

bool exq_fair_room_new(size_t length, exq_arena *arena, exq_fair_room *out)
{
    *out = (exq_fair_room){length, EXQ_NEW(arena, double, length + 1),
                           EXQ_NEW(arena, double, length *(length + 1) / 2 + 1)};
    return out->row != NULL && out->levels != NULL;
}

exq_fair_test exq_fair_test_of(double p, double level, exq_fair_room room, uint32_t *least)
{
    exq_fair_test out = {.p = p, .length = room.length};
    /* fair lists fail the more the greater a is: find the last that keeps to the level */
    size_t low = 0, high = fill_levels(p, room.length, room.row, room.levels);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        exq_fair_least(p, room.levels[middle], room.length, room.row, least);
        if (exq_fair_miss(p, least, room.length, room.row) <= level)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return out;
    out.corrected = room.levels[low - 1];
    exq_fair_least(p, out.corrected, room.length, room.row, least);
    out.missed_by_fair = exq_fair_miss(p, least, room.length, room.row);
    out.least = asks_for_nothing(least, room.length) ? NULL : least;
    return out;
}

/* ------------------------------------------------------------------------------------------------------- one list */

exq_fair_finding exq_fair_judge(const exq_fair_test *test, const uint32_t *counts, size_t length, double *row,
                                uint32_t *table)
{
    exq_fair_finding out = {.passes = true, .least_p = 1};
    const size_t asked = length < test->length ? length : test->length;
    row[0] = 1;
    for (size_t i = 1; i <= length; i++) {
        add_place(test->p, i, row);
        double cumulated = 0;
        for (size_t c = 0; c <= counts[i - 1]; c++)
            cumulated += row[c];
        out.least_p = fmin(out.least_p, cumulated);
        out.mean_p += cumulated / (double)length;
        if (out.passes && test->least != NULL && i <= asked && counts[i - 1] < test->least[i - 1]) {
            out.passes = false;
            out.first_short = i;
        }
    }
    fill_least(test->p, out.least_p, true, length, row, table);
    out.adjusted_p = exq_fair_miss(test->p, table, length, row);
    return out;
}
