/* SPDX-License-Identifier: Apache-2.0 */
/* See policy_file.h. */
#include "policy_file.h"

#include <strings.h>

#include "build_request.h"
#include "descriptor.h"
#include "refusal.h"

/* Far more than a policy may have: how much that is, is for the library to say. */
enum { BYTES_READ_MOST = 16 * 1024 * 1024 };

exq_status exq_policy_open(const char *path, const char *sha256, exq_policy **out, exq_error *error)
{
    exq_bytes bytes = {0};
    *out = NULL;
    exq_status status = exq_file_read(path, BYTES_READ_MOST, &bytes, error);
    if (status == EXQ_OK)
        status = exq_policy_read(bytes.bytes != NULL ? bytes.bytes : "", bytes.length, exq_base_name(path), out, error);
    exq_bytes_free(&bytes);
    if (status == EXQ_IO) /* a policy is part of the command, not of the data */
        error->status = status = EXQ_USAGE;
    if (status == EXQ_OK && sha256 != NULL && strcasecmp(sha256, exq_policy_sha256(*out)) != 0) {
        status = exq_refuse(error, EXQ_USAGE, "the SHA-256 of %s is %s, not the one of --policy-sha256", exq_base_name(path),
                            exq_policy_sha256(*out));
        exq_policy_free(*out);
        *out = NULL;
    }
    return status;
}
