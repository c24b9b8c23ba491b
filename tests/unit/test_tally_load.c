/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saved tallies that nobody saved: each change to a good document is refused, with the reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest_kit.h"
#include "saved.h"

#define DIGEST "0123456789abcdef0123456789abcdef"

static const char good[] =
    "{\"schema\": \"exaequo.tally/1\",\n"
    "\"rows\": {\"read\": 10, \"used\": 9, \"excluded\": {\"decision_missing\": 1, \"decision_unreadable\": 0,"
    " \"score_missing\": 0, \"score_unreadable\": 0, \"weight_missing\": 0, \"unit_missing\": 0, \"attribute_missing\": 0, "
    "\"pair_missing\": 0}},\n"
    "\"roles\": {\"decision\": \"d\", \"favourable\": [\"go\", \"yes\"], \"score\": \"s\", \"threshold\": null, "
    "\"label\": \"y\","
    " \"positive\": [], \"counterfactual\": false, \"weight\": null, \"unit\": null, \"binary\": true},\n"
    "\"classes\": [\"unfavourable\", \"favourable\"],\n"
    "\"attributes\": [{\"name\": \"age\", \"levels\": []}, {\"name\": \"sex\", \"levels\": [\"f\", \"m\"]}],\n"
    "\"entries\": [[null, 0, 0, 1, 2], [null, 0, null, 1, 3], [null, 1, 1, 0, 3], [null, null, 1, 1, 1]],\n"
    "\"units\": null,\n"
    "\"scores\": [\"0 1572352 1 5 19\", \"0 1572353 1 0 0\", \"1 1572352 3 6 e\","
    " \"2 1572352 3 0 0\", \"3 1048575 1 1 1\"],\n"
    "\"notes\": [\"a.csv: twice.\", \"a.csv: twice.\"],\n"
    "\"sources\": [{\"name\": \"a.csv\", \"bytes\": 3, \"xxh3_128\": \"" DIGEST "\", \"sha256\": null}]}";

/* The good document with the first `from` replaced by `to`, to be freed. */
static char *change(const char *from, const char *to)
{
    const char *at = strstr(good, from);
    assert_non_null(at);
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_buffer_append(&out, good, (size_t)(at - good));
    exq_buffer_string(&out, to);
    exq_buffer_string(&out, at + strlen(from));
    return out.bytes;
}

static void a_good_document_is_read(void **state)
{
    (void)state;
    exq_error error = {0};
    exq_tally *tally = NULL;
    assert_int_equal(exq_saved_parse(good, sizeof good - 1, "saved", &tally, &error), EXQ_OK);
    const exq_tally_facts *facts = exq_tally_facts_of(tally);
    assert_int_equal(facts->rows_used, 9);
    assert_int_equal(facts->warning_count, 1);
    assert_int_equal(facts->favourable_count, 2);
    assert_true(facts->has_labels && !facts->has_weights && facts->binary);
    char *entries = kit_entries(tally);
    assert_string_equal(entries, "-,0,0,1,2 -,0,-,1,3 -,1,1,0,3 -,-,1,1,1");
    free(entries);
    char *saved = kit_save(tally);
    assert_non_null(strstr(saved, "\"0 1572353 1 0 0\""));
    free(saved);
    exq_tally_free(tally);
}

/* Saved before scores were kept, it says so, and no more is wrong with it. */
static void a_tally_without_its_scores_is_read(void **state)
{
    (void)state;
    exq_error error = {0};
    exq_tally *tally = NULL;
    const char *scores = strstr(good, "\"scores\""), *behind = strstr(good, "\"notes\"");
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_buffer_append(&out, good, (size_t)(scores - good));
    exq_buffer_string(&out, behind);
    assert_int_equal(exq_saved_parse(out.bytes, out.length, "saved", &tally, &error), EXQ_OK);
    assert_int_equal(exq_tally_facts_of(tally)->warning_count, 2);
    assert_non_null(strstr(exq_tally_facts_of(tally)->warnings[0], "The scores are not known"));
    exq_buffer_free(&out);
    exq_tally_free(tally);
}

