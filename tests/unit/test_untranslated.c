/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A made-up language that puts every text in brackets: what page, terminal or Markdown show outside of them was written
 * without asking the catalogue, and could never be said in another language. The language takes the place of the real ones
 * by defining what language.c defines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_kit.h"
#include "language.h"
#include "page_kit.h"
#include "report_kit.h"
#include "sample_document.h"
#include "sample_gate.h"
#include "sample_lists.h"

#define OPEN "⟦"
#define CLOSE "⟧"

/* ----------------------------------------------------------------------------------------- the language */

static const exq_language brackets = {.tag = "en"};

const exq_language *exq_language_of(const char *tag)
{
    (void)tag;
    return &brackets;
}

const char *exq_render_language(size_t index)
{
    return index == 0 ? brackets.tag : NULL;
}

typedef struct bracketed {
    char *text, *original;
    struct bracketed *next;
} bracketed;
static bracketed *known; /* what was said once stays where it is */

const char *exq_translate(const exq_language *language, const char *context, const char *text)
{
    (void)language;
    (void)context;
    for (const bracketed *at = known; at != NULL; at = at->next)
        if (strcmp(at->original, text) == 0)
            return at->text;
    bracketed *new = malloc(sizeof *new);
    assert_non_null(new);
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_buffer_string(&out, text[0] == '#' ? "#" : ""); /* a heading over numbers */
    exq_buffer_format(&out, OPEN "%s" CLOSE, text + (text[0] == '#'));
    exq_buffer original = EXQ_BUFFER_INIT;
    exq_buffer_string(&original, text);
    *new = (bracketed){out.bytes, original.bytes, known};
    known = new;
    return new->text;
}

const char *exq_translate_counted(const exq_language *language, const char *one, const char *many, exq_count count)
{
    return exq_translate(language, NULL, count == 1 ? one : many);
}

static int forget(void **state)
{
    (void)state;
    while (known != NULL) {
        bracketed *next = known->next;
        free(known->text);
        free(known->original);
        free(known);
        known = next;
    }
    return 0;
}

/* ---------------------------------------------------------------------------------------- what stands outside */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words that are the same in every language: names of metrics, of the program, its options and its files, and what stands in
 * the data, which `names` has between bars. */
static bool is_name(const char *word, size_t length, const char *names)
{
    static const char program[] = "|exaequo|explain|waive|report|report.html|result.json|JSON|json|out|p|";
    char wanted[128];
    for (size_t i = 0; i < length; i++)
        if (word[i] == '_' || word[i] == '@' || (word[i] >= '0' && word[i] <= '9'))
            return true;
    if (length + 3 > sizeof wanted)
        return false;
    snprintf(wanted, sizeof wanted, "|%.*s|", (int)length, word);
    return strstr(program, wanted) != NULL || strstr(names, wanted) != NULL;
}

/* The word at `at`, and where the next may begin. */
static size_t word_length(const char *at, size_t most, size_t *behind)
{
    size_t length = 0;
    while (length < most && at[length] != '\0' &&
           (is_letter(at[length]) || strchr("0123456789_@-.+'", at[length]) != NULL))
        length++;
    *behind = length;
    while (length > 0 && strchr("-.+'", at[length - 1]) != NULL)
        length--;
    return length;
}

static void add_names(exq_buffer *names, const char *text)
{
    for (const char *at = text; at != NULL && *at != '\0';) {
        size_t behind = 1;
        if (is_letter(*at)) {
            size_t length = word_length(at, strlen(at), &behind);
            exq_buffer_format(names, "%.*s|", (int)length, at);
        }
        at += behind;
    }
}

static void add_levels(exq_buffer *names, const exq_doc_levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        add_names(names, levels->items[i].column);
        add_names(names, levels->items[i].level);
    }
}

static void add_question(exq_buffer *names, const exq_doc_question *question)
{
    add_names(names, question->class_name);
    for (size_t i = 0; i < question->by_count; i++)
        add_names(names, question->by[i]);
    for (size_t i = 0; i < question->given_count; i++)
        add_names(names, question->given[i]);
    for (size_t i = 0; i < question->group_count; i++)
        add_levels(names, &question->groups[i].levels);
    for (size_t i = 0; i < question->stratum_count; i++)
        add_levels(names, &question->strata[i].levels);
}

