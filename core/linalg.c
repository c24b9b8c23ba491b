/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one place where OpenBLAS is called. Its dgemm adds in an order that depends on the processor, so only
 * integers whose sums stay below 2^53 may enter: those are exact in every order.
 */
#include "linalg.h"

#include <cblas.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum {
    /* Below this many multiplications the call costs more than the work: for one 2x2 table BLAS is pointless. */
    WORTH_A_CALL = 4096,
    /* OpenBLAS maps its buffers at the first product and may wait for ever where they do not fit. */
    ROOM_FOR_BUFFERS = 512 * 1024 * 1024
};

static bool leaves_room(const struct rlimit *limit)
{
    return limit->rlim_cur == RLIM_INFINITY || limit->rlim_cur >= ROOM_FOR_BUFFERS;
}

static bool has_room(void)
{
    struct rlimit addresses;
    struct rlimit data;
    return getrlimit(RLIMIT_AS, &addresses) == 0 && leaves_room(&addresses) && getrlimit(RLIMIT_DATA, &data) == 0 &&
           leaves_room(&data);
}

static bool is_worth_a_call(size_t rows, size_t inner, size_t width)
{
    size_t size = 0;
    if (__builtin_mul_overflow(rows, inner, &size) || __builtin_mul_overflow(size, width, &size))
        return true;
    return size >= WORTH_A_CALL;
}

exq_status exq_linalg_product(size_t rows, size_t inner, size_t width, const double *left, const double *right,
                              double *out, exq_error *error)
{
    if (rows > INT_MAX || inner > INT_MAX || width > INT_MAX)
        return exq_fail(error, EXQ_INTERNAL, "a matrix of %zu x %zu x %zu is too large to multiply", rows, inner,
                        width);
    if (!is_worth_a_call(rows, inner, width) || !has_room()) {
        exq_linalg_product_plain(rows, inner, width, left, right, out);
        return EXQ_OK;
    }
    openblas_set_num_threads(1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)width, (int)inner, 1.0, left, (int)inner,
                right, (int)width, 0.0, out, (int)width);
    return EXQ_OK;
}

void exq_linalg_product_plain(size_t rows, size_t inner, size_t width, const double *left, const double *right,
                              double *out)
{
    for (size_t i = 0; i < rows; i++) {
        double *sums = out + i * width;
        for (size_t j = 0; j < width; j++)
            sums[j] = 0.0;
        for (size_t k = 0; k < inner; k++) {
            const double factor = left[i * inner + k];
            for (size_t j = 0; j < width; j++)
                sums[j] += factor * right[k * width + j];
        }
    }
}

void exq_linalg_describe(char *text, size_t size)
{
    /* ISO C has no cast from a function to an object pointer; POSIX promises that they look alike. */
    void (*const function)(void) = (void (*)(void))cblas_dgemm;
    void *address = NULL;
    _Static_assert(sizeof function == sizeof address, "dladdr needs an object pointer");
    memcpy(&address, &function, sizeof address);

    Dl_info place;
    const bool found = dladdr(address, &place) != 0 && place.dli_fname != NULL;
    snprintf(text, size, "%s, cblas_dgemm from %s", openblas_get_config(), found ? place.dli_fname : "an unknown file");
}
