/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same three lists, told in every format and every order: each must give the tally that plain CSV gives. And each
 * thing that is no list is refused, with a message that says how to mend it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"

/* --------------------------------------------------------------------------------------------- the lists */

static const char plain[] = "user,item,rank\n"
                            "7,a,1\n7,b,2\n7,c,3\n"
                            "07,c,1\n07,a,2\n"
                            "x,d,1\nx,a,2\nx,b,3\nx,c,4\n";
static const char truth[] = "user,item\n7,b\n7,z\n07,a\nw,c\n";
static const char history[] = "user\titem\nx\ta\nx\tb\n7\td\n7\ta\n";
static const char users[] = "id,sex,town\n7,f,a\n07,m,\nx,f,b\nw,m,b\n";
static const char items[] = "id,kind\na,1|2\nb,2\nc,\nd,1\nz,1|1\n";

static void write_references(void)
{
    kit_text("truth.csv", truth);
    kit_text("history.tsv", history);
    kit_text("users.csv", users);
    kit_text("items.csv", items);
}

static exq_lists_request *plan_all(struct lists_plan *kit, const char *input)
{
    exq_lists_request *lists = lists_plan(kit, input);
    lists->truth = "truth.csv";
    kit->history[0] = "history.tsv";
    lists->history_count = 1;
    lists->users = "users.csv";
    lists->items = "items.csv";
    lists->split_on = "|";
    kit->attributes[0] = "@history";
    kit->attributes[1] = "sex";
    kit->plan.attribute_count = 2;
    kit->item_columns[0] = "kind";
    kit->plan.item_grouping_count = 1;
    lists_kernels(kit);
    return lists;
}

/* What is counted, without what the files were called: everything from the frame to the notes. */
static char *counted(const exq_tally *tally)
{
    char *bytes = kit_save(tally);
    char *from = strstr(bytes, "\"measures\":");
    char *to = strstr(bytes, "\"notes\":");
    assert_non_null(from);
    assert_non_null(to);
    *to = '\0';
    memmove(bytes, from, strlen(from) + 1);
    return bytes;
}

static char *expected(void)
{
    struct lists_plan kit;
    write_references();
    kit_text("plain.csv", plain);
    plan_all(&kit, "plain.csv");
    exq_tally *tally = lists_read(&kit);
    char *bytes = counted(tally);
    exq_tally_free(tally);
    return bytes;
}

static void assert_counted(const struct lists_plan *kit, const char *bytes)
{
    exq_tally *tally = lists_read(kit);
    char *own = counted(tally);
    assert_string_equal(own, bytes);
    free(own);
    exq_tally_free(tally);
}

/* ------------------------------------------------------------------------------------------ formats of lists */

struct telling {
    const char *name;
    const char *text;
    const char *user, *item, *rank; /* NULL: as usual */
    const char *score;              /* instead of the rank */
    const char *format;
    char delimiter;
};

