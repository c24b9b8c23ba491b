/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally of lists as JSON (exaequo.tally.lists/1): what was asked, the references, the frame, the sums. Long runs of
 * numbers are one string each, which a reader can still look at and a parser takes at once.
 */
#include <inttypes.h>

#include "saving.h"
#include "tally_lists.h"
#include "tally_struct.h"

static bool set_text(exq_json *object, const char *key, const char *text)
{
    return exq_json_set(object, key, exq_json_string(text));
}

static exq_json *take_text(exq_buffer *text)
{
    exq_json *string = text->failed ? NULL : exq_json_string(text->bytes == NULL ? "" : text->bytes);
    exq_buffer_free(text);
    return string;
}

/* Codes as a string: missing is "-". */
static exq_json *save_codes(const uint32_t *codes, size_t count)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < count; i++) {
        exq_buffer_string(&text, i == 0 ? "" : " ");
        if (codes[i] == EXQ_NO_CODE)
            exq_buffer_char(&text, '-');
        else
            exq_buffer_format(&text, "%" PRIu32, codes[i]);
    }
    return take_text(&text);
}

static exq_json *save_counts(const uint64_t *counts, size_t count)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    for (size_t i = 0; counts != NULL && i < count; i++)
        exq_buffer_format(&text, i == 0 ? "%" PRIu64 : " %" PRIu64, counts[i]);
    return take_text(&text);
}

/* --------------------------------------------------------------------------------------------------- asked */

static exq_json *save_cutoffs(const exq_list_facts *facts)
{
    exq_json *cutoffs = exq_json_array();
    bool done = cutoffs != NULL;
    for (size_t i = 0; done && i < facts->cutoff_count; i++)
        done = exq_json_push(cutoffs, exq_json_count(facts->cutoffs[i]));
    if (done)
        return cutoffs;
    exq_json_free(cutoffs);
    return NULL;
}

static exq_json *save_groupings(const exq_list_facts *facts)
{
    exq_json *groupings = exq_json_array();
    bool done = groupings != NULL;
    for (size_t g = 0; done && g < facts->item_grouping_count; g++)
        done = exq_json_push(groupings,
                             exq_save_texts(facts->item_groupings[g].columns, facts->item_groupings[g].column_count));
    if (done)
        return groupings;
    exq_json_free(groupings);
    return NULL;
}

static bool save_asked(exq_json *root, const exq_tally_facts *facts)
{
    const exq_list_facts *lists = facts->lists;
    exq_json *asked = exq_json_object();
    bool done = set_text(asked, "user", lists->user);
    done = set_text(asked, "item", lists->item) && done;
    done = set_text(asked, "rank", lists->rank) && done;
    done = set_text(asked, "score", facts->score) && done;
    done = set_text(asked, "relevance", lists->relevance) && done;
    done = set_text(asked, "relevant_from", lists->relevant_from) && done;
    done = exq_json_set(asked, "cutoffs", save_cutoffs(lists)) && done;
    done = exq_json_set(asked, "item_groupings", save_groupings(lists)) && done;
    done = set_text(asked, "split_on", lists->split_on) && done;
    done = exq_json_set(asked, "sharing", exq_json_count(lists->sharing)) && done;
    done = exq_json_set(asked, "duplicates", exq_json_count(lists->duplicates)) && done;
    done = exq_json_set(asked, "equal_scores", exq_json_count(lists->ties)) && done;
    done = exq_json_set(asked, "tail", exq_json_count(lists->tail)) && done;
    done = exq_json_set(asked, "tail_most", exq_json_count(lists->tail_most)) && done;
    done = set_text(asked, "position_model", lists->position_model) && done;
    done = set_text(asked, "variants", lists->variants) && done;
    done = exq_json_set(asked, "pairs", exq_json_bool(lists->has_pairs)) && done;
    done = exq_json_set(asked, "ratings", exq_json_bool(lists->has_ratings)) && done;
    return exq_json_set(root, "asked", asked) && done;
}

static bool save_references(exq_json *root, const exq_list_facts *facts)
{
    static const char *const roles[] = {"truth", "history", "users", "items"};
    exq_json *references = exq_json_array();
    bool done = references != NULL;
    for (size_t i = 0; done && i < facts->reference_count; i++) {
        exq_json *reference = exq_json_object();
        done = set_text(reference, "role", roles[facts->references[i].role]);
        done = exq_json_set(reference, "source", exq_save_source(&facts->references[i].source)) && done;
        done = exq_json_push(references, reference) && done;
    }
    return exq_json_set(root, "references", references) && done;
}

static bool save_measures(exq_json *root, const exq_list_facts *facts)
{
    exq_json *measures = exq_json_array();
    bool done = measures != NULL;
    for (size_t m = 0; done && m < facts->measure_count; m++) {
        const exq_list_measure *measure = &facts->measures[m];
        exq_json *grouping = measure->grouping == EXQ_NO_GROUPING ? exq_json_null() : exq_json_count(measure->grouping);
        exq_json *item = exq_json_object();
        done = set_text(item, "kernel", measure->kernel);
        done = exq_json_set(item, "cutoff", exq_json_count(measure->cutoff)) && done;
        done = exq_json_set(item, "grouping", grouping) && done;
        done = exq_json_set(item, "outputs", exq_json_count(measure->outputs)) && done;
        done = exq_json_set(item, "products", exq_json_bool(measure->products)) && done;
        done = exq_json_set(item, "over", exq_json_count(measure->over)) && done;
        done = exq_json_push(measures, item) && done;
    }
    return exq_json_set(root, "measures", measures) && done;
}

/* --------------------------------------------------------------------------------------------------- frame */

