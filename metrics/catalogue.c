/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every quantity, every fold of every quantity, every named comparison and every metric of a file of its
 * own, in this order. Entries are made when asked for.
 */
#include "catalogue.h"

#include <string.h>

#include "metric.h"

/* An entry by where its row stands. */
typedef struct entry {
    const exq_quantity *quantity; /* alone, or with `fold` */
    exq_fold fold;                /* EXQ_FOLDS: none */
    const exq_named *named;
    const exq_metric_info *info;
} entry;

/* Walk the tables; stop at the entry number `index`. */
static bool entry_at(size_t index, entry *out)
{
    *out = (entry){.fold = EXQ_FOLDS};
    if (index < EXQ_QUANTITIES) {
        out->quantity = &exq_quantities[index];
        return true;
    }
    index -= EXQ_QUANTITIES;
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        for (unsigned fold = 0; fold < EXQ_FOLDS; fold++) {
            if (exq_fold_applies(&exq_quantities[q], (exq_fold)fold) && index-- == 0) {
                *out = (entry){.quantity = &exq_quantities[q], .fold = (exq_fold)fold};
                return true;
            }
        }
    }
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++) {
        if (index-- == 0) {
            out->named = named;
            return true;
        }
    }
    for (size_t m = 0; exq_metric_registry[m] != NULL; m++) {
        if (index < exq_metric_registry[m]->info_count) {
            out->info = &exq_metric_registry[m]->infos[index];
            return true;
        }
        index -= exq_metric_registry[m]->info_count;
    }
    return false;
}

static bool has_id(const entry *at, const char *id)
{
    if (at->named != NULL)
        return strcmp(at->named->id, id) == 0;
    if (at->info != NULL)
        return strcmp(at->info->id, id) == 0;
    if (at->fold == EXQ_FOLDS)
        return strcmp(at->quantity->id, id) == 0;
    size_t length = strlen(at->quantity->id);
    return strncmp(at->quantity->id, id, length) == 0 && id[length] == '_' &&
           strcmp(exq_folds[at->fold].id, id + length + 1) == 0;
}

static const exq_metric_info *worded(const entry *at, exq_arena *arena)
{
    if (at->info != NULL)
        return at->info;
    exq_wording wording = {arena, false};
    exq_metric_info *info = EXQ_NEW(arena, exq_metric_info, 1);
    if (info == NULL)
        return NULL;
    if (at->named != NULL)
        *info = exq_named_info(&wording, at->named);
    else if (at->fold == EXQ_FOLDS)
        *info = exq_quantity_info(&wording, at->quantity);
    else
        *info = exq_fold_info(&wording, at->quantity, at->fold);
    return wording.failed ? NULL : info;
}

const exq_metric_info *exq_catalogue_get(size_t index, exq_arena *arena)
{
    entry at;
    return entry_at(index, &at) ? worded(&at, arena) : NULL;
}

const exq_metric_info *exq_catalogue_find(const char *id, exq_arena *arena)
{
    entry at;
    for (size_t index = 0; entry_at(index, &at); index++) {
        if (has_id(&at, id))
            return worded(&at, arena);
    }
    return NULL;
}
