/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Published figures of well-known data: COMPAS as ProPublica, Aequitas, AIF360 and Fairlearn see it, Berkeley's
 * admissions, and the four-fifths rule at exactly four fifths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "golden_tables.h"
#include "published_builder.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TIGHT 1e-12

static exq_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = built(exq_arena_new());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    exq_arena_free(arena);
    return 0;
}

static void propublica_printed_rates(void **state)
{
    (void)state;
    exq_findings found = built_find(arena, compas_race, 6, CAUCASIAN);
    const struct {
        const exq_group_rates *group;
        double fpr, fnr, precision, npv;
    } printed[] = {
        {&found.overall,                  .3235, .3740, .61, .69},
        {&found.groups[AFRICAN_AMERICAN], .4485, .2799, .63, .65},
        {&found.groups[CAUCASIAN],        .2345, .4772, .59, .71}
    };
    for (size_t i = 0; i < COUNT(printed); i++) {
        assert_true(rate_is(printed[i].group, "false_positive_rate", printed[i].fpr, .5001e-4));
        assert_true(rate_is(printed[i].group, "false_negative_rate", printed[i].fnr, .5001e-4));
        assert_true(rate_is(printed[i].group, "precision", printed[i].precision, .5001e-2));
        assert_true(rate_is(printed[i].group, "negative_predictive_value", printed[i].npv, .5001e-2));
    }
}

static void propublica_other_cuts(void **state)
{
    (void)state;
    const built_group high[] = {
        {.level = "Black", .tn = 1511, .fp = 284, .fn = 1160, .tp = 741},
        {.level = "White", .tn = 1407, .fp = 81,  .fn = 771,  .tp = 195}
    };
    exq_findings found = built_find(arena, high, 2, 1);
    assert_true(rate_is(&found.groups[0], "false_positive_rate", .1582, .5001e-4));
    assert_true(rate_is(&found.groups[0], "false_negative_rate", .6102, .5001e-4));
    assert_true(rate_is(&found.groups[1], "false_positive_rate", .0544, .5001e-4));
    assert_true(rate_is(&found.groups[1], "false_negative_rate", .7981, .5001e-4));
}

/* The intersection of race and sex: the smallest cells decide, 3 of 4 against 0 of 2. */
static void the_trap_of_small_cells(void **state)
{
    (void)state;
    exq_findings found = built_find(arena, compas_race_sex, COUNT(compas_race_sex), ANY_GROUP);
    const exq_disparity *row = find_row(&found, "demographic_parity_difference", ANY_GROUP);
    assert_true(row->value.v == .75);
    assert_string_equal(compas_race_sex[row->group].level, "Native American, Female");
    assert_string_equal(compas_race_sex[row->reference].level, "Asian, Female");
    assert_true(row->together.lo.v < .4); /* and the range tells so */
    assert_true(find_row(&found, "disparate_impact", ANY_GROUP)->value.v == 0);
}

static void aequitas_disparities(void **state)
{
    (void)state;
    static const char *const metrics[10] = {"selected_share_ratio",      "selection_rate_ratio",
                                            "precision_ratio",           "false_discovery_rate_ratio",
                                            "false_omission_rate_ratio", "false_positive_rate_ratio",
                                            "false_negative_rate_ratio", "true_positive_rate_ratio",
                                            "true_negative_rate_ratio",  "negative_predictive_value_ratio"};
    for (size_t i = 0; i < COUNT(aequitas_rows); i++) {
        const aequitas_row *row = &aequitas_rows[i];
        exq_findings found = built_find(arena, row->groups, row->count, row->reference);
        for (size_t m = 0; m < 10; m++)
            assert_true(row_is(&found, metrics[m], row->group, row->ratios[m], .5001e-4));
    }
}

