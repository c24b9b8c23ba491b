/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A number or the reason why there is none. 0/0 is never 0 and never 1, absent is never 0. The reasons are rows of
 * reasons.def: identifier, name in the JSON, plain sentence.
 */
#ifndef EXQ_VALUE_H
#define EXQ_VALUE_H

#include <math.h>

#include "exaequo.h"

typedef enum exq_why {
    EXQ_WHY_NONE = 0, /* there is a value */
#define REASON(id, name, sentence) EXQ_WHY_##id,
#include "reasons.def"
#undef REASON
    EXQ_WHY_COUNT
} exq_why;

/* NaN if and only if there is a reason. */
typedef struct exq_value {
    double v;
    exq_why why;
} exq_value;

static inline exq_value exq_some(double v)
{
    return (exq_value){v, EXQ_WHY_NONE};
}

static inline exq_value exq_none(exq_why why)
{
    return (exq_value){(double)NAN, why};
}

static inline bool exq_known(exq_value value)
{
    return value.why == EXQ_WHY_NONE;
}

/* "zero_denominator"; NULL for EXQ_WHY_NONE. */
const char *exq_why_name(exq_why why);
/* "The denominator is zero: nobody in this group can have this rate." NULL for EXQ_WHY_NONE. */
const char *exq_why_sentence(exq_why why);
/* The reason of a name; EXQ_WHY_NONE when there is none of that name. */
exq_why exq_why_of(const char *name);

#endif
