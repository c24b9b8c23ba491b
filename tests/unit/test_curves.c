/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of scores in the document, and what they answer when a check is missed: COMPAS by decile, two groups of it. Rates at the
 * cut-off in use are those of the question; no line has a point where a group has no step.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe.h"
#include "judge.h"
#include "scores_builder.h"

enum { DECILES = 10 };

static exq_arena *arena;
static exq_score_bin deciles[DECILES];
static const scored_group races[] = {
    {.level = "African-American",
     .people = {{307, 274, 201, 208, 189, 169, 163, 114, 111, 59}, {91, 119, 145, 177, 176, 215, 237, 245, 269, 227}}},
    {.level = "Caucasian",
     .people = {{539, 248, 180, 172, 130, 83, 55, 32, 30, 19}, {142, 113, 93, 113, 111, 111, 88, 82, 68, 45}}        }
};

static int set_up(void **state)
{
    (void)state;
    arena = built(exq_arena_new());
    for (size_t d = 0; d < DECILES; d++)
        deciles[d].low = deciles[d].high = (double)(d + 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    exq_arena_free(arena);
    return 0;
}

static exq_doc_question described(const exq_published *question, const char *threshold, const exq_check *checks,
                                  size_t check_count)
{
    static const char *const show[] = {"selection_rate"};
    exq_metric_options *options = built(EXQ_NEW(arena, exq_metric_options, 1));
    *options = built_options_level(1);
    const exq_describe describe = {.question = question,
                                   .options = options,
                                   .show = show,
                                   .show_count = 1,
                                   .threshold = threshold,
                                   .checks = checks,
                                   .check_count = check_count,
                                   .seed = 1,
                                   .arena = arena};
    const exq_findings found = built_findings(question, *options, arena);
    exq_doc_question out;
    assert_true(exq_describe_question(&describe, &found, NULL, &out));
    return out;
}

static exq_published compas(void)
{
    return built_scored_question(arena, &(built_scores){deciles, DECILES, races, 2, 5});
}

static const exq_doc_curve *curve(const exq_doc_question *question, const char *id, const char *metric, exq_count group)
{
    for (size_t i = 0; i < question->curve_count; i++) {
        const exq_doc_curve *at = &question->curves[i];
        if (strcmp(at->id, id) == 0 && strcmp(at->metric, metric) == 0 && at->group == group)
            return at;
    }
    return NULL;
}

static double rate_in(const exq_doc_group *group, const char *id)
{
    for (size_t i = 0; i < group->rate_count; i++)
        if (strcmp(group->rates[i].id, id) == 0)
            return group->rates[i].value;
    return (double)NAN;
}

/* ------------------------------------------------------------------------------------------------------- lines */

static void curves_hold_the_rates_in_use(void **state)
{
    (void)state;
    const exq_published question = compas();
    const exq_doc_question out = described(&question, "5", NULL, 0);
    for (size_t g = 0; g < 2; g++) {
        const exq_doc_curve *roc = curve(&out, "roc", "true_positive_rate", (exq_count)g);
        assert_non_null(roc);
        assert_int_equal(roc->count, DECILES + 1);
        assert_true(roc->x[0] == 0 && roc->y[0] == 0 && isnan(roc->at[0]));
        assert_true(roc->x[DECILES] == 1 && roc->y[DECILES] == 1 && roc->at[DECILES] == 1);
        assert_int_equal(roc->operating, 6);
        assert_true(roc->at[6] == 5 && roc->x[6] == rate_in(&out.groups[g], "false_positive_rate") &&
                    roc->y[6] == rate_in(&out.groups[g], "true_positive_rate"));
        static const char *const rates[] = {"selection_rate", "true_positive_rate", "false_positive_rate"};
        for (size_t r = 0; r < 3; r++) {
            const exq_doc_curve *sweep = curve(&out, "threshold_sweep", rates[r], (exq_count)g);
            assert_non_null(sweep);
            assert_int_equal(sweep->count, DECILES - 1); /* at 1 everybody is selected */
            assert_true(sweep->at[sweep->operating] == 5);
            assert_true(sweep->y[sweep->operating] == rate_in(&out.groups[g], rates[r]));
        }
        const exq_doc_curve *calibration = curve(&out, "calibration", "base_rate", (exq_count)g);
        assert_non_null(calibration);
        exq_count people = 0;
        for (size_t i = 0; i < calibration->count; i++) {
            people += calibration->n[i];
            assert_true(calibration->lo[i] < calibration->y[i] && calibration->y[i] < calibration->hi[i]);
        }
        assert_int_equal(people, out.groups[g].n);
    }
    const exq_doc_curve *everyone = curve(&out, "threshold_sweep", "selection_rate", -1);
    assert_true(everyone->y[everyone->operating] == rate_in(&out.overall, "selection_rate"));
    const exq_doc_curve *impact = curve(&out, "threshold_sweep", "disparate_impact", 0);
    assert_true(near(impact->y[impact->operating], 1.690224, 1e-6));
}

/* Where the cut-off in use lies among the scores of a bin nothing is at it; nor where decisions were given as such. */
static void a_cutoff_within_a_bin_is_no_point(void **state)
{
    (void)state;
    static const struct {
        const char *threshold;
        double at; /* NaN: none */
    } cases[] = {
        {"5",      5          },
        {"4.5",    5          },
        {">4",     5          },
        {">5",     6          },
        {"5.0001", 6          },
        {"11",     (double)NAN},
        {NULL,     (double)NAN}
    };
    const exq_published question = compas();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const exq_doc_question out = described(&question, cases[i].threshold, NULL, 0);
        const exq_doc_curve *roc = curve(&out, "roc", "true_positive_rate", 0);
        assert_int_equal(roc->operating < 0, isnan(cases[i].at));
        assert_true(roc->operating < 0 || roc->at[roc->operating] == cases[i].at);
    }
    exq_score_bin wide[DECILES];
    for (size_t d = 0; d < DECILES; d++)
        wide[d] = (exq_score_bin){deciles[d].low, deciles[d].low + 0.5};
    const exq_published open = built_scored_question(arena, &(built_scores){wide, DECILES, races, 2, 5});
    const exq_doc_question out = described(&open, "5.25", NULL, 0);
    assert_int_equal(curve(&out, "roc", "true_positive_rate", 0)->operating, -1);
}

