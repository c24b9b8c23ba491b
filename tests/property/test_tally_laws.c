/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The laws of tallies over random rows: merging shards is counting all at once, in any order; subtracting undoes
 * merging; loading undoes saving; and nobody can tell the road: order of rows, threads, compression, a pipe, counts
 * instead of rows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "ingest_kit.h"
#include "random.h"

enum { WORLDS = 60, MOST_ROWS = 120, SHARDS = 4 };

/* ------------------------------------------------------------------------------------------ random rows */

struct world {
    exq_random random;
    bool weighted, classes, labelled, pairs;
    char *rows[MOST_ROWS];
    size_t row_count;
    struct kit_plan kit;
};

static const char *pick(exq_random *random, const char *const *words, size_t count)
{
    return words[exq_random_below(random, count)];
}

static char *random_row(exq_random *random)
{
    static const char *const groups[] = {
        "a", "B", "\"b,\"\"c\"", "\"two\nlines\"", "\xc3\xa9", "a very long level indeed", ""};
    static const char *const ages[] = {"18-25", "26-40", ""};
    static const char *const words[] = {"1", "yes", "0", "no", "True", "0.0", "", "maybe"};
    static const char *const labels[] = {"1", "0", ""};
    static const char *const weights[] = {"1", "0.1", "1e-100", "1e100", "0", "3.25", ""};
    exq_buffer row = EXQ_BUFFER_INIT;
    exq_buffer_format(&row, "%s,%s,", pick(random, groups, COUNT_OF(groups)), pick(random, ages, COUNT_OF(ages)));
    exq_buffer_format(&row, "%s,%s,", pick(random, words, COUNT_OF(words)), pick(random, labels, COUNT_OF(labels)));
    exq_buffer_format(&row, "%s\n", pick(random, weights, COUNT_OF(weights)));
    return row.bytes;
}

static void open_world(struct world *world, uint64_t seed)
{
    *world = (struct world){0};
    exq_random *random = &world->random;
    exq_random_init(random, seed, 1);
    world->weighted = exq_random_below(random, 2);
    world->classes = exq_random_below(random, 3) == 0;
    world->labelled = exq_random_below(random, 2);
    world->pairs = world->labelled && exq_random_below(random, 2);
    world->row_count = SHARDS + exq_random_below(random, MOST_ROWS - SHARDS);
    for (size_t i = 0; i < world->row_count; i++)
        world->rows[i] = i < SHARDS ? strdup("a,18-25,1,1,1\n") : random_row(random);

    exq_request *request = kit_plan(&world->kit, "all.csv");
    world->kit.attributes[0] = "age";
    world->kit.attributes[1] = "g";
    world->kit.plan.attribute_count = 2;
    request->max_excluded = "1";
    request->classes = world->classes;
    request->label = world->labelled && !world->pairs ? "y" : NULL;
    request->counterfactual = world->pairs ? "y" : NULL;
    request->weight = world->weighted ? "w" : NULL;
}

static void close_world(struct world *world)
{
    for (size_t i = 0; i < world->row_count; i++)
        free(world->rows[i]);
}

/* Write the rows whose number leaves `rest` when divided by `shards`. */
static void write_rows(const struct world *world, const char *name, size_t rest, size_t shards)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "g,age,d,y,w\n");
    for (size_t i = rest; i < world->row_count; i += shards)
        exq_buffer_string(&text, world->rows[i]);
    kit_write(name, text.bytes, text.length);
    exq_buffer_free(&text);
}

static void shuffle(exq_random *random, void *items, size_t count, size_t size)
{
    char spare[16];
    char *bytes = items;
    assert_true(size <= sizeof spare);
    for (size_t i = count; i > 1; i--) {
        size_t other = exq_random_below(random, i);
        memcpy(spare, bytes + other * size, size);
        memmove(bytes + other * size, bytes + (i - 1) * size, size);
        memcpy(bytes + (i - 1) * size, spare, size);
    }
}

static exq_tally *read_file(struct world *world, const char *name)
{
    world->kit.inputs[0] = name;
    world->kit.request.input_count = 1;
    return kit_read(&world->kit);
}

static void assert_saved(const exq_tally *tally, const char *expected)
{
    char *bytes = kit_save(tally);
    assert_string_equal(bytes, expected);
    free(bytes);
}

static void merge(exq_tally *total, const exq_tally *part)
{
    exq_error error = {0};
    assert_int_equal(exq_tally_merge(total, part, &error), EXQ_OK);
}

static void subtract(exq_tally *total, const exq_tally *part)
{
    exq_error error = {0};
    assert_int_equal(exq_tally_subtract(total, part, &error), EXQ_OK);
}

