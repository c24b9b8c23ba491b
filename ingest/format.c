/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telling formats: first by what the name of a file ends in, then by its first lines.
 */
#include "format.h"

#include <string.h>
#include <strings.h>

#include "header.h"

#define RATINGS "user_id item_id rating timestamp"
#define FILMS "item_id title release_date video_release_date imdb_url "
#define GENRES                                                                                                       \
    "unknown Action Adventure Animation Children's Comedy Crime Documentary Drama Fantasy Film-Noir Horror Musical " \
    "Mystery Romance Sci-Fi Thriller War Western"

static const exq_format csv = {"csv", &exq_lane_csv, '\0', true, false, NULL};
static const exq_format tsv = {"tsv", &exq_lane_plain, '\t', false, false, NULL};
static const exq_format trec = {"trec", &exq_lane_blanks, '\0', false, false, "user q0 item rank score tag"};
static const exq_format recbole = {"recbole", &exq_lane_plain, '\t', false, true, NULL};

/* Judgements, and the variant without the column nobody uses. */
static const exq_format qrels[] = {
    {"qrels", &exq_lane_blanks, '\0', false, false, "user iter item relevance"},
    {"qrels", &exq_lane_blanks, '\0', false, false, "user item relevance"     },
};

/* MovieLens before it had headers: of 100K with tabs and bars, of 1M and 10M with colons; told by their width. */
static const exq_format movielens[] = {
    {"movielens", &exq_lane_plain,  '\t', false, false, RATINGS                                 },
    {"movielens", &exq_lane_plain,  '|',  false, false, "user_id age gender occupation zip_code"},
    {"movielens", &exq_lane_plain,  '|',  false, false, FILMS GENRES                            },
    {"movielens", &exq_lane_colons, '\0', false, false, RATINGS                                 },
    {"movielens", &exq_lane_colons, '\0', false, false, "user_id gender age occupation zip_code"},
    {"movielens", &exq_lane_colons, '\0', false, false, "item_id title genres"                  },
};

/* Pairs of ids without a header: nobody calls columns by whole numbers. */
static const exq_format pairs[] = {
    {"tsv",    &exq_lane_plain,  '\t', false, false, "user item"          },
    {"tsv",    &exq_lane_plain,  '\t', false, false, "user item relevance"},
    {"tsv",    &exq_lane_plain,  '\t', false, false, RATINGS              },
    {"csv",    &exq_lane_csv,    ',',  true,  false, "user item"          },
    {"csv",    &exq_lane_csv,    ',',  true,  false, "user item relevance"},
    {"csv",    &exq_lane_csv,    ',',  true,  false, RATINGS              },
    {"blanks", &exq_lane_blanks, '\0', false, false, "user item"          },
    {"blanks", &exq_lane_blanks, '\0', false, false, "user item relevance"},
    {"blanks", &exq_lane_blanks, '\0', false, false, RATINGS              },
};

const char exq_format_names[] = "csv, movielens, qrels, recbole, trec, tsv";

/* ---------------------------------------------------------------------------------------------- first lines */

typedef struct piece {
    const char *bytes;
    size_t length;
} piece;

enum { MOST_WORDS = 32 };

typedef struct opening {
    const char *bytes;
    size_t length;
    piece words[MOST_WORDS];
    size_t count; /* of words; may be more than were kept */
} opening;

static bool first_line(const char *head, size_t length, opening *out)
{
    if (length >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
        head += 3;
        length -= 3;
    }
    const char *newline = memchr(head, '\n', length);
    *out = (opening){.bytes = head, .length = newline == NULL ? length : (size_t)(newline - head)};
    if (out->length > 0 && head[out->length - 1] == '\r')
        out->length--;
    return out->length > 0;
}

static void add_word(opening *line, const char *begin, const char *end)
{
    if (line->count < MOST_WORDS)
        line->words[line->count] = (piece){begin, (size_t)(end - begin)};
    line->count++;
}

/* Cut a line at a separator; `runs`: at any run of blanks and tabs. */
static void cut(opening *line, const char *separator, bool runs)
{
    size_t step = strlen(separator);
    const char *end = line->bytes + line->length;
    const char *begin = line->bytes;
    line->count = 0;
    for (const char *at = begin; at < end;) {
        bool here = runs ? *at == ' ' || *at == '\t' : (size_t)(end - at) >= step && memcmp(at, separator, step) == 0;
        if (here && (!runs || at > begin))
            add_word(line, begin, at);
        at += here ? step : 1;
        begin = here ? at : begin;
    }
    if (!runs || begin < end)
        add_word(line, begin, end);
}

static bool is_word(const piece *word, const char *text)
{
    return word->length == strlen(text) && strncasecmp(word->bytes, text, word->length) == 0;
}

static bool is_number(const piece *word)
{
    size_t digits = 0;
    for (size_t i = 0; i < word->length; i++) {
        if (word->bytes[i] < '0' || word->bytes[i] > '9')
            return false;
        digits++;
    }
    return digits > 0;
}

/* ------------------------------------------------------------------------------------------------ contents */

size_t exq_format_untyped(const char *name, bool *sequence)
{
    static const char *const types[] = {"token", "token_seq", "float", "float_seq"};
    const char *colon = strrchr(name, ':');
    *sequence = false;
    for (size_t i = 0; colon != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(colon + 1, types[i]) == 0) {
            *sequence = strcmp(types[i], "token_seq") == 0;
            return (size_t)(colon - name);
        }
    return strlen(name);
}

static bool is_typed(const piece *word)
{
    char name[256];
    bool sequence = false;
    if (word->length == 0 || word->length >= sizeof name)
        return false;
    memcpy(name, word->bytes, word->length);
    name[word->length] = '\0';
    return exq_format_untyped(name, &sequence) < word->length;
}

