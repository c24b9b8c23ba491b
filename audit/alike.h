/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups that are two only by how somebody wrote them down: "Male" and "male ".
 */
#ifndef EXQ_ALIKE_H
#define EXQ_ALIKE_H

#include "document.h"

/* Add a warning to the document for each two levels of a column that a reader in a hurry would take for one
 * (exq_text_fold). Only levels of groups that are shown are looked at, so that none is given away. */
EXQ_CHECKED bool exq_alike_warn(exq_document *document, exq_arena *arena);

#endif
