/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All plots of a page, drawn by one process.
 */
#include <string.h>

#include "gnuplot.h"
#include "plot.h"
#include "svg.h"

static const char *next_picture(const char *at)
{
    return strstr(at, "<?xml");
}

/* The pictures follow each other; each begins with its own XML declaration. */
static bool share_out(const exq_buffer *output, exq_plot *const *plots, size_t count, exq_buffer *why)
{
    const char *at = output->bytes == NULL ? NULL : next_picture(output->bytes);
    for (size_t i = 0; i < count; i++) {
        if (at == NULL) {
            exq_buffer_string(why, "gnuplot drew fewer plots than it was asked for");
            return false;
        }
        const char *next = next_picture(at + 1);
        size_t length = next == NULL ? strlen(at) : (size_t)(next - at);
        if (!exq_svg_adopt(plots[i], i + 1, at, length, why))
            return false;
        at = next;
    }
    if (at != NULL)
        exq_buffer_string(why, "gnuplot drew more plots than it was asked for");
    return at == NULL;
}

bool exq_plots_draw(const char *gnuplot, unsigned patience_ms, exq_plot *const *plots, size_t count, exq_buffer *why)
{
    exq_buffer script = EXQ_BUFFER_INIT;
    exq_buffer output = EXQ_BUFFER_INIT;
    bool failed = false;
    for (size_t i = 0; i < count; i++) {
        failed |= plots[i]->failed;
        exq_buffer_append(&script, plots[i]->script.bytes, plots[i]->script.length);
    }
    bool drawn = false;
    if (failed || script.failed)
        exq_buffer_string(why, "there was not enough memory for them");
    else
        drawn = exq_gnuplot_run(gnuplot, &script, patience_ms, &output, why) && share_out(&output, plots, count, why);
    for (size_t i = 0; i < count && !drawn; i++)
        exq_buffer_clear(&plots[i]->svg);
    exq_buffer_free(&script);
    exq_buffer_free(&output);
    return drawn;
}
