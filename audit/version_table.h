/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of a question as if one of the two versions of a decision were the only one.
 */
#ifndef EXQ_VERSION_TABLE_H
#define EXQ_VERSION_TABLE_H

#include "arena.h"
#include "published.h"

/* Of those whom both versions have decided, by the version audited (`after`) or the other. A row of which too little is
 * published to tell is withheld. False only when out of memory. */
EXQ_CHECKED bool exq_version_table(const exq_published *question, bool after, exq_arena *arena, exq_table *out);

#endif
