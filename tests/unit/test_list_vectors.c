/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels and figures against tests/oracle/lists_vectors.csv, which a second implementation made (lists_oracle.py):
 * random small worlds under random choices, and figures by brute force.
 */
#include "head_tail.h"
#include "list_world.h"
#include "lists_concentration.h"
#include "lists_fa_star_ir.h"
#include "lists_prefix.h"
#include "lists_skew.h"

enum { MOST = 64 };

/* One line of the file. */
typedef struct vector {
    char *name, *choices, *list, *grades, *ideal, *history, *groups, *popularity, *expected;
} vector;

static bool split_line(char *line, vector *out)
{
    char **const fields[] = {&out->name,    &out->choices, &out->list,       &out->grades,  &out->ideal,
                             &out->history, &out->groups,  &out->popularity, &out->expected};
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < COUNT(fields); i++) {
        *fields[i] = line;
        line = strchr(line, ',');
        if (line == NULL)
            return i + 1 == COUNT(fields);
        *line++ = '\0';
    }
    return false;
}

/* The numbers of a field; "-" is EXQ_NO_ITEM. */
static size_t numbers(const char *text, double *out)
{
    size_t count = 0;
    while (*text != '\0') {
        char *end;
        assert_true(count < MOST);
        out[count++] = strncmp(text, "- ", 2) == 0 || strcmp(text, "-") == 0 ? EXQ_NO_ITEM : strtod(text, &end);
        text += strcspn(text, " ");
        text += *text == ' ';
    }
    return count;
}

static size_t indexes(const char *text, uint32_t *out)
{
    double values[MOST];
    const size_t count = numbers(text, values);
    for (size_t i = 0; i < count; i++)
        out[i] = (uint32_t)values[i];
    return count;
}

/* The value of "key=value" among choices. */
static const char *choice(const char *choices, const char *key, char out[32])
{
    const size_t length = strlen(key);
    for (; *choices != '\0'; choices += strcspn(choices, " "), choices += *choices == ' ') {
        if (strncmp(choices, key, length) == 0 && choices[length] == '=') {
            snprintf(out, 32, "%.*s", (int)strcspn(choices + length + 1, " "), choices + length + 1);
            return out;
        }
    }
    fail_msg("no %s among %s", key, choices);
    return NULL;
}

static double number_chosen(const char *choices, const char *key)
{
    char text[32];
    return strtod(choice(choices, key, text), NULL);
}

/* Where the value stands among names. */
static unsigned chosen(const char *choices, const char *key, const char *const *names)
{
    char text[32];
    choice(choices, key, text);
    for (unsigned i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], text) == 0)
            return i;
    }
    fail_msg("no %s among the values of %s", text, key);
    return 0;
}

static exq_list_options options_of(const char *choices)
{
    static const char *const positions[] = {"log", "log-clip", "geo", "rbp", "cascade", "err", "topk", NULL};
    static const char *const gains[] = {"binary", "linear", "exponential", NULL};
    static const char *const precisions[] = {"k", "length", NULL};
    static const char *const maps[] = {"min", "relevant", "length", "min-length", NULL};
    static const char *const recalls[] = {"all", "min", NULL};
    static const char *const rbps[] = {"binary", "grade", NULL};
    exq_list_options options = exq_list_options_default;
    options.position = (exq_position_model)chosen(choices, "position", positions);
    options.position_parameter = number_chosen(choices, "parameter");
    options.stop = number_chosen(choices, "stop");
    options.highest_grade = number_chosen(choices, "highest");
    options.discount = (exq_position_model)chosen(choices, "discount", positions);
    options.gain = (exq_gain)chosen(choices, "gain", gains);
    options.precision = (exq_precision_denominator)chosen(choices, "precision", precisions);
    options.map = (exq_map_denominator)chosen(choices, "map", maps);
    options.recall_by_min = chosen(choices, "recall", recalls) == 1;
    options.rbp_by_grade = chosen(choices, "rbp", rbps) == 1;
    return options;
}

static void compare(const vector *of, const double *found, size_t count)
{
    double expected[MOST];
    assert_int_equal(numbers(of->expected, expected), count);
    for (size_t i = 0; i < count; i++) {
        if (!(fabs(found[i] - expected[i]) <= 1e-12 * fmax(1, fabs(expected[i]))))
            fail_msg("%s (%s): %.17g instead of %.17g", of->name, of->choices, found[i], expected[i]);
    }
}

