/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options as data. A command names its sections; a section is a heading and a table of rows; a row says everything
 * there is to know of an option. Parsing, messages, usage line and help are all read off the same rows, and so will be
 * completions and the manual page.
 */
#ifndef EXQ_OPTION_H
#define EXQ_OPTION_H

#include "pool.h"

typedef enum exq_option_kind {
    EXQ_OPTION_FLAG,    /* bool */
    EXQ_OPTION_TEXT,    /* const char *: any text but the empty one */
    EXQ_OPTION_LIST,    /* exq_list: repeatable, each value as it stands */
    EXQ_OPTION_NAMES,   /* exq_list: repeatable, each value split at its commas */
    EXQ_OPTION_COUNT,   /* exq_count: a whole number within the row's range */
    EXQ_OPTION_DECIMAL, /* const char *: a decimal number within the row's range, kept as text */
    EXQ_OPTION_CHOICE   /* unsigned: 0 not given, else the place of the word among the row's choices, from 1 */
} exq_option_kind;

typedef struct exq_count {
    uint64_t value;
    bool given;
} exq_count;

/* Which numbers are taken, and in words: "of at least 1", "between 0.5 and 1". No words: any number. */
typedef struct exq_range {
    double low, high;
    bool open; /* the ends themselves are out */
    const char *words;
} exq_range;

typedef struct exq_option {
    exq_option_kind kind;
    const char *name; /* without its dashes; NULL ends a table */
    char letter;      /* short form; 0: none */
    bool local;       /* says where and how to show, so the printed command leaves it out */
    bool file;  /* its value is a path, which the printed command gives without its folders */
    bool required;
    const char *argument; /* what help and messages call its value; NULL for a flag */
    size_t offset;        /* of its target in the section's structure */
    const char *choices;  /* of a CHOICE: words with '|' between */
    exq_range range;
    const char *help;
} exq_option;

/* A row: EXQ_OPTION_ROW(TEXT, "decision", "COL", struct type, field, .help = "the decision column"). */
#define EXQ_OPTION_ROW(kind_, name_, argument_, type, field, ...)                                                      \
    {                                                                                                                  \
        .kind = EXQ_OPTION_##kind_, .name = name_, .argument = argument_, .offset = offsetof(type, field), __VA_ARGS__ \
    }

typedef struct exq_section {
    const char *heading;
    const exq_option *options;
} exq_section;

/* A section at work in a command: where its structure stands in that of the command. */
typedef struct exq_section_use {
    const exq_section *section; /* NULL ends the list */
    size_t offset;
} exq_section_use;

/* What stands on the command line without an option; collected in the exq_list at `offset`. */
typedef struct exq_operands {
    const char *name; /* NULL: the command takes none */
    size_t least, most;
    size_t offset;
    const char *help; /* lines of help, or NULL */
} exq_operands;

enum { EXQ_ANY_NUMBER = 1 << 20 };

typedef struct exq_grammar {
    exq_operands operands;
    const exq_section_use *sections; /* NULL: no options */
} exq_grammar;

/* One thing said on the command line, in the order said. */
typedef struct exq_said {
    const exq_option *option; /* NULL: an operand */
    const char *value;        /* NULL: a flag */
} exq_said;

typedef struct exq_parsed {
    bool help; /* --help was met; nothing behind it was read and nothing is required */
    exq_said *said;
    size_t said_count;
} exq_parsed;

/* Read `words` (all behind the command's name) into `target`, which starts out zeroed. `--name value`, `--name=value`,
 * `-o value`, `-ovalue`; `--` ends the options; `-` is an operand. Values are borrowed from `words`.
 * Errors: USAGE, with the nearest name for an unknown option; MEMORY. */
EXQ_CHECKED exq_status exq_options_parse(const exq_grammar *grammar, char *const *words, size_t word_count,
                                         void *target, exq_pool *pool, exq_parsed *out, exq_error *error);

/* The word a CHOICE was given, or NULL. */
const char *exq_option_choice(const exq_option *option, unsigned place, size_t *length);

#endif
