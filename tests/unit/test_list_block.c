/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is summed of batches, fast, against sums in fixed point of one number after the other: the same bits, whatever
 * kernels say, and however the last batch was taken.
 */
#include "list_block.h"

#include <math.h>

#include "random.h"
#include "statistics_kit.h"

enum { MOST_OUTPUTS = 5, MOST_SUMS = MOST_OUTPUTS + MOST_OUTPUTS * (MOST_OUTPUTS + 1) / 2 };

/* One output; several with squares; several with products. */
static const exq_list_measure measures[] = {{.outputs = 1}, {.outputs = 3}, {.outputs = MOST_OUTPUTS, .products = true}};
enum { MEASURES = COUNT(measures) };
static const exq_list_shape shape = {.measures = measures, .measure_count = MEASURES};

/* A block, and what it is to come to. */
typedef struct summed {
    exq_list_block block;
    exq_fixedsum expected[MEASURES][MOST_SUMS];
} summed;

static void begin(summed *of)
{
    *of = (summed){.block.faults = 0};
    assert_int_equal(exq_list_block_open(&of->block, &shape, NULL), EXQ_OK);
}

static void expect(summed *of, size_t m, const double *out)
{
    const size_t outputs = measures[m].outputs;
    exq_fixedsum *sums = of->expected[m], *squares = sums + outputs;
    for (size_t i = 0; i < outputs; i++)
        exq_fixedsum_add(&sums[i], out[i]);
    for (size_t i = 0; i < outputs; i++)
        for (size_t j = i; j < (measures[m].products ? outputs : i + 1); j++)
            exq_fixedsum_add_product(squares++, out[i], out[j]);
}

/* A batch of which all numbers are ordinary. */
static void take(summed *of, size_t m, const exq_lanes *out)
{
    EXQ_EACH_LIST (p) {
        double own[MOST_OUTPUTS];
        for (size_t i = 0; i < measures[m].outputs; i++)
            own[i] = out[i].of[p];
        expect(of, m, own);
    }
    exq_list_block_take(&of->block, m, out);
}

/* To the bit; and then nothing is left. */
static void check(summed *of)
{
    for (size_t m = 0; m < MEASURES; m++) {
        const size_t sums = measures[m].outputs + exq_list_squares(&measures[m]);
        exq_fixedsum found[MOST_SUMS] = {{{0}}}, again[MOST_SUMS] = {{{0}}}, none[MOST_SUMS] = {{{0}}};
        exq_list_block_move(&of->block, m, found);
        assert_memory_equal(found, of->expected[m], sums * sizeof *found);
        exq_list_block_move(&of->block, m, again);
        assert_memory_equal(again, none, sums * sizeof *again);
        memset(of->expected[m], 0, sizeof of->expected[m]);
    }
}

static void end(summed *of)
{
    check(of);
    exq_list_block_close(&of->block);
}

/* --------------------------------------------------------------------------------------------------- numbers */

typedef double draw(exq_random *random);

static double flag(exq_random *random)
{
    return (double)exq_random_below(random, 2);
}
static double minus_halves(exq_random *random)
{
    return -.5 * (double)exq_random_below(random, 9);
}
/* About the largest that are summed as halves. */
static double many_halves(exq_random *random)
{
    const double most = (double)exq_random_below(random, 6) / 2 + 2046;
    return exq_random_below(random, 2) == 0 ? most : -most;
}
static double third(exq_random *random)
{
    return ((double)exq_random_below(random, 19) - 9) / 3;
}
static double share(exq_random *random)
{
    return exq_random_unit(random);
}
static double nothing(exq_random *random)
{
    return exq_random_below(random, 2) == 0 ? 0 : -0.0;
}
static double large(exq_random *random)
{
    return ((double)exq_random_below(random, 2) - .5) * 2e6 * exq_random_unit(random);
}
/* 10 to the -300 and up. */
static double of_any_size(exq_random *random)
{
    const double size = pow(10, -300 + 306 * exq_random_unit(random));
    return exq_random_below(random, 2) == 0 ? size : -size;
}
/* Round about what a quicksum takes at each shift, and beyond all of them. */
static double near_a_power(exq_random *random)
{
    const double power = ldexp(1, (int)exq_random_below(random, 24) - 2);
    static const double beside[] = {1, 1 - 0x1p-53, 1 + 0x1p-52, 1 + 0x1p-31, -1, -1 - 0x1p-52};
    return power * beside[exq_random_below(random, COUNT(beside))];
}
/* The last bits that are summed fast at each shift, and those that are not. */
static double near_the_last_bit(exq_random *random)
{
    return ldexp((double)exq_random_below(random, 8) - 4, -64 + (int)exq_random_below(random, 20));
}

static draw *const draws[] = {flag,  minus_halves, many_halves, third,        share,
                              large, of_any_size,  nothing,     near_a_power, near_the_last_bit};

static double any(exq_random *random)
{
    return draws[exq_random_below(random, COUNT(draws))](random);
}

static void draw_batch(exq_random *random, draw *of, size_t m, exq_lanes *out)
{
    for (size_t i = 0; i < measures[m].outputs; i++)
        EXQ_EACH_LIST (p)
            out[i].of[p] = of(random);
}

/* ----------------------------------------------------------------------------------------------------- tests */

