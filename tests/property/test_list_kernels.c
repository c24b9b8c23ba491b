/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of kernels and of list inference over many random worlds: numbers stay within their range, do not depend on how items and
 * groups are numbered, and intervals hold what they promise.
 */
#include "list_draws.h"
#include "lists_exposure.h"
#include "lists_fa_star_ir.h"
#include "lists_means.h"
#include "lists_skew.h"

enum { WORLDS = 300 };

/* A random world and one list in it. */
typedef struct random_list {
    list_world world;
    exq_list list;
    uint32_t items[MOST], history[MOST];
    double grades[MOST], ideal[MOST];
    size_t cutoff;
} random_list;

static void random_list_of(exq_random *random, random_list *out)
{
    random_world(random, &out->world);
    const size_t items = out->world.items.item_count;
    uint32_t order[MOST];
    for (uint32_t i = 0; i < items; i++)
        order[i] = i;
    shuffle(random, order, items);
    out->list = (exq_list){.length = 1 + exq_random_below(random, items),
                           .items = out->items,
                           .grades = out->grades,
                           .ideal = out->ideal,
                           .history_count = 1 + exq_random_below(random, items),
                           .history = out->history};
    for (size_t i = 0; i < items; i++) {
        out->items[i] = order[i];
        out->history[i] = order[items - 1 - i];
        out->grades[i] = exq_random_below(random, 3) == 0 ? 1 + (double)exq_random_below(random, 3) : 0;
    }
    out->grades[items - 1] = 2; /* something is relevant */
    for (double grade = 3; grade > 0; grade--) {
        for (size_t i = 0; i < items; i++) {
            if (out->grades[i] == grade)
                out->ideal[out->list.relevant_count++] = grade;
        }
    }
    out->cutoff = 1 + exq_random_below(random, items);
}

static bool is_share(const char *range)
{
    return strncmp(range, "0 to 1", strlen("0 to 1")) == 0;
}

static void shares_lie_between_0_and_1(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 11, 0);
    for (size_t round = 0; round < WORLDS; round++) {
        random_list of;
        random_list_of(&random, &of);
        const exq_kernel_entry *entry;
        for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
            double out[WORLD_GROUPS] = {0};
            if (world_ask_all(&of.world, entry->kernel.id, of.cutoff, &of.list, out) != EXQ_WHY_NONE)
                continue;
            const size_t outputs =
                entry->kernel.outputs == EXQ_PER_GROUP ? of.world.grouping.group_count : entry->kernel.outputs;
            for (size_t g = 0; g < outputs; g++) {
                assert_true(isfinite(out[g]));
                if (is_share(entry->info.range) && !(out[g] >= 0 && out[g] <= 1 + 1e-15))
                    fail_msg("%s: %.17g", entry->kernel.id, out[g]);
            }
        }
        world_end(&of.world);
    }
}

/* Items are numbered anew: everything about them moves along. */
static void renumber(exq_random *random, const random_list *from, random_list *to)
{
    uint32_t place[MOST];
    const size_t items = from->world.items.item_count;
    *to = *from;
    for (uint32_t i = 0; i < items; i++)
        place[i] = i;
    shuffle(random, place, items);
    uint32_t old[MOST];
    for (uint32_t i = 0; i < items; i++)
        old[place[i]] = i;
    size_t at = 0;
    for (size_t i = 0; i < items; i++) {
        to->world.first[i] = at;
        for (size_t j = from->world.first[old[i]]; j < from->world.first[old[i] + 1]; j++)
            to->world.alignments[at++] = from->world.alignments[j];
        to->world.popularity[i] = from->world.popularity[old[i]];
        to->world.head[i] = from->world.head[old[i]];
        to->world.band[i] = from->world.band[old[i]];
        to->items[i] = place[from->items[i]];
        to->history[i] = place[from->history[i]];
    }
    to->world.first[items] = at;
    list_world *world = &to->world;
    world->grouping.first = world->first;
    world->grouping.alignments = world->alignments;
    world->grouping.catalogue_share = world->share;
    world->items.groupings = &world->grouping;
    world->items.popularity = world->popularity;
    world->items.head = world->head;
    world->items.band = world->band;
    to->list.items = to->items;
    to->list.history = to->history;
    to->list.grades = to->grades;
    to->list.ideal = to->ideal;
}

