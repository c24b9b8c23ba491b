/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons within strata against published figures: Berkeley admissions, mussels, a textbook table.
 */
#include "stratified.h"

#include "statistics_kit.h"

static exq_share of(uint64_t selected, uint64_t rejected)
{
    return (exq_share){selected, selected + rejected};
}

/* ----------------------------------------------------------------------------------------------- Berkeley */

/* Admitted and rejected, men and women, departments A to F. */
static const uint64_t berkeley[6][4] = {
    {512, 313, 89,  19 },
    {353, 207, 17,  8  },
    {120, 205, 202, 391},
    {138, 279, 131, 244},
    {53,  138, 94,  299},
    {22,  351, 24,  317}
};

static exq_stratified compare_berkeley(bool women_first)
{
    exq_stratum_shares strata[6];
    for (size_t i = 0; i < 6; i++) {
        const exq_share men = of(berkeley[i][0], berkeley[i][1]), women = of(berkeley[i][2], berkeley[i][3]);
        strata[i] = women_first ? (exq_stratum_shares){women, men} : (exq_stratum_shares){men, women};
    }
    return exq_stratified_compare(strata, 6, 0.05);
}

static void berkeley_men_against_women(void **state)
{
    (void)state;
    const exq_stratified found = compare_berkeley(false);
    assert_true(near_relative(found.odds_ratio.v, 0.9046968282586231, 1e-13));
    assert_true(fabs(found.odds_lo.v - 0.77190736) < 5e-9);
    assert_true(fabs(found.odds_hi.v - 1.06032976) < 5e-9);
    assert_true(near_relative(found.cmh.chi2.v, 1.5246066604434356, 1e-12));
    assert_true(near_relative(found.cmh.p.p, 0.21692369705551479, 1e-12));
    assert_true(near_relative(found.cmh_corrected.chi2.v, 1.4269462285866883, 1e-12));
    assert_true(near_relative(found.cmh_corrected.p.p, 0.2322634628170448, 1e-12));
    assert_false(found.cmh_exact);
    assert_true(near_relative(found.breslow_day.chi2.v, 18.825513705235867, 1e-12));
    assert_true(near_relative(found.breslow_day.p.p, 0.002071390349918148, 1e-12));
    assert_int_equal(found.breslow_day.df, 5);
    assert_true(near_relative(found.tarone.chi2.v, 18.825501252052582, 1e-12));
    assert_true(near_relative(found.tarone.p.p, 0.002071401397881405, 1e-12));
    assert_true(near_relative(found.woolf.chi2.v, 17.90171246979722, 1e-12));
    assert_true(near_relative(found.woolf.p.p, 0.003072142308732563, 1e-12));
    assert_true(fabs(found.crude_odds_ratio.v - 1.841080) < 5e-7);
    assert_true(found.reverses);
    assert_true(found.vanishes);
}

static void berkeley_women_against_men(void **state)
{
    (void)state;
    const exq_stratified found = compare_berkeley(true);
    assert_true(near_relative(found.odds_ratio.v, 1 / 0.9046968282586231, 1e-13));
    assert_true(fabs(found.crude_ratio.v - 0.681830) < 5e-7);
    assert_true(fabs(found.gap.v + 0.141645428) < 5e-10);
    assert_true(fabs(found.composition.v + 0.177673911) < 5e-10);
    assert_true(fabs(found.rates.v - 0.036028483) < 5e-10);
    assert_true(near_relative(found.composition.v + found.rates.v, found.gap.v, 1e-14));
    /* Standard deviations over 10,000 resampled tables. */
    assert_true(near_relative(found.composition_se.v, 0.01316, 0.03));
    assert_true(near_relative(found.rates_se.v, 0.01736, 0.03));
    assert_true(fabs(found.standardised_a.v - 0.429955) < 5e-7);
    assert_true(fabs(found.standardised_b.v - 0.387319) < 5e-7);
    assert_true(fabs(found.standardised_ratio.v - 1.110082) < 5e-7);
}

static void berkeley_crude(void **state)
{
    (void)state;
    static const exq_share men = {1198, 2691}, women = {557, 1835};
    exq_p_value p;
    assert_true(fabs(pow(exq_pooled_z(men, women, &p).v, 2) - 92.20528) < 5e-6);
    assert_true(near_relative(p.p, 7.81e-22, 1e-3));
    assert_true(fabs(exq_yates(men, women, &p).v - 91.60960) < 5e-6);
    assert_true(near_relative(exq_fisher_two_sided(of(512, 313), of(89, 19)).p, 1.669e-05, 3e-4));
}

