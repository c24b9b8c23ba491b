/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who has which rows, while rows are read: the rows of each person in each entry of the counts. Persons are hashes of
 * their ids under a key that dies with the run (fingerprint.h); neither leaves this table. At the end it is reduced to
 * sums over persons (units.h).
 */
#ifndef EXQ_PERSONS_H
#define EXQ_PERSONS_H

#include "fingerprint.h"
#include "units.h"

/* What one person has in one entry. */
typedef struct exq_sighting {
    exq_id person;
    uint32_t entry;
    uint32_t rows;
} exq_sighting;

typedef struct exq_persons {
    exq_sighting *sightings;
    size_t count;
    size_t room;
    uint32_t *slots; /* sighting + 1, or 0; a power of two of them */
    size_t slot_count;
} exq_persons;

void exq_persons_free(exq_persons *persons);
void exq_persons_clear(exq_persons *persons);

/* Errors: INCONSISTENT (2^32 rows of one person in one entry), MEMORY. */
EXQ_CHECKED exq_status exq_persons_add(exq_persons *persons, exq_id person, uint32_t entry, uint32_t rows,
                                       exq_error *error);
/* total += part, whose entry e is entry places[e] of the total. Errors: as above. */
EXQ_CHECKED exq_status exq_persons_merge(exq_persons *total, const exq_persons *part, const uint32_t *places,
                                         exq_error *error);

/* The sums over all persons; `persons` is emptied. Errors: those of exq_units_add_person. */
EXQ_CHECKED exq_status exq_persons_reduce(exq_persons *persons, exq_units **out, exq_error *error);

#endif
