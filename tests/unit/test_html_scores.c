/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is told of scores: nothing without them, and with them words, charts, tables and what other cut-offs would do; the
 * page is whole however gnuplot fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page_kit.h"
#include "report_kit.h"
#include "sample_document.h"

static exq_result *make(const char *name)
{
    for (const exq_sample *sample = exq_samples; sample->make != NULL; sample++)
        if (strcmp(sample->name, name) == 0)
            return sample->make();
    fail_msg("there is no sample %s", name);
    return NULL;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

static void nothing_is_said_without_scores(void **state)
{
    (void)state;
    static const char *const without[] = {"compas", "rich", "bare", "alone", "films"};
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++) {
        exq_result *result = make(without[i]);
        exq_render_options options = kit_options();
        exq_buffer page = page_render(result, NULL);
        exq_buffer text = kit_render(result, "text", &options);
        assert_null(strstr(page.bytes, "id=\"scores\""));
        assert_null(strstr(page.bytes, "#scores"));
        assert_null(strstr(text.bytes, "THE SCORE"));
        exq_buffer_free(&page);
        exq_buffer_free(&text);
        exq_result_free(result);
    }
}

static void words_tell_who_is_put_higher(void **state)
{
    (void)state;
    static const struct {
        const char *sample, *format, *words;
    } table[] = {
        {"risks",  "html",
         "in 78 of 100 pairs among people with region “region 7” and in 71 of 100 among people with region "
         "“region 0”. The difference is shown."                                                                   },
        {"risks",  "html",  "among people with region “region 3” it lies for certain between 73.6 and 74.4 of 100"},
        {"risks",  "text",  "THE SCORE\n  Pairs that the score puts the right way round, of 100: region 7 78"         },
        {"risks",  "md",    "in 78 of 100 pairs among people with region “region 7”"                              },
        {"risks",  "html",  "no one score can be calibrated for each of them"                                         },
        {"risks",  "html",  "The scores lie between 0 and 1: read as shares"                                          },
        {"scored", "html",  "This score is no share, so there is no line it must follow."                             },
        {"scored", "html",
         "2 of 10 cut-offs from 1 to 10 meet the limit by the number itself, nearest: at 2 it is 0.81, with "
         "82 of 100 people selected."                                                                                 },
        {"scored", "text",  "cut-off   2 of 10 cut-offs from 1 to 10"                                                 },
        {"scored", "md",    "2 of 10 cut-offs from 1 to 10 meet the limit"                                            },
        {"scored", "junit", "2 of 10 cut-offs from 1 to 10 meet the limit"                                            },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_result *result = make(table[i].sample);
        exq_render_options options = kit_options();
        exq_buffer said = kit_render(result, table[i].format, &options);
        if (strstr(said.bytes, table[i].words) == NULL)
            fail_msg("%s as %s does not say: %s", table[i].sample, table[i].format, table[i].words);
        exq_buffer_free(&said);
        exq_result_free(result);
    }
}

/* Eight regions: a small picture each of the curve, of the steps and of two rates, one of a comparison over all. */
static void more_than_five_groups_have_a_picture_each(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    enum { REGIONS = 8, STEPS = 12 };
    exq_result *result = make("risks");
    exq_buffer page = page_render(result, page_gnuplot());
    const char *scores = strstr(page.bytes, "id=\"scores\"");
    assert_int_equal(count_of(scores, "class=\"plot curves small\""), 3 * REGIONS);
    assert_int_equal(count_of(scores, "class=\"plot spots small\""), REGIONS);
    assert_int_equal(count_of(scores, "class=\"plot curves\""), 1);
    /* a mark a step; the cut-off in use of each curve; of the one over all, with no name that would need another */
    assert_int_equal(count_of(scores, "class=\"mark "), REGIONS * STEPS + 3 * REGIONS + 1);
    assert_int_equal(count_of(scores, "class=\"area band\""), 0);
    exq_buffer_free(&page);
    exq_result_free(result);
}

static void what_meets_a_limit_is_shaded(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    exq_result *result = make("scored");
    exq_buffer page = page_render(result, page_gnuplot());
    const char *scores = strstr(page.bytes, "id=\"scores\"");
    assert_int_equal(count_of(scores, "class=\"area band\""), 1);
    /* at least 0.8 of 1: a fifth of the height, at its top */
    double x[2], bottom, top, level;
    const char *band = strstr(scores, "class=\"area band\" points=\"");
    assert_int_equal(sscanf(strchr(band, '=') + strlen("=\"area band\" points=\""), "%lf,%lf %lf,%lf %*f,%lf", &x[0],
                            &bottom, &x[1], &level, &top),
                     5);
    assert_true(bottom - top > 55 && bottom - top < 70);
    assert_true(top < 60);
    assert_non_null(
        strstr(scores, "Shaded: what meets the limit of the check disparate_impact by race, at least 0.80."));
    exq_buffer_free(&page);
    exq_result_free(result);
}

/* Whatever stands in for gnuplot: no picture, one note, every table, and the result is no other. */
static void the_page_is_whole_however_gnuplot_fails(void **state)
{
    (void)state;
    static const struct {
        const char *script, *why;
    } table[] = {
        {"exit 1",                                                 "gnuplot ended with exit code 1"                                      },
        {"echo 'line 0: cannot open' >&2; exit 2",                 "exit code 2: line 0: cannot open"                                    },
        {"kill -KILL $$",                                          "gnuplot was stopped"                                                 },
        {"cat > /dev/null",                                        "gnuplot drew fewer plots"                                            },
        {"cat > /dev/null; echo '<?xml version=\"1.0\"?><html/>'", "a plot that gnuplot drew was refused"                                },
        {"sleep 0.2; cat /dev/zero",                               /* to the limit of what it may write */ "gnuplot ended with exit code"},
    };
    exq_result *result = make("risks");
    exq_buffer bare = page_render(result, NULL);
    const page_tally without = page_check(&bare);
    const exq_status code = (exq_status)exq_result_exit_code(result);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char folder[] = "/tmp/exaequo-test-XXXXXX", path[64];
        assert_non_null(mkdtemp(folder));
        snprintf(path, sizeof path, "%s/gnuplot", folder);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file, "#!/bin/sh\n%s\n", table[i].script);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(chmod(path, 0700), 0);
        exq_buffer page = page_render(result, path);
        const page_tally tally = page_check(&page);
        assert_int_equal(tally.svgs, 0);
        assert_int_equal(tally.tables, without.tables);
        assert_int_equal(tally.data, without.data);
        assert_int_equal(count_of(page.bytes, "There are no plots"), 1);
        if (strstr(page.bytes, table[i].why) == NULL)
            fail_msg("%s: the page does not say: %s", table[i].script, table[i].why);
        assert_int_equal(exq_result_exit_code(result), code);
        exq_buffer_free(&page);
        unlink(path);
        rmdir(folder);
    }
    exq_buffer_free(&bare);
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_without_scores),
        cmocka_unit_test(words_tell_who_is_put_higher),
        cmocka_unit_test(more_than_five_groups_have_a_picture_each),
        cmocka_unit_test(what_meets_a_limit_is_shaded),
        cmocka_unit_test(the_page_is_whole_however_gnuplot_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
