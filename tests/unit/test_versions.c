/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two versions on the same people: MovieLens 1M with the most popular films instead of item-kNN, COMPAS by two scores,
 * against tests/oracle/versions_vectors.csv, which a second implementation made (versions_oracle.py); and what is said of a
 * gap that narrows because everyone lost.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "buffer.h"
#include "data_dir.h"
#include "rate_versions.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FOLDER "ml-1m-fairgo"

/* The numbers are sums of thousands of people; their variances lose a few more digits. */
static const double exact = 1e-12, of_ranges = 1e-9;

static exq_result *audit_lists(void)
{
    static char paths[7][DATA_PATH_SIZE];
    static const char *const names[] = {"test.tsv",  "train.tsv",    "val.tsv",         "users.tsv",
                                        "items.tsv", "run.pop.trec", "run.itemknn.trec"};
    static const char *const gender[] = {"gender"}, *const age[] = {"age"};
    static const exq_grouping by_user[] = {
        {gender, 1},
        {age,    1}
    };
    static const size_t at[] = {10};
    const char *history[] = {paths[1], paths[2]}, *input = paths[5];
    char relative[64];
    exq_result *result = NULL;
    exq_error error = {0};
    for (size_t i = 0; i < COUNT(names); i++) {
        snprintf(relative, sizeof relative, FOLDER "/%s", names[i]);
        data_path(relative, paths[i]);
    }
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.threads = 2;
    request.against = paths[6];
    request.lists = (exq_lists_request){.user = "user",
                                        .item = "item",
                                        .rank = "rank",
                                        .at = at,
                                        .at_count = 1,
                                        .truth = paths[0],
                                        .history = history,
                                        .history_count = 2,
                                        .users = paths[3],
                                        .items = paths[4],
                                        .by_user = by_user,
                                        .by_user_count = 2};
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

static exq_result *audit_decisions(void)
{
    static char path[DATA_PATH_SIZE];
    static const char *const race[] = {"race"};
    static const exq_grouping by[] = {
        {race, 1}
    };
    static const exq_reference_choice reference = {"race", "Caucasian"};
    const char *input = data_path("compas/compas-scores-two-years.noid.csv", path);
    exq_result *result = NULL;
    exq_error error = {0};
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.score = "decile_score#1";
    request.against_score = "v_decile_score";
    request.threshold = "5";
    request.label = "two_year_recid";
    request.by = by;
    request.by_count = 1;
    request.references = &reference;
    request.reference_count = 1;
    request.selected_is = EXQ_SELECTED_BAD;
    request.replicates = 0;
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

/* ------------------------------------------------------------------------------------------------------- vectors */

enum {
    KIND,
    METRIC,
    GROUP,
    REFERENCE,
    NUMBERS_FROM,
    NUMBERS = 7,
    COUNTS = 4,
    FIELDS = NUMBERS_FROM + NUMBERS + COUNTS
};

static bool split(char *line, char *fields[FIELDS])
{
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = line;
        line = strchr(line, ',');
        if (line == NULL)
            return i + 1 == FIELDS;
        *line++ = '\0';
    }
    return false;
}

static bool is_level(const exq_doc_levels *levels, const char *level)
{
    if (level[0] == '\0')
        return levels->count == 0;
    return levels->count == 1 && levels->items[0].level != NULL && strcmp(levels->items[0].level, level) == 0;
}

static const exq_doc_change *find(const exq_result *result, char *const fields[FIELDS])
{
    const exq_doc_versions *versions = &exq_result_document(result)->versions;
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *change = &versions->changes[i];
        if (strcmp(change->metric, fields[METRIC]) == 0 && is_level(&change->group, fields[GROUP]) &&
            is_level(&change->reference, fields[REFERENCE]))
            return change;
    }
    fail_msg("no change of %s for %s", fields[METRIC], fields[GROUP]);
    return NULL;
}

static void agrees(const exq_doc_change *change, char *const fields[FIELDS])
{
    const double numbers[NUMBERS] = {change->before, change->after,    change->change,  change->lo,
                                     change->hi,     change->lo_alone, change->hi_alone};
    const exq_count counts[COUNTS] = {change->n, change->better, change->worse, change->same};
    for (size_t i = 0; i < NUMBERS; i++) {
        char *end;
        const double expected = strtod(fields[NUMBERS_FROM + i], &end);
        if (!(fabs(numbers[i] - expected) <= (i < 3 ? exact : of_ranges)))
            fail_msg("%s of %s, number %zu: %.17g, expected %.17g", fields[METRIC], fields[GROUP], i, numbers[i],
                     expected);
    }
    for (size_t i = 0; i < COUNTS; i++) {
        const char *expected = fields[NUMBERS_FROM + NUMBERS + i];
        if (expected[0] != '\0')
            assert_int_equal(counts[i], atoll(expected));
    }
}

