/* SPDX-License-Identifier: Apache-2.0 */
/* See terminal.h. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool exq_terminal_is_capable(int descriptor)
{
    const char *kind = getenv("TERM");
    return isatty(descriptor) && kind && strcmp(kind, "dumb") != 0;
}

bool exq_terminal_has_colour(int descriptor)
{
    const char *no_color = getenv("NO_COLOR");
    return exq_terminal_is_capable(descriptor) && (!no_color || *no_color == '\0');
}
