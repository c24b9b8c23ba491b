/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON text cut into tokens, each judged strictly by RFC 8259: numbers by its grammar, strings with their escapes
 * decoded. Every refusal says where and how to mend it.
 */
#ifndef EXQ_JSON_LEXER_H
#define EXQ_JSON_LEXER_H

#include "buffer.h"

typedef enum exq_json_token {
    EXQ_TOKEN_END,
    EXQ_TOKEN_OBJECT_OPEN,
    EXQ_TOKEN_OBJECT_CLOSE,
    EXQ_TOKEN_ARRAY_OPEN,
    EXQ_TOKEN_ARRAY_CLOSE,
    EXQ_TOKEN_COLON,
    EXQ_TOKEN_COMMA,
    EXQ_TOKEN_STRING,
    EXQ_TOKEN_NUMBER,
    EXQ_TOKEN_TRUE,
    EXQ_TOKEN_FALSE,
    EXQ_TOKEN_NULL
} exq_json_token;

typedef struct exq_json_lexer {
    const char *name; /* opens the messages */
    const char *bytes;
    size_t length;
    size_t start; /* the current token: bytes[start..end) */
    size_t end;
    exq_json_token token;
    exq_buffer text; /* a string, decoded */
} exq_json_lexer;

/* Judge the bytes as UTF-8 and stand before the first token. Errors: MALFORMED. */
EXQ_CHECKED exq_status exq_json_lexer_open(exq_json_lexer *lexer, const char *bytes, size_t length, const char *name,
                                           exq_error *error);
void exq_json_lexer_close(exq_json_lexer *lexer);

/* Go to the next token; behind the last it is EXQ_TOKEN_END for ever. Errors: MALFORMED, MEMORY. */
EXQ_CHECKED exq_status exq_json_lexer_next(exq_json_lexer *lexer, exq_error *error);

/* "name:line:column: message" about the byte at `offset`: MALFORMED. Columns count characters, from 1. */
EXQ_PRINTF(4, 5)
exq_status exq_json_lexer_fail(const exq_json_lexer *lexer, size_t offset, exq_error *error, const char *format, ...);

/* "a string", "a comma" ...: the current token in words. */
const char *exq_json_lexer_words(const exq_json_lexer *lexer);

#endif
