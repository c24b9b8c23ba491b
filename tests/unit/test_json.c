/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON: the JSONTestSuite, messages that say where and what, exact numbers, the layout of printing, and trees that
 * lost a part.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "data_dir.h"
#include "foreign_locale.h"
#include "json.h"

static exq_json *parse(const char *text)
{
    exq_json *root = NULL;
    exq_error error = {.status = EXQ_OK};
    if (exq_json_parse(text, strlen(text), "in", &root, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return root;
}

static void assert_prints(const exq_json *root, const char *expected)
{
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_error error = {.status = EXQ_OK};
    assert_int_equal(exq_json_print(root, &out, &error), EXQ_OK);
    assert_string_equal(out.bytes, expected);
    exq_buffer_free(&out);
}

/* ------------------------------------------------------------------------------------------- JSONTestSuite */

typedef struct suite {
    int accepted;
    int refused;
    int beyond_grammar;
} suite;

/* Well-formed by RFC 8259, but read differently by different programs: refused on purpose, for these two reasons. */
static bool is_refused_beyond_grammar(const char *name, const char *message)
{
    static const struct {
        const char *name;
        const char *reason;
    } table[] = {
        {"y_object_duplicated_key.json",           "given twice"},
        {"y_object_duplicated_key_and_value.json", "given twice"},
        {"y_object_escaped_null_in_key.json",      "\\u0000"    },
        {"y_string_null_escape.json",              "\\u0000"    },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0)
            return strstr(message, table[i].reason) != NULL;
    }
    return false;
}

/* What was printed must read back and print the same. */
static void check_stable(const exq_json *root)
{
    exq_buffer once = EXQ_BUFFER_INIT;
    assert_int_equal(exq_json_print(root, &once, NULL), EXQ_OK);
    exq_json *again = parse(once.bytes);
    assert_prints(again, once.bytes);
    exq_json_free(again);
    exq_buffer_free(&once);
}

static void check_suite_file(const char *path, const char *name, void *payload)
{
    suite *seen = payload;
    size_t length = 0;
    char *bytes = data_read(path, &length);
    exq_json *root = NULL;
    exq_error error = {.status = EXQ_OK};
    exq_status status = exq_json_parse(bytes, length, name, &root, &error);
    free(bytes);
    bool accepted = status == EXQ_OK;
    assert_true(accepted || status == EXQ_MALFORMED);
    assert_true(accepted || strncmp(error.message, name, strlen(name)) == 0);
    if (accepted)
        check_stable(root);
    exq_json_free(root);
    if (!accepted && is_refused_beyond_grammar(name, error.message))
        seen->beyond_grammar++;
    else if ((name[0] == 'y' && !accepted) || (name[0] == 'n' && accepted))
        fail_msg("%s: %s", name, accepted ? "accepted" : error.message);
    else if (name[0] != 'i')
        *(accepted ? &seen->accepted : &seen->refused) += 1;
}

static void check_suite(void)
{
    suite seen = {0, 0, 0};
    data_each("hostile/jsontestsuite/test_parsing", ".json", check_suite_file, &seen);
    print_message("JSONTestSuite: %d of 95 accepted, %d refused on purpose, %d of 188 refused\n", seen.accepted,
                  seen.beyond_grammar, seen.refused);
    assert_int_equal(seen.accepted + seen.beyond_grammar, 95);
    assert_int_equal(seen.beyond_grammar, 4);
    assert_int_equal(seen.refused, 188);
}

static void the_suite(void **state)
{
    (void)state;
    data_need("hostile/jsontestsuite/test_parsing");
    check_suite();
}

static void the_suite_in_other_locales(void **state)
{
    (void)state;
    data_need("hostile/jsontestsuite/test_parsing");
    foreign_locale_each(check_suite);
}

/* ----------------------------------------------------------------------------------------------- messages */

static void assert_refused(const char *text, size_t length, const char *message)
{
    exq_json *root = NULL;
    exq_error error = {.status = EXQ_OK};
    assert_int_equal(exq_json_parse(text, length, "in", &root, &error), EXQ_MALFORMED);
    assert_string_equal(error.message, message);
    assert_null(root);
}

static void refusals_say_where_and_what(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"",                      "in:1:1: a value was expected here, not the end."                              },
        {"{\n  \"a\": 1,\n}",     "in:2:9: a comma behind the last element. Take it out."                        },
        {"[1,2",                  "in:1:5: a comma or ']' was expected here, not the end."                       },
        {"{\"a\" 1}",             "in:1:6: a colon was expected here, not a number."                             },
        {"{1:2}",                 "in:1:2: a name in double quotes was expected here, not a number."             },
        {"[1] []",                "in:1:5: the end was expected here, not '['."                                  },
        {"[01]",                  "in:1:2: a number must not begin with extra zeros. Drop them."                 },
        {"[\"\xc3\xa9\", 1e400]", "in:1:7: this number is beyond what a double can hold."                        },
        {"{\"a\":1,\r\n\"a\":2}", "in:2:1: the name \"a\" is given twice in one object. Keep one of them."       },
        {"[\"\\x\"]",             "in:1:3: not an escape of JSON. Write \\\\ for a backslash itself."            },
        {"[\"\\u12\"]",           "in:1:3: \\u must be followed by four hexadecimal digits."                     },
        {"[\"\\u0000\"]",         "in:1:3: \\u0000 is not allowed in text. Take it out."                         },
        {"[\"\\ud800\"]",         "in:1:3: \\uD800 is one half of a surrogate pair. Write both halves."          },
        {"[\"a\nb\"]",            "in:1:4: a line end or control character inside a string. Write it as \\u000A."},
        {"[\"abc",                "in:1:2: this string has no end. Close it with a quote."                       },
        {"['a']",                 "in:1:2: text must stand in double quotes."                                    },
        {"[1] // x",              "in:1:5: JSON has no comments. Take them out."                                 },
        {"\xef\xbb\xbf[]",        "in:1:1: a byte order mark, where JSON must begin. Save the file without one." },
        {"[\"\xff\"]",            "in:1:3: byte FF is not UTF-8 text. Save the file as UTF-8."                   },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_refused(table[i][0], strlen(table[i][0]), table[i][1]);
}

