/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pass over people that sees both of their lists. Kernels are asked about each, and what they say is summed together
 * with its products: so the variance of a change is that of the people, not of two samples.
 */
#include "list_versions.h"

#include <math.h>
#include <stdlib.h>

#include "crew.h"

enum { PIECE = 512 }; /* people a thread takes at once */

/* Where what is asked about a person goes. */
typedef struct place {
    exq_list_part *part;
    uint64_t cell;
} place;

/* What one thread does. */
typedef struct pairer {
    const exq_list_pairing *of;
    exq_person after, before;
    exq_asker asker; /* of each person in turn: under the version audited, under the other */
    place places[EXQ_BATCH / 2];
    exq_list_sums sums;
    exq_lanes *said; /* by one kernel */
    double *outputs; /* of it about one person: under the version audited, then under the other */
} pairer;

typedef struct job {
    pairer *pairers;
    size_t user_count;
} job;

/* ------------------------------------------------------------------------------------------------- one person */

static exq_status row_of(exq_grid *grid, uint64_t key, size_t *row, exq_error *error)
{
    *row = exq_grid_row(grid, key);
    return *row == EXQ_NO_ROW ? exq_fail_memory(error) : EXQ_OK;
}

/* Whether a person is among those who are judged; NULL: not met under this version. */
static bool is_judged(const exq_list_pairing *of, const exq_list *list)
{
    const exq_kernel_over over = of->has_truth ? EXQ_OVER_JUDGED : EXQ_OVER_LISTS;
    return list != NULL && exq_standing_of(over, of->plan->options, list).why == EXQ_WHY_NONE;
}

static exq_status add_judged(const exq_list_pairing *of, exq_list_part *part, uint64_t cell, const exq_list *after,
                             const exq_list *before, exq_error *error)
{
    const bool under_after = is_judged(of, after), under_before = is_judged(of, before);
    exq_grid *grid = &part->grids[EXQ_PAIRED_PEOPLE];
    size_t row = 0;
    if (!under_after && !under_before)
        return EXQ_OK;
    EXQ_TRY(row_of(grid, cell, &row, error));
    exq_grid_counts(grid, row)[!under_before ? EXQ_JUDGED_AFTER : under_after ? EXQ_JUDGED_BOTH : EXQ_JUDGED_BEFORE]++;
    return EXQ_OK;
}

static void add_outputs(exq_grid *grid, size_t row, const exq_list_measure *measure, const double *outputs)
{
    const size_t count = exq_paired_outputs(measure);
    uint64_t *counts = exq_grid_counts(grid, row);
    exq_fixedsum *sums = exq_grid_sums(grid, row);
    exq_fixedsum *products = sums + count;
    counts[EXQ_PAIRED_COUNT]++;
    counts[EXQ_PAIRED_ROSE] += measure->outputs == 1 && outputs[0] > outputs[1];
    counts[EXQ_PAIRED_FELL] += measure->outputs == 1 && outputs[0] < outputs[1];
    for (size_t i = 0; i < count; i++) {
        exq_fixedsum_add(&sums[i], outputs[i]);
        for (size_t j = i; j < count; j++)
            exq_fixedsum_add_product(products++, outputs[i], outputs[j]);
    }
}

/* What was said of a person under both versions. False unless both are ordinary numbers: what is none is refused when the
 * lists are counted. */
static bool take_outputs(const pairer *own, size_t count, size_t person)
{
    for (size_t version = 0; version < 2; version++)
        for (size_t i = 0; i < count; i++) {
            const double said = own->said[i].of[2 * person + version];
            own->outputs[version * count + i] = said;
            if (!(fabs(said) <= EXQ_FIXEDSUM_MOST))
                return false;
        }
    return true;
}

/* Ask about all that were taken. */
static exq_status ask(pairer *own, exq_error *error)
{
    exq_why whys[EXQ_BATCH];
    for (size_t m = 0; m < own->of->shape.measure_count; m++) {
        const exq_list_measure *measure = &own->of->shape.measures[m];
        if (!exq_is_paired(measure))
            continue;
        exq_asker_ask(&own->asker, &own->of->settings->of_measures[m], own->said, whys);
        for (size_t i = 0; i < own->asker.batch.count / 2; i++) {
            exq_grid *grid = &own->places[i].part->grids[EXQ_PAIRED_MEASURES + m];
            const bool both = whys[2 * i] == EXQ_WHY_NONE && whys[2 * i + 1] == EXQ_WHY_NONE;
            size_t row = 0;
            if (!both || !take_outputs(own, measure->outputs, i))
                continue;
            EXQ_TRY(row_of(grid, own->places[i].cell, &row, error));
            add_outputs(grid, row, measure, own->outputs);
        }
    }
    exq_asker_clear(&own->asker);
    return EXQ_OK;
}

/* A person with these two lists; NULL: not met under this version. */
static exq_status add_person(pairer *own, exq_list_part *part, uint64_t cell, const exq_list *after,
                             const exq_list *before, exq_error *error)
{
    EXQ_TRY(add_judged(own->of, part, cell, after, before, error));
    if (after == NULL || before == NULL)
        return EXQ_OK;
    own->places[own->asker.batch.count / 2] = (place){part, cell};
    EXQ_TRY(exq_asker_take(&own->asker, after, error));
    EXQ_TRY(exq_asker_take(&own->asker, before, error));
    return own->asker.batch.count == EXQ_BATCH ? ask(own, error) : EXQ_OK;
}

