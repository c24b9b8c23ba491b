/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers from histograms of scores: against worked goldens, against the same numbers from rows of people, and by what must
 * hold of any scores.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "scored_chance.h"
#include "scores_builder.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static exq_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = built(exq_arena_new());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    exq_arena_free(arena);
    return 0;
}

/* ------------------------------------------------------------------------------------------------------ goldens */

static const exq_score_bin points[] = {
    {1, 1},
    {2, 2},
    {3, 3}
};
static const exq_score_bin wide[] = {
    {1, 1.5},
    {2, 2.5},
    {3, 3.5}
};

static exq_rate_value measure(const exq_published *question, size_t group, const char *id)
{
    const exq_findings found = built_findings(question, built_options(), arena);
    const exq_rate_value *value = find_rate(&found.groups[group], id);
    assert_non_null(value);
    return *value;
}

static void area_of_the_golden(void **state)
{
    (void)state;
    const scored_group groups[] = {
        {.level = "a", .people = {{6, 3, 1}, {2, 3, 5}}},
        {.level = "b", .people = {{4, 4, 4}, {3, 3, 3}}}
    };
    const exq_published exact = built_scored_question(arena, &(built_scores){points, 3, groups, 2, 2});
    const exq_rate_value area = measure(&exact, 0, "auc");
    assert_true(near(area.value.v, 0.76, 1e-15));
    assert_true(near(area.se.v * area.se.v, 0.0113111111111111, 1e-13));
    assert_false(area.certain.told);
    assert_int_equal(area.den_people, 20);
    assert_string_equal(area.range.method, "delong_logit");
    /* ln(.76 / .24) -+ 1.959964 x .1063537 / (.76 x .24), seen back */
    assert_true(range_is(area.range, 0.5024661343037068, 0.9085031992968573, 1e-12));
    const exq_published open = built_scored_question(arena, &(built_scores){wide, 3, groups, 2, 2});
    const exq_rate_value bounded = measure(&open, 0, "auc");
    assert_true(near(bounded.value.v, 0.76, 1e-15));
    assert_true(bounded.certain.told && near(bounded.certain.lo, 0.63, 1e-15) && near(bounded.certain.hi, 0.89, 1e-15));
    assert_true(range_is(bounded.range, area.range.lo.v - 0.13, 1, 1e-12));
}

static void area_where_pairs_are_alike(void **state)
{
    (void)state;
    const scored_group groups[] = {
        {.level = "apart",    .people = {{10, 0, 0}, {0, 0, 5}}},
        {.level = "none",     .people = {{5, 0, 0}}            },
        {.level = "one",      .people = {{5, 3, 1}, {0, 1, 0}} },
        {.level = "reversed", .people = {{0, 0, 4}, {6, 0, 0}} },
        {.level = "tied",     .people = {{0, 8, 0}, {0, 20, 0}}}
    };
    const exq_published question = built_scored_question(arena, &(built_scores){points, 3, groups, 5, 2});
    const double five = pow(0.025, 0.2), eight = pow(0.025, 0.125), four = pow(0.025, 0.25);
    const exq_rate_value apart = measure(&question, 0, "auc"), tied = measure(&question, 4, "auc");
    const exq_rate_value reversed = measure(&question, 3, "auc"), one = measure(&question, 2, "auc");
    assert_true(apart.value.v == 1 && range_is(apart.range, five, 1, 1e-15));
    assert_string_equal(apart.range.method, "pairs");
    assert_true(reversed.value.v == 0 && range_is(reversed.range, 0, 1 - four, 1e-15));
    assert_true(tied.value.v == 0.5 && range_is(tied.range, eight / 2, 1 - eight / 2, 1e-15));
    assert_int_equal(measure(&question, 1, "auc").value.why, EXQ_WHY_ZERO_DENOMINATOR);
    assert_true(exq_known(one.value) && one.range.method == NULL);
    assert_int_equal(one.range.lo.why, EXQ_WHY_TOO_FEW_PEOPLE);
}

