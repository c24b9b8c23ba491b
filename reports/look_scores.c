/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding what a result tells of scores.
 */
#include "look_scores.h"

#include <math.h>
#include <string.h>

#include "text.h"

bool exq_look_has_scores(const exq_doc_question *question)
{
    static const char *const plots[] = {"roc", "calibration", "threshold_sweep"};
    for (size_t i = 0; i < question->curve_count; i++)
        for (size_t p = 0; p < sizeof plots / sizeof plots[0]; p++)
            if (exq_text_same(question->curves[i].id, plots[p]))
                return true;
    return exq_look_ranked(question).group != NULL;
}

bool exq_look_any_scores(const exq_document *document)
{
    for (size_t i = 0; i < document->question_count; i++)
        if (exq_look_has_scores(&document->questions[i]))
            return true;
    return false;
}

bool exq_is_of_scores(const char *metric)
{
    static const char *const metrics[] = {"auc_difference", "abroca",   "score_ks",       "score_wasserstein",
                                          "bpsn_auc",       "bnsp_auc", "xauc_difference"};
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        if (strcmp(metric, metrics[i]) == 0)
            return true;
    return false;
}

/* ---------------------------------------------------------------------------------------------- two groups */

static bool has_area(const exq_doc_group *group)
{
    const exq_doc_measure *area = exq_look_measure(group, "auc");
    return area != NULL && !isnan(area->value);
}

static const exq_doc_group *group_of(const exq_doc_question *question, const exq_doc_levels *levels)
{
    for (size_t i = 0; levels->count > 0 && i < question->group_count; i++)
        if (exq_levels_equal(&question->groups[i].levels, levels) && has_area(&question->groups[i]))
            return &question->groups[i];
    return NULL;
}

/* How far the end of the range nearest to 0 lies from it; 0 where no difference is shown. */
static double clearness(const exq_doc_disparity *row)
{
    if (!exq_text_same(row->difference, "shown") || isnan(row->lo) || isnan(row->hi))
        return 0;
    return fmax(fmax(row->lo, -row->hi), 0);
}

static const exq_doc_group *most_people(const exq_doc_question *question, const exq_doc_group *but)
{
    const exq_doc_group *most = NULL;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        if (group != but && has_area(group) && (most == NULL || group->n > most->n))
            most = group;
    }
    return most;
}

exq_ranked_pair exq_look_ranked(const exq_doc_question *question)
{
    exq_ranked_pair pair = {0};
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (!exq_text_same(row->metric, "auc_difference") || isnan(row->value))
            continue;
        const exq_doc_group *group = group_of(question, &row->group);
        const exq_doc_group *reference = group_of(question, &row->reference);
        if (group == NULL || reference == NULL || group == reference)
            continue;
        const double gain = pair.row == NULL ? INFINITY : clearness(row) - clearness(pair.row);
        if (gain > 0 || (!(gain < 0) && group->n > pair.group->n))
            pair = (exq_ranked_pair){group, reference, row};
    }
    if (pair.row != NULL)
        return pair;
    pair.reference = group_of(question, &question->reference.levels);
    pair.group = most_people(question, pair.reference);
    if (pair.group != NULL && pair.reference == NULL)
        pair.reference = most_people(question, pair.group);
    if (pair.group == NULL) {
        pair.group = pair.reference;
        pair.reference = NULL;
    }
    return pair;
}

/* -------------------------------------------------------------------------------------------------- sweeps */

bool exq_look_is_rate(const exq_doc_question *question, const char *metric)
{
    for (size_t i = 0; i < question->group_count; i++)
        if (exq_look_rate(&question->groups[i], metric) != NULL)
            return true;
    return false;
}

static bool is_swept(const exq_doc_question *question, const char *metric)
{
    for (size_t i = 0; metric != NULL && i < question->curve_count; i++)
        if (exq_text_same(question->curves[i].id, "threshold_sweep") && exq_text_same(question->curves[i].metric, metric))
            return true;
    return false;
}

static bool is_among(const char *const *metrics, size_t count, const char *metric)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(metrics[i], metric) == 0)
            return true;
    return false;
}

static bool same_columns(const exq_doc_check *check, const exq_doc_question *question)
{
    if (check->by_count != question->by_count)
        return false;
    for (size_t i = 0; i < check->by_count; i++)
        if (strcmp(check->by[i], question->by[i]) != 0)
            return false;
    return exq_text_same(check->class_name, question->class_name == NULL ? "" : question->class_name) ||
           check->class_name == question->class_name;
}

const exq_doc_check *exq_look_check_of(const exq_document *document, const exq_doc_question *question,
                                       const char *metric)
{
    for (size_t i = 0; i < document->check_count; i++)
        if (same_columns(&document->checks[i], question) && exq_text_same(document->checks[i].metric, metric))
            return &document->checks[i];
    return NULL;
}

/* How many metrics the question has lines for. */
static size_t count_swept(const exq_doc_question *question)
{
    size_t count = 0;
    for (size_t i = 0; i < question->curve_count; i++) {
        const exq_doc_curve *curve = &question->curves[i];
        bool first = exq_text_same(curve->id, "threshold_sweep") && curve->metric != NULL;
        for (size_t before = 0; first && before < i; before++)
            first = !exq_text_same(question->curves[before].id, "threshold_sweep") ||
                    !exq_text_same(question->curves[before].metric, curve->metric);
        count += first;
    }
    return count;
}

size_t exq_look_sweeps(const exq_document *document, const exq_doc_question *question, const char *out[EXQ_MOST_SWEEPS],
                       size_t *left)
{
    size_t count = 0;
    const size_t checks = document->check_count, shown = document->conventions.show_count;
    for (size_t i = 0; i < 1 + 2 * checks + shown && count < EXQ_MOST_SWEEPS; i++) {
        const size_t check = (i - 1) / 2;
        const char *metric = question->lead_rate;
        if (i > 0 && i < 1 + 2 * checks)
            metric = !same_columns(&document->checks[check], question) ? NULL
                     : i % 2 == 1                                      ? document->checks[check].metric
                                                                       : document->checks[check].of;
        else if (i > 0)
            metric = document->conventions.show[i - 1 - 2 * checks];
        if (is_swept(question, metric) && !is_among(out, count, metric))
            out[count++] = metric;
    }
    *left = count_swept(question) - count;
    return count;
}

bool exq_look_is_drawn(const exq_doc_curve *curve)
{
    const size_t ends = strcmp(curve->id, "roc") == 0 ? 2 : 0;
    return curve->count >= ends + EXQ_FEWEST_POINTS;
}
