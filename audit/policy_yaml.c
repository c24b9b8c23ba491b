/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From bytes to a tree, by libyaml's events. The only includer of yaml.h.
 */
#include "policy_yaml.h"

#include <string.h>
#include <yaml.h>

#include "library.h"
#include "text.h"

typedef struct reading {
    const exq_policy_source *source;
    exq_arena *arena;
    yaml_parser_t *parser;
    exq_error *error;
} reading;

static exq_policy_place place_of(yaml_mark_t mark)
{
    return (exq_policy_place){mark.line + 1, mark.column + 1};
}

static exq_policy_place place_of_byte(const exq_policy_source *source, size_t offset)
{
    exq_policy_place place = {1, 1};
    for (size_t i = 0; i < offset && i < source->length; i++) {
        const unsigned char byte = (unsigned char)source->bytes[i];
        if (byte == '\n')
            place = (exq_policy_place){place.line + 1, 1};
        else if ((byte & 0xC0) != 0x80)
            place.column++;
    }
    return place;
}

static exq_status refuse_syntax(const reading *self)
{
    const yaml_parser_t *parser = self->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        return exq_fail_memory(self->error);
    const exq_policy_place place = parser->error == YAML_READER_ERROR
                                       ? place_of_byte(self->source, parser->problem_offset)
                                       : place_of(parser->problem_mark);
    return exq_policy_refuse(self->source, place, self->error, NULL, "this is not YAML: %s.",
                             parser->problem != NULL ? parser->problem : "it cannot be read");
}

static exq_status next_event(const reading *self, yaml_event_t *event)
{
    return yaml_parser_parse(self->parser, event) ? EXQ_OK : refuse_syntax(self);
}

static exq_status refuse_at(const reading *self, const yaml_event_t *event, const char *hint, const char *what)
{
    return exq_policy_refuse(self->source, place_of(event->start_mark), self->error, hint, "%s.", what);
}

static exq_status refuse_marks(const reading *self, const yaml_event_t *event, const yaml_char_t *anchor,
                               const yaml_char_t *tag)
{
    if (anchor != NULL)
        return refuse_at(self, event, "Write the value out where it is wanted.", "anchors are not read");
    if (tag != NULL)
        return refuse_at(self, event, "Leave the tag out: every value is taken as it is written.", "tags are not read");
    return EXQ_OK;
}

static exq_status read_node(const reading *self, const yaml_event_t *event, size_t depth, exq_policy_node **out);

static exq_status read_scalar(const reading *self, const yaml_event_t *event, exq_policy_node *node)
{
    const char *text = (const char *)event->data.scalar.value;
    if (memchr(text, '\0', event->data.scalar.length) != NULL)
        return refuse_at(self, event, NULL, "the text holds a NUL character");
    node->text = exq_arena_copy(self->arena, text, event->data.scalar.length);
    return node->text != NULL ? EXQ_OK : exq_fail_memory(self->error);
}

static exq_status check_key(const reading *self, const exq_policy_node *mapping, const yaml_event_t *event)
{
    if (event->type == YAML_ALIAS_EVENT)
        return refuse_at(self, event, "Write the value out where it is wanted.", "aliases are not read");
    if (event->type != YAML_SCALAR_EVENT)
        return refuse_at(self, event, NULL, "a key must be a name");
    EXQ_TRY(refuse_marks(self, event, event->data.scalar.anchor, event->data.scalar.tag));
    const char *key = (const char *)event->data.scalar.value;
    if (strcmp(key, "<<") == 0)
        return refuse_at(self, event, "Write the values out where they are wanted.", "merge keys are not read");
    const exq_policy_node *first = exq_policy_entry(mapping, key);
    if (first != NULL)
        return exq_policy_refuse(self->source, place_of(event->start_mark), self->error, "Keep one of the two.",
                                 "%.60s stands twice; first in line %zu.", key, first->key_place.line);
    return EXQ_OK;
}

/* The key, and the event of its value. */
static exq_status read_key(const reading *self, const exq_policy_node *mapping, yaml_event_t *event, const char **key,
                           exq_policy_place *place)
{
    exq_status status = check_key(self, mapping, event);
    exq_policy_node node = {0};
    if (status == EXQ_OK)
        status = read_scalar(self, event, &node);
    *key = node.text;
    *place = place_of(event->start_mark);
    yaml_event_delete(event);
    if (status == EXQ_OK)
        status = next_event(self, event);
    return status;
}

