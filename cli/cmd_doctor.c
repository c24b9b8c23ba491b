/* SPDX-License-Identifier: Apache-2.0 */
/* exaequo doctor: what this program is made of and whether what it may use works. Nothing optional is a failure. */
#include "command.h"
#include "descriptor.h"
#include "plotter.h"

#if defined __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

static void append_line(exq_bytes *text, const char *name, const char *what)
{
    exq_bytes_format(text, "%-12s%s\n", name, what);
}

static void append_gnuplot(exq_bytes *text)
{
    char version[128];
    const char *path = exq_plotter_expected();
    if (!exq_plotter_path())
        exq_bytes_format(text,
                         "%-12snot found at %s: reports have tables, but no plots.\n%-12s"
                         "For plots: apt install gnuplot-nox\n",
                         "gnuplot", path, "");
    else if (!exq_plotter_version(version, sizeof version))
        exq_bytes_format(text,
                         "%-12s%s does not run: reports have tables, but no plots.\n%-12s"
                         "Try it by hand: %s --version\n",
                         "gnuplot", path, "", path);
    else
        exq_bytes_format(text, "%-12s%s works: %s\n", "gnuplot", path, version);
}

static exq_status run(const exq_call *call, int *exit_code, exq_error *error)
{
    (void)call;
    (void)exit_code;
    exq_bytes text = {0};
    append_line(&text, "exaequo", exq_version());
    append_line(&text, "compiler", COMPILER);
    const char *name = NULL;
    char version[512];
    for (size_t i = 0; exq_dependency(i, &name, version, sizeof version); i++)
        append_line(&text, name, version);
    append_gnuplot(&text);
    return exq_standard_output_finish(EXQ_OK, &text, error);
}

const exq_command exq_command_doctor = {
    .name = "doctor",
    .summary = "Tell what the program is made of and whether all of it works",
    .examples = "  exaequo doctor\n",
    .run = run,
};