/* Scores 0.25 and 0.75: Brier (3 x .0625 + 1 x .5625 + ...) by hand. */
static void chances_by_hand(void **state)
{
    (void)state;
    static const exq_score_bin bins[] = {
        {0.25, 0.25},
        {0.75, 0.75}
    };
    const scored_group groups[] = {
        {.level = "a", .people = {{6, 2}, {2, 10}, {1, 1}}},
        {.level = "b", .people = {{3, 1}, {1, 3}}         }
    };
    const exq_published question = built_scored_question(arena, &(built_scores){bins, 2, groups, 2, 0.5});
    const double brier = (16 * 0.0625 + 4 * 0.5625) / 20;
    assert_true(near(measure(&question, 0, "brier").value.v, brier, 1e-15));
    const double reliability = measure(&question, 0, "brier_reliability").value.v;
    const double resolution = measure(&question, 0, "brier_resolution").value.v;
    const double uncertainty = measure(&question, 0, "brier_uncertainty").value.v;
    assert_true(near(reliability, 12 * (10. / 12 - .75) * (10. / 12 - .75) / 20, 1e-15));
    assert_true(near(uncertainty, 0.6 * 0.4, 1e-15));
    assert_true(near(reliability - resolution + uncertainty, brier, 1e-15));
    const exq_rate_value error = measure(&question, 0, "calibration_error");
    assert_true(near(error.value.v, 12 * (10. / 12 - .75) / 20, 1e-15));
    /* E|X - 2| of Bin(8, 1/4) and E|X - 9| of Bin(12, 3/4), over 20 people */
    assert_true(near(error.fair.expected, (0.93438720703125 + 1.1614662408828735) / 20, 1e-12));
    assert_string_equal(error.fair.what, "calibrated");
    assert_true(near(measure(&question, 0, "mean_score").value.v, (9 * 0.25 + 13 * 0.75) / 22, 1e-15));
    assert_int_equal(measure(&question, 0, "mean_score").den_people, 22);
    assert_true(near(measure(&question, 0, "mean_score_positive").value.v, (2 * 0.25 + 10 * 0.75) / 12, 1e-15));
    assert_int_equal(measure(&question, 0, "mean_score_negative").den_people, 8);
    const exq_published others = built_scored_question(arena, &(built_scores){points, 3, groups, 2, 2});
    assert_int_equal(measure(&others, 0, "brier").value.why, EXQ_WHY_NOT_CHANCES);
    assert_int_equal(measure(&others, 0, "calibration_error").value.why, EXQ_WHY_NOT_CHANCES);
}

/* --------------------------------------------------------------------------------------------- against people */

/* Each person by themselves. */
typedef struct people {
    double score[400];
    bool positive[400];
    size_t count;
} people;

static people unroll(const exq_score_bin *bins, size_t bin_count, const scored_group *group)
{
    people out = {.count = 0};
    for (size_t label = 0; label < 2; label++)
        for (size_t b = 0; b < bin_count; b++)
            for (uint64_t i = 0; i < group->people[label][b]; i++) {
                out.score[out.count] = bins[b].low;
                out.positive[out.count++] = label == 1;
            }
    return out;
}

static double half_order(double a, double b)
{
    return a > b ? 1 : a < b ? 0 : 0.5;
}

