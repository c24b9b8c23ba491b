/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The subgroup search through whole audits of random people: it finds what a plain search over the rows finds, a planted
 * group without its refinements, and nothing where there is nothing; it never shows a small group, and neither the order of
 * rows nor threads change a byte.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "page_kit.h"
#include "random.h"
#include "report_kit.h"

enum { COLUMNS = 3, LEVELS = 3, PEOPLE = 1500, NODES = (LEVELS + 1) * (LEVELS + 1) * (LEVELS + 1) };

static const char *const columns[COLUMNS] = {"age", "race", "sex"};
static const char *const levels[COLUMNS][LEVELS] = {
    {"old", "x", "young"},
    {"A",   "B", "C"    },
    {"F",   "M", "N"    }
};

typedef struct person {
    size_t level[COLUMNS];
    bool selected;
} person;

struct crowd {
    person people[PEOPLE];
    size_t count;
};

/* Who is selected: by chance alone; less often in race B, sex F; less often in race B, everywhere alike. */
enum kind { FAIR, PLANTED, COARSE, UNEVEN };

static struct crowd *new_crowd(enum kind kind, uint64_t seed, size_t count)
{
    struct crowd *made = calloc(1, sizeof *made);
    assert_non_null(made);
    exq_random random;
    exq_random_init(&random, 71, seed);
    made->count = count;
    for (size_t i = 0; i < count; i++) {
        person *one = &made->people[i];
        for (size_t c = 0; c < COLUMNS; c++) {
            const uint64_t draw = exq_random_below(&random, kind == UNEVEN ? 20 : 6);
            one->level[c] = draw < (kind == UNEVEN ? 14 : 2) ? 0 : draw < (kind == UNEVEN ? 19 : 4) ? 1 : 2;
        }
        const bool lower =
            (kind == PLANTED && one->level[1] == 1 && one->level[2] == 0) || (kind == COARSE && one->level[1] == 1);
        const bool uneven = kind == UNEVEN && one->level[0] == one->level[2];
        one->selected = exq_random_below(&random, 100) < (lower ? 22u : uneven ? 70u : 50u);
    }
    return made;
}

static void write_crowd(const struct crowd *crowd, const char *folder, bool backwards, char path[KIT_PATH_SIZE + 16])
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_buffer_string(&text, "age,race,sex,selected\n");
    for (size_t i = 0; i < crowd->count; i++) {
        const person *one = &crowd->people[backwards ? crowd->count - 1 - i : i];
        exq_buffer_format(&text, "%s,%s,%s,%d\n", levels[0][one->level[0]], levels[1][one->level[1]],
                          levels[2][one->level[2]], one->selected);
    }
    kit_file_write(folder, "rows.csv", &text);
    exq_buffer_free(&text);
    snprintf(path, KIT_PATH_SIZE + 16, "%s/rows.csv", folder);
}

static exq_result *search(const struct crowd *crowd, uint64_t min_cell, size_t threads, bool backwards)
{
    char folder[KIT_PATH_SIZE];
    char path[KIT_PATH_SIZE + 16];
    kit_folder_new(folder);
    write_crowd(crowd, folder, backwards, path);
    const kit_audit audit = {
        .file = path,
        .decision = "selected",
        .by = {"race", "sex"},
        .given = "age",
        .min_cell = min_cell,
        .threads = threads,
        .search_depth = 3
    };
    exq_result *result = kit_audit_run(&audit);
    kit_folder_remove(folder);
    return result;
}

static const exq_doc_search_rate *rate_of(const exq_result *result)
{
    const exq_document *document = exq_result_document(result);
    assert_true(document->has_search);
    assert_int_equal(document->search.rate_count, 1);
    assert_string_equal(document->search.rates[0].of, "selection_rate");
    return &document->search.rates[0];
}

/* --------------------------------------------------------------------------------------------- the oracle */

/* A condition on each column: a level, or LEVELS for any. */
typedef struct plain_node {
    size_t level[COLUMNS];
    size_t depth;
    uint64_t k, n;
    double p, refined, found, adjusted;
} plain_node;

static bool holds(const plain_node *node, const person *one)
{
    for (size_t c = 0; c < COLUMNS; c++)
        if (node->level[c] != LEVELS && node->level[c] != one->level[c])
            return false;
    return true;
}

