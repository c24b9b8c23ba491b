/* SPDX-License-Identifier: Apache-2.0 */
/* See clock.h. */
#include "clock.h"

#include <string.h>
#include <time.h>

const char *exq_today(exq_pool *pool)
{
    char text[32] = "";
    const time_t now = time(NULL);
    struct tm day;
    if (gmtime_r(&now, &day) == NULL || strftime(text, sizeof text, "%Y-%m-%d", &day) == 0)
        text[0] = '\0';
    return exq_pool_copy(pool, text, strlen(text));
}
