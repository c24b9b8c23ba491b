/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo init: look at a table, guess what its columns are, and write a policy that runs as it stands. Every guess says that
 * it is one. */
#include <ctype.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "build_request.h"
#include "command.h"
#include "descriptor.h"
#include "refusal.h"
#include "sample.h"

typedef struct init_options {
    exq_list inputs;
} init_options;

/* Words that names of columns hold, in English and French, the likeliest first. */
static const char *const decision_words[] = {"decision", "approved", "hired",    "admitted", "accepted",
                                             "selected", "granted",  "embauche", "accepte",  "admis",
                                             "accorde",  "octroye",  "retenu",   "shown",    NULL};
static const char *const score_words[] = {"score", "probability", "proba", "risk", "rating", "risque", NULL};
static const char *const label_words[] = {"label",  "outcome", "target",   "two_year_recid", "recid",
                                          "repaid", "default", "resultat", "rembourse",      "defaut",
                                          "income", "credit",  NULL};
static const char *const group_words[] = {"sex",     "gender",  "genre",    "race",  "ethnic",   "origin",
                                          "age_",    "tranche", "religion", "disab", "handicap", "national",
                                          "marital", "foreign", "etranger", NULL};

/* The letter that stands at `*at` as a small one without its accent, of those that French has; other characters as their
 * bytes. */
static char plain_letter(const char **at)
{
    static const struct {
        unsigned char low, high; /* second bytes; the first is 0xC3 */
        char letter;
    } accents[] = {
        {0x80, 0x85, 'a'},
        {0x87, 0x87, 'c'},
        {0x88, 0x8b, 'e'},
        {0x8c, 0x8f, 'i'},
        {0x92, 0x96, 'o'},
        {0x99, 0x9c, 'u'}
    };
    const unsigned char first = (unsigned char)**at, second = first != '\0' ? (unsigned char)(*at)[1] : 0;
    if (first == 0xc3) {
        const unsigned char large = second & 0xdf; /* small letters lie 32 behind large ones */
        for (size_t i = 0; i < sizeof accents / sizeof *accents; i++)
            if (large >= accents[i].low && large <= accents[i].high) {
                *at += 2;
                return accents[i].letter;
            }
    }
    (*at)++;
    return (char)tolower(first);
}

static bool begins_with(const char *name, const char *word)
{
    while (*word != '\0')
        if (*name == '\0' || plain_letter(&name) != *word++)
            return false;
    return true;
}

static bool holds_word(const char *name, const char *word)
{
    for (; *name != '\0'; name++)
        if (begins_with(name, word))
            return true;
    return false;
}

static bool has_two(const exq_sampled *column)
{
    return column->value_count == 2;
}

static bool has_numbers(const exq_sampled *column)
{
    return column->filled > 0 && column->numeric == column->filled && column->value_count > 2;
}

static const exq_sampled *guess(const exq_sample *sample, const char *const *words, bool (*fits)(const exq_sampled *))
{
    for (; *words != NULL; words++)
        for (size_t i = 0; i < sample->column_count; i++)
            if (holds_word(sample->columns[i].plain, *words) && fits(&sample->columns[i]))
                return &sample->columns[i];
    return NULL;
}

/* "age", "Âge", "client_age": not "language". */
static bool is_age(const exq_sampled *column)
{
    const size_t length = strlen(column->plain);
    const char *end = length >= 3 ? column->plain + length - 3 : "";
    if (length >= 4 && (unsigned char)end[-1] == 0xc3) /* the accent takes two bytes */
        end--;
    const bool apart = end <= column->plain || !isalpha((unsigned char)end[-1]);
    return apart && begins_with(end, "age") && has_numbers(column);
}

static bool is_group(const exq_sampled *column)
{
    if (column->value_count < 2 || column->value_count == EXQ_SAMPLE_VALUES)
        return false;
    for (const char *const *word = group_words; *word != NULL; word++)
        if (holds_word(column->plain, *word))
            return true;
    return false;
}

/* As a YAML text between single quotes. */
static void put_quoted(exq_bytes *out, const char *text)
{
    exq_bytes_string(out, "'");
    for (; *text != '\0'; text++)
        exq_bytes_append(out, *text == '\'' ? "''" : *text == '\n' ? " " : text, *text == '\'' ? 2 : 1);
    exq_bytes_string(out, "'");
}

