/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure a result is, in sentences: what chance alone brings forth, who can be lowest, how little would turn a
 * comparison round, what people of unknown group could change, what other choices would have said.
 */
#include <math.h>

#include "look.h"
#include "pattern.h"
#include "sentences.h"
#include "text.h"

/* With fewer people behind it a rate pretends to a precision that is not there. */
static const double few = 30;
/* From here on a number under the limit says little. */
static const double misleading = 0.05;

/* ------------------------------------------------------------------------------------------------- chance */

static size_t say_groups(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                         size_t *tiny)
{
    size_t count = exq_count_compared(voice->document, question, rate, few, tiny);
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)count);
    exq_fill_sentence(voice, out, count == 2 ? EXQ_SENTENCE_BOTH_GROUPS : EXQ_SENTENCE_ALL_GROUPS, &places);
    return count;
}

static void say_because(const exq_voice *voice, exq_buffer *out, size_t tiny)
{
    if (tiny == 0)
        return;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), (exq_count)tiny);
    exq_fill_counted(voice, out, EXQ_SENTENCE_BECAUSE_TINY, (exq_count)tiny, &places);
}

/* So many of 100 audits. They were drawn at random: what turned up in none or in all may yet not be never or always. */
static void say_audits(const exq_voice *voice, exq_buffer *out, double share)
{
    exq_say_per_100(voice, out, fmin(fmax(share, 1e-9), 1.0 - 1e-9));
}

bool exq_chance_misleads(const exq_doc_question *question, const char *rate)
{
    const exq_doc_disparity *lowest = exq_look_lowest_ratio(question, rate);
    return lowest != NULL && lowest->value < lowest->parity_null.limit && lowest->parity_null.below_limit >= misleading;
}

static void say_lowest_over_highest(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *lowest)
{
    exq_places places = {0};
    exq_say_number(voice, exq_place(&places, "value"), lowest->value);
    exq_say_label(voice, exq_place(&places, "lowest"), &lowest->group);
    exq_say_label(voice, exq_place(&places, "highest"), &lowest->reference);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LOWEST_OVER_HIGHEST, &places);
    exq_buffer_char(out, ' ');
}

bool exq_say_parity_null(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate)
{
    const exq_doc_disparity *lowest = exq_look_lowest_ratio(question, rate);
    if (lowest == NULL || isnan(lowest->value) || isnan(lowest->parity_null.below_limit))
        return false;
    if (lowest->group.count > 0 && lowest->reference.count > 0)
        say_lowest_over_highest(voice, out, lowest);
    exq_places places = {0};
    size_t tiny = 0;
    (void)say_groups(voice, exq_place(&places, "groups"), question, rate, &tiny);
    exq_say_number(voice, exq_place(&places, "limit"), lowest->parity_null.limit);
    say_audits(voice, exq_place(&places, "k"), lowest->parity_null.below_limit);
    say_because(voice, exq_place(&places, "because"), tiny);
    exq_fill_sentence(voice, out,
                      exq_chance_misleads(question, rate) ? EXQ_SENTENCE_UNDER_LIMIT_OFTEN
                                                          : EXQ_SENTENCE_UNDER_LIMIT_SELDOM,
                      &places);
    return true;
}

bool exq_say_as_low_by_chance(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                              const char *rate)
{
    const exq_doc_disparity *lowest = exq_look_lowest_ratio(question, rate);
    if (lowest == NULL || isnan(lowest->value))
        return false;
    exq_places places = {0};
    size_t tiny = 0;
    (void)say_groups(voice, exq_place(&places, "groups"), question, rate, &tiny);
    exq_say_number(voice, exq_place(&places, "value"), lowest->value);
    say_audits(voice, exq_place(&places, "k"), lowest->parity_null.p);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_AS_LOW_BY_CHANCE, &places);
    return true;
}

bool exq_say_people_to_meet(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate)
{
    const exq_doc_disparity *lowest = exq_look_lowest_ratio(question, rate);
    if (lowest == NULL || !lowest->has_takes || lowest->takes.people < 0)
        return false;
    exq_places places = {0};
    size_t tiny = 0;
    (void)say_groups(voice, exq_place(&places, "groups"), question, rate, &tiny);
    exq_say_count(voice, exq_place(&places, "n"), lowest->takes.people);
    exq_say_number(voice, exq_place(&places, "limit"), lowest->takes.limit);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_PEOPLE_TO_MEET, &places);
    return true;
}

static bool excludes_equal(double lo, double hi)
{
    return lo > 1.0 || hi < 1.0;
}

