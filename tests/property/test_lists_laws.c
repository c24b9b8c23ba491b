/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The laws of tallies of lists over random worlds: shards cut between persons add up to all at once, in any order; taking
 * away undoes adding; loading undoes saving; and nobody can tell the road: order of rows, of references, threads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"
#include "random.h"

enum { WORLDS = 60, USERS = 24, ITEMS = 15, SHARDS = 3, MOST_LENGTH = 6 };

struct world {
    exq_random random;
    struct lists_plan kit;
    char *rows[USERS * MOST_LENGTH];
    size_t owner[USERS * MOST_LENGTH];
    size_t row_count;
    bool graded, scored, keep_first;
};

static const char *const shard_names[SHARDS] = {"0.csv", "1.csv", "2.csv"};

/* ---------------------------------------------------------------------------------------------- random files */

static size_t draw(struct world *world, size_t bound)
{
    return exq_random_below(&world->random, bound);
}

/* Lists of different lengths; some users have none, some are in no reference, some items in no catalogue. */
static void draw_lists(struct world *world)
{
    for (size_t u = 0; u < USERS; u++) {
        size_t length = draw(world, 4) == 0 ? 0 : 1 + draw(world, MOST_LENGTH);
        size_t first = draw(world, ITEMS);
        for (size_t r = 0; r < length; r++) {
            exq_buffer row = EXQ_BUFFER_INIT;
            bool again = world->keep_first && r > 0 && draw(world, 4) == 0;
            size_t item = (first + 5 * (again ? r - 1 : r)) % (ITEMS + 1);
            exq_buffer_format(&row, "u%zu,i%zu,", u, item);
            if (world->scored)
                exq_buffer_format(&row, "%d,", (int)draw(world, 4) - 1);
            else
                exq_buffer_format(&row, "%zu,", r + 1);
            exq_buffer_format(&row, "%d\n", (int)((3 * u + 7 * item) % 5) - 1);
            world->owner[world->row_count] = u;
            world->rows[world->row_count++] = row.bytes;
        }
    }
}

/* Shuffled rows under a header. */
static void write_shuffled(struct world *world, const char *name, const char *header, char **rows, size_t count)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, header);
    for (size_t i = count; i > 1; i--) {
        size_t other = draw(world, i);
        char *row = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = row;
    }
    for (size_t i = 0; i < count; i++)
        exq_buffer_string(&text, rows[i]);
    kit_write(name, text.bytes, text.length);
    exq_buffer_free(&text);
}

static void write_lists(struct world *world, const char *name, size_t rest, size_t shards)
{
    char *rows[USERS * MOST_LENGTH];
    size_t count = 0;
    for (size_t i = 0; i < world->row_count; i++)
        if (world->owner[i] % shards == rest)
            rows[count++] = world->rows[i];
    write_shuffled(world, name, "user,item,place,liked\n", rows, count);
}

/* Random pairs of users and items, the last of both unknown to lists or tables. */
static void write_pairs(struct world *world, const char *name, size_t count, bool graded)
{
    char *rows[200];
    size_t written = 0;
    bool seen[USERS + 1][ITEMS + 2] = {{false}};
    for (size_t i = 0; i < count; i++) {
        size_t user = draw(world, USERS + 1);
        size_t item = draw(world, ITEMS + 2);
        exq_buffer row = EXQ_BUFFER_INIT;
        if (seen[user][item])
            continue;
        seen[user][item] = true;
        exq_buffer_format(&row, "u%zu,i%zu", user, item);
        exq_buffer_format(&row, graded ? ",%d\n" : "\n", (int)draw(world, 5) - 1);
        rows[written++] = row.bytes;
    }
    write_shuffled(world, name, graded ? "user,item,relevance\n" : "user,item\n", rows, written);
    for (size_t i = 0; i < written; i++)
        free(rows[i]);
}

static void write_tables(struct world *world)
{
    static const char *const sexes[] = {"f", "m", ""};
    static const char *const kinds[] = {"A", "B", "A|B", "C|A", "", "B|B"};
    exq_buffer users = EXQ_BUFFER_INIT;
    exq_buffer items = EXQ_BUFFER_INIT;
    exq_buffer_string(&users, "id,sex\n");
    exq_buffer_string(&items, "id,kind\n");
    for (size_t u = 0; u < USERS - 1; u++)
        exq_buffer_format(&users, "u%zu,%s\n", u, sexes[draw(world, 3)]);
    for (size_t i = 0; i < ITEMS; i++)
        exq_buffer_format(&items, "i%zu,%s\n", i, kinds[draw(world, 6)]);
    kit_write("users.csv", users.bytes, users.length);
    kit_write("items.csv", items.bytes, items.length);
    exq_buffer_free(&users);
    exq_buffer_free(&items);
}

