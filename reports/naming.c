/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What things are called: the reader's words, groups in tables and in sentences, groupings, rates. A label is kept as it
 * stands in the data. It is used as an adjective ("Asian defendants") only when the reader gave words and it reads as
 * one; "no defendants" or "less than 25 defendants" would say something else, so such labels stand in quotation marks.
 */
#include <string.h>

#include "look.h"
#include "made_names.h"
#include "pattern.h"
#include "shorten.h"
#include "text.h"

/* A longer label is cut in sentences; tables show it as far as they can. */
enum { MOST_COLUMNS_IN_SENTENCE = 48 };

/* The key behind the tag of the language; NULL: it has another's, or none. */
static const char *own_key(const exq_language *language, const char *key)
{
    const size_t length = strcspn(key, ":");
    const bool own = key[length] == ':' && strlen(language->tag) == length && strncmp(key, language->tag, length) == 0;
    return own ? key + length + 1 : NULL;
}

const char *exq_word_key_in(const exq_voice *voice, const char *key)
{
    if (strchr(key, ':') == NULL)
        return voice->own_alone ? NULL : key;
    return own_key(voice->language, key);
}

static bool has_own_words(const exq_document *document, const exq_language *language)
{
    for (size_t i = 0; i < document->conventions.word_count; i++)
        if (own_key(language, document->conventions.words[i].key) != NULL)
            return true;
    return false;
}

static exq_voice voice_of(const exq_document *document, const exq_language *language, bool own_alone)
{
    exq_voice voice = {.document = document, .language = language, .own_alone = own_alone};
    const struct {
        const char *key;
        const char **word;
    } keys[] = {
        {"people",   &voice.people  },
        {"selected", &voice.selected},
        {"rejected", &voice.rejected},
        {"positive", &voice.positive},
        {"negative", &voice.negative},
        {"items",    &voice.items   },
        {"found",    &voice.found   },
    };
    for (size_t i = 0; i < document->conventions.word_count; i++) {
        const exq_doc_word *word = &document->conventions.words[i];
        const char *key = exq_word_key_in(&voice, word->key);
        voice.plain_labels = voice.plain_labels || key != NULL;
        for (size_t k = 0; key != NULL && k < sizeof keys / sizeof keys[0]; k++)
            if (strcmp(keys[k].key, key) == 0)
                *keys[k].word = word->text;
    }
    return voice;
}

exq_voice exq_voice_of(const exq_document *document, const exq_language *language)
{
    return voice_of(document, language, has_own_words(document, language));
}

exq_voice exq_voice_among(const exq_document *document, const exq_language *language, const exq_page_link *pages,
                          size_t page_count)
{
    const bool later = page_count > 0 && exq_language_of(pages[0].language) != language;
    return voice_of(document, language, later || has_own_words(document, language));
}

static void append_visible(exq_buffer *out, const char *text)
{
    exq_text_visible(out, text, strlen(text));
}

static void say_word(const exq_voice *voice, exq_buffer *out, const char *given, exq_sentence otherwise)
{
    if (given != NULL)
        append_visible(out, given);
    else
        exq_fill_sentence(voice, out, otherwise, NULL);
}

void exq_say_word(const exq_voice *voice, exq_buffer *out, exq_word_key key)
{
    switch (key) {
    case EXQ_WORD_PEOPLE:
        say_word(voice, out, voice->people, EXQ_SENTENCE_PEOPLE);
        break;
    case EXQ_WORD_SELECTED:
        say_word(voice, out, voice->selected, EXQ_SENTENCE_SELECTED);
        break;
    case EXQ_WORD_REJECTED:
        say_word(voice, out, voice->rejected,
                 voice->selected != NULL ? EXQ_SENTENCE_REJECTED_OF_SELECTED : EXQ_SENTENCE_REJECTED);
        break;
    case EXQ_WORD_POSITIVE:
        say_word(voice, out, voice->positive, EXQ_SENTENCE_POSITIVE);
        break;
    case EXQ_WORD_NEGATIVE:
        say_word(voice, out, voice->negative,
                 voice->positive != NULL ? EXQ_SENTENCE_NEGATIVE_OF_POSITIVE : EXQ_SENTENCE_NEGATIVE);
        break;
    case EXQ_WORD_ITEMS:
        say_word(voice, out, voice->items, EXQ_SENTENCE_ITEMS);
        break;
    case EXQ_WORD_FOUND:
        say_word(voice, out, voice->found, EXQ_SENTENCE_FOUND);
        break;
    }
}

