/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A saved tally read back from its bytes.
 */
#ifndef EXQ_SAVED_H
#define EXQ_SAVED_H

#include "stream.h"

/* Whether the first bytes are those of a saved tally rather than of rows. */
bool exq_saved_recognise(const char *bytes, size_t length);

/* Everything in the bytes is doubted: MALFORMED "name: ..." for what no saved tally says, INCONSISTENT for a
 * version this program does not read. */
EXQ_CHECKED exq_status exq_saved_parse(const char *bytes, size_t length, const char *name, exq_tally **out,
                                       exq_error *error);

/* A whole stream, parsed. */
EXQ_CHECKED exq_status exq_saved_load(exq_stream *stream, exq_tally **out, exq_error *error);

#endif
