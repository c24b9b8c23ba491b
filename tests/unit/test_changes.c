/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two results about different people: what makes them comparable, and what changed. The expected ranges were worked out
 * apart from the program, by Newcombe's formulas.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "changes.h"
#include "comparable.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Groups that are counted: `k` of `n` selected. */
typedef struct counted {
    const char *group;
    int k, n;
} counted;

static exq_result *audit_of(const counted *groups, size_t count, const kit_audit *like)
{
    char path[] = "/tmp/changesXXXXXX";
    const int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    assert_non_null(file);
    fputs("team,chosen,people\n", file);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "\"%s\",yes,%d\n\"%s\",no,%d\n", groups[i].group, groups[i].k, groups[i].group,
                groups[i].n - groups[i].k);
    fclose(file);
    kit_audit audit = like != NULL ? *like : (kit_audit){0};
    audit.file = path;
    audit.decision = "chosen";
    audit.favourable = "yes";
    audit.counts = "people";
    audit.by[0] = "team";
    if (audit.min_cell == 0)
        audit.min_cell = 10;
    exq_result *result = kit_audit_run(&audit);
    unlink(path);
    return result;
}

static const counted before[] =
    {
        {"a", 450, 900},
        {"b", 352, 800}
},
                     after[] = {{"a", 400, 900}, {"b", 330, 800}};

