/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups of items: the values that stand in the cells of a signature, crossed over the columns of a grouping, each
 * with the share of the item that belongs to it.
 */
#include <stdlib.h>
#include <string.h>

#include "list_frame.h"
#include "room.h"

/* A group is known by one run of bytes that sorts as its levels do, column by column with missing last: each level is a
 * mark, its text and a NUL. */
enum { PRESENT = 1, MISSING = 2, MOST_GROUPS = 10000 };

/* The alignments of all signatures under way, with groups numbered in the order of first sight. */
typedef struct grouping_build {
    const exq_list_frame *frame;
    const size_t *columns; /* item columns of the grouping */
    size_t column_count;
    exq_sharing sharing;
    exq_dictionary *groups;
    exq_alignment *alignments;
    size_t alignment_count;
    size_t alignment_room;
    exq_error *error;
} grouping_build;

/* ------------------------------------------------------------------------------------------------ alignments */

static exq_status align(grouping_build *build, size_t first, const exq_buffer *group, double share)
{
    uint32_t code = exq_dictionary_code(build->groups, group->bytes, group->length);
    if (code == EXQ_NO_CODE)
        return exq_fail_memory(build->error);
    if (code >= MOST_GROUPS)
        return exq_fail(build->error, EXQ_USAGE,
                        "an item grouping has more than %d groups. Name another column, or split its cells with "
                        "--split-on.",
                        MOST_GROUPS);
    for (size_t i = first; i < build->alignment_count; i++)
        if (build->alignments[i].group == code)
            return EXQ_OK; /* a value that stands twice in a cell counts once */
    if (!exq_room(&build->alignments, &build->alignment_room, build->alignment_count + 1, sizeof *build->alignments))
        return exq_fail_memory(build->error);
    build->alignments[build->alignment_count++] = (exq_alignment){code, share};
    return EXQ_OK;
}

/* The next value in a cell, or NULL; `*at` moves behind it. Nothing between two separators is no value. */
static const char *next_value(const char **at, const char *split, size_t *length)
{
    size_t step = split == NULL ? 0 : strlen(split);
    while (step > 0 && strncmp(*at, split, step) == 0)
        *at += step;
    if (**at == '\0')
        return NULL;
    const char *value = *at;
    const char *end = step > 0 ? strstr(value, split) : NULL;
    *length = end == NULL ? strlen(value) : (size_t)(end - value);
    *at = value + *length;
    return value;
}

/* How many different values a cell holds. */
static size_t count_values(const char *cell, const char *split)
{
    size_t count = 0;
    size_t length = 0;
    for (const char *at = cell, *value = NULL; (value = next_value(&at, split, &length)) != NULL;) {
        bool repeated = false;
        size_t other_length = 0;
        for (const char *before = cell, *other = NULL;
             !repeated && (other = next_value(&before, split, &other_length)) != NULL && other < value;)
            repeated = other_length == length && memcmp(other, value, length) == 0;
        count += !repeated;
    }
    return count;
}

/* Cross the values of column `c` and those behind it onto the levels in `group`. */
static exq_status cross(grouping_build *build, size_t signature, size_t c, size_t first, exq_buffer *group,
                        double share)
{
    if (c == build->column_count)
        return align(build, first, group, share);
    const exq_list_frame *frame = build->frame;
    size_t column = build->columns[c];
    uint32_t code = frame->signature_codes[signature * frame->item_column_count + column];
    const char *cell = code == EXQ_NO_CODE ? "" : frame->item_columns[column].names[code];
    const char *split = frame->splits[column];
    size_t values = count_values(cell, split);
    size_t before = group->length;
    if (values == 0) {
        exq_buffer_char(group, MISSING);
        exq_buffer_char(group, '\0');
        exq_status status =
            group->failed ? exq_fail_memory(build->error) : cross(build, signature, c + 1, first, group, share);
        group->length = before;
        return status;
    }
    double part = build->sharing == EXQ_SHARING_FULL ? share : share / (double)values;
    size_t length = 0;
    for (const char *at = cell, *value = NULL; (value = next_value(&at, split, &length)) != NULL;) {
        exq_buffer_char(group, PRESENT);
        exq_buffer_append(group, value, length);
        exq_buffer_char(group, '\0');
        if (group->failed)
            return exq_fail_memory(build->error);
        EXQ_TRY(cross(build, signature, c + 1, first, group, part));
        group->length = before;
    }
    return EXQ_OK;
}

static exq_status align_all(grouping_build *build, size_t *first)
{
    exq_buffer group = EXQ_BUFFER_INIT;
    exq_status status = EXQ_OK;
    for (size_t s = 0; status == EXQ_OK && s < build->frame->signature_count; s++) {
        first[s] = build->alignment_count;
        status = cross(build, s, 0, first[s], &group, 1);
    }
    first[build->frame->signature_count] = build->alignment_count;
    exq_buffer_free(&group);
    return status;
}

