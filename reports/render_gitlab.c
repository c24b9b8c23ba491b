/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks as a code quality report of GitLab: what is not met, found where the check stands in the policy. The
 * fingerprint is of names alone, so a merge request shows what is new in it and what it mends, whatever the numbers
 * do.
 */
#include "check_cases.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "tree.h"

static const char *severity_of(const exq_check_case *one)
{
    if (one->state == EXQ_CHECK_MISSED)
        return one->blocks ? "critical" : "minor";
    return one->blocks ? "major" : "info";
}

typedef struct writing {
    const exq_document *document;
    const exq_render_options *options;
    exq_voice voice;
    exq_tree tree;
} writing;

static void add_issue(writing *self, exq_json *issues, const exq_check_case *one)
{
    exq_tree *tree = &self->tree;
    const exq_anchor anchor = exq_anchor_of(self->document, self->options, one->check->where);
    char fingerprint[EXQ_FINGERPRINT_SIZE] = "";
    exq_json *issue = exq_tree_push(tree, issues, exq_json_object());
    exq_say_case_judged(&self->voice, &tree->words, one);
    exq_tree_say(tree, issue, "description", 0);
    exq_tree_name(tree, issue, "check_name", one->check->id);
    tree->failed = tree->failed || !exq_case_fingerprint(one, fingerprint);
    (void)exq_tree_set(tree, issue, "fingerprint", exq_json_string(fingerprint));
    (void)exq_tree_set(tree, issue, "severity", exq_json_string(severity_of(one)));
    exq_json *location = exq_tree_set(tree, issue, "location", exq_json_object());
    exq_tree_name(tree, location, "path", anchor.file);
    exq_json *lines = exq_tree_set(tree, location, "lines", exq_json_object());
    (void)exq_tree_set(tree, lines, "begin", exq_json_count(anchor.line));
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    const exq_document *document = exq_result_document(result);
    writing self = {
        .document = document, .options = options, .voice = exq_voice_of(document, exq_language_of(options->language))};
    exq_cases cases;
    EXQ_TRY(exq_cases_of(document, &cases, error));
    exq_json *issues = exq_json_array();
    for (size_t i = 0; i < cases.count; i++)
        if (cases.items[i].state != EXQ_CHECK_MET && cases.items[i].state != EXQ_CHECK_WAIVED)
            add_issue(&self, issues, &cases.items[i]);
    exq_cases_free(&cases);
    return exq_tree_print(&self.tree, issues, out, error);
}

const exq_render_format exq_render_gitlab = {"gitlab", "checks as a code quality report of GitLab", render};