static void open_world(struct world *world, uint64_t seed)
{
    *world = (struct world){0};
    exq_random_init(&world->random, seed, 7);
    world->scored = draw(world, 3) == 0;
    world->keep_first = draw(world, 3) == 0;
    world->graded = draw(world, 3) == 0;
    draw_lists(world);
    write_tables(world);
    write_pairs(world, "truth.csv", 80, true);
    write_pairs(world, "history.csv", 120, false);

    exq_lists_request *lists = lists_plan(&world->kit, "all.csv");
    world->kit.request.max_excluded = "1";
    lists->rank = world->scored ? NULL : "place";
    world->kit.request.score = world->scored ? "place" : NULL;
    lists->duplicates = world->keep_first ? EXQ_DUPLICATES_KEEP_FIRST : EXQ_DUPLICATES_FAIL;
    lists->relevance = world->graded ? "liked" : NULL;
    lists->truth = world->graded || draw(world, 5) == 0 ? NULL : "truth.csv";
    world->kit.history[0] = "history.csv";
    lists->history_count = draw(world, 4) == 0 ? 0 : 1;
    lists->users = "users.csv";
    lists->items = draw(world, 4) == 0 ? NULL : "items.csv";
    lists->split_on = "|";
    lists->sharing = draw(world, 2) == 0 ? EXQ_SHARING_FRACTIONAL : EXQ_SHARING_FULL;
    world->kit.request.missing = draw(world, 4) == 0 ? EXQ_MISSING_DROP : EXQ_MISSING_OWN_GROUP;
    world->kit.plan.pairs = draw(world, 2) == 0;
    world->kit.plan.ratings = world->scored && world->graded;
    size_t made = lists->history_count;
    if (made > 0) {
        world->kit.attributes[0] = "@history";
        world->kit.attributes[1] = "@popularity";
    }
    world->kit.attributes[2 * made] = "sex";
    world->kit.plan.attribute_count = 2 * made + 1;
    world->kit.item_columns[0] = "kind";
    world->kit.plan.item_grouping_count = lists->items != NULL ? 1 : 0;
    lists_kernels(&world->kit);
}

static void close_world(struct world *world)
{
    for (size_t i = 0; i < world->row_count; i++)
        free(world->rows[i]);
}

static exq_tally *read_file(struct world *world, const char *name)
{
    world->kit.inputs[0] = name;
    world->kit.request.input_count = 1;
    return lists_read(&world->kit);
}

/* -------------------------------------------------------------------------------------------------- shards */

static void merge(exq_tally *total, const exq_tally *part)
{
    exq_error error = {0};
    exq_status status = exq_tally_merge(total, part, &error);
    if (status != EXQ_OK)
        print_error("%s\n", error.message);
    assert_int_equal(status, EXQ_OK);
}

static void subtract(exq_tally *total, const exq_tally *part)
{
    exq_error error = {0};
    assert_int_equal(exq_tally_subtract(total, part, &error), EXQ_OK);
}

static exq_tally *reload(const exq_tally *tally)
{
    exq_error error = {0};
    exq_tally *loaded = NULL;
    char *bytes = kit_save(tally);
    kit_write("saved", bytes, strlen(bytes));
    exq_status status = exq_tally_load("saved", &loaded, &error);
    if (status != EXQ_OK)
        print_error("%s\n", error.message);
    assert_int_equal(status, EXQ_OK);
    char *again = kit_save(loaded);
    assert_string_equal(again, bytes);
    free(again);
    free(bytes);
    return loaded;
}

/* Whether there is a row in each shard: one without rows is refused. */
static bool shards_have_rows(const struct world *world)
{
    size_t rows[SHARDS] = {0};
    for (size_t i = 0; i < world->row_count; i++)
        rows[world->owner[i] % SHARDS]++;
    for (size_t i = 0; i < SHARDS; i++)
        if (rows[i] == 0)
            return false;
    return true;
}

