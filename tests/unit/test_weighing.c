/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What weighs a finding, through whole audits of public counts: tests of COMPAS, Berkeley's admissions like with
 * like, a selection among small groups against what a fair one would look like.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "distributions.h"
#include "report_kit.h"
#include "significance.h"

static const kit_audit compas_by_race = {.file = "compas_counts.csv",
                                         .decision = "rated",
                                         .favourable = "medium or high",
                                         .label = "reoffended",
                                         .counts = "defendants",
                                         .by = {"race"},
                                         .reference = "Caucasian"};
static const kit_audit selection_by_race = {
    .file = "selection_counts.csv", .decision = "selected", .counts = "people", .by = {"race"}};

/* Fisher's p of false positive rates against Caucasians, and Holm over the five. */
static void compas_pairs(void **state)
{
    (void)state;
    static const struct {
        const char *race;
        double p, holm;
    } rows[] = {
        {"African-American", 5.0678467e-38, 2.53392335e-37},
        {"Asian",            .13326959,     .39980876     },
        {"Hispanic",         .42491346,     .80240187     },
        {"Native American",  .40120093,     .80240187     },
        {"Other",            .0020665924,   .00826637     },
    };
    exq_result *result = kit_audit_run(&compas_by_race);
    double p[5], adjusted[5] = {0, .22211598, .42491346, .42491346, .00516648};
    for (size_t i = 0; i < 5; i++) {
        const exq_doc_disparity *row = kit_disparity(result, "false_positive_rate_ratio", rows[i].race);
        kit_near(row->p, rows[i].p, 1e-7);
        kit_near(row->p_adjusted, rows[i].holm, 1e-6);
        kit_near(row->log10_p, log10(rows[i].p), 1e-7);
        assert_string_equal(row->p_method, "fisher");
        p[i] = row->p;
        /* the same people, whatever is said of them */
        assert_true(row->p == kit_disparity(result, "false_positive_rate_difference", rows[i].race)->p);
        assert_true(row->p == kit_disparity(result, "false_positive_rate_log_ratio", rows[i].race)->p);
    }
    size_t scratch[5];
    exq_adjust_benjamini_hochberg(p, 5, scratch);
    for (size_t i = 1; i < 5; i++)
        kit_near(p[i], adjusted[i], 1e-6);
    exq_result_free(result);
}

static const exq_doc_test *test_of(const exq_doc_question *question, const char *of)
{
    for (size_t i = 0; i < question->test_count; i++) {
        if (strcmp(question->tests[i].of, of) == 0)
            return &question->tests[i];
    }
    fail_msg("no test of %s", of);
    return NULL;
}

static void compas_all_groups(void **state)
{
    (void)state;
    exq_result *result = kit_audit_run(&compas_by_race);
    const exq_doc_test *test = test_of(kit_question(result), "selection_rate");
    kit_near(test->chi2, 539.5577272334275, 1e-12);
    assert_int_equal(test->df, 5);
    kit_near(test->p, 2.300468854354504e-114, 1e-10);
    assert_true(isnan(test->p_permutation) && test->draws == -1);
    assert_string_equal(test->p_permutation_why, "not_needed");
    /* 23 Asians and 8 Native Americans with a negative label */
    test = test_of(kit_question(result), "false_positive_rate");
    assert_true(test->least_expected < 5 && test->draws > 0);
    assert_true(test->p_permutation > 0 && test->p_permutation < 0.01);
    exq_result_free(result);
}

/* ---------------------------------------------------------------------------------------------------- Berkeley */

static void berkeley_like_with_like(void **state)
{
    (void)state;
    exq_result *result = kit_audit_run(&(kit_audit){.file = "berkeley_admissions.csv",
                                                    .decision = "admitted",
                                                    .counts = "people",
                                                    .by = {"sex"},
                                                    .given = "department",
                                                    .reference = "women"});
    const exq_doc_adjusted *men = kit_adjusted(result, "selection_rate", "men");
    kit_near(men->odds_ratio.value, .9046968282586231, 1e-12);
    kit_near(men->odds_ratio.lo, .77190736, 1e-8);
    kit_near(men->odds_ratio.hi, 1.06032976, 1e-8);
    kit_near(men->cmh.chi2, 1.5246066604434356, 1e-12);
    kit_near(men->cmh.p, .21692369705551479, 1e-12);
    kit_near(men->cmh.chi2_corrected, 1.4269462285866883, 1e-12);
    kit_near(men->cmh.p_corrected, .2322634628170448, 1e-12);
    assert_false(men->cmh.exact);
    kit_near(men->breslow_day.chi2, 18.825513705235867, 1e-12);
    kit_near(men->breslow_day.p, .002071390349918148, 1e-12);
    assert_int_equal(men->breslow_day.df, 5);
    kit_near(men->tarone.chi2, 18.825501252052582, 1e-12);
    kit_near(men->tarone.p, .002071401397881405, 1e-12);
    kit_near(men->woolf.chi2, 17.90171246979722, 1e-12);
    kit_near(men->woolf.p, .003072142308732563, 1e-12);
    kit_near(men->standardised.group, .387319, 2e-6);
    kit_near(men->standardised.reference, .429955, 2e-6);
    kit_near(1 / men->standardised.ratio, 1.110082, 1e-6);
    kit_near(men->crude.odds_ratio, 1.841080, 1e-6);
    kit_near(1 / men->crude.ratio, .681830, 1e-6);
    kit_near(-men->composition.gap, -.141645428, 1e-8);
    kit_near(-men->composition.composition, -.177673911, 1e-8);
    kit_near(-men->composition.rates, .036028483, 1e-8);
    assert_string_equal(men->simpson, "reverses");
    assert_int_equal(men->strata_used, 6);
    assert_int_equal(men->strata_withheld, 0);
    exq_result_free(result);
}

