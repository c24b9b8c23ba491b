/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lane of libcsv against two published suites of CSV files, csv-spectrum and csv-test-data, whose expected contents
 * are JSON beside each file; and against records made to be awkward.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data_dir.h"
#include "ingest_kit.h"
#include "json.h"
#include "lane.h"

enum { MOST_RECORDS = 64, MOST_FIELDS = 16 };

/* Records as they come. */
struct table {
    char *fields[MOST_RECORDS][MOST_FIELDS];
    size_t lengths[MOST_RECORDS][MOST_FIELDS];
    size_t widths[MOST_RECORDS];
    size_t count;
};

static exq_status collect(void *payload, const exq_field *fields, size_t count, size_t *culprit, exq_error *error)
{
    (void)culprit;
    (void)error;
    struct table *table = payload;
    assert_true(table->count < MOST_RECORDS && count <= MOST_FIELDS);
    for (size_t i = 0; i < count; i++) {
        table->fields[table->count][i] = strndup(fields[i].bytes, fields[i].length);
        table->lengths[table->count][i] = fields[i].length;
    }
    table->widths[table->count++] = count;
    return EXQ_OK;
}

static void forget(struct table *table)
{
    for (size_t r = 0; r < table->count; r++)
        for (size_t i = 0; i < table->widths[r]; i++)
            free(table->fields[r][i]);
    table->count = 0;
}

static exq_status read_text(const char *text, size_t length, size_t width, struct table *table, exq_error *error)
{
    /* A copy that ends where it ends, so that a checker sees a step too far. */
    char *bytes = malloc(length > 0 ? length : 1);
    memcpy(bytes, text, length);
    exq_layout layout = {.name = "in.csv", .delimiter = ',', .width = width};
    exq_block block = {.bytes = bytes, .length = length, .line = 1, .quoted = true};
    exq_taker taker = {.take = collect, .payload = table};
    exq_line_ends ends = {0};
    void *state = exq_lane_csv.open(&layout);
    exq_status status = exq_lane_csv.read(state, &block, &taker, &ends, error);
    exq_lane_csv.close(state);
    free(bytes);
    return status;
}

/* -------------------------------------------------------------------------------------------- the suites */

struct suite {
    const char *json_folder;
    size_t good, refused;
};

static void assert_same_record(const exq_json *expected, const struct table *table, size_t at)
{
    size_t field = 0;
    bool keyed = exq_json_kind_of(expected) == EXQ_JSON_OBJECT;
    for (const exq_json *item = exq_json_first(expected); item != NULL; item = exq_json_next(item), field++) {
        assert_true(field < table->widths[at]);
        if (keyed)
            assert_string_equal(exq_json_key(item), table->fields[0][field]);
        assert_string_equal(exq_json_to_string(item), table->fields[at][field]);
    }
    assert_int_equal(field, table->widths[at]);
}

static void compare_with_json(const char *name, const struct suite *suite, const struct table *table)
{
    char relative[512];
    char path[DATA_PATH_SIZE];
    snprintf(relative, sizeof relative, "%s/%.*s.json", suite->json_folder, (int)(strlen(name) - 4), name);
    size_t length = 0;
    char *bytes = data_read(data_path(relative, path), &length);
    exq_error error = {0};
    exq_json *expected = NULL;
    assert_int_equal(exq_json_parse(bytes, length, name, &expected, &error), EXQ_OK);
    const exq_json *first = exq_json_first(expected);
    bool keyed = first == NULL || exq_json_kind_of(first) == EXQ_JSON_OBJECT;
    size_t at = keyed ? 1 : 0;
    for (const exq_json *record = first; record != NULL; record = exq_json_next(record), at++) {
        assert_true(at < table->count);
        assert_same_record(record, table, at);
    }
    assert_int_equal(at, table->count);
    exq_json_free(expected);
    free(bytes);
}

/* The width that every record must have: that of the first. */
static size_t first_width(const char *text, size_t length)
{
    struct table table = {0};
    exq_error error = {0};
    size_t end = 0;
    while (end < length && text[end] != '\n')
        end++;
    size_t width = 0;
    if (read_text(text, end, 0, &table, &error) == EXQ_OK && table.count > 0)
        width = table.widths[0];
    forget(&table);
    return width;
}

