/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several rows of one person, over random rows: shards of whole persons merge to what counting all at once gives,
 * taking away undoes it, saving and loading change nothing, neither do threads nor the order of rows; and what the door
 * shows of persons is what plain loops over the rows count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "door.h"
#include "ingest_kit.h"
#include "random.h"

enum { WORLDS = 120, MOST_ROWS = 160, MOST_PERSONS = 40, SHARDS = 3, CLASSES = 3 };

/* ------------------------------------------------------------------------------------------------ random rows */

struct row {
    const char *group, *dept, *decision, *label; /* "" is missing */
    size_t person;
};

struct world {
    exq_random random;
    bool classes;
    struct row rows[MOST_ROWS];
    size_t row_count;
    struct kit_plan kit;
};

static const char *pick(exq_random *random, const char *const *words, size_t count)
{
    return words[exq_random_below(random, count)];
}

/* Half of the persons are in one group for good. */
static struct row random_row(exq_random *random, size_t persons, bool classes)
{
    static const char *const groups[] = {"A", "B", "C", ""}, *const depts[] = {"x", "y", ""};
    static const char *const decisions[] = {"1", "yes", "0", "no"}, *const labels[] = {"1", "0", ""};
    static const char *const colours[] = {"blue", "green", "red"}, *const truths[] = {"blue", "red", ""};
    struct row row = {.person = exq_random_below(random, persons)};
    row.group = row.person % 2 == 0 ? groups[row.person % 4] : pick(random, groups, COUNT_OF(groups));
    row.dept = pick(random, depts, COUNT_OF(depts));
    row.decision = classes ? pick(random, colours, CLASSES) : pick(random, decisions, COUNT_OF(decisions));
    row.label = classes ? pick(random, truths, CLASSES) : pick(random, labels, COUNT_OF(labels));
    return row;
}

static void open_world(struct world *world, uint64_t seed)
{
    *world = (struct world){0};
    exq_random_init(&world->random, seed, 3);
    world->classes = exq_random_below(&world->random, 3) == 0;
    size_t persons = SHARDS + exq_random_below(&world->random, MOST_PERSONS - SHARDS);
    world->row_count = persons + exq_random_below(&world->random, MOST_ROWS - persons);
    for (size_t i = 0; i < world->row_count; i++)
        world->rows[i] = random_row(&world->random, persons, world->classes);
    for (size_t i = 0; i < CLASSES && world->classes; i++) { /* every shard has rows */
        static const char *const colours[] = {"blue", "green", "red"};
        world->rows[i].decision = colours[i];
    }
    for (size_t i = 0; i < SHARDS; i++)
        world->rows[i].person = i;
    exq_request *request = kit_plan(&world->kit, "all.csv");
    world->kit.attributes[0] = "dept";
    world->kit.attributes[1] = "g";
    world->kit.plan.attribute_count = 2;
    request->label = "y";
    request->unit = "who";
    request->classes = world->classes;
}

/* The rows of the persons whose number leaves `rest` when divided by `shards`. */
static void write_rows(const struct world *world, const char *name, size_t rest, size_t shards)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "who,g,dept,d,y\n");
    for (size_t i = 0; i < world->row_count; i++) {
        const struct row *row = &world->rows[i];
        if (row->person % shards == rest)
            exq_buffer_format(&text, "person %zu,%s,%s,%s,%s\n", row->person, row->group, row->dept, row->decision,
                              row->label);
    }
    kit_write(name, text.bytes, text.length);
    exq_buffer_free(&text);
}

static exq_tally *read_file(struct world *world, const char *name)
{
    world->kit.inputs[0] = name;
    world->kit.request.input_count = 1;
    return kit_read(&world->kit);
}

static exq_tally *read_all(struct world *world)
{
    write_rows(world, "all.csv", 0, 1);
    return read_file(world, "all.csv");
}

/* ------------------------------------------------------------------------------------------------------- laws */

static void merge(exq_tally *total, const exq_tally *part)
{
    exq_error error = {0};
    assert_int_equal(exq_tally_merge(total, part, &error), EXQ_OK);
}

static void subtract(exq_tally *total, const exq_tally *part)
{
    exq_error error = {0};
    exq_status status = exq_tally_subtract(total, part, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, EXQ_OK);
}