static void surrogates_come_in_pairs(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"\"\\ud800\\udc00\"", "\xf0\x90\x80\x80"},
        {"\"\\uDBFF\\uDFFF\"", "\xf4\x8f\xbf\xbf"},
        {"\"\\ud7ff\"",        "\xed\x9f\xbf"    },
        {"\"\\ue000\"",        "\xee\x80\x80"    },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        exq_json *root = parse(pairs[i][0]);
        assert_string_equal(exq_json_to_string(root), pairs[i][1]);
        exq_json_free(root);
    }
    static const char *const halves[] = {
        "\"\\ud800\"", "\"\\ud800\\ud800\"", "\"\\ud800\\udbff\"", "\"\\ud800\\ue000\"", "\"\\udc00\\udc00\"",
        "\"\\udfff\"", "\"\\ud800x\"",       "\"\\ud800\\n\"",     "\"\\ud800\\udc0\"",
    };
    for (size_t i = 0; i < sizeof halves / sizeof halves[0]; i++) {
        exq_json *root = NULL;
        assert_int_equal(exq_json_parse(halves[i], strlen(halves[i]), "in", &root, NULL), EXQ_MALFORMED);
    }
}

static void a_zero_byte_is_refused(void **state)
{
    (void)state;
    assert_refused("[1]\0[2]", 7, "in:1:4: byte 00 is not UTF-8 text. Save the file as UTF-8.");
}

static exq_status parse_nested(int depth)
{
    char text[256];
    memset(text, '[', (size_t)depth);
    memset(text + depth, ']', (size_t)depth);
    exq_json *root = NULL;
    exq_status status = exq_json_parse(text, 2 * (size_t)depth, "in", &root, NULL);
    exq_json_free(root);
    return status;
}

static void depth_is_limited(void **state)
{
    (void)state;
    assert_int_equal(parse_nested(32), EXQ_OK);
    assert_int_equal(parse_nested(33), EXQ_MALFORMED);
    assert_int_equal(parse_nested(100), EXQ_MALFORMED);
}

