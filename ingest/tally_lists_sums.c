/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of sums of a saved tally of lists, read back and doubted: of one version, and of two together.
 */
#include <string.h>

#include "loading_lists.h"

/* Reasons as they were numbered when the tally was saved, to what they are called now. */
typedef struct numbering {
    exq_why now[EXQ_WHY_COUNT];
    size_t count; /* saved reasons, and "none" before them */
} numbering;

static exq_status load_reasons(const exq_loading *load, numbering *out)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "reasons", EXQ_JSON_ARRAY, &array));
    out->count = 1;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item)) {
        const char *name = exq_json_to_string(item);
        exq_why why = name == NULL ? EXQ_WHY_NONE : exq_why_of(name);
        if (why == EXQ_WHY_NONE || out->count == EXQ_WHY_COUNT)
            return exq_load_refuse(load, "it has a reason that this program does not know");
        out->now[out->count++] = why;
    }
    return EXQ_OK;
}

static exq_status check_events(const exq_loading *load)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, load->root, "events", EXQ_JSON_ARRAY, &array));
    exq_list_event event = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), event++) {
        const char *name = exq_json_to_string(item);
        if (event == EXQ_LIST_EVENT_COUNT || name == NULL || strcmp(name, exq_list_event_name(event)) != 0)
            return exq_load_refuse(load, "it counts events that this program does not know");
    }
    return event == EXQ_LIST_EVENT_COUNT ? EXQ_OK : exq_load_refuse(load, "it counts too few events");
}

/* The grid of reasons under their numbers of now. */
static exq_status renumber(const exq_loading *load, const numbering *reasons, const exq_grid *saved, exq_grid *out)
{
    for (size_t row = 0; row < saved->rows; row++) {
        uint64_t place = saved->keys[row] / reasons->count;
        size_t why = (size_t)(saved->keys[row] % reasons->count);
        if (why == 0)
            return exq_load_refuse(load, "somebody has no number and no reason");
        size_t to = exq_grid_row(out, place * EXQ_WHY_COUNT + reasons->now[why]);
        if (to == EXQ_NO_ROW)
            return exq_fail_memory(load->error);
        exq_grid_counts(out, to)[0] += exq_grid_counts(saved, row)[0];
    }
    return exq_grid_seal(out, load->error);
}

static exq_status parse_grid(const exq_loading *load, const char *text, uint64_t key_limit, const char *name,
                             exq_grid *grid)
{
    exq_status status = exq_grid_parse(text, key_limit, grid);
    if (status == EXQ_MEMORY)
        return exq_fail_memory(load->error);
    return status == EXQ_OK ? EXQ_OK : exq_load_refuse(load, "the table of sums %s is spoilt", name);
}

static exq_status load_undefined(const exq_loading *load, const numbering *reasons, const exq_list_shape *shape,
                                 const char *text, exq_grid *out)
{
    exq_grid saved;
    exq_grid_init(&saved, 1, 0);
    exq_status status = parse_grid(load, text, shape->cells * shape->measure_count * reasons->count,
                                   exq_list_grid_name(EXQ_GRID_UNDEFINED), &saved);
    if (status == EXQ_OK)
        status = renumber(load, reasons, &saved, out);
    exq_grid_free(&saved);
    return status;
}

/* The rows of a table of sums that must be called so. */
static exq_status load_rows_of(const exq_loading *load, const exq_json *item, const char *name, const char **out)
{
    static const char *const known[] = {"of", "rows", NULL};
    const exq_json *of = NULL;
    const exq_json *rows = NULL;
    if (exq_json_kind_of(item) != EXQ_JSON_OBJECT)
        return exq_load_refuse(load, "a table of sums is of the wrong kind");
    EXQ_TRY(exq_load_only(load, item, known));
    EXQ_TRY(exq_load_member(load, item, "of", EXQ_JSON_STRING, &of));
    EXQ_TRY(exq_load_member(load, item, "rows", EXQ_JSON_STRING, &rows));
    if (strcmp(exq_json_to_string(of), name) != 0)
        return exq_load_refuse(load, "its tables of sums are in another order");
    *out = exq_json_to_string(rows);
    return EXQ_OK;
}

static exq_status load_grid(const exq_loading *load, const numbering *reasons, const exq_list_shape *shape,
                            const exq_json *item, size_t number, exq_grid *grid)
{
    const char *name = exq_list_grid_name(number), *rows = NULL;
    EXQ_TRY(load_rows_of(load, item, name, &rows));
    if (number == EXQ_GRID_UNDEFINED)
        return load_undefined(load, reasons, shape, rows, grid);
    return parse_grid(load, rows, exq_list_key_limit(shape, number), name, grid);
}

