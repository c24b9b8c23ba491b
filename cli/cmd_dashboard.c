/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo dashboard: many saved results as one page, in the order of their dates. */
#include <string.h>

#include "atomic_file.h"
#include "build_request.h"
#include "command.h"
#include "plotter.h"
#include "refusal.h"
#include "result_file.h"

typedef struct dashboard_options {
    exq_list inputs;
    const char *folder;
    const char *as_of;
    const char *lang;
} dashboard_options;

#define ROW(kind, name, argument, field, ...) \
    EXQ_OPTION_ROW(kind, name, argument, dashboard_options, field, __VA_ARGS__)

static const exq_option options[] = {
    ROW(TEXT, "output", "DIR", folder, .letter = 'o', .help = "write DIR/index.html"),
    ROW(TEXT, "as-of", "DATE", as_of, .help = "say what has ended before this day (YYYY-MM-DD)"),
    ROW(TEXT, "lang", "en|fr", lang, .help = "language of the page (default: en)"),
    {0},
};

static const exq_section dashboard_section = {"Where it goes", options};

static bool is_day(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
            return false;
    return true;
}

static exq_status check_options(const dashboard_options *asked, exq_error *error)
{
    if (asked->folder == NULL || *asked->folder == '\0')
        return exq_refuse(error, EXQ_USAGE, "say where the page goes: -o DIR");
    if (asked->as_of != NULL && !is_day(asked->as_of))
        return exq_refuse(error, EXQ_USAGE, "--as-of takes a day, YYYY-MM-DD, not '%.200s'", asked->as_of);
    if (asked->lang != NULL && strcmp(asked->lang, "en") != 0 && strcmp(asked->lang, "fr") != 0)
        return exq_refuse(error, EXQ_USAGE, "--lang takes en or fr, not '%.200s'", asked->lang);
    return EXQ_OK;
}

static exq_status open_results(const exq_list *inputs, exq_named_result *named, exq_result **results, exq_error *error)
{
    for (size_t i = 0; i < inputs->count; i++) {
        EXQ_PASS(exq_result_open(inputs->items[i], &results[i], error));
        named[i] = (exq_named_result){results[i], exq_base_name(inputs->items[i])};
    }
    return EXQ_OK;
}

static exq_status dashboard(const exq_call *call, exq_result **results, exq_bytes *page, exq_error *error)
{
    const dashboard_options *asked = call->options;
    EXQ_PASS(check_options(asked, error));
    exq_bytes path = {0};
    exq_bytes_format(&path, "%s%sindex.html", asked->folder,
                     asked->folder[strlen(asked->folder) - 1] == '/' ? "" : "/");
    const char *target = path.failed ? NULL : exq_pool_copy(call->pool, path.bytes, path.length);
    exq_bytes_free(&path);
    exq_named_result *named = exq_pool_take(call->pool, asked->inputs.count, sizeof *named);
    if (target == NULL || named == NULL)
        return exq_refuse_memory(error);
    const exq_atomic_file file = {target, page, 0640};
    EXQ_PASS(exq_atomic_check(&file, 1, &asked->inputs, error));
    EXQ_PASS(open_results(&asked->inputs, named, results, error));
    const exq_render_options render = {.language = asked->lang, .gnuplot = exq_plotter_path()};
    EXQ_PASS(exq_dashboard(named, asked->inputs.count, asked->as_of, &render, exq_bytes_receive, page, error));
    if (page->failed)
        return exq_refuse_memory(error);
    return exq_atomic_write(&file, 1, call->pool, error);
}

/* A page about verdicts passes none: it ends with 0 when it is written. */
static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    const dashboard_options *asked = call->options;
    (void)exit_code;
    exq_bytes page = {0};
    exq_result **results = exq_pool_take(call->pool, asked->inputs.count, sizeof(exq_result *));
    exq_status status = results != NULL ? dashboard(call, results, &page, error) : exq_refuse_memory(error);
    for (size_t i = 0; results != NULL && i < asked->inputs.count; i++)
        exq_result_free(results[i]);
    exq_bytes_free(&page);
    return status;
}

static const exq_section_use sections[] = {
    {&dashboard_section, 0},
    {0                 },
};

const exq_command exq_command_dashboard = {
    .name = "dashboard",
    .summary = "Show many saved results over time, as one page",
    .examples = "  exaequo dashboard audits/*.json -o dashboard\n"
                "  exaequo dashboard audits/*.json -o dashboard --as-of 2026-12-31\n",
    .grammar = {{"RESULT.json", 1, EXQ_ANY_NUMBER, offsetof(dashboard_options, inputs),
                 "Results of one policy are one audit over time, in the order of their dates\n"
                 "(--as-of of each audit) and then of their names.\n"},
                sections},
    .size = sizeof(dashboard_options),
    .run = run,
};