/* ---------------------------------------------------------------------------------------------- in tables */

static void say_level_label(const exq_voice *voice, exq_buffer *out, const exq_doc_level *level)
{
    if (level->level == NULL) {
        exq_places places = {0};
        exq_say_column_name(voice, exq_place(&places, "column"), level->column);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LABEL_MISSING, &places);
    } else if (level->level[0] == '\0') {
        exq_buffer_string(out, "“”");
    } else {
        exq_say_level_name(voice, out, level);
    }
}

void exq_say_label(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels)
{
    if (levels->count == 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LABEL_EVERYONE, NULL);
    for (size_t i = 0; i < levels->count; i++) {
        if (i > 0)
            exq_buffer_string(out, ", ");
        say_level_label(voice, out, &levels->items[i]);
    }
}

void exq_say_reference_label(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    if (disparity->reference.count > 0)
        exq_say_label(voice, out, &disparity->reference);
    else if (disparity->reference_is != NULL && strcmp(disparity->reference_is, "rest") == 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_REFERENCE_LABEL_REST, NULL);
    else
        exq_fill_sentence(voice, out, EXQ_SENTENCE_REFERENCE_LABEL_OVERALL, NULL);
}

/* ------------------------------------------------------------------------------------------- in sentences */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Words that before "people" speak of how many there are, or of whoever is left, not of who they are. */
static bool is_quantity(const char *label)
{
    static const char *const quantities[] = {"no",   "not",  "none", "yes",   "all",   "any",    "some",
                                             "more", "less", "true", "false", "other", "others", "unknown"};
    for (size_t i = 0; i < sizeof quantities / sizeof quantities[0]; i++) {
        size_t length = strlen(quantities[i]);
        size_t same = 0;
        while (same < length && (label[same] | 0x20) == quantities[i][same])
            same++;
        if (same == length && !is_letter(label[same]))
            return true;
    }
    return false;
}

/* Out of memory the answer means nothing, and `out`, where it would show, fails. */
static bool reads_as_adjective(const char *label, exq_buffer *out)
{
    if (label == NULL || !is_letter(label[0]) || is_quantity(label))
        return false;
    size_t length = strlen(label);
    for (size_t i = 0; i < length; i++) {
        if (!is_letter(label[i]) && strchr(" -'", label[i]) == NULL)
            return false;
    }
    exq_buffer visible = EXQ_BUFFER_INIT;
    exq_text_visible(&visible, label, length);
    bool same = visible.length == length && exq_text_width(label, length) <= MOST_COLUMNS_IN_SENTENCE;
    out->failed = out->failed || visible.failed;
    exq_buffer_free(&visible);
    return same;
}

static bool all_plain(const exq_voice *voice, const exq_doc_levels *levels, exq_buffer *out)
{
    for (size_t i = 0; i < levels->count; i++) {
        if (!voice->plain_labels || !reads_as_adjective(levels->items[i].level, out))
            return false;
    }
    return true;
}

/* Append a name, cut where it is too long for a sentence, and free it. */
static void take_short(exq_buffer *out, exq_buffer *name)
{
    if (name->length > 0)
        exq_shorten(out, name->bytes, name->length, MOST_COLUMNS_IN_SENTENCE);
    out->failed = out->failed || name->failed;
    exq_buffer_free(name);
}

static void append_short(exq_buffer *out, const char *text)
{
    exq_buffer visible = EXQ_BUFFER_INIT;
    append_visible(&visible, text);
    take_short(out, &visible);
}

static void append_column(const exq_voice *voice, exq_buffer *out, const char *column)
{
    exq_buffer name = EXQ_BUFFER_INIT;
    exq_say_column_name(voice, &name, column);
    take_short(out, &name);
}

static void append_level(const exq_voice *voice, exq_buffer *out, const exq_doc_level *level)
{
    exq_buffer name = EXQ_BUFFER_INIT;
    exq_say_level_name(voice, &name, level);
    take_short(out, &name);
}

/* `sex “Female” and race “Asian”` */
static void say_with_list(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels)
{
    exq_list list = {.voice = voice};
    for (size_t i = 0; i < levels->count; i++) {
        const exq_doc_level *level = &levels->items[i];
        exq_places places = {0};
        append_column(voice, exq_place(&places, "column"), level->column);
        if (level->level != NULL)
            append_level(voice, exq_place(&places, "level"), level);
        exq_fill_sentence(voice, exq_list_item(&list, i + 1 == levels->count),
                          level->level != NULL ? EXQ_SENTENCE_WITH_LEVEL : EXQ_SENTENCE_WITH_NO_LEVEL, &places);
    }
    exq_list_end(&list, out);
}

