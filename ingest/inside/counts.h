/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing sparse table of counts: how many people have each combination of values in a few columns (the attributes,
 * then the label, then the decision). It serves twice: while reading, where labels and decisions are still the raw
 * words of the input, and inside a finished tally, where they are classes. Merging goes by the words, never by codes.
 */
#ifndef EXQ_COUNTS_H
#define EXQ_COUNTS_H

#include "dictionary.h"
#include "exactsum.h"

/* Beyond these a column is an identifier, or a number, that was taken for a category. */
#define EXQ_MAX_LEVELS 10000
#define EXQ_MAX_VALUES 1000
#define EXQ_MAX_ENTRIES 1000000

typedef struct exq_weights {
    exq_exactsum sum;    /* of w */
    exq_exactsum square; /* of w^2 */
} exq_weights;

typedef struct exq_counts {
    const char *const *columns; /* their names, for messages; borrowed */
    size_t column_count;        /* attributes, label, decision: at least 2 */
    exq_dictionary **words;     /* one per column: codes to text */
    size_t count;               /* entries */
    uint32_t *keys;             /* count x column_count codes; EXQ_NO_CODE: missing level, unknown label */
    uint64_t *people;
    exq_weights *weights; /* NULL when unweighted */
    bool weighted;
    size_t key_room, people_room, weight_room;
    uint32_t *slots; /* entry + 1, or 0; a power of two of them */
    size_t slot_count;
} exq_counts;

/* The codes of one table said in another's, column by column, as far as they have been needed. */
typedef struct exq_translation {
    uint32_t **codes;
    size_t *known;
    size_t *room;
    uint32_t *key; /* the last key that was translated */
    size_t column_count;
} exq_translation;

exq_counts *exq_counts_new(const char *const *columns, size_t column_count, bool weighted); /* NULL: out of memory */
void exq_counts_free(exq_counts *counts);
/* Forget the entries, keep the words. */
void exq_counts_clear(exq_counts *counts);

/* The entry of a key, EXQ_NO_CODE when there is none (find), or out of memory (entry, which adds one of 0 people). */
uint32_t exq_counts_find(const exq_counts *counts, const uint32_t *key);
uint32_t exq_counts_entry(exq_counts *counts, const uint32_t *key);

bool exq_translation_init(exq_translation *translation, size_t column_count); /* false: out of memory */
void exq_translation_free(exq_translation *translation);

/* total += part, whose entry e becomes entry places[e] of the total (NULL: not asked). `translation` may be kept
 * for the next merge of the same two. The caller sees to it that the sum of all people fits 64 bits. Errors: USAGE
 * (too many levels, values or entries: `total` is then of no more use), MEMORY. */
EXQ_CHECKED exq_status exq_counts_merge(exq_counts *total, const exq_counts *part, exq_translation *translation,
                                        uint32_t *places, exq_error *error);
/* total -= part, `places` likewise; entries may be left with 0 people. Errors: INCONSISTENT when part is not
 * contained in total (`total` is then of no more use), MEMORY. */
EXQ_CHECKED exq_status exq_counts_subtract(exq_counts *total, const exq_counts *part, uint32_t *places,
                                           exq_error *error);

/* What becomes of the raw labels and decisions: codes of words to codes of classes. */
#define EXQ_DROP (UINT32_MAX - 1) /* entries of this word are left out */
typedef struct exq_classing {
    const char **classes;
    size_t class_count;
    uint32_t *labels;    /* one per word of the label column */
    uint32_t *decisions; /* one per word of the decision column */
} exq_classing;

/* Each of these fills `out`, which is to be freed with exq_classing_free even when it failed. Errors: MEMORY.
 * Room for a classing of `class_count` classes over the words of `counts`, all EXQ_DROP: */
EXQ_CHECKED exq_status exq_classing_new(const exq_counts *counts, size_t class_count, exq_classing *out,
                                        exq_error *error);
/* many classes: the words that occur in either column, sorted; */
EXQ_CHECKED exq_status exq_classing_by_words(const exq_counts *counts, exq_classing *out, exq_error *error);
/* a table whose labels and decisions are "unfavourable" and "favourable" already. */
EXQ_CHECKED exq_status exq_classing_binary(const exq_counts *counts, exq_classing *out, exq_error *error);
void exq_classing_free(exq_classing *classing);
extern const char *const exq_binary_classes[2];

/* The same counts in the one form that equal counts have: words that occur, sorted (labels and decisions: the
 * classes), no entry without people, entries sorted by their codes. places[e] says where entry e has gone
 * (EXQ_DROP: nowhere; NULL: not asked). */
EXQ_CHECKED exq_status exq_counts_canonical(const exq_counts *counts, const exq_classing *classing, exq_counts **out,
                                            uint32_t *places, exq_error *error);

#endif
