/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plan, read, release, describe, rank: as for decisions, with tables of its own.
 */
#include "lists_run.h"

#include "lists_describe.h"
#include "lists_versions.h"
#include "rank.h"

/* What a reader sees first: of people who found something at all, then how well lists are ranked; or what was asked for. */
static bool choose_show(exq_lists_run *run)
{
    static const char *const lead[] = {"hit", "ndcg", "exposure_share"};
    const exq_request *request = &run->plan->request;
    const size_t leads = sizeof lead / sizeof lead[0];
    const char **show = EXQ_NEW(run->arena, const char *, request->metric_count + leads * run->lists.cutoff_count);
    if (show == NULL)
        return false;
    for (size_t i = 0; i < request->metric_count; i++)
        show[run->show_count++] = exq_arena_string(run->arena, request->metrics[i]);
    for (size_t k = 0; request->metric_count == 0 && k < run->lists.cutoff_count; k++)
        for (size_t i = 0; i < leads; i++)
            show[run->show_count++] = exq_lists_id(run, lead[i], run->lists.cutoffs[k]);
    for (size_t i = 0; i < run->show_count; i++)
        if (show[i] == NULL)
            return false;
    run->show = show;
    return true;
}

static exq_status answer_all(const exq_lists_run *run, exq_document *document, exq_error *error)
{
    const exq_published_lists *lists = &run->lists;
    const size_t items = run->plan->release.by_item_count;
    exq_doc_question *questions = EXQ_NEW(run->arena, exq_doc_question, lists->user_count + items + lists->cross_count);
    if (questions == NULL)
        return exq_fail_memory(error);
    document->questions = questions;
    for (size_t q = 0; q < lists->user_count; q++)
        EXQ_TRY(exq_lists_answer_users(run, q, &questions[document->question_count++], error));
    for (size_t q = 0; q < items; q++)
        EXQ_TRY(exq_lists_answer_items(run, q, &questions[document->question_count++], error));
    for (size_t q = 0; q < lists->cross_count; q++)
        if (!exq_lists_answer_cross(run, &lists->crosses[q], &questions[document->question_count++]))
            return exq_fail_memory(error);
    return EXQ_OK;
}

static exq_status describe(const exq_lists_run *run, exq_document *document, exq_error *error)
{
    const exq_request *request = &run->plan->request;
    *document = (exq_document){
        .schema = "exaequo.result/1", .tool_name = "exaequo", .tool_version = exq_version(), .outcome = "none"};
    if (!exq_lists_describe_data(run, document) || !exq_lists_describe_conventions(run, document) ||
        !exq_lists_describe_catalogue(run, document))
        return exq_fail_memory(error);
    document->privacy.min_cell = (exq_count)request->min_cell;
    document->privacy.anything_withheld = run->lists.anything_withheld;
    document->privacy.withheld_groups = (exq_count)(run->lists.withheld_groups + run->lists.withheld_cells);
    document->uncertainty.level = run->plan->base.level;
    document->uncertainty.simultaneous = "sidak";
    document->uncertainty.corrections = request->correction == EXQ_CORRECTION_HOLM ? "holm" : "benjamini_hochberg";
    document->uncertainty.seed = (exq_count)request->seed;
    document->uncertainty.replicates = (exq_count)request->replicates;
    document->provenance.command = exq_arena_string(run->arena, request->command);
    document->provenance.policy = exq_arena_string(run->arena, request->policy_name);
    document->provenance.policy_sha256 = exq_arena_string(run->arena, request->policy_sha256);
    EXQ_TRY(answer_all(run, document, error));
    EXQ_TRY(exq_lists_compare_versions(run, document, error));
    return exq_rank_findings(document, request->selected_is, run->arena) ? EXQ_OK : exq_fail_memory(error);
}

static exq_status audit_tally(const exq_lists_plan *plan, const exq_tally *tally, exq_arena *arena, exq_document *document,
                              exq_error *error)
{
    exq_lists_run run = {.plan = plan, .facts = exq_tally_facts_of(tally), .arena = arena};
    EXQ_TRY(exq_release_lists(tally, &plan->release, arena, &run.lists, error));
    return choose_show(&run) ? describe(&run, document, error) : exq_fail_memory(error);
}

exq_status exq_lists_audit(const exq_request *request, const exq_request *own, exq_arena *arena, exq_document *document,
                           exq_document *own_document, exq_error *error)
{
    exq_lists_plan plan, own_plan;
    exq_tally *tally = NULL;
    EXQ_TRY(exq_lists_plan_make(request, arena, &plan, error));
    if (own != NULL)
        EXQ_TRY(exq_lists_plan_make(own, arena, &own_plan, error));
    EXQ_TRY(exq_ingest_lists(&plan.ingest, &tally, error));
    exq_status status = audit_tally(&plan, tally, arena, document, error);
    if (status == EXQ_OK && own != NULL)
        status = audit_tally(&own_plan, tally, arena, own_document, error);
    exq_tally_free(tally);
    return status;
}

exq_status exq_lists_tally(const exq_request *request, exq_arena *arena, exq_tally **out, exq_error *error)
{
    exq_lists_plan plan;
    EXQ_TRY(exq_lists_plan_make(request, arena, &plan, error));
    return exq_ingest_lists(&plan.ingest, out, error);
}
