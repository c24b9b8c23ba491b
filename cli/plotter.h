/* SPDX-License-Identifier: Apache-2.0 */
/* Where gnuplot is: at the one absolute path the build was told, never looked for along PATH. */
#ifndef EXQ_PLOTTER_H
#define EXQ_PLOTTER_H

#include <stdbool.h>
#include <stddef.h>

/* The path asked, there or not. */
const char *exq_plotter_expected(void);
/* The path, or NULL when nothing can be run there. */
const char *exq_plotter_path(void);
/* Run it and take its version line, without the line end. False: it does not run. */
bool exq_plotter_version(char *text, size_t size);

#endif
