/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two tables of patterns, and the filling of their places.
 */
#include "pattern.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *context;
    const char *one, *many; /* many: NULL where it does not matter how many */
} patterns[] = {
#define SENTENCE(id, pattern) [EXQ_SENTENCE_##id] = {NULL, pattern, NULL},
#define SENTENCE_IN(id, context, pattern) [EXQ_SENTENCE_##id] = {context, pattern, NULL},
#define SENTENCES(id, one, many) [EXQ_SENTENCE_##id] = {NULL, one, many},
#include "sentences.def"
#include "sentences_lists.def"
#include "sentences_versions.def"
#include "sentences_dashboard.def"
#include "sentences_page.def"
#include "sentences_scores.def"
#undef SENTENCE
#undef SENTENCE_IN
#undef SENTENCES
};

static const exq_rate_words rate_words[] = {
#define RATE_WORDS(rate, counts, compared, equal) {#rate, counts, compared, equal, true},
#include "rate_words.def"
#undef RATE_WORDS
};

static const exq_rate_words measure_words[] = {
#define MEASURE_WORDS(name, of_people, counts, compared) {name, counts, compared, NULL, of_people},
#include "measure_words.def"
#undef MEASURE_WORDS
};

static const exq_rate_words other_rate = {NULL, "{rate}", "The {rate} of {group} is {that_of} {reference}{counts}.",
                                          NULL, false};

static bool is_name(const char *name, const char *bytes, size_t length)
{
    return strlen(name) == length && memcmp(name, bytes, length) == 0;
}

const exq_rate_words *exq_words_of_rate(const char *rate)
{
    for (size_t i = 0; i < sizeof rate_words / sizeof rate_words[0]; i++) {
        if (strcmp(rate_words[i].rate, rate) == 0)
            return &rate_words[i];
    }
    size_t name = strcspn(rate, "@");
    for (size_t i = 0; i < sizeof measure_words / sizeof measure_words[0]; i++) {
        if (is_name(measure_words[i].rate, rate, name))
            return &measure_words[i];
    }
    return &other_rate;
}

void exq_say_cutoff(exq_buffer *out, const char *rate)
{
    const char *at = strchr(rate, '@');
    if (at != NULL)
        exq_buffer_append(out, at + 1, strspn(at + 1, "0123456789"));
}

exq_buffer *exq_place(exq_places *places, const char *name)
{
    assert(places->count < EXQ_MOST_PLACES);
    places->names[places->count] = name;
    return &places->texts[places->count++];
}

/* A small letter of ASCII or Latin-1 at `start` becomes a capital. */
void exq_capitalise(exq_buffer *out, size_t start)
{
    if (out->failed || out->length <= start)
        return;
    unsigned char *first = (unsigned char *)out->bytes + start;
    if (*first >= 'a' && *first <= 'z')
        *first = (unsigned char)(*first - 0x20);
    else if (*first == 0xc3 && first[1] >= 0xa0 && first[1] <= 0xbe && first[1] != 0xb7)
        first[1] = (unsigned char)(first[1] - 0x20);
}

/* Words of the reader under the name of their place; with a capital they open a sentence. */
static void fill_word(const exq_voice *voice, exq_buffer *out, const char *name, size_t length)
{
    static const struct {
        const char *name;
        exq_word_key key;
    } words[] = {
        {"people",   EXQ_WORD_PEOPLE  },
        {"selected", EXQ_WORD_SELECTED},
        {"rejected", EXQ_WORD_REJECTED},
        {"positive", EXQ_WORD_POSITIVE},
        {"negative", EXQ_WORD_NEGATIVE},
        {"items",    EXQ_WORD_ITEMS   },
        {"found",    EXQ_WORD_FOUND   },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_name(words[i].name, name, length)) {
            exq_say_word(voice, out, words[i].key);
            return;
        }
    }
    assert(is_name("People", name, length) || is_name("Items", name, length));
    size_t start = out->length;
    exq_say_word(voice, out, name[0] == 'P' ? EXQ_WORD_PEOPLE : EXQ_WORD_ITEMS);
    exq_capitalise(out, start);
}

static void fill_place(const exq_voice *voice, exq_buffer *out, const char *name, size_t length,
                       const exq_places *places)
{
    for (size_t i = 0; places != NULL && i < places->count; i++) {
        if (is_name(places->names[i], name, length)) {
            if (places->texts[i].length > 0)
                exq_buffer_append(out, places->texts[i].bytes, places->texts[i].length);
            out->failed = out->failed || places->texts[i].failed;
            return;
        }
    }
    fill_word(voice, out, name, length);
}

static void fill(const exq_voice *voice, exq_buffer *out, const char *pattern, exq_places *places)
{
    for (const char *at = pattern; *at != '\0';) {
        size_t plain = strcspn(at, "{");
        exq_buffer_append(out, at, plain);
        at += plain;
        if (*at == '{') {
            size_t name = strcspn(at + 1, "}");
            fill_place(voice, out, at + 1, name, places);
            at += name + 2;
        }
    }
    if (places == NULL)
        return;
    for (size_t i = 0; i < places->count; i++)
        exq_buffer_free(&places->texts[i]);
    places->count = 0;
}

void exq_fill(const exq_voice *voice, exq_buffer *out, const char *pattern, exq_places *places)
{
    fill(voice, out, exq_translate(voice->language, NULL, pattern), places);
}

const char *exq_pattern(const exq_voice *voice, exq_sentence sentence)
{
    assert(patterns[sentence].many == NULL);
    return exq_translate(voice->language, patterns[sentence].context, patterns[sentence].one);
}

void exq_fill_sentence(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, exq_places *places)
{
    fill(voice, out, exq_pattern(voice, sentence), places);
}

void exq_fill_counted(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, exq_count count,
                      exq_places *places)
{
    assert(patterns[sentence].many != NULL);
    fill(voice, out, exq_translate_counted(voice->language, patterns[sentence].one, patterns[sentence].many, count),
         places);
}

void exq_say_joined(const exq_voice *voice, exq_buffer *text, exq_sentence join, exq_buffer *part)
{
    bool failed = text->failed || part->failed;
    if (text->length == 0 || part->length == 0) {
        exq_buffer *empty = text->length == 0 ? text : part;
        exq_buffer_free(empty);
        *text = text->length == 0 ? *part : *text;
    } else {
        exq_buffer joined = EXQ_BUFFER_INIT;
        exq_places places = {0};
        *exq_place(&places, "one") = *text;
        *exq_place(&places, "other") = *part;
        exq_fill_sentence(voice, &joined, join, &places);
        *text = joined;
    }
    text->failed = text->failed || failed;
    *part = (exq_buffer)EXQ_BUFFER_INIT;
}

/* Put the item that was being written behind the others. */
static void take_item(exq_list *list)
{
    exq_say_joined(list->voice, &list->text, list->last ? EXQ_SENTENCE_AND : EXQ_SENTENCE_COMMA, &list->item);
}

exq_buffer *exq_list_item(exq_list *list, bool last)
{
    take_item(list);
    list->last = last;
    return &list->item;
}

void exq_list_end(exq_list *list, exq_buffer *out)
{
    take_item(list);
    if (list->text.length > 0)
        exq_buffer_append(out, list->text.bytes, list->text.length);
    out->failed = out->failed || list->text.failed || list->item.failed;
    exq_buffer_free(&list->text);
    exq_buffer_free(&list->item);
}