static void a_name_may_come_again_in_another_object(void **state)
{
    (void)state;
    exq_json *root = parse("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"A\":3}");
    assert_int_equal(exq_json_size(root), 2);
    exq_json_free(root);
}

/* ------------------------------------------------------------------------------------------------- numbers */

static void numbers_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *printed;
    } table[] = {
        {"18446744073709551615", "18446744073709551615\n"},
        {"9007199254740993",     "9007199254740993\n"    },
        {"18446744073709551616", "18446744073709552000\n"},
        {"-9007199254740993",    "-9007199254740992\n"   },
        {"0.1",                  "0.1\n"                 },
        {"1.10",                 "1.1\n"                 },
        {"5.0",                  "5\n"                   },
        {"1e3",                  "1000\n"                },
        {"-0",                   "0\n"                   },
        {"0.30000000000000004",  "0.30000000000000004\n" },
        {"1e-400",               "0\n"                   },
        {"1E22",                 "1e+22\n"               },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_json *root = parse(table[i].text);
        assert_prints(root, table[i].printed);
        exq_json_free(root);
    }
}

static void numbers_are_looked_at(void **state)
{
    (void)state;
    exq_json *root = parse("[1.5, 18446744073709551615, -1, 2.5, \"7\", null]");
    const exq_json *at = exq_json_first(root);
    uint64_t count = 0;
    assert_true(exq_json_to_number(at) == 1.5);
    assert_false(exq_json_to_count(at, &count));
    at = exq_json_next(at);
    assert_true(exq_json_to_count(at, &count));
    assert_true(count == UINT64_MAX);
    assert_true(exq_json_to_number(at) == 0x1p64);
    for (at = exq_json_next(at); at != NULL; at = exq_json_next(at))
        assert_false(exq_json_to_count(at, &count));
    assert_true(isnan(exq_json_to_number(root)));
    assert_true(isnan(exq_json_to_number(NULL)));
    exq_json_free(root);
}

/* ------------------------------------------------------------------------------------------ look and print */

static void trees_are_looked_at(void **state)
{
    (void)state;
    exq_json *root =
        parse("{\"Sex\": \"x\\u00e9\\ud83d\\ude00\\n\", \"sex\": true, \"n\": null, \"list\": [1, [], {}]}");
    assert_int_equal(exq_json_kind_of(root), EXQ_JSON_OBJECT);
    assert_int_equal(exq_json_size(root), 4);
    assert_string_equal(exq_json_to_string(exq_json_get(root, "Sex")), "x\xc3\xa9\xf0\x9f\x98\x80\n");
    assert_true(exq_json_is_true(exq_json_get(root, "sex")));
    assert_int_equal(exq_json_kind_of(exq_json_get(root, "sex")), EXQ_JSON_BOOL);
    assert_null(exq_json_get(root, "SEX"));
    assert_null(exq_json_get(exq_json_get(root, "list"), "a"));
    assert_int_equal(exq_json_kind_of(exq_json_get(root, "n")), EXQ_JSON_NULL);
    assert_string_equal(exq_json_key(exq_json_next(exq_json_first(root))), "sex");
    const exq_json *list = exq_json_get(root, "list");
    assert_int_equal(exq_json_kind_of(list), EXQ_JSON_ARRAY);
    assert_int_equal(exq_json_size(list), 3);
    assert_null(exq_json_key(exq_json_first(list)));
    assert_int_equal(exq_json_size(exq_json_next(exq_json_first(list))), 0);
    assert_null(exq_json_first(exq_json_first(list)));
    assert_null(exq_json_to_string(list));
    assert_false(exq_json_is_true(list));
    exq_json_free(root);
}

static void nothing_can_be_looked_at(void **state)
{
    (void)state;
    uint64_t count = 0;
    assert_int_equal(exq_json_kind_of(NULL), EXQ_JSON_NULL);
    assert_null(exq_json_get(NULL, "a"));
    assert_null(exq_json_first(NULL));
    assert_null(exq_json_next(NULL));
    assert_null(exq_json_key(NULL));
    assert_null(exq_json_to_string(NULL));
    assert_int_equal(exq_json_size(NULL), 0);
    assert_false(exq_json_is_true(NULL));
    assert_false(exq_json_to_count(NULL, &count));
    exq_json_free(NULL);
}

