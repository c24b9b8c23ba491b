/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two real recommenders of films, read from their files: who is judged, how well they are served, and which films are
 * seen. The numbers to be met were worked out by another program.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "data_dir.h"
#include "lists_kit.h"

enum { PATHS = 6 };
static char paths[PATHS][DATA_PATH_SIZE];

static exq_tally *read_run(const char *run, size_t threads)
{
    struct lists_plan kit;
    data_need("ml-1m-fairgo");
    char name[64];
    snprintf(name, sizeof name, "ml-1m-fairgo/%s", run);
    exq_lists_request *lists = lists_plan(&kit, data_path(name, paths[0]));
    lists->truth = data_path("ml-1m-fairgo/test.tsv", paths[1]);
    kit.history[0] = data_path("ml-1m-fairgo/train.tsv", paths[2]);
    kit.history[1] = data_path("ml-1m-fairgo/val.tsv", paths[3]);
    lists->history_count = 2;
    lists->users = data_path("ml-1m-fairgo/users.tsv", paths[4]);
    lists->items = data_path("ml-1m-fairgo/items.tsv", paths[5]);
    lists->split_on = "|";
    kit.at[0] = 10;
    lists->at_count = 1;
    kit.attributes[0] = "@history";
    kit.attributes[1] = "age";
    kit.attributes[2] = "gender";
    kit.plan.attribute_count = 3;
    kit.item_columns[0] = "genres";
    kit.plan.item_grouping_count = 1;
    kit.request.threads = threads;
    lists_kernels(&kit);
    return lists_read(&kit);
}

/* --------------------------------------------------------------------------------------------- consumer side */

struct served {
    const char *run;
    const char *attribute;
    const char *level;
    uint64_t people;
    const char *kernel;
    double mean;
    double error; /* standard error of the mean; 0: not known */
};

static const struct served all_served[] = {
    {"run.itemknn.trec", "gender", "F",  1588, "ndcg",           .162795979828,  .004785640655},
    {"run.itemknn.trec", "gender", "M",  4064, "ndcg",           .212728382759,  .003476221045},
    {"run.itemknn.trec", "gender", "F",  1588, "precision",      .098110831234,  0            },
    {"run.itemknn.trec", "gender", "M",  4064, "precision",      .128444881890,  0            },
    {"run.itemknn.trec", "gender", "F",  1588, "recall",         .178212208476,  0            },
    {"run.itemknn.trec", "gender", "M",  4064, "recall",         .211909455475,  0            },
    {"run.itemknn.trec", "gender", "F",  1588, "hit",            .572418136020,  0            },
    {"run.itemknn.trec", "gender", "M",  4064, "hit",            .649852362205,  0            },
    {"run.itemknn.trec", "gender", "F",  1588, "mrr",            .281998920475,  0            },
    {"run.itemknn.trec", "gender", "M",  4064, "mrr",            .360620254499,  0            },
    {"run.itemknn.trec", "gender", "F",  1588, "map",            .087145884779,  0            },
    {"run.itemknn.trec", "gender", "M",  4064, "map",            .123439183314,  0            },
    {"run.itemknn.trec", "gender", "F",  1705, "miscalibration", .782700758371,  0            },
    {"run.itemknn.trec", "gender", "M",  4309, "miscalibration", .825149572972,  0            },
    {"run.itemknn.trec", "age",    "1",  206,  "ndcg",           .177230584101,  0            },
    {"run.itemknn.trec", "age",    "18", 1033, "ndcg",           .219734571114,  0            },
    {"run.itemknn.trec", "age",    "25", 1987, "ndcg",           .209965251414,  0            },
    {"run.itemknn.trec", "age",    "35", 1114, "ndcg",           .192829486110,  0            },
    {"run.itemknn.trec", "age",    "45", 505,  "ndcg",           .177766601158,  0            },
    {"run.itemknn.trec", "age",    "50", 466,  "ndcg",           .187444926935,  0            },
    {"run.itemknn.trec", "age",    "56", 341,  "ndcg",           .147854485605,  0            },
    {"run.pop.trec",     "gender", "F",  1588, "ndcg",           .085998459745,  .003966277932},
    {"run.pop.trec",     "gender", "M",  4064, "ndcg",           .114625393714,  .002558835712},
    {"run.pop.trec",     "gender", "F",  1588, "map",            .044889322111,  0            },
    {"run.pop.trec",     "gender", "M",  4064, "hit",            .471210629921,  0            },
    {"run.pop.trec",     "gender", "F",  1705, "miscalibration", 1.563231120412, 0            },
    {"run.pop.trec",     "gender", "M",  4309, "miscalibration", 1.293577995748, 0            },
};

