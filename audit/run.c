/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole line, once: plan, read, release, find, describe. Nothing flows back.
 */
#include "run.h"

#include <string.h>

#include "alike.h"
#include "both.h"
#include "comparable.h"
#include "describe.h"
#include "describe_policy.h"
#include "judge.h"
#include "judge_change.h"
#include "lists.h"
#include "lists_run.h"
#include "number.h"
#include "plan.h"
#include "rank.h"
#include "reference.h"
#include "resample.h"
#include "result.h"
#include "searched.h"
#include "show.h"
#include "stricter.h"
#include "summary.h"
#include "versions.h"

static exq_metric_options options_of(const exq_run *run, size_t class_index)
{
    const exq_request *request = run->plan->request;
    return (exq_metric_options){.level = run->plan->level,
                                .rate_interval = run->plan->rate_interval,
                                .ratio_interval = run->plan->ratio_interval,
                                .compare_missing = request->missing == EXQ_MISSING_COMPARE,
                                .selected_is = request->selected_is,
                                .counterfactual = run->facts->counterfactual,
                                .class_index = class_index};
}

/* One question for one class: findings of the marginal table, of every stratum, and their description. */
static exq_status answer(const exq_run *run, size_t index, size_t class_index, size_t place, exq_change_rows *changes,
                         exq_doc_question *out, exq_error *error)
{
    const exq_published *question = &run->release.questions[index];
    exq_metric_options options = options_of(run, class_index);
    EXQ_TRY(
        exq_reference_find(run->plan->request, &run->plan->request->by[index], question, run->arena, &options, error));
    exq_findings findings;
    if (!exq_metrics_compute(question, &question->marginal, &options, run->arena, &findings))
        return exq_fail_memory(error);
    exq_findings *strata = EXQ_NEW(run->arena, exq_findings, question->stratum_count);
    if (strata == NULL)
        return exq_fail_memory(error);
    for (size_t s = 0; s < question->stratum_count; s++) {
        exq_metric_options inside = options;
        exq_reference_in_stratum(question, &question->strata[s], findings.reference, &inside);
        if (!exq_metrics_compute(question, &question->strata[s], &inside, run->arena, &strata[s]))
            return exq_fail_memory(error);
    }
    exq_describe describe = {.question = question,
                             .options = &options,
                             .show = run->show,
                             .show_count = run->show_count,
                             .threshold = run->facts->threshold,
                             .checks = run->plan->request->checks,
                             .check_count = run->plan->request->check_count,
                             .correction = run->plan->request->correction,
                             .seed = run->plan->request->seed,
                             .arena = run->arena};
    if (!run->facts->binary)
        describe.class_name = exq_arena_string(run->arena, run->facts->classes[class_index]);
    if (!exq_resample(&describe, run->plan->request->replicates, &findings))
        return exq_fail_memory(error);
    return exq_describe_question(&describe, &findings, strata, out) &&
                   exq_versions_compare(&describe, &findings, place, changes)
               ? EXQ_OK
               : exq_fail_memory(error);
}

/* Binary decisions give one question a grouping; K classes give K, one-vs-rest. */
static exq_status answer_all(const exq_run *run, exq_document *document, exq_change_rows *changes, exq_error *error)
{
    size_t first = run->facts->binary ? 1 : 0;
    size_t classes = run->facts->class_count - first;
    exq_doc_question *questions = EXQ_NEW(run->arena, exq_doc_question, run->release.question_count * classes);
    if (questions == NULL)
        return exq_fail_memory(error);
    size_t count = 0;
    for (size_t q = 0; q < run->release.question_count; q++)
        for (size_t c = first; c < run->facts->class_count; c++, count++)
            EXQ_TRY(answer(run, q, c, count, changes, &questions[count], error));
    document->questions = questions;
    document->question_count = count;
    return EXQ_OK;
}

