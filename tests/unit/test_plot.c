/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plots when all goes well and when it does not: programs that stand in for gnuplot and misbehave, pictures that are
 * not what was asked for, labels that must not cross.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gnuplot.h"
#include "plot.h"
#include "svg.h"

enum { PATIENCE_MS = 5000, NO_PATIENCE_MS = 300, PATH_SIZE = 128 };

/* ------------------------------------------------------------------------------------ stand-ins for gnuplot */

typedef struct stand_in {
    char folder[PATH_SIZE / 2];
    char path[PATH_SIZE];
} stand_in;

static stand_in write_stand_in(const char *script)
{
    stand_in made = {.folder = "/tmp/exaequo-test-XXXXXX"};
    assert_non_null(mkdtemp(made.folder));
    snprintf(made.path, sizeof made.path, "%s/gnuplot", made.folder);
    FILE *file = fopen(made.path, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", script);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(made.path, 0700), 0);
    return made;
}

static void remove_stand_in(const stand_in *made)
{
    unlink(made->path);
    rmdir(made->folder);
}

/* Run a stand-in on the script "draw"; `output` and `why` are the caller's to free. */
static bool run(const char *script, unsigned patience_ms, exq_buffer *output, exq_buffer *why)
{
    exq_buffer commands = EXQ_BUFFER_INIT;
    exq_buffer_string(&commands, "draw\n");
    *output = *why = (exq_buffer)EXQ_BUFFER_INIT;
    stand_in made = write_stand_in(script);
    bool done = exq_gnuplot_run(made.path, &commands, patience_ms, output, why);
    remove_stand_in(&made);
    exq_buffer_free(&commands);
    return done;
}

static void a_run_gives_what_the_program_wrote(void **state)
{
    (void)state;
    static const struct {
        const char *script, *output;
    } table[] = {
        {"cat",                                                     "draw\n"                },
        {"echo \"$@\"",                                             "--default-settings -\n"},
        {"pwd",                                                     "/\n"                   },
        {"/usr/bin/env | grep -vE '^(PWD|_|SHLVL|OLDPWD)=' | sort",
         "HOME=/nonexistent\nLC_ALL=C.UTF-8\nPATH=/usr/bin:/bin\n"                          },
        {"ulimit -t; ulimit -v; ulimit -n; ulimit -c",              "20\n1048576\n32\n0\n"  },
        {"ls /proc/self/fd | wc -l",                                "4\n"                   },
        {":",                                                       ""                      },
    };
    setenv("GNUTERM", "x11", 1);
    /* The files of ls are the three streams and the folder that it lists. */
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_buffer output;
        exq_buffer why;
        /* Limits reach a program a moment after it has started. */
        char script[256];
        snprintf(script, sizeof script, "sleep 0.1; %s", table[i].script);
        if (!run(script, PATIENCE_MS, &output, &why))
            fail_msg("%s: %s", table[i].script, why.bytes);
        assert_string_equal(output.bytes == NULL ? "" : output.bytes, table[i].output);
        exq_buffer_free(&output);
        exq_buffer_free(&why);
    }
}

static void a_program_that_fails_is_told_of(void **state)
{
    (void)state;
    static const struct {
        const char *script, *why;
    } table[] = {
        {"exit 3",                                               "gnuplot ended with exit code 3"                  },
        {"echo '  no such terminal' >&2; echo more >&2; exit 1", "gnuplot ended with exit code 1: no such terminal"},
        {"kill -SEGV $$",                                        "gnuplot was stopped"                             },
        {"exec sleep 60",                                        "gnuplot did not finish within 1 seconds"         },
        {"trap '' TERM INT HUP; while :; do sleep 1; done",      "gnuplot did not finish within 1 seconds"         },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_buffer output;
        exq_buffer why;
        assert_false(run(table[i].script, NO_PATIENCE_MS, &output, &why));
        assert_string_equal(why.bytes, table[i].why);
        exq_buffer_free(&output);
        exq_buffer_free(&why);
    }
}

