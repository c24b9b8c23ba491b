/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stricter level or smallest group beside a policy widens ranges and withholds groups, and so could turn a limit that is
 * missed into one that is not settled. Therefore checks are judged under the policy's own values too, on the same counts.
 */
#ifndef EXQ_STRICTER_H
#define EXQ_STRICTER_H

#include "document.h"

/* The request under the policy's own values; NULL where they are the same or nothing is checked. False when out of memory. */
EXQ_CHECKED bool exq_stricter_own(const exq_request *request, exq_arena *arena, const exq_request **own);

/* Gives each check of `document` the graver verdict of the two, and the outcome that follows. Numbers of groups that are
 * withheld in `document` are not taken over. False when out of memory. */
EXQ_CHECKED bool exq_stricter_join(exq_document *document, const exq_document *own, exq_arena *arena);

#endif
