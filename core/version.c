/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which exaequo this is. The one file that is compiled anew when the version changes.
 */
#include "version.h"
#include "exaequo.h"

const char *exq_version(void)
{
    return EXQ_VERSION;
}
