/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks taken apart into cases, as pipelines want them: one for each group that is judged, one for a check that no
 * group speaks for, one for what is withheld from it. What a case is called, what is said of it, where it stands in
 * the policy and by what it is known again are the same in every output.
 */
#ifndef EXQ_CHECK_CASES_H
#define EXQ_CHECK_CASES_H

#include "exaequo.h"
#include "sentences_check.h"

typedef struct exq_check_case {
    const exq_doc_check *check;
    const exq_doc_check_row *row; /* NULL: none */
    bool withheld;                /* about the groups of the check that are not shown */
    exq_check_state state;        /* of a withheld case NOT_COMPUTED */
    bool blocks;
} exq_check_case;

typedef void exq_case_visitor(void *payload, const exq_check_case *one);
/* In the order of the document. */
void exq_each_case(const exq_doc_check *check, exq_case_visitor *visit, void *payload);

typedef struct exq_cases {
    exq_check_case *items;
    size_t count;
} exq_cases;

/* Those of all checks, worst first: what blocks before what warns, missed before not computed before not settled.
 * The caller frees them. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_cases_of(const exq_document *document, exq_cases *out, exq_error *error);
void exq_cases_free(exq_cases *cases);

/* "missed"; of a withheld case "withheld". Names of ours, as in the JSON. */
const char *exq_case_verdict(const exq_check_case *one);

/* "African-American / Caucasian", else what is asked. */
void exq_say_case_name(const exq_voice *voice, exq_buffer *out, const exq_check_case *one);
/* What was asked, what was found, who, what would meet it: one line. */
void exq_say_case(const exq_voice *voice, exq_buffer *out, const exq_check_case *one);
/* The same with the verdict before it. */
void exq_say_case_judged(const exq_voice *voice, exq_buffer *out, const exq_check_case *one);

/* By what the case is known again in another run: the SHA-256, in hexadecimal digits, of the id of the check and,
 * where the check is about each of several groups, of the group. Of names alone, so that it outlives every number;
 * which two groups lie farthest apart is a number too. False out of memory. */
enum { EXQ_FINGERPRINT_SIZE = 65 };
bool exq_case_fingerprint(const exq_check_case *one, char out[EXQ_FINGERPRINT_SIZE]);

/* A place in a file. */
typedef struct exq_anchor {
    const char *file;
    size_t file_length;
    size_t line, column; /* from 1 */
    bool known;          /* false: there was none, and this is the nearest thing: the policy, else the data */
} exq_anchor;

/* `where` is "file:line:column" as in a check or waiver, or NULL. Never without a file. */
exq_anchor exq_anchor_of(const exq_document *document, const exq_render_options *options, const char *where);
/* The length of its beginning without the column: what people are shown. */
size_t exq_where_length(const char *where);

/* At most `most` bytes of `text`, cut between characters and then ended by …: readers of some formats refuse longer
 * ones. */
void exq_cut(exq_buffer *text, size_t most);

#endif
