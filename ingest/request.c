/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be said of a request before anything is read: options that contradict each other, numbers that are none.
 */
#include <string.h>

#include "intake.h"
#include "number.h"

static exq_status check_decision(const exq_request *request, exq_error *error)
{
    if (request->decision != NULL && request->threshold != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--threshold makes decisions of scores; with --decision they are there already. Leave one out.");
    if (request->decision != NULL || request->score == NULL)
        return EXQ_OK;
    double threshold = 0;
    if (request->threshold == NULL)
        return exq_fail(error, EXQ_USAGE, "--score needs --threshold T: the decision is score >= T.");
    const char *from = request->threshold + (request->threshold[0] == '>');
    if (!exq_number_parse(from, strlen(from), &threshold))
        return exq_fail(error, EXQ_USAGE, "--threshold takes a number such as 0.5, or `>0.5`, or `median`.");
    if (request->classes || (request->favourable_count > 0 && request->counterfactual == NULL))
        return exq_fail(error, EXQ_USAGE,
                        "--favourable and --classes speak of a decision column; with --score the "
                        "threshold decides. Leave them out.");
    return EXQ_OK;
}

static exq_status check_label(const exq_request *request, exq_error *error)
{
    if (request->label != NULL && request->counterfactual != NULL)
        return exq_fail(error, EXQ_USAGE, "--label and --counterfactual exclude each other. Ask for them in two runs.");
    if (request->label == NULL && request->positive_count > 0)
        return exq_fail(error, EXQ_USAGE, "--positive speaks of the label: name its column with --label.");
    if (request->classes && (request->favourable_count > 0 || request->positive_count > 0))
        return exq_fail(error, EXQ_USAGE,
                        "--classes keeps every value apart, --favourable and --positive make two of "
                        "them. Leave one out.");
    return EXQ_OK;
}

/* Two files of decisions cannot be told to be of the same people; two columns of one are. */
static exq_status check_versions(const exq_request *request, exq_error *error)
{
    if (request->against != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--against FILE is for recommendation lists. Of decisions, put those of the other model into a "
                        "column of the same rows: --against-decision COLUMN; or its scores: --against-score COLUMN.");
    if (request->against_decision == NULL && request->against_score == NULL)
        return EXQ_OK;
    if (request->against_decision != NULL && request->against_score != NULL)
        return exq_fail(error, EXQ_USAGE, "--against-decision and --against-score exclude each other. Leave one out.");
    if (request->against_score != NULL && request->threshold == NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--against-score is held to the same --threshold as --score, and neither decides here. Of decisions "
                        "say --against-decision COLUMN.");
    if (request->classes || request->counterfactual != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--%s excludes another version, whose changes are told of favourable and unfavourable. Ask for them in "
                        "two runs.",
                        request->classes ? "classes" : "counterfactual");
    return EXQ_OK;
}

static exq_status check_sha256(const exq_request *request, exq_error *error)
{
    const char *sha256 = request->expect_sha256;
    if (sha256 == NULL)
        return EXQ_OK;
    if (strlen(sha256) != 64 || strspn(sha256, "0123456789abcdefABCDEF") != 64)
        return exq_fail(error, EXQ_USAGE, "--expect-sha256 takes 64 hexadecimal digits.");
    if (request->input_count != 1)
        return exq_fail(error, EXQ_USAGE, "--expect-sha256 is for one input; there are %zu.", request->input_count);
    return EXQ_OK;
}

static exq_status check_inputs(const exq_request *request, exq_error *error)
{
    size_t standard = 0;
    for (size_t i = 0; i < request->input_count; i++)
        standard += strcmp(request->inputs[i], "-") == 0;
    if (request->input_count == 0)
        return exq_fail(error, EXQ_USAGE, "no input was named. Give a file, or - for standard input.");
    if (standard > 1)
        return exq_fail(error, EXQ_USAGE, "standard input can be read once; - was given %zu times.", standard);
    return EXQ_OK;
}

exq_status exq_request_check_inputs(const exq_request *request, exq_error *error)
{
    exq_ratio share = {0};
    EXQ_TRY(check_inputs(request, error));
    EXQ_TRY(check_sha256(request, error));
    if (request->delimiter == '"' || request->delimiter == '\n' || request->delimiter == '\r' ||
        (unsigned char)request->delimiter > 0x7f)
        return exq_fail(error, EXQ_USAGE, "--delimiter takes one ASCII character other than a quote or a line end.");
    if (request->max_excluded != NULL && (!exq_ratio_parse(request->max_excluded, &share) || share.num > share.den))
        return exq_fail(error, EXQ_USAGE, "--max-excluded takes a share between 0 and 1, such as 0.05.");
    if (request->consent.column != NULL && (request->consent.must_be == NULL || request->consent.must_be[0] == '\0'))
        return exq_fail(error, EXQ_USAGE, "the consent column %s needs the value that says yes.", request->consent.column);
    return exq_bands_check(request, error);
}

exq_status exq_request_check_saved(const exq_request *request, exq_error *error)
{
    if (request->consent.column != NULL)
        return exq_fail(error, EXQ_PRIVACY,
                        "the policy counts only who consented, and a saved tally does not tell who did. Audit the rows.");
    if (request->band_count > 0)
        return exq_fail(error, EXQ_USAGE,
                        "%s is cut from numbers, and a saved tally holds none. Audit the rows, or put the band into a column "
                        "before they are counted.",
                        request->bands[0].name);
    return EXQ_OK;
}

exq_status exq_intake_check_request(const exq_request *request, exq_error *error)
{
    EXQ_TRY(exq_request_check_inputs(request, error));
    EXQ_TRY(check_decision(request, error));
    EXQ_TRY(check_label(request, error));
    EXQ_TRY(check_versions(request, error));
    if (request->unit != NULL && request->counts != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--unit and --counts exclude each other: where rows are counted already, nobody can tell whose "
                        "they are. Give the rows.");
    if (request->unit != NULL && request->weight != NULL)
        return exq_fail(error, EXQ_USAGE,
                        "--unit and --weight exclude each other: no range has been derived for weighted rows of which "
                        "several belong to one person. Leave one out.");
    if (request->weight != NULL && request->counts != NULL)
        return exq_fail(error, EXQ_USAGE, "--weight and --counts exclude each other: weights belong to single rows.");
    return EXQ_OK;
}
