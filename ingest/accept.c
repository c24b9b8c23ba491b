/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tally held against the request: what becomes of missing attributes, and whether too many rows were left out.
 */
#include <inttypes.h>
#include <string.h>

#include "against.h"
#include "intake.h"
#include "number.h"
#include "tally_struct.h"
#include "vocabulary.h"

/* ------------------------------------------------------------------------------------- missing attributes */

static bool asked_for(const exq_ingest_plan *plan, const char *attribute)
{
    for (size_t i = 0; i < plan->attribute_count; i++)
        if (strcmp(plan->attributes[i], attribute) == 0)
            return true;
    return false;
}

/* Take the people out of entries where an attribute asked for is missing; how many they were, and where it was
 * first. */
static uint64_t drop_missing(exq_counts *counts, const exq_ingest_plan *plan, const exq_tally_facts *facts,
                             size_t *first)
{
    uint64_t dropped = 0;
    for (size_t e = 0; e < counts->count; e++)
        for (size_t a = 0; a < facts->attribute_count; a++)
            if (counts->keys[e * counts->column_count + a] == EXQ_NO_CODE && asked_for(plan, facts->attributes[a])) {
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
    exq_status status = exq_tally_classing(tally, tally->counts, &classing, error);
    if (status == EXQ_OK)
        status = exq_tally_recount(tally, &(exq_counted){tally->counts, tally->units, tally->scores}, &classing, error);
    exq_classing_free(&classing);
    tally->facts.rows_excluded[EXQ_EXCLUDED_ATTRIBUTE_MISSING] += dropped;
    return status;
}

/* ------------------------------------------------------------------------------------------ excluded rows */

/* Rows that are left out because the request says so are no fault of the data. */
static bool is_wanted_so(exq_excluded reason)
{
    return reason == EXQ_EXCLUDED_ATTRIBUTE_MISSING || reason == EXQ_EXCLUDED_CONSENT_MISSING;
}

static exq_status refuse_excluded(const exq_tally_facts *facts, uint64_t excluded, const char *limit, exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_append_count(&text, excluded);
    exq_buffer_string(&text, " of ");
    exq_append_count(&text, facts->rows_read);
    exq_buffer_string(&text, " rows cannot be used (");
    const char *joint = "";
    for (exq_excluded reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++) {
        if (facts->rows_excluded[reason] == 0 || is_wanted_so(reason))
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

static exq_status check_excluded(const exq_request *request, const exq_tally_facts *facts, exq_error *error)
{
    uint64_t excluded = 0;
    for (exq_excluded reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++)
        if (!is_wanted_so(reason))
            excluded += facts->rows_excluded[reason];
    if (!exq_too_many_excluded(request, excluded, facts->rows_read))
        return EXQ_OK;
    return refuse_excluded(facts, excluded, exq_max_excluded(request), error);
}

/* ------------------------------------------------------------------------------------------------- both */

exq_status exq_intake_judge(const exq_ingest_plan *plan, exq_tally *tally, exq_error *error)
{
    EXQ_TRY(exq_against_check(plan->request, tally, error));
    EXQ_TRY(apply_missing(plan, tally, error));
    return check_excluded(plan->request, &tally->facts, error);
}