/* clang-format off */
static const struct telling tellings[] = {
    {.name = "r.csv", .text = "user,item,rank\nx,c,4\nx,b,3\n07,a,2\n7,c,3\nx,d,1\n07,c,1\nx,a,2\n7,a,1\n7,b,2\n"},
    {.name = "r.csv", .text = "\xef\xbb\xbfrank;u;item\r\n1;7;a\r\n2;7;b\r\n3;7;c\r\n1;07;c\r\n2;07;a\r\n1;x;d\r\n2;x;a\r\n"
                              "3;x;b\r\n4;x;c",
     .user = "u"},
    {.name = "r.csv", .text = "user,item,rank\n\"7\",\"a\",1\n7,b,2\n7,c,\"3\"\n07,c,1\n07,a,2\nx,d,1\nx,a,2\nx,b,3\nx,c,4\n"},
    {.name = "r.tsv", .text = "user\titem\tnote\trank\n7\ta\t\"\t1\n7\tb\t\t2\n7\tc\t\t3\n07\tc\t\"x\t1\n07\ta\t\t2\n"
                              "x\td\t\t1\nx\ta\t\t2\nx\tb\t\t3\nx\tc\t\t4\n"},
    {.name = "run.trec", .text = "7 Q0 a 1 9.5 t\n7 Q0 b 2 9.25 t\n7\tQ0\tc\t3\t1\tt\n07  Q0 c 1 2 t\n07 Q0 a 2 1 t \n"
                                 " x Q0 d 1 4 t\nx Q0 a 2 3 t\nx Q0 b 3 2 t\nx Q0 c 4 1 t\n"},
    {.name = "lists.txt", .text = "7 q0 a 1 9.5 t\n7 q0 b 2 9.25 t\n7 q0 c 3 1 t\n07 q0 c 1 2 t\n07 q0 a 2 1 t\n"
                                  "x q0 d 1 4 t\nx q0 a 2 3 t\nx q0 b 3 2 t\nx q0 c 4 1 t\n"},
    {.name = "lists.txt", .text = "7 - a 1 9.5 t\n7 - b 2 9.25 t\n7 - c 3 1 t\n07 - c 1 2 t\n07 - a 2 1 t\n"
                                  "x - d 1 4 t\nx - a 2 3 t\nx - b 3 2 t\nx - c 4 1 t\n",
     .format = "trec"},
    {.name = "lists.inter", .text = "user_id:token\titem_id:token\tscore:float\n7\ta\t3\n7\tb\t2e0\n7\tc\t-1\n07\tc\t1\n"
                                    "07\ta\t0\nx\td\t4\nx\ta\t3\nx\tb\t2\nx\tc\t1\n",
     .user = "user_id", .item = "item_id", .score = "score"},
    {.name = "lenskit.csv", .text = "Algorithm,user,rank,item,score\nknn,7,1,a,.\nknn,7,2,b,.\nknn,7,3,c,.\nknn,07,1,c,.\n"
                                    "knn,07,2,a,.\nknn,x,1,d,.\nknn,x,2,a,.\nknn,x,3,b,.\nknn,x,4,c,.\n"},
    {.name = "r.txt", .text = "user|item|rank\n7|a|1\n7|b|2\n7|c|3\n07|c|1\n07|a|2\nx|d|1\nx|a|2\nx|b|3\nx|c|4\n"},
    {.name = "r.txt", .text = "user/item/rank\n7/a/1\n7/b/2\n7/c/3\n07/c/1\n07/a/2\nx/d/1\nx/a/2\nx/b/3\nx/c/4\n",
     .delimiter = '/'},
};
/* clang-format on */

static void test_formats_of_lists(void **state)
{
    (void)state;
    char *bytes = expected();
    for (size_t i = 0; i < COUNT_OF(tellings); i++) {
        const struct telling *told = &tellings[i];
        for (size_t threads = 1; threads < 4; threads += 2) {
            struct lists_plan kit;
            kit_text(told->name, told->text);
            exq_lists_request *lists = plan_all(&kit, told->name);
            lists->user = told->user != NULL ? told->user : lists->user;
            lists->item = told->item != NULL ? told->item : lists->item;
            lists->rank = told->score != NULL ? NULL : lists->rank;
            kit.request.score = told->score;
            kit.request.format = told->format;
            kit.request.delimiter = told->delimiter;
            kit.request.threads = threads;
            assert_counted(&kit, bytes);
        }
    }
    free(bytes);
}

static void test_several_inputs_and_compression(void **state)
{
    struct lists_plan kit;
    size_t length = 0;
    (void)state;
    char *bytes = expected();
    const char text[] = "7 Q0 a 1 1 t\nx Q0 c 4 1 t\nx Q0 b 3 1 t\nx Q0 d 1 1 t\n07 Q0 c 1 1 t\n07 Q0 a 2 1 t\n";
    unsigned char *zipped = kit_gzip(text, sizeof text - 1, &length);
    kit_write("a.run.gz", zipped, length);
    free(zipped);
    kit_text("b.csv", "item,rank,user\nb,2,7\na,2,x\nc,3,7\n");
    plan_all(&kit, "a.run.gz");
    kit.inputs[1] = "b.csv";
    kit.request.input_count = 2;
    assert_counted(&kit, bytes);
    free(bytes);
}

/* ------------------------------------------------------------------------------------- formats of references */

