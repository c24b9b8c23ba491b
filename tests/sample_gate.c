/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two questions, one with a withheld group and a hostile label, held to limits: missed, not settled, not computed, met, as
 * warnings and not.
 */
#include "sample_gate.h"

#include <stdlib.h>

#include "judge.h"
#include "sample_build.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const sample_group by_race[] = {
    {.levels = {"<b>|`Black`\x1b[31m"}, .tp = 80,                     .fp = 130, .fn = 120, .tn = 170                     },
    {.levels = {"Pacific"},             .withheld = "below_min_cell"},
    {.levels = {"Roma"},                         .tp = 9,                                             .fp = 11,          .fn = 30,  .tn = 25},
    {.levels = {"White"},                        .tp = 260,                                           .fp = 100,                                             .fn = 140,                                   .tn = 530                                },
};
static const sample_group by_sex[] = {
    {.levels = {"female"}, .tp = 150, .fp = 110, .fn = 150, .tn = 390},
    {.levels = {"male"},   .tp = 199, .fp = 131, .fn = 140, .tn = 335},
};

static const exq_check checks[] = {
    {.id = "fpr-race",
     .metric = "false_positive_rate_ratio",
     .by = "race",
     .op = EXQ_AT_MOST,
     .limit = "1.25",
     .because = "court policy <2026>",
     .where = "policy.yaml:31"},
    {.id = "sr-race",
     .title = "All are selected at similar rates",
     .metric = "selection_rate_ratio",
     .by = "race",
     .op = EXQ_WITHIN,
     .limit = "0.8",
     .limit_to = "1.25",
     .if_missed = EXQ_CONSEQUENCE_WARN,
     .where = "policy.yaml:35"},
    {.metric = "selection_rate_ratio",  .by = "sex",                          .op = EXQ_AT_LEAST,                                                                 .limit = "0.5",                                                                                                                                     .where = "--check"},
    {.metric = "selection_rate_ratio", .by = "sex",             .op = EXQ_AT_LEAST,                                                      .limit = "0.86",                                                                                       .where = "--check"},
    {.metric = "selection_rate_ratio",
     .by = "sex",
     .op = EXQ_AT_LEAST,
     .limit = "0.8",
     .decide_on = EXQ_DECIDE_ON_POINT,
     .if_withheld = EXQ_CONSEQUENCE_FAIL},
    {.metric = "conditional_demographic_disparity",                      .op = EXQ_AT_MOST,.limit = "0.1",.where = "--check"},
    {.metric = "true_positive_rate",  .op = EXQ_AT_LEAST,                           .limit = "0.2",                                                               .if_unsure = EXQ_CONSEQUENCE_FAIL                                                                                                                                    },
};

static void judge(exq_arena *arena, exq_document *document)
{
    const exq_request request = {
        .checks = checks,
        .check_count = COUNT_OF(checks),
        .by = (const exq_grouping[]){{(const char *const[]){"race"}, 1}, {(const char *const[]){"sex"}, 1}},
        .by_count = 2
    };
    const exq_planned_check *planned = NULL;
    if (exq_checks_plan(&request, arena, &planned, NULL) != EXQ_OK || !exq_judge(&request, planned, document, arena))
        abort();
}

exq_result *exq_sample_gate(void)
{
    exq_arena *arena = sample_must(exq_arena_new());
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 2);
    questions[0] = sample_question_of(arena, &(sample_question){.by = {"race"},
                                                                .by_count = 1,
                                                                .groups = by_race,
                                                                .group_count = COUNT_OF(by_race),
                                                                .reference = 3,
                                                                .lead_rate = "false_positive_rate",
                                                                .labels = true});
    questions[1] = sample_question_of(arena, &(sample_question){.by = {"sex"},
                                                                .by_count = 1,
                                                                .groups = by_sex,
                                                                .group_count = COUNT_OF(by_sex),
                                                                .reference = 1,
                                                                .lead_rate = "selection_rate",
                                                                .labels = true});
    exq_document document = sample_blank(2910);
    document.questions = questions;
    document.question_count = 2;
    document.conventions.label = "repaid";
    document.privacy.anything_withheld = true;
    document.privacy.withheld_groups = 1;
    document.data.cover = "shown";
    document.provenance.policy = "policy.yaml";
    document.provenance.policy_sha256 = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
    judge(arena, &document);
    return sample_finish(arena, &document);
}
