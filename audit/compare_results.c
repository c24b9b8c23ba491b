/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two results about different people as one: the later one, with what changed since the earlier.
 */
#include "changes.h"
#include "comparable.h"
#include "fields.h"
#include "result.h"

/* A result of its own, in `arena`: the way a result is written is also the way it is copied. */
static exq_status copy_document(const exq_result *from, const char *name, exq_arena *arena, exq_document *out,
                                exq_error *error)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_json *json = NULL;
    exq_status status = exq_result_write(from, &text, error);
    if (status == EXQ_OK)
        status = exq_json_parse(text.bytes, text.length, name, &json, error);
    if (status == EXQ_OK)
        status = exq_document_read(json, name, arena, out, error);
    exq_json_free(json);
    exq_buffer_free(&text);
    return status;
}

static exq_status compare_in(const exq_result *baseline, const char *baseline_name, const exq_result *candidate,
                             const char *candidate_name, exq_arena *arena, exq_document *out, exq_error *error)
{
    exq_document before;
    EXQ_TRY(exq_comparable_check(exq_result_document(baseline), baseline_name, exq_result_document(candidate),
                                 candidate_name, arena, error));
    EXQ_TRY(copy_document(baseline, baseline_name, arena, &before, error));
    EXQ_TRY(copy_document(candidate, candidate_name, arena, out, error));
    if (!exq_changes_between(&before, baseline_name, out, candidate_name, arena, &out->versions))
        return exq_fail_memory(error);
    out->has_versions = true;
    out->versions.digest = exq_comparable_digest(out, arena);
    return out->versions.digest != NULL ? EXQ_OK : exq_fail_memory(error);
}

exq_status exq_compare(const exq_result *baseline, const char *baseline_name, const exq_result *candidate,
                       const char *candidate_name, exq_result **out, exq_error *error)
{
    *out = NULL;
    exq_arena *arena = exq_arena_new();
    exq_document document;
    exq_status status = arena != NULL
                            ? compare_in(baseline, baseline_name, candidate, candidate_name, arena, &document, error)
                            : exq_fail_memory(error);
    if (status != EXQ_OK) {
        exq_arena_free(arena);
        return status;
    }
    *out = exq_result_new(arena, &document);
    return *out != NULL ? EXQ_OK : exq_fail_memory(error);
}
