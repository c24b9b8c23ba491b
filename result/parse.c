/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A saved result becomes a result again: its bytes are read, and its indices are checked once, so that no renderer has to.
 */
#include "fields.h"
#include "result.h"

static exq_status out_of_range(const char *name, const char *list, size_t index, exq_error *error)
{
    return exq_fail(error, EXQ_MALFORMED,
                    "%s: %s[%zu]: it points to something that is not there. Give a result as exaequo wrote it.", name,
                    list, index);
}

static bool is_index(exq_count index, size_t count)
{
    return index >= 0 && (uint64_t)index < count;
}

static exq_status check_findings(const exq_document *document, const char *name, exq_error *error)
{
    for (size_t i = 0; i < document->finding_count; i++) {
        const exq_doc_finding *finding = &document->findings[i];
        if (!is_index(finding->question, document->question_count) ||
            !is_index(finding->disparity, document->questions[finding->question].disparity_count))
            return out_of_range(name, "findings", i, error);
    }
    return EXQ_OK;
}

static exq_status check_series(const exq_document *document, const char *name, exq_error *error)
{
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t i = 0; i < question->series_count; i++) {
            for (size_t point = 0; point < question->series[i].count; point++) {
                if (!is_index(question->series[i].group[point], question->group_count))
                    return out_of_range(name, "series of questions", q, error);
            }
        }
    }
    return EXQ_OK;
}

static bool is_index_or_none(exq_count index, size_t count)
{
    return index == -1 || is_index(index, count);
}

static exq_status check_curves(const exq_document *document, const char *name, exq_error *error)
{
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        for (size_t i = 0; i < question->curve_count; i++) {
            const exq_doc_curve *curve = &question->curves[i];
            if (!is_index_or_none(curve->group, question->group_count) ||
                !is_index_or_none(curve->operating, curve->count))
                return out_of_range(name, "curves of questions", q, error);
        }
    }
    return EXQ_OK;
}

static exq_status build(const char *bytes, size_t length, const char *name, exq_arena *arena, exq_document *out,
                        exq_error *error)
{
    exq_json *json = NULL;
    EXQ_TRY(exq_json_parse(bytes, length, name, &json, error));
    exq_status status = exq_document_read(json, name, arena, out, error);
    exq_json_free(json);
    EXQ_TRY(status);
    EXQ_TRY(check_findings(out, name, error));
    EXQ_TRY(check_series(out, name, error));
    return check_curves(out, name, error);
}

exq_status exq_result_parse(const char *bytes, size_t length, const char *name, exq_result **out, exq_error *error)
{
    exq_document document;
    exq_arena *arena = exq_arena_new();
    if (arena == NULL)
        return exq_fail_memory(error);
    exq_status status = build(bytes, length, name, arena, &document, error);
    if (status != EXQ_OK) {
        exq_arena_free(arena);
        return status;
    }
    *out = exq_result_new(arena, &document);
    return *out == NULL ? exq_fail_memory(error) : EXQ_OK;
}
