/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries of the catalogue about recommendation lists.
 */
#include "lists_catalogue.h"

#include <string.h>

const char *const exq_list_families[] = {
    EXQ_FAMILY_SERVED, EXQ_FAMILY_POPULARITY, EXQ_FAMILY_TASTE,   EXQ_FAMILY_ITEMS,
    EXQ_FAMILY_LISTS,  EXQ_FAMILY_CATALOGUE,  EXQ_FAMILY_RATINGS, NULL,
};

/* clang-format off */
#define LIST(id_, family_, kind_, better_, parity_, name_, also_, definition_, formula_, range_, ideal_, when_, \
             source_, limits_, value_, words_)                                                               \
    {.id = (id_), .name = (name_), .also = (also_), .family = (family_),                                     \
     .definition = (definition_), .formula = (formula_), .range = (range_), .ideal = (ideal_),               \
     .undefined_when = (when_), .source = (source_), .limits = (limits_),                                    \
     .kind = EXQ_KIND_##kind_, .better = (better_), .parity = (parity_),                                     \
     .example = {.value = (value_), .words = (words_)}},
/* clang-format on */
const exq_metric_info exq_list_rows[] = {
#include "lists.def"
};
#undef LIST

const size_t exq_list_row_count = sizeof exq_list_rows / sizeof exq_list_rows[0];

/* ------------------------------------------------------------------------------------------------------- folds */

const exq_fold_row *exq_list_fold(size_t fold)
{
    return fold < EXQ_FOLDS ? &exq_folds[fold] : &exq_list_gaps[fold - EXQ_FOLDS];
}

bool exq_list_fold_applies(const exq_kernel_entry *entry, size_t fold)
{
    if (entry->compared == EXQ_COMPARED_BY_DIFFERENCES)
        return !exq_list_fold(fold)->divides;
    return entry->compared == EXQ_COMPARED_BY_ALL && fold != EXQ_FOLD_odds_ratio; /* odds are of shares of people */
}

exq_metric_info exq_list_fold_info(exq_wording *wording, const exq_kernel_entry *entry, size_t fold)
{
    const exq_fold_row *row = exq_list_fold(fold);
    const exq_metric_info *of = &entry->info;
    const char *name = exq_uncapital(wording, of->name);
    return (exq_metric_info){
        .id = exq_join(wording, of->id, "_", row->id, NULL),
        .name = exq_join(wording, row->before, name, row->after, NULL),
        .family = of->family,
        .definition = exq_join(wording, row->definition, " The value is the ", name, ": ",
                               exq_uncapital(wording, of->definition), NULL),
        .formula = exq_join(wording, row->formula, ", r = ", of->formula, NULL),
        .range = row->wide_span,
        .ideal = row->parity > 0 ? "1" : "0",
        .undefined_when =
            exq_join(wording, row->undefined_when, "; a value is undefined when ", of->undefined_when, NULL),
        .source = exq_join(wording, "Ekstrand and others, 2018, All the Cool Kids, How Do They Fit In?. Of the ", name,
                           ": ", of->source, NULL),
        .limits = exq_join(wording, row->limits, " ", of->limits, NULL),
        .kind = row->kind,
        .better = row->better,
        .parity = row->parity,
        .example = exq_fold_example_of(wording, row, 0.3, 0.2, 0.26),
    };
}

/* ------------------------------------------------------------------------------------------------------- names */

/* The length of what stands for "@K" at this place of a name; 0: nothing does. */
static size_t cutoff_length(const char *name)
{
    if (strncmp(name, EXQ_AT_K, strlen(EXQ_AT_K)) == 0)
        return strlen(EXQ_AT_K);
    const size_t digits = name[0] == '@' ? strspn(name + 1, "0123456789") : 0;
    return digits > 0 ? 1 + digits : 0;
}

bool exq_list_is_named(const char *id, size_t fold, const char *name, bool bare)
{
    const char *at = strstr(id, EXQ_AT_K);
    const size_t before = at != NULL ? (size_t)(at - id) : strlen(id);
    if (strncmp(id, name, before) != 0)
        return false;
    name += before;
    if (at != NULL && !bare) {
        const size_t length = cutoff_length(name);
        if (length == 0)
            return false;
        name += length;
    }
    if (fold == EXQ_LIST_FOLDS)
        return *name == '\0';
    return *name == '_' && strcmp(name + 1, exq_list_fold(fold)->id) == 0;
}
