/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random rows with scores, in files and beside them: deciles, tenths, all digits, both signs, the ends of what there
 * is, and some that are no numbers. Include behind cmocka.h.
 */
#ifndef SCORE_WORLD_H
#define SCORE_WORLD_H

#include "ingest_kit.h"
#include "number.h"
#include "random.h"

enum { WORLD_ROWS = 400 };

struct scored_row {
    const char *group, *dept, *decision, *label; /* "" is missing */
    char score[32];
    double value;
    bool used;
    unsigned people;
    size_t person;
};

struct score_world {
    exq_random random;
    bool decided, labelled, counted, units;
    struct scored_row rows[WORLD_ROWS];
    size_t row_count;
    struct kit_plan kit;
};

static inline const char *world_pick(exq_random *random, const char *const *words, size_t count)
{
    return words[exq_random_below(random, count)];
}

static inline double world_real(exq_random *random)
{
    return (double)exq_random_below(random, UINT64_C(1) << 53) * 0x1p-53;
}

/* `kind`: 0 deciles, 1 tenths, 2 all digits below 1, 3 few numbers close together, 4 whatever there is */
static inline void world_score(exq_random *random, size_t kind, char out[32])
{
    static const char *const ends[] = {
        "-0",   "0", "5e-324", "-5e-324", "1e-310", "1e300", "-1e300", "1.0000000000000002", "1", "-1", "0.1",
        "1e-1", "x", "",       "1e-30",   "-2.5",   "nan",   "1e9"};
    switch (kind) {
    case 0:
        snprintf(out, 32, "%d", 1 + (int)exq_random_below(random, 10));
        break;
    case 1:
        snprintf(out, 32, "%.1f", (double)exq_random_below(random, 11) / 10);
        break;
    case 2:
        snprintf(out, 32, "%.17g", world_real(random));
        break;
    case 3:
        snprintf(out, 32, "%.17g", 0.3 + (double)exq_random_below(random, 40) * 1e-4);
        break;
    default:
        snprintf(out, 32, "%s", world_pick(random, ends, COUNT_OF(ends)));
    }
}

static inline void world_row(struct score_world *world, size_t kind, struct scored_row *row)
{
    static const char *const groups[] = {"A", "A", "A", "B", "B", "C"}, *const few[] = {"D", ""};
    static const char *const depts[] = {"x", "x", "y", "z"};
    static const char *const decisions[] = {"1", "yes", "0", "no"}, *const labels[] = {"1", "0", ""};
    exq_random *random = &world->random;
    row->group = exq_random_below(random, 12) == 0 ? world_pick(random, few, COUNT_OF(few))
                                                   : world_pick(random, groups, COUNT_OF(groups));
    row->dept = world_pick(random, depts, COUNT_OF(depts));
    row->decision = world_pick(random, decisions, COUNT_OF(decisions));
    row->label = world_pick(random, labels, COUNT_OF(labels));
    row->people = world->counted ? 1 + (unsigned)exq_random_below(random, 3) : 1;
    world_score(random, kind, row->score);
    row->used = exq_number_parse(row->score, strlen(row->score), &row->value);
}

/* `wild`: there may be scores of any size, and unusable ones. Rows of a shard are those whose person leaves its
 * number. */
static inline void world_open(struct score_world *world, uint64_t seed, size_t most_rows, bool wild)
{
    *world = (struct score_world){0};
    exq_random *random = &world->random;
    exq_random_init(random, seed, 5);
    world->decided = exq_random_below(random, 2);
    world->labelled = exq_random_below(random, 3) > 0;
    world->units = exq_random_below(random, 4) == 0;
    world->counted = !world->units && exq_random_below(random, 2);
    world->row_count = 20 + exq_random_below(random, most_rows - 20);
    const size_t kind = exq_random_below(random, wild ? 5 : 4);
    for (size_t i = 0; i < world->row_count; i++) {
        world_row(world, i % 16 < 4 && wild ? 4 : kind, &world->rows[i]);
        world->rows[i].person = world->units ? exq_random_below(random, 40) : i;
    }
    for (size_t i = 0; i < 4; i++) { /* every shard has a row of each decision and label */
        struct scored_row *row = &world->rows[i];
        *row = (struct scored_row){"A", "x", i % 2 == 0 ? "1" : "0", "1", "1", 1, true, 1, i};
    }
    exq_request *request = kit_plan(&world->kit, "all.csv");
    world->kit.attributes[0] = "dept";
    world->kit.attributes[1] = "g";
    world->kit.plan.attribute_count = 2;
    request->decision = world->decided ? "d" : NULL;
    request->score = "s";
    request->threshold = world->decided ? NULL : "0.5";
    request->label = world->labelled ? "y" : NULL;
    request->counts = world->counted ? "n" : NULL;
    request->unit = world->units ? "who" : NULL;
    request->max_excluded = "1";
}

static inline void world_line(const struct scored_row *row, exq_buffer *out)
{
    exq_buffer_format(out, "person %zu,%s,%s,%s,%s,%s,%u\n", row->person, row->group, row->dept, row->decision,
                      row->label, row->score, row->people);
}

#define WORLD_HEADER "who,g,dept,d,y,s,n\n"

/* The rows of persons whose number leaves `rest`. */
static inline void world_write(const struct score_world *world, const char *name, size_t rest, size_t shards)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, WORLD_HEADER);
    for (size_t i = 0; i < world->row_count; i++)
        if (world->rows[i].person % shards == rest)
            world_line(&world->rows[i], &text);
    kit_write(name, text.bytes, text.length);
    exq_buffer_free(&text);
}

static inline exq_tally *world_read(struct score_world *world, const char *name)
{
    world->kit.inputs[0] = name;
    world->kit.request.input_count = 1;
    return kit_read(&world->kit);
}

static inline exq_tally *world_read_all(struct score_world *world)
{
    world_write(world, "all.csv", 0, 1);
    return world_read(world, "all.csv");
}

#endif
