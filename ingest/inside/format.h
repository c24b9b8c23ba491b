/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shapes in which lists, judgements, histories and attribute tables come, and how a file is told to have one: by
 * its name, else by its first line.
 */
#ifndef EXQ_FORMAT_H
#define EXQ_FORMAT_H

#include "plain.h"

typedef struct exq_format {
    const char *name; /* what --format calls it */
    const exq_lane *lane;
    char delimiter;      /* '\0': guessed from the header, or none is needed */
    bool quotes;         /* a quote may protect a line end */
    bool typed;          /* the names of the columns end in ":token" and the like */
    const char *columns; /* their names, apart by blanks, when there is no header; NULL: there is one */
} exq_format;

/* What a file is read for: a shape without a header means nothing until that is known. */
typedef enum exq_use {
    EXQ_USE_LISTS, /* a row per user and item recommended */
    EXQ_USE_PAIRS, /* user, item[, relevance] */
    EXQ_USE_TABLE  /* a row per user, or per item */
} exq_use;

/* The format of a file by its base name and first bytes. */
const exq_format *exq_format_recognise(const char *base_name, const char *head, size_t length, exq_use use);

/* The format of that name for a file with these first bytes; NULL when there is none. */
const exq_format *exq_format_named(const char *name, const char *head, size_t length, exq_use use);

/* The names of all formats: "csv, movielens, ...". */
extern const char exq_format_names[];

/* The name of a typed column without its type, as a length; and whether it is a sequence of values apart by blanks. */
size_t exq_format_untyped(const char *name, bool *sequence);

#endif
