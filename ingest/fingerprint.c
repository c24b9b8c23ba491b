/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xxHash's streaming XXH3; this is the only includer of its header.
 */
#include "fingerprint.h"

#include <stdio.h>
#include <sys/random.h>
#include <xxhash.h>

#include "library.h"

/* exq_fingerprint is xxHash's state under a name that keeps its header out of other files. */
static XXH3_state_t *state_of(exq_fingerprint *fingerprint)
{
    return (XXH3_state_t *)fingerprint;
}

exq_fingerprint *exq_fingerprint_new(void)
{
    XXH3_state_t *state = XXH3_createState();
    if (state != NULL && XXH3_128bits_reset(state) != XXH_OK) {
        XXH3_freeState(state);
        state = NULL;
    }
    return (exq_fingerprint *)state;
}

void exq_fingerprint_free(exq_fingerprint *fingerprint)
{
    XXH3_freeState(state_of(fingerprint));
}

void exq_fingerprint_add(exq_fingerprint *fingerprint, const void *bytes, size_t length)
{
    XXH3_128bits_update(state_of(fingerprint), bytes, length);
}

void exq_fingerprint_print(const exq_fingerprint *fingerprint, char out[33])
{
    XXH128_hash_t hash = XXH3_128bits_digest((const XXH3_state_t *)fingerprint);
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    for (size_t i = 0; i < sizeof canonical.digest; i++)
        snprintf(out + 2 * i, 3, "%02x", canonical.digest[i]);
}

/* ----------------------------------------------------------------------------------------------------- ids */

_Static_assert(EXQ_ID_KEY_SIZE >= XXH3_SECRET_SIZE_MIN, "a key is a whole secret of XXH3");

/* Requests of up to 256 bytes are neither interrupted nor cut short. */
bool exq_id_key_make(unsigned char key[EXQ_ID_KEY_SIZE])
{
    return getrandom(key, EXQ_ID_KEY_SIZE, 0) == EXQ_ID_KEY_SIZE;
}

exq_id exq_id_of(const unsigned char key[EXQ_ID_KEY_SIZE], const void *bytes, size_t length)
{
    XXH128_hash_t hash = XXH3_128bits_withSecret(bytes, length, key, EXQ_ID_KEY_SIZE);
    return (exq_id){hash.high64, hash.low64};
}

static const char *version(void)
{
    return EXQ_VERSION_TEXT(XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE);
}

const exq_library exq_library_xxhash = {"xxHash", version};
