/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens into a tree, through the same builders that anyone uses. Beyond the grammar of RFC 8259 it refuses what would
 * be read differently by different programs: names given twice, and numbers that no double can hold.
 */
#include "json.h"

#include <string.h>

#include "dictionary.h"
#include "json_lexer.h"
#include "number.h"

enum { DEEPEST = 32 };

typedef struct parser {
    exq_json_lexer lexer;
    exq_dictionary *names; /* (number of its object, name) of every member so far */
    exq_buffer member;     /* such a pair */
    size_t objects;
} parser;

static exq_status parse_value(parser *self, int depth, exq_json **out, exq_error *error);

static exq_status expected(const parser *self, const char *what, exq_error *error)
{
    return exq_json_lexer_fail(&self->lexer, self->lexer.start, error, "%s was expected here, not %s.", what,
                               exq_json_lexer_words(&self->lexer));
}

/* Either a comma, which leads to one more child, or the end of the parent. */
static exq_status parse_separator(parser *self, exq_json_token close, const char *what, exq_error *error)
{
    exq_json_lexer *lexer = &self->lexer;
    EXQ_TRY(exq_json_lexer_next(lexer, error));
    if (lexer->token == close)
        return EXQ_OK;
    if (lexer->token != EXQ_TOKEN_COMMA)
        return expected(self, what, error);
    size_t comma = lexer->start;
    EXQ_TRY(exq_json_lexer_next(lexer, error));
    if (lexer->token == close)
        return exq_json_lexer_fail(lexer, comma, error, "a comma behind the last element. Take it out.");
    return EXQ_OK;
}

static exq_status refuse_name_given_twice(parser *self, size_t object, exq_error *error)
{
    const exq_buffer *name = &self->lexer.text;
    exq_buffer_clear(&self->member);
    exq_buffer_append(&self->member, (const char *)&object, sizeof object);
    exq_buffer_append(&self->member, name->bytes, name->length);
    size_t known = exq_dictionary_count(self->names);
    if (self->member.failed || exq_dictionary_code(self->names, self->member.bytes, self->member.length) == EXQ_NO_CODE)
        return exq_fail_memory(error);
    if (exq_dictionary_count(self->names) == known)
        return exq_json_lexer_fail(&self->lexer, self->lexer.start, error,
                                   "the name \"%s\" is given twice in one object. Keep one of them.", name->bytes);
    return EXQ_OK;
}

static exq_status parse_member(parser *self, size_t number, int depth, exq_json *object, exq_error *error)
{
    exq_json_lexer *lexer = &self->lexer;
    if (lexer->token != EXQ_TOKEN_STRING)
        return expected(self, "a name in double quotes", error);
    EXQ_TRY(refuse_name_given_twice(self, number, error));
    /* The lexer's text gives way to the value's: the dictionary keeps the name, behind the number of its object. */
    uint32_t code = (uint32_t)exq_dictionary_count(self->names) - 1;
    EXQ_TRY(exq_json_lexer_next(lexer, error));
    if (lexer->token != EXQ_TOKEN_COLON)
        return expected(self, "a colon", error);
    EXQ_TRY(exq_json_lexer_next(lexer, error));
    exq_json *value = NULL;
    EXQ_TRY(parse_value(self, depth, &value, error));
    const char *name = exq_dictionary_text(self->names, code, NULL) + sizeof number;
    return exq_json_set(object, name, value) ? EXQ_OK : exq_fail_memory(error);
}

static exq_status parse_object(parser *self, int depth, exq_json *object, exq_error *error)
{
    size_t number = self->objects++;
    EXQ_TRY(exq_json_lexer_next(&self->lexer, error));
    while (self->lexer.token != EXQ_TOKEN_OBJECT_CLOSE) {
        EXQ_TRY(parse_member(self, number, depth, object, error));
        EXQ_TRY(parse_separator(self, EXQ_TOKEN_OBJECT_CLOSE, "a comma or '}'", error));
    }
    return EXQ_OK;
}

