/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ranks findings, people before items. A point estimate far from parity with a range that reaches it is noise until shown otherwise, so the near end
 * of the range decides: log distance from 1, and 0 for a range that holds 1.
 */
#include "rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"

typedef struct candidate {
    exq_doc_finding finding;
    bool of_items; /* people come first */
    bool leads;
    bool crossed;
    double clarity; /* log distance of the near end from parity */
    exq_count people;
} candidate;

static double clarity_of(const exq_doc_disparity *row)
{
    if (row->lo > 1.0)
        return log(row->lo);
    if (row->hi < 1.0)
        return row->hi > 0.0 ? -log(row->hi) : (double)INFINITY;
    return 0.0;
}

static int compare_candidates(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;
    if (x->of_items != y->of_items)
        return x->of_items ? 1 : -1;
    if (x->leads != y->leads)
        return x->leads ? -1 : 1;
    if (x->crossed != y->crossed)
        return x->crossed ? 1 : -1;
    if (x->clarity < y->clarity || x->clarity > y->clarity)
        return x->clarity > y->clarity ? -1 : 1;
    if (x->people != y->people)
        return x->people > y->people ? -1 : 1;
    if (x->finding.question != y->finding.question)
        return x->finding.question < y->finding.question ? -1 : 1;
    return x->finding.disparity < y->finding.disparity ? -1 : 1;
}

/* Being selected among some people: more of it is worse where selection is bad, and the reverse for being rejected. */
static int served_by(const char *rate)
{
    static const char *const selecting[] = {"selection_rate", "true_positive_rate", "false_positive_rate"};
    static const char *const rejecting[] = {"true_negative_rate", "false_negative_rate"};
    for (size_t i = 0; i < sizeof(selecting) / sizeof(selecting[0]); i++)
        if (strcmp(rate, selecting[i]) == 0)
            return 1;
    for (size_t i = 0; i < sizeof(rejecting) / sizeof(rejecting[0]); i++)
        if (strcmp(rate, rejecting[i]) == 0)
            return -1;
    return 0;
}

/* How well lists serve people needs nobody to say what is good for them. */
static int served_by_lists(const char *measure)
{
    char kernel[64];
    const size_t length = strcspn(measure, "@");
    if (length >= sizeof kernel)
        return 0;
    memcpy(kernel, measure, length);
    kernel[length] = '\0';
    const exq_kernel_entry *entry = exq_kernel_find(kernel);
    return entry != NULL ? entry->info.better : 0;
}

static const char *harm_of(const exq_document *document, const exq_doc_disparity *row, exq_selected_is selected_is)
{
    const bool lists = document->conventions.has_lists;
    int served = lists ? served_by_lists(row->of) : served_by(row->of);
    if (lists)
        selected_is = EXQ_SELECTED_GOOD;
    if (served == 0 || selected_is == EXQ_SELECTED_NOT_SAID || row->direction == NULL)
        return NULL;
    bool more = strcmp(row->direction, "higher") == 0;
    bool good = selected_is == EXQ_SELECTED_GOOD;
    return (more == (served > 0)) == good ? "better" : "worse";
}

/* A ratio of a group over a reference for one of the rates to show: the rows that a sentence can be made of. */
static bool speaks(const exq_document *document, const exq_doc_disparity *row)
{
    /* weighted rates are told as rates; without weights a row that is no share of people has no sentence */
    const bool tellable = row->has_people || document->conventions.has_lists || document->conventions.weight != NULL;
    if (row->of == NULL || !tellable || isnan(row->value) || row->difference == NULL)
        return false;
    size_t length = strlen(row->of);
    if (strncmp(row->metric, row->of, length) != 0 || strcmp(row->metric + length, "_ratio") != 0)
        return false;
    for (size_t i = 0; i < document->conventions.show_count; i++)
        if (strcmp(document->conventions.show[i], row->of) == 0)
            return true;
    return false;
}

/* The attention of a group of items over that of another: for each of them, or for what people like of them. */
static bool speaks_of_items(const exq_doc_question *question, const exq_doc_disparity *row)
{
    static const char *const ratios[] = {"exposure_ratio@", "exposure_to_merit_ratio@"};
    if (strcmp(question->side, "item") != 0 || isnan(row->value) || row->difference == NULL)
        return false;
    for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++)
        if (strncmp(row->metric, ratios[i], strlen(ratios[i])) == 0)
            return true;
    return false;
}

bool exq_rank_findings(exq_document *document, exq_selected_is selected_is, exq_arena *arena)
{
    size_t most = 0;
    for (size_t q = 0; q < document->question_count; q++)
        most += document->questions[q].disparity_count;
    candidate *candidates = EXQ_NEW(arena, candidate, most);
    exq_doc_finding *findings = EXQ_NEW(arena, exq_doc_finding, most);
    if (candidates == NULL || findings == NULL)
        return false;
    size_t count = 0;
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t d = 0; d < question->disparity_count; d++) {
            const exq_doc_disparity *row = &question->disparities[d];
            const bool of_items = speaks_of_items(question, row);
            if (!of_items && !speaks(document, row))
                continue;
            candidates[count++] = (candidate){
                .finding = {(exq_count)q, (exq_count)d, row->difference, harm_of(document, row, selected_is)},
                .of_items = of_items,
                .leads = !of_items && question->lead_rate != NULL && strcmp(row->of, question->lead_rate) == 0,
                .crossed = question->by_count > 1,
                .clarity = clarity_of(row),
                .people = row->people.shortfall,
            };
        }
    }
    if (count > 1)
        qsort(candidates, count, sizeof(*candidates), compare_candidates);
    for (size_t i = 0; i < count; i++)
        findings[i] = candidates[i].finding;
    document->findings = findings;
    document->finding_count = count;
    return true;
}
