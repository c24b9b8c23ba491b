/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words in which the rows of fields_*.c are written, and the records that one of these files lends to another.
 * STRUCTURE is defined around each table: the structure its members lie in.
 */
#ifndef EXQ_FIELD_ROWS_H
#define EXQ_FIELD_ROWS_H

#include <stddef.h>

#include "fields.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define RECORD(name, type, rows)                        \
    {                                                   \
        name, sizeof(type), false, rows, COUNT_OF(rows) \
    }
#define KEYED(name, type, rows)                        \
    {                                                  \
        name, sizeof(type), true, rows, COUNT_OF(rows) \
    }

/* A row is ROW(name, kind, member, meaning), with what else it needs behind: never null, values, count, record. */
#define ROW(json, field_kind, member, means, ...)                                                              \
    {                                                                                                          \
        .name = (json), .kind = EXQ_FIELD_##field_kind, .at = offsetof(STRUCTURE, member), .meaning = (means), \
        __VA_ARGS__                                                                                            \
    }
#define NEVER_NULL .never_null = true
#define MAY_BE_NULL .never_null = false
#define ONE_OF(texts) .values = (texts)
#define BESIDE(member) .beside = offsetof(STRUCTURE, member)
#define OF(rows) .record = &(rows)

/* A member that is written as an object of its own but lies in the structure itself. */
#define PART(json, rows, means)                                  \
    {                                                            \
        json, EXQ_FIELD_RECORD, true, 0, 0, &(rows), NULL, means \
    }

/* The names of all reasons why there is no number, divided by blanks. */
extern const char exq_field_reasons[];

#define REASON_ROW(json, member, means) ROW(json, TEXT, member, means, ONE_OF(exq_field_reasons))
#define WHY(of) REASON_ROW("why", why, "Why there is no " of "; null when there is one.")

/* fields_group.c */
extern const exq_record exq_level_record, exq_rate_record, exq_measure_record, exq_unlabelled_record, exq_group_record;
extern const exq_record exq_cells_records[];
#define LEVELS(json, member, means) ROW(json, MAP, member.items, means, BESIDE(member.count), OF(exq_level_record))

/* fields_lists.c */
extern const exq_record exq_fair_record, exq_event_record, exq_catalogue_record, exq_source_record,
    exq_reference_file_record, exq_list_choices_record;

/* fields_curves.c */
extern const exq_record exq_certain_record, exq_curve_record;
#define CERTAIN \
    ROW("certain", RECORD, certain, \
        "Between what the number lies for certain, where only steps of scores are known; null: it is exact.", \
        BESIDE(has_certain), OF(exq_certain_record))

/* fields_search.c */
extern const exq_record exq_search_parent_record, exq_search_finding_record, exq_search_rate_record, exq_search_record;

/* fields_comparison.c */
extern const exq_record exq_people_record, exq_parity_null_record, exq_takes_record, exq_disparity_record,
    exq_other_tests_record;

/* fields_check.c */
extern const exq_record exq_limit_record, exq_compared_record, exq_row_version_record, exq_compared_with_record,
    exq_check_row_record, exq_could_record, exq_cutoff_rate_record, exq_cutoff_record, exq_cutoffs_record,
    exq_check_record, exq_waiver_record;

/* fields_policy.c */
extern const exq_record exq_about_record, exq_preset_record, exq_answer_record, exq_category_record, exq_axis_record,
    exq_summary_record;

/* fields_versions.c */
extern const exq_record exq_change_record, exq_versions_record;

/* fields_weighing.c */
extern const exq_record exq_estimate_record, exq_bounds_record, exq_chi2_record, exq_cmh_record,
    exq_standardised_record, exq_crude_record, exq_composition_record, exq_adjusted_record, exq_adjusted_mean_record,
    exq_test_record, exq_variance_record, exq_who_record, exq_worst_record, exq_missing_group_record,
    exq_missing_record, exq_alternative_record, exq_sensitivity_record;

#endif
