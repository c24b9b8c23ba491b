/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exposure of groups of items under every position model, and all that is made of it, on one list of ten items whose
 * numbers are known; amortised and expected exposure; bias against history.
 */
#include "list_world.h"
#include "lists_expected.h"
#include "lists_exposure.h"
#include "lists_providers.h"
#include "positions.h"

/* A A B A B B A B B B with relevance 1 1 0 0 1 0 1 0 0 1: everything that is in the catalogue. */
static const char letters[] = "AABABBABBB";
static const char grades[] = "1100101001";

typedef struct model_case {
    const char *name;
    exq_position_model model;
    double parameter;
    double a, b, share, exposure_ratio, treatment_ratio, impact_ratio, balance, inequity;
} model_case;

/* clang-format off */
static const model_case models[] = {
    {"log", EXQ_POSITION_LOG, 0, 2.394939644978184, 2.1486196931101613, .5271064966405455, 1.6719615290629706,
     .7430940129168757, 1.937379141480288, .9994695262012532, .14578700671890876},
    {"log-clip", EXQ_POSITION_LOG_CLIP, 0, 2.8562071871080223, 2.3982873246624354, .5435741117837133,
     1.7864042963513809, .7939574650450582, 2.146768787818108, .9986273309650809, .11285177643257349},
    {"geo", EXQ_POSITION_GEO, .5, .8203125, .1787109375, .8211143695014663, 6.885245901639344, 3.060109289617486,
     15.676767676767678, .9145320518410183, .44222873900293264},
    {"rbp", EXQ_POSITION_RBP, .85, 2.841274515625, 2.512896122103515, .5306656638105205, 1.6960158981302837,
     .7537848436134594, 1.97017070476695, .9993209116387664, .13866867237895908},
    {"cascade", EXQ_POSITION_CASCADE, .5, 1.283203125, .0828857421875, .9393262443034581, 23.22238586156112,
     10.321060382916052, 53.002583979328165, .8091474216530887, .6786524886069163},
};
/* clang-format on */

static void choose_model(list_world *world, exq_position_model model, double parameter)
{
    world->options.position = model;
    world->options.position_parameter = parameter;
}

static void every_position_model(void **state)
{
    (void)state;
    list_world world;
    plain_list plain;
    world_of_letters(&world, letters);
    plain_list_of(&plain, 10, grades);
    for (size_t i = 0; i < COUNT(models); i++) {
        const model_case *of = &models[i];
        double exposure[2], clicks[2], inequity[2];
        print_message("%s\n", of->name);
        choose_model(&world, of->model, of->parameter);
        assert_int_equal(world_ask_all(&world, "exposure", 10, &plain.list, exposure), EXQ_WHY_NONE);
        close_to(exposure[0], of->a);
        close_to(exposure[1], of->b);
        value_close_to(exq_share_of(exposure, 2, 0), of->share);
        value_close_to(
            exq_treatment_ratio((exq_treatment){exposure[0], 4}, (exq_treatment){exposure[1], 6}, EXQ_WHY_NO_ITEMS),
            of->exposure_ratio);
        value_close_to(
            exq_treatment_ratio((exq_treatment){exposure[0], 3}, (exq_treatment){exposure[1], 2}, EXQ_WHY_NO_MERIT),
            of->treatment_ratio);
        assert_int_equal(world_ask_all(&world, "clicks", 10, &plain.list, clicks), EXQ_WHY_NONE);
        value_close_to(
            exq_treatment_ratio((exq_treatment){clicks[0], 3}, (exq_treatment){clicks[1], 2}, EXQ_WHY_NO_MERIT),
            of->impact_ratio);
        assert_int_equal(world_ask_all(&world, "inequity", 10, &plain.list, inequity), EXQ_WHY_NONE);
        close_to(fabs(inequity[0]) + fabs(inequity[1]), of->inequity);
        world.share[0] = world.share[1] = .5;
        value_close_to(world_ask(&world, "awrf", 10, &plain.list, 0), of->balance);
        world.share[0] = .4;
        world.share[1] = .6;
    }
    choose_model(&world, EXQ_POSITION_LOG, 0);
    value_close_to(world_ask(&world, "awrf", 10, &plain.list, 0), .988250994401704);
    /* of two groups the distance of each is the total variation */
    close_to(world_ask(&world, "attention_gap", 10, &plain.list, 0).v,
             1 - world_ask(&world, "awrf_tv", 10, &plain.list, 0).v);
    world_end(&world);
}

