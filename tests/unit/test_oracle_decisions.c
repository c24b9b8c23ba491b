/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COMPAS and 260 random tables against Fairlearn, AIF360, scikit-learn, statsmodels and scipy: the numbers they
 * printed stand in tests/oracle/decisions_vectors.csv, made by decisions_oracle.py beside it. Where a number differs
 * on purpose, the list `justified` says why, and the test fails when an entry of it is no longer needed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "interval.h"
#include "published_builder.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { LINE_SIZE = 8192, MOST_GROUPS = 8, MOST_COLUMNS = 80 };

typedef enum departure { NONE_HERE, NONE_THERE, ANOTHER_NUMBER } departure;

/* Columns (by their beginnings) in which we depart from a tool. */
static const struct {
    const char *column;
    departure how;
    bool one_class; /* only in tables where a group has but one label or one decision */
    const char *because;
} justified[] = {
    {"fairlearn:",                NONE_HERE,      true, "a rate of nobody is 0 there"                          },
    {"aif360:",                   NONE_HERE,      true, "0/0 is 0 there"                                       },
    {"aif360:label_differential", NONE_THERE,     true, "smooths over the classes a group has: infinite"       },
    {"aif360:differential",       NONE_THERE,     true, "the same of decisions and amplification"              },
    {"aif360:label_differential", ANOTHER_NUMBER, true, "the same where it is not infinite"                    },
    {"aif360:differential",       ANOTHER_NUMBER, true, "the same of decisions and amplification"              },
    {"scikit:balanced_accuracy",  NONE_HERE,      true, "the mean of the one rate that is there"               },
    {"scikit:matthews",           NONE_HERE,      true, "0/0 is 0 there"                                       },
    {"range:katz",                NONE_HERE,      true, "a count is 0: its ends are 0 and infinity"            },
    {"range:koopman",             ANOTHER_NUMBER, true, "all selected: its ends are not where its score is z^2"},
};
static size_t seen[COUNT(justified)];

static bool is_one_class(const built_group *groups, size_t count)
{
    bool found = false;
    for (size_t g = 0; g < count; g++) {
        const built_group *group = &groups[g];
        found = found || group->tp + group->fn == 0 || group->fp + group->tn == 0 || group->tp + group->fp == 0 ||
                group->fn + group->tn == 0;
    }
    return found;
}

