/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Limits that are met exactly: no rounding of a quotient may call them missed.
 */
#include "verdict_kit.h"

static double share(exq_share of)
{
    return (double)of.k / (double)of.n;
}

static exq_verdict ratio_verdict(exq_share a, exq_share b, const asked *asks)
{
    return verdict_on(&(world){"selection_rate_ratio", "selection_rate", .value = share(a) / share(b), .hi = 9,
                               .group = a, .reference = b},
                      asks);
}

static exq_verdict gap_verdict(exq_share a, exq_share b, const asked *asks)
{
    return verdict_on(&(world){"selection_rate_difference", "selection_rate", .value = share(a) - share(b), .lo = -1,
                               .hi = 1, .group = a, .reference = b},
                      asks);
}

/* 55,689 pairs; quotients of doubles call 18,155 of them less. One person fewer is less, and is missed. */
static void exactly_four_fifths_is_met(void **state)
{
    (void)state;
    enum { MOST = 200 };
    unsigned exact = 0, wrong = 0;
    const exq_check check = check_of("selection_rate_ratio", EXQ_AT_LEAST, "0.80", EXQ_DECIDE_ON_POINT);
    const asked asks = ask(&check, 1);
    for (uint64_t n1 = 1; n1 <= MOST; n1++)
        for (uint64_t n2 = 1; n2 <= MOST; n2++)
            for (uint64_t x2 = 1; x2 <= n2; x2++) {
                const uint64_t product = 4 * x2 * n1, x1 = product / (5 * n2);
                if (x1 == 0 || x1 * 5 * n2 != product)
                    continue;
                exact++;
                wrong += ratio_verdict((exq_share){x1, n1}, (exq_share){x2, n2}, &asks) != EXQ_MET;
                wrong += ratio_verdict((exq_share){x1 - 1, n1}, (exq_share){x2, n2}, &asks) != EXQ_MISSED;
            }
    exq_arena_free(asks.arena);
    print_message("exactly four fifths: %u pairs, %u wrong verdicts\n", exact, wrong);
    assert_int_equal(exact, 55689);
    assert_int_equal(wrong, 0);
}

/* 13,890 pairs, whichever group is ahead; doubles call 3,303 of them more. */
static void exactly_the_gap_is_met(void **state)
{
    (void)state;
    enum { MOST = 300 };
    static const struct {
        const char *text;
        uint64_t num, den;
    } limits[] = {
        {"0.05", 5, 100},
        {"0.1",  1, 10 },
        {"0.2",  2, 10 }
    };
    unsigned exact = 0, wrong = 0;
    for (size_t i = 0; i < COUNT(limits); i++) {
        const exq_check check = check_of("selection_rate_difference", EXQ_AT_MOST, limits[i].text, EXQ_DECIDE_ON_POINT);
        const asked asks = ask(&check, 1);
        for (uint64_t n = 1; n <= MOST; n++) {
            const uint64_t step = n * limits[i].num / limits[i].den;
            if (step * limits[i].den != n * limits[i].num)
                continue;
            for (uint64_t low = 0; low + step <= n; low++) {
                const exq_share a = {low + step, n}, b = {low, n};
                exact++;
                wrong += gap_verdict(a, b, &asks) != EXQ_MET || gap_verdict(b, a, &asks) != EXQ_MET;
                if (low > 0)
                    wrong += gap_verdict(a, (exq_share){low - 1, n}, &asks) != EXQ_MISSED ||
                             gap_verdict((exq_share){low - 1, n}, a, &asks) != EXQ_MISSED;
            }
        }
        exq_arena_free(asks.arena);
    }
    print_message("exactly the gap: %u pairs, %u wrong verdicts\n", exact, wrong);
    assert_int_equal(exact, 13890);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_four_fifths_is_met),
        cmocka_unit_test(exactly_the_gap_is_met),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
