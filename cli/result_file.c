/* SPDX-License-Identifier: Apache-2.0 */
/* See result_file.h. */
#include "result_file.h"

#include <string.h>

#include "descriptor.h"

enum { LARGEST_RESULT = 256 << 20 };

exq_status exq_result_open(const char *path, exq_result **out, exq_error *error)
{
    exq_bytes json = {0};
    *out = NULL;
    exq_status status = exq_file_read(path, LARGEST_RESULT, &json, error);
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    if (status == EXQ_OK)
        status = exq_result_parse(json.bytes != NULL ? json.bytes : "", json.length, name, out, error);
    exq_bytes_free(&json);
    return status;
}
