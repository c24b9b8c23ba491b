/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally as JSON (exaequo.tally/1). The order of everything is fixed, so equal tallies give equal bytes. An entry is
 * one line: the ranks of its levels (null: missing), label (null: unknown) and decision, the people, and in weighted
 * data the exact sums of w and w^2. Units are lines too: a sum over persons, then the places of the entries it is of.
 * Scores, of which there are many, are lines of text (scores.h).
 */
#include "saving.h"
#include "tally_lists.h"
#include "tally_struct.h"

exq_json *exq_save_texts(const char *const *list, size_t count)
{
    exq_json *array = exq_json_array();
    for (size_t i = 0; i < count; i++)
        if (!exq_json_push(array, exq_json_string(list[i]))) {
            exq_json_free(array);
            return NULL;
        }
    return array;
}

bool exq_save_rows(exq_json *root, const exq_tally_facts *facts)
{
    exq_json *excluded = exq_json_object();
    bool done = excluded != NULL;
    for (exq_excluded reason = 0; done && reason < EXQ_EXCLUDED_COUNT; reason++) {
        const uint64_t rows = facts->rows_excluded[reason];
        if (rows > 0 || reason < EXQ_EXCLUDED_SAVED_ALWAYS)
            done = exq_json_set(excluded, exq_excluded_name(reason), exq_json_count(rows));
    }
    exq_json *rows = exq_json_object();
    done = exq_json_set(rows, "read", exq_json_count(facts->rows_read)) && done;
    done = exq_json_set(rows, "used", exq_json_count(facts->rows_used)) && done;
    done = exq_json_set(rows, "excluded", excluded) && done;
    return exq_json_set(root, "rows", rows) && done;
}

static bool save_roles(exq_json *root, const exq_tally_facts *facts)
{
    exq_json *roles = exq_json_object();
    bool done = exq_json_set(roles, "decision", exq_json_string(facts->decision));
    done = exq_json_set(roles, "favourable", exq_save_texts(facts->favourable, facts->favourable_count)) && done;
    done = exq_json_set(roles, "score", exq_json_string(facts->score)) && done;
    done = exq_json_set(roles, "threshold", exq_json_string(facts->threshold)) && done;
    done = exq_json_set(roles, "label", exq_json_string(facts->label)) && done;
    done = exq_json_set(roles, "positive", exq_save_texts(facts->positive, facts->positive_count)) && done;
    done = exq_json_set(roles, "counterfactual", exq_json_bool(facts->counterfactual)) && done;
    done = exq_json_set(roles, "weight", exq_json_string(facts->weight)) && done;
    done = exq_json_set(roles, "unit", exq_json_string(facts->unit)) && done;
    done = exq_json_set(roles, "binary", exq_json_bool(facts->binary)) && done;
    return exq_json_set(root, "roles", roles) && done;
}

static bool save_attributes(exq_json *root, const exq_tally *tally)
{
    exq_json *attributes = exq_json_array();
    bool done = attributes != NULL;
    for (size_t a = 0; done && a < tally->facts.attribute_count; a++) {
        exq_json *levels = exq_json_array();
        size_t count = exq_dictionary_count(tally->counts->words[a]);
        for (size_t code = 0; done && code < count; code++) {
            size_t length = 0;
            const char *level = exq_dictionary_text(tally->counts->words[a], (uint32_t)code, &length);
            done = exq_json_push(levels, exq_json_string(level));
        }
        exq_json *attribute = exq_json_object();
        done = exq_json_set(attribute, "name", exq_json_string(tally->facts.attributes[a])) && done;
        done = exq_json_set(attribute, "levels", levels) && done;
        done = exq_json_push(attributes, attribute) && done;
    }
    return exq_json_set(root, "attributes", attributes) && done;
}

static exq_json *exact(const exq_exactsum *sum)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_exactsum_print(sum, &text);
    exq_json *string = text.failed ? NULL : exq_json_string(text.bytes);
    exq_buffer_free(&text);
    return string;
}

static exq_json *save_entry(const exq_counts *counts, size_t e)
{
    exq_json *entry = exq_json_array();
    bool done = entry != NULL;
    for (size_t c = 0; done && c < counts->column_count; c++) {
        uint32_t code = counts->keys[e * counts->column_count + c];
        done = exq_json_push(entry, code == EXQ_NO_CODE ? exq_json_null() : exq_json_count(code));
    }
    done = done && exq_json_push(entry, exq_json_count(counts->people[e]));
    if (counts->weighted) {
        done = done && exq_json_push(entry, exact(&counts->weights[e].sum));
        done = done && exq_json_push(entry, exact(&counts->weights[e].square));
    }
    if (!done) {
        exq_json_free(entry);
        return NULL;
    }
    return entry;
}

