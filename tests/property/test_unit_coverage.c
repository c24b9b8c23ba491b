/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often ranges hold the truth where one person has several rows that are alike: persons with tempers of their own
 * (beta-binomial, correlations .2 to .4), 30 to 1,000 of them a group, with few rows each or many, alike in number or
 * not. Rows taken for people give ranges that are far too narrow; persons give what is promised, to one in a hundred.
 */
#include "distributions.h"
#include "effective.h"
#include "sampling.h"
#include "statistics_kit.h"

enum { WORLDS = 4000, GROUPS = 4, STEPS = 2048, MOST_ROWS = 9 };

static const double level = 0.95;

/* Tempers of persons: quantiles of a beta distribution, each as likely, in parts of SCALE. */
#define SCALE 1000000000
typedef struct tempers {
    uint64_t steps[STEPS];
    double mean;
} tempers;

static void make_tempers(double rate, double correlation, tempers *out)
{
    const double size = (1 - correlation) / correlation;
    *out = (tempers){0};
    for (size_t i = 0; i < STEPS; i++) {
        const double at = exq_beta_quantile(((double)i + 0.5) / STEPS, rate * size, (1 - rate) * size);
        out->steps[i] = (uint64_t)(at * SCALE);
        out->mean += (double)out->steps[i] / SCALE / STEPS;
    }
}

/* ------------------------------------------------------------------------------------------- one group's rows */

typedef struct group {
    exq_cells cells;
    exq_persons_of_row persons;
} group;

static void add_person(group *to, uint64_t rows, uint64_t selected)
{
    const double by_cell[2] = {(double)selected, (double)(rows - selected)};
    static const exq_cell_name cells[2] = {EXQ_US, EXQ_UR};
    unsigned set = 0;
    for (size_t i = 0; i < 2; i++) {
        to->cells.people[cells[i]] += (uint64_t)by_cell[i];
        to->cells.weight[cells[i]] += by_cell[i];
        to->cells.square[cells[i]] += by_cell[i];
        set |= by_cell[i] > 0 ? 1u << cells[i] : 0;
        for (size_t j = 0; j < 2; j++)
            to->persons.moments.of[cells[i]][cells[j]] += by_cell[i] * by_cell[j];
    }
    to->persons.touching[set]++;
}

typedef enum sizes {
    UP_TO_NINE, /* as many persons have one row as nine */
    ONE_OR_TWO,
    FEW_HAVE_MANY /* one in ten has thirty rows, the others have one or two */
} sizes;

static uint64_t draw_rows(exq_random *random, sizes of)
{
    if (of == UP_TO_NINE)
        return 1 + exq_random_below(random, MOST_ROWS);
    if (of == FEW_HAVE_MANY && exq_random_below(random, 10) == 0)
        return 30;
    return 1 + exq_random_below(random, 2);
}

static void draw_group(exq_random *random, const tempers *of, size_t persons, sizes rows_of, group *out)
{
    *out = (group){0};
    for (size_t p = 0; p < persons; p++) {
        const uint64_t rows = draw_rows(random, rows_of);
        const uint64_t temper = of->steps[exq_random_below(random, STEPS)];
        add_person(out, rows, exq_sample_binomial(random, rows, temper, SCALE));
    }
}

static exq_estimate estimate_of(group *of, bool with_persons)
{
    of->cells.persons = with_persons ? &of->persons : NULL;
    return exq_estimate_of(&exq_quantities[EXQ_QUANTITY_selection_rate], &of->cells, &of->cells, false);
}

static bool holds(exq_range range, double truth)
{
    const bool above = !exq_known(range.lo) || range.lo.v <= truth, below = !exq_known(range.hi) || truth <= range.hi.v;
    return above && below;
}

/* ---------------------------------------------------------------------------------------------------- designs */

typedef struct coverage {
    double rate, difference, ratio, widest, least; /* the last two: of the highest against the lowest of all groups */
} coverage;

