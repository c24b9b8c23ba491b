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

/* What a kernel makes of the lists. */
typedef struct drawn {
    exq_kernel_setting setting;
    size_t count; /* lists of which it has a number */
    double sum, square;
    exq_why why; /* it has none of some */
} drawn;

/* What a kernel says of a batch, list by list. */
static void ask(exq_asker *asker, exq_lanes *outputs, drawn *of)
{
    exq_why whys[EXQ_BATCH];
    exq_asker_ask(asker, &of->setting, outputs, whys);
    for (size_t p = 0; p < asker->batch.count; p++) {
        if (whys[p] != EXQ_WHY_NONE) {
            of->why = whys[p];
            continue;
        }
        of->count++;
        of->sum += outputs[0].of[p];
        of->square += outputs[0].of[p] * outputs[0].of[p];
    }
}

static bool draw_lists(drawing *of, exq_asker *asker, drawn *kernels, size_t kernel_count, size_t draws,
                       exq_random *random, exq_lanes *outputs)
{
    exq_list list = {.length = of->length, .items = of->items, .grades = of->grades, .attention = of->attention};
    exq_attention_fill(&list, asker->options, of->attention);
    for (size_t d = 0; d < draws && of->length > 0; d++) {
        draw_list(of, random);
        if (exq_asker_take(asker, &list, NULL) != EXQ_OK)
            return false;
        if (asker->batch.count < EXQ_BATCH && d + 1 < draws)
            continue;
        for (size_t k = 0; k < kernel_count; k++)
            ask(asker, outputs, &kernels[k]);
        exq_asker_clear(asker);
    }
    return true;
}

static exq_fair_lists moments_of(const drawn *of)
{
    const double n = (double)of->count;
    if (of->count < 2)
        return (exq_fair_lists){exq_none(of->why), exq_none(of->why)};
    return (exq_fair_lists){exq_some(of->sum / n),
                            exq_some(sqrt(fmax(of->square - of->sum * of->sum / n, 0) / (n - 1)))};
}

bool exq_kernels_of_fair(const exq_kernel *const *kernels, size_t kernel_count, const exq_fair_catalogue *catalogue,
                         const exq_list_options *options, size_t cutoff, size_t draws, exq_random *random,
                         exq_arena *scratch, exq_fair_lists *out)
{
    const exq_item_side side = {
        .item_count = catalogue->signature_count, .groupings = catalogue->signatures, .grouping_count = 1};
    exq_lanes *outputs = EXQ_NEW(scratch, exq_lanes, catalogue->signatures->group_count + 1);
    drawn *asked = EXQ_NEW(scratch, drawn, kernel_count);
    drawing of;
    exq_asker asker;
    if (!open_drawing(&of, catalogue, cutoff, scratch) || outputs == NULL || asked == NULL)
        return false;
    for (size_t k = 0; k < kernel_count; k++) {
        exq_kernel_setting *setting = &asked[k].setting;
        *setting = (exq_kernel_setting){.kernel = kernels[k],
                                        .items = &side,
                                        .grouping = catalogue->signatures,
                                        .options = options,
                                        .cutoff = cutoff};
        asked[k].why = EXQ_WHY_NO_ITEMS;
        if (kernels[k]->prepare != NULL && (setting->prepared = kernels[k]->prepare(setting, scratch)) == NULL)
            return false;
    }
    const bool done = exq_asker_open(&asker, &side, options, &cutoff, 1, NULL) == EXQ_OK &&
                      draw_lists(&of, &asker, asked, kernel_count, draws, random, outputs);
    exq_asker_close(&asker);
    for (size_t k = 0; done && k < kernel_count; k++)
        out[k] = moments_of(&asked[k]);
    return done;
}
