/* SPDX-License-Identifier: Apache-2.0 */
/* See repository.h. */
#include "repository.h"

#include <stdlib.h>
#include <string.h>

/* Where GitHub and GitLab put the files of the repository. */
static const char *root(void)
{
    static const char *const names[] = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0')
            return value;
    }
    return ".";
}

const char *exq_repository_path(const char *path, exq_pool *pool)
{
    char *folder = realpath(root(), NULL), *file = realpath(path, NULL);
    const char *found = NULL;
    const size_t length = folder != NULL ? strlen(folder) : 0;
    if (folder != NULL && file != NULL && strncmp(file, folder, length) == 0 && file[length] == '/')
        found = exq_pool_copy(pool, file + length + 1, strlen(file + length + 1));
    free(folder);
    free(file);
    return found;
}