static exq_json *save_columns(const char *const *names, const exq_levels *levels, size_t count)
{
    exq_json *columns = exq_json_array();
    bool done = columns != NULL;
    for (size_t c = 0; done && c < count; c++) {
        exq_json *column = exq_json_object();
        done = set_text(column, "name", names[c]);
        done = exq_json_set(column, "levels", exq_save_texts(levels[c].names, levels[c].count)) && done;
        done = exq_json_push(columns, column) && done;
    }
    if (done)
        return columns;
    exq_json_free(columns);
    return NULL;
}

static bool save_frame(exq_json *root, const exq_tally *tally)
{
    const exq_list_frame *frame = &tally->lists->frame;
    const exq_list_facts *facts = &tally->lists->facts;
    exq_json *object = exq_json_object();
    bool done = exq_json_set(object, "attributes",
                             save_columns(tally->facts.attributes, frame->attributes, frame->attribute_count));
    done = exq_json_set(object, "cells", exq_json_count(frame->cell_count)) && done;
    done =
        exq_json_set(object, "cell_codes", save_codes(frame->cell_codes, frame->cell_count * frame->attribute_count)) &&
        done;
    done = exq_json_set(object, "item_columns",
                        save_columns(facts->item_columns, frame->item_columns, frame->item_column_count)) &&
           done;
    done = exq_json_set(object, "splits", exq_save_texts(frame->splits, frame->item_column_count)) && done;
    done = exq_json_set(object, "signatures", exq_json_count(frame->signature_count)) && done;
    done = exq_json_set(object, "signature_codes",
                        save_codes(frame->signature_codes, frame->signature_count * frame->item_column_count)) &&
           done;
    done = exq_json_set(object, "items", exq_json_count(frame->item_count)) && done;
    done = exq_json_set(object, "signature_of", save_codes(frame->signature_of, frame->item_count)) && done;
    exq_json *popularity =
        frame->popularity == NULL ? exq_json_null() : save_counts(frame->popularity, frame->item_count);
    done = exq_json_set(object, "popularity", popularity) && done;
    done = exq_json_set(object, "history_people", exq_json_count(frame->history_people)) && done;
    return exq_json_set(root, "frame", object) && done;
}

/* ---------------------------------------------------------------------------------------------------- sums */

static exq_json *save_part(const exq_list_part *part, const char *(*name)(size_t grid))
{
    exq_json *grids = exq_json_array();
    bool done = grids != NULL;
    for (size_t g = 0; done && g < part->count; g++) {
        exq_buffer text = EXQ_BUFFER_INIT;
        exq_grid_print(&part->grids[g], &text);
        exq_json *grid = exq_json_object();
        done = set_text(grid, "of", name(g));
        done = exq_json_set(grid, "rows", take_text(&text)) && done;
        done = exq_json_push(grids, grid) && done;
    }
    if (done)
        return grids;
    exq_json_free(grids);
    return NULL;
}

/* The other version, and both together; a tally of one version has no such member. */
static bool save_versions(exq_json *root, const exq_list_versions *versions)
{
    if (!versions->there)
        return true;
    exq_json *object = exq_json_object();
    const exq_list_sums *other = &versions->other, *paired = &versions->paired;
    bool done = exq_json_set(object, "listed", save_part(&other->listed, exq_list_grid_name));
    done = exq_json_set(object, "emptied", save_part(&other->emptied, exq_list_grid_name)) && done;
    done = exq_json_set(object, "paired_listed", save_part(&paired->listed, exq_paired_grid_name)) && done;
    done = exq_json_set(object, "paired_reference", save_part(&paired->reference, exq_paired_grid_name)) && done;
    done = exq_json_set(object, "paired_emptied", save_part(&paired->emptied, exq_paired_grid_name)) && done;
    return exq_json_set(root, "versions", object) && done;
}

/* Reasons change their numbers between versions: the names in the order of the numbers used here. */
static exq_json *save_reasons(void)
{
    exq_json *reasons = exq_json_array();
    bool done = reasons != NULL;
    for (size_t why = EXQ_WHY_NONE + 1; done && why < EXQ_WHY_COUNT; why++)
        done = exq_json_push(reasons, exq_json_string(exq_why_name((exq_why)why)));
    if (done)
        return reasons;
    exq_json_free(reasons);
    return NULL;
}

static exq_json *save_events(void)
{
    exq_json *events = exq_json_array();
    bool done = events != NULL;
    for (exq_list_event event = 0; done && event < EXQ_LIST_EVENT_COUNT; event++)
        done = exq_json_push(events, exq_json_string(exq_list_event_name(event)));
    if (done)
        return events;
    exq_json_free(events);
    return NULL;
}

bool exq_list_tally_save(exq_json *root, const exq_tally *tally)
{
    const exq_tally_facts *facts = &tally->facts;
    const exq_list_sums *sums = &tally->lists->sums;
    return set_text(root, "schema", EXQ_LISTS_SCHEMA) && exq_save_rows(root, facts) && save_asked(root, facts) &&
           save_references(root, facts->lists) && save_measures(root, facts->lists) && save_frame(root, tally) &&
           exq_json_set(root, "reasons", save_reasons()) && exq_json_set(root, "events", save_events()) &&
           exq_json_set(root, "listed", save_part(&sums->listed, exq_list_grid_name)) &&
           exq_json_set(root, "reference", save_part(&sums->reference, exq_list_grid_name)) &&
           exq_json_set(root, "emptied", save_part(&sums->emptied, exq_list_grid_name)) &&
           save_versions(root, &tally->lists->versions) &&
           exq_json_set(root, "notes", exq_save_texts(tally->notes.texts, tally->notes.count)) &&
           exq_save_sources(root, facts);
}
