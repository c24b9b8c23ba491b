/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a fuzz target defines: one reader, fed with any bytes at all. It returns 0 whatever the reader says; the only
 * wrong answer is a crash, a leak or a sanitizer's report.
 */
#ifndef EXQ_FUZZ_TARGET_H
#define EXQ_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
