/* SPDX-License-Identifier: Apache-2.0 */
/* See option.h. One pass over the words; each option is found in the tables and assigned by its kind. */
#include "option.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "nearest.h"
#include "refusal.h"

typedef struct parser {
    const exq_grammar *grammar;
    char *const *words;
    size_t word_count;
    size_t next; /* the word to read next */
    char *target;
    exq_pool *pool;
    exq_parsed *out;
    exq_error *error;
} parser;

/* An option found: its row and where its value goes. */
typedef struct found {
    const exq_option *option;
    void *target;
} found;

/* By the `length` bytes of its name, or by its letter when `name` is NULL. */
static found find_option(const parser *self, const char *name, size_t length, char letter)
{
    const exq_section_use *use = self->grammar->sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++)
            if (name ? strlen(option->name) == length && memcmp(option->name, name, length) == 0
                     : option->letter == letter)
                return (found){option, self->target + use->offset + option->offset};
    return (found){0};
}

static exq_status refuse_unknown(const parser *self, const char *name, size_t length)
{
    exq_nearest nearest = exq_nearest_to(name, length);
    const exq_section_use *use = self->grammar->sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++)
            exq_nearest_offer(&nearest, option->name);
    const char *meant = exq_nearest_name(&nearest);
    if (meant)
        return exq_refuse(self->error, EXQ_USAGE, "unknown option --%.*s; did you mean --%s?",
                          (int)(length < 200 ? length : 200), name, meant);
    return exq_refuse(self->error, EXQ_USAGE, "unknown option --%.*s", (int)(length < 200 ? length : 200), name);
}

static void note(const parser *self, const exq_option *option, const char *value)
{
    self->out->said[self->out->said_count++] = (exq_said){option, value};
}

/* "--color takes auto, always or never, not 'x'". */
static exq_status refuse_choice(const exq_option *option, const char *value, exq_error *error)
{
    exq_bytes words = {0};
    const char *word = NULL;
    size_t length = 0, next_length = 0;
    for (unsigned place = 1; (word = exq_option_choice(option, place, &length)); place++) {
        const char *joint = place == 1 ? "" : exq_option_choice(option, place + 1, &next_length) ? ", " : " or ";
        exq_bytes_format(&words, "%s%.*s", joint, (int)length, word);
    }
    exq_status status = words.failed ? exq_refuse_memory(error)
                                     : exq_refuse(error, EXQ_USAGE, "--%s takes %.*s, not '%.200s'", option->name,
                                                  (int)words.length, words.bytes, value);
    exq_bytes_free(&words);
    return status;
}

const char *exq_option_choice(const exq_option *option, unsigned place, size_t *length)
{
    const char *word = option->choices;
    for (; place > 1 && word; place--) {
        word = strchr(word, '|');
        word = word ? word + 1 : NULL;
    }
    *length = word ? strcspn(word, "|") : 0;
    return word;
}

static exq_status assign_choice(const exq_option *option, unsigned *target, const char *value, exq_error *error)
{
    size_t length = 0;
    const char *word = NULL;
    for (unsigned place = 1; (word = exq_option_choice(option, place, &length)); place++)
        if (strlen(value) == length && memcmp(word, value, length) == 0) {
            *target = place;
            return EXQ_OK;
        }
    return refuse_choice(option, value, error);
}

static bool in_range(const exq_range *range, double number)
{
    if (!range->words)
        return true;
    return range->open ? number > range->low && number < range->high : number >= range->low && number <= range->high;
}

static exq_status refuse_number(const exq_option *option, const char *noun, const char *value, exq_error *error)
{
    const char *words = option->range.words ? option->range.words : "";
    return exq_refuse(error, EXQ_USAGE, "--%s takes a %s%s%s, not '%.200s'", option->name, noun, *words ? " " : "",
                      words, value);
}

static exq_status assign_count(const exq_option *option, exq_count *target, const char *value, exq_error *error)
{
    size_t digits = strspn(value, "0123456789");
    errno = 0;
    unsigned long long number = strtoull(value, NULL, 10);
    if (digits == 0 || value[digits] != '\0' || errno == ERANGE || !in_range(&option->range, (double)number))
        return refuse_number(option, "whole number", value, error);
    *target = (exq_count){number, true};
    return EXQ_OK;
}

/* -?digits[.digits]: what can be read as an exact ratio. The program never sets a locale, so strtod reads a point. */
static exq_status assign_decimal(const exq_option *option, const char **target, const char *value, exq_error *error)
{
    const char *rest = value + (*value == '-');
    size_t whole = strspn(rest, "0123456789");
    rest += whole;
    size_t fraction = 0;
    if (*rest == '.') {
        fraction = strspn(++rest, "0123456789");
        rest += fraction;
    }
    if (whole + fraction == 0 || *rest != '\0' || !in_range(&option->range, strtod(value, NULL)))
        return refuse_number(option, "decimal number", value, error);
    *target = value;
    return EXQ_OK;
}

static bool is_given(const exq_option *option, const void *target)
{
    switch (option->kind) {
    case EXQ_OPTION_TEXT:
    case EXQ_OPTION_DECIMAL:
        return *(const char *const *)target != NULL;
    case EXQ_OPTION_COUNT:
        return ((const exq_count *)target)->given;
    case EXQ_OPTION_CHOICE:
        return *(const unsigned *)target != 0;
    case EXQ_OPTION_LIST:
    case EXQ_OPTION_NAMES:
        return ((const exq_list *)target)->count > 0;
    case EXQ_OPTION_FLAG:
        break;
    }
    return false;
}

