/* SPDX-License-Identifier: Apache-2.0 */
/* See build_request.h. Only what the words themselves show to be wrong is refused here; what needs the data is the library's
 * to judge. */
#include "build_request.h"

#include <string.h>
#include <unistd.h>

#include "refusal.h"

static exq_status build_inputs(const exq_asked *asked, exq_request *out, exq_error *error)
{
    size_t standard = 0;
    for (size_t i = 0; i < asked->inputs.count; i++)
        standard += strcmp(asked->inputs.items[i], "-") == 0;
    if (standard > 1)
        return exq_refuse(error, EXQ_USAGE, "standard input (-) can be read only once");
    out->inputs = asked->inputs.items;
    out->input_count = asked->inputs.count;
    return EXQ_OK;
}

static exq_status build_delimiter(const char *said, char *out, exq_error *error)
{
    if (!said)
        return EXQ_OK;
    if (strcmp(said, "tab") == 0 || strcmp(said, "\\t") == 0)
        *out = '\t';
    else if (strlen(said) == 1 && (unsigned char)*said < 0x80 && !strchr("\"\r\n", *said))
        *out = *said;
    else
        return exq_refuse(error, EXQ_USAGE, "--delimiter takes one ASCII character or tab, not '%.200s'", said);
    return EXQ_OK;
}

/* Digests are compared as small letters. */
static exq_status build_sha256(const char *said, const char **out, exq_pool *pool, exq_error *error)
{
    if (!said)
        return EXQ_OK;
    if (strlen(said) != 64 || strspn(said, "0123456789abcdefABCDEF") != 64)
        return exq_refuse(error, EXQ_USAGE, "--expect-sha256 takes 64 hexadecimal digits, not '%.200s'", said);
    char *digest = exq_pool_copy(pool, said, 64);
    for (size_t i = 0; digest && i < 64; i++)
        if (digest[i] >= 'A' && digest[i] <= 'F')
            digest[i] = (char)(digest[i] - 'A' + 'a');
    *out = digest;
    return digest ? EXQ_OK : exq_refuse_memory(error);
}

static size_t processors(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

static exq_status build_reading(const exq_asked *asked, exq_request *out, exq_pool *pool, exq_error *error)
{
    EXQ_PASS(build_inputs(asked, out, error));
    EXQ_PASS(build_delimiter(asked->delimiter, &out->delimiter, error));
    EXQ_PASS(build_sha256(asked->expect_sha256, &out->expect_sha256, pool, error));
    out->threads = asked->threads.given ? (size_t)asked->threads.value : processors();
    out->expect_rows = asked->expect_rows.value;
    out->expect_rows_given = asked->expect_rows.given;
    out->digest = asked->digest;
    out->max_excluded = asked->max_excluded;
    static const exq_missing missing[] = {EXQ_MISSING_OWN_GROUP, EXQ_MISSING_OWN_GROUP, EXQ_MISSING_DROP,
                                          EXQ_MISSING_FAIL, EXQ_MISSING_COMPARE};
    out->missing = missing[asked->missing];
    return EXQ_OK;
}

/* A number, above a number, or above the median. */
static exq_status check_threshold(const char *said, exq_error *error)
{
    if (!said || strcmp(said, "median") == 0)
        return EXQ_OK;
    const char *number = said + (*said == '>');
    number += *number == '-';
    const size_t whole = strspn(number, "0123456789");
    const size_t fraction = number[whole] == '.' ? strspn(number + whole + 1, "0123456789") : 0;
    if (whole + fraction > 0 && number[whole + (number[whole] == '.') + fraction] == '\0')
        return EXQ_OK;
    return exq_refuse(error, EXQ_USAGE, "--threshold takes a decimal number, > and one, or median, not '%.200s'", said);
}

static void build_roles(const exq_asked *asked, exq_request *out)
{
    out->decision = asked->decision;
    out->favourable = asked->favourable.items;
    out->favourable_count = asked->favourable.count;
    out->classes = asked->classes;
    out->score = asked->score;
    out->threshold = asked->threshold;
    out->label = asked->label;
    out->positive = asked->positive.items;
    out->positive_count = asked->positive.count;
    out->counterfactual = asked->counterfactual;
    out->weight = asked->weight;
    out->unit = asked->unit;
    out->counts = asked->counts;
    out->against = asked->against;
    out->against_decision = asked->against_decision;
    out->against_score = asked->against_score;
}

/* "depth=3" */
static exq_status build_search(const char *said, size_t *depth, exq_error *error)
{
    static const char key[] = "depth=";
    enum { KEY = sizeof key - 1, MOST_DIGITS = 3 };
    if (!said)
        return EXQ_OK;
    const char *digits = strncmp(said, key, KEY) == 0 ? said + KEY : "";
    const size_t length = strspn(digits, "0123456789");
    for (size_t i = 0; i < length && length <= MOST_DIGITS; i++)
        *depth = 10 * *depth + (size_t)(digits[i] - '0');
    if (digits[length] != '\0' || *depth == 0)
        return exq_refuse(error, EXQ_USAGE, "--search takes depth=D with D from 1 to 999, not '%.200s'", said);
    return EXQ_OK;
}

exq_status exq_request_build_groupings(const exq_list *said, const char *option, const exq_grouping **out,
                                       exq_pool *pool, exq_error *error)
{
    exq_grouping *groupings = exq_pool_take(pool, said->count + 1, sizeof *groupings);
    if (!groupings)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < said->count; i++) {
        exq_list columns = {0};
        if (!exq_list_split(&columns, said->items[i], pool))
            return exq_refuse_memory(error);
        for (size_t j = 0; j < columns.count; j++)
            if (columns.items[j][0] == '\0')
                return exq_refuse(error, EXQ_USAGE, "--%s '%.200s' has an empty name between its commas", option,
                                  said->items[i]);
        for (size_t j = 0; j < i; j++)
            if (strcmp(said->items[j], said->items[i]) == 0)
                return exq_refuse(error, EXQ_USAGE, "--%s %.200s is given twice", option, said->items[i]);
        groupings[i] = (exq_grouping){columns.items, columns.count};
    }
    *out = groupings;
    return EXQ_OK;
}

