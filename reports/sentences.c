/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a finding says: how a group compares with its reference, in which range, how many people it is about, and what is
 * not settled.
 */
#include "sentences.h"

#include <math.h>

#include "look.h"
#include "pattern.h"
#include "text.h"

static bool is_higher(const exq_doc_disparity *disparity)
{
    return disparity->direction != NULL ? exq_text_same(disparity->direction, "higher") : disparity->value > 1.0;
}

/* "1.91 times as often as"; where the reference's rate is 0 there is no number, only a direction, and where there are too few
 * people for a rate there is none of two rates either. */
static void say_how(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity, exq_sentence times,
                    exq_sentence higher, exq_sentence lower)
{
    if (isnan(disparity->value) || exq_too_few(disparity)) {
        exq_fill_sentence(voice, out, is_higher(disparity) ? higher : lower, NULL);
        return;
    }
    exq_places places = {0};
    exq_say_number(voice, exq_place(&places, "times"), disparity->value);
    exq_fill_sentence(voice, out, times, &places);
}

/* The same in English; other languages say "more often" or "less often" beside the number. */
static exq_sentence times_as_often(const exq_doc_disparity *disparity)
{
    if (disparity->value == 1.0)
        return EXQ_SENTENCE_TIMES_AS_OFTEN_EQUAL;
    return is_higher(disparity) ? EXQ_SENTENCE_TIMES_AS_OFTEN_HIGHER : EXQ_SENTENCE_TIMES_AS_OFTEN_LOWER;
}

/* Of every hundred, unless so few or so rare that whole people of a hundred would mislead. */
static void say_counts(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    if (!disparity->has_people)
        return;
    const exq_doc_people *people = &disparity->people;
    bool per_100 = people->per_100[0] >= 1.0 && people->per_100[1] >= 1.0;
    bool differ = fabs(people->per_100[0] - people->per_100[1]) >= 1.0;
    exq_places places = {0};
    if (per_100 && (differ || disparity->direction == NULL)) {
        exq_say_amount(voice, exq_place(&places, "k"), people->per_100[0]);
        exq_say_amount(voice, exq_place(&places, "reference_k"), people->per_100[1]);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_COUNTS_PER_100, &places);
        return;
    }
    exq_say_count(voice, exq_place(&places, "k"), people->k);
    exq_say_count(voice, exq_place(&places, "n"), people->n);
    exq_say_count(voice, exq_place(&places, "reference_k"), people->reference_k);
    exq_say_count(voice, exq_place(&places, "reference_n"), people->reference_n);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_COUNTS, &places);
}

static bool say_items(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    if (isnan(disparity->value))
        return false;
    exq_places places = {0};
    exq_say_items(voice, exq_place(&places, "group"), &disparity->group, false);
    exq_say_items(voice, exq_place(&places, "Group"), &disparity->group, true);
    exq_say_items_reference(voice, exq_place(&places, "reference"), disparity);
    exq_say_number(voice, exq_place(&places, "times"), disparity->value);
    exq_fill_sentence(voice, out,
                      exq_is_merit_ratio(disparity) ? EXQ_SENTENCE_ITEMS_SEEN_FOR_MERIT : EXQ_SENTENCE_ITEMS_SEEN,
                      &places);
    return true;
}

bool exq_say_comparison(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    if (exq_is_items_ratio(disparity))
        return say_items(voice, out, disparity);
    if (!exq_is_ratio(disparity) || (isnan(disparity->value) && disparity->direction == NULL))
        return false;
    exq_places places = {0};
    exq_say_group_opening(voice, exq_place(&places, "Group"), &disparity->group);
    exq_say_group(voice, exq_place(&places, "group"), &disparity->group);
    say_how(voice, exq_place(&places, "as_often_as"), disparity, times_as_often(disparity),
            EXQ_SENTENCE_MORE_OFTEN_THAN, EXQ_SENTENCE_LESS_OFTEN_THAN);
    say_how(voice, exq_place(&places, "that_of"), disparity, EXQ_SENTENCE_TIMES_THAT_OF, EXQ_SENTENCE_ABOVE_THAT_OF,
            EXQ_SENTENCE_BELOW_THAT_OF);
    exq_say_reference(voice, exq_place(&places, "reference"), disparity);
    say_counts(voice, exq_place(&places, "counts"), disparity);
    exq_say_rate(voice, exq_place(&places, "rate"), disparity->of);
    exq_say_cutoff(exq_place(&places, "k"), disparity->of);
    exq_fill(voice, out, exq_words_of_rate(disparity->of)->compared, &places);
    return true;
}

bool exq_say_plausible_range(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    exq_places places = {0};
    exq_buffer *range = exq_place(&places, "range");
    if (!exq_say_range_words(voice, range, disparity->lo, disparity->hi, disparity->hi_why))
        return false;
    exq_fill_sentence(voice, out, EXQ_SENTENCE_PLAUSIBLE_RANGE, &places);
    return true;
}

bool exq_say_shortfall(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    const char *pattern = disparity->of != NULL ? exq_words_of_rate(disparity->of)->equal : NULL;
    if (pattern == NULL || !disparity->has_people || disparity->direction == NULL || disparity->people.shortfall <= 0)
        return false;
    exq_places places = {0};
    exq_say_at_the_rate(voice, exq_place(&places, "At_the_rate"), disparity);
    exq_say_group(voice, exq_place(&places, "group"), &disparity->group);
    exq_say_count(voice, exq_place(&places, "n"), disparity->people.shortfall);
    exq_fill_sentence(voice, exq_place(&places, "fewer"), is_higher(disparity) ? EXQ_SENTENCE_FEWER : EXQ_SENTENCE_MORE,
                      NULL);
    exq_fill(voice, out, pattern, &places);
    return true;
}

