/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the metric names nearest to one that does not exist.
 */
#include "suggest.h"

#include <string.h>

#include "metrics.h"
#include "text.h"

#define SUGGESTIONS 3

exq_status exq_suggest_metric(const char *name, exq_arena *arena, exq_error *error)
{
    const char *nearest[SUGGESTIONS] = {NULL};
    size_t distances[SUGGESTIONS];
    for (size_t i = 0; i < SUGGESTIONS; i++)
        distances[i] = SIZE_MAX;
    const exq_metric_info *info;
    for (size_t i = 0; (info = exq_catalogue_get(i, arena)) != NULL; i++) {
        /* a name that holds what was typed is nearer than any that must be edited to reach it */
        size_t distance = strstr(info->id, name) != NULL ? 0 : exq_text_distance(info->id, name);
        size_t place = SUGGESTIONS;
        while (place > 0 && distance < distances[place - 1])
            place--;
        for (size_t j = SUGGESTIONS; j-- > place + 1;) {
            nearest[j] = nearest[j - 1];
            distances[j] = distances[j - 1];
        }
        if (place < SUGGESTIONS) {
            nearest[place] = info->id;
            distances[place] = distance;
        }
    }
    return exq_fail(error, EXQ_USAGE, "there is no metric %s. Near it: %s, %s, %s. All of them: exaequo list.", name,
                    nearest[0] != NULL ? nearest[0] : "-", nearest[1] != NULL ? nearest[1] : "-",
                    nearest[2] != NULL ? nearest[2] : "-");
}