static exq_status assign_names(const exq_option *option, exq_list *target, const char *value, const parser *self)
{
    size_t first = target->count;
    if (!exq_list_split(target, value, self->pool))
        return exq_refuse_memory(self->error);
    for (size_t i = first; i < target->count; i++)
        if (target->items[i][0] == '\0')
            return exq_refuse(self->error, EXQ_USAGE, "--%s '%.200s' has an empty name between its commas",
                              option->name, value);
    return EXQ_OK;
}

static exq_status assign(const parser *self, found it, const char *value)
{
    const exq_option *option = it.option;
    bool repeatable = option->kind == EXQ_OPTION_LIST || option->kind == EXQ_OPTION_NAMES;
    if (value && *value == '\0')
        return exq_refuse(self->error, EXQ_USAGE, "--%s needs %s, and got an empty text", option->name,
                          option->argument);
    if (!repeatable && is_given(option, it.target))
        return exq_refuse(self->error, EXQ_USAGE, "--%s is given twice", option->name);
    note(self, option, value);
    switch (option->kind) {
    case EXQ_OPTION_FLAG:
        *(bool *)it.target = true;
        return EXQ_OK;
    case EXQ_OPTION_TEXT:
        *(const char **)it.target = value;
        return EXQ_OK;
    case EXQ_OPTION_LIST:
        return exq_list_add(it.target, value, self->pool) ? EXQ_OK : exq_refuse_memory(self->error);
    case EXQ_OPTION_NAMES:
        return assign_names(option, it.target, value, self);
    case EXQ_OPTION_COUNT:
        return assign_count(option, it.target, value, self->error);
    case EXQ_OPTION_DECIMAL:
        return assign_decimal(option, it.target, value, self->error);
    case EXQ_OPTION_CHOICE:
        return assign_choice(option, it.target, value, self->error);
    }
    return exq_refuse(self->error, EXQ_INTERNAL, "--%s is of no known kind", option->name);
}

/* `value` stands in the option's own word, or is NULL and is the next word. A next word that is itself an option is a
 * value forgotten, not a column of that name. */
static exq_status take_option(parser *self, found it, const char *value)
{
    const exq_option *option = it.option;
    if (option->kind == EXQ_OPTION_FLAG) {
        if (value)
            return exq_refuse(self->error, EXQ_USAGE, "--%s takes no value", option->name);
        return assign(self, it, NULL);
    }
    if (value)
        return assign(self, it, value);
    if (self->next == self->word_count)
        return exq_refuse(self->error, EXQ_USAGE, "--%s needs %s", option->name, option->argument);
    value = self->words[self->next++];
    if (strncmp(value, "--", 2) == 0 && find_option(self, value + 2, strcspn(value + 2, "="), 0).option)
        return exq_refuse(self->error, EXQ_USAGE, "--%s needs %s, and is followed by %.200s", option->name,
                          option->argument, value);
    return assign(self, it, value);
}

static exq_status take_long(parser *self, const char *word)
{
    const char *name = word + 2;
    size_t length = strcspn(name, "=");
    found it = find_option(self, name, length, 0);
    if (!it.option)
        return refuse_unknown(self, name, length);
    return take_option(self, it, name[length] == '=' ? name + length + 1 : NULL);
}

static exq_status take_short(parser *self, const char *word)
{
    found it = find_option(self, NULL, 0, word[1]);
    if (!it.option)
        return exq_refuse(self->error, EXQ_USAGE, "unknown option %.200s", word);
    return take_option(self, it, word[2] != '\0' ? word + 2 : NULL);
}

static exq_status take_operand(const parser *self, const char *word)
{
    const exq_operands *operands = &self->grammar->operands;
    if (!operands->name)
        return exq_refuse(self->error, EXQ_USAGE, "'%.200s' is one word too many: only options are taken", word);
    exq_list *list = (exq_list *)(void *)(self->target + operands->offset);
    if (*word == '\0')
        return exq_refuse(self->error, EXQ_USAGE, "%s is an empty text", operands->name);
    if (list->count == operands->most)
        return exq_refuse(self->error, EXQ_USAGE, "'%.200s' is one %s too many", word, operands->name);
    note(self, NULL, word);
    return exq_list_add(list, word, self->pool) ? EXQ_OK : exq_refuse_memory(self->error);
}

static exq_status check_required(const parser *self)
{
    const exq_operands *operands = &self->grammar->operands;
    if (operands->name) {
        const exq_list *list = (const exq_list *)(void *)(self->target + operands->offset);
        if (list->count < operands->least)
            return exq_refuse(self->error, EXQ_USAGE, "no %s given", operands->name);
    }
    const exq_section_use *use = self->grammar->sections;
    for (; use && use->section; use++)
        for (const exq_option *option = use->section->options; option->name; option++)
            if (option->required && !is_given(option, self->target + use->offset + option->offset))
                return exq_refuse(self->error, EXQ_USAGE, "--%s %s is needed", option->name, option->argument);
    return EXQ_OK;
}

exq_status exq_options_parse(const exq_grammar *grammar, char *const *words, size_t word_count, void *target,
                             exq_pool *pool, exq_parsed *out, exq_error *error)
{
    *out = (exq_parsed){.said = exq_pool_take(pool, word_count + 1, sizeof *out->said)};
    if (!out->said)
        return exq_refuse_memory(error);
    parser self = {grammar, words, word_count, 0, target, pool, out, error};
    bool options_ended = false;
    while (self.next < word_count) {
        const char *word = words[self.next++];
        if (options_ended || word[0] != '-' || word[1] == '\0') {
            EXQ_PASS(take_operand(&self, word));
        } else if (strcmp(word, "--") == 0) {
            options_ended = true;
        } else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            out->help = true;
            return EXQ_OK;
        } else {
            EXQ_PASS(word[1] == '-' ? take_long(&self, word) : take_short(&self, word));
        }
    }
    return check_required(&self);
}
