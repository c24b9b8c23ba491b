/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What other cut-offs of the score would do for a check that is not met.
 */
#include <math.h>
#include <string.h>

#include "pattern.h"
#include "sentences_check.h"

/* Of everyone, so many would then be selected; NaN: not told. */
static double selected_at(const exq_doc_cutoff *cutoff)
{
    for (size_t i = 0; i < cutoff->rate_count; i++)
        if (strcmp(cutoff->rates[i].id, "selection_rate") == 0)
            return cutoff->rates[i].value;
    return (double)NAN;
}

/* "at 2 it is 0.81, with 82 of 100 defendants rated medium or high risk"; "at 5, in use, 0.59" */
static void say_one(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check, const exq_doc_cutoff *cutoff)
{
    exq_places places = {0};
    const double selected = selected_at(cutoff);
    const bool in_use = !(cutoff->at < check->cutoffs.in_use) && !(cutoff->at > check->cutoffs.in_use);
    const bool told = cutoff->meets && !isnan(selected);
    exq_say_exact(voice, exq_place(&places, "at"), cutoff->at);
    exq_say_number(voice, exq_place(&places, "value"), cutoff->value);
    if (told)
        exq_say_per_100(voice, exq_place(&places, "k"), selected);
    exq_fill_sentence(voice, out,
                      in_use ? EXQ_SENTENCE_CUTOFF_IN_USE
                      : told ? EXQ_SENTENCE_CUTOFF_AT_SELECTED
                             : EXQ_SENTENCE_CUTOFF_AT,
                      &places);
}

bool exq_say_check_cutoffs(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (!check->has_cutoffs || check->cutoffs.tried <= 0)
        return false;
    exq_places places = {0};
    exq_list list = {.voice = voice};
    size_t named = 0, all = 0;
    for (size_t i = 0; i < check->cutoffs.nearest_count; i++)
        all += isnan(check->cutoffs.nearest[i].value) ? 0 : 1;
    for (size_t i = 0; i < check->cutoffs.nearest_count; i++)
        if (!isnan(check->cutoffs.nearest[i].value))
            say_one(voice, exq_list_item(&list, ++named == all), check, &check->cutoffs.nearest[i]);
    exq_list_end(&list, exq_place(&places, "list"));
    exq_say_exact(voice, exq_place(&places, "from"), check->cutoffs.from);
    exq_say_exact(voice, exq_place(&places, "to"), check->cutoffs.to);
    exq_say_count(voice, exq_place(&places, "tried"), check->cutoffs.tried);
    exq_say_count(voice, exq_place(&places, "n"), check->cutoffs.meeting);
    if (check->cutoffs.meeting > 0)
        exq_fill_counted(voice, out, EXQ_SENTENCE_CUTOFF_SOME, check->cutoffs.meeting, &places);
    else
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CUTOFF_NONE, &places);
    return true;
}
