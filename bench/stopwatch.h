/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seconds of the processor: other programs of the machine do not count.
 */
#ifndef EXQ_STOPWATCH_H
#define EXQ_STOPWATCH_H

#include <time.h>

static inline double stopwatch(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

#endif
