/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of folds, and all of them over all quantities.
 */
#include "fold.h"
#include "fold_rows.h"

#define FOLD EXQ_FOLD_EXAMPLE
#include "comparisons.def"
#undef FOLD

const exq_fold_row exq_folds[EXQ_FOLDS] = {
#define FOLD(id_, ...) [EXQ_FOLD_##id_] = EXQ_FOLD_ROW(id_, __VA_ARGS__),
#include "comparisons.def"
#undef FOLD
};

bool exq_fold_applies(const exq_quantity *quantity, exq_fold fold)
{
    if (quantity->by_itself)
        return false;
    if (quantity->can_be_negative && exq_folds[fold].divides)
        return false;
    if (fold == EXQ_FOLD_odds_ratio)
        return quantity->shape == EXQ_PROPORTION;
    return !(quantity->named_apart && (fold == EXQ_FOLD_difference || fold == EXQ_FOLD_ratio));
}

const char *exq_fold_name(const exq_quantity *quantity, exq_fold fold, exq_arena *arena)
{
    return exq_arena_format(arena, "%s_%s", quantity->id, exq_folds[fold].id);
}

typedef struct folded {
    const exq_lineup *lineup;
    exq_fold fold;
} folded;

static exq_disparity against(const exq_evidence *evidence, const void *what, size_t group, size_t reference,
                             size_t rows)
{
    const folded *row = what;
    return exq_fold_against(evidence, row->lineup, row->fold, group, reference, rows);
}

static void compute_fold(const exq_evidence *evidence, const exq_lineup *lineup, exq_fold fold, exq_rows *rows)
{
    const char *metric = exq_fold_name(lineup->quantity, fold, evidence->arena);
    if (metric == NULL) {
        rows->failed = true;
        return;
    }
    if (exq_folds[fold].kind == EXQ_KIND_PER_GROUP) {
        exq_rows_add_against(rows, evidence, lineup, metric, against, &(folded){lineup, fold});
        return;
    }
    exq_disparity disparity = exq_fold_over(evidence, lineup, fold, exq_crowd_of(evidence));
    disparity.metric = metric;
    exq_rows_add(rows, disparity);
}

void exq_folds_compute(const exq_evidence *evidence, exq_rows *rows)
{
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        const exq_lineup *lineup = &evidence->lineups[q];
        for (unsigned fold = 0; lineup->groups != NULL && fold < EXQ_FOLDS; fold++) {
            if (exq_fold_applies(lineup->quantity, (exq_fold)fold))
                compute_fold(evidence, lineup, (exq_fold)fold, rows);
        }
    }
}
