/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing through libxml2's xmlTextWriter, reading through its xmlTextReader.
 */
#include "markup.h"

#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "text.h"

/* libxml2 tells its troubles on the error stream unless somebody else listens, and to nobody else: a text that it had no
 * memory to write is left out, and the call says that all is well. So we listen while we use it, and hand the ear back. */
typedef struct exq_ear {
    xmlStructuredErrorFunc structured;
    void *structured_context;
    xmlGenericErrorFunc generic;
    void *generic_context;
} exq_ear;

static void hear_structured(void *failed, xmlErrorPtr error)
{
    (void)error;
    *(bool *)failed = true;
}

static void hear_generic(void *failed, const char *format, ...)
{
    (void)format;
    *(bool *)failed = true;
}

/* Until give_back, trouble sets `failed`. */
static exq_ear hear(bool *failed)
{
    exq_ear before = {xmlStructuredError, xmlStructuredErrorContext, xmlGenericError, xmlGenericErrorContext};
    xmlSetStructuredErrorFunc(failed, hear_structured);
    xmlSetGenericErrorFunc(failed, hear_generic);
    return before;
}

static void give_back(exq_ear before)
{
    xmlResetLastError(); /* it keeps copies of the words it would have said */
    xmlSetStructuredErrorFunc(before.structured_context, before.structured);
    xmlSetGenericErrorFunc(before.generic_context, before.generic);
}

/* ------------------------------------------------------------------------------------------------ writing */

enum { DEEPEST = 32 };

struct exq_markup {
    exq_ear before;
    xmlBufferPtr bytes;
    xmlTextWriterPtr writer;
    exq_buffer visible;
    const char *open[DEEPEST]; /* names are constants of the callers */
    size_t depth;
    bool failed;
};

/* How an element is written: HTML knows some that never hold anything; those within a line of text get no line
 * break. */
static bool is_void(const char *element)
{
    return strcmp(element, "meta") == 0 || strcmp(element, "br") == 0 || strcmp(element, "wbr") == 0;
}

static bool is_inline(const char *element)
{
    static const char *const names[] = {"a",  "abbr", "b",      "br",   "code", "data",
                                        "em", "span", "strong", "text", "title", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(element, names[i]) == 0)
            return true;
    return false;
}

exq_markup *exq_markup_new(void)
{
    exq_markup *markup = calloc(1, sizeof *markup);
    if (markup == NULL)
        return NULL;
    markup->before = hear(&markup->failed);
    markup->bytes = xmlBufferCreate();
    markup->writer = markup->bytes == NULL ? NULL : xmlNewTextWriterMemory(markup->bytes, 0);
    if (markup->writer == NULL) {
        exq_markup_free(markup);
        return NULL;
    }
    return markup;
}

void exq_markup_free(exq_markup *markup)
{
    if (markup == NULL)
        return;
    if (markup->writer != NULL)
        xmlFreeTextWriter(markup->writer);
    if (markup->bytes != NULL)
        xmlBufferFree(markup->bytes);
    give_back(markup->before);
    exq_buffer_free(&markup->visible);
    free(markup);
}

/* `text` as libxml2 wants it, with everything visible. */
static const xmlChar *visible(exq_markup *markup, const char *text)
{
    exq_buffer_clear(&markup->visible);
    exq_text_visible(&markup->visible, text, strlen(text));
    if (markup->visible.failed || markup->visible.bytes == NULL) {
        markup->failed |= markup->visible.failed;
        return BAD_CAST "";
    }
    return BAD_CAST markup->visible.bytes;
}

static void check(exq_markup *markup, int written)
{
    markup->failed |= written < 0;
}

void exq_markup_open(exq_markup *markup, const char *element, ...)
{
    check(markup, xmlTextWriterStartElement(markup->writer, BAD_CAST element));
    va_list arguments;
    va_start(arguments, element);
    for (;;) {
        const char *name = va_arg(arguments, const char *);
        const char *value = name == NULL ? NULL : va_arg(arguments, const char *);
        if (value == NULL)
            break;
        check(markup, xmlTextWriterWriteAttribute(markup->writer, BAD_CAST name, visible(markup, value)));
    }
    va_end(arguments);
    if (markup->depth == DEEPEST) {
        markup->failed = true;
        return;
    }
    markup->open[markup->depth++] = element;
}

void exq_markup_close(exq_markup *markup)
{
    if (markup->depth == 0) {
        markup->failed = true;
        return;
    }
    const char *element = markup->open[--markup->depth];
    if (is_void(element))
        check(markup, xmlTextWriterEndElement(markup->writer));
    else
        check(markup, xmlTextWriterFullEndElement(markup->writer));
    if (!is_inline(element))
        exq_markup_raw(markup, "\n", 1);
}

