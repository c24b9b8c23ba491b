/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ring of blocks between the reading thread and the counting ones. A worker that has counted block n waits until
 * n - 1 blocks are taken over, then adds what it counted to the intake: so words get their codes, limits are met and
 * errors come up in the order of the input. Scores, of which there are nearly as many kinds as rows, each worker adds up
 * by itself, under the intake's numbers of entries, until the end.
 */
#include "pipeline.h"

#include <pthread.h>
#include <stdlib.h>

#include "room.h"

enum { MAX_THREADS = 256, SPARE_BLOCKS = 2 };

struct pipeline;

/* What one counting thread owns. */
typedef struct worker {
    struct pipeline *pipeline;
    exq_rows rows;
    void *lane;
    exq_line_ends ends;
    exq_translation translation; /* its words in the intake's */
    uint32_t *places;            /* its entries in the intake's */
    size_t place_room;
    exq_scores scores; /* of all its blocks, by the intake's entries */
    pthread_t thread;
} worker;

typedef struct pipeline {
    const exq_pipeline_plan *plan;
    exq_line_ends *ends;
    worker *workers;
    size_t worker_count;
    exq_block *ring;
    size_t ring_size;
    /* all below under the lock */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t produced; /* blocks put into the ring */
    uint64_t taken;    /* blocks a worker has begun */
    uint64_t retired;  /* blocks taken over by the intake */
    bool closed;       /* no more blocks will come */
    exq_status status; /* of the first block, in order, that failed */
    exq_error error;
} pipeline;

/* ------------------------------------------------------------------------------------------------ workers */

static exq_status open_worker(pipeline *line, worker *own, exq_error *error)
{
    const exq_pipeline_plan *plan = line->plan;
    const exq_intake *intake = plan->intake;
    own->pipeline = line;
    EXQ_TRY(exq_rows_init(&own->rows, plan->cast, intake->plan->request, intake->columns, intake->id_key,
                          error));
    own->lane = plan->lane->open(&plan->cast->layout);
    if (own->lane == NULL || !exq_translation_init(&own->translation, own->rows.counts->column_count))
        return exq_fail_memory(error);
    return EXQ_OK;
}

static void close_worker(const pipeline *line, worker *own)
{
    exq_rows_free(&own->rows);
    line->plan->lane->close(own->lane);
    exq_translation_free(&own->translation);
    free(own->places);
    exq_scores_clear(&own->scores);
}

static exq_status count_block(worker *own, const exq_block *block, exq_error *error)
{
    exq_taker taker = exq_rows_taker(&own->rows);
    exq_rows_clear(&own->rows);
    return own->pipeline->plan->lane->read(own->lane, block, &taker, &own->ends, error);
}

/* Entries have numbers of their own in each block; persons follow them to those of the intake. */
static exq_status take_counts(exq_intake *intake, worker *own, exq_error *error)
{
    const exq_counts *counts = own->rows.counts;
    if (!exq_room(&own->places, &own->place_room, counts->count, sizeof *own->places))
        return exq_fail_memory(error);
    EXQ_TRY(exq_counts_merge(intake->counts, counts, &own->translation, own->places, error));
    return exq_persons_merge(&intake->persons, &own->rows.persons, own->places, error);
}

/* Add what a worker counted in one block to the intake. */
static exq_status take_over(pipeline *line, worker *own, exq_error *error)
{
    exq_intake *intake = line->plan->intake;
    EXQ_TRY(exq_accounts_add(&intake->accounts, &own->rows.accounts, error));
    EXQ_TRY(take_counts(intake, own, error));
    line->ends->lf = line->ends->lf || own->ends.lf;
    line->ends->crlf = line->ends->crlf || own->ends.crlf;
    return EXQ_OK;
}

static exq_status take_scores(worker *own, exq_error *error)
{
    return exq_scores_take(&own->scores, &own->rows.scores, own->places, error);
}

/* ------------------------------------------------------------------------------------------------- threads */

static bool take_block(pipeline *line, uint64_t *order)
{
    pthread_mutex_lock(&line->lock);
    while (line->status == EXQ_OK && line->taken == line->produced && !line->closed)
        pthread_cond_wait(&line->changed, &line->lock);
    bool some = line->status == EXQ_OK && line->taken < line->produced;
    if (some)
        *order = line->taken++;
    pthread_mutex_unlock(&line->lock);
    return some;
}

/* False: it did not come to that, because of an error in this block or before. */
static bool retire_block(pipeline *line, worker *own, uint64_t order, exq_status status, const exq_error *error)
{
    pthread_mutex_lock(&line->lock);
    while (line->status == EXQ_OK && line->retired != order)
        pthread_cond_wait(&line->changed, &line->lock);
    if (line->status == EXQ_OK) {
        line->status = status;
        if (status != EXQ_OK)
            line->error = *error;
        else
            line->status = take_over(line, own, &line->error);
        line->retired++;
        pthread_cond_broadcast(&line->changed);
    }
    const bool going = line->status == EXQ_OK;
    pthread_mutex_unlock(&line->lock);
    return going;
}

static void stop(pipeline *line, exq_status status, const exq_error *error)
{
    pthread_mutex_lock(&line->lock);
    if (line->status == EXQ_OK) {
        line->status = status;
        line->error = *error;
        pthread_cond_broadcast(&line->changed);
    }
    pthread_mutex_unlock(&line->lock);
}

