/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saved tallies as files: told from rows by their first bytes, then read whole.
 */
#include "saved.h"

#include <string.h>

#include "buffer.h"

/* A tally of EXQ_MAX_ENTRIES stays well below. */
enum { MAX_DOCUMENT = 1024 * 1024 * 1024, STEP = 64 * 1024 };

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
        at++;
    return at;
}

bool exq_saved_recognise(const char *bytes, size_t length)
{
    static const char key[] = "\"schema\"";
    const char *end = bytes + length;
    const char *at = skip_blanks(bytes, end);
    if (at == end || *at != '{')
        return false;
    at = skip_blanks(at + 1, end);
    return (size_t)(end - at) >= sizeof key - 1 && memcmp(at, key, sizeof key - 1) == 0;
}

static exq_status read_whole(exq_stream *stream, exq_buffer *whole, exq_error *error)
{
    char step[STEP];
    size_t got = 0;
    do {
        EXQ_TRY(exq_stream_read(stream, step, sizeof step, &got, error));
        exq_buffer_append(whole, step, got);
        if (whole->failed)
            return exq_fail_memory(error);
        if (whole->length > MAX_DOCUMENT)
            return exq_fail(error, EXQ_MALFORMED, "%s: this is larger than any saved tally.", exq_stream_name(stream));
    } while (got == sizeof step);
    return EXQ_OK;
}

exq_status exq_saved_load(exq_stream *stream, exq_tally **out, exq_error *error)
{
    exq_buffer whole = EXQ_BUFFER_INIT;
    exq_status status = read_whole(stream, &whole, error);
    if (status == EXQ_OK)
        status = exq_saved_parse(whole.bytes, whole.length, exq_stream_name(stream), out, error);
    exq_buffer_free(&whole);
    return status;
}

exq_status exq_tally_load(const char *path, exq_tally **out, exq_error *error)
{
    exq_stream *stream = NULL;
    EXQ_TRY(exq_stream_open(path, false, &stream, error));
    exq_status status = exq_saved_load(stream, out, error);
    exq_stream_close(stream);
    return status;
}