/* ------------------------------------------------------------------------------------------------ textbooks */

static void mussels(void **state)
{
    (void)state;
    static const exq_stratum_shares strata[] = {
        {{56, 96},  {69, 146} },
        {{61, 118}, {257, 558}},
        {{73, 144}, {65, 144} },
        {{71, 126}, {48, 96}  }
    };
    const exq_stratified found = exq_stratified_compare(strata, 4, 0.05);
    assert_true(near_relative(found.odds_ratio.v, 1.3174848702393571, 1e-13));
    assert_true(near_relative(found.cmh.chi2.v, 5.320927767938446, 1e-12));
    assert_true(near_relative(found.cmh.p.p, 0.02107078993834945, 1e-12));
    assert_true(near_relative(found.cmh_corrected.chi2.v, 5.0496881823306765, 1e-12));
    assert_true(fabs(found.cmh_corrected.p.p - 0.02463037) < 5e-9);
    assert_true(near_relative(found.breslow_day.chi2.v, 0.5294859090315, 1e-11));
    assert_true(near_relative(found.breslow_day.p.p, 0.9123673420971, 1e-11));
    assert_true(fabs(found.tarone.chi2.v - 0.5294857687) < 5e-11);
}

static void common_odds_ratios(void **state)
{
    (void)state;
    static const exq_stratum_shares strata[] = {
        {{90, 100}, {20, 100}},
        {{70, 100}, {70, 100}}
    };
    assert_true(near_relative(exq_stratified_compare(strata, 1, 0.05).odds_ratio.v, 36, 1e-14));
    assert_true(near_relative(exq_stratified_compare(strata, 2, 0.05).odds_ratio.v, 4.043478260869565, 1e-14));
    assert_int_equal(exq_stratified_compare(strata, 1, 0.05).breslow_day.chi2.why, EXQ_WHY_NO_STRATUM_USABLE);
}

/* --------------------------------------------------------------------------------------------- exact CMH */

static double choose(unsigned n, unsigned k)
{
    double product = 1;
    for (unsigned i = 1; i <= k; i++)
        product = product * (n - k + i) / i;
    return product;
}

static double density(const exq_stratum_shares *stratum, unsigned k)
{
    const unsigned n = (unsigned)stratum->a.n, other = (unsigned)stratum->b.n;
    const unsigned drawn = (unsigned)(stratum->a.k + stratum->b.k);
    return k > n || k > drawn || drawn - k > other ? 0
                                                   : choose(n, k) * choose(other, drawn - k) / choose(n + other, drawn);
}

/* Every pair of counts of two strata, one by one. */
static double exact_by_hand(const exq_stratum_shares strata[2])
{
    const unsigned observed = (unsigned)(strata[0].a.k + strata[1].a.k);
    double sums[64] = {0}, p = 0;
    for (unsigned i = 0; i < 32; i++) {
        for (unsigned j = 0; j < 32; j++)
            sums[i + j] += density(&strata[0], i) * density(&strata[1], j);
    }
    for (unsigned i = 0; i < 64; i++)
        p += sums[i] <= sums[observed] * (1 + 1e-7) ? sums[i] : 0;
    return p;
}

static void small_strata_are_tested_exactly(void **state)
{
    (void)state;
    static const exq_stratum_shares pairs[][2] = {
        {{{2, 5}, {1, 7}},    {{3, 6}, {0, 4}}  },
        {{{0, 3}, {2, 8}},    {{1, 4}, {2, 20}} },
        {{{5, 5}, {3, 9}},    {{4, 6}, {5, 5}}  },
        {{{4, 5}, {6, 7}},    {{3, 4}, {19, 20}}},
        {{{0, 10}, {3, 10}},  {{0, 10}, {4, 10}}},
        {{{10, 10}, {7, 10}}, {{9, 10}, {9, 10}}},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        const exq_stratified found = exq_stratified_compare(pairs[i], 2, 0.05);
        assert_true(found.cmh_exact);
        assert_true(near_relative(found.cmh.p.p, exact_by_hand(pairs[i]), 1e-12));
    }
    /* One stratum: Fisher's test. */
    static const exq_stratum_shares one = {
        {3, 20 },
        {4, 300}
    };
    assert_true(
        near_relative(exq_stratified_compare(&one, 1, 0.05).cmh.p.p, exq_fisher_two_sided(one.a, one.b).p, 1e-12));
    /* 600 of the group and nobody else, where 3 were expected: far beyond the doubles. */
    static const exq_stratum_shares far = {
        {600, 600   },
        {0,   119400}
    };
    const exq_stratified found = exq_stratified_compare(&far, 1, 0.05);
    assert_true(found.cmh_exact && found.cmh.p.p == 0);
    assert_true(near_relative(found.cmh.p.log10_p, exq_fisher_two_sided(far.a, far.b).log10_p, 1e-12));
    /* Too far for the table of sums: the normal distribution stays. */
    static const exq_stratum_shares further = {
        {2000, 2000   },
        {0,    1998000}
    };
    assert_false(exq_stratified_compare(&further, 1, 0.05).cmh_exact);
}

