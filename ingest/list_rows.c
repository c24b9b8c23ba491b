/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows kept, pruned, and put in the order of users.
 */
#include "list_rows.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "text.h"

enum { FIRST_PRUNE = 4 * 1024 * 1024, FEW = 64 };

void exq_list_rows_init(exq_list_rows *rows, const exq_list_plan *plan, size_t most, const exq_dictionary *items)
{
    const exq_request *request = plan->request;
    bool all = request->lists.duplicates == EXQ_DUPLICATES_KEEP_FIRST; /* who knows how far a list closes up */
    *rows = (exq_list_rows){
        .ranked = request->lists.rank != NULL,
        .keep = all ? SIZE_MAX : most,
        .ties = request->lists.ties,
        .items = items,
        .in_order = true,
        .prune_at = FIRST_PRUNE,
        .rates = plan->ratings,
    };
    exq_pairs_init(&rows->judged, true);
}

void exq_list_rows_free(exq_list_rows *rows)
{
    free(rows->rows);
    free(rows->length);
    free(rows->kept);
    free(rows->traces);
    free(rows->first);
    free(rows->ratings);
    exq_pairs_free(&rows->judged);
    *rows = (exq_list_rows){0};
}

/* -------------------------------------------------------------------------------------------------- orders */

/* The bits of a double ascend with it once the sign is seen to; best comes first, so they are turned round. */
uint64_t exq_order_of_score(double score)
{
    uint64_t bits;
    score += 0.0; /* there is one zero */
    memcpy(&bits, &score, sizeof bits);
    bits = bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
    return ~bits;
}

/* Well mixed (G. Steele, D. Lea, C. Flood 2014), so that no mistake in ranks leaves their sum as it should be. */
uint64_t exq_trace_of_rank(uint64_t rank)
{
    uint64_t bits = rank * UINT64_C(0x9E3779B97F4A7C15);
    bits = (bits ^ bits >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94D049BB133111EB);
    return bits ^ bits >> 31;
}

static int compare_rows(const void *a, const void *b, void *of)
{
    const exq_list_row *left = a;
    const exq_list_row *right = b;
    const exq_list_rows *rows = of;
    if (left->order != right->order)
        return left->order < right->order ? -1 : 1;
    if (rows->ranked || left->item == right->item)
        return 0;
    size_t lengths[2];
    const char *texts[2] = {exq_dictionary_text(rows->items, left->item, &lengths[0]),
                            exq_dictionary_text(rows->items, right->item, &lengths[1])};
    int order = exq_text_compare(texts[0], lengths[0], texts[1], lengths[1]);
    return rows->ties == EXQ_TIES_BY_ITEM_REVERSED ? -order : order;
}

size_t exq_list_rows_sort(const exq_list_rows *rows, exq_list_row *own, size_t count)
{
    void *of = (void *)(uintptr_t)rows;
    if (count > FEW) {
        qsort_r(own, count, sizeof *own, compare_rows, of);
        return count < rows->keep ? count : rows->keep;
    }
    for (size_t i = 1; i < count; i++) {
        exq_list_row row = own[i];
        size_t at = i;
        for (; at > 0 && compare_rows(&own[at - 1], &row, of) > 0; at--)
            own[at] = own[at - 1];
        own[at] = row;
    }
    return count < rows->keep ? count : rows->keep;
}

/* ------------------------------------------------------------------------------------------------- grouping */

/* Move the rows into the order of users: first[u + 1] says where user u goes on, and is at the end where user u + 1
 * begins. */
static bool distribute(exq_list_rows *rows, size_t *first)
{
    exq_list_row *grouped = malloc((rows->count + 1) * sizeof *grouped);
    if (grouped == NULL)
        return false;
    for (size_t i = 0; i < rows->count; i++)
        grouped[first[rows->rows[i].user + 1]++] = rows->rows[i];
    free(rows->rows);
    rows->rows = grouped;
    rows->room = rows->count + 1;
    rows->in_order = true;
    return true;
}

