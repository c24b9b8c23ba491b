/* SPDX-License-Identifier: Apache-2.0 */
/*
 * COMPAS and 60 random tables of scores against scikit-learn and scipy, which saw people one by one: what they printed stands
 * in tests/oracle/scores_vectors.csv, made by scores_oracle.py beside it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scores_builder.h"

enum { LINE_SIZE = 4096, MOST_GROUPS = 8, MOST_FIELDS = 5 };

/* The table being read, and what is found of it. */
typedef struct table {
    exq_arena *arena;
    exq_score_bin bins[BUILT_BINS];
    size_t bin_count;
    scored_group groups[MOST_GROUPS];
    size_t group_count;
    bool is_found;
    exq_findings found;
} table;

static size_t split(char *text, char divider, char *fields[], size_t most)
{
    size_t count = 0;
    for (char *at = text; at != NULL && count < most; count++) {
        fields[count] = at;
        at = strchr(at, divider);
        if (at != NULL)
            *at++ = '\0';
    }
    return count;
}

static void begin_table(table *self, char *scores)
{
    char *fields[BUILT_BINS];
    exq_arena_free(self->arena);
    *self = (table){.arena = built(exq_arena_new())};
    self->bin_count = split(scores, '|', fields, BUILT_BINS);
    for (size_t b = 0; b < self->bin_count; b++)
        self->bins[b].low = self->bins[b].high = strtod(fields[b], NULL);
}

static void add_group(table *self, char *const fields[])
{
    scored_group *group = &self->groups[self->group_count++];
    group->level = built(exq_arena_string(self->arena, fields[1]));
    for (size_t label = 0; label < 2; label++) {
        char *counts[BUILT_BINS];
        assert_int_equal(split(fields[2 + label], '|', counts, BUILT_BINS), self->bin_count);
        for (size_t b = 0; b < self->bin_count; b++)
            group->people[label][b] = strtoull(counts[b], NULL, 10);
    }
}

static double value_found(const table *self, const char *metric, size_t group)
{
    const exq_disparity *row = find_row(&self->found, metric, group);
    if (row != NULL)
        return row->value.v;
    const exq_group_rates *rates = &self->found.groups[group];
    if (strcmp(metric, "auc_variance") == 0)
        return find_rate(rates, "auc")->se.v * find_rate(rates, "auc")->se.v;
    if (strcmp(metric, "mean_score_lo") == 0)
        return find_rate(rates, "mean_score")->range.lo.v;
    if (strcmp(metric, "mean_score_hi") == 0)
        return find_rate(rates, "mean_score")->range.hi.v;
    const exq_rate_value *rate = find_rate(rates, metric);
    assert_non_null(rate);
    return rate->value.v;
}

static void check_value(table *self, char *const fields[])
{
    if (!self->is_found) {
        const exq_published question = built_scored_question(
            self->arena, &(built_scores){self->bins, self->bin_count, self->groups, self->group_count, 0.5});
        self->found = built_findings(&question, built_options_level(0), self->arena);
        self->is_found = true;
    }
    const size_t group = (size_t)strtoul(fields[2], NULL, 10);
    if (!near(value_found(self, fields[1], group), strtod(fields[4], NULL), 1e-12))
        fail_msg("%s of group %zu of %s", fields[1], group, self->groups[0].level);
}

static void others_agree(void **state)
{
    (void)state;
    const char *source = getenv("EXAEQUO_SOURCE");
    char path[LINE_SIZE], line[LINE_SIZE];
    snprintf(path, sizeof path, "%s/tests/oracle/scores_vectors.csv", source != NULL ? source : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    table at = {.arena = NULL};
    size_t values = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char *fields[MOST_FIELDS];
        line[strcspn(line, "\n")] = '\0';
        split(line, ',', fields, MOST_FIELDS);
        if (strcmp(fields[0], "table") == 0)
            begin_table(&at, fields[1]);
        else if (strcmp(fields[0], "group") == 0)
            add_group(&at, fields);
        else if (strcmp(fields[0], "value") == 0) {
            check_value(&at, fields);
            values++;
        }
    }
    fclose(file);
    exq_arena_free(at.arena);
    assert_true(values > 1500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