static exq_result *compare(exq_result *one, exq_result *other)
{
    exq_result *result = NULL;
    exq_error error = {0};
    if (exq_compare(one, "before.json", other, "after.json", &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    exq_result_free(one);
    exq_result_free(other);
    return result;
}

static const exq_doc_change *change_of(const exq_result *result, const char *metric, const char *group)
{
    const exq_doc_versions *versions = &exq_result_document(result)->versions;
    for (size_t i = 0; i < versions->change_count; i++) {
        const exq_doc_change *row = &versions->changes[i];
        const char *level = row->group.count > 0 ? row->group.items[0].level : NULL;
        if (strcmp(row->metric, metric) == 0 &&
            (group == NULL ? level == NULL : level != NULL && strcmp(level, group) == 0))
            return row;
    }
    fail_msg("no change of %s of %s", metric, group != NULL ? group : "everyone");
    return NULL;
}

static void each_group_and_each_gap(void **state)
{
    (void)state;
    exq_result *result = compare(audit_of(before, COUNT(before), NULL), audit_of(after, COUNT(after), NULL));
    const exq_doc_versions *versions = &exq_result_document(result)->versions;
    assert_true(exq_result_document(result)->has_versions);
    assert_string_equal(versions->people_are, "different");
    assert_string_equal(versions->before, "before.json");
    assert_string_equal(versions->after, "after.json");
    assert_int_equal(versions->people, -1);
    assert_string_equal(versions->digest, exq_result_document(result)->provenance.comparison_digest);

    const exq_doc_change *b = change_of(result, "selection_rate", "b");
    kit_near(b->change, 330.0 / 800 - 352.0 / 800, 1e-12);
    kit_near(b->lo_alone, -0.07574289029436161, 1e-9);
    kit_near(b->hi_alone, 0.020924617259033627, 1e-9);
    kit_near(b->lo, -0.08249658831314355, 1e-9);
    kit_near(b->hi, 0.0277328716166357, 1e-9);
    assert_string_equal(b->method, "newcombe");
    assert_string_equal(b->direction, "not_shown");
    assert_int_equal(b->better, -1);

    const exq_doc_change *gap = change_of(result, "selection_rate_difference", "b");
    kit_near(gap->change, 0.028055555555555556, 1e-12);
    kit_near(gap->lo_alone, -0.038688298436278454, 1e-9);
    kit_near(gap->hi_alone, 0.09470172754308451, 1e-9);
    assert_string_equal(gap->method, "mover");
    assert_string_equal(gap->gap, "narrowed");
    assert_null(gap->gained); /* nobody said whether being selected is good */
    assert_non_null(change_of(result, "selection_rate", NULL));
    exq_result_free(result);
}

/* A group that only one of the two shows is listed, with the reason, and never has a change. */
static void what_is_not_in_both_is_listed(void **state)
{
    (void)state;
    static const counted was[] =
        {
            {"a",     450, 900},
            {"b",     352, 800},
            {"gone",  20,  60 },
            {"small", 2,   5  }
    },
                         is[] = {{"a", 400, 900}, {"b", 330, 800}, {"new", 30, 60}, {"small", 20, 50}};
    exq_result *result = compare(audit_of(was, COUNT(was), NULL), audit_of(is, COUNT(is), NULL));
    static const struct {
        const char *group, *why;
    } cases[] = {
        {"new",   "one_result_only"},
        {"small", "below_min_cell" }
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const exq_doc_change *row = change_of(result, "selection_rate", cases[i].group);
        assert_true(isnan(row->change) && isnan(row->lo) && isnan(row->before));
        assert_string_equal(row->why, cases[i].why);
    }
    const exq_doc_change *gone = change_of(result, "selection_rate", "gone");
    assert_true(isnan(gone->change) && isnan(gone->after));
    assert_non_null(gone->why);
    const exq_doc_versions *versions = &exq_result_document(result)->versions;
    for (size_t i = 0; i < versions->change_count; i++)
        if (strcmp(versions->changes[i].metric, "selection_rate_max_difference") == 0)
            assert_string_equal(versions->changes[i].why, "other_groups");
    exq_result_free(result);
}

/* What is compared is written and read like any result. */
static void it_is_a_result(void **state)
{
    (void)state;
    exq_result *result = compare(audit_of(before, COUNT(before), NULL), audit_of(after, COUNT(after), NULL)),
               *again = NULL;
    exq_buffer text = EXQ_BUFFER_INIT, twice = EXQ_BUFFER_INIT;
    exq_error error = {0};
    assert_int_equal(exq_result_write(result, &text, &error), EXQ_OK);
    assert_int_equal(exq_result_parse(text.bytes, text.length, "compared", &again, &error), EXQ_OK);
    assert_int_equal(exq_result_write(again, &twice, &error), EXQ_OK);
    assert_int_equal(text.length, twice.length);
    assert_memory_equal(text.bytes, twice.bytes, text.length);
    exq_buffer_free(&text);
    exq_buffer_free(&twice);
    exq_result_free(result);
    exq_result_free(again);
}

static void refuses(exq_result *one, exq_result *other, const char *const *names)
{
    exq_result *result = NULL;
    exq_error error = {0};
    assert_int_equal(exq_compare(one, "before.json", other, "after.json", &result, &error), EXQ_INCONSISTENT);
    assert_null(result);
    for (; *names != NULL; names++)
        if (strstr(error.message, *names) == NULL)
            fail_msg("%s is not in: %s", *names, error.message);
    assert_string_not_equal(exq_result_document(one)->provenance.comparison_digest,
                            exq_result_document(other)->provenance.comparison_digest);
    exq_result_free(one);
    exq_result_free(other);
}

/* What differs is named, with both sides. */
static void what_was_made_otherwise_is_refused(void **state)
{
    (void)state;
    refuses(audit_of(before, COUNT(before), NULL), audit_of(after, COUNT(after), &(kit_audit){.min_cell = 20}),
            (const char *const[]){"min_cell (10 before, 20 now)", NULL});
    refuses(audit_of(before, COUNT(before), NULL), audit_of(after, COUNT(after), &(kit_audit){.reference = "b"}),
            (const char *const[]){"the references (largest before, level \"b\" now)", NULL});
    refuses(audit_of(before, COUNT(before), NULL),
            audit_of(after, COUNT(after), &(kit_audit){.missing = EXQ_MISSING_COMPARE, .min_cell = 11}),
            (const char *const[]){"what a missing attribute is", "min_cell", NULL});
}

/* Who is asked, how many there are and what the levels are called is no part of it. */
static void the_digest_is_of_the_question_alone(void **state)
{
    (void)state;
    static const counted others[] = {
        {"x 'quoted', min_cell\t1", 4, 90},
        {"y",                       3, 80},
        {"z",                       3, 80}
    };
    exq_result *one = audit_of(before, COUNT(before), NULL), *other = audit_of(others, COUNT(others), NULL);
    const char *digest = exq_result_document(one)->provenance.comparison_digest;
    assert_int_equal(strlen(digest), 64);
    assert_string_equal(digest, exq_result_document(other)->provenance.comparison_digest);
    exq_result_free(one);
    exq_result_free(other);
}

/* A name from outside cannot look like another part. */
static void hostile_names_stay_names(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    const char *const columns[] = {"a\", \"b", "c\n\tmin_cell\t1"}, *const two[] = {"a", "b", "c\n\tmin_cell\t1"};
    exq_doc_question question = {.side = "decision", .by = columns, .by_count = 2, .reference = {.kind = "largest"}};
    exq_document one = {.questions = &question, .question_count = 1}, other = one;
    exq_doc_question apart = question;
    apart.by = two;
    apart.by_count = 3;
    other.questions = &apart;
    exq_comparable_part parts[EXQ_COMPARABLE_PARTS];
    assert_true(exq_comparable_parts(&one, arena, parts));
    for (size_t i = 0; i < EXQ_COMPARABLE_PARTS; i++)
        assert_null(strpbrk(parts[i].text, "\n\t"));
    assert_string_not_equal(exq_comparable_digest(&one, arena), exq_comparable_digest(&other, arena));
    exq_arena_free(arena);
}

static void distance_from_parity(void **state)
{
    (void)state;
    kit_near(exq_distance_from_parity(-0.25, 0), 0.25, 1e-15);
    kit_near(exq_distance_from_parity(2, 1), 0.5, 1e-15);
    kit_near(exq_distance_from_parity(0.5, 1), 0.5, 1e-15);
    kit_near(exq_distance_from_parity(0, 1), 1, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_group_and_each_gap),
        cmocka_unit_test(what_is_not_in_both_is_listed),
        cmocka_unit_test(it_is_a_result),
        cmocka_unit_test(what_was_made_otherwise_is_refused),
        cmocka_unit_test(the_digest_is_of_the_question_alone),
        cmocka_unit_test(hostile_names_stay_names),
        cmocka_unit_test(distance_from_parity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
