/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The wording of catalogue entries: formulas from masks, and the texts of a fold and of a quantity put together.
 */
#include "catalogue.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

/* ------------------------------------------------------------------------------------------------------ pieces */

const char *exq_join(exq_wording *wording, const char *first, ...)
{
    va_list pieces;
    const char *text = first;
    va_start(pieces, first);
    for (const char *piece = va_arg(pieces, const char *); piece != NULL && text != NULL;
         piece = va_arg(pieces, const char *))
        text = exq_arena_format(wording->arena, "%s%s", text, piece);
    va_end(pieces);
    wording->failed = wording->failed || text == NULL;
    return text != NULL ? text : "";
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

const char *exq_uncapital(exq_wording *wording, const char *text)
{
    bool word = text[0] != '\0' && is_capital(text[0]) && text[1] >= 'a' && text[1] <= 'z';
    bool proper = strncmp(text, "Matthews", 8) == 0 || strncmp(text, "Youden", 6) == 0 || strncmp(text, "Brier", 5) == 0;
    if (!word || proper)
        return text;
    char first[2] = {(char)(text[0] - 'A' + 'a'), '\0'};
    const char *initial = exq_arena_string(wording->arena, first);
    return exq_join(wording, initial, text + 1, NULL);
}

const char *exq_four_decimals(exq_wording *wording, double value)
{
    bool negative = value < 0;
    uint64_t units = (uint64_t)llround(fabs(value) * 10000);
    char fraction[5] = {0};
    uint64_t rest = units % 10000;
    for (size_t i = 4; i-- > 0; rest /= 10)
        fraction[i] = (char)('0' + rest % 10);
    for (size_t i = 4; i-- > 0 && fraction[i] == '0';)
        fraction[i] = '\0';
    const char *text = exq_arena_format(wording->arena, "%s%" PRIu64 "%s%s", negative && units > 0 ? "-" : "",
                                        units / 10000, fraction[0] != '\0' ? "." : "", fraction);
    wording->failed = wording->failed || text == NULL;
    return text != NULL ? text : "";
}

static const char *mask_text(exq_wording *wording, unsigned mask)
{
    const char *text = exq_mask_text(mask, wording->arena);
    wording->failed = wording->failed || text == NULL;
    return text != NULL ? text : "";
}

const char *exq_quantity_formula(exq_wording *wording, const exq_quantity *quantity)
{
    if (quantity->shape == EXQ_MEASURE)
        return quantity->formula;
    const char *num = mask_text(wording, quantity->num), *den = mask_text(wording, quantity->den);
    if (quantity->shape == EXQ_SHARE)
        return exq_join(wording, num, " of the group / ", den, " of everyone shown", NULL);
    return exq_join(wording, num, " / ", den, NULL);
}

/* -------------------------------------------------------------------------------------------------- quantities */

static const char *quantity_span(const exq_quantity *quantity)
{
    if (quantity->shape == EXQ_MEASURE)
        return quantity->span;
    return quantity->shape == EXQ_ODDS ? "0 and above" : "0 to 1";
}

static const char *quantity_ideal(const exq_quantity *quantity)
{
    if (quantity->better == 0)
        return "equal in all groups";
    return quantity->better > 0 ? "1, and equal in all groups" : "0, and equal in all groups";
}

static const char *quantity_family(const exq_quantity *quantity)
{
    if (quantity->needs == EXQ_NEEDS_COUNTERFACTUAL)
        return "Counterfactual rates";
    if (quantity->scored != NULL)
        return "Measures of scores";
    return quantity->shape == EXQ_MEASURE ? "Measures" : "Rates";
}

exq_metric_info exq_quantity_info(exq_wording *wording, const exq_quantity *quantity)
{
    return (exq_metric_info){
        .id = quantity->id,
        .name = quantity->name,
        .also = quantity->also,
        .family = quantity_family(quantity),
        .definition = quantity->definition,
        .formula = exq_quantity_formula(wording, quantity),
        .range = quantity_span(quantity),
        .ideal = quantity_ideal(quantity),
        .undefined_when = quantity->undefined_when,
        .source = quantity->source,
        .limits = quantity->limits,
        .kind = quantity->shape == EXQ_MEASURE ? EXQ_KIND_MEASURE : EXQ_KIND_RATE,
        .better = quantity->better,
        .parity = 0,
        .example = exq_quantity_example(wording, quantity),
    };
}

/* ------------------------------------------------------------------------------------------------------- folds */

/* Differences of what lies between 0 and 1 have a span of their own. */
static const char *fold_span(const exq_quantity *quantity, exq_fold fold)
{
    bool bounded = quantity->shape != EXQ_ODDS && !quantity->can_be_negative;
    return bounded ? exq_folds[fold].span : exq_folds[fold].wide_span;
}

static const char *parity_text(double parity)
{
    return parity > 0 ? "1" : "0";
}

exq_metric_info exq_fold_info(exq_wording *wording, const exq_quantity *quantity, exq_fold fold)
{
    const exq_fold_row *row = &exq_folds[fold];
    const char *name = exq_uncapital(wording, quantity->name);
    return (exq_metric_info){
        .id = exq_join(wording, quantity->id, "_", row->id, NULL),
        .name = exq_join(wording, row->before, name, row->after, NULL),
        .family = quantity->scored != NULL                      ? "Comparisons of scores"
                  : quantity->needs == EXQ_NEEDS_COUNTERFACTUAL ? "Comparisons of counterfactual rates"
                                                                : "Comparisons of rates and measures",
        .definition = exq_join(wording, row->definition, " The value is the ", name, ": ",
                               exq_uncapital(wording, quantity->definition), NULL),
        .formula = exq_join(wording, row->formula, ", r = ", exq_quantity_formula(wording, quantity), NULL),
        .range = fold_span(quantity, fold),
        .ideal = parity_text(row->parity),
        .undefined_when =
            exq_join(wording, row->undefined_when, "; a value is undefined when ", quantity->undefined_when, NULL),
        .source = exq_join(wording, row->source, ". Of the ", name, ": ", quantity->source, NULL),
        .limits = exq_join(wording, row->limits, " ", quantity->limits, NULL),
        .kind = row->kind,
        .better = row->better,
        .parity = row->parity,
        .example = exq_fold_example(wording, quantity, fold),
    };
}

/* ------------------------------------------------------------------------------------------------------- named */

exq_metric_info exq_named_info(exq_wording *wording, const exq_named *named)
{
    const exq_fold_row *row = &exq_folds[named->fold];
    return (exq_metric_info){
        .id = named->id,
        .name = named->name,
        .also = named->also,
        .family = "Named comparisons",
        .definition = named->definition,
        .formula = named->formula,
        .range = named->how == EXQ_HOW_MEAN_SIZE ? "0 to 1" : fold_span(&exq_quantities[named->first], named->fold),
        .ideal = parity_text(row->parity),
        .undefined_when = named->undefined_when,
        .source = named->source,
        .limits = named->limits,
        .kind = row->kind,
        .better = named->how == EXQ_HOW_MEAN_SIZE ? -1 : row->better,
        .parity = row->parity,
        .example = exq_named_example(wording, named),
    };
}
