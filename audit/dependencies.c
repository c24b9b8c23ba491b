/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the library is linked with, asked of the libraries themselves.
 */
#include <stdio.h>

#include "library.h"
#include "linalg.h"

static const exq_library *const libraries[] = {
    &exq_library_csv,      &exq_library_zlib, &exq_library_zstd,  &exq_library_xxhash, &exq_library_openssl,
    &exq_library_utf8proc, &exq_library_yaml, &exq_library_cjson, &exq_library_xml,    &exq_library_rmath,
};

bool exq_dependency(size_t index, const char **name, char *text, size_t size)
{
    const size_t count = sizeof libraries / sizeof libraries[0];
    if (index > count)
        return false;
    if (index < count) {
        *name = libraries[index]->name;
        snprintf(text, size, "%s", libraries[index]->version());
        return true;
    }
    *name = "OpenBLAS";
    exq_linalg_describe(text, size);
    return true;
}
