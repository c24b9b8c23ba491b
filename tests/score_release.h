/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows with scores released, and plain loops that say which published row each belongs to. Include behind cmocka.h.
 */
#ifndef SCORE_RELEASE_H
#define SCORE_RELEASE_H

#include "door.h"
#include "score_world.h"

enum { QUESTIONS = 4 };

struct released {
    exq_arena *arena;
    exq_tally *tally;
    exq_release release;
    uint64_t min_cell;
};

static const char *const dept_column[] = {"dept"}, *const group_column[] = {"g"}, *const both_columns[] = {"g", "dept"},
                         *const turned_columns[] = {"dept", "g"};
static const exq_grouping questions[QUESTIONS] = {
    {both_columns,   2},
    {group_column,   1},
    {dept_column,    1},
    {turned_columns, 2}
};

static inline void open_release(struct released *self, struct score_world *world, size_t first, size_t question_count,
                                uint64_t min_cell)
{
    exq_error error = {0};
    *self = (struct released){.arena = exq_arena_new(), .tally = world_read_all(world), .min_cell = min_cell};
    const exq_release_plan plan = {.by = questions + first, .by_count = question_count, .min_cell = min_cell};
    exq_status status = exq_release_tally(self->tally, &plan, self->arena, &self->release, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, EXQ_OK);
}

static inline void close_release(struct released *self)
{
    exq_tally_free(self->tally);
    exq_arena_free(self->arena);
}

/* ------------------------------------------------------------------------------------------------- plain loops */

static inline bool is_level(const char *word, const char *level)
{
    return level == NULL ? word[0] == '\0' : strcmp(word, level) == 0;
}

static inline bool lies_in(const struct scored_row *row, const exq_published *question, const exq_row *group)
{
    for (size_t c = 0; c < question->by_count; c++)
        if (!is_level(question->by[c][0] == 'g' ? row->group : row->dept, group->levels[c]))
            return false;
    return row->used;
}

/* Which shown group of a question a row of data is in; the group count when it is withheld or not used. */
static inline size_t group_of(const struct scored_row *row, const exq_published *question)
{
    const exq_table *table = &question->marginal;
    for (size_t g = 0; g < table->group_count; g++)
        if (lies_in(row, question, &table->groups[g]))
            return table->groups[g].withheld ? table->group_count : g;
    return table->group_count;
}

static inline exq_score_label kind_of(const struct score_world *world, const struct scored_row *row)
{
    if (!world->labelled || row->label[0] == '\0')
        return EXQ_SCORED_UNLABELLED;
    return row->label[0] == '1' ? EXQ_SCORED_POSITIVE : EXQ_SCORED_NEGATIVE;
}

enum { OVERALL = 1000, REST = 2000 };

/* Whether a row of data counts in a published row: a group, OVERALL, or REST + a group. */
static inline bool counts_in(const struct scored_row *row, const exq_published *question, size_t which)
{
    const size_t group = group_of(row, question), groups = question->marginal.group_count;
    if (group == groups)
        return false;
    return which == OVERALL || (which >= REST ? group != which - REST : group == which);
}

static inline uint64_t row_people(const exq_row_scores *scores, size_t bin)
{
    uint64_t people = 0;
    for (size_t label = 0; label < EXQ_SCORED_LABELS; label++)
        people += scores->people[label][bin];
    return people;
}

static inline void assert_bits(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

/* ------------------------------------------------------------------------------------------------ rows by hand */

/* By group. */
static inline void release_text(struct released *self, struct score_world *world, const char *rows, uint64_t min_cell)
{
    exq_error error = {0};
    exq_buffer text = EXQ_BUFFER_INIT;
    world_open(world, 3, WORLD_ROWS, false);
    exq_request *request = &world->kit.request;
    request->unit = request->threshold = NULL;
    request->decision = "d";
    request->label = "y";
    request->counts = "n";
    exq_buffer_format(&text, WORLD_HEADER "%s", rows);
    kit_text("some.csv", text.bytes);
    exq_buffer_free(&text);
    *self = (struct released){.arena = exq_arena_new(), .tally = world_read(world, "some.csv"), .min_cell = min_cell};
    const exq_release_plan plan = {.by = questions + 1, .by_count = 1, .min_cell = min_cell};
    assert_int_equal(exq_release_tally(self->tally, &plan, self->arena, &self->release, &error), EXQ_OK);
}

#endif