void exq_say_not_settled(const exq_voice *voice, exq_buffer *out)
{
    exq_fill_sentence(voice, out, EXQ_SENTENCE_NOT_SETTLED, NULL);
}

/* Put a sentence behind those already there. */
static void add_sentence(exq_buffer *out, size_t start, exq_buffer *sentence)
{
    if (sentence->length > 0 && out->length > start)
        exq_buffer_char(out, ' ');
    if (sentence->length > 0)
        exq_buffer_append(out, sentence->bytes, sentence->length);
    out->failed = out->failed || sentence->failed;
    exq_buffer_clear(sentence);
}

bool exq_say_finding(const exq_voice *voice, exq_buffer *out, const exq_doc_finding *finding)
{
    const exq_doc_disparity *disparity = exq_look_disparity(voice->document, finding);
    exq_buffer sentence = EXQ_BUFFER_INIT;
    size_t start = out->length;
    bool said = exq_say_comparison(voice, &sentence, disparity);
    add_sentence(out, start, &sentence);
    if (said && exq_say_plausible_range(voice, &sentence, disparity))
        add_sentence(out, start, &sentence);
    if (said && !exq_text_same(finding->state, "shown"))
        exq_say_not_settled(voice, &sentence);
    else if (said && !exq_text_same(finding->harm, "better")) /* fewer of those better off is no remedy that anybody asks for */
        (void)exq_say_shortfall(voice, &sentence, disparity);
    add_sentence(out, start, &sentence);
    exq_buffer_free(&sentence);
    return said;
}

void exq_say_no_finding(const exq_voice *voice, exq_buffer *out)
{
    exq_fill_sentence(voice, out, EXQ_SENTENCE_NO_FINDING, NULL);
}

bool exq_say_harm(const exq_voice *voice, exq_buffer *out, const exq_doc_finding *finding)
{
    const char *selected_is = voice->document->conventions.selected_is;
    if (finding->harm == NULL || selected_is == NULL)
        return false;
    exq_places places = {0};
    exq_fill_sentence(voice, exq_place(&places, "is"), exq_text_same(selected_is, "good") ? EXQ_SENTENCE_GOOD : EXQ_SENTENCE_BAD,
                      NULL);
    exq_fill_sentence(voice, out, exq_text_same(finding->harm, "worse") ? EXQ_SENTENCE_HARM_WORSE : EXQ_SENTENCE_HARM_BETTER,
                      &places);
    return true;
}

void exq_say_dilemma(const exq_voice *voice, exq_buffer *out)
{
    exq_fill_sentence(voice, out, EXQ_SENTENCE_DILEMMA, NULL);
}

bool exq_say_base_rates(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                        const exq_doc_levels *group)
{
    exq_disparities list = {question->disparities, question->disparity_count};
    const exq_doc_disparity *disparity = exq_look_ratio(list, "base_rate", group);
    if (disparity == NULL || !exq_text_same(disparity->difference, "shown") || !disparity->has_people ||
        isnan(disparity->people.per_100[0]) || isnan(disparity->people.per_100[1]))
        return false;
    exq_places places = {0};
    exq_say_amount(voice, exq_place(&places, "k"), disparity->people.per_100[0]);
    exq_say_amount(voice, exq_place(&places, "reference_k"), disparity->people.per_100[1]);
    exq_say_group(voice, exq_place(&places, "group"), group);
    if (disparity->reference.count > 0)
        exq_say_group(voice, exq_place(&places, "reference"), &disparity->reference);
    else
        exq_say_reference(voice, exq_place(&places, "reference"), disparity);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_BASE_RATES, &places);
    return true;
}

/* In how many strata the pair is shown higher, shown lower, not settled; in the rest it could not be compared. */
typedef struct strata_tally {
    exq_count higher, lower, unsettled;
} strata_tally;

static strata_tally tally_strata(const exq_doc_question *question, const char *rate, const exq_doc_levels *group,
                                 const exq_doc_disparity **first)
{
    strata_tally tally = {0};
    for (size_t i = 0; i < question->stratum_count; i++) {
        exq_disparities list = {question->strata[i].disparities, question->strata[i].disparity_count};
        const exq_doc_disparity *disparity = exq_look_ratio(list, rate, group);
        if (disparity == NULL || disparity->difference == NULL)
            continue;
        if (!exq_text_same(disparity->difference, "shown"))
            tally.unsettled++;
        else if (is_higher(disparity))
            tally.higher++;
        else
            tally.lower++;
        if (*first == NULL)
            *first = disparity;
    }
    return tally;
}

bool exq_say_strata(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                    const exq_doc_levels *group)
{
    const exq_doc_disparity *first = NULL;
    strata_tally tally = tally_strata(question, rate, group, &first);
    exq_count compared = tally.higher + tally.lower + tally.unsettled;
    if (first == NULL)
        return false;
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_say_group(voice, exq_place(&places, "group"), group);
    exq_say_reference(voice, exq_place(&places, "reference"), first);
    exq_say_count(voice, exq_place(&places, "higher"), tally.higher);
    exq_say_count(voice, exq_place(&places, "lower"), tally.lower);
    exq_say_count(voice, exq_place(&places, "unsettled"), tally.unsettled);
    exq_say_count(voice, exq_place(&places, "all"), compared);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_STRATA, &places);
    exq_count left = (exq_count)question->stratum_count - compared;
    if (left > 0) {
        exq_buffer_char(out, ' ');
        exq_say_count(voice, exq_place(&places, "n"), left);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_STRATA_NOT_COMPARED, &places);
    }
    return true;
}