static exq_status parse_array(parser *self, int depth, exq_json *array, exq_error *error)
{
    EXQ_TRY(exq_json_lexer_next(&self->lexer, error));
    while (self->lexer.token != EXQ_TOKEN_ARRAY_CLOSE) {
        exq_json *element = NULL;
        EXQ_TRY(parse_value(self, depth, &element, error));
        if (!exq_json_push(array, element))
            return exq_fail_memory(error);
        EXQ_TRY(parse_separator(self, EXQ_TOKEN_ARRAY_CLOSE, "a comma or ']'", error));
    }
    return EXQ_OK;
}

static exq_status parse_parent(parser *self, int depth, exq_json **out, exq_error *error)
{
    const exq_json_lexer *lexer = &self->lexer;
    if (depth == DEEPEST)
        return exq_json_lexer_fail(lexer, lexer->start, error, "more than %d objects and arrays inside each other.",
                                   DEEPEST);
    bool is_object = lexer->token == EXQ_TOKEN_OBJECT_OPEN;
    exq_json *parent = is_object ? exq_json_object() : exq_json_array();
    if (parent == NULL)
        return exq_fail_memory(error);
    exq_status status =
        is_object ? parse_object(self, depth + 1, parent, error) : parse_array(self, depth + 1, parent, error);
    if (status == EXQ_OK)
        *out = parent;
    else
        exq_json_free(parent);
    return status;
}

/* Whole numbers up to the largest count keep every digit; others become the nearest double. */
static exq_status parse_number(const exq_json_lexer *lexer, exq_json **out, exq_error *error)
{
    const char *text = lexer->bytes + lexer->start;
    size_t length = lexer->end - lexer->start;
    uint64_t count = 0;
    double value = 0;
    if (exq_number_parse_count(text, length, &count))
        *out = exq_json_count(count);
    else if (exq_number_parse(text, length, &value))
        *out = exq_json_number(value);
    else
        return exq_json_lexer_fail(lexer, lexer->start, error, "this number is beyond what a double can hold.");
    return EXQ_OK;
}

static exq_status parse_value(parser *self, int depth, exq_json **out, exq_error *error)
{
    switch (self->lexer.token) {
    case EXQ_TOKEN_OBJECT_OPEN:
    case EXQ_TOKEN_ARRAY_OPEN:
        return parse_parent(self, depth, out, error);
    case EXQ_TOKEN_STRING:
        *out = exq_json_string(self->lexer.text.bytes);
        break;
    case EXQ_TOKEN_NUMBER:
        EXQ_TRY(parse_number(&self->lexer, out, error));
        break;
    case EXQ_TOKEN_TRUE:
    case EXQ_TOKEN_FALSE:
        *out = exq_json_bool(self->lexer.token == EXQ_TOKEN_TRUE);
        break;
    case EXQ_TOKEN_NULL:
        *out = exq_json_null();
        break;
    default:
        return expected(self, "a value", error);
    }
    return *out != NULL ? EXQ_OK : exq_fail_memory(error);
}

static exq_status parse_document(parser *self, exq_json **out, exq_error *error)
{
    EXQ_TRY(exq_json_lexer_next(&self->lexer, error));
    EXQ_TRY(parse_value(self, 0, out, error));
    EXQ_TRY(exq_json_lexer_next(&self->lexer, error));
    if (self->lexer.token != EXQ_TOKEN_END)
        return expected(self, "the end", error);
    return EXQ_OK;
}

exq_status exq_json_parse(const char *bytes, size_t length, const char *name, exq_json **out, exq_error *error)
{
    parser self = {.names = exq_dictionary_new()};
    exq_json *root = NULL;
    exq_status status =
        self.names == NULL ? exq_fail_memory(error) : exq_json_lexer_open(&self.lexer, bytes, length, name, error);
    if (status == EXQ_OK)
        status = parse_document(&self, &root, error);
    exq_json_lexer_close(&self.lexer);
    exq_buffer_free(&self.member);
    exq_dictionary_free(self.names);
    if (status == EXQ_OK)
        *out = root;
    else
        exq_json_free(root);
    return status;
}
