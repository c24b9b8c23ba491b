/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All rates of all groups in all replicates of a bootstrap, from cells drawn beforehand: once by matrix products through
 * BLAS, once by the plain loops that do the same, side by side in one run. Both must come to the same bits: they add integers.
 *
 * A tile of replicates stands side by side, six counts each, below one row of 0 and 1 a group (which cells are its own):
 * the first product sums the cells of each group, the second the counts of each numerator and denominator.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linalg.h"
#include "random.h"
#include "stopwatch.h"

enum { REPLICATES = 10000, CELLS = 1000, GROUPS = 60, RATES = 12, COUNTS = 6, TILE = 250, SUMS = 2 * RATES };

typedef void product(size_t rows, size_t inner, size_t width, const double *left, const double *right, double *out);

static void by_blas(size_t rows, size_t inner, size_t width, const double *left, const double *right, double *out)
{
    exq_error error = {.status = EXQ_OK};
    if (exq_linalg_product(rows, inner, width, left, right, out, &error) != EXQ_OK) {
        fprintf(stderr, "bench_bootstrap: %s\n", error.message);
        exit(EXIT_FAILURE);
    }
}

static void by_loops(size_t rows, size_t inner, size_t width, const double *left, const double *right, double *out)
{
    exq_linalg_product_plain(rows, inner, width, left, right, out);
}

static double *numbers(size_t count)
{
    double *out = calloc(count, sizeof *out);
    if (out == NULL)
        abort();
    return out;
}

/* What is the same in every replicate. */
typedef struct world {
    double *groups; /* GROUPS x CELLS: 1 where the cell is of the group; groups overlap, as several groupings do */
    double *masks;  /* COUNTS x SUMS: 1 where the sum takes the count */
    double *cells;  /* CELLS x TILE x COUNTS */
} world;

static world make_world(void)
{
    world of = {numbers((size_t)GROUPS * CELLS), numbers((size_t)COUNTS * SUMS), numbers((size_t)CELLS * TILE * COUNTS)};
    exq_random random;
    exq_random_init(&random, 1, 0);
    for (size_t i = 0; i < (size_t)GROUPS * CELLS; i++)
        of.groups[i] = exq_random_below(&random, 10) == 0;
    for (size_t i = 0; i < (size_t)COUNTS * SUMS; i++)
        of.masks[i] = exq_random_below(&random, 2) == 0;
    for (size_t i = 0; i < (size_t)CELLS * TILE * COUNTS; i++)
        of.cells[i] = (double)exq_random_below(&random, 200);
    return of;
}

/* Seconds; the rates of the last tile are left in `rates`. Every tile counts the same replicates: what is measured does not
 * hang on their numbers. */
static double run(const world *of, product *multiply, double *rates)
{
    double *sums = numbers((size_t)GROUPS * TILE * COUNTS), *fractions = numbers((size_t)GROUPS * TILE * SUMS);
    const double start = stopwatch();
    for (size_t tile = 0; tile < REPLICATES / TILE; tile++) {
        multiply(GROUPS, CELLS, (size_t)TILE * COUNTS, of->groups, of->cells, sums);
        multiply((size_t)GROUPS * TILE, COUNTS, SUMS, sums, of->masks, fractions);
        for (size_t i = 0; i < (size_t)GROUPS * TILE * RATES; i++)
            rates[i] = fractions[2 * i] / fractions[2 * i + 1];
    }
    const double seconds = stopwatch() - start;
    free(sums);
    free(fractions);
    return seconds;
}

int main(void)
{
    const world of = make_world();
    const size_t count = (size_t)GROUPS * TILE * RATES;
    double *blas = numbers(count), *loops = numbers(count);
    run(&of, by_blas, blas); /* the first call finds out what the processor can do */
    const double with_blas = run(&of, by_blas, blas), with_loops = run(&of, by_loops, loops);
    const bool same = memcmp(blas, loops, count * sizeof *blas) == 0;
    printf("%d replicates x %d cells x %d groups x %d rates\n", REPLICATES, CELLS, GROUPS, RATES);
    printf("BLAS   %7.3f s\nloops  %7.3f s\nratio  %7.1f\n%s\n", with_blas, with_loops, with_loops / with_blas,
           same ? "the same bits" : "NOT the same bits");
    free(of.groups);
    free(of.masks);
    free(of.cells);
    free(blas);
    free(loops);
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