typedef struct design {
    double rate, correlation;
    size_t persons;
    bool unfair; /* the last group at four fifths */
    sizes rows;
} design;

static void count_world(group *groups, const double *truths, bool with_persons, exq_reach reach, coverage *held)
{
    exq_proportion p[GROUPS];
    exq_limits scratch[GROUPS];
    double highest = truths[0], lowest = truths[0];
    for (size_t g = 0; g < GROUPS; g++) {
        exq_estimate estimate = estimate_of(&groups[g], with_persons);
        p[g] = exq_estimate_proportion(&estimate);
        highest = fmax(highest, truths[g]);
        lowest = fmin(lowest, truths[g]);
    }
    const size_t last = GROUPS - 1;
    exq_extremes extremes = exq_interval_extremes(p, NULL, GROUPS, reach, scratch);
    held->rate += holds(exq_interval_wilson(p[last], level), truths[last]);
    held->difference += holds(exq_interval_newcombe(p[last], p[0], level), truths[last] - truths[0]);
    held->ratio += holds(exq_interval_koopman(p[last], p[0], level), truths[last] / truths[0]);
    held->widest += holds(extremes.difference, highest - lowest);
    held->least += holds(extremes.ratio, lowest / highest);
}

static void simulate(const design *of, uint64_t stream, coverage found[2])
{
    static tempers fair, behind;
    static group groups[GROUPS];
    make_tempers(of->rate, of->correlation, &fair);
    make_tempers(of->unfair ? 0.8 * of->rate : of->rate, of->correlation, &behind);
    double truths[GROUPS];
    for (size_t g = 0; g < GROUPS; g++)
        truths[g] = g + 1 < GROUPS ? fair.mean : behind.mean;
    const exq_reach reach = exq_reach_of(level, level, GROUPS);
    exq_random random;
    exq_random_init(&random, 41, stream);
    found[0] = found[1] = (coverage){0};
    for (int world = 0; world < WORLDS; world++) {
        for (size_t g = 0; g < GROUPS; g++)
            draw_group(&random, g + 1 < GROUPS ? &fair : &behind, of->persons, of->rows, &groups[g]);
        for (int with_persons = 0; with_persons < 2; with_persons++)
            count_world(groups, truths, with_persons, reach, &found[with_persons]);
    }
    for (size_t i = 0; i < 2; i++) {
        found[i].rate /= WORLDS;
        found[i].difference /= WORLDS;
        found[i].ratio /= WORLDS;
        found[i].widest /= WORLDS;
        found[i].least /= WORLDS;
    }
}

static void say(const char *what, const coverage *found)
{
    print_message("    %s rate %.4f, difference %.4f, ratio %.4f; largest difference %.4f, smallest ratio %.4f\n", what,
                  found->rate, found->difference, found->ratio, found->widest, found->least);
}

static bool as_promised(double share)
{
    return fabs(share - level) <= 0.01;
}

static void check_design(const design *of, const coverage *rows, const coverage *persons)
{
    const double too_narrow = of->rows == ONE_OR_TWO ? 0.94 : 0.9;
    assert_true(fmax(rows->rate, fmax(rows->difference, rows->ratio)) < too_narrow);
    assert_true(of->unfair || fmax(rows->widest, rows->least) < too_narrow);
    assert_true(as_promised(persons->rate) && as_promised(persons->difference) && as_promised(persons->ratio));
    assert_true(fmin(persons->widest, persons->least) >= 0.95); /* one end has to allow for every pair of groups */
}

