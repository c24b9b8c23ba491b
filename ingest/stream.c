/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a source: the descriptor, the fingerprints of what is stored, and the decoder its first bytes ask for.
 */
#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "decoder.h"
#include "fingerprint.h"
#include "sha256.h"
#include "text.h"

enum { STORED_SIZE = 256 * 1024, HEAD_SIZE = 4096 };

static const exq_decoder *const decoders[] = {&exq_decoder_gzip, &exq_decoder_zstd};

struct exq_stream {
    const char *path; /* borrowed */
    exq_buffer name;  /* the path as it may be shown */
    int descriptor;
    uint64_t bytes_total;
    uint64_t bytes;
    exq_fingerprint *fingerprint;
    exq_sha256 *sha256;         /* NULL: not asked */
    const exq_decoder *decoder; /* NULL: the bytes are what they are */
    void *decoding;
    exq_stored stored; /* read, not yet consumed: a part of `buffer` */
    bool ended;        /* the data are complete */
    bool left_over;    /* bytes followed the compressed data */
    size_t head_length;
    size_t head_taken;
    char head[HEAD_SIZE];
    unsigned char buffer[STORED_SIZE];
};

static bool is_standard_input(const exq_stream *stream)
{
    return strcmp(stream->path, "-") == 0;
}

const char *exq_stream_name(const exq_stream *stream)
{
    return is_standard_input(stream) ? "standard input" : stream->name.bytes;
}

const char *exq_stream_base_name(const exq_stream *stream)
{
    const char *slash = strrchr(stream->name.bytes, '/');
    return slash == NULL ? stream->name.bytes : slash + 1;
}

uint64_t exq_stream_bytes(const exq_stream *stream)
{
    return stream->bytes;
}

uint64_t exq_stream_bytes_total(const exq_stream *stream)
{
    return stream->bytes_total;
}

/* ------------------------------------------------------------------------------------------ stored bytes */

static const char *reason_of(int number, char *room, size_t size)
{
    switch (number) {
    case ENOENT:
        return "there is no such file";
    case EACCES:
    case EPERM:
        return "you are not allowed to read it";
    case EISDIR:
        return "it is a folder, not a file";
    default:
        return strerror_r(number, room, size);
    }
}

static exq_status refuse(const exq_stream *stream, int number, exq_error *error)
{
    char room[128];
    return exq_fail(error, EXQ_IO, "%s: it cannot be read: %s.", exq_stream_name(stream),
                    reason_of(number, room, sizeof room));
}

/* Read up to `size` stored bytes into `bytes`, fewer only at the end of the source; they go by the fingerprints. */
static exq_status read_stored(exq_stream *stream, unsigned char *bytes, size_t size, size_t *got, exq_error *error)
{
    *got = 0;
    while (!stream->stored.last && *got < size) {
        ssize_t more = read(stream->descriptor, bytes + *got, size - *got);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return refuse(stream, errno, error);
        *got += (size_t)more;
        stream->stored.last = more == 0;
    }
    exq_fingerprint_add(stream->fingerprint, bytes, *got);
    if (stream->sha256 != NULL && !exq_sha256_add(stream->sha256, bytes, *got))
        return exq_fail(error, EXQ_INTERNAL, "SHA-256 failed");
    stream->bytes += *got;
    return EXQ_OK;
}

/* Read until the buffer is full or the source ends; the bytes not yet consumed move to the front. */
static exq_status refill(exq_stream *stream, exq_error *error)
{
    exq_stored *stored = &stream->stored;
    memmove(stream->buffer, stored->bytes, stored->length);
    stored->bytes = stream->buffer;
    size_t got = 0;
    EXQ_TRY(read_stored(stream, stream->buffer + stored->length, STORED_SIZE - stored->length, &got, error));
    stored->length += got;
    return EXQ_OK;
}

/* ----------------------------------------------------------------------------------------------- reading */

static exq_status read_plain(exq_stream *stream, char *bytes, size_t size, size_t *got, exq_error *error)
{
    exq_stored *stored = &stream->stored;
    if (stored->length == 0) {
        stream->ended = stored->last;
        return read_stored(stream, (unsigned char *)bytes, size, got, error);
    }
    size_t taken = stored->length < size ? stored->length : size;
    memcpy(bytes, stored->bytes, taken);
    stored->bytes += taken;
    stored->length -= taken;
    *got = taken;
    return EXQ_OK;
}

/* The rest is not data, but it is part of the file and of its fingerprints. */
static exq_status skip_left_over(exq_stream *stream, exq_error *error)
{
    stream->ended = true;
    stream->left_over = stream->stored.length > 0;
    while (!stream->stored.last) {
        stream->stored.length = 0;
        EXQ_TRY(refill(stream, error));
        stream->left_over = stream->left_over || stream->stored.length > 0;
    }
    return EXQ_OK;
}

