/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies what a policy tells of itself, and looks at the calendar for presets that nobody has read again.
 */
#include "describe_policy.h"

#include "waive.h"

static bool is_overdue(const exq_request *request, const char *review_by)
{
    int64_t day, review;
    if (request->as_of == NULL || !exq_day_number(request->as_of, &day))
        if (request->today == NULL || !exq_day_number(request->today, &day))
            return false;
    return exq_day_number(review_by, &review) && day > review;
}

static bool copy_presets(const exq_request *request, exq_document *document, exq_arena *arena)
{
    const exq_policy_told *told = request->told;
    exq_doc_preset *presets = EXQ_NEW(arena, exq_doc_preset, told->preset_count);
    if (presets == NULL)
        return false;
    for (size_t i = 0; i < told->preset_count; i++) {
        const exq_preset_told *preset = &told->presets[i];
        const char **sources = EXQ_NEW(arena, const char *, preset->source_count);
        if (sources == NULL)
            return false;
        for (size_t s = 0; s < preset->source_count; s++)
            sources[s] = exq_arena_string(arena, preset->sources[s]);
        presets[i] = (exq_doc_preset){exq_arena_string(arena, preset->id),
                                      exq_arena_string(arena, preset->status),
                                      exq_arena_string(arena, preset->law_as_of),
                                      exq_arena_string(arena, preset->review_by),
                                      exq_arena_string(arena, preset->wording),
                                      sources,
                                      preset->source_count,
                                      preset->has_limit,
                                      is_overdue(request, preset->review_by)};
        if (presets[i].wording == NULL)
            return false;
    }
    document->presets = presets;
    document->preset_count = told->preset_count;
    return true;
}

static bool copy_answers(const exq_policy_told *told, exq_document *document, exq_arena *arena)
{
    exq_doc_answer *answers = EXQ_NEW(arena, exq_doc_answer, told->ethics_count);
    if (answers == NULL)
        return false;
    for (size_t i = 0; i < told->ethics_count; i++) {
        const exq_ethics_answer *said = &told->ethics[i];
        answers[i] = (exq_doc_answer){exq_arena_string(arena, said->question), exq_arena_string(arena, said->answer),
                                      exq_arena_string(arena, said->reason), exq_arena_string(arena, said->by),
                                      exq_arena_string(arena, said->on)};
        if (answers[i].question == NULL)
            return false;
    }
    document->ethics = answers;
    document->ethics_count = told->ethics_count;
    return true;
}

bool exq_describe_policy(const exq_request *request, exq_document *document, exq_arena *arena)
{
    const exq_policy_told *told = request->told;
    if (told == NULL)
        return true;
    document->about = (exq_doc_about){exq_arena_string(arena, told->name), exq_arena_string(arena, told->owner),
                                      exq_arena_string(arena, told->purpose)};
    return copy_presets(request, document, arena) && copy_answers(told, document, arena);
}
