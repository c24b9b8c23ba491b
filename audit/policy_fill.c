/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holds a tree to the table of keys: what is unknown, missing or does not fit is refused where it stands.
 */
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "policy_schema.h"
#include "text.h"
#include "verdict.h"
#include "waive.h"

#define MANY 64 /* letters of a name that a message repeats */

static const char *shape_name(const exq_policy_node *node)
{
    static const char *const names[] = {"a text", "a list", "a mapping"};
    return names[node->shape];
}

/* ------------------------------------------------------------------------------------------------- scalars */

static bool is_word(const char *words, const char *text)
{
    const size_t length = strlen(text);
    for (const char *word = words; *word != '\0'; word += *word == ' ') {
        const size_t size = strcspn(word, " ");
        if (size == length && memcmp(word, text, size) == 0)
            return true;
        word += size;
    }
    return false;
}

static bool is_count(const char *text)
{
    const size_t length = strlen(text);
    return length > 0 && length <= 12 && text[0] != '0' && strspn(text, "0123456789") == length;
}

static bool is_limit(const char *text)
{
    exq_ratio ratio;
    return exq_ratio_parse(text, &ratio) && ratio.num <= EXQ_LIMIT_MOST * ratio.den;
}

static bool is_number_within(const char *text, double low, double high, bool open)
{
    double value;
    if (!exq_number_parse(text, strlen(text), &value))
        return false;
    return open ? value > low && value < high : value >= low && value <= high;
}

/* What the kind wants, where `text` is not that; NULL: it is. */
static const char *wanted(const exq_policy_key *key, const char *text)
{
    double number;
    int64_t day;
    switch (key->kind) {
    case EXQ_POLICY_COUNT:
    case EXQ_POLICY_COUNTS:
        return is_count(text) ? NULL : "a whole number of at least 1";
    case EXQ_POLICY_NUMBER:
    case EXQ_POLICY_NUMBERS:
        return exq_number_parse(text, strlen(text), &number) ? NULL : "a number in digits";
    case EXQ_POLICY_LIMIT:
    case EXQ_POLICY_PAIR:
        return is_limit(text) ? NULL : "a number up to 1000000 in digits, with at most 6 decimals, such as 0.80";
    case EXQ_POLICY_SHARE:
        return is_number_within(text, 0, 1, false) ? NULL : "a number from 0 to 1";
    case EXQ_POLICY_LEVEL:
        return is_number_within(text, 0.5, 1, true) ? NULL : "a number between 0.5 and 1, such as 0.95";
    case EXQ_POLICY_DATE:
        return exq_day_number(text, &day) ? NULL : "a day as YYYY-MM-DD";
    case EXQ_POLICY_THRESHOLD:
        return strcmp(text, "median") == 0 ||
                       exq_number_parse(text + (text[0] == '>'), strlen(text) - (text[0] == '>'), &number)
                   ? NULL
                   : "a number in digits, > and a number, or median";
    case EXQ_POLICY_REASON:
        return exq_text_width(text, strlen(text)) >= EXQ_POLICY_REASON_LEAST ? NULL : "a reason of at least 40 characters";
    default:
        return text[0] != '\0' ? NULL : "a text that is not empty";
    }
}

static exq_status check_scalar(const exq_policy_key *key, const exq_policy_node *node, exq_error *error)
{
    if (node->shape != EXQ_POLICY_SCALAR)
        return exq_policy_refuse(node->source, node->place, error, key->help, "%s takes one value, not %s.", key->name,
                                 shape_name(node));
    if ((key->kind == EXQ_POLICY_WORD || key->kind == EXQ_POLICY_REFERENCE) && !is_word(key->words, node->text)) {
        const bool level = key->kind == EXQ_POLICY_REFERENCE;
        return exq_policy_refuse(node->source, node->place, error,
                                 level ? "A level is named by {level: NAME}." : key->help, "%s is one of %s, not '%.*s'.",
                                 key->name, key->words, MANY, node->text);
    }
    const char *want = wanted(key, node->text);
    if (want != NULL)
        return exq_policy_refuse(node->source, node->place, error, key->help, "%s takes %s, not '%.*s'.", key->name, want,
                                 MANY, node->text);
    return EXQ_OK;
}

