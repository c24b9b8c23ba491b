/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A saved tally of lists read back. The bytes may come from anywhere, so everything is checked: what passes is a
 * tally that can be added, taken away and released without a number going below 0.
 */
#include <string.h>

#include "list_run.h"
#include "loading_lists.h"

bool exq_list_tally_recognise(const exq_loading *load)
{
    static const char family[] = "exaequo.tally.lists/";
    const char *schema = exq_json_to_string(exq_json_get(load->root, "schema"));
    return schema != NULL && strncmp(schema, family, sizeof family - 1) == 0;
}

static exq_status check_version(const exq_loading *load)
{
    if (strcmp(exq_json_to_string(exq_json_get(load->root, "schema")), EXQ_LISTS_SCHEMA) == 0)
        return EXQ_OK;
    return exq_fail(load->error, EXQ_INCONSISTENT,
                    "%s: this tally was saved in another version of the format; this program reads %s. Use the program "
                    "that saved it, or make it again.",
                    load->name, EXQ_LISTS_SCHEMA);
}

/* ---------------------------------------------------------------------------------------------------- asked */

static exq_status keep_text(const exq_loading *load, exq_list_tally *lists, const exq_json *object, const char *key,
                            const char **out)
{
    const char *text = NULL;
    EXQ_TRY(exq_load_text(load, object, key, &text));
    return exq_lists_keep(load, lists, text, out);
}

static exq_status load_cutoffs(const exq_loading *load, exq_list_tally *lists, const exq_json *asked)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, asked, "cutoffs", EXQ_JSON_ARRAY, &array));
    size_t count = exq_json_size(array);
    size_t *cutoffs = EXQ_NEW(lists->arena, size_t, count);
    if (cutoffs == NULL)
        return exq_fail_memory(load->error);
    size_t i = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), i++) {
        uint64_t cutoff = 0;
        if (!exq_json_to_count(item, &cutoff) || cutoff < 1 || cutoff > EXQ_MAX_CUTOFF ||
            (i > 0 && cutoffs[i - 1] >= cutoff))
            return exq_load_refuse(load, "its cutoffs are not ascending counts");
        cutoffs[i] = (size_t)cutoff;
    }
    if (count == 0 || count > EXQ_MAX_CUTOFFS)
        return exq_load_refuse(load, "it has no cutoffs, or too many");
    lists->facts.cutoffs = cutoffs;
    lists->facts.cutoff_count = count;
    return EXQ_OK;
}

static exq_status load_groupings(const exq_loading *load, exq_list_tally *lists, const exq_json *asked)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, asked, "item_groupings", EXQ_JSON_ARRAY, &array));
    size_t count = exq_json_size(array);
    exq_grouping *groupings = EXQ_NEW(lists->arena, exq_grouping, count);
    if (groupings == NULL)
        return exq_fail_memory(load->error);
    size_t i = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), i++) {
        if (exq_json_kind_of(item) != EXQ_JSON_ARRAY || exq_json_size(item) == 0)
            return exq_load_refuse(load, "an item grouping is of the wrong kind");
        EXQ_TRY(
            exq_lists_load_texts(load, lists, item, false, false, &groupings[i].columns, &groupings[i].column_count));
    }
    lists->facts.item_groupings = groupings;
    lists->facts.item_grouping_count = count;
    return EXQ_OK;
}

static exq_status load_policies(const exq_loading *load, exq_list_tally *lists, const exq_json *asked)
{
    exq_list_facts *facts = &lists->facts;
    size_t sharing = 0;
    size_t duplicates = 0;
    size_t ties = 0;
    size_t tail = 0;
    EXQ_TRY(exq_lists_load_number(load, asked, "sharing", EXQ_SHARING_FULL + 1, &sharing));
    EXQ_TRY(exq_lists_load_number(load, asked, "duplicates", EXQ_DUPLICATES_KEEP_FIRST + 1, &duplicates));
    EXQ_TRY(exq_lists_load_number(load, asked, "equal_scores", EXQ_TIES_BY_ITEM_REVERSED + 1, &ties));
    EXQ_TRY(exq_lists_load_number(load, asked, "tail", EXQ_TAIL_COUNT + 1, &tail));
    facts->sharing = (exq_sharing)sharing;
    facts->duplicates = (exq_duplicates)duplicates;
    facts->ties = (exq_ties)ties;
    facts->tail = (exq_tail)tail;
    return exq_load_count(load, asked, "tail_most", &facts->tail_most);
}