/* How often positives of the one are above negatives of the other, and DeLong's variance over people. */
static double area_of_people(const people *above, const people *below, double *variance)
{
    double wins = 0, p = 0, n = 0;
    for (size_t i = 0; i < above->count; i++)
        for (size_t j = 0; above->positive[i] && j < below->count; j++)
            wins += below->positive[j] ? 0 : half_order(above->score[i], below->score[j]);
    for (size_t i = 0; i < above->count; i++)
        p += above->positive[i];
    for (size_t j = 0; j < below->count; j++)
        n += !below->positive[j];
    const double area = wins / (p * n);
    double of_above = 0, of_below = 0;
    for (size_t i = 0; i < above->count; i++) {
        double mean = 0;
        for (size_t j = 0; above->positive[i] && j < below->count; j++)
            mean += below->positive[j] ? 0 : half_order(above->score[i], below->score[j]) / n;
        of_above += above->positive[i] ? (mean - area) * (mean - area) : 0;
    }
    for (size_t j = 0; j < below->count; j++) {
        double mean = 0;
        for (size_t i = 0; !below->positive[j] && i < above->count; i++)
            mean += above->positive[i] ? half_order(above->score[i], below->score[j]) / p : 0;
        of_below += below->positive[j] ? 0 : (mean - area) * (mean - area);
    }
    *variance = of_above / ((p - 1) * p) + of_below / ((n - 1) * n);
    return area;
}

static double share_up_to(const people *of, double score, int label)
{
    double count = 0, all = 0;
    for (size_t i = 0; i < of->count; i++) {
        if (label >= 0 && of->positive[i] != (label == 1))
            continue;
        all++;
        count += of->score[i] <= score;
    }
    return count / all;
}

enum { WORLDS = 60, BINS = 9 };

/* Two groups over bins of one number each, at odd distances. */
typedef struct world {
    exq_score_bin bins[BINS];
    scored_group groups[3];
} world;

static void draw_world(world *of, uint64_t seed)
{
    exq_random random;
    exq_random_init(&random, seed, 7);
    double s = -2;
    *of = (world){
        .groups = {{.level = "a"}, {.level = "b"}, {.level = "c"}}
    };
    for (size_t b = 0; b < BINS; b++) {
        s += 0.125 * (double)(1 + exq_random_below(&random, 9));
        of->bins[b] = (exq_score_bin){s, s};
        for (size_t g = 0; g < 3; g++)
            for (size_t label = 0; label < 2; label++)
                of->groups[g].people[label][b] = exq_random_below(&random, 12) * (exq_random_below(&random, 4) > 0);
    }
    for (size_t g = 0; g < 3; g++)
        for (size_t label = 0; label < 2; label++)
            of->groups[g].people[label][exq_random_below(&random, BINS)] += 2;
}

static exq_published question_of(const world *of, size_t group_count)
{
    return built_scored_question(arena, &(built_scores){of->bins, BINS, of->groups, group_count, of->bins[4].low});
}

static double value_of(const exq_findings *found, const char *metric, size_t group)
{
    const exq_disparity *row = find_row(found, metric, group);
    assert_non_null(row);
    assert_true(exq_known(row->value));
    return row->value.v;
}

static void bins_agree_with_people(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        world of;
        draw_world(&of, seed);
        const exq_published question = question_of(&of, 2);
        const exq_findings found = built_findings(&question, built_options_level(0), arena);
        const people a = unroll(of.bins, BINS, &of.groups[0]), b = unroll(of.bins, BINS, &of.groups[1]);
        double variance = 0, none = 0;
        const exq_rate_value *area = find_rate(&found.groups[1], "auc");
        assert_true(near(area->value.v, area_of_people(&b, &b, &variance), 1e-13));
        assert_true(near(area->se.v * area->se.v, variance, 1e-12));
        assert_true(near(value_of(&found, "bpsn_auc", 1), area_of_people(&a, &b, &none), 1e-13));
        assert_true(near(value_of(&found, "bnsp_auc", 1), area_of_people(&b, &a, &none), 1e-13));
        double ks = 0, earth = 0;
        for (size_t k = 0; k < BINS; k++) {
            const double apart = fabs(share_up_to(&a, of.bins[k].low, -1) - share_up_to(&b, of.bins[k].low, -1));
            ks = fmax(ks, apart);
            earth += k + 1 < BINS ? apart * (of.bins[k + 1].low - of.bins[k].low) : 0;
        }
        assert_true(near(value_of(&found, "score_ks", 1), ks, 1e-13));
        assert_true(near(value_of(&found, "score_wasserstein", 1), earth, 1e-13));
    }
}

