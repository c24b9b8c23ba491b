/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores side by side, found by open addressing over entry and bin: added, taken away, put in order, doubted.
 */
#include "scores.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"

exq_scores *exq_scores_new(void)
{
    return calloc(1, sizeof(exq_scores));
}

void exq_scores_clear(exq_scores *scores)
{
    free(scores->held);
    free(scores->slots);
    *scores = (exq_scores){0};
}

void exq_scores_free(exq_scores *scores)
{
    if (scores == NULL)
        return;
    exq_scores_clear(scores);
    free(scores);
}

exq_status exq_score_log_add(exq_score_log *log, double score, uint64_t people, uint32_t entry, exq_error *error)
{
    if (!exq_room(&log->rows, &log->room, log->count + 1, sizeof *log->rows))
        return exq_fail_memory(error);
    log->rows[log->count++] = (struct exq_logged){score, people, entry};
    return EXQ_OK;
}

/* ---------------------------------------------------------------------------------------------------- finding */

/* The slot that holds an entry and a bin, or the empty one where they belong. Bins in use are neighbours: the product
 * spreads them, and its upper half is the well mixed one. */
static size_t slot_of(const exq_scores *scores, uint32_t entry, uint32_t bin)
{
    const uint64_t hash = ((uint64_t)entry << 32 | bin) * UINT64_C(0x9E3779B97F4A7C15);
    const size_t mask = scores->slot_count - 1;
    size_t slot = (size_t)(hash >> 32) & mask;
    for (; scores->slots[slot] != 0; slot = (slot + 1) & mask) {
        const exq_scored *held = &scores->held[scores->slots[slot] - 1];
        if (held->entry == entry && held->bin == bin)
            break;
    }
    return slot;
}

static bool rehash(exq_scores *scores)
{
    size_t fresh_count = scores->slot_count == 0 ? 256 : scores->slot_count * 2;
    while (fresh_count <= scores->count * 2)
        fresh_count *= 2;
    uint32_t *fresh = calloc(fresh_count, sizeof *fresh);
    if (fresh == NULL)
        return false;
    free(scores->slots);
    scores->slots = fresh;
    scores->slot_count = fresh_count;
    for (size_t i = 0; i < scores->count; i++)
        scores->slots[slot_of(scores, scores->held[i].entry, scores->held[i].bin)] = (uint32_t)i + 1;
    return true;
}

