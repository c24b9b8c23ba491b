/* SPDX-License-Identifier: Apache-2.0 */
/* See policy_file.h. */
#include "policy_file.h"

#include <string.h>
#include <strings.h>

#include "build_request.h"
#include "bytes.h"
#include "descriptor.h"
#include "refusal.h"

/* Far more than a policy may have: how much that is, is for the library to say. */
enum { BYTES_READ_MOST = 16 * 1024 * 1024 };

exq_status exq_policy_open(const char *path, const char *sha256, exq_policy **out, exq_error *error)
{
    exq_bytes bytes = {0};
    *out = NULL;
    exq_status status = exq_file_read(path, BYTES_READ_MOST, &bytes, error);
    if (status == EXQ_OK)
        status = exq_policy_read(bytes.bytes != NULL ? bytes.bytes : "", bytes.length, exq_base_name(path), out, error);
    exq_bytes_free(&bytes);
    if (status == EXQ_IO) /* a policy is part of the command, not of the data */
        error->status = status = EXQ_USAGE;
    if (status == EXQ_OK && sha256 != NULL && strcasecmp(sha256, exq_policy_sha256(*out)) != 0) {
        status = exq_refuse(error, EXQ_USAGE, "the SHA-256 of %s is %s, not the one of --policy-sha256", exq_base_name(path),
                            exq_policy_sha256(*out));
        exq_policy_free(*out);
        *out = NULL;
    }
    return status;
}

const char *exq_policy_neighbour(const char *policy, const char *name, exq_pool *pool)
{
    const char *slash = policy != NULL ? strrchr(policy, '/') : NULL;
    if (slash == NULL || name[0] == '/')
        return name;
    exq_bytes path = {0};
    exq_bytes_format(&path, "%.*s/%s", (int)(slash - policy), policy, name);
    const char *copy = path.failed ? NULL : exq_pool_copy(pool, path.bytes, path.length);
    exq_bytes_free(&path);
    return copy;
}

/* Where one file is. */
typedef struct place {
    const char *policy;
    exq_pool *pool;
    bool failed;
} place;

/* What the policy did not name is what it was before. */
static void find(place *in, const char *before, const char **file)
{
    if (*file == NULL || *file == before)
        return;
    *file = exq_policy_neighbour(in->policy, *file, in->pool);
    in->failed = in->failed || *file == NULL;
}

static void find_history(place *in, const exq_lists_request *before, exq_lists_request *lists)
{
    if (lists->history_count == 0 || lists->history == before->history)
        return;
    const char **files = exq_pool_take(in->pool, lists->history_count, sizeof *files);
    in->failed = in->failed || files == NULL;
    for (size_t i = 0; files != NULL && i < lists->history_count; i++) {
        files[i] = lists->history[i];
        find(in, NULL, &files[i]);
    }
    lists->history = files;
}

/* The table of positions stands behind a word. */
static void find_table(place *in, const char *before, const char **model)
{
    static const char word[] = "table=";
    const size_t length = sizeof word - 1;
    if (*model == NULL || *model == before || strncmp(*model, word, length) != 0)
        return;
    const char *file = exq_policy_neighbour(in->policy, *model + length, in->pool);
    exq_bytes text = {0};
    exq_bytes_format(&text, "%s%s", word, file != NULL ? file : "");
    *model = file == NULL || text.failed ? NULL : exq_pool_copy(in->pool, text.bytes, text.length);
    in->failed = in->failed || *model == NULL;
    exq_bytes_free(&text);
}

exq_status exq_policy_apply_from(const char *path, exq_policy *policy, exq_request *request, exq_pool *pool,
                                 exq_error *error)
{
    const exq_lists_request before = request->lists;
    exq_lists_request *lists = &request->lists;
    place in = {path, pool, false};
    EXQ_PASS(exq_policy_apply(policy, request, error));
    find(&in, before.truth, &lists->truth);
    find(&in, before.users, &lists->users);
    find(&in, before.items, &lists->items);
    find_history(&in, &before, lists);
    find_table(&in, before.position_model, &lists->position_model);
    return in.failed ? exq_refuse_memory(error) : EXQ_OK;
}
