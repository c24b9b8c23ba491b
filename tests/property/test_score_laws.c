/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The laws of tallies, of scores: shards merge to what counting all at once gives, taking away undoes it, saving and
 * loading change nothing, and neither the order of rows nor threads can be seen. What is taken away must have had these
 * very scores. A tally without scores leaves one without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "score_world.h"
#include "scores.h"

enum { WORLDS = 100, SHARDS = 4 };

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

static bool has_scores(const exq_tally *tally)
{
    char *bytes = kit_save(tally);
    const bool found = strstr(bytes, "\"scores\": [") != NULL;
    free(bytes);
    return found;
}

static void shards_merge_and_are_taken_away(void **state)
{
    (void)state;
    static const char *const names[SHARDS] = {"0.csv", "1.csv", "2.csv", "3.csv"};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct score_world world;
        world_open(&world, seed, WORLD_ROWS, true);
        exq_tally *all = world_read_all(&world);
        assert_true(has_scores(all));
        exq_tally *shards[SHARDS];
        for (size_t i = 0; i < SHARDS; i++) {
            world_write(&world, names[i], i, SHARDS);
            shards[i] = world_read(&world, names[i]);
        }
        const size_t first = exq_random_below(&world.random, SHARDS);
        exq_tally *total = shards[first], *second = shards[(first + 1) % SHARDS], *third = shards[(first + 2) % SHARDS],
                  *fourth = shards[(first + 3) % SHARDS];
        char *before = kit_save(total), *before_third = kit_save(third);
        merge(total, second);
        merge(third, fourth);
        merge(total, third);
        kit_equal(total, all);
        subtract(third, fourth);
        subtract(total, fourth);
        subtract(total, third);
        subtract(total, second);
        char *after = kit_save(total), *after_third = kit_save(third);
        assert_string_equal(after, before);
        assert_string_equal(after_third, before_third);
        free(before);
        free(after);
        free(before_third);
        free(after_third);
        for (size_t i = 0; i < SHARDS; i++)
            exq_tally_free(shards[i]);
        exq_tally_free(all);
    }
}

static void saving_and_loading_change_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        struct score_world world;
        world_open(&world, seed, WORLD_ROWS, true);
        if (!world.units && seed % 2 == 0) /* those without a group go with their scores */
            world.kit.request.missing = EXQ_MISSING_DROP;
        exq_tally *tally = world_read_all(&world);
        char *bytes = kit_save(tally);
        exq_error error = {0};
        exq_tally *loaded = NULL;
        kit_text("saved", bytes);
        exq_status status = exq_tally_load("saved", &loaded, &error);
        assert_string_equal(error.message, "");
        assert_int_equal(status, EXQ_OK);
        char *again = kit_save(loaded);
        assert_string_equal(again, bytes);
        free(again);
        free(bytes);
        exq_tally_free(tally);
        exq_tally_free(loaded);
    }
}

static void order_and_threads_cannot_be_seen(void **state)
{
    (void)state;
    static const size_t threads[] = {1, 2, 4, 16};
    enum { ROWS = 60000 }; /* several blocks */
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct score_world world;
        world_open(&world, seed, WORLD_ROWS, true);
        world.kit.request.unit = NULL;
        exq_buffer text = EXQ_BUFFER_INIT, reversed = EXQ_BUFFER_INIT;
        exq_buffer_string(&text, WORLD_HEADER);
        exq_buffer_string(&reversed, WORLD_HEADER);
        for (size_t i = 0; i < ROWS; i++) {
            world_line(&world.rows[i % world.row_count], &text);
            world_line(&world.rows[(ROWS - 1 - i) % world.row_count], &reversed);
        }
        kit_write("long.csv", text.bytes, text.length);
        kit_write("reversed.csv", reversed.bytes, reversed.length);
        world.kit.request.threads = 1;
        exq_tally *expected = world_read(&world, "reversed.csv");
        for (size_t i = 0; i < COUNT_OF(threads); i++) {
            world.kit.request.threads = threads[i];
            exq_tally *tally = world_read(&world, "long.csv");
            kit_equal(tally, expected);
            exq_tally_free(tally);
        }
        exq_tally_free(expected);
        exq_buffer_free(&text);
        exq_buffer_free(&reversed);
    }
}

