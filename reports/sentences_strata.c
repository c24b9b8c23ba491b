/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of like compared with like: a difference that turns round or is gone, strata that do not agree, and how
 * much of a gap is due to where people are.
 */
#include <math.h>

#include "look.h"
#include "pattern.h"
#include "sentences.h"
#include "text.h"

/* Who is compared with whom, as disparities name it. */
static exq_doc_disparity sides_of(const exq_doc_adjusted *adjusted)
{
    return (exq_doc_disparity){
        .group = adjusted->group, .reference = adjusted->reference, .reference_is = adjusted->reference_is};
}

/* The two rates in the same mix of strata, or, where a stratum lacks one of the two, the odds. */
static bool say_figure(const exq_voice *voice, exq_buffer *out, const exq_doc_adjusted *adjusted)
{
    exq_places places = {0};
    if (!isnan(adjusted->standardised.group) && !isnan(adjusted->standardised.reference)) {
        const exq_doc_disparity sides = sides_of(adjusted);
        exq_say_label(voice, exq_place(&places, "group"), &sides.group);
        exq_say_reference_label(voice, exq_place(&places, "reference"), &sides);
        exq_say_per_100(voice, exq_place(&places, "k"), adjusted->standardised.group);
        exq_say_per_100(voice, exq_place(&places, "reference_k"), adjusted->standardised.reference);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_SAME_MIX, &places);
        return true;
    }
    if (isnan(adjusted->odds_ratio.value))
        return false;
    exq_say_number(voice, exq_place(&places, "odds"), adjusted->odds_ratio.value);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LIKE_WITH_LIKE, &places);
    return true;
}

bool exq_say_simpson(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                     const exq_doc_levels *group)
{
    const exq_disparities list = {question->disparities, question->disparity_count};
    const exq_doc_adjusted *adjusted = exq_look_adjusted(question, rate, group);
    const exq_doc_disparity *found = exq_look_ratio(list, rate, group);
    if (adjusted == NULL || adjusted->simpson == NULL || found == NULL)
        return false;
    bool settled = adjusted->odds_ratio.lo > 1.0 || adjusted->odds_ratio.hi < 1.0;
    bool reverses = exq_text_same(adjusted->simpson, "reverses");
    if (!settled && !exq_text_same(found->difference, "shown"))
        return false; /* nothing was shown that could go */
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "given"), question->given, question->given_count);
    bool said = say_figure(voice, exq_place(&places, "figure"), adjusted);
    exq_buffer sentence = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &sentence,
                      !reverses ? EXQ_SENTENCE_SIMPSON_VANISHES
                      : settled ? EXQ_SENTENCE_SIMPSON_REVERSES
                                : EXQ_SENTENCE_SIMPSON_NOT_SETTLED,
                      &places);
    if (said)
        exq_buffer_append(out, sentence.bytes == NULL ? "" : sentence.bytes, sentence.length);
    out->failed = out->failed || sentence.failed;
    exq_buffer_free(&sentence);
    return said;
}

bool exq_say_which_comparison(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                              const exq_doc_disparity *disparity)
{
    exq_buffer remains = EXQ_BUFFER_INIT;
    const bool turns = exq_say_simpson(voice, &remains, question, disparity->of, &disparity->group);
    out->failed = out->failed || remains.failed;
    exq_buffer_free(&remains);
    if (!turns)
        return false;
    const exq_doc_adjusted *adjusted = exq_look_adjusted(question, disparity->of, &disparity->group);
    const bool known = disparity->has_people && !exq_too_few(disparity) && !isnan(adjusted->standardised.group) &&
                       !isnan(adjusted->standardised.reference);
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "given"), question->given, question->given_count);
    if (known) {
        exq_say_amount(voice, exq_place(&places, "k"), disparity->people.per_100[0]);
        exq_say_amount(voice, exq_place(&places, "reference_k"), disparity->people.per_100[1]);
        exq_say_per_100(voice, exq_place(&places, "same_k"), adjusted->standardised.group);
        exq_say_per_100(voice, exq_place(&places, "same_reference_k"), adjusted->standardised.reference);
    }
    exq_fill_sentence(voice, out, known ? EXQ_SENTENCE_TASK_WHICH_IS_FAIR : EXQ_SENTENCE_TASK_WHICH_IS_FAIR_PLAIN,
                      &places);
    return true;
}

static void say_reference(const exq_voice *voice, exq_buffer *out, const exq_doc_adjusted *adjusted)
{
    const exq_doc_disparity sides = sides_of(adjusted);
    exq_say_reference(voice, out, &sides);
}

bool exq_say_agreement(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                       const exq_doc_adjusted *adjusted)
{
    if (isnan(adjusted->tarone.p))
        return false;
    bool disagree = adjusted->tarone.p < 1.0 - voice->document->uncertainty.level;
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_say_group(voice, exq_place(&places, "group"), &adjusted->group);
    say_reference(voice, exq_place(&places, "reference"), adjusted);
    exq_fill_sentence(voice, out, disagree ? EXQ_SENTENCE_STRATA_DISAGREE : EXQ_SENTENCE_STRATA_AGREE, &places);
    return true;
}

bool exq_say_mix(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                 const exq_doc_adjusted *adjusted)
{
    if (isnan(adjusted->composition.composition) || isnan(adjusted->composition.rates))
        return false;
    exq_places places = {0};
    exq_say_group_opening(voice, exq_place(&places, "Group"), &adjusted->group);
    say_reference(voice, exq_place(&places, "reference"), adjusted);
    exq_say_points(voice, exq_place(&places, "gap"), adjusted->composition.gap);
    exq_say_points(voice, exq_place(&places, "composition"), adjusted->composition.composition);
    exq_say_points(voice, exq_place(&places, "rates"), adjusted->composition.rates);
    exq_say_columns(voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_MIX_OF_GAP, &places);
    return true;
}