static double log_choose(double n, double k)
{
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* Fisher's two-sided p by adding up every table. */
static double plain_fisher(uint64_t k1, uint64_t n1, uint64_t k2, uint64_t n2)
{
    const uint64_t hits = k1 + k2;
    const double all = log_choose((double)(n1 + n2), (double)hits);
    const double seen = log_choose((double)n1, (double)k1) + log_choose((double)n2, (double)k2) - all;
    double p = 0;
    for (uint64_t k = hits > n2 ? hits - n2 : 0; k <= n1 && k <= hits; k++) {
        const double chance = log_choose((double)n1, (double)k) + log_choose((double)n2, (double)(hits - k)) - all;
        if (chance <= seen + 1e-7)
            p += exp(chance);
    }
    return fmin(p, 1);
}

static int side(double a, double b)
{
    return (a > b) - (a < b);
}

static double share(uint64_t k, uint64_t n)
{
    return (double)k / (double)n;
}

static void adjust(plain_node *nodes, size_t count, bool found)
{
    for (size_t i = 0; i < count; i++) {
        double best = 1;
        const double own = found ? fmax(nodes[i].p, nodes[i].refined) : nodes[i].p;
        for (size_t j = 0; j < count; j++) {
            const double other = found ? fmax(nodes[j].p, nodes[j].refined) : nodes[j].p;
            size_t rank = 0;
            for (size_t l = 0; l < count; l++)
                rank += (found ? fmax(nodes[l].p, nodes[l].refined) : nodes[l].p) <= other;
            if (other >= own)
                best = fmin(best, other * (double)count / (double)rank);
        }
        *(found ? &nodes[i].found : &nodes[i].adjusted) = best;
    }
}

static size_t count_nodes(const struct crowd *crowd, plain_node nodes[NODES])
{
    size_t count = 0;
    for (size_t code = 0; code < NODES; code++) {
        plain_node node = {0};
        for (size_t c = 0, rest = code; c < COLUMNS; c++, rest /= LEVELS + 1) {
            node.level[c] = rest % (LEVELS + 1);
            node.depth += node.level[c] != LEVELS;
        }
        for (size_t i = 0; i < crowd->count; i++) {
            node.n += holds(&node, &crowd->people[i]);
            node.k += holds(&node, &crowd->people[i]) && crowd->people[i].selected;
        }
        if (node.depth > 0 && node.n > 0 && node.n < crowd->count)
            nodes[count++] = node;
    }
    return count;
}

/* Against the people who meet all conditions but that on one column. */
static double refined_p(const struct crowd *crowd, const plain_node *node, double rest)
{
    double largest = 0;
    for (size_t c = 0; node->depth > 1 && c < COLUMNS; c++) {
        if (node->level[c] == LEVELS)
            continue;
        plain_node coarser = *node;
        coarser.level[c] = LEVELS;
        uint64_t k = 0;
        uint64_t n = 0;
        for (size_t i = 0; i < crowd->count; i++) {
            const bool other = holds(&coarser, &crowd->people[i]) && !holds(node, &crowd->people[i]);
            n += other;
            k += other && crowd->people[i].selected;
        }
        const double own = share(node->k, node->n);
        const bool same_side = n > 0 && side(own, share(k, n)) == side(own, rest);
        largest = fmax(largest, same_side ? plain_fisher(node->k, node->n, k, n) : 1);
    }
    return largest;
}

static size_t plain_search(const struct crowd *crowd, plain_node nodes[NODES])
{
    const size_t count = count_nodes(crowd, nodes);
    uint64_t hits = 0;
    for (size_t i = 0; i < crowd->count; i++)
        hits += crowd->people[i].selected;
    for (size_t i = 0; i < count; i++) {
        plain_node *node = &nodes[i];
        const uint64_t rest_n = crowd->count - node->n;
        node->p = plain_fisher(node->k, node->n, hits - node->k, rest_n);
        node->refined = refined_p(crowd, node, share(hits - node->k, rest_n));
    }
    adjust(nodes, count, false);
    adjust(nodes, count, true);
    return count;
}

static bool is_node(const plain_node *node, const exq_doc_levels *found)
{
    if (found->count != node->depth)
        return false;
    for (size_t i = 0, c = 0; c < COLUMNS; c++) {
        if (node->level[c] == LEVELS)
            continue;
        if (strcmp(found->items[i].column, columns[c]) != 0 ||
            strcmp(found->items[i].level, levels[c][node->level[c]]) != 0)
            return false;
        i++;
    }
    return true;
}

static const exq_doc_search_finding *finding_of(const exq_doc_search_rate *rate, const plain_node *node)
{
    for (size_t i = 0; i < rate->finding_count; i++)
        if (is_node(node, &rate->findings[i].levels))
            return &rate->findings[i];
    return NULL;
}

static void check_against_oracle(enum kind kind, uint64_t seed, size_t people)
{
    plain_node nodes[NODES];
    struct crowd *crowd = new_crowd(kind, seed, people);
    const size_t count = plain_search(crowd, nodes);
    exq_result *result = search(crowd, 1, 1, false);
    const exq_doc_search_rate *rate = rate_of(result);
    size_t found = 0;
    size_t redundant = 0;
    for (size_t i = 0; i < count; i++) {
        const exq_doc_search_finding *finding = finding_of(rate, &nodes[i]);
        const bool expected = nodes[i].found <= 0.05;
        assert_int_equal(finding != NULL, expected);
        found += expected;
        redundant += nodes[i].adjusted <= 0.05 && !expected;
        if (finding == NULL)
            continue;
        assert_int_equal(finding->k, nodes[i].k);
        assert_int_equal(finding->n, nodes[i].n);
        assert_int_equal(finding->rest_n, people - nodes[i].n);
        kit_near(finding->p, nodes[i].p, 1e-9);
        kit_near(finding->p_adjusted, nodes[i].adjusted, 1e-9);
        kit_near(finding->p_found, nodes[i].found, 1e-9);
        assert_int_equal(finding->parent_count, nodes[i].depth == 1 ? 0 : nodes[i].depth);
    }
    assert_int_equal(rate->tested, count);
    assert_int_equal(rate->finding_count, found);
    assert_int_equal(rate->redundant, redundant);
    exq_result_free(result);
    free(crowd);
}

static void test_plain_search_finds_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        check_against_oracle(PLANTED, seed, PEOPLE);
        check_against_oracle(COARSE, seed, PEOPLE);
        check_against_oracle(UNEVEN, seed, 700);
        check_against_oracle(FAIR, seed, 300);
    }
}

