/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure the page says it is: four kinds of doubt, every method with its source, a paradox said on the first screen and
 * no p there, and a word where a plot leaves groups out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "methods.h"
#include "page_kit.h"
#include "sample_document.h"

static exq_result *sample(const char *name)
{
    const exq_sample *found = exq_samples;
    while (found->make != NULL && strcmp(found->name, name) != 0)
        found++;
    assert_non_null(found->make);
    return found->make();
}

/* The page of a sample, without plots; what it says is left until the next call. */
static const char *page_of(const char *name, const char *gnuplot)
{
    static exq_buffer page;
    exq_buffer_free(&page);
    if (name == NULL)
        return NULL;
    exq_result *result = sample(name);
    page = page_render(result, gnuplot);
    exq_result_free(result);
    return page.bytes;
}

static void assert_holds(const char *page, const char *text)
{
    if (strstr(page, text) == NULL)
        fail_msg("the page does not say: %s", text);
}

static void four_doubts_are_kept_apart(void **state)
{
    (void)state;
    static const char *const doubts[] = {"<h3>Chance: ", "<h3>Missing people: ", "<h3>Privacy: ", "<h3>Choices: "};
    for (const exq_sample *each = exq_samples; each->make != NULL; each++) {
        const char *at = strstr(page_of(each->name, NULL), "<section id=\"certainty\"");
        for (size_t i = 0; i < sizeof doubts / sizeof doubts[0]; i++) {
            assert_non_null(at);
            at = strstr(at, doubts[i]);
        }
        assert_non_null(at);
    }
}

static void each_doubt_has_its_sentences_and_tables(void **state)
{
    (void)state;
    static const char *const compas[] = {"would turn up in 94 of 100 such audits",
                                         "has the lowest rate.",
                                         "all ranges together hold the true values in 19 of 20 cases",
                                         "would turn round who is ahead",
                                         "in people, three ways",
                                         "Only 8 are behind the rate",
                                         "<th scope=\"col\" class=\"number\">p, all comparisons</th>",
                                         "Are all groups alike?",
                                         "1 of 3 other choices give the same answer.",
                                         "Compared with everyone together",
                                         "not settled — another answer",
                                         "This group is the reference.",
                                         "Everyone counted has a group on record."};
    static const char *const rich[] = {"26 have no race recorded",
                                       "Over all groups, the lowest rate",
                                       "It takes 7 of them",
                                       "Simpson’s paradox.",
                                       "do not agree",
                                       "of a gap of -14.1 points",
                                       "Like with like",
                                       "Where the gap comes from",
                                       "is withheld is in no comparison"};
    const char *page = page_of("compas", NULL);
    for (size_t i = 0; i < sizeof compas / sizeof compas[0]; i++)
        assert_holds(page, compas[i]);
    page = page_of("rich", NULL);
    for (size_t i = 0; i < sizeof rich / sizeof rich[0]; i++)
        assert_holds(page, rich[i]);
}

static void the_first_screen_says_a_paradox_and_no_p(void **state)
{
    (void)state;
    static const char *const never[] = {"Simpson", "< 0.0001", "chi", "odds", "treated alike"};
    char *page = strdup(page_of("rich", NULL));
    assert_non_null(page);
    *strstr(page, "<section id=\"question-1\"") = '\0';
    const char *start = strstr(page, "<body>");
    assert_holds(start, "Overall, yes. ");
    assert_holds(start, "Within department the difference does not remain");
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        assert_null(strstr(start, never[i]));
    free(page);
}

static void every_method_has_a_source(void **state)
{
    (void)state;
    for (const exq_sample *each = exq_samples; each->make != NULL; each++) {
        exq_result *result = each->make();
        const exq_document *document = exq_result_document(result);
        const char *page = page_of(each->name, NULL);
        for (size_t q = 0; q < document->question_count; q++) {
            for (size_t d = 0; d < document->questions[q].disparity_count; d++) {
                const exq_doc_disparity *row = &document->questions[q].disparities[d];
                const char *const names[] = {row->method, row->p_method};
                for (size_t i = 0; i < 2; i++) {
                    const exq_method *method = names[i] == NULL ? NULL : exq_method_find(names[i]);
                    assert_true(names[i] == NULL || method != NULL);
                    if (method != NULL)
                        assert_holds(strstr(page, "<section id=\"methods\""), method->source);
                }
            }
        }
        exq_result_free(result);
    }
    assert_non_null(exq_method_find("clopper-pearson"));
    assert_null(exq_method_find("clopper-pearson_"));
    assert_null(exq_method_find("of no such name"));
}

static void methods_have_names_of_their_own(void **state)
{
    (void)state;
    const exq_method *method;
    for (size_t i = 0; (method = exq_method_get(i)) != NULL; i++) {
        assert_ptr_equal(exq_method_find(method->name), method);
        assert_true(method->gives[0] != '\0' && method->how[0] != '\0' && method->mind[0] != '\0');
        assert_true(strpbrk(method->source, "0123456789") != NULL);
    }
}

static void a_plot_says_what_it_leaves_out(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    assert_holds(page_of("crowded", page_gnuplot()), "Not all have room here. More in the table: 4.");
    assert_null(strstr(page_of("compas", page_gnuplot()), "Not all have room here"));
}

static int teardown(void **state)
{
    (void)state;
    (void)page_of(NULL, NULL);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_doubts_are_kept_apart),
        cmocka_unit_test(each_doubt_has_its_sentences_and_tables),
        cmocka_unit_test(the_first_screen_says_a_paradox_and_no_p),
        cmocka_unit_test(every_method_has_a_source),
        cmocka_unit_test(methods_have_names_of_their_own),
        cmocka_unit_test(a_plot_says_what_it_leaves_out),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
