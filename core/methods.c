/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of methods.
 */
#include "methods.h"

#include <stdbool.h>

static const exq_method methods[] = {
#define METHOD(name, gives, how, mind, source) {name, gives, how, mind, source},
#include "methods.def"
#undef METHOD
};

const exq_method *exq_method_get(size_t index)
{
    return index < sizeof methods / sizeof methods[0] ? &methods[index] : NULL;
}

static bool is_name(const char *own, const char *asked)
{
    while (*own != '\0' && (*own == *asked || (*own == '_' && *asked == '-')))
        own++, asked++;
    return *own == '\0' && *asked == '\0';
}

const exq_method *exq_method_find(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (is_name(methods[i].name, name))
            return &methods[i];
    }
    return NULL;
}