/* ------------------------------------------------------------------------------ what is there, what is not */

/* A refinement can stand out by chance, as often as the level allows. */
static void test_planted_group_is_found_without_its_refinements(void **state)
{
    (void)state;
    enum { ROUNDS = 20 };
    const plain_node planted = {
        .level = {LEVELS, 1, 0},
          .depth = 2
    };
    size_t first = 0;
    size_t refinements = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct crowd *crowd = new_crowd(PLANTED, 100 + seed, PEOPLE);
        exq_result *result = search(crowd, 10, 1, false);
        const exq_doc_search_rate *rate = rate_of(result);
        const exq_doc_search_finding *finding = finding_of(rate, &planted);
        assert_non_null(finding);
        assert_string_equal(finding->state, "shown");
        assert_string_equal(finding->direction, "lower");
        first += finding == &rate->findings[0];
        for (size_t i = 0; i < rate->finding_count; i++)
            refinements += rate->findings[i].levels.count == COLUMNS;
        exq_result_free(result);
        free(crowd);
    }
    assert_true(first >= ROUNDS - 2);
    assert_true(refinements <= 2);
}

static void test_what_a_coarser_group_explains_is_redundant(void **state)
{
    (void)state;
    const plain_node coarse = {
        .level = {LEVELS, 1, LEVELS},
          .depth = 1
    };
    size_t finer = 0;
    size_t redundant = 0;
    enum { ROUNDS = 20 };
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct crowd *crowd = new_crowd(COARSE, 200 + seed, PEOPLE);
        exq_result *result = search(crowd, 10, 1, false);
        const exq_doc_search_rate *rate = rate_of(result);
        assert_ptr_equal(finding_of(rate, &coarse), &rate->findings[0]);
        redundant += (size_t)rate->redundant;
        for (size_t i = 0; i < rate->finding_count; i++)
            finer += rate->findings[i].levels.count > 1;
        exq_result_free(result);
        free(crowd);
    }
    assert_true(redundant > 4 * ROUNDS); /* (B, F), (B, M) ... differ from their rest nearly always */
    assert_true(finer <= 2);
}

/* In a fair world every finding is false; the share of runs with one is at most the level, but for chance: more than 12 of
 * 120 has a probability below 0.01 when it is 0.05 exactly. */
static void test_nothing_is_found_where_there_is_nothing(void **state)
{
    (void)state;
    enum { ROUNDS = 120, MOST = 12 };
    size_t runs = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct crowd *crowd = new_crowd(FAIR, 1000 + seed, 600);
        exq_result *result = search(crowd, 10, 1, false);
        runs += rate_of(result)->finding_count > 0;
        exq_result_free(result);
        free(crowd);
    }
    print_message("%zu of %d fair worlds with a finding\n", runs, ROUNDS);
    assert_true(runs <= MOST);
}

/* -------------------------------------------------------------------------------------- privacy, same bytes */

static void check_large_enough(const struct crowd *crowd, const exq_doc_levels *found, uint64_t min_cell)
{
    plain_node nodes[NODES];
    const size_t count = count_nodes(crowd, nodes);
    size_t i = 0;
    while (i < count && !is_node(&nodes[i], found))
        i++;
    assert_true(i < count);
    assert_true(nodes[i].n >= min_cell);
}

