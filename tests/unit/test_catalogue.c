/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue: every entry has every text, every id is found again, every row of findings is in it, and every worked
 * example comes out as it says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scores_builder.h"

static exq_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = built(exq_arena_new());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    exq_arena_free(arena);
    return 0;
}

static void is_text(const char *id, const char *what, const char *text)
{
    if (text == NULL || text[0] == '\0' || strchr(text, '{') != NULL)
        fail_msg("%s has no proper %s: %s", id, what, text == NULL ? "(none)" : text);
}

static void every_entry_has_every_text(void **state)
{
    (void)state;
    size_t count = 0;
    for (const exq_metric_info *info; (info = exq_catalogue_get(count, arena)) != NULL; count++) {
        assert_non_null(info->id);
        is_text(info->id, "name", info->name);
        is_text(info->id, "family", info->family);
        is_text(info->id, "definition", info->definition);
        is_text(info->id, "formula", info->formula);
        is_text(info->id, "range", info->range);
        is_text(info->id, "ideal", info->ideal);
        is_text(info->id, "undefined_when", info->undefined_when);
        is_text(info->id, "source", info->source);
        is_text(info->id, "limits", info->limits);
        is_text(info->id, "example", info->example.words);
        assert_true(info->parity == 0 || info->parity == 1);
        assert_in_range(info->better + 1, 0, 2);
        assert_true(info->also == NULL || info->also[0] != '\0');
    }
    assert_true(count > 250);
}

static void every_id_is_found_and_occurs_once(void **state)
{
    (void)state;
    const exq_metric_info *info;
    for (size_t i = 0; (info = exq_catalogue_get(i, arena)) != NULL; i++) {
        const exq_metric_info *found = exq_catalogue_find(info->id, arena);
        assert_non_null(found);
        assert_string_equal(found->id, info->id);
        assert_string_equal(found->definition, info->definition);
    }
    assert_null(exq_catalogue_find("selection_rate_", arena));
    assert_null(exq_catalogue_find("no_such_metric", arena));
    assert_null(exq_catalogue_find("", arena));
}

/* ------------------------------------------------------------------------------------------------- examples */

static exq_published scored_example_question(void)
{
    static const char *const names[] = {"A", "B"};
    static exq_score_bin bins[EXQ_EXAMPLE_SCORES];
    scored_group *groups = built(EXQ_NEW(arena, scored_group, 2));
    for (size_t b = 0; b < EXQ_EXAMPLE_SCORES; b++) {
        bins[b] = (exq_score_bin){exq_example_score[b], exq_example_score[b]};
        for (size_t g = 0; g < 2; g++) {
            groups[g].level = names[g];
            groups[g].people[EXQ_SCORED_NEGATIVE][b] = exq_example_people[g][0][b];
            groups[g].people[EXQ_SCORED_POSITIVE][b] = exq_example_people[g][1][b];
        }
    }
    return built_scored_question(arena, &(built_scores){bins, EXQ_EXAMPLE_SCORES, groups, 2, 0.5});
}

static exq_published example_question(const exq_example *example)
{
    if (example->of_scores)
        return scored_example_question();
    static const char *const names[] = {"A", "B", "C"};
    built_group groups[EXQ_EXAMPLE_ROWS] = {0};
    size_t strata = example->strata_count > 0 ? example->strata_count : 1;
    for (size_t i = 0; i < strata * example->group_count; i++) {
        const uint64_t *cells = example->cells[i];
        groups[i] = (built_group){
            .level = names[i % example->group_count], .tp = cells[0], .fp = cells[1], .fn = cells[2], .tn = cells[3]};
    }
    if (example->strata_count > 0)
        return built_strata(arena, groups, example->group_count, strata);
    return built_question(arena, groups, example->group_count, false);
}

static exq_value example_value(const exq_metric_info *info)
{
    exq_published question = example_question(&info->example);
    exq_metric_options options = built_options();
    options.counterfactual = strstr(info->family, "ounterfactual") != NULL;
    exq_findings findings = built_findings(&question, options, arena);
    if (info->kind == EXQ_KIND_RATE || info->kind == EXQ_KIND_MEASURE) {
        const exq_rate_value *rate = find_rate(&findings.groups[info->example.group], info->id);
        return rate != NULL ? rate->value : exq_none(EXQ_WHY_COUNT);
    }
    size_t group = info->kind == EXQ_KIND_PER_GROUP ? info->example.group : ANY_GROUP;
    const exq_disparity *row = find_row(&findings, info->id, group);
    return row != NULL ? row->value : exq_none(EXQ_WHY_COUNT);
}

