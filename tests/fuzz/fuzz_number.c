/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a number, a limit and an exact sum. A number must be what the C library makes of it, and each must come
 * back from its own printed text.
 */
#include <stdlib.h>
#include <string.h>

#include "exactsum.h"
#include "fuzz_target.h"
#include "number.h"

enum { LONGEST = 4096 };

static void as_number(const char *text, size_t length)
{
    double value = 0;
    if (!exq_number_parse(text, length, &value))
        return;
    double expected = strtod(text, NULL);
    char printed[EXQ_NUMBER_SIZE];
    if (memcmp(&value, &expected, sizeof value) != 0 || strtod(exq_number_print(value, printed), NULL) != value)
        abort();
}

static void as_exact_sum(const char *text, size_t length)
{
    exq_exactsum sum;
    if (!exq_exactsum_parse(text, length, &sum))
        return;
    exq_buffer printed = EXQ_BUFFER_INIT;
    exq_exactsum_print(&sum, &printed);
    if (printed.length != length || memcmp(printed.bytes, text, length) != 0)
        abort();
    exq_buffer_free(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[LONGEST + 1];
    if (size > LONGEST)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    as_number(text, size);
    as_exact_sum(text, size);
    exq_ratio ratio;
    if (exq_ratio_parse(text, &ratio) && (ratio.den == 0 || ratio.den > 1000000))
        abort();
    return 0;
}
