/* SPDX-License-Identifier: Apache-2.0 */
/* What the terminal behind a descriptor can do, and the wish not to be coloured (no-color.org). */
#ifndef EXQ_TERMINAL_H
#define EXQ_TERMINAL_H

#include <stdbool.h>

/* A terminal on which the cursor can be moved. */
bool exq_terminal_is_capable(int descriptor);
/* ... and NO_COLOR is not set. */
bool exq_terminal_has_colour(int descriptor);

#endif