/* -------------------------------------------------------------------------------------------------- edges */

static void what_cannot_be_said(void **state)
{
    (void)state;
    static const exq_stratum_shares empty_group[] = {
        {{1, 2}, {1, 3}},
        {{0, 0}, {2, 5}}
    };
    exq_stratified found = exq_stratified_compare(empty_group, 2, 0.05);
    assert_int_equal(found.standardised_a.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(found.composition.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_true(near_relative(found.odds_ratio.v, 2, 1e-14)); /* the other stratum speaks */

    static const exq_stratum_shares nobody_selected[] = {
        {{0, 2}, {0, 3}},
        {{0, 4}, {0, 5}}
    };
    found = exq_stratified_compare(nobody_selected, 2, 0.05);
    assert_int_equal(found.odds_ratio.why, EXQ_WHY_NO_STRATUM_USABLE);
    assert_int_equal(found.cmh.chi2.why, EXQ_WHY_NO_STRATUM_USABLE);
    assert_int_equal(found.woolf.chi2.why, EXQ_WHY_NO_STRATUM_USABLE);
    assert_int_equal(found.crude_odds_ratio.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_int_equal(found.crude_ratio.why, EXQ_WHY_REFERENCE_ZERO);
    assert_int_equal(found.standardised_ratio.why, EXQ_WHY_REFERENCE_ZERO);
    assert_true(found.gap.v == 0);

    static const exq_stratum_shares one_sided[] = {
        {{0, 5}, {3, 5}},
        {{0, 6}, {2, 4}}
    };
    found = exq_stratified_compare(one_sided, 2, 0.05);
    assert_int_equal(found.odds_ratio.why, EXQ_WHY_ZERO_COUNTS);
    assert_int_equal(found.breslow_day.chi2.why, EXQ_WHY_ZERO_COUNTS);
    assert_int_equal(found.woolf.chi2.why, EXQ_WHY_ZERO_COUNTS);
    assert_true(found.cmh.chi2.v > 0);

    found = exq_stratified_compare(NULL, 0, 0.05);
    assert_int_equal(found.cmh.chi2.why, EXQ_WHY_NO_STRATUM_USABLE);
    assert_int_equal(found.gap.why, EXQ_WHY_ZERO_DENOMINATOR);
}

/* Odds ratios far below 1 take the other branch of the fitted counts. */
static void fitted_counts_hold_their_odds_ratio(void **state)
{
    (void)state;
    static const exq_stratum_shares low[] = {
        {{2, 60}, {50, 60}},
        {{3, 40}, {70, 80}}
    };
    static const exq_stratum_shares high[] = {
        {{50, 60}, {2, 60}},
        {{70, 80}, {3, 40}}
    };
    const exq_stratified a = exq_stratified_compare(low, 2, 0.05), b = exq_stratified_compare(high, 2, 0.05);
    assert_true(near_relative(a.odds_ratio.v * b.odds_ratio.v, 1, 1e-13));
    assert_true(near_relative(a.breslow_day.chi2.v, b.breslow_day.chi2.v, 1e-11));
    assert_true(near_relative(a.tarone.chi2.v, b.tarone.chi2.v, 1e-11));
    assert_true(near_relative(a.cmh.p.log10_p, b.cmh.p.log10_p, 1e-12));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(berkeley_men_against_women),
        cmocka_unit_test(berkeley_women_against_men),
        cmocka_unit_test(berkeley_crude),
        cmocka_unit_test(mussels),
        cmocka_unit_test(common_odds_ratios),
        cmocka_unit_test(small_strata_are_tested_exactly),
        cmocka_unit_test(what_cannot_be_said),
        cmocka_unit_test(fitted_counts_hold_their_odds_ratio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
