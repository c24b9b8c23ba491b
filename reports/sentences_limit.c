/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One limit in plain words, for who reads no names of metrics: what it asks of whom, what was found, and how many decisions
 * would meet it.
 */
#include <math.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "sentences_check.h"
#include "text.h"

static bool is_ratio(const char *metric)
{
    static const char end[] = "_ratio";
    const size_t length = strlen(metric), tail = sizeof end - 1;
    return length > tail && strcmp(metric + length - tail, end) == 0;
}

/* The comparison of the two groups that decide, as the same question has it; NULL: none. */
static const exq_doc_disparity *pair_of(const exq_document *document, const exq_doc_check *check)
{
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_disparities list = {document->questions[i].disparities, document->questions[i].disparity_count};
        const exq_doc_disparity *pair = exq_look_ratio(list, check->of, &check->group);
        if (pair != NULL && exq_levels_equal(&pair->reference, &check->reference))
            return pair;
    }
    return NULL;
}

/* How many decisions would meet it, and how many would make the two rates equal. */
static void say_change(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check,
                       const exq_doc_disparity *pair)
{
    const exq_doc_check_row *row = exq_check_deciding(check);
    if (row == NULL || row->change == NULL || exq_check_lacks_direction(voice->document, row) ||
        check->compared.shown > 2)
        return;
    const bool equal = pair != NULL && pair->has_people && pair->people.shortfall > row->change_people;
    const bool more = exq_text_same(row->change, "more");
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), row->change_people);
    if (equal)
        exq_say_count(voice, exq_place(&places, "all"), pair->people.shortfall);
    exq_say_group(voice, exq_place(&places, "group"), &check->group);
    exq_buffer_char(out, ' ');
    exq_fill_sentence(voice, out,
                      equal  ? more ? EXQ_SENTENCE_LIMIT_MORE_OR_EQUAL : EXQ_SENTENCE_LIMIT_FEWER_OR_EQUAL
                      : more ? EXQ_SENTENCE_LIMIT_MORE
                             : EXQ_SENTENCE_LIMIT_FEWER,
                      &places);
}

bool exq_say_limit(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    const bool least = exq_text_same(check->limit.op, ">="), most = exq_text_same(check->limit.op, "<=");
    if (check->of == NULL || !is_ratio(check->metric) || check->has_compared_with || !(least || most) ||
        check->group.count == 0 || check->reference_is == NULL || isnan(check->value) ||
        voice->document->conventions.has_lists)
        return false;
    const exq_doc_disparity sides = {
        .group = check->group, .reference = check->reference, .reference_is = check->reference_is};
    exq_places asked = {0}, limit = {0}, places = {0};
    exq_say_group_opening(voice, exq_place(&asked, "Group"), &sides.group);
    exq_say_group(voice, exq_place(&asked, "group"), &sides.group);
    exq_say_reference(voice, exq_place(&asked, "reference"), &sides);
    exq_say_decimal_text(voice, exq_place(&limit, "limit"), check->limit.value);
    exq_fill_sentence(voice, exq_place(&asked, "as_often_as"),
                      least ? EXQ_SENTENCE_AS_OFTEN_AT_LEAST : EXQ_SENTENCE_AS_OFTEN_AT_MOST, &limit);
    exq_say_decimal_text(voice, exq_place(&limit, "limit"), check->limit.value);
    exq_fill_sentence(voice, exq_place(&asked, "that_of"),
                      least ? EXQ_SENTENCE_THAT_OF_AT_LEAST : EXQ_SENTENCE_THAT_OF_AT_MOST, &limit);
    exq_say_rate(voice, exq_place(&asked, "rate"), check->of);
    (void)exq_place(&asked, "counts");
    (void)exq_say_check_title(voice, exq_place(&places, "title"));
    exq_fill(voice, exq_place(&places, "asked"), exq_words_of_rate(check->of)->compared, &asked);
    exq_say_check_found(voice, exq_place(&places, "found"), check);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LIMIT_IN_WORDS, &places);
    say_change(voice, out, check, pair_of(voice->document, check));
    return true;
}
