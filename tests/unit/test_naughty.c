/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labels that are out to do harm: each is the level of a group and the name of a column, and must come out of every format
 * as it was or visibly escaped, never active. The Big List of Naughty Strings and families of our own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "data_dir.h"
#include "json.h"
#include "report_kit.h"
#include "sample_document.h"
#include "sample_gate.h"
#include "shorten.h"
#include "text.h"

/* ------------------------------------------------------------------------------------------------- labels */

typedef struct labels {
    exq_json *list;
    size_t count;
} labels;

static void add(labels *all, const char *text, size_t length)
{
    if (length == 0 || exq_text_invalid(text, length) != length)
        return; /* a column needs a name, and what is read is valid UTF-8 */
    assert_true(exq_json_push(all->list, exq_json_string(text)));
    all->count++;
}

static size_t encode(uint32_t character, char out[5])
{
    size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = length; i-- > 1; character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3f));
    out[0] = (char)(first[length] | character);
    out[length] = '\0';
    return length;
}

/* Each character that acts: alone, at the beginning, inside, at the end, twice. */
static void add_acting(labels *all)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x01,     0x1f    },
        {0x7f,     0x9f    },
        {0xad,     0xad    },
        {0x61c,    0x61c   },
        {0x180e,   0x180e  },
        {0x200b,   0x200f  },
        {0x2028,   0x202e  },
        {0x2060,   0x206f  },
        {0xfeff,   0xfeff  },
        {0xfff9,   0xfffb  },
        {0xe0001,  0xe0001 },
        {0xe0020,  0xe0030 },
        {0xfdd0,   0xfdd3  },
        {0x10fffe, 0x10ffff}
    };
    static const char *const shapes[] = {"*", "*b", "a*b", "a*", "**"};
    for (size_t r = 0; r < sizeof ranges / sizeof ranges[0]; r++) {
        for (uint32_t c = ranges[r].from; c <= ranges[r].to; c++) {
            for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
                exq_buffer label = EXQ_BUFFER_INIT;
                char character[5];
                (void)encode(c, character);
                for (const char *at = shapes[s]; *at != '\0'; at++)
                    exq_buffer_string(&label, *at == '*' ? character : *at == 'a' ? "a" : "b");
                add(all, label.bytes, label.length);
                exq_buffer_free(&label);
            }
        }
    }
}

/* What some reader takes for markup, code, a formula, a path or a place in a sentence. */
static const char *const crafted[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style><svg onload=alert(1)>",
    "]]>",
    "<!--",
    "-->",
    "&lt;b&gt;",
    "&#x3c;",
    "&amp;",
    "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)",
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{group}",
    "{people}",
    "{n}",
    "{",
    "}",
    "{}",
    "{{",
    "%s%n%x",
    "%1$s",
    "\\",
    "\\\\",
    "\\n",
    "\\u0000",
    "\\<U+001B>",
    "<U+001B>",
    "a\\;b=c",
    ";",
    "; ",
    "=",
    "a=b",
    "a=b; c=d",
    "sex=female; race=Asian",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "'",
    "''",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "=HYPERLINK(\"x\")",
    "`touch x`",
    "$(touch x)",
    "; rm -rf .",
    "| cat",
    "&& true",
    "> out",
    "*",
    "~",
    "../../etc/passwd",
    "C:\\x",
    "NUL",
    "--help",
    "-",
    "\"",
    "\"\"",
    "\"a\",\"b\"",
    "a,b",
    "a\nb",
    "a\r\nb",
    "a\n=1",
    "\n",
    "\r",
    " ",
    "  a",
    "a  ",
    "\t",
    "null",
    "NaN",
    "true",
    "0",
    "1e999",
    "no",
    "none",
    "all",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b[2J",
    "\xc2\x9b"
    "31m",
    "a\x08\x08\x08z",
    "\xe2\x80\xae"
    "evil",
    "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "ｆｕｌｌ",
    "区域",
    "עברית",
    "العربية",
    "▲ shown higher",
    "exit 1",
    "NO CHECKS ASKED",
    "exaequo",
    "constructor",
    "__proto__",
    "toString",
    "levels",
    "rates",
    "schema",
};

static void add_crafted(labels *all)
{
    for (size_t i = 0; i < sizeof crafted / sizeof crafted[0]; i++)
        add(all, crafted[i], strlen(crafted[i]));
    static const char *const repeated[] = {"x", " y", "区", "e\xcc\x81", "\x1b", "=", "\"", "<b>", "{n}", "; "};
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
        exq_buffer label = EXQ_BUFFER_INIT;
        for (size_t n = 0; n < 3000; n++)
            exq_buffer_string(&label, repeated[i]);
        add(all, label.bytes, label.length);
        exq_buffer_free(&label);
    }
}

static labels make_labels(void)
{
    labels all = {exq_json_array(), 0};
    add_crafted(&all);
    add_acting(&all);
    return all;
}

/* --------------------------------------------------------------------------------------------------- checks */

