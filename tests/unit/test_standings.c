/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape of a standing says on which side a group lies; its colour and words who is worse off, and only where that was said.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "plots.h"

/* One question with a rate of which a finding may tell the harm. */
static exq_plot_standing standing(const char *found, const char *harm, const char *direction, const char *difference)
{
    const exq_doc_disparity rows[] = {
        {.metric = "false_positive_rate_ratio", .of = "false_positive_rate", .direction = found},
    };
    const exq_doc_question question = {.disparities = rows, .disparity_count = 1};
    const exq_doc_finding finding = {.state = "shown", .harm = harm};
    const exq_document document = {
        .questions = &question, .question_count = 1, .findings = &finding, .finding_count = 1};
    const exq_doc_disparity other = {.metric = "predictive_equality_difference",
                                     .of = "false_positive_rate",
                                     .direction = direction,
                                     .difference = difference};
    return exq_plot_standing_of(&document, &other, false);
}

static void the_worse_side_follows_the_harm(void **state)
{
    (void)state;
    assert_int_equal(standing("higher", "worse", "higher", "shown"), EXQ_PLOT_HIGHER_WORSE);
    assert_int_equal(standing("higher", "worse", "lower", "shown"), EXQ_PLOT_LOWER_BETTER);
    assert_int_equal(standing("lower", "better", "higher", "shown"), EXQ_PLOT_HIGHER_WORSE);
    assert_int_equal(standing("lower", "worse", "lower", "shown"), EXQ_PLOT_LOWER_WORSE);
    assert_int_equal(standing("higher", "better", "higher", "shown"), EXQ_PLOT_HIGHER_BETTER);
}

static void nobody_is_worse_off_unless_said(void **state)
{
    (void)state;
    assert_int_equal(standing("higher", NULL, "higher", "shown"), EXQ_PLOT_HIGHER);
    assert_int_equal(standing("higher", NULL, "lower", "shown"), EXQ_PLOT_LOWER);
    assert_int_equal(standing("higher", "worse", "higher", "not_shown"), EXQ_PLOT_UNSETTLED);
    assert_int_equal(standing("higher", "worse", "higher", NULL), EXQ_PLOT_APART);
}

/* Orange is worse off in maps too: the harm of a finding turns their colours, and without one they say nothing. */
static void colours_of_maps_follow_the_harm(void **state)
{
    (void)state;
    static const struct {
        const char *found, *harm;
        exq_plot_turn turn;
    } table[] = {
        {"higher", "worse",  EXQ_PLOT_MORE_IS_WORSE },
        {"lower",  "better", EXQ_PLOT_MORE_IS_WORSE },
        {"higher", "better", EXQ_PLOT_MORE_IS_BETTER},
        {"higher", NULL,     EXQ_PLOT_MORE_IS_PLAIN },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const exq_doc_disparity row = {
            .metric = "false_positive_rate_ratio", .of = "false_positive_rate", .direction = table[i].found};
        const exq_doc_question question = {.disparities = &row, .disparity_count = 1};
        const exq_doc_finding finding = {.state = "shown", .harm = table[i].harm};
        const exq_document document = {
            .questions = &question, .question_count = 1, .findings = &finding, .finding_count = 1};
        assert_int_equal(exq_plot_turn_of(&document, "false_positive_rate"), table[i].turn);
    }
}

/* gnuplot's colours find the way back to the standing, so no two may be the same. */
static void each_has_a_colour_of_its_own(void **state)
{
    (void)state;
    static const unsigned colours[] = {
#define STANDING(id, rgb, name, point, symbol, path, letter, words) rgb,
#include "standings.def"
#undef STANDING
    };
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(colours[i], colours[j]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worse_side_follows_the_harm),
        cmocka_unit_test(nobody_is_worse_off_unless_said),
        cmocka_unit_test(colours_of_maps_follow_the_harm),
        cmocka_unit_test(each_has_a_colour_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
