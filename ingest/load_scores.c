/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the scores of a saved tally back: lines in order, of entries that there are, whose people can have had them.
 */
#include "loading.h"

#include <string.h>

/* Hexadecimal as it is saved: small letters, no zero in front. */
static bool parse_wide(const char *text, exq_u128 *out)
{
    static const char digits[] = "0123456789abcdef";
    const size_t length = text == NULL ? 0 : strlen(text);
    *out = 0;
    if (length == 0 || length > 2 * sizeof *out || (text[0] == '0' && length > 1))
        return false;
    for (size_t i = 0; i < length; i++) {
        const char *digit = strchr(digits, text[i]);
        if (digit == NULL)
            return false;
        *out = *out << 4 | (size_t)(digit - digits);
    }
    return true;
}

static bool load_scored(const exq_loading *load, const exq_json *line, exq_scored *out)
{
    if (exq_json_kind_of(line) != EXQ_JSON_ARRAY || exq_json_size(line) != 5)
        return false;
    uint64_t entry = 0, bin = 0;
    const exq_json *item = exq_json_first(line);
    bool good = exq_json_to_count(item, &entry) && entry < load->counts->count;
    item = exq_json_next(item);
    good = good && exq_json_to_count(item, &bin) && bin <= UINT32_MAX;
    item = exq_json_next(item);
    good = good && exq_json_to_count(item, &out->sums.people) && out->sums.people > 0;
    item = exq_json_next(item);
    good = good && parse_wide(exq_json_to_string(item), &out->sums.sum);
    item = exq_json_next(item);
    out->entry = (uint32_t)entry;
    out->bin = (uint32_t)bin;
    return good && parse_wide(exq_json_to_string(item), &out->sums.square);
}

static bool follows(const exq_scores *scores, const exq_scored *scored)
{
    if (scores->count == 0)
        return true;
    const exq_scored *before = &scores->held[scores->count - 1];
    return before->entry < scored->entry || (before->entry == scored->entry && before->bin < scored->bin);
}

static exq_status load_lines(const exq_loading *load, const exq_json *array, exq_scores *out)
{
    for (const exq_json *line = exq_json_first(array); line != NULL; line = exq_json_next(line)) {
        exq_scored scored = {0};
        if (!load_scored(load, line, &scored))
            return exq_load_refuse(load, "its scores are not sums of an entry and a bin");
        if (!follows(out, &scored))
            return exq_load_refuse(load, "its scores are not sorted");
        EXQ_TRY(exq_scores_add(out, scored.entry, scored.bin, &scored.sums, load->error));
    }
    return EXQ_OK;
}

exq_status exq_load_scores(exq_loading *load)
{
    const exq_tally_facts *facts = &load->facts;
    const exq_json *array = exq_json_get(load->root, "scores");
    if (array == NULL)
        return EXQ_OK;
    EXQ_TRY(exq_load_member(load, load->root, "scores", EXQ_JSON_ARRAY, &array));
    if (facts->score == NULL || facts->has_weights || !facts->binary)
        return exq_load_refuse(load, "its scores and its roles contradict each other");
    if (exq_json_size(array) > EXQ_MAX_SCORED)
        return exq_load_refuse(load, "it has more scores than a tally may have");
    load->scores = exq_scores_new();
    if (load->scores == NULL)
        return exq_fail_memory(load->error);
    EXQ_TRY(load_lines(load, array, load->scores));
    bool possible = false;
    EXQ_TRY(exq_scores_check(load->scores, load->counts, &possible, load->error));
    return possible ? EXQ_OK : exq_load_refuse(load, "its people cannot have had its scores");
}