static exq_status load_part(const exq_loading *load, const exq_json *from, const numbering *reasons,
                            const exq_list_shape *shape, const char *key, exq_list_part *part)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, from, key, EXQ_JSON_ARRAY, &array));
    EXQ_TRY(exq_list_part_init(part, shape, load->error));
    if (exq_json_size(array) != part->count)
        return exq_load_refuse(load, "it has not the tables of sums that it should have");
    size_t g = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), g++)
        EXQ_TRY(load_grid(load, reasons, shape, item, g, &part->grids[g]));
    return EXQ_OK;
}

typedef exq_status (*beginning)(exq_list_part *part, const exq_list_shape *shape, exq_error *error);

/* Those who have a list are among the reference people, so they can be taken from these. */
static exq_status check_emptied(const exq_loading *load, const exq_list_part *reference, const exq_list_part *emptied,
                                beginning begin, const exq_list_shape *shape)
{
    exq_list_part rest = {0};
    exq_status status = begin(&rest, shape, load->error);
    if (status == EXQ_OK)
        status = exq_list_part_take(reference, emptied, &rest, NULL);
    exq_list_part_free(&rest);
    if (status == EXQ_INCONSISTENT)
        return exq_load_refuse(load, "more people have a list than there are");
    return status == EXQ_OK ? EXQ_OK : exq_fail_memory(load->error);
}

/* ------------------------------------------------------------------------------------------------ two versions */

/* Of those who have a number under both versions it rose for some and fell for others; as if nobody had a list, for
 * nobody. */
static bool can_be_paired(const exq_grid *grid, bool listed)
{
    for (size_t row = 0; row < grid->rows; row++) {
        const uint64_t *counts = exq_grid_counts(grid, row);
        const uint64_t people = counts[EXQ_PAIRED_COUNT], rose = counts[EXQ_PAIRED_ROSE],
                       fell = counts[EXQ_PAIRED_FELL];
        if (rose > people || fell > people - rose || (!listed && rose + fell > 0))
            return false;
    }
    return true;
}

static exq_status load_paired(const exq_loading *load, const exq_json *from, const exq_list_shape *shape,
                              const char *key, bool listed, exq_list_part *part)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, from, key, EXQ_JSON_ARRAY, &array));
    EXQ_TRY(exq_paired_part_init(part, shape, load->error));
    if (exq_json_size(array) != part->count)
        return exq_load_refuse(load, "it has not the tables of sums that it should have");
    size_t g = 0;
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item), g++) {
        const char *rows = NULL;
        EXQ_TRY(load_rows_of(load, item, exq_paired_grid_name(g), &rows));
        EXQ_TRY(parse_grid(load, rows, shape->cells, exq_paired_grid_name(g), &part->grids[g]));
        if (g >= EXQ_PAIRED_MEASURES && !can_be_paired(&part->grids[g], listed))
            return exq_load_refuse(load, "more people are better or worse off than there are");
    }
    return EXQ_OK;
}

static exq_status load_versions(const exq_loading *load, exq_list_tally *lists, const numbering *reasons,
                                const exq_list_shape *shape)
{
    static const char *const known[] = {"listed",           "emptied",        "paired_listed",
                                        "paired_reference", "paired_emptied", NULL};
    const exq_json *from = NULL;
    exq_list_sums *other = &lists->versions.other, *paired = &lists->versions.paired;
    EXQ_TRY(exq_load_member(load, load->root, "versions", EXQ_JSON_OBJECT, &from));
    EXQ_TRY(exq_load_only(load, from, known));
    EXQ_TRY(load_part(load, from, reasons, shape, "listed", &other->listed));
    EXQ_TRY(load_part(load, from, reasons, shape, "emptied", &other->emptied));
    EXQ_TRY(load_paired(load, from, shape, "paired_listed", true, &paired->listed));
    EXQ_TRY(load_paired(load, from, shape, "paired_reference", false, &paired->reference));
    EXQ_TRY(load_paired(load, from, shape, "paired_emptied", false, &paired->emptied));
    lists->versions.there = true;
    EXQ_TRY(check_emptied(load, &lists->sums.reference, &other->emptied, exq_list_part_init, shape));
    return check_emptied(load, &paired->reference, &paired->emptied, exq_paired_part_init, shape);
}

exq_status exq_lists_load_sums(const exq_loading *load, exq_list_tally *lists)
{
    numbering reasons = {.count = 0};
    exq_list_shape shape = exq_list_shape_of(&lists->facts, &lists->frame);
    EXQ_TRY(load_reasons(load, &reasons));
    EXQ_TRY(check_events(load));
    EXQ_TRY(load_part(load, load->root, &reasons, &shape, "listed", &lists->sums.listed));
    EXQ_TRY(load_part(load, load->root, &reasons, &shape, "reference", &lists->sums.reference));
    EXQ_TRY(load_part(load, load->root, &reasons, &shape, "emptied", &lists->sums.emptied));
    EXQ_TRY(check_emptied(load, &lists->sums.reference, &lists->sums.emptied, exq_list_part_init, &shape));
    return exq_json_get(load->root, "versions") == NULL ? EXQ_OK : load_versions(load, lists, &reasons, &shape);
}