exq_status exq_list_rows_group(exq_list_rows *rows, exq_error *error)
{
    const size_t users = rows->user_count, shift = rows->in_order ? 1 : 2;
    size_t *first = calloc(users + 2, sizeof *first);
    if (first == NULL)
        return exq_fail_memory(error);
    for (size_t u = 0; u < users; u++)
        first[u + shift] = first[u + shift - 1] + rows->kept[u];
    if (!rows->in_order && !distribute(rows, first)) {
        free(first);
        return exq_fail_memory(error);
    }
    free(rows->first);
    rows->first = first;
    return EXQ_OK;
}

/* Drop what lies beyond the places that are kept. */
static exq_status prune(exq_list_rows *rows, exq_error *error)
{
    EXQ_TRY(exq_list_rows_group(rows, error));
    size_t kept = 0;
    for (size_t u = 0; u < rows->user_count; u++) {
        exq_list_row *own = rows->rows + rows->first[u];
        size_t count = exq_list_rows_sort(rows, own, rows->first[u + 1] - rows->first[u]);
        memmove(rows->rows + kept, own, count * sizeof *own);
        rows->kept[u] = (uint32_t)count;
        kept += count;
    }
    rows->count = kept;
    rows->prune_at = kept < FIRST_PRUNE / 2 ? FIRST_PRUNE : 2 * kept;
    return EXQ_OK;
}

/* -------------------------------------------------------------------------------------------------- adding */

/* Arrays by user reach up to this one. */
static bool reach(exq_list_rows *rows, size_t user)
{
    if (user < rows->user_count)
        return true;
    if (!exq_room(&rows->length, &rows->length_room, user + 1, sizeof *rows->length) ||
        !exq_room(&rows->kept, &rows->kept_room, user + 1, sizeof *rows->kept) ||
        !exq_room(&rows->traces, &rows->trace_room, user + 1, sizeof *rows->traces))
        return false;
    for (size_t u = rows->user_count; u <= user; u++) {
        rows->length[u] = 0;
        rows->kept[u] = 0;
        rows->traces[u] = 0;
    }
    rows->user_count = user + 1;
    return true;
}

static uint64_t trace_of(const exq_id_row *added, size_t count)
{
    uint64_t trace = 0;
    for (size_t i = 0; i < count; i++)
        trace += exq_trace_of_rank(added[i].order);
    return trace;
}

/* Of ranks, those beyond the places that are kept are known at once. */
static exq_status append(exq_list_rows *rows, const exq_id_row *added, size_t count, exq_error *error)
{
    const uint32_t user = added->user;
    if (!exq_room(&rows->rows, &rows->room, rows->count + count, sizeof *rows->rows))
        return exq_fail_memory(error);
    rows->in_order = rows->in_order && (rows->count == 0 || rows->rows[rows->count - 1].user <= user);
    exq_list_row *next = rows->rows + rows->count;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        next[kept] = (exq_list_row){added[i].order, user, added[i].item};
        kept += !rows->ranked || added[i].order <= rows->keep;
    }
    rows->kept[user] += (uint32_t)kept;
    rows->count += kept;
    return EXQ_OK;
}

/* Rows of one user. */
static exq_status add_own(exq_list_rows *rows, const exq_id_row *added, size_t count, exq_error *error)
{
    const uint32_t user = added->user;
    if (!reach(rows, user))
        return exq_fail_memory(error);
    if (count > UINT32_MAX - rows->length[user])
        return exq_fail(error, EXQ_INCONSISTENT, "a list has more rows than can be counted (2^32)");
    rows->length[user] += (uint32_t)count;
    if (rows->ranked)
        rows->traces[user] += trace_of(added, count);
    else if (rows->count >= rows->prune_at && rows->keep != SIZE_MAX)
        EXQ_TRY(prune(rows, error));
    return append(rows, added, count, error);
}

/* The rows of a user mostly stand together. */
exq_status exq_list_rows_add(exq_list_rows *rows, const exq_id_row *added, size_t count, exq_error *error)
{
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && added[end].user == added[begin].user)
            end++;
        EXQ_TRY(add_own(rows, added + begin, end - begin, error));
    }
    return EXQ_OK;
}

exq_status exq_list_rows_rate(exq_list_rows *rows, const exq_rating *rating, exq_error *error)
{
    if (!exq_room(&rows->ratings, &rows->rating_room, rows->rating_count + 1, sizeof *rows->ratings))
        return exq_fail_memory(error);
    rows->ratings[rows->rating_count++] = *rating;
    return EXQ_OK;
}