static void check_kernel(const vector *of)
{
    list_world world;
    uint32_t items[MOST], history[MOST];
    double grades[MOST], ideal[MOST], popularity[MOST], out[WORLD_GROUPS];
    uint64_t counts[MOST];
    size_t order[MOST];
    world_of_words(&world, of->groups);
    world.options = options_of(of->choices);
    const size_t n = numbers(of->popularity, popularity);
    for (size_t i = 0; i < n; i++)
        counts[i] = (uint64_t)popularity[i];
    world_popularity(&world, counts, (uint64_t)number_chosen(of->choices, "people"));
    exq_head_of(EXQ_TAIL_INTERACTIONS80, 0, counts, n, order, world.head);
    exq_bands_of(counts, n, order, world.band);
    numbers(of->grades, grades);
    exq_list list = {.items = items, .grades = grades, .ideal = ideal, .history = history};
    list.length = indexes(of->list, items);
    list.relevant_count = numbers(of->ideal, ideal);
    list.history_count = indexes(of->history, history);
    const exq_why why = world_ask_all(&world, of->name, (size_t)number_chosen(of->choices, "k"), &list, out);
    if (why != EXQ_WHY_NONE)
        assert_string_equal(exq_why_name(why), of->expected);
    else if (exq_kernel_find(of->name)->kernel.outputs == EXQ_PER_GROUP)
        compare(of, out, world.grouping.group_count);
    else
        compare(of, out, exq_kernel_find(of->name)->kernel.outputs);
    world_end(&world);
}

/* ------------------------------------------------------------------------------------------------ figures of sums */

static void check_gini(const vector *of)
{
    double values[MOST];
    exq_frequency rows[MOST];
    const size_t count = numbers(of->list, values);
    const exq_concentration found = exq_concentration_of(rows, exq_frequencies(values, count, rows));
    const double figures[] = {found.gini.v, found.gini_corrected.v, found.coverage.v, found.entropy.v};
    compare(of, figures, COUNT(figures));
}

static void check_ndkl(const vector *of)
{
    double target[MOST], law[MOST], counts[MOST];
    const size_t groups = numbers(of->list, target), length = (size_t)number_chosen(of->choices, "k");
    const double figures[] = {exq_ndkl_of_fair(target, NULL, groups, length, law),
                              exq_ndkl_least(target, groups, length, counts)};
    compare(of, figures, COUNT(figures));
}

static void check_fair_test(const vector *of)
{
    double table[MOST];
    uint32_t least[MOST];
    exq_arena *arena = exq_arena_new();
    exq_fair_room room;
    const size_t length = numbers(of->list, table);
    assert_true(exq_fair_room_new(length, arena, &room));
    const exq_fair_test test =
        exq_fair_test_of(number_chosen(of->choices, "p"), number_chosen(of->choices, "level"), room, least);
    for (size_t i = 0; i < length; i++)
        assert_int_equal(test.least != NULL ? test.least[i] : 0, (uint32_t)table[i]);
    compare(of, &test.missed_by_fair, 1);
    exq_arena_free(arena);
}

static void check_prefix(const vector *of)
{
    double bits[MOST], scratch[2 * MOST], figures[6];
    bool members[MOST];
    const size_t length = numbers(of->list, bits), step = (size_t)number_chosen(of->choices, "k");
    for (size_t i = 0; i < length; i++)
        members[i] = bits[i] > 0;
    for (unsigned kind = 0; kind < 3; kind++) {
        const exq_prefix_finding found =
            exq_prefix_of((exq_prefix)kind, EXQ_POSITION_LOG_CLIP, members, length, step, scratch);
        figures[kind] = found.raw.v;
        figures[kind + 3] = found.normalised.v;
    }
    compare(of, figures, COUNT(figures));
}

static void every_vector(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        void (*check)(const vector *of);
    } figures[] = {
        {"gini",      check_gini     },
        {"ndkl_fair", check_ndkl     },
        {"fair_test", check_fair_test},
        {"prefix",    check_prefix   },
    };
    const char *source = getenv("EXAEQUO_SOURCE");
    char path[DATA_PATH_SIZE], line[2048];
    snprintf(path, sizeof path, "%s/tests/oracle/lists_vectors.csv", source != NULL ? source : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    size_t lines = 0;
    for (vector of; fgets(line, sizeof line, file) != NULL; lines++) {
        assert_true(split_line(line, &of));
        size_t i = 0;
        while (i < COUNT(figures) && strcmp(figures[i].name, of.name) != 0)
            i++;
        if (i < COUNT(figures))
            figures[i].check(&of);
        else
            check_kernel(&of);
    }
    fclose(file);
    assert_true(lines > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vector),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
