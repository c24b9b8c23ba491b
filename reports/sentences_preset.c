/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Presets in words.
 */
#include <string.h>

#include "pattern.h"
#include "sentences_check.h"
#include "text.h"

static void put(exq_places *places, const char *name, const char *text)
{
    exq_text_visible(exq_place(places, name), text, strlen(text));
}

void exq_say_preset(const exq_voice *voice, exq_buffer *out, const exq_doc_preset *preset)
{
    exq_places places = {0};
    put(&places, "preset", preset->id);
    put(&places, "status", preset->status);
    put(&places, "law", preset->law_as_of);
    put(&places, "review", preset->review_by);
    exq_fill_sentence(voice, out, preset->overdue ? EXQ_SENTENCE_PRESET_OVERDUE : EXQ_SENTENCE_PRESET, &places);
    if (preset->pass_mark)
        return;
    exq_places limit = {0};
    exq_buffer_char(out, ' ');
    put(&limit, "preset", preset->id);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_PRESET_NO_LIMIT, &limit);
}
