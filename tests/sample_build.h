/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making documents for tests from tables of counts.
 */
#ifndef EXQ_SAMPLE_BUILD_H
#define EXQ_SAMPLE_BUILD_H

#include "result.h"

/* One row of a table: the levels of a group and its people by decision and label. */
typedef struct sample_group {
    const char *levels[2];
    exq_count tp, fp, fn, tn;
    exq_count unlabelled_selected, unlabelled_rejected;
    const char *withheld; /* why; NULL: shown */
} sample_group;

typedef struct sample_question {
    const char *by[2];
    size_t by_count;
    const char *class_name;
    const sample_group *groups;
    size_t group_count;
    size_t reference; /* index into groups */
    const char *lead_rate;
    bool labels;
} sample_question;

/* `pointer`, or abort when it is NULL: a test that is out of memory has nothing to say. */
void *sample_must(void *pointer);
#define SAMPLE_MANY(arena, type, count) ((type *)sample_must(exq_arena_alloc((arena), (count), sizeof(type))))

exq_doc_levels sample_levels(exq_arena *arena, const char *const *columns, size_t count, const char *const *levels);
exq_doc_question sample_question_of(exq_arena *arena, const sample_question *question);
/* Add one stratum a question; `strata` are the levels of the column `given`. */
void sample_stratify(exq_arena *arena, exq_doc_question *out, const char *given, const char *const *strata,
                     const sample_question *questions, size_t count);

/* A document of so many rows without questions; then, with questions set, its findings and the result. */
exq_document sample_blank(exq_count rows);
exq_result *sample_finish(exq_arena *arena, exq_document *document);

#endif