/* The curve of a group at a false positive rate, by its knots; and the area between two by a fine grid. */
static double height(const people *of, const exq_score_bin *bins, double x)
{
    double x0 = 0, y0 = 0;
    for (size_t k = BINS; k-- > 0;) {
        const double below = k > 0 ? bins[k - 1].low : bins[0].low - 1;
        const double x1 = 1 - share_up_to(of, below, 0), y1 = 1 - share_up_to(of, below, 1);
        if (x < x1)
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        x0 = x1;
        y0 = y1;
    }
    return 1;
}

static void area_between_curves_agrees_with_a_grid(void **state)
{
    (void)state;
    enum { CELLS = 20000 };
    for (uint64_t seed = 1; seed <= 12; seed++) {
        world of;
        draw_world(&of, seed);
        const exq_published question = question_of(&of, 2);
        const exq_findings found = built_findings(&question, built_options_level(0), arena);
        const people a = unroll(of.bins, BINS, &of.groups[0]), b = unroll(of.bins, BINS, &of.groups[1]);
        double sum = 0;
        for (size_t i = 0; i < CELLS; i++) {
            const double x = ((double)i + 0.5) / CELLS;
            sum += fabs(height(&a, of.bins, x) - height(&b, of.bins, x)) / CELLS;
        }
        assert_true(near(value_of(&found, "abroca", 1), sum, 1e-4));
    }
}

/* ----------------------------------------------------------------------------------------------------- laws */

/* Any scores in the same order give the same areas and the same largest distance. */
static void order_alone_counts(void **state)
{
    (void)state;
    static const char *const metrics[] = {"auc_difference", "bpsn_auc", "bnsp_auc", "xauc_difference",
                                          "abroca",         "score_ks", "auc_ratio"};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        world of;
        draw_world(&of, seed);
        world moved = of;
        for (size_t b = 0; b < BINS; b++)
            moved.bins[b].low = moved.bins[b].high = exp(of.bins[b].low) - 5;
        const exq_published one = question_of(&of, 3), other = question_of(&moved, 3);
        const exq_findings first = built_findings(&one, built_options_level(0), arena);
        const exq_findings second = built_findings(&other, built_options_level(0), arena);
        for (size_t m = 0; m < COUNT_OF(metrics); m++)
            assert_true(value_of(&first, metrics[m], 2) == value_of(&second, metrics[m], 2));
    }
}

/* A group against one like it: no difference, and both cross areas are its own. */
static void a_group_against_itself(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        world of;
        draw_world(&of, seed);
        memcpy(of.groups[1].people, of.groups[0].people, sizeof of.groups[0].people);
        const exq_published question = question_of(&of, 2);
        const exq_findings found = built_findings(&question, built_options_level(0), arena);
        const double area = find_rate(&found.groups[0], "auc")->value.v;
        assert_true(value_of(&found, "bpsn_auc", 1) == area && value_of(&found, "bnsp_auc", 1) == area);
        static const char *const metrics[] = {"auc_difference", "xauc_difference",   "abroca",
                                              "score_ks",       "score_wasserstein", "mean_score_difference"};
        for (size_t m = 0; m < COUNT_OF(metrics); m++)
            assert_true(value_of(&found, metrics[m], 1) == 0);
        const exq_disparity *gap = find_row(&found, "auc_max_difference", ANY_GROUP);
        assert_true(gap->value.v == 0 && gap->together.lo.v == 0 && gap->together.hi.v > 0);
        assert_int_equal(gap->difference, EXQ_DIFFERENCE_NOT_SHOWN);
    }
}

