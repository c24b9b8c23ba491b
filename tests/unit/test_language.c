/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tool says in another language: numbers as its readers write them, and a catalogue in which every text keeps its
 * places, its forms and its signs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "language.h"
#include "page_kit.h"
#include "report_kit.h"
#include "sample_document.h"
#include "sample_gate.h"
#include "sample_lists.h"
#include "sentences.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define THIN "\u202f"
#define FIXED "\u00a0"

/* ------------------------------------------------------------------------------------------------ numbers */

static void assert_says(exq_buffer *said, const char *expected)
{
    assert_string_equal(said->length > 0 ? said->bytes : "", expected);
    exq_buffer_free(said);
}

static void numbers_in_french(void **state)
{
    (void)state;
    const exq_voice voice = {.language = exq_language_of("fr")};
    static const struct {
        double value;
        const char *said;
    } rows[] = {
        {1.905,     "1,91"                   },
        {0.00004,   "entre 0 et 0,0001"      },
        {-0.00004,  "entre −0,0001 et 0"   },
        {-0.004,    "−0,004"               },
        {-0.06,     "−0,06"                },
        {1795.0,    "1" THIN "795"           },
        {1234567.0, "1" THIN "234" THIN "567"},
    };
    exq_buffer said = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        exq_say_number(&voice, &said, rows[i].value);
        assert_says(&said, rows[i].said);
    }
    exq_say_k_of_n(&voice, &said, 805.0, 1795.5);
    assert_says(&said, "805 sur 1" THIN "795,5");
    exq_say_p(&voice, &said, 0.00001);
    assert_says(&said, "< 0,0001");
    exq_say_exact(&voice, &said, 0.125);
    assert_says(&said, "0,125");
    assert_true(exq_say_range(&voice, &said, -0.1, (double)NAN, "infinite"));
    assert_says(&said, "−0,10 et plus");
}

static void languages_by_their_tags(void **state)
{
    (void)state;
    assert_string_equal(exq_render_language(0), "en");
    for (size_t i = 0; exq_render_language(i) != NULL; i++)
        assert_string_equal(exq_language_of(exq_render_language(i))->tag, exq_render_language(i));
    assert_string_equal(exq_language_of(NULL)->tag, "en");
    assert_null(exq_language_of("tlh"));
    assert_null(exq_language_of("FR"));
}

static void forms_for_so_many(void **state)
{
    (void)state;
    const exq_language *english = exq_language_of("en"), *french = exq_language_of("fr");
    assert_string_equal(exq_translate_counted(english, "{n} row", "{n} rows", 0), "{n} rows");
    assert_string_equal(exq_translate_counted(english, "{n} row", "{n} rows", 1), "{n} row");
    assert_string_equal(exq_translate_counted(french, "{n} row", "{n} rows", 0), "{n} ligne");
    assert_string_equal(exq_translate_counted(french, "{n} row", "{n} rows", 1), "{n} ligne");
    assert_string_equal(exq_translate_counted(french, "{n} row", "{n} rows", 2), "{n} lignes");
    assert_string_equal(exq_translate_counted(french, "unheard-of", "unheard-of things", 2), "unheard-of things");
}

static void contexts_tell_texts_apart(void **state)
{
    (void)state;
    const exq_language *french = exq_language_of("fr");
    assert_string_equal(exq_translate(french, "between thousands", ","), THIN);
    assert_string_equal(exq_translate(french, "before decimals", "."), ",");
    assert_string_equal(exq_translate(french, NULL, ","), ",");
    assert_string_equal(exq_translate(french, "between", ","), ",");
    assert_string_equal(exq_translate(french, NULL, "Shown"), "Établi");
    assert_string_equal(exq_translate(french, NULL, "Shown too"), "Shown too");
    assert_string_equal(exq_translate(french, NULL, ""), "");
}

/* ---------------------------------------------------------------------------------------------- catalogues */

