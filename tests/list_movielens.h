/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MovieLens 1M with two real runs, read for tests: people with sex and age, a history, a truth and a list of 50 each;
 * films with genres. Ids are numbers from 0.
 */
#ifndef EXQ_LIST_MOVIELENS_H
#define EXQ_LIST_MOVIELENS_H

#include "head_tail.h"
#include "list_world.h"

enum { FILMS = 3232, PEOPLE = 6014, GENRES = 32, PLACES = 10, MOST_PAIRS = 200000 };

/* Pairs of a person and a film, gathered by person: films of person u at item[first[u]] .. item[first[u + 1]). */
typedef struct film_pairs {
    size_t count;
    uint32_t *person, *item;
    size_t first[PEOPLE + 1];
} film_pairs;

typedef struct movielens {
    exq_arena *arena;
    char sex[PEOPLE];
    int age[PEOPLE];
    char genres[GENRES][24];
    exq_item_grouping grouping, bands; /* by genre, fractional; by head (0) and tail (1) */
    exq_item_side items;
    film_pairs history, truth;
    uint32_t list[PEOPLE][PLACES];
} movielens;

static inline FILE *movielens_open(const char *name)
{
    char relative[64], path[DATA_PATH_SIZE];
    snprintf(relative, sizeof relative, "ml-1m-fairgo/%s", name);
    data_need("ml-1m-fairgo");
    FILE *file = fopen(data_path(relative, path), "r");
    assert_non_null(file);
    return file;
}

/* A header, then lines of person and film. */
static inline void movielens_pairs(film_pairs *pairs, const char *name)
{
    char line[128];
    FILE *file = movielens_open(name);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        char *end;
        assert_true(pairs->count < MOST_PAIRS);
        pairs->person[pairs->count] = (uint32_t)strtoul(line, &end, 10);
        pairs->item[pairs->count++] = (uint32_t)strtoul(end, NULL, 10);
    }
    fclose(file);
}

/* By person, in the order they were read. */
static inline void movielens_gather(film_pairs *pairs, exq_arena *arena)
{
    uint32_t *items = EXQ_NEW(arena, uint32_t, pairs->count);
    size_t next[PEOPLE] = {0};
    for (size_t i = 0; i < pairs->count; i++)
        pairs->first[pairs->person[i] + 1]++;
    for (size_t u = 0; u < PEOPLE; u++) {
        pairs->first[u + 1] += pairs->first[u];
        next[u] = pairs->first[u];
    }
    for (size_t i = 0; i < pairs->count; i++)
        items[next[pairs->person[i]]++] = pairs->item[i];
    pairs->item = items;
}

static inline void movielens_people(movielens *of)
{
    char line[128];
    FILE *file = movielens_open("users.tsv");
    assert_non_null(fgets(line, sizeof line, file));
    for (size_t u = 0; u < PEOPLE; u++) {
        assert_non_null(fgets(line, sizeof line, file));
        char *at = strchr(line, '\t');
        assert_non_null(at);
        of->sex[u] = at[1];
        of->age[u] = atoi(at + 3);
    }
    fclose(file);
}

static inline uint32_t movielens_genre(movielens *of, const char *name)
{
    uint32_t g = 0;
    while (g < of->grouping.group_count && strcmp(of->genres[g], name) != 0)
        g++;
    if (g == of->grouping.group_count) {
        assert_true(g < GENRES);
        snprintf(of->genres[of->grouping.group_count++], sizeof of->genres[0], "%s", name);
    }
    return g;
}

