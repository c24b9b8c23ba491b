/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all weighing needs: the people behind a comparison, which comparison a row is, and seeds of random numbers.
 */
#include "weigh.h"

#include <string.h>

#include "named.h"

bool exq_weigh_prepare(const exq_describe *describe, const exq_table *table, const exq_findings *findings,
                       exq_weighed *out)
{
    *out = (exq_weighed){.table = table, .findings = findings};
    out->options = EXQ_NEW(describe->arena, exq_metric_options, 1);
    if (out->options == NULL)
        return false;
    *out->options = *describe->options;
    out->options->pairs_only = true;
    return exq_evidence_prepare(describe->question, table, out->options, describe->arena, &out->evidence) &&
           exq_weigh_crowds(describe, out);
}

bool exq_weigh_counts(const exq_lineup *lineup)
{
    return lineup->groups != NULL && lineup->quantity->shape == EXQ_PROPORTION && !lineup->overall.weighted;
}

const exq_lineup *exq_weigh_lineup(const exq_evidence *evidence, const char *of)
{
    for (size_t q = 0; of != NULL && q < EXQ_QUANTITIES; q++) {
        const exq_lineup *lineup = &evidence->lineups[q];
        if (lineup->groups != NULL && strcmp(lineup->quantity->id, of) == 0)
            return lineup;
    }
    return NULL;
}

bool exq_weigh_pair(const exq_lineup *lineup, size_t group, size_t reference, exq_share pair[2])
{
    bool everyone = reference == EXQ_OVERALL || reference == EXQ_REST;
    if (group >= EXQ_REST || reference == EXQ_NOBODY || (everyone && lineup->rests == NULL))
        return false;
    const exq_estimate *own = &lineup->groups[group];
    const exq_estimate *other = everyone ? &lineup->rests[group] : &lineup->groups[reference];
    pair[0] = exq_weigh_share(own);
    pair[1] = exq_weigh_share(other);
    return exq_known(own->value) && exq_known(other->value);
}

/* ------------------------------------------------------------------------------------------------------- folds */

/* A comparison with a name of its own; against a named level it is the plain difference or ratio. */
static bool named_fold(const exq_evidence *evidence, const char *metric, bool *found, exq_fold *fold)
{
    bool level = evidence->options->reference == EXQ_REFERENCE_LEVEL;
    for (const exq_named *named = exq_named_rows; named->id != NULL; named++) {
        if (strcmp(named->id, metric) != 0)
            continue;
        *found = true;
        *fold = named->fold;
        if (level && named->by_level && named->fold == EXQ_FOLD_max_difference)
            *fold = EXQ_FOLD_difference;
        if (level && named->by_level && named->fold == EXQ_FOLD_min_ratio)
            *fold = EXQ_FOLD_ratio;
        return named->how == EXQ_HOW_ALONE;
    }
    *found = false;
    return false;
}

bool exq_weigh_fold(const exq_evidence *evidence, const exq_disparity *row, exq_fold *fold)
{
    bool found;
    bool alone = named_fold(evidence, row->metric, &found, fold);
    if (found || row->of == NULL)
        return found && alone && row->of != NULL;
    size_t length = strlen(row->of);
    if (strncmp(row->metric, row->of, length) != 0 || row->metric[length] != '_')
        return false;
    for (unsigned f = 0; f < EXQ_FOLDS; f++) {
        if (strcmp(exq_folds[f].id, row->metric + length + 1) == 0) {
            *fold = (exq_fold)f;
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------------- seeds */

/* FNV-1a (Fowler, Noll, Vo 1991) over the text and its end, so that "a" "bc" is not "ab" "c". */
static uint64_t add_text(uint64_t hash, const char *text)
{
    const uint64_t prime = 1099511628211u;
    for (const char *at = text; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * prime;
    return (hash ^ 0xff) * prime;
}

uint64_t exq_weigh_seed(const exq_describe *describe, const char *what, const char *of)
{
    uint64_t stream = 14695981039346656037u;
    for (size_t i = 0; i < describe->question->by_count; i++)
        stream = add_text(stream, describe->question->by[i]);
    stream = add_text(stream, describe->class_name != NULL ? describe->class_name : "");
    stream = add_text(add_text(stream, what), of);
    exq_random random;
    exq_random_init(&random, describe->seed, stream);
    return exq_random_u64(&random);
}
