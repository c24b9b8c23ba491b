/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict lexer of JSON. It stands in the place of cJSON's own reader, which cuts strings at \u0000, takes 01 and 1.
 * for numbers, and reads 1.5 differently in another locale.
 */
#include "json_lexer.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

exq_status exq_json_lexer_fail(const exq_json_lexer *lexer, size_t offset, exq_error *error, const char *format, ...)
{
    size_t line = 1;
    size_t column = 1;
    for (size_t i = 0; i < offset; i++) {
        if (lexer->bytes[i] == '\n') {
            line++;
            column = 1;
        } else if (((unsigned char)lexer->bytes[i] & 0xc0) != 0x80) {
            column++;
        }
    }
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return exq_fail(error, EXQ_MALFORMED, "%s:%zu:%zu: %s", lexer->name, line, column, message);
}

exq_status exq_json_lexer_open(exq_json_lexer *lexer, const char *bytes, size_t length, const char *name,
                               exq_error *error)
{
    *lexer = (exq_json_lexer){.name = name, .bytes = bytes, .length = length};
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        return exq_json_lexer_fail(lexer, 0, error,
                                   "a byte order mark, where JSON must begin. Save the file without one.");
    size_t invalid = exq_text_invalid(bytes, length);
    if (invalid < length)
        return exq_json_lexer_fail(lexer, invalid, error, "byte %02X is not UTF-8 text. Save the file as UTF-8.",
                                   (unsigned)(unsigned char)bytes[invalid]);
    return EXQ_OK;
}

void exq_json_lexer_close(exq_json_lexer *lexer)
{
    exq_buffer_free(&lexer->text);
}

const char *exq_json_lexer_words(const exq_json_lexer *lexer)
{
    static const char *const words[] = {
        [EXQ_TOKEN_END] = "the end",    [EXQ_TOKEN_OBJECT_OPEN] = "'{'", [EXQ_TOKEN_OBJECT_CLOSE] = "'}'",
        [EXQ_TOKEN_ARRAY_OPEN] = "'['", [EXQ_TOKEN_ARRAY_CLOSE] = "']'", [EXQ_TOKEN_COLON] = "a colon",
        [EXQ_TOKEN_COMMA] = "a comma",  [EXQ_TOKEN_STRING] = "a string", [EXQ_TOKEN_NUMBER] = "a number",
        [EXQ_TOKEN_TRUE] = "true",      [EXQ_TOKEN_FALSE] = "false",     [EXQ_TOKEN_NULL] = "null",
    };
    return words[lexer->token];
}

/* The byte at `at`, or 0 at the end: no 0 passed exq_json_lexer_open. */
static char byte_at(const exq_json_lexer *lexer, size_t at)
{
    return at < lexer->length ? lexer->bytes[at] : '\0';
}

/* ------------------------------------------------------------------------------------------------- strings */

static bool four_hex_digits(const exq_json_lexer *lexer, size_t at, unsigned *out)
{
    unsigned value = 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = byte_at(lexer, i);
        if (c >= '0' && c <= '9')
            value = value << 4 | (unsigned)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            value = value << 4 | (unsigned)((c | 0x20) - 'a' + 10);
        else
            return false;
    }
    *out = value;
    return true;
}

static void append_utf8(exq_buffer *out, unsigned character)
{
    if (character < 0x80) {
        exq_buffer_char(out, (char)character);
        return;
    }
    int following = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
    exq_buffer_char(out, (char)(lead[following] | character >> (6 * following)));
    while (following-- > 0)
        exq_buffer_char(out, (char)(0x80 | (character >> (6 * following) & 0x3f)));
}

/* \uXXXX, or two of them for a character beyond U+FFFF; `*at` stands on the 'u' and is moved behind the last digit. */
static exq_status unicode_escape(exq_json_lexer *lexer, size_t *at, exq_error *error)
{
    size_t backslash = *at - 1;
    unsigned character = 0;
    if (!four_hex_digits(lexer, *at + 1, &character))
        return exq_json_lexer_fail(lexer, backslash, error, "\\u must be followed by four hexadecimal digits.");
    *at += 5;
    if (character == 0)
        return exq_json_lexer_fail(lexer, backslash, error, "\\u0000 is not allowed in text. Take it out.");
    if (character >= 0xd800 && character <= 0xdfff) {
        unsigned second = 0;
        if (character >= 0xdc00 || byte_at(lexer, *at) != '\\' || byte_at(lexer, *at + 1) != 'u' ||
            !four_hex_digits(lexer, *at + 2, &second) || second < 0xdc00 || second > 0xdfff)
            return exq_json_lexer_fail(lexer, backslash, error,
                                       "\\u%04X is one half of a surrogate pair. Write both halves.", character);
        *at += 6;
        character = 0x10000 + ((character - 0xd800) << 10) + (second - 0xdc00);
    }
    append_utf8(&lexer->text, character);
    return EXQ_OK;
}

/* `*at` stands behind the backslash. */
static exq_status escape(exq_json_lexer *lexer, size_t *at, exq_error *error)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char letter = byte_at(lexer, *at);
    if (letter == 'u')
        return unicode_escape(lexer, at, error);
    const char *known = letter != '\0' ? strchr(letters, letter) : NULL;
    if (known == NULL)
        return exq_json_lexer_fail(lexer, *at - 1, error, "not an escape of JSON. Write \\\\ for a backslash itself.");
    exq_buffer_char(&lexer->text, meanings[known - letters]);
    ++*at;
    return EXQ_OK;
}