static exq_status build_groups(const exq_asked *asked, exq_request *out, exq_pool *pool, exq_error *error)
{
    EXQ_PASS(exq_request_build_groupings(&asked->by, "by", &out->by, pool, error));
    out->by_count = asked->by.count;
    out->given = asked->given.items;
    out->given_count = asked->given.count;
    return build_search(asked->search, &out->search_depth, error);
}

/* The longest --by that `said` begins with, with '=' behind it: names of columns may hold '=' themselves. */
static const char *grouping_of(const exq_list *by, const char *said)
{
    const char *longest = NULL;
    for (size_t i = 0; i < by->count; i++) {
        size_t length = strlen(by->items[i]);
        if (strncmp(by->items[i], said, length) == 0 && said[length] == '=' && (!longest || length > strlen(longest)))
            longest = by->items[i];
    }
    return longest;
}

static bool is_reference_word(const char *text)
{
    static const char *const words[] = {"largest", "best", "overall", "rest"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0)
            return true;
    return false;
}

static exq_status build_reference(const exq_list *by, const char *said, exq_reference_choice *out, exq_error *error)
{
    const char *grouping = grouping_of(by, said);
    if (grouping) {
        *out = (exq_reference_choice){grouping, said + strlen(grouping) + 1};
        if (*out->level == '\0')
            return exq_refuse(error, EXQ_USAGE, "--reference %.200s names no level", said);
        return EXQ_OK;
    }
    if (is_reference_word(said)) {
        *out = (exq_reference_choice){NULL, said};
        return EXQ_OK;
    }
    if (strchr(said, '='))
        return exq_refuse(error, EXQ_USAGE, "--reference %.200s does not begin with the text of a --by", said);
    return exq_refuse(error, EXQ_USAGE,
                      "--reference takes GROUPING=LEVEL, largest, best, overall or rest, not '%.200s'", said);
}

static bool add_all(exq_list *to, const exq_list *from, exq_pool *pool)
{
    for (size_t i = 0; i < from->count; i++)
        if (!exq_list_add(to, from->items[i], pool))
            return false;
    return true;
}

static exq_status build_references(const exq_asked *asked, exq_request *out, exq_pool *pool, exq_error *error)
{
    exq_reference_choice *choices = exq_pool_take(pool, asked->reference.count + 1, sizeof *choices);
    if (!choices)
        return exq_refuse_memory(error);
    exq_list by = {0};
    if (!add_all(&by, &asked->by, pool) || !add_all(&by, &asked->by_user, pool) || !add_all(&by, &asked->by_item, pool))
        return exq_refuse_memory(error);
    for (size_t i = 0; i < asked->reference.count; i++) {
        EXQ_PASS(build_reference(&by, asked->reference.items[i], &choices[i], error));
        for (size_t j = 0; j < i; j++)
            if (choices[j].grouping == choices[i].grouping) /* both borrowed from the same --by */
                return exq_refuse(error, EXQ_USAGE, "--reference is given twice for %.200s",
                                  choices[i].grouping ? choices[i].grouping : "every grouping");
    }
    out->references = choices;
    out->reference_count = asked->reference.count;
    return EXQ_OK;
}