static bool is_justified(const char *column, departure how, bool one_class)
{
    for (size_t i = 0; i < COUNT(justified); i++) {
        if (justified[i].how == how && (one_class || !justified[i].one_class) &&
            strncmp(column, justified[i].column, strlen(justified[i].column)) == 0) {
            seen[i]++;
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ the vectors */

static size_t split(char *line, char *fields[], size_t most)
{
    size_t count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at != NULL && count < most; count++) {
        fields[count] = at;
        at = strchr(at, ',');
        if (at != NULL)
            *at++ = '\0';
    }
    return count;
}

static size_t parse_table(const char *text, built_group groups[])
{
    static const char *const names[MOST_GROUPS] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    size_t count = 0;
    for (const char *at = text; at != NULL && count < MOST_GROUPS; count++) {
        char *next;
        built_group *group = &groups[count];
        *group = (built_group){.level = names[count]};
        group->tp = strtoull(at, &next, 10);
        group->fp = strtoull(next + 1, &next, 10);
        group->fn = strtoull(next + 1, &next, 10);
        group->tn = strtoull(next + 1, &next, 10);
        at = *next == '|' ? next + 1 : NULL;
    }
    return count;
}

/* ------------------------------------------------------------------------------------------------- our answers */

typedef struct answers {
    exq_findings all;   /* against the largest */
    exq_findings level; /* the first two groups alone, against the first */
    const built_group *groups;
} answers;

static exq_proportion selected(const built_group *group)
{
    return (exq_proportion){(double)(group->tp + group->fp), (double)(group->tp + group->fp + group->fn + group->tn),
                            false};
}

static exq_value range_end(const answers *ours, const char *name)
{
    exq_proportion a = selected(&ours->groups[1]), b = selected(&ours->groups[0]);
    exq_range range = strncmp(name, "wilson", 6) == 0     ? exq_interval_wilson(b, 0.95)
                      : strncmp(name, "newcombe", 8) == 0 ? exq_interval_newcombe(a, b, 0.95)
                      : strncmp(name, "koopman", 7) == 0  ? exq_interval_koopman(a, b, 0.95)
                                                          : exq_interval_katz(a, b, 0.95);
    return strstr(name, ":lo") != NULL ? range.lo : range.hi;
}

/* `column` is TOOL:METRIC[:GROUP]. */
static exq_value answer(const answers *ours, const char *column)
{
    char metric[128];
    const char *name = strchr(column, ':') + 1;
    if (strncmp(column, "range:", 6) == 0)
        return range_end(ours, name);
    size_t length = strcspn(name, ":");
    snprintf(metric, sizeof metric, "%.*s", (int)length, name);
    bool one = name[length] == ':' && name[length + 1] == '1';
    const exq_rate_value *rate = find_rate(&ours->all.groups[0], metric);
    if (rate != NULL)
        return rate->value;
    const exq_disparity *row = find_row(one ? &ours->level : &ours->all, metric, one ? 1 : ANY_GROUP);
    if (row == NULL)
        fail_msg("no row for %s", column);
    return row->value;
}

/* ----------------------------------------------------------------------------------------------------- the test */

static void compare(const char *table, const char *column, const char *theirs, exq_value ours, bool one_class)
{
    /* the score interval is found by a search there, to about eight digits */
    double tolerance = strncmp(column, "range:koopman", 13) == 0 ? 1e-6 : 1e-11;
    bool number_there = theirs[0] != '\0', number_here = exq_known(ours);
    departure how = !number_here ? NONE_HERE : !number_there ? NONE_THERE : ANOTHER_NUMBER;
    if (!number_there && !number_here)
        return;
    if (how == ANOTHER_NUMBER && fabs(ours.v - strtod(theirs, NULL)) <= tolerance * fmax(1, fabs(ours.v)))
        return;
    if (!is_justified(column, how, one_class))
        fail_msg("%s of %s: '%s' there, here %.17g (%s)", column, table, theirs, ours.v,
                 number_here ? "a number" : exq_why_name(ours.why));
}

static void agrees_with_the_oracles(void **state)
{
    (void)state;
    const char *source = getenv("EXAEQUO_SOURCE");
    char path[4096], line[LINE_SIZE], heads[LINE_SIZE];
    char *columns[MOST_COLUMNS], *fields[MOST_COLUMNS];
    snprintf(path, sizeof path, "%s/tests/oracle/decisions_vectors.csv", source != NULL ? source : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(heads, sizeof heads, file)); /* the versions */
    assert_non_null(fgets(heads, sizeof heads, file));
    size_t width = split(heads, columns, MOST_COLUMNS), rows = 0;
    for (; fgets(line, sizeof line, file) != NULL; rows++) {
        assert_int_equal(split(line, fields, MOST_COLUMNS), width);
        exq_arena *arena = built(exq_arena_new());
        built_group groups[MOST_GROUPS];
        size_t count = parse_table(fields[0], groups);
        answers ours = {built_find(arena, groups, count, ANY_GROUP), built_find(arena, groups, 2, 0), groups};
        bool one_class = is_one_class(groups, count);
        for (size_t c = 1; c < width; c++)
            compare(fields[0], columns[c], fields[c], answer(&ours, columns[c]), one_class);
        exq_arena_free(arena);
    }
    fclose(file);
    assert_int_equal(rows, 261);
    for (size_t i = 0; i < COUNT(justified); i++) {
        if (seen[i] == 0)
            fail_msg("no longer needed: %s, %s", justified[i].column, justified[i].because);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_oracles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
