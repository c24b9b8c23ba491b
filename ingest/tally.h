/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally: what is left of the rows once they are counted, and the only thing the reading side hands on. It is SECRET (it
 * may hold cells of one person) and opaque: its fields are in ingest/inside/, which only the door may see.
 *
 * Laws (tests/property/test_tally_laws.c): merge is commutative and associative and equals counting all at once;
 * subtract undoes merge bit for bit; load(save(t)) = t; equal tallies save to equal bytes.
 */
#ifndef EXQ_TALLY_H
#define EXQ_TALLY_H

#include "arena.h"
#include "value.h"

/* Why a row was not used: EXCLUDED(id, name in the JSON, sentence). */
typedef enum exq_excluded {
#define EXCLUDED(id, name, sentence) EXQ_EXCLUDED_##id,
#include "excluded.def"
#undef EXCLUDED
    EXQ_EXCLUDED_COUNT
} exq_excluded;
/* Reasons from here on are in a saved tally only where they occurred, so that tallies from before they were known stay
 * equal to those of now. */
#define EXQ_EXCLUDED_SAVED_ALWAYS EXQ_EXCLUDED_NUMBER_UNREADABLE
const char *exq_excluded_name(exq_excluded reason);
const char *exq_excluded_sentence(exq_excluded reason);

/* What another version decided of a row is told apart as attributes are: of a made column of this name and that of its own
 * column, with the levels below. So everything about tallies holds for two versions as for one. */
#define EXQ_AGAINST_COLUMN "@against:"
#define EXQ_AGAINST_SELECTED "favourable"
#define EXQ_AGAINST_REJECTED "unfavourable"
#define EXQ_AGAINST_UNJUDGED "unjudged"

/* One input as it was read. */
typedef struct exq_source_record {
    const char *name; /* base name; "-" for standard input */
    uint64_t bytes;   /* as stored */
    char xxh3_128[33];
    char sha256[65]; /* empty: not asked */
} exq_source_record;

typedef struct exq_list_facts exq_list_facts; /* lists.h */

/* What the tally can say of itself without saying anything of a group. Borrowed from the tally. */
typedef struct exq_tally_facts {
    uint64_t rows_read;
    uint64_t rows_used;
    uint64_t rows_excluded[EXQ_EXCLUDED_COUNT];
    const exq_source_record *sources;
    size_t source_count;
    const char *const *attributes; /* sorted by name */
    size_t attribute_count;
    const char *const *classes;    /* names of the K classes; binary: "unfavourable", "favourable" */
    size_t class_count;
    bool binary;
    bool has_labels;
    bool counterfactual;           /* labels are the decisions on the switched requests */
    bool has_weights;
    /* the roles, as given, for the record */
    const char *decision, *score, *threshold, *label, *weight;
    const char *unit;              /* the person, where one can have several rows; NULL: each row is a person */
    const char *const *favourable;
    size_t favourable_count;
    const char *const *positive;
    size_t positive_count;
    const exq_list_facts *lists;   /* NULL: a tally of decisions, which alone has classes, labels, weights */
    const char *const *warnings;   /* sentences: mixed line ends, bytes after the end of a .gz, near-duplicate levels */
    size_t warning_count;
} exq_tally_facts;

const exq_tally_facts *exq_tally_facts_of(const exq_tally *tally);

#endif
