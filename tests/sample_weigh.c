/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gives a question of a sample document what weighs it: figures of the right shape, none of them worked out, so that
 * renderers have every kind of them to say.
 */
#include "sample_weigh.h"

#include <math.h>
#include <string.h>

#include "sample_build.h"

static const double none = (double)NAN;

static bool is_ratio_of(const exq_doc_disparity *row, const char *rate)
{
    return row->has_people && !isnan(row->value) && strcmp(row->of, rate) == 0 && strstr(row->metric, "_ratio") != NULL;
}

static void weigh_row(exq_doc_disparity *row)
{
    if (!row->has_people || isnan(row->value))
        return;
    exq_count swapped = (row->people.shortfall + 1) / 2;
    row->p = strcmp(row->difference, "shown") == 0 ? 1e-9 : 0.1325;
    row->log10_p = log10(row->p);
    row->p_adjusted = 2 * row->p;
    row->p_method = "fisher";
    row->shrunken = (row->value + 1) / 2;
    row->detectable = 0.875;
    row->flips = swapped > 0 ? swapped : 1;
    row->people.swapped = swapped;
    row->people.expected = (double)swapped - 0.25;
    row->people.step = 100.0 / (double)row->people.n;
}

/* The lowest over the highest of the ratios to the reference, which itself counts as 1. */
static void add_lowest(exq_arena *arena, exq_doc_disparity *rows, size_t *count, const char *rate)
{
    const exq_doc_disparity *lowest = NULL;
    for (size_t i = 0; i < *count; i++) {
        if (is_ratio_of(&rows[i], rate) && rows[i].value < 1 && (lowest == NULL || rows[i].value < lowest->value))
            lowest = &rows[i];
    }
    if (lowest == NULL)
        return;
    exq_doc_disparity row = *lowest;
    row.metric = exq_arena_format(arena, "%s_min_ratio", rate);
    row.method = "fold";
    row.has_people = false;
    row.p_method = "parity_null";
    row.has_parity_null = true;
    row.parity_null = (exq_doc_parity_null){row.p, 0.875, 0.8, lowest->people.n < 30 ? 0.9375 : 0.015625, 9999};
    rows[(*count)++] = row;
}

static void weigh_rows(exq_arena *arena, exq_doc_question *question)
{
    exq_doc_disparity *rows = SAMPLE_MANY(arena, exq_doc_disparity, question->disparity_count + 1);
    size_t count = question->disparity_count;
    memcpy(rows, question->disparities, count * sizeof *rows);
    for (size_t i = 0; i < count; i++)
        weigh_row(&rows[i]);
    add_lowest(arena, rows, &count, question->lead_rate);
    question->disparities = rows;
    question->disparity_count = count;
}

/* --------------------------------------------------------------------------------------- the whole question */

/* The groups of the ratios of the rate. */
static exq_doc_who *who_of(exq_arena *arena, const exq_doc_question *question, size_t *count)
{
    exq_doc_who *who = SAMPLE_MANY(arena, exq_doc_who, question->disparity_count);
    *count = 0;
    for (size_t i = 0; i < question->disparity_count; i++) {
        if (is_ratio_of(&question->disparities[i], question->lead_rate))
            who[(*count)++].levels = question->disparities[i].group;
    }
    return who;
}

static void add_tests(exq_arena *arena, exq_doc_question *question, const exq_doc_who *who, size_t count)
{
    exq_doc_test *tests = SAMPLE_MANY(arena, exq_doc_test, 1);
    exq_doc_variance *variances = SAMPLE_MANY(arena, exq_doc_variance, 1);
    exq_doc_worst *worst = SAMPLE_MANY(arena, exq_doc_worst, 1);
    tests[0] = (exq_doc_test){
        question->lead_rate, 244.25, 250.5, (exq_count)count, 1e-9, -9, 1e-10, none, "not_needed", -1, 9.5, NULL};
    variances[0] = (exq_doc_variance){question->lead_rate, 0.0125, 0.001, 0.5, NULL};
    worst[0] = (exq_doc_worst){question->lead_rate, count > 1 ? who + 1 : who, who, count > 1 ? count - 1 : 1, 1, NULL};
    question->tests = tests;
    question->variances = variances;
    question->worst = worst;
    question->test_count = question->variance_count = question->worst_count = 1;
}

