/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Matrix products by OpenBLAS, on integer-valued doubles only: then every sum is exact and the result the same bits for any
 * kernel, number of threads or order. The only includer of cblas.h. Falls back to the plain loop where BLAS would hang
 * (address space or data limited below 512 MB).
 */
#ifndef EXQ_LINALG_H
#define EXQ_LINALG_H

#include "error.h"

/* out (rows x width) = left (rows x inner) * right (inner x width), row-major, all finite and integer-valued; every sum
 * must stay below 2^53 in magnitude, which the caller guarantees. Errors: INTERNAL (a dimension beyond INT_MAX). */
EXQ_CHECKED exq_status exq_linalg_product(size_t rows, size_t inner, size_t width, const double *left,
                                          const double *right, double *out, exq_error *error);

/* The same by three plain loops; the tests' twin and the fallback. */
void exq_linalg_product_plain(size_t rows, size_t inner, size_t width, const double *left, const double *right,
                              double *out);

/* The OpenBLAS configuration and the file its symbol comes from, for `doctor`. */
void exq_linalg_describe(char *text, size_t size);

#endif
