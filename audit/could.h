/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What data of this size could say of a check, known before any result: a range that so few people make too wide is never
 * on one side of the limit, and the check is then neither a promise nor a threat.
 */
#ifndef EXQ_COULD_H
#define EXQ_COULD_H

#include "check.h"
#include "document.h"
#include "family.h"

/* Sets out->could where the range decides on shares of people who are a row each; of other numbers nothing is said.
 *
 * The groups keep their people and, where they are compared, the rate that all have together. A number over all groups is
 * tried with equal rates and with the largest or the smallest group as far behind or ahead of the others as can be; one
 * group against its reference with equal rates and with either as far behind; a rate by itself with nobody, with everybody
 * and halfway between two limits. met_from and missed_from are sought while the largest group falls behind.
 * False only when out of memory. */
EXQ_CHECKED bool exq_could(const exq_planned_check *check, const exq_document *document,
                           const exq_doc_question *question, const exq_family *family, exq_arena *arena,
                           exq_doc_check *out);

#endif
