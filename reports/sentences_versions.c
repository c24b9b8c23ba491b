/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences and numbers of two versions.
 */
#include "sentences_versions.h"

#include <math.h>
#include <string.h>

#include "text.h"

/* ----------------------------------------------------------------------------------------------------- looking */

#define DIFFERENCE "_difference"

/* A gap is a difference of the number. */
static bool is_difference_of(const char *metric, const char *of)
{
    const size_t length = strlen(of);
    return strncmp(metric, of, length) == 0 && strcmp(metric + length, DIFFERENCE) == 0;
}

bool exq_change_is_of(const exq_change_block *block, const exq_doc_change *change)
{
    if (change->question != (exq_count)block->question || block->metric == NULL)
        return false;
    return change->reference_is == NULL ? strcmp(change->metric, block->metric) == 0
                                        : is_difference_of(change->metric, block->metric);
}

exq_change_block exq_change_lead(const exq_document *document, size_t question)
{
    const exq_doc_question *of = &document->questions[question];
    const exq_doc_measure *ndcg = exq_look_side(of) == EXQ_SIDE_USER ? exq_look_first(&of->overall, "ndcg") : NULL;
    return (exq_change_block){question, ndcg != NULL ? ndcg->id : of->lead_rate};
}

size_t exq_change_question(const exq_document *document)
{
    for (size_t i = 0; i < document->versions.change_count; i++) {
        const exq_count question = document->versions.changes[i].question;
        if (question < 0 || (size_t)question >= document->question_count)
            continue;
        const exq_side side = exq_look_side(&document->questions[question]);
        if (side == EXQ_SIDE_USER || side == EXQ_SIDE_DECISION)
            return (size_t)question;
    }
    return SIZE_MAX;
}

const exq_doc_change *exq_change_find(const exq_document *document, const exq_change_block *block,
                                      const exq_doc_levels *group)
{
    for (size_t i = 0; i < document->versions.change_count; i++) {
        const exq_doc_change *change = &document->versions.changes[i];
        if (change->reference_is == NULL && exq_change_is_of(block, change) && exq_levels_equal(&change->group, group))
            return change;
    }
    return NULL;
}

static bool is_count(const exq_doc_change *change)
{
    static const char name[] = "items_shown@";
    return strncmp(change->metric, name, sizeof name - 1) == 0;
}

const exq_doc_change *exq_change_ever_shown(const exq_document *document)
{
    for (size_t i = 0; i < document->versions.change_count; i++)
        if (is_count(&document->versions.changes[i]))
            return &document->versions.changes[i];
    return NULL;
}

/* ------------------------------------------------------------------------------------------------------ naming */

void exq_say_versions_whose(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_versions *versions = &voice->document->versions;
    exq_places places = {0}, inner = {0};
    exq_buffer *whose = exq_place(&places, "whose");
    if (exq_text_same(versions->people_are, "different")) {
        exq_fill_sentence(voice, whose, EXQ_SENTENCE_VERSIONS_DIFFERENT, NULL);
    } else if (versions->people < 0) {
        exq_fill_sentence(voice, whose, EXQ_SENTENCE_VERSIONS_SAME, NULL);
    } else {
        exq_say_count(voice, exq_place(&inner, "n"), versions->people);
        exq_fill_sentence(voice, whose, EXQ_SENTENCE_VERSIONS_SAME_PEOPLE, &inner);
    }
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_WHOSE, &places);
}

void exq_say_versions_which(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_versions *versions = &voice->document->versions;
    exq_places places = {0};
    exq_text_visible(exq_place(&places, "before"), versions->before, strlen(versions->before));
    exq_text_visible(exq_place(&places, "after"), versions->after, strlen(versions->after));
    exq_say_versions_whose(voice, exq_place(&places, "whose"));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_WHICH, &places);
}

bool exq_say_versions_left_out(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_versions *versions = &voice->document->versions;
    exq_places places = {0};
    if (versions->before_only <= 0 && versions->after_only <= 0)
        return false;
    exq_say_count(voice, exq_place(&places, "before"), versions->before_only > 0 ? versions->before_only : 0);
    exq_say_count(voice, exq_place(&places, "after"), versions->after_only > 0 ? versions->after_only : 0);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_LEFT_OUT, &places);
    return true;
}

void exq_say_change_metric(const exq_voice *voice, exq_buffer *out, const char *metric)
{
    exq_places places = {0};
    if (!exq_is_of_people(metric)) {
        exq_say_rate(voice, out, metric);
        return;
    }
    exq_say_rate(voice, exq_place(&places, "rate"), metric);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_OF_100, &places);
}

static void say_reference(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change)
{
    const exq_doc_disparity named = {.reference = change->reference, .reference_is = change->reference_is};
    exq_say_reference_label(voice, out, &named);
}

void exq_say_change_label(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change)
{
    exq_places places = {0};
    if (is_count(change)) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_EVER_SHOWN, NULL);
        return;
    }
    if (change->reference_is == NULL) {
        exq_say_label(voice, out, &change->group);
        return;
    }
    exq_say_label(voice, exq_place(&places, "group"), &change->group);
    say_reference(voice, exq_place(&places, "reference"), change);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_GAP, &places);
}

