/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of tallies of recommendation lists. Groups of people are withheld by the rule of door.h. Groups of items and
 * the catalogue are about everyone audited and are shown, also where nobody was shown anything of them; where a group of
 * people and a group of items cross, a cell is withheld in which fewer than `min_cell` people, but some, met the items -
 * and the smallest other one in its row or column, where it could be worked out from them. A measure that rests on
 * fewer than `min_cell` people of a shown group is not told either.
 */
#ifndef EXQ_RELEASE_LISTS_H
#define EXQ_RELEASE_LISTS_H

#include "published_lists.h"
#include "tally.h"

typedef struct exq_lists_release_plan {
    const exq_grouping *by_user; /* columns must be attributes of the tally */
    size_t by_user_count;
    const char *const *given;
    size_t given_count;
    const exq_grouping *by_item; /* to cross with groups of people: must be item groupings of the tally */
    size_t by_item_count;
    uint64_t min_cell;
    const exq_item_reducers *reducers;
    size_t threads; /* 0: one */
} exq_lists_release_plan;

/* Release all of a tally of lists, in `arena`; nothing released points to the tally. Errors: USAGE (a column or grouping that
 * the tally lacks, more groups than may be), MEMORY. */
EXQ_CHECKED exq_status exq_release_lists(const exq_tally *tally, const exq_lists_release_plan *plan, exq_arena *arena,
                                         exq_published_lists *out, exq_error *error);

#endif