static void numbers_of_one_kind(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 31, 0);
    for (size_t d = 0; d < COUNT(draws); d++) {
        summed of;
        begin(&of);
        for (size_t batch = 0; batch < 50; batch++)
            for (size_t m = 0; m < MEASURES; m++) {
                exq_lanes out[MOST_OUTPUTS];
                draw_batch(&random, draws[d], m, out);
                take(&of, m, out);
            }
        assert_int_equal(of.block.faults, 0);
        end(&of);
    }
}

static void the_largest_halves(void **state)
{
    (void)state;
    static const double most[] = {2047.5, 2048, -2047.5, -2048};
    for (size_t i = 0; i < COUNT(most); i++) {
        summed of;
        exq_lanes out[MOST_OUTPUTS];
        begin(&of);
        for (size_t o = 0; o < MOST_OUTPUTS; o++)
            EXQ_EACH_LIST (p)
                out[o].of[p] = most[i];
        for (size_t m = 0; m < MEASURES; m++)
            take(&of, m, out);
        end(&of);
    }
}

/* Each output of a kind of its own, and people who do not fit among those who do. */
static void mixtures_within_a_batch(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 32, 0);
    summed of;
    begin(&of);
    for (size_t batch = 0; batch < 1000; batch++)
        for (size_t m = 0; m < MEASURES; m++) {
            exq_lanes out[MOST_OUTPUTS];
            for (size_t i = 0; i < measures[m].outputs; i++) {
                draw *usual = draws[exq_random_below(&random, COUNT(draws))];
                EXQ_EACH_LIST (p)
                    out[i].of[p] = (exq_random_below(&random, 10) == 0 ? any : usual)(&random);
            }
            take(&of, m, out);
        }
    assert_int_equal(of.block.faults, 0);
    end(&of);
}

/* What is remembered of one batch is not true of the next; nor after what was summed is moved away. */
static void numbers_change_from_batch_to_batch(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 33, 0);
    summed of;
    begin(&of);
    for (size_t batch = 0; batch < 2000; batch++) {
        const size_t m = exq_random_below(&random, MEASURES);
        exq_lanes out[MOST_OUTPUTS];
        draw_batch(&random, draws[exq_random_below(&random, COUNT(draws))], m, out);
        take(&of, m, out);
        if (exq_random_below(&random, 20) == 0)
            check(&of);
    }
    end(&of);
}

/* People of whom a number is none are counted, and none of their numbers is summed; all others are. */
static void people_without_an_ordinary_number(void **state)
{
    (void)state;
    static const double none[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, 1e300, -0x1.0000001p40};
    exq_random random;
    exq_random_init(&random, 34, 0);
    summed of;
    uint64_t faults = 0;
    begin(&of);
    for (size_t batch = 0; batch < 1000; batch++) {
        const size_t m = exq_random_below(&random, MEASURES);
        exq_lanes out[MOST_OUTPUTS];
        draw_batch(&random, draws[exq_random_below(&random, COUNT(draws))], m, out);
        EXQ_EACH_LIST (p) {
            double own[MOST_OUTPUTS];
            const bool faulty = exq_random_below(&random, 5) == 0;
            if (faulty)
                out[exq_random_below(&random, measures[m].outputs)].of[p] = none[exq_random_below(&random, COUNT(none))];
            for (size_t i = 0; i < measures[m].outputs; i++)
                own[i] = out[i].of[p];
            faults += faulty;
            if (!faulty)
                expect(&of, m, own);
        }
        exq_list_block_take(&of.block, m, out);
        assert_int_equal(of.block.faults, faults);
    }
    end(&of);
}

/* The largest number that may be summed. */
static void the_most_is_ordinary(void **state)
{
    (void)state;
    summed of;
    exq_lanes out[MOST_OUTPUTS] = {{{EXQ_FIXEDSUM_MOST, 1.0 / 3, -EXQ_FIXEDSUM_MOST, 0}}};
    begin(&of);
    for (size_t m = 0; m < MEASURES; m++)
        take(&of, m, out);
    assert_int_equal(of.block.faults, 0);
    end(&of);
}

/* As many people who are told the same as if each had been taken. */
static void people_alike_are_people(void **state)
{
    (void)state;
    exq_random random;
    exq_random_init(&random, 35, 0);
    summed of;
    begin(&of);
    for (size_t round = 0; round < 500; round++) {
        const size_t m = exq_random_below(&random, MEASURES), people = exq_random_below(&random, 40);
        draw *usual = draws[exq_random_below(&random, COUNT(draws))];
        double own[MOST_OUTPUTS];
        for (size_t i = 0; i < measures[m].outputs; i++)
            own[i] = usual(&random);
        for (size_t p = 0; p < people; p++)
            expect(&of, m, own);
        exq_list_block_add(&of.block, m, own, people);
        exq_lanes out[MOST_OUTPUTS];
        draw_batch(&random, usual, m, out);
        take(&of, m, out);
    }
    assert_int_equal(of.block.faults, 0);
    const double none[] = {0, (double)NAN, 0};
    exq_list_block_add(&of.block, 1, none, 7);
    assert_int_equal(of.block.faults, 7);
    end(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_one_kind),
        cmocka_unit_test(the_largest_halves),
        cmocka_unit_test(mixtures_within_a_batch),
        cmocka_unit_test(numbers_change_from_batch_to_batch),
        cmocka_unit_test(people_without_an_ordinary_number),
        cmocka_unit_test(the_most_is_ordinary),
        cmocka_unit_test(people_alike_are_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
