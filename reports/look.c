/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Look-ups in a result document. Lists are short (groups, rates), so they are searched from the front.
 */
#include "look.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "text.h"

bool exq_levels_equal(const exq_doc_levels *a, const exq_doc_levels *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!exq_text_same(a->items[i].column, b->items[i].column) || !exq_text_same(a->items[i].level, b->items[i].level))
            return false;
    }
    return true;
}

const exq_doc_rate *exq_look_rate(const exq_doc_group *group, const char *rate)
{
    for (size_t i = 0; i < group->rate_count; i++) {
        if (strcmp(group->rates[i].id, rate) == 0)
            return &group->rates[i];
    }
    return NULL;
}

const exq_doc_measure *exq_look_measure(const exq_doc_group *group, const char *measure)
{
    for (size_t i = 0; i < group->measure_count; i++) {
        if (strcmp(group->measures[i].id, measure) == 0)
            return &group->measures[i];
    }
    return NULL;
}

bool exq_look_figure(const exq_doc_group *group, const char *id, exq_figure *out)
{
    const exq_doc_rate *rate = exq_look_rate(group, id);
    const exq_doc_measure *measure = exq_look_measure(group, id);
    const double none = (double)NAN;
    *out = (exq_figure){none, none, none, none, none, NULL};
    if (rate != NULL)
        *out = (exq_figure){rate->value, rate->lo, rate->hi, rate->num, rate->den, rate->why};
    else if (measure != NULL)
        *out = (exq_figure){measure->value, measure->lo, measure->hi, none, measure->n < 0 ? none : (double)measure->n,
                            measure->why};
    return rate != NULL || measure != NULL;
}

bool exq_is_ratio(const exq_doc_disparity *disparity)
{
    if (disparity->of == NULL || disparity->group.count == 0 || disparity->reference_is == NULL)
        return false;
    size_t length = strlen(disparity->of);
    return strncmp(disparity->metric, disparity->of, length) == 0 && strcmp(disparity->metric + length, "_ratio") == 0;
}

static bool is_called(const exq_doc_disparity *disparity, const char *name)
{
    const size_t length = strlen(name);
    return strncmp(disparity->metric, name, length) == 0 && disparity->metric[length] == '@';
}

bool exq_is_merit_ratio(const exq_doc_disparity *disparity)
{
    return is_called(disparity, "exposure_to_merit_ratio");
}

bool exq_is_items_ratio(const exq_doc_disparity *disparity)
{
    return disparity->group.count > 0 && disparity->reference_is != NULL &&
           (is_called(disparity, "exposure_ratio") || exq_is_merit_ratio(disparity));
}

const exq_doc_disparity *exq_look_ratio(exq_disparities list, const char *rate, const exq_doc_levels *group)
{
    for (size_t i = 0; i < list.count; i++) {
        const exq_doc_disparity *disparity = &list.items[i];
        if (exq_is_ratio(disparity) && strcmp(disparity->of, rate) == 0 && exq_levels_equal(&disparity->group, group))
            return disparity;
    }
    return NULL;
}

double exq_look_clearness(const exq_doc_disparity *disparity)
{
    bool open = isnan(disparity->hi) && exq_text_same(disparity->hi_why, "infinite");
    if (isnan(disparity->lo) || (isnan(disparity->hi) && !open))
        return -(double)INFINITY;
    double above = log(disparity->lo);
    double below = open ? -(double)INFINITY : -log(disparity->hi);
    return above > below ? above : below;
}

/* ---------------------------------------------------------------------------------------------- standings */

/* compared, not compared, reference, withheld */
static int place_of(const exq_standing *standing)
{
    if (standing->group->withheld)
        return 3;
    if (standing->is_reference)
        return 2;
    return standing->disparity != NULL && standing->disparity->difference != NULL ? 0 : 1;
}

static int compare_standings(const void *a, const void *b)
{
    const exq_standing *x = a;
    const exq_standing *y = b;
    if (place_of(x) != place_of(y))
        return place_of(x) < place_of(y) ? -1 : 1;
    if (place_of(x) == 0) {
        bool x_shown = exq_text_same(x->disparity->difference, "shown");
        if (x_shown != exq_text_same(y->disparity->difference, "shown"))
            return x_shown ? -1 : 1;
        double x_clear = exq_look_clearness(x->disparity);
        double y_clear = exq_look_clearness(y->disparity);
        if (x_clear < y_clear || x_clear > y_clear)
            return x_clear > y_clear ? -1 : 1;
    }
    return x->group < y->group ? -1 : 1; /* both in one array, which is sorted by labels */
}