/* What stands in the data, in the policy and in the reader's words. */
static exq_buffer names_of(const exq_document *document)
{
    exq_buffer names = EXQ_BUFFER_INIT;
    exq_buffer_char(&names, '|');
    for (size_t i = 0; i < document->question_count; i++)
        add_question(&names, &document->questions[i]);
    for (size_t i = 0; i < document->data.source_count; i++)
        add_names(&names, document->data.sources[i].name);
    for (size_t i = 0; i < document->data.reference_count; i++)
        add_names(&names, document->data.references[i].source.name);
    for (size_t i = 0; i < document->conventions.word_count; i++)
        add_names(&names, document->conventions.words[i].text);
    for (size_t i = 0; i < document->conventions.class_count; i++)
        add_names(&names, document->conventions.classes[i]);
    for (size_t i = 0; i < document->conventions.favourable_count; i++)
        add_names(&names, document->conventions.favourable[i]);
    for (size_t i = 0; i < document->conventions.positive_count; i++)
        add_names(&names, document->conventions.positive[i]);
    add_names(&names, document->conventions.decision);
    add_names(&names, document->conventions.label);
    add_names(&names, document->conventions.score);
    add_names(&names, document->conventions.weight);
    for (size_t i = 0; i < document->check_count; i++) {
        add_names(&names, document->checks[i].id);
        add_names(&names, document->checks[i].title);
        add_names(&names, document->checks[i].because);
        add_names(&names, document->checks[i].where);
    }
    for (size_t i = 0; i < document->waiver_count; i++) {
        add_names(&names, document->waivers[i].id);
        add_names(&names, document->waivers[i].approved_by);
        add_names(&names, document->waivers[i].reason);
    }
    for (size_t i = 0; i < document->data.warning_count; i++)
        add_names(&names, document->data.warnings[i]);
    return names;
}

/* Every word outside the brackets that is no name, appended to `out`. In a text that was cut a bracket may be missing. */
static void find_outside(exq_buffer *out, const char *text, size_t length, const char *names)
{
    size_t depth = 0;
    for (size_t i = 0; i < length;) {
        if (strncmp(text + i, OPEN, sizeof OPEN - 1) == 0) {
            depth++;
            i += sizeof OPEN - 1;
        } else if (strncmp(text + i, CLOSE, sizeof CLOSE - 1) == 0) {
            depth -= depth > 0;
            i += sizeof CLOSE - 1;
        } else if (strncmp(text + i, "…", sizeof "…" - 1) == 0) {
            depth = 0;
            i += sizeof "…" - 1;
        } else if (depth == 0 && (is_letter(text[i]) || text[i] == '_')) {
            size_t behind;
            size_t word = word_length(text + i, length - i, &behind);
            bool cut = strncmp(text + i + word, "…", sizeof "…" - 1) == 0;
            if (!cut && !is_name(text + i, word, names))
                exq_buffer_format(out, " “%.*s”", (int)word, text + i);
            i += behind;
        } else {
            i++;
        }
    }
}

static void judge(const char *what, const char *of, exq_buffer *outside)
{
    if (outside->length > 0)
        fail_msg("%s of %s: said without the catalogue:%s", what, of, outside->bytes);
    exq_buffer_free(outside);
}

/* Elements that hold what is no language's: code and style, and texts that say theirs. */
static bool is_foreign(exq_markup_reader *reader, const char *element)
{
    const char *language = exq_markup_attribute(reader, "lang");
    return strcmp(element, "code") == 0 || strcmp(element, "style") == 0 ||
           (language != NULL && strcmp(element, "html") != 0);
}

