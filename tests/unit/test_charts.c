/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Charts of a curve a group, and the map of two attributes: how many pictures, what each holds, what is left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "page_kit.h"
#include "plot_chart.h"
#include "sample_document.h"

enum { MOST_GROUPS = 30, POINTS = 4, PATIENCE_MS = 20000 };

static const double none = (double)NAN;
static const double rising_x[POINTS] = {0, 0.2, 0.6, 1};
static const double rising_y[POINTS] = {0, 0.5, 0.8, 1};
static const double broken_y[POINTS] = {0, 0.5, (double)NAN, 1};

/* A question of so many groups with a curve each. */
typedef struct world {
    exq_arena *arena;
    exq_doc_level levels[MOST_GROUPS];
    exq_doc_group groups[MOST_GROUPS];
    exq_doc_curve curves[MOST_GROUPS];
    const exq_doc_curve *drawn[MOST_GROUPS];
    char names[MOST_GROUPS][32];
    exq_doc_question question;
    exq_document document;
    exq_plot_set set;
} world;

static void world_make(world *out, size_t groups, const double *y)
{
    *out = (world){.arena = exq_arena_new()};
    for (size_t g = 0; g < groups; g++) {
        snprintf(out->names[g], sizeof out->names[g], "group %zu", g);
        out->levels[g] = (exq_doc_level){"by", out->names[g]};
        out->groups[g].levels = (exq_doc_levels){&out->levels[g], 1};
        out->curves[g] = (exq_doc_curve){.id = "roc",
                                         .metric = "true_positive_rate",
                                         .group = (exq_count)g,
                                         .x = rising_x,
                                         .y = y,
                                         .count = POINTS,
                                         .operating = 1};
    }
    out->question =
        (exq_doc_question){.groups = out->groups, .group_count = groups, .curves = out->curves, .curve_count = groups};
    out->document = (exq_document){.questions = &out->question, .question_count = 1};
}

static exq_chart chart_of(world *of, const exq_voice *voice)
{
    const size_t count = exq_chart_curves(&of->question, "roc", NULL, 2, of->drawn);
    return (exq_chart){
        .voice = voice,
        .question = &of->question,
        .curves = of->drawn,
        .count = count,
        .most_together = EXQ_CHART_MOST_TOGETHER,
        .x = {.hi = 1, .hundredths = true},
        .y = {.hi = 1, .hundredths = true},
        .upright = none,
        .from = none,
        .to = none,
        .title = "title",
        .axis = "axis",
        .description = "description"
    };
}

static void world_free(world *made)
{
    for (size_t i = 0; i < made->set.count; i++)
        exq_plot_free(&made->set.plots[i]);
    exq_arena_free(made->arena);
}

static void draw(world *of, const exq_chart *chart)
{
    if (!exq_chart_draw(chart, &of->set, of->arena))
        fail_msg("there is nothing to draw");
    exq_plot *plots[MOST_GROUPS];
    for (size_t i = 0; i < of->set.count; i++)
        plots[i] = &of->set.plots[i];
    exq_buffer why = EXQ_BUFFER_INIT;
    if (!exq_plots_draw(page_gnuplot(), PATIENCE_MS, plots, of->set.count, &why))
        fail_msg("%s", why.bytes);
    exq_buffer_free(&why);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        count++;
    return count;
}

static void five_groups_share_a_picture_and_more_get_one_each(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    static const struct {
        size_t groups, pictures, left_out;
    } table[] = {
        {1,  1,  0},
        {5,  1,  0},
        {6,  6,  0},
        {23, 23, 0},
        {24, 24, 0},
        {30, 24, 6}
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        world made;
        world_make(&made, table[i].groups, rising_y);
        const exq_voice voice = exq_voice_of(&made.document, exq_language_of("en"));
        const exq_chart chart = chart_of(&made, &voice);
        draw(&made, &chart);
        assert_int_equal(made.set.count, table[i].pictures);
        assert_int_equal(made.set.left_out, table[i].left_out);
        assert_int_equal(made.set.small, table[i].pictures > 1);
        const char *first = made.set.plots[0].svg.bytes;
        if (made.set.small) {
            assert_non_null(strstr(first, ">title: group 0</title>"));
            assert_string_equal(made.set.plots[0].name, "group 0");
            assert_int_equal(count_of(first, "class=\"mark "), 1); /* where it is in use */
        } else {
            assert_int_equal(count_of(first, "class=\"mark "), 2 * table[i].groups); /* and in the key */
            assert_int_equal(count_of(first, ">group "), table[i].groups);
        }
        world_free(&made);
    }
}

/* Across and up as the numbers go: a curve that rises ends further right and higher than it begins. */
static void a_curve_lies_where_its_numbers_say(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    world made;
    world_make(&made, 1, rising_y);
    const exq_voice voice = exq_voice_of(&made.document, exq_language_of("en"));
    const exq_chart chart = chart_of(&made, &voice);
    draw(&made, &chart);
    const char *path = strstr(made.set.plots[0].svg.bytes, "class=\"line higher\" d=\"M");
    double x[POINTS], y[POINTS];
    while (path != NULL) { /* the piece of curve in the key comes first */
        const int read = sscanf(strchr(path, 'M'), "M%lf,%lf L%lf,%lf L%lf,%lf L%lf,%lf", &x[0], &y[0], &x[1], &y[1],
                                &x[2], &y[2], &x[3], &y[3]);
        if (read == 2 * POINTS)
            break;
        path = strstr(path + 1, "class=\"line higher\" d=\"M");
    }
    assert_non_null(path);
    for (size_t i = 1; i + 1 < POINTS; i++) {
        assert_true(fabs((x[i] - x[0]) / (x[POINTS - 1] - x[0]) - rising_x[i]) < 0.01);
        assert_true(fabs((y[i] - y[0]) / (y[POINTS - 1] - y[0]) - rising_y[i]) < 0.01);
    }
    assert_true(x[POINTS - 1] > x[0]);
    assert_true(y[POINTS - 1] < y[0]);
    world_free(&made);
}

