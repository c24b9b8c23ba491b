/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of the door over random audits: what is shown equals a plain count, nothing shown is too small, overall and rests
 * are made of shown rows alone, a minimum cell of 1 shows all, and the order of the cells cannot be seen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_world.h"

enum { ROUNDS = 3000 };

static void add_plain(plain *all, const plain *part, int sign)
{
    for (size_t slot = 0; slot < WIDTH_MOST; slot++) {
        all->counts[slot] += sign > 0 ? part->counts[slot] : -part->counts[slot];
        all->weights[slot] += sign * part->weights[slot];
        all->squares[slot] += sign * part->squares[slot];
    }
    all->people += sign > 0 ? part->people : -part->people;
}

static void check_shown(const struct world *world, const exq_row *row, const plain *expected)
{
    const size_t width = (world->class_count + 1) * world->class_count;
    assert_false(row->withheld);
    assert_int_equal(row->why, EXQ_WHY_NONE);
    assert_int_equal(row->people, expected->people);
    assert_memory_equal(row->counts, expected->counts, width * sizeof *row->counts);
    assert_int_equal(row->weights != NULL, world->weighted);
    if (world->weighted) {
        assert_memory_equal(row->weights, expected->weights, width * sizeof *row->weights);
        assert_memory_equal(row->squares, expected->squares, width * sizeof *row->squares);
    }
}

static void check_withheld(const exq_row *row, exq_why why)
{
    assert_true(row->withheld);
    assert_int_equal(row->why, why);
    assert_int_equal(row->people, 0);
    assert_null(row->counts);
    assert_null(row->weights);
    assert_null(row->squares);
}

/* Returns the people of all groups, withheld or not: the groups must part the people of the table. */
static uint64_t check_table(const struct world *world, const exq_published *question, const exq_table *table)
{
    plain shown = {0};
    uint64_t people = 0;
    for (size_t i = 0; i < table->group_count; i++) {
        const exq_row *group = &table->groups[i];
        const plain own = count_row(world, question, table, i);
        assert_true(own.people > 0);
        people += own.people;
        if (own.people < world->plan.min_cell) {
            check_withheld(group, EXQ_WHY_BELOW_MIN_CELL);
        } else if (group->withheld) {
            check_withheld(group, EXQ_WHY_COMPLEMENTARY);
            assert_true(world->plan.min_cell > 1);
        } else {
            check_shown(world, group, &own);
            add_plain(&shown, &own, 1);
        }
    }
    check_shown(world, &table->overall, &shown);
    for (size_t i = 0; i < table->group_count; i++) {
        const exq_row *group = &table->groups[i];
        if (group->withheld) {
            check_withheld(&table->rests[i], group->why);
            continue;
        }
        plain rest = shown;
        const plain own = count_row(world, question, table, i);
        add_plain(&rest, &own, -1);
        check_shown(world, &table->rests[i], &rest);
    }
    return people;
}

/* Missing after all texts. */
static int compare_levels(const char *const *a, const char *const *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (same_text(a[i], b[i]))
            continue;
        if (a[i] == NULL || b[i] == NULL)
            return a[i] == NULL ? 1 : -1;
        return strcmp(a[i], b[i]);
    }
    return 0;
}

static void check_order(const exq_published *question, const exq_table *table)
{
    for (size_t i = 1; i < table->group_count; i++)
        assert_true(compare_levels(table->groups[i - 1].levels, table->groups[i].levels, question->by_count) < 0);
}

static void check_question(const struct world *world, const exq_published *question)
{
    check_order(question, &question->marginal);
    assert_int_equal(check_table(world, question, &question->marginal), world->people);
    uint64_t people = 0;
    for (size_t i = 0; i < question->stratum_count; i++) {
        const exq_table *stratum = &question->strata[i];
        check_order(question, stratum);
        people += check_table(world, question, stratum);
        if (i > 0)
            assert_true(compare_levels(stratum[-1].strata_levels, stratum->strata_levels, question->given_count) < 0);
    }
    assert_int_equal(people, world->plan.given_count == 0 ? 0 : world->people);
}

static void check_same(const exq_release *a, const exq_release *b)
{
    assert_int_equal(a->rows_used, b->rows_used);
    assert_int_equal(a->rows_read, b->rows_read);
    assert_int_equal(a->withheld_groups, b->withheld_groups);
    for (size_t i = 0; i < a->question_count; i++) {
        const exq_published *left = &a->questions[i];
        const exq_published *right = &b->questions[i];
        assert_int_equal(left->marginal.group_count, right->marginal.group_count);
        assert_int_equal(left->stratum_count, right->stratum_count);
        for (size_t t = 0; t <= left->stratum_count; t++) {
            const exq_table *x = t == 0 ? &left->marginal : &left->strata[t - 1];
            const exq_table *y = t == 0 ? &right->marginal : &right->strata[t - 1];
            assert_int_equal(x->group_count, y->group_count);
            for (size_t j = 0; j < x->group_count; j++) {
                assert_int_equal(compare_levels(x->groups[j].levels, y->groups[j].levels, left->by_count), 0);
                assert_int_equal(x->groups[j].why, y->groups[j].why);
                assert_int_equal(x->groups[j].people, y->groups[j].people);
            }
        }
    }
}

static uint64_t most_shown(const exq_release *release)
{
    uint64_t most = 0;
    for (size_t i = 0; i < release->question_count; i++) {
        const uint64_t people = release->questions[i].marginal.overall.people;
        most = people > most ? people : most;
    }
    return most;
}

static void check_world(const struct world *world)
{
    exq_arena *arena = exq_arena_new();
    const exq_release release = release_of(world, false, arena);
    const exq_release again = release_of(world, true, arena);
    check_same(&release, &again);
    for (size_t i = 0; i < release.question_count; i++)
        check_question(world, &release.questions[i]);
    assert_int_equal(release.anything_withheld, release.withheld_groups > 0);
    assert_int_equal(release.rows_used, release.anything_withheld ? most_shown(&release) : world->people);
    exq_arena_free(arena);
}

static void test_random_worlds(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct world *world = random_world(round);
        check_world(world);
        free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_worlds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
