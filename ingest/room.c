/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Doubling growth, overflow-checked.
 */
#include "room.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool exq_room_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    size_t doubled = *capacity > SIZE_MAX / 2 ? SIZE_MAX : *capacity * 2;
    size_t grown = needed > doubled ? needed : doubled;
    if (grown < 16)
        grown = 16;
    if (grown > SIZE_MAX / size)
        return false;

    /* The caller's pointer may point to any type: it is read and written as bytes. */
    void *old = NULL;
    memcpy(&old, array, sizeof old);
    void *fresh = realloc(old, grown * size);
    if (fresh == NULL)
        return false;
    memcpy(array, &fresh, sizeof fresh);
    *capacity = grown;
    return true;
}
