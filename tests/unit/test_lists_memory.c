/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading lists, merging, saving and loading their tallies with each allocation refused in turn: out of memory is said,
 * nothing is lost, nothing is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists_kit.h"
#include "scarce_memory.h"

#ifdef HAS_ALLOCATOR_OF_ITS_OWN

int main(void)
{
    puts("not tested: a sanitizer has an allocator of its own");
    return 77;
}

#else

static struct lists_plan kit;

static exq_lists_request *plan_all(const char *rows)
{
    static const char *const few[] = {"ndcg", "exposure", "miscalibration"};
    kit_text("l.csv", rows);
    kit_text("t.csv", "user,item,relevance\n1,b,2\n2,c,1\n4,a,3\n");
    kit_text("h.csv", "user\titem\n1\ta\n2\tc\n4\tg\n");
    kit_text("u.csv", "nr,id,sex\n10,1,f\n20,2,m\n30,3,f\n40,4,\n");
    kit_text("i.csv", "id,kind\na,x|y\nb,y\nc,\nd,x\n");
    exq_lists_request *lists = lists_plan(&kit, "l.csv");
    kit.request.max_excluded = "0.5";
    lists->truth = "t.csv";
    kit.history[0] = "h.csv";
    lists->history_count = 1;
    lists->users = "u.csv";
    lists->users_column = "id";
    lists->items = "i.csv";
    lists->split_on = "|";
    kit.attributes[0] = "@history";
    kit.attributes[1] = "@popularity";
    kit.attributes[2] = "sex";
    kit.plan.attribute_count = 3;
    kit.item_columns[0] = "kind";
    kit.plan.item_grouping_count = 1;
    for (size_t i = 0; i < COUNT_OF(few); i++)
        kit.kernels[kit.plan.kernel_count++] = &exq_kernel_find(few[i])->kernel;
    return lists;
}

static const char good[] = "user,item,rank\n1,a,1\n1,b,2\n2,c,1\n2,a,2\n3,d,1\n";

static exq_status read_once(exq_status expected)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest_lists(&kit.plan, &tally, &error);
    assert_true(status == EXQ_MEMORY || status == expected);
    exq_tally_free(tally);
    return status == EXQ_MEMORY ? EXQ_MEMORY : EXQ_OK;
}

static exq_status read_lists(void)
{
    return read_once(EXQ_OK);
}

static exq_status read_refused(void)
{
    return read_once(EXQ_INCONSISTENT);
}

static void reading(void **state)
{
    (void)state;
    plan_all(good);
    refuse_each_allocation(read_lists);
    plan_all("user,item,rank\n\"1\",a,1\n");
    kit.request.latin1 = true;
    refuse_each_allocation(read_lists);
}

static void reading_other_orders(void **state)
{
    (void)state;
    exq_lists_request *lists = plan_all(good);
    lists->rank = NULL;
    kit.request.score = "rank";
    lists->truth = NULL;
    lists->relevance = "rank";
    lists->duplicates = EXQ_DUPLICATES_KEEP_FIRST;
    refuse_each_allocation(read_lists);
}

static void refusing(void **state)
{
    (void)state;
    plan_all("user,item,rank\n1,a,1\n1,b,3\n");
    refuse_each_allocation(read_refused);
    plan_all(good)->users_column = NULL;
    refuse_each_allocation(read_refused);
}

/* ---------------------------------------------------------------------------------------------------- tallies */

static exq_tally *first, *second;

static exq_tally *read_shard(const char *rows)
{
    plan_all(rows);
    return lists_read(&kit);
}

static exq_status merge_and_take(void)
{
    exq_error error = {0};
    exq_tally *total = NULL;
    exq_status status = exq_tally_load("saved", &total, &error);
    if (status == EXQ_OK)
        status = exq_tally_merge(total, second, &error);
    if (status == EXQ_OK)
        status = exq_tally_subtract(total, second, &error);
    exq_tally_free(total);
    return status;
}

static exq_status save_once(void)
{
    exq_error error = {0};
    exq_buffer out = EXQ_BUFFER_INIT;
    exq_status status = exq_tally_save(first, kit_append, &out, &error);
    exq_buffer_free(&out);
    return status == EXQ_IO ? EXQ_MEMORY : status; /* it is the writer here that has no memory */
}

static void tallies(void **state)
{
    (void)state;
    first = read_shard("user,item,rank\n1,a,1\n1,b,2\n");
    second = read_shard("user,item,rank\n2,c,1\n2,a,2\n3,d,1\n");
    char *bytes = kit_save(first);
    kit_text("saved", bytes);
    free(bytes);
    refuse_each_allocation(save_once);
    refuse_each_allocation(merge_and_take);
    exq_tally_free(first);
    exq_tally_free(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading),
        cmocka_unit_test(reading_other_orders),
        cmocka_unit_test(refusing),
        cmocka_unit_test(tallies),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}

#endif
