/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trees of JSON values: built, looked at, printed. cJSON holds the tree; its reader, printer and case-blind look-ups
 * are not used. A number is a raw text of ours: cJSON's own printing loses digits of one double in six.
 */
#include "json.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "library.h"
#include "number.h"
#include "text.h"

/* exq_json is cJSON under a name that keeps its fields out of other files. */
static exq_json *wrap(cJSON *value)
{
    return (exq_json *)value;
}

static cJSON *open_up(exq_json *value)
{
    return (cJSON *)value;
}

static const cJSON *look_into(const exq_json *value)
{
    return (const cJSON *)value;
}

/* -------------------------------------------------------------------------------------------------- build */

exq_json *exq_json_object(void)
{
    return wrap(cJSON_CreateObject());
}

exq_json *exq_json_array(void)
{
    return wrap(cJSON_CreateArray());
}

exq_json *exq_json_null(void)
{
    return wrap(cJSON_CreateNull());
}

exq_json *exq_json_bool(bool value)
{
    return wrap(cJSON_CreateBool(value));
}

exq_json *exq_json_number(double value)
{
    char text[EXQ_NUMBER_SIZE];
    return isfinite(value) ? wrap(cJSON_CreateRaw(exq_number_print(value, text))) : exq_json_null();
}

exq_json *exq_json_count(uint64_t value)
{
    char text[EXQ_NUMBER_SIZE];
    snprintf(text, sizeof text, "%" PRIu64, value);
    return wrap(cJSON_CreateRaw(text));
}

exq_json *exq_json_string(const char *text)
{
    return text != NULL ? wrap(cJSON_CreateString(text)) : exq_json_null();
}

/* A parent that lost a child to lack of memory remembers it in a field that cJSON leaves unused for parents, so that a
 * tree built without a look at each step is found incomplete when it is printed. */
enum { INCOMPLETE = 1 };

static bool hand_over(exq_json *parent, exq_json *child, bool added)
{
    if (!added) {
        exq_json_free(child);
        if (parent != NULL)
            open_up(parent)->valueint = INCOMPLETE;
    }
    return added;
}

bool exq_json_set(exq_json *object, const char *key, exq_json *child)
{
    return hand_over(object, child, cJSON_AddItemToObject(open_up(object), key, open_up(child)));
}

bool exq_json_push(exq_json *array, exq_json *child)
{
    return hand_over(array, child, cJSON_AddItemToArray(open_up(array), open_up(child)));
}

void exq_json_free(exq_json *root)
{
    cJSON_Delete(open_up(root));
}

/* --------------------------------------------------------------------------------------------------- look */

exq_json_kind exq_json_kind_of(const exq_json *value)
{
    const cJSON *node = look_into(value);
    if (cJSON_IsBool(node))
        return EXQ_JSON_BOOL;
    if (cJSON_IsRaw(node))
        return EXQ_JSON_NUMBER;
    if (cJSON_IsString(node))
        return EXQ_JSON_STRING;
    if (cJSON_IsArray(node))
        return EXQ_JSON_ARRAY;
    return cJSON_IsObject(node) ? EXQ_JSON_OBJECT : EXQ_JSON_NULL;
}

static bool is_parent(const exq_json *value)
{
    exq_json_kind kind = exq_json_kind_of(value);
    return kind == EXQ_JSON_ARRAY || kind == EXQ_JSON_OBJECT;
}

const exq_json *exq_json_get(const exq_json *object, const char *key)
{
    if (exq_json_kind_of(object) != EXQ_JSON_OBJECT)
        return NULL;
    return wrap(cJSON_GetObjectItemCaseSensitive(look_into(object), key));
}

const exq_json *exq_json_first(const exq_json *parent)
{
    return is_parent(parent) ? wrap(look_into(parent)->child) : NULL;
}

const exq_json *exq_json_next(const exq_json *child)
{
    return child != NULL ? wrap(look_into(child)->next) : NULL;
}

const char *exq_json_key(const exq_json *child)
{
    return child != NULL ? look_into(child)->string : NULL;
}

size_t exq_json_size(const exq_json *parent)
{
    return is_parent(parent) ? (size_t)cJSON_GetArraySize(look_into(parent)) : 0;
}

bool exq_json_is_true(const exq_json *value)
{
    return cJSON_IsTrue(look_into(value));
}

double exq_json_to_number(const exq_json *value)
{
    double number = (double)NAN;
    if (exq_json_kind_of(value) == EXQ_JSON_NUMBER) {
        const char *text = look_into(value)->valuestring;
        (void)exq_number_parse(text, strlen(text), &number); /* a text of ours: always a number */
    }
    return number;
}

