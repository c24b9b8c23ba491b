/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of one input, in order, once: from a file or standard input, gunzipped or unzstded when their first bytes
 * say so. What is fingerprinted are the bytes as stored. An input that ends in the middle is an error, never an end.
 */
#ifndef EXQ_STREAM_H
#define EXQ_STREAM_H

#include "tally.h"

typedef struct exq_stream exq_stream;

/* Open a path; "-" is standard input. Errors: IO (missing, a folder, not readable), MEMORY. */
EXQ_CHECKED exq_status exq_stream_open(const char *path, bool sha256, exq_stream **out, exq_error *error);
void exq_stream_close(exq_stream *stream);

/* The name for messages: the path, or "standard input"; and what is left of it without folders ("-"). */
const char *exq_stream_name(const exq_stream *stream);
const char *exq_stream_base_name(const exq_stream *stream);

/* The first bytes, decoded, without taking them: what kind of input is this? Borrowed. */
const char *exq_stream_head(const exq_stream *stream, size_t *length);

/* Fill `bytes` with up to `size` bytes; fewer than `size` only at the end. Errors: MALFORMED (compressed data damaged
 * or cut), IO, MEMORY. */
EXQ_CHECKED exq_status exq_stream_read(exq_stream *stream, char *bytes, size_t size, size_t *got, exq_error *error);

/* How many bytes as stored have been read, and how many there are (0: unknown). */
uint64_t exq_stream_bytes(const exq_stream *stream);
uint64_t exq_stream_bytes_total(const exq_stream *stream);

/* After the end: the record of the source, its name borrowed from the stream, and a sentence when bytes were left over
 * behind the compressed data, else NULL. Errors: INTERNAL (digest). */
EXQ_CHECKED exq_status exq_stream_record(exq_stream *stream, exq_source_record *record, const char **warning,
                                         exq_error *error);

#endif
