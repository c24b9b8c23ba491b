/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever is no list, no judgement or no table is refused: with the place, the reason and the way to mend it, and without
 * the id of anybody.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"

#define HEADER "user,item,rank\n"

static const char good[] = HEADER "1,a,1\n1,b,2\n2,a,1\n2,b,2\n";
static const char good_truth[] = "user,item\n1,a\n2,b\n";
static const char good_history[] = "user,item\n1,b\n2,a\n";
static const char good_users[] = "id,sex\n1,f\n2,m\n";
static const char good_items[] = "id,kind\na,x\nb,y\n";

/* All files are good ones but those that a case replaces. */
static exq_lists_request *plan_all(struct lists_plan *kit)
{
    kit_text("l.csv", good);
    kit_text("t.csv", good_truth);
    kit_text("h.csv", good_history);
    kit_text("u.csv", good_users);
    kit_text("i.csv", good_items);
    exq_lists_request *lists = lists_plan(kit, "l.csv");
    lists->truth = "t.csv";
    kit->history[0] = "h.csv";
    lists->history_count = 1;
    lists->users = "u.csv";
    lists->items = "i.csv";
    kit->attributes[0] = "@history";
    kit->attributes[1] = "sex";
    kit->plan.attribute_count = 2;
    kit->item_columns[0] = "kind";
    kit->plan.item_grouping_count = 1;
    lists_kernels(kit);
    return lists;
}

/* ------------------------------------------------------------------------------------------------ bad files */

struct bad_file {
    const char *name;
    const char *text;
    exq_status status;
    const char *message;
};