void exq_markup_text(exq_markup *markup, const char *text)
{
    if (text != NULL && *text != '\0')
        check(markup, xmlTextWriterWriteString(markup->writer, visible(markup, text)));
}

void exq_markup_element(exq_markup *markup, const char *element, const char *text)
{
    exq_markup_open(markup, element, NULL);
    exq_markup_text(markup, text);
    exq_markup_close(markup);
}

void exq_markup_raw(exq_markup *markup, const char *bytes, size_t length)
{
    if (length > INT_MAX)
        markup->failed = true;
    else if (length > 0)
        check(markup, xmlTextWriterWriteRawLen(markup->writer, BAD_CAST bytes, (int)length));
}

exq_status exq_markup_end(exq_markup *markup, exq_buffer *out, exq_error *error)
{
    if (markup->depth != 0)
        return exq_fail(error, EXQ_INTERNAL, "<%s> was not closed", markup->open[markup->depth - 1]);
    check(markup, xmlTextWriterFlush(markup->writer));
    if (!markup->failed)
        exq_buffer_append(out, (const char *)xmlBufferContent(markup->bytes), (size_t)xmlBufferLength(markup->bytes));
    return markup->failed || out->failed ? exq_fail_memory(error) : EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------ reading */

struct exq_markup_reader {
    exq_ear before;
    xmlTextReaderPtr reader;
    bool close_next; /* <a/> was opened: its close comes without reading on */
    bool failed;
};

exq_markup_reader *exq_markup_reader_new(const char *bytes, size_t length)
{
    exq_markup_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return NULL;
    reader->before = hear(&reader->failed);
    if (length <= INT_MAX)
        reader->reader =
            xmlReaderForMemory(bytes, (int)length, NULL, "UTF-8",
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (reader->reader == NULL) {
        exq_markup_reader_free(reader);
        return NULL;
    }
    return reader;
}

void exq_markup_reader_free(exq_markup_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->reader != NULL)
        xmlFreeTextReader(reader->reader);
    give_back(reader->before);
    free(reader);
}

exq_markup_event exq_markup_read(exq_markup_reader *reader)
{
    if (reader->close_next) {
        reader->close_next = false;
        return EXQ_MARKUP_CLOSE;
    }
    for (;;) {
        int more = xmlTextReaderRead(reader->reader);
        if (more <= 0)
            return more == 0 && !reader->failed ? EXQ_MARKUP_END : EXQ_MARKUP_BROKEN;
        switch (xmlTextReaderNodeType(reader->reader)) {
        case XML_READER_TYPE_ELEMENT:
            reader->close_next = xmlTextReaderIsEmptyElement(reader->reader) == 1;
            return EXQ_MARKUP_OPEN;
        case XML_READER_TYPE_END_ELEMENT:
            return EXQ_MARKUP_CLOSE;
        case XML_READER_TYPE_TEXT:
            return EXQ_MARKUP_TEXT;
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        case XML_READER_TYPE_COMMENT:
            break;
        default:
            return EXQ_MARKUP_BROKEN; /* document types, entities, instructions: none of them is ours */
        }
    }
}

const char *exq_markup_name(exq_markup_reader *reader)
{
    return (const char *)xmlTextReaderConstName(reader->reader);
}

const char *exq_markup_content(exq_markup_reader *reader)
{
    return (const char *)xmlTextReaderConstValue(reader->reader);
}

const char *exq_markup_attribute(exq_markup_reader *reader, const char *name)
{
    if (xmlTextReaderMoveToAttribute(reader->reader, BAD_CAST name) != 1)
        return NULL;
    const char *value = (const char *)xmlTextReaderConstValue(reader->reader);
    xmlTextReaderMoveToElement(reader->reader);
    return value;
}

bool exq_markup_attribute_at(exq_markup_reader *reader, size_t index, const char **name, const char **value)
{
    if (index > INT_MAX || xmlTextReaderMoveToAttributeNo(reader->reader, (int)index) != 1)
        return false;
    *name = (const char *)xmlTextReaderConstName(reader->reader);
    *value = (const char *)xmlTextReaderConstValue(reader->reader);
    xmlTextReaderMoveToElement(reader->reader);
    return true;
}

static const char *version(void)
{
    return LIBXML_DOTTED_VERSION;
}

const exq_library exq_library_xml = {"libxml2", version};
