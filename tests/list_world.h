/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small worlds of recommendations for tests: a catalogue with groups from a text, one list, kernels asked by name.
 */
#ifndef EXQ_LIST_WORLD_H
#define EXQ_LIST_WORLD_H

#include "asker.h"
#include "group_sums.h"
#include "kernels.h"
#include "lists_options.h"
#include "positions.h"
#include "statistics_kit.h"

enum { WORLD_ITEMS = 128, WORLD_GROUPS = 32 };

/* A catalogue of which item i belongs to the group whose letter is at i; groups are numbered from 'A'. */
typedef struct list_world {
    exq_item_side items;
    exq_item_grouping grouping;
    size_t first[WORLD_ITEMS + 1];
    exq_alignment alignments[WORLD_ITEMS * 4];
    double share[WORLD_GROUPS];
    uint64_t popularity[WORLD_ITEMS];
    bool head[WORLD_ITEMS];
    exq_band band[WORLD_ITEMS];
    exq_list_options options;
    exq_arena *arena;
} list_world;

/* Words are items, letters of a word its groups, each by an equal share: "A AB B". */
static inline void world_of_words(list_world *world, const char *words)
{
    *world = (list_world){.options = exq_list_options_default, .arena = exq_arena_new()};
    assert_non_null(world->arena);
    size_t item = 0, at = 0;
    for (; *words != '\0'; item++) {
        const size_t letters = strcspn(words, " ");
        world->first[item] = at;
        for (size_t i = 0; i < letters; i++) {
            const uint32_t group = (uint32_t)(words[i] - 'A');
            world->alignments[at++] = (exq_alignment){group, 1 / (double)letters};
            world->share[group] += 1 / (double)letters;
            world->grouping.group_count =
                group + 1 > world->grouping.group_count ? group + 1 : world->grouping.group_count;
        }
        words += letters;
        words += *words == ' ';
    }
    world->first[item] = at;
    for (size_t g = 0; g < world->grouping.group_count; g++)
        world->share[g] /= (double)item;
    world->grouping.first = world->first;
    world->grouping.alignments = world->alignments;
    world->grouping.catalogue_share = world->share;
    world->items = (exq_item_side){.item_count = item, .groupings = &world->grouping, .grouping_count = 1};
}

/* Letters are items of one group each: "AABAB". */
static inline void world_of_letters(list_world *world, const char *letters)
{
    char words[2 * WORLD_ITEMS + 1] = "";
    size_t length = strlen(letters);
    for (size_t i = 0; i < length; i++) {
        words[2 * i] = letters[i];
        words[2 * i + 1] = i + 1 < length ? ' ' : '\0';
    }
    world_of_words(world, words);
}

static inline void world_popularity(list_world *world, const uint64_t *popularity, uint64_t people)
{
    memcpy(world->popularity, popularity, world->items.item_count * sizeof *popularity);
    world->items.popularity = world->popularity;
    world->items.head = world->head;
    world->items.band = world->band;
    world->items.history_people = people;
}

static inline void world_end(list_world *world)
{
    exq_arena_free(world->arena);
}

/* An asker who has taken the list; a kernel may rely on nothing that stands in its rooms. */
typedef struct list_asker {
    exq_asker asker;
    double attention[WORLD_ITEMS];
} list_asker;

static inline void take_list(list_asker *of, const exq_list *list)
{
    exq_list attended = *list;
    attended.attention = of->attention;
    exq_attention_fill(list, of->asker.options, of->attention);
    assert_int_equal(exq_asker_take(&of->asker, &attended, NULL), EXQ_OK);
}

static inline void ask_about_at(list_asker *of, const exq_item_side *items, const exq_list_options *options,
                                const size_t *cutoffs, size_t cutoff_count, const exq_list *list)
{
    assert_int_equal(exq_asker_open(&of->asker, items, options, cutoffs, cutoff_count, NULL), EXQ_OK);
    take_list(of, list);
    for (size_t g = 0; g < items->grouping_count; g++) {
        exq_group_room *room = &of->asker.group_rooms[g];
        for (size_t i = 0; i < EXQ_KERNEL_SUMS; i++)
            EXQ_EACH_LIST (p)
                room->sums[i].of[p] = (double)NAN;
        for (size_t i = 0; i < EXQ_KERNEL_ROWS * items->groupings[g].group_count; i++)
            EXQ_EACH_LIST (p)
                room->groups[i].of[p] = (double)NAN;
    }
    EXQ_EACH_LIST (p)
        for (size_t i = 0; i < EXQ_KERNEL_SUMS; i++)
            of->asker.rooms[p].sums[i] = (double)NAN;
}

