/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally around a view of lists that is there already.
 */
#include "fake_lists_tally.h"

#include "tally_lists.h"
#include "tally_struct.h"

const exq_tally *fake_lists_tally(const exq_tally_facts *facts, const exq_lists *lists, exq_arena *arena)
{
    exq_tally *tally = EXQ_NEW(arena, exq_tally, 1);
    exq_list_tally *inside = EXQ_NEW(arena, exq_list_tally, 1);
    if (tally == NULL || inside == NULL)
        return NULL;
    inside->facts = *facts->lists;
    inside->view = *lists;
    tally->facts = *facts;
    tally->lists = inside;
    return tally;
}
