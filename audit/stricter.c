/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two judgements of the same counts, of which the graver holds.
 */
#include "stricter.h"

#include <string.h>

#include "number.h"
#include "result.h"
#include "verdict.h"

static bool same_level(const exq_request *request)
{
    const char *level = request->level != NULL ? request->level : "0.95", *own = request->policy_level;
    int sign = 1;
    return own == NULL || (exq_number_compare(level, strlen(level), own, strlen(own), &sign) && sign == 0);
}

bool exq_stricter_own(const exq_request *request, exq_arena *arena, const exq_request **own)
{
    const bool same_cell = request->policy_min_cell == 0 || request->policy_min_cell == request->min_cell;
    *own = NULL;
    if (request->check_count == 0 || (same_level(request) && same_cell))
        return true;
    exq_request *loosest = EXQ_NEW(arena, exq_request, 1);
    if (loosest == NULL)
        return false;
    *loosest = *request;
    loosest->level = request->policy_level != NULL ? request->policy_level : request->level;
    loosest->min_cell = request->policy_min_cell != 0 ? request->policy_min_cell : request->min_cell;
    *own = loosest;
    return true;
}

/* From the mildest to the gravest; what blocks before what does not. */
static int gravity(const exq_doc_check *check)
{
    static const char *const verdicts[] = {"met", "waived", "not_settled", "not_computed", "missed"};
    enum { VERDICTS = sizeof verdicts / sizeof *verdicts };
    const int code = exq_check_exit_code(check);
    int place = 0;
    while (place < VERDICTS - 1 && strcmp(verdicts[place], check->verdict) != 0)
        place++;
    return place + VERDICTS * (code == 0 ? 0 : code == 1 ? 2 : 1);
}

/* The row that decided, as far as it may be told. */
static void take_verdict(exq_doc_check *check, const exq_doc_check *own, bool tell_numbers)
{
    const exq_doc_check shown = *check;
    if (tell_numbers)
        *check = *own;
    check->verdict = own->verdict;
    check->blocks = own->blocks;
    check->compared = shown.compared;
    check->has_could = check->has_could && tell_numbers;
    check->to_settle = tell_numbers ? own->to_settle : -1;
    check->why = own->why != NULL ? own->why : exq_why_name(EXQ_WHY_BY_THE_POLICY);
}

bool exq_stricter_join(exq_document *document, const exq_document *own, exq_arena *arena)
{
    exq_doc_check *checks = EXQ_NEW(arena, exq_doc_check, document->check_count);
    const bool tell_numbers = document->privacy.min_cell == own->privacy.min_cell;
    if (checks == NULL)
        return false;
    for (size_t i = 0; i < document->check_count; i++) {
        checks[i] = document->checks[i];
        for (size_t j = 0; j < own->check_count; j++)
            if (strcmp(own->checks[j].id, checks[i].id) == 0 && gravity(&own->checks[j]) > gravity(&checks[i]))
                take_verdict(&checks[i], &own->checks[j], tell_numbers);
    }
    document->checks = checks;
    document->outcome = exq_checks_outcome(checks, document->check_count);
    return true;
}
