/* SPDX-License-Identifier: Apache-2.0 */
/* See run_audit.h. */
#include "run_audit.h"

#include "baselines.h"
#include "clock.h"
#include "policy_file.h"
#include "progress.h"
#include "refusal.h"
#include "repository.h"

static exq_status check_gate(const exq_request *request, exq_error *error)
{
    if (request->check_count > 0)
        return EXQ_OK;
    return exq_refuse(error, EXQ_USAGE,
                      "a gate needs something to check: say -p POLICY with a check in it, or --check 'METRIC >= N [by "
                      "GROUPING]'. exaequo audit describes without checking");
}

/* `policy` stays NULL when none was named. */
static exq_status build_request(const exq_call *call, exq_policy **policy, exq_request *out, exq_error *error)
{
    const exq_asked *asked = &((const exq_audit_options *)call->options)->asked;
    EXQ_PASS(exq_request_build(call, asked, out, error));
    if (asked->policy == NULL && asked->policy_sha256 == NULL)
        return EXQ_OK;
    if (asked->policy == NULL)
        return exq_refuse(error, EXQ_USAGE, "--policy-sha256 says which --policy it must be, and there is none");
    EXQ_PASS(exq_policy_open(asked->policy, asked->policy_sha256, policy, error));
    if (!asked->min_cell.given)
        out->min_cell = 0;
    out->today = exq_today(call->pool);
    if (out->today == NULL)
        return exq_refuse_memory(error);
    return exq_policy_apply_from(asked->policy, *policy, out, call->pool, error);
}

/* What one run holds, to be given back however it ends. */
typedef struct running {
    exq_sink sink;
    exq_policy *policy;
    exq_baselines baselines;
    exq_result *result;
} running;

static exq_status audit(const exq_call *call, bool is_gate, running *self, exq_error *error)
{
    const exq_audit_options *options = call->options;
    exq_request request;
    EXQ_PASS(build_request(call, &self->policy, &request, error));
    if (is_gate)
        EXQ_PASS(check_gate(&request, error));
    EXQ_PASS(exq_baselines_open(options->asked.policy, &request, call->pool, &self->baselines, error));
    EXQ_PASS(exq_sink_open(&self->sink, &options->output, &options->asked.inputs, call->pool, error));
    if (is_gate)
        EXQ_PASS(exq_sink_add_step_summary(&self->sink, &options->asked.inputs, error));
    if (options->asked.policy)
        self->sink.policy_path = exq_repository_path(options->asked.policy, call->pool);
    exq_progress_bar bar;
    request.progress = exq_progress_begin(&bar, !options->asked.no_progress);
    exq_status status = exq_audit(&request, &self->result, error);
    exq_progress_end(&bar);
    EXQ_PASS(status);
    return exq_sink_deliver(&self->sink, self->result, error);
}

exq_status exq_run_audit(const exq_call *call, bool is_gate, int *exit_code, exq_error *error)
{
    running self = {.result = NULL};
    exq_status status = audit(call, is_gate, &self, error);
    if (status == EXQ_OK)
        *exit_code = exq_result_exit_code(self.result);
    exq_sink_close(&self.sink);
    exq_result_free(self.result);
    exq_baselines_close(&self.baselines);
    exq_policy_free(self.policy);
    return status;
}

const exq_section_use exq_audit_sections[] = {
    {&exq_section_roles,     offsetof(exq_audit_options, asked)},
    {&exq_section_versions,     offsetof(exq_audit_options, asked)},
    {&exq_section_groups,                offsetof(exq_audit_options, asked)},
    {&exq_section_lists,    offsetof(exq_audit_options, asked)},
    {&exq_section_comparing,                offsetof(exq_audit_options, asked)},
    {&exq_section_checks,     offsetof(exq_audit_options, asked)},
    {&exq_section_words,                offsetof(exq_audit_options, asked)},
    {&exq_section_reading, offsetof(exq_audit_options, asked)},
    {&exq_section_output,                offsetof(exq_audit_options, output)},
    {0   },
};