/* clang-format off */
static const struct bad_file bad_files[] = {
    /* lists */
    {"l.csv", HEADER "1,a,1\n1,b,3\n2,a,1\n2,b,2\n", EXQ_INCONSISTENT,
     "l.csv: in 1 of 2 lists the ranks are not 1, 2, 3 ... each once: one is missing, or stands twice (several systems in one "
     "file?). Mend them, or rank by scores: --score COLUMN instead of --rank."},
    {"l.csv", HEADER "1,a,1\n1,b,1\n2,a,1\n2,b,1\n", EXQ_INCONSISTENT,
     "l.csv: in 2 of 2 lists the ranks are not 1, 2, 3 ... each once: one is missing, or stands twice (several systems in one "
     "file?). Mend them, or rank by scores: --score COLUMN instead of --rank."},
    {"l.csv", HEADER "1,a,1\n1,b,2\n1,c,3\n1,d,4\n1,e,4\n1,f,6\n2,a,1\n", EXQ_INCONSISTENT, /* beyond the largest cutoff */
     "l.csv: in 1 of 2 lists the ranks are not 1, 2, 3 ... each once: one is missing, or stands twice (several systems in one "
     "file?). Mend them, or rank by scores: --score COLUMN instead of --rank."},
    {"l.csv", HEADER "1,a,1\n1,a,2\n2,a,1\n", EXQ_INCONSISTENT,
     "l.csv: in 1 of 2 lists an item stands twice. Mend them, or let the better place count: --duplicates keep_first"},
    {"l.csv", HEADER "1,a,1\n1,b,0\n", EXQ_MALFORMED,
     "l.csv:3:5: a rank of 0: ranks begin at 1. Add 1 to all of them, or rank by scores: --score COLUMN instead of --rank."},
    {"l.csv", HEADER "1,a,1\n1,b,2.0\n", EXQ_MALFORMED,
     "l.csv:3:5: this is no rank. A rank is a whole number: 1, 2, 3 ..."},
    {"l.csv", HEADER "1,a,-1\n", EXQ_MALFORMED, "l.csv:2:5: this is no rank. A rank is a whole number: 1, 2, 3 ..."},
    {"l.csv", HEADER "1,a,\n", EXQ_MALFORMED, "l.csv:2:5: this is no rank. A rank is a whole number: 1, 2, 3 ..."},
    {"l.csv", HEADER "1,a,4294967296\n", EXQ_MALFORMED,
     "l.csv:2:5: this is no rank. A rank is a whole number: 1, 2, 3 ..."},
    {"l.csv", HEADER ",a,1\n", EXQ_MALFORMED, "l.csv:2:1: an empty id. Every row needs a user and an item."},
    {"l.csv", HEADER "1,,9\n", EXQ_MALFORMED, "l.csv:2:3: an empty id. Every row needs a user and an item."},
    {"l.csv", HEADER "1,\xff,1\n", EXQ_MALFORMED,
     "l.csv:2:3: this is not UTF-8. If the file is ISO 8859-1, say --latin1; else convert it."},
    {"l.csv", HEADER "1,a\n", EXQ_MALFORMED, "l.csv:2: 2 fields, the header has 3. Give every row one field a column; quote a field that holds the delimiter."},
    {"l.csv", HEADER "\"1\",a\n", EXQ_MALFORMED, "l.csv:2: 2 fields, the header has 3. Give every row one field a column; quote a field that holds the delimiter."},
    {"l.csv", HEADER "1,a,1\r1,b,2\n", EXQ_MALFORMED,
     "l.csv:2:6: a carriage return without a line feed. If the lines of the file end so, convert it: "
     "tr '\\r' '\\n' < FILE > FILE.csv"},
    {"l.csv", HEADER, EXQ_MALFORMED, "l.csv: there is no row in it."},
    {"l.csv", "", EXQ_MALFORMED, "l.csv: it is empty; a header with the names of the columns was expected."},
    {"l.csv", "usr,item,rank\n1,a,1\n", EXQ_USAGE,
     "l.csv: there is no column user. Is usr meant? The columns are usr, item, rank."},
    {"l.csv", HEADER "3,a,1\n4,a,1\n", EXQ_INCONSISTENT,
     "t.csv: none of the 2 users of l.csv is in it. Are its users called otherwise, or its columns in another order? They are "
     "taken by the names user and item, or user_id and item_id, else the first two."},
    {"l.csv", HEADER "1,a,1\n3,a,1\n", EXQ_INCONSISTENT,
     "u.csv: 1 of 2 users of l.csv were found by its first column, \xc2\xabid\xc2\xbb. No column of it would match more. Are "
     "both of the same data? If those users may be unknown, say --max-excluded SHARE."},
    {"l.csv", HEADER "1,a,1\n1,c,2\n", EXQ_INCONSISTENT,
     "i.csv: 1 of 2 items of l.csv were found by its first column, \xc2\xabid\xc2\xbb. No column of it would match more. Are "
     "both of the same data? If those items may be unknown, say --max-excluded SHARE."},
    /* truth and history */
    {"t.csv", "user,item,relevance\n1,a,0\n2,b,-1\n", EXQ_INCONSISTENT,
     "t.csv: no grade in it is above 0, so that nothing would be relevant to anybody. Relevant is what has a grade above 0."},
    {"t.csv", "user,item,relevance\n1,a,1\n1,a,2\n2,b,1\n", EXQ_INCONSISTENT,
     "t.csv: pairs of a user and an item that have several rows with different grades: 1. Give each pair once."},
    {"t.csv", "user,item,relevance\n1,a,high\n", EXQ_MALFORMED,
     "t.csv:2:5: this is no grade. A grade is a number such as 1 or 3.5."},
    {"t.csv", "user,item,relevance\n1,a,1e7\n", EXQ_MALFORMED,
     "t.csv:2:5: this grade is beyond a million. Give grades of ordinary size."},
    {"t.csv", "user,item\n1,\n", EXQ_MALFORMED, "t.csv:2:3: an empty id. Every row needs a user and an item."},
    {"t.csv", "user\n1\n", EXQ_USAGE,
     "t.csv: it has one column; a user and an item in each row were expected. Is the delimiter another?"},
    {"t.csv", "user,item\n", EXQ_MALFORMED, "t.csv: there is no row in it."},
    {"t.csv", "user,item\n1,z\n2,b\n", EXQ_INCONSISTENT,
     "i.csv: 1 of 2 relevant items of t.csv were found by its first column, \xc2\xabid\xc2\xbb. No column of it would match "
     "more. Are both of the same data? If those relevant items may be unknown, say --max-excluded SHARE."},
    {"h.csv", "user,item\n3,a\n4,b\n", EXQ_INCONSISTENT,
     "h.csv: none of the 2 users of l.csv is in it. Are its users called otherwise, or its columns in another order? They are "
     "taken by the names user and item, or user_id and item_id, else the first two."},
    /* tables */
    {"u.csv", "id,sex\n1,f\n2,m\n1,f\n", EXQ_INCONSISTENT,
     "u.csv:4:1: this id has a row already; one row each was expected. Is id the column of ids?"},
    {"u.csv", "id,sex\n1,f\n,m\n", EXQ_MALFORMED, "u.csv:3:1: an empty id. Every row needs one."},
    {"u.csv", "id,gender\n1,f\n2,m\n", EXQ_USAGE, "u.csv: there is no column sex. The columns are id, gender."},
    {"u.csv", "nr,user_id,sex\n7,1,f\n8,2,m\n9,3,m\n", EXQ_INCONSISTENT,
     "u.csv: 0 of 2 users of l.csv were found by its first column, \xc2\xabnr\xc2\xbb. Column user_id would match 2 of 2. Say "
     "--users u.csv:user_id"},
    {"i.csv", "id,kind\na,x\na,y\nb,y\n", EXQ_INCONSISTENT,
     "i.csv:3:1: this id has a row already; one row each was expected. Is id the column of ids?"},
    {"i.csv", "nr,kind,movie\n0,x,a\n1,y,b\n", EXQ_INCONSISTENT,
     "i.csv: 0 of 2 items of l.csv were found by its first column, \xc2\xabnr\xc2\xbb. Column movie would match 2 of 2. Say "
     "--items i.csv:movie"},
    {"i.csv", "id,class\na,x\nb,y\n", EXQ_USAGE, "i.csv: there is no column kind. The columns are id, class."},
};
/* clang-format on */

