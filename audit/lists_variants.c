/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Variants of list metrics as text: position models as they are asked for, and all choices written down, so that tallies
 * and results of different choices are told apart.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lists_plan.h"
#include "number.h"
#include "positions.h"

static const struct {
    const char *name;
    exq_position_model model;
    bool has_parameter;
} models[] = {
    {"log",      EXQ_POSITION_LOG,      false},
    {"log-clip", EXQ_POSITION_LOG_CLIP, false},
    {"geo",      EXQ_POSITION_GEO,      true },
    {"rbp",      EXQ_POSITION_RBP,      true },
    {"cascade",  EXQ_POSITION_CASCADE,  true },
    {"err",      EXQ_POSITION_ERR,      false},
    {"topk",     EXQ_POSITION_TOPK,     false},
    {"table",    EXQ_POSITION_TABLE,    true },
};

const char *exq_position_name(exq_position_model model)
{
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
        if (models[i].model == model)
            return models[i].name;
    return NULL;
}

const char *exq_gain_name(exq_gain gain)
{
    static const char *const names[] = {"binary", "linear", "exponential"};
    return names[gain];
}

const char *exq_map_by_name(exq_map_denominator by)
{
    static const char *const names[] = {"min", "relevant", "length", "min_length"};
    return names[by];
}

/* -------------------------------------------------------------------------------------------- position tables */

enum { MOST_POSITIONS = 10000, LONGEST_LINE = 256 };

/* "rank,weight": the weight, or a negative number when it is neither that nor in order. */
static double weight_of(char *line, size_t rank)
{
    char *comma = line + strcspn(line, ",\t ");
    double said = 0, weight = 0;
    line[strcspn(line, "\r\n")] = '\0';
    if (*comma == '\0' || !exq_number_parse(line, (size_t)(comma - line), &said) ||
        !exq_number_parse(comma + 1, strlen(comma + 1), &weight) || said != (double)rank || !(weight >= 0))
        return -1;
    return weight;
}

static exq_status read_table(const char *path, exq_arena *arena, exq_list_options *options, exq_error *error)
{
    double *weights = EXQ_NEW(arena, double, MOST_POSITIONS);
    FILE *file = weights != NULL ? fopen(path, "r") : NULL;
    char line[LONGEST_LINE];
    size_t count = 0, number = 0;
    exq_status status = EXQ_OK;
    if (weights == NULL)
        return exq_fail_memory(error);
    if (file == NULL)
        return exq_fail(error, EXQ_IO,
                        "%s: the table of positions cannot be opened. Check --position-model table=FILE.", path);
    while (status == EXQ_OK && count < MOST_POSITIONS && fgets(line, sizeof line, file) != NULL) {
        const double weight = weight_of(line, count + 1);
        number++;
        if (weight >= 0)
            weights[count++] = weight;
        else if (number > 1) /* the first line may be a header */
            status = exq_fail(error, EXQ_MALFORMED,
                              "%s:%zu: expected rank,weight with ranks 1, 2, 3 ... and weights from 0. Mend this line.",
                              path, number);
    }
    fclose(file);
    if (status == EXQ_OK && count == 0)
        status =
            exq_fail(error, EXQ_MALFORMED, "%s: the table of positions is empty. Write lines of rank,weight.", path);
    options->position_table = weights;
    options->position_table_length = count;
    return status;
}

exq_status exq_lists_position(const char *text, exq_arena *arena, exq_list_options *options, exq_error *error)
{
    const size_t length = strcspn(text, "=");
    const char *parameter = text[length] == '=' ? text + length + 1 : NULL;
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        if (strlen(models[i].name) != length || memcmp(models[i].name, text, length) != 0)
            continue;
        options->position = models[i].model;
        options->position_parameter = exq_position_default(models[i].model);
        if (models[i].model == EXQ_POSITION_TABLE && parameter != NULL)
            return read_table(parameter, arena, options, error);
        if (parameter == NULL && models[i].model != EXQ_POSITION_TABLE)
            return EXQ_OK;
        if (parameter != NULL && models[i].has_parameter &&
            exq_number_parse(parameter, strlen(parameter), &options->position_parameter) &&
            options->position_parameter > 0 && options->position_parameter < 1)
            return EXQ_OK;
        break;
    }
    return exq_fail(
        error, EXQ_USAGE,
        "--position-model is log, log-clip, geo=P, rbp=P, cascade=P, err, topk or table=FILE, with P between 0 "
        "and 1, such as 0.5.");
}

/* -------------------------------------------------------------------------------------------------- all options */

static char *table_text(const exq_list_options *options, exq_arena *arena)
{
    char *text = exq_arena_string(arena, "");
    for (size_t i = 0; i < options->position_table_length && text != NULL; i++)
        text = exq_arena_format(arena, "%s%s%.17g", text, i > 0 ? "," : " table=", options->position_table[i]);
    return text;
}

char *exq_lists_variants(const exq_list_options *options, exq_arena *arena)
{
    const char *table = options->position == EXQ_POSITION_TABLE ? table_text(options, arena) : "";
    if (table == NULL)
        return NULL;
    return exq_arena_format(
        arena,
        "position=%s parameter=%.17g stop=%.17g highest_grade=%.17g discount=%s gain=%s precision=%s map=%s recall=%s "
        "persistence=%.17g rbp=%s no_truth=%s no_list=%s smoothing=%.17g fair_level=%.17g%s",
        exq_position_name(options->position), options->position_parameter, options->stop, options->highest_grade,
        exq_position_name(options->discount), exq_gain_name(options->gain),
        options->precision == EXQ_PRECISION_BY_K ? "k" : "length", exq_map_by_name(options->map),
        options->recall_by_min ? "min" : "relevant", options->persistence, options->rbp_by_grade ? "grade" : "binary",
        options->no_truth_is_zero ? "zero" : "left_out", options->no_list_is_left_out ? "left_out" : "zero",
        options->calibration_smoothing, options->fair_level, table);
}
