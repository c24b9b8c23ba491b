/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the result repeats of the policy.
 */
#ifndef EXQ_DESCRIBE_POLICY_H
#define EXQ_DESCRIBE_POLICY_H

#include "document.h"

/* Sets document->about, presets and ethics. False only when out of memory. */
EXQ_CHECKED bool exq_describe_policy(const exq_request *request, exq_document *document, exq_arena *arena);

#endif