/* Against everyone, who hold the group: (1 - share) times the comparison with the rest, ends and all. */
static void a_mean_against_everyone(void **state)
{
    (void)state;
    world of;
    draw_world(&of, 9);
    const exq_published question = question_of(&of, 2);
    exq_metric_options options = built_options();
    options.reference = EXQ_REFERENCE_OVERALL;
    const exq_findings everyone = built_findings(&question, options, arena);
    options.reference = EXQ_REFERENCE_REST;
    const exq_findings rest = built_findings(&question, options, arena);
    const exq_disparity *a = find_row(&everyone, "mean_score_positive_difference", 0);
    const exq_disparity *b = find_row(&rest, "mean_score_positive_difference", 0);
    const double own = (double)find_rate(&everyone.groups[0], "mean_score_positive")->den_people;
    const double others = (double)find_rate(&everyone.groups[1], "mean_score_positive")->den_people;
    const double share = own / (own + others);
    assert_true(near(a->value.v, (1 - share) * b->value.v, 1e-13));
    assert_true(range_is(a->alone, (1 - share) * b->alone.lo.v, (1 - share) * b->alone.hi.v, 1e-13));
    assert_true(find_row(&everyone, "auc_difference", 0)->alone.method == NULL);
}

/* Merging bins that one number could not tell apart leaves the true area within the bounds. */
static void bounds_hold_what_bins_hide(void **state)
{
    (void)state;
    static const char *const metrics[] = {"auc_difference", "bpsn_auc",          "abroca",
                                          "score_ks",       "score_wasserstein", "auc_ratio"};
    for (uint64_t seed = 1; seed <= WORLDS; seed++) {
        world fine, coarse;
        draw_world(&fine, seed);
        coarse = (world){
            .groups = {{.level = "a"}, {.level = "b"}, {.level = "c"}}
        };
        for (size_t b = 0; b < BINS; b++) { /* three and three */
            coarse.bins[b / 3].low = b % 3 == 0 ? fine.bins[b].low : coarse.bins[b / 3].low;
            coarse.bins[b / 3].high = fine.bins[b].low;
            for (size_t g = 0; g < 3; g++)
                for (size_t label = 0; label < 2; label++)
                    coarse.groups[g].people[label][b / 3] += fine.groups[g].people[label][b];
        }
        const exq_published one = question_of(&fine, 3);
        exq_published other =
            built_scored_question(arena, &(built_scores){coarse.bins, BINS / 3, coarse.groups, 3, fine.bins[3].low});
        for (size_t g = 0; g < 3; g++) { /* the sums are those of the people */
            exq_row_scores *scores = (exq_row_scores *)other.marginal.groups[g].scores;
            for (size_t label = 0; label < 2; label++)
                for (size_t b = 0; b < BINS; b++) {
                    double *sum = (double *)scores->sum[label];
                    sum[b / 3] =
                        (b % 3 == 0 ? 0 : sum[b / 3]) + (double)fine.groups[g].people[label][b] * fine.bins[b].low;
                }
        }
        const exq_findings exact = built_findings(&one, built_options_level(0), arena);
        const exq_findings bounded = built_findings(&other, built_options_level(0), arena);
        for (size_t m = 0; m < COUNT_OF(metrics); m++) {
            const exq_disparity *row = find_row(&bounded, metrics[m], 1);
            const double truth = value_of(&exact, metrics[m], 1);
            assert_true(row->certain.told);
            if (truth < row->certain.lo - 1e-12 || truth > row->certain.hi + 1e-12)
                fail_msg("%s: %g is not from %g to %g", metrics[m], truth, row->certain.lo, row->certain.hi);
            assert_true(row->value.v >= row->certain.lo - 1e-12 && row->value.v <= row->certain.hi + 1e-12);
        }
        const exq_disparity *gap = find_row(&bounded, "auc_max_difference", ANY_GROUP);
        const double truth = value_of(&exact, "auc_max_difference", ANY_GROUP);
        assert_true(truth >= gap->certain.lo - 1e-12 && truth <= gap->certain.hi + 1e-12);
    }
}

