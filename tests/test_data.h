/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of the test data, which are kept outside the tree. A test whose file is not there is skipped, in so many words.
 */
#ifndef TEST_DATA_H
#define TEST_DATA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Opens PATH inside the data folder for reading; skips the running test when it is not there. */
static inline FILE *test_data_open(const char *path)
{
    const char *folder = getenv("EXAEQUO_TEST_DATA");
    char name[4096];
    snprintf(name, sizeof name, "%s/%s", folder != NULL ? folder : "../shared/data", path);
    FILE *file = fopen(name, "r");
    if (file == NULL) {
        printf("skipped: no test data %s (EXAEQUO_TEST_DATA names their folder)\n", name);
        skip();
    }
    return file;
}

#endif