struct reference {
    const char *name;
    const char *text;
    char role; /* t, h, u, i */
    const char *column;
};

static const struct reference references[] = {
    {"t.qrels",    "7 0 b 1\n7 0 z 1\n07 0 a 1\nw 0 c 1\n7 0 a 0\n",                                    't', NULL},
    {"judged.txt", "7 0 b 1\n7 0 z 1\n07 0 a 1\nw 0 c 1\n",                                             't', NULL},
    {"t.qrels",    "7 b 1\n7 z 1\n07 a 1\nw c 1\n",                                                     't', NULL},
    {"t.csv",      "when,item_id,user_id\n1,b,7\n2,z,7\n3,a,07\n4,c,w\n",                               't', NULL},
    {"t.csv",      "person,thing,when\n7,b,5\n7,z,5\n07,a,5\nw,c,5\n",                                  't', NULL},
    {"t.csv",      "userId,movieId,rating\n7,b,1\n7,z,1\n07,a,1\nw,c,1\n",                              't', NULL},
    {"t.inter",    "user_id:token\titem_id:token\trating:float\n7\tb\t1\n7\tz\t1\n07\ta\t1\nw\tc\t1\n", 't', NULL},
    {"t.tsv",      "user\titem\n7\tb\n7\tb\n7\tz\n07\ta\nw\tc\n",                                       't', NULL},
    {"h.dat",      "x::a::5::978300760\nx::b::5::978300761\n7::d::5::1\n7::a::5::1\n",                  'h', NULL},
    {"u.tsv",      "sex\tid\nf\t7\nm\t07\nf\tx\nm\tw\n",                                                'u', "id"},
    {"u.user",     "id:token\tsex:token\n7\tf\n07\tm\nx\tf\nw\tm\n",                                    'u', NULL},
    {"i.item",     "id:token\tkind:token_seq\na\t1 2\nb\t2\nc\t\nd\t1\nz\t1 1\n",                       'i', NULL},
};

static void test_formats_of_references(void **state)
{
    (void)state;
    free(expected());
    for (size_t i = 0; i < COUNT_OF(references); i++) {
        const struct reference *told = &references[i];
        struct lists_plan kit;
        kit_text(told->name, told->text);
        exq_lists_request *lists = plan_all(&kit, "plain.csv");
        switch (told->role) {
        case 't':
            lists->truth = told->name;
            break;
        case 'h':
            kit.history[0] = told->name;
            break;
        case 'u':
            lists->users = told->name;
            lists->users_column = told->column;
            break;
        default:
            lists->items = told->name;
            lists->split_on = NULL;
        }
        exq_tally *tally = lists_read(&kit);
        struct lists_total ndcg = lists_total(tally, "ndcg", 3, NULL, NULL);
        struct lists_total off = lists_total(tally, "miscalibration", 3, "sex", "f");
        exq_tally_free(tally);
        plan_all(&kit, "plain.csv");
        tally = lists_read(&kit);
        struct lists_total same = lists_total(tally, "ndcg", 3, NULL, NULL);
        struct lists_total same_off = lists_total(tally, "miscalibration", 3, "sex", "f");
        exq_tally_free(tally);
        assert_int_equal(ndcg.people, same.people);
        assert_true(ndcg.sum == same.sum);
        assert_int_equal(off.people, same_off.people);
        assert_true(off.sum == same_off.sum);
    }
}

/* MovieLens before it had headers: tabs, bars and colons, told by the names of the files or by their width. */
struct dialect {
    const char *lists, *truth, *users, *items;
    const char *texts[4];
    const char *item_column;
    const char *level; /* of the item 1 */
};