static bool save_entries(exq_json *root, const exq_counts *counts)
{
    exq_json *entries = exq_json_array();
    bool done = entries != NULL;
    for (size_t e = 0; done && e < counts->count; e++)
        done = exq_json_push(entries, save_entry(counts, e));
    return exq_json_set(root, "entries", entries) && done;
}

static exq_json *save_bags(const exq_bags *bags)
{
    exq_json *array = exq_json_array();
    bool done = array != NULL;
    for (size_t i = 0; done && i < bags->count; i++) {
        size_t length = 0;
        const uint32_t *bag = exq_bags_get(bags, i, &length);
        exq_json *row = exq_json_array();
        done = exq_json_push(row, exq_json_count(bags->sums[i]));
        for (size_t j = 0; done && j < length; j++)
            done = exq_json_push(row, exq_json_count(bag[j]));
        done = exq_json_push(array, row) && done;
    }
    if (!done) {
        exq_json_free(array);
        return NULL;
    }
    return array;
}

static bool save_units(exq_json *root, const exq_units *units)
{
    if (units == NULL)
        return exq_json_set(root, "units", exq_json_null());
    exq_json *object = exq_json_object();
    bool done = exq_json_set(object, "signatures", save_bags(&units->signatures));
    done = exq_json_set(object, "moments", save_bags(&units->moments)) && done;
    return exq_json_set(root, "units", object) && done;
}

/* Absent where there are none: tallies from before scores were kept stay equal to those of now. */
static bool save_scores(exq_json *root, const exq_scores *scores)
{
    if (scores == NULL)
        return true;
    char line[EXQ_SCORED_SIZE];
    exq_json *array = exq_json_array();
    bool done = array != NULL;
    for (size_t i = 0; done && i < scores->count; i++)
        done = exq_json_push(array, exq_json_string(exq_scored_print(&scores->held[i], line)));
    return exq_json_set(root, "scores", array) && done;
}

exq_json *exq_save_source(const exq_source_record *record)
{
    exq_json *source = exq_json_object();
    const char *sha256 = record->sha256[0] == '\0' ? NULL : record->sha256;
    bool done = exq_json_set(source, "name", exq_json_string(record->name));
    done = exq_json_set(source, "bytes", exq_json_count(record->bytes)) && done;
    done = exq_json_set(source, "xxh3_128", exq_json_string(record->xxh3_128)) && done;
    done = exq_json_set(source, "sha256", exq_json_string(sha256)) && done;
    if (done)
        return source;
    exq_json_free(source);
    return NULL;
}

bool exq_save_sources(exq_json *root, const exq_tally_facts *facts)
{
    exq_json *sources = exq_json_array();
    bool done = sources != NULL;
    for (size_t i = 0; done && i < facts->source_count; i++)
        done = exq_json_push(sources, exq_save_source(&facts->sources[i]));
    return exq_json_set(root, "sources", sources) && done;
}

static bool save_tally(exq_json *root, const exq_tally *tally)
{
    const exq_tally_facts *facts = &tally->facts;
    return exq_json_set(root, "schema", exq_json_string(EXQ_TALLY_SCHEMA)) && exq_save_rows(root, facts) &&
           save_roles(root, facts) &&
           exq_json_set(root, "classes", exq_save_texts(facts->classes, facts->class_count)) &&
           save_attributes(root, tally) && save_entries(root, tally->counts) && save_units(root, tally->units) && save_scores(root, tally->scores) &&
           exq_json_set(root, "notes", exq_save_texts(tally->notes.texts, tally->notes.count)) &&
           exq_save_sources(root, facts);
}

exq_status exq_tally_save(const exq_tally *tally, exq_write write, void *payload, exq_error *error)
{
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_json *root = exq_json_object();
    exq_status status;
    bool saved = tally->lists != NULL ? exq_list_tally_save(root, tally) : save_tally(root, tally);
    if (!saved)
        status = exq_fail_memory(error);
    else
        status = exq_json_print(root, &out, error);
    if (status == EXQ_OK && !write(payload, out.bytes, out.length))
        status = exq_fail(error, EXQ_IO, "the tally could not be written");
    exq_json_free(root);
    exq_buffer_free(&out);
    return status;
}
