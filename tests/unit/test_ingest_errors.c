/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that is refused, with the whole message: what is wrong, where, and how to mend it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "blocks.h"
#include "ingest_kit.h"

/* ------------------------------------------------------------------------------- inputs that are not rows */

static const struct {
    const char *bytes;
    size_t length; /* 0: as long as the text */
    exq_status status;
    const char *message;
} inputs[] = {
#define INPUT(bytes, length, status, message) {bytes, length, status, message},
#include "refused_inputs.def"
#undef INPUT
};

static void inputs_that_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(inputs); i++)
        for (size_t threads = 1; threads <= 3; threads++) {
            struct kit_plan kit;
            size_t length = inputs[i].length > 0 ? inputs[i].length : strlen(inputs[i].bytes);
            kit_write("in.csv", inputs[i].bytes, length);
            kit_plan(&kit, "in.csv")->threads = threads;
            kit_refused(&kit, inputs[i].status, inputs[i].message);
        }
}

/* -------------------------------------------------------------------------------------- words and numbers */

static void values_are_shown_when_enough_people_hold_them(void **state)
{
    (void)state;
    exq_buffer text = EXQ_BUFFER_INIT;
    struct kit_plan kit;
    exq_buffer_string(&text, "g,d,n\na,approved,5120\na,refused,4880\na,not yet,9\n");
    kit_text("recs.csv", text.bytes);
    exq_buffer_free(&text);
    exq_request *request = kit_plan(&kit, "recs.csv");
    request->counts = "n";
    kit_refused(
        &kit, EXQ_USAGE,
        "recs.csv: column d holds none of 1, true, yes. It holds approved (5,120 rows) and refused (4,880). Say "
        "which counts: --favourable approved");
    request->min_cell = 9;
    kit_refused(
        &kit, EXQ_USAGE,
        "recs.csv: column d holds none of 1, true, yes. It holds approved (5,120 rows), refused (4,880) and not "
        "yet (9). Say which counts: --favourable approved");

    static const char *const favourable[] = {"approve"};
    request->favourable = favourable;
    request->favourable_count = 1;
    request->min_cell = 10;
    kit_refused(&kit, EXQ_USAGE,
                "recs.csv: column d never holds approve, which --favourable names. It holds approved (5,120 rows) and "
                "refused (4,880). Say which counts: --favourable approved");
}

static void at_most_twenty_values_are_listed(void **state)
{
    (void)state;
    exq_buffer text = EXQ_BUFFER_INIT;
    struct kit_plan kit;
    exq_buffer_string(&text, "g,d,n\n");
    for (int i = 0; i < 23; i++)
        exq_buffer_format(&text, "a,it's v%02d,10\n", i);
    kit_text("in.csv", text.bytes);
    exq_buffer_free(&text);
    kit_plan(&kit, "in.csv")->counts = "n";
    exq_error error = {0};
    exq_tally *tally = NULL;
    assert_int_equal(exq_ingest(&kit.plan, &tally, &error), EXQ_USAGE);
    assert_non_null(strstr(error.message, "it's v00 (10 rows), it's v01 (10), "));
    assert_non_null(strstr(error.message, ", it's v19 (10) and 3 more. Say which counts: --favourable 'it'\\''s v00'"));
}

static void labels_are_words_that_mean_something(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "g,d,y,n\na,1,good,10\na,0,bad,20\na,0,1,1\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->label = "y";
    request->counts = "n";
    kit_refused(
        &kit, EXQ_USAGE,
        "in.csv: column y holds more than 1, true, yes and 0, false, no. It holds bad (20 rows) and good (10). Say "
        "which counts: --positive bad");
    static const char *const positive[] = {"best"};
    request->positive = positive;
    request->positive_count = 1;
    kit_refused(&kit, EXQ_USAGE,
                "in.csv: column y never holds best, which --positive names. It holds bad (20 rows) and good (10). Say "
                "which counts: --positive bad");
}

static void weights_and_counts_that_are_none(void **state)
{
    (void)state;
    static const char *const weights[] = {"-1", "x", "1e-101", "1e101", "nan", "inf", " 1", "0x1"};
    static const char *const counts[] = {"-1", "1.0", "x", "", "18446744073709551616"};
    struct kit_plan kit;
    char text[128];
    for (size_t i = 0; i < COUNT_OF(weights); i++) {
        snprintf(text, sizeof text, "w,g,d\n1,a,1\n%s,a,0\n", weights[i]);
        kit_text("in.csv", text);
        kit_plan(&kit, "in.csv")->weight = "w";
        kit_refused(
            &kit, EXQ_MALFORMED,
            "in.csv:3:1: this is no weight. A weight is 0 or a number between 1e-100 and 1e100, with a point and "
            "without a sign.");
    }
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        snprintf(text, sizeof text, "\"g\nh\",d,n,g\na,1,1,x\na,1,%s,x\n", counts[i]);
        kit_text("in.csv", text);
        kit_plan(&kit, "in.csv")->counts = "n";
        kit_refused(&kit, EXQ_MALFORMED, "in.csv:4:5: this is no count. A count is a whole number, 0 or more.");
    }
    kit_text("in.csv", "g,d,n\na,1,18446744073709551615\na,1,1\n");
    kit_plan(&kit, "in.csv")->counts = "n";
    kit_refused(&kit, EXQ_INCONSISTENT, "in.csv:3:1: there are more rows than can be counted (2^64)");
}

