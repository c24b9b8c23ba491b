/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as JSON. What is read must print, and what is printed must read back and print the same.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz_target.h"
#include "json.h"

static void print(const exq_json *root, exq_buffer *out)
{
    if (exq_json_print(root, out, NULL) != EXQ_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    exq_json *root = NULL;
    exq_error error;
    if (exq_json_parse((const char *)data, size, "input", &root, &error) != EXQ_OK)
        return 0;
    exq_buffer once = EXQ_BUFFER_INIT;
    exq_buffer twice = EXQ_BUFFER_INIT;
    exq_json *again = NULL;
    print(root, &once);
    if (exq_json_parse(once.bytes, once.length, "printed", &again, &error) != EXQ_OK)
        abort();
    print(again, &twice);
    if (strcmp(once.bytes, twice.bytes) != 0)
        abort();
    exq_json_free(root);
    exq_json_free(again);
    exq_buffer_free(&once);
    exq_buffer_free(&twice);
    return 0;
}