static exq_status load_asked(exq_loading *load, exq_list_tally *lists)
{
    static const char *const known[] = {
        "user",         "item",           "rank",           "score",    "relevance",  "cutoffs", "relevant_from",
        "split_on",     "item_groupings", "sharing",        "pairs",    "ratings",    "tail",    "tail_most",
        "equal_scores", "position_model", "variants",       "duplicates", NULL};
    exq_list_facts *facts = &lists->facts;
    const exq_json *asked = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "asked", EXQ_JSON_OBJECT, &asked));
    EXQ_TRY(exq_load_only(load, asked, known));
    EXQ_TRY(keep_text(load, lists, asked, "user", &facts->user));
    EXQ_TRY(keep_text(load, lists, asked, "item", &facts->item));
    EXQ_TRY(keep_text(load, lists, asked, "rank", &facts->rank));
    EXQ_TRY(exq_load_text(load, asked, "score", &load->facts.score));
    EXQ_TRY(keep_text(load, lists, asked, "relevance", &facts->relevance));
    EXQ_TRY(keep_text(load, lists, asked, "relevant_from", &facts->relevant_from));
    EXQ_TRY(keep_text(load, lists, asked, "split_on", &facts->split_on));
    EXQ_TRY(keep_text(load, lists, asked, "position_model", &facts->position_model));
    EXQ_TRY(keep_text(load, lists, asked, "variants", &facts->variants));
    EXQ_TRY(exq_load_truth(load, asked, "pairs", &facts->has_pairs));
    EXQ_TRY(exq_load_truth(load, asked, "ratings", &facts->has_ratings));
    if (facts->user == NULL || facts->item == NULL || facts->position_model == NULL ||
        (facts->rank == NULL) == (load->facts.score == NULL))
        return exq_load_refuse(load, "what it was asked contradicts itself");
    EXQ_TRY(load_cutoffs(load, lists, asked));
    EXQ_TRY(load_groupings(load, lists, asked));
    return load_policies(load, lists, asked);
}

/* ----------------------------------------------------------------------------------------------- references */

static exq_status load_reference(const exq_loading *load, exq_list_tally *lists, const exq_json *item,
                                 exq_reference_record *record)
{
    static const char *const known[] = {"role", "source", NULL};
    static const char *const roles[] = {"truth", "history", "users", "items"};
    exq_list_facts *facts = &lists->facts;
    bool *const given[] = {&facts->has_truth, &facts->has_history, &facts->has_users, &facts->has_items};
    const exq_json *role = NULL;
    const exq_json *source = NULL;
    if (exq_json_kind_of(item) != EXQ_JSON_OBJECT)
        return exq_load_refuse(load, "a reference is of the wrong kind");
    EXQ_TRY(exq_load_only(load, item, known));
    EXQ_TRY(exq_load_member(load, item, "role", EXQ_JSON_STRING, &role));
    EXQ_TRY(exq_load_member(load, item, "source", EXQ_JSON_OBJECT, &source));
    EXQ_TRY(exq_load_source(load, source, &record->source));
    EXQ_TRY(exq_lists_keep(load, lists, record->source.name, &record->source.name));
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (strcmp(exq_json_to_string(role), roles[i]) == 0) {
            record->role = (exq_reference_role)i;
            *given[i] = true;
            return EXQ_OK;
        }
    return exq_load_refuse(load, "a reference has a role that there is not");
}