static void shards_of_whole_persons_merge(void **state)
{
    (void)state;
    static const char *const names[SHARDS] = {"0.csv", "1.csv", "2.csv"};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        exq_tally *all = read_all(&world);
        exq_tally *shards[SHARDS];
        for (size_t i = 0; i < SHARDS; i++) {
            write_rows(&world, names[i], i, SHARDS);
            shards[i] = read_file(&world, names[i]);
        }
        const size_t first = exq_random_below(&world.random, SHARDS);
        exq_tally *total = shards[first];
        char *before = kit_save(total);
        for (size_t i = 1; i < SHARDS; i++)
            merge(total, shards[(first + i) % SHARDS]);
        kit_equal(total, all);
        for (size_t i = 1; i < SHARDS; i++)
            subtract(total, shards[(first + i) % SHARDS]);
        char *after = kit_save(total);
        assert_string_equal(after, before);
        free(before);
        free(after);
        for (size_t i = 0; i < SHARDS; i++)
            exq_tally_free(shards[i]);
        exq_tally_free(all);
    }
}

/* Some of a person's rows cannot be taken away and leave what nobody can have had. */
static void a_person_goes_as_a_whole(void **state)
{
    (void)state;
    static const char *const wholes[] = {"p,A,x,1,1\np,B,x,0,1\n", "p,A,x,1,1\np,A,x,1,1\np,A,x,1,1\nq,A,x,1,1\n"};
    static const char *const parts[] = {"p,A,x,1,1\n", "p,A,x,1,1\np,A,x,1,1\n"};
    for (size_t i = 0; i < COUNT_OF(wholes); i++) {
        struct world world;
        open_world(&world, 1);
        world.kit.request.classes = false;
        char text[256];
        snprintf(text, sizeof text, "who,g,dept,d,y\n%s", wholes[i]);
        kit_text("whole.csv", text);
        snprintf(text, sizeof text, "who,g,dept,d,y\n%s", parts[i]);
        kit_text("part.csv", text);
        exq_tally *whole = read_file(&world, "whole.csv");
        exq_tally *part = read_file(&world, "part.csv");
        char *before = kit_save(whole);
        exq_error error = {0};
        assert_int_equal(exq_tally_subtract(whole, part, &error), EXQ_INCONSISTENT);
        assert_string_equal(
            error.message, "the rows to take away are not all rows of their persons (--unit), or not all in the tally. "
                           "Nothing was taken away. Take away all rows of a person at once.");
        char *after = kit_save(whole);
        assert_string_equal(before, after);
        free(before);
        free(after);
        exq_tally_free(whole);
        exq_tally_free(part);
    }
}

static void saving_and_loading_change_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        exq_tally *tally = read_all(&world);
        char *bytes = kit_save(tally);
        assert_null(strstr(bytes, "person ")); /* nobody's id is in it */
        exq_error error = {0};
        exq_tally *loaded = NULL;
        kit_text("saved", bytes);
        assert_int_equal(exq_tally_load("saved", &loaded, &error), EXQ_OK);
        char *again = kit_save(loaded);
        assert_string_equal(again, bytes);
        free(again);
        free(bytes);
        exq_tally_free(tally);
        exq_tally_free(loaded);
    }
}