/* The sums of an entry and a bin, which may be new; NULL where they are too many. */
static exq_status find(exq_scores *scores, uint32_t entry, uint32_t bin, exq_score_sums **out, exq_error *error)
{
    *out = NULL;
    if (scores->count * 2 >= scores->slot_count && !rehash(scores))
        return exq_fail_memory(error);
    const size_t slot = slot_of(scores, entry, bin);
    if (scores->slots[slot] == 0) {
        if (scores->count == EXQ_MAX_SCORED) {
            exq_scores_clear(scores);
            scores->lost = true;
            return EXQ_OK;
        }
        if (!exq_room(&scores->held, &scores->room, scores->count + 1, sizeof *scores->held))
            return exq_fail_memory(error);
        scores->held[scores->count++] = (exq_scored){.entry = entry, .bin = bin};
        scores->slots[slot] = (uint32_t)scores->count;
    }
    *out = &scores->held[scores->slots[slot] - 1].sums;
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------- adding, taking */

static exq_status refuse_sums(exq_error *error)
{
    return exq_fail(
        error, EXQ_INCONSISTENT,
        "so many people have scores close together that their sums are beyond 128 bits. Count fewer at once.");
}

exq_status exq_scores_add(exq_scores *scores, uint32_t entry, uint32_t bin, const exq_score_sums *sums,
                          exq_error *error)
{
    exq_score_sums *held = NULL;
    if (scores->lost)
        return EXQ_OK;
    EXQ_TRY(find(scores, entry, bin, &held, error));
    return held == NULL || exq_score_sums_merge(held, sums) ? EXQ_OK : refuse_sums(error);
}

static uint32_t place_of(const uint32_t *places, uint32_t entry)
{
    return places == NULL ? entry : places[entry];
}

exq_status exq_scores_take(exq_scores *scores, const exq_score_log *log, const uint32_t *places, exq_error *error)
{
    for (size_t i = 0; i < log->count && !scores->lost; i++) {
        const struct exq_logged *row = &log->rows[i];
        const exq_score_cut cut = exq_score_cut_of(row->score);
        exq_score_sums *held = NULL;
        EXQ_TRY(find(scores, place_of(places, row->entry), cut.bin, &held, error));
        if (held != NULL && !exq_score_sums_add(held, cut.offset, row->people))
            return refuse_sums(error);
    }
    return EXQ_OK;
}

exq_status exq_scores_merge(exq_scores *total, const exq_scores *part, const uint32_t *places, exq_error *error)
{
    if (part->lost) {
        exq_scores_clear(total);
        total->lost = true;
    }
    for (size_t i = 0; i < part->count; i++) {
        const exq_scored *more = &part->held[i];
        const uint32_t entry = place_of(places, more->entry);
        if (entry != EXQ_DROP)
            EXQ_TRY(exq_scores_add(total, entry, more->bin, &more->sums, error));
    }
    return EXQ_OK;
}

static bool take_away(exq_scores *total, uint32_t entry, const exq_scored *part)
{
    uint64_t most = 0;
    const uint32_t held = total->slot_count == 0 ? 0 : total->slots[slot_of(total, entry, part->bin)];
    if (held == 0)
        return false;
    exq_score_sums *sums = &total->held[held - 1].sums;
    return exq_score_sums_subtract(sums, &part->sums) && exq_score_bin_most(part->bin, &most) &&
           exq_score_sums_possible(sums, most);
}

exq_status exq_scores_subtract(exq_scores *total, const exq_scores *part, const uint32_t *places, exq_error *error)
{
    for (size_t i = 0; i < part->count; i++) {
        const uint32_t entry = place_of(places, part->held[i].entry);
        if (entry != EXQ_DROP && !take_away(total, entry, &part->held[i]))
            return exq_fail(error, EXQ_INCONSISTENT,
                            "the rows to take away are not all in the tally: as many people, but with other scores. "
                            "Nothing was taken away.");
    }
    return EXQ_OK;
}

/* --------------------------------------------------------------------------------------------------- in order */

static int compare_scored(const void *a, const void *b)
{
    const exq_scored *left = a;
    const exq_scored *right = b;
    if (left->entry != right->entry)
        return left->entry < right->entry ? -1 : 1;
    return (left->bin > right->bin) - (left->bin < right->bin);
}

/* Slots are of no more use: canonical scores are read, and merged into others. */
static void sort(exq_scores *scores)
{
    size_t kept = 0;
    for (size_t i = 0; i < scores->count; i++)
        if (scores->held[i].sums.people > 0)
            scores->held[kept++] = scores->held[i];
    scores->count = kept;
    if (kept > 1)
        qsort(scores->held, kept, sizeof *scores->held, compare_scored);
    free(scores->slots);
    scores->slots = NULL;
    scores->slot_count = 0;
}

exq_status exq_scores_canonical(const exq_scores *scores, const uint32_t *places, exq_scores **out, exq_error *error)
{
    exq_scores *own = exq_scores_new();
    exq_status status = own == NULL ? exq_fail_memory(error) : exq_scores_merge(own, scores, places, error);
    if (status != EXQ_OK || own->lost) {
        exq_scores_free(own);
        return status;
    }
    sort(own);
    *out = own;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------------ texts */

static size_t print_wide(exq_u128 number, char *out, size_t room)
{
    const uint64_t high = (uint64_t)(number >> 64), low = (uint64_t)number;
    return (size_t)(high > 0 ? snprintf(out, room, " %" PRIx64 "%016" PRIx64, high, low)
                             : snprintf(out, room, " %" PRIx64, low));
}

char *exq_scored_print(const exq_scored *scored, char out[EXQ_SCORED_SIZE])
{
    size_t length = (size_t)snprintf(out, EXQ_SCORED_SIZE, "%" PRIu32 " %" PRIu32 " %" PRIu64, scored->entry,
                                     scored->bin, scored->sums.people);
    length += print_wide(scored->sums.sum, out + length, EXQ_SCORED_SIZE - length);
    print_wide(scored->sums.square, out + length, EXQ_SCORED_SIZE - length);
    return out;
}

/* One number up to `most`, and the blank behind it. */
static bool parse_wide(const char **at, unsigned base, exq_u128 most, exq_u128 *out)
{
    static const char digits[] = "0123456789abcdef";
    *out = 0;
    for (; **at != ' ' && **at != '\0'; ++*at) {
        const char *digit = strchr(digits, **at);
        const size_t value = digit == NULL ? base : (size_t)(digit - digits);
        if (value >= base || *out > (most - value) / base)
            return false;
        *out = *out * base + value;
    }
    *at += **at == ' ';
    return true;
}

bool exq_scored_parse(const char *text, exq_scored *out)
{
    const char *at = text;
    const exq_u128 all = ~(exq_u128)0;
    exq_u128 entry = 0, bin = 0, people = 0;
    char again[EXQ_SCORED_SIZE];
    if (!parse_wide(&at, 10, UINT32_MAX, &entry) || !parse_wide(&at, 10, UINT32_MAX, &bin) ||
        !parse_wide(&at, 10, UINT64_MAX, &people) || !parse_wide(&at, 16, all, &out->sums.sum) ||
        !parse_wide(&at, 16, all, &out->sums.square))
        return false;
    out->entry = (uint32_t)entry;
    out->bin = (uint32_t)bin;
    out->sums.people = (uint64_t)people;
    return strcmp(exq_scored_print(out, again), text) == 0;
}

/* ----------------------------------------------------------------------------------------------------- doubts */

static bool all_possible(const exq_scores *scores, const exq_counts *counts, uint64_t *people)
{
    for (size_t i = 0; i < scores->count; i++) {
        const exq_scored *held = &scores->held[i];
        uint64_t most = 0;
        if (!exq_score_bin_most(held->bin, &most) || !exq_score_sums_possible(&held->sums, most) ||
            __builtin_add_overflow(people[held->entry], held->sums.people, &people[held->entry]))
            return false;
    }
    return counts->count == 0 || memcmp(people, counts->people, counts->count * sizeof *people) == 0;
}

exq_status exq_scores_check(const exq_scores *scores, const exq_counts *counts, bool *possible, exq_error *error)
{
    uint64_t *people = calloc(counts->count + 1, sizeof *people);
    if (people == NULL)
        return exq_fail_memory(error);
    *possible = all_possible(scores, counts, people);
    free(people);
    return EXQ_OK;
}
