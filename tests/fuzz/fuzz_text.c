/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a label. What is shown must be valid UTF-8 without control characters, and be shown as itself.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz_target.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    exq_buffer once = EXQ_BUFFER_INIT;
    exq_buffer twice = EXQ_BUFFER_INIT;
    exq_text_visible(&once, bytes, size);
    exq_text_visible(&twice, once.bytes, once.length);
    if (exq_text_invalid(once.bytes, once.length) != once.length || strcmp(once.bytes, twice.bytes) != 0)
        abort();
    for (size_t i = 0; i < once.length; i++) {
        if ((unsigned char)once.bytes[i] < 0x20 || once.bytes[i] == 0x7f)
            abort();
    }
    if (exq_text_invalid(bytes, size) > size || exq_text_width(bytes, size) > 2 * size)
        abort();
    exq_buffer_free(&once);
    exq_buffer_free(&twice);
    return 0;
}