static void test_people_are_served_as_computed_elsewhere(void **state)
{
    (void)state;
    const char *run = "";
    exq_tally *tally = NULL;
    for (size_t i = 0; i < COUNT_OF(all_served); i++) {
        const struct served *want = &all_served[i];
        if (strcmp(run, want->run) != 0) {
            exq_tally_free(tally);
            tally = read_run(want->run, 2);
            run = want->run;
        }
        struct lists_total total = lists_total(tally, want->kernel, 10, want->attribute, want->level);
        assert_int_equal(total.people, want->people);
        double n = (double)total.people;
        double mean = total.sum / n;
        assert_true(fabs(mean - want->mean) < 1e-12);
        if (want->error > 0)
            assert_true(fabs(sqrt((total.squares - total.sum * mean) / (n - 1) / n) - want->error) < 1e-12);
    }
    exq_tally_free(tally);
}

static void test_everyone_is_accounted_for(void **state)
{
    static const uint64_t judged[] = {1588, 4064};
    static const uint64_t listed[] = {1705, 4309};
    static const char *const levels[] = {"F", "M"};
    (void)state;
    exq_tally *tally = read_run("run.itemknn.trec", 2);
    assert_int_equal(exq_tally_rows(tally), 300700);
    assert_int_equal(exq_tally_facts_of(tally)->rows_used, 300700);
    for (size_t g = 0; g < 2; g++) {
        uint64_t count = 0;
        LISTS_PEOPLE(tally, judged, "gender", levels[g], count);
        assert_int_equal(count, judged[g]);
        LISTS_PEOPLE(tally, people, "gender", levels[g], count);
        assert_int_equal(count, listed[g]);
        LISTS_PEOPLE(tally, lists, "gender", levels[g], count);
        assert_int_equal(count, listed[g]);
        LISTS_PEOPLE(tally, without_truth, "gender", levels[g], count);
        assert_int_equal(count, listed[g] - judged[g]);
        LISTS_PEOPLE(tally, without_list, "gender", levels[g], count);
        assert_int_equal(count, 0);
        for (exq_list_event event = 0; event < EXQ_LIST_EVENT_COUNT; event++) {
            LISTS_PEOPLE(tally, events[event], "gender", levels[g], count);
            assert_int_equal(count, 0);
        }
        LISTS_PEOPLE(tally, short_lists[0], "gender", levels[g], count);
        assert_int_equal(count, 0);
    }
    exq_tally_free(tally);
}

/* --------------------------------------------------------------------------------------------- provider side */

/* Whether the items of a signature are popular ones. */
static bool is_head(const exq_tally *tally, uint32_t signature)
{
    const exq_lists *lists = exq_lists_of(tally);
    size_t width = exq_tally_facts_of(tally)->lists->item_column_count;
    assert_string_equal(exq_tally_facts_of(tally)->lists->item_columns[0], "@popularity");
    uint32_t code = lists->signature_codes[signature * width];
    return strcmp(lists->item_columns[0].names[code], "head") == 0;
}

static void test_places_of_head_and_tail(void **state)
{
    (void)state;
    exq_tally *tally = read_run("run.itemknn.trec", 2);
    const exq_lists *lists = exq_lists_of(tally);
    uint64_t shown[2] = {0}, hits[2] = {0}, candidates[2] = {0}, truth[2] = {0}, items[2] = {0};
    uint64_t people = 0;
    LISTS_PEOPLE(tally, lists, NULL, NULL, people);
    for (size_t i = 0; i < lists->place_count; i++) {
        bool tail = !is_head(tally, lists->places[i].signature);
        shown[tail] += lists->places[i].shown;
        hits[tail] += lists->places[i].relevant;
        assert_int_equal(lists->places[i].fresh, lists->places[i].relevant);
        assert_true(exq_fixedsum_round(&lists->places[i].grades) == (double)lists->places[i].relevant);
    }
    for (uint32_t s = 0; s < lists->signature_count; s++) {
        items[!is_head(tally, s)] += lists->signature_items[s];
        candidates[!is_head(tally, s)] += people * lists->signature_items[s];
    }
    for (size_t i = 0; i < lists->total_count; i++) {
        bool tail = !is_head(tally, lists->totals[i].signature);
        candidates[tail] -= lists->totals[i].listed.history;
        truth[tail] += lists->totals[i].listed.fresh;
        assert_int_equal(lists->totals[i].listed.truth, lists->totals[i].everyone.truth);
    }
    static const uint64_t expected[][2] = {
        {676,     2556    },
        {58553,   1587    },
        {3918696, 15335119},
        {6728,    50      },
        {34164,   8713    }
    };
    for (size_t tail = 0; tail < 2; tail++) {
        assert_int_equal(items[tail], expected[0][tail]);
        assert_int_equal(shown[tail], expected[1][tail]);
        assert_int_equal(candidates[tail], expected[2][tail]);
        assert_int_equal(hits[tail], expected[3][tail]);
        assert_int_equal(truth[tail], expected[4][tail]);
    }
    exq_tally_free(tally);
}