static void test_bad_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad_files); i++)
        for (size_t threads = 1; threads < 3; threads++) {
            struct lists_plan kit;
            plan_all(&kit);
            kit.request.threads = threads;
            kit_text(bad_files[i].name, bad_files[i].text);
            lists_refused(&kit, bad_files[i].status, bad_files[i].message);
        }
}

/* ---------------------------------------------------------------------------------------------- bad requests */

struct bad_request {
    void (*spoil)(struct lists_plan *kit);
    exq_status status;
    const char *message;
};

#define SPOIL(name, statement)                          \
    static void name(struct lists_plan *kit)            \
    {                                                   \
        exq_lists_request *lists = &kit->request.lists; \
        (void)lists;                                    \
        statement;                                      \
    }
SPOIL(no_order, lists->rank = NULL)
SPOIL(no_item, lists->item = NULL)
SPOIL(two_truths, lists->relevance = "rank")
SPOIL(a_decision, kit->request.decision = "rank")
SPOIL(cutoff_of_0, kit->at[1] = 0)
SPOIL(a_huge_cutoff, kit->at[1] = 10001)
SPOIL(no_grade, lists->relevant_from = "high")
SPOIL(grade_of_0, lists->relevant_from = "0")
SPOIL(empty_split, lists->split_on = "")
SPOIL(no_users, lists->users = NULL)
SPOIL(no_items, lists->items = NULL)
SPOIL(no_history, lists->history_count = 0)
SPOIL(no_popularity, lists->history_count = 0; kit->plan.attribute_count = 0; kit->item_columns[0] = "@popularity")
SPOIL(history_of_items, kit->item_columns[0] = "@history")
SPOIL(no_format, kit->request.format = "parquet")
SPOIL(no_file, lists->truth = "missing.csv")
SPOIL(two_inputs, kit->inputs[0] = "-"; lists->truth = "-")
SPOIL(too_few_rows, kit->request.expect_rows_given = true; kit->request.expect_rows = 5)
SPOIL(another_digest, kit->request.expect_sha256 = "0000000000000000000000000000000000000000000000000000000000000000")
SPOIL(no_such_key, lists->users_column = "key")