/* ---------------------------------------------------------------------------------------------- too much */

static void identifiers_are_no_attributes(void **state)
{
    (void)state;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "g,d,s\n");
    for (int i = 0; i <= 10000; i++)
        exq_buffer_format(&text, "%d,%d,%d\n", i, i % 2, i % 1001);
    kit_text("in.csv", text.bytes);
    exq_buffer_free(&text);
    for (size_t threads = 1; threads <= 4; threads++) {
        struct kit_plan kit;
        exq_request *request = kit_plan(&kit, "in.csv");
        request->threads = threads;
        kit_refused(&kit, EXQ_USAGE,
                    "column g has more than 10000 levels: is it an identifier? Name a column of groups.");
        kit.attributes[0] = "d";
        request->decision = "s";
        kit_refused(&kit, EXQ_USAGE, "column s has more than 1000 values: is it a score? Say --score s --threshold T.");
        request->decision = "d";
        request->label = "s";
        kit_refused(&kit, EXQ_USAGE, "column s has more than 1000 values: is it a label? Labels have few.");
    }
}

static void a_quote_left_open_is_found_before_memory_is_full(void **state)
{
    (void)state;
    size_t length = 3 * EXQ_MAX_RECORD;
    char *text = malloc(length);
    memset(text, 'x', length);
    for (size_t i = 40; i < length; i += 40)
        text[i] = '\n';
    memcpy(text, "g,d\na,1\n\"a,1\n", 13);
    kit_write("in.csv", text, length);
    for (size_t threads = 1; threads <= 2; threads++) {
        struct kit_plan kit;
        kit_plan(&kit, "in.csv")->threads = threads;
        kit_refused(&kit, EXQ_MALFORMED,
                    "in.csv:3: the record that begins here is longer than 4 MiB. A quote may have been left open.");
    }
    free(text);
}

/* The first error of the file is reported, however many threads find others. */
static void the_first_error_wins(void **state)
{
    (void)state;
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "g,d\n");
    for (int line = 2; line < 300000; line++)
        exq_buffer_string(&text, line == 150001 || line % 50000 == 49999 ? "a\n" : "a,1\n");
    kit_text("in.csv", text.bytes);
    exq_buffer_free(&text);
    for (size_t threads = 1; threads <= 8; threads++) {
        struct kit_plan kit;
        kit_plan(&kit, "in.csv")->threads = threads;
        kit_refused(&kit, EXQ_MALFORMED,
                    "in.csv:49999: 1 field, the header has 2. Give every row one field a column; quote a field that "
                    "holds the delimiter.");
    }
}

/* ------------------------------------------------------------------------------------------- the request */

