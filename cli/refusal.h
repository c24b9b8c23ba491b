/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the program says no: statuses and errors are those of the library, so that every refusal, ours or the library's,
 * takes the same road to one line on standard error and to one exit code.
 */
#ifndef EXQ_REFUSAL_H
#define EXQ_REFUSAL_H

#include "exaequo.h"

/* Fill `error` and return `status`, so that `return exq_refuse(...)` is the whole idiom. */
EXQ_PRINTF(3, 4) exq_status exq_refuse(exq_error *error, exq_status status, const char *format, ...);
exq_status exq_refuse_memory(exq_error *error);

/* Hand a failure on, untouched. */
#define EXQ_PASS(expression)               \
    do {                                   \
        exq_status status_ = (expression); \
        if (status_ != EXQ_OK)             \
            return status_;                \
    } while (0)

/* One line on standard error: `exaequo: MESSAGE`, and for a usage error where to read on: the help of `command`, or of
 * the program when it is NULL. Bytes that would act on a terminal are shown as <1B>. */
void exq_complain(const exq_error *error, const char *command);

#endif