/* Each change of saved units is refused, with the reason. */
static void what_nobody_can_have_had_is_not_loaded(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *reason;
    } damages[] = {
        {"\"unit\": \"who\"", "\"unit\": null",             "its units and their role contradict each other"},
        {"\"moments\"",       "\"moment\"",                 "it has a member that no tally has"             },
        {"[1, 0, 1],\n",      "",                           "no persons can have had its rows"              },
        {"[1, 0],",           "[\"1\", 0],",                "its signatures are not sums of entries"        },
        {"[1, 0],",           "[0, 0],",                    "its signatures are not sums of entries"        },
        {"[1, 0],",           "[1],",                       "its signatures are not sums of entries"        },
        {"[1, 0],",           "[1, 2],",                    "its units name an entry that there is not"     },
        {"[1, 0],",           "[1, 0, 0],",                 "its signatures are not sorted"                 },
        {"[1, 0],",           "[1, 0, 1],",                 "its signatures are not sorted"                 },
        {"[1, 0],",           "[2, 0],",                    "no persons can have had its rows"              },
        {"[1, 0],",           "[18446744073709551615, 0],", "no persons can have had its rows"              },
        {"[2, 0, 0]",         "[3, 0, 0]",                  "no persons can have had its rows"              },
        {"[2, 0, 0]",         "[2, 0]",                     "its moments are not sums of entries"           },
        {"[2, 0, 0]",         "[2, 1, 0]",                  "its moments are not sorted"                    },
    };
    struct world world;
    open_world(&world, 1);
    kit_text("few.csv", "who,g,dept,d,y\np,A,x,1,1\np,B,x,0,1\nq,A,x,1,1\n");
    world.kit.request.classes = false;
    exq_tally *tally = read_file(&world, "few.csv");
    char *good = kit_save(tally);
    exq_tally_free(tally);
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        char *at = strstr(good, damages[i].from);
        assert_non_null(at);
        exq_buffer bad = EXQ_BUFFER_INIT;
        exq_buffer_append(&bad, good, (size_t)(at - good));
        exq_buffer_string(&bad, damages[i].to);
        exq_buffer_string(&bad, at + strlen(damages[i].from));
        exq_error error = {0};
        exq_tally *loaded = NULL;
        kit_text("bad", bad.bytes);
        assert_int_equal(exq_tally_load("bad", &loaded, &error), EXQ_MALFORMED);
        char expected[256];
        snprintf(expected, sizeof expected, "bad: this saved tally is damaged: %s. Make it again.", damages[i].reason);
        assert_string_equal(error.message, expected);
        exq_buffer_free(&bad);
    }
    free(good);
}

static void order_and_threads_cannot_be_seen(void **state)
{
    (void)state;
    static const size_t threads[] = {1, 2, 16};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct world world;
        open_world(&world, seed);
        exq_buffer text = EXQ_BUFFER_INIT, reversed = EXQ_BUFFER_INIT;
        exq_buffer_string(&text, "who,g,dept,d,y\n");
        exq_buffer_string(&reversed, "who,g,dept,d,y\n");
        enum { ROWS = 60000, KINDS = 30000 }; /* several blocks, persons in all of them */
        for (size_t i = 0; i < ROWS; i++)
            for (size_t side = 0; side < 2; side++) {
                const size_t at = side == 0 ? i : ROWS - 1 - i;
                const struct row *row = &world.rows[at % world.row_count];
                exq_buffer_format(side == 0 ? &text : &reversed, "someone with a number %zu,%s,%s,%s,%s\n",
                                  at * 7919 % KINDS, row->group, row->dept, row->decision, row->label);
            }
        kit_write("long.csv", text.bytes, text.length);
        kit_write("reversed.csv", reversed.bytes, reversed.length);
        exq_tally *expected = read_file(&world, "reversed.csv");
        for (size_t i = 0; i < COUNT_OF(threads); i++) {
            world.kit.request.threads = threads[i];
            exq_tally *tally = read_file(&world, "long.csv");
            kit_equal(tally, expected);
            exq_tally_free(tally);
        }
        exq_tally_free(expected);
        exq_buffer_free(&text);
        exq_buffer_free(&reversed);
    }
}

/* -------------------------------------------------------------------------------------------------- plain loops */

/* Rows of each person in each cell, of one class. */
struct profile {
    double rows[MOST_PERSONS][EXQ_CELLS];
};

static bool says(const char *word, const char *level)
{
    return level == NULL ? word[0] == '\0' : strcmp(word, level) == 0;
}

static bool lies_in(const struct row *row, const char *const *columns, size_t count, const char *const *levels)
{
    for (size_t i = 0; i < count; i++)
        if (!says(columns[i][0] == 'g' ? row->group : row->dept, levels[i]))
            return false;
    return true;
}

/* The class of a word; CLASSES for none. */
static size_t class_of(const struct world *world, const char *word)
{
    static const char *const colours[] = {"blue", "green", "red"};
    if (word[0] == '\0')
        return CLASSES;
    if (!world->classes)
        return strcmp(word, "1") == 0 || strcmp(word, "yes") == 0;
    size_t class = 0;
    while (strcmp(colours[class], word) != 0)
        class ++;
    return class;
}

