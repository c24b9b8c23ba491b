/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What another version decided, row by row, and whether that is enough to tell of changes.
 */
#include "against.h"

#include <inttypes.h>
#include <string.h>

#include "number.h"
#include "tally_struct.h"
#include "vocabulary.h"

#define LEVEL(text) ((exq_field){text, sizeof text - 1})

bool exq_is_against(const char *column)
{
    return strncmp(column, EXQ_AGAINST_COLUMN, strlen(EXQ_AGAINST_COLUMN)) == 0;
}

exq_status exq_against_make(const exq_request *request, exq_cut *out, exq_error *error)
{
    const char *threshold = request->threshold;
    *out = (exq_cut){.against = request};
    if (request->against_score == NULL || exq_number_parse(threshold, strlen(threshold), &out->threshold))
        return EXQ_OK;
    return exq_fail(error, EXQ_USAGE, "--threshold takes a number such as 0.5.");
}

static uint32_t meaning_of(const exq_request *request, const exq_field *word)
{
    if (request->favourable_count == 0)
        return exq_common_meaning(word->bytes, word->length);
    for (size_t i = 0; i < request->favourable_count; i++)
        if (strlen(request->favourable[i]) == word->length &&
            memcmp(request->favourable[i], word->bytes, word->length) == 0)
            return 1;
    return 0;
}

bool exq_against_at(const exq_cut *cut, const exq_field *value, exq_field *level)
{
    uint32_t decision = EXQ_DROP;
    double score = 0;
    if (value->length > 0 && cut->against->against_score == NULL) {
        decision = meaning_of(cut->against, value);
    } else if (value->length > 0) {
        if (!exq_number_parse(value->bytes, value->length, &score))
            return false;
        decision = score >= cut->threshold;
    }
    *level = decision == EXQ_DROP ? LEVEL(EXQ_AGAINST_UNJUDGED)
             : decision == 1      ? LEVEL(EXQ_AGAINST_SELECTED)
                                  : LEVEL(EXQ_AGAINST_REJECTED);
    return true;
}

/* ------------------------------------------------------------------------------------------------- afterwards */

static exq_status check_column(const exq_request *request, const exq_tally *tally, size_t attribute, exq_error *error)
{
    const exq_counts *counts = tally->counts;
    const uint32_t unjudged =
        exq_dictionary_find(counts->words[attribute], EXQ_AGAINST_UNJUDGED, strlen(EXQ_AGAINST_UNJUDGED));
    const char *column = tally->facts.attributes[attribute] + strlen(EXQ_AGAINST_COLUMN);
    uint64_t people = 0, without = 0;
    for (size_t e = 0; e < counts->count; e++) {
        people += counts->people[e];
        without += counts->keys[e * counts->column_count + attribute] == unjudged ? counts->people[e] : 0;
    }
    if (people > 0 && without == people)
        return exq_fail(error, EXQ_USAGE,
                        "column %s holds no decision that is read as those audited are. Say with --favourable which "
                        "values count, in both columns.",
                        column);
    if (!exq_too_many_excluded(request, without, people))
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "column %s decides nothing in %" PRIu64 " of %" PRIu64
                    " rows that are used, more than the share of %s that may be left out. Give both decisions in each "
                    "row, say with --favourable which values count, or allow it: --max-excluded SHARE",
                    column, without, people, exq_max_excluded(request));
}

exq_status exq_against_check(const exq_request *request, const exq_tally *tally, exq_error *error)
{
    for (size_t a = 0; a < tally->facts.attribute_count; a++)
        if (exq_is_against(tally->facts.attributes[a]))
            EXQ_TRY(check_column(request, tally, a, error));
    return EXQ_OK;
}