static const struct dialect dialects[] = {
    {"u.data",
     "u1.test",  "u.user",
     "u.item",     {"196\t1\t3\t881250949\n196\t2\t5\t881250949\n22\t2\t4\t1\n", "196\t2\t3\t1\n22\t1\t4\t2\n",
      "22|24|M|technician|85711\n196|53|F|other|V1G4L\n",
      "1|Toy Story (1995)|01-Jan-1995||http://x|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
      "2|Caf\xe9|01-Jan-1995||http://x|0|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0|1|0|0\n"},
     "Animation", "1"               },
    {"ratings.dat",
     "test.dat", "users.dat",
     "movies.dat", {"196::1::3::978300760\n196::2::5::1\n22::2::4::1\n", "196::2::5::1\n22::1::4::2\n",
      "22::M::25::15::55117\n196::F::1::10::48067\n", "1::Toy Story (1995)::Animation|Comedy\n2::Caf\xe9::Drama\n"},
     "genres",    "Animation|Comedy"},
    {"ratings.csv",
     "test.csv", "users.csv",
     "movies.csv", {"user_id,item_id,rating,timestamp\n196,1,3,1\n196,2,5,1\n22,2,4,1\n",
      "userId,movieId,rating,timestamp\n196,2,5,1\n22,1,4,2\n", "id,gender\n22,M\n196,F\n",
      "movieId,title,genres\n1,\"Toy Story, The\",Animation|Comedy\n2,Caf\xe9,Drama\n"},
     "genres",    "Animation|Comedy"},
};

static void test_dialects_of_movielens(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(dialects); i++) {
        const struct dialect *told = &dialects[i];
        const char *const names[] = {told->lists, told->truth, told->users, told->items};
        struct lists_plan kit;
        for (size_t f = 0; f < COUNT_OF(names); f++)
            kit_text(names[f], told->texts[f]);
        exq_lists_request *lists = lists_plan(&kit, told->lists);
        kit.request.format = i < 2 ? "movielens" : NULL;
        lists->user = "user_id";
        lists->item = "item_id";
        lists->rank = NULL;
        kit.request.score = "rating";
        lists->truth = told->truth;
        lists->users = told->users;
        lists->items = told->items;
        kit.attributes[0] = "gender";
        kit.plan.attribute_count = 1;
        kit.item_columns[0] = told->item_column;
        kit.plan.item_grouping_count = 1;
        lists_kernels(&kit);
        exq_tally *tally = lists_read(&kit);
        const exq_lists *read = exq_lists_of(tally);
        assert_int_equal(read->item_count, 2);
        uint32_t code = read->signature_codes[read->signature_of[0]];
        assert_string_equal(read->item_columns[0].names[code], told->level);
        struct lists_total hits = lists_total(tally, "hit", 2, "gender", "F");
        assert_int_equal(hits.people, 1);
        assert_true(hits.sum == 1);
        hits = lists_total(tally, "hit", 2, "gender", "M");
        assert_int_equal(hits.people, 1);
        assert_true(hits.sum == 0);
        exq_tally_free(tally);
    }
}

/* Ids that no dictionary of numbers could tell apart, and text of another encoding. */
static void test_latin1_is_a_choice(void **state)
{
    struct lists_plan kit;
    (void)state;
    kit_text("l.csv", "user,item,rank\nJos\xe9,a,1\nJose,a,1\n");
    kit_text("u.csv", "id,ville\nJos\xe9,Orl\xe9"
                      "ans\nJose,Nice\n");
    exq_lists_request *lists = lists_plan(&kit, "l.csv");
    lists->users = "u.csv";
    kit.attributes[0] = "ville";
    kit.plan.attribute_count = 1;
    lists_refused(&kit, EXQ_MALFORMED,
                  "u.csv:2:1: this is not UTF-8. If the file is ISO 8859-1, say --latin1; else convert it.");
    kit.request.latin1 = true;
    exq_tally *tally = lists_read(&kit);
    assert_int_equal(exq_lists_of(tally)->attributes[0].count, 2);
    assert_string_equal(exq_lists_of(tally)->attributes[0].names[1], "Orl\xc3\xa9"
                                                                     "ans");
    uint64_t count = 0;
    LISTS_PEOPLE(tally, lists, "ville",
                 "Orl\xc3\xa9"
                 "ans",
                 count);
    assert_int_equal(count, 1);
    exq_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats_of_lists),      cmocka_unit_test(test_several_inputs_and_compression),
        cmocka_unit_test(test_formats_of_references), cmocka_unit_test(test_dialects_of_movielens),
        cmocka_unit_test(test_latin1_is_a_choice),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