static uint32_t word_at(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

typedef struct text {
    const char *original, *translated;
    size_t original_length, translated_length;
} text;

static size_t count_texts(const unsigned char *catalogue)
{
    return word_at(catalogue + 8);
}

static text text_of(const unsigned char *catalogue, size_t index)
{
    const unsigned char *original = catalogue + word_at(catalogue + 12) + 8 * index;
    const unsigned char *translated = catalogue + word_at(catalogue + 16) + 8 * index;
    text found = {(const char *)catalogue + word_at(original + 4), (const char *)catalogue + word_at(translated + 4),
                  word_at(original), word_at(translated)};
    const char *context = memchr(found.original, 4, found.original_length);
    if (context != NULL) {
        found.original_length -= (size_t)(context + 1 - found.original);
        found.original = context + 1;
    }
    return found;
}

/* Places that the reader's words fill may be left out where a language says it with other words. */
static bool is_word(const char *place, size_t length)
{
    static const char words[] = "|people|People|selected|rejected|positive|negative|items|Items|found|";
    char wanted[32] = "|";
    if (length + 3 > sizeof wanted)
        return false;
    memcpy(wanted + 1, place, length);
    memcpy(wanted + 1 + length, "|", 2);
    return strstr(words, wanted) != NULL;
}

static bool has_place(const char *pattern, const char *place, size_t length)
{
    for (const char *at = strchr(pattern, '{'); at != NULL; at = strchr(at + 1, '{'))
        if (strncmp(at + 1, place, length) == 0 && at[1 + length] == '}')
            return true;
    return false;
}

/* The first place of `pattern` that `other` lacks, and no word may stand for; NULL: none. */
static const char *lacking(const char *pattern, const char *other)
{
    for (const char *at = strchr(pattern, '{'); at != NULL; at = strchr(at + 1, '{')) {
        size_t length = strcspn(at + 1, "}");
        if (!is_word(at + 1, length) && !has_place(other, at + 1, length))
            return at;
    }
    return NULL;
}

static bool ends_in_blank(const char *pattern)
{
    size_t length = strlen(pattern);
    return length > 0 && pattern[length - 1] == ' ';
}

static void check_pattern(const char *original, const char *translated, bool singular)
{
    const char *more = lacking(translated, original);
    const char *less = lacking(original, translated);
    if (translated[0] == '\0')
        fail_msg("“%s” is not translated", original);
    if (more != NULL)
        fail_msg("“%s” has a place that “%s” has not", translated, original);
    if (less != NULL && !singular)
        fail_msg("“%s” has no place for what is put into “%s”", translated, original);
    if ((original[0] == '#') != (translated[0] == '#'))
        fail_msg("“%s”: a heading over numbers begins with # in both languages", original);
    if (ends_in_blank(original) != ends_in_blank(translated))
        fail_msg("“%s” and “%s” do not end alike", original, translated);
}

static void catalogues_keep_places_and_forms(void **state)
{
    (void)state;
    for (size_t l = 1; exq_render_language(l) != NULL; l++) {
        const unsigned char *catalogue = exq_language_of(exq_render_language(l))->catalogue;
        assert_true(count_texts(catalogue) > 800);
        for (size_t i = 1; i < count_texts(catalogue); i++) { /* the first is the head */
            text it = text_of(catalogue, i);
            size_t one = strlen(it.original), said = strlen(it.translated);
            bool counts = one < it.original_length;
            check_pattern(it.original, it.translated, counts);
            if (counts != (said < it.translated_length))
                fail_msg("“%s”: a form is missing, or too many", it.original);
            if (counts)
                check_pattern(it.original + one + 1, it.translated + said + 1, false);
        }
    }
}

static void french_is_set_as_french(void **state)
{
    (void)state;
    static const char *const wrong[] = {" ;", FIXED ";", THIN ":", " !", " ?", " :", " »",
                                        " %", "« ",      "\"",     "“",  "”",  "’ "};
    static const char legend[] = "▲"; /* where a question mark is a sign */
    const unsigned char *catalogue = exq_language_of("fr")->catalogue;
    for (size_t i = 1; i < count_texts(catalogue); i++) {
        text it = text_of(catalogue, i);
        for (size_t w = 0; w < COUNT_OF(wrong); w++)
            if (strstr(it.translated, wrong[w]) != NULL && strncmp(it.translated, legend, sizeof legend - 1) != 0)
                fail_msg("“%s” has “%s”", it.translated, wrong[w]);
    }
}

/* ------------------------------------------------------------------------------------------------ outputs */

static void samples_in_french_are_as_agreed(void **state)
{
    (void)state;
    const struct {
        const char *path, *format;
        exq_result *result;
    } rows[] = {
        {"tests/golden/compas.fr.txt", "text", exq_samples[0].make()},
        {"tests/golden/films.fr.txt",  "text", exq_sample_films()   },
        {"tests/golden/gate.fr.txt",   "text", exq_sample_gate()    },
        {"tests/golden/gate.fr.md",    "md",   exq_sample_gate()    },
    };
    exq_render_options options = kit_options();
    options.language = "fr";
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        exq_buffer out = kit_render(rows[i].result, rows[i].format, &options);
        kit_golden(rows[i].path, &out);
        exq_buffer_free(&out);
        exq_result_free(rows[i].result);
    }
}

