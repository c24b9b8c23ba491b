/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From words to classes. A word is shown in a message only when at least min_cell people have it.
 */
#include "vocabulary.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "number.h"
#include "text.h"

enum { LISTED_WORDS = 20, SHOWN_BYTES = 60 };

const char *exq_max_excluded(const exq_request *request)
{
    return request->max_excluded != NULL ? request->max_excluded : "0.05";
}

/* The text was checked with the request; a share that cannot be read would allow nothing. */
bool exq_too_many_excluded(const exq_request *request, uint64_t k, uint64_t n)
{
    exq_ratio limit = {0, 1};
    (void)exq_ratio_parse(exq_max_excluded(request), &limit);
    return (exq_u128)k * limit.den > (exq_u128)limit.num * n;
}

void exq_append_count(exq_buffer *out, uint64_t count)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, count);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            exq_buffer_char(out, ',');
        exq_buffer_char(out, digits[i]);
    }
}

/* One column under interpretation. */
typedef struct column {
    const exq_vocabulary_plan *plan;
    const char *name;
    const exq_dictionary *words;
    size_t count;              /* of words */
    uint64_t *people;          /* per word */
    uint32_t *classes;         /* per word: into the classing */
    const char *const *chosen; /* what the request says counts */
    size_t chosen_count;
    const char *option; /* how the request says it */
} column;

/* ------------------------------------------------------------------------------------------- saying words */

typedef struct listed {
    const char *text;
    size_t length;
    uint64_t people;
} listed;

static int compare_listed(const void *a, const void *b)
{
    const listed *left = a;
    const listed *right = b;
    if (left->people != right->people)
        return left->people > right->people ? -1 : 1;
    return exq_text_compare(left->text, left->length, right->text, right->length);
}

/* The words that may be shown, most frequent first; `*count` of them. NULL when out of memory. */
static listed *list_words(const column *of, size_t *count)
{
    uint64_t threshold = of->plan->request->min_cell;
    listed *list = calloc(of->count + 1, sizeof *list);
    *count = 0;
    for (size_t code = 0; list != NULL && code < of->count; code++)
        if (of->people[code] > 0 && of->people[code] >= threshold) {
            listed *word = &list[(*count)++];
            word->text = exq_dictionary_text(of->words, (uint32_t)code, &word->length);
            word->people = of->people[code];
        }
    if (list != NULL)
        qsort(list, *count, sizeof *list, compare_listed);
    return list;
}

/* A word as it may be shown, cut where it is too long for a message. */
static void append_word(exq_buffer *out, const listed *word)
{
    size_t length = word->length;
    if (length > SHOWN_BYTES)
        for (length = SHOWN_BYTES; length > 0 && ((unsigned char)word->text[length] & 0xc0) == 0x80; length--)
            ;
    exq_text_visible(out, word->text, length);
    exq_buffer_string(out, length < word->length ? "..." : "");
}

/* "approved (5,120 rows) and refused (4,880)" */
static void append_list(exq_buffer *out, const listed *list, size_t count)
{
    size_t shown = count < LISTED_WORDS ? count : LISTED_WORDS;
    for (size_t i = 0; i < shown; i++) {
        const char *joint = i + 1 == shown && shown == count ? " and " : ", ";
        exq_buffer_string(out, i == 0 ? "" : joint);
        append_word(out, &list[i]);
        exq_buffer_string(out, " (");
        exq_append_count(out, list[i].people);
        exq_buffer_string(out, i == 0 ? " rows)" : ")");
    }
    if (shown < count)
        exq_buffer_format(out, " and %zu more", count - shown);
}

/* The word as an argument of a shell command. */
static void append_argument(exq_buffer *out, const listed *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    exq_buffer shown = EXQ_BUFFER_INIT;
    append_word(&shown, word);
    if (shown.failed || shown.length == 0) {
        out->failed = out->failed || shown.failed;
    } else if (strspn(shown.bytes, plain) == shown.length) {
        exq_buffer_string(out, shown.bytes);
    } else {
        exq_buffer_char(out, '\'');
        for (const char *at = shown.bytes; *at != '\0'; at++)
            exq_buffer_append(out, *at == '\'' ? "'\\''" : at, *at == '\'' ? 4 : 1);
        exq_buffer_char(out, '\'');
    }
    exq_buffer_free(&shown);
}