static void a_program_that_is_not_there_is_told_of(void **state)
{
    (void)state;
    static const struct {
        const char *path, *why;
    } table[] = {
        {"/nonexistent/gnuplot", "gnuplot could not be started: there is no such program"},
        {"/etc/passwd",          "gnuplot could not be started: the system refused"      },
        {"gnuplot",              "the path of gnuplot is not absolute"                   },
        {"",                     "the path of gnuplot is not absolute"                   },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        exq_buffer script = EXQ_BUFFER_INIT;
        exq_buffer output = EXQ_BUFFER_INIT;
        exq_buffer why = EXQ_BUFFER_INIT;
        exq_buffer_string(&script, "draw\n");
        assert_false(exq_gnuplot_run(table[i].path, &script, PATIENCE_MS, &output, &why));
        assert_string_equal(why.bytes, table[i].why);
        exq_buffer_free(&script);
        exq_buffer_free(&output);
        exq_buffer_free(&why);
    }
}

/* Does the process still run? Killed ones may stay for a moment, and then as zombies until somebody fetches them. */
static bool runs(int process)
{
    char path[PATH_SIZE];
    char status[512] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    size_t length = fread(status, 1, sizeof status - 1, file);
    fclose(file);
    return length > 0 && strstr(status, ") Z") == NULL;
}

static void what_the_program_started_ends_with_it(void **state)
{
    (void)state;
    exq_buffer output;
    exq_buffer why;
    assert_true(run("sleep 60 > /dev/null & echo $!", PATIENCE_MS, &output, &why));
    int child = atoi(output.bytes);
    assert_true(child > 1);
    for (int tries = 0; tries < 500 && runs(child); tries++)
        usleep(10000);
    assert_false(runs(child));
    exq_buffer_free(&output);
    exq_buffer_free(&why);
}

/* ------------------------------------------------------------------------------------------------ pictures */

/* One row, one tick: the tokens g0, v1 and t2, one point. */
static exq_plot small_plot(exq_arena *arena, const char *label)
{
    exq_plot plot = {0};
    exq_plot_begin(&plot, arena,
                   &(exq_plot_frame){.width = 640, .rows = 1, .left = 10, .right = 5, .lo = 0, .hi = 1, .axis = true});
    exq_plot_group(&plot, 0, label);
    exq_plot_value(&plot, 0, "45");
    exq_plot_tick(&plot, 0.5, "50");
    exq_plot_range(&plot, 0, 0.4, 0.5, EXQ_PLOT_HIGHER);
    exq_plot_mark(&plot, 0, 0.45, EXQ_PLOT_HIGHER);
    exq_plot_end(&plot);
    plot.title = "title";
    plot.description = "description";
    return plot;
}

#define TEXT(token) "<g transform=\"translate(1.00,2.00)\" text-anchor=\"end\"><text>" token "</text></g>"
#define POINT "<use xlink:href='#gpPt8' transform='translate(3.00,4.00) scale(5.40)' color='rgb(  0, 114, 178)'/>"
#define SVG(inside) \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">" inside "</svg>"
#define TEXTS TEXT("g0") TEXT("v1") TEXT("t2")
#define ALL TEXTS POINT

/* What gnuplot might have drawn, and why it is refused; NULL: it is taken. */
static const struct {
    const char *problem, *picture;
} pictures[] = {
#define PICTURE(problem, picture) {problem, picture},
#include "plot_pictures.def"
#undef PICTURE
};

static void a_picture_is_taken_only_as_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        const char *picture = pictures[i].picture;
        const char *problem = pictures[i].problem;
        exq_arena *arena = exq_arena_new();
        exq_plot plot = small_plot(arena, "a label");
        exq_buffer why = EXQ_BUFFER_INIT;
        bool taken = exq_svg_adopt(&plot, 1, picture, strlen(picture), &why);
        if (taken != (problem == NULL) || (problem != NULL && strstr(why.bytes, problem) == NULL))
            fail_msg("%s: %s", picture, taken ? "taken" : why.bytes);
        exq_buffer_free(&why);
        exq_plot_free(&plot);
        exq_arena_free(arena);
    }
}

static size_t occurrences(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        count++;
    return count;
}

