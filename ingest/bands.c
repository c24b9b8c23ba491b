/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting numbers into bands.
 */
#include "bands.h"
#include "against.h"

#include <string.h>

#include "number.h"

static const exq_banding *find(const exq_request *request, const char *column)
{
    for (size_t i = 0; i < request->band_count; i++)
        if (strcmp(request->bands[i].name, column) == 0)
            return &request->bands[i];
    return NULL;
}

static exq_status check_cuts(const exq_banding *band, exq_error *error)
{
    if (band->cut_count == 0)
        return exq_fail(error, EXQ_USAGE, "band %s has no cut. Give it one number at least.", band->name);
    for (size_t i = 0; i < band->cut_count; i++) {
        const char *cut = band->cuts[i], *before = band->cuts[i > 0 ? i - 1 : 0];
        int sign = 1;
        double number;
        if (!exq_number_parse(cut, strlen(cut), &number))
            return exq_fail(error, EXQ_USAGE, "the cut %s of %s is no number in digits, such as 18 or 0.5.", cut, band->name);
        if (i > 0 && (!exq_number_compare(cut, strlen(cut), before, strlen(before), &sign) || sign <= 0))
            return exq_fail(error, EXQ_USAGE, "the cuts of %s do not rise: %s stands behind %s. Put them in order.",
                            band->name, cut, before);
    }
    return EXQ_OK;
}

exq_status exq_bands_check(const exq_request *request, exq_error *error)
{
    for (size_t i = 0; i < request->band_count; i++) {
        EXQ_TRY(check_cuts(&request->bands[i], error));
        if (find(request, request->bands[i].name) != &request->bands[i])
            return exq_fail(error, EXQ_USAGE, "two bands are called %s. Give each a name of its own.",
                            request->bands[i].name);
    }
    return EXQ_OK;
}

const char *exq_band_source(const exq_request *request, const char *column)
{
    if (exq_is_against(column))
        return column + strlen(EXQ_AGAINST_COLUMN);
    const exq_banding *band = find(request, column);
    return band != NULL ? band->from : column;
}

/* "<18", "18..<35", ">=35": the same in every language. */
static const char *name_band(const exq_banding *band, size_t index, exq_arena *arena)
{
    if (index == 0)
        return exq_arena_format(arena, "<%s", band->cuts[0]);
    if (index == band->cut_count)
        return exq_arena_format(arena, ">=%s", band->cuts[index - 1]);
    return exq_arena_format(arena, "%s..<%s", band->cuts[index - 1], band->cuts[index]);
}

exq_status exq_cut_make(const exq_request *request, const char *column, exq_arena *arena, exq_cut *out, exq_error *error)
{
    if (exq_is_against(column))
        return exq_against_make(request, out, error);
    *out = (exq_cut){.band = find(request, column)};
    if (out->band == NULL)
        return EXQ_OK;
    exq_field *levels = EXQ_NEW(arena, exq_field, out->band->cut_count + 1);
    if (levels == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i <= out->band->cut_count; i++) {
        levels[i].bytes = name_band(out->band, i, arena);
        if (levels[i].bytes == NULL)
            return exq_fail_memory(error);
        levels[i].length = strlen(levels[i].bytes);
    }
    out->levels = levels;
    return EXQ_OK;
}

bool exq_cut_at(const exq_cut *cut, const exq_field *value, exq_field *level)
{
    *level = *value;
    if (cut->against != NULL)
        return exq_against_at(cut, value, level);
    if (cut->levels == NULL || value->length == 0)
        return true;
    size_t index = 0;
    for (; index < cut->band->cut_count; index++) {
        const char *at = cut->band->cuts[index];
        int sign = 0;
        if (!exq_number_compare(value->bytes, value->length, at, strlen(at), &sign))
            return false;
        if (sign < 0)
            break;
    }
    *level = cut->levels[index];
    return true;
}