static void aif360_against_a_privileged_group(void **state)
{
    (void)state;
    static const row_value values[] = {
        {"disparate_impact",                    1.6902240031631133 },
        {"demographic_parity_difference",       .2402002032197631  },
        {"equal_opportunity_difference",        .19737296377737334 },
        {"average_odds_difference",             .20564895979925066 },
        {"average_abs_odds_difference",         .20564895979925066 },
        {"average_predictive_value_difference", .049897497818793685},
        {"predictive_equality_ratio",           1.9120926483147231 },
        {"error_rate_difference",               .03166907460917234 },
        {"error_rate_ratio",                    1.0959455667789    },
    };
    exq_findings found = built_find(arena, compas_race, 6, CAUCASIAN);
    assert_true(rows_are(&found, values, COUNT(values), AFRICAN_AMERICAN, TIGHT));
}

static void aif360_over_all_races(void **state)
{
    (void)state;
    static const row_value values[] = {
        {"theil_index",                         .23501763386556845  },
        {"generalized_entropy_index",           .16996943303948794  },
        {"coefficient_of_variation",            .5830427652230803   },
        {"generalized_entropy_index_between",   .0024113218241122217},
        {"theil_index_between",                 .0024372457195965   },
        {"label_differential_fairness",         .6521520408570223   },
        {"differential_fairness",               1.1404268391011165  },
        {"differential_fairness_amplification", .48827479824409425  },
    };
    exq_findings found = built_find(arena, compas_race, 6, ANY_GROUP);
    assert_true(rows_are(&found, values, COUNT(values), ANY_GROUP, TIGHT));
}

static void ranges_of_compas(void **state)
{
    (void)state;
    exq_published question = built_question(arena, compas_race, 6, false);
    exq_metric_options options = built_options_level(CAUCASIAN);
    options.ratio_interval = EXQ_RATIO_KATZ;
    exq_findings found = built_findings(&question, options, arena);
    for (size_t i = 0; i < COUNT(compas_ranges); i++) {
        const compas_range *row = &compas_ranges[i];
        const char *difference = built(exq_arena_format(arena, "%s_difference", row->of));
        const char *ratio = built(exq_arena_format(arena, "%s_ratio", row->of));
        exq_rate_value rate = *find_rate(&found.groups[row->group], row->of);
        assert_true(range_is(rate.range, row->rate[0], row->rate[1], .51e-6));
        assert_true(row_is(&found, difference, row->group, row->difference[0], .51e-6));
        assert_true(row_is(&found, ratio, row->group, row->ratio[0], .51e-6));
        assert_true(
            range_is(find_row(&found, difference, row->group)->alone, row->difference[1], row->difference[2], .51e-6));
        assert_true(range_is(find_row(&found, ratio, row->group)->alone, row->ratio[1], row->ratio[2], .51e-6));
    }
}

static void folds_of_compas(void **state)
{
    (void)state;
    exq_findings found = built_find(arena, compas_race, 6, ANY_GROUP);
    const exq_disparity *gap = find_row(&found, "demographic_parity_difference", ANY_GROUP);
    assert_true(range_is(gap->together, .309314895, .660983832, 1e-9));
    assert_string_equal(gap->together.method, "fold");
    assert_string_equal(compas_race[gap->group].level, "Native American");
    assert_string_equal(compas_race[gap->reference].level, "Other");
    const exq_disparity *ratio = find_row(&found, "disparate_impact", ANY_GROUP);
    assert_true(range_is(ratio->together, .165918365, .468810424, 1e-9));
    assert_int_equal(ratio->group, gap->reference);
    assert_int_equal(ratio->reference, gap->group);
}