/* The shown groups of a table but `without`, or `only` one of them, as profiles. */
static void profile_groups(const struct world *world, const exq_published *question, const exq_table *table,
                           size_t only, size_t without, size_t class_index, struct profile *out)
{
    *out = (struct profile){0};
    for (size_t i = 0; i < world->row_count; i++) {
        const struct row *row = &world->rows[i];
        if (table->strata_levels != NULL && !lies_in(row, question->given, question->given_count, table->strata_levels))
            continue;
        for (size_t g = 0; g < table->group_count; g++) {
            const bool wanted = only == SIZE_MAX ? g != without && !table->groups[g].withheld : g == only;
            if (!wanted || !lies_in(row, question->by, question->by_count, table->groups[g].levels))
                continue;
            size_t label = class_of(world, row->label);
            label = label == CLASSES ? question->class_count : label;
            out->rows[row->person]
                     [exq_cell_of(label, class_of(world, row->decision), question->class_count, class_index)]++;
        }
    }
}

static uint64_t count_persons(const struct profile *profile)
{
    uint64_t count = 0;
    for (size_t p = 0; p < MOST_PERSONS; p++) {
        double rows = 0;
        for (size_t cell = 0; cell < EXQ_CELLS; cell++)
            rows += profile->rows[p][cell];
        count += rows > 0;
    }
    return count;
}

static void check_moments(const exq_moments *found, const struct profile *a, const struct profile *b)
{
    for (size_t i = 0; i < EXQ_CELLS; i++)
        for (size_t j = 0; j < EXQ_CELLS; j++) {
            double sum = 0;
            for (size_t p = 0; p < MOST_PERSONS; p++)
                sum += a->rows[p][i] * b->rows[p][j];
            assert_true(found->of[i][j] == sum);
        }
}

static void check_row(const exq_row *row, size_t class_index, const struct profile *expected)
{
    uint64_t touching[1u << EXQ_CELLS] = {0};
    for (size_t p = 0; p < MOST_PERSONS; p++) {
        unsigned set = 0;
        for (unsigned cell = 0; cell < EXQ_CELLS; cell++)
            set |= (unsigned)(expected->rows[p][cell] > 0) << cell;
        touching[set]++;
    }
    touching[0] = 0;
    assert_int_equal(row->people, count_persons(expected));
    assert_memory_equal(row->persons[class_index].touching, touching, sizeof touching);
    check_moments(&row->persons[class_index].moments, expected, expected);
}

static const exq_crossing *find_crossing(const exq_table *table, size_t first, size_t second)
{
    for (size_t i = 0; i < table->crossing_count; i++)
        if (table->crossings[i].first == first && table->crossings[i].second == second)
            return &table->crossings[i];
    return NULL;
}

static void check_crossings(const struct world *world, const exq_published *question, const exq_table *table,
                            size_t class_index)
{
    static struct profile a, b;
    size_t count = 0;
    for (size_t g = 0; g < table->group_count; g++)
        for (size_t h = g + 1; h < table->group_count && !table->groups[g].withheld; h++) {
            if (table->groups[h].withheld)
                continue;
            profile_groups(world, question, table, g, SIZE_MAX, class_index, &a);
            profile_groups(world, question, table, h, SIZE_MAX, class_index, &b);
            const exq_crossing *crossing = find_crossing(table, g, h);
            static const exq_moments none;
            check_moments(crossing != NULL ? &crossing->moments[class_index] : &none, &a, &b);
            count += crossing != NULL;
        }
    assert_int_equal(count, table->crossing_count);
    for (size_t i = 1; i < table->crossing_count; i++) {
        const exq_crossing *before = &table->crossings[i - 1], *here = before + 1;
        assert_true(before->first < here->first || (before->first == here->first && before->second < here->second));
    }
}

static void check_table(const struct world *world, const exq_published *question, const exq_table *table,
                        uint64_t min_cell)
{
    static struct profile own, rest;
    for (size_t c = 0; c < question->class_count; c++) {
        profile_groups(world, question, table, SIZE_MAX, SIZE_MAX, c, &own);
        check_row(&table->overall, c, &own);
        for (size_t g = 0; g < table->group_count; g++) {
            const exq_row *group = &table->groups[g];
            profile_groups(world, question, table, g, SIZE_MAX, c, &own);
            profile_groups(world, question, table, SIZE_MAX, g, c, &rest);
            if (group->withheld) {
                assert_null(group->persons);
                assert_null(table->rest_crossings[g]);
                assert_true(group->why == EXQ_WHY_COMPLEMENTARY || count_persons(&own) < min_cell);
                continue;
            }
            assert_true(group->people >= min_cell);
            check_row(group, c, &own);
            check_row(&table->rests[g], c, &rest);
            check_moments(&table->rest_crossings[g][c], &own, &rest);
        }
        check_crossings(world, question, table, c);
    }
}

