/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be said of one group by itself: rates (rows of rates.def, a mask above a mask) and measures (rows of
 * measures.def, functions of the cells, and of scored.def, functions of the scores). Comparisons take each and do not ask
 * which.
 */
#ifndef EXQ_QUANTITY_H
#define EXQ_QUANTITY_H

#include "cellmask.h"
#include "interval.h"
#include "scored.h"

typedef enum exq_shape {
    EXQ_PROPORTION, /* the numerator is part of the denominator */
    EXQ_SHARE,      /* the denominator is everyone's: shares of one whole */
    EXQ_ODDS,       /* neither is part of the other: may exceed 1 */
    EXQ_MEASURE     /* no ratio of two sums of cells */
} exq_shape;

typedef enum exq_needs {
    EXQ_NEEDS_NOTHING,       /* exists without labels */
    EXQ_NEEDS_LABELS,        /* labels are what turned out to be true */
    EXQ_NEEDS_COUNTERFACTUAL /* labels are the decisions on the switched requests */
} exq_needs;

typedef struct exq_estimate exq_estimate;

typedef struct exq_quantity {
    const char *id;
    exq_shape shape;
    exq_needs needs;
    unsigned num, den; /* masks; 0 for measures */
    int better;
    bool can_be_negative;
    bool named_apart; /* its difference and ratio are named comparisons of their own (named.def) */
    exq_value (*measure)(const exq_cells *cells);
    exq_scored_value (*scored)(exq_scored of); /* of a measure of scores; NULL: of cells */
    unsigned of_scores;                        /* whose: a set of labels */
    bool is_mean;                              /* of the scores themselves or of something of each */
    bool by_itself;                            /* part of another number: nothing is compared */
    /* Its range at a level, where one has been derived; NULL: none. */
    exq_range (*range)(const exq_estimate *estimate, double level);
    /* texts of the catalogue */
    const char *name, *also, *definition, *formula, *span, *undefined_when, *source, *limits;
} exq_quantity;

/* One quantity of one group (or of everyone, or of the rest). */
struct exq_estimate {
    const exq_quantity *of;
    exq_value value;
    exq_sum num, den;       /* of the masks; 0 for measures */
    const exq_cells *cells; /* NULL when there is nothing to look at */
    bool weighted;
    exq_rate_interval interval; /* of its range, where it is a rate or made of one */
    exq_scored_value scored;    /* of a measure of scores: `value` is its */
};

enum {
#define RATE(id, ...) EXQ_QUANTITY_##id,
#include "rates.def"
#undef RATE
    EXQ_RATES,
    EXQ_RATES_END_ = EXQ_RATES - 1,
#define MEASURE(id, ...) EXQ_QUANTITY_##id,
#include "measures.def"
#undef MEASURE
#define SCORED(id, ...) EXQ_QUANTITY_##id,
#include "scored.def"
#undef SCORED
    EXQ_QUANTITIES
};

extern const exq_quantity exq_quantities[EXQ_QUANTITIES];

/* Does the quantity exist for such data? */
typedef struct exq_data_has {
    bool labels, counterfactual, scores;
} exq_data_has;
bool exq_quantity_applies(const exq_quantity *quantity, exq_data_has data);

/* `everyone` gives the denominator of shares and tells whether labels exist only for the selected. */
exq_estimate exq_estimate_of(const exq_quantity *quantity, const exq_cells *cells, const exq_cells *everyone,
                             bool weighted);
/* An estimate that is not there: a withheld group, an absent reference. */
exq_estimate exq_estimate_none(const exq_quantity *quantity, exq_why why);

exq_range exq_estimate_range(const exq_estimate *estimate, double level);

/* Sign of a - b, exact in integers for unweighted counts. Both must have values. */
int exq_estimate_order(const exq_estimate *a, const exq_estimate *b);
/* a - b and a / b, from exact integer products when unweighted; the ratio needs b above 0. */
double exq_estimate_difference(const exq_estimate *a, const exq_estimate *b);
double exq_estimate_ratio(const exq_estimate *a, const exq_estimate *b);
/* Of two proportions: the odds of a over those of b; 0 and infinite where a cell is empty, NaN where two are. */
double exq_estimate_odds_ratio(const exq_estimate *a, const exq_estimate *b);

/* The functions that rows of measures.def name: exq_measure_ID and exq_range_ID. */
#define MEASURE(id, ...)                                \
    exq_value exq_measure_##id(const exq_cells *cells); \
    exq_range exq_range_##id(const exq_estimate *estimate, double level);
#include "measures.def"
#undef MEASURE
/* Odds FN / FP through the Wilson limits of FN / (FN + FP). */
exq_range exq_range_odds(const exq_estimate *estimate, double level);

#endif