static void berkeley_the_other_way_round(void **state)
{
    (void)state;
    exq_result *result = kit_audit_run(&(kit_audit){.file = "berkeley_admissions.csv",
                                                    .decision = "admitted",
                                                    .counts = "people",
                                                    .by = {"sex"},
                                                    .given = "department"});
    const exq_doc_adjusted *women = kit_adjusted(result, "selection_rate", "women");
    kit_near(women->odds_ratio.value, 1 / .9046968282586231, 1e-12);
    kit_near(women->standardised.ratio, 1.110082, 1e-6);
    kit_near(women->crude.ratio, .681830, 1e-6);
    kit_near(women->conditional_demographic_disparity, -.019283267035269232, 1e-12);
    kit_near(kit_disparity(result, "demographic_disparity", "women")->value, .14382642365320097, 1e-12);
    const exq_doc_takes *takes = &kit_disparity(result, "selection_rate_ratio", "women")->takes;
    kit_near(takes->e_value, 2.294, 1e-3);
    assert_true(takes->e_value_near > 1.5 && takes->e_value_near < takes->e_value);
    assert_string_equal(takes->people_why, "not_of_a_pair");
    takes = &kit_disparity(result, "disparate_impact", "women")->takes;
    kit_near(takes->e_value, 2.294, 1e-3);
    assert_true(takes->people > 600 && takes->people < 1000 &&
                takes->limit == .8); /* two groups at .39: 440 at .5, 1,700 at .2 */
    const exq_doc_stratum *a = &kit_question(result)->strata[0];
    kit_near(kit_row(a->disparities, a->disparity_count, "selection_rate_ratio", "women")->p, 1.669e-05, 1e-3);
    exq_result_free(result);
}

/* --------------------------------------------------------------------------------------------- a fair selection */

/* The lowest ratio of a table of counts beside what fair selections show. */
static void expect_null(const char *file, double p, double p_tolerance, double expected, double below)
{
    kit_audit audit = selection_by_race;
    audit.file = file;
    exq_result *result = kit_audit_run(&audit);
    const exq_doc_disparity *row = kit_disparity(result, "disparate_impact", "Black");
    kit_near(row->value, .767419355, 1e-8);
    assert_string_equal(row->p_method, "parity_null");
    assert_true(row->has_parity_null && row->parity_null.p == row->p && row->p_adjusted == row->p);
    assert_true(fabs(row->p - p) < p_tolerance);
    assert_true(fabs(row->parity_null.expected - expected) < .008);
    assert_true(row->parity_null.limit == .8 && fabs(row->parity_null.below_limit - below) < .016);
    exq_result_free(result);
}

/* With seven groups, three of them small, so low a lowest ratio is what fair selections mostly show; without the three
 * it is rare. The tolerances are five standard errors of the draws. */
static void small_groups_make_low_ratios(void **state)
{
    (void)state;
    static const char large[] = "race,selected,people\nWhite,yes,400\nWhite,no,380\nHispanic,yes,122\nHispanic,no,168\n"
                                "Black,yes,122\nBlack,no,188\nAsian,yes,133\nAsian,no,131\n";
    char folder[KIT_PATH_SIZE], path[KIT_PATH_SIZE + 16];
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, large);
    kit_folder_new(folder);
    kit_file_write(folder, "large.csv", &text);
    snprintf(path, sizeof path, "%s/large.csv", folder);
    expect_null("selection_counts.csv", .855, .02, .629, .914);
    expect_null(path, .0091, .0048, .890, .037);
    kit_folder_remove(folder);
    exq_buffer_free(&text);
}

