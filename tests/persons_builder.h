/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Published tables from rows of data of which several belong to one person, summed up by plain loops. For tests of what
 * stands behind the door.
 */
#ifndef PERSONS_BUILDER_H
#define PERSONS_BUILDER_H

#include "published_builder.h"

/* One row of data: whose, in which group, and what came out. */
typedef struct built_data {
    size_t person, group;
    exq_cell_name cell;
} built_data;

typedef struct built_persons {
    exq_arena *arena;
    size_t persons, groups;
    double *rows; /* persons x groups x EXQ_CELLS */
} built_persons;

static inline double *built_profile(const built_persons *of, size_t person, size_t group)
{
    return of->rows + (person * of->groups + group) * EXQ_CELLS;
}

/* Rows of a person in the groups of a set, by cell. */
static inline void built_sum_profile(const built_persons *of, size_t person, const bool *in, double *out)
{
    memset(out, 0, EXQ_CELLS * sizeof *out);
    for (size_t g = 0; g < of->groups; g++) {
        for (size_t cell = 0; cell < EXQ_CELLS && in[g]; cell++)
            out[cell] += built_profile(of, person, g)[cell];
    }
}

/* Moments between two sets of groups, of class 1; class 0 is left 0. */
static inline exq_moments *built_moments(const built_persons *of, const bool *a, const bool *b)
{
    exq_moments *moments = built(EXQ_NEW(of->arena, exq_moments, 2));
    double left[EXQ_CELLS], right[EXQ_CELLS];
    for (size_t p = 0; p < of->persons; p++) {
        built_sum_profile(of, p, a, left);
        built_sum_profile(of, p, b, right);
        for (size_t i = 0; i < EXQ_CELLS; i++) {
            for (size_t j = 0; j < EXQ_CELLS; j++)
                moments[1].of[i][j] += left[i] * right[j];
        }
    }
    return moments;
}

static inline void built_add_persons(const built_persons *of, const bool *in, exq_row *row)
{
    exq_persons_of_row *persons = built(EXQ_NEW(of->arena, exq_persons_of_row, 2));
    double rows[EXQ_CELLS];
    row->people = 0;
    for (size_t p = 0; p < of->persons; p++) {
        unsigned set = 0;
        built_sum_profile(of, p, in, rows);
        for (unsigned cell = 0; cell < EXQ_CELLS; cell++)
            set |= (unsigned)(rows[cell] > 0) << cell;
        persons[1].touching[set] += set != 0;
        row->people += set != 0;
    }
    persons[1].moments = built_moments(of, in, in)[1];
    row->persons = persons;
}

static inline bool built_share_persons(const exq_moments *moments)
{
    double sum = 0;
    for (size_t i = 0; i < EXQ_CELLS; i++) {
        for (size_t j = 0; j < EXQ_CELLS; j++)
            sum += moments[1].of[i][j];
    }
    return sum > 0;
}

static inline void built_add_crossings(const built_persons *of, exq_table *table)
{
    bool *a = built(EXQ_NEW(of->arena, bool, of->groups)), *b = built(EXQ_NEW(of->arena, bool, of->groups));
    exq_crossing *crossings = built(EXQ_NEW(of->arena, exq_crossing, of->groups * of->groups));
    const exq_moments **rests = built(EXQ_NEW(of->arena, const exq_moments *, of->groups));
    for (size_t g = 0; g < of->groups; g++) {
        a[g] = true;
        for (size_t h = 0; h < of->groups; h++)
            b[h] = h != g;
        rests[g] = built_moments(of, a, b);
        for (size_t h = g + 1; h < of->groups; h++) {
            memset(b, 0, of->groups * sizeof *b);
            b[h] = true;
            const exq_moments *moments = built_moments(of, a, b);
            if (built_share_persons(moments))
                crossings[table->crossing_count++] = (exq_crossing){g, h, moments};
        }
        a[g] = false;
    }
    table->crossings = crossings;
    table->rest_crossings = rests;
}

/* A question by "group" over rows of data; groups are called A, B, C ... */
static inline exq_published built_from_data(exq_arena *arena, const built_data *data, size_t count, size_t groups,
                                            size_t persons)
{
    built_persons of = {arena, persons, groups, built(EXQ_NEW(arena, double, persons *groups *EXQ_CELLS))};
    built_group *cells = built(EXQ_NEW(arena, built_group, groups));
    for (size_t i = 0; i < count; i++)
        built_profile(&of, data[i].person, data[i].group)[data[i].cell]++;
    for (size_t g = 0; g < groups; g++) {
        uint64_t sums[EXQ_CELLS] = {0};
        for (size_t p = 0; p < persons; p++) {
            for (size_t cell = 0; cell < EXQ_CELLS; cell++)
                sums[cell] += (uint64_t)built_profile(&of, p, g)[cell];
        }
        cells[g] = (built_group){
            .level = built(exq_arena_format(arena, "%c", (char)('A' + g))),
            .tp = sums[EXQ_TP],
            .fp = sums[EXQ_FP],
            .fn = sums[EXQ_FN],
            .tn = sums[EXQ_TN],
            .us = sums[EXQ_US],
            .ur = sums[EXQ_UR],
        };
    }
    exq_published question = built_question(arena, cells, groups, false);
    bool *in = built(EXQ_NEW(arena, bool, groups));
    for (size_t g = 0; g < groups; g++) {
        in[g] = true;
        built_add_persons(&of, in, (exq_row *)&question.marginal.groups[g]);
        for (size_t h = 0; h < groups; h++)
            in[h] = h != g;
        built_add_persons(&of, in, (exq_row *)&question.marginal.rests[g]);
        memset(in, 0, groups * sizeof *in);
    }
    memset(in, 1, groups * sizeof *in);
    built_add_persons(&of, in, &question.marginal.overall);
    built_add_crossings(&of, &question.marginal);
    question.has_units = true;
    return question;
}

#endif
