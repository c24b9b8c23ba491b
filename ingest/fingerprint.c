/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xxHash's streaming XXH3; this is the only includer of its header.
 */
#include "fingerprint.h"

#include <stdio.h>
#include <xxhash.h>

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
