/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of recommendation lists, on the terminal and on the page: whom it is about, people before rankings before
 * items, extremes only as extremes, maps that need no colour.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "page_kit.h"
#include "report_kit.h"
#include "sample_build.h"
#include "sample_lists.h"
#include "sentences_lists.h"

static void assert_says(exq_buffer *said, const char *expected)
{
    assert_false(said->failed);
    assert_string_equal(said->length > 0 ? said->bytes : "", expected);
    exq_buffer_free(said);
}

static void sentences_about_films(void **state)
{
    (void)state;
    exq_result *result = exq_sample_films();
    const exq_document *document = exq_result_document(result);
    exq_voice voice = exq_voice_of(document, exq_language_of("en"));
    static const struct {
        bool (*say)(const exq_voice *, exq_buffer *);
        const char *expected;
    } rows[] = {
        {exq_say_judged,
         "Judged: 5,652 of 6,014 people; 362 have no test films and cannot be judged (117 F and 245 M). "
         "Nobody was left without a list. The figures of films use all lists."                                 },
        {exq_say_ever_shown, "1,340 of 3,232 films are ever shown. 86 of them fill 80 of every 100 places."    },
        {exq_say_tail,       "The long tail gets 3 of every 100 places."                                       },
        {exq_say_unevenness, "How unevenly films are shown (gini): 0.96; dealt out by chance it would be 0.13."},
        {exq_say_popularity, "How much more popular what is shown is than what they had before (0: as popular, 1: "
         "twice): F 0.93 and M 0.86."                                                                                   },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        exq_buffer said = EXQ_BUFFER_INIT;
        assert_true(rows[i].say(&voice, &said));
        assert_says(&said, rows[i].expected);
    }
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_true(exq_say_attention(&voice, &said, exq_look_question(document, EXQ_SIDE_ITEM)));
    assert_says(&said,
                "Share of attention divided by share of what people like (1: in proportion): Documentary 0.14, Western "
                "0.20 … War 1.59, Crime 1.99.");
    const exq_doc_question *gender = exq_look_question(document, EXQ_SIDE_USER);
    assert_true(exq_say_ranking_quality(&voice, &said, gender, &gender->groups[0].levels));
    assert_says(&said, "Ranking quality for F people is 0.77 times that of M people. Plausible range 0.70 to 0.83.");
    exq_result_free(result);
}

static void says_nothing_where_there_is_nothing(void **state)
{
    (void)state;
    exq_arena *arena = sample_must(exq_arena_new());
    exq_document blank = sample_blank(10);
    exq_result *result = sample_finish(arena, &blank);
    exq_voice voice = exq_voice_of(exq_result_document(result), exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_false(exq_say_judged(&voice, &said));
    assert_false(exq_say_ever_shown(&voice, &said));
    assert_false(exq_say_tail(&voice, &said));
    assert_false(exq_say_unevenness(&voice, &said));
    assert_false(exq_say_popularity(&voice, &said));
    assert_int_equal(said.length, 0);
    exq_buffer_free(&said);
    exq_result_free(result);
}

static void without_truth_nobody_is_judged(void **state)
{
    (void)state;
    exq_result *result = exq_sample_unjudged();
    exq_voice voice = exq_voice_of(exq_result_document(result), exq_language_of("en"));
    exq_buffer said = EXQ_BUFFER_INIT;
    assert_true(exq_say_judged(&voice, &said));
    assert_says(
        &said,
        "6,014 people with a list; nobody has test items, so nobody can be judged. Nobody was left without a list. "
        "The figures of items use all lists.");
    assert_false(exq_say_attention(&voice, &said, exq_look_question(exq_result_document(result), EXQ_SIDE_ITEM)));
    assert_int_equal(said.length, 0);
    exq_buffer_free(&said);
    exq_result_free(result);
}

/* Each text stands behind the one before it. */
static void assert_in_order(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(text, parts[i]);
        if (found == NULL)
            fail_msg("“%s” is not there, or not behind what should come before it", parts[i]);
        text = found + strlen(parts[i]);
    }
}

static void people_come_before_rankings_before_items(void **state)
{
    (void)state;
    static const char *const on_terminal[] = {"found a favourite film", "Ranking quality", "\nPEOPLE\n", "\nFILMS\n",
                                              "BEFORE YOU QUOTE THIS"};
    static const char *const on_page[] = {"<h1>Are lists equally good by gender and by age, and which films are seen?",
                                          "52 of every 100, against 65",
                                          "Which films are seen",
                                          "By gender",
                                          "Ranking quality of the first 10 places",
                                          "Films by genres",
                                          "Films by gender and genres",
                                          "What is seen of the catalogue"};
    exq_result *result = exq_sample_films();
    exq_render_options options = kit_options();
    exq_buffer text = kit_render(result, "text", &options);
    assert_in_order(text.bytes, on_terminal, sizeof on_terminal / sizeof on_terminal[0]);
    exq_buffer page = page_render(result, NULL);
    assert_in_order(page.bytes, on_page, sizeof on_page / sizeof on_page[0]);
    exq_buffer_free(&text);
    exq_buffer_free(&page);
    exq_result_free(result);
}