static void a_label_replaces_its_token_and_never_crosses(void **state)
{
    (void)state;
    static const char *const labels[] = {"a label", "g0", "t2", "<script>", "\"`touch /tmp/x`\"", "nan"};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        exq_arena *arena = exq_arena_new();
        exq_plot plot = small_plot(arena, labels[i]);
        if (strlen(labels[i]) > 2) /* the others are tokens themselves */
            assert_null(strstr(plot.script.bytes, labels[i]));
        exq_buffer why = EXQ_BUFFER_INIT;
        assert_true(exq_svg_adopt(&plot, 7, SVG(ALL), strlen(SVG(ALL)), &why));
        assert_int_equal(occurrences(plot.svg.bytes, "<text"), 3);
        assert_int_equal(occurrences(plot.svg.bytes, ">45</text>"), 1);
        assert_int_equal(occurrences(plot.svg.bytes, ">50</text>"), 1);
        assert_int_equal(occurrences(plot.svg.bytes, "id=\"plot-7-title\""), 1);
        assert_int_equal(occurrences(plot.svg.bytes, "style="), 0);
        if (strcmp(labels[i], "<script>") == 0)
            assert_non_null(strstr(plot.svg.bytes, ">&lt;script&gt;</text>"));
        exq_buffer_free(&why);
        exq_plot_free(&plot);
        exq_arena_free(arena);
    }
}

/* ------------------------------------------------------------------------------------------ all of a page's */

static bool draw_two(const char *gnuplot, exq_buffer *why)
{
    exq_arena *arena = exq_arena_new();
    exq_plot first = small_plot(arena, "first");
    exq_plot second = small_plot(arena, "second");
    exq_plot *const both[] = {&first, &second};
    bool drawn = exq_plots_draw(gnuplot, PATIENCE_MS, both, 2, why);
    /* all or none */
    assert_int_equal(first.svg.length > 0, drawn);
    assert_int_equal(second.svg.length > 0, drawn);
    exq_plot_free(&first);
    exq_plot_free(&second);
    exq_arena_free(arena);
    return drawn;
}

static void all_plots_are_drawn_or_none(void **state)
{
    (void)state;
    static const char one[] = "<?xml version=\"1.0\"?>" SVG(ALL);
    static const struct {
        size_t copies;
        const char *problem;
    } table[] = {
        {0, "fewer plots"},
        {1, "fewer plots"},
        {2, NULL         },
        {3, "more plots" }
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char script[4096] = "cat > /dev/null\n";
        for (size_t copy = 0; copy < table[i].copies; copy++)
            snprintf(script + strlen(script), sizeof script - strlen(script), "cat <<'EOF'\n%s\nEOF\n", one);
        stand_in made = write_stand_in(script);
        exq_buffer why = EXQ_BUFFER_INIT;
        assert_int_equal(draw_two(made.path, &why), table[i].problem == NULL);
        if (table[i].problem != NULL)
            assert_non_null(strstr(why.bytes, table[i].problem));
        exq_buffer_free(&why);
        remove_stand_in(&made);
    }
}

static void gnuplot_itself_draws_them(void **state)
{
    (void)state;
    if (access("/usr/bin/gnuplot", X_OK) != 0) {
        print_message("not tested: there is no /usr/bin/gnuplot (run tools/deps)\n");
        skip();
    }
    exq_buffer why = EXQ_BUFFER_INIT;
    if (!draw_two("/usr/bin/gnuplot", &why))
        fail_msg("%s", why.bytes);
    exq_buffer_free(&why);
}

static void a_number_that_is_none_never_reaches_gnuplot(void **state)
{
    (void)state;
    exq_arena *arena = exq_arena_new();
    exq_plot plot = small_plot(arena, "label");
    size_t marks = plot.marks;
    exq_plot_mark(&plot, 0, (double)__builtin_nan(""), EXQ_PLOT_LOWER);
    assert_int_equal(plot.marks, marks);
    assert_false(plot.failed);
    exq_plot_upright(&plot, (double)__builtin_nan(""));
    assert_true(plot.failed);
    exq_plot_free(&plot);
    exq_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_gives_what_the_program_wrote),
        cmocka_unit_test(a_program_that_fails_is_told_of),
        cmocka_unit_test(a_program_that_is_not_there_is_told_of),
        cmocka_unit_test(what_the_program_started_ends_with_it),
        cmocka_unit_test(a_picture_is_taken_only_as_asked_for),
        cmocka_unit_test(a_label_replaces_its_token_and_never_crosses),
        cmocka_unit_test(all_plots_are_drawn_or_none),
        cmocka_unit_test(gnuplot_itself_draws_them),
        cmocka_unit_test(a_number_that_is_none_never_reaches_gnuplot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