static void *work(void *payload)
{
    worker *own = payload;
    pipeline *line = own->pipeline;
    uint64_t order = 0;
    while (take_block(line, &order)) {
        exq_error error = {0};
        exq_status status = count_block(own, &line->ring[order % line->ring_size], &error);
        if (!retire_block(line, own, order, status, &error))
            continue;
        status = take_scores(own, &error);
        if (status != EXQ_OK)
            stop(line, status, &error);
    }
    return NULL;
}

/* Wait until the ring has room; false when a block has failed. */
static bool await_room(pipeline *line, uint64_t *rows)
{
    pthread_mutex_lock(&line->lock);
    while (line->status == EXQ_OK && line->produced - line->retired >= line->ring_size)
        pthread_cond_wait(&line->changed, &line->lock);
    bool going = line->status == EXQ_OK;
    *rows = line->plan->intake->accounts.rows_read;
    pthread_mutex_unlock(&line->lock);
    return going;
}

static void announce(pipeline *line, bool closed)
{
    pthread_mutex_lock(&line->lock);
    line->produced += !closed;
    line->closed = closed;
    pthread_cond_broadcast(&line->changed);
    pthread_mutex_unlock(&line->lock);
}

/* The reading side: fill the ring until the input ends or something fails. */
static exq_status produce(pipeline *line, exq_error *error)
{
    const exq_pipeline_plan *plan = line->plan;
    uint64_t rows = 0;
    line->ring[0] = *plan->first;
    *plan->first = (exq_block){0};
    announce(line, false);
    for (uint64_t order = 1; await_room(line, &rows); order++) {
        exq_block *block = &line->ring[order % line->ring_size];
        EXQ_TRY(exq_intake_progress(plan->intake, plan->blocks->stream, rows, error));
        EXQ_TRY(exq_blocks_next(plan->blocks, block, error));
        if (block->length == 0)
            break;
        announce(line, false);
    }
    return EXQ_OK;
}

static size_t start_threads(pipeline *line)
{
    size_t started = 0;
    while (started < line->worker_count &&
           pthread_create(&line->workers[started].thread, NULL, work, &line->workers[started]) == 0)
        started++;
    return started;
}

/* ------------------------------------------------------------------------------------------------- running */

static exq_status run_alone(pipeline *line, exq_error *error)
{
    const exq_pipeline_plan *plan = line->plan;
    worker *own = &line->workers[0];
    exq_block *block = plan->first;
    do {
        EXQ_TRY(count_block(own, block, error));
        EXQ_TRY(take_over(line, own, error));
        EXQ_TRY(take_scores(own, error));
        uint64_t rows = plan->intake->accounts.rows_read;
        EXQ_TRY(exq_intake_progress(plan->intake, plan->blocks->stream, rows, error));
        EXQ_TRY(exq_blocks_next(plan->blocks, block, error));
    } while (block->length > 0);
    return EXQ_OK;
}

/* An error of the reading side lies behind all blocks it has put into the ring. */
static exq_status run_together(pipeline *line, exq_error *error)
{
    size_t started = start_threads(line);
    if (started == 0)
        return run_alone(line, error);
    exq_error read_error = {0};
    exq_status read_status = produce(line, &read_error);
    announce(line, true);
    for (size_t i = 0; i < started; i++)
        pthread_join(line->workers[i].thread, NULL);
    if (line->status != EXQ_OK)
        return exq_fail(error, line->status, "%s", line->error.message);
    return read_status == EXQ_OK ? EXQ_OK : exq_fail(error, read_status, "%s", read_error.message);
}

static exq_status run(pipeline *line, exq_error *error)
{
    line->workers = calloc(line->worker_count, sizeof *line->workers);
    line->ring = calloc(line->ring_size, sizeof *line->ring);
    if (line->workers == NULL || line->ring == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < line->worker_count; i++)
        EXQ_TRY(open_worker(line, &line->workers[i], error));
    EXQ_TRY(line->worker_count == 1 ? run_alone(line, error) : run_together(line, error));
    for (size_t i = 0; i < line->worker_count; i++)
        EXQ_TRY(exq_scores_merge(&line->plan->intake->scores, &line->workers[i].scores, NULL, error));
    return EXQ_OK;
}

exq_status exq_pipeline_run(const exq_pipeline_plan *plan, exq_line_ends *ends, exq_error *error)
{
    size_t threads = plan->threads < 1 ? 1 : plan->threads > MAX_THREADS ? MAX_THREADS : plan->threads;
    pipeline line = {
        .plan = plan,
        .ends = ends,
        .worker_count = threads,
        .ring_size = threads + SPARE_BLOCKS,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .changed = PTHREAD_COND_INITIALIZER,
    };
    exq_status status = run(&line, error);
    for (size_t i = 0; line.workers != NULL && i < line.worker_count; i++)
        close_worker(&line, &line.workers[i]);
    for (size_t i = 0; line.ring != NULL && i < line.ring_size; i++)
        exq_block_free(&line.ring[i]);
    free(line.workers);
    free(line.ring);
    pthread_cond_destroy(&line.changed);
    pthread_mutex_destroy(&line.lock);
    return status;
}
