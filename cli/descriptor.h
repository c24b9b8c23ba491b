/* SPDX-License-Identifier: Apache-2.0 */
/*
 * File descriptors: the standard three, and reading or writing a whole file's worth of bytes. Standard output is never
 * buffered by stdio, so that no write can fail unseen at exit.
 */
#ifndef EXQ_DESCRIPTOR_H
#define EXQ_DESCRIPTOR_H

#include "bytes.h"

/* Make sure that 0, 1 and 2 are open, so that no file of ours is ever taken for standard output; what was closed is
 * opened the wrong way round, and its use fails as it should. */
void exq_descriptors_hold(void);

/* Write all of it; false leaves errno. */
bool exq_descriptor_write(int descriptor, const char *bytes, size_t length);

/* Errors: IO; "standard output could not be written". */
EXQ_CHECKED exq_status exq_standard_output(const exq_bytes *bytes, exq_error *error);
/* The last step of a command that prints what it made: put `text` out if it was `made`, and free it in any case.
 * Errors: `made` itself, IO, MEMORY. */
EXQ_CHECKED exq_status exq_standard_output_finish(exq_status made, exq_bytes *text, exq_error *error);
/* Close it and so learn of a write that failed late. Errors: IO. */
EXQ_CHECKED exq_status exq_standard_output_close(exq_error *error);

/* The whole of a file ("-": standard input), of at most `limit` bytes. Errors: IO, MEMORY. */
EXQ_CHECKED exq_status exq_file_read(const char *path, size_t limit, exq_bytes *out, exq_error *error);

#endif
