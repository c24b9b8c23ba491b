/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading, merging and saving with each allocation refused in turn: out of memory is said, nothing is lost, nothing
 * is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest_kit.h"
#include "scarce_memory.h"

#ifdef HAS_ALLOCATOR_OF_ITS_OWN

int main(void)
{
    puts("not tested: a sanitizer has an allocator of its own");
    return 77;
}

#else

static struct kit_plan kit;

/* Read what the plan says; `expected` entries, or an expected refusal. */
static exq_status read_once(exq_status expected, uint64_t rows)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_ingest(&kit.plan, &tally, &error);
    assert_true(status == EXQ_MEMORY || status == expected);
    if (status == EXQ_OK)
        assert_int_equal(exq_tally_rows(tally), rows);
    exq_tally_free(tally);
    return status == EXQ_MEMORY ? EXQ_MEMORY : EXQ_OK;
}

static exq_status read_rows(void)
{
    return read_once(EXQ_OK, 3);
}

static exq_status read_refused(void)
{
    return read_once(EXQ_USAGE, 0);
}

static void prepare_rows(const char *name)
{
    exq_request *request = kit_plan(&kit, name);
    request->label = "y";
    request->weight = "w";
    request->missing = EXQ_MISSING_DROP;
}

static const char rows[] = "g,d,y,w\na,1,,0.5\n\"b \"\"c\"\"\",0,1,2\r\n,1,0,1\n";

static void reading_rows(void **state)
{
    (void)state;
    kit_text("in.csv", rows);
    prepare_rows("in.csv");
    refuse_each_allocation(read_rows);
}

static void reading_many_classes(void **state)
{
    (void)state;
    kit_text("in.csv", "g,d,y,w\na,red,,0.5\nb,blue,red,2\n,green,blue,1\n");
    prepare_rows("in.csv");
    kit.request.classes = true;
    refuse_each_allocation(read_rows);
}

static void reading_compressed_rows(void **state)
{
    (void)state;
    unsigned char *(*const compressors[])(const void *, size_t, size_t *) = {kit_gzip, kit_zstd};
    for (size_t i = 0; i < COUNT_OF(compressors); i++) {
        size_t length = 0;
        unsigned char *bytes = compressors[i](rows, sizeof rows - 1, &length);
        kit_write("packed", bytes, length);
        free(bytes);
        prepare_rows("packed");
        refuse_each_allocation(read_rows);
    }
}

static void refusing_words_and_columns(void **state)
{
    (void)state;
    kit_text("in.csv", "g,d,y,w\na,approved,1,1\nb,refused,1,1\n");
    prepare_rows("in.csv");
    kit.request.min_cell = 1;
    refuse_each_allocation(read_refused);
    kit.request.decision = "decision";
    refuse_each_allocation(read_refused);
}

/* Twelve rows of ten persons, whom a column names. */
static const char persons[] = "user_id,g,d\n1,a,1\n2,a,0\n3,a,1\n4,b,0\n5,b,1\n6,b,0\n7,a,1\n8,b,0\n9,b,1\n10,b,0\n"
                              "1,a,1\n1,b,0\n";

static exq_status read_persons(void)
{
    return read_once(EXQ_OK, 12);
}

static void reading_persons(void **state)
{
    (void)state;
    kit_text("in.csv", persons);
    exq_request *request = kit_plan(&kit, "in.csv");
    refuse_each_allocation(read_persons); /* with a word about them */
    request->unit = "user_id";
    refuse_each_allocation(read_persons);
}

static const char scored[] = "g,s,y\na,0.5,1\nb,0.75,0\na,0.25,\n";

static void prepare_scores(void)
{
    kit_text("in.csv", scored);
    exq_request *request = kit_plan(&kit, "in.csv");
    request->decision = NULL;
    request->score = "s";
    request->threshold = "0.5";
    request->label = "y";
}

static void reading_scores(void **state)
{
    (void)state;
    prepare_scores();
    refuse_each_allocation(read_rows);
}

static bool swallow(void *payload, const char *bytes, size_t length)
{
    (void)payload;
    (void)bytes;
    (void)length;
    return true;
}

static exq_status load_merge_subtract_save(void)
{
    exq_error error = {0};
    exq_tally *total = NULL;
    exq_tally *part = NULL;
    exq_status status = exq_tally_load("saved", &total, &error);
    if (status == EXQ_OK)
        status = exq_tally_load("saved", &part, &error);
    if (status == EXQ_OK)
        status = exq_tally_merge(total, part, &error);
    if (status == EXQ_OK)
        status = exq_tally_subtract(total, part, &error);
    if (status == EXQ_OK)
        status = exq_tally_save(total, swallow, NULL, &error);
    exq_tally_free(total);
    exq_tally_free(part);
    return status;
}

static void save_and_refuse(void)
{
    exq_tally *tally = kit_read(&kit);
    char *bytes = kit_save(tally);
    kit_text("saved", bytes);
    free(bytes);
    exq_tally_free(tally);
    refuse_each_allocation(load_merge_subtract_save);
}

static void saved_tallies(void **state)
{
    (void)state;
    kit_text("in.csv", rows);
    prepare_rows("in.csv");
    save_and_refuse();
    kit_text("in.csv", persons);
    kit_plan(&kit, "in.csv")->unit = "user_id";
    save_and_refuse();
    prepare_scores();
    save_and_refuse();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_rows),
        cmocka_unit_test(reading_many_classes),
        cmocka_unit_test(reading_compressed_rows),
        cmocka_unit_test(refusing_words_and_columns),
        cmocka_unit_test(reading_persons),
        cmocka_unit_test(reading_scores),
        cmocka_unit_test(saved_tallies),
    };
    return cmocka_run_group_tests(tests, kit_enter, kit_leave);
}

#endif
