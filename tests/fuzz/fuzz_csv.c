/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading rows, whatever the bytes are: the first byte chooses the request, the rest is the file. What is read must
 * keep its accounts, and come back the same from a saved tally.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buffer.h"
#include "fuzz_target.h"
#include "ingest.h"

enum { CLASSES = 1, LABEL = 2, PAIRS = 4, WEIGHT = 8, COUNTS = 16, SCORE = 32, DROP = 64, THREADS = 128 };

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

static void check_accounts(const exq_tally_facts *facts)
{
    uint64_t sum = facts->rows_used;
    for (size_t reason = 0; reason < EXQ_EXCLUDED_COUNT; reason++)
        sum += facts->rows_excluded[reason];
    demand(sum == facts->rows_read);
}

/* Put bytes in a file that has no name, and give the path by which it can be opened; closing the descriptor
 * removes it. */
static int hide(const void *bytes, size_t length, char path[32])
{
    int descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    demand(descriptor >= 0);
    demand(write(descriptor, bytes, length) == (ssize_t)length);
    snprintf(path, 32, "/proc/self/fd/%d", descriptor);
    return descriptor;
}

static void check_saving(const exq_tally *tally)
{
    char path[32];
    exq_error error = {0};
    exq_buffer saved = EXQ_BUFFER_INIT;
    exq_buffer again = EXQ_BUFFER_INIT;
    exq_tally *loaded = NULL;
    demand(exq_tally_save(tally, append, &saved, &error) == EXQ_OK);
    int descriptor = hide(saved.bytes, saved.length, path);
    demand(exq_tally_load(path, &loaded, &error) == EXQ_OK);
    demand(exq_tally_save(loaded, append, &again, &error) == EXQ_OK);
    demand(again.length == saved.length && memcmp(again.bytes, saved.bytes, saved.length) == 0);
    close(descriptor);
    exq_tally_free(loaded);
    exq_buffer_free(&saved);
    exq_buffer_free(&again);
}

static exq_request request_of(uint8_t choice, const char *const *inputs)
{
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = inputs;
    request.input_count = 1;
    request.max_excluded = "1";
    request.classes = (choice & CLASSES) != 0;
    request.decision = choice & SCORE ? NULL : "d";
    request.score = choice & SCORE ? "d" : NULL;
    request.threshold = choice & SCORE ? "0.5" : NULL;
    request.label = choice & LABEL ? "y" : NULL;
    request.counterfactual = choice & PAIRS ? "y" : NULL;
    request.weight = choice & WEIGHT ? "w" : NULL;
    request.counts = choice & COUNTS ? "w" : NULL;
    request.missing = choice & DROP ? EXQ_MISSING_DROP : EXQ_MISSING_OWN_GROUP;
    request.threads = choice & THREADS ? 2 : 1;
    return request;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const attributes[] = {"g"};
    if (size == 0)
        return 0;
    char path[32];
    const char *inputs[] = {path};
    int descriptor = hide(data + 1, size - 1, path);
    exq_request request = request_of(data[0], inputs);
    exq_ingest_plan plan = {&request, attributes, 1};
    exq_error error = {0};
    exq_tally *tally = NULL;
    if (exq_ingest(&plan, &tally, &error) == EXQ_OK) {
        check_accounts(exq_tally_facts_of(tally));
        check_saving(tally);
        exq_tally_free(tally);
    } else {
        demand(error.message[0] != '\0' && strchr(error.message, '\n') == NULL);
    }
    close(descriptor);
    return 0;
}