static int compare_numbers(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Gini of a number for each item of the catalogue. */
static double gini(double *values, size_t count)
{
    double sum = 0, weighted = 0;
    qsort(values, count, sizeof *values, compare_numbers);
    for (size_t j = 0; j < count; j++) {
        sum += values[j];
        weighted += (2 * (double)(j + 1) - (double)count - 1) * values[j];
    }
    return weighted / ((double)count * sum);
}

struct spread {
    const char *run;
    double gini;
    double exposure_gini;
    size_t shown; /* items */
};

static void test_spread_over_the_catalogue(void **state)
{
    static const struct spread spreads[] = {
        {"run.itemknn.trec", .956553263096, .960078422722, 1340},
        {"run.pop.trec",     .995887195554, .996690388969, 42  },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(spreads); i++) {
        exq_tally *tally = read_run(spreads[i].run, 2);
        const exq_lists *lists = exq_lists_of(tally);
        double *counts = calloc(lists->item_count, sizeof *counts);
        double *exposure = calloc(lists->item_count, sizeof *exposure);
        size_t shown = 0;
        for (size_t u = 0; u < lists->by_cell_count; u++) {
            const exq_item_use *use = &lists->by_cell[u];
            shown += counts[use->item] == 0;
            counts[use->item] += (double)use->shown[0];
            exposure[use->item] += exq_fixedsum_round(&use->exposure[0]);
        }
        for (size_t u = 0; u < lists->by_bucket_count; u++)
            counts[lists->by_bucket[u].item] -= (double)lists->by_bucket[u].shown[0];
        for (size_t item = 0; item < lists->item_count; item++)
            assert_true(counts[item] == 0); /* cells and buckets are two cuts of the same lists */
        for (size_t u = 0; u < lists->by_bucket_count; u++)
            counts[lists->by_bucket[u].item] += (double)lists->by_bucket[u].shown[0];
        assert_int_equal(lists->item_count, 3232);
        assert_int_equal(shown, spreads[i].shown);
        assert_true(fabs(gini(counts, lists->item_count) - spreads[i].gini) < 1e-12);
        assert_true(fabs(gini(exposure, lists->item_count) - spreads[i].exposure_gini) < 1e-12);
        free(counts);
        free(exposure);
        exq_tally_free(tally);
    }
}

static void test_people_are_spread_over_buckets(void **state)
{
    (void)state;
    exq_tally *tally = read_run("run.itemknn.trec", 2);
    uint64_t people = 0;
    for (size_t b = 0; b < EXQ_BUCKETS; b++) {
        uint64_t in_bucket = exq_lists_of(tally)->bucket_lists[b];
        people += in_bucket;
        assert_in_range(in_bucket, 240, 361); /* 300.7 expected, sd 16.9 */
    }
    assert_int_equal(people, 6014);
    exq_tally_free(tally);
}

/* ------------------------------------------------------------------------------------------ RecBole's own files */

static void test_atomic_files(void **state)
{
    struct lists_plan kit;
    (void)state;
    data_need("ml-100k");
    exq_lists_request *lists = lists_plan(&kit, data_path("ml-100k/ml-100k.inter", paths[0]));
    lists->user = "user_id";
    lists->item = "item_id";
    lists->rank = NULL;
    kit.request.score = "rating";
    lists->relevance = "rating";
    lists->relevant_from = "5";
    kit.history[0] = paths[0];
    lists->history_count = 1;
    lists->users = data_path("ml-100k/ml-100k.user", paths[1]);
    lists->items = data_path("ml-100k/ml-100k.item", paths[2]);
    kit.attributes[0] = "gender";
    kit.plan.attribute_count = 1;
    kit.item_columns[0] = "class";
    kit.plan.item_grouping_count = 1;
    lists_kernels(&kit);
    exq_tally *tally = lists_read(&kit);
    const exq_lists *read = exq_lists_of(tally);
    uint64_t count = 0;
    LISTS_PEOPLE(tally, lists, "gender", "F", count);
    assert_int_equal(count, 273);
    LISTS_PEOPLE(tally, lists, "gender", "M", count);
    assert_int_equal(count, 670);
    LISTS_PEOPLE(tally, events[EXQ_LIST_EVENT_SEEN_ITEM], NULL, NULL, count);
    assert_int_equal(count, 943 * 3);
    assert_int_equal(read->item_count, 1682);
    assert_int_equal(read->groupings[0].of.group_count, 19); /* a sequence is many values, whatever --split-on says */
    assert_string_equal(read->groupings[0].levels[0][0], "Action");
    LISTS_PEOPLE(tally, judged, NULL, NULL, count);
    struct lists_total total = lists_total(tally, "hit", 3, NULL, NULL);
    assert_int_equal(total.people, count);
    assert_true(total.sum == (double)count); /* the best rated come first */
    exq_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people_are_served_as_computed_elsewhere),
        cmocka_unit_test(test_everyone_is_accounted_for),
        cmocka_unit_test(test_places_of_head_and_tail),
        cmocka_unit_test(test_spread_over_the_catalogue),
        cmocka_unit_test(test_people_are_spread_over_buckets),
        cmocka_unit_test(test_atomic_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
