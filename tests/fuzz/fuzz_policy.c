/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a policy. What is taken must become a request.
 */
#include <stdlib.h>

#include "exaequo.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    exq_policy *policy = NULL;
    exq_error error = {0};
    exq_request request = EXQ_REQUEST_INIT;
    if (exq_policy_read((const char *)data, size, "policy.yaml", &policy, &error) != EXQ_OK)
        return 0;
    request.min_cell = 0;
    if (exq_policy_apply(policy, &request, &error) != EXQ_OK || request.min_cell == 0)
        abort();
    exq_policy_free(policy);
    return 0;
}
