/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weighing and describing a question with each allocation refused in turn: the answer is whole or there is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scores_builder.h"

#include "resample.h"
#include "scarce_memory.h"

#ifdef HAS_ALLOCATOR_OF_ITS_OWN

int main(void)
{
    print_message("not tested: this build has an allocator of its own\n");
    return 77;
}

#else

enum { DRAWS = 20 };

static const built_group strata[] = {
    {.level = "a",  .tp = 9, .fp = 4, .fn = 3, .tn = 8},
    {.level = "b",  .tp = 4, .fp = 3, .fn = 5, .tn = 9},
    {.level = NULL, .tp = 2, .fp = 1, .fn = 1, .tn = 2},
    {.level = "a",  .tp = 7, .fp = 6, .fn = 4, .tn = 4},
    {.level = "b",  .tp = 3, .fp = 2, .fn = 8, .tn = 6},
    {.level = NULL, .tp = 1, .fp = 2, .fn = 2, .tn = 1},
};
static exq_published question;

static bool answer(exq_arena *arena, exq_doc_question *out)
{
    static const char *const show[] = {"selection_rate", "disparate_impact"};
    exq_metric_options options = {.level = .95, .class_index = 1};
    exq_describe describe = {
        .question = &question, .options = &options, .show = show, .show_count = 2, .seed = 1, .arena = arena};
    exq_findings findings, inside[2];
    return exq_metrics_compute(&question, &question.marginal, &options, arena, &findings) &&
           exq_metrics_compute(&question, &question.strata[0], &options, arena, &inside[0]) &&
           exq_metrics_compute(&question, &question.strata[1], &options, arena, &inside[1]) &&
           exq_resample(&describe, DRAWS, &findings) && exq_describe_question(&describe, &findings, inside, out);
}

static exq_status weigh(void)
{
    exq_arena *arena = exq_arena_new();
    exq_doc_question out;
    bool whole = arena != NULL && answer(arena, &out);
    exq_status status = whole ? EXQ_OK : EXQ_MEMORY;
    if (whole && (out.adjusted_count == 0 || out.missing_count == 0 || out.sensitivity_count == 0))
        status = EXQ_INTERNAL;
    exq_arena_free(arena);
    return status;
}

static void whole_or_nothing(void **state)
{
    (void)state;
    exq_arena *arena = built(exq_arena_new());
    question = built_strata(arena, strata, 3, 2);
    refuse_each_allocation(weigh);
    exq_arena_free(arena);
}

static exq_status weigh_scores(void)
{
    static const char *const show[] = {"selection_rate"};
    const exq_metric_options options = {.level = .95, .class_index = 1, .pairs_only = true};
    exq_arena *arena = exq_arena_new();
    const exq_describe describe = {.question = &question,
                                   .options = &options,
                                   .show = show,
                                   .show_count = 1,
                                   .threshold = "2",
                                   .seed = 1,
                                   .arena = arena};
    exq_findings findings;
    exq_doc_question out = {.curve_count = 0};
    const bool whole = arena != NULL &&
                       exq_metrics_compute(&question, &question.marginal, &options, arena, &findings) &&
                       exq_describe_curves(&describe, &findings, &out);
    exq_status status = whole ? EXQ_OK : EXQ_MEMORY;
    if (whole && out.curve_count == 0)
        status = EXQ_INTERNAL;
    exq_arena_free(arena);
    return status;
}

static void lines_of_scores_whole_or_nothing(void **state)
{
    (void)state;
    static const exq_score_bin bins[] = {
        {1, 1},
        {2, 2}
    };
    static const scored_group groups[] = {
        {.level = "a", .people = {{3, 4}, {2, 5}}},
        {.level = "b", .people = {{5, 2}, {3, 3}}}
    };
    exq_arena *arena = built(exq_arena_new());
    question = built_scored_question(arena, &(built_scores){bins, 2, groups, 2, 2});
    refuse_each_allocation(weigh_scores);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_scores_whole_or_nothing),
        cmocka_unit_test(whole_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
