/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks as SARIF 2.1.0 (OASIS, 2020), for code scanning: every check is a rule, listed whether it is met or not so
 * that an alert of an earlier run closes; what is not met is a result, found where the check stands in the policy.
 * What is waived is left out, and a waiver that has ended, ends soon or waives nothing is a result of its own.
 */
#include <string.h>

#include "check_cases.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "sha256.h"
#include "text.h"
#include "tree.h"

/* Code scanning refuses descriptions of more characters, and files of more results; it shows the first of these. */
enum { MOST_DESCRIPTION = 1000, MOST_RESULTS = 5000 };

static const struct {
    const char *state, *rule;
    exq_sentence sentence;
} waiver_rules[] = {
    {"expired",   "exaequo.waiver.expired",   EXQ_SENTENCE_RULE_WAIVER_EXPIRED  },
    {"ends_soon", "exaequo.waiver.ends-soon", EXQ_SENTENCE_RULE_WAIVER_ENDS_SOON},
    {"unused",    "exaequo.waiver.unused",    EXQ_SENTENCE_RULE_WAIVER_UNUSED   },
};
enum { WAIVER_RULES = sizeof waiver_rules / sizeof *waiver_rules };

typedef struct writing {
    const exq_document *document;
    const exq_render_options *options;
    exq_voice voice;
    exq_tree tree;
} writing;

/* In messages {0} is a place and [words](target) a link; what comes from outside is neither. */
static void say_message(writing *self, exq_json *object, const char *key, size_t most)
{
    exq_buffer said = self->tree.words;
    self->tree.words = (exq_buffer)EXQ_BUFFER_INIT;
    exq_json *message = exq_tree_set(&self->tree, object, key, exq_json_object());
    for (size_t i = 0; i < said.length; i++) {
        exq_buffer_char(&self->tree.words, said.bytes[i]);
        if (said.bytes[i] == '{' || said.bytes[i] == '}')
            exq_buffer_char(&self->tree.words, said.bytes[i]);
        if (said.bytes[i] == ']' && i + 1 < said.length && said.bytes[i + 1] == '(')
            exq_buffer_char(&self->tree.words, ' ');
    }
    self->tree.failed = self->tree.failed || said.failed;
    exq_buffer_free(&said);
    exq_tree_say(&self->tree, message, "text", most);
}

/* A path as the reference of a URI: what is no plain character of a path is written as its bytes. */
static void say_uri(exq_buffer *out, const exq_anchor *anchor)
{
    static const char plain[] = "-._~/!$&'()*+,;=@";
    for (size_t i = 0; i < anchor->file_length; i++) {
        const unsigned char c = (unsigned char)anchor->file[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || (c < 0x80 && strchr(plain, c) != NULL))
            exq_buffer_char(out, (char)c);
        else
            exq_buffer_format(out, "%%%02X", c);
    }
}

static void add_location(writing *self, exq_json *result, const char *where)
{
    exq_tree *tree = &self->tree;
    const exq_anchor anchor = exq_anchor_of(self->document, self->options, where);
    exq_json *locations = exq_tree_set(tree, result, "locations", exq_json_array());
    exq_json *location = exq_tree_push(tree, locations, exq_json_object());
    exq_json *physical = exq_tree_set(tree, location, "physicalLocation", exq_json_object());
    exq_json *artifact = exq_tree_set(tree, physical, "artifactLocation", exq_json_object());
    say_uri(&tree->words, &anchor);
    exq_tree_say(tree, artifact, "uri", 0);
    (void)exq_tree_set(tree, artifact, "uriBaseId", exq_json_string("%SRCROOT%"));
    exq_json *region = exq_tree_set(tree, physical, "region", exq_json_object());
    (void)exq_tree_set(tree, region, "startLine", exq_json_count(anchor.line));
    (void)exq_tree_set(tree, region, "startColumn", exq_json_count(anchor.column));
}

static void add_fingerprint(writing *self, exq_json *result, const char *fingerprint)
{
    enum { SHOWN = 16 };
    exq_json *prints = exq_tree_set(&self->tree, result, "partialFingerprints", exq_json_object());
    exq_buffer_format(&self->tree.words, "%.*s:1", SHOWN, fingerprint);
    exq_tree_say(&self->tree, prints, "primaryLocationLineHash", 0);
}

/* ------------------------------------------------------------------------------------------------------- rules */

