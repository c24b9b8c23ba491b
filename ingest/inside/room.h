/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growing arrays of the reading side: the one place in this layer that asks for memory which outgrows its first guess.
 */
#ifndef EXQ_ROOM_H
#define EXQ_ROOM_H

#include <stdbool.h>
#include <stddef.h>

/* Make the array behind `array` (the address of a pointer that is NULL or came from here) hold at least `needed`
 * elements of `size` bytes. `*capacity` counts elements. False when out of memory: the array is as it was. Release
 * with free(). */
bool exq_room(void *array, size_t *capacity, size_t needed, size_t size);

#endif