/* clang-format off */
static const struct bad_request bad_requests[] = {
    {no_order, EXQ_USAGE, "no order was named. Say --rank COLUMN, where 1 is best, or --score COLUMN."},
    {no_item, EXQ_USAGE, "recommendation lists need --user COLUMN and --item COLUMN."},
    {two_truths, EXQ_USAGE,
     "--relevance and --truth exclude each other: what users found relevant stands in the lists, or in a file of its own."},
    {a_decision, EXQ_USAGE,
     "--decision and --user exclude each other: rows are decisions about people, or items recommended to them."},
    {cutoff_of_0, EXQ_USAGE, "--at takes whole numbers from 1 to 10000."},
    {a_huge_cutoff, EXQ_USAGE, "--at takes whole numbers from 1 to 10000."},
    {no_grade, EXQ_USAGE, "--relevant-from takes a number above 0, such as 4."},
    {grade_of_0, EXQ_USAGE, "--relevant-from takes a number above 0, such as 4."},
    {empty_split, EXQ_USAGE, "--split-on takes the text between two values of a cell, such as '|'."},
    {no_users, EXQ_USAGE, "--by-user sex needs --users FILE, a table of the users."},
    {no_items, EXQ_USAGE, "--by-item kind needs --items FILE, the table of the items."},
    {no_history, EXQ_USAGE, "--by-user @history is made of what users had before: it needs --history FILE."},
    {no_popularity, EXQ_USAGE, "--by-item @popularity is made of what users had before: it needs --history FILE."},
    {history_of_items, EXQ_USAGE, "--by-item @history: users have a history, items do not."},
    {no_format, EXQ_USAGE,
     "there is no format parquet for lists. The formats are csv, movielens, qrels, recbole, trec, tsv."},
    {no_file, EXQ_IO, "missing.csv: it cannot be read: there is no such file."},
    {two_inputs, EXQ_USAGE, "standard input can be read once; - was given 2 times."},
    {too_few_rows, EXQ_INCONSISTENT, "4 rows were read, 5 were expected. The input was cut, or is another one."},
    {another_digest, EXQ_INCONSISTENT,
     "l.csv: its SHA-256 is f736bfb7d4c164e92f02d0e57dd1268c8c19af164a89243d42deabb73ac247ef, not the one that was expected. It "
     "was changed or cut, or is another file."},
    {no_such_key, EXQ_USAGE, "u.csv: there is no column key. The columns are id, sex."},
};
/* clang-format on */

static void test_bad_requests(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad_requests); i++) {
        struct lists_plan kit;
        plan_all(&kit);
        bad_requests[i].spoil(&kit);
        lists_refused(&kit, bad_requests[i].status, bad_requests[i].message);
    }
}

static void test_missing_attributes_may_be_forbidden(void **state)
{
    struct lists_plan kit;
    (void)state;
    plan_all(&kit);
    kit_text("u.csv", "id,sex\n1,f\n2,\n");
    kit.request.missing = EXQ_MISSING_FAIL;
    lists_refused(&kit, EXQ_INCONSISTENT,
                  "an attribute is missing for 1 people, and --missing fail forbids that. Fill it in, or say --missing "
                  "own_group.");
    kit.request.missing = EXQ_MISSING_DROP;
    exq_tally *tally = lists_read(&kit);
    const exq_tally_facts *facts = exq_tally_facts_of(tally);
    uint64_t people = 0;
    LISTS_PEOPLE(tally, people, NULL, NULL, people);
    assert_int_equal(people, 1);
    assert_int_equal(facts->rows_read, 4);
    assert_int_equal(facts->rows_used, 2);
    assert_int_equal(facts->rows_excluded[EXQ_EXCLUDED_ATTRIBUTE_MISSING], 2);
    exq_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_files),
        cmocka_unit_test(test_bad_requests),
        cmocka_unit_test(test_missing_attributes_may_be_forbidden),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
