/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of scores.
 */
#include "sentences_scores.h"

#include <math.h>
#include <string.h>

#include "pattern.h"

static void say_pairs(const exq_voice *voice, exq_buffer *out, const exq_doc_group *group)
{
    exq_say_per_100(voice, out, exq_look_measure(group, "auc")->value);
}

/* Whether the two are shown to differ. */
static void say_standing(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *row)
{
    if (row == NULL || row->difference == NULL)
        return;
    exq_buffer_char(out, ' ');
    exq_fill_sentence(voice, out,
                      strcmp(row->difference, "shown") == 0 ? EXQ_SENTENCE_SCORES_SHOWN : EXQ_SENTENCE_SCORES_UNSETTLED,
                      NULL);
}

bool exq_say_pairs(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    const exq_ranked_pair pair = exq_look_ranked(question);
    if (pair.group == NULL)
        return false;
    exq_places places = {0};
    say_pairs(voice, exq_place(&places, "k"), pair.group);
    exq_say_group(voice, exq_place(&places, "group"), &pair.group->levels);
    if (pair.reference != NULL) {
        say_pairs(voice, exq_place(&places, "reference_k"), pair.reference);
        exq_say_group(voice, exq_place(&places, "reference"), &pair.reference->levels);
    }
    exq_fill_sentence(voice, out, pair.reference != NULL ? EXQ_SENTENCE_SCORES_PAIRS : EXQ_SENTENCE_SCORES_PAIRS_OF_ONE,
                      &places);
    say_standing(voice, out, pair.row);
    return true;
}

bool exq_say_pairs_short(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    const exq_ranked_pair pair = exq_look_ranked(question);
    if (pair.group == NULL || pair.reference == NULL)
        return false;
    exq_places places = {0};
    say_pairs(voice, exq_place(&places, "k"), pair.group);
    exq_say_label(voice, exq_place(&places, "group"), &pair.group->levels);
    say_pairs(voice, exq_place(&places, "reference_k"), pair.reference);
    exq_say_label(voice, exq_place(&places, "reference"), &pair.reference->levels);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_SCORES_PAIRS_SHORT, &places);
    say_standing(voice, out, pair.row);
    return true;
}

bool exq_say_certain(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_measure *area = exq_look_measure(&question->groups[i], "auc");
        if (area == NULL || !area->has_certain || !(area->certain.lo < area->certain.hi))
            continue;
        exq_places places = {0};
        exq_say_share(voice, exq_place(&places, "lo"), area->certain.lo);
        exq_say_share(voice, exq_place(&places, "hi"), area->certain.hi);
        exq_say_group(voice, exq_place(&places, "group"), &question->groups[i].levels);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_SCORES_CERTAIN, &places);
        return true;
    }
    return false;
}

void exq_say_trade(const exq_voice *voice, exq_buffer *out)
{
    exq_fill_sentence(voice, out, EXQ_SENTENCE_SCORES_TRADE, NULL);
}
