/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is withheld, case by case: the rows of withhold_cases.def.
 */
#include "door.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buffer.h"
#include "fake_tally.h"

typedef struct withhold_case {
    const char *name;
    const char *cells;
    const char *by;
    const char *given;
    uint64_t min_cell;
    const char *expected;
} withhold_case;

static const char *const attributes[] = {"dept", "race", "sex"};
static const char *const classes[] = {"unfavourable", "favourable"};

static const withhold_case cases[] = {
#define CASE(...) {__VA_ARGS__},
#include "withhold_cases.def"
#undef CASE
};

/* The next piece of `*text` up to one of `ends`, which is taken off; NULL when nothing is left. */
static char *cut(char **text, const char *ends)
{
    while (*text != NULL && **text == ' ')
        (*text)++;
    return *text == NULL || **text == '\0' ? NULL : strsep(text, ends);
}

static exq_tally *tally_of(const char *cells)
{
    exq_tally *tally = fake_tally_new(attributes, 3, classes, 2, false);
    char *text = exq_arena_string(tally->arena, cells);
    for (char *cell = cut(&text, ";"); cell != NULL; cell = cut(&text, ";")) {
        const char *levels[3];
        uint32_t codes[3];
        for (int a = 0; a < 3; a++) {
            const char *level = cut(&cell, " ");
            levels[a] = strcmp(level, "-") == 0 ? NULL : level;
        }
        fake_tally_codes(tally, levels, codes);
        const uint64_t people = strtoull(cell, NULL, 10);
        exq_cell *made = fake_tally_append(tally, codes);
        fake_entry_append(tally, made, 0, 0, people / 2, 1);
        fake_entry_append(tally, made, 1, 1, people - people / 2, 1);
    }
    return tally;
}

static exq_grouping columns_of(exq_arena *arena, char *text)
{
    const char **columns = EXQ_NEW(arena, const char *, 3);
    size_t count = 0;
    for (char *column = cut(&text, ","); column != NULL; column = cut(&text, ","))
        columns[count++] = column;
    return (exq_grouping){columns, count};
}

static void describe_levels(exq_buffer *out, const char *const *levels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        exq_buffer_format(out, "%s%s", i == 0 ? "" : "/", levels[i] == NULL ? "-" : levels[i]);
}

static void describe_table(exq_buffer *out, const exq_published *question, const exq_table *table)
{
    for (size_t i = 0; i < question->by_count; i++)
        exq_buffer_format(out, "%s%s", i == 0 ? "[" : ",", question->by[i]);
    if (table->strata_levels != NULL) {
        exq_buffer_string(out, " in ");
        describe_levels(out, table->strata_levels, question->given_count);
    }
    exq_buffer_string(out, "]");
    for (size_t i = 0; i < table->group_count; i++) {
        const exq_row *group = &table->groups[i];
        exq_buffer_string(out, i == 0 ? " " : ", ");
        describe_levels(out, group->levels, question->by_count);
        if (group->withheld)
            exq_buffer_string(out, group->why == EXQ_WHY_BELOW_MIN_CELL ? " small" : " hidden");
        else
            exq_buffer_format(out, " %llu", (unsigned long long)group->people);
    }
    exq_buffer_format(out, " = %llu\n", (unsigned long long)table->overall.people);
}

static void check_case(const withhold_case *it)
{
    exq_tally *tally = tally_of(it->cells);
    exq_grouping by[4];
    size_t by_count = 0;
    char *text = exq_arena_string(tally->arena, it->by);
    for (char *grouping = cut(&text, " "); grouping != NULL; grouping = cut(&text, " "))
        by[by_count++] = columns_of(tally->arena, grouping);
    const exq_grouping given = columns_of(tally->arena, exq_arena_string(tally->arena, it->given));
    const exq_release_plan plan = {.by = by,
                                   .by_count = by_count,
                                   .given = given.columns,
                                   .given_count = given.column_count,
                                   .min_cell = it->min_cell};

    exq_release release;
    exq_error error = {0};
    exq_arena *arena = exq_arena_new();
    assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), EXQ_OK);
    fake_tally_free(tally);
    exq_buffer words = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < release.question_count; i++) {
        const exq_published *question = &release.questions[i];
        describe_table(&words, question, &question->marginal);
        for (size_t j = 0; j < question->stratum_count; j++)
            describe_table(&words, question, &question->strata[j]);
    }
    if (strcmp(words.bytes, it->expected) != 0)
        print_error("%s:\n%sexpected:\n%s", it->name, words.bytes, it->expected);
    assert_string_equal(words.bytes, it->expected);
    exq_buffer_free(&words);
    exq_arena_free(arena);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_case(&cases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