static void the_layout(void **state)
{
    (void)state;
    exq_json *root = exq_json_object();
    exq_json *list = exq_json_array();
    exq_json *inner = exq_json_object();
    assert_true(exq_json_push(list, exq_json_number(0.1)));
    assert_true(exq_json_push(list, exq_json_count(UINT64_MAX)));
    assert_true(exq_json_push(list, exq_json_string("a\"\\/\b\f\n\r\t\x01\x7f\xc3\xa9")));
    assert_true(exq_json_set(inner, "empty", exq_json_object()));
    assert_true(exq_json_set(inner, "none", exq_json_array()));
    assert_true(exq_json_set(root, "list", list));
    assert_true(exq_json_set(root, "in\ner", inner));
    assert_true(exq_json_set(root, "yes", exq_json_bool(true)));
    assert_true(exq_json_set(root, "no", exq_json_bool(false)));
    assert_true(exq_json_set(root, "no text", exq_json_string(NULL)));
    assert_true(exq_json_set(root, "nan", exq_json_number((double)NAN)));
    assert_true(exq_json_set(root, "infinity", exq_json_number(-INFINITY)));
    exq_json *nested = exq_json_array();
    assert_true(exq_json_push(nested, exq_json_null()));
    assert_true(exq_json_push(nested, exq_json_array()));
    assert_true(exq_json_set(root, "nested", nested));
    assert_prints(root, "{\n"
                        "  \"list\": [0.1, 18446744073709551615, \"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\xc3\xa9\"],\n"
                        "  \"in\\ner\": {\n"
                        "    \"empty\": {},\n"
                        "    \"none\": []\n"
                        "  },\n"
                        "  \"yes\": true,\n"
                        "  \"no\": false,\n"
                        "  \"no text\": null,\n"
                        "  \"nan\": null,\n"
                        "  \"infinity\": null,\n"
                        "  \"nested\": [\n"
                        "    null,\n"
                        "    []\n"
                        "  ]\n"
                        "}\n");
    check_stable(root);
    exq_json_free(root);
}

static void what_is_printed_is_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *printed;
    } table[] = {
        {"\xff",                  "\"\xef\xbf\xbd\"\n"                                 },
        {"a\xc3",                 "\"a\xef\xbf\xbd\"\n"                                },
        {"\xe2\x82\"",            "\"\xef\xbf\xbd\xef\xbf\xbd\\\"\"\n"                 },
        {"\xc3\xa9\xed\xa0\x80z", "\"\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\"\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_json *root = exq_json_string(table[i].text);
        assert_prints(root, table[i].printed);
        exq_json_free(root);
    }
}

static void a_tree_that_lost_a_part_is_not_printed(void **state)
{
    (void)state;
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_error error = {.status = EXQ_OK};
    exq_json *root = exq_json_object();
    exq_json *list = exq_json_array();
    assert_false(exq_json_push(list, NULL));
    assert_true(exq_json_set(root, "list", list));
    assert_int_equal(exq_json_print(root, &out, &error), EXQ_MEMORY);
    exq_json_free(root);
    assert_int_equal(exq_json_print(NULL, &out, &error), EXQ_MEMORY);
    assert_false(exq_json_set(NULL, "key", exq_json_null()));
    assert_false(exq_json_push(NULL, exq_json_null()));
    exq_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_suite),
        cmocka_unit_test(the_suite_in_other_locales),
        cmocka_unit_test(refusals_say_where_and_what),
        cmocka_unit_test(surrogates_come_in_pairs),
        cmocka_unit_test(a_zero_byte_is_refused),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(a_name_may_come_again_in_another_object),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(numbers_are_looked_at),
        cmocka_unit_test(trees_are_looked_at),
        cmocka_unit_test(nothing_can_be_looked_at),
        cmocka_unit_test(the_layout),
        cmocka_unit_test(what_is_printed_is_utf8),
        cmocka_unit_test(a_tree_that_lost_a_part_is_not_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