static void the_numbering_of_items_does_not_matter(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 12, 0);
    for (size_t round = 0; round < WORLDS; round++) {
        random_list of, again;
        random_list_of(&random, &of);
        renumber(&random, &of, &again);
        const exq_kernel_entry *entry;
        for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
            double a[WORLD_GROUPS] = {0}, b[WORLD_GROUPS] = {0};
            const exq_why why = world_ask_all(&of.world, entry->kernel.id, of.cutoff, &of.list, a);
            assert_int_equal(world_ask_all(&again.world, entry->kernel.id, of.cutoff, &again.list, b), why);
            for (size_t g = 0; why == EXQ_WHY_NONE && g < WORLD_GROUPS; g++)
                close_to(a[g], b[g]);
        }
        world_end(&of.world);
    }
}

/* Groups are numbered the other way round: outputs for groups turn round, numbers over groups stay. */
static void the_numbering_of_groups_does_not_matter(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 13, 0);
    for (size_t round = 0; round < WORLDS; round++) {
        random_list of;
        random_list_of(&random, &of);
        list_world *world = &of.world;
        const size_t groups = world->grouping.group_count;
        const exq_kernel_entry *entry;
        double before[64][WORLD_GROUPS] = {{0}};
        exq_why whys[64];
        for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++)
            whys[i] = world_ask_all(world, entry->kernel.id, of.cutoff, &of.list, before[i]);
        for (size_t j = 0; j < world->first[world->items.item_count]; j++)
            world->alignments[j].group = (uint32_t)(groups - 1 - world->alignments[j].group);
        for (size_t g = 0; g < groups / 2; g++) {
            const double kept = world->share[g];
            world->share[g] = world->share[groups - 1 - g];
            world->share[groups - 1 - g] = kept;
        }
        for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
            double after[WORLD_GROUPS] = {0};
            assert_int_equal(world_ask_all(world, entry->kernel.id, of.cutoff, &of.list, after), whys[i]);
            const bool per_group = entry->kernel.outputs == EXQ_PER_GROUP;
            const size_t outputs = per_group ? groups : entry->kernel.outputs;
            for (size_t g = 0; whys[i] == EXQ_WHY_NONE && g < outputs; g++)
                close_to(after[g], before[i][per_group ? groups - 1 - g : g]);
        }
        world_end(world);
    }
}

/* Bit by bit: what a kernel keeps from one cut-off to the next is what it would have come to alone. */
static void cutoffs_together_are_cutoffs_alone(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 18, 0);
    for (size_t round = 0; round < WORLDS; round++) {
        random_list of;
        random_list_of(&random, &of);
        list_asker asked;
        const size_t cutoffs[] = {of.cutoff, of.cutoff + 1 + exq_random_below(&random, 5), of.cutoff + MOST};
        ask_about_at(&asked, &of.world.items, &of.world.options, cutoffs, COUNT(cutoffs), &of.list);
        const exq_kernel_entry *entry;
        for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
            for (size_t c = 0; c < COUNT(cutoffs); c++) {
                double alone[WORLD_GROUPS] = {0}, together[WORLD_GROUPS] = {0};
                const exq_kernel_setting setting =
                    world_setting_at(&of.world, entry->kernel.id, cutoffs, c);
                const exq_why why = ask_lane(&asked, &setting, 0, together);
                assert_int_equal(world_ask_all(&of.world, entry->kernel.id, cutoffs[c], &of.list, alone), why);
                if (why == EXQ_WHY_NONE)
                    assert_memory_equal(alone, together, exq_kernel_outputs(&setting) * sizeof *alone);
            }
        }
        exq_asker_close(&asked.asker);
        world_end(&of.world);
    }
}

/* Other items, of which some are outside the catalogue, and another history: whoever is by hits sees none of that, and all
 * others see some of it. Bit by bit, at several cut-offs. */