static double number_of(const exq_doc_group *group)
{
    double number = (double)NAN;
    if (group->levels.count != 1 || group->levels.items[0].level == NULL)
        return number;
    const char *text = group->levels.items[0].level;
    return exq_number_parse(text, strlen(text), &number) ? number : (double)NAN;
}

/* Groups with numbers for names, ages say, are read in their order, unless there are so many that some find no room. */
static bool has_few_numbers(const exq_doc_question *question)
{
    enum { FEW = 12 };
    for (size_t i = 0; i < question->group_count; i++)
        if (isnan(number_of(&question->groups[i])))
            return false;
    return question->group_count <= FEW;
}

static int compare_numbers(const void *a, const void *b)
{
    const exq_standing *x = a;
    const exq_standing *y = b;
    const double left = number_of(x->group), right = number_of(y->group);
    if (left < right || left > right)
        return left < right ? -1 : 1;
    return x->group < y->group ? -1 : 1;
}

/* With the best group as reference each rate has its own. */
static bool is_reference(const exq_doc_question *question, const char *rate, const exq_doc_levels *group)
{
    if (question->reference.levels.count > 0)
        return exq_levels_equal(&question->reference.levels, group);
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *disparity = &question->disparities[i];
        if (exq_is_ratio(disparity) && strcmp(disparity->of, rate) == 0 &&
            exq_levels_equal(&disparity->reference, group))
            return true;
    }
    return false;
}

void exq_look_standings(const exq_doc_question *question, const char *rate, exq_standing *out)
{
    exq_disparities list = {question->disparities, question->disparity_count};
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        bool itself = is_reference(question, rate, &group->levels);
        out[i] = (exq_standing){
            .group = group,
            .rate = group->withheld ? NULL : exq_look_rate(group, rate),
            .disparity = itself ? NULL : exq_look_ratio(list, rate, &group->levels),
            .is_reference = itself,
        };
    }
    qsort(out, question->group_count, sizeof *out, has_few_numbers(question) ? compare_numbers : compare_standings);
}

/* ------------------------------------------------------------------------------------------------ findings */

const exq_doc_finding *exq_look_finding(const exq_document *document, size_t question)
{
    for (size_t i = 0; i < document->finding_count; i++) {
        if ((size_t)document->findings[i].question == question)
            return &document->findings[i];
    }
    return NULL;
}

const exq_doc_disparity *exq_look_disparity(const exq_document *document, const exq_doc_finding *finding)
{
    return &document->questions[finding->question].disparities[finding->disparity];
}

const char *exq_look_mark(const exq_doc_disparity *disparity)
{
    if (disparity == NULL || disparity->difference == NULL)
        return "";
    if (strcmp(disparity->difference, "shown") != 0)
        return "?";
    return exq_text_same(disparity->direction, "lower") ? "▼" : "▲";
}

/* ------------------------------------------------------------------------------------------------ too few */

bool exq_too_few(const exq_doc_disparity *disparity)
{
    return disparity->has_people && isnan(disparity->people.per_100[0]);
}

static bool is_made_of_odds(const char *metric)
{
    return strncmp(metric, "equalized_odds", 14) == 0 || strncmp(metric, "average_odds", 12) == 0 ||
           strncmp(metric, "average_absolute_odds", 21) == 0;
}

bool exq_too_few_in(const exq_doc_question *question, const exq_doc_disparity *disparity)
{
    static const char *const rates[] = {"true_positive_rate", "false_positive_rate"};
    const exq_disparities list = {question->disparities, question->disparity_count};
    if (exq_too_few(disparity))
        return true;
    if (disparity->group.count == 0 || !is_made_of_odds(disparity->metric))
        return false;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        const exq_doc_disparity *ratio = exq_look_ratio(list, rates[i], &disparity->group);
        if (ratio != NULL && exq_too_few(ratio))
            return true;
    }
    return false;
}
