/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip through zlib's inflate, of which this is the only includer. gzread() is not used: it takes a cut file for a
 * whole one. Members may follow each other (bgzip, cat a.gz b.gz); zlib checks the CRC and length of each.
 */
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "decoder.h"
#include "library.h"

typedef struct gzip {
    z_stream zlib;
    bool between; /* a member has ended; another may begin */
} gzip;

static bool recognises(const unsigned char *bytes, size_t length)
{
    return length >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

static void *open_gzip(void)
{
    gzip *state = calloc(1, sizeof *state);
    if (state != NULL && inflateInit2(&state->zlib, 15 + 16) != Z_OK) {
        free(state);
        return NULL;
    }
    return state;
}

static void close_gzip(void *opaque)
{
    gzip *state = opaque;
    if (state != NULL)
        inflateEnd(&state->zlib);
    free(state);
}

/* Between members: is this the end, or does another begin? */
static exq_decoded begin_member(gzip *state, const exq_stored *stored)
{
    if (stored->length < 2 && !stored->last)
        return EXQ_DECODED_MORE;
    if (!recognises(stored->bytes, stored->length))
        return EXQ_DECODED_END;
    state->between = false;
    return inflateReset(&state->zlib) == Z_OK ? EXQ_DECODED_MORE : EXQ_DECODED_DAMAGED;
}

static exq_decoded inflate_some(gzip *state, exq_stored *stored, char *out, size_t size, size_t *got)
{
    z_stream *zlib = &state->zlib;
    uInt in = stored->length > UINT_MAX ? UINT_MAX : (uInt)stored->length;
    uInt room = size > UINT_MAX ? UINT_MAX : (uInt)size;
    zlib->next_in = (z_const Bytef *)stored->bytes;
    zlib->avail_in = in;
    zlib->next_out = (Bytef *)out;
    zlib->avail_out = room;
    int result = inflate(zlib, Z_NO_FLUSH);
    stored->bytes += in - zlib->avail_in;
    stored->length -= in - zlib->avail_in;
    *got = room - zlib->avail_out;

    switch (result) {
    case Z_STREAM_END:
        state->between = true;
        return EXQ_DECODED_MORE;
    case Z_OK:
    case Z_BUF_ERROR: /* neither input nor room: no progress, no harm */
        return stored->last && stored->length == 0 && *got < size ? EXQ_DECODED_CUT : EXQ_DECODED_MORE;
    case Z_MEM_ERROR:
        return EXQ_DECODED_MEMORY;
    default:
        return EXQ_DECODED_DAMAGED;
    }
}

static exq_decoded step(void *opaque, exq_stored *stored, char *out, size_t size, size_t *got)
{
    gzip *state = opaque;
    *got = 0;
    if (state->between) {
        exq_decoded decoded = begin_member(state, stored);
        if (state->between)
            return decoded;
    }
    return inflate_some(state, stored, out, size, got);
}

const exq_decoder exq_decoder_gzip = {"gzip", recognises, open_gzip, close_gzip, step};

const exq_library exq_library_zlib = {"zlib", zlibVersion};