static void check_json(const exq_result *result, const char *label)
{
    exq_buffer text = kit_json(result);
    exq_json *document = NULL;
    assert_int_equal(exq_json_parse(text.bytes, text.length, "r", &document, NULL), EXQ_OK);
    const exq_json *question = exq_json_first(exq_json_get(document, "questions"));
    const exq_json *levels = exq_json_get(exq_json_first(exq_json_get(question, "groups")), "levels");
    assert_string_equal(exq_json_to_string(exq_json_get(levels, label)), label);
    assert_string_equal(exq_json_to_string(exq_json_first(exq_json_get(question, "by"))), label);
    for (size_t i = 0; i < text.length; i++)
        assert_true((unsigned char)text.bytes[i] >= 0x20 || text.bytes[i] == '\n');
    exq_json_free(document);
    exq_buffer_free(&text);
}

/* The page holds no byte that acts, keeps its measures, and shows the beginning of the label. */
static void check_text(const exq_result *result, const char *label)
{
    enum { WIDTH = 80, MOST_LINES = 45, BEGINNING = 10 };
    exq_render_options options = kit_options();
    exq_buffer text = kit_render(result, "text", &options);
    exq_buffer visible = EXQ_BUFFER_INIT;
    size_t lines = 0;
    for (const char *at = text.bytes; *at != '\0'; at += strcspn(at, "\n") + 1) {
        size_t length = strcspn(at, "\n");
        if (exq_text_width(at, length) > WIDTH)
            fail_msg("wider than %d: %.*s", WIDTH, (int)length, at);
        exq_text_visible(&visible, at, length);
        lines++;
    }
    assert_int_equal(visible.length + lines, text.length);
    assert_true(lines <= MOST_LINES);
    exq_buffer_clear(&visible);
    exq_text_visible(&visible, label, strlen(label));
    visible.bytes[exq_fitting(visible.bytes, visible.length, BEGINNING)] = '\0';
    if (strstr(text.bytes, visible.bytes) == NULL)
        fail_msg("'%s' is not in\n%s", visible.bytes, text.bytes);
    exq_buffer_free(&visible);
    exq_buffer_free(&text);
}

/* What pipelines read, for their own checker: the label is a group, a column, a title, a reason, a file and a command. */
static void write_for_pipelines(const char *folder, size_t number, const char *label)
{
    static const struct {
        const char *format, *ending;
    } outputs[] = {
        {"sarif",       "sarif"  },
        {"github",      "github" },
        {"gitlab",      "gitlab" },
        {"openmetrics", "prom"   },
        {"comment",     "comment"},
        {"md",          "md"     },
        {"junit",       "xml"    },
    };
    exq_render_options options = kit_options();
    exq_result *result = exq_sample_gate_of_label(label);
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        char name[32];
        exq_buffer text = kit_render(result, outputs[i].format, &options);
        snprintf(name, sizeof name, "%zu.%s", number, outputs[i].ending);
        kit_file_write(folder, name, &text);
        exq_buffer_free(&text);
    }
    exq_result_free(result);
}

static void check_all(const labels *all, const char *what)
{
    char folder[KIT_PATH_SIZE], pipelines[KIT_PATH_SIZE];
    char name[32];
    size_t number = 0;
    exq_render_options options = kit_options();
    exq_buffer text = EXQ_BUFFER_INIT;
    kit_folder_new(folder);
    kit_folder_new(pipelines);
    for (const exq_json *label = exq_json_first(all->list); label != NULL; label = exq_json_next(label)) {
        exq_result *result = exq_sample_of_label(exq_json_to_string(label));
        check_json(result, exq_json_to_string(label));
        check_text(result, exq_json_to_string(label));
        exq_buffer csv = kit_render(result, "csv", &options);
        snprintf(name, sizeof name, "%zu.csv", number);
        kit_file_write(folder, name, &csv);
        write_for_pipelines(pipelines, number++, exq_json_to_string(label));
        exq_buffer_free(&csv);
        exq_result_free(result);
    }
    assert_int_equal(number, all->count);
    assert_int_equal(exq_json_print(all->list, &text, NULL), EXQ_OK);
    kit_file_write(folder, "labels.json", &text);
    exq_buffer_free(&text);
    print_message("%zu labels: %s\n", number, what);
    exq_json_free(all->list);
    kit_python("check_pipelines.py", pipelines);
    kit_python("check_csv.py", folder);
}

static void families_of_our_own(void **state)
{
    (void)state;
    labels all = make_labels();
    check_all(&all, "crafted, and every character that acts");
}

static void the_big_list(void **state)
{
    (void)state;
    char path[DATA_PATH_SIZE];
    size_t length = 0;
    data_need("hostile/blns");
    char *bytes = data_read(data_path("hostile/blns/blns.json", path), &length);
    exq_json *list = NULL;
    assert_int_equal(exq_json_parse(bytes, length, "blns.json", &list, NULL), EXQ_OK);
    labels all = {exq_json_array(), 0};
    for (const exq_json *item = exq_json_first(list); item != NULL; item = exq_json_next(item))
        add(&all, exq_json_to_string(item), strlen(exq_json_to_string(item)));
    exq_json_free(list);
    free(bytes);
    check_all(&all, "the Big List of Naughty Strings");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families_of_our_own),
        cmocka_unit_test(the_big_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