static void weights_by_rank(void **state)
{
    (void)state;
    static const double table[] = {1, .5, .25};
    exq_list_options options = {.position = EXQ_POSITION_TABLE, .position_table = table, .position_table_length = 3};
    exq_attention attention = exq_attention_start(&options);
    for (size_t r = 0; r < 5; r++)
        close_to(exq_attention_next(&attention, 1), r < 3 ? table[r] : 0);
    options = (exq_list_options){.position = EXQ_POSITION_ERR, .highest_grade = 2};
    attention = exq_attention_start(&options);
    close_to(exq_attention_next(&attention, 2), 1); /* stops with (2^2 - 1)/2^2 */
    close_to(exq_attention_next(&attention, 0), .25);
    close_to(exq_attention_next(&attention, 1), .25); /* stops with 1/4 */
    close_to(exq_attention_next(&attention, 0), .1875);
    options = (exq_list_options){.position = EXQ_POSITION_TOPK};
    attention = exq_attention_start(&options);
    close_to(exq_attention_next(&attention, 0), 1);
    close_to(exq_attention_next(&attention, 0), 1);
    assert_true(exq_position_needs_truth(EXQ_POSITION_CASCADE) && exq_position_needs_truth(EXQ_POSITION_ERR));
    assert_false(exq_position_needs_truth(EXQ_POSITION_GEO));
}

/* The models differ in ranks 1 and 2 alone by the clip. */
static void the_clip_moves_every_rank_up_by_one(void **state)
{
    (void)state;
    close_to(exq_discount_log_clip(1), 1);
    for (size_t r = 2; r < 100; r++)
        close_to(exq_discount_log_clip(r), exq_discount_log(r - 1));
}

/* ------------------------------------------------------------------------------------------ amortised, expected */

static void amortised_attention(void **state)
{
    (void)state;
    static const double relevance[] = {.9, .9, .2};
    static const uint32_t orders[2][3] = {
        {0, 1, 2},
        {1, 0, 2}
    };
    const exq_list_options options = {.position = EXQ_POSITION_LOG};
    double attention[3] = {0}, merit[3] = {0};
    for (size_t i = 0; i < 2; i++)
        assert_true(exq_amortised_add(&options, orders[i], relevance, 3, attention, merit));
    close_to(exq_amortised_inequity(attention, merit, 3), .5385574520455132);
    memset(attention, 0, sizeof attention);
    memset(merit, 0, sizeof merit);
    for (size_t i = 0; i < 2; i++)
        assert_true(exq_amortised_add(&options, orders[0], relevance, 3, attention, merit));
    close_to(exq_amortised_inequity(attention, merit, 3), .6156723561365389);
    static const double nothing[3] = {0};
    assert_false(exq_amortised_add(&options, orders[0], nothing, 3, attention, merit));
}

/* Rankings by the places of documents 1, 2, 3, of which 1 and 2 are relevant; p = .5. */
static exq_expected_exposure expected_of(const size_t rankings[][3], size_t samples, double *target)
{
    static const double relevant[] = {1, 1, 0};
    const exq_list_options options = {.position = EXQ_POSITION_RBP, .position_parameter = .5};
    double sum[3] = {0}, square[3] = {0};
    size_t order[3];
    for (size_t s = 0; s < samples; s++) {
        exq_attention attention = exq_attention_start(&options);
        for (size_t r = 0; r < 3; r++) {
            const double weight = exq_attention_next(&attention, relevant[rankings[s][r]]);
            sum[rankings[s][r]] += weight;
            square[rankings[s][r]] += weight * weight;
        }
    }
    exq_expected_target(&options, relevant, 3, order, target);
    return exq_expected_exposure_of((exq_expected_sums){samples, sum, square}, target, 3);
}

static void expected_exposure(void **state)
{
    (void)state;
    static const size_t plain[][3] = {
        {0, 1, 2}
    };
    static const size_t swapped[][3] = {
        {0, 1, 2},
        {1, 0, 2}
    };
    static const size_t reversed[][3] = {
        {2, 1, 0}
    };
    double target[3];
    exq_expected_exposure of = expected_of(plain, 1, target);
    close_to(target[0], .75);
    close_to(target[1], .75);
    close_to(target[2], .25);
    close_to(of.target, 1.1875);
    close_to(of.disparity, 1.3125);
    close_to(of.relevance, 1.1875);
    close_to(of.loss, .125);
    close_to(of.bias, 0);
    of = expected_of(swapped, 2, target);
    close_to(of.disparity, 1.1875);
    close_to(of.relevance, 1.1875);
    close_to(of.loss, 0);
    close_to(of.bias, 2 * .125 / 2); /* two items of variance 1/8 over 2 samples */
    of = expected_of(reversed, 1, target);
    close_to(of.disparity, 1.3125);
    close_to(of.relevance, .8125);
    close_to(of.loss, .875);
    close_to(of.loss, of.disparity - 2 * of.relevance + of.target);
}

