/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally around a view of lists that is there already: apart from all that sees the insides of tallies.
 */
#ifndef EXQ_FAKE_LISTS_TALLY_H
#define EXQ_FAKE_LISTS_TALLY_H

#include "list_tally.h"
#include "tally.h"

/* Facts and lists are copied, what they point to is borrowed; it lies in the arena and is never to be freed. */
const exq_tally *fake_lists_tally(const exq_tally_facts *facts, const exq_lists *lists, exq_arena *arena);

#endif