static inline void ask_about(list_asker *of, const exq_item_side *items, const exq_list_options *options,
                             const size_t *cutoff, const exq_list *list)
{
    ask_about_at(of, items, options, cutoff, 1, list);
}

/* What a kernel says of one of the lists; `out` is left as it is where it has no number. */
static inline exq_why ask_lane(list_asker *of, const exq_kernel_setting *setting, size_t lane, double *out)
{
    exq_lanes said[WORLD_GROUPS];
    exq_why whys[EXQ_BATCH];
    const bool all = exq_asker_ask(&of->asker, setting, said, whys);
    assert_true(!all || (whys[lane] == EXQ_WHY_NONE && of->asker.batch.count == EXQ_BATCH));
    for (size_t i = 0; whys[lane] == EXQ_WHY_NONE && i < exq_kernel_outputs(setting); i++)
        out[i] = said[i].of[lane];
    return whys[lane];
}

static inline exq_kernel_setting world_setting_at(list_world *world, const char *id, const size_t *cutoffs, size_t nth)
{
    const exq_kernel_entry *entry = exq_kernel_find(id);
    assert_non_null(entry);
    world->items.groupings = &world->grouping;
    exq_kernel_setting setting = {.kernel = &entry->kernel,
                                  .items = &world->items,
                                  .grouping = entry->kernel.by_grouping ? &world->grouping : NULL,
                                  .options = &world->options,
                                  .cutoff = cutoffs[nth],
                                  .nth = nth,
                                  .before = nth > 0 ? cutoffs[nth - 1] : 0};
    if (entry->kernel.prepare != NULL) {
        setting.prepared = entry->kernel.prepare(&setting, world->arena);
        assert_non_null(setting.prepared);
    }
    return setting;
}

/* Ask a kernel; `out` holds its outputs. */
static inline exq_why world_ask_all(list_world *world, const char *id, size_t cutoff, const exq_list *list, double *out)
{
    const exq_kernel_setting setting = world_setting_at(world, id, &cutoff, 0);
    list_asker of;
    ask_about(&of, &world->items, &world->options, &cutoff, list);
    const exq_why why = ask_lane(&of, &setting, 0, out);
    exq_asker_close(&of.asker);
    return why;
}

/* Output number `which` of a kernel. */
static inline exq_value world_ask(list_world *world, const char *id, size_t cutoff, const exq_list *list, size_t which)
{
    double out[WORLD_GROUPS];
    const exq_why why = world_ask_all(world, id, cutoff, list, out);
    return why == EXQ_WHY_NONE ? exq_some(out[which]) : exq_none(why);
}

/* The list of all items in catalogue order, with grades from a text of digits; NULL: all 0. */
typedef struct plain_list {
    exq_list list;
    uint32_t items[WORLD_ITEMS];
    double grades[WORLD_ITEMS];
    double ideal[WORLD_ITEMS];
} plain_list;

static inline void plain_list_of(plain_list *plain, size_t length, const char *grades)
{
    *plain = (plain_list){.list = {.length = length}};
    for (size_t r = 0; r < length; r++) {
        plain->items[r] = (uint32_t)r;
        plain->grades[r] = grades != NULL ? grades[r] - '0' : 0;
    }
    for (int grade = 9; grades != NULL && grade > 0; grade--) {
        for (size_t r = 0; r < length; r++) {
            if (grades[r] - '0' == grade)
                plain->ideal[plain->list.relevant_count++] = grade;
        }
    }
    plain->list.items = plain->items;
    plain->list.grades = plain->grades;
    plain->list.ideal = plain->ideal;
}

static inline void close_to(double found, double expected)
{
    const double tolerance = 1e-12 * fmax(1, fabs(expected));
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.17g instead of %.17g", found, expected);
}

static inline void value_close_to(exq_value found, double expected)
{
    if (!exq_known(found))
        fail_msg("%s instead of %.17g", exq_why_name(found.why), expected);
    close_to(found.v, expected);
}

static inline void undefined_as(exq_value found, exq_why why)
{
    if (exq_known(found))
        fail_msg("%.17g instead of %s", found.v, exq_why_name(why));
    assert_string_equal(exq_why_name(found.why), exq_why_name(why));
}

#endif