static exq_status describe_run(const exq_run *run, exq_document *document, exq_error *error)
{
    const exq_request *request = run->plan->request;
    exq_change_rows changes = {.arena = run->arena};
    *document = (exq_document){
        .schema = "exaequo.result/1", .tool_name = "exaequo", .tool_version = exq_version(), .outcome = "none"};
    if (!exq_describe_data(run, document) || !exq_describe_conventions(run, document))
        return exq_fail_memory(error);
    document->privacy.min_cell = (exq_count)request->min_cell;
    document->privacy.anything_withheld = run->release.anything_withheld;
    document->privacy.withheld_groups = (exq_count)run->release.withheld_groups;
    document->uncertainty.level = run->plan->level;
    document->uncertainty.simultaneous = "sidak";
    document->uncertainty.corrections = request->correction == EXQ_CORRECTION_HOLM ? "holm" : "benjamini_hochberg";
    document->uncertainty.seed = (exq_count)request->seed;
    document->uncertainty.replicates = (exq_count)request->replicates;
    document->provenance.command = exq_arena_string(run->arena, request->command);
    document->provenance.policy = exq_arena_string(run->arena, request->policy_name);
    document->provenance.policy_sha256 = exq_arena_string(run->arena, request->policy_sha256);
    EXQ_TRY(answer_all(run, document, &changes, error));
    if (!exq_describe_units(run, document) || !exq_versions_describe(run, &changes, document) ||
        !exq_search_describe(run, document))
        return exq_fail_memory(error);
    return exq_rank_findings(document, request->selected_is, run->arena) ? EXQ_OK : exq_fail_memory(error);
}

static exq_status audit_tally(const exq_plan *plan, const exq_tally *tally, exq_arena *arena, exq_document *document,
                              exq_error *error)
{
    exq_run run = {.plan = plan, .facts = exq_tally_facts_of(tally), .arena = arena};
    EXQ_TRY(exq_search_check(plan->request, run.facts, error));
    EXQ_TRY(exq_release_tally(tally, &plan->release, arena, &run.release, error));
    if (!exq_show_choose(plan->request, run.facts, arena, &run.show, &run.show_count))
        return exq_fail_memory(error);
    return describe_run(&run, document, error);
}

/* The same counts under the policy's own level and smallest group (stricter.h); NULL: under one request alone. */
typedef struct twice {
    const exq_request *own;
    exq_document *document;
} twice;

static exq_status audit_decisions(const exq_request *request, const twice *again, exq_arena *arena,
                                  exq_document *document, exq_error *error)
{
    exq_plan plan;
    exq_tally *tally = NULL;
    EXQ_TRY(exq_plan_make(request, arena, &plan, error));
    EXQ_TRY(exq_ingest(&plan.ingest, &tally, error));
    exq_status status = audit_tally(&plan, tally, arena, document, error);
    if (status == EXQ_OK && again != NULL)
        status = exq_plan_make(again->own, arena, &plan, error);
    if (status == EXQ_OK && again != NULL)
        status = audit_tally(&plan, tally, arena, again->document, error);
    exq_tally_free(tally);
    return status;
}

static exq_status audit_lists(const exq_request *request, const twice *again, exq_arena *arena, exq_document *document,
                              exq_error *error)
{
    return exq_lists_audit(request, again != NULL ? again->own : NULL, arena, document,
                           again != NULL ? again->document : NULL, error);
}

static exq_status audit_both(const exq_request *request, const twice *again, exq_arena *arena, exq_document *document,
                             exq_error *error)
{
    exq_request halves[2], own_halves[2];
    exq_document lists, own_lists;
    EXQ_TRY(exq_both_split(request, arena, &halves[0], &halves[1], error));
    if (again != NULL)
        EXQ_TRY(exq_both_split(again->own, arena, &own_halves[0], &own_halves[1], error));
    const twice decisions_again = {&own_halves[0], again != NULL ? again->document : NULL};
    const twice lists_again = {&own_halves[1], &own_lists};
    EXQ_TRY(audit_decisions(&halves[0], again != NULL ? &decisions_again : NULL, arena, document, error));
    EXQ_TRY(audit_lists(&halves[1], again != NULL ? &lists_again : NULL, arena, &lists, error));
    if (!exq_both_join(request, document, &lists, arena) ||
        (again != NULL && !exq_both_join(again->own, again->document, &own_lists, arena)))
        return exq_fail_memory(error);
    return EXQ_OK;
}