static inline void movielens_films(movielens *of)
{
    char line[256];
    size_t *first = EXQ_NEW(of->arena, size_t, FILMS + 1), at = 0;
    exq_alignment *alignments = EXQ_NEW(of->arena, exq_alignment, FILMS * 8);
    double *share = EXQ_NEW(of->arena, double, GENRES);
    FILE *file = movielens_open("items.tsv");
    assert_non_null(fgets(line, sizeof line, file));
    for (size_t i = 0; i < FILMS; i++) {
        assert_non_null(fgets(line, sizeof line, file));
        line[strcspn(line, "\r\n")] = '\0';
        first[i] = at;
        for (char *name = strtok(strchr(line, '\t') + 1, "|"); name != NULL; name = strtok(NULL, "|"))
            alignments[at++] = (exq_alignment){movielens_genre(of, name), 0};
        for (size_t j = first[i]; j < at; j++) {
            alignments[j].share = 1 / (double)(at - first[i]);
            share[alignments[j].group] += alignments[j].share / FILMS;
        }
    }
    first[FILMS] = at;
    of->grouping.first = first;
    of->grouping.alignments = alignments;
    of->grouping.catalogue_share = share;
    fclose(file);
}

static inline void movielens_popularity(movielens *of)
{
    uint64_t *popularity = EXQ_NEW(of->arena, uint64_t, FILMS);
    size_t *order = EXQ_NEW(of->arena, size_t, FILMS), *first = EXQ_NEW(of->arena, size_t, FILMS + 1);
    bool *head = EXQ_NEW(of->arena, bool, FILMS);
    exq_alignment *alignments = EXQ_NEW(of->arena, exq_alignment, FILMS);
    for (size_t i = 0; i < of->history.count; i++)
        popularity[of->history.item[i]]++;
    exq_head_of(EXQ_TAIL_INTERACTIONS80, 0, popularity, FILMS, order, head);
    for (size_t i = 0; i < FILMS; i++) {
        first[i + 1] = i + 1;
        alignments[i] = (exq_alignment){!head[i], 1};
    }
    of->bands = (exq_item_grouping){.group_count = 2, .first = first, .alignments = alignments};
    of->items = (exq_item_side){.item_count = FILMS, .popularity = popularity, .history_people = PEOPLE, .head = head};
}

static inline void movielens_run(movielens *of, const char *name)
{
    char line[128];
    FILE *file = movielens_open(name);
    while (fgets(line, sizeof line, file) != NULL) {
        unsigned person, film, rank;
        assert_int_equal(sscanf(line, "%u Q0 %u %u", &person, &film, &rank), 3);
        if (rank <= PLACES)
            of->list[person][rank - 1] = film;
    }
    fclose(file);
}

static inline movielens *movielens_read(exq_arena *arena)
{
    movielens *of = EXQ_NEW(arena, movielens, 1);
    of->arena = arena;
    film_pairs *const both[] = {&of->history, &of->truth};
    for (size_t i = 0; i < 2; i++) {
        both[i]->person = EXQ_NEW(arena, uint32_t, MOST_PAIRS);
        both[i]->item = EXQ_NEW(arena, uint32_t, MOST_PAIRS);
    }
    movielens_people(of);
    movielens_films(of);
    movielens_pairs(&of->history, "train.tsv");
    movielens_pairs(&of->history, "val.tsv");
    movielens_pairs(&of->truth, "test.tsv");
    movielens_gather(&of->history, arena);
    movielens_gather(&of->truth, arena);
    movielens_popularity(of);
    return of;
}

/* One person's list; what it points to is there until the next call. */
typedef struct movielens_person {
    exq_list list;
    double grades[PLACES], ideal[1024];
} movielens_person;

static inline const exq_list *movielens_list(const movielens *of, size_t person, movielens_person *room)
{
    const size_t truth = of->truth.first[person], relevant = of->truth.first[person + 1] - truth;
    assert_true(relevant <= COUNT(room->ideal));
    for (size_t r = 0; r < PLACES; r++) {
        room->grades[r] = 0;
        for (size_t i = 0; i < relevant; i++)
            room->grades[r] += of->truth.item[truth + i] == of->list[person][r];
    }
    for (size_t i = 0; i < relevant; i++)
        room->ideal[i] = 1;
    room->list = (exq_list){.length = PLACES,
                            .items = of->list[person],
                            .grades = room->grades,
                            .relevant_count = relevant,
                            .ideal = room->ideal,
                            .history_count = of->history.first[person + 1] - of->history.first[person],
                            .history = of->history.item + of->history.first[person]};
    return &room->list;
}

#endif
