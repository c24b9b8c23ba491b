/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Status and error: how a call says that it failed. The caller owns the exq_error; there is no global or thread-local
 * state. Degenerate mathematics is not an error but a value with a reason (value.h).
 */
#ifndef EXQ_ERROR_H
#define EXQ_ERROR_H

#include <stdarg.h>

#include "exaequo.h"

/* Set `error` (may be NULL) and return `status`, so that `return exq_fail(...)` is the whole idiom. */
EXQ_PRINTF(3, 4) exq_status exq_fail(exq_error *error, exq_status status, const char *format, ...);

/* "out of memory", the one message that must not need memory. */
exq_status exq_fail_memory(exq_error *error);

/* Hand a failure on, untouched. */
#define EXQ_TRY(expression)                   \
    do {                                      \
        exq_status status_ = (expression);    \
        if (status_ != EXQ_OK)                \
            return status_;                   \
    } while (0)

#endif