/* ----------------------------------------------------------------------------------------------------- numbers */

/* Is the number behind it so many of every 100 people? */
static bool is_of_people(const exq_doc_change *change)
{
    char base[64];
    const size_t length = strlen(change->metric), end = sizeof DIFFERENCE - 1;
    if (change->reference_is == NULL || length <= end || length - end >= sizeof base)
        return exq_is_of_people(change->metric);
    memcpy(base, change->metric, length - end);
    base[length - end] = '\0';
    return exq_is_of_people(base);
}

static void say_plain(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change, double value)
{
    if (is_count(change))
        exq_say_amount(voice, out, value);
    else if (is_of_people(change))
        exq_say_decimals(voice, out, 100 * value, 1);
    else
        exq_say_mean(voice, out, value);
}

void exq_say_change_value(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change, double value)
{
    if (change->reference_is != NULL)
        exq_say_change_by(voice, out, change, value);
    else
        say_plain(voice, out, change, value);
}

void exq_say_change_by(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change, double by)
{
    exq_places places = {0};
    if (!(by > 0)) {
        say_plain(voice, out, change, by);
        return;
    }
    say_plain(voice, exq_place(&places, "n"), change, by);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_SIGNED, &places);
}

bool exq_say_change_range(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change)
{
    exq_places places = {0};
    if (isnan(change->lo) || isnan(change->hi))
        return false;
    exq_say_change_by(voice, exq_place(&places, "lo"), change, change->lo);
    exq_say_change_by(voice, exq_place(&places, "hi"), change, change->hi);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_RANGE_WORDS, &places);
    return true;
}

bool exq_say_change_people(const exq_voice *voice, exq_buffer *out, const exq_doc_change *change)
{
    exq_places places = {0};
    if (change->better < 0)
        return false;
    exq_say_count(voice, exq_place(&places, "better"), change->better);
    exq_say_count(voice, exq_place(&places, "worse"), change->worse);
    exq_say_count(voice, exq_place(&places, "same"), change->same);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_PEOPLE, &places);
    return true;
}

/* -------------------------------------------------------------------------------------------------------- gaps */

static bool is_shown(const exq_doc_change *change)
{
    return change != NULL && change->direction != NULL && !exq_text_same(change->direction, "not_shown");
}

static void fill_pair(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, const char *measure,
                      const char *first, const exq_doc_levels *one, const char *second, const exq_doc_levels *other)
{
    exq_places places = {0};
    exq_say_rate(voice, exq_place(&places, "measure"), measure);
    exq_say_group(voice, exq_place(&places, first), one);
    exq_say_group(voice, exq_place(&places, second), other);
    exq_fill_sentence(voice, out, sentence, &places);
}

/* Whether both groups are shown to have lost. */
static bool say_what_became(const exq_voice *voice, exq_buffer *out, const exq_change_block *block,
                            const exq_doc_change *gap)
{
    const char *measure = block->metric;
    const exq_doc_change *group = exq_change_find(voice->document, block, &gap->group);
    const exq_doc_change *reference = exq_change_find(voice->document, block, &gap->reference);
    /* a change that is shown and is no gain is a loss */
    const bool both_lost = exq_text_same(gap->gained, "neither") && is_shown(group) && is_shown(reference);
    const bool narrowed = exq_text_same(gap->gap, "narrowed");
    if (!is_shown(gap)) {
        fill_pair(voice, out, EXQ_SENTENCE_VERSIONS_GAP_OPEN, measure, "group", &gap->group, "reference",
                  &gap->reference);
    } else if (both_lost && !exq_text_same(gap->gap, "reversed")) {
        const bool more = fabs(group->change) > fabs(reference->change);
        fill_pair(voice, out, narrowed ? EXQ_SENTENCE_VERSIONS_NARROWED_BY_LOSS : EXQ_SENTENCE_VERSIONS_WIDENED_BY_LOSS,
                  measure, "more", more ? &gap->group : &gap->reference, "less", more ? &gap->reference : &gap->group);
    } else {
        fill_pair(voice, out,
                  narrowed                   ? EXQ_SENTENCE_VERSIONS_NARROWED
                  : exq_text_same(gap->gap, "reversed") ? EXQ_SENTENCE_VERSIONS_REVERSED
                                             : EXQ_SENTENCE_VERSIONS_WIDENED,
                  measure, "group", &gap->group, "reference", &gap->reference);
    }
    return both_lost;
}

static void say_who_gained(const exq_voice *voice, exq_buffer *out, const exq_doc_change *gap, bool both_lost)
{
    exq_places places = {0};
    if (exq_text_same(gap->gained, "both")) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_BOTH_GAINED, NULL);
    } else if (exq_text_same(gap->gained, "neither")) {
        exq_fill_sentence(voice, out,
                          both_lost ? EXQ_SENTENCE_VERSIONS_NEITHER_GAINED : EXQ_SENTENCE_VERSIONS_NEITHER_SHOWN, NULL);
    } else {
        exq_say_group(voice, exq_place(&places, "who"), exq_text_same(gap->gained, "group") ? &gap->group : &gap->reference);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_ONE_GAINED, &places);
    }
}

