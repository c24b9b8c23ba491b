/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tile of tables and the product that sums their cells.
 */
#include "replicates.h"

/* Large enough for the product to be worth its call, small enough to stay in a cache. */
enum { TABLES_IN_TILE = 256 };

bool exq_replicates_prepare(const exq_bootstrap_plan *plan, exq_arena *arena, exq_replicates *out)
{
    const size_t rows = TABLES_IN_TILE * plan->group_count;
    *out = (exq_replicates){
        .plan = plan,
        .cells = EXQ_NEW(arena, double, plan->cell_count *rows),
        .sums = EXQ_NEW(arena, double, plan->sum_count *rows),
        .capacity = TABLES_IN_TILE,
    };
    return out->cells != NULL && out->sums != NULL;
}

double *exq_replicates_table(const exq_replicates *tile, size_t table)
{
    return tile->cells + table * tile->plan->group_count * tile->plan->cell_count;
}

static void plain_product(size_t rows, size_t inner, size_t width, const double *left, const double *right, double *out)
{
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < width; j++) {
            double sum = 0;
            for (size_t k = 0; k < inner; k++)
                sum += left[i * inner + k] * right[k * width + j];
            out[i * width + j] = sum;
        }
    }
}

void exq_replicates_evaluate(const exq_replicates *tile, size_t count, exq_value *out)
{
    const exq_bootstrap_plan *plan = tile->plan;
    exq_bootstrap_product *product = plan->product != NULL ? plan->product : plain_product;
    product(count * plan->group_count, plan->cell_count, plan->sum_count, tile->cells, plan->masks, tile->sums);
    for (size_t table = 0; table < count; table++) {
        plan->figures(tile->sums + table * plan->group_count * plan->sum_count, plan->group_count, plan->context,
                      out + table * plan->figure_count);
    }
}
