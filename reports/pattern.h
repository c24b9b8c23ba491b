/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling the patterns of sentences.def and rate_words.def: each {place} is replaced by the text prepared for it, or by
 * one of the reader's words. What is put in is never looked at again, so a label that looks like a place stays a label.
 */
#ifndef EXQ_PATTERN_H
#define EXQ_PATTERN_H

#include "sentences.h"

typedef enum exq_sentence {
#define SENTENCE(id, pattern) EXQ_SENTENCE_##id,
#define SENTENCE_IN(id, context, pattern) EXQ_SENTENCE_##id,
#define SENTENCES(id, one, many) EXQ_SENTENCE_##id,
#include "sentences.def"
#include "sentences_lists.def"
#include "sentences_versions.def"
#include "sentences_dashboard.def"
#include "sentences_page.def"
#include "sentences_scores.def"
#undef SENTENCE
#undef SENTENCE_IN
#undef SENTENCES
} exq_sentence;

/* The pattern in the voice's language, not filled. */
const char *exq_pattern(const exq_voice *voice, exq_sentence sentence);

/* The texts for the places of one pattern. Made empty ({0}), filled through exq_place, emptied by exq_fill. */
enum { EXQ_MOST_PLACES = 8 };
typedef struct exq_places {
    const char *names[EXQ_MOST_PLACES];
    exq_buffer texts[EXQ_MOST_PLACES];
    size_t count;
} exq_places;

/* The text of the place `name`, to append to. */
exq_buffer *exq_place(exq_places *places, const char *name);

/* Append the pattern in the voice's language with its places filled, and free the texts. `places` may be NULL when only
 * words occur. */
void exq_fill(const exq_voice *voice, exq_buffer *out, const char *pattern, exq_places *places);
void exq_fill_sentence(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, exq_places *places);
/* The same of a sentence that speaks of so many. */
void exq_fill_counted(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, exq_count count,
                      exq_places *places);

/* `text` becomes both, as the sentence with {one} and {other} joins them, or the one that is not empty; `part` is emptied. */
void exq_say_joined(const exq_voice *voice, exq_buffer *text, exq_sentence join, exq_buffer *part);

/* The text from `start` on opens a sentence. */
void exq_capitalise(exq_buffer *out, size_t start);

/* "one, two and three": made empty ({voice}), each item appended to what exq_list_item gives, ended by exq_list_end. */
typedef struct exq_list {
    const exq_voice *voice;
    exq_buffer text;
    exq_buffer item;
    bool last;
} exq_list;

exq_buffer *exq_list_item(exq_list *list, bool last);
void exq_list_end(exq_list *list, exq_buffer *out);

/* The words and the sentences particular to a rate, or to a measure by its name before "@". */
typedef struct exq_rate_words {
    const char *rate;
    const char *counts;   /* what it counts */
    const char *compared; /* the comparison of a group with its reference */
    const char *equal;    /* what would make it equal; NULL: nothing that was decided */
    bool of_people;       /* so many of every 100 people */
} exq_rate_words;

/* Never NULL: a rate without words of its own is spoken of by its id. */
const exq_rate_words *exq_words_of_rate(const char *rate);
/* The places of a list that count: "10" of "hit@10"; nothing of a rate. */
void exq_say_cutoff(exq_buffer *out, const char *rate);

#endif
