/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts of a saved tally of lists on their way in. What is taken from the document is copied: the document goes away.
 */
#ifndef EXQ_LOADING_LISTS_H
#define EXQ_LOADING_LISTS_H

#include "tally_lists.h"

/* A text of the document, or NULL, for good. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_lists_keep(const exq_loading *load, exq_list_tally *lists, const char *text,
                                      const char **out);
/* A list of texts, in any order or sorted (each once); NULL among them if `null`. */
EXQ_CHECKED exq_status exq_lists_load_texts(const exq_loading *load, exq_list_tally *lists, const exq_json *array,
                                            bool sorted, bool null, const char *const **out, size_t *count);
/* A count below a limit. */
EXQ_CHECKED exq_status exq_lists_load_number(const exq_loading *load, const exq_json *object, const char *key,
                                             uint64_t limit, size_t *out);

/* The members of "frame", and what follows from them. `load->facts.attributes` are set. */
EXQ_CHECKED exq_status exq_lists_load_frame(exq_loading *load, exq_list_tally *lists);

/* All tables of sums; facts, frame and measures are there. */
EXQ_CHECKED exq_status exq_lists_load_sums(const exq_loading *load, exq_list_tally *lists);

#endif
