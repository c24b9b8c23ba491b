/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions as Fairlearn sees them: its docstring, its user guide, its own unit tests plain and weighted, and COMPAS.
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

static void fairlearn_docstring(void **state)
{
    (void)state;
    exq_findings found = built_find(arena, fairlearn_docstring_groups, 2, ANY_GROUP);
    const row_value values[] = {
        {"accuracy_max_difference",       .2 },
        {"overall_accuracy_difference",   .2 },
        {"selection_rate_max_difference", .4 },
        {"demographic_parity_difference", .4 },
        {"accuracy_min_ratio",            .75},
        {"selection_rate_min_ratio",      .5 }
    };
    assert_true(rows_are(&found, values, COUNT(values), ANY_GROUP, TIGHT));
    assert_true(rate_is(&found.groups[0], "accuracy", .8, TIGHT));
    assert_true(rate_is(&found.groups[1], "accuracy", .6, TIGHT));
}

static void fairlearn_user_guide(void **state)
{
    (void)state;
    exq_findings found = built_find(arena, fairlearn_guide_groups, 3, ANY_GROUP);
    const row_value values[] = {
        {"true_positive_rate_max_difference",        .2       },
        {"false_positive_rate_max_difference",       1        },
        {"selection_rate_max_difference",            .25      },
        {"true_positive_rate_min_ratio",             2.0 / 3  },
        {"false_positive_rate_min_ratio",            0        },
        {"selection_rate_min_ratio",                 2.0 / 3  },
        {"true_positive_rate_max_to_overall",        .1       },
        {"false_positive_rate_max_to_overall",       2.0 / 3  },
        {"selection_rate_max_to_overall",            7.0 / 36 },
        {"true_positive_rate_min_ratio_to_overall",  .8       },
        {"false_positive_rate_min_ratio_to_overall", 0        },
        {"selection_rate_min_ratio_to_overall",      20.0 / 27},
        {"equalized_odds_difference",                1        },
        {"equalized_odds_ratio",                     0        },
    };
    assert_true(rows_are(&found, values, COUNT(values), ANY_GROUP, TIGHT));
    assert_true(rate_is(&found.overall, "true_positive_rate", .5, TIGHT));
    assert_true(rate_is(&found.overall, "false_positive_rate", 2.0 / 3, TIGHT));
    assert_true(rate_is(&found.overall, "selection_rate", 5.0 / 9, TIGHT));
}

static void fairlearn_unit_test_data(void **state)
{
    (void)state;
    static const row_value plain[] = {
        {"demographic_parity_difference",           .07460317460317456 },
        {"demographic_parity_ratio",                .8912037037037037  },
        {"equalized_odds_difference",               .10079051383399218 },
        {"equalized_odds_mean_difference",          .05039525691699609 },
        {"equalized_odds_ratio",                    .8712121212121211  },
        {"equalized_odds_mean_ratio",               .9356060606060606  },
        {"equal_opportunity_difference",            .10079051383399218 },
        {"equal_opportunity_ratio",                 .8712121212121211  },
        {"selection_rate_max_to_overall",           .037826961770623724},
        {"selection_rate_min_ratio_to_overall",     .9432367149758455  },
        {"equalized_odds_max_to_overall",           .051515151515151514},
        {"equalized_odds_mean_to_overall",          .025757575757575757},
        {"equalized_odds_min_ratio_to_overall",     .9297520661157025  },
        {"equalized_odds_mean_ratio_to_overall",    .9648760330578512  },
        {"true_positive_rate_max_to_overall",       .051515151515151514},
        {"true_positive_rate_min_ratio_to_overall", .9297520661157025  },
    };
    static const row_value weighted[] = {
        {"demographic_parity_difference",           .02383913764510781  },
        {"demographic_parity_ratio",                .9649710630520865   },
        {"equalized_odds_difference",               .01976284584980237  },
        {"equalized_odds_mean_difference",          .013517786561264844 },
        {"equalized_odds_ratio",                    .9565217391304348   },
        {"equalized_odds_mean_ratio",               .9735988649032128   },
        {"equal_opportunity_difference",            .0072727272727273196},
        {"equal_opportunity_ratio",                 .9906759906759907   },
        {"selection_rate_max_to_overall",           .012348330290991028 },
        {"selection_rate_min_ratio_to_overall",     .9815438934360456   },
        {"equalized_odds_max_to_overall",           .01010101010101011  },
        {"equalized_odds_mean_to_overall",          .006984741027294211 },
        {"equalized_odds_min_ratio_to_overall",     .9777777777777777   },
        {"equalized_odds_mean_ratio_to_overall",    .9863982288639823   },
        {"true_positive_rate_max_to_overall",       .003868471953578312 },
        {"true_positive_rate_min_ratio_to_overall", .9950186799501868   },
    };
    exq_findings found = built_find(arena, fairlearn_unit_groups, 2, ANY_GROUP);
    assert_true(rows_are(&found, plain, COUNT(plain), ANY_GROUP, TIGHT));
    exq_published question = built_question(arena, fairlearn_unit_groups, 2, true);
    found = built_findings(&question, built_options(), arena);
    assert_true(rows_are(&found, weighted, COUNT(weighted), ANY_GROUP, TIGHT));
}

static void fairlearn_on_compas(void **state)
{
    (void)state;
    static const row_value all[] = {
        {"demographic_parity_difference",       .4571175950486295 },
        {"demographic_parity_ratio",            .31432360742705573},
        {"equalized_odds_difference",           .5766917293233083 },
        {"equalized_odds_ratio",                .19389684039967595},
        {"selection_rate_max_to_overall",       .2502513165161464 },
        {"selection_rate_min_ratio_to_overall", .4557392229883991 },
        {"equalized_odds_max_to_overall",       .30265297201786384},
        {"equalized_odds_min_ratio_to_overall", .26880553483008884},
    };
    static const row_value two[] = {
        {"demographic_parity_difference", .2402002032197631 },
        {"disparate_impact",              .5916375569916079 },
        {"equalized_odds_difference",     .21392495582112797},
        {"equalized_odds_ratio",          .5229872103118948 },
    };
    exq_findings found = built_find(arena, compas_race, 6, ANY_GROUP);
    assert_true(rows_are(&found, all, COUNT(all), ANY_GROUP, TIGHT));
    const built_group pair[] = {compas_race[AFRICAN_AMERICAN], compas_race[CAUCASIAN]};
    found = built_find(arena, pair, 2, ANY_GROUP);
    assert_true(rows_are(&found, two, COUNT(two), ANY_GROUP, TIGHT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fairlearn_docstring),
        cmocka_unit_test(fairlearn_user_guide),
        cmocka_unit_test(fairlearn_unit_test_data),
        cmocka_unit_test(fairlearn_on_compas),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