static void fourteen_cells_make_low_ratios(void **state)
{
    (void)state;
    kit_audit audit = selection_by_race;
    audit.by[1] = "sex";
    exq_result *result = kit_audit_run(&audit);
    const exq_doc_disparity *row = kit_disparity(result, "disparate_impact", NULL);
    kit_near(row->value, .614035088, 1e-8);
    assert_true(fabs(row->p - .946) < .02);
    exq_result_free(result);
}

/* Against whites: ratio, Fisher's p, z, mid-p, and the heads of the four large groups. */
static void selection_in_heads(void **state)
{
    (void)state;
    static const struct {
        const char *race;
        double ratio, p, z, mid_p;
        exq_count shortfall, swapped, flips;
    } rows[] = {
        {"Hispanic",         .820, .0089, -2.68, .0081, 27, 20, 20},
        {"Black",            .767, .0005, -3.56, .0004, 37, 27, 27},
        {"Asian",            .982, .831,  -.25,  .803,  3,  2,  2 },
        {"Pacific Islander", .821, .491,  -.79,  .423,  2,  2,  2 },
        {"American Indian",  .910, .798,  -.35,  .702,  1,  1,  1 },
        {"Two or more",      .886, .668,  -.54,  .594,  2,  2,  2 },
    };
    exq_result *result = kit_audit_run(&selection_by_race);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const exq_doc_disparity *row = kit_disparity(result, "selection_rate_ratio", rows[i].race);
        assert_true(fabs(row->value - rows[i].ratio) < .0006);
        assert_true(fabs(row->p - rows[i].p) < .0006);
        assert_true(fabs(row->other_tests.z - rows[i].z) < .0051);
        assert_true(fabs(row->other_tests.p_mid - rows[i].mid_p) < .0006);
        assert_int_equal(row->people.shortfall, rows[i].shortfall);
        assert_int_equal(row->people.swapped, rows[i].swapped);
        assert_int_equal(row->flips, rows[i].flips);
        assert_true(row->shrunken > row->value || row->value > .97); /* drawn towards equality */
    }
    kit_near(kit_disparity(result, "selection_rate_ratio", "Hispanic")->detectable, .812238686180, .002);
    assert_int_equal(kit_disparity(result, "disparate_impact", NULL)->takes.people, 874);
    exq_result_free(result);
}

static void two_groups_of_the_golden_table(void **state)
{
    (void)state;
    kit_audit audit = selection_by_race;
    audit.by[0] = "sex";
    exq_result *result = kit_audit_run(&audit);
    const exq_doc_disparity *row = kit_disparity(result, "selection_rate_ratio", "Female");
    kit_near(row->p, .0149, .004);
    assert_true(fabs(row->other_tests.z - -2.47) < .005);
    assert_true(fabs(row->other_tests.p_mid - .0140) < .00005);
    kit_near(row->other_tests.p_z, 2 * exq_normal_cdf(row->other_tests.z), 1e-12);
    kit_near(row->detectable, .865201053880, 1e-10);
    /* 440 where both rates are one half; these are lower. */
    assert_int_equal(kit_disparity(result, "disparate_impact", NULL)->takes.people, 490);
    kit_near(row->people.expected, 800 * 802 / 1700.0 - 352, 1e-12);
    assert_int_equal(row->people.shortfall, 48);
    const exq_doc_sensitivity *other = &kit_question(result)->sensitivity[0];
    assert_string_equal(other->difference, "shown");
    assert_int_equal(other->alternative_count, 7);
    assert_int_equal(other->answered, 7);
    assert_int_equal(other->same, 6); /* at .99 the range holds 1 */
    exq_result_free(result);
}

static bool holds(const exq_doc_who *who, size_t count, const char *race)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(who[i].levels.items[0].level, race) == 0)
            return true;
    }
    return false;
}

static void who_can_be_the_lowest(void **state)
{
    (void)state;
    static const char *const can_be[] = {"Hispanic", "Black", "Pacific Islander", "American Indian", "Two or more"};
    exq_result *result = kit_audit_run(&selection_by_race);
    const exq_doc_worst *worst = &kit_question(result)->worst[0];
    assert_string_equal(worst->of, "selection_rate");
    assert_int_equal(worst->lowest_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(holds(worst->lowest, worst->lowest_count, can_be[i]));
    assert_true(holds(worst->highest, worst->highest_count, "White"));
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compas_pairs),
        cmocka_unit_test(compas_all_groups),
        cmocka_unit_test(berkeley_like_with_like),
        cmocka_unit_test(berkeley_the_other_way_round),
        cmocka_unit_test(small_groups_make_low_ratios),
        cmocka_unit_test(fourteen_cells_make_low_ratios),
        cmocka_unit_test(selection_in_heads),
        cmocka_unit_test(two_groups_of_the_golden_table),
        cmocka_unit_test(who_can_be_the_lowest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
