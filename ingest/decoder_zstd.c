/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zstandard frames through libzstd, of which this is the only includer. Frames may follow each other, and skippable
 * ones stand between them; libzstd checks the checksum of a frame that has one. Windows beyond 128 MiB (--long=28 and
 * up) are refused, for memory has to stay bounded.
 */
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "decoder.h"
#include "library.h"

enum { MAGIC_SIZE = 4, MAX_WINDOW_LOG = 27 };

typedef struct zstd {
    ZSTD_DCtx *context;
    bool between; /* a frame has ended; another may begin */
} zstd;

static bool recognises(const unsigned char *bytes, size_t length)
{
    if (length < MAGIC_SIZE)
        return false;
    bool frame = bytes[0] == 0x28 && bytes[1] == 0xb5 && bytes[2] == 0x2f && bytes[3] == 0xfd;
    bool skippable = (bytes[0] & 0xf0) == 0x50 && bytes[1] == 0x2a && bytes[2] == 0x4d && bytes[3] == 0x18;
    return frame || skippable;
}

static void close_zstd(void *opaque)
{
    zstd *state = opaque;
    if (state != NULL)
        ZSTD_freeDCtx(state->context);
    free(state);
}

static void *open_zstd(void)
{
    zstd *state = calloc(1, sizeof *state);
    if (state == NULL)
        return NULL;
    state->context = ZSTD_createDCtx();
    if (state->context == NULL ||
        ZSTD_isError(ZSTD_DCtx_setParameter(state->context, ZSTD_d_windowLogMax, MAX_WINDOW_LOG))) {
        close_zstd(state);
        return NULL;
    }
    return state;
}

static exq_decoded failure(size_t result)
{
    switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_memory_allocation:
        return EXQ_DECODED_MEMORY;
    case ZSTD_error_frameParameter_windowTooLarge:
        return EXQ_DECODED_TOO_BIG;
    default:
        return EXQ_DECODED_DAMAGED;
    }
}

static exq_decoded step(void *opaque, exq_stored *stored, char *out, size_t size, size_t *got)
{
    zstd *state = opaque;
    *got = 0;
    if (state->between) {
        if (stored->length < MAGIC_SIZE && !stored->last)
            return EXQ_DECODED_MORE;
        if (!recognises(stored->bytes, stored->length))
            return EXQ_DECODED_END;
        state->between = false;
    }
    ZSTD_inBuffer in = {stored->bytes, stored->length, 0};
    ZSTD_outBuffer room = {out, size, 0};
    size_t result = ZSTD_decompressStream(state->context, &room, &in);
    stored->bytes += in.pos;
    stored->length -= in.pos;
    *got = room.pos;
    if (ZSTD_isError(result))
        return failure(result);
    state->between = result == 0;
    bool cut = result != 0 && stored->last && stored->length == 0 && room.pos < room.size;
    return cut ? EXQ_DECODED_CUT : EXQ_DECODED_MORE;
}

const exq_decoder exq_decoder_zstd = {"zstd", recognises, open_zstd, close_zstd, step};

const exq_library exq_library_zstd = {"zstd", ZSTD_versionString};