/* Rows that say how many they are, and as many rows. */
static void counts_are_rows(void **state)
{
    (void)state;
    struct score_world world;
    world_open(&world, 3, WORLD_ROWS, true);
    world.kit.request.unit = NULL;
    world.kit.request.counts = "n";
    kit_text("few.csv", WORLD_HEADER "a,A,x,1,1,0.25,3\nb,A,x,1,1,0.2501,2\nc,B,y,0,0,-7,1\nd,B,y,0,0,1,0\n");
    kit_text("many.csv", WORLD_HEADER "a,A,x,1,1,0.25,1\nb,A,x,1,1,0.2501,1\nc,A,x,1,1,0.25,1\nd,A,x,1,1,0.25,1\n"
                                      "e,B,y,0,0,-7,1\nf,A,x,1,1,0.2501,1\n");
    exq_tally *few = world_read(&world, "few.csv");
    world.kit.request.counts = NULL;
    exq_tally *many = world_read(&world, "many.csv");
    kit_equal(few, many);
    exq_tally_free(few);
    exq_tally_free(many);
}

static exq_tally *read_text(struct score_world *world, const char *rows)
{
    char text[512];
    snprintf(text, sizeof text, WORLD_HEADER "%s", rows);
    kit_text("some.csv", text);
    return world_read(world, "some.csv");
}

/* As many people as there are, but not with these scores. */
static void other_scores_cannot_be_taken_away(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a,A,x,1,1,0.5,1\n",     /* of another bin */
        "a,A,x,1,1,0.25001,1\n", /* of the same, but not its */
        "a,A,x,1,1,0.25,1\nb,A,x,1,1,0.2501,1\nc,A,x,1,1,0.2501,1\n",
    };
    struct score_world world;
    world_open(&world, 3, WORLD_ROWS, true);
    exq_request *request = &world.kit.request;
    request->unit = request->counts = request->threshold = NULL;
    request->decision = "d";
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        exq_tally *total = read_text(&world, "a,A,x,1,1,0.25,1\nb,A,x,1,1,0.2501,1\nc,A,x,1,1,0.25,1\n");
        exq_tally *part = read_text(&world, parts[i]);
        char *before = kit_save(total);
        exq_error error = {0};
        assert_int_equal(exq_tally_subtract(total, part, &error), EXQ_INCONSISTENT);
        assert_string_equal(error.message,
                            "the rows to take away are not all in the tally: as many people, but with other "
                            "scores. Nothing was taken away.");
        char *after = kit_save(total);
        assert_string_equal(before, after);
        free(before);
        free(after);
        exq_tally_free(total);
        exq_tally_free(part);
    }
}

static void assert_said(const exq_tally *tally, bool expected)
{
    const exq_tally_facts *facts = exq_tally_facts_of(tally);
    bool said = false;
    for (size_t i = 0; i < facts->warning_count; i++)
        said = said || strncmp(facts->warnings[i], "The scores are not known apart", 30) == 0;
    assert_int_equal(said, expected);
}

/* A tally from before scores were kept, on either side of either law. */
static void without_scores_none_is_left(void **state)
{
    (void)state;
    struct score_world world;
    world_open(&world, 5, WORLD_ROWS, false);
    exq_tally *with = world_read_all(&world);
    char *bytes = kit_save(with);
    char *scores = strstr(bytes, "\"scores\""), *behind = strstr(bytes, "\"notes\"");
    memmove(scores, behind, strlen(behind) + 1);
    kit_text("old", bytes);
    free(bytes);
    for (size_t i = 0; i < 4; i++) {
        exq_error error = {0};
        exq_tally *old = NULL, *own = world_read(&world, "all.csv");
        assert_int_equal(exq_tally_load("old", &old, &error), EXQ_OK);
        assert_said(old, true);
        assert_said(own, false);
        exq_tally *total = i % 2 == 0 ? old : own, *part = i % 2 == 0 ? own : old;
        if (i < 2)
            merge(total, part);
        else
            subtract(total, part);
        assert_false(has_scores(total));
        assert_said(total, true);
        exq_tally_free(old);
        exq_tally_free(own);
    }
    exq_tally_free(with);
}

