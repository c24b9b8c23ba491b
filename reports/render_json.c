/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result document itself: the canonical JSON that every other output can be made from again.
 */
#include "render.h"
#include "result.h"

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    (void)options;
    return exq_result_write(result, out, error);
}

const exq_render_format exq_render_json = {"json", "every number, for programs (JSON, format exaequo.result/1)",
                                           render};