static bool is_recbole(opening *line)
{
    cut(line, "\t", false);
    for (size_t i = 0; i < line->count && i < MOST_WORDS; i++)
        if (!is_typed(&line->words[i]))
            return false;
    return true;
}

static bool is_trec(opening *line)
{
    cut(line, " ", true);
    return line->count == 6 && is_word(&line->words[1], "Q0");
}

static bool is_judgement(opening *line)
{
    cut(line, " ", true);
    if (line->count != 4 || !(is_word(&line->words[1], "0") || is_word(&line->words[1], "Q0")))
        return false;
    const piece *grade = &line->words[3];
    bool negative = grade->length > 0 && grade->bytes[0] == '-';
    piece digits = {grade->bytes + negative, grade->length - negative};
    return is_number(&digits);
}

/* Every line that is there as a whole must look like a judgement: one alone may be a rating of the item 0. */
static bool is_qrels(const char *head, size_t length)
{
    opening judged;
    const char *end = head + length;
    bool some = false;
    for (const char *at = head; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (newline == NULL && some)
            break;
        if (!first_line(at, (size_t)(end - at), &judged) || !is_judgement(&judged))
            return false;
        some = true;
        at = newline == NULL ? end : newline + 1;
    }
    return some;
}

static size_t count_names(const char *columns)
{
    size_t count = 1;
    for (; *columns != '\0'; columns++)
        count += *columns == ' ';
    return count;
}

/* One of `formats` whose fields are as many as those of the line. */
static const exq_format *of_width(const exq_format *formats, size_t format_count, opening *line)
{
    for (size_t i = 0; i < format_count; i++) {
        char delimiter[2] = {formats[i].delimiter, '\0'};
        if (formats[i].lane == &exq_lane_colons)
            cut(line, "::", false);
        else
            cut(line, formats[i].lane == &exq_lane_blanks ? " " : delimiter, formats[i].lane == &exq_lane_blanks);
        if (line->count == count_names(formats[i].columns))
            return &formats[i];
    }
    return NULL;
}

#define OF_WIDTH(formats, line) of_width(formats, sizeof(formats) / sizeof(formats)[0], line)

/* Pairs whose first line holds two whole numbers in front. */
static const exq_format *headerless_pairs(opening *line)
{
    const exq_format *format = OF_WIDTH(pairs, line);
    return format != NULL && is_number(&line->words[0]) && is_number(&line->words[1]) ? format : NULL;
}

static bool holds(const opening *line, const char *text)
{
    return memmem(line->bytes, line->length, text, strlen(text)) != NULL;
}

static const exq_format *by_content(const char *head, size_t length, exq_use use)
{
    opening first;
    const exq_format *format = NULL;
    if (!first_line(head, length, &first))
        return &csv;
    if (is_recbole(&first))
        return &recbole;
    if (holds(&first, "::") && (format = OF_WIDTH(movielens, &first)) != NULL)
        return format;
    if (use == EXQ_USE_LISTS && is_trec(&first))
        return &trec;
    if (use == EXQ_USE_PAIRS && is_qrels(head, length))
        return &qrels[0];
    if (use == EXQ_USE_PAIRS && (format = headerless_pairs(&first)) != NULL)
        return format;
    return exq_header_guess(first.bytes, first.length) == '\t' ? &tsv : &csv;
}

/* -------------------------------------------------------------------------------------------------- names */

/* How a file name ends when what a compressor added is left away. */
static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name);
    if (length > 3 && strcasecmp(name + length - 3, ".gz") == 0)
        length -= 3;
    else if (length > 4 && strcasecmp(name + length - 4, ".zst") == 0)
        length -= 4;
    size_t size = strlen(ending);
    return length >= size && strncasecmp(name + length - size, ending, size) == 0;
}

static const exq_format *either_qrels(opening *line)
{
    const exq_format *format = OF_WIDTH(qrels, line);
    return format != NULL ? format : &qrels[0];
}

const exq_format *exq_format_named(const char *name, const char *head, size_t length, exq_use use)
{
    opening first;
    (void)first_line(head, length, &first);
    const exq_format *format = NULL;
    if (strcmp(name, "movielens") == 0 && (format = OF_WIDTH(movielens, &first)) != NULL)
        return format;
    if (strcmp(name, "csv") == 0 || strcmp(name, "movielens") == 0) /* newer MovieLens are CSV */
        return &csv;
    if (strcmp(name, "qrels") == 0)
        return either_qrels(&first);
    if (strcmp(name, "tsv") == 0 && use == EXQ_USE_PAIRS && (format = headerless_pairs(&first)) != NULL)
        return format;
    if (strcmp(name, "tsv") == 0)
        return &tsv;
    if (strcmp(name, "trec") == 0)
        return &trec;
    return strcmp(name, "recbole") == 0 ? &recbole : NULL;
}

const exq_format *exq_format_recognise(const char *base_name, const char *head, size_t length, exq_use use)
{
    opening first;
    const exq_format *format = NULL;
    (void)first_line(head, length, &first);
    if (use == EXQ_USE_LISTS && (ends_in(base_name, ".trec") || ends_in(base_name, ".run")))
        return &trec;
    if (ends_in(base_name, ".qrels") || ends_in(base_name, ".qrel"))
        return either_qrels(&first);
    bool old = ends_in(base_name, "u.data") || ends_in(base_name, "u.user") || ends_in(base_name, "u.item");
    if (old && (format = OF_WIDTH(movielens, &first)) != NULL)
        return format;
    return by_content(head, length, use);
}
