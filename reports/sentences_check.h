/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said of checks, in the same words everywhere. As in sentences.h: each function appends, and one that returns bool
 * appends nothing and returns false when there is no occasion for its sentence.
 */
#ifndef EXQ_SENTENCES_CHECK_H
#define EXQ_SENTENCES_CHECK_H

#include "sentences.h"

typedef enum exq_check_state {
    EXQ_CHECK_MISSED,
    EXQ_CHECK_NOT_COMPUTED,
    EXQ_CHECK_NOT_SETTLED,
    EXQ_CHECK_WAIVED,
    EXQ_CHECK_MET,
    EXQ_CHECK_STATES
} exq_check_state;

/* A verdict that is not known is not computed. */
exq_check_state exq_check_state_of(const char *verdict);
/* ▲ ! ? ~ ✓: a shape for each. */
const char *exq_check_mark(exq_check_state state);

/* "Missed", "Not settled" ... : what the outcome is called; false without checks. */
bool exq_say_check_title(const exq_voice *voice, exq_buffer *out);
/* "1 of 3 checks, 1 not settled, 1 met" */
bool exq_say_check_counts(const exq_voice *voice, exq_buffer *out);

/* "Preset four-fifths (advisory): law read on 2026-11-23, to be read again by 2027-05-23." */
void exq_say_preset(const exq_voice *voice, exq_buffer *out, const exq_doc_preset *preset);

/* "It compares over all, not within department." Where the same groups were compared within something too. */
bool exq_say_check_not_within(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);

/* The only check in words: "Missed. The limit: “Women applicants were admitted at least 0.80 times as often as men applicants.”
 * Found: 0.68, range 0.63 to 0.74. 97 more women applicants would meet the limit; 260 more would make the rates equal." Of ratios of rates of
 * people against a limit on one side. */
bool exq_say_limit(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);

/* "missed" */
void exq_say_check_state(const exq_voice *voice, exq_buffer *out, exq_check_state state);
/* Its title, else its id, unless that only repeats metric and grouping. */
/* "di-sex: disparate_impact by sex", or the metric alone. */
void exq_say_check_named(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
bool exq_say_check_name(exq_buffer *out, const exq_doc_check *check);
/* "false_positive_rate_ratio by race" */
void exq_say_check_asked(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "at least 0.80" */
void exq_say_check_limit(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "1.91, range 1.67 to 2.20"; or why there is nothing. */
void exq_say_check_found(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "The gap of women to men narrowed because those better served lost more. Neither group gained." */
bool exq_say_check_levelled_down(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "African-American / Caucasian" */
bool exq_say_check_groups(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *group,
                          const exq_doc_levels *reference, const char *reference_is);
/* The same with people: "African-American / Caucasian: 805 of 1,795, 349 of 1,488". */
bool exq_say_check_who(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row);
/* "court policy 2026-04"; of the words that a new policy has there: "not said yet". */
void exq_say_check_because(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "526 of the 1,795 instead of 805, the other group unchanged" */
bool exq_say_check_change(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check,
                          const exq_doc_check_row *row);
/* Is what would meet it known in people, but not whether that helps them? */
bool exq_check_lacks_direction(const exq_document *document, const exq_doc_check_row *row);
/* Where the change of people would be known, but not whether it helps them: that no remedy is given. */
bool exq_say_check_no_remedy(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row);
/* "Native American: no more than 18 people." The smaller of two groups that are too small for a rate of their own. */
bool exq_say_check_few(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row);
/* "difference shown: yes" */
bool exq_say_check_difference(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "Settled with about 12,500 people if the numbers stay (5,652 now)." */
/* That nothing so few people show could meet the limit, or miss it; false: it could be both. */
bool exq_say_check_could(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
bool exq_say_check_to_settle(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "No cut-off from 2 to 10 meets the limit by its number: at 2 it is 1.30, at 5, in use, 1.91 ..." */
bool exq_say_check_cutoffs(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "2 of 3 groups judged; the others are not shown." */
bool exq_say_check_withheld(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);
/* "Other and Hispanic meet it; Asian not settled": all rows but the one that decides. */
bool exq_say_check_others(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check);

/* "Waiver W-1 of di-gender, through 2026-12-31, approved by ethics-board: 41 people in the sample" */
void exq_say_waiver(const exq_voice *voice, exq_buffer *out, const exq_doc_waiver *waiver);

/* The row that decides; NULL: none. */
const exq_doc_check_row *exq_check_deciding(const exq_doc_check *check);

#endif