static exq_json *add_rule(writing *self, exq_json *rules, const char *id, bool blocks)
{
    exq_json *rule = exq_tree_push(&self->tree, rules, exq_json_object());
    exq_tree_name(&self->tree, rule, "id", id);
    exq_json *defaults = exq_tree_set(&self->tree, rule, "defaultConfiguration", exq_json_object());
    (void)exq_tree_set(&self->tree, defaults, "level", exq_json_string(blocks ? "error" : "warning"));
    exq_json *properties = exq_tree_set(&self->tree, rule, "properties", exq_json_object());
    exq_json *tags = exq_tree_set(&self->tree, properties, "tags", exq_json_array());
    (void)exq_tree_push(&self->tree, tags, exq_json_string("fairness"));
    return rule;
}

static void add_check_rule(writing *self, exq_json *rules, const exq_doc_check *check)
{
    exq_buffer *words = &self->tree.words;
    exq_json *rule =
        add_rule(self, rules, check->id, check->if_missed == NULL || strcmp(check->if_missed, "warn") != 0);
    if (check->title != NULL)
        exq_text_visible(words, check->title, strlen(check->title));
    if (words->length == 0 || strspn(words->bytes, " ") == words->length) /* readers refuse what says nothing */
        exq_say_check_asked(&self->voice, words, check);
    say_message(self, rule, "shortDescription", MOST_DESCRIPTION);
    exq_say_check_asked(&self->voice, words, check);
    exq_buffer_char(words, ' ');
    exq_say_check_limit(&self->voice, words, check);
    if (check->because != NULL) {
        exq_places places = {0};
        exq_text_visible(exq_place(&places, "because"), check->because, strlen(check->because));
        exq_buffer_char(words, ' ');
        exq_fill_sentence(&self->voice, words, EXQ_SENTENCE_CHECK_BECAUSE, &places);
    }
    say_message(self, rule, "fullDescription", MOST_DESCRIPTION);
    exq_places places = {0};
    exq_text_visible(exq_place(&places, "metric"), check->metric, strlen(check->metric));
    exq_text_visible(exq_place(&places, "check"), check->id, strlen(check->id));
    exq_fill_sentence(&self->voice, words, EXQ_SENTENCE_RULE_HELP, &places);
    say_message(self, rule, "help", 0);
}

static void add_waiver_rule(writing *self, exq_json *rules, size_t index)
{
    static const char *const keys[] = {"shortDescription", "fullDescription", "help"};
    exq_json *rule = add_rule(self, rules, waiver_rules[index].rule, false);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        exq_fill_sentence(&self->voice, &self->tree.words, waiver_rules[index].sentence, NULL);
        say_message(self, rule, keys[i], 0);
    }
}

/* ----------------------------------------------------------------------------------------------------- results */

static exq_json *add_result(writing *self, exq_json *results, const char *rule, size_t index, bool blocks)
{
    exq_json *result = exq_tree_push(&self->tree, results, exq_json_object());
    exq_tree_name(&self->tree, result, "ruleId", rule);
    (void)exq_tree_set(&self->tree, result, "ruleIndex", exq_json_count(index));
    (void)exq_tree_set(&self->tree, result, "level", exq_json_string(blocks ? "error" : "warning"));
    return result;
}

static void add_case(writing *self, exq_json *results, const exq_check_case *one)
{
    char fingerprint[EXQ_FINGERPRINT_SIZE] = "";
    const exq_doc_check *check = one->check;
    exq_json *result = add_result(self, results, check->id, (size_t)(check - self->document->checks), one->blocks);
    exq_say_case_judged(&self->voice, &self->tree.words, one);
    say_message(self, result, "message", 0);
    add_location(self, result, check->where);
    self->tree.failed = self->tree.failed || !exq_case_fingerprint(one, fingerprint);
    add_fingerprint(self, result, fingerprint);
    exq_json *properties = exq_tree_set(&self->tree, result, "properties", exq_json_object());
    (void)exq_tree_set(&self->tree, properties, "verdict", exq_json_string(exq_case_verdict(one)));
    if (one->row != NULL) {
        (void)exq_tree_set(&self->tree, properties, "value", exq_json_number(one->row->value));
        (void)exq_tree_set(&self->tree, properties, "lo", exq_json_number(one->row->lo));
        (void)exq_tree_set(&self->tree, properties, "hi", exq_json_number(one->row->hi));
    }
}