static void check_world(struct world *world)
{
    exq_tally *parts[SHARDS];
    for (size_t i = 0; i < SHARDS; i++) {
        write_lists(world, shard_names[i], i, SHARDS);
        parts[i] = read_file(world, shard_names[i]);
        world->kit.inputs[i] = shard_names[i];
    }
    for (size_t i = 0; i < SHARDS; i++)
        world->kit.inputs[i] = shard_names[i];
    world->kit.request.input_count = SHARDS;
    exq_tally *all = lists_read(&world->kit);
    char *bytes = kit_save(all);

    static const size_t orders[][SHARDS] = {
        {0, 1, 2},
        {2, 0, 1},
        {1, 2, 0}
    };
    for (size_t o = 0; o < COUNT_OF(orders); o++) {
        exq_tally *total = reload(parts[orders[o][0]]);
        merge(total, parts[orders[o][1]]);
        char *two = kit_save(total);
        merge(total, parts[orders[o][2]]);
        char *three = kit_save(total);
        assert_string_equal(three, bytes);
        subtract(total, parts[orders[o][2]]);
        char *back = kit_save(total);
        assert_string_equal(back, two);
        subtract(total, parts[orders[o][0]]);
        merge(total, parts[orders[o][0]]);
        merge(total, parts[orders[o][2]]);
        char *round = kit_save(total);
        assert_string_equal(round, bytes);
        free(two);
        free(three);
        free(back);
        free(round);
        exq_tally_free(total);
    }
    exq_tally_free(reload(all));
    free(bytes);
    for (size_t i = 0; i < SHARDS; i++)
        exq_tally_free(parts[i]);
    exq_tally_free(all);
}

static void test_shards(void **state)
{
    (void)state;
    size_t checked = 0;
    for (uint64_t seed = 0; seed < WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        if (shards_have_rows(&world)) {
            check_world(&world);
            checked++;
        }
        close_world(&world);
    }
    assert_true(checked > WORLDS / 2);
}

/* ------------------------------------------------------------------------------------------------ two versions */

/* Other lists of the same people and items. */
static void open_other(const struct world *world, struct world *other, uint64_t seed)
{
    *other = (struct world){.scored = world->scored, .keep_first = world->keep_first};
    exq_random_init(&other->random, seed, 8);
    draw_lists(other);
}

static exq_tally *read_both(struct world *world, struct world *other, size_t rest, size_t shards)
{
    write_lists(world, "new.csv", rest, shards);
    write_lists(other, "old.csv", rest, shards);
    world->kit.request.against = "old.csv";
    return read_file(world, "new.csv");
}

static char *take_counts(exq_tally *tally)
{
    char *counts = kit_save_counts(tally);
    exq_tally_free(tally);
    return counts;
}

static void check_versions(struct world *world, struct world *other)
{
    exq_tally *parts[SHARDS];
    char *whole = take_counts(read_both(world, other, 0, 1));
    for (size_t i = 0; i < SHARDS; i++)
        parts[i] = read_both(world, other, i, SHARDS);
    for (size_t first = 0; first < SHARDS; first++) {
        exq_tally *total = reload(parts[first]);
        char *one = kit_save_counts(total);
        for (size_t i = 1; i < SHARDS; i++)
            merge(total, parts[(first + i) % SHARDS]);
        char *all = kit_save_counts(total);
        assert_string_equal(all, whole);
        for (size_t i = 1; i < SHARDS; i++)
            subtract(total, parts[(first + i) % SHARDS]);
        char *back = take_counts(total);
        assert_string_equal(back, one);
        free(one);
        free(all);
        free(back);
    }
    for (size_t threads = 2; threads <= 3; threads++) {
        world->kit.request.threads = threads;
        char *own = take_counts(read_both(world, other, 0, 1));
        assert_string_equal(own, whole);
        free(own);
    }
    for (size_t i = 0; i < SHARDS; i++)
        exq_tally_free(parts[i]);
    free(whole);
}

static void test_two_versions(void **state)
{
    (void)state;
    size_t checked = 0;
    for (uint64_t seed = 200; seed < 200 + WORLDS; seed++) {
        struct world world, other;
        open_world(&world, seed);
        open_other(&world, &other, seed);
        if (!world.graded && shards_have_rows(&world) && shards_have_rows(&other)) {
            check_versions(&world, &other);
            checked++;
        }
        close_world(&other);
        close_world(&world);
    }
    assert_true(checked > WORLDS / 3);
}

/* --------------------------------------------------------------------------------------------------- roads */

