/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists by chance, put to the kernels themselves: a signature of items stands for an item.
 */
#include "lists_fair.h"

#include "asker.h"
#include "positions.h"

typedef struct drawing {
    const exq_fair_catalogue *catalogue;
    uint32_t *labels; /* the signature of each item */
    uint32_t *items;  /* of the list */
    double *grades;
    double *attention;
    size_t length;
} drawing;

static void draw_list(const drawing *of, exq_random *random)
{
    for (size_t r = 0; r < of->length; r++) {
        const size_t drawn = r + (size_t)exq_random_below(random, of->catalogue->item_count - r);
        const uint32_t label = of->labels[drawn];
        of->labels[drawn] = of->labels[r];
        of->labels[r] = label;
        of->items[r] = label;
    }
}

static bool open_drawing(drawing *of, const exq_fair_catalogue *catalogue, size_t cutoff, exq_arena *scratch)
{
    *of = (drawing){.catalogue = catalogue,
                    .labels = EXQ_NEW(scratch, uint32_t, catalogue->item_count),
                    .items = EXQ_NEW(scratch, uint32_t, cutoff),
                    .grades = EXQ_NEW(scratch, double, cutoff),
                    .attention = EXQ_NEW(scratch, double, cutoff),
                    .length = cutoff < catalogue->item_count ? cutoff : catalogue->item_count};
    if (of->labels == NULL || of->items == NULL || of->grades == NULL || of->attention == NULL)
        return false;
    for (size_t s = 0, item = 0; s < catalogue->signature_count; s++)
        for (uint64_t i = 0; i < catalogue->items[s]; i++)
            of->labels[item++] = (uint32_t)s;
    return true;
}

typedef struct drawn {
    size_t count; /* lists of which the kernel has a number */
    double sum, square;
    exq_why why; /* it has none of some */
} drawn;

static bool draw_lists(drawing *of, exq_asker *asker, const exq_kernel_setting *setting, size_t draws,
                       exq_random *random, double *outputs, drawn *out)
{
    exq_list list = {.length = of->length, .items = of->items, .grades = of->grades, .attention = of->attention};
    exq_attention_fill(&list, setting->options, of->attention);
    *out = (drawn){.why = EXQ_WHY_NO_ITEMS};
    for (size_t d = 0; d < draws && of->length > 0; d++) {
        draw_list(of, random);
        if (exq_asker_take(asker, &list, NULL) != EXQ_OK)
            return false;
        const exq_why why = exq_asker_ask(asker, setting, outputs);
        if (why != EXQ_WHY_NONE) {
            out->why = why;
            continue;
        }
        out->count++;
        out->sum += outputs[0];
        out->square += outputs[0] * outputs[0];
    }
    return true;
}

bool exq_kernel_of_fair(const exq_kernel *kernel, const exq_fair_catalogue *catalogue, const exq_list_options *options,
                        size_t cutoff, size_t draws, exq_random *random, exq_arena *scratch, exq_fair_lists *out)
{
    const exq_item_side side = {
        .item_count = catalogue->signature_count, .groupings = catalogue->signatures, .grouping_count = 1};
    exq_kernel_setting setting = {
        .kernel = kernel, .items = &side, .grouping = catalogue->signatures, .options = options, .cutoff = cutoff};
    double *outputs = EXQ_NEW(scratch, double, catalogue->signatures->group_count + 1);
    drawing of;
    drawn lists;
    exq_asker asker;
    if (!open_drawing(&of, catalogue, cutoff, scratch) || outputs == NULL)
        return false;
    if (kernel->prepare != NULL && (setting.prepared = kernel->prepare(&setting, scratch)) == NULL)
        return false;
    const bool done = exq_asker_open(&asker, &side, options, NULL) == EXQ_OK &&
                      draw_lists(&of, &asker, &setting, draws, random, outputs, &lists);
    exq_asker_close(&asker);
    if (!done)
        return false;
    *out = (exq_fair_lists){exq_none(lists.why), exq_none(lists.why)};
    if (lists.count < 2)
        return true;
    const double n = (double)lists.count;
    out->mean = exq_some(lists.sum / n);
    out->sd = exq_some(sqrt(fmax(lists.square - lists.sum * lists.sum / n, 0) / (n - 1)));
    return true;
}
