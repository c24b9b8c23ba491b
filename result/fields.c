/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows that say what the result document looks like: one table a structure of document.h, in the order in which
 * the keys are written. Here those of questions and of the document around them; groups, comparisons and what
 * weighs them are in fields_*.c.
 */
#include "field_rows.h"

#define STRUCTURE exq_doc_stratum
static const exq_field stratum_rows[] = {
    LEVELS("levels", levels, "The level of the stratum in each column of `given`."),
    ROW("groups", LIST, groups, "The groups within the stratum.", NEVER_NULL, BESIDE(group_count),
        OF(exq_group_record)),
    ROW("overall", RECORD, overall, "Everyone in the stratum together.", NEVER_NULL, OF(exq_group_record)),
    ROW("disparities", LIST, disparities, "The comparisons within the stratum.", NEVER_NULL, BESIDE(disparity_count),
        OF(exq_disparity_record)),
};
static const exq_record stratum_record = RECORD("stratum", STRUCTURE, stratum_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_series
static const exq_field series_rows[] = {
    ROW("id", TEXT, id, "The plot these points are for.", NEVER_NULL),
    ROW("metric", TEXT, metric, "The rate that all points show; null when they show several.", MAY_BE_NULL),
    ROW("of", TEXTS, of, "The metric of each point.", NEVER_NULL, BESIDE(count)),
    ROW("group", COUNTS, group, "The group of each point, as an index into groups.", NEVER_NULL, BESIDE(count)),
    ROW("x", NUMBERS, x, "The value of each point.", NEVER_NULL, BESIDE(count)),
    ROW("lo", NUMBERS, lo, "The lower end of its range.", NEVER_NULL, BESIDE(count)),
    ROW("hi", NUMBERS, hi, "The upper end of its range.", NEVER_NULL, BESIDE(count)),
};
static const exq_record series_record = RECORD("series", STRUCTURE, series_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_reference
static const exq_field reference_rows[] = {
    ROW("kind", TEXT, kind, "The rule by which it was chosen.", NEVER_NULL, ONE_OF("largest best overall rest level")),
    LEVELS("levels", levels, "The group the rule came to; null when that varies or is no group."),
};
static const exq_record reference_record = RECORD("reference", STRUCTURE, reference_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_question
static const exq_field question_rows[] = {
    ROW("side", TEXT, side, "Whose outcomes are compared.", NEVER_NULL, ONE_OF("decision user item cross")),
    ROW("by", TEXTS, by, "The columns whose levels make the groups.", NEVER_NULL, BESIDE(by_count)),
    ROW("given", TEXTS, given, "The columns whose levels make the strata.", NEVER_NULL, BESIDE(given_count)),
    ROW("class", TEXT, class_name, "The favourable class, where decisions have several; null where they have two.",
        MAY_BE_NULL),
    ROW("reference", RECORD, reference, "What the groups are compared with.", NEVER_NULL, OF(reference_record)),
    ROW("lead_rate", TEXT, lead_rate, "The rate that this question leads with.", MAY_BE_NULL),
    ROW("groups", LIST, groups, "The groups, sorted by the bytes of their levels, missing levels last.", NEVER_NULL,
        BESIDE(group_count), OF(exq_group_record)),
    ROW("overall", RECORD, overall, "Everyone together.", NEVER_NULL, OF(exq_group_record)),
    ROW("disparities", LIST, disparities, "The comparisons.", NEVER_NULL, BESIDE(disparity_count),
        OF(exq_disparity_record)),
    ROW("strata", LIST, strata, "The same within each stratum.", NEVER_NULL, BESIDE(stratum_count), OF(stratum_record)),
    ROW("adjusted", LIST, adjusted, "Groups compared with the reference like with like, pooled over the strata.",
        NEVER_NULL, BESIDE(adjusted_count), OF(exq_adjusted_record)),
    ROW("adjusted_means", LIST, adjusted_means,
        "Of lists: how people are served compared with the reference at equal length of history, and within the strata.",
        NEVER_NULL, BESIDE(adjusted_mean_count), OF(exq_adjusted_mean_record)),
    ROW("tests", LIST, tests, "Whether all compared groups are alike, rate by rate.", NEVER_NULL, BESIDE(test_count),
        OF(exq_test_record)),
    ROW("between_group_variance", LIST, variances, "How much the true rates of the groups vary, rate by rate.",
        NEVER_NULL, BESIDE(variance_count), OF(exq_variance_record)),
    ROW("worst", LIST, worst, "Which groups can be the lowest and which the highest, rate by rate.", NEVER_NULL,
        BESIDE(worst_count), OF(exq_worst_record)),
    ROW("missing", LIST, missing, "What people of unknown group could change, rate by rate.", NEVER_NULL,
        BESIDE(missing_count), OF(exq_missing_record)),
    ROW("sensitivity", LIST, sensitivity, "The findings under choices that could as well have been made.", NEVER_NULL,
        BESIDE(sensitivity_count), OF(exq_sensitivity_record)),
    ROW("series", LIST, series, "The points of the plots.", NEVER_NULL, BESIDE(series_count), OF(series_record)),
    ROW("curves", LIST, curves, "The lines of the plots.", NEVER_NULL, BESIDE(curve_count), OF(exq_curve_record)),
};
static const exq_record question_record = RECORD("question", STRUCTURE, question_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_finding
static const exq_field finding_rows[] = {
    ROW("question", COUNT, question, "Index into questions.", NEVER_NULL),
    ROW("disparity", COUNT, disparity, "Index into the disparities of that question.", NEVER_NULL),
    ROW("state", TEXT, state, "Whether the data show a difference.", NEVER_NULL, ONE_OF("shown not_shown")),
    ROW("harm", TEXT, harm, "What it is for the group; null when nobody said whether being selected is good.",
        ONE_OF("worse better")),
};
static const exq_record finding_record = RECORD("finding", STRUCTURE, finding_rows);
#undef STRUCTURE

/* ------------------------------------------------------------------------------------ around the questions */

#define STRUCTURE exq_doc_excluded
static const exq_field excluded_rows[] = {
    ROW("reason", TEXT, reason, "Why.", NEVER_NULL),
    ROW("rows", COUNT, rows, "Rows left out for this reason.", MAY_BE_NULL),
};
static const exq_record excluded_record = KEYED("excluded", STRUCTURE, excluded_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_word
static const exq_field word_rows[] = {
    ROW("key", TEXT, key, "Which word.", NEVER_NULL),
    ROW("text", TEXT, text, "What the reader calls it.", NEVER_NULL),
};
static const exq_record word_record = KEYED("word", STRUCTURE, word_rows);
#undef STRUCTURE

#define STRUCTURE exq_document
static const exq_field tool_rows[] = {
    ROW("name", TEXT, tool_name, "The name of the tool.", NEVER_NULL),
    ROW("version", TEXT, tool_version, "Its version.", NEVER_NULL),
};
static const exq_field data_rows[] = {
    ROW("rows_read", COUNT, data.rows_read, "Rows read, or the sum of their counts.", MAY_BE_NULL),
    ROW("rows_used", COUNT, data.rows_used, "Rows that stand in the results.", MAY_BE_NULL),
    ROW("rows_excluded", MAP, data.rows_excluded, "Rows left out, by reason.", NEVER_NULL,
        BESIDE(data.rows_excluded_count), OF(excluded_record)),
    ROW("cover", TEXT, data.cover, "Whether the row counts cover all groups or, where some are withheld, those shown.",
        ONE_OF("all shown")),
    ROW("sources", LIST, data.sources, "The files read.", NEVER_NULL, BESIDE(data.source_count), OF(exq_source_record)),
    ROW("references", LIST, data.references, "What recommendation lists were read against.", NEVER_NULL,
        BESIDE(data.reference_count), OF(exq_reference_file_record)),
    ROW("events", MAP, data.events, "What was met in recommendation lists, and how often.", NEVER_NULL,
        BESIDE(data.event_count), OF(exq_event_record)),
    ROW("as_of", TEXT, data.as_of, "The date of the data.", MAY_BE_NULL),
    ROW("warnings", TEXTS, data.warnings, "What looked odd in the data.", NEVER_NULL, BESIDE(data.warning_count)),
};
static const exq_field conventions_rows[] = {
    ROW("decision", TEXT, conventions.decision, "The column of decisions.", MAY_BE_NULL),
    ROW("score", TEXT, conventions.score, "The column of scores.", MAY_BE_NULL),
    ROW("threshold", TEXT, conventions.threshold, "The score from which on a decision counts as selected.",
        MAY_BE_NULL),
    ROW("label", TEXT, conventions.label, "The column of what turned out to be true.", MAY_BE_NULL),
    ROW("counterfactual", TEXT, conventions.counterfactual, "The column of decisions on the switched requests.",
        MAY_BE_NULL),
    ROW("weight", TEXT, conventions.weight, "The column of weights.", MAY_BE_NULL),
    ROW("favourable", TEXTS, conventions.favourable, "Decisions that count as selected.", NEVER_NULL,
        BESIDE(conventions.favourable_count)),
    ROW("positive", TEXTS, conventions.positive, "Labels that count as positive.", NEVER_NULL,
        BESIDE(conventions.positive_count)),
    ROW("classes", TEXTS, conventions.classes, "The classes of decisions that have several.", NEVER_NULL,
        BESIDE(conventions.class_count)),
    ROW("selected_is", TEXT, conventions.selected_is, "What being selected is for the person; null: nobody said.",
        ONE_OF("good bad")),
    ROW("missing", TEXT, conventions.missing, "How missing levels were treated.",
        ONE_OF("own_group drop fail compare")),
    ROW("rate_interval", TEXT, conventions.rate_interval, "The interval of a rate by itself.",
        ONE_OF("wilson clopper-pearson jeffreys")),
    ROW("ratio_interval", TEXT, conventions.ratio_interval, "The interval of ratios.", ONE_OF("koopman katz")),
    ROW("show", TEXTS, conventions.show, "Rates and metrics that text and page show; empty: chosen by rule.",
        NEVER_NULL, BESIDE(conventions.show_count)),
    ROW("words", MAP, conventions.words, "The reader's words.", NEVER_NULL, BESIDE(conventions.word_count),
        OF(word_record)),
    ROW("lists", RECORD, conventions.lists, "The choices behind numbers of recommendation lists.",
        BESIDE(conventions.has_lists), OF(exq_list_choices_record)),
};
static const exq_field privacy_rows[] = {
    ROW("min_cell", COUNT, privacy.min_cell, "People a group must have to be published.", NEVER_NULL),
    ROW("anything_withheld", FLAG, privacy.anything_withheld, "Whether anything was withheld from questions.", NEVER_NULL),
    ROW("withheld_groups", COUNT, privacy.withheld_groups, "Groups withheld from questions.", MAY_BE_NULL),
};
static const exq_field uncertainty_rows[] = {
    ROW("level", NUMBER, uncertainty.level, "The confidence level.", NEVER_NULL),
    ROW("simultaneous", TEXT, uncertainty.simultaneous, "How ranges were widened to hold together.", MAY_BE_NULL),
    ROW("corrections", TEXT, uncertainty.corrections,
        "How p-values allow for the number of rows of one metric in a question. Verdicts do not rest on it.",
        ONE_OF("holm benjamini_hochberg")),
    ROW("seed", COUNT, uncertainty.seed, "The seed of all random draws.", MAY_BE_NULL),
    ROW("replicates", COUNT, uncertainty.replicates,
        "Samples drawn for every bootstrap interval; 0: none were asked for.", MAY_BE_NULL),
    ROW("unit", TEXT, uncertainty.unit, "The column that says whose row it is; null: each row is a person.", MAY_BE_NULL),
    ROW("units", COUNT, uncertainty.units, "Persons behind the rows used.", MAY_BE_NULL),
    ROW("deff", NUMBER, uncertainty.deff, "The largest design effect of the rates shown.", MAY_BE_NULL),
};
static const exq_field provenance_rows[] = {
    ROW("command", TEXT, provenance.command, "The command that makes this result again.", MAY_BE_NULL),
    ROW("policy", TEXT, provenance.policy, "The name of the policy file; null: none was given.", MAY_BE_NULL),
    ROW("policy_sha256", TEXT, provenance.policy_sha256, "The SHA-256 of its bytes.", MAY_BE_NULL),
    PART("audit", exq_about_record, "What the audit is for, as its policy says."),
    ROW("presets", LIST, presets, "Dated rules that the policy extends.", NEVER_NULL, BESIDE(preset_count),
        OF(exq_preset_record)),
    ROW("ethics", LIST, ethics, "Questions for people, and who answered them.", NEVER_NULL, BESIDE(ethics_count),
        OF(exq_answer_record)),
    ROW("summary", RECORD, summary, "The summary that a rule wants published; null: none does.", BESIDE(has_summary),
        OF(exq_summary_record)),
    ROW("comparison_digest", TEXT, provenance.comparison_digest,
        "The SHA-256 of what must agree between results that are compared.", MAY_BE_NULL),
};
static const exq_record tool_record = RECORD("tool", STRUCTURE, tool_rows);
static const exq_record data_record = RECORD("data", STRUCTURE, data_rows);
static const exq_record conventions_record = RECORD("conventions", STRUCTURE, conventions_rows);
static const exq_record privacy_record = RECORD("privacy", STRUCTURE, privacy_rows);
static const exq_record uncertainty_record = RECORD("uncertainty", STRUCTURE, uncertainty_rows);
static const exq_record provenance_record = RECORD("provenance", STRUCTURE, provenance_rows);

static const exq_field document_rows[] = {
    ROW("schema", TEXT, schema, "The name of this format.", NEVER_NULL, ONE_OF("exaequo.result/1")),
    PART("tool", tool_record, "What made this document."),
    ROW("outcome", TEXT, outcome, "What came out of all checks; `none` when nothing was checked.", NEVER_NULL,
        ONE_OF("pass fail inconclusive none")),
    PART("data", data_record, "What was read."),
    ROW("questions", LIST, questions, "One a grouping, in the order asked.", NEVER_NULL, BESIDE(question_count),
        OF(question_record)),
    ROW("search", RECORD, search, "The subgroup search; null when none was asked for.", BESIDE(has_search),
        OF(exq_search_record)),
    ROW("findings", LIST, findings, "What is worth saying, ranked by the end of the range nearest to equality.",
        NEVER_NULL, BESIDE(finding_count), OF(finding_record)),
    ROW("versions", RECORD, versions, "Another version of the model beside this one; null when none was given.",
        BESIDE(has_versions), OF(exq_versions_record)),
    ROW("catalogue", MAP, catalogue, "Figures of a recommender's whole catalogue.", NEVER_NULL,
        BESIDE(catalogue_count), OF(exq_catalogue_record)),
    ROW("checks", LIST, checks, "The checks and their verdicts.", NEVER_NULL, BESIDE(check_count),
        OF(exq_check_record)),
    ROW("waivers", LIST, waivers, "Checks that need not be met for now, and who decided so.", NEVER_NULL,
        BESIDE(waiver_count), OF(exq_waiver_record)),
    PART("conventions", conventions_record, "Every choice that could have been another."),
    PART("privacy", privacy_record, "What was withheld, and by which rule."),
    PART("uncertainty", uncertainty_record, "How ranges were made."),
    PART("provenance", provenance_record, "How to make this document again."),
};
const exq_record exq_document_record = RECORD("document", STRUCTURE, document_rows);
#undef STRUCTURE

const exq_record *const exq_records[] = {
    &exq_rate_record,
    &exq_fair_record,
    &exq_certain_record,
    &exq_measure_record,
    &exq_unlabelled_record,
    &exq_cells_records[0],
    &exq_cells_records[1],
    &exq_group_record,
    &exq_people_record,
    &exq_parity_null_record,
    &exq_takes_record,
    &exq_other_tests_record,
    &exq_disparity_record,
    &exq_estimate_record,
    &exq_bounds_record,
    &exq_chi2_record,
    &exq_cmh_record,
    &exq_standardised_record,
    &exq_crude_record,
    &exq_composition_record,
    &exq_adjusted_record,
    &exq_adjusted_mean_record,
    &exq_test_record,
    &exq_variance_record,
    &exq_who_record,
    &exq_worst_record,
    &exq_missing_group_record,
    &exq_missing_record,
    &exq_alternative_record,
    &exq_sensitivity_record,
    &exq_search_parent_record,
    &exq_search_finding_record,
    &exq_search_rate_record,
    &exq_search_record,
    &stratum_record,
    &series_record,
    &exq_curve_record,
    &reference_record,
    &question_record,
    &finding_record,
    &exq_change_record,
    &exq_versions_record,
    &exq_catalogue_record,
    &exq_limit_record,
    &exq_compared_record,
    &exq_row_version_record,
    &exq_compared_with_record,
    &exq_check_row_record,
    &exq_could_record,
    &exq_cutoff_rate_record,
    &exq_cutoff_record,
    &exq_cutoffs_record,
    &exq_check_record,
    &exq_waiver_record,
    &exq_about_record,
    &exq_preset_record,
    &exq_answer_record,
    &exq_category_record,
    &exq_axis_record,
    &exq_summary_record,
    &exq_source_record,
    &exq_reference_file_record,
    &tool_record,
    &data_record,
    &exq_list_choices_record,
    &conventions_record,
    &privacy_record,
    &uncertainty_record,
    &provenance_record,
    NULL,
};

exq_record exq_record_behind_key(const exq_record *record)
{
    return (exq_record){record->name, record->size, false, record->fields + 1, record->field_count - 1};
}
