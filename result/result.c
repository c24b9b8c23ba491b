/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A result as others hold it: the document, the arena it lives in, and what its outcome asks of a program that ends.
 */
#include "result.h"

#include <string.h>

struct exq_result {
    exq_arena *arena; /* holds the result itself too */
    exq_document document;
};

exq_result *exq_result_new(exq_arena *arena, const exq_document *document)
{
    exq_result *result = EXQ_NEW(arena, exq_result, 1);
    if (result == NULL) {
        exq_arena_free(arena);
        return NULL;
    }
    result->arena = arena;
    result->document = *document;
    return result;
}

const exq_document *exq_result_document(const exq_result *result)
{
    return &result->document;
}

void exq_result_free(exq_result *result)
{
    if (result != NULL)
        exq_arena_free(result->arena);
}

typedef struct exit_rule {
    const char *outcome;
    int code;
    const char *reason;
} exit_rule;

/* The last row is what an unknown outcome gets: it never opens a gate. */
static const exit_rule exit_rules[] = {
    {"none",         0, "exit 0: nothing was asked, so nothing was missed"       },
    {"pass",         0, "exit 0: every check is met"                             },
    {"fail",         1, "exit 1: a check is missed"                              },
    {"inconclusive", 4, "exit 4: a check is not settled or could not be computed"},
};

static const exit_rule *rule_of(const exq_result *result)
{
    size_t last = sizeof exit_rules / sizeof exit_rules[0] - 1;
    for (size_t i = 0; i < last; i++) {
        if (strcmp(exit_rules[i].outcome, result->document.outcome) == 0)
            return &exit_rules[i];
    }
    return &exit_rules[last];
}

int exq_result_exit_code(const exq_result *result)
{
    return rule_of(result)->code;
}

const char *exq_result_exit_reason(const exq_result *result)
{
    return rule_of(result)->reason;
}