static void the_door_shows_what_loops_count(void **state)
{
    (void)state;
    static const char *const g[] = {"g"}, *const dept[] = {"dept"}, *const both[] = {"g", "dept"};
    static const exq_grouping by[] = {
        {g,    1},
        {both, 2},
        {dept, 1}
    };
    static const uint64_t min_cells[] = {1, 3, 5, 8};
    for (uint64_t seed = 1; seed <= 2 * (uint64_t)WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        exq_tally *tally = read_all(&world);
        const bool strata = seed % 2 == 0;
        const exq_release_plan plan = {
            .by = by,
            .by_count = strata ? 1 : 3,
            .given = dept,
            .given_count = strata,
            .min_cell = min_cells[seed % COUNT_OF(min_cells)],
        };
        exq_arena *arena = exq_arena_new();
        exq_release release;
        exq_error error = {0};
        assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), EXQ_OK);
        for (size_t q = 0; q < release.question_count; q++) {
            const exq_published *question = &release.questions[q];
            assert_true(question->has_units);
            check_table(&world, question, &question->marginal, plan.min_cell);
            for (size_t s = 0; s < question->stratum_count; s++)
                check_table(&world, question, &question->strata[s], plan.min_cell);
        }
        if (!release.anything_withheld)
            assert_int_equal(release.rows_used, world.row_count);
        assert_true(release.persons <= release.rows_used);
        exq_arena_free(arena);
        exq_tally_free(tally);
    }
}

/* ---------------------------------------------------------------------------------------------- persons, not rows */

/* A hundred rows of as many persons, and forty rows of nine. */
static void write_few_persons(void)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "who,g,d\n");
    for (int i = 0; i < 140; i++)
        exq_buffer_format(&text, "%d,%s,%d\n", i < 100 ? i : 1000 + i % 9, i < 50 ? "a" : i < 100 ? "b" : "c", i % 2);
    kit_write("few.csv", text.bytes, text.length);
    exq_buffer_free(&text);
}

static void a_group_is_withheld_by_its_persons(void **state)
{
    (void)state;
    static const char *const g[] = {"g"};
    static const exq_grouping by[] = {
        {g, 1}
    };
    write_few_persons();
    struct kit_plan kit;
    kit_plan(&kit, "few.csv");
    for (size_t min_cell = 9; min_cell <= 10; min_cell++)
        for (size_t with_unit = 0; with_unit < 2; with_unit++) {
            kit.request.unit = with_unit ? "who" : NULL;
            exq_tally *tally = kit_read(&kit);
            const exq_release_plan plan = {.by = by, .by_count = 1, .min_cell = min_cell};
            exq_arena *arena = exq_arena_new();
            exq_release release;
            exq_error error = {0};
            assert_int_equal(exq_release_tally(tally, &plan, arena, &release, &error), EXQ_OK);
            const exq_row *group = &release.questions[0].marginal.groups[2];
            const bool withheld = with_unit && min_cell == 10;
            assert_int_equal(group->withheld, withheld);
            assert_int_equal(group->why, withheld ? EXQ_WHY_BELOW_MIN_CELL : EXQ_WHY_NONE);
            assert_int_equal(group->people, withheld ? 0 : with_unit ? 9 : 40);
            assert_int_equal(release.persons, !with_unit ? 0 : withheld ? 50 : 109);
            assert_int_equal(release.rows_used, withheld ? 50 : 140);
            exq_arena_free(arena);
            exq_tally_free(tally);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shards_of_whole_persons_merge),      cmocka_unit_test(a_person_goes_as_a_whole),
        cmocka_unit_test(saving_and_loading_change_nothing),  cmocka_unit_test(what_nobody_can_have_had_is_not_loaded),
        cmocka_unit_test(order_and_threads_cannot_be_seen),   cmocka_unit_test(the_door_shows_what_loops_count),
        cmocka_unit_test(a_group_is_withheld_by_its_persons),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