bool exq_say_widening(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate)
{
    exq_count more = 0;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *row = &question->disparities[i];
        if (exq_is_ratio(row) && exq_text_same(rate, row->of) && exq_text_same(row->difference, "not_shown"))
            more += excludes_equal(row->lo_alone, row->hi_alone);
    }
    if (more == 0)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), more);
    exq_fill_counted(voice, out, EXQ_SENTENCE_MORE_WITHOUT_WIDENING, more, &places);
    return true;
}

/* ----------------------------------------------------------------------------------------------- extremes */

/* "Asian, Other and Roma", or how many when they would be no help. */
static void say_who(const exq_voice *voice, exq_buffer *out, const exq_doc_who *who, size_t count)
{
    enum { MOST_NAMED = 6 };
    if (count > MOST_NAMED) {
        exq_places places = {0};
        exq_say_count(voice, exq_place(&places, "n"), (exq_count)count);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_SO_MANY_GROUPS, &places);
        return;
    }
    exq_list list = {.voice = voice};
    for (size_t i = 0; i < count; i++)
        exq_say_label(voice, exq_list_item(&list, i + 1 == count), &who[i].levels);
    exq_list_end(&list, out);
}

static void say_end(const exq_voice *voice, exq_buffer *out, const exq_doc_who *who, size_t count, exq_sentence unsure,
                    exq_sentence shown)
{
    exq_places places = {0};
    say_who(voice, exq_place(&places, count == 1 ? "group" : "list"), who, count);
    exq_fill_sentence(voice, out, count == 1 ? shown : unsure, &places);
}

bool exq_say_extremes(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate)
{
    const exq_doc_worst *worst = exq_look_worst(question, rate);
    size_t tiny = 0;
    if (worst == NULL || worst->lowest_count == 0 || worst->highest_count == 0 ||
        exq_count_compared(voice->document, question, rate, few, &tiny) < 3)
        return false;
    if (worst->lowest_count > 1 && worst->highest_count > 1) {
        exq_places places = {0};
        say_who(voice, exq_place(&places, "list"), worst->highest, worst->highest_count);
        say_who(voice, exq_place(&places, "other"), worst->lowest, worst->lowest_count);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CANNOT_TELL_EITHER, &places);
        return true;
    }
    say_end(voice, out, worst->highest, worst->highest_count, EXQ_SENTENCE_CANNOT_TELL_HIGHEST,
            EXQ_SENTENCE_SHOWN_HIGHEST);
    exq_buffer_char(out, ' ');
    say_end(voice, out, worst->lowest, worst->lowest_count, EXQ_SENTENCE_CANNOT_TELL_LOWEST, EXQ_SENTENCE_SHOWN_LOWEST);
    return true;
}

/* ----------------------------------------------------------------------------------------- few decisions */

bool exq_say_step(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    const exq_doc_people *people = &disparity->people;
    if (!disparity->has_people || !((double)people->n < few) || people->n < 1 || isnan(people->step))
        return false;
    exq_places places = {0};
    exq_say_group(voice, exq_place(&places, "group"), &disparity->group);
    exq_say_count(voice, exq_place(&places, "n"), people->n);
    exq_say_amount(voice, exq_place(&places, "points"), round(people->step));
    exq_fill_counted(voice, out, EXQ_SENTENCE_STEP, people->n, &places);
    return true;
}

bool exq_say_flips(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    if (disparity->flips < 1)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), disparity->flips);
    exq_say_group(voice, exq_place(&places, "group"), &disparity->group);
    exq_say_reference(voice, exq_place(&places, "reference"), disparity);
    exq_fill_counted(voice, out,
                     voice->document->conventions.has_lists ? EXQ_SENTENCE_FLIPS_OF_LISTS : EXQ_SENTENCE_FLIPS,
                     disparity->flips, &places);
    return true;
}

bool exq_say_shortfalls(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    const exq_doc_people *people = &disparity->people;
    if (!disparity->has_people || disparity->direction == NULL || people->shortfall < 1 || people->swapped < 1 ||
        isnan(people->expected) || people->shortfall == people->swapped)
        return false;
    exq_places places = {0};
    exq_say_group(voice, exq_place(&places, "group"), &disparity->group);
    exq_say_reference(voice, exq_place(&places, "reference"), disparity);
    exq_say_count(voice, exq_place(&places, "shortfall"), people->shortfall);
    exq_say_count(voice, exq_place(&places, "swapped"), people->swapped);
    exq_say_amount(voice, exq_place(&places, "expected"), round(fabs(people->expected)));
    exq_fill_sentence(voice, exq_place(&places, "fewer"),
                      exq_text_same(disparity->direction, "higher") ? EXQ_SENTENCE_FEWER : EXQ_SENTENCE_MORE, NULL);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_SHORTFALLS, &places);
    return true;
}

