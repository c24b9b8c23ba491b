/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests of statistics share: cmocka, relative closeness, and the reference tables among the test data.
 */
#ifndef EXQ_STATISTICS_KIT_H
#define EXQ_STATISTICS_KIT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data_dir.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline bool near_relative(double found, double expected, double tolerance)
{
    return fabs(found - expected) <= tolerance * fabs(expected);
}

/* A table of the reference data, opened for reading; the running test is skipped when it is not there. */
static inline FILE *reference_open(const char *relative)
{
    char path[DATA_PATH_SIZE];
    data_need("reference");
    FILE *file = fopen(data_path(relative, path), "r");
    assert_non_null(file);
    return file;
}

#endif