/* A list decides about nobody. */
static void lists_alone_speak_of_no_decision(void **state)
{
    (void)state;
    static const char *const wrong[] = {" decision", ">decision", "Decision", "Being selected is",
                                        "counts as selected"};
    exq_result *result = exq_sample_films();
    exq_buffer page = page_render(result, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (strstr(page.bytes, wrong[i]) != NULL)
            fail_msg("the page of lists says “%.60s”", strstr(page.bytes, wrong[i]));
    exq_buffer_free(&page);
    exq_result_free(result);
}

/* In the map every cell holds a number, or is hatched and says why. */
static void the_map_needs_no_colour(void **state)
{
    (void)state;
    exq_result *result = exq_sample_films();
    exq_buffer page = page_render(result, NULL);
    const char *map = strstr(page.bytes, "class=\"map\"");
    assert_non_null(map);
    const char *end = strstr(map, "</table>");
    size_t numbers = 0, hatched = 0, arrows = 0;
    for (const char *at = map; (at = strstr(at, "<td class=\"")) != NULL && at < end; at++) {
        const char *close = strstr(at, "</td>");
        bool number = strstr(at, "<data value=") != NULL && strstr(at, "<data value=") < close;
        bool why = strstr(at, "fewer than 10 people") != NULL && strstr(at, "fewer than 10 people") < close;
        bool more = strstr(at, "▲") != NULL && strstr(at, "▲") < close;
        bool less = strstr(at, "▼") != NULL && strstr(at, "▼") < close;
        numbers += number;
        hatched += strncmp(at, "<td class=\"hatched\"", strlen("<td class=\"hatched\"")) == 0 && why;
        arrows += more || less;
        assert_true(number || why);
        assert_int_equal(strncmp(at, "<td class=\"number more", strlen("<td class=\"number more")) == 0, more);
        assert_int_equal(strncmp(at, "<td class=\"number less", strlen("<td class=\"number less")) == 0, less);
    }
    assert_int_equal(numbers, 7);
    assert_int_equal(hatched, 1);
    assert_int_equal(arrows, 6);
    exq_buffer_free(&page);
    exq_result_free(result);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

static void every_plot_is_drawn_once(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    static const char *const titles[] = {
        "Attention against the catalogue and against what people like</title>",
        "Who has which rank: Documentary</title>", /* one small plot a group */
        "How the places are spread over the catalogue</title>",
        "found a favourite film among the 10 shown, by gender</title>",
        "ranking quality of the first 10 places, by gender</title>",
        "ranking quality of the first 10 places, by age</title>",
    };
    exq_result *result = exq_sample_films();
    exq_buffer page = page_render(result, page_gnuplot());
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (count_of(page.bytes, titles[i]) != 1)
            fail_msg("%zu plots are called “%s”", count_of(page.bytes, titles[i]), titles[i]);
    exq_buffer_free(&page);
    exq_result_free(result);
}

static void the_table_holds_sides_and_catalogue(void **state)
{
    (void)state;
    exq_result *result = exq_sample_films();
    exq_render_options options = kit_options();
    exq_buffer table = kit_render(result, "csv", &options);
    static const char *const lines[] = {
        "\n0,user,gender,,,,measure,ndcg@10,,gender=F,,,0.162795979828,",
        "\n2,item,genres,,,,measure,exposure_share@10,,genres=Drama,,,0.23948,",
        "\n3,cross,gender; genres,,,,measure,exposure_share@10,,gender=F; genres=Romance,,,0.059130851168,",
        "\n4,catalogue,,,,,catalogue,gini@10,,,,,0.956553263096,",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(table.bytes, lines[i]) == NULL)
            fail_msg("there is no line %s", lines[i] + 1);
    exq_buffer_free(&table);
    exq_result_free(result);
}

/* Nobody is called the least or the best served. */
static void never_says_more_than_is_shown(void **state)
{
    (void)state;
    static const char *const never[] = {"worst", "best", "least served", "best served", "compliant"};
    exq_result *(*const makers[])(void) = {exq_sample_films, exq_sample_unjudged};
    exq_render_options options = kit_options();
    for (size_t m = 0; m < 2; m++) {
        exq_result *result = makers[m]();
        exq_buffer text = kit_render(result, "text", &options);
        for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
            assert_null(strstr(text.bytes, never[i]));
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

/* Rows of lists are no people: the summary says who is judged. */
static void the_summary_counts_people(void **state)
{
    (void)state;
    exq_result *result = exq_sample_films();
    const exq_render_options options = kit_options();
    exq_buffer text = kit_render(result, "md", &options);
    assert_non_null(strstr(text.bytes, "Judged: 5,652 of 6,014 people"));
    assert_null(strstr(text.bytes, "all used"));
    exq_buffer_free(&text);
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_about_films),
        cmocka_unit_test(says_nothing_where_there_is_nothing),
        cmocka_unit_test(without_truth_nobody_is_judged),
        cmocka_unit_test(people_come_before_rankings_before_items),
        cmocka_unit_test(the_map_needs_no_colour),
        cmocka_unit_test(every_plot_is_drawn_once),
        cmocka_unit_test(the_table_holds_sides_and_catalogue),
        cmocka_unit_test(lists_alone_speak_of_no_decision),
        cmocka_unit_test(never_says_more_than_is_shown),
        cmocka_unit_test(the_summary_counts_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
