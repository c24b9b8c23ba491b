/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The position models and the gains, one case each.
 */
#include "positions.h"

exq_attention exq_attention_start(const exq_list_options *options)
{
    return (exq_attention){options, 1, options->position == EXQ_POSITION_GEO ? options->position_parameter : 1};
}

double exq_discount_log(size_t rank)
{
    return 1 / log2((double)rank + 1);
}

double exq_discount_log_clip(size_t rank)
{
    return rank < 2 ? 1 : 1 / log2((double)rank);
}

static double stopping(const exq_list_options *options, double grade)
{
    return (exp2(grade) - 1) / exp2(options->highest_grade);
}

double exq_attention_next(exq_attention *attention, double grade)
{
    const exq_list_options *options = attention->options;
    const size_t rank = attention->rank++;
    const double reading = attention->reading;
    switch (options->position) {
    case EXQ_POSITION_LOG:
        return exq_discount_log(rank);
    case EXQ_POSITION_LOG_CLIP:
        return exq_discount_log_clip(rank);
    case EXQ_POSITION_GEO:
        attention->reading *= 1 - options->position_parameter;
        return reading;
    case EXQ_POSITION_RBP:
        attention->reading *= options->position_parameter;
        return reading;
    case EXQ_POSITION_CASCADE:
        attention->reading *= options->position_parameter * (grade > 0 ? 1 - options->stop : 1);
        return reading;
    case EXQ_POSITION_ERR:
        attention->reading *= 1 - stopping(options, grade);
        return reading;
    case EXQ_POSITION_TOPK:
        return 1;
    case EXQ_POSITION_TABLE:
        return rank <= options->position_table_length ? options->position_table[rank - 1] : 0;
    }
    return 0;
}

void exq_attention_fill(const exq_list *list, const exq_list_options *options, double *weights)
{
    exq_attention attention = exq_attention_start(options);
    for (size_t r = 0; r < list->length; r++)
        weights[r] = exq_attention_next(&attention, list->grades[r]);
}

double exq_gain_of(exq_gain gain, double grade)
{
    switch (gain) {
    case EXQ_GAIN_BINARY:
        return grade > 0;
    case EXQ_GAIN_LINEAR:
        return grade;
    case EXQ_GAIN_EXPONENTIAL:
        return exp2(grade) - 1;
    }
    return 0;
}

bool exq_position_needs_truth(exq_position_model model)
{
    return !exq_attention_is_by_place(model);
}

double exq_position_default(exq_position_model model)
{
    return model == EXQ_POSITION_RBP ? 0.85 : 0.5;
}
