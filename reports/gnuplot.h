/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One run of gnuplot. It gets a script and nothing else: no shell, no file, no network name, no environment of ours,
 * an anonymous file for each of its three streams (so there is nothing to clean up and no pipe to fill), limits on
 * processor time, memory and output, and an end after which it is killed with all it started.
 */
#ifndef EXQ_GNUPLOT_H
#define EXQ_GNUPLOT_H

#include "buffer.h"

enum { EXQ_GNUPLOT_PATIENCE_MS = 30000 };

/* Append to `output` what the program at the absolute path `program` wrote. On failure false, and `why` holds the
 * reason as the end of a sentence: "gnuplot did not finish within 30 seconds". */
EXQ_CHECKED bool exq_gnuplot_run(const char *program, const exq_buffer *script, unsigned patience_ms,
                                 exq_buffer *output, exq_buffer *why);

#endif
