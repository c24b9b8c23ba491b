/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every quantity, every fold of every quantity, every named comparison, every metric of a file of its own,
 * and what there is about recommendation lists, in this order. Entries are made when asked for.
 */
#include "catalogue.h"

#include <string.h>

#include "lists_catalogue.h"
#include "metric.h"

/* An entry by where its row stands. */
typedef struct entry {
    const exq_quantity *quantity;   /* alone, or with `fold` */
    const exq_kernel_entry *kernel; /* likewise */
    exq_fold fold;                  /* of a quantity; EXQ_FOLDS: none */
    size_t list_fold;               /* of a kernel; EXQ_LIST_FOLDS: none */
    const exq_named *named;
    const exq_metric_info *info;
} entry;

/* Is this the entry wanted? */
typedef bool wanted(const entry *at, void *what);

static bool walk_quantities(wanted *is_wanted, void *what, entry *out)
{
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        *out = (entry){.quantity = &exq_quantities[q], .fold = EXQ_FOLDS};
        if (is_wanted(out, what))
            return true;
    }
    for (size_t q = 0; q < EXQ_QUANTITIES; q++) {
        for (unsigned fold = 0; fold < EXQ_FOLDS; fold++) {
            *out = (entry){.quantity = &exq_quantities[q], .fold = (exq_fold)fold};
            if (exq_fold_applies(out->quantity, out->fold) && is_wanted(out, what))
                return true;
        }
    }
    return false;
}

static bool walk_others(wanted *is_wanted, void *what, entry *out)
{
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++) {
        *out = (entry){.named = named};
        if (is_wanted(out, what))
            return true;
    }
    for (size_t m = 0; exq_metric_registry[m] != NULL; m++) {
        for (size_t i = 0; i < exq_metric_registry[m]->info_count; i++) {
            *out = (entry){.info = &exq_metric_registry[m]->infos[i]};
            if (is_wanted(out, what))
                return true;
        }
    }
    return false;
}

static bool walk_kernel(const exq_kernel_entry *kernel, wanted *is_wanted, void *what, entry *out)
{
    *out = (entry){.kernel = kernel, .list_fold = EXQ_LIST_FOLDS};
    if (is_wanted(out, what))
        return true;
    for (size_t fold = 0; fold < EXQ_LIST_FOLDS; fold++) {
        *out = (entry){.kernel = kernel, .list_fold = fold};
        if (exq_list_fold_applies(kernel, fold) && is_wanted(out, what))
            return true;
    }
    return false;
}

/* What there is about lists, one family after the other. */
static bool walk_lists(wanted *is_wanted, void *what, entry *out)
{
    for (const char *const *family = exq_list_families; *family != NULL; family++) {
        const exq_kernel_entry *kernel;
        for (size_t k = 0; (kernel = exq_kernel_at(k)) != NULL; k++) {
            if (strcmp(kernel->info.family, *family) == 0 && walk_kernel(kernel, is_wanted, what, out))
                return true;
        }
        for (size_t row = 0; row < exq_list_row_count; row++) {
            *out = (entry){.info = &exq_list_rows[row]};
            if (strcmp(out->info->family, *family) == 0 && is_wanted(out, what))
                return true;
        }
    }
    return false;
}

/* The first entry that is wanted, in the order of the catalogue. */
static bool walk(wanted *is_wanted, void *what, entry *out)
{
    return walk_quantities(is_wanted, what, out) || walk_others(is_wanted, what, out) ||
           walk_lists(is_wanted, what, out);
}

static bool is_next(const entry *at, void *what)
{
    size_t *left = what;
    (void)at;
    return (*left)-- == 0;
}

/* What is looked for: an id, which for lists may leave the cut-off out. */
typedef struct searched {
    const char *id;
    bool bare;
} searched;

static bool quantity_is_named(const exq_quantity *quantity, exq_fold fold, const char *id)
{
    if (fold == EXQ_FOLDS)
        return strcmp(quantity->id, id) == 0;
    const size_t length = strlen(quantity->id);
    return strncmp(quantity->id, id, length) == 0 && id[length] == '_' &&
           strcmp(exq_folds[fold].id, id + length + 1) == 0;
}

static bool has_id(const entry *at, void *what)
{
    const searched *search = what;
    if (at->quantity != NULL)
        return quantity_is_named(at->quantity, at->fold, search->id);
    if (at->kernel != NULL)
        return exq_list_is_named(at->kernel->info.id, at->list_fold, search->id, search->bare);
    if (at->info != NULL)
        return exq_list_is_named(at->info->id, EXQ_LIST_FOLDS, search->id, search->bare);
    return at->named != NULL && strcmp(at->named->id, search->id) == 0;
}

static const exq_metric_info *worded(const entry *at, exq_arena *arena)
{
    if (at->info != NULL)
        return at->info;
    if (at->kernel != NULL && at->list_fold == EXQ_LIST_FOLDS)
        return &at->kernel->info;
    exq_wording wording = {arena, false};
    exq_metric_info *info = EXQ_NEW(arena, exq_metric_info, 1);
    if (info == NULL)
        return NULL;
    if (at->named != NULL)
        *info = exq_named_info(&wording, at->named);
    else if (at->kernel != NULL)
        *info = exq_list_fold_info(&wording, at->kernel, at->list_fold);
    else if (at->fold == EXQ_FOLDS)
        *info = exq_quantity_info(&wording, at->quantity);
    else
        *info = exq_fold_info(&wording, at->quantity, at->fold);
    return wording.failed ? NULL : info;
}

const exq_metric_info *exq_catalogue_get(size_t index, exq_arena *arena)
{
    entry at;
    return walk(is_next, &index, &at) ? worded(&at, arena) : NULL;
}

const exq_metric_info *exq_catalogue_find(const char *id, exq_arena *arena)
{
    entry at;
    searched exactly = {id, false}, without_cutoff = {id, true};
    const bool found = walk(has_id, &exactly, &at) || walk(has_id, &without_cutoff, &at);
    return found ? worded(&at, arena) : NULL;
}
