/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what was read to the tally that is handed on: what was expected of the input, what its words mean, which rows
 * may be missing.
 */
#include <inttypes.h>
#include <string.h>

#include "intake.h"
#include "tally_struct.h"
#include "text.h"
#include "vocabulary.h"

/* --------------------------------------------------------------------------------------- rows to a tally */

exq_status exq_request_check_rows(const exq_request *request, uint64_t rows, exq_error *error)
{
    if (!request->expect_rows_given || request->expect_rows == rows)
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "%" PRIu64 " rows were read, %" PRIu64 " were expected. The input was cut, or is another one.",
                    rows, request->expect_rows);
}

static void describe_rows(const exq_intake *intake, exq_tally_facts *facts)
{
    const exq_request *request = intake->plan->request;
    *facts = (exq_tally_facts){
        .rows_read = intake->accounts.rows_read,
        .sources = intake->sources,
        .source_count = intake->source_count,
        .attributes = intake->plan->attributes,
        .attribute_count = intake->plan->attribute_count,
        .binary = !request->classes,
        .has_labels = request->label != NULL || request->counterfactual != NULL,
        .counterfactual = request->counterfactual != NULL,
        .has_weights = request->weight != NULL,
        .decision = request->decision,
        .score = request->score,
        .threshold = request->threshold,
        .label = request->label != NULL ? request->label : request->counterfactual,
        .weight = request->weight,
        .unit = request->unit,
        .favourable = request->favourable,
        .favourable_count = request->favourable_count,
        .positive = request->positive,
        .positive_count = request->positive_count,
        .warnings = intake->notes,
        .warning_count = intake->note_count,
    };
    memcpy(facts->rows_excluded, intake->accounts.excluded, sizeof facts->rows_excluded);
}

static exq_status tally_rows(exq_intake *intake, exq_error *error)
{
    uint64_t rows = intake->accounts.rows_read;
    if (rows == 0)
        return exq_fail(error, EXQ_MALFORMED, "%s: there is a header, but no row below it. Give a file that has data below its header.", intake->first);
    exq_vocabulary_plan plan = {intake->plan->request, intake->first, rows};
    exq_classing classing = {0};
    exq_tally_facts facts;
    exq_units *units = NULL;
    uint64_t unreadable = 0;
    exq_status status = exq_vocabulary_settle(&plan, intake->counts, &classing, &unreadable, error);
    if (status == EXQ_OK && plan.request->unit != NULL)
        status = exq_persons_reduce(&intake->persons, &units, error);
    if (status == EXQ_OK) {
        describe_rows(intake, &facts);
        facts.rows_excluded[EXQ_EXCLUDED_DECISION_UNREADABLE] += unreadable;
        const exq_counted counted = {intake->counts, units, exq_keeps_scores(plan.request) ? &intake->scores : NULL};
        status = exq_tally_new(&facts, &counted, &classing, &intake->tally, error);
    }
    exq_units_free(units);
    exq_classing_free(&classing);
    return status;
}

/* --------------------------------------------------------------------------- saved tallies and the request */

/* A role of the request and the same of the tally, as text. */
typedef struct role {
    const char *option;
    const char *asked;
    const char *held;
} role;

static bool holds_value(const char *const *values, size_t count, const char *value)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(values[i], value) == 0)
            return true;
    return false;
}

/* The values of the tally are distinct: as many as asked, and each of them, is all of them. */
static exq_status check_values(const char *option, const char *const *asked, size_t asked_count,
                               const char *const *held, size_t held_count, exq_error *error)
{
    bool same = true;
    for (size_t i = 0; i < asked_count; i++)
        same = same && holds_value(held, held_count, asked[i]);
    for (size_t i = 0; asked_count > 0 && i < held_count; i++)
        same = same && holds_value(asked, asked_count, held[i]);
    if (same)
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "%s names other values than the saved tally was made with. Leave it out.",
                    option);
}

static exq_status check_roles(const exq_request *request, const exq_tally_facts *facts, exq_error *error)
{
    const role roles[] = {
        {"--decision",       request->decision,       facts->decision                            },
        {"--score",          request->score,          facts->score                               },
        {"--threshold",      request->threshold,      facts->threshold                           },
        {"--label",          request->label,          facts->counterfactual ? NULL : facts->label},
        {"--counterfactual", request->counterfactual, facts->counterfactual ? facts->label : NULL},
        {"--weight",         request->weight,         facts->weight                              },
        {"--unit",           request->unit,           facts->unit                                },
    };
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (roles[i].asked != NULL && (roles[i].held == NULL || strcmp(roles[i].asked, roles[i].held) != 0))
            return exq_fail(error, EXQ_USAGE, "%s contradicts the saved tally, which was made with %s%s. Leave it out.",
                            roles[i].option, roles[i].held == NULL ? "none" : "",
                            roles[i].held == NULL ? "" : roles[i].held);
    EXQ_TRY(check_values("--favourable", request->favourable, request->favourable_count, facts->favourable,
                         facts->favourable_count, error));
    EXQ_TRY(check_values("--positive", request->positive, request->positive_count, facts->positive,
                         facts->positive_count, error));
    if (request->classes && facts->binary)
        return exq_fail(error, EXQ_USAGE,
                        "--classes contradicts the saved tally, which has two classes. Leave it out.");
    if (request->counts != NULL)
        return exq_fail(error, EXQ_USAGE, "--counts is for rows; a saved tally is counted already. Leave it out.");
    return EXQ_OK;
}

static exq_status check_attributes(const exq_ingest_plan *plan, const exq_tally_facts *facts, exq_error *error)
{
    for (size_t a = 0; a < plan->attribute_count; a++) {
        if (holds_value(facts->attributes, facts->attribute_count, plan->attributes[a]))
            continue;
        exq_buffer text = EXQ_BUFFER_INIT;
        exq_text_visible(&text, plan->attributes[a], strlen(plan->attributes[a]));
        exq_buffer_string(&text, facts->attribute_count == 0 ? "; it holds none" : ", but ");
        for (size_t i = 0; i < facts->attribute_count; i++) {
            exq_buffer_string(&text, i == 0 ? "" : ", ");
            exq_text_visible(&text, facts->attributes[i], strlen(facts->attributes[i]));
        }
        exq_status status = text.failed ? exq_fail_memory(error)
                                        : exq_fail(error, EXQ_USAGE,
                                                   "the saved tally does not hold %s. Ask for those, "
                                                   "or make the tally again from the rows.",
                                                   text.bytes);
        exq_buffer_free(&text);
        return status;
    }
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ settling */

exq_status exq_intake_settle(exq_intake *intake, exq_error *error)
{
    const exq_ingest_plan *plan = intake->plan;
    uint64_t rows = intake->tally != NULL ? intake->tally->facts.rows_read : intake->accounts.rows_read;
    EXQ_TRY(exq_request_check_rows(plan->request, rows, error));
    if (intake->tally == NULL)
        return tally_rows(intake, error);
    EXQ_TRY(exq_request_check_saved(plan->request, error));
    EXQ_TRY(check_roles(plan->request, &intake->tally->facts, error));
    return check_attributes(plan, &intake->tally->facts, error);
}