static exq_status add_lists(pairer *own, size_t user, uint64_t cell, exq_error *error)
{
    const bool known = user < own->of->after->references->user_count;
    const bool after = exq_has_list(own->of->after->rows, user), before = exq_has_list(own->of->before->rows, user);
    const exq_list *empty = &own->after.list;
    if (known) {
        EXQ_TRY(add_person(own, &own->sums.reference, cell, empty, empty, error));
        if (after || before)
            EXQ_TRY(add_person(own, &own->sums.emptied, cell, empty, empty, error));
    }
    if (after)
        EXQ_TRY(exq_person_list(&own->after, user, error));
    if (before)
        EXQ_TRY(exq_person_list(&own->before, user, error));
    if (!after && !before)
        return EXQ_OK;
    return add_person(own, &own->sums.listed, cell, after || known ? &own->after.list : NULL,
                      before || known ? &own->before.list : NULL, error);
}

static exq_status pair_person(pairer *own, size_t user, exq_error *error)
{
    const exq_references *references = own->of->after->references;
    const uint32_t cell = user < references->user_count ? references->cell_of[user] : references->stranger;
    if (cell == EXQ_NO_CODE)
        return EXQ_OK;
    EXQ_TRY(exq_person_history(&own->after, user, error));
    EXQ_TRY(exq_person_truth(&own->after, user, error));
    EXQ_TRY(exq_person_history(&own->before, user, error));
    EXQ_TRY(exq_person_truth(&own->before, user, error));
    EXQ_TRY(add_lists(own, user, cell, error));
    exq_person_forget(&own->after, user);
    exq_person_forget(&own->before, user);
    return EXQ_OK;
}

static exq_status pair_piece(void *payload, size_t worker, size_t index, exq_error *error)
{
    const job *of = payload;
    const size_t begin = index * PIECE, rest = of->user_count - begin;
    for (size_t user = begin; user < begin + (rest < PIECE ? rest : PIECE); user++)
        EXQ_TRY(pair_person(&of->pairers[worker], user, error));
    return ask(&of->pairers[worker], error);
}

/* ---------------------------------------------------------------------------------------------------- all people */

static exq_status open_pairer(pairer *own, const exq_list_pairing *of, exq_error *error)
{
    const exq_list_settings *settings = of->settings;
    size_t outputs = 1;
    for (size_t m = 0; m < of->shape.measure_count; m++)
        outputs = of->shape.measures[m].outputs > outputs ? of->shape.measures[m].outputs : outputs;
    own->of = of;
    own->said = calloc(outputs, sizeof *own->said);
    own->outputs = calloc(2 * outputs, sizeof *own->outputs);
    if (own->said == NULL || own->outputs == NULL)
        return exq_fail_memory(error);
    EXQ_TRY(exq_paired_sums_init(&own->sums, &of->shape, error));
    EXQ_TRY(exq_asker_open(&own->asker, &settings->items, settings->options, settings->cutoffs, settings->cutoff_count,
                           error));
    EXQ_TRY(exq_person_open(&own->after, of->after, error));
    return exq_person_open(&own->before, of->before, error);
}

static void close_pairer(pairer *own)
{
    exq_person_close(&own->after);
    exq_person_close(&own->before);
    exq_list_sums_free(&own->sums);
    exq_asker_close(&own->asker);
    free(own->said);
    free(own->outputs);
}

static exq_status add_part(exq_list_part *total, exq_list_part *part, const exq_list_shape *shape, exq_error *error)
{
    exq_list_part sum = {0};
    EXQ_TRY(exq_list_part_seal(part, error));
    exq_status status = exq_paired_part_init(&sum, shape, error);
    if (status == EXQ_OK)
        status = exq_list_part_add(total, part, &sum, error);
    exq_list_part *unused = status == EXQ_OK ? total : &sum;
    exq_list_part_free(unused);
    if (status == EXQ_OK)
        *total = sum;
    return status;
}

static exq_status collect(pairer *own, exq_list_sums *sums, exq_error *error)
{
    const exq_list_shape *shape = &own->of->shape;
    EXQ_TRY(add_part(&sums->listed, &own->sums.listed, shape, error));
    EXQ_TRY(add_part(&sums->reference, &own->sums.reference, shape, error));
    return add_part(&sums->emptied, &own->sums.emptied, shape, error);
}

static size_t people_of(const exq_list_pairing *of)
{
    size_t most = of->after->references->user_count;
    most = of->after->rows->user_count > most ? of->after->rows->user_count : most;
    return of->before->rows->user_count > most ? of->before->rows->user_count : most;
}

static exq_status run(job *all, size_t size, const exq_list_pairing *of, exq_list_sums *sums, exq_error *error)
{
    for (size_t i = 0; i < size; i++)
        EXQ_TRY(open_pairer(&all->pairers[i], of, error));
    EXQ_TRY(exq_crew_run(size, (all->user_count + PIECE - 1) / PIECE, pair_piece, all, error));
    for (size_t i = 0; i < size; i++)
        EXQ_TRY(collect(&all->pairers[i], sums, error));
    return EXQ_OK;
}

exq_status exq_list_pair_run(const exq_list_pairing *of, exq_list_sums *sums, exq_error *error)
{
    const size_t size = exq_crew_size(of->plan->request->threads);
    job all = {.pairers = calloc(size, sizeof *all.pairers), .user_count = people_of(of)};
    if (all.pairers == NULL)
        return exq_fail_memory(error);
    const exq_status status = run(&all, size, of, sums, error);
    for (size_t i = 0; i < size; i++)
        close_pairer(&all.pairers[i]);
    free(all.pairers);
    return status;
}