static exq_status load_references(const exq_loading *load, exq_list_tally *lists)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "references", EXQ_JSON_ARRAY, &array));
    exq_reference_record *records = EXQ_NEW(lists->arena, exq_reference_record, exq_json_size(array));
    if (records == NULL)
        return exq_fail_memory(load->error);
    size_t count = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item))
        EXQ_TRY(load_reference(load, lists, item, &records[count++]));
    lists->facts.references = records;
    lists->facts.reference_count = count;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- measures */

enum { MOST_OUTPUTS = 100000, MOST_MEASURES = 100000 };

static exq_status load_measure(const exq_loading *load, exq_list_tally *lists, const exq_json *item,
                               exq_list_measure *measure)
{
    static const char *const known[] = {"kernel", "cutoff", "grouping", "outputs", "products", "over", NULL};
    size_t over = 0;
    if (exq_json_kind_of(item) != EXQ_JSON_OBJECT)
        return exq_load_refuse(load, "a measure is of the wrong kind");
    EXQ_TRY(exq_load_only(load, item, known));
    EXQ_TRY(keep_text(load, lists, item, "kernel", &measure->kernel));
    EXQ_TRY(exq_lists_load_number(load, item, "cutoff", EXQ_MAX_CUTOFF + 1, &measure->cutoff));
    EXQ_TRY(exq_lists_load_number(load, item, "outputs", MOST_OUTPUTS, &measure->outputs));
    EXQ_TRY(exq_load_truth(load, item, "products", &measure->products));
    EXQ_TRY(exq_lists_load_number(load, item, "over", EXQ_OVER_HISTORY + 1, &over));
    measure->over = (exq_kernel_over)over;
    measure->grouping = EXQ_NO_GROUPING;
    if (exq_json_kind_of(exq_json_get(item, "grouping")) != EXQ_JSON_NULL)
        EXQ_TRY(exq_lists_load_number(load, item, "grouping", lists->facts.item_grouping_count, &measure->grouping));
    return measure->kernel == NULL || (measure->products && measure->outputs > 1000)
               ? exq_load_refuse(load, "a measure is none")
               : EXQ_OK;
}

static exq_status load_measures(const exq_loading *load, exq_list_tally *lists)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "measures", EXQ_JSON_ARRAY, &array));
    size_t count = exq_json_size(array);
    if (count > MOST_MEASURES)
        return exq_load_refuse(load, "it has more measures than a tally may have");
    exq_list_measure *measures = EXQ_NEW(lists->arena, exq_list_measure, count);
    if (measures == NULL)
        return exq_fail_memory(load->error);
    size_t m = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item))
        EXQ_TRY(load_measure(load, lists, item, &measures[m++]));
    lists->facts.measures = measures;
    lists->facts.measure_count = count;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- document */

static exq_status load_document(exq_loading *load, exq_list_tally *lists, exq_tally **out)
{
    static const char *const known[] = {"schema", "rows",   "asked",     "references", "measures", "frame",   "reasons",
                                        "events", "listed", "reference", "emptied",    "versions", "notes",   "sources", NULL};
    EXQ_TRY(check_version(load));
    EXQ_TRY(exq_load_only(load, load->root, known));
    EXQ_TRY(exq_load_rows(load));
    EXQ_TRY(load_references(load, lists));
    EXQ_TRY(load_asked(load, lists));
    EXQ_TRY(exq_lists_load_frame(load, lists));
    EXQ_TRY(load_measures(load, lists));
    EXQ_TRY(exq_lists_load_sums(load, lists));
    EXQ_TRY(exq_load_sources(load));
    EXQ_TRY(exq_load_texts(load, load->root, "notes", true, &load->facts.warnings, &load->facts.warning_count));
    EXQ_TRY(exq_list_tally_view(lists, load->error));
    return exq_tally_of_lists(&load->facts, lists, out, load->error);
}

exq_status exq_list_tally_load(exq_loading *load, exq_tally **out)
{
    exq_list_tally *lists = exq_list_tally_new();
    exq_status status = lists == NULL ? exq_fail_memory(load->error) : load_document(load, lists, out);
    if (status != EXQ_OK)
        exq_list_tally_free(lists);
    return status;
}
