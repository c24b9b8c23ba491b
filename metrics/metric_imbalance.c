/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How unequal the numbers of people are, whatever was decided about them.
 */
#include "metric.h"

/* clang-format off */
static const exq_metric_info infos[] = {
    {.id = "class_imbalance", .name = "Class imbalance", .also = "CI", .family = "Data",
     .definition = "The people of the group less those of the reference, over both together. Against everyone: against "
                   "everyone else, since everyone holds the group itself.",
     .formula = "(n(group) - n(reference)) / (n(group) + n(reference))", .range = "-1 to 1", .ideal = "no value "
                                                                                                      "is better",
     .undefined_when = "the reference is not shown, or there is one group only",
     .source = "Das and others, 2021, Fairness Measures for Machine Learning in Finance",
     .limits = "Groups are of different sizes in the world too; it tells how far small groups are seen at all.",
     .kind = EXQ_KIND_PER_GROUP, .better = 0, .parity = 0,
     .example = {.group_count = 2, .cells = {{4, 1, 2, 5}, {1, 0, 1, 2}}, .group = 1, .value = -0.5,
                 .words = "B 4 people, A 12: (4 - 12) / (4 + 12) = -0.5"}},
};
/* clang-format on */

/* Everyone would hold the group itself: it is then compared with the rest. */
static exq_disparity imbalance(const exq_evidence *evidence, const void *what, size_t group, size_t reference,
                               size_t rows)
{
    (void)what, (void)rows;
    size_t other = reference == EXQ_OVERALL ? EXQ_REST : reference;
    const exq_row *row = exq_evidence_reference_row(evidence, other, group);
    exq_why why = row == NULL                    ? EXQ_WHY_REFERENCE_ABSENT
                  : evidence->compared_count < 2 ? EXQ_WHY_ONE_GROUP
                                                 : EXQ_WHY_NONE;
    exq_value value = exq_none(why);
    if (why == EXQ_WHY_NONE) {
        const exq_cells *cells = other == EXQ_REST ? &evidence->rests[group] : &evidence->cells[other];
        double own = exq_cells_sum(&evidence->cells[group], EXQ_EVERYONE).weight;
        double others = exq_cells_sum(cells, EXQ_EVERYONE).weight;
        value = own + others > 0 ? exq_some((own - others) / (own + others)) : exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    }
    return exq_disparity_plain(NULL, value, group, other);
}

static void compute(const exq_evidence *evidence, exq_rows *rows)
{
    exq_rows_add_against(rows, evidence, &evidence->lineups[EXQ_QUANTITY_selection_rate], infos[0].id, imbalance, NULL);
}

const exq_metric exq_metric_imbalance = {infos, sizeof infos / sizeof infos[0], compute};