/* ----------------------------------------------------------------------------------------- unknown groups */

static const exq_doc_missing_group *find_group(const exq_doc_missing *missing, const exq_doc_levels *group)
{
    for (size_t i = 0; group != NULL && i < missing->group_count; i++) {
        if (exq_levels_equal(&missing->groups[i].group, group) && missing->groups[i].reference.count > 0 &&
            !isnan(missing->groups[i].ratio.lo))
            return &missing->groups[i];
    }
    return NULL;
}

/* What is bounded, as words and as bounds. */
static exq_doc_bounds say_bounded(const exq_voice *voice, exq_buffer *out, const exq_doc_missing *missing,
                                  const exq_doc_levels *group)
{
    const exq_doc_missing_group *found = find_group(missing, group);
    if (found == NULL) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_RATIO_OVER_ALL, NULL);
        return missing->min_ratio;
    }
    exq_places places = {0};
    exq_say_label(voice, exq_place(&places, "group"), &found->group);
    exq_say_label(voice, exq_place(&places, "reference"), &found->reference);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_RATIO_TO, &places);
    return found->ratio;
}

bool exq_say_unknown(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                     const exq_doc_levels *group)
{
    const exq_doc_missing *missing = exq_look_missing(question, rate);
    const exq_doc_rate *everyone = rate == NULL ? NULL : exq_look_rate(&question->overall, rate);
    if (missing == NULL || missing->unknown < 1 || everyone == NULL || isnan(everyone->den))
        return false;
    exq_places places = {0};
    exq_doc_bounds bounds = say_bounded(voice, exq_place(&places, "ratio"), missing, group);
    exq_say_amount(voice, exq_place(&places, "n"), everyone->den);
    exq_say_count(voice, exq_place(&places, "unknown"), missing->unknown);
    exq_say_columns(voice, exq_place(&places, "columns"), question->by, question->by_count);
    exq_say_number(voice, exq_place(&places, "lo"), bounds.lo);
    exq_say_number(voice, exq_place(&places, "hi"), bounds.hi);
    exq_buffer unsaid = EXQ_BUFFER_INIT;
    bool open = isnan(bounds.hi) && exq_text_same(bounds.why, "infinite");
    bool known = !isnan(bounds.lo) && (open || !isnan(bounds.hi));
    if (open)
        exq_fill_sentence(voice, known ? out : &unsaid, EXQ_SENTENCE_UNKNOWN_OPEN, &places);
    else
        exq_fill_counted(voice, known ? out : &unsaid, EXQ_SENTENCE_UNKNOWN, missing->unknown, &places);
    exq_buffer_free(&unsaid);
    return known;
}

bool exq_say_unknown_over_all(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                              const char *rate)
{
    const exq_doc_missing *missing = exq_look_missing(question, rate);
    if (missing == NULL || missing->unknown < 1 || isnan(missing->min_ratio.lo) || isnan(missing->min_ratio.hi))
        return false;
    exq_places places = {0};
    exq_say_number(voice, exq_place(&places, "lo"), missing->min_ratio.lo);
    exq_say_number(voice, exq_place(&places, "hi"), missing->min_ratio.hi);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_UNKNOWN_OVER_ALL, &places);
    return true;
}

bool exq_say_tipping_point(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate)
{
    const exq_doc_missing *missing = exq_look_missing(question, rate);
    if (missing == NULL || missing->unknown < 1 || missing->tipping_point == 0)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), missing->tipping_point);
    exq_say_number(voice, exq_place(&places, "limit"), missing->limit);
    if (missing->tipping_point < 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TIPS_NEVER, &places);
    else
        exq_fill_counted(voice, out, EXQ_SENTENCE_TIPS, missing->tipping_point, &places);
    return true;
}

/* ------------------------------------------------------------------------------------------------ choices */

bool exq_say_sensitivity(const exq_voice *voice, exq_buffer *out, const exq_doc_sensitivity *sensitivity)
{
    if (sensitivity->answered < 1 || sensitivity->difference == NULL)
        return false;
    exq_places places = {0};
    exq_say_group_opening(voice, exq_place(&places, "Group"), &sensitivity->group);
    exq_say_count(voice, exq_place(&places, "same"), sensitivity->same);
    exq_say_count(voice, exq_place(&places, "answered"), sensitivity->answered);
    exq_fill_sentence(voice, out,
                      sensitivity->same == sensitivity->answered ? EXQ_SENTENCE_SENSITIVITY_ALL
                                                                 : EXQ_SENTENCE_SENSITIVITY_SOME,
                      &places);
    return true;
}
