/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For tests of lists: plans with the kernels there are, tallies of them, and numbers summed over cells. Include behind
 * cmocka.h.
 */
#ifndef LISTS_KIT_H
#define LISTS_KIT_H

#include "ingest_kit.h"
#include "kernels.h"
#include "list_tally.h"
#include "lists_options.h"
#include "positions.h"

enum { LISTS_MOST = 64 };

struct lists_plan {
    exq_request request;
    exq_list_plan plan;
    const char *inputs[8];
    const char *history[4];
    size_t at[4];
    const char *attributes[4]; /* sorted */
    const char *item_columns[4];
    exq_grouping item_groupings[4]; /* each of one item column, unless a test says otherwise */
    const exq_kernel *kernels[LISTS_MOST];
};

/* Lists in `input` with columns user, item, rank; cutoffs 2 and 3; no references, no kernels. */
static inline exq_lists_request *lists_plan(struct lists_plan *kit, const char *input)
{
    *kit = (struct lists_plan){
        .request = EXQ_REQUEST_INIT, .inputs = {input},
             .at = { 3,    2}
    };
    exq_request *request = &kit->request;
    request->inputs = kit->inputs;
    request->input_count = 1;
    request->lists.user = "user";
    request->lists.item = "item";
    request->lists.rank = "rank";
    request->lists.at = kit->at;
    request->lists.at_count = 2;
    request->lists.history = kit->history;
    for (size_t i = 0; i < 4; i++)
        kit->item_groupings[i] = (exq_grouping){&kit->item_columns[i], 1};
    kit->plan = (exq_list_plan){
        .request = request,
        .attributes = kit->attributes,
        .item_groupings = kit->item_groupings,
        .kernels = kit->kernels,
        .options = &exq_list_options_default,
        .variants = "ours",
        .attend = exq_attention_fill,
    };
    return &request->lists;
}

/* All kernels there are. */
static inline void lists_kernels(struct lists_plan *kit)
{
    const exq_kernel_entry *entry = NULL;
    while ((entry = exq_kernel_at(kit->plan.kernel_count)) != NULL) {
        assert_true(kit->plan.kernel_count < LISTS_MOST);
        kit->kernels[kit->plan.kernel_count++] = &entry->kernel;
    }
}

static inline exq_tally *lists_read(const struct lists_plan *kit)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest_lists(&kit->plan, &tally, &error);
    if (status != EXQ_OK)
        print_error("refused: %s\n", error.message);
    assert_int_equal(status, EXQ_OK);
    return tally;
}

static inline void lists_refused(const struct lists_plan *kit, exq_status expected, const char *message)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest_lists(&kit->plan, &tally, &error);
    assert_string_equal(error.message, message);
    assert_int_equal(status, expected);
    assert_null(tally);
}

/* ------------------------------------------------------------------------------------------- sums over cells */

/* The place of a measure among those of the tally. */
static inline size_t lists_measure(const exq_tally *tally, const char *kernel, size_t cutoff)
{
    const exq_list_facts *facts = exq_tally_facts_of(tally)->lists;
    size_t m = 0;
    while (m < facts->measure_count &&
           (strcmp(facts->measures[m].kernel, kernel) != 0 || facts->measures[m].cutoff != cutoff))
        m++;
    assert_true(m < facts->measure_count);
    return m;
}

/* Whether a cell has this level of an attribute; NULL for the attribute: every cell. */
static inline bool lists_in_group(const exq_tally *tally, const exq_user_cell *cell, const char *attribute,
                                  const char *level)
{
    const exq_tally_facts *facts = exq_tally_facts_of(tally);
    if (attribute == NULL)
        return true;
    size_t a = 0;
    while (strcmp(facts->attributes[a], attribute) != 0)
        a++;
    uint32_t code = cell->codes[a];
    if (code == EXQ_NO_CODE)
        return level == NULL;
    return level != NULL && strcmp(exq_lists_of(tally)->attributes[a].names[code], level) == 0;
}

/* The people of a group for whom a measure is defined, and the sum of its first output and of the squares. */
struct lists_total {
    uint64_t people;
    double sum;
    double squares;
};

static inline struct lists_total lists_total(const exq_tally *tally, const char *kernel, size_t cutoff,
                                             const char *attribute, const char *level)
{
    const exq_lists *lists = exq_lists_of(tally);
    size_t m = lists_measure(tally, kernel, cutoff);
    exq_fixedsum sum = {{0}};
    exq_fixedsum squares = {{0}};
    struct lists_total total = {0};
    for (size_t c = 0; c < lists->cell_count; c++)
        if (lists_in_group(tally, &lists->cells[c], attribute, level)) {
            total.people += lists->cells[c].sums[m].people;
            exq_fixedsum_merge(&sum, &lists->cells[c].sums[m].sums[0]);
            exq_fixedsum_merge(&squares, &lists->cells[c].sums[m].squares[0]);
        }
    total.sum = exq_fixedsum_round(&sum);
    total.squares = exq_fixedsum_round(&squares);
    return total;
}

/* The number of everything that is counted of a member of user cells, over a group. */
#define LISTS_PEOPLE(tally, member, attribute, level, out)                         \
    do {                                                                           \
        const exq_lists *lists_ = exq_lists_of(tally);                             \
        (out) = 0;                                                                 \
        for (size_t c_ = 0; c_ < lists_->cell_count; c_++)                         \
            if (lists_in_group((tally), &lists_->cells[c_], (attribute), (level))) \
                (out) += lists_->cells[c_].member;                                 \
    } while (0)

#endif
