/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all audits of a history say together of the rate that leads. Looking again and again at one question finds a
 * difference by chance sooner or later; this evidence allows for it (anytime.h).
 */
#include <math.h>
#include <string.h>

#include "anytime.h"
#include "dashboard.h"
#include "look.h"

static bool have_a_source_in_common(const exq_document *a, const exq_document *b)
{
    for (size_t i = 0; i < a->data.source_count; i++) {
        for (size_t j = 0; j < b->data.source_count; j++) {
            const char *one = a->data.sources[i].xxh3_128, *other = b->data.sources[j].xxh3_128;
            if (one != NULL && other != NULL && strcmp(one, other) == 0)
                return true;
        }
    }
    return false;
}

/* The same people twice, or people who are not rows, are no news. */
static bool are_of_different_people(const exq_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        const exq_document *document = history->results[i].document;
        if (document->conventions.weight != NULL || document->uncertainty.unit != NULL)
            return false;
        for (size_t j = 0; j < i; j++) {
            if (have_a_source_in_common(document, history->results[j].document))
                return false;
        }
    }
    return history->count > 1;
}

static bool texts_equal(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static const exq_doc_question *find_question(const exq_document *document, const exq_doc_question *like)
{
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        bool same = question->by_count == like->by_count && texts_equal(question->class_name, like->class_name);
        for (size_t i = 0; same && i < like->by_count; i++)
            same = strcmp(question->by[i], like->by[i]) == 0;
        if (same)
            return question;
    }
    return NULL;
}

static const exq_doc_rate *find_rate(const exq_dated *result, const exq_doc_question *like,
                                     const exq_doc_levels *levels)
{
    const exq_doc_question *question = find_question(result->document, like);
    for (size_t g = 0; question != NULL && g < question->group_count; g++) {
        const exq_doc_group *group = &question->groups[g];
        if (!group->withheld && exq_levels_equal(&group->levels, levels))
            return exq_look_rate(group, like->lead_rate);
    }
    return NULL;
}

static bool is_compared(const exq_doc_levels *levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        if (levels->items[i].level == NULL)
            return false;
    }
    return true;
}

/* The counts of groups that every audit shows, periods x groups; how many groups those are. */
static size_t gather(const exq_history *history, const exq_doc_question *question, double *k, double *n)
{
    size_t groups = 0;
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_doc_levels *levels = &question->groups[g].levels;
        size_t shown = 0;
        for (size_t t = 0; is_compared(levels) && t < history->count; t++) {
            const exq_doc_rate *rate = find_rate(&history->results[t], question, levels);
            if (rate == NULL || isnan(rate->num) || isnan(rate->den))
                break;
            k[t * question->group_count + groups] = rate->num;
            n[t * question->group_count + groups] = rate->den;
            shown++;
        }
        groups += shown == history->count;
    }
    for (size_t t = 1; t < history->count; t++) { /* close up the rows */
        memmove(k + t * groups, k + t * question->group_count, groups * sizeof *k);
        memmove(n + t * groups, n + t * question->group_count, groups * sizeof *n);
    }
    return groups;
}

static void say(exq_page *page, const exq_history *history, const exq_doc_question *question, const double *evidence)
{
    const double needed = 1 / (1 - page->document->uncertainty.level);
    double most = 1;
    for (size_t t = 0; t < history->count; t++)
        most = fmax(most, evidence[t]);
    exq_places places = {0};
    exq_say_count(&page->voice, exq_place(&places, "n"), (exq_count)history->count);
    exq_say_rate(&page->voice, exq_place(&places, "rate"), question->lead_rate);
    exq_say_grouping(&page->voice, exq_place(&places, "grouping"), question);
    exq_say_number(&page->voice, exq_place(&places, "evidence"), most >= needed ? floor(fmin(most, 1e6)) : most);
    exq_say_number(&page->voice, exq_place(&places, "needed"), needed);
    exq_page_say(page, most >= needed ? EXQ_SENTENCE_DASHBOARD_AGAIN_SHOWN : EXQ_SENTENCE_DASHBOARD_AGAIN_NOT_SHOWN,
                 &places);
    exq_page_element(page, "p", NULL);
}

void exq_page_taken_together(exq_page *page, const exq_history *history)
{
    if (!are_of_different_people(history))
        return;
    const exq_dated *latest = &history->results[history->count - 1];
    bool said = false;
    exq_page_turn_to(page, latest);
    for (size_t q = 0; q < latest->document->question_count; q++) {
        const exq_doc_question *question = &latest->document->questions[q];
        const size_t room = history->count * question->group_count;
        if (exq_look_side(question) != EXQ_SIDE_DECISION || question->lead_rate == NULL || room == 0)
            continue;
        double *k = EXQ_NEW(page->arena, double, room), *n = EXQ_NEW(page->arena, double, room);
        double *evidence = EXQ_NEW(page->arena, double, history->count);
        if (k == NULL || n == NULL || evidence == NULL) {
            page->failed = true;
            return;
        }
        const size_t groups = gather(history, question, k, n);
        if (groups < 2)
            continue;
        if (!said)
            exq_page_own(page, "h3", NULL, T(page, "All audits taken together"));
        said = true;
        exq_anytime_evidence(k, n, history->count, groups, evidence);
        say(page, history, question, evidence);
    }
    if (said)
        exq_page_own(page, "p", "quiet",
                     T(page, "This evidence may be looked at after every audit without finding differences by looking "
                             "often. It presumes that each audit is of other people."));
}
