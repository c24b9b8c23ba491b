/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MovieLens 100K in its atomic files, end to end: everybody's last films as their list, against a second implementation
 * (tests/oracle/audit_oracle.py); and as another tool would have it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "data_dir.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FOLDER "ml-100k"

/* The audit of the films people saw last, with grades from `relevant_from` up as what they find relevant. */
static exq_result *audit(const char *relevant_from, const char *compat)
{
    static char paths[3][DATA_PATH_SIZE];
    static const char *const gender[] = {"gender"}, *const genre[] = {"class"};
    static const exq_grouping by_user[] =
        {
            {gender, 1}
    },
                              by_item[] = {{genre, 1}};
    static const size_t at[] = {10};
    const char *input = data_path(FOLDER "/ml-100k.inter", paths[0]);
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.score = "timestamp";
    request.lists = (exq_lists_request){.user = "user_id",
                                        .item = "item_id",
                                        .at = at,
                                        .at_count = 1,
                                        .ties = EXQ_TIES_BY_ITEM, /* as the oracle has them */
                                        .relevance = "rating",
                                        .relevant_from = relevant_from,
                                        .history = &input,
                                        .history_count = 1,
                                        .users = data_path(FOLDER "/ml-100k.user", paths[1]),
                                        .items = data_path(FOLDER "/ml-100k.item", paths[2]),
                                        .by_user = by_user,
                                        .by_user_count = 1,
                                        .by_item = by_item,
                                        .by_item_count = 1,
                                        .split_on = " ",
                                        .compat = compat};
    exq_result *result = NULL;
    exq_error error = {.status = EXQ_OK};
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

typedef enum side { USERS, ITEMS, CROSS, CATALOGUE } side;

static bool has_levels(const exq_doc_levels *levels, const char *first, const char *second)
{
    if (first == NULL)
        return true;
    return levels->count > 0 && levels->items[0].level != NULL && strcmp(levels->items[0].level, first) == 0 &&
           (second == NULL || (levels->count > 1 && strcmp(levels->items[1].level, second) == 0));
}

/* A measure of a group, or the first row of a comparison. */
static double number_of(const exq_document *document, side where, const char *first, const char *second,
                        const char *metric)
{
    for (size_t i = 0; where == CATALOGUE && i < document->catalogue_count; i++)
        if (strcmp(document->catalogue[i].id, metric) == 0)
            return document->catalogue[i].value;
    const exq_doc_question *question = &document->questions[where == CATALOGUE ? 0 : where];
    for (size_t g = 0; first != NULL && g < question->group_count; g++)
        for (size_t m = 0;
             has_levels(&question->groups[g].levels, first, second) && m < question->groups[g].measure_count; m++)
            if (strcmp(question->groups[g].measures[m].id, metric) == 0)
                return question->groups[g].measures[m].value;
    for (size_t d = 0; d < question->disparity_count; d++)
        if (strcmp(question->disparities[d].metric, metric) == 0 &&
            has_levels(&question->disparities[d].group, first, second))
            return question->disparities[d].value;
    fail_msg("there is no %s of %s", metric, first != NULL ? first : "all");
    return 0;
}

static const struct {
    side where;
    const char *first, *second, *metric;
    double value;
} figures[] = {
#define FIGURE(side, first, second, metric, value) {side, first, second, metric, value},
#include "audit_movielens_100k.def"
#undef FIGURE
};

static void figures_are_those_of_the_oracle(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit("4", NULL);
    const exq_document *document = exq_result_document(result);
    for (size_t i = 0; i < COUNT(figures); i++) {
        const double found =
            number_of(document, figures[i].where, figures[i].first, figures[i].second, figures[i].metric);
        if (!(fabs(found - figures[i].value) <= 2e-12 * fmax(fabs(figures[i].value), 1)))
            fail_msg("%s of %s: %.15g instead of %.15g", figures[i].metric,
                     figures[i].first != NULL ? figures[i].first : "all", found, figures[i].value);
    }
    exq_result_free(result);
}

static void everybody_is_counted(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit("4", NULL);
    const exq_document *document = exq_result_document(result);
    const exq_doc_question *users = &document->questions[USERS];
    static const exq_count people[] = {273, 670}, judged[] = {272, 670};
    assert_int_equal(document->data.rows_read, 100000);
    assert_int_equal(document->data.rows_used, 100000);
    assert_int_equal(users->group_count, 2);
    for (size_t g = 0; g < 2; g++) {
        assert_int_equal(users->groups[g].n, people[g]);
        assert_int_equal(users->groups[g].users_without_recommendations, 0);
        assert_int_equal(users->groups[g].users_without_truth, people[g] - judged[g]);
        for (size_t m = 0; m < users->groups[g].measure_count; m++)
            if (strcmp(users->groups[g].measures[m].id, "ndcg@10") == 0)
                assert_int_equal(users->groups[g].measures[m].n, judged[g]);
    }
    assert_int_equal(document->questions[ITEMS].group_count, 19);
    assert_int_equal(document->questions[ITEMS].overall.items, 1682);
    exq_result_free(result);
}

/* Its nDCG from all grades, gain 2^grade - 1, and the mean difference of its group means (UserMADranking). */
static void as_elliot_has_it(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit(NULL, "elliot");
    const exq_document *document = exq_result_document(result);
    kit_near(number_of(document, USERS, "F", NULL, "ndcg@10"), 0.498783228653225, 1e-13);
    kit_near(number_of(document, USERS, NULL, NULL, "ndcg@10_mean_pairwise_difference"), 0.0202863939870413, 1e-12);
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_the_oracle),
        cmocka_unit_test(everybody_is_counted),
        cmocka_unit_test(as_elliot_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
