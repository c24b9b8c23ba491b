/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting people by the pattern of their lists against asking each of them: the same people, reasons, faults and sums,
 * to the last bit - also where there are more patterns than are kept, or keys that are too long. Kernels made up here see
 * all that a pattern is made of.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "list_measures.h"
#include "random.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { CELLS = 3, MOST = 24, LIKED = 128, OUTPUTS = 3 };

/* ------------------------------------------------------------------------------------------------------- kernels */

/* No two patterns give the same, but by chance. */
static exq_why see_all(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)setting, (void)room;
    out[0] = (double)list->length + 1 / (3.0 + (double)list->relevant_count);
    out[1] = 0;
    out[2] = 0;
    for (size_t h = 0; h < list->hit_count; h++)
        out[1] += list->grades[list->hits[h]] * sqrt(2 + list->hits[h]) * sqrt(3 + (double)h);
    for (size_t i = 0; i < list->relevant_count; i++)
        out[2] += list->ideal[i] * sqrt(5 + (double)i);
    for (size_t r = 0; r < list->length; r++)
        out[2] += list->attention[r] * sqrt(7 + (double)r);
    return EXQ_WHY_NONE;
}

static exq_why refuse_some(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)setting, (void)room;
    *out = 1;
    return list->hit_count % 3 == 0 ? EXQ_WHY_NONE : list->hit_count % 3 == 1 ? EXQ_WHY_NO_MERIT : EXQ_WHY_INFINITE;
}

/* Of no ordinary size when the first place is a hit. */
static exq_why fail_some(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)setting, (void)room;
    *out = list->hit_count > 0 && list->hits[0] == 0 ? (double)INFINITY : 0.25;
    return EXQ_WHY_NONE;
}

static exq_why see_items(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)setting, (void)room;
    *out = list->items[0];
    return EXQ_WHY_NONE;
}

/* Works on what it left: the same for all that share it. */
static const char steps[] = "steps";
static exq_why take_step(const exq_kernel_setting *setting, const exq_list *list, exq_kernel_room *room, double *out)
{
    (void)setting;
    room->sums[0] = room->again ? room->sums[0] + 1 : (double)list->hit_count;
    *out = room->sums[0];
    return EXQ_WHY_NONE;
}

static const exq_kernel kernels[] = {
    {.id = "first step", .over = EXQ_OVER_LISTS, .by_hits = true,        .outputs = 1,         .shares = steps,          .compute = take_step},
    {.id = "items",      .over = EXQ_OVER_LISTS, .outputs = 1,           .compute = see_items},
    {.id = "all",   .over = EXQ_OVER_JUDGED,       .by_hits = true,       .outputs = OUTPUTS,   .products = true,                         .compute = see_all                                  },
    {.id = "refusing",   .over = EXQ_OVER_EVERYONE,             .by_hits = true, .outputs = 1,                     .compute = refuse_some},
    {.id = "failing",      .over = EXQ_OVER_EVERYONE,        .by_hits = true,                              .outputs = 1,   .compute = fail_some          },
    {.id = "second step",   .over = EXQ_OVER_LISTS,     .by_hits = true,                           .outputs = 1,                                                .shares = steps,.compute = take_step},
};
enum { KERNELS = COUNT(kernels), MOST_SUMS = OUTPUTS + OUTPUTS * (OUTPUTS + 1) / 2 };

/* --------------------------------------------------------------------------------------------------------- people */

typedef struct person {
    exq_list list;
    uint32_t items[MOST];
    double grades[MOST], ideal[LIKED], attention[MOST];
} person;

/* What they are drawn from. */
typedef struct crowd {
    size_t shortest, longest; /* lists */
    double hit;               /* how likely a place is one */
    size_t grades;            /* how many there are: multiples of the unit */
    double unit;
    size_t beyond;         /* liked items that are in no list, at most */
    size_t uncommon_every; /* so many people get attention of their own; 0: none */
} crowd;

static double draw_grade(exq_random *random, const crowd *from)
{
    return from->unit * (double)(1 + exq_random_below(random, from->grades));
}

static int compare_descending(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left < right) - (left > right);
}

