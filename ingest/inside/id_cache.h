/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Short ids that were met lately, with their codes, in front of a dictionary: few items make most of the rows.
 */
#ifndef EXQ_ID_CACHE_H
#define EXQ_ID_CACHE_H

#include <string.h>

#include "dictionary.h"
#include "lane.h"

enum { EXQ_ID_CACHE_BITS = 15, EXQ_ID_CACHE_MOST = 8 /* bytes of an id */ };

typedef struct exq_cached_id {
    uint64_t word;
    uint32_t length; /* 0: nothing here */
    uint32_t code;
} exq_cached_id;

/* Each id has a pair of places, the one met last in front: with single places two that fall together would drive each
 * other out all the time. */
typedef struct exq_id_cache {
    exq_cached_id ids[1 << EXQ_ID_CACHE_BITS];
} exq_id_cache;

/* Up to 8 bytes as one word, which together with the length says them exactly. */
static inline uint64_t exq_id_word(const char *bytes, size_t length)
{
    uint32_t first = 0;
    uint32_t last = 0;
    if (length >= 4) {
        memcpy(&first, bytes, 4);
        memcpy(&last, bytes + length - 4, 4);
    } else {
        first = (unsigned char)bytes[0];
        last = (uint32_t)(unsigned char)bytes[length / 2] << 8 | (unsigned char)bytes[length - 1];
    }
    return (uint64_t)last << 32 | first;
}

/* exq_dictionary_find through the cache. Codes never change, so neither does what is cached. */
static inline uint32_t exq_id_find(exq_id_cache *cache, const exq_dictionary *ids, const exq_field *field)
{
    if (field->length == 0 || field->length > EXQ_ID_CACHE_MOST)
        return exq_dictionary_find(ids, field->bytes, field->length);
    uint64_t word = exq_id_word(field->bytes, field->length);
    size_t pair = (size_t)((word + field->length) * UINT64_C(0x9E3779B97F4A7C15) >> (65 - EXQ_ID_CACHE_BITS));
    exq_cached_id *known = &cache->ids[2 * pair];
    for (size_t i = 0; i < 2; i++)
        if (known[i].word == word && known[i].length == field->length)
            return known[i].code;
    uint32_t code = exq_dictionary_find(ids, field->bytes, field->length);
    if (code != EXQ_NO_CODE) {
        known[1] = known[0];
        known[0] = (exq_cached_id){word, (uint32_t)field->length, code};
    }
    return code;
}

#endif
