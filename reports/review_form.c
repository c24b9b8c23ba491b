/* SPDX-License-Identifier: Apache-2.0 */
/* See review_form.h. */
#include "review_form.h"

#include <stddef.h>

#include "translatable.h"

const exq_review_question exq_review_questions[EXQ_REVIEW_QUESTIONS] = {
    {"benefit",    N_("Does this use benefit the people it is about?")        },
    {"informed",   N_("Was their consent truly informed?")                    },
    {"defensible", N_("Could we justify it to a regulator, or to the public?")},
};

const exq_review_name exq_review_lines[EXQ_REVIEW_LINES] = {
    [EXQ_REVIEW_ANSWER] = {N_("Answer"), N_("yes, no or unsure")},
    [EXQ_REVIEW_REASON] = {N_("Reason"), NULL                   },
    [EXQ_REVIEW_BY] = {N_("Name"),   NULL                   },
    [EXQ_REVIEW_ON] = {N_("Date"),   N_("YYYY-MM-DD")       },
};

const exq_review_word exq_review_answers[EXQ_REVIEW_ANSWERS] = {
    {"yes",    N_("yes")   },
    {"no",     N_("no")    },
    {"unsure", N_("unsure")},
};