static void check_page(const char *of, const exq_result *result, const char *names)
{
    static const char *const spoken[] = {"aria-label", "title", "alt"};
    exq_buffer page = page_render(result, page_gnuplot());
    exq_markup_reader *reader = page_reader(&page);
    exq_buffer outside = EXQ_BUFFER_INIT;
    exq_buffer text = EXQ_BUFFER_INIT;
    size_t foreign = 0, depth = 0;
    for (exq_markup_event event; (event = exq_markup_read(reader)) != EXQ_MARKUP_END;) {
        assert_int_not_equal(event, EXQ_MARKUP_BROKEN);
        if (event == EXQ_MARKUP_OPEN) {
            depth++;
            for (size_t i = 0; i < sizeof spoken / sizeof spoken[0]; i++) {
                const char *value = exq_markup_attribute(reader, spoken[i]);
                if (value != NULL)
                    find_outside(&outside, value, strlen(value), names);
            }
            if (foreign == 0 && is_foreign(reader, exq_markup_name(reader)))
                foreign = depth;
        } else if (event == EXQ_MARKUP_TEXT && foreign == 0) {
            exq_buffer_string(&text, exq_markup_content(reader));
        } else if (event == EXQ_MARKUP_CLOSE) {
            foreign = foreign == depth ? 0 : foreign;
            depth--;
            const char *name = exq_markup_name(reader);
            if (strcmp(name, "data") != 0 && strcmp(name, "strong") != 0 && strcmp(name, "span") != 0)
                exq_buffer_char(&text, '\n');
        }
    }
    find_outside(&outside, text.bytes, text.length, names);
    exq_markup_reader_free(reader);
    exq_buffer_free(&text);
    exq_buffer_free(&page);
    judge("page", of, &outside);
}

/* Without the command, which stands behind a fence. */
static void check_text(const char *format, const char *of, const exq_result *result, const char *names)
{
    const exq_render_options options = kit_options();
    exq_buffer text = kit_render(result, format, &options);
    exq_buffer outside = EXQ_BUFFER_INIT;
    const char *fence = strstr(text.bytes, "```");
    const char *behind = fence == NULL ? NULL : strstr(fence + 3, "```\n");
    find_outside(&outside, text.bytes, fence == NULL ? text.length : (size_t)(fence - text.bytes), names);
    if (behind != NULL)
        find_outside(&outside, behind, strlen(behind), names);
    exq_buffer_free(&text);
    judge(format, of, &outside);
}

static void check(const char *of, exq_result *result)
{
    exq_buffer names = names_of(exq_result_document(result));
    check_page(of, result, names.bytes);
    check_text("text", of, result, names.bytes);
    check_text("md", of, result, names.bytes);
    exq_buffer_free(&names);
    exq_result_free(result);
}

/* ------------------------------------------------------------------------------------------------ cases */

static void admissions_of_berkeley(void **state)
{
    (void)state;
    check("Berkeley", kit_audit_run(&(kit_audit){.file = "berkeley_admissions.csv",
                                                 .counts = "people",
                                                 .decision = "admitted",
                                                 .favourable = "yes",
                                                 .by = {"sex"},
                                                 .given = "department",
                                                 .reference = "men"}));
}

static void risk_scores_of_compas(void **state)
{
    (void)state;
    check("COMPAS", kit_audit_run(&(kit_audit){.file = "compas_counts.csv",
                                               .counts = "defendants",
                                               .decision = "rated",
                                               .favourable = "medium or high",
                                               .label = "reoffended",
                                               .by = {"race"},
                                               .reference = "Caucasian"}));
}

static void lists_of_films(void **state)
{
    (void)state;
    check("films", exq_sample_films());
    check("films that are not judged", exq_sample_unjudged());
}

static void checks_of_every_verdict(void **state)
{
    (void)state;
    check("gate", exq_sample_gate());
}

static void every_sample(void **state)
{
    (void)state;
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++)
        if (strcmp(sample->name, "crowded") != 0)
            check(sample->name, sample->make());
}

static void sees_what_is_not_translated(void **state)
{
    (void)state;
    static const char text[] = OPEN "said" CLOSE " gini@10 glued " OPEN "a " OPEN "b" CLOSE " c" CLOSE " x";
    exq_buffer outside = EXQ_BUFFER_INIT;
    find_outside(&outside, text, sizeof text - 1, "|x|");
    assert_string_equal(outside.bytes, " “glued”");
    exq_buffer_free(&outside);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_what_is_not_translated), cmocka_unit_test(admissions_of_berkeley),
        cmocka_unit_test(risk_scores_of_compas),       cmocka_unit_test(lists_of_films),
        cmocka_unit_test(checks_of_every_verdict),     cmocka_unit_test(every_sample),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