/* ------------------------------------------------------------------------------------------------- shards */

static const char *const shard_names[SHARDS] = {"0.csv", "1.csv", "2.csv", "3.csv"};

/* Everything at once: the bytes that every way of merging must give. */
static char *count_all(struct world *world)
{
    for (size_t i = 0; i < SHARDS; i++) {
        write_rows(world, shard_names[i], i, SHARDS);
        world->kit.inputs[i] = shard_names[i];
    }
    world->kit.request.input_count = SHARDS;
    exq_tally *all = kit_read(&world->kit);
    char *bytes = kit_save(all);
    exq_tally_free(all);
    return bytes;
}

static void merging_is_counting_all_at_once(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        char *expected = count_all(&world);
        exq_tally *shards[SHARDS];
        for (size_t i = 0; i < SHARDS; i++)
            shards[i] = read_file(&world, shard_names[i]);
        shuffle(&world.random, shards, SHARDS, sizeof shards[0]);

        /* ((0 + 1) + 2) + 3 or (0 + 1) + (2 + 3), in random order */
        merge(shards[0], shards[1]);
        if (exq_random_below(&world.random, 2) == 0) {
            merge(shards[2], shards[3]);
            merge(shards[0], shards[2]);
        } else {
            merge(shards[0], shards[2]);
            merge(shards[0], shards[3]);
        }
        assert_saved(shards[0], expected);
        for (size_t i = 0; i < SHARDS; i++)
            exq_tally_free(shards[i]);
        free(expected);
        close_world(&world);
    }
}

static void subtracting_undoes_merging(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        free(count_all(&world));
        exq_tally *total = read_file(&world, shard_names[0]);
        exq_tally *part = read_file(&world, shard_names[1]);
        char *before = kit_save(total);
        merge(total, part);
        char *merged = kit_save(total);
        subtract(total, part);
        assert_saved(total, before);
        merge(total, part);
        assert_saved(total, merged);

        /* What is not inside cannot be taken away, and the attempt changes nothing. */
        exq_error error = {0};
        exq_tally *more = read_file(&world, shard_names[2]);
        merge(more, total);
        assert_int_equal(exq_tally_subtract(total, more, &error), EXQ_INCONSISTENT);
        assert_saved(total, merged);
        exq_tally_free(more);
        exq_tally_free(part);
        exq_tally_free(total);
        free(before);
        free(merged);
        close_world(&world);
    }
}

static void taking_everything_away_leaves_nothing(void **state)
{
    (void)state;
    struct world world;
    open_world(&world, 7);
    write_rows(&world, "all.csv", 0, 1);
    exq_tally *total = read_file(&world, "all.csv");
    exq_tally *same = read_file(&world, "all.csv");
    subtract(total, same);
    assert_int_equal(exq_tally_rows(total), 0);
    char *entries = kit_entries(total);
    assert_string_equal(entries, "");
    merge(total, same);
    char *expected = kit_save(same);
    assert_saved(total, expected);
    free(expected);
    free(entries);
    exq_tally_free(total);
    exq_tally_free(same);
    close_world(&world);
}

static void loading_undoes_saving(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        write_rows(&world, "all.csv", 0, 1);
        exq_tally *tally = read_file(&world, "all.csv");
        char *bytes = kit_save(tally);
        kit_text("saved", bytes);
        exq_error error = {0};
        exq_tally *loaded = NULL;
        assert_int_equal(exq_tally_load("saved", &loaded, &error), EXQ_OK);
        assert_saved(loaded, bytes);
        exq_tally_free(loaded);
        exq_tally_free(tally);
        free(bytes);
        close_world(&world);
    }
}

static void what_differs_is_not_merged(void **state)
{
    (void)state;
    static const char *const favourable[] = {"1"};
    struct world world;
    open_world(&world, 3);
    struct kit_plan *kit = &world.kit;
    exq_request plain = *kit_plan(kit, "all.csv");
    plain.max_excluded = "1";
    write_rows(&world, "all.csv", 0, 1);
    kit->request = plain;
    exq_tally *tally = kit_read(kit);
    static const char *const names[] = {"attributes", "decision column",   "label column",
                                        "weight",     "favourable values", "kind of classes"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        kit->request = plain;
        kit->attributes[0] = i == 0 ? "age" : "g";
        kit->request.decision = i == 1 ? "y" : "d";
        kit->request.label = i == 2 ? "y" : NULL;
        kit->request.weight = i == 3 ? "w" : NULL;
        kit->request.favourable = favourable;
        kit->request.favourable_count = i == 4;
        kit->request.classes = i == 5;
        exq_tally *other = kit_read(kit);
        exq_error error = {0};
        char expected[256];
        snprintf(
            expected, sizeof expected,
            "the tallies differ in their %s, so they do not count the same thing. Make them with the same options.",
            names[i]);
        assert_int_equal(exq_tally_merge(tally, other, &error), EXQ_INCONSISTENT);
        assert_string_equal(error.message, expected);
        assert_int_equal(exq_tally_subtract(tally, other, &error), EXQ_INCONSISTENT);
        exq_tally_free(other);
    }
    exq_tally_free(tally);
    close_world(&world);
}

