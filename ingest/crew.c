/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A crew takes pieces from one counter. It is made for one job and gone after it: threads are cheap next to the jobs.
 */
#include "crew.h"

#include <pthread.h>

typedef struct crew {
    exq_crew_task task;
    void *payload;
    size_t count;
    /* all below under the lock */
    pthread_mutex_t lock;
    size_t next;
    size_t failed; /* the first piece that failed; `count`: none */
    exq_status status;
    exq_error error;
} crew;

typedef struct member {
    crew *crew;
    size_t number;
    pthread_t thread;
} member;

size_t exq_crew_size(size_t threads)
{
    return threads < 1 ? 1 : threads > EXQ_MAX_CREW ? EXQ_MAX_CREW : threads;
}

/* The next piece; false when there is none, or one before it has failed. */
static bool take_piece(crew *of, size_t *index)
{
    pthread_mutex_lock(&of->lock);
    bool some = of->next < of->count && of->next < of->failed;
    if (some)
        *index = of->next++;
    pthread_mutex_unlock(&of->lock);
    return some;
}

static void report(crew *of, size_t index, exq_status status, const exq_error *error)
{
    pthread_mutex_lock(&of->lock);
    if (index < of->failed) {
        of->failed = index;
        of->status = status;
        of->error = *error;
    }
    pthread_mutex_unlock(&of->lock);
}

static void *work(void *payload)
{
    const member *own = payload;
    size_t index = 0;
    while (take_piece(own->crew, &index)) {
        exq_error error = {0};
        exq_status status = own->crew->task(own->crew->payload, own->number, index, &error);
        if (status != EXQ_OK)
            report(own->crew, index, status, &error);
    }
    return NULL;
}

/* The caller is worker 0: where no thread can be had, it does everything alone. */
exq_status exq_crew_run(size_t threads, size_t count, exq_crew_task task, void *payload, exq_error *error)
{
    crew of = {.task = task, .payload = payload, .count = count, .failed = count, .lock = PTHREAD_MUTEX_INITIALIZER};
    member members[EXQ_MAX_CREW];
    size_t size = exq_crew_size(threads);
    size_t started = 1;
    members[0] = (member){.crew = &of};
    for (; started < size && started < count; started++) {
        members[started] = (member){.crew = &of, .number = started};
        if (pthread_create(&members[started].thread, NULL, work, &members[started]) != 0)
            break;
    }
    work(&members[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(members[i].thread, NULL);
    pthread_mutex_destroy(&of.lock);
    return of.status == EXQ_OK ? EXQ_OK : exq_fail(error, of.status, "%s", of.error.message);
}
