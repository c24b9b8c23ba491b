/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random audits for the laws of the door: people over all combinations of a few levels, questions about them, and the
 * plain count of any published row. Include it once in a test program, after cmocka.h.
 */
#ifndef EXQ_RANDOM_WORLD_H
#define EXQ_RANDOM_WORLD_H

#include <stdlib.h>

#include "door.h"
#include "fake_tally.h"
#include "random.h"

enum {
    ATTRIBUTES = 4,
    LEVELS = 4, /* of an attribute, the missing one included */
    COMBINATIONS = LEVELS * LEVELS * LEVELS * LEVELS,
    WIDTH_MOST = 12,
    QUESTIONS = 4
};

/* One entry of one cell, in words. */
struct fact {
    const char *levels[ATTRIBUTES];
    uint32_t label;
    uint32_t decision;
    uint64_t count;
    double weight; /* an eighth of a small integer: plain sums are exact */
};

struct world {
    size_t class_count;
    bool weighted;
    struct fact facts[COMBINATIONS * WIDTH_MOST];
    size_t fact_count;
    uint64_t people;
    const char *columns[QUESTIONS][ATTRIBUTES];
    exq_grouping by[QUESTIONS];
    const char *given[ATTRIBUTES];
    exq_release_plan plan;
};

static const char *const attributes[ATTRIBUTES] = {"age", "dept", "race", "sex"};
static const char *const classes[] = {"no", "yes", "maybe"};
static const char *const level_names[] = {"A", "B", "Ba"};

/* The levels of one of all possible combinations. */
static inline struct fact combination(size_t code)
{
    struct fact fact = {0};
    for (size_t a = 0; a < ATTRIBUTES; a++, code /= LEVELS)
        fact.levels[a] = code % LEVELS < LEVELS - 1 ? level_names[code % LEVELS] : NULL;
    return fact;
}

static inline void random_facts(exq_random *random, struct world *world)
{
    size_t level_counts[ATTRIBUTES];
    for (size_t a = 0; a < ATTRIBUTES; a++)
        level_counts[a] = 1 + exq_random_below(random, LEVELS);
    const uint64_t density = 1 + exq_random_below(random, 10);
    const uint64_t size_most = 1 + exq_random_below(random, 40);
    for (size_t code = 0; code < COMBINATIONS; code++) {
        struct fact fact = combination(code);
        bool exists = exq_random_below(random, 10) < density;
        for (size_t a = 0, rest = code; a < ATTRIBUTES; a++, rest /= LEVELS)
            exists = exists && rest % LEVELS < level_counts[a];
        if (!exists)
            continue;
        for (uint32_t slot = 0; slot < (world->class_count + 1) * world->class_count; slot++) {
            if (exq_random_below(random, 3) != 0)
                continue;
            const uint32_t label = slot / (uint32_t)world->class_count;
            fact.label = label == world->class_count ? EXQ_NO_CODE : label;
            fact.decision = slot % (uint32_t)world->class_count;
            fact.count = exq_random_below(random, size_most);
            fact.weight = fact.count == 0 ? 0 : (double)exq_random_below(random, 1000) / 8;
            world->people += fact.count;
            world->facts[world->fact_count++] = fact;
        }
    }
}

static inline exq_grouping random_columns(exq_random *random, const char **columns, size_t most)
{
    const size_t wanted = 1 + exq_random_below(random, most);
    size_t count = 0;
    while (count < wanted) {
        columns[count] = attributes[exq_random_below(random, ATTRIBUTES)];
        size_t same = 0;
        while (strcmp(columns[same], columns[count]) != 0)
            same++;
        count += same == count;
    }
    return (exq_grouping){columns, count};
}

/* The world of a number; free() it. */
static inline struct world *random_world(uint64_t number)
{
    static const uint64_t min_cells[] = {0, 1, 3, 5, 10, 10, 20, 50};
    struct world *made = calloc(1, sizeof *made);
    exq_random random;
    exq_random_init(&random, 20, number);
    made->class_count = 2 + exq_random_below(&random, 2);
    made->weighted = exq_random_below(&random, 4) == 0;
    random_facts(&random, made);
    const size_t by_count = 1 + exq_random_below(&random, QUESTIONS);
    for (size_t i = 0; i < by_count; i++)
        made->by[i] = random_columns(&random, made->columns[i], 3);
    size_t given_count = 0;
    if (exq_random_below(&random, 2) == 0)
        given_count = random_columns(&random, made->given, 2).column_count;
    made->plan = (exq_release_plan){.by = made->by,
                                    .by_count = by_count,
                                    .given = made->given,
                                    .given_count = given_count,
                                    .min_cell = min_cells[exq_random_below(&random, sizeof min_cells / sizeof *min_cells)]};
    return made;
}

static inline bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static inline exq_tally *tally_of(const struct world *world, bool backwards)
{
    exq_tally *tally = fake_tally_new(attributes, ATTRIBUTES, classes, world->class_count, world->weighted);
    const struct fact *before = NULL;
    exq_cell *cell = NULL;
    for (size_t i = 0; i < world->fact_count; i++) {
        const struct fact *fact = &world->facts[backwards ? world->fact_count - 1 - i : i];
        bool new_cell = before == NULL;
        for (size_t a = 0; a < ATTRIBUTES && !new_cell; a++)
            new_cell = !same_text(before->levels[a], fact->levels[a]);
        if (new_cell) {
            uint32_t codes[ATTRIBUTES];
            fake_tally_codes(tally, fact->levels, codes);
            cell = fake_tally_append(tally, codes);
        }
        fake_entry_append(tally, cell, fact->label, fact->decision, fact->count, fact->weight);
        before = fact;
    }
    return tally;
}

static inline exq_release release_of(const struct world *world, bool backwards, exq_arena *arena)
{
    exq_release release;
    exq_error error = {0};
    exq_tally *tally = tally_of(world, backwards);
    assert_int_equal(exq_release_tally(tally, &world->plan, arena, &release, &error), EXQ_OK);
    fake_tally_free(tally);
    return release;
}

typedef struct plain {
    uint64_t people;
    uint64_t counts[WIDTH_MOST];
    double weights[WIDTH_MOST];
    double squares[WIDTH_MOST];
} plain;

static const char *level_of(const struct fact *fact, const char *column)
{
    size_t a = 0;
    while (strcmp(attributes[a], column) != 0)
        a++;
    return fact->levels[a];
}

static inline bool lies_in(const struct fact *fact, const char *const *columns, size_t count, const char *const *levels)
{
    for (size_t i = 0; i < count; i++) {
        if (!same_text(level_of(fact, columns[i]), levels[i]))
            return false;
    }
    return true;
}

static inline bool lies_in_row(const struct fact *fact, const exq_published *question, const exq_table *table,
                               size_t group)
{
    return lies_in(fact, question->by, question->by_count, table->groups[group].levels) &&
           (table->strata_levels == NULL ||
            lies_in(fact, question->given, question->given_count, table->strata_levels));
}

static inline plain count_row(const struct world *world, const exq_published *question, const exq_table *table,
                              size_t group)
{
    plain sums = {0};
    for (size_t i = 0; i < world->fact_count; i++) {
        const struct fact *fact = &world->facts[i];
        if (!lies_in_row(fact, question, table, group))
            continue;
        const size_t label = fact->label == EXQ_NO_CODE ? world->class_count : fact->label;
        const size_t slot = label * world->class_count + fact->decision;
        sums.people += fact->count;
        sums.counts[slot] += fact->count;
        sums.weights[slot] += fact->weight;
        sums.squares[slot] += fact->weight * fact->weight;
    }
    return sums;
}

#endif