static void berkeley_admissions(void **state)
{
    (void)state;
    exq_published question = built_strata(arena, berkeley, 2, 6);
    exq_findings found = built_findings(&question, built_options(), arena);
    assert_true(rate_is(&found.groups[BERKELEY_MEN], "selection_rate", 1198.0 / 2691, TIGHT));
    assert_true(rate_is(&found.groups[BERKELEY_WOMEN], "selection_rate", 557.0 / 1835, TIGHT));
    assert_true(row_is(&found, "disparate_impact", ANY_GROUP, .681830, .51e-6));
    assert_true(row_is(&found, "selection_rate_difference", BERKELEY_WOMEN, -.141645, .51e-6));
    assert_true(row_is(&found, "demographic_disparity", BERKELEY_WOMEN, .14382642365320097, TIGHT));
    assert_true(row_is(&found, "conditional_demographic_disparity", BERKELEY_WOMEN, -.019283267035269232, TIGHT));
    assert_true(row_is(&found, "conditional_demographic_disparity", BERKELEY_MEN, .019283267035269232, TIGHT));
    assert_true(row_is(&found, "conditional_demographic_disparity_left_out", ANY_GROUP, 0, 0));
}

static void the_table_of_1700_people(void **state)
{
    (void)state;
    exq_metric_options options = built_options_level(1);
    options.ratio_interval = EXQ_RATIO_KATZ;
    exq_published question = built_question(arena, sex_table, 2, false);
    exq_findings found = built_findings(&question, options, arena);
    const exq_disparity *row = find_row(&found, "disparate_impact", 0);
    assert_true(row->value.v == .88 && range_is(row->alone, .795, .974, .51e-3));
    assert_string_equal(row->alone.method, "katz");
    question = built_question(arena, race_table, COUNT(race_table), false);
    options.reference_group = RACE_TABLE_WHITE;
    found = built_findings(&question, options, arena);
    for (size_t g = 0; g < COUNT(race_table); g++) {
        if (g == RACE_TABLE_WHITE)
            continue;
        row = find_row(&found, "selection_rate_ratio", g);
        assert_true(near(row->value.v, race_table_ratios[g][0], .51e-3));
        assert_true(range_is(row->alone, race_table_ratios[g][1], race_table_ratios[g][2], .51e-3));
    }
}

static void four_fifths_is_four_fifths(void **state)
{
    (void)state;
    const built_group eeoc[] = {
        {.level = "a", .us = 60, .ur = 40},
        {.level = "b", .us = 45, .ur = 55},
        {.level = "c", .us = 48, .ur = 52},
        {.level = "d", .us = 51, .ur = 49}
    };
    exq_findings found = built_find(arena, eeoc, 4, 0);
    assert_true(find_row(&found, "disparate_impact", 1)->value.v == .75);
    assert_true(find_row(&found, "disparate_impact", 2)->value.v == .80);
    assert_true(find_row(&found, "disparate_impact", 3)->value.v == .85);
    const built_group small[] = {
        {.level = "a", .us = 4, .ur = 21},
        {.level = "b", .us = 1, .ur = 4 }
    };
    found = built_find(arena, small, 2, ANY_GROUP);
    assert_true(find_row(&found, "disparate_impact", ANY_GROUP)->value.v == .80);
    const built_group four[] = {
        {.level = "a", .us = 250, .ur = 750},
        {.level = "b", .us = 270, .ur = 730},
        {.level = "c", .us = 240, .ur = 760},
        {.level = "d", .us = 260, .ur = 740}
    };
    found = built_find(arena, four, 4, ANY_GROUP);
    assert_true(row_is(&found, "disparate_impact", ANY_GROUP, .8889, .51e-4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(propublica_printed_rates),
        cmocka_unit_test(propublica_other_cuts),
        cmocka_unit_test(the_trap_of_small_cells),
        cmocka_unit_test(aequitas_disparities),
        cmocka_unit_test(aif360_against_a_privileged_group),
        cmocka_unit_test(aif360_over_all_races),
        cmocka_unit_test(ranges_of_compas),
        cmocka_unit_test(folds_of_compas),
        cmocka_unit_test(berkeley_admissions),
        cmocka_unit_test(the_table_of_1700_people),
        cmocka_unit_test(four_fifths_is_four_fifths),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