static exq_status describe_in(const exq_request *request, const twice *again, exq_arena *arena, exq_document *document,
                              exq_error *error)
{
    bool lists = false;
    EXQ_TRY(exq_ingest_is_lists(request, &lists, error));
    if (lists && request->lists.beside_decisions)
        return audit_both(request, again, arena, document, error);
    return lists ? audit_lists(request, again, arena, document, error)
                 : audit_decisions(request, again, arena, document, error);
}

/* A score that is cut at the median needs the median first. False `cut`: there is nothing to do. */
static exq_status cut_at_median(const exq_request **request, exq_arena *arena, exq_median *median, bool *cut,
                                exq_error *error)
{
    char text[EXQ_NUMBER_SIZE];
    *cut = (*request)->threshold != NULL && (*request)->score != NULL && strcmp((*request)->threshold, "median") == 0;
    if (!*cut)
        return EXQ_OK;
    exq_request *settled = EXQ_NEW(arena, exq_request, 1);
    if (settled == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_ingest_median(*request, median, error));
    *settled = **request;
    settled->threshold = exq_arena_format(arena, ">%s", exq_number_print(median->value, text));
    *request = settled;
    return settled->threshold != NULL ? EXQ_OK : exq_fail_memory(error);
}

/* Whatever was described, decisions or lists, is judged here and nowhere else: no road leads round the checks. */
static exq_status audit_in(const exq_request *request, exq_arena *arena, exq_document *document, exq_error *error)
{
    const exq_planned_check *checks = NULL;
    exq_median median;
    bool cut = false;
    EXQ_TRY(cut_at_median(&request, arena, &median, &cut, error));
    EXQ_TRY(exq_checks_plan(request, arena, &checks, error));
    exq_document own_document;
    twice again = {.document = &own_document};
    if (!exq_stricter_own(request, arena, &again.own))
        return exq_fail_memory(error);
    EXQ_TRY(describe_in(request, again.own != NULL ? &again : NULL, arena, document, error));
    document->provenance.comparison_digest = exq_comparable_digest(document, arena);
    if (!exq_alike_warn(document, arena) || document->provenance.comparison_digest == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_compared_check(request, checks, document, arena, error));
    if (!exq_describe_policy(request, document, arena) ||
        !exq_summarise(request, cut ? &median : NULL, document, arena) || !exq_judge(request, checks, document, arena))
        return exq_fail_memory(error);
    if (again.own != NULL &&
        (!exq_judge(again.own, checks, &own_document, arena) || !exq_stricter_join(document, &own_document, arena)))
        return exq_fail_memory(error);
    return EXQ_OK;
}

exq_status exq_audit(const exq_request *request, exq_result **out, exq_error *error)
{
    *out = NULL;
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    exq_document document;
    exq_status status = audit_in(request, arena, &document, error);
    if (status != EXQ_OK) {
        exq_arena_free(arena);
        return status;
    }
    *out = exq_result_new(arena, &document);
    return *out != NULL ? EXQ_OK : exq_fail_memory(error);
}

static exq_status tally_in(const exq_request *request, exq_arena *arena, exq_tally **out, exq_error *error)
{
    bool lists = false;
    EXQ_TRY(exq_ingest_is_lists(request, &lists, error));
    if (lists)
        return exq_lists_tally(request, arena, out, error);
    exq_plan plan;
    exq_median median;
    bool cut = false;
    EXQ_TRY(cut_at_median(&request, arena, &median, &cut, error));
    EXQ_TRY(exq_plan_make(request, arena, &plan, error));
    return exq_ingest(&plan.ingest, out, error);
}

exq_status exq_tally_read(const exq_request *request, exq_tally **out, exq_error *error)
{
    *out = NULL;
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    const exq_status status = tally_in(request, arena, out, error);
    exq_arena_free(arena);
    return status;
}