static const struct {
    const char *from;
    const char *to;
    const char *reason; /* between "this saved tally is damaged: " and ". Make it again." */
} damages[] = {
#define DAMAGE(from, to, reason) {from, to, reason},
#include "tally_damages.def"
#undef DAMAGE
};

static void damages_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        exq_error error = {0};
        exq_tally *tally = NULL;
        char *bytes = change(damages[i].from, damages[i].to);
        exq_status status = exq_saved_parse(bytes, strlen(bytes), "saved", &tally, &error);
        char expected[512];
        snprintf(expected, sizeof expected, "saved: this saved tally is damaged: %s. Make it again.",
                 damages[i].reason);
        assert_string_equal(error.message, expected);
        assert_int_equal(status, EXQ_MALFORMED);
        free(bytes);
    }
}

static void other_versions_and_other_documents(void **state)
{
    (void)state;
    exq_error error = {0};
    exq_tally *tally = NULL;
    char *bytes = change("exaequo.tally/1", "exaequo.tally/2");
    assert_int_equal(exq_saved_parse(bytes, strlen(bytes), "saved", &tally, &error), EXQ_INCONSISTENT);
    assert_string_equal(error.message,
                        "saved: this tally was saved in another version of the format; this program reads "
                        "exaequo.tally/1. Use the program that saved it, or make it again.");
    free(bytes);
    bytes = change("exaequo.tally/1", "exaequo.result/1");
    assert_int_equal(exq_saved_parse(bytes, strlen(bytes), "saved", &tally, &error), EXQ_MALFORMED);
    assert_string_equal(error.message, "saved: this is not a saved tally, which says \"schema\": \"exaequo.tally/1\".");
    free(bytes);
    assert_int_equal(exq_saved_parse("", 0, "saved", &tally, &error), EXQ_MALFORMED);
    assert_int_equal(exq_saved_parse("[]", 2, "saved", &tally, &error), EXQ_MALFORMED);
}

/* Cut anywhere, it is refused: no part of a tally is a tally. */
static void a_cut_document_is_refused(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof good - 1; length++) {
        exq_error error = {0};
        exq_tally *tally = NULL;
        char *bytes = malloc(length + 1);
        memcpy(bytes, good, length);
        assert_int_equal(exq_saved_parse(bytes, length, "saved", &tally, &error), EXQ_MALFORMED);
        free(bytes);
    }
}

static void impossible_weights(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d,w\na,1,2\nb,1,0\n");
    kit_plan(&kit, "in.csv")->weight = "w";
    exq_tally *tally = kit_read(&kit);
    char *bytes = kit_save(tally);
    exq_tally_free(tally);
    /* Swap the positive sum of w for a negative one, for 0, and for rubbish. */
    static const char *const sums[] = {"\"-1\"", "\"0\"", "\"x\"", "7"};
    const char *at = strstr(bytes, "[0, null, 1, 1, ") + strlen("[0, null, 1, 1, ");
    const char *behind = strchr(at, ',');
    for (size_t i = 0; i < COUNT_OF(sums); i++) {
        exq_buffer out = EXQ_BUFFER_INIT;
        exq_buffer_append(&out, bytes, (size_t)(at - bytes));
        exq_buffer_string(&out, sums[i]);
        exq_buffer_string(&out, behind);
        exq_error error = {0};
        assert_int_equal(exq_saved_parse(out.bytes, out.length, "saved", &tally, &error), EXQ_MALFORMED);
        assert_non_null(strstr(error.message, "a sum of weights "));
        exq_buffer_free(&out);
    }
    free(bytes);
}

static void a_tally_is_told_from_rows(void **state)
{
    (void)state;
    assert_true(exq_saved_recognise(good, sizeof good - 1));
    assert_true(exq_saved_recognise(" {\n\t\"schema\"", 12));
    assert_false(exq_saved_recognise("{\"a\"}", 5));
    assert_false(exq_saved_recognise("schema", 6));
    assert_false(exq_saved_recognise("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_document_is_read),
        cmocka_unit_test(a_tally_without_its_scores_is_read),
        cmocka_unit_test(damages_are_named),
        cmocka_unit_test(other_versions_and_other_documents),
        cmocka_unit_test(a_cut_document_is_refused),
        cmocka_unit_test(impossible_weights),
        cmocka_unit_test(a_tally_is_told_from_rows),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