static void test_no_road_shows(void **state)
{
    (void)state;
    for (uint64_t seed = 100; seed < 100 + WORLDS / 2; seed++) {
        struct world world;
        open_world(&world, seed);
        write_lists(&world, "all.csv", 0, 1);
        exq_tally *tally = read_file(&world, "all.csv");
        char *bytes = kit_save_counts(tally);
        exq_tally_free(tally);
        for (size_t threads = 1; threads <= 3; threads++) {
            write_lists(&world, "all.csv", 0, 1); /* shuffled anew */
            world.kit.request.threads = threads;
            tally = read_file(&world, "all.csv");
            char *own = kit_save_counts(tally);
            assert_string_equal(own, bytes);
            free(own);
            exq_tally_free(tally);
        }
        free(bytes);
        close_world(&world);
    }
}

/* --------------------------------------------------------------------------------------------------- refusals */

static void test_what_cannot_be_added(void **state)
{
    struct world world;
    exq_error error = {0};
    (void)state;
    open_world(&world, 3);
    world.kit.request.lists.truth = "truth.csv";
    world.kit.request.lists.relevance = NULL;
    write_lists(&world, "all.csv", 0, 1);
    write_lists(&world, "0.csv", 0, SHARDS);
    exq_tally *all = read_file(&world, "all.csv");
    exq_tally *part = read_file(&world, "0.csv");
    char *before = kit_save(all);
    assert_int_equal(exq_tally_merge(all, part, &error), EXQ_INCONSISTENT);
    assert_string_equal(error.message,
                        "the tallies together hold more lists than there are people: the list of somebody is in both. "
                        "Cut shards between persons, and give each once.");
    assert_int_equal(exq_tally_subtract(part, all, &error), EXQ_INCONSISTENT);
    exq_tally_free(part);

    kit_text("truth.csv", "user,item\nu1,i1\nu2,i1\nu3,i3\nu4,i4\nu5,i5\nu6,i6\n");
    part = read_file(&world, "0.csv");
    assert_int_equal(exq_tally_merge(all, part, &error), EXQ_INCONSISTENT);
    assert_string_equal(error.message, "the tallies differ in their reference data (truth, history, users, items), so "
                                       "they do not count the same thing. Make them with the same options.");
    exq_tally_free(part);
    char *after = kit_save(all);
    assert_string_equal(after, before);
    free(before);
    free(after);

    kit_text("d.csv", "g,d\na,1\nb,0\n");
    struct kit_plan decisions;
    kit_plan(&decisions, "d.csv");
    exq_tally *other = kit_read(&decisions);
    assert_int_equal(exq_tally_merge(all, other, &error), EXQ_INCONSISTENT);
    assert_int_equal(exq_tally_merge(other, all, &error), EXQ_INCONSISTENT);
    exq_tally_free(other);
    exq_tally_free(all);
    close_world(&world);
}

/* Nobody without a list is forgotten, and nobody is counted twice: the numbers of all are those of the parts. */
static void test_everyone_counts_once(void **state)
{
    (void)state;
    for (uint64_t seed = 200; seed < 200 + WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        write_lists(&world, "all.csv", 0, 1);
        exq_tally *tally = read_file(&world, "all.csv");
        const exq_lists *lists = exq_lists_of(tally);
        const exq_list_facts *facts = exq_tally_facts_of(tally)->lists;
        for (size_t c = 0; c < lists->cell_count; c++) {
            const exq_user_cell *cell = &lists->cells[c];
            assert_int_equal(cell->judged, cell->judged_lists + cell->without_list);
            assert_int_equal(cell->lists, cell->judged_lists + cell->without_truth);
            for (size_t m = 0; m < facts->measure_count; m++) {
                uint64_t people = cell->sums[m].people;
                for (size_t why = 0; cell->sums[m].undefined != NULL && why < EXQ_WHY_COUNT; why++)
                    people += cell->sums[m].undefined[why];
                assert_int_equal(people, cell->people);
                if (facts->measures[m].over == EXQ_OVER_JUDGED && strcmp(facts->measures[m].kernel, "ndcg") == 0)
                    assert_int_equal(cell->sums[m].people, cell->judged);
            }
        }
        exq_tally_free(tally);
        close_world(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shards),
        cmocka_unit_test(test_two_versions),
        cmocka_unit_test(test_no_road_shows),
        cmocka_unit_test(test_what_cannot_be_added),
        cmocka_unit_test(test_everyone_counts_once),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