static void every_worked_example_comes_out(void **state)
{
    (void)state;
    const exq_metric_info *info;
    for (size_t i = 0; (info = exq_catalogue_get(i, arena)) != NULL; i++) {
        if (info->example.group_count == 0)
            continue; /* of lists: test_list_examples.c */
        exq_value value = example_value(info);
        if (isnan(info->example.value))
            assert_string_equal(exq_why_name(value.why), info->example.why);
        else if (!exq_known(value) || !near(value.v, info->example.value, 1e-13))
            fail_msg("the example of %s does not come out: %s", info->id, info->example.words);
    }
}

/* The last number in the words is the value, to the digits shown. */
static void the_words_of_examples_end_with_the_value(void **state)
{
    (void)state;
    const exq_metric_info *info;
    for (size_t i = 0; (info = exq_catalogue_get(i, arena)) != NULL; i++) {
        const char *last = strrchr(info->example.words, ' ');
        assert_non_null(last);
        if (fabs(strtod(last, NULL) - info->example.value) > 0.5001e-4)
            fail_msg("%s: %s, but it is %.6f", info->id, info->example.words, info->example.value);
    }
}

/* --------------------------------------------------------------------------------------------- rows and entries */

static void every_row_of_findings_is_in_the_catalogue(void **state)
{
    (void)state;
    const built_group groups[] = {
        {.level = "a", .tp = 5, .fp = 3, .fn = 2, .tn = 9},
        {.level = "b", .tp = 4, .fp = 2, .fn = 3, .tn = 8},
        {.level = "c", .tp = 3, .fp = 1, .fn = 1, .tn = 6}
    };
    for (int round = 0; round < 4; round++) {
        exq_published question = built_question(arena, groups, 3, false);
        exq_metric_options options = round % 2 == 0 ? built_options() : built_options_level(2);
        options.counterfactual = round >= 2;
        exq_findings findings = built_findings(&question, options, arena);
        size_t index = 0;
        for (size_t i = 0; i < findings.disparity_count; i++) {
            const exq_metric_info *info = exq_catalogue_get(index, arena);
            while (info != NULL && strcmp(info->id, findings.disparities[i].metric) != 0)
                info = exq_catalogue_get(++index, arena);
            assert_non_null(info); /* else the rows are not in the order of the catalogue */
        }
        for (size_t r = 0; r < findings.overall.rate_count; r++)
            assert_non_null(exq_catalogue_find(findings.overall.rates[r].id, arena));
        for (size_t r = 0; r < findings.overall.measure_count; r++)
            assert_non_null(exq_catalogue_find(findings.overall.measures[r].id, arena));
    }
}

static void formulas_come_from_the_masks(void **state)
{
    (void)state;
    assert_string_equal(exq_catalogue_find("true_positive_rate", arena)->formula, "TP / (TP + FN)");
    assert_string_equal(exq_catalogue_find("selection_rate", arena)->formula,
                        "(TP + FP + US) / (TP + FP + FN + TN + US + UR)");
    assert_string_equal(exq_catalogue_find("false_positive_rate_ratio", arena)->formula,
                        "r(group) / r(reference), r = FP / (FP + TN)");
}

static void words_read_well(void **state)
{
    (void)state;
    const exq_metric_info *info = exq_catalogue_find("false_positive_rate_difference", arena);
    assert_string_equal(info->name, "Difference of the false positive rate");
    assert_string_equal(info->example.words, "A 3 of 12, B 2 of 7: 0.2857 - 0.25 = 0.0357");
    assert_string_equal(exq_catalogue_find("f1_difference", arena)->name, "Difference of the F1 score");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_has_every_text),
        cmocka_unit_test(every_id_is_found_and_occurs_once),
        cmocka_unit_test(every_worked_example_comes_out),
        cmocka_unit_test(the_words_of_examples_end_with_the_value),
        cmocka_unit_test(every_row_of_findings_is_in_the_catalogue),
        cmocka_unit_test(formulas_come_from_the_masks),
        cmocka_unit_test(words_read_well),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