static void kernels_by_hits_see_no_items(void **state)
{
    (void)state;
    enum { KERNELS = 64 };
    exq_random random;
    exq_random_init(&random, 19, 0);
    bool differs[KERNELS] = {false};
    const exq_kernel_entry *entry;
    for (size_t round = 0; round < WORLDS; round++) {
        random_list of;
        random_list_of(&random, &of);
        const size_t items = of.world.items.item_count, cutoffs[] = {of.cutoff, of.cutoff + 3};
        uint32_t others[MOST], history[MOST];
        for (uint32_t i = 0; i < items; i++)
            others[i] = history[i] = i;
        shuffle(&random, others, items);
        shuffle(&random, history, items);
        others[exq_random_below(&random, items)] = EXQ_NO_ITEM;
        exq_list other = of.list;
        other.items = others;
        other.history = history;
        other.history_count = exq_random_below(&random, items);
        list_asker one, two;
        ask_about_at(&one, &of.world.items, &of.world.options, cutoffs, COUNT(cutoffs), &of.list);
        ask_about_at(&two, &of.world.items, &of.world.options, cutoffs, COUNT(cutoffs), &other);
        for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
            for (size_t c = 0; c < COUNT(cutoffs); c++) {
                double a[WORLD_GROUPS] = {0}, b[WORLD_GROUPS] = {0};
                const exq_kernel_setting setting =
                    world_setting_at(&of.world, entry->kernel.id, cutoffs, c);
                const exq_why why = ask_lane(&one, &setting, 0, a);
                assert_true(i < KERNELS);
                if (ask_lane(&two, &setting, 0, b) != why)
                    differs[i] = true;
                else if (why == EXQ_WHY_NONE && memcmp(a, b, exq_kernel_outputs(&setting) * sizeof *a) != 0)
                    differs[i] = true;
            }
        }
        exq_asker_close(&one.asker);
        exq_asker_close(&two.asker);
        world_end(&of.world);
    }
    for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++)
        if (differs[i] == entry->kernel.by_hits)
            fail_msg("%s is %sby hits", entry->kernel.id, differs[i] ? "not " : "");
}

static void exposures_add_up_and_ndkl_keeps_its_least(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 14, 0);
    for (size_t round = 0; round < WORLDS; round++) {
        random_list of;
        random_list_of(&random, &of);
        const size_t groups = of.world.grouping.group_count;
        double exposure[WORLD_GROUPS], places[WORLD_GROUPS], sum = 0, placed = 0, counts[WORLD_GROUPS];
        assert_int_equal(world_ask_all(&of.world, "places", of.cutoff, &of.list, places), EXQ_WHY_NONE);
        of.world.options.position = EXQ_POSITION_TOPK;
        assert_int_equal(world_ask_all(&of.world, "exposure", of.cutoff, &of.list, exposure), EXQ_WHY_NONE);
        for (size_t g = 0; g < groups; g++) {
            sum += exposure[g];
            placed += places[g];
            close_to(exposure[g], places[g]);
        }
        const size_t depth = of.list.length < of.cutoff ? of.list.length : of.cutoff;
        close_to(sum, (double)depth);
        close_to(placed, (double)depth);
        bool single = true;
        for (size_t i = 0; i < of.world.items.item_count; i++)
            single = single && of.world.first[i + 1] - of.world.first[i] == 1;
        if (single)
            assert_true(world_ask(&of.world, "ndkl", of.cutoff, &of.list, 0).v >=
                        exq_ndkl_least(of.world.share, groups, depth, counts) - 1e-12);
        world_end(&of.world);
    }
}

/* ------------------------------------------------------------------------------------------------------ inference */

static void the_mean_of_fair_lists_is_what_is_taken_off(void **state)
{
    (void)state;
    enum { LISTS = 4000, LENGTH = 10 };
    static const double target[] = {.7, .3};
    exq_random random;
    exq_random_init(&random, 15, 0);
    list_world world;
    plain_list plain;
    double law[LENGTH + 1], sum = 0, square = 0;
    world_of_letters(&world, "AAAAAAAAAABBBBBBBBBB");
    memcpy(world.share, target, sizeof target);
    plain_list_of(&plain, LENGTH, NULL);
    for (size_t i = 0; i < LISTS; i++) {
        for (uint32_t r = 0; r < LENGTH; r++)
            plain.items[r] = r + (exq_random_unit(&random) < .3 ? LENGTH : 0);
        const double value = world_ask(&world, "ndkl", LENGTH, &plain.list, 0).v;
        sum += value;
        square += value * value;
    }
    const double mean = sum / LISTS, se = sqrt((square / LISTS - mean * mean) / LISTS);
    assert_true(fabs(mean - exq_ndkl_of_fair(target, NULL, 2, LENGTH, law)) < 4 * se);
    world_end(&world);
}