static void try_file(const char *path, const char *name, void *payload)
{
    struct suite *suite = payload;
    struct table table = {0};
    exq_error error = {0};
    size_t length = 0;
    char *text = data_read(path, &length);
    if (strncmp(name, "bad-", 4) != 0) {
        assert_int_equal(read_text(text, length, first_width(text, length), &table, &error), EXQ_OK);
        compare_with_json(name, suite, &table);
        suite->good++;
    } else if (strncmp(name, "bad-header-no", 13) != 0 && strncmp(name, "bad-header-wrong", 16) != 0) {
        assert_int_equal(read_text(text, length, first_width(text, length), &table, &error), EXQ_MALFORMED);
        suite->refused++;
    } else { /* good CSV without the header foo,bar,baz: refused by those who ask for its columns */
        struct kit_plan kit;
        kit_write("in.csv", text, length);
        kit_plan(&kit, "in.csv")->decision = "foo";
        kit.attributes[0] = "bar";
        exq_tally *tally = NULL;
        assert_int_not_equal(exq_ingest(&kit.plan, &tally, &error), EXQ_OK);
        suite->refused++;
    }
    forget(&table);
    free(text);
}

static void csv_spectrum(void **state)
{
    (void)state;
    data_need("hostile/csv-spectrum/csvs");
    struct suite suite = {.json_folder = "hostile/csv-spectrum/json"};
    assert_int_equal(data_each("hostile/csv-spectrum/csvs", ".csv", try_file, &suite), 11);
    assert_int_equal(suite.good, 11);
}

static void csv_test_data(void **state)
{
    (void)state;
    data_need("hostile/csv-test-data/csv");
    struct suite suite = {.json_folder = "hostile/csv-test-data/json"};
    assert_int_equal(data_each("hostile/csv-test-data/csv", ".csv", try_file, &suite), 25);
    assert_int_equal(suite.good, 18);
    assert_int_equal(suite.refused, 7);
}

/* -------------------------------------------------------------------------------------- awkward records */

/* Fields separated by |, records by /. */
static char *flatten(const struct table *table)
{
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_buffer_string(&out, "");
    for (size_t r = 0; r < table->count; r++) {
        exq_buffer_string(&out, r == 0 ? "" : "/");
        for (size_t i = 0; i < table->widths[r]; i++) {
            exq_buffer_string(&out, i == 0 ? "" : "|");
            exq_buffer_append(&out, table->fields[r][i], table->lengths[r][i]);
        }
    }
    return out.bytes;
}

static const struct {
    const char *text;
    size_t width;
    const char *records; /* NULL: refused */
    const char *message;
} awkward[] = {
    {"a,b\n",               2, "a|b",     NULL                                                                        },
    {"a,b",                 2, "a|b",     NULL                                                                        },
    {"a,b\r\n1,2\r\n",      2, "a|b/1|2", NULL                                                                        },
    {" a , b \n",           2, " a | b ", NULL                                                                        },
    {"\"a\"\"b\",\"\"\n",   2, "a\"b|",   NULL                                                                        },
    {"\"a,\nb\",c\n",       2, "a,\nb|c", NULL                                                                        },
    {",\n",                 2, "|",       NULL                                                                        },
    {"a,b\n\n\r\n1,2\n",    2, "a|b/1|2", NULL                                                                        },
    {"a\n\n\r\n1\n",        1, "a///1",   NULL                                                                        },
    {"\"a\rb\",c\n",        2, "a\rb|c",  NULL                                                                        },
    {"a,b\r",               2, "a|b",     NULL                                                                        },
    {"a,b,c\n",             2, NULL,
     "in.csv:1: 3 fields, the header has 2. Give every row one field a column; quote a field that holds the "
     "delimiter."                                                                                                     },
    {"a,b\n\"x\ny\",\nz\n", 2, NULL,
     "in.csv:4: 1 field, the header has 2. Give every row one field a column; quote a field that holds the delimiter."},
    {"a,\"b\n",             2, NULL,
     "in.csv:1:1: a quote in the record that begins here is never closed. Close it, or double it where it belongs to "
     "the text."                                                                                                      },
    {"1,2\na,b\"c\n",       2, NULL,
     "in.csv:2:4: a quote inside an unquoted field. Put the whole field in quotes and double those inside."           },
    {"a, \"b\"\n",          2, NULL,
     "in.csv:1:4: a quote inside an unquoted field. Put the whole field in quotes and double those inside."           },
    {"\"a\" ,b\n",          2, NULL,
     "in.csv:1:4: a delimiter was expected after the closing quote. Double the quotes inside a field."                },
    {"\"x\ny\"z,b\n",       2, NULL,
     "in.csv:2:3: a delimiter was expected after the closing quote. Double the quotes inside a field."                },
    {"a,b\rc,d\r",          2, NULL,
     "in.csv:1:4: a carriage return without a line feed. If the lines of the file end so, convert it: "
     "tr '\\r' '\\n' < FILE > FILE.csv"                                                                               },
    {"a,b\rc",              2, NULL,
     "in.csv:1:4: a carriage return without a line feed. If the lines of the file end so, convert it: "
     "tr '\\r' '\\n' < FILE > FILE.csv"                                                                               },
    {"a,b\r\r\n",           2, NULL,
     "in.csv:1:4: a carriage return without a line feed. If the lines of the file end so, convert it: "
     "tr '\\r' '\\n' < FILE > FILE.csv"                                                                               },
};

