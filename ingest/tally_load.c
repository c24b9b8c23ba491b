/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a saved tally back. The bytes may come from anywhere, so everything is checked: each member and its kind,
 * words sorted and in use, entries sorted and distinct, codes in range, people adding up to the rows. What passes is
 * a tally that this program could have saved.
 */
#include <string.h>

#include "loading.h"
#include "saved.h"
#include "tally_lists.h"
#include "tally_struct.h"

/* ---------------------------------------------------------------------------------------------------- roles */

static exq_status load_roles(exq_loading *load)
{
    static const char *const known[] = {"decision",       "favourable", "score", "threshold", "label", "positive",
                                        "counterfactual", "weight",     "unit",  "binary",    NULL};
    exq_tally_facts *facts = &load->facts;
    const exq_json *roles = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "roles", EXQ_JSON_OBJECT, &roles));
    EXQ_TRY(exq_load_only(load, roles, known));
    EXQ_TRY(exq_load_text(load, roles, "decision", &facts->decision));
    EXQ_TRY(exq_load_texts(load, roles, "favourable", false, &facts->favourable, &facts->favourable_count));
    EXQ_TRY(exq_load_text(load, roles, "score", &facts->score));
    EXQ_TRY(exq_load_text(load, roles, "threshold", &facts->threshold));
    EXQ_TRY(exq_load_text(load, roles, "label", &facts->label));
    EXQ_TRY(exq_load_texts(load, roles, "positive", false, &facts->positive, &facts->positive_count));
    EXQ_TRY(exq_load_truth(load, roles, "counterfactual", &facts->counterfactual));
    EXQ_TRY(exq_load_text(load, roles, "weight", &facts->weight));
    EXQ_TRY(exq_load_text(load, roles, "unit", &facts->unit));
    EXQ_TRY(exq_load_truth(load, roles, "binary", &facts->binary));
    facts->has_labels = facts->label != NULL;
    facts->has_weights = facts->weight != NULL;
    const bool decided = facts->decision != NULL;
    if ((!decided && facts->score == NULL) || (facts->threshold != NULL) == decided ||
        (facts->counterfactual && !facts->has_labels))
        return exq_load_refuse(load, "its roles contradict each other");
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- words */

static exq_status add_words(const exq_loading *load, size_t column, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (exq_dictionary_code(load->counts->words[column], words[i], strlen(words[i])) == EXQ_NO_CODE)
            return exq_fail_memory(load->error);
    return EXQ_OK;
}

static exq_status load_classes(exq_loading *load)
{
    exq_tally_facts *facts = &load->facts;
    if (facts->binary) {
        const exq_json *classes = NULL;
        EXQ_TRY(exq_load_member(load, load->root, "classes", EXQ_JSON_ARRAY, &classes));
        const exq_json *first = exq_json_first(classes);
        const exq_json *second = first == NULL ? NULL : exq_json_next(first);
        const char *names[2] = {first == NULL ? NULL : exq_json_to_string(first),
                                second == NULL ? NULL : exq_json_to_string(second)};
        for (size_t k = 0; k < 2; k++)
            if (exq_json_size(classes) != 2 || names[k] == NULL || strcmp(names[k], exq_binary_classes[k]) != 0)
                return exq_load_refuse(load, "its classes are not those of binary decisions");
        facts->classes = exq_binary_classes;
        facts->class_count = 2;
    } else {
        EXQ_TRY(exq_load_texts(load, load->root, "classes", false, &facts->classes, &facts->class_count));
        if (facts->class_count > 2 * EXQ_MAX_VALUES)
            return exq_load_refuse(load, "it has more classes than a tally may have");
    }
    EXQ_TRY(add_words(load, facts->attribute_count, facts->classes, facts->class_count));
    return add_words(load, facts->attribute_count + 1, facts->classes, facts->class_count);
}

static exq_status load_attribute_names(exq_loading *load, const exq_json *attributes)
{
    static const char *const known[] = {"name", "levels", NULL};
    exq_tally_facts *facts = &load->facts;
    facts->attribute_count = exq_json_size(attributes);
    load->columns = EXQ_NEW(load->arena, const char *, facts->attribute_count + 2);
    if (load->columns == NULL)
        return exq_fail_memory(load->error);
    size_t a = 0;
    for (const exq_json *item = exq_json_first(attributes); item != NULL; item = exq_json_next(item), a++) {
        if (exq_json_kind_of(item) != EXQ_JSON_OBJECT)
            return exq_load_refuse(load, "an attribute is of the wrong kind");
        EXQ_TRY(exq_load_only(load, item, known));
        const exq_json *name = NULL;
        EXQ_TRY(exq_load_member(load, item, "name", EXQ_JSON_STRING, &name));
        load->columns[a] = exq_json_to_string(name);
        if (a > 0 && strcmp(load->columns[a - 1], load->columns[a]) >= 0)
            return exq_load_refuse(load, "its attributes are not sorted");
    }
    facts->attributes = load->columns;
    load->columns[a] = "label";
    load->columns[a + 1] = "decision";
    return EXQ_OK;
}

