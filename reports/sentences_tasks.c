/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of who reads a result: which comparison is the fair one, what follows from a missed limit, who justifies,
 * who is missing, who signs.
 */
#include "sentences_tasks.h"

#include "look.h"
#include "pattern.h"
#include "review_form.h"
#include "sentences_check.h"

/* NULL: nobody answered. */
const exq_doc_answer *exq_answer_to(const exq_document *document, size_t question)
{
    const exq_doc_answer *said = question < document->ethics_count ? &document->ethics[question] : NULL;
    if (said == NULL || said->answer == NULL || said->reason == NULL || said->by == NULL || said->on == NULL)
        return NULL;
    return said;
}

size_t exq_open_questions(const exq_document *document)
{
    size_t open = 0;
    for (size_t i = 0; i < EXQ_REVIEW_QUESTIONS; i++)
        open += exq_answer_to(document, i) == NULL;
    return open;
}

/* Only where the finding that leads does not remain: else the two comparisons agree. */
static bool say_which_is_fair(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    if (document->finding_count == 0)
        return false;
    const exq_doc_finding *finding = &document->findings[0];
    const exq_doc_disparity *disparity = exq_look_disparity(document, finding);
    if (!exq_say_which_comparison(voice, out, &document->questions[finding->question], disparity))
        return false;
    if (document->check_count > 0) {
        exq_buffer_char(out, ' ');
        exq_fill_counted(voice, out, EXQ_SENTENCE_TASK_CHECKED_ALL, (exq_count)document->check_count, NULL);
    }
    return true;
}

static bool say_missed(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    exq_count missed = 0;
    for (size_t i = 0; i < document->check_count; i++)
        missed += exq_check_state_of(document->checks[i].verdict) == EXQ_CHECK_MISSED;
    if (missed == 0)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), missed);
    exq_fill_counted(voice, out, EXQ_SENTENCE_TASK_MISSED, missed, &places);
    return true;
}

bool exq_say_task(const exq_voice *voice, exq_buffer *out, exq_task task)
{
    switch (task) {
    case EXQ_TASK_WHICH_IS_FAIR:
        return say_which_is_fair(voice, out);
    case EXQ_TASK_MISSED:
        return say_missed(voice, out);
    case EXQ_TASK_JUSTIFY:
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TASK_JUSTIFY, NULL);
        return true;
    case EXQ_TASK_ABSENT:
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TASK_ABSENT, NULL);
        return true;
    case EXQ_TASK_SIGN:
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TASK_SIGN, NULL);
        return true;
    case EXQ_TASKS:
        break;
    }
    return false;
}