static void the_target_of_a_cascade(void **state)
{
    (void)state;
    static const double relevant[] = {0, 1, 1};
    const exq_list_options options = {.position = EXQ_POSITION_CASCADE, .position_parameter = .5, .stop = .5};
    double target[3];
    size_t order[3];
    exq_expected_target(&options, relevant, 3, order, target);
    close_to(target[0], .0625);
    close_to(target[1], .625);
    close_to(target[2], .625);
}

/* --------------------------------------------------------------------------------------------- from sums */

static void parity_over_groups(void **state)
{
    (void)state;
    double scratch[4];
    const exq_treatment two[] = {
        {3, 10},
        {1, 8 }
    };
    const exq_treatment three[] = {
        {3, 10},
        {2, 10},
        {1, 10},
        {0, 0 }
    };
    value_close_to(exq_treatment_variation(two, 2, scratch).value, .4117647058823529);
    const exq_variation of = exq_treatment_variation(three, 4, scratch);
    value_close_to(of.value, .408248290463863);
    assert_int_equal(of.left_out, 1);
    undefined_as(exq_treatment_variation(three, 1, scratch).value, EXQ_WHY_ONE_GROUP);
    const exq_treatment nothing[] = {
        {0, 3},
        {0, 4}
    };
    undefined_as(exq_treatment_variation(nothing, 2, scratch).value, EXQ_WHY_ZERO_MEAN);
    const exq_range range = exq_variation_of_two((exq_range){exq_some(2), exq_some(3), "student"});
    value_close_to(range.lo, 1.0 / 3);
    value_close_to(range.hi, .5);
    value_close_to(exq_variation_of_two((exq_range){exq_some(.5), exq_some(3), "student"}).lo, 0);
}

static void ratios_without_a_denominator(void **state)
{
    (void)state;
    undefined_as(exq_treatment_ratio((exq_treatment){1, 0}, (exq_treatment){1, 1}, EXQ_WHY_NO_ITEMS), EXQ_WHY_NO_ITEMS);
    undefined_as(exq_treatment_ratio((exq_treatment){1, 1}, (exq_treatment){1, 0}, EXQ_WHY_NO_MERIT), EXQ_WHY_NO_MERIT);
    undefined_as(exq_treatment_ratio((exq_treatment){1, 1}, (exq_treatment){0, 1}, EXQ_WHY_NO_ITEMS),
                 EXQ_WHY_REFERENCE_ZERO);
    value_close_to(exq_treatment_ratio((exq_treatment){0, 1}, (exq_treatment){1, 1}, EXQ_WHY_NO_ITEMS), 0);
}

static void bias_against_history(void **state)
{
    (void)state;
    value_close_to(exq_bias_disparity(6, 10, 5, 10), .2);
    undefined_as(exq_bias_disparity(6, 10, 0, 10), EXQ_WHY_NO_HISTORY);
    undefined_as(exq_bias_disparity(0, 0, 5, 10), EXQ_WHY_NO_RECOMMENDATIONS);
}

static void welfare_of_groups(void **state)
{
    (void)state;
    static const double half[] = {.5, .5}, got[] = {.7, .3}, alone[] = {1, 0};
    double exposure[] = {4, 1, 2, 3};
    value_close_to(exq_generalised_cross_entropy(half, got, 2, 2), -.09523809523809523);
    value_close_to(exq_generalised_cross_entropy(half, half, 2, 2), 0);
    undefined_as(exq_generalised_cross_entropy(half, alone, 2, 2), EXQ_WHY_INFINITE);
    value_close_to(exq_lowest_share(exposure, 4, .5), .3);
    value_close_to(exq_lowest_share(exposure, 4, .375), .2);
    double alike[] = {2, 2, 2};
    value_close_to(exq_lowest_share(alike, 3, .4), .4);
    value_close_to(exq_proportional_fairness(alike, 3), -3 * log(3));
    undefined_as(exq_proportional_fairness(alone, 2), EXQ_WHY_RATE_ZERO);
    value_close_to(exq_guarantee_share(exposure, 4, 1, 10, 1), .75); /* at least 2 each */
    const exq_underexposure of = exq_underexposure_of(got, half, 2);
    close_to(of.total, .2);
    close_to(of.square, .04);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_position_model),
        cmocka_unit_test(weights_by_rank),
        cmocka_unit_test(the_clip_moves_every_rank_up_by_one),
        cmocka_unit_test(amortised_attention),
        cmocka_unit_test(expected_exposure),
        cmocka_unit_test(the_target_of_a_cascade),
        cmocka_unit_test(parity_over_groups),
        cmocka_unit_test(ratios_without_a_denominator),
        cmocka_unit_test(bias_against_history),
        cmocka_unit_test(welfare_of_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
