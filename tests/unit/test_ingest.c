/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rows mean: decisions, labels, scores, pairs, weights, counts, missing attributes, and which rows are left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest_kit.h"

static const exq_tally_facts *facts_of(const exq_tally *tally)
{
    return exq_tally_facts_of(tally);
}

/* ------------------------------------------------------------------------------------------- decisions */

static void decisions_everybody_reads_the_same_way(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,1\na,TRUE\na,Yes\na,1.0\na,0\na,false\na,NO\na,0.0\n");
    kit_plan(&kit, "in.csv");
    kit_holds(&kit, "0,-,0,4 0,-,1,4");
}

static void favourable_values_are_named(void **state)
{
    (void)state;
    static const char *const favourable[] = {"approved", "offer made"};
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,approved\na,refused\nb,offer made\nb,1\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->favourable = favourable;
    request->favourable_count = 2;
    kit_holds(&kit, "0,-,0,1 0,-,1,1 1,-,0,1 1,-,1,1");
}

static void few_unreadable_decisions_are_left_out(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,1\na,0\nb,maybe\na,\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->max_excluded = "0.5";
    exq_tally *tally = kit_read(&kit);
    const exq_tally_facts *facts = facts_of(tally);
    assert_int_equal(facts->rows_read, 4);
    assert_int_equal(facts->rows_used, 2);
    assert_int_equal(facts->rows_excluded[EXQ_EXCLUDED_DECISION_UNREADABLE], 1);
    assert_int_equal(facts->rows_excluded[EXQ_EXCLUDED_DECISION_MISSING], 1);
    exq_tally_free(tally);
    /* Level b had no other row: it is gone. */
    kit_holds(&kit, "0,-,0,1 0,-,1,1");
}

static void many_classes(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d,y\na,red,blue\na,blue,blue\na,green,\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->classes = true;
    request->label = "y";
    exq_tally *tally = kit_read(&kit);
    const exq_tally_facts *facts = facts_of(tally);
    assert_false(facts->binary);
    assert_int_equal(facts->class_count, 3);
    assert_string_equal(facts->classes[0], "blue");
    assert_string_equal(facts->classes[1], "green");
    assert_string_equal(facts->classes[2], "red");
    exq_tally_free(tally);
    kit_holds(&kit, "0,0,0,1 0,0,2,1 0,-,1,1");
}

static void scores_and_a_threshold(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,s\na,0.5\na,0.49999\na,5e-1\na,7\na,nan\na,\na,+1\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->decision = NULL;
    request->score = "s";
    request->threshold = "0.5";
    request->max_excluded = "1";
    kit_holds(&kit, "0,-,0,1 0,-,1,3");
    exq_tally *tally = kit_read(&kit);
    assert_int_equal(facts_of(tally)->rows_excluded[EXQ_EXCLUDED_SCORE_UNREADABLE], 2);
    assert_int_equal(facts_of(tally)->rows_excluded[EXQ_EXCLUDED_SCORE_MISSING], 1);
    exq_tally_free(tally);
}

/* ---------------------------------------------------------------------------------------------- labels */

static void an_empty_label_is_unknown(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d,y\na,1,yes\na,1,\na,0,no\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->label = "y";
    kit_holds(&kit, "0,0,0,1 0,1,1,1 0,-,1,1");
}

