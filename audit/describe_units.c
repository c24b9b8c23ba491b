/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Says whose rows they are, where one person can have several, and how far that widens ranges at most: the largest
 * design effect of the rates shown.
 */
#include <math.h>
#include <string.h>

#include "run.h"

static bool is_shown(const exq_document *document, const char *rate)
{
    for (size_t i = 0; i < document->conventions.show_count; i++)
        if (strcmp(document->conventions.show[i], rate) == 0)
            return true;
    return false;
}

static double largest_in(const exq_document *document, const exq_doc_group *group, double largest)
{
    for (size_t i = 0; i < group->rate_count; i++)
        if (is_shown(document, group->rates[i].id))
            largest = fmax(largest, group->rates[i].deff); /* of a number and NaN the number */
    return largest;
}

bool exq_describe_units(const exq_run *run, exq_document *document)
{
    document->uncertainty.unit = exq_arena_string(run->arena, run->facts->unit);
    document->uncertainty.units = run->facts->unit != NULL ? (exq_count)run->release.persons : -1;
    document->uncertainty.deff = (double)NAN;
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t g = 0; g < question->group_count; g++)
            document->uncertainty.deff = largest_in(document, &question->groups[g], document->uncertainty.deff);
    }
    return run->facts->unit == NULL || document->uncertainty.unit != NULL;
}