static exq_status read_decoded(exq_stream *stream, char *bytes, size_t size, size_t *got, exq_error *error)
{
    const char *name = exq_stream_name(stream);
    const char *kind = stream->decoder->name;
    switch (stream->decoder->step(stream->decoding, &stream->stored, bytes, size, got)) {
    case EXQ_DECODED_MORE:
        /* A decoder that wants a few bytes more than are left waits for them here. */
        return *got == 0 && !stream->stored.last ? refill(stream, error) : EXQ_OK;
    case EXQ_DECODED_END:
        return skip_left_over(stream, error);
    case EXQ_DECODED_CUT:
        return exq_fail(error, EXQ_MALFORMED,
                        "%s: the %s data end in the middle: the file was cut. Copy or make it again.", name, kind);
    case EXQ_DECODED_TOO_BIG:
        return exq_fail(error, EXQ_MALFORMED,
                        "%s: undoing this %s compression needs more than 128 MiB. Compress it again without --long.",
                        name, kind);
    case EXQ_DECODED_MEMORY:
        return exq_fail_memory(error);
    case EXQ_DECODED_DAMAGED:
        break;
    }
    return exq_fail(error, EXQ_MALFORMED, "%s: the %s data are damaged. Copy or make the file again.", name, kind);
}

static exq_status read_on(exq_stream *stream, char *bytes, size_t size, size_t *got, exq_error *error)
{
    *got = 0;
    while (*got < size && !stream->ended) {
        size_t more = 0;
        EXQ_TRY((stream->decoder == NULL ? read_plain : read_decoded)(stream, bytes + *got, size - *got, &more, error));
        *got += more;
    }
    return EXQ_OK;
}

const char *exq_stream_head(const exq_stream *stream, size_t *length)
{
    *length = stream->head_length;
    return stream->head;
}

exq_status exq_stream_read(exq_stream *stream, char *bytes, size_t size, size_t *got, exq_error *error)
{
    size_t left = stream->head_length - stream->head_taken;
    size_t taken = left < size ? left : size;
    memcpy(bytes, stream->head + stream->head_taken, taken);
    stream->head_taken += taken;
    EXQ_TRY(read_on(stream, bytes + taken, size - taken, got, error));
    *got += taken;
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------- open and close */

static exq_status open_descriptor(exq_stream *stream, exq_error *error)
{
    if (is_standard_input(stream)) {
        stream->descriptor = STDIN_FILENO;
    } else {
        do
            stream->descriptor = open(stream->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        while (stream->descriptor < 0 && errno == EINTR);
        if (stream->descriptor < 0)
            return refuse(stream, errno, error);
    }
    struct stat status;
    if (fstat(stream->descriptor, &status) != 0)
        return refuse(stream, errno, error);
    if (S_ISDIR(status.st_mode))
        return refuse(stream, EISDIR, error);
    if (S_ISREG(status.st_mode) && status.st_size > 0)
        stream->bytes_total = (uint64_t)status.st_size;
    return EXQ_OK;
}

static exq_status prepare(exq_stream *stream, bool sha256, exq_error *error)
{
    exq_text_visible(&stream->name, stream->path, strlen(stream->path));
    if (stream->name.failed)
        return exq_fail_memory(error);
    EXQ_TRY(open_descriptor(stream, error));
    stream->fingerprint = exq_fingerprint_new();
    if (sha256)
        stream->sha256 = exq_sha256_new();
    if (stream->fingerprint == NULL || (sha256 && stream->sha256 == NULL))
        return exq_fail_memory(error);
    EXQ_TRY(refill(stream, error));
    for (size_t i = 0; i < sizeof decoders / sizeof decoders[0]; i++)
        if (decoders[i]->recognises(stream->stored.bytes, stream->stored.length))
            stream->decoder = decoders[i];
    if (stream->decoder != NULL) {
        stream->decoding = stream->decoder->open();
        if (stream->decoding == NULL)
            return exq_fail_memory(error);
    }
    return read_on(stream, stream->head, HEAD_SIZE, &stream->head_length, error);
}

exq_status exq_stream_open(const char *path, bool sha256, exq_stream **out, exq_error *error)
{
    exq_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL)
        return exq_fail_memory(error);
    stream->path = path;
    stream->descriptor = -1;
    stream->stored.bytes = stream->buffer;
    exq_status status = prepare(stream, sha256, error);
    if (status != EXQ_OK) {
        exq_stream_close(stream);
        return status;
    }
    *out = stream;
    return EXQ_OK;
}

void exq_stream_close(exq_stream *stream)
{
    if (stream == NULL)
        return;
    if (stream->decoder != NULL)
        stream->decoder->close(stream->decoding);
    exq_fingerprint_free(stream->fingerprint);
    exq_sha256_free(stream->sha256);
    if (stream->descriptor >= 0 && !is_standard_input(stream))
        close(stream->descriptor);
    exq_buffer_free(&stream->name);
    free(stream);
}

/* -------------------------------------------------------------------------------------------- the record */

exq_status exq_stream_record(exq_stream *stream, exq_source_record *record, const char **warning, exq_error *error)
{
    *record = (exq_source_record){.name = exq_stream_base_name(stream), .bytes = stream->bytes};
    exq_fingerprint_print(stream->fingerprint, record->xxh3_128);
    if (stream->sha256 != NULL) {
        unsigned char digest[EXQ_SHA256_SIZE];
        if (!exq_sha256_end(stream->sha256, digest))
            return exq_fail(error, EXQ_INTERNAL, "SHA-256 failed");
        exq_sha256_hex(digest, record->sha256);
    }
    *warning = stream->left_over ? "bytes follow the end of the compressed data; they were not read" : NULL;
    return EXQ_OK;
}