static exq_status check_texts(const exq_policy_key *key, const exq_policy_node *node, exq_error *error)
{
    if (node->shape == EXQ_POLICY_SCALAR)
        return check_scalar(key, node, error);
    if (node->shape != EXQ_POLICY_SEQUENCE || node->count == 0)
        return exq_policy_refuse(node->source, node->place, error, key->help, "%s takes a text or a list of texts.",
                                 key->name);
    for (const exq_policy_node *element = node->first; element != NULL; element = element->next)
        EXQ_TRY(check_scalar(key, element, error));
    return EXQ_OK;
}

static exq_status check_numbers(const exq_policy_key *key, const exq_policy_node *node, exq_error *error)
{
    if (node->shape != EXQ_POLICY_SEQUENCE || node->count == 0)
        return exq_policy_refuse(node->source, node->place, error, "Such as cut: [18, 35, 50, 65].",
                                 "%s takes a list of numbers.", key->name);
    const exq_policy_node *before = NULL;
    for (const exq_policy_node *number = node->first; number != NULL; before = number, number = number->next) {
        int sign = 1;
        EXQ_TRY(check_scalar(key, number, error));
        if (before != NULL &&
            (!exq_number_compare(number->text, strlen(number->text), before->text, strlen(before->text), &sign) || sign <= 0))
            return exq_policy_refuse(number->source, number->place, error, "Put them in order, each once.",
                                     "the numbers of %s do not rise here.", key->name);
    }
    return EXQ_OK;
}

static exq_status check_pair(const exq_policy_key *key, const exq_policy_node *node, exq_error *error)
{
    if (node->shape != EXQ_POLICY_SEQUENCE || node->count != 2)
        return exq_policy_refuse(node->source, node->place, error, "Such as between: [0.9, 1.11].",
                                 "%s takes a list of two limits.", key->name);
    EXQ_TRY(check_scalar(key, node->first, error));
    EXQ_TRY(check_scalar(key, node->first->next, error));
    exq_ratio low, high;
    if (exq_ratio_parse(node->first->text, &low) && exq_ratio_parse(node->first->next->text, &high) &&
        low.num * (1000000 / low.den) > high.num * (1000000 / high.den))
        return exq_policy_refuse(node->source, node->place, error, "Give the lower limit first.",
                                 "the limits of %s stand in the wrong order.", key->name);
    return EXQ_OK;
}

static exq_status check_reference(const exq_policy_key *key, const exq_policy_node *node, exq_error *error)
{
    if (node->shape != EXQ_POLICY_MAPPING)
        return check_scalar(key, node, error);
    const exq_policy_node *level = exq_policy_entry(node, "level");
    if (level == NULL || node->count != 1 || level->shape != EXQ_POLICY_SCALAR || level->text[0] == '\0')
        return exq_policy_refuse(node->source, node->place, error, "Of crossed groups the levels are joined by commas.",
                                 "%s names a level by {level: NAME} and nothing else.", key->name);
    return EXQ_OK;
}

