/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the persons of a saved tally back: bags in order, of entries that there are, that some persons can have had.
 */
#include "loading.h"

/* The numbers of a list from `item` on, as a bag of entries. */
static exq_status load_bag(const exq_loading *load, const exq_json *item, uint32_t *bag, size_t *length)
{
    *length = 0;
    for (; item != NULL; item = exq_json_next(item)) {
        uint64_t entry = 0;
        if (!exq_json_to_count(item, &entry) || entry >= load->counts->count)
            return exq_load_refuse(load, "its units name an entry that there is not");
        bag[(*length)++] = (uint32_t)entry;
    }
    return EXQ_OK;
}

/* Sets hold each entry once, pairs may hold one twice. */
static bool ascends(const uint32_t *bag, size_t length, bool pairs)
{
    for (size_t i = 1; i < length; i++)
        if (bag[i - 1] > bag[i] || (bag[i - 1] == bag[i] && !pairs))
            return false;
    return true;
}

static bool follows(const exq_bags *bags, const uint32_t *bag, size_t length)
{
    if (bags->count == 0)
        return true;
    size_t before_length = 0;
    const uint32_t *before = exq_bags_get(bags, bags->count - 1, &before_length);
    return exq_bag_compare(before, before_length, bag, length) < 0;
}

/* A list of lists: a sum above 0, then the bag it is of. */
static exq_status load_bags(const exq_loading *load, const exq_json *object, const char *key, bool pairs, exq_bags *out)
{
    const exq_json *array = NULL;
    EXQ_TRY(exq_load_member(load, object, key, EXQ_JSON_ARRAY, &array));
    for (const exq_json *item = exq_json_first(array); item != NULL; item = exq_json_next(item)) {
        const exq_json *first = exq_json_kind_of(item) == EXQ_JSON_ARRAY ? exq_json_first(item) : NULL;
        size_t length = first == NULL ? 0 : exq_json_size(item) - 1;
        uint64_t sum = 0;
        if (length == 0 || (pairs && length != 2) || !exq_json_to_count(first, &sum) || sum == 0)
            return exq_load_refuse(load, "its %s are not sums of entries", key);
        uint32_t *bag = EXQ_NEW(load->arena, uint32_t, length);
        if (bag == NULL)
            return exq_fail_memory(load->error);
        EXQ_TRY(load_bag(load, exq_json_next(first), bag, &length));
        if (!ascends(bag, length, pairs) || !follows(out, bag, length))
            return exq_load_refuse(load, "its %s are not sorted", key);
        EXQ_TRY(exq_bags_add(out, bag, length, sum, load->error));
    }
    return EXQ_OK;
}

exq_status exq_load_units(exq_loading *load)
{
    static const char *const known[] = {"signatures", "moments", NULL};
    const exq_json *object = exq_json_get(load->root, "units");
    bool none = object != NULL && exq_json_kind_of(object) == EXQ_JSON_NULL;
    if (none != (load->facts.unit == NULL))
        return exq_load_refuse(load, "its units and their role contradict each other");
    if (none)
        return EXQ_OK;
    EXQ_TRY(exq_load_member(load, load->root, "units", EXQ_JSON_OBJECT, &object));
    EXQ_TRY(exq_load_only(load, object, known));
    load->units = exq_units_new();
    if (load->units == NULL)
        return exq_fail_memory(load->error);
    EXQ_TRY(load_bags(load, object, "signatures", false, &load->units->signatures));
    EXQ_TRY(load_bags(load, object, "moments", true, &load->units->moments));
    bool possible = false;
    EXQ_TRY(exq_units_check(load->units, load->counts, &possible, load->error));
    return possible ? EXQ_OK : exq_load_refuse(load, "no persons can have had its rows");
}