/* A small group of few steps keeps its own lines, and those over all groups, to these. */
static void lines_keep_to_steps(void **state)
{
    (void)state;
    exq_published question = compas();
    static const uint32_t few[] = {0, 4};
    exq_row_scores *small = (exq_row_scores *)question.marginal.groups[1].scores;
    small->steps = few;
    small->step_count = 2;
    const exq_doc_question out = described(&question, "5", NULL, 0);
    assert_int_equal(curve(&out, "roc", "true_positive_rate", 1)->count, 3);
    assert_int_equal(curve(&out, "threshold_sweep", "selection_rate", 1)->count, 1);
    assert_int_equal(curve(&out, "threshold_sweep", "selection_rate", 0)->count, DECILES - 1);
    assert_int_equal(curve(&out, "threshold_sweep", "disparate_impact", 0)->count, 1);
    small->step_count = 0;
    const exq_doc_question none = described(&question, "5", NULL, 0);
    assert_null(curve(&none, "roc", "true_positive_rate", 1));
    assert_null(curve(&none, "threshold_sweep", "disparate_impact", 0));
}

/* ------------------------------------------------------------------------------------------------- other cut-offs */

static exq_doc_check judged(const char *metric, exq_limit_op op, const char *limit)
{
    static const char *const by_group[] = {"group"};
    const exq_grouping by = {by_group, 1};
    const exq_check asked = {.metric = metric, .op = op, .limit = limit};
    const exq_request request = {.checks = &asked, .check_count = 1, .by = &by, .by_count = 1};
    const exq_planned_check *planned = NULL;
    const exq_published question = compas();
    exq_doc_question described_question = described(&question, "5", &asked, 1);
    exq_document document = {.questions = &described_question, .question_count = 1};
    document.uncertainty.level = 0.95;
    document.conventions.score = "decile";
    document.conventions.threshold = "5";
    document.conventions.label = "label";
    assert_int_equal(exq_checks_plan(&request, arena, &planned, NULL), EXQ_OK);
    assert_true(exq_judge(&request, planned, &document, arena));
    assert_int_equal(document.check_count, 1);
    return document.checks[0];
}