static void every_small_picture_has_the_reference_behind(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    world made;
    world_make(&made, 6, rising_y);
    made.question.reference = (exq_doc_reference){"level", made.groups[2].levels};
    const exq_voice voice = exq_voice_of(&made.document, exq_language_of("en"));
    exq_chart chart = chart_of(&made, &voice);
    chart.behind = exq_chart_behind(&made.question, chart.curves[0]);
    assert_ptr_equal(chart.behind, &made.curves[2]);
    draw(&made, &chart);
    for (size_t i = 0; i < made.set.count; i++)
        assert_int_equal(count_of(made.set.plots[i].svg.bytes, "line unsettled"), i != 2);
    world_free(&made);
}

static void a_curve_is_broken_where_it_has_no_number(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    world made;
    world_make(&made, 1, broken_y);
    const exq_voice voice = exq_voice_of(&made.document, exq_language_of("en"));
    const exq_chart chart = chart_of(&made, &voice);
    draw(&made, &chart);
    assert_int_equal(count_of(made.set.plots[0].script.bytes, "nan"), 0);
    assert_int_equal(made.set.plots[0].curve_count, 1); /* the point behind the gap stands alone */
    world_free(&made);
}

static void a_curve_of_one_point_is_not_drawn(void **state)
{
    (void)state;
    world made;
    world_make(&made, 2, rising_y);
    made.curves[0].count = 1;
    assert_int_equal(exq_chart_curves(&made.question, "roc", NULL, 1, made.drawn), 2);
    assert_int_equal(exq_chart_curves(&made.question, "roc", NULL, 2, made.drawn), 1);
    assert_ptr_equal(made.drawn[0], &made.curves[1]);
    assert_int_equal(exq_chart_curves(&made.question, "roc", "selection_rate", 2, made.drawn), 0);
    assert_int_equal(exq_chart_curves(&made.question, "calibration", NULL, 1, made.drawn), 0);
    world_free(&made);
}

static void shades_tell_how_far_from_equal(void **state)
{
    (void)state;
    static const struct {
        double ratio;
        exq_plot_shade shade;
        const char *arrow;
    } table[] = {
        {0,        EXQ_PLOT_HALF,     "▼▼▼"},
        {0.5,      EXQ_PLOT_HALF,     "▼▼▼"},
        {0.51,     EXQ_PLOT_FAR_LESS, "▼▼"   },
        {0.8,      EXQ_PLOT_FAR_LESS, "▼▼"   },
        {0.9,      EXQ_PLOT_LESS,     "▼"      },
        {1,        EXQ_PLOT_EVEN,     "="        },
        {1.2,      EXQ_PLOT_MORE,     "▲"      },
        {1.26,     EXQ_PLOT_FAR_MORE, "▲▲"   },
        {2.01,     EXQ_PLOT_DOUBLE,   "▲▲▲"},
        {INFINITY, EXQ_PLOT_DOUBLE,   "▲▲▲"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(exq_plot_shade_of(table[i].ratio), table[i].shade);
        assert_string_equal(exq_plot_arrow(table[i].shade), table[i].arrow);
    }
}

/* The sample has two columns and four rows: one reference, two ratios, and five cells of nobody or too few. */
static void a_map_has_a_cell_for_each_pair_of_levels(void **state)
{
    (void)state;
    if (page_gnuplot() == NULL)
        skip();
    exq_result *result = exq_samples[1].make();
    exq_buffer page = page_render(result, page_gnuplot());
    const char *map = strstr(page.bytes, "class=\"plot cells");
    assert_non_null(map);
    *strstr(map, "</svg>") = '\0';
    assert_int_equal(count_of(map, "<polygon"), 8);
    assert_int_equal(count_of(map, "class=\"hidden hatched\""), 5);
    assert_int_equal(count_of(map, "class=\"area even\""), 1);
    assert_int_equal(count_of(map, "<pattern id=\"plot-"), 1);
    assert_int_equal(count_of(map, "fill=\"url(#plot-"), 5);
    assert_int_equal(count_of(map, "style="), 0);
    assert_int_equal(count_of(map, "class=\"cell\""), 3);
    exq_buffer_free(&page);
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_groups_share_a_picture_and_more_get_one_each),
        cmocka_unit_test(a_curve_lies_where_its_numbers_say),
        cmocka_unit_test(every_small_picture_has_the_reference_behind),
        cmocka_unit_test(a_curve_is_broken_where_it_has_no_number),
        cmocka_unit_test(a_curve_of_one_point_is_not_drawn),
        cmocka_unit_test(shades_tell_how_far_from_equal),
        cmocka_unit_test(a_map_has_a_cell_for_each_pair_of_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