static void fair_tests_keep_their_level_and_use_it(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 16, 0);
    exq_arena *arena = exq_arena_new();
    for (size_t round = 0; round < 100; round++) {
        const size_t length = 5 + exq_random_below(&random, 40);
        const double p = exq_random_unit(&random), level = .01 + .3 * exq_random_unit(&random);
        uint32_t *least = EXQ_NEW(arena, uint32_t, length), *stricter = EXQ_NEW(arena, uint32_t, length);
        exq_fair_room room;
        assert_true(exq_fair_room_new(length, arena, &room));
        const exq_fair_test test = exq_fair_test_of(p, level, room, least);
        assert_true(test.missed_by_fair <= level + 1e-12);
        for (size_t i = 0; test.least != NULL && i + 1 < length; i++)
            assert_in_range(test.least[i + 1] - test.least[i], 0, 1);
        if (test.corrected < 1) { /* the next table would be above the level */
            exq_fair_least(p, test.corrected * (1 + 1e-6) + 1e-15, length, room.row, stricter);
            assert_true(exq_fair_miss(p, stricter, length, room.row) > level ||
                        memcmp(stricter, least, length * sizeof *least) == 0);
        }
    }
    exq_arena_free(arena);
}

/* People of whom many have 0, as utilities of lists are: mean 0.2 a person, in groups that are all alike. */
static exq_mean zero_inflated(exq_random *random, size_t people)
{
    exq_mean_sums sums = {.n = people};
    for (size_t i = 0; i < people; i++) {
        const double x = exq_random_below(random, 2) == 0 ? 0 : .8 * exq_random_unit(random);
        sums.sum += x;
        sums.square += x * x;
    }
    return exq_mean_of(sums, EXQ_WHY_NO_TRUTH);
}

static void folds_of_equal_groups_hold_parity(void **state)
{
    (void)state;
    enum { RUNS = 1500 };
    static const size_t crowds[] = {2, 4, 7};
    exq_random random;
    exq_random_init(&random, 17, 0);
    for (size_t c = 0; c < COUNT(crowds); c++) {
        size_t difference = 0, ratio = 0;
        for (size_t run = 0; run < RUNS; run++) {
            exq_mean groups[7];
            double scratch[7];
            for (size_t g = 0; g < crowds[c]; g++)
                groups[g] = zero_inflated(&random, 50);
            difference += exq_mean_over(EXQ_FOLD_max_difference, groups, crowds[c], exq_some(.2),
                                        exq_reach_of(.95, .95, crowds[c]), scratch)
                              .range.lo.v <= 0;
            ratio += exq_mean_over(EXQ_FOLD_min_ratio, groups, crowds[c], exq_some(.2),
                                   exq_reach_of(.95, .95, crowds[c]), scratch)
                         .range.hi.v >= 1;
        }
        const double least = .95 - 3 * sqrt(.95 * .05 / RUNS);
        print_message("%zu groups: %.3f, %.3f\n", crowds[c], (double)difference / RUNS, (double)ratio / RUNS);
        assert_true((double)difference / RUNS > least && (double)ratio / RUNS > least);
    }
}

static void intervals_of_two_means_hold_the_truth(void **state)
{
    (void)state;
    enum { RUNS = 2000 };
    exq_random random;
    exq_random_init(&random, 18, 0);
    size_t ratio = 0, difference = 0;
    for (size_t run = 0; run < RUNS; run++) {
        const exq_mean a = zero_inflated(&random, 60), b = zero_inflated(&random, 150);
        const exq_range of_ratio = exq_mean_ratio(&a, &b, .95), of_difference = exq_mean_difference(&a, &b, .95);
        ratio += of_ratio.lo.v <= 1 && (!exq_known(of_ratio.hi) || of_ratio.hi.v >= 1);
        difference += of_difference.lo.v <= 0 && of_difference.hi.v >= 0;
    }
    print_message("ratio %.3f, difference %.3f\n", (double)ratio / RUNS, (double)difference / RUNS);
    const double slack = 3 * sqrt(.95 * .05 / RUNS);
    assert_true(fabs((double)ratio / RUNS - .95) < slack + .01 && fabs((double)difference / RUNS - .95) < slack + .01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_lie_between_0_and_1),
        cmocka_unit_test(the_numbering_of_items_does_not_matter),
        cmocka_unit_test(the_numbering_of_groups_does_not_matter),
        cmocka_unit_test(cutoffs_together_are_cutoffs_alone),
        cmocka_unit_test(kernels_by_hits_see_no_items),
        cmocka_unit_test(exposures_add_up_and_ndkl_keeps_its_least),
        cmocka_unit_test(the_mean_of_fair_lists_is_what_is_taken_off),
        cmocka_unit_test(fair_tests_keep_their_level_and_use_it),
        cmocka_unit_test(folds_of_equal_groups_hold_parity),
        cmocka_unit_test(intervals_of_two_means_hold_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