static void positive_values_are_named(void **state)
{
    (void)state;
    static const char *const positive[] = {"good"};
    struct kit_plan kit;
    kit_text("in.csv", "g,d,y\na,1,good\na,1,\na,0,bad\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->label = "y";
    request->positive = positive;
    request->positive_count = 1;
    kit_holds(&kit, "0,0,0,1 0,1,1,1 0,-,1,1");
}

static void pairs_are_labels_by_the_words_of_decisions(void **state)
{
    (void)state;
    static const char *const favourable[] = {"offer"};
    struct kit_plan kit;
    kit_text("in.csv", "g,d,c\na,no,offer\na,no,\na,no,no\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->counterfactual = "c";
    request->favourable = favourable; /* it occurs in the switched decisions alone */
    request->favourable_count = 1;
    request->max_excluded = "0.4";
    kit_holds(&kit, "0,0,0,1 0,1,0,1");
    exq_tally *tally = kit_read(&kit);
    assert_true(facts_of(tally)->counterfactual && facts_of(tally)->has_labels);
    assert_string_equal(facts_of(tally)->label, "c");
    assert_int_equal(facts_of(tally)->rows_excluded[EXQ_EXCLUDED_PAIR_MISSING], 1);
    exq_tally_free(tally);
}

/* ---------------------------------------------------------------------------------- weights and counts */

static void weights_are_summed_exactly(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d,w\na,1,0.1\na,1,0.2\na,1,1e100\na,1,0\na,0,\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->weight = "w";
    request->max_excluded = "0.2";
    exq_tally *tally = kit_read(&kit);
    assert_int_equal(facts_of(tally)->rows_excluded[EXQ_EXCLUDED_WEIGHT_MISSING], 1);
    assert_int_equal(facts_of(tally)->rows_used, 4); /* a weight of 0 is a person */
    assert_true(facts_of(tally)->has_weights);
    exq_tally_free(tally);

    exq_tally *other = NULL;
    kit_text("other.csv", "g,d,w\na,1,1e100\na,1,0.2\na,0,\na,1,0.1\na,1,0.0\n");
    kit.inputs[0] = "other.csv";
    other = kit_read(&kit);
    kit.inputs[0] = "in.csv";
    tally = kit_read(&kit);
    kit_equal(tally, other);
    exq_tally_free(tally);
    exq_tally_free(other);
}

static void counts_are_rows(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("rows.csv", "g,d\na,1\na,1\na,0\nb,1\n,\n");
    kit_text("counts.csv", "g,d,n\na,1,2\na,0,1\nb,1,1\nzero,1,0\n,,1\n");
    exq_request *request = kit_plan(&kit, "rows.csv");
    request->max_excluded = "0.2";
    exq_tally *rows = kit_read(&kit);
    kit.inputs[0] = "counts.csv";
    request->counts = "n";
    exq_tally *counts = kit_read(&kit);
    kit_equal(rows, counts);
    assert_int_equal(exq_tally_rows(counts), 5);
    exq_tally_free(rows);
    exq_tally_free(counts);
}

/* --------------------------------------------------------------------------------- attributes and inputs */

static void missing_attributes(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,1\n,0\n,1\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    kit_holds(&kit, "0,-,1,1 -,-,0,1 -,-,1,1");
    request->missing = EXQ_MISSING_COMPARE;
    kit_holds(&kit, "0,-,1,1 -,-,0,1 -,-,1,1");
    request->missing = EXQ_MISSING_DROP;
    kit_holds(&kit, "0,-,1,1");
    exq_tally *tally = kit_read(&kit);
    assert_int_equal(facts_of(tally)->rows_excluded[EXQ_EXCLUDED_ATTRIBUTE_MISSING], 2);
    assert_int_equal(facts_of(tally)->rows_used, 1);
    exq_tally_free(tally);
    request->missing = EXQ_MISSING_FAIL;
    kit_refused(&kit, EXQ_INCONSISTENT,
                "an attribute is missing in 2 rows (column g), and --missing fail forbids that. Fill it in, or say "
                "--missing own_group.");
}

static void a_column_may_play_several_roles(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,1\nb,0\n");
    kit_plan(&kit, "in.csv");
    kit.attributes[0] = "d";
    kit_holds(&kit, "0,-,0,1 1,-,1,1");
}

static void delimiters_are_guessed_from_the_header(void **state)
{
    (void)state;
    static const char *const texts[] = {"g;d\na;1\n", "g\td\na\t1\n", "g|d\na|1\n", "g,d\na,1\n",
                                        "\"g,;|\t\";g;d\n;a;1\n"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct kit_plan kit;
        kit_text("in.csv", texts[i]);
        kit_plan(&kit, "in.csv");
        kit_holds(&kit, "0,-,1,1");
    }
    struct kit_plan kit;
    kit_text("in.csv", "g:d\na:1\n");
    kit_plan(&kit, "in.csv")->delimiter = ':';
    kit_holds(&kit, "0,-,1,1");
}

static void a_byte_order_mark_is_no_part_of_a_name(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "\xef\xbb\xbf\"g\",d\na,1\n");
    kit_plan(&kit, "in.csv");
    kit_holds(&kit, "0,-,1,1");
}

static void columns_of_the_same_name_are_numbered(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d,g\na,1,b\nc,1,b\n");
    kit_plan(&kit, "in.csv");
    kit.attributes[0] = "g#2";
    kit_holds(&kit, "0,-,1,2");
    kit.attributes[0] = "g#1";
    kit_holds(&kit, "0,-,1,1 1,-,1,1");
}

static void one_column_keeps_its_blank_lines(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "d\n1\n\n0\n");
    kit_plan(&kit, "in.csv")->max_excluded = "0.5";
    kit.plan.attribute_count = 0;
    exq_tally *tally = kit_read(&kit);
    assert_int_equal(facts_of(tally)->rows_excluded[EXQ_EXCLUDED_DECISION_MISSING], 1);
    exq_tally_free(tally);
}