/* Beyond the limit all are let go, however the parts came together. */
static void too_many_are_let_go(void **state)
{
    (void)state;
    exq_error error = {0};
    const exq_score_sums one = {1, 0, 0};
    exq_scores *whole = exq_scores_new(), *part = exq_scores_new(), *canonical = NULL;
    uint32_t *places = calloc(EXQ_MAX_SCORED + 1, sizeof *places);
    for (uint32_t i = 0; i <= EXQ_MAX_SCORED; i++) {
        places[i] = i;
        assert_int_equal(exq_scores_add(i % 2 == 0 ? whole : part, i, 1572352, &one, &error), EXQ_OK);
    }
    assert_int_equal(exq_scores_canonical(whole, places, &canonical, &error), EXQ_OK);
    assert_int_equal(canonical->count, EXQ_MAX_SCORED / 2 + 1);
    exq_scores_free(canonical);
    canonical = NULL;
    assert_int_equal(exq_scores_merge(whole, part, NULL, &error), EXQ_OK);
    assert_true(whole->lost);
    assert_int_equal(exq_scores_canonical(whole, places, &canonical, &error), EXQ_OK);
    assert_null(canonical);
    assert_int_equal(exq_scores_merge(part, whole, NULL, &error), EXQ_OK);
    assert_true(part->lost && part->count == 0);
    assert_int_equal(exq_scores_add(part, 0, 1572352, &one, &error), EXQ_OK);
    assert_int_equal(part->count, 0);
    free(places);
    exq_scores_free(whole);
    exq_scores_free(part);
}

/* What weighs is not counted, and many classes are in no order. */
static void scores_that_are_not_kept(void **state)
{
    (void)state;
    struct score_world world;
    world_open(&world, 5, WORLD_ROWS, false);
    exq_request *request = &world.kit.request;
    request->unit = request->counts = request->threshold = NULL;
    request->decision = "d";
    world_write(&world, "all.csv", 0, 1);
    for (size_t i = 0; i < 3; i++) {
        request->weight = i == 0 ? "n" : NULL;
        request->classes = i == 1;
        request->score = i < 2 ? "s" : NULL;
        exq_tally *tally = world_read(&world, "all.csv");
        assert_false(has_scores(tally));
        assert_said(tally, false);
        exq_tally_free(tally);
    }
}

static void unusable_scores_are_left_out_beside_a_decision(void **state)
{
    (void)state;
    struct score_world world;
    world_open(&world, 3, WORLD_ROWS, true);
    exq_request *request = &world.kit.request;
    request->unit = request->counts = request->threshold = NULL;
    request->decision = "d";
    exq_tally *tally = read_text(&world, "a,A,x,1,1,0.25,1\nb,A,x,1,1,,1\nc,A,x,1,1,much,1\nd,A,x,,1,,1\n");
    const exq_tally_facts *facts = exq_tally_facts_of(tally);
    assert_int_equal(facts->rows_used, 1);
    assert_int_equal(facts->rows_excluded[EXQ_EXCLUDED_SCORE_MISSING], 1);
    assert_int_equal(facts->rows_excluded[EXQ_EXCLUDED_SCORE_UNREADABLE], 1);
    assert_int_equal(facts->rows_excluded[EXQ_EXCLUDED_DECISION_MISSING], 1);
    assert_string_equal(facts->decision, "d");
    assert_string_equal(facts->score, "s");
    assert_null(facts->threshold);
    exq_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shards_merge_and_are_taken_away),
        cmocka_unit_test(saving_and_loading_change_nothing),
        cmocka_unit_test(order_and_threads_cannot_be_seen),
        cmocka_unit_test(counts_are_rows),
        cmocka_unit_test(other_scores_cannot_be_taken_away),
        cmocka_unit_test(without_scores_none_is_left),
        cmocka_unit_test(too_many_are_let_go),
        cmocka_unit_test(scores_that_are_not_kept),
        cmocka_unit_test(unusable_scores_are_left_out_beside_a_decision),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