static void draw_person(exq_random *random, const crowd *from, person *out)
{
    exq_list *list = &out->list;
    *out = (person){.list = {.length = from->shortest + exq_random_below(random, from->longest - from->shortest + 1)}};
    const bool uncommon = from->uncommon_every > 0 && exq_random_below(random, from->uncommon_every) == 0;
    for (size_t r = 0; r < list->length; r++) {
        out->items[r] = (uint32_t)exq_random_below(random, 1000);
        out->attention[r] = 1 / (double)(r + (uncommon ? 2 : 1));
        out->grades[r] = exq_random_unit(random) < from->hit ? draw_grade(random, from) : 0;
        if (out->grades[r] > 0)
            out->ideal[list->relevant_count++] = out->grades[r];
    }
    for (size_t more = exq_random_below(random, from->beyond + 1); more > 0; more--)
        out->ideal[list->relevant_count++] = draw_grade(random, from);
    qsort(out->ideal, list->relevant_count, sizeof *out->ideal, compare_descending);
    list->items = out->items;
    list->grades = out->grades;
    list->ideal = out->ideal;
    list->attention = out->attention;
}

/* ------------------------------------------------------------------------------------------------------- two ways */

/* What kernels say of everyone. */
typedef struct said {
    exq_fixedsum sums[CELLS][KERNELS][MOST_SUMS];
    uint64_t heard[CELLS][KERNELS][EXQ_WHY_COUNT];
    uint64_t faults;
} said;

typedef struct bench {
    exq_list_options options;
    exq_list_settings settings;
    exq_kernel_setting of_measures[KERNELS];
    exq_list_measure measures[KERNELS];
    exq_list_shape shape;
    exq_list_part parts[EXQ_COUNTED_PARTS];
    exq_list_measures counting;
    exq_asker asker;
    said expected;
} bench;

static void bench_open(bench *of)
{
    *of = (bench){
        .settings = {.options = &of->options,  .of_measures = of->of_measures},
        .shape = { .cells = CELLS,
                     .signatures = 1,
                     .cutoffs = 1,
                     .most = MOST,
                     .measures = of->measures,
                     .measure_count = KERNELS}
    };
    for (size_t m = 0; m < KERNELS; m++) {
        const exq_kernel *kernel = &kernels[m];
        of->of_measures[m] = (exq_kernel_setting){
            .kernel = kernel, .items = &of->settings.items, .options = &of->options, .cutoff = MOST};
        of->measures[m] = (exq_list_measure){.kernel = kernel->id,
                                             .cutoff = MOST,
                                             .grouping = EXQ_NO_GROUPING,
                                             .outputs = kernel->outputs,
                                             .products = kernel->products,
                                             .over = kernel->over};
    }
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        assert_int_equal(exq_list_part_init(&of->parts[part], &of->shape, NULL), EXQ_OK);
    assert_int_equal(exq_list_measures_open(&of->counting, &of->shape, &of->settings, of->parts, NULL), EXQ_OK);
    assert_int_equal(exq_asker_open(&of->asker, &of->settings.items, &of->options, NULL, 0, NULL), EXQ_OK);
}

static void bench_close(bench *of)
{
    exq_asker_close(&of->asker);
    exq_list_measures_close(&of->counting);
    for (size_t part = 0; part < EXQ_COUNTED_PARTS; part++)
        exq_list_part_free(&of->parts[part]);
}

static void add_said(said *to, size_t cell, size_t m, const double *out)
{
    const size_t outputs = kernels[m].outputs;
    exq_fixedsum *sums = to->sums[cell][m], *products = sums + outputs;
    for (size_t i = 0; i < outputs; i++)
        if (!(fabs(out[i]) <= EXQ_FIXEDSUM_MOST)) {
            to->faults++;
            return;
        }
    for (size_t i = 0; i < outputs; i++) {
        exq_fixedsum_add(&sums[i], out[i]);
        for (size_t j = i; j < (kernels[m].products ? outputs : i + 1); j++)
            exq_fixedsum_add_product(products++, out[i], out[j]);
    }
}

static void ask_each(bench *of, size_t cell, const exq_list *list)
{
    static const size_t order[KERNELS] = {0, 5, 1, 2, 3, 4}; /* those that share in turn */
    assert_int_equal(exq_asker_take(&of->asker, list, NULL), EXQ_OK);
    for (size_t i = 0; i < KERNELS; i++) {
        double out[OUTPUTS];
        const exq_why why = exq_asker_ask_last(&of->asker, &of->of_measures[order[i]], out);
        of->expected.heard[cell][order[i]][why]++;
        if (why == EXQ_WHY_NONE)
            add_said(&of->expected, cell, order[i], out);
    }
    exq_asker_clear(&of->asker);
}