static void several_inputs_are_one_data_set(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("1.csv", "g,d\na,1\n");
    kit_text("2.csv", "g;d\r\nb;0\r\n");
    kit_text("3.csv", "g,d\n");
    exq_request *request = kit_plan(&kit, "1.csv");
    kit.inputs[1] = "2.csv";
    kit.inputs[2] = "3.csv";
    request->input_count = 3;
    request->digest = true;
    kit_holds(&kit, "0,-,1,1 1,-,0,1");
    exq_tally *tally = kit_read(&kit);
    assert_int_equal(facts_of(tally)->source_count, 3);
    assert_string_equal(facts_of(tally)->sources[1].name, "2.csv");
    assert_int_equal(facts_of(tally)->sources[1].bytes, 10);
    assert_int_equal(strlen(facts_of(tally)->sources[1].sha256), 64);
    assert_int_equal(facts_of(tally)->warning_count, 0);
    exq_tally_free(tally);
}

static void mixed_line_ends_are_said(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d\r\na,1\n");
    kit_plan(&kit, "in.csv");
    exq_tally *tally = kit_read(&kit);
    assert_int_equal(facts_of(tally)->warning_count, 1);
    assert_string_equal(facts_of(tally)->warnings[0], "in.csv: some lines end in CR LF, others in LF alone.");
    exq_tally_free(tally);
}

static void saved_tallies_are_inputs(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,h,d\na,x,1\nb,y,0\n,y,0\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    kit.attributes[1] = "h";
    kit.plan.attribute_count = 2;
    exq_tally *rows = kit_read(&kit);
    char *bytes = kit_save(rows);
    kit_text("saved", bytes);
    kit.inputs[0] = "saved";
    kit.plan.attribute_count = 1; /* fewer than it holds: all are kept */
    request->decision = NULL;     /* it knows its roles */
    exq_tally *loaded = kit_read(&kit);
    kit_equal(rows, loaded);
    assert_string_equal(facts_of(loaded)->sources[0].name, "in.csv");
    exq_tally_free(loaded);
    request->missing = EXQ_MISSING_DROP;
    kit_holds(&kit, "0,0,-,1,1 1,1,-,0,1");
    exq_tally_free(rows);
    free(bytes);
}

struct steps {
    size_t count, allowed;
    uint64_t rows, bytes, total;
};

static bool step(void *payload, uint64_t rows, uint64_t bytes, uint64_t bytes_total)
{
    struct steps *steps = payload;
    steps->rows = rows;
    steps->bytes = bytes;
    steps->total = bytes_total;
    return ++steps->count <= steps->allowed;
}

static void progress_is_told_and_can_stop_it(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,1\n");
    for (size_t threads = 1; threads <= 2; threads++) {
        struct steps steps = {.allowed = 100};
        exq_request *request = kit_plan(&kit, "in.csv");
        request->threads = threads;
        request->progress = (exq_progress){step, &steps};
        kit_holds(&kit, "0,-,1,1");
        assert_int_equal(steps.count, 1);
        assert_int_equal(steps.bytes, 8);
        assert_int_equal(steps.total, 8);
        assert_true(threads > 1 || steps.rows == 1); /* others may not have counted it yet */
        steps = (struct steps){.allowed = 0};
        kit_refused(&kit, EXQ_IO, "interrupted");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_everybody_reads_the_same_way),
        cmocka_unit_test(favourable_values_are_named),
        cmocka_unit_test(few_unreadable_decisions_are_left_out),
        cmocka_unit_test(many_classes),
        cmocka_unit_test(scores_and_a_threshold),
        cmocka_unit_test(an_empty_label_is_unknown),
        cmocka_unit_test(positive_values_are_named),
        cmocka_unit_test(pairs_are_labels_by_the_words_of_decisions),
        cmocka_unit_test(weights_are_summed_exactly),
        cmocka_unit_test(counts_are_rows),
        cmocka_unit_test(missing_attributes),
        cmocka_unit_test(a_column_may_play_several_roles),
        cmocka_unit_test(delimiters_are_guessed_from_the_header),
        cmocka_unit_test(a_byte_order_mark_is_no_part_of_a_name),
        cmocka_unit_test(columns_of_the_same_name_are_numbered),
        cmocka_unit_test(one_column_keeps_its_blank_lines),
        cmocka_unit_test(several_inputs_are_one_data_set),
        cmocka_unit_test(mixed_line_ends_are_said),
        cmocka_unit_test(saved_tallies_are_inputs),
        cmocka_unit_test(progress_is_told_and_can_stop_it),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