static exq_status take_string(exq_json_lexer *lexer, exq_error *error)
{
    size_t at = lexer->start + 1;
    exq_buffer_clear(&lexer->text);
    exq_buffer_append(&lexer->text, "", 0); /* the empty string, too, has bytes to point at */
    for (;;) {
        size_t plain = at;
        while (at < lexer->length && (unsigned char)lexer->bytes[at] >= 0x20 && lexer->bytes[at] != '"' &&
               lexer->bytes[at] != '\\')
            at++;
        exq_buffer_append(&lexer->text, lexer->bytes + plain, at - plain);
        if (at == lexer->length)
            return exq_json_lexer_fail(lexer, lexer->start, error, "this string has no end. Close it with a quote.");
        char c = lexer->bytes[at++];
        if (c == '"')
            break;
        if (c != '\\')
            return exq_json_lexer_fail(lexer, at - 1, error,
                                       "a line end or control character inside a string. Write it as \\u%04X.",
                                       (unsigned)c);
        EXQ_TRY(escape(lexer, &at, error));
    }
    lexer->token = EXQ_TOKEN_STRING;
    lexer->end = at;
    return lexer->text.failed ? exq_fail_memory(error) : EXQ_OK;
}

/* ------------------------------------------------------------------------------------------ other tokens */

static size_t skip_digits(const exq_json_lexer *lexer, size_t at)
{
    while (byte_at(lexer, at) >= '0' && byte_at(lexer, at) <= '9')
        at++;
    return at;
}

static exq_status take_number(exq_json_lexer *lexer, exq_error *error)
{
    size_t at = lexer->start + (byte_at(lexer, lexer->start) == '-');
    size_t whole = at;
    at = skip_digits(lexer, at);
    if (at == whole)
        return exq_json_lexer_fail(lexer, lexer->start, error, "a minus sign must be followed by digits.");
    if (lexer->bytes[whole] == '0' && at - whole > 1)
        return exq_json_lexer_fail(lexer, lexer->start, error, "a number must not begin with extra zeros. Drop them.");
    if (byte_at(lexer, at) == '.') {
        size_t fraction = at + 1;
        at = skip_digits(lexer, fraction);
        if (at == fraction)
            return exq_json_lexer_fail(lexer, lexer->start, error, "a decimal point must be followed by digits.");
    }
    if (byte_at(lexer, at) == 'e' || byte_at(lexer, at) == 'E') {
        at++;
        size_t exponent = at + (byte_at(lexer, at) == '-' || byte_at(lexer, at) == '+');
        at = skip_digits(lexer, exponent);
        if (at == exponent)
            return exq_json_lexer_fail(lexer, lexer->start, error, "an exponent must have digits.");
    }
    lexer->token = EXQ_TOKEN_NUMBER;
    lexer->end = at;
    return EXQ_OK;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static exq_status take_word(exq_json_lexer *lexer, exq_error *error)
{
    static const struct {
        const char *word;
        exq_json_token token;
    } words[] = {
        {"true",  EXQ_TOKEN_TRUE },
        {"false", EXQ_TOKEN_FALSE},
        {"null",  EXQ_TOKEN_NULL }
    };
    size_t end = lexer->start;
    while (is_word_byte(byte_at(lexer, end)))
        end++;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (end - lexer->start == strlen(words[i].word) &&
            memcmp(lexer->bytes + lexer->start, words[i].word, end - lexer->start) == 0) {
            lexer->token = words[i].token;
            lexer->end = end;
            return EXQ_OK;
        }
    }
    return exq_json_lexer_fail(lexer, lexer->start, error,
                               "this is not JSON: text must stand in double quotes, and the "
                               "only bare words are true, false and null.");
}

static exq_status take_other(exq_json_lexer *lexer, exq_error *error)
{
    static const char marks[] = "{}[]:,";
    char c = lexer->bytes[lexer->start];
    const char *mark = strchr(marks, c);
    if (mark != NULL) {
        lexer->token = (exq_json_token)(EXQ_TOKEN_OBJECT_OPEN + (mark - marks));
        lexer->end = lexer->start + 1;
        return EXQ_OK;
    }
    if (c == '/' || c == '#')
        return exq_json_lexer_fail(lexer, lexer->start, error, "JSON has no comments. Take them out.");
    if (c == '\'')
        return exq_json_lexer_fail(lexer, lexer->start, error, "text must stand in double quotes.");
    return exq_json_lexer_fail(lexer, lexer->start, error, "this character has no meaning in JSON. Take it out.");
}

exq_status exq_json_lexer_next(exq_json_lexer *lexer, exq_error *error)
{
    lexer->start = lexer->end;
    while (byte_at(lexer, lexer->start) != '\0' && strchr(" \t\n\r", lexer->bytes[lexer->start]) != NULL)
        lexer->start++;
    char c = byte_at(lexer, lexer->start);
    if (c == '\0') {
        lexer->token = EXQ_TOKEN_END;
        lexer->end = lexer->start;
        return EXQ_OK;
    }
    if (c == '"')
        return take_string(lexer, error);
    if (c == '-' || (c >= '0' && c <= '9'))
        return take_number(lexer, error);
    if (is_word_byte(c))
        return take_word(lexer, error);
    return take_other(lexer, error);
}