static void add_waiver(writing *self, exq_json *results, const exq_doc_waiver *waiver)
{
    unsigned char digest[EXQ_SHA256_SIZE] = {0};
    char fingerprint[EXQ_FINGERPRINT_SIZE];
    for (size_t i = 0; i < WAIVER_RULES; i++) {
        if (strcmp(waiver_rules[i].state, waiver->state) != 0)
            continue;
        exq_json *result = add_result(self, results, waiver_rules[i].rule, self->document->check_count + i, false);
        exq_say_waiver(&self->voice, &self->tree.words, waiver);
        say_message(self, result, "message", 0);
        add_location(self, result, waiver->where);
        self->tree.failed = self->tree.failed || !exq_sha256_of(waiver->id, strlen(waiver->id), digest);
        add_fingerprint(self, result, exq_sha256_hex(digest, fingerprint));
    }
}

static void add_results(writing *self, exq_json *run, const exq_cases *cases)
{
    size_t added = 0;
    exq_json *results = exq_tree_set(&self->tree, run, "results", exq_json_array());
    for (size_t i = 0; i < cases->count && added < MOST_RESULTS; i++) {
        const exq_check_case *one = &cases->items[i];
        if (one->state == EXQ_CHECK_MET || one->state == EXQ_CHECK_WAIVED)
            continue;
        add_case(self, results, one);
        added++;
    }
    for (size_t i = 0; i < self->document->waiver_count; i++)
        add_waiver(self, results, &self->document->waivers[i]);
}

/* --------------------------------------------------------------------------------------------------------- run */

static void add_driver(writing *self, exq_json *run)
{
    exq_tree *tree = &self->tree;
    const exq_document *document = self->document;
    exq_json *tool = exq_tree_set(tree, run, "tool", exq_json_object());
    exq_json *driver = exq_tree_set(tree, tool, "driver", exq_json_object());
    (void)exq_tree_set(tree, driver, "name", exq_json_string("exaequo"));
    (void)exq_tree_set(tree, driver, "semanticVersion", exq_json_string(document->tool_version));
    exq_json *rules = exq_tree_set(tree, driver, "rules", exq_json_array());
    for (size_t i = 0; i < document->check_count; i++)
        add_check_rule(self, rules, &document->checks[i]);
    for (size_t i = 0; i < WAIVER_RULES; i++)
        add_waiver_rule(self, rules, i);
}

/* Runs of one policy follow each other; those of another stand beside them. */
static void add_automation(writing *self, exq_json *run)
{
    const exq_anchor anchor = exq_anchor_of(self->document, self->options, NULL);
    exq_json *details = exq_tree_set(&self->tree, run, "automationDetails", exq_json_object());
    exq_buffer_string(&self->tree.words, "exaequo/");
    say_uri(&self->tree.words, &anchor);
    exq_buffer_char(&self->tree.words, '/');
    exq_tree_say(&self->tree, details, "id", 0);
}

static void add_invocation(writing *self, exq_json *run, const exq_result *result)
{
    exq_json *invocations = exq_tree_set(&self->tree, run, "invocations", exq_json_array());
    exq_json *invocation = exq_tree_push(&self->tree, invocations, exq_json_object());
    (void)exq_tree_set(&self->tree, invocation, "executionSuccessful", exq_json_bool(true));
    (void)exq_tree_set(&self->tree, invocation, "exitCode", exq_json_count((uint64_t)exq_result_exit_code(result)));
    exq_tree_name(&self->tree, invocation, "exitCodeDescription", exq_result_exit_reason(result));
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    const exq_document *document = exq_result_document(result);
    writing self = {
        .document = document, .options = options, .voice = exq_voice_of(document, exq_language_of(options->language))};
    exq_cases cases;
    EXQ_TRY(exq_cases_of(document, &cases, error));
    exq_json *root = exq_json_object();
    (void)exq_tree_set(
        &self.tree, root, "$schema",
        exq_json_string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"));
    (void)exq_tree_set(&self.tree, root, "version", exq_json_string("2.1.0"));
    exq_json *runs = exq_tree_set(&self.tree, root, "runs", exq_json_array());
    exq_json *run = exq_tree_push(&self.tree, runs, exq_json_object());
    add_driver(&self, run);
    add_automation(&self, run);
    add_invocation(&self, run, result);
    (void)exq_tree_set(&self.tree, run, "columnKind", exq_json_string("unicodeCodePoints"));
    add_results(&self, run, &cases);
    exq_cases_free(&cases);
    return exq_tree_print(&self.tree, root, out, error);
}

const exq_render_format exq_render_sarif = {"sarif", "checks as SARIF 2.1.0, for code scanning", render};
