/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list among others is told what it is told alone, bit by bit and for the same reasons: whatever stands beside it, and
 * whatever was asked about before.
 */
#include "list_draws.h"

enum { WORLDS = 100, BATCHES = 3 };

typedef struct drawn_list {
    exq_list list;
    uint32_t items[MOST], history[MOST];
    double grades[MOST], ideal[2 * MOST];
} drawn_list;

/* Items of the catalogue, each once, but for some that are outside. */
static void draw_items(exq_random *random, const list_world *world, uint32_t *items)
{
    const size_t count = world->items.item_count;
    for (uint32_t i = 0; i < count; i++)
        items[i] = i;
    shuffle(random, items, count);
    for (size_t i = 0, outside = exq_random_below(random, 4); i < count; i++)
        if (outside > 0 && exq_random_below(random, outside) > 0)
            items[i] = EXQ_NO_ITEM;
}

/* Of something a person has: nothing, now and then. */
static size_t draw_count(exq_random *random, size_t most)
{
    return exq_random_below(random, 5) == 0 ? 0 : exq_random_below(random, most + 1);
}

static void draw_list(exq_random *random, const list_world *world, drawn_list *out)
{
    const size_t items = world->items.item_count;
    *out = (drawn_list){.list = {.length = draw_count(random, items),
                                 .items = out->items,
                                 .grades = out->grades,
                                 .ideal = out->ideal,
                                 .history_count = draw_count(random, items),
                                 .history = out->history}};
    draw_items(random, world, out->items);
    for (uint32_t i = 0; i < items; i++)
        out->history[i] = i;
    shuffle(random, out->history, items);
    double highest = (double)exq_random_below(random, 4); /* 0: they like nothing */
    for (size_t r = 0; r < out->list.length; r++)
        out->grades[r] = exq_random_below(random, 3) == 0 ? ceil(highest * exq_random_unit(random)) : 0;
    const size_t missed = highest > 0 ? exq_random_below(random, 3) : 0;
    for (double grade = highest; grade > 0; grade--) {
        for (size_t r = 0; r < out->list.length; r++)
            if (out->grades[r] == grade)
                out->ideal[out->list.relevant_count++] = grade;
        for (size_t i = 0; i < missed; i++)
            out->ideal[out->list.relevant_count++] = grade;
    }
}

/* What one list is told alone, in rooms where nothing may be relied on. */
static void check_lane(list_world *world, const exq_kernel_setting *setting, const size_t *cutoffs, const exq_list *list,
                       exq_why why, const double *told)
{
    double alone[WORLD_GROUPS] = {0};
    const exq_kernel_setting own = world_setting_at(world, setting->kernel->id, &setting->cutoff, 0);
    list_asker of;
    ask_about(&of, &world->items, &world->options, &cutoffs[setting->nth], list);
    assert_int_equal(ask_lane(&of, &own, 0, alone), why);
    if (memcmp(alone, told, exq_kernel_outputs(&own) * sizeof *alone) != 0)
        fail_msg("%s@%zu: another number among others", setting->kernel->id, setting->cutoff);
    exq_asker_close(&of.asker);
}

static void check_kernel(list_world *world, list_asker *among, const exq_kernel_setting *setting, const size_t *cutoffs,
                         const drawn_list *lists)
{
    exq_lanes said[WORLD_GROUPS];
    exq_why whys[EXQ_BATCH];
    const size_t outputs = exq_kernel_outputs(setting);
    for (size_t i = 0; i < outputs; i++)
        EXQ_EACH_LIST (p)
            said[i].of[p] = (double)NAN;
    const bool all = exq_asker_ask(&among->asker, setting, said, whys);
    bool each = true;
    EXQ_EACH_LIST (p) {
        double told[WORLD_GROUPS] = {0};
        for (size_t i = 0; i < outputs; i++)
            told[i] = said[i].of[p];
        each = each && p < among->asker.batch.count && whys[p] == EXQ_WHY_NONE;
        if (p < among->asker.batch.count) {
            check_lane(world, setting, cutoffs, &lists[p].list, whys[p], told);
            continue;
        }
        assert_int_equal(whys[p], EXQ_WHY_NONE);
        for (size_t i = 0; i < outputs; i++)
            assert_true(told[i] == 0);
    }
    assert_true(each || !all);
}

static void check_batch(exq_random *random, list_world *world, list_asker *among, const size_t *cutoffs, size_t count)
{
    drawn_list lists[EXQ_BATCH];
    for (size_t p = 0, size = 1 + exq_random_below(random, EXQ_BATCH); p < size; p++) {
        draw_list(random, world, &lists[p]);
        take_list(among, &lists[p].list);
    }
    const exq_kernel_entry *entry;
    for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++)
        for (size_t c = 0; c < count; c++) {
            const exq_kernel_setting setting = world_setting_at(world, entry->kernel.id, cutoffs, c);
            check_kernel(world, among, &setting, cutoffs, lists);
        }
    exq_asker_clear(&among->asker);
}

static void a_list_among_others_is_told_as_alone(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 41, 0);
    for (size_t round = 0; round < WORLDS; round++) {
        list_world world;
        random_world(&random, &world);
        world.options.no_truth_is_zero = exq_random_below(&random, 2) == 0;
        world.options.no_list_is_left_out = exq_random_below(&random, 2) == 0;
        world.options.calibration_smoothing = exq_random_below(&random, 3) == 0 ? 0 : .01;
        const size_t first = 1 + exq_random_below(&random, 4), second = first + 1 + exq_random_below(&random, MOST),
                     cutoffs[] = {first, second, second + 1 + exq_random_below(&random, MOST)};
        list_asker among;
        assert_int_equal(
            exq_asker_open(&among.asker, &world.items, &world.options, cutoffs, COUNT(cutoffs), NULL), EXQ_OK);
        for (size_t batch = 0; batch < BATCHES; batch++)
            check_batch(&random, &world, &among, cutoffs, COUNT(cutoffs));
        exq_asker_close(&among.asker);
        world_end(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_among_others_is_told_as_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
