/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Worked examples of quantities, folds and named comparisons. They are worked here from the counts of two groups, by
 * the arithmetic that the words show and not by the code that computes findings; a test compares the two.
 */
#include "catalogue.h"

#include <inttypes.h>
#include <string.h>

/* TP, FP, FN, TN of groups A and B. */
static const uint64_t table[2][4] = {
    {6, 3, 2, 9},
    {1, 2, 2, 5}
};

/* The same people by score and label: selected from 0.5 on. */
const double exq_example_score[EXQ_EXAMPLE_SCORES] = {0.2, 0.5, 0.8};
const uint64_t exq_example_people[2][2][EXQ_EXAMPLE_SCORES] = {
    {{9, 2, 1}, {2, 2, 4}},
    {{5, 1, 1}, {2, 0, 1}}
};

static exq_cells cells_of_group(size_t group)
{
    static const exq_cell_name names[4] = {EXQ_TP, EXQ_FP, EXQ_FN, EXQ_TN};
    exq_cells cells = {0};
    for (size_t i = 0; i < 4; i++) {
        cells.people[names[i]] = table[group][i];
        cells.weight[names[i]] = cells.square[names[i]] = (double)table[group][i];
    }
    return cells;
}

static exq_cells cells_of_both(void)
{
    exq_cells both = cells_of_group(0), b = cells_of_group(1);
    for (size_t cell = 0; cell < EXQ_CELLS; cell++) {
        both.people[cell] += b.people[cell];
        both.weight[cell] += b.weight[cell];
        both.square[cell] += b.square[cell];
    }
    return both;
}

/* A histogram of which each bin is a step. */
typedef struct scores {
    exq_row_scores row;
    uint64_t people[EXQ_SCORED_LABELS][EXQ_EXAMPLE_SCORES];
    double sum[EXQ_SCORED_LABELS][EXQ_EXAMPLE_SCORES], square[EXQ_SCORED_LABELS][EXQ_EXAMPLE_SCORES];
} scores;

static const uint32_t example_steps[EXQ_EXAMPLE_SCORES] = {0, 1, 2};
static const exq_score_bin example_bins[EXQ_EXAMPLE_SCORES] = {
    {0.2, 0.2},
    {0.5, 0.5},
    {0.8, 0.8}
};
static const exq_scale example_scale = {
    .bins = example_bins, .bin_count = EXQ_EXAMPLE_SCORES, .steps = example_steps, .step_count = EXQ_EXAMPLE_SCORES};

/* Of groups from `first` up to `end`. */
static void fill_scores(size_t first, size_t end, scores *out)
{
    *out = (scores){
        .row = {.steps = example_steps, .step_count = EXQ_EXAMPLE_SCORES, .by_label = true}
    };
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++) {
        for (size_t b = 0; label < 2 && b < EXQ_EXAMPLE_SCORES; b++) {
            const double s = exq_example_score[b];
            for (size_t g = first; g < end; g++)
                out->people[label][b] += exq_example_people[g][label][b];
            out->sum[label][b] = (double)out->people[label][b] * s;
            out->square[label][b] = (double)out->people[label][b] * s * s;
        }
        out->row.people[label] = out->people[label];
        out->row.sum[label] = out->sum[label];
        out->row.square[label] = out->square[label];
    }
}

/* A quantity of A, of B and of both. */
typedef struct trio {
    exq_estimate a, b, all;
    exq_cells cells[3];
    scores scores[3];
} trio;

static void measure_trio(const exq_quantity *quantity, trio *out)
{
    static const size_t ends[3][2] = {
        {0, 1},
        {1, 2},
        {0, 2}
    };
    out->cells[0] = cells_of_group(0);
    out->cells[1] = cells_of_group(1);
    out->cells[2] = cells_of_both();
    for (size_t i = 0; i < 3; i++) {
        fill_scores(ends[i][0], ends[i][1], &out->scores[i]);
        out->cells[i].scale = &example_scale;
        out->cells[i].scores = &out->scores[i].row;
    }
    out->a = exq_estimate_of(quantity, &out->cells[0], &out->cells[2], false);
    out->b = exq_estimate_of(quantity, &out->cells[1], &out->cells[2], false);
    out->all = exq_estimate_of(quantity, &out->cells[2], &out->cells[2], false);
}

static exq_example example_of(const exq_quantity *quantity, double value, const char *words)
{
    exq_example example = {.group_count = 2, .group = 1, .value = value, .words = words};
    example.of_scores = quantity->scored != NULL;
    memcpy(example.cells, table, sizeof table);
    return example;
}

/* "2 of 4", or "2 for 4" where they are odds, or the value of a measure. */
static const char *fraction(exq_wording *wording, const exq_estimate *estimate)
{
    if (estimate->of->shape == EXQ_MEASURE)
        return exq_four_decimals(wording, estimate->value.v);
    const char *text = exq_arena_format(wording->arena, "%" PRIu64 " %s %" PRIu64, estimate->num.people,
                                        estimate->of->shape == EXQ_ODDS ? "for" : "of", estimate->den.people);
    wording->failed = wording->failed || text == NULL;
    return text != NULL ? text : "";
}

