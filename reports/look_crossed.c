/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking at two attributes crossed as rows and columns: the first makes the columns, the second the rows.
 */
#include <math.h>

#include "look.h"

exq_doc_levels exq_look_level(const exq_doc_group *group, size_t attribute)
{
    return (exq_doc_levels){group->levels.items + attribute, 1};
}

static bool same(const exq_doc_group *a, const exq_doc_group *b, size_t attribute)
{
    const exq_doc_levels x = exq_look_level(a, attribute), y = exq_look_level(b, attribute);
    return exq_levels_equal(&x, &y);
}

bool exq_look_is_crossed(const exq_doc_question *question)
{
    return question->by_count == 2 && question->lead_rate != NULL && question->group_count >= 4;
}

bool exq_look_opens(const exq_doc_question *question, size_t group, size_t attribute)
{
    for (size_t i = 0; i < group; i++)
        if (same(&question->groups[i], &question->groups[group], attribute))
            return false;
    return true;
}

exq_crossing exq_look_crossing(const exq_doc_question *question, size_t row, size_t column)
{
    exq_crossing found = {0};
    for (size_t i = 0; i < question->group_count && found.group == NULL; i++)
        if (same(&question->groups[i], &question->groups[row], 1) &&
            same(&question->groups[i], &question->groups[column], 0))
            found.group = &question->groups[i];
    if (found.group == NULL)
        return found;
    const exq_disparities all = {question->disparities, question->disparity_count};
    const exq_doc_disparity *ratio =
        found.group->withheld ? NULL : exq_look_ratio(all, question->lead_rate, &found.group->levels);
    found.is_reference = exq_levels_equal(&found.group->levels, &question->reference.levels);
    if (!found.is_reference && ratio != NULL && !isnan(ratio->value) && !exq_too_few(ratio))
        found.ratio = ratio;
    return found;
}
