/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growing arrays of the reading side: the one place in this layer that asks for memory which outgrows its first guess.
 */
#ifndef EXQ_ROOM_H
#define EXQ_ROOM_H

#include <stdbool.h>
#include <stddef.h>

/* What exq_room does when the room does not suffice. */
bool exq_room_grow(void *array, size_t *capacity, size_t needed, size_t size);

/* Make the array behind `array` (the address of a pointer that is NULL or came from here) hold at least `needed`
 * elements of `size` bytes. `*capacity` counts elements. False when out of memory: the array is as it was. Release
 * with free(). */
static inline bool exq_room(void *array, size_t *capacity, size_t needed, size_t size)
{
    return needed <= *capacity || exq_room_grow(array, capacity, needed, size);
}

#endif