static void say_group(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels, exq_sentence plain,
                      exq_sentence with)
{
    exq_places places = {0};
    if (levels->count == 0) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_GROUP_EVERYONE, NULL);
    } else if (all_plain(voice, levels, out)) {
        exq_say_label(voice, exq_place(&places, "label"), levels);
        exq_fill_sentence(voice, out, plain, &places);
    } else {
        say_with_list(voice, exq_place(&places, "list"), levels);
        exq_fill_sentence(voice, out, with, &places);
    }
}

void exq_say_group(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels)
{
    say_group(voice, out, levels, EXQ_SENTENCE_GROUP_PLAIN, EXQ_SENTENCE_GROUP_WITH);
}

void exq_say_group_opening(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels)
{
    size_t start = out->length;
    say_group(voice, out, levels, EXQ_SENTENCE_GROUP_PLAIN_OPENING, EXQ_SENTENCE_GROUP_WITH_OPENING);
    exq_capitalise(out, start);
}

void exq_say_reference(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    const exq_doc_levels *levels = &disparity->reference;
    exq_places places = {0};
    if (levels->count == 0) {
        bool rest = disparity->reference_is != NULL && strcmp(disparity->reference_is, "rest") == 0;
        exq_fill_sentence(voice, out, rest ? EXQ_SENTENCE_REFERENCE_REST : EXQ_SENTENCE_REFERENCE_OVERALL, NULL);
    } else if (all_plain(voice, levels, out)) {
        exq_say_label(voice, exq_place(&places, "label"), levels);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_REFERENCE_PLAIN, &places);
    } else {
        say_with_list(voice, exq_place(&places, "list"), levels);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_REFERENCE_WITH, &places);
    }
}

void exq_say_items(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels, bool opening)
{
    exq_places places = {0};
    size_t start = out->length;
    say_with_list(voice, exq_place(&places, "list"), levels);
    exq_fill_sentence(voice, out, opening ? EXQ_SENTENCE_ITEMS_WITH_OPENING : EXQ_SENTENCE_ITEMS_WITH, &places);
    if (opening)
        exq_capitalise(out, start);
}

void exq_say_items_reference(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    exq_places places = {0};
    if (disparity->reference.count > 0) {
        say_with_list(voice, exq_place(&places, "list"), &disparity->reference);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_REFERENCE_ITEMS_WITH, &places);
    } else {
        const bool rest = disparity->reference_is != NULL && strcmp(disparity->reference_is, "rest") == 0;
        exq_fill_sentence(voice, out, rest ? EXQ_SENTENCE_ITEMS_REST : EXQ_SENTENCE_ITEMS_TOGETHER, NULL);
    }
}

void exq_say_at_the_rate(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity)
{
    exq_places places = {0};
    if (disparity->reference.count > 0 && all_plain(voice, &disparity->reference, out)) {
        exq_say_label(voice, exq_place(&places, "label"), &disparity->reference);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_AT_THE_RATE_PLAIN, &places);
    } else {
        exq_say_reference(voice, exq_place(&places, "reference"), disparity);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_AT_THE_RATE, &places);
    }
}

/* --------------------------------------------------------------------------------------- groupings, rates */

void exq_say_columns(const exq_voice *voice, exq_buffer *out, const char *const *columns, size_t count)
{
    exq_list list = {.voice = voice};
    for (size_t i = 0; i < count; i++)
        append_column(voice, exq_list_item(&list, i + 1 == count), columns[i]);
    exq_list_end(&list, out);
    if (count == 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_GROUPING_NONE, NULL);
}

void exq_say_grouping(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    if (question->class_name == NULL) {
        exq_say_columns(voice, out, question->by, question->by_count);
        return;
    }
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "grouping"), question->by, question->by_count);
    append_short(exq_place(&places, "class"), question->class_name);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_GROUPING_OF_CLASS, &places);
}

bool exq_is_of_people(const char *rate)
{
    return exq_words_of_rate(rate)->of_people;
}

void exq_say_rate(const exq_voice *voice, exq_buffer *out, const char *rate)
{
    exq_places places = {0};
    append_visible(exq_place(&places, "rate"), rate);
    exq_say_cutoff(exq_place(&places, "k"), rate);
    exq_fill(voice, out, exq_words_of_rate(rate)->counts, &places);
}
