/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Resolves --reference against published groups. A level is matched by its exact bytes; crossed groups by their levels joined
 * with commas, as a reader would write them.
 */
#include "reference.h"

#include <string.h>

#include "buffer.h"
#include "text.h"

#define MOST_LEVELS_NAMED 20

static const struct {
    const char *word;
    exq_reference_kind kind;
} keywords[] = {
    {"largest", EXQ_REFERENCE_LARGEST},
    {"best",    EXQ_REFERENCE_BEST   },
    {"overall", EXQ_REFERENCE_OVERALL},
    {"rest",    EXQ_REFERENCE_REST   },
};

const char *exq_reference_name(exq_reference_kind kind)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
        if (keywords[i].kind == kind)
            return keywords[i].word;
    return "level";
}

static void append_levels(exq_buffer *out, const exq_row *row, size_t by_count)
{
    for (size_t i = 0; i < by_count; i++) {
        if (i > 0)
            exq_buffer_char(out, ',');
        exq_buffer_string(out, row->levels[i] != NULL ? row->levels[i] : "null");
    }
}

static bool same_levels(const exq_row *a, const exq_row *b, size_t by_count)
{
    for (size_t i = 0; i < by_count; i++) {
        const char *x = a->levels[i];
        const char *y = b->levels[i];
        if ((x == NULL) != (y == NULL) || (x != NULL && strcmp(x, y) != 0))
            return false;
    }
    return true;
}

static exq_status no_such_level(const exq_published *question, const char *level, exq_error *error)
{
    exq_buffer names = EXQ_BUFFER_INIT;
    size_t named = 0;
    for (size_t g = 0; g < question->marginal.group_count && named < MOST_LEVELS_NAMED; g++) {
        const exq_row *row = &question->marginal.groups[g];
        if (row->withheld)
            continue; /* its name alone would tell that somebody is in it */
        exq_buffer_string(&names, named++ == 0 ? "" : "; ");
        append_levels(&names, row, question->by_count);
    }
    exq_buffer visible = EXQ_BUFFER_INIT;
    if (!names.failed && names.bytes != NULL)
        exq_text_visible(&visible, names.bytes, names.length);
    exq_status status = exq_fail(error, EXQ_USAGE,
                                 "--reference names %s, which no group shown is called. The groups are: %s. "
                                 "Or say largest, best, overall or rest.",
                                 level, visible.bytes != NULL ? visible.bytes : "none");
    exq_buffer_free(&visible);
    exq_buffer_free(&names);
    return status;
}

static exq_status find_level(const exq_published *question, const char *level, exq_metric_options *options,
                             exq_error *error)
{
    exq_buffer name = EXQ_BUFFER_INIT;
    exq_status status = EXQ_OK;
    size_t found = EXQ_NOBODY;
    for (size_t g = 0; g < question->marginal.group_count && found == EXQ_NOBODY; g++) {
        exq_buffer_clear(&name);
        append_levels(&name, &question->marginal.groups[g], question->by_count);
        if (!name.failed && strcmp(name.bytes, level) == 0)
            found = g;
    }
    if (name.failed)
        status = exq_fail_memory(error);
    else if (found == EXQ_NOBODY)
        status = no_such_level(question, level, error);
    exq_buffer_free(&name);
    options->reference = EXQ_REFERENCE_LEVEL;
    options->reference_group = found;
    return status;
}

exq_status exq_reference_find(const exq_request *request, const exq_grouping *grouping, const exq_published *question,
                              exq_arena *arena, exq_metric_options *options, exq_error *error)
{
    const char *text = exq_grouping_text(grouping, arena);
    if (text == NULL)
        return exq_fail_memory(error);
    const char *level = "largest";
    bool own = false;
    for (size_t i = 0; i < request->reference_count; i++) {
        const char *asked = request->references[i].grouping;
        bool general = asked == NULL || asked[0] == '\0';
        if (general ? !own : strcmp(asked, text) == 0)
            level = request->references[i].level;
        own = own || (!general && strcmp(asked, text) == 0);
    }
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        if (strcmp(level, keywords[i].word) == 0) {
            options->reference = keywords[i].kind;
            return EXQ_OK;
        }
    }
    return find_level(question, level, options, error);
}

size_t exq_reference_place(const exq_published *question, const exq_table *stratum, size_t group)
{
    size_t place = 0;
    while (place < stratum->group_count &&
           !same_levels(&stratum->groups[place], &question->marginal.groups[group], question->by_count))
        place++;
    return place;
}

void exq_reference_in_stratum(const exq_published *question, const exq_table *stratum, size_t chosen,
                              exq_metric_options *options)
{
    bool fixed = options->reference == EXQ_REFERENCE_LARGEST || options->reference == EXQ_REFERENCE_LEVEL;
    if (!fixed)
        return;
    options->reference_fixed = true;
    options->reference_group = EXQ_NOBODY;
    if (chosen >= question->marginal.group_count)
        return;
    size_t place = exq_reference_place(question, stratum, chosen);
    if (place < stratum->group_count)
        options->reference_group = place;
}