static void awkward_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(awkward); i++) {
        struct table table = {0};
        exq_error error = {0};
        exq_status status = read_text(awkward[i].text, strlen(awkward[i].text), awkward[i].width, &table, &error);
        assert_string_equal(error.message, awkward[i].message == NULL ? "" : awkward[i].message);
        assert_int_equal(status, awkward[i].records == NULL ? EXQ_MALFORMED : EXQ_OK);
        char *records = flatten(&table);
        if (awkward[i].records != NULL)
            assert_string_equal(records, awkward[i].records);
        free(records);
        forget(&table);
    }
}

static void a_nul_byte_has_its_place(void **state)
{
    (void)state;
    struct table table = {0};
    exq_error error = {0};
    assert_int_equal(read_text("a,b\n1,\0002\n", 8, 2, &table, &error), EXQ_MALFORMED);
    assert_string_equal(error.message,
                        "in.csv:2:3: a NUL byte, which no text holds. Export the file again as UTF-8 CSV.");
    assert_int_equal(table.count, 1);
    forget(&table);
}

static void a_field_may_have_a_mebibyte(void **state)
{
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        size_t length = EXQ_MAX_FIELD + more;
        char *text = malloc(length + 2);
        memset(text, 'x', length);
        memcpy(text + length, ",\n", 2);
        struct table table = {0};
        exq_error error = {0};
        exq_status status = read_text(text, length + 2, 2, &table, &error);
        assert_int_equal(status, more == 0 ? EXQ_OK : EXQ_MALFORMED);
        assert_string_equal(error.message, more == 0
                                               ? ""
                                               : "in.csv:1:1048578: a field is longer than 1 MiB. A quote may have "
                                                 "been left open.");
        forget(&table);
        free(text);
    }
}

static void wanted_columns_alone(void **state)
{
    (void)state;
    static const size_t slots[] = {1, EXQ_NO_SLOT, 0};
    char text[] = "a,b,c\n1,2,3\n";
    exq_layout layout = {.name = "in.csv", .delimiter = ',', .width = 3, .slots = slots, .slot_count = 2};
    exq_block block = {.bytes = text, .length = sizeof text - 1, .line = 1};
    struct table table = {0};
    exq_taker taker = {.take = collect, .payload = &table};
    exq_line_ends ends = {0};
    exq_error error = {0};
    void *lane = exq_lane_csv.open(&layout);
    assert_int_equal(exq_lane_csv.read(lane, &block, &taker, &ends, &error), EXQ_OK);
    exq_lane_csv.close(lane);
    char *records = flatten(&table);
    assert_string_equal(records, "c|a/3|1");
    assert_true(ends.lf && !ends.crlf);
    free(records);
    forget(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_spectrum),
        cmocka_unit_test(csv_test_data),
        cmocka_unit_test(awkward_records),
        cmocka_unit_test(a_nul_byte_has_its_place),
        cmocka_unit_test(a_field_may_have_a_mebibyte),
        cmocka_unit_test(wanted_columns_alone),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