/* ------------------------------------------------------------------------------------------------- in order */

static int compare_alignments(const void *a, const void *b)
{
    const exq_alignment *left = a;
    const exq_alignment *right = b;
    return (left->group > right->group) - (left->group < right->group);
}

/* The levels of a group from its run of bytes. */
static exq_status read_levels(const char *group, size_t column_count, const char *const **out, exq_arena *arena,
                              exq_error *error)
{
    const char **levels = EXQ_NEW(arena, const char *, column_count);
    if (levels == NULL)
        return exq_fail_memory(error);
    for (size_t c = 0; c < column_count; c++) {
        levels[c] = *group == MISSING ? NULL : group + 1;
        group += strlen(group) + 1;
    }
    *out = levels;
    return EXQ_OK;
}

/* How much of the catalogue belongs to each group, summed over signatures in their order. */
static exq_status share_catalogue(const exq_list_frame *frame, exq_item_grouping *of, exq_arena *arena,
                                  exq_error *error)
{
    double *shares = EXQ_NEW(arena, double, of->group_count);
    exq_fixedsum *sums = calloc(of->group_count + 1, sizeof *sums);
    if (shares == NULL || sums == NULL) {
        free(sums);
        return exq_fail_memory(error);
    }
    for (size_t s = 0; s < frame->signature_count; s++)
        for (size_t i = of->first[s]; i < of->first[s + 1]; i++)
            exq_fixedsum_add_product(&sums[of->alignments[i].group], (double)frame->signature_items[s],
                                     of->alignments[i].share);
    for (size_t g = 0; g < of->group_count; g++)
        shares[g] = exq_fixedsum_round(&sums[g]) / (double)frame->item_count;
    free(sums);
    of->catalogue_share = shares;
    return EXQ_OK;
}

/* Number the groups in their order. */
static exq_status finish(grouping_build *build, const size_t *first, exq_signature_grouping *out, exq_arena *arena)
{
    size_t count = exq_dictionary_count(build->groups);
    size_t signatures = build->frame->signature_count;
    uint32_t *places = EXQ_NEW(arena, uint32_t, count);
    exq_alignment *alignments = EXQ_NEW(arena, exq_alignment, build->alignment_count);
    const char *const **levels = EXQ_NEW(arena, const char *const *, count);
    exq_levels groups = {0};
    if (places == NULL || alignments == NULL || levels == NULL)
        return exq_fail_memory(build->error);
    EXQ_TRY(exq_levels_of(build->groups, arena, &groups, places, build->error));
    for (size_t g = 0; g < count; g++)
        EXQ_TRY(read_levels(groups.names[g], build->column_count, &levels[g], arena, build->error));
    for (size_t i = 0; i < build->alignment_count; i++)
        alignments[i] = (exq_alignment){places[build->alignments[i].group], build->alignments[i].share};
    for (size_t s = 0; s < signatures; s++)
        qsort(alignments + first[s], first[s + 1] - first[s], sizeof *alignments, compare_alignments);
    out->of = (exq_item_grouping){.group_count = count, .first = first, .alignments = alignments};
    out->levels = levels;
    return share_catalogue(build->frame, &out->of, arena, build->error);
}

static exq_status group(exq_list_frame *frame, const exq_grouping *grouping, const char *const *names,
                        exq_sharing sharing, exq_arena *arena, exq_signature_grouping *out, exq_error *error)
{
    size_t *columns = EXQ_NEW(arena, size_t, grouping->column_count);
    size_t *first = EXQ_NEW(arena, size_t, frame->signature_count + 1);
    if (columns == NULL || first == NULL)
        return exq_fail_memory(error);
    for (size_t c = 0; c < grouping->column_count; c++)
        while (columns[c] < frame->item_column_count && strcmp(names[columns[c]], grouping->columns[c]) != 0)
            columns[c]++;
    grouping_build build = {
        .frame = frame,
        .columns = columns,
        .column_count = grouping->column_count,
        .sharing = sharing,
        .groups = exq_dictionary_new(),
        .error = error,
    };
    exq_status status = build.groups == NULL ? exq_fail_memory(error) : align_all(&build, first);
    if (status == EXQ_OK)
        status = finish(&build, first, out, arena);
    exq_dictionary_free(build.groups);
    free(build.alignments);
    return status;
}

exq_status exq_frame_groups(exq_list_frame *frame, const exq_grouping *groupings, size_t grouping_count,
                            const char *const *columns, exq_sharing sharing, exq_arena *arena, exq_error *error)
{
    exq_signature_grouping *all = EXQ_NEW(arena, exq_signature_grouping, grouping_count);
    if (all == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < grouping_count; g++)
        EXQ_TRY(group(frame, &groupings[g], columns, sharing, arena, &all[g], error));
    frame->groupings = all;
    return EXQ_OK;
}
