/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A result: the document and the arena it lives in. Writing, reading and the JSON Schema come from one set of rows
 * (fields.c), so that a name is said once: read(write(d)) = d is a test.
 */
#ifndef EXQ_RESULT_H
#define EXQ_RESULT_H

#include "buffer.h"
#include "document.h"

/* Takes over `arena`, in which all of `document` lives. NULL when out of memory (the arena is then freed). */
exq_result *exq_result_new(exq_arena *arena, const exq_document *document);
const exq_document *exq_result_document(const exq_result *result);

/* The JSON text of the document; canonical. */
EXQ_CHECKED exq_status exq_result_write(const exq_result *result, exq_buffer *out, exq_error *error);

/* The SHA-256, in hexadecimal, of the JSON text without answers to the ethics questions: what a form of these is about. */
enum { EXQ_RESULT_DIGEST_SIZE = 65 };
EXQ_CHECKED exq_status exq_result_question_digest(const exq_result *result, char out[EXQ_RESULT_DIGEST_SIZE],
                                                  exq_error *error);
/* Answers in the place of those there are; texts are copied. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_result_answer(exq_result *result, const exq_doc_answer *answers, size_t count,
                                         exq_error *error);

/* What a check asks of a program that ends: 1, 4, or 0 when nothing in it blocks. A verdict that is none is 4. */
int exq_check_exit_code(const exq_doc_check *check);
/* Is a group of it withheld? */
bool exq_check_withheld(const exq_doc_check *check);
/* pass, fail, inconclusive; none without checks. Pass only where every check is met and nothing was withheld from one. */
const char *exq_checks_outcome(const exq_doc_check *checks, size_t count);

/* exq_result_parse, exq_result_schema, exq_result_exit_code and exq_result_exit_reason are public: exaequo.h. */

#endif
