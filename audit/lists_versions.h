/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Another version of the lists, beside the one that has been described.
 */
#ifndef EXQ_LISTS_VERSIONS_H
#define EXQ_LISTS_VERSIONS_H

#include "lists_describe.h"

/* Fill `versions` of a document whose questions and catalogue are there, if there is another version. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_lists_compare_versions(const exq_lists_run *run, exq_document *document, exq_error *error);

#endif
