/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading lists, whatever the bytes are: the first byte chooses the request, the rest are the files, apart by record
 * separators. What is read must count everybody once, come back the same from a saved tally, and leave nothing when it is
 * taken from itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buffer.h"
#include "fuzz_target.h"
#include "kernels.h"
#include "list_tally.h"
#include "lists_options.h"
#include "positions.h"

enum { SCORE = 1, GRADED = 2, KEEP_FIRST = 4, TABLES = 8, HISTORY = 16, LATIN1 = 32, DROP = 64, THREADS = 128 };
enum { LISTS, TRUTH, PAST, USERS, ITEMS, FILES, MOST_KERNELS = 64 };

static void demand(bool truth)
{
    if (!truth)
        abort();
}

static bool append(void *payload, const char *bytes, size_t length)
{
    exq_buffer_append(payload, bytes, length);
    return !((exq_buffer *)payload)->failed;
}

/* Put bytes in a file that has no name, and give the path by which it can be opened. */
static int hide(const void *bytes, size_t length, char path[32])
{
    int descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    demand(descriptor >= 0);
    demand(write(descriptor, bytes, length) == (ssize_t)length);
    snprintf(path, 32, "/proc/self/fd/%d", descriptor);
    return descriptor;
}

static void check_people(const exq_tally *tally)
{
    const exq_lists *lists = exq_lists_of(tally);
    const exq_list_facts *facts = exq_tally_facts_of(tally)->lists;
    for (size_t c = 0; c < lists->cell_count; c++) {
        const exq_user_cell *cell = &lists->cells[c];
        demand(cell->judged == cell->judged_lists + cell->without_list && cell->judged <= cell->people);
        for (size_t m = 0; m < facts->measure_count; m++) {
            uint64_t people = cell->sums[m].people;
            for (size_t why = 0; cell->sums[m].undefined != NULL && why < EXQ_WHY_COUNT; why++)
                people += cell->sums[m].undefined[why];
            demand(people == cell->people);
        }
    }
}

static exq_buffer save(const exq_tally *tally)
{
    exq_error error = {0};
    exq_buffer saved = EXQ_BUFFER_INIT;
    demand(exq_tally_save(tally, append, &saved, &error) == EXQ_OK);
    return saved;
}

static void check_laws(exq_tally *tally)
{
    char path[32];
    exq_error error = {0};
    exq_tally *loaded = NULL;
    exq_buffer saved = save(tally);
    int descriptor = hide(saved.bytes, saved.length, path);
    demand(exq_tally_load(path, &loaded, &error) == EXQ_OK);
    close(descriptor);
    exq_buffer again = save(loaded);
    demand(again.length == saved.length && memcmp(again.bytes, saved.bytes, saved.length) == 0);
    demand(exq_tally_subtract(tally, loaded, &error) == EXQ_OK);
    demand(exq_lists_of(tally)->place_count == 0 && exq_lists_of(tally)->by_cell_count == 0);
    check_people(tally);
    exq_tally_free(loaded);
    exq_buffer_free(&saved);
    exq_buffer_free(&again);
}

static void choose(uint8_t choice, char paths[FILES][32], exq_request *request, const char **history)
{
    exq_lists_request *lists = &request->lists;
    lists->user = "user";
    lists->item = "item";
    lists->rank = choice & SCORE ? NULL : "rank";
    request->score = choice & SCORE ? "rank" : NULL;
    lists->relevance = choice & GRADED ? "rank" : NULL;
    lists->truth = choice & GRADED ? NULL : paths[TRUTH];
    lists->duplicates = choice & KEEP_FIRST ? EXQ_DUPLICATES_KEEP_FIRST : EXQ_DUPLICATES_FAIL;
    lists->users = choice & TABLES ? paths[USERS] : NULL;
    lists->items = choice & TABLES ? paths[ITEMS] : NULL;
    history[0] = paths[PAST];
    lists->history = history;
    lists->history_count = choice & HISTORY ? 1 : 0;
    lists->split_on = "|";
    request->latin1 = (choice & LATIN1) != 0;
    request->missing = choice & DROP ? EXQ_MISSING_DROP : EXQ_MISSING_OWN_GROUP;
    request->threads = choice & THREADS ? 2 : 1;
    request->max_excluded = "1";
}

static void read_lists(uint8_t choice, char paths[FILES][32])
{
    static const char *const columns[] = {"g"};
    static const char *const kind[] = {"k"};
    const exq_grouping grouping = {kind, 1};
    const exq_kernel *kernels[MOST_KERNELS];
    const char *inputs[] = {paths[LISTS]};
    const char *history[1];
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = inputs;
    request.input_count = 1;
    choose(choice, paths, &request, history);
    size_t count = 0;
    for (const exq_kernel_entry *entry = NULL; count < MOST_KERNELS && (entry = exq_kernel_at(count)) != NULL;)
        kernels[count++] = &entry->kernel;
    bool tables = (choice & TABLES) != 0;
    exq_list_plan plan = {
        .request = &request,
        .attributes = columns,
        .attribute_count = tables,
        .item_groupings = &grouping,
        .item_grouping_count = tables,
        .kernels = kernels,
        .kernel_count = count,
        .options = &exq_list_options_default,
        .variants = "ours",
        .attend = exq_attention_fill,
        .pairs = tables,
        .ratings = (choice & SCORE) != 0 && (choice & GRADED) != 0,
    };
    exq_error error = {0};
    exq_tally *tally = NULL;
    if (exq_ingest_lists(&plan, &tally, &error) != EXQ_OK) {
        demand(error.message[0] != '\0' && strchr(error.message, '\n') == NULL);
        return;
    }
    check_people(tally);
    check_laws(tally);
    exq_tally_free(tally);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char paths[FILES][32];
    int descriptors[FILES];
    if (size == 0)
        return 0;
    const char *at = (const char *)data + 1;
    const char *end = (const char *)data + size;
    for (size_t f = 0; f < FILES; f++) {
        const char *mark = at == end ? NULL : memchr(at, '\x1e', (size_t)(end - at));
        const char *next = mark == NULL ? end : mark;
        descriptors[f] = hide(at, (size_t)(next - at), paths[f]);
        at = mark == NULL ? end : mark + 1;
    }
    read_lists(data[0], paths);
    for (size_t f = 0; f < FILES; f++)
        close(descriptors[f]);
    return 0;
}