/* The mean of the distance over all ways to deal two groups of 3 and 4 out, by trying them. */
static void fair_distance_by_trying(void **state)
{
    (void)state;
    static const exq_score_bin bins[] = {
        {0, 0},
        {1, 1},
        {3, 3},
        {7, 7}
    };
    static const size_t bin_of[7] = {0, 0, 1, 2, 2, 2, 3};
    const exq_scale scale = {.bins = bins, .bin_count = 4};
    double total = 0, ways = 0;
    for (unsigned set = 0; set < 1u << 7; set++) {
        uint64_t dealt[2][4] = {{0}};
        double sums[2][4] = {{0}};
        unsigned size = 0;
        for (size_t i = 0; i < 7; i++) {
            const size_t g = (set >> i & 1) != 0 ? 0 : 1;
            dealt[g][bin_of[i]]++;
            sums[g][bin_of[i]] += bins[bin_of[i]].low;
            size += g == 0;
        }
        if (size != 3)
            continue;
        const exq_two_scored both = {
            .scale = &scale, .people = {dealt[0], dealt[1]},
                 .sum = {sums[0],  sums[1] }
        };
        total += exq_score_wasserstein_of(&both).value.v;
        ways++;
    }
    uint64_t own[4] = {2, 1, 0, 0}, rest[4] = {0, 0, 3, 1};
    const exq_two_scored both = {
        .scale = &scale, .people = {own, rest}
    };
    assert_true(near(exq_score_wasserstein_fair(&both), total / ways, 1e-13));
}

/* Dealing comes out as the formula has it; what cannot be nearer is always as near, and what cannot be farther never. */
static void deals_agree_with_the_formula(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        world of;
        draw_world(&of, seed);
        const exq_scale scale = {.bins = of.bins, .bin_count = BINS};
        const exq_two_scored both = {
            .scale = &scale, .people = {of.groups[0].people[0], of.groups[1].people[0]}
        };
        const double deals = (double)exq_scored_deals(BINS);
        exq_dealt ks, mean;
        assert_true(exq_deal_distances(&both, seed, arena, &ks, &mean));
        assert_true(fabs(mean.mean - exq_score_wasserstein_fair(&both)) < 5 * mean.sd / sqrt(deals));
        assert_true(ks.p > 0 && ks.p <= 1 && ks.mean > 0);
        const exq_two_scored alike = {
            .scale = &scale, .people = {of.groups[0].people[0], of.groups[0].people[0]}
        };
        assert_true(exq_deal_distances(&alike, seed, arena, &ks, &mean));
        assert_true(ks.p == 1 && mean.p == 1);
        const exq_two_rocs rocs = {
            &scale, {of.groups[0].people[0], of.groups[0].people[0]},
             {of.groups[0].people[1], of.groups[0].people[1]}
        };
        exq_dealt abroca;
        assert_true(exq_deal_abroca(&rocs, seed, arena, &abroca));
        assert_true(abroca.p == 1 && abroca.mean > 0);
    }
    const uint64_t low[BINS] = {40}, high[BINS] = {[BINS - 1] = 40};
    world of;
    draw_world(&of, 1);
    const exq_scale scale = {.bins = of.bins, .bin_count = BINS};
    const exq_two_scored apart = {
        .scale = &scale, .people = {low, high}
    };
    exq_dealt ks, mean;
    assert_true(exq_deal_distances(&apart, 1, arena, &ks, &mean));
    assert_true(ks.p == 1 / (1 + (double)exq_scored_deals(BINS)) && mean.p == ks.p);
}