static void none_meets(void **state)
{
    (void)state;
    const exq_doc_check check = judged("false_positive_rate_ratio", EXQ_AT_MOST, "1.25");
    assert_string_equal(check.verdict, "missed");
    assert_true(check.has_cutoffs);
    assert_true(check.cutoffs.in_use == 5 && check.cutoffs.from == 2 && check.cutoffs.to == 10);
    assert_int_equal(check.cutoffs.tried, 9);
    assert_int_equal(check.cutoffs.meeting, 0);
    assert_int_equal(check.cutoffs.nearest_count, 3);
    assert_true(near(check.cutoffs.nearest[0].value, 1.299796, 1e-6));
    assert_true(check.cutoffs.nearest[1].at == 5 && near(check.cutoffs.nearest[1].value, check.value, 1e-12));
    assert_true(check.cutoffs.nearest[2].at == 10);
}

static void the_nearest_below_meets(void **state)
{
    (void)state;
    const exq_doc_check check = judged("true_positive_rate", EXQ_AT_LEAST, "0.70");
    assert_string_equal(check.verdict, "missed");
    assert_int_equal(check.cutoffs.meeting, 2); /* 2 and 3 */
    assert_int_equal(check.cutoffs.nearest_count, 1);
    const exq_doc_cutoff *nearest = &check.cutoffs.nearest[0];
    assert_true(nearest->at == 3 && nearest->meets && near(nearest->value, 711. / 966, 1e-12));
    assert_int_equal(nearest->rate_count, 3);
    assert_string_equal(nearest->rates[0].id, "selection_rate");
    assert_true(near(nearest->rates[0].lowest, 1412. / 2454, 1e-12) &&
                near(nearest->rates[0].highest, 2905. / 3696, 1e-12) &&
                near(nearest->rates[0].value, (1412. + 2905) / (2454 + 3696), 1e-12));
}

static void met_or_of_scores_alone_has_none(void **state)
{
    (void)state;
    assert_false(judged("true_positive_rate", EXQ_AT_LEAST, "0.20").has_cutoffs);
    const exq_doc_check area = judged("auc", EXQ_AT_LEAST, "0.9");
    assert_string_equal(area.verdict, "missed");
    assert_false(area.has_cutoffs);
    const exq_doc_check base = judged("base_rate", EXQ_AT_MOST, "0.1");
    assert_string_equal(base.verdict, "missed");
    assert_false(base.has_cutoffs);
}

/* By the whole range of a gap of areas: met, not settled, missed. */
static void areas_are_held_to_limits(void **state)
{
    (void)state;
    assert_string_equal(judged("auc_max_difference", EXQ_AT_MOST, "0.05").verdict, "met");
    assert_string_equal(judged("auc_max_difference", EXQ_AT_MOST, "0.01").verdict, "not_settled");
    assert_string_equal(judged("xauc_difference", EXQ_AT_MOST, "0.10").verdict, "missed");
    assert_string_equal(judged("mean_score_max_difference", EXQ_AT_MOST, "1").verdict, "missed");
    assert_string_equal(judged("auc", EXQ_AT_LEAST, "0.65").verdict, "met");
}

/* A point that bounds leave open settles nothing. */
static void bounds_decide_points(void **state)
{
    (void)state;
    const exq_limit limit = {
        .op = EXQ_AT_LEAST, .low = {7, 10}
    };
    exq_judged area = {
        .value = exq_some(0.76), .certain = {true, 0.63, 0.89}
    };
    assert_int_equal(exq_verdict_by_point(&area, &limit), EXQ_NOT_SETTLED);
    area.certain.lo = 0.71;
    assert_int_equal(exq_verdict_by_point(&area, &limit), EXQ_MET);
    area.certain = (exq_bracket){true, 0.6, 0.69};
    assert_int_equal(exq_verdict_by_point(&area, &limit), EXQ_MISSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_hold_the_rates_in_use), cmocka_unit_test(a_cutoff_within_a_bin_is_no_point),
        cmocka_unit_test(lines_keep_to_steps),          cmocka_unit_test(none_meets),
        cmocka_unit_test(the_nearest_below_meets),      cmocka_unit_test(met_or_of_scores_alone_has_none),
        cmocka_unit_test(areas_are_held_to_limits),     cmocka_unit_test(bounds_decide_points),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
