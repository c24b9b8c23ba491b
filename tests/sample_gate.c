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

static void judge_by(const exq_check *asked, size_t count, const exq_grouping *by, size_t by_count, exq_arena *arena,
                     exq_document *document)
{
    const exq_request request = {.checks = asked, .check_count = count, .by = by, .by_count = by_count};
    const exq_planned_check *planned = NULL;
    if (exq_checks_plan(&request, arena, &planned, NULL) != EXQ_OK || !exq_judge(&request, planned, document, arena))
        abort();
}

static void judge(exq_arena *arena, exq_document *document)
{
    const exq_grouping by[] = {
        {(const char *const[]){"race"}, 1},
        {(const char *const[]){"sex"},  1}
    };
    judge_by(checks, COUNT_OF(checks), by, COUNT_OF(by), arena, document);
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

/* Everyone is held against the last group, which is selected far more often. */
static exq_result *make_missed(exq_arena *arena, const char *column, const sample_group *groups, size_t count,
                               const char *text)
{
    const exq_check missed = {.title = text,
                              .metric = "selection_rate_ratio",
                              .op = EXQ_AT_LEAST,
                              .limit = "0.9",
                              .because = text,
                              .where = "--check"};
    const char *const columns[] = {column};
    const exq_grouping by = {columns, 1};
    exq_doc_question *question = SAMPLE_MANY(arena, exq_doc_question, 1);
    *question = sample_question_of(arena, &(sample_question){.by = {column},
                                                             .by_count = 1,
                                                             .groups = groups,
                                                             .group_count = count,
                                                             .reference = count - 1,
                                                             .lead_rate = "selection_rate"});
    exq_document document = sample_blank(100000);
    document.questions = question;
    document.question_count = 1;
    judge_by(&missed, 1, &by, 1, arena, &document);
    exq_doc_source *source = SAMPLE_MANY(arena, exq_doc_source, 1);
    *source = (exq_doc_source){.name = text, .bytes = 1};
    document.data.sources = source;
    document.data.source_count = 1;
    exq_doc_waiver *waiver = SAMPLE_MANY(arena, exq_doc_waiver, 1);
    *waiver = (exq_doc_waiver){.id = text,
                               .check = document.checks[0].id,
                               .reason = text,
                               .approved_by = text,
                               .expires = "2026-01-01",
                               .state = "expired"};
    document.waivers = waiver;
    document.waiver_count = 1;
    document.provenance.command = text;
    return sample_finish(arena, &document);
}

exq_result *exq_sample_gate_of_label(const char *label)
{
    const sample_group groups[] = {
        {.levels = {label}, .tp = 100, .fn = 500},
        {.levels = {"bb"},  .tp = 350, .fn = 350},
        {.levels = {"ccc"}, .tp = 800, .fn = 100},
    };
    exq_arena *arena = sample_must(exq_arena_new());
    const char *text = sample_must(exq_arena_string(arena, label));
    return make_missed(arena, text, groups, COUNT_OF(groups), text);
}

exq_result *exq_sample_gate_of_many(size_t groups)
{
    exq_arena *arena = sample_must(exq_arena_new());
    sample_group *table = SAMPLE_MANY(arena, sample_group, groups + 1);
    for (size_t i = 0; i < groups; i++)
        table[i] = (sample_group){.levels = {exq_arena_format(arena, "group %04zu", i)}, .tp = 100, .fn = 500};
    table[groups] = (sample_group){.levels = {"last"}, .tp = 800, .fn = 100};
    return make_missed(arena, "column", table, groups + 1, "text");
}
