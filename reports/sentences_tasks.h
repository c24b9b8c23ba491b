/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of who reads a result: the same tasks in the same order on the page and in the summary. As in sentences.h: false
 * and nothing appended when there is no occasion for the task.
 */
#ifndef EXQ_SENTENCES_TASKS_H
#define EXQ_SENTENCES_TASKS_H

#include "sentences.h"

typedef enum exq_task {
    EXQ_TASK_WHICH_IS_FAIR, /* like compared with like answers otherwise */
    EXQ_TASK_MISSED,
    EXQ_TASK_JUSTIFY,
    EXQ_TASK_ABSENT,
    EXQ_TASK_SIGN,
    EXQ_TASKS
} exq_task;

/* "Decide which comparison is the fair one: over all (30 against 45 of 100) or within department (43 against 39). The check
 * looked only at the first." */
bool exq_say_task(const exq_voice *voice, exq_buffer *out, exq_task task);

/* NULL: the question of ethics has no answer that is whole. */
const exq_doc_answer *exq_answer_to(const exq_document *document, size_t question);
/* How many have none. */
size_t exq_open_questions(const exq_document *document);

#endif
