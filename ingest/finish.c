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

static const char default_max_excluded[] = "0.05";

/* --------------------------------------------------------------------------------------- rows to a tally */

static exq_status refuse_rows_read(const exq_request *request, uint64_t rows, exq_error *error)
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
        .favourable = request->favourable,
        .favourable_count = request->favourable_count,
        .positive = request->positive,
        .positive_count = request->positive_count,
        .warnings = intake->notes,
        .warning_count = intake->note_count,
    };
    memcpy(facts->rows_excluded, intake->accounts.excluded, sizeof facts->rows_excluded);
}

static exq_status tally_rows(exq_intake *intake, exq_ratio max_excluded, exq_error *error)
{
    uint64_t rows = intake->accounts.rows_read;
    if (rows == 0)
        return exq_fail(error, EXQ_MALFORMED, "%s: there is a header, but no row below it.", intake->first);
    exq_vocabulary_plan plan = {intake->plan->request, intake->first, rows, max_excluded};
    exq_classing classing = {0};
    exq_tally_facts facts;
    uint64_t unreadable = 0;
    EXQ_TRY(exq_vocabulary_settle(&plan, intake->counts, &classing, &unreadable, error));
    describe_rows(intake, &facts);
    facts.rows_excluded[EXQ_EXCLUDED_DECISION_UNREADABLE] += unreadable;
    exq_status status = exq_tally_new(&facts, intake->counts, &classing, &intake->tally, error);
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

/* ------------------------------------------------------------------------------------- missing attributes */

/* Columns of the tally's attributes that the plan asks for. */
static bool asked_for(const exq_ingest_plan *plan, const exq_tally_facts *facts, size_t attribute)
{
    return holds_value(plan->attributes, plan->attribute_count, facts->attributes[attribute]);
}

/* Take the people out of entries where an attribute asked for is missing; how many they were, and where it was
 * first. */
static uint64_t drop_missing(exq_counts *counts, const exq_ingest_plan *plan, const exq_tally_facts *facts,
                             size_t *first)
{
    uint64_t dropped = 0;
    for (size_t e = 0; e < counts->count; e++)
        for (size_t a = 0; a < facts->attribute_count; a++)
            if (counts->keys[e * counts->column_count + a] == EXQ_NO_CODE && asked_for(plan, facts, a)) {
                *first = dropped == 0 ? a : *first;
                dropped += counts->people[e];
                counts->people[e] = 0;
                break;
            }
    return dropped;
}

static exq_status apply_missing(const exq_ingest_plan *plan, exq_tally *tally, exq_error *error)
{
    exq_missing missing = plan->request->missing;
    if (missing != EXQ_MISSING_DROP && missing != EXQ_MISSING_FAIL)
        return EXQ_OK;
    size_t first = 0;
    uint64_t dropped = drop_missing(tally->counts, plan, &tally->facts, &first);
    if (dropped == 0)
        return EXQ_OK;
    if (missing == EXQ_MISSING_FAIL)
        return exq_fail(error, EXQ_INCONSISTENT,
                        "an attribute is missing in %" PRIu64
                        " rows (column %s), and --missing fail forbids that. Fill "
                        "it in, or say --missing own_group.",
                        dropped, tally->facts.attributes[first]);
    exq_classing classing = {0};
    EXQ_TRY(exq_tally_classing(tally, tally->counts, &classing, error));
    exq_status status = exq_tally_recount(tally, tally->counts, &classing, error);
    exq_classing_free(&classing);
    tally->facts.rows_excluded[EXQ_EXCLUDED_ATTRIBUTE_MISSING] += dropped;
    return status;
}

/* ------------------------------------------------------------------------------------------ excluded rows */

static exq_status refuse_excluded(const exq_tally_facts *facts, uint64_t excluded, const char *limit, exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_append_count(&text, excluded);
    exq_buffer_string(&text, " of ");
    exq_append_count(&text, facts->rows_read);
    exq_buffer_string(&text, " rows cannot be used (");
    const char *joint = "";
    for (exq_excluded reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++) {
        if (facts->rows_excluded[reason] == 0 || reason == EXQ_EXCLUDED_ATTRIBUTE_MISSING)
            continue;
        exq_buffer_format(&text, "%s%s ", joint, exq_excluded_name(reason));
        exq_append_count(&text, facts->rows_excluded[reason]);
        joint = ", ";
    }
    /* The least share of two decimals that would let them pass. */
    uint64_t hundredths = (uint64_t)(((exq_u128)excluded * 100 + facts->rows_read - 1) / facts->rows_read);
    exq_buffer_format(&text,
                      "), more than the share of %s that may be left out. Mend them, or allow it: --max-excluded "
                      "%" PRIu64 ".%02" PRIu64,
                      limit, hundredths / 100, hundredths % 100);
    exq_status status = text.failed ? exq_fail_memory(error) : exq_fail(error, EXQ_INCONSISTENT, "%s", text.bytes);
    exq_buffer_free(&text);
    return status;
}

static exq_status check_excluded(const exq_request *request, const exq_tally_facts *facts, exq_ratio max_excluded,
                                 exq_error *error)
{
    uint64_t excluded = 0;
    for (exq_excluded reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++)
        if (reason != EXQ_EXCLUDED_ATTRIBUTE_MISSING)
            excluded += facts->rows_excluded[reason];
    if (!exq_share_exceeds(excluded, facts->rows_read, max_excluded))
        return EXQ_OK;
    const char *limit = request->max_excluded != NULL ? request->max_excluded : default_max_excluded;
    return refuse_excluded(facts, excluded, limit, error);
}

/* ------------------------------------------------------------------------------------------------- finish */

exq_status exq_intake_finish(exq_intake *intake, exq_tally **out, exq_error *error)
{
    const exq_ingest_plan *plan = intake->plan;
    const exq_request *request = plan->request;
    exq_ratio max_excluded = {0};
    if (!exq_ratio_parse(request->max_excluded != NULL ? request->max_excluded : default_max_excluded, &max_excluded))
        return exq_fail(error, EXQ_INTERNAL, "the share that may be left out was not checked");

    uint64_t rows = intake->tally != NULL ? intake->tally->facts.rows_read : intake->accounts.rows_read;
    EXQ_TRY(refuse_rows_read(request, rows, error));
    if (intake->tally == NULL) {
        EXQ_TRY(tally_rows(intake, max_excluded, error));
    } else {
        EXQ_TRY(check_roles(request, &intake->tally->facts, error));
        EXQ_TRY(check_attributes(plan, &intake->tally->facts, error));
    }
    EXQ_TRY(apply_missing(plan, intake->tally, error));
    EXQ_TRY(check_excluded(request, &intake->tally->facts, max_excluded, error));
    *out = intake->tally;
    intake->tally = NULL;
    return EXQ_OK;
}