static void test_small_groups_never_appear(void **state)
{
    (void)state;
    size_t withheld = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        const uint64_t min_cell = 5 + seed % 3 * 20;
        struct crowd *crowd = new_crowd(UNEVEN, seed, 100 + 40 * (size_t)seed);
        exq_result *result = search(crowd, min_cell, 1, false);
        const exq_doc_search *found = &exq_result_document(result)->search;
        withheld += (size_t)found->withheld;
        for (size_t i = 0; i < found->rates[0].finding_count; i++) {
            const exq_doc_search_finding *finding = &found->rates[0].findings[i];
            check_large_enough(crowd, &finding->levels, min_cell);
            assert_true((size_t)(finding->n + finding->rest_n) <= crowd->count);
            for (size_t j = 0; j < finding->parent_count; j++)
                check_large_enough(crowd, &finding->parents[j].levels, min_cell);
        }
        exq_result_free(result);
        free(crowd);
    }
    assert_true(withheld > 0);
}

/* Where crossed tables withhold much, everyone else is still everyone whom a table of one column shows. */
static void test_everyone_else_is_everyone(void **state)
{
    (void)state;
    struct crowd *crowd = new_crowd(PLANTED, 9, PEOPLE);
    exq_result *result = search(crowd, 60, 1, false);
    const exq_doc_search *found = &exq_result_document(result)->search;
    assert_true(found->withheld > 20);
    assert_true(found->rates[0].finding_count > 0);
    for (size_t i = 0; i < found->rates[0].finding_count; i++)
        assert_int_equal(found->rates[0].findings[i].n + found->rates[0].findings[i].rest_n, PEOPLE);
    exq_result_free(result);
    free(crowd);
}

/* Without what tells of the file itself: its hash differs when its rows do. */
static exq_buffer search_bytes(const exq_result *result)
{
    exq_buffer text = kit_json(result);
    const char *from = strstr(text.bytes, "\"search\":");
    assert_non_null(from);
    exq_buffer part = EXQ_BUFFER_INIT;
    exq_buffer_append(&part, from, (size_t)(strstr(from, "\"catalogue\":") - from));
    exq_buffer_free(&text);
    return part;
}

static void test_order_and_threads_change_nothing(void **state)
{
    (void)state;
    struct crowd *crowd = new_crowd(UNEVEN, 5, PEOPLE);
    exq_result *results[] = {search(crowd, 10, 1, false), search(crowd, 10, 1, true), search(crowd, 10, 4, false)};
    exq_buffer first = search_bytes(results[0]);
    for (size_t i = 1; i < sizeof results / sizeof results[0]; i++) {
        exq_buffer other = search_bytes(results[i]);
        assert_string_equal(other.bytes, first.bytes);
        exq_buffer_free(&other);
        exq_result_free(results[i]);
    }
    exq_buffer_free(&first);
    exq_result_free(results[0]);
    free(crowd);
}

static bool collect(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static void test_document_is_read_back_and_valid(void **state)
{
    (void)state;
    char folder[KIT_PATH_SIZE];
    struct crowd *crowd = new_crowd(PLANTED, 3, PEOPLE);
    exq_result *result = search(crowd, 10, 1, false);
    exq_result *again = NULL;
    exq_error error = {0};
    exq_buffer text = kit_json(result);
    assert_int_equal(exq_result_parse(text.bytes, text.length, "result.json", &again, &error), EXQ_OK);
    exq_buffer same = kit_json(again);
    assert_string_equal(same.bytes, text.bytes);
    const exq_render_options options = kit_options();
    exq_buffer page = kit_render(result, "text", &options);
    assert_non_null(strstr(page.bytes, "SEARCHED   age, race and sex, 3 at a time: "));
    assert_non_null(strstr(page.bytes, "▼ B, F: "));
    kit_folder_new(folder);
    kit_file_write(folder, "ok_search.json", &text);
    exq_buffer_free(&same);
    exq_buffer_free(&text);
    exq_buffer_free(&page);
    page = page_render(result, NULL);
    (void)page_check(&page);
    assert_non_null(strstr(page.bytes, "id=\"search\""));
    exq_buffer_free(&page);
    exq_result_free(again);
    exq_result_free(result);
    free(crowd);
    exq_buffer schema = EXQ_BUFFER_INIT;
    assert_int_equal(exq_result_schema(collect, &schema, NULL), EXQ_OK);
    kit_file_write(folder, "schema.json", &schema);
    exq_buffer_free(&schema);
    kit_python("check_schema.py", folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_search_finds_the_same),
        cmocka_unit_test(test_planted_group_is_found_without_its_refinements),
        cmocka_unit_test(test_what_a_coarser_group_explains_is_redundant),
        cmocka_unit_test(test_nothing_is_found_where_there_is_nothing),
        cmocka_unit_test(test_small_groups_never_appear),
        cmocka_unit_test(test_everyone_else_is_everyone),
        cmocka_unit_test(test_order_and_threads_change_nothing),
        cmocka_unit_test(test_document_is_read_back_and_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
