/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the scores of a saved tally back: lines in order, of entries that there are, whose people can have had them.
 */
#include "loading.h"

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
        const char *text = exq_json_to_string(line);
        if (text == NULL || !exq_scored_parse(text, &scored) || scored.entry >= load->counts->count ||
            scored.sums.people == 0)
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