static exq_status build_comparing(const exq_asked *asked, exq_request *out, exq_pool *pool, exq_error *error)
{
    EXQ_PASS(build_references(asked, out, pool, error));
    static const exq_selected_is selected_is[] = {EXQ_SELECTED_NOT_SAID, EXQ_SELECTED_GOOD, EXQ_SELECTED_BAD};
    static const char *const rate_interval[] = {NULL, "wilson", "clopper-pearson", "jeffreys"};
    static const char *const ratio_interval[] = {NULL, "koopman", "katz"};
    out->selected_is = selected_is[asked->selected_is];
    out->rate_interval = rate_interval[asked->rate_interval];
    out->ratio_interval = ratio_interval[asked->ratio_interval];
    out->level = asked->level;
    if (asked->min_cell.given)
        out->min_cell = asked->min_cell.value;
    if (asked->seed.given)
        out->seed = asked->seed.value;
    if (asked->replicates.given)
        out->replicates = asked->replicates.value;
    return EXQ_OK;
}

/* A check is cut up where it stands, so it is a copy that is read; the library says what is wrong with it. */
static exq_status build_checks(const exq_list *said, exq_request *out, exq_pool *pool, exq_error *error)
{
    exq_check *checks = exq_pool_take(pool, said->count + 1, sizeof *checks);
    if (!checks)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < said->count; i++) {
        char *text = exq_pool_copy(pool, said->items[i], strlen(said->items[i]));
        if (!text)
            return exq_refuse_memory(error);
        EXQ_PASS(exq_check_parse(text, &checks[i], error));
    }
    out->checks = checks;
    out->check_count = said->count;
    return EXQ_OK;
}

/* How much of `said` names a language of its own, "fr:"; 0: none, so that the word is for all of them. */
static size_t language_length(const char *said)
{
    for (size_t i = 0; exq_render_language(i); i++) {
        const size_t length = strlen(exq_render_language(i));
        if (strncmp(said, exq_render_language(i), length) == 0 && said[length] == ':')
            return length + 1;
    }
    return 0;
}

/* [LANGUAGE:]KEY=TEXT */
static exq_status build_word(const char *said, exq_word *out, exq_pool *pool, exq_error *error)
{
    static const char *const keys[] = {"people", "selected", "rejected", "positive", "negative", "items", "found"};
    const size_t language = language_length(said);
    const size_t length = strcspn(said + language, "=");
    const char *text = said + language + length;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i]) == length && memcmp(keys[i], said + language, length) == 0 && text[0] == '=' &&
            text[1] != '\0') {
            *out = (exq_word){exq_pool_copy(pool, said, language + length),
                              exq_pool_copy(pool, text + 1, strlen(text + 1))};
            return out->key && out->text ? EXQ_OK : exq_refuse_memory(error);
        }
    return exq_refuse(error, EXQ_USAGE,
                      "--say takes KEY=TEXT where KEY is people, selected, rejected, positive, negative, items or "
                      "found, not '%.200s'",
                      said);
}

static exq_status build_words(const exq_asked *asked, exq_request *out, exq_pool *pool, exq_error *error)
{
    exq_word *words = exq_pool_take(pool, asked->say.count + 1, sizeof *words);
    if (!words)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < asked->say.count; i++) {
        EXQ_PASS(build_word(asked->say.items[i], &words[i], pool, error));
        for (size_t j = 0; j < i; j++)
            if (strcmp(words[j].key, words[i].key) == 0)
                return exq_refuse(error, EXQ_USAGE, "--say %s is given twice", words[i].key);
    }
    if (asked->all && asked->metric.count > 0)
        return exq_refuse(error, EXQ_USAGE, "--all shows every metric: leave out --metric, or --all");
    out->words = words;
    out->word_count = asked->say.count;
    out->metrics = asked->metric.items;
    out->metric_count = asked->metric.count;
    out->all_metrics = asked->all;
    out->as_of = asked->as_of;
    return EXQ_OK;
}

exq_status exq_request_build(const exq_call *call, const exq_asked *asked, exq_request *out, exq_error *error)
{
    *out = (exq_request)EXQ_REQUEST_INIT;
    EXQ_PASS(build_reading(asked, out, call->pool, error));
    EXQ_PASS(check_threshold(asked->threshold, error));
    build_roles(asked, out);
    EXQ_PASS(build_groups(asked, out, call->pool, error));
    EXQ_PASS(exq_request_build_lists(asked, out, call->pool, error));
    EXQ_PASS(build_comparing(asked, out, call->pool, error));
    EXQ_PASS(build_checks(&asked->check, out, call->pool, error));
    EXQ_PASS(build_words(asked, out, call->pool, error));
    out->command = exq_request_command(call);
    return out->command ? EXQ_OK : exq_refuse_memory(error);
}
