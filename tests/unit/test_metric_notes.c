/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever can lead a section of the page has its notes: each rate and each measure that has words.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

static const char *const noted[] = {
#define NOTE(metric, what, when, cannot) metric,
#include "metric_notes.def"
#undef NOTE
};

static void assert_noted(const char *metric)
{
    size_t times = 0;
    for (size_t i = 0; i < sizeof noted / sizeof noted[0]; i++)
        times += strcmp(noted[i], metric) == 0;
    if (times != 1)
        fail_msg("%s has notes %zu times", metric, times);
}

static void every_rate_has_notes(void **state)
{
    (void)state;
#define RATE_WORDS(rate, counts, compared, equal) assert_noted(#rate);
#include "rate_words.def"
#undef RATE_WORDS
}

static void every_measure_has_notes(void **state)
{
    (void)state;
#define MEASURE_WORDS(name, of_people, counts, compared) assert_noted(name "@K");
#include "measure_words.def"
#undef MEASURE_WORDS
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rate_has_notes),
        cmocka_unit_test(every_measure_has_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
