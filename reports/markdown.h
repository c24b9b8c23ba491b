/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the summary and the comment have in common: Markdown as GitHub and GitLab read it, and the parts of a result in it.
 * Nothing that came from outside may act: no markup, no link, nobody is called by @name.
 */
#ifndef EXQ_MARKDOWN_H
#define EXQ_MARKDOWN_H

#include "sentences_check.h"

typedef struct exq_markdown {
    const exq_document *document;
    exq_voice voice;
    exq_buffer words; /* being said; escaped when it is complete */
    exq_buffer *out;
    size_t most; /* bytes of `out` beyond which tables and lists are cut short and say so */
} exq_markdown;

exq_markdown exq_markdown_of(const exq_document *document, const char *language, exq_buffer *out, size_t most);
/* Frees what it holds. Errors: MEMORY. */
EXQ_CHECKED exq_status exq_markdown_end(exq_markdown *self, exq_error *error);

/* Markup of ours. */
void exq_markdown_put(exq_markdown *self, const char *markup);
/* The words; as a paragraph, if there are any. */
void exq_markdown_words(exq_markdown *self);
void exq_markdown_paragraph(exq_markdown *self);
/* A text to type, as it stands: within a line, or as a block. */
void exq_markdown_code(exq_buffer *out, const char *text);
void exq_markdown_block(exq_markdown *self, const char *text);

/* Pieces of tables and lists: the words as a cell; the line below the heads of so many columns; whether there is room for
 * a further row, and how many were left out for want of it. */
void exq_markdown_cell(exq_markdown *self);
void exq_markdown_rule(exq_markdown *self, size_t columns);
bool exq_markdown_is_full(const exq_markdown *self);
void exq_markdown_left(exq_markdown *self, const char *before, size_t left, const char *after);

/* ▲: the shape of the worst verdict; nothing without checks. */
void exq_markdown_mark(exq_markdown *self);
/* The checks as a table; `open` leaves out those that are met or waived. */
void exq_markdown_checks(exq_markdown *self, bool open);
/* What checks leave open and what is waived, a line each. */
void exq_markdown_notes(exq_markdown *self);
/* What another version changes, where there is one: of the number that leads and of those of the checks. */
void exq_markdown_versions(exq_markdown *self); /* markdown_versions.c */
/* The finding that comes first; what must be known before it is quoted. */
void exq_markdown_finding(exq_markdown *self);
/* The finding that leads each other question; and what is asked of who reads the result. */
void exq_markdown_others(exq_markdown *self);
void exq_markdown_tasks(exq_markdown *self);
void exq_markdown_before(exq_markdown *self);

#endif
