/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saved tallies that may be anything. What is accepted must be a tally: saving and loading it again changes nothing,
 * and taking it from itself leaves nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "decisions.h"
#include "fuzz_target.h"
#include "saved.h"

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

static exq_tally *parse(const char *bytes, size_t length)
{
    exq_error error = {0};
    exq_tally *tally = NULL;
    exq_status status = exq_saved_parse(bytes, length, "fuzz", &tally, &error);
    demand(status == EXQ_OK || error.message[0] != '\0');
    return tally;
}

static exq_buffer save(const exq_tally *tally)
{
    exq_error error = {0};
    exq_buffer out = EXQ_BUFFER_INIT;
    demand(exq_tally_save(tally, append, &out, &error) == EXQ_OK);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    exq_tally *tally = parse((const char *)data, size);
    if (tally == NULL)
        return 0;
    exq_buffer saved = save(tally);
    exq_tally *same = parse(saved.bytes, saved.length);
    demand(same != NULL);
    exq_buffer again = save(same);
    demand(again.length == saved.length && memcmp(again.bytes, saved.bytes, saved.length) == 0);

    exq_error error = {0};
    size_t cells = 0;
    demand(exq_tally_subtract(tally, same, &error) == EXQ_OK);
    (void)exq_decisions_cells(tally, &cells);
    demand(cells == 0 && exq_tally_rows(tally) == 0);
    exq_tally_free(tally);
    exq_tally_free(same);
    exq_buffer_free(&saved);
    exq_buffer_free(&again);
    return 0;
}