static exq_status load_words(exq_loading *load)
{
    const exq_json *attributes = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "attributes", EXQ_JSON_ARRAY, &attributes));
    EXQ_TRY(load_attribute_names(load, attributes));
    size_t attribute_count = load->facts.attribute_count;
    load->counts = exq_counts_new(load->columns, attribute_count + 2, load->facts.has_weights);
    if (load->counts == NULL)
        return exq_fail_memory(load->error);
    size_t a = 0;
    for (const exq_json *item = exq_json_first(attributes); item != NULL; item = exq_json_next(item), a++) {
        const char *const *levels = NULL;
        size_t count = 0;
        EXQ_TRY(exq_load_texts(load, item, "levels", false, &levels, &count));
        if (count > EXQ_MAX_LEVELS)
            return exq_load_refuse(load, "it has more levels than a tally may have");
        if (count > 0 && levels[0][0] == '\0')
            return exq_load_refuse(load, "a level is empty");
        EXQ_TRY(add_words(load, a, levels, count));
    }
    return load_classes(load);
}

/* ----------------------------------------------------------------------------------------------- entries */

static exq_status load_key(const exq_loading *load, const exq_json **item, uint32_t *key)
{
    const exq_counts *counts = load->counts;
    for (size_t c = 0; c < counts->column_count; c++, *item = exq_json_next(*item)) {
        uint64_t code = 0;
        if (exq_json_kind_of(*item) == EXQ_JSON_NULL && c + 1 < counts->column_count)
            key[c] = EXQ_NO_CODE;
        else if (exq_json_to_count(*item, &code) && code < exq_dictionary_count(counts->words[c]))
            key[c] = (uint32_t)code;
        else
            return exq_load_refuse(load, "an entry names a level or class that there is not");
    }
    if (!load->facts.has_labels && key[counts->column_count - 2] != EXQ_NO_CODE)
        return exq_load_refuse(load, "an entry has a label, yet there is no label column");
    return EXQ_OK;
}

/* No weight is negative, so no sum of them is, and one is 0 only with the other. */
static exq_status load_weights(const exq_loading *load, const exq_json *item, exq_weights *out)
{
    const char *sum = exq_json_to_string(item);
    const char *square = exq_json_to_string(exq_json_next(item));
    if (sum == NULL || square == NULL || !exq_exactsum_parse(sum, strlen(sum), &out->sum) ||
        !exq_exactsum_parse(square, strlen(square), &out->square))
        return exq_load_refuse(load, "a sum of weights cannot be read");
    int sign = exq_exactsum_sign(&out->sum);
    if (sign < 0 || sign != exq_exactsum_sign(&out->square))
        return exq_load_refuse(load, "a sum of weights is impossible");
    return EXQ_OK;
}

/* Entries stand in ascending order of their codes, so none occurs twice. */
static bool follows(const exq_counts *counts, const uint32_t *key)
{
    if (counts->count == 0)
        return true;
    const uint32_t *before = counts->keys + (counts->count - 1) * counts->column_count;
    size_t c = 0;
    while (c < counts->column_count && before[c] == key[c])
        c++;
    return c < counts->column_count && before[c] < key[c];
}

static exq_status load_entry(const exq_loading *load, const exq_json *entry, uint32_t *key)
{
    exq_counts *counts = load->counts;
    size_t size = counts->column_count + 1 + (counts->weighted ? 2 : 0);
    if (exq_json_kind_of(entry) != EXQ_JSON_ARRAY || exq_json_size(entry) != size)
        return exq_load_refuse(load, "an entry has not as many items as it should");
    const exq_json *item = exq_json_first(entry);
    EXQ_TRY(load_key(load, &item, key));
    uint64_t people = 0;
    if (!exq_json_to_count(item, &people) || people == 0)
        return exq_load_refuse(load, "an entry has no people");
    if (!follows(counts, key))
        return exq_load_refuse(load, "its entries are not sorted");
    uint32_t at = exq_counts_entry(counts, key);
    if (at == EXQ_NO_CODE)
        return exq_fail_memory(load->error);
    counts->people[at] = people;
    return counts->weighted ? load_weights(load, exq_json_next(item), &counts->weights[at]) : EXQ_OK;
}