static void requests_that_contradict_themselves(void **state)
{
    (void)state;
    static const char *const values[] = {"1"};
    struct kit_plan kit;
    kit_text("in.csv", "g,d,s,y,w\na,1,0.5,1,1\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->threshold = "1";
    const char *both = "--threshold makes decisions of scores; with --decision they are there already. Leave one out.";
    kit_refused(&kit, EXQ_USAGE, both);
    request->score = "s";
    kit_refused(&kit, EXQ_USAGE, both);
    request->threshold = NULL;
    request->against_score = "w";
    kit_refused(&kit, EXQ_USAGE,
                "--against-score is held to the same --threshold as --score, and neither decides here. Of decisions say "
                "--against-decision COLUMN.");
    request->against_score = NULL;
    request->decision = NULL;
    request->score = "s";
    request->threshold = NULL;
    kit_refused(&kit, EXQ_USAGE, "--score needs --threshold T: the decision is score >= T.");
    request->threshold = "half";
    kit_refused(&kit, EXQ_USAGE, "--threshold takes a number such as 0.5, or `>0.5`, or `median`.");
    request->score = request->threshold = NULL;
    kit_refused(&kit, EXQ_USAGE, "no decision was named. Say --decision COLUMN, or --score COLUMN --threshold T.");
    request = kit_plan(&kit, "in.csv");
    request->label = "y";
    request->counterfactual = "y";
    kit_refused(&kit, EXQ_USAGE, "--label and --counterfactual exclude each other. Ask for them in two runs.");
    request = kit_plan(&kit, "in.csv");
    request->positive = values;
    request->positive_count = 1;
    kit_refused(&kit, EXQ_USAGE, "--positive speaks of the label: name its column with --label.");
    request = kit_plan(&kit, "in.csv");
    request->classes = true;
    request->favourable = values;
    request->favourable_count = 1;
    kit_refused(&kit, EXQ_USAGE,
                "--classes keeps every value apart, --favourable and --positive make two of them. Leave "
                "one out.");
    request = kit_plan(&kit, "in.csv");
    request->weight = request->counts = "w";
    kit_refused(&kit, EXQ_USAGE, "--weight and --counts exclude each other: weights belong to single rows.");
    request = kit_plan(&kit, "in.csv");
    request->delimiter = '"';
    kit_refused(&kit, EXQ_USAGE, "--delimiter takes one ASCII character other than a quote or a line end.");
    request = kit_plan(&kit, "in.csv");
    request->max_excluded = "1.5";
    kit_refused(&kit, EXQ_USAGE, "--max-excluded takes a share between 0 and 1, such as 0.05.");
    request = kit_plan(&kit, "in.csv");
    request->input_count = 0;
    kit_refused(&kit, EXQ_USAGE, "no input was named. Give a file, or - for standard input.");
}

static void promises_about_the_input(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("in.csv", "abc");
    exq_request *request = kit_plan(&kit, "in.csv");
    request->expect_sha256 = "abc";
    kit_refused(&kit, EXQ_USAGE, "--expect-sha256 takes 64 hexadecimal digits.");
    kit_text("in.csv", "g,d\na,1\n");
    request->expect_sha256 = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"; /* of "abc" */
    exq_error error = {0};
    exq_tally *tally = NULL;
    assert_int_equal(exq_ingest(&kit.plan, &tally, &error), EXQ_INCONSISTENT);
    assert_non_null(strstr(error.message, "in.csv: its SHA-256 is "));
    request->expect_sha256 = NULL;
    request->expect_rows_given = true;
    request->expect_rows = 2;
    kit_refused(&kit, EXQ_INCONSISTENT, "1 rows were read, 2 were expected. The input was cut, or is another one.");
    request->expect_rows = 1;
    kit_holds(&kit, "0,-,1,1");
}

static void inputs_that_do_not_belong_together(void **state)
{
    (void)state;
    struct kit_plan kit;
    kit_text("1.csv", "g,d\na,1\n");
    kit_text("2.csv", "g,d,e\na,1,1\n");
    kit_text("3.csv", "d,g\n1,a\n");
    exq_request *request = kit_plan(&kit, "1.csv");
    request->input_count = 2;
    kit.inputs[1] = "2.csv";
    kit_refused(&kit, EXQ_INCONSISTENT, "2.csv: it has 3 columns, 1.csv has 2. Give files with the same columns.");
    kit.inputs[1] = "3.csv";
    kit_refused(&kit, EXQ_INCONSISTENT,
                "3.csv: column 1 has another name than in 1.csv. Give files with the same columns in the same order.");
    request->input_count = 1;
    exq_tally *tally = kit_read(&kit);
    char *bytes = kit_save(tally);
    kit_text("saved", bytes);
    request->input_count = 2;
    kit.inputs[1] = "saved";
    kit_refused(&kit, EXQ_USAGE,
                "saved holds saved tallies, the inputs before it rows. Give one kind of input at a time.");
    free(bytes);
    exq_tally_free(tally);
}

static void saved_tallies_keep_their_roles(void **state)
{
    (void)state;
    static const char *const values[] = {"no"};
    struct kit_plan kit;
    kit_text("in.csv", "g,d\na,1\n");
    exq_request *request = kit_plan(&kit, "in.csv");
    exq_tally *tally = kit_read(&kit);
    char *bytes = kit_save(tally);
    kit_text("saved", bytes);
    free(bytes);
    exq_tally_free(tally);

    request = kit_plan(&kit, "saved");
    request->decision = "other";
    kit_refused(&kit, EXQ_USAGE, "--decision contradicts the saved tally, which was made with d. Leave it out.");
    request->decision = NULL;
    request->label = "y";
    kit_refused(&kit, EXQ_USAGE, "--label contradicts the saved tally, which was made with none. Leave it out.");
    request->label = NULL;
    request->favourable = values;
    request->favourable_count = 1;
    kit_refused(&kit, EXQ_USAGE, "--favourable names other values than the saved tally was made with. Leave it out.");
    request->favourable_count = 0;
    request->classes = true;
    kit_refused(&kit, EXQ_USAGE, "--classes contradicts the saved tally, which has two classes. Leave it out.");
    request->classes = false;
    request->counts = "n";
    kit_refused(&kit, EXQ_USAGE, "--counts is for rows; a saved tally is counted already. Leave it out.");
    request->counts = NULL;
    kit.attributes[0] = "h";
    kit_refused(&kit, EXQ_USAGE,
                "the saved tally does not hold h, but g. Ask for those, or make the tally again from the rows.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_that_are_refused),
        cmocka_unit_test(values_are_shown_when_enough_people_hold_them),
        cmocka_unit_test(at_most_twenty_values_are_listed),
        cmocka_unit_test(labels_are_words_that_mean_something),
        cmocka_unit_test(weights_and_counts_that_are_none),
        cmocka_unit_test(identifiers_are_no_attributes),
        cmocka_unit_test(a_quote_left_open_is_found_before_memory_is_full),
        cmocka_unit_test(the_first_error_wins),
        cmocka_unit_test(requests_that_contradict_themselves),
        cmocka_unit_test(promises_about_the_input),
        cmocka_unit_test(inputs_that_do_not_belong_together),
        cmocka_unit_test(saved_tallies_keep_their_roles),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
