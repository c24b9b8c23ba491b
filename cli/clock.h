/* SPDX-License-Identifier: Apache-2.0 */
/* Which day is today; only the program may ask. */
#ifndef EXQ_CLOCK_H
#define EXQ_CLOCK_H

#include "pool.h"

/* YYYY-MM-DD in UTC, whatever SOURCE_DATE_EPOCH says: it must not revive a waiver. NULL when out of memory. */
const char *exq_today(exq_pool *pool);

#endif