/* "It holds ... Say which counts: --favourable approved" behind `opening`. */
static exq_status refuse_words(const column *of, const char *opening, exq_error *error)
{
    size_t count = 0;
    listed *list = list_words(of, &count);
    if (list == NULL)
        return exq_fail_memory(error);
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_format(&text, "%s: column %s %s. ", of->plan->source, of->name, opening);
    if (count > 0) {
        exq_buffer_string(&text, "It holds ");
        append_list(&text, list, count);
        exq_buffer_format(&text, ". Say which counts: %s ", of->option);
        append_argument(&text, &list[0]);
    } else {
        exq_buffer_format(&text,
                          "Each of its values is held by fewer than %" PRIu64 " people, so none is shown. Say which "
                          "counts: %s VALUE",
                          of->plan->request->min_cell, of->option);
    }
    exq_status status = text.failed ? exq_fail_memory(error) : exq_fail(error, EXQ_USAGE, "%s", text.bytes);
    exq_buffer_free(&text);
    free(list);
    return status;
}

static exq_status refuse_absent(const column *of, const char *value, exq_error *error)
{
    exq_buffer opening = EXQ_BUFFER_INIT;
    exq_buffer_string(&opening, "never holds ");
    exq_text_visible(&opening, value, strlen(value));
    exq_buffer_format(&opening, ", which %s names", of->option);
    exq_status status = opening.failed ? exq_fail_memory(error) : refuse_words(of, opening.bytes, error);
    exq_buffer_free(&opening);
    return status;
}

/* ---------------------------------------------------------------------------------------- meaning of words */

uint32_t exq_common_meaning(const char *text, size_t length)
{
    static const char *const meanings[2][4] = {
        {"0", "false", "no",  "0.0"},
        {"1", "true",  "yes", "1.0"}
    };
    for (uint32_t class = 0; class < 2; class ++)
        for (size_t i = 0; i < 4; i++) {
            const char *known = meanings[class][i];
            if (strlen(known) == length && strncasecmp(known, text, length) == 0)
                return class;
        }
    return EXQ_DROP;
}

static bool is_chosen(const column *of, const char *text, size_t length)
{
    for (size_t i = 0; i < of->chosen_count; i++)
        if (strlen(of->chosen[i]) == length && memcmp(of->chosen[i], text, length) == 0)
            return true;
    return false;
}

/* Classes by what the request says, or by common meaning; how many people have a word that means something, and
 * how many one that does not. */
static void class_words(column *of, uint64_t *meaning, uint64_t *meaningless)
{
    *meaning = 0;
    *meaningless = 0;
    for (size_t code = 0; code < of->count; code++) {
        size_t length = 0;
        const char *text = exq_dictionary_text(of->words, (uint32_t)code, &length);
        if (of->chosen_count > 0)
            of->classes[code] = is_chosen(of, text, length);
        else
            of->classes[code] = exq_common_meaning(text, length);
        *(of->classes[code] == EXQ_DROP ? meaningless : meaning) += of->people[code];
    }
}

static bool holds(const column *of, const char *value)
{
    uint32_t code = exq_dictionary_find(of->words, value, strlen(value));
    return code != EXQ_NO_CODE && of->people[code] > 0;
}

/* Every value that the request names occurs in the column, or in `other` (may be NULL). */
static exq_status check_chosen(const column *of, const column *other, exq_error *error)
{
    for (size_t i = 0; i < of->chosen_count; i++)
        if (!holds(of, of->chosen[i]) && (other == NULL || !holds(other, of->chosen[i])))
            return refuse_absent(of, of->chosen[i], error);
    return EXQ_OK;
}