static void agree(const exq_result *result, const char *kind, size_t least)
{
    char path[DATA_PATH_SIZE], line[1024], *fields[FIELDS];
    const char *source = getenv("EXAEQUO_SOURCE");
    snprintf(path, sizeof path, "%s/tests/oracle/versions_vectors.csv", source != NULL ? source : ".");
    FILE *file = fopen(path, "r");
    size_t found = 0;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        assert_true(split(line, fields));
        if (strcmp(fields[KIND], kind) != 0)
            continue;
        agrees(find(result, fields), fields);
        found++;
    }
    fclose(file);
    assert_true(found >= least);
}

static void lists_agree_with_the_oracle(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit_lists();
    const exq_doc_versions *versions = &exq_result_document(result)->versions;
    assert_string_equal(versions->people_are, "same");
    assert_string_equal(versions->before, "run.itemknn.trec");
    assert_string_equal(versions->after, "run.pop.trec");
    assert_int_equal(versions->people, 5652);
    assert_int_equal(versions->before_only, 0);
    assert_int_equal(versions->after_only, 0);
    agree(result, "lists", 90);
    exq_result_free(result);
}

static void decisions_agree_with_the_oracle(void **state)
{
    (void)state;
    data_need("compas");
    exq_result *result = audit_decisions();
    const exq_doc_versions *versions = &exq_result_document(result)->versions;
    assert_string_equal(versions->before, "v_decile_score");
    assert_string_equal(versions->after, "decile_score#1");
    assert_int_equal(versions->people, 7214);
    agree(result, "decisions", 50);
    exq_result_free(result);
}

static void the_catalogue_is_told_in_items(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit_lists();
    char *fields[FIELDS] = {[METRIC] = "items_shown@10", [GROUP] = "", [REFERENCE] = ""};
    const exq_doc_change *shown = find(result, fields);
    assert_int_equal(shown->question, -1);
    assert_true(shown->before == 1340 && shown->after == 42 && shown->change == -1298);
    assert_true(isnan(shown->lo));
    exq_result_free(result);
}

/* ---------------------------------------------------------------------------------------------------- one range */

/* Airway hyper-responsiveness of 21 children before and after a transplantation: 1 both times, 7 before alone, 1 after
 * alone, 12 never (Fagerland, Lydersen and Laake 2014, Recommended tests and confidence intervals for paired binomial
 * proportions, table of Newcombe's square-and-add interval: -0.507 to -0.026). */
static void a_published_range_comes_out(void **state)
{
    (void)state;
    exq_row_versions versions = {
        .people = {{[EXQ_US] = 1, [EXQ_UR] = 12}, {[EXQ_US] = 1, [EXQ_UR] = 7}}
    };
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < EXQ_CELLS; c++)
            versions.weight[s][c] = versions.square[s][c] = (double)versions.people[s][c];
    const exq_cells_of_both cells = {exq_cells_after(&versions), exq_cells_before(&versions)};
    const exq_quantity *rate = &exq_quantities[EXQ_QUANTITY_selection_rate];
    const exq_rate_change change = exq_rate_change_of(rate, &versions, &cells, &cells, false);
    const exq_range range = exq_rate_change_range(&change, 0.95);
    assert_true(change.same_people);
    assert_int_equal(change.rose, 1);
    assert_int_equal(change.fell, 7);
    kit_near(change.change.v, -6.0 / 21, 1e-14);
    kit_near(range.lo.v, -0.506920226686141, 1e-12);
    kit_near(range.hi.v, -0.02555912416485978, 1e-12);
}

/* ------------------------------------------------------------------------------------------------------ sentences */

static bool keep(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return true;
}

static void says(const exq_result *result, const char *format, const char *expected)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_error error = {0};
    assert_int_equal(exq_render(result, format, &(exq_render_options){0}, keep, &text, &error), EXQ_OK);
    if (strstr(text.bytes, expected) == NULL)
        fail_msg("the %s does not say: %s", format, expected);
    exq_buffer_free(&text);
}

static void a_gap_that_narrows_by_loss_is_no_gain(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit_lists();
    char *fields[FIELDS] = {[METRIC] = "ndcg@10_difference", [GROUP] = "F", [REFERENCE] = "M"};
    const exq_doc_change *gap = find(result, fields);
    assert_string_equal(gap->gap, "narrowed");
    assert_string_equal(gap->gained, "neither");
    says(result, "text", "lost more than");
    says(result, "text", "Neither group gained.");
    says(result, "text", "216/751/621");
    says(result, "md", "Neither group gained.");
    says(result, "md", "Measured by “ranking quality of the first 10 places”, in points, the gap narrowed");
    says(result, "html", "instead of");
    says(result, "html", "Neither group gained.");
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_agree_with_the_oracle),           cmocka_unit_test(decisions_agree_with_the_oracle),
        cmocka_unit_test(the_catalogue_is_told_in_items),        cmocka_unit_test(a_published_range_comes_out),
        cmocka_unit_test(a_gap_that_narrows_by_loss_is_no_gain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
