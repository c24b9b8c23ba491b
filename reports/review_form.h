/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form of the ethics questions: what its lines are called. It is written by render_review.c and read by review_read.c,
 * in any language of the tool. The tables are in English; texts are translated where they are written and read.
 */
#ifndef EXQ_REVIEW_FORM_H
#define EXQ_REVIEW_FORM_H

enum { EXQ_REVIEW_QUESTIONS = 3 };

/* The line that says which result the answers are about, the same in every language. */
#define EXQ_REVIEW_RESULT "exaequo-review:"

typedef struct exq_review_question {
    const char *id; /* as the result has it */
    const char *text;
} exq_review_question;

extern const exq_review_question exq_review_questions[EXQ_REVIEW_QUESTIONS];

typedef enum exq_review_line {
    EXQ_REVIEW_ANSWER,
    EXQ_REVIEW_REASON,
    EXQ_REVIEW_BY,
    EXQ_REVIEW_ON,
    EXQ_REVIEW_LINES
} exq_review_line;

/* What stands before the colon, and what helps to fill it in. */
typedef struct exq_review_name {
    const char *name, *help; /* help: NULL: none */
} exq_review_name;
extern const exq_review_name exq_review_lines[EXQ_REVIEW_LINES];

enum { EXQ_REVIEW_ANSWERS = 3 };
typedef struct exq_review_word {
    const char *id, *word;
} exq_review_word;
extern const exq_review_word exq_review_answers[EXQ_REVIEW_ANSWERS];

#endif