static exq_status check_people(const exq_loading *load)
{
    uint64_t sum = 0;
    for (size_t e = 0; e < load->counts->count; e++)
        if (__builtin_add_overflow(sum, load->counts->people[e], &sum))
            return exq_load_refuse(load, "its people do not add up to its rows");
    return sum == load->facts.rows_used ? EXQ_OK : exq_load_refuse(load, "its people do not add up to its rows");
}

static exq_status load_entries(exq_loading *load)
{
    const exq_json *entries = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "entries", EXQ_JSON_ARRAY, &entries));
    if (exq_json_size(entries) > EXQ_MAX_ENTRIES)
        return exq_load_refuse(load, "it has more entries than a tally may have");
    uint32_t *key = EXQ_NEW(load->arena, uint32_t, load->counts->column_count);
    if (key == NULL)
        return exq_fail_memory(load->error);
    for (const exq_json *entry = exq_json_first(entries); entry != NULL; entry = exq_json_next(entry))
        EXQ_TRY(load_entry(load, entry, key));
    return check_people(load);
}

/* ------------------------------------------------------------------------------------------- the document */

static exq_status check_version(const exq_loading *load)
{
    const exq_json *schema = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "schema", EXQ_JSON_STRING, &schema));
    const char *text = exq_json_to_string(schema);
    if (strcmp(text, EXQ_TALLY_SCHEMA) == 0)
        return EXQ_OK;
    if (strncmp(text, "exaequo.tally/", strlen("exaequo.tally/")) == 0)
        return exq_fail(load->error, EXQ_INCONSISTENT,
                        "%s: this tally was saved in another version of the format; this program reads %s. Use the "
                        "program that saved it, or make it again.",
                        load->name, EXQ_TALLY_SCHEMA);
    return exq_fail(load->error, EXQ_MALFORMED, "%s: this is not a saved tally, which says \"schema\": \"%s\".",
                    load->name, EXQ_TALLY_SCHEMA);
}

/* The canonical form keeps no word that nobody has: neither may the document. */
static exq_status check_in_use(const exq_loading *load, const exq_tally *tally)
{
    for (size_t c = 0; c < load->counts->column_count; c++)
        if (exq_dictionary_count(load->counts->words[c]) != exq_dictionary_count(tally->counts->words[c]))
            return exq_load_refuse(load, "it names a level or class that nobody has");
    return EXQ_OK;
}

static exq_status load_all(exq_loading *load, exq_tally **out)
{
    static const char *const known[] = {"schema",  "rows",  "roles", "classes", "attributes",
                                        "entries", "units", "scores", "notes", "sources", NULL};
    if (exq_json_kind_of(load->root) != EXQ_JSON_OBJECT)
        return exq_load_refuse(load, "it is not an object");
    if (exq_list_tally_recognise(load))
        return exq_list_tally_load(load, out);
    EXQ_TRY(check_version(load));
    EXQ_TRY(exq_load_only(load, load->root, known));
    EXQ_TRY(exq_load_rows(load));
    EXQ_TRY(load_roles(load));
    EXQ_TRY(load_words(load));
    EXQ_TRY(load_entries(load));
    EXQ_TRY(exq_load_units(load));
    EXQ_TRY(exq_load_scores(load));
    EXQ_TRY(exq_load_sources(load));
    EXQ_TRY(exq_load_texts(load, load->root, "notes", true, &load->facts.warnings, &load->facts.warning_count));

    exq_classing classing = {0};
    exq_tally *tally = NULL;
    exq_status status = load->facts.binary ? exq_classing_binary(load->counts, &classing, load->error)
                                           : exq_classing_by_words(load->counts, &classing, load->error);
    if (status == EXQ_OK)
        status = exq_tally_new(&load->facts, &(exq_counted){load->counts, load->units, load->scores}, &classing, &tally,
                               load->error);
    exq_classing_free(&classing);
    if (status == EXQ_OK)
        status = check_in_use(load, tally);
    if (status != EXQ_OK) {
        exq_tally_free(tally);
        return status;
    }
    *out = tally;
    return EXQ_OK;
}

exq_status exq_saved_parse(const char *bytes, size_t length, const char *name, exq_tally **out, exq_error *error)
{
    exq_json *root = NULL;
    EXQ_TRY(exq_json_parse(bytes, length, name, &root, error));
    exq_loading load = {.name = name, .root = root, .arena = exq_arena_new(), .error = error};
    exq_status status = load.arena == NULL ? exq_fail_memory(error) : load_all(&load, out);
    exq_counts_free(load.counts);
    exq_units_free(load.units);
    exq_scores_free(load.scores);
    exq_arena_free(load.arena);
    exq_json_free(root);
    return status;
}