static void compare(bench *of, size_t cell, size_t m)
{
    exq_list_part *part = &of->parts[EXQ_LISTED];
    exq_grid *grid = &part->grids[EXQ_GRID_MEASURES + m], *undefined = &part->grids[EXQ_GRID_UNDEFINED];
    const size_t row = exq_grid_row(grid, cell), sums = kernels[m].outputs + exq_list_squares(&of->measures[m]);
    assert_int_equal(exq_grid_counts(grid, row)[0], of->expected.heard[cell][m][EXQ_WHY_NONE]);
    if (memcmp(exq_grid_sums(grid, row), of->expected.sums[cell][m], sums * sizeof(exq_fixedsum)) != 0)
        fail_msg("cell %zu: other sums of %s", cell, kernels[m].id);
    for (size_t why = EXQ_WHY_NONE + 1; why < EXQ_WHY_COUNT; why++) {
        const size_t reason = exq_grid_row(undefined, exq_undefined_key(&of->shape, cell, m, (exq_why)why));
        assert_int_equal(exq_grid_counts(undefined, reason)[0], of->expected.heard[cell][m][why]);
    }
}

/* People fall into cells, one of which comes back. Returns how many patterns are kept. */
static size_t counted_is_asked(const crowd *from, size_t people)
{
    static const size_t visits[] = {0, 1, 2, 0};
    static bench of;
    exq_random random;
    exq_random_init(&random, 31, 0);
    bench_open(&of);
    for (size_t visit = 0; visit < COUNT(visits); visit++) {
        assert_int_equal(exq_list_measures_turn(&of.counting, visits[visit], NULL), EXQ_OK);
        for (size_t i = 0; i < people / COUNT(visits); i++) {
            person someone;
            draw_person(&random, from, &someone);
            ask_each(&of, visits[visit], &someone.list);
            assert_int_equal(exq_list_measures_add(&of.counting, &someone.list, NULL), EXQ_OK);
        }
    }
    assert_int_equal(exq_list_measures_turn(&of.counting, 0, NULL), EXQ_OK);
    for (size_t cell = 0; cell < CELLS; cell++)
        for (size_t m = 0; m < KERNELS; m++)
            compare(&of, cell, m);
    assert_true(of.expected.faults > 0);
    assert_int_equal(of.counting.block.faults, of.expected.faults);
    const size_t kept = of.counting.patterns.count;
    bench_close(&of);
    return kept;
}

/* Lists of 4 places, each a hit or none, and at most 2 liked items beyond. */
static void few_patterns_are_met_again(void **state)
{
    (void)state;
    crowd from = {.shortest = 4, .longest = 4, .hit = .4, .grades = 1, .unit = 1, .beyond = 2};
    assert_int_equal(counted_is_asked(&from, 4000), (1 << 4) * 3);
    from.grades = 2;
    from.beyond = 0;
    assert_int_equal(counted_is_asked(&from, 8000), 3 * 3 * 3 * 3);
}

/* Attention that is not what most get, in long lists and short ones. */
static void attention_is_part_of_it(void **state)
{
    (void)state;
    const crowd from = {
        .shortest = 1, .longest = 3, .hit = .5, .grades = 1, .unit = 1, .beyond = 0, .uncommon_every = 3};
    assert_int_equal(counted_is_asked(&from, 4000), 2 * ((1 << 1) + (1 << 2) + (1 << 3)));
}

/* Of no power of two, very large. */
static void grades_are_of_any_size(void **state)
{
    (void)state;
    crowd from = {.shortest = 1, .longest = 6, .hit = .3, .grades = 3, .unit = 1 / 300.0, .beyond = 1};
    assert_true(counted_is_asked(&from, 4000) > 100);
    from.unit = 1e6;
    assert_true(counted_is_asked(&from, 4000) > 100);
}

/* More patterns than there is room for; keys that are too long, and such among short ones. */
static void some_are_not_kept(void **state)
{
    (void)state;
    const crowd many = {.shortest = 20, .longest = MOST, .hit = .5, .grades = 1, .unit = 1, .beyond = 1};
    const size_t kept = counted_is_asked(&many, 12000);
    assert_in_range(kept, 1000, 6000);
    assert_int_equal(counted_is_asked(&many, 14000), kept);
    const crowd avid = {.shortest = MOST, .longest = MOST, .hit = .2, .grades = 90, .unit = .1, .beyond = 60};
    assert_in_range(counted_is_asked(&avid, 400), 50, 350);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_patterns_are_met_again),
        cmocka_unit_test(attention_is_part_of_it),
        cmocka_unit_test(grades_are_of_any_size),
        cmocka_unit_test(some_are_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