exq_example exq_quantity_example(exq_wording *wording, const exq_quantity *quantity)
{
    trio of;
    measure_trio(quantity, &of);
    double value = of.b.value.v;
    const char *number = exq_four_decimals(wording, value);
    if (quantity->scored != NULL)
        return example_of(
            quantity, value,
            exq_join(wording, "B has positives 2, 0, 1 and negatives 5, 1, 1 at scores 0.2, 0.5, 0.8: ", number, NULL));
    if (quantity->shape == EXQ_MEASURE)
        return example_of(quantity, value, exq_join(wording, "B has TP 1, FP 2, FN 2, TN 5: ", number, NULL));
    value = (double)of.b.num.people / (double)of.b.den.people;
    return example_of(quantity, value, exq_join(wording, "B: ", fraction(wording, &of.b), " is ", number, NULL));
}

/* ------------------------------------------------------------------------------------------------------- folds */

/* The words of a fold with {a}, {b}, {all}, {high} and {low} filled in. */
static const char *fill(exq_wording *wording, const char *words, double a, double b, double all)
{
    const char *const names[] = {"{a}", "{b}", "{all}", "{high}", "{low}"};
    const double values[] = {a, b, all, fmax(a, b), fmin(a, b)};
    const char *text = "";
    for (size_t slot = 0, count = sizeof names / sizeof names[0]; *words != '\0';) {
        size_t plain = strcspn(words, "{");
        text = exq_join(wording, text, exq_arena_copy(wording->arena, words, plain), NULL);
        words += plain;
        for (slot = 0; slot < count && strncmp(words, names[slot], strlen(names[slot])) != 0; slot++)
            ;
        if (slot == count)
            break;
        text = exq_join(wording, text, exq_four_decimals(wording, values[slot]), NULL);
        words += strlen(names[slot]);
    }
    return text;
}

static double fold_trio(exq_fold fold, const trio *of)
{
    return exq_folds[fold].example(of->a.value.v, of->b.value.v, of->all.value.v);
}

/* "A 9 of 20, B 3 of 10: 0.3 - 0.45 = -0.15" */
static const char *fold_words(exq_wording *wording, exq_fold fold, const trio *of)
{
    const char *filled = fill(wording, exq_folds[fold].example_words, of->a.value.v, of->b.value.v, of->all.value.v);
    return exq_join(wording, "A ", fraction(wording, &of->a), ", B ", fraction(wording, &of->b), ": ", filled, " = ",
                    exq_four_decimals(wording, fold_trio(fold, of)), NULL);
}

exq_example exq_fold_example(exq_wording *wording, const exq_quantity *quantity, exq_fold fold)
{
    trio of;
    measure_trio(quantity, &of);
    return example_of(quantity, fold_trio(fold, &of), fold_words(wording, fold, &of));
}

exq_example exq_fold_example_of(exq_wording *wording, const exq_fold_row *fold, double a, double b, double all)
{
    const double value = fold->example(a, b, all);
    const char *words =
        exq_join(wording, "A ", exq_four_decimals(wording, a), ", B ", exq_four_decimals(wording, b), ": ",
                 fill(wording, fold->example_words, a, b, all), " = ", exq_four_decimals(wording, value), NULL);
    return (exq_example){.value = value, .words = words};
}

/* ------------------------------------------------------------------------------------------------------- named */

static double combine(const exq_named *named, double first, double second)
{
    bool greater_is_worse = exq_folds[named->fold].better < 0;
    if (named->how == EXQ_HOW_MEAN)
        return (first + second) / 2;
    if (named->how == EXQ_HOW_MEAN_SIZE)
        return (fabs(first) + fabs(second)) / 2;
    return greater_is_worse ? fmax(first, second) : fmin(first, second);
}

exq_example exq_named_example(exq_wording *wording, const exq_named *named)
{
    static const char *const how[] = {"", "the worse is ", "the mean is ", "the mean of the sizes is "};
    trio first, second;
    measure_trio(&exq_quantities[named->first], &first);
    if (named->how == EXQ_HOW_ALONE)
        return example_of(first.a.of, fold_trio(named->fold, &first), fold_words(wording, named->fold, &first));
    measure_trio(&exq_quantities[named->second], &second);
    double value = combine(named, fold_trio(named->fold, &first), fold_trio(named->fold, &second));
    const char *words =
        exq_join(wording, fold_words(wording, named->fold, &first), "; ", fold_words(wording, named->fold, &second),
                 "; ", how[named->how], exq_four_decimals(wording, value), NULL);
    return example_of(first.a.of, value, words);
}
