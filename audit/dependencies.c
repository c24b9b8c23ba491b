/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the library is linked with, asked of the libraries themselves.
 */
#include <stdio.h>

#include "linalg.h"

bool exq_dependency(size_t index, const char **name, char *text, size_t size)
{
    if (index > 0)
        return false;
    *name = "OpenBLAS";
    exq_linalg_describe(text, size);
    return true;
}
