/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document by hand, of which one row decides, and the checks it is held to. Numbers go the whole way: described, found as a
 * family, judged.
 */
#ifndef VERDICT_KIT_H
#define VERDICT_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "judge.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NONE ((double)NAN)
#define RATIO .metric = "selection_rate_ratio", .of = "selection_rate"

/* Two groups, a and b, of one grouping, and one row of a metric: a against b. */
typedef struct world {
    const char *metric, *of;
    double value, lo, hi;
    const char *why, *range_why, *hi_why;
    exq_share group, reference; /* n 0: not made of people */
    bool withheld;              /* a third group is */
    size_t groups;              /* 2 when 0 */
} world;

static inline exq_check check_of(const char *metric, exq_limit_op op, const char *limit, exq_decide_on decide_on)
{
    return (exq_check){.metric = metric, .op = op, .limit = limit, .decide_on = decide_on};
}

/* A request with checks, planned; freed with its arena. */
typedef struct asked {
    exq_request request;
    const exq_planned_check *planned;
    exq_arena *arena;
} asked;

static inline asked ask(const exq_check *checks, size_t count)
{
    asked of = {
        .request = {.checks = checks, .check_count = count},
          .arena = exq_arena_new()
    };
    exq_error error = {0};
    assert_non_null(of.arena);
    if (exq_checks_plan(&of.request, of.arena, &of.planned, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return of;
}

static exq_doc_level levels_of[3] = {
    {"sex", "a"},
    {"sex", "b"},
    {"sex", "c"}
};

/* The checks on that world; the first of them. The caller keeps the arena for as long as it looks. */
static inline exq_doc_check judged(const world *of, const asked *asks, exq_arena *arena, exq_document *document)
{
    static const char *const by[] = {"sex"};
    exq_doc_group *groups = EXQ_NEW(arena, exq_doc_group, 3);
    exq_doc_disparity *row = EXQ_NEW(arena, exq_doc_disparity, 1);
    exq_doc_question *question = EXQ_NEW(arena, exq_doc_question, 1);
    assert_true(groups != NULL && row != NULL && question != NULL);
    const size_t shown = of->groups > 0 ? of->groups : 2;
    for (size_t i = 0; i < 3; i++)
        groups[i] = (exq_doc_group){
            .levels = {&levels_of[i], 1},
              .n = 100, .withheld = i >= shown
        };
    *row = (exq_doc_disparity){.metric = of->metric,
                               .of = of->of,
                               .value = of->value,
                               .lo = of->lo,
                               .hi = of->hi,
                               .why = of->why,
                               .range_why = of->range_why,
                               .hi_why = of->hi_why,
                               .group = groups[0].levels,
                               .reference = groups[1].levels,
                               .reference_is = "group",
                               .has_people = of->group.n > 0};
    row->people = (exq_doc_people){.k = (exq_count)of->group.k,
                                   .n = (exq_count)of->group.n,
                                   .reference_k = (exq_count)of->reference.k,
                                   .reference_n = (exq_count)of->reference.n};
    *question = (exq_doc_question){.side = "decision",
                                   .by = by,
                                   .by_count = 1,
                                   .reference = {.kind = "largest"},
                                   .groups = groups,
                                   .group_count = shown + of->withheld,
                                   .overall = {.n = 200},
                                   .disparities = row,
                                   .disparity_count = 1};
    *document = (exq_document){.questions = question,
                               .question_count = 1,
                               .conventions = {.missing = "own_group"},
                               .uncertainty = {.level = .95}};
    assert_true(exq_judge(&asks->request, asks->planned, document, arena));
    assert_true(document->check_count > 0);
    return document->checks[0];
}

static inline exq_verdict verdict_named(const char *name)
{
    for (exq_verdict v = EXQ_MET; v <= EXQ_MISSED; v++)
        if (strcmp(exq_verdict_name(v), name) == 0)
            return v;
    fail_msg("no such verdict: %s", name);
    return EXQ_NOT_COMPUTED;
}

static inline exq_verdict verdict_on(const world *of, const asked *asks)
{
    exq_arena *arena = exq_arena_new();
    exq_document document;
    assert_non_null(arena);
    const exq_verdict found = verdict_named(judged(of, asks, arena, &document).verdict);
    exq_arena_free(arena);
    return found;
}

static inline exq_doc_check single(const world *of, exq_limit_op op, const char *limit, exq_decide_on decide_on,
                            exq_arena *arena, exq_document *document)
{
    const exq_check check = check_of(of->metric, op, limit, decide_on);
    const asked asks = ask(&check, 1);
    const exq_doc_check found = judged(of, &asks, arena, document);
    exq_arena_free(asks.arena);
    return found;
}

#endif