bool exq_json_to_count(const exq_json *value, uint64_t *out)
{
    if (exq_json_kind_of(value) != EXQ_JSON_NUMBER)
        return false;
    const char *text = look_into(value)->valuestring;
    return exq_number_parse_count(text, strlen(text), out);
}

const char *exq_json_to_string(const exq_json *value)
{
    return exq_json_kind_of(value) == EXQ_JSON_STRING ? look_into(value)->valuestring : NULL;
}

/* -------------------------------------------------------------------------------------------------- print */

static void print_escaped(exq_buffer *out, unsigned char byte)
{
    static const char meanings[] = "\"\\\b\f\n\r\t";
    static const char letters[] = "\"\\bfnrt";
    const char *known = strchr(meanings, byte);
    if (known != NULL)
        exq_buffer_format(out, "\\%c", letters[known - meanings]);
    else
        exq_buffer_format(out, "\\u%04x", (unsigned)byte);
}

/* Runs that need no escape are copied whole; a byte that is not UTF-8 is printed as U+FFFD. */
static void print_string(exq_buffer *out, const char *text)
{
    size_t length = strlen(text);
    size_t invalid = exq_text_invalid(text, length);
    size_t copied = 0;
    exq_buffer_char(out, '"');
    for (size_t at = 0; at < length; at++) {
        unsigned char byte = (unsigned char)text[at];
        if (byte >= 0x20 && byte != '"' && byte != '\\' && at != invalid)
            continue;
        exq_buffer_append(out, text + copied, at - copied);
        copied = at + 1;
        if (at != invalid) {
            print_escaped(out, byte);
        } else {
            exq_buffer_string(out, "\xef\xbf\xbd");
            invalid = copied + exq_text_invalid(text + copied, length - copied);
        }
    }
    exq_buffer_append(out, text + copied, length - copied);
    exq_buffer_char(out, '"');
}

static void print_line_end(exq_buffer *out, int depth)
{
    exq_buffer_char(out, '\n');
    for (int i = 0; i < depth; i++)
        exq_buffer_string(out, "  ");
}

static bool is_array_of_scalars(const exq_json *parent)
{
    if (exq_json_kind_of(parent) != EXQ_JSON_ARRAY)
        return false;
    const exq_json *child = exq_json_first(parent);
    while (child != NULL && !is_parent(child))
        child = exq_json_next(child);
    return child == NULL;
}

/* Whether the value and all below it is complete. */
static bool print_value(exq_buffer *out, const exq_json *value, int depth);

static bool print_children(exq_buffer *out, const exq_json *parent, int depth)
{
    bool one_line = is_array_of_scalars(parent);
    bool complete = look_into(parent)->valueint != INCOMPLETE;
    for (const exq_json *child = exq_json_first(parent); child != NULL; child = exq_json_next(child)) {
        if (child != exq_json_first(parent))
            exq_buffer_string(out, one_line ? ", " : ",");
        if (!one_line)
            print_line_end(out, depth + 1);
        const char *key = exq_json_key(child);
        if (key != NULL) {
            print_string(out, key);
            exq_buffer_string(out, ": ");
        }
        complete = print_value(out, child, depth + 1) && complete;
    }
    if (!one_line && exq_json_first(parent) != NULL)
        print_line_end(out, depth);
    return complete;
}

static bool print_value(exq_buffer *out, const exq_json *value, int depth)
{
    bool complete = true;
    switch (exq_json_kind_of(value)) {
    case EXQ_JSON_NULL:
        exq_buffer_string(out, "null");
        break;
    case EXQ_JSON_BOOL:
        exq_buffer_string(out, exq_json_is_true(value) ? "true" : "false");
        break;
    case EXQ_JSON_NUMBER:
        exq_buffer_string(out, look_into(value)->valuestring);
        break;
    case EXQ_JSON_STRING:
        print_string(out, look_into(value)->valuestring);
        break;
    case EXQ_JSON_ARRAY:
    case EXQ_JSON_OBJECT: {
        bool is_object = exq_json_kind_of(value) == EXQ_JSON_OBJECT;
        exq_buffer_char(out, is_object ? '{' : '[');
        complete = print_children(out, value, depth);
        exq_buffer_char(out, is_object ? '}' : ']');
        break;
    }
    }
    return complete;
}

exq_status exq_json_print(const exq_json *root, exq_buffer *out, exq_error *error)
{
    bool complete = root != NULL && print_value(out, root, 0);
    exq_buffer_char(out, '\n');
    return complete && !out->failed ? EXQ_OK : exq_fail_memory(error);
}

const exq_library exq_library_cjson = {"cJSON", cJSON_Version};
