/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Members of a saved tally that all kinds of tallies have.
 */
#ifndef EXQ_SAVING_H
#define EXQ_SAVING_H

#include "json.h"
#include "tally.h"

/* NULL, or false, when out of memory. */
exq_json *exq_save_texts(const char *const *list, size_t count);
exq_json *exq_save_source(const exq_source_record *record);
bool exq_save_rows(exq_json *root, const exq_tally_facts *facts);
bool exq_save_sources(exq_json *root, const exq_tally_facts *facts);

#endif