static exq_status check_levels(const exq_policy_key *key, const exq_policy_node *node, exq_error *error)
{
    if (node->shape != EXQ_POLICY_MAPPING || node->count == 0)
        return exq_policy_refuse(node->source, node->place, error, key->help, "%s takes columns and levels, {COLUMN: LEVEL}.",
                                 key->name);
    for (const exq_policy_node *entry = node->first; entry != NULL; entry = entry->next)
        EXQ_TRY(check_scalar(key, entry, error));
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- records */

static exq_status fill_items(const exq_policy_key *key, const exq_policy_node *node, exq_arena *arena,
                             exq_policy_items *out, exq_error *error)
{
    const bool named = key->kind == EXQ_POLICY_NAMED;
    if (node->shape != (named ? EXQ_POLICY_MAPPING : EXQ_POLICY_SEQUENCE))
        return exq_policy_refuse(node->source, node->place, error, key->help, "%s takes %s, not %s.", key->name,
                                 named ? "a mapping" : "a list", shape_name(node));
    char *items = exq_arena_alloc(arena, node->count, key->of->size);
    if (items == NULL)
        return exq_fail_memory(error);
    *out = (exq_policy_items){items, node->count};
    for (const exq_policy_node *item = node->first; item != NULL; item = item->next) {
        EXQ_TRY(exq_policy_fill(key->of, item, arena, items, error));
        items += key->of->size;
    }
    return EXQ_OK;
}

static exq_status fill_key(const exq_policy_key *key, const exq_policy_node *node, exq_arena *arena, char *out,
                           exq_error *error)
{
    void *target = out + key->offset;
    switch (key->kind) {
    case EXQ_POLICY_RECORD:
        return exq_policy_fill(key->of, node, arena, *(void **)target, error);
    case EXQ_POLICY_RECORDS:
    case EXQ_POLICY_NAMED:
        return fill_items(key, node, arena, target, error);
    case EXQ_POLICY_TEXTS:
        EXQ_TRY(check_texts(key, node, error));
        break;
    case EXQ_POLICY_COUNTS:
        EXQ_TRY(check_texts(key, node, error));
        break;
    case EXQ_POLICY_NUMBERS:
        EXQ_TRY(check_numbers(key, node, error));
        break;
    case EXQ_POLICY_PAIR:
        EXQ_TRY(check_pair(key, node, error));
        break;
    case EXQ_POLICY_REFERENCE:
        EXQ_TRY(check_reference(key, node, error));
        break;
    case EXQ_POLICY_LEVELS:
        EXQ_TRY(check_levels(key, node, error));
        break;
    default:
        EXQ_TRY(check_scalar(key, node, error));
    }
    *(const exq_policy_node **)target = node;
    return EXQ_OK;
}

static exq_status refuse_unknown(const exq_policy_record *record, const exq_policy_node *entry, exq_arena *arena,
                                 exq_error *error)
{
    const char *nearest = NULL, *all = "";
    size_t least = 1 + strlen(entry->key) / 3;
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++) {
        const size_t distance = strlen(entry->key) <= MANY ? exq_text_distance(entry->key, key->name) : SIZE_MAX;
        if (distance <= least) {
            least = distance;
            nearest = key->name;
        }
        if (all != NULL)
            all = exq_arena_format(arena, "%s%s%s", all, *all != '\0' ? ", " : "", key->name);
    }
    const char *hint = nearest != NULL ? exq_arena_format(arena, "Did you mean %s?", nearest)
                                       : exq_arena_format(arena, "Known here: %s.", all != NULL ? all : "");
    return exq_policy_refuse(entry->source, entry->key_place, error, hint, "unknown key %.*s.", MANY, entry->key);
}

/* Records that are not said exist empty, so that nobody need ask. */
static exq_status make_records(const exq_policy_record *record, exq_arena *arena, char *out, exq_error *error)
{
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++) {
        if (key->kind != EXQ_POLICY_RECORD)
            continue;
        char *inner = exq_arena_alloc(arena, 1, key->of->size);
        if (inner == NULL)
            return exq_fail_memory(error);
        *(void **)(void *)(out + key->offset) = inner;
        EXQ_TRY(make_records(key->of, arena, inner, error));
    }
    return EXQ_OK;
}

static const exq_policy_key *find_key(const exq_policy_record *record, const char *name)
{
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++)
        if (strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

exq_status exq_policy_fill(const exq_policy_record *record, const exq_policy_node *node, exq_arena *arena, void *out,
                           exq_error *error)
{
    if (node->shape != EXQ_POLICY_MAPPING)
        return exq_policy_refuse(node->source, node->place, error, "Keys and values stand as  key: value",
                                 "a %s is a mapping, not %s.", record->name, shape_name(node));
    EXQ_TRY(make_records(record, arena, out, error));
    *(const exq_policy_node **)out = node;
    for (const exq_policy_node *entry = node->first; entry != NULL; entry = entry->next) {
        const exq_policy_key *key = find_key(record, entry->key);
        if (key == NULL)
            return refuse_unknown(record, entry, arena, error);
        EXQ_TRY(fill_key(key, entry, arena, out, error));
    }
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++)
        if (key->required && exq_policy_entry(node, key->name) == NULL)
            return exq_policy_refuse(node->source, node->place, error, key->help, "a %s needs the key %s.", record->name,
                                     key->name);
    return EXQ_OK;
}