static void persons_hold_what_rows_do_not(void **state)
{
    (void)state;
    static const design designs[] = {
        {0.5,  0.2, 30,   false, UP_TO_NINE   },
        {0.3,  0.3, 30,   true,  UP_TO_NINE   },
        {0.5,  0.3, 60,   false, UP_TO_NINE   },
        {0.2,  0.2, 60,   true,  UP_TO_NINE   },
        {0.1,  0.2, 100,  false, UP_TO_NINE   },
        {0.4,  0.3, 100,  true,  UP_TO_NINE   },
        {0.2,  0.3, 200,  false, UP_TO_NINE   },
        {0.05, 0.2, 200,  true,  UP_TO_NINE   },
        {0.3,  0.4, 400,  true,  ONE_OR_TWO   },
        {0.1,  0.4, 1000, false, ONE_OR_TWO   },
        {0.4,  0.2, 150,  false, FEW_HAVE_MANY},
        {0.2,  0.2, 400,  true,  FEW_HAVE_MANY},
    };
    for (size_t i = 0; i < COUNT(designs); i++) {
        coverage found[2];
        simulate(&designs[i], i, found);
        print_message("%zu persons a group, rate %.2f, correlation %.1f\n", designs[i].persons, designs[i].rate,
                      designs[i].correlation);
        say("rows:   ", &found[0]);
        say("persons:", &found[1]);
        check_design(&designs[i], &found[0], &found[1]);
    }
}

/* ---------------------------------------------------------------------------------------------- shared persons */

/* Persons with rows in both groups, selected in the second four times where they would be five times in the first. */
static void draw_pair(exq_random *random, const tempers *of, size_t persons, group pair[2], exq_moments *crossing)
{
    static const exq_cell_name cells[2] = {EXQ_US, EXQ_UR};
    pair[0] = pair[1] = (group){0};
    *crossing = (exq_moments){0};
    for (size_t p = 0; p < persons; p++) {
        const uint64_t temper = of->steps[exq_random_below(random, STEPS)];
        double by_cell[2][2];
        for (size_t g = 0; g < 2; g++) {
            const uint64_t rows = 1 + exq_random_below(random, MOST_ROWS);
            const uint64_t selected = exq_sample_binomial(random, rows, g == 0 ? temper : temper / 5 * 4, SCALE);
            add_person(&pair[g], rows, selected);
            by_cell[g][0] = (double)selected;
            by_cell[g][1] = (double)(rows - selected);
        }
        for (size_t i = 0; i < 2; i++)
            for (size_t j = 0; j < 2; j++)
                crossing->of[cells[i]][cells[j]] += by_cell[0][i] * by_cell[1][j];
    }
}

static double width(exq_range range)
{
    return range.hi.v - range.lo.v;
}

static void shared_persons_narrow_what_they_compare(void **state)
{
    (void)state;
    static tempers of;
    static group pair[2];
    make_tempers(0.4, 0.3, &of);
    exq_random random;
    exq_random_init(&random, 41, 100);
    double difference = 0, ratio = 0, apart = 0, narrower = 0;
    for (int world = 0; world < WORLDS; world++) {
        exq_moments crossing;
        draw_pair(&random, &of, 60, pair, &crossing);
        exq_estimate a = estimate_of(&pair[0], true), b = estimate_of(&pair[1], true);
        exq_proportion p = exq_estimate_proportion(&a), q = exq_estimate_proportion(&b);
        const double correlation = exq_estimate_correlation(&a, &b, &crossing);
        exq_range together = exq_interval_dependent_difference(p, q, correlation, level);
        exq_range separate = exq_interval_newcombe(p, q, level);
        difference += holds(together, 0.2 * of.mean) / (double)WORLDS;
        apart += holds(separate, 0.2 * of.mean) / (double)WORLDS;
        ratio += holds(exq_interval_dependent_ratio(p, q, correlation, level), 1.25) / (double)WORLDS;
        narrower += width(together) / width(separate) / WORLDS;
    }
    print_message("60 persons in both groups: difference %.4f, ratio %.4f; taken for others %.4f, and %.0f %% wider\n",
                  difference, ratio, apart, 100 / narrower - 100);
    assert_true(as_promised(difference) && as_promised(ratio));
    assert_true(apart > 0.97 && narrower < 0.9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_hold_what_rows_do_not),
        cmocka_unit_test(shared_persons_narrow_what_they_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
