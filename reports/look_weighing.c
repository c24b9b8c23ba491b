/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Look-ups in what weighs a question, rate by rate.
 */
#include <string.h>

#include "look.h"

#include "text.h"

static bool is_lowest_ratio(const char *metric, const char *rate)
{
    size_t length = strlen(rate);
    return strncmp(metric, rate, length) == 0 && strcmp(metric + length, "_min_ratio") == 0;
}

const exq_doc_disparity *exq_look_lowest_ratio(const exq_doc_question *question, const char *rate)
{
    for (size_t i = 0; rate != NULL && i < question->disparity_count; i++) {
        const exq_doc_disparity *disparity = &question->disparities[i];
        if (disparity->has_parity_null && is_lowest_ratio(disparity->metric, rate))
            return disparity;
    }
    return NULL;
}

const exq_doc_adjusted *exq_look_adjusted(const exq_doc_question *question, const char *rate,
                                          const exq_doc_levels *group)
{
    for (size_t i = 0; i < question->adjusted_count; i++) {
        if (exq_text_same(question->adjusted[i].of, rate) && exq_levels_equal(&question->adjusted[i].group, group))
            return &question->adjusted[i];
    }
    return NULL;
}

const exq_doc_missing *exq_look_missing(const exq_doc_question *question, const char *rate)
{
    for (size_t i = 0; i < question->missing_count; i++) {
        if (exq_text_same(question->missing[i].of, rate))
            return &question->missing[i];
    }
    return NULL;
}

const exq_doc_worst *exq_look_worst(const exq_doc_question *question, const char *rate)
{
    for (size_t i = 0; i < question->worst_count; i++) {
        if (exq_text_same(question->worst[i].of, rate))
            return &question->worst[i];
    }
    return NULL;
}

const exq_doc_test *exq_look_test(const exq_doc_question *question, const char *rate)
{
    for (size_t i = 0; i < question->test_count; i++) {
        if (exq_text_same(question->tests[i].of, rate))
            return &question->tests[i];
    }
    return NULL;
}

const exq_doc_sensitivity *exq_look_sensitivity(const exq_doc_question *question, const char *rate,
                                                const exq_doc_levels *group)
{
    for (size_t i = 0; i < question->sensitivity_count; i++) {
        if (exq_text_same(question->sensitivity[i].of, rate) && exq_levels_equal(&question->sensitivity[i].group, group))
            return &question->sensitivity[i];
    }
    return NULL;
}

static bool is_missing(const exq_doc_levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        if (levels->items[i].level == NULL)
            return true;
    }
    return false;
}

size_t exq_count_compared(const exq_document *document, const exq_doc_question *question, const char *rate, double few,
                          size_t *tiny)
{
    size_t count = 0;
    *tiny = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        const exq_doc_rate *found = group->withheld ? NULL : exq_look_rate(group, rate);
        bool left_out = is_missing(&group->levels) && !exq_text_same(document->conventions.missing, "compare");
        if (left_out || found == NULL || !(found->den > 0))
            continue;
        count++;
        *tiny += found->den < few;
    }
    return count;
}