/* Entries or elements until the event that ends them. */
static exq_status read_children(const reading *self, size_t depth, yaml_event_type_t end, exq_policy_node *node)
{
    const exq_policy_node **last = &node->first;
    for (;;) {
        yaml_event_t event = {0};
        EXQ_TRY(next_event(self, &event));
        if (event.type == end) {
            yaml_event_delete(&event);
            return EXQ_OK;
        }
        const char *key = NULL;
        exq_policy_place key_place = {0};
        exq_policy_node *child = NULL;
        exq_status status = EXQ_OK;
        if (node->count == EXQ_POLICY_ENTRIES_MOST)
            status = refuse_at(self, &event, NULL, "more than 1000 entries stand here");
        if (status == EXQ_OK && node->shape == EXQ_POLICY_MAPPING)
            status = read_key(self, node, &event, &key, &key_place);
        if (status == EXQ_OK)
            status = read_node(self, &event, depth + 1, &child);
        yaml_event_delete(&event);
        EXQ_TRY(status);
        child->key = key;
        child->key_place = key_place;
        *last = child;
        last = &child->next;
        node->count++;
    }
}

static exq_status read_node(const reading *self, const yaml_event_t *event, size_t depth, exq_policy_node **out)
{
    exq_policy_node *node = EXQ_NEW(self->arena, exq_policy_node, 1);
    if (node == NULL)
        return exq_fail_memory(self->error);
    node->place = place_of(event->start_mark);
    node->source = self->source;
    *out = node;
    if (depth > EXQ_POLICY_DEPTH_MOST)
        return refuse_at(self, event, NULL, "this is nested more than 32 deep");
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        EXQ_TRY(refuse_marks(self, event, event->data.scalar.anchor, event->data.scalar.tag));
        return read_scalar(self, event, node);
    case YAML_SEQUENCE_START_EVENT:
        EXQ_TRY(refuse_marks(self, event, event->data.sequence_start.anchor, event->data.sequence_start.tag));
        node->shape = EXQ_POLICY_SEQUENCE;
        return read_children(self, depth, YAML_SEQUENCE_END_EVENT, node);
    case YAML_MAPPING_START_EVENT:
        EXQ_TRY(refuse_marks(self, event, event->data.mapping_start.anchor, event->data.mapping_start.tag));
        node->shape = EXQ_POLICY_MAPPING;
        return read_children(self, depth, YAML_MAPPING_END_EVENT, node);
    default: /* nothing else can stand where a value is due */
        return refuse_at(self, event, "Write the value out where it is wanted.", "aliases are not read");
    }
}

/* Stream start, one document, stream end. */
static exq_status read_stream(const reading *self, const exq_policy_node **out)
{
    *out = NULL;
    for (;;) {
        yaml_event_t event = {0};
        EXQ_TRY(next_event(self, &event));
        const yaml_event_type_t type = event.type;
        exq_status status = EXQ_OK;
        if (type == YAML_DOCUMENT_START_EVENT && *out != NULL) {
            status = refuse_at(self, &event, "Keep one document a file.", "a second document begins here");
        } else if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT &&
                   type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT) {
            exq_policy_node *root = NULL;
            status = read_node(self, &event, 1, &root);
            *out = root;
        }
        yaml_event_delete(&event);
        EXQ_TRY(status);
        if (type == YAML_STREAM_END_EVENT)
            return EXQ_OK;
    }
}

static exq_status check_bytes(const exq_policy_source *source, exq_error *error)
{
    if (source->length > EXQ_POLICY_BYTES_MOST)
        return exq_fail(error, EXQ_USAGE, "%s:1:1: a policy holds at most 1 MiB, and this is %zu bytes.", source->name,
                        source->length);
    const size_t invalid = exq_text_invalid(source->bytes, source->length);
    if (invalid < source->length) {
        const exq_policy_place place = place_of_byte(source, invalid);
        return exq_fail(error, EXQ_USAGE, "%s:%zu:%zu: this byte is not UTF-8. Save the file as UTF-8.", source->name,
                        place.line, place.column);
    }
    return EXQ_OK;
}

exq_status exq_policy_parse(const exq_policy_source *source, exq_arena *arena, const exq_policy_node **out,
                            exq_error *error)
{
    EXQ_TRY(check_bytes(source, error));
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return exq_fail_memory(error);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)source->bytes, source->length);
    const reading self = {source, arena, &parser, error};
    exq_status status = read_stream(&self, out);
    yaml_parser_delete(&parser);
    if (status == EXQ_OK && *out == NULL)
        status =
            exq_fail(error, EXQ_USAGE, "%s:1:1: the file holds nothing. exaequo schema --policy says what it can hold.",
                     source->name);
    return status;
}

const exq_policy_node *exq_policy_entry(const exq_policy_node *mapping, const char *key)
{
    for (const exq_policy_node *entry = mapping->first; entry != NULL; entry = entry->next)
        if (strcmp(entry->key, key) == 0)
            return entry;
    return NULL;
}

const exq_library exq_library_yaml = {"libyaml", yaml_get_version_string};
