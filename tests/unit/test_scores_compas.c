/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The deciles of COMPAS by race, through a tally and the door, against a count of the file's fields that shares no code
 * with either.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data_dir.h"
#include "door.h"
#include "ingest_kit.h"

enum { MOST_RACES = 10, MOST_LINE = 4096, MOST_FIELDS = 80, DECILES = 10 };

struct counted {
    char races[MOST_RACES][64];
    size_t race_count;
    uint64_t people[MOST_RACES][2][DECILES + 1];
};

/* The fields of a line, commas within quotes left in. */
static size_t split(char *line, char *fields[MOST_FIELDS])
{
    size_t count = 1;
    bool quoted = false;
    fields[0] = line;
    for (char *at = line; *at != '\0'; at++) {
        quoted = quoted != (*at == '"');
        if (*at == '\n' || *at == '\r')
            *at = '\0';
        if (*at != ',' || quoted)
            continue;
        *at = '\0';
        fields[count++] = at + 1;
    }
    return count;
}

static size_t column_of(char *fields[MOST_FIELDS], size_t count, const char *name)
{
    size_t c = 0;
    while (c < count && strcmp(fields[c], name) != 0)
        c++;
    assert_true(c < count);
    return c;
}

static size_t race_of(struct counted *counted, const char *race)
{
    size_t r = 0;
    while (r < counted->race_count && strcmp(counted->races[r], race) != 0)
        r++;
    assert_true(r < MOST_RACES);
    if (r == counted->race_count)
        snprintf(counted->races[counted->race_count++], sizeof counted->races[0], "%s", race);
    return r;
}

static void count_file(const char *path, struct counted *counted)
{
    static char line[MOST_LINE];
    char *fields[MOST_FIELDS];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    size_t count = split(line, fields);
    const size_t race = column_of(fields, count, "race"), decile = column_of(fields, count, "decile_score"),
                 label = column_of(fields, count, "two_year_recid");
    while (fgets(line, sizeof line, file) != NULL) {
        count = split(line, fields);
        assert_true(count > label);
        counted->people[race_of(counted, fields[race])][fields[label][0] == '1'][atoi(fields[decile])]++;
    }
    fclose(file);
}

static void check_group(struct counted *counted, const exq_scale *scale, const exq_row *group)
{
    const size_t race = race_of(counted, group->levels[0]);
    for (size_t bin = 0; bin < scale->bin_count; bin++)
        for (size_t label = 0; label < 2; label++) {
            const double people = (double)counted->people[race][label][bin + 1], decile = (double)bin + 1;
            assert_int_equal(group->scores->people[label][bin], counted->people[race][label][bin + 1]);
            assert_true(group->scores->sum[label][bin] == people * decile);
            assert_true(group->scores->square[label][bin] == people * decile * decile);
            assert_int_equal(group->scores->people[EXQ_SCORED_UNLABELLED][bin], 0);
        }
}

static void check_scale(const exq_scale *scale)
{
    assert_int_equal(scale->bin_count, DECILES);
    for (size_t bin = 0; bin < DECILES; bin++) {
        const double decile = (double)bin + 1;
        assert_true(scale->bins[bin].low == decile && scale->bins[bin].high == decile && scale->cuts[bin] == decile);
    }
}

static void deciles_are_counted(void **state)
{
    (void)state;
    data_need("compas");
    char path[DATA_PATH_SIZE];
    struct counted counted = {0};
    count_file(data_path("compas/compas-scores-two-years.noid.csv", path), &counted);
    for (size_t beside = 0; beside < 2; beside++) { /* the score decides, or stands beside what does */
        static const char *const by[] = {"race"}, *const high[] = {"High"};
        const exq_grouping grouping = {by, 1};
        const exq_release_plan release_plan = {.by = &grouping, .by_count = 1, .min_cell = 10};
        struct kit_plan kit;
        exq_error error = {0};
        exq_release release;
        exq_request *request = kit_plan(&kit, path);
        kit.attributes[0] = "race";
        request->decision = beside == 1 ? "score_text" : NULL;
        request->favourable = high;
        request->favourable_count = beside;
        request->score = "decile_score#1";
        request->threshold = beside == 1 ? NULL : "5";
        request->label = "two_year_recid";
        exq_tally *tally = kit_read(&kit);
        exq_arena *arena = exq_arena_new();
        assert_int_equal(exq_release_tally(tally, &release_plan, arena, &release, &error), EXQ_OK);
        const exq_table *table = &release.questions[0].marginal;
        check_scale(release.questions[0].scale);
        assert_int_equal(table->group_count, counted.race_count);
        for (size_t g = 0; g < table->group_count; g++)
            check_group(&counted, release.questions[0].scale, &table->groups[g]);
        exq_arena_free(arena);
        exq_tally_free(tally);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(deciles_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
