/* SPDX-License-Identifier: Apache-2.0 */
/* See progress.h. The line is drawn over itself with blanks, so any terminal that knows a carriage return will do. */
#include "progress.h"

#include <stdio.h>

#include "descriptor.h"
#include "terminal.h"

enum { line_width = 60 };

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) * 1e-9;
}

/* "950", "12.3 k", "1.2 M", "3.4 G" */
static void append_amount(exq_bytes *line, double amount)
{
    static const char units[] = "kMG";
    if (amount < 1000) {
        exq_bytes_format(line, "%.0f", amount);
        return;
    }
    size_t unit = 0;
    for (amount /= 1000; amount >= 999.95 && unit + 2 < sizeof units; unit++)
        amount /= 1000;
    exq_bytes_format(line, "%.1f %c", amount, units[unit]);
}

static void append_share(exq_bytes *line, double share, double elapsed)
{
    double left = elapsed * (1 - share) / share;
    exq_bytes_format(line, "%3.0f %%  ", share * 100);
    exq_bytes_format(line, left < 90 ? "%.0f s left  " : "%.0f min left  ", left < 90 ? left : left / 60);
}

static void draw(double elapsed, uint64_t rows, uint64_t bytes, uint64_t bytes_total)
{
    exq_bytes line = {0};
    exq_bytes_string(&line, "\r");
    if (bytes > 0 && bytes <= bytes_total)
        append_share(&line, (double)bytes / (double)bytes_total, elapsed);
    append_amount(&line, (double)rows);
    exq_bytes_string(&line, " rows  ");
    append_amount(&line, (double)rows / elapsed);
    exq_bytes_string(&line, " rows/s");
    while (line.length < line_width && !line.failed)
        exq_bytes_string(&line, " ");
    if (!line.failed)
        (void)exq_descriptor_write(2, line.bytes, line.length);
    exq_bytes_free(&line);
}

static bool step(void *payload, uint64_t rows, uint64_t bytes, uint64_t bytes_total)
{
    exq_progress_bar *bar = payload;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double elapsed = seconds_between(&bar->begun, &now);
    if (elapsed < 1 || (bar->shown && seconds_between(&bar->drawn, &now) < 0.1))
        return true;
    draw(elapsed, rows, bytes, bytes_total);
    bar->shown = true;
    bar->drawn = now;
    return true;
}

exq_progress exq_progress_begin(exq_progress_bar *bar, bool wanted)
{
    *bar = (exq_progress_bar){0};
    if (!wanted || !exq_terminal_is_capable(2))
        return (exq_progress){0};
    clock_gettime(CLOCK_MONOTONIC, &bar->begun);
    return (exq_progress){step, bar};
}

void exq_progress_end(exq_progress_bar *bar)
{
    char blank[line_width + 3];
    int length = snprintf(blank, sizeof blank, "\r%-*s\r", line_width, "");
    if (bar->shown)
        (void)exq_descriptor_write(2, blank, (size_t)length);
}
