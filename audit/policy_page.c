/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of keys as a page to read: docs/policy.md.
 */
#include <string.h>

#include "buffer.h"
#include "policy_schema.h"

static const char introduction[] =
    "# Policy files\n\n"
    "A policy says what is audited, how, and what it is held to. `exaequo check POLICY` reads one without data,\n"
    "`exaequo gate DATA -p POLICY` holds data to it, and `exaequo schema --policy` prints its JSON Schema for editors.\n\n"
    "It is YAML (JSON is YAML too), one document of at most 1 MiB. Every value is the text that is written: `no` is the\n"
    "text \"no\", and `0.80` is exactly four fifths. Anchors, aliases, tags, merge keys, unknown and repeated keys are\n"
    "refused, with file, line and column.\n\n"
    "Beside a policy the command line can add groupings and checks, raise `--min-cell` and `--level`, and lower\n"
    "`--max-excluded`. It can change nothing else: limits come from the file alone. The result tells the SHA-256 of the\n"
    "file, and `--policy-sha256 HEX` refuses any other.\n";

static const char *kind_name(const exq_policy_key *key)
{
    static const char *const names[] = {
        [EXQ_POLICY_TEXT] = "text",
        [EXQ_POLICY_WORD] = "",
        [EXQ_POLICY_COUNT] = "whole number",
        [EXQ_POLICY_NUMBER] = "number",
        [EXQ_POLICY_LIMIT] = "number of at most 6 decimals",
        [EXQ_POLICY_SHARE] = "number from 0 to 1",
        [EXQ_POLICY_LEVEL] = "number between 0.5 and 1",
        [EXQ_POLICY_DATE] = "YYYY-MM-DD",
        [EXQ_POLICY_TEXTS] = "text or list of texts",
        [EXQ_POLICY_COUNTS] = "whole number or list of them",
        [EXQ_POLICY_NUMBERS] = "list of numbers that rise",
        [EXQ_POLICY_THRESHOLD] = "number, >number or median",
        [EXQ_POLICY_REASON] = "text of at least 40 characters",
        [EXQ_POLICY_PAIR] = "[low, high]",
        [EXQ_POLICY_REFERENCE] = "{level: NAME}, ",
        [EXQ_POLICY_LEVELS] = "{COLUMN: LEVEL}",
        [EXQ_POLICY_RECORD] = "mapping",
        [EXQ_POLICY_RECORDS] = "list of mappings",
        [EXQ_POLICY_NAMED] = "mapping from names to mappings",
    };
    return names[key->kind];
}

/* "`fail`, `warn`" */
static void append_words(exq_buffer *out, const char *words)
{
    while (words != NULL && *words != '\0') {
        const size_t length = strcspn(words, " ");
        exq_buffer_format(out, "`%.*s`%s", (int)length, words, words[length] == ' ' ? ", " : "");
        words += length + (words[length] == ' ');
    }
}

static void append_row(exq_buffer *out, const exq_policy_key *key)
{
    exq_buffer_format(out, "| `%s`%s | %s", key->name, key->required ? " (required)" : "", kind_name(key));
    append_words(out, key->words);
    exq_buffer_format(out, " | %s | %s |\n", key->fallback != NULL ? key->fallback : "", key->help);
}

static void append_record(exq_buffer *out, const exq_policy_record *record, const char *path, exq_arena *arena)
{
    exq_buffer_format(out, "\n## %s\n\n| key | takes | if not said | means |\n| --- | --- | --- | --- |\n",
                      *path != '\0' ? path : "The file");
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++)
        append_row(out, key);
    for (const exq_policy_key *key = record->keys; key->name != NULL; key++) {
        if (key->of == NULL)
            continue;
        static const char *const behind[] = {[EXQ_POLICY_RECORDS] = "[]", [EXQ_POLICY_NAMED] = ".NAME"};
        const char *tail = key->kind == EXQ_POLICY_RECORD ? "" : behind[key->kind];
        const char *inner = exq_arena_format(arena, "%s%s%s%s", path, *path != '\0' ? "." : "", key->name, tail);
        append_record(out, key->of, inner != NULL ? inner : "", arena);
    }
}

exq_status exq_policy_page(exq_write write, void *payload, exq_error *error)
{
    exq_arena *arena = exq_arena_new();
    exq_buffer text = EXQ_BUFFER_INIT;
    if (arena == NULL)
        return exq_fail_memory(error);
    exq_buffer_string(&text, introduction);
    append_record(&text, &exq_policy_content_record, "", arena);
    exq_status status = text.failed ? exq_fail_memory(error) : EXQ_OK;
    if (status == EXQ_OK && !write(payload, text.bytes, text.length))
        status = exq_fail(error, EXQ_IO, "the page could not be written. Is there room for it?");
    exq_buffer_free(&text);
    exq_arena_free(arena);
    return status;
}