/* Many bins are joined, in the table itself too. */
static void many_bins_are_joined(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    static exq_score_bin bins[MANY];
    static uint64_t dealt[2][MANY];
    exq_random random;
    exq_random_init(&random, 4, 4);
    for (size_t b = 0; b < MANY; b++) {
        bins[b].low = bins[b].high = (double)b;
        dealt[0][b] = exq_random_below(&random, 3);
        dealt[1][b] = exq_random_below(&random, 3);
    }
    const exq_scale scale = {.bins = bins, .bin_count = MANY};
    const exq_two_scored both = {
        .scale = &scale, .people = {dealt[0], dealt[1]}
    };
    exq_dealt ks, mean;
    assert_true(exq_deal_distances(&both, 1, arena, &ks, &mean));
    const double fair = exq_score_wasserstein_fair(&both);
    assert_true(fabs(mean.mean - fair) < 5 * mean.sd / sqrt((double)exq_scored_deals(EXQ_DEALT_BINS)) + 0.02 * fair);
}

/* ------------------------------------------------------------------------------------------------- what there is */

static void only_what_data_allow(void **state)
{
    (void)state;
    world of;
    draw_world(&of, 3);
    exq_published question = question_of(&of, 3);
    exq_metric_options options = built_options();
    options.counterfactual = true;
    exq_findings found = built_findings(&question, options, arena);
    assert_null(find_rate(&found.groups[0], "auc"));
    assert_non_null(find_rate(&found.groups[0], "mean_score"));
    assert_non_null(find_row(&found, "score_ks", ANY_GROUP));
    assert_null(find_row(&found, "abroca", ANY_GROUP));
    question.scale = NULL;
    found = built_findings(&question, built_options(), arena);
    assert_null(find_rate(&found.groups[0], "mean_score"));
    assert_null(find_row(&found, "score_ks", ANY_GROUP));
    for (size_t g = 0; g < 3; g++) /* labels of the selected alone */
        for (size_t b = 0; b < BINS; b++)
            for (size_t label = 0; label < 2 && b < 4; label++) {
                of.groups[g].people[EXQ_SCORED_UNLABELLED][b] += of.groups[g].people[label][b] + 1;
                of.groups[g].people[label][b] = 0;
            }
    question = question_of(&of, 3);
    found = built_findings(&question, built_options(), arena);
    assert_int_equal(find_rate(&found.groups[0], "auc")->value.why, EXQ_WHY_LABELS_ONLY_FOR_SELECTED);
    assert_true(row_is_undefined(&found, "abroca", ANY_GROUP, EXQ_WHY_LABELS_ONLY_FOR_SELECTED));
    assert_true(exq_known(find_rate(&found.groups[0], "mean_score")->value));
}

static void withheld_groups_are_in_no_number(void **state)
{
    (void)state;
    world of;
    draw_world(&of, 5);
    const exq_published pair = question_of(&of, 2);
    of.groups[2].withheld = true;
    const exq_published question = question_of(&of, 3);
    const exq_findings two = built_findings(&pair, built_options(), arena);
    const exq_findings three = built_findings(&question, built_options(), arena);
    assert_int_equal(three.groups[2].measure_count, 0);
    assert_int_equal(count_rows(&three, "abroca"), 1);
    const exq_disparity *one = find_row(&two, "auc_max_difference", ANY_GROUP);
    const exq_disparity *other = find_row(&three, "auc_max_difference", ANY_GROUP);
    assert_true(one->value.v == other->value.v && one->together.hi.v == other->together.hi.v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(area_of_the_golden),
        cmocka_unit_test(area_where_pairs_are_alike),
        cmocka_unit_test(chances_by_hand),
        cmocka_unit_test(bins_agree_with_people),
        cmocka_unit_test(area_between_curves_agrees_with_a_grid),
        cmocka_unit_test(order_alone_counts),
        cmocka_unit_test(a_group_against_itself),
        cmocka_unit_test(a_mean_against_everyone),
        cmocka_unit_test(bounds_hold_what_bins_hide),
        cmocka_unit_test(fair_distance_by_trying),
        cmocka_unit_test(deals_agree_with_the_formula),
        cmocka_unit_test(many_bins_are_joined),
        cmocka_unit_test(only_what_data_allow),
        cmocka_unit_test(withheld_groups_are_in_no_number),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
