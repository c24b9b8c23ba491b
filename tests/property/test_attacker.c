/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader of a release as an attacker, over random audits: no margin gives a withheld row away, and no row that was too
 * small is a sum or difference of shown rows and everyone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_world.h"

enum { ROUNDS = 3000 };

/* A row of any table of the release, as the combinations of levels that lie in it. */
typedef struct known_row {
    bool holds[COMBINATIONS];
    const exq_row *row;
    const exq_published *question;
    bool strata; /* a row of the strata, which are one table together */
    uint64_t people;
} known_row;

struct reader {
    const struct world *world;
    known_row *rows;
    size_t count;
    size_t rows_over[COMBINATIONS]; /* rows that hold a combination; where a table has none, nobody has that one */
    size_t table_count;
};

static void read_table(struct reader *reader, const exq_published *question, const exq_table *table)
{
    for (size_t i = 0; i < table->group_count; i++) {
        known_row *row = &reader->rows[reader->count++];
        row->row = &table->groups[i];
        row->question = question;
        row->strata = table != &question->marginal;
        row->people = count_row(reader->world, question, table, i).people;
        for (size_t code = 0; code < COMBINATIONS; code++) {
            const struct fact levels = combination(code);
            row->holds[code] = lies_in_row(&levels, question, table, i);
            reader->rows_over[code] += row->holds[code];
        }
    }
}

static void read_question(struct reader *reader, const exq_published *question)
{
    read_table(reader, question, &question->marginal);
    for (size_t i = 0; i < question->stratum_count; i++)
        read_table(reader, question, &question->strata[i]);
    reader->table_count += question->given_count > 0 ? 2 : 1;
}

static bool has_column(const exq_published *question, bool strata, const char *column)
{
    for (size_t i = 0; i < question->by_count; i++) {
        if (strcmp(question->by[i], column) == 0)
            return true;
    }
    for (size_t i = 0; strata && i < question->given_count; i++) {
        if (strcmp(question->given[i], column) == 0)
            return true;
    }
    return false;
}

/* Does the table of the row have no column that the other table lacks? */
static bool is_coarser(const known_row *row, const exq_published *question, bool strata)
{
    for (size_t a = 0; a < ATTRIBUTES; a++) {
        if (has_column(row->question, row->strata, attributes[a]) && !has_column(question, strata, attributes[a]))
            return false;
    }
    return true;
}

static bool lies_inside(const known_row *inner, const known_row *outer)
{
    for (size_t i = 0; i < COMBINATIONS; i++) {
        if (inner->holds[i] && !outer->holds[i])
            return false;
    }
    return true;
}

/* The withheld rows of one table inside a margin (NULL: everyone) are none, or two or more of enough people. */
static void check_margin(const struct reader *reader, const known_row *margin, const exq_published *question,
                         bool strata)
{
    size_t rows = 0;
    uint64_t people = 0;
    for (size_t i = 0; i < reader->count; i++) {
        const known_row *row = &reader->rows[i];
        if (row->question == question && row->strata == strata && row->row->withheld &&
            (margin == NULL || lies_inside(row, margin))) {
            rows++;
            people += row->people;
        }
    }
    if (rows > 0) {
        assert_true(people >= reader->world->plan.min_cell);
        assert_true(rows >= 2);
    }
}

static void check_margins(const struct reader *reader, const exq_release *release)
{
    for (size_t i = 0; i < release->question_count; i++) {
        const exq_published *question = &release->questions[i];
        for (int strata = 0; strata <= (question->given_count > 0); strata++) {
            check_margin(reader, NULL, question, strata);
            for (size_t j = 0; j < reader->count; j++) {
                const known_row *row = &reader->rows[j];
                if (!row->row->withheld && is_coarser(row, question, strata))
                    check_margin(reader, row, question, strata);
            }
        }
    }
}

/* Arithmetic modulo a prime, so that elimination is exact. */
static const uint64_t PRIME = (UINT64_C(1) << 31) - 1;

static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;
    for (uint64_t power = PRIME - 2; power > 0; power >>= 1) {
        if (power & 1)
            result = result * a % PRIME;
        a = a * a % PRIME;
    }
    return result;
}

struct span {
    size_t rank;
    uint64_t (*vectors)[COMBINATIONS];
    size_t *pivots;
};

/* The combinations of a row (NULL: everyone) that can exist, less what the span explains of them. True when nothing is
 * left: then the row is a sum or difference of what spans. */
static bool explains(const struct span *span, const struct reader *reader, const known_row *row, uint64_t *vector)
{
    for (size_t i = 0; i < COMBINATIONS; i++)
        vector[i] = reader->rows_over[i] == reader->table_count && (row == NULL || row->holds[i]);
    for (size_t r = 0; r < span->rank; r++) {
        const uint64_t factor = vector[span->pivots[r]];
        for (size_t i = 0; factor != 0 && i < COMBINATIONS; i++)
            vector[i] = (vector[i] + (PRIME - factor) * span->vectors[r][i]) % PRIME;
    }
    for (size_t i = 0; i < COMBINATIONS; i++) {
        if (vector[i] != 0)
            return false;
    }
    return true;
}

static void learn(struct span *span, const struct reader *reader, const known_row *row)
{
    uint64_t *vector = span->vectors[span->rank];
    if (explains(span, reader, row, vector))
        return;
    size_t pivot = 0;
    while (vector[pivot] == 0)
        pivot++;
    const uint64_t scale = inverse(vector[pivot]);
    for (size_t i = 0; i < COMBINATIONS; i++)
        vector[i] = vector[i] * scale % PRIME;
    span->pivots[span->rank++] = pivot;
}

/* No row that was too small is a sum or difference of shown rows and everyone. */
static void check_nothing_is_solved(const struct reader *reader)
{
    struct span span = {0};
    span.vectors = calloc(reader->count + 2, sizeof *span.vectors);
    span.pivots = calloc(reader->count + 2, sizeof *span.pivots);
    learn(&span, reader, NULL);
    for (size_t i = 0; i < reader->count; i++) {
        if (!reader->rows[i].row->withheld)
            learn(&span, reader, &reader->rows[i]);
    }
    for (size_t i = 0; i < reader->count; i++) {
        if (reader->rows[i].row->why == EXQ_WHY_BELOW_MIN_CELL)
            assert_false(explains(&span, reader, &reader->rows[i], span.vectors[span.rank]));
    }
    free(span.vectors);
    free(span.pivots);
}

static size_t count_rows(const exq_release *release)
{
    size_t count = 0;
    for (size_t i = 0; i < release->question_count; i++) {
        const exq_published *question = &release->questions[i];
        count += question->marginal.group_count;
        for (size_t j = 0; j < question->stratum_count; j++)
            count += question->strata[j].group_count;
    }
    return count;
}

static void attack(const struct world *world)
{
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(world, false, arena);
    struct reader reader = {.world = world, .rows = calloc(count_rows(&release) + 1, sizeof *reader.rows)};
    for (size_t i = 0; i < release.question_count; i++)
        read_question(&reader, &release.questions[i]);
    check_margins(&reader, &release);
    check_nothing_is_solved(&reader);
    free(reader.rows);
    exq_arena_free(arena);
}

/* Where all people together are too few, all is withheld and nothing is left to protect. */
static void test_random_worlds(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world *world = random_world(round);
        if (world->people >= world->plan.min_cell)
            attack(world);
        free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_worlds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