static void put_entry(exq_bytes *out, const char *key, const char *value, const char *comment)
{
    exq_bytes_format(out, "%s: ", key);
    put_quoted(out, value);
    exq_bytes_format(out, "%s%s\n", *comment != '\0' ? "   # " : "", comment);
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

static bool begins_with_any(const char *text, const char *const *words)
{
    while (*words != NULL && !begins_with(text, *words))
        words++;
    return *words != NULL;
}

/* The value that counts, where the values do not say so themselves. */
static void put_value(exq_bytes *out, const char *key, const exq_sampled *column)
{
    static const char *const yes[] = {"1", "true", "yes", NULL};
    static const char *const understood[] = {"1", "true", "yes", "0", "false", "no", NULL};
    if (column == NULL)
        return;
    static const char *const favourable[] = {"approved", "accepted", "granted", "hired",   "admitted",
                                             "selected", "shown",    "oui",     "accorde", "accepte",
                                             "embauche", "admis",    "retenu",  NULL};
    const char *guessed = column->values[0];
    bool plain = true;
    for (size_t i = 0; i < column->value_count; i++) {
        plain = plain && is_one_of(column->values[i], understood);
        guessed = is_one_of(column->values[i], yes) || begins_with_any(column->values[i], favourable)
                      ? column->values[i]
                      : guessed;
    }
    if (!plain)
        put_entry(out, key, guessed, "a guess: is it the value that counts?");
}

/* Of the values kept the one that half of the rows reach. */
static const char *middle_value(const exq_sampled *column)
{
    size_t all = 0;
    for (size_t i = 0; i < column->value_count; i++)
        all += column->counts[i];
    const char *middle = column->values[0];
    double best = -DBL_MAX;
    for (size_t i = 0; i < column->value_count; i++) {
        const double value = strtod(column->values[i], NULL);
        size_t reached = 0;
        for (size_t j = 0; j < column->value_count; j++)
            reached += strtod(column->values[j], NULL) >= value ? column->counts[j] : 0;
        if (2 * reached >= all && value > best) {
            best = value;
            middle = column->values[i];
        }
    }
    return middle;
}

static void put_data(exq_bytes *out, const exq_sample *sample)
{
    const exq_sampled *decision = guess(sample, decision_words, has_two);
    const exq_sampled *score = decision == NULL ? guess(sample, score_words, has_numbers) : NULL;
    const exq_sampled *label = guess(sample, label_words, has_two);
    if (decision == NULL && score == NULL) /* an outcome can be compared like a decision */
        decision = label;
    exq_bytes_string(out, "data:\n  columns:\n");
    if (decision != NULL)
        put_entry(out, "    decision", decision->name, "what was decided");
    else if (score != NULL)
        put_entry(out, "    score", score->name, "the score that decides");
    else
        exq_bytes_string(out, "    decision: decision   # no column looked like one: name it here\n");
    if (label != NULL && label != decision)
        put_entry(out, "    label", label->name, "what turned out to be true");
    put_value(out, "  favourable", decision);
    if (score != NULL)
        put_entry(out, "  threshold", middle_value(score),
                  "decided from here on; a guess: about half of the rows reach it");
    if (label != decision)
        put_value(out, "  positive", label);
    exq_bytes_string(out, "  # selected_is: good   # TO BE SAID: good or bad for the person? Until then no check tells "
                          "what would meet it.\n"
                          "  missing: own_group    # or drop, fail: what a row without a group is\n");
}

/* Columns that look like groups; were there any? */
static bool put_group_columns(exq_bytes *out, const exq_sample *sample)
{
    bool any = false;
    for (size_t i = 0; i < sample->column_count; i++) {
        if (is_age(&sample->columns[i])) {
            exq_bytes_string(out, "  age_band: {from: ");
            put_quoted(out, sample->columns[i].name);
            exq_bytes_string(out, ", cut: [18, 35, 50, 65]}   # bands of a number; the cuts are a guess\n");
            any = true;
        }
        if (is_age(&sample->columns[i]) || !is_group(&sample->columns[i]))
            continue;
        exq_bytes_string(out, "  ");
        put_quoted(out, sample->columns[i].name);
        exq_bytes_string(out, ": {reference: largest}\n");
        any = true;
    }
    return any;
}

static const char groups_begin[] = "groups:   # whom to compare; the largest is what the others are compared with\n";

static void put_groups(exq_bytes *out, const exq_sample *sample)
{
    exq_bytes_string(out, groups_begin);
    if (!put_group_columns(out, sample))
        exq_bytes_string(out, "  group: {from: group}   # no column looked like one: name it here\n");
    exq_bytes_string(out, "privacy: {min_cell: 10}   # no group of fewer people is published\n"
                          "uncertainty: {level: 0.95}\n"
                          "checks:   # exaequo list names every metric; the limit is yours to set\n"
                          "  - id: impact\n"
                          "    metric: disparate_impact\n"
                          "    # by: NAME            for one of the groups; not said, it is asked of each\n"
                          "    at_least: 0.80\n"
                          "    if_unsure: warn       # or fail: what a range that holds the limit does\n"
                          "    because: to be said   # whose limit it is and why\n");
}

/* ------------------------------------------------------------------------------------- recommendation lists */

/* The columns of a list; those of a TREC run have no header. */
typedef struct list_columns {
    const char *user, *item, *rank, *score;
} list_columns;

static const char *named(const exq_sample *sample, const char *const *words, bool (*fits)(const exq_sampled *))
{
    const exq_sampled *column = guess(sample, words, fits);
    return column != NULL ? column->name : NULL;
}

static bool fits_any(const exq_sampled *column)
{
    return column->filled > 0;
}

static bool ends_in(const char *text, const char *end)
{
    const size_t length = strlen(text), of = strlen(end);
    return length >= of && strcmp(text + length - of, end) == 0;
}

/* Are the rows items that were shown to users, in an order? */
static bool find_lists(const char *path, const exq_sample *sample, list_columns *out)
{
    static const char *const user[] = {"user", "utilisateur", NULL}, *const rank[] = {"rank", "position", "rang", NULL};
    static const char *const item[] = {"item", "movie", "film", "job_id", "product", "article", "track", NULL};
    static const list_columns of_trec = {"user", "item", "rank", NULL};
    if (ends_in(path, ".trec") || ends_in(path, ".run")) {
        *out = of_trec;
        return true;
    }
    *out = (list_columns){named(sample, user, fits_any), named(sample, item, fits_any), named(sample, rank, has_numbers), NULL};
    if (out->rank == NULL)
        out->score = named(sample, score_words, has_numbers);
    return out->user != NULL && out->item != NULL && (out->rank != NULL || out->score != NULL) &&
           guess(sample, decision_words, has_two) == NULL;
}

static void put_lists(exq_bytes *out, const exq_sample *sample, const list_columns *columns)
{
    exq_bytes_string(out, "data:\n  columns:\n");
    put_entry(out, "    user", columns->user, "whose list it is");
    put_entry(out, "    item", columns->item, "what was recommended");
    if (columns->rank != NULL)
        put_entry(out, "    rank", columns->rank, "its place, 1 the best");
    else
        put_entry(out, "    score", columns->score, "orders the list, more being better");
    exq_bytes_string(out, "  truth: truth.tsv      # a file of what each user found relevant: user, item\n"
                          "  users: users.tsv      # a file of one row a user, with the columns of their groups\n"
                          "  # items: items.tsv    # the same of items; their groups are {side: item}\n"
                          "  # history: train.tsv  # what the recommender learnt from: user, item\n"
                          "  missing: own_group    # or drop, fail: what a user without a group is\n");
    exq_bytes_string(out, groups_begin);
    if (!put_group_columns(out, sample))
        exq_bytes_string(out, "  gender: {reference: largest}   # a column of users: name yours\n");
    exq_bytes_string(out, "privacy: {min_cell: 10}   # no group of fewer people is published\n"
                          "uncertainty: {level: 0.95}\n"
                          "checks:   # exaequo list names every metric; the limit is yours to set\n"
                          "  - id: ranking\n"
                          "    metric: ndcg@10_min_ratio\n"
                          "    at_least: 0.80\n"
                          "    if_unsure: warn       # or fail: what a range that holds the limit does\n"
                          "    because: to be said   # whose limit it is and why\n");
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)exit_code;
    const init_options *options = call->options;
    exq_sample sample;
    exq_bytes text = {0};
    EXQ_PASS(exq_sample_read(options->inputs.items[0], &sample, call->pool, error));
    exq_bytes_format(&text,
                     "# Guessed from the header and %zu rows. Read every line before you trust it.\n"
                     "# exaequo check reads it without data; docs/policy.md lists every key.\nversion: 1\n"
                     "# extends: [four-fifths]   # rules with their dates: marketing-segments, nyc-ll144, scores ...\n",
                     sample.rows);
    list_columns columns;
    if (find_lists(options->inputs.items[0], &sample, &columns)) {
        put_lists(&text, &sample, &columns);
    } else {
        put_data(&text, &sample);
        put_groups(&text, &sample);
    }
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

const exq_command exq_command_init = {
    .name = "init",
    .summary = "Look at a table and write a policy to begin with",
    .examples = "  exaequo init decisions.csv > fairness.yaml\n",
    .grammar = {{"DATA", 1, 1, offsetof(init_options, inputs), NULL}, NULL},
    .size = sizeof(init_options),
    .run = run,
};