static void add_missing(exq_arena *arena, exq_doc_question *question, const exq_doc_who *who, size_t count)
{
    exq_doc_missing *missing = SAMPLE_MANY(arena, exq_doc_missing, 1);
    exq_doc_missing_group *groups = SAMPLE_MANY(arena, exq_doc_missing_group, count);
    for (size_t i = 0; i < count; i++)
        groups[i] = (exq_doc_missing_group){
            .group = who[i].levels,
            .reference = question->reference.levels,
            .ratio = {0.5,  i == 0 ? 1.25 : none, i == 0 ? NULL : "infinite"},
            .ratio_to_highest = {0.25, 1,                    NULL                      },
            .tipping_point = i == 0 ? 7 : -1
        };
    missing[0] = (exq_doc_missing){
        .of = question->lead_rate,
        .unknown = 26,
        .selected = 11,
        .limit = 0.8,
        .groups = groups,
        .group_count = count,
        .min_ratio = {0.25,  0.875, NULL},
        .max_difference = {0.125, 0.5,   NULL},
        .tipping_point = 7
    };
    question->missing = missing;
    question->missing_count = 1;
}

static void add_sensitivity(exq_arena *arena, exq_doc_question *question, const exq_doc_who *who, size_t count)
{
    static const exq_doc_alternative alternatives[] = {
        {"reference", "overall",  "ratio",      0.9375,      0.5,         1.5,         NULL,       "not_shown", NULL              },
        {"interval",  "newcombe", "difference", -0.21875,    -0.3125,     -0.125,      NULL,       "shown",     NULL              },
        {"level",     "0.99",     "ratio",      0.9375,      0.375,       (double)NAN, "infinite", "not_shown", NULL              },
        {"missing",   "compare",  "ratio",      (double)NAN, (double)NAN, (double)NAN, NULL,       NULL,        "reference_itself"},
    };
    exq_doc_sensitivity *sensitivity = SAMPLE_MANY(arena, exq_doc_sensitivity, count);
    for (size_t i = 0; i < count; i++)
        sensitivity[i] = (exq_doc_sensitivity){
            question->lead_rate, who[i].levels, i == 1 ? "not_shown" : "shown", 3, i == 1 ? 2 : 1, alternatives, 4};
    question->sensitivity = sensitivity;
    question->sensitivity_count = count;
}

static bool has_missing_level(const exq_doc_question *question)
{
    for (size_t i = 0; i < question->group_count; i++) {
        if (question->groups[i].levels.items[0].level == NULL)
            return true;
    }
    return false;
}

void sample_weigh(exq_arena *arena, exq_doc_question *question)
{
    weigh_rows(arena, question);
    size_t count = 0;
    const exq_doc_who *who = who_of(arena, question, &count);
    if (count == 0)
        return;
    add_tests(arena, question, who, count);
    if (has_missing_level(question))
        add_missing(arena, question, who, count);
    add_sensitivity(arena, question, who, count);
}

void sample_adjust(exq_arena *arena, exq_doc_question *question, const char *simpson)
{
    size_t count = 0;
    const exq_doc_who *who = who_of(arena, question, &count);
    exq_doc_adjusted *adjusted = SAMPLE_MANY(arena, exq_doc_adjusted, count);
    for (size_t i = 0; i < count; i++) {
        adjusted[i] = (exq_doc_adjusted){
            .of = question->lead_rate,
            .group = who[i].levels,
            .reference = question->reference.levels,
            .reference_is = "group",
            .strata_used = 2,
            .strata_withheld = 1,
            .odds_ratio = {1.125, 0.9375, 1.3125,  NULL},
            .breslow_day = {18.5,  1,      0.00207, NULL},
            .tarone = {18.25, 1,      0.00207, NULL},
            .woolf = {17.5,  1,      0.00314, NULL},
            .conditional_demographic_disparity = -0.02,
            .simpson = simpson,
        };
        adjusted[i].cmh.chi2 = 1.5;
        adjusted[i].cmh.chi2_corrected = 1.4375;
        adjusted[i].cmh.p = 0.21875;
        adjusted[i].cmh.p_corrected = 0.234375;
        adjusted[i].standardised.group = 0.4375;
        adjusted[i].standardised.reference = 0.390625;
        adjusted[i].standardised.ratio = 1.12;
        adjusted[i].crude.odds_ratio = 0.5625;
        adjusted[i].crude.ratio = 0.6875;
        adjusted[i].crude.p = 1e-9;
        adjusted[i].composition.gap = -0.140625;
        adjusted[i].composition.composition = -0.171875;
        adjusted[i].composition.rates = 0.03125;
        adjusted[i].composition.composition_se = 0.0125;
        adjusted[i].composition.rates_se = 0.0175;
    }
    question->adjusted = adjusted;
    question->adjusted_count = count;
}
