/* SPDX-License-Identifier: Apache-2.0 */
/* A saved result from a file. */
#ifndef EXQ_RESULT_FILE_H
#define EXQ_RESULT_FILE_H

#include "bytes.h"

/* "-" is standard input. Errors: those of exq_result_parse, IO, MEMORY. */
EXQ_CHECKED exq_status exq_result_open(const char *path, exq_result **out, exq_error *error);

#endif
