/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names and sentences of the reasons why there is no number, as rows of reasons.def.
 */
#include "value.h"

#include <string.h>

static const struct {
    const char *name;
    const char *sentence;
} reasons[EXQ_WHY_COUNT] = {
#define REASON(id, name, sentence) [EXQ_WHY_##id] = {name, sentence},
#include "reasons.def"
#undef REASON
};

static bool is_reason(exq_why why)
{
    return (unsigned)why > EXQ_WHY_NONE && (unsigned)why < EXQ_WHY_COUNT;
}

const char *exq_why_name(exq_why why)
{
    return is_reason(why) ? reasons[why].name : NULL;
}

const char *exq_why_sentence(exq_why why)
{
    return is_reason(why) ? reasons[why].sentence : NULL;
}

exq_why exq_why_of(const char *name)
{
    for (unsigned why = EXQ_WHY_NONE + 1; why < EXQ_WHY_COUNT; why++) {
        if (strcmp(reasons[why].name, name) == 0)
            return (exq_why)why;
    }
    return EXQ_WHY_NONE;
}
