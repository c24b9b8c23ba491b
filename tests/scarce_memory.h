/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Out of memory at every place: a scenario runs with its first allocation refused, then its second, and so on until it
 * succeeds, once with that one refused and once with all from it on. Each run must end in EXQ_MEMORY or in EXQ_OK, and
 * give back all it took. Takes the place of malloc in the program that includes it, behind cmocka.h; where a sanitizer
 * has an allocator of its own, HAS_ALLOCATOR_OF_ITS_OWN is defined and nothing else.
 */
#ifndef EXQ_SCARCE_MEMORY_H
#define EXQ_SCARCE_MEMORY_H

#include <stdlib.h>
#include <string.h>

#include "error.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ALLOCATOR_OF_ITS_OWN 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define HAS_ALLOCATOR_OF_ITS_OWN 1
#endif

#ifndef HAS_ALLOCATOR_OF_ITS_OWN

/* glibc's own, under the names that are left when ours take the usual ones. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *object, size_t size);
extern void __libc_free(void *object);

static struct {
    bool on;
    bool for_ever;      /* refuse all from the one on */
    size_t refuse;      /* which allocation, from 1 */
    size_t seen;        /* allocations so far */
    size_t outstanding; /* objects not given back */
} memory;

/* Symbols are hidden by default: then a library would free through glibc what it got through us. */
#define SEEN_BY_LIBRARIES __attribute__((visibility("default")))

static bool may_allocate(void)
{
    if (!memory.on)
        return true;
    memory.seen++;
    return memory.for_ever ? memory.seen < memory.refuse : memory.seen != memory.refuse;
}

static void *counted(void *object)
{
    memory.outstanding += memory.on && object != NULL;
    return object;
}

SEEN_BY_LIBRARIES void *malloc(size_t size)
{
    return may_allocate() ? counted(__libc_malloc(size)) : NULL;
}

SEEN_BY_LIBRARIES void *calloc(size_t count, size_t size)
{
    return may_allocate() ? counted(__libc_calloc(count, size)) : NULL;
}

SEEN_BY_LIBRARIES void *realloc(void *object, size_t size)
{
    if (object == NULL)
        return malloc(size);
    return may_allocate() ? __libc_realloc(object, size) : NULL;
}

SEEN_BY_LIBRARIES void free(void *object)
{
    memory.outstanding -= memory.on && object != NULL;
    __libc_free(object);
}

/* EXQ_OK with the right result, or EXQ_MEMORY. */
typedef exq_status (*scenario)(void);

static inline void refuse_each_allocation(scenario run)
{
    assert_int_equal(run(), EXQ_OK); /* what libraries allocate once and keep is theirs: let them have it first */
    for (int for_ever = 0; for_ever <= 1; for_ever++) {
        exq_status status = EXQ_MEMORY;
        for (size_t refuse = 1; status != EXQ_OK || memory.seen >= refuse; refuse++) {
            memset(&memory, 0, sizeof memory);
            memory.for_ever = for_ever != 0;
            memory.refuse = refuse;
            memory.on = true;
            status = run();
            memory.on = false;
            if (memory.outstanding != 0 || (status != EXQ_OK && status != EXQ_MEMORY))
                fail_msg("allocation %zu refused: status %d, %zu objects lost", refuse, (int)status,
                         memory.outstanding);
            assert_true(refuse < 20000);
        }
    }
}

#endif
#endif