static void pages_show_the_way_to_each_other(void **state)
{
    (void)state;
    static const exq_page_link pages[] = {
        {"en", "report.html"   },
        {"fr", "report.fr.html"}
    };
    exq_render_options options = kit_options();
    options.pages = pages;
    options.page_count = COUNT_OF(pages);
    exq_result *result = exq_samples[0].make();
    exq_buffer page = kit_render(result, "html", &options);
    assert_non_null(strstr(page.bytes, "<html lang=\"en\">"));
    assert_non_null(
        strstr(page.bytes, "<a href=\"report.fr.html\" hreflang=\"fr\" lang=\"fr\">Cette page en français</a>"));
    assert_null(strstr(page.bytes, "href=\"report.html\""));
    exq_buffer_free(&page);
    options.language = "fr";
    page = kit_render(result, "html", &options);
    assert_non_null(strstr(page.bytes, "<html lang=\"fr\">"));
    assert_non_null(strstr(page.bytes, "<a href=\"report.html\" hreflang=\"en\" lang=\"en\">This page in English</a>"));
    exq_buffer_free(&page);
    options.page_count = 0;
    page = kit_render(result, "html", &options);
    page_check(&page);
    exq_buffer_free(&page);
    exq_result_free(result);
}

static void words_of_one_language(void **state)
{
    (void)state;
    static const exq_doc_word words[] = {
        {"people",    "candidates"},
        {"selected",  "invited"   },
        {"fr:people", "candidats" }
    };
    exq_document document = {
        .conventions = {.words = words, .word_count = COUNT_OF(words)}
    };
    const exq_voice french = exq_voice_of(&document, exq_language_of("fr"));
    const exq_voice english = exq_voice_of(&document, exq_language_of("en"));
    assert_string_equal(french.people, "candidats");
    assert_null(french.selected); /* words of two languages are not mixed */
    assert_string_equal(english.people, "candidates");
    document.conventions.word_count = 2;
    assert_string_equal(exq_voice_of(&document, exq_language_of("fr")).selected, "invited");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_french),
        cmocka_unit_test(languages_by_their_tags),
        cmocka_unit_test(forms_for_so_many),
        cmocka_unit_test(contexts_tell_texts_apart),
        cmocka_unit_test(catalogues_keep_places_and_forms),
        cmocka_unit_test(french_is_set_as_french),
        cmocka_unit_test(samples_in_french_are_as_agreed),
        cmocka_unit_test(words_of_one_language),
        cmocka_unit_test(pages_show_the_way_to_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
