/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is withheld, case by case. A case is a few cells in words, what is asked of them, and the whole release in words:
 * `small` is below the minimum cell, `hidden` is complementary, `=` opens what is shown together.
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
    const char *cells; /* "dept race sex people; ..."; `-` is the missing level */
    const char *by;    /* groupings, apart by blanks */
    const char *given; /* columns with commas; NULL: none */
    uint64_t min_cell;
    const char *expected;
} withhold_case;

static const char *const attributes[] = {"dept", "race", "sex"};
static const char *const classes[] = {"unfavourable", "favourable"};

static const withhold_case cases[] = {
    {"nothing is small",                                                             "x A f 10; x B f 20",                                        "race",                NULL,   10, "[race] A 10, B 20 = 30\n"      },
    {"a small group takes the next smallest along",                                  "x A f 5; x B f 30; x C f 20",                               "race",                NULL,   10,
     "[race] A small, B 30, C hidden = 30\n"                                                                                                                                                                         },
    {"two small groups of enough people suffice",                                    "x A f 5; x B f 5; x C f 20",                                "race",                NULL,   10,
     "[race] A small, B small, C 20 = 20\n"                                                                                                                                                                          },
    {"two small groups of too few people take a third along",                        "x A f 4; x B f 5; x C f 20; x D f 30",                      "race",                NULL,   10,
     "[race] A small, B small, C hidden, D 30 = 30\n"                                                                                                                                                                },
    {"of equals the first goes",                                                     "x A f 30; x B f 20; x C f 20; x D f 1",                     "race",                NULL,   10,
     "[race] A 30, B hidden, C 20, D small = 50\n"                                                                                                                                                                   },
    {"two groups, one small",                                                        "x A f 9; x B f 90",                                         "race",                NULL,   10, "[race] A small, B hidden = 0\n"},
    {"fewer people than the minimum cell",                                           "x A f 4; x B f 5",                                          "race sex",            NULL,   10,
     "[race] A small, B small = 0\n[sex] f small = 0\n"                                                                                                                                                              },
    {"a minimum cell of 1 shows all",                                                "x A f 1; x B f 2",                                          "race",                NULL,   1,  "[race] A 1, B 2 = 3\n"         },
    {"a minimum cell of 0 shows all",                                                "x A f 1; x B f 2",                                          "race",                NULL,   0,  "[race] A 1, B 2 = 3\n"         },
    {"cells without people do not exist",                                            "x A f 0; x B f 12; x B m 0",                                "race,sex",            NULL,   10,
     "[race,sex] B/f 12 = 12\n"                                                                                                                                                                                      },
    {"no cells at all",                                                              "",                                                          "race",                "dept", 10, "[race] = 0\n"                  },
    {"the missing level is a row like the others, the last",                         "x - f 5; x B f 30; x A f 20",                               "race",                NULL,   10,
     "[race] A hidden, B 30, - small = 30\n"                                                                                                                                                                         },

    {"inside a shown group of a coarser question",                                   "x A f 5; x A m 40; x B f 50; x B m 60; x C f 8; x C m 30",
     "race race,sex",                                                                                                                                                    NULL,   10,
     "[race] A 45, B 110, C 38 = 193\n"
     "[race,sex] A/f small, A/m hidden, B/f 50, B/m 60, C/f small, C/m hidden = 110\n"                                                                                                                               },
    {"and of both coarser questions",                                                "x A f 5; x A m 40; x B f 50; x B m 60; x C f 70; x C m 80", "race sex race,sex",
     NULL,                                                                                                                                                                       10,
     "[race] A 45, B 110, C 150 = 305\n"
     "[sex] f 125, m 180 = 305\n"
     "[race,sex] A/f small, A/m hidden, B/f hidden, B/m hidden, C/f 70, C/m 80 = 150\n"                                                                                                                              },
    {"a group hidden in the coarse table is not told by the fine one",
     "x A m 5; x B m 10; x B f 10; x C f 10; x C m 90",                                                                                           "race race,sex",       NULL,   10,
     "[race] A small, B hidden, C 100 = 100\n"
     "[race,sex] A/m small, B/f hidden, B/m 10, C/f 10, C/m 90 = 110\n"                                                                                                                                              },
    {"nor is one that hides two others, too small together",                         "x A m 4; x B m 11; x B f 12; x C m 5; x D m 90; x D f 10",
     "race race,sex",                                                                                                                                                    NULL,   10,
     "[race] A small, B hidden, C small, D 100 = 100\n"
     "[race,sex] A/m small, B/f 12, B/m hidden, C/m small, D/f 10, D/m 90 = 112\n"                                                                                                                            },
    {"columns in another order are the same table",                                  "x A f 5; x A m 20; x B f 40; x B m 90",                     "race,sex sex,race",   NULL,
     10,                                                                                                                                                                             "[race,sex] A/f small, A/m hidden, B/f 40, B/m 90 = 130\n"
     "[sex,race] f/A small, f/B 40, m/A hidden, m/B 90 = 130\n"                                                                                                                                              },
    {"what two questions share is a margin, asked or not",                           "x A f 50; x A m 60; y B f 5; y B m 12; x B m 40",
     "sex,dept race,sex",                                                                                                                                                NULL,   10,
     "[sex,dept] f/x hidden, f/y small, m/x hidden, m/y hidden = 0\n"
     "[race,sex] A/f hidden, A/m 60, B/f small, B/m 52 = 112\n"                                                                                                                                                      },
    {"two blocks of small rows, joined by one that sums and differences would tell",
     "w A f 6; w B f 6; w C f 50; w D f 50; "
     "x A f 6; x B f 6; x C f 50; x D f 50; "
     "y A f 6; y B f 50; y C f 6; y D f 6; "
     "z A f 40; z B f 50; z C f 6; z D f 6",                                                                                                      "dept race dept,race", NULL,   10,
     "[dept] w 112, x 112, y 68, z 102 = 394\n"
     "[race] A 58, B 112, C 112, D 112 = 394\n"
     "[dept,race] w/A small, w/B small, w/C 50, w/D 50, "
     "x/A small, x/B small, x/C 50, x/D 50, "
     "y/A small, y/B 50, y/C small, y/D small, "
     "z/A hidden, z/B 50, z/C small, z/D small = 300\n"                                                                                                                                                              },

    {"strata: within a group and within a stratum",
     "x A f 5; x B f 50; x C f 60; y A f 30; y B f 40; y C f 70; z A f 80; z B f 90; z C f 95",                                                   "race",                "dept", 10,
     "[race] A 115, B 180, C 225 = 520\n"
     "[race in x] A small, B hidden, C 60 = 60\n"
     "[race in y] A hidden, B hidden, C 70 = 70\n"
     "[race in z] A 80, B 90, C 95 = 265\n"                                                                                                                                                                          },
    {"a stratum of one small group",                                                 "x A f 5; y A f 20; y B f 50; z A f 60; z B f 70",           "race",                "dept", 10,
     "[race] A 85, B 120 = 205\n"
     "[race in x] A small = 0\n"
     "[race in y] A hidden, B hidden = 0\n"
     "[race in z] A hidden, B hidden = 0\n"                                                                                                                                                                          },
    {"a stratum asked as a grouping too tells its people",                           "x A f 5; x B f 30; y A f 50; y B f 60",                     "race dept",           "dept",
     10,                                                                                                                                                                             "[race] A 55, B 90 = 145\n"
     "[race in x] A small, B hidden = 0\n"
     "[race in y] A hidden, B hidden = 0\n"
     "[dept] x 35, y 110 = 145\n"
     "[dept in x] x 35 = 35\n"
     "[dept in y] y 110 = 110\n"                                                                                                                                                                             },
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
    const exq_release_plan plan = {by, by_count, given.columns, given.column_count, it->min_cell};

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
