/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waivers in words.
 */
#include <string.h>

#include "pattern.h"
#include "sentences_check.h"
#include "text.h"

static const struct {
    const char *state;
    exq_sentence sentence;
} states[] = {
    {"in_force",  EXQ_SENTENCE_WAIVER_IN_FORCE },
    {"ends_soon", EXQ_SENTENCE_WAIVER_ENDS_SOON},
    {"unused",    EXQ_SENTENCE_WAIVER_UNUSED   },
    {"expired",   EXQ_SENTENCE_WAIVER_EXPIRED  },
};

static void put(exq_places *places, const char *name, const char *text)
{
    exq_text_visible(exq_place(places, name), text, strlen(text));
}

void exq_say_waiver(const exq_voice *voice, exq_buffer *out, const exq_doc_waiver *waiver)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strcmp(states[i].state, waiver->state) != 0)
            continue;
        exq_places places = {0};
        put(&places, "waiver", waiver->id);
        put(&places, "check", waiver->check);
        put(&places, "day", waiver->expires);
        put(&places, "approver", waiver->approved_by);
        put(&places, "reason", waiver->reason);
        exq_fill_sentence(voice, out, states[i].sentence, &places);
    }
}