static bool is_gap_of_groups(const exq_doc_change *change)
{
    return exq_text_same(change->reference_is, "group") && change->gap != NULL && change->direction != NULL;
}

bool exq_say_gap(const exq_voice *voice, exq_buffer *out, const exq_change_block *block, const exq_doc_change *gap)
{
    if (!is_gap_of_groups(gap))
        return false;
    const bool both_lost = say_what_became(voice, out, block, gap);
    if (gap->gained == NULL)
        return true;
    exq_buffer_char(out, ' ');
    say_who_gained(voice, out, gap, both_lost);
    return true;
}

bool exq_gap_is_open(const exq_doc_change *gap)
{
    return exq_text_same(gap->reference_is, "group") && gap->gap != NULL && gap->direction != NULL && !is_shown(gap);
}

bool exq_say_open_gaps(const exq_voice *voice, exq_buffer *out, const exq_change_block *block)
{
    const exq_doc_versions *versions = &voice->document->versions;
    const exq_doc_change *last = NULL;
    size_t count = 0;
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *gap = &versions->changes[i];
        if (!exq_change_is_of(block, gap) || !exq_gap_is_open(gap))
            continue;
        if (last != NULL && !exq_levels_equal(&gap->reference, &last->reference))
            return false;
        last = gap;
        count++;
    }
    if (count < 2)
        return false;
    exq_places places = {0};
    exq_list groups = {.voice = voice};
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *gap = &versions->changes[i];
        if (exq_change_is_of(block, gap) && exq_gap_is_open(gap))
            exq_say_label(voice, exq_list_item(&groups, gap == last), &gap->group);
    }
    exq_say_group(voice, exq_place(&places, "reference"), &last->reference);
    exq_list_end(&groups, exq_place(&places, "groups"));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_GAPS_OPEN, &places);
    return true;
}

bool exq_say_gap_otherwise(const exq_voice *voice, exq_buffer *out, const exq_change_block *block,
                           const exq_doc_change *gap)
{
    const exq_doc_versions *versions = &voice->document->versions;
    const exq_change_block other = {block->question, voice->document->questions[block->question].lead_rate};
    if (other.metric == NULL || block->metric == NULL || exq_text_same(other.metric, block->metric))
        return false;
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        if (!is_gap_of_groups(change) || !exq_change_is_of(&other, change) ||
            !exq_levels_equal(&change->group, &gap->group) || !exq_levels_equal(&change->reference, &gap->reference))
            continue;
        (void)say_what_became(voice, out, &other, change);
        return true;
    }
    return false;
}

/* ---------------------------------------------------------------------------------------------------- in short */

void exq_say_versions_instead(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_versions *versions = &voice->document->versions;
    exq_places places = {0};
    exq_text_visible(exq_place(&places, "after"), versions->after, strlen(versions->after));
    exq_text_visible(exq_place(&places, "before"), versions->before, strlen(versions->before));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_INSTEAD, &places);
}

bool exq_say_change_of_all(const exq_voice *voice, exq_buffer *out, const exq_change_block *block)
{
    static const exq_doc_levels everyone = {0};
    const exq_doc_change *all = block->metric != NULL ? exq_change_find(voice->document, block, &everyone) : NULL;
    exq_places places = {0};
    if (all == NULL || isnan(all->before) || isnan(all->after))
        return false;
    exq_buffer *measure = exq_place(&places, "Measure");
    exq_say_change_metric(voice, measure, all->metric);
    exq_capitalise(measure, 0);
    exq_say_change_value(voice, exq_place(&places, "before"), all, all->before);
    exq_say_change_value(voice, exq_place(&places, "now"), all, all->after);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_VERSIONS_OVERALL, &places);
    return true;
}

bool exq_say_groups_moved(const exq_voice *voice, exq_buffer *out, const exq_change_block *block)
{
    const exq_doc_versions *versions = &voice->document->versions;
    exq_count groups = 0, gained = 0, lost = 0;
    if (exq_look_side(&voice->document->questions[block->question]) != EXQ_SIDE_USER)
        return false; /* how well people are served is the better the more; of a rate that is not known */
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        if (change->reference_is != NULL || change->group.count == 0 || !exq_change_is_of(block, change))
            continue;
        groups++;
        gained += exq_text_same(change->direction, "rose");
        lost += exq_text_same(change->direction, "fell");
    }
    if (gained + lost == 0)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), groups);
    exq_say_count(voice, exq_place(&places, "gained"), gained);
    exq_say_count(voice, exq_place(&places, "lost"), lost);
    exq_fill_sentence(voice, out,
                      lost == groups     ? EXQ_SENTENCE_VERSIONS_ALL_LOST
                      : gained == groups ? EXQ_SENTENCE_VERSIONS_ALL_GAINED
                                         : EXQ_SENTENCE_VERSIONS_MOVED,
                      &places);
    return true;
}