/* Decisions: a few words that mean nothing may be left out, counted; not all, and not many. */
static exq_status read_decisions(column *of, exq_error *error)
{
    uint64_t meaning = 0;
    uint64_t meaningless = 0;
    class_words(of, &meaning, &meaningless);
    if (meaning == 0 && meaningless > 0)
        return refuse_words(of, "holds none of 1, true, yes", error);
    if (exq_too_many_excluded(of->plan->request, meaningless, of->plan->rows_read))
        return refuse_words(of, "holds more than 1, true, yes and 0, false, no", error);
    return EXQ_OK;
}

/* Labels: an unknown label is left empty, so a word that means nothing is a mistake. */
static exq_status read_labels(column *of, exq_error *error)
{
    uint64_t meaning = 0;
    uint64_t meaningless = 0;
    class_words(of, &meaning, &meaningless);
    if (meaningless == 0)
        return EXQ_OK;
    return refuse_words(
        of, meaning == 0 ? "holds none of 1, true, yes" : "holds more than 1, true, yes and 0, false, no", error);
}

/* ------------------------------------------------------------------------------------------------ settling */

static exq_status open_column(const exq_vocabulary_plan *plan, const exq_counts *counts, size_t at, uint32_t *classes,
                              column *out, exq_error *error)
{
    *out = (column){
        .plan = plan,
        .name = counts->columns[at],
        .words = counts->words[at],
        .count = exq_dictionary_count(counts->words[at]),
        .classes = classes,
        .chosen = plan->request->favourable,
        .chosen_count = plan->request->favourable_count,
        .option = "--favourable",
    };
    out->people = calloc(out->count + 1, sizeof *out->people);
    if (out->people == NULL)
        return exq_fail_memory(error);
    for (size_t e = 0; e < counts->count; e++) {
        uint32_t code = counts->keys[e * counts->column_count + at];
        if (code != EXQ_NO_CODE)
            out->people[code] += counts->people[e];
    }
    return EXQ_OK;
}

static exq_status settle_columns(column *labels, column *decisions, exq_error *error)
{
    const exq_request *request = decisions->plan->request;
    if (request->counterfactual != NULL) {
        EXQ_TRY(check_chosen(decisions, labels, error));
        EXQ_TRY(read_decisions(decisions, error));
        return read_decisions(labels, error);
    }
    labels->chosen = request->positive;
    labels->chosen_count = request->positive_count;
    labels->option = "--positive";
    EXQ_TRY(check_chosen(decisions, NULL, error));
    EXQ_TRY(read_decisions(decisions, error));
    EXQ_TRY(check_chosen(labels, NULL, error));
    return read_labels(labels, error);
}

static exq_status settle_binary(const exq_vocabulary_plan *plan, const exq_counts *counts, exq_classing *out,
                                exq_error *error)
{
    size_t width = counts->column_count;
    column labels = {0};
    column decisions = {0};
    out->classes[0] = exq_binary_classes[0];
    out->classes[1] = exq_binary_classes[1];
    exq_status status = open_column(plan, counts, width - 2, out->labels, &labels, error);
    if (status == EXQ_OK)
        status = open_column(plan, counts, width - 1, out->decisions, &decisions, error);
    if (status == EXQ_OK)
        status = settle_columns(&labels, &decisions, error);
    free(labels.people);
    free(decisions.people);
    return status;
}

static uint64_t count_dropped(const exq_counts *counts, const exq_classing *classing)
{
    uint64_t dropped = 0;
    for (size_t e = 0; e < counts->count; e++) {
        const uint32_t *end = counts->keys + (e + 1) * counts->column_count;
        bool label = end[-2] != EXQ_NO_CODE && classing->labels[end[-2]] == EXQ_DROP;
        bool decision = classing->decisions[end[-1]] == EXQ_DROP;
        dropped += label || decision ? counts->people[e] : 0;
    }
    return dropped;
}

exq_status exq_vocabulary_settle(const exq_vocabulary_plan *plan, const exq_counts *counts, exq_classing *out,
                                 uint64_t *unreadable, exq_error *error)
{
    *unreadable = 0;
    if (plan->request->classes)
        return exq_classing_by_words(counts, out, error);
    EXQ_TRY(exq_classing_new(counts, 2, out, error));
    EXQ_TRY(settle_binary(plan, counts, out, error));
    *unreadable = count_dropped(counts, out);
    return EXQ_OK;
}
