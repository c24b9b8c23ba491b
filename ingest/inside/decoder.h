/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A way to undo compression, step by step. One file per library, each a row of the table in stream.c.
 */
#ifndef EXQ_DECODER_H
#define EXQ_DECODER_H

#include "error.h"

/* Stored bytes on their way into a decoder. */
typedef struct exq_stored {
    const unsigned char *bytes;
    size_t length;
    bool last; /* nothing comes after these */
} exq_stored;

typedef enum exq_decoded {
    EXQ_DECODED_MORE,    /* go on: give input, or room */
    EXQ_DECODED_END,     /* the compressed data are complete; what is left of the input does not belong to them */
    EXQ_DECODED_CUT,     /* the input ended before the data did */
    EXQ_DECODED_DAMAGED, /* a checksum or the structure is wrong */
    EXQ_DECODED_TOO_BIG, /* undoing it would need more memory than we grant */
    EXQ_DECODED_MEMORY
} exq_decoded;

typedef struct exq_decoder {
    const char *name; /* "gzip" */
    /* Whether the first bytes of a source are of this kind. */
    bool (*recognises)(const unsigned char *bytes, size_t length);
    void *(*open)(void); /* NULL: out of memory */
    void (*close)(void *state);
    /* Consume from `stored` (advancing it) and write up to `size` bytes to `out`, `*got` of them. */
    exq_decoded (*step)(void *state, exq_stored *stored, char *out, size_t size, size_t *got);
} exq_decoder;

extern const exq_decoder exq_decoder_gzip;
extern const exq_decoder exq_decoder_zstd;

#endif
