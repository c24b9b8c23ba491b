/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saved tallies of lists: as inputs, alone and merged, held against what is asked; and damaged in every member, which the
 * reader has to notice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"

static struct lists_plan kit;

static void plan_all(const char *rows)
{
    static const char *const few[] = {"ndcg", "exposure"};
    kit_text("l.csv", rows);
    kit_text("t.csv", "user,item\n1,b\n2,c\n4,a\n");
    kit_text("h.csv", "user,item\n1,a\n2,c\n4,b\n");
    kit_text("u.csv", "id,sex\n1,f\n2,m\n3,f\n4,\n");
    kit_text("i.csv", "id,kind\na,x|y\nb,y\nc,\nd,x\n");
    exq_lists_request *lists = lists_plan(&kit, "l.csv");
    lists->truth = "t.csv";
    kit.history[0] = "h.csv";
    lists->history_count = 1;
    lists->users = "u.csv";
    lists->items = "i.csv";
    lists->split_on = "|";
    kit.attributes[0] = "sex";
    kit.plan.attribute_count = 1;
    kit.item_columns[0] = "kind";
    kit.plan.item_grouping_count = 1;
    for (size_t i = 0; i < COUNT_OF(few); i++)
        kit.kernels[kit.plan.kernel_count++] = &exq_kernel_find(few[i])->kernel;
}

static char *saved_of(const char *rows)
{
    plan_all(rows);
    exq_tally *tally = lists_read(&kit);
    char *bytes = kit_save(tally);
    exq_tally_free(tally);
    return bytes;
}

#define HEADER "user,item,rank\n"
static const char all_rows[] = HEADER "1,a,1\n1,b,2\n2,c,1\n2,a,2\n3,d,1\n";

/* --------------------------------------------------------------------------------------------------- inputs */

/* A plan that asks nothing but the tallies. */
static void plan_saved(const char *first, const char *second)
{
    kit = (struct lists_plan){
        .request = EXQ_REQUEST_INIT, .inputs = {first, second}
    };
    kit.request.inputs = kit.inputs;
    kit.request.input_count = second == NULL ? 1 : 2;
    kit.plan = (exq_list_plan){
        .request = &kit.request,
        .attributes = kit.attributes,
        .item_groupings = kit.item_groupings,
        .options = &exq_list_options_default,
    };
}

static void test_tallies_are_inputs(void **state)
{
    (void)state;
    char *one = saved_of(HEADER "1,a,1\n1,b,2\n");
    char *other = saved_of(HEADER "2,c,1\n2,a,2\n3,d,1\n");
    char *all = saved_of(all_rows);
    kit_text("one", one);
    kit_text("other", other);
    plan_saved("one", "other");
    exq_tally *tally = lists_read(&kit);
    char *merged = kit_save_counts(tally);
    assert_memory_equal(merged, all, strlen(merged));
    exq_tally_free(tally);
    free(merged);

    bool lists = false;
    exq_error error = {0};
    assert_int_equal(exq_ingest_is_lists(&kit.request, &lists, &error), EXQ_OK);
    assert_true(lists);
    kit_text("rows.csv", "g,d\na,1\n");
    plan_saved("rows.csv", NULL);
    assert_int_equal(exq_ingest_is_lists(&kit.request, &lists, &error), EXQ_OK);
    assert_false(lists);
    plan_saved("missing", NULL);
    assert_int_equal(exq_ingest_is_lists(&kit.request, &lists, &error), EXQ_IO);
    free(one);
    free(other);
    free(all);
}

struct asked {
    const char *attribute, *item_column, *user, *truth;
    size_t cutoff;
    const char *message; /* NULL: it can be answered */
};

static void test_what_a_tally_can_be_asked(void **state)
{
    static const struct asked cases[] = {
        {"sex", "kind",  "user",   NULL,    2, NULL                                                                       },
        {"age", NULL,    NULL,     NULL,    0,
         "the saved tally was made without age, so it cannot be grouped by it. Make it again with --by-user age."         },
        {NULL,  "maker", NULL,     NULL,    0,
         "the saved tally was made without the item grouping maker ... Make it again with --by-item."                     },
        {NULL,  NULL,    "person", NULL,    0,
         "the saved tally was made with other columns or variants than are asked for. Leave out --user, --item, "
         "--rank, "
         "--relevance and the like: it carries them."                                                                     },
        {NULL,  NULL,    NULL,     "t.csv", 0,
         "the saved tally holds what was counted of truth, history, users and items. Leave these files out."              },
        {NULL,  NULL,    NULL,     NULL,    7, "the saved tally was made without the cutoff 7. Make it again with --at 7."},
    };
    (void)state;
    char *bytes = saved_of(all_rows);
    kit_text("saved", bytes);
    free(bytes);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct asked *asked = &cases[i];
        plan_saved("saved", NULL);
        kit.attributes[0] = asked->attribute;
        kit.plan.attribute_count = asked->attribute != NULL ? 1 : 0;
        kit.item_columns[0] = asked->item_column;
        kit.item_groupings[0] = (exq_grouping){kit.item_columns, 1};
        kit.plan.item_grouping_count = asked->item_column != NULL ? 1 : 0;
        kit.request.lists.user = asked->user;
        kit.request.lists.truth = asked->truth;
        kit.at[0] = asked->cutoff;
        kit.request.lists.at = kit.at;
        kit.request.lists.at_count = asked->cutoff != 0 ? 1 : 0;
        if (asked->message == NULL)
            exq_tally_free(lists_read(&kit));
        else
            lists_refused(&kit, EXQ_USAGE, asked->message);
    }
}