/* -------------------------------------------------------------------------------------------------- roads */

static void the_order_of_rows_cannot_be_seen(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct world world;
        open_world(&world, seed);
        write_rows(&world, "all.csv", 0, 1);
        exq_tally *straight = read_file(&world, "all.csv");
        shuffle(&world.random, world.rows, world.row_count, sizeof world.rows[0]);
        write_rows(&world, "all.csv", 0, 1);
        exq_tally *shuffled = read_file(&world, "all.csv");
        kit_equal(straight, shuffled);
        exq_tally_free(straight);
        exq_tally_free(shuffled);
        close_world(&world);
    }
}

/* A file of several blocks. */
static void write_long_file(struct world *world)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "g,age,d,y,w\n");
    while (text.length < 1500000)
        exq_buffer_string(&text, world->rows[exq_random_below(&world->random, world->row_count)]);
    kit_write("long.csv", text.bytes, text.length);
    exq_buffer_free(&text);
}

static void threads_cannot_be_seen(void **state)
{
    (void)state;
    static const size_t threads[] = {0, 1, 2, 3, 4, 16};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct world world;
        open_world(&world, seed);
        write_long_file(&world);
        char *expected = NULL;
        for (size_t i = 0; i < COUNT_OF(threads); i++) {
            world.kit.request.threads = threads[i];
            exq_tally *tally = read_file(&world, "long.csv");
            char *bytes = kit_save(tally);
            if (expected != NULL)
                assert_string_equal(bytes, expected);
            else
                expected = strdup(bytes);
            free(bytes);
            exq_tally_free(tally);
        }
        free(expected);
        close_world(&world);
    }
}

/* Hands a file over through a pipe, in odd pieces. */
static void *feed(void *payload)
{
    const int *ends = payload;
    char piece[777];
    FILE *file = fopen("long.csv", "rb");
    size_t got = 0;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        if (write(ends[1], piece, got) != (ssize_t)got)
            break;
    fclose(file);
    close(ends[1]);
    return NULL;
}

static exq_tally *read_pipe(struct world *world)
{
    int ends[2];
    int standard_input = dup(STDIN_FILENO);
    pthread_t feeder;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(pthread_create(&feeder, NULL, feed, ends), 0);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    exq_tally *tally = read_file(world, "-");
    pthread_join(feeder, NULL);
    if (standard_input >= 0) {
        dup2(standard_input, STDIN_FILENO);
        close(standard_input);
    }
    return tally;
}

static void compression_and_pipes_cannot_be_seen(void **state)
{
    (void)state;
    struct world world;
    open_world(&world, 5);
    write_long_file(&world);
    exq_tally *plain = read_file(&world, "long.csv");

    FILE *file = fopen("long.csv", "rb");
    char *text = malloc(2000000);
    size_t text_length = fread(text, 1, 2000000, file);
    fclose(file);
    unsigned char *(*const compressors[])(const void *, size_t, size_t *) = {kit_gzip, kit_zstd};
    for (size_t i = 0; i < COUNT_OF(compressors); i++) {
        size_t length = 0;
        unsigned char *bytes = compressors[i](text, text_length, &length);
        kit_write("packed", bytes, length);
        exq_tally *packed = read_file(&world, "packed");
        kit_equal(plain, packed);
        exq_tally_free(packed);
        free(bytes);
    }
    free(text);
    exq_tally *piped = read_pipe(&world);
    kit_equal(plain, piped);
    assert_string_equal(exq_tally_facts_of(piped)->sources[0].name, "-");
    assert_string_equal(exq_tally_facts_of(piped)->sources[0].xxh3_128, exq_tally_facts_of(plain)->sources[0].xxh3_128);
    exq_tally_free(piped);
    exq_tally_free(plain);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merging_is_counting_all_at_once),
        cmocka_unit_test(subtracting_undoes_merging),
        cmocka_unit_test(taking_everything_away_leaves_nothing),
        cmocka_unit_test(loading_undoes_saving),
        cmocka_unit_test(what_differs_is_not_merged),
        cmocka_unit_test(the_order_of_rows_cannot_be_seen),
        cmocka_unit_test(threads_cannot_be_seen),
        cmocka_unit_test(compression_and_pipes_cannot_be_seen),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
