/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From published groups to a summary. Shares and the order of rates are decided in integers.
 */
#include "summary.h"

#include <math.h>
#include <string.h>

#include "number.h"
#include "value.h"

enum { SMALL_PERCENT = 2 };

static bool is_known(const exq_doc_group *group)
{
    for (size_t i = 0; i < group->levels.count; i++)
        if (group->levels.items[i].level == NULL)
            return false;
    return true;
}

static const exq_doc_rate *selection_rate(const exq_doc_group *group)
{
    for (size_t i = 0; i < group->rate_count; i++)
        if (strcmp(group->rates[i].id, "selection_rate") == 0)
            return &group->rates[i];
    return NULL;
}

static exq_share share_of(const exq_doc_category *category)
{
    return (exq_share){(uint64_t)category->selected, (uint64_t)category->n};
}

static void describe_category(const exq_doc_group *group, exq_doc_category *out)
{
    const exq_doc_rate *rate = selection_rate(group);
    const double none = (double)NAN;
    *out = (exq_doc_category){.levels = group->levels, .n = -1, .selected = -1, .rate = none, .share = none, .ratio = none};
    out->why = group->why != NULL ? group->why : exq_why_name(EXQ_WHY_ZERO_DENOMINATOR);
    if (group->withheld || rate == NULL || !(rate->den > 0))
        return;
    out->n = (exq_count)rate->den;
    out->selected = (exq_count)rate->num;
    out->rate = rate->num / rate->den;
}

/* The highest rate of those that count; NULL: there is none. */
static const exq_doc_category *highest(const exq_doc_axis *axis)
{
    const exq_doc_category *best = NULL;
    for (size_t i = 0; i < axis->category_count; i++) {
        const exq_doc_category *category = &axis->categories[i];
        if (category->n <= 0 || category->left_out)
            continue;
        if (best == NULL || exq_compare_shares(share_of(category), share_of(best)) > 0)
            best = category;
    }
    return best;
}

/* k/n over K/N as kN/nK: the same rate gives exactly 1. */
static void set_ratio(exq_doc_category *category, const exq_doc_category *best)
{
    if (category->n <= 0 || category->left_out || best == NULL) {
        category->why = category->left_out ? NULL : category->why;
        return;
    }
    category->why = best->selected == 0 ? exq_why_name(EXQ_WHY_REFERENCE_ZERO) : NULL;
    if (best->selected > 0)
        category->ratio = ((double)category->selected * (double)best->n) / ((double)category->n * (double)best->selected);
}

static bool describe_axis(const exq_doc_question *question, bool leave_out, exq_doc_axis *out, exq_arena *arena)
{
    exq_doc_category *categories = EXQ_NEW(arena, exq_doc_category, question->group_count);
    *out = (exq_doc_axis){.by = question->by, .by_count = question->by_count, .categories = categories};
    if (categories == NULL)
        return false;
    for (size_t i = 0; i < question->group_count; i++) {
        exq_doc_category *category = &categories[out->category_count];
        describe_category(&question->groups[i], category);
        exq_count *people = is_known(&question->groups[i]) ? &out->known : &out->unknown;
        *people += category->n > 0 ? category->n : 0;
        out->category_count += is_known(&question->groups[i]);
    }
    for (size_t i = 0; i < out->category_count; i++) {
        exq_doc_category *category = &categories[i];
        if (category->n <= 0)
            continue;
        category->share = (double)category->n / (double)out->known;
        category->small = 100 * category->n < SMALL_PERCENT * out->known;
        category->left_out = category->small && leave_out;
    }
    const exq_doc_category *best = highest(out);
    for (size_t i = 0; i < out->category_count; i++)
        set_ratio(&categories[i], best);
    return true;
}

bool exq_summarise(const exq_request *request, const exq_median *median, exq_document *document, exq_arena *arena)
{
    const exq_policy_told *told = request->told;
    if (told == NULL || !told->summary || request->weight != NULL)
        return true;
    exq_doc_axis *axes = EXQ_NEW(arena, exq_doc_axis, document->question_count);
    if (axes == NULL)
        return false;
    document->has_summary = true;
    document->summary = (exq_doc_summary){.rate = request->decision == NULL ? "scoring" : "selection",
                                          .cut = median != NULL ? median->value : (double)NAN,
                                          .ties = median != NULL ? (exq_count)median->ties : -1,
                                          .source = exq_arena_string(arena, told->summary_source),
                                          .distributed = exq_arena_string(arena, told->summary_distributed),
                                          .justification = exq_arena_string(arena, told->justification),
                                          .axes = axes};
    for (size_t i = 0; i < document->question_count; i++)
        if (strcmp(document->questions[i].side, "decision") == 0 &&
            !describe_axis(&document->questions[i], told->leave_out_small, &axes[document->summary.axis_count++], arena))
            return false;
    return true;
}