/* --------------------------------------------------------------------------------------------------- damage */

struct damage {
    const char *from;
    const char *to;
};

/* The first place of `from` replaced; to be freed. */
static char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_buffer_append(&out, text, (size_t)(at - text));
    exq_buffer_string(&out, to);
    exq_buffer_string(&out, at + strlen(from));
    return out.bytes;
}

static void test_damage_is_noticed(void **state)
{
    static const struct damage damages[] = {
        {"\"asked\"",                   "\"Asked\""                  },
        {"\"user\": \"user\"",          "\"user\": null"             },
        {"\"rank\": \"rank\"",          "\"rank\": null"             },
        {"\"cutoffs\": [2, 3]",         "\"cutoffs\": [3, 2]"        },
        {"\"cutoffs\": [2, 3]",         "\"cutoffs\": []"            },
        {"\"cutoffs\": [2, 3]",         "\"cutoffs\": [0, 3]"        },
        {"\"cutoffs\": [2, 3]",         "\"cutoffs\": [2, 10001]"    },
        {"\"sharing\": 0",              "\"sharing\": 2"             },
        {"\"tail\": 0",                 "\"tail\": 9"                },
        {"[\"kind\"]",                  "[\"other\"]"                },
        {"\"role\": \"truth\"",         "\"role\": \"lies\""         },
        {"\"role\": \"history\"",       "\"role\": \"truth\""        },
        {"\"cutoff\": 2",               "\"cutoff\": 20000"          },
        {"\"outputs\": 1",              "\"outputs\": 2"             },
        {"\"grouping\": 0",             "\"grouping\": 1"            },
        {"\"over\": 1",                 "\"over\": 9"                },
        {"\"levels\": [\"f\", \"m\"]",  "\"levels\": [\"m\", \"f\"]" },
        {"\"levels\": [\"f\", \"m\"]",  "\"levels\": [\"f\"]"        },
        {"\"cells\": 3",                "\"cells\": 2"               },
        {"\"cell_codes\": \"0 1 -\"",   "\"cell_codes\": \"0 0 -\""  },
        {"\"cell_codes\": \"0 1 -\"",   "\"cell_codes\": \"0  1 -\"" },
        {"\"cell_codes\": \"0 1 -\"",   "\"cell_codes\": \"0 1 - \"" },
        {"\"signature_of\": \"",        "\"signature_of\": \"9 "     },
        {"\"popularity\": \"1 1 1 0\"", "\"popularity\": \"1 1 1 4\""},
        {"\"popularity\": \"1 1 1 0\"", "\"popularity\": \"1 1 1\""  },
        {"\"popularity\": \"1 1 1 0\"", "\"popularity\": null"       },
        {"\"splits\": [null, \"|\"]",   "\"splits\": [null, \"\"]"   },
        {"\"splits\": [null, \"|\"]",   "\"splits\": [null]"         },
        {"\"zero_denominator\"",        "\"no_such_reason\""         },
        {"\"duplicate_items\", ",       ""                           },
        {"\"of\": \"buckets\"",         "\"of\": \"places\""         },
        {"\"listed\"",                  "\"Listed\""                 },
        {"\"read\": 5",                 "\"read\": 6"                },
        {"exaequo.tally.lists/1",       "exaequo.tally.lists/2"      },
    };
    (void)state;
    char *bytes = saved_of(all_rows);
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        exq_error error = {0};
        exq_tally *tally = NULL;
        char *damaged = replaced(bytes, damages[i].from, damages[i].to);
        kit_text("damaged", damaged);
        exq_status status = exq_tally_load("damaged", &tally, &error);
        if (status == EXQ_OK)
            print_error("not noticed: %s\n", damages[i].to);
        assert_true(status == EXQ_MALFORMED || status == EXQ_INCONSISTENT);
        assert_true(strncmp(error.message, "damaged: this", 13) == 0);
        assert_null(tally);
        free(damaged);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tallies_are_inputs),
        cmocka_unit_test(test_what_a_tally_can_be_asked),
        cmocka_unit_test(test_damage_is_noticed),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}
