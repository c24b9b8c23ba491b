/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Result documents about lists: tables of figures, and the rows made of them.
 */
#include "sample_lists.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sample_build.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const double none = (double)NAN;
static const exq_doc_cells no_cells = {-1, -1, -1, -1, -1, -1, -1, -1};

/* ------------------------------------------------------------------------------------------------ figures */

/* A group of people: all, judged, those who found something, and means over the judged with their errors. */
typedef struct sample_people {
    const char *level;
    exq_count n, judged, found;
    double ndcg, ndcg_se, recall, mrr, lift;
} sample_people;

static const sample_people genders[] = {
    {"F", 1705, 1588, 909,  0.162795979828, 0.004785640655, 0.178212208476, 0.281998920475, 0.927758143942},
    {"M", 4309, 4064, 2641, 0.212728382759, 0.003476221045, 0.211909455475, 0.360620254499, 0.857823721544},
};
static const sample_people ages[] = {
    {"1",  221,  206,  123,  0.177230584101, 0.0139, 0.190, 0.305, 0.91},
    {"18", 1100, 1033, 680,  0.219734571114, 0.0071, 0.221, 0.372, 0.86},
    {"25", 2090, 1987, 1292, 0.209965251414, 0.0050, 0.213, 0.352, 0.87},
    {"35", 1190, 1114, 703,  0.192829486110, 0.0063, 0.199, 0.331, 0.88},
    {"45", 547,  505,  313,  0.177766601158, 0.0091, 0.185, 0.302, 0.89},
    {"50", 494,  466,  287,  0.187444926935, 0.0095, 0.193, 0.318, 0.88},
    {"56", 372,  341,  177,  0.147854485605, 0.0103, 0.160, 0.263, 0.93},
};

/* A group of items: how many, its shares of attention, of the catalogue, of what people like. */
typedef struct sample_items {
    const char *level;
    exq_count n;
    double attention, catalogue, merit;
} sample_items;

static const sample_items genres[] = {
    {"Action",      430, 0.1287,  0.0841, 0.1118}, {"Adventure",  250, 0.0779,  0.0440, 0.0702},
    {"Animation",   101, 0.0160,  0.0170, 0.0199}, {"Children's", 230, 0.0185,  0.0334, 0.0305},
    {"Comedy",      950, 0.1437,  0.2020, 0.1774}, {"Crime",      170, 0.0843,  0.0331, 0.0424},
    {"Documentary", 102, 0.0011,  0.0271, 0.0079}, {"Drama",      1270, 0.23948, 0.2891, 0.2126},
    {"Fantasy",     61,  0.0135,  0.0101, 0.0154}, {"Film-Noir",  40,  0.0167,  0.0092, 0.0130},
    {"Horror",      310, 0.0287,  0.0629, 0.0350}, {"Musical",    101, 0.0091,  0.0153, 0.0143},
    {"Mystery",     94,  0.0216,  0.0162, 0.0189}, {"Romance",    430, 0.03433, 0.0615, 0.0671},
    {"Sci-Fi",      250, 0.0813,  0.0410, 0.0671}, {"Thriller",   450, 0.0858,  0.0808, 0.0817},
    {"War",         130, 0.0430,  0.0238, 0.0271}, {"Western",    64,  0.0022,  0.0154, 0.0110},
};

/* Of every group of people the share of attention that a genre gets. */
static const struct {
    const char *gender, *genre;
    double share, against; /* that of everyone */
    const char *withheld;
} crossed[] = {
    {"F", "Action",  0.092783152756, 0.73, NULL},
    {"F", "Drama",   0.281,          1.17,  NULL},
    {"F", "Romance", 0.059130851168, 1.72, NULL},
    {"F", "Western", none,           none,  "below_min_cell"},
    {"M", "Action",  0.141299587134, 1.11,  NULL},
    {"M", "Drama",   0.224,          0.94,  NULL},
    {"M", "Romance", 0.024522181120, 0.71, NULL},
    {"M", "Western", 0.0019,         0.88, NULL},
};

/* --------------------------------------------------------------------------------------------------- rows */

static exq_doc_measure mean_of(const char *id, double value, double se, exq_count n)
{
    return (exq_doc_measure){.id = id,
                             .value = value,
                             .n = n,
                             .se = se,
                             .lo = isnan(se) ? none : fmax(0.0, value - 1.96 * se),
                             .hi = isnan(se) ? none : value + 1.96 * se,
                             .method = isnan(se) ? NULL : "student"};
}

static exq_doc_disparity row_of(const char *metric, const char *of, double value, double spread)
{
    return (exq_doc_disparity){.metric = metric,
                               .of = of,
                               .value = value,
                               .lo = value * exp(-1.3 * spread),
                               .hi = value * exp(1.3 * spread),
                               .lo_alone = value * exp(-spread),
                               .hi_alone = value * exp(spread),
                               .method = "mover",
                               .reference_is = "group",
                               .p = none,
                               .log10_p = none,
                               .p_adjusted = none,
                               .shrunken = none,
                               .detectable = none,
                               .flips = -1};
}

static void settle(exq_doc_disparity *row)
{
    row->difference = row->lo > 1.0 || row->hi < 1.0 ? "shown" : "not_shown";
    row->direction = row->value > 1.0 ? "higher" : row->value < 1.0 ? "lower" : NULL;
}

static exq_doc_levels level_of(exq_arena *arena, const char *column, const char *level)
{
    return sample_levels(arena, &column, 1, &level);
}

static exq_doc_group blank_group(exq_doc_levels levels)
{
    return (exq_doc_group){.levels = levels,
                           .n = -1,
                           .cells = no_cells,
                           .users_without_truth = -1,
                           .users_without_recommendations = -1,
                           .items = -1};
}

static const char **one_column(exq_arena *arena, const char *column)
{
    const char **by = SAMPLE_MANY(arena, const char *, 1);
    by[0] = column;
    return by;
}

/* ------------------------------------------------------------------------------------------------- people */

static exq_doc_group group_of_people(exq_arena *arena, exq_doc_levels levels, const sample_people *people)
{
    exq_doc_group out = blank_group(levels);
    exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 6);
    double hit = (double)people->found / (double)people->judged;
    double hit_se = sqrt(hit * (1.0 - hit) / (double)people->judged);
    measures[0] = mean_of("hit@10", hit, hit_se, people->judged);
    measures[1] = mean_of("ndcg@10", people->ndcg, people->ndcg_se, people->judged);
    measures[2] = mean_of("recall@10", people->recall, people->ndcg_se, people->judged);
    measures[3] = mean_of("mrr@10", people->mrr, 1.4 * people->ndcg_se, people->judged);
    measures[4] = mean_of("popularity_lift@10", people->lift, 0.02, people->n);
    measures[5] = mean_of("served@10", 1.0, none, people->n);
    out.measures = measures;
    out.measure_count = 6;
    out.n = people->n;
    out.users_without_truth = people->n - people->judged;
    out.users_without_recommendations = 0;
    return out;
}

static exq_doc_people heads_of(const sample_people *group, const sample_people *reference)
{
    exq_count gap = llabs(group->found * reference->judged - reference->found * group->judged);
    return (exq_doc_people){
        .per_100 = {round(100.0 * (double)group->found / (double)group->judged),
                    round(100.0 * (double)reference->found / (double)reference->judged)},
        .shortfall = (gap + reference->judged - 1) / reference->judged,
        .swapped = -1,
        .expected = none,
        .step = none,
        .k = group->found,
        .n = group->judged,
        .reference_k = reference->found,
        .reference_n = reference->judged,
    };
}

static void compare_people(exq_doc_disparity rows[2], const exq_doc_group *group, const exq_doc_group *reference,
                           const sample_people *people, const sample_people *others)
{
    double hit = group->measures[0].value / reference->measures[0].value;
    double ndcg = group->measures[1].value / reference->measures[1].value;
    double hit_spread = 1.96 * hypot(group->measures[0].se / group->measures[0].value,
                                     reference->measures[0].se / reference->measures[0].value);
    double ndcg_spread = 1.96 * hypot(people->ndcg_se / people->ndcg, others->ndcg_se / others->ndcg);
    rows[0] = row_of("hit@10_ratio", "hit@10", hit, hit_spread);
    rows[0].has_people = true;
    rows[0].people = heads_of(people, others);
    rows[1] = row_of("ndcg@10_ratio", "ndcg@10", ndcg, ndcg_spread);
    for (size_t i = 0; i < 2; i++) {
        rows[i].group = group->levels;
        rows[i].reference = reference->levels;
        settle(&rows[i]);
    }
}

/* The points of one measure of every group. */
static exq_doc_series forest_of(exq_arena *arena, const exq_doc_group *groups, size_t count, size_t measure)
{
    const char **of = SAMPLE_MANY(arena, const char *, count);
    exq_count *indices = SAMPLE_MANY(arena, exq_count, count);
    double *x = SAMPLE_MANY(arena, double, count);
    double *lo = SAMPLE_MANY(arena, double, count);
    double *hi = SAMPLE_MANY(arena, double, count);
    for (size_t i = 0; i < count; i++) {
        const exq_doc_measure *point = &groups[i].measures[measure];
        of[i] = point->id;
        indices[i] = (exq_count)i;
        x[i] = point->value;
        lo[i] = point->lo;
        hi[i] = point->hi;
    }
    return (exq_doc_series){"forest", of[0], of, indices, x, lo, hi, count};
}

static exq_doc_question ask_people(exq_arena *arena, const char *column, const sample_people *people, size_t count,
                                   size_t reference)
{
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, count);
    exq_doc_disparity *rows = SAMPLE_MANY(arena, exq_doc_disparity, 2 * count);
    exq_doc_series *series = SAMPLE_MANY(arena, exq_doc_series, 2);
    sample_people all = {.ndcg = 0.198699, .ndcg_se = 0.0029, .recall = 0.2024, .mrr = 0.3385, .lift = 0.877};
    for (size_t i = 0; i < count; i++) {
        groups[i] = group_of_people(arena, level_of(arena, column, people[i].level), &people[i]);
        all.n += people[i].n;
        all.judged += people[i].judged;
        all.found += people[i].found;
    }
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == reference)
            continue;
        compare_people(&rows[used], &groups[i], &groups[reference], &people[i], &people[reference]);
        used += 2;
    }
    series[0] = forest_of(arena, groups, count, 0);
    series[1] = forest_of(arena, groups, count, 1);
    return (exq_doc_question){.side = "user",
                              .by = one_column(arena, column),
                              .by_count = 1,
                              .reference = {"largest", groups[reference].levels},
                              .lead_rate = "hit@10",
                              .groups = groups,
                              .group_count = count,
                              .overall = group_of_people(arena, (exq_doc_levels){NULL, 0}, &all),
                              .disparities = rows,
                              .disparity_count = used,
                              .series = series,
                              .series_count = 2};
}

/* -------------------------------------------------------------------------------------------------- items */

static exq_doc_group group_of_items(exq_arena *arena, exq_doc_levels levels, const sample_items *items)
{
    exq_doc_group out = blank_group(levels);
    exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 6);
    size_t used = 0;
    measures[used] = mean_of("exposure_share@10", items->attention, 0.13 * items->attention, 6014);
    measures[used].has_fair = true;
    measures[used++].fair = (exq_doc_fair){.expected = items->catalogue,
                                           .sd = 0.02,
                                           .least = none,
                                           .excess = items->attention - items->catalogue,
                                           .p = 0.2,
                                           .chance = "labels"};
    measures[used++] = mean_of("exposure_per_item@10", 25.0 * items->attention / items->catalogue, none, 6014);
    measures[used++] = mean_of("selected_share@10", 0.98 * items->attention, none, 6014);
    measures[used++] = mean_of("catalogue_share", items->catalogue, none, 6014);
    if (!isnan(items->merit)) {
        measures[used++] = mean_of("merit_share", items->merit, none, 6014);
        measures[used++] = mean_of("exposure_to_merit@10", items->attention / items->merit, none, 6014);
    }
    out.measures = measures;
    out.measure_count = used;
    out.n = 6014;
    out.items = items->n;
    return out;
}

static const exq_doc_curve *attention_by_rank(exq_arena *arena, const exq_doc_group *groups, size_t count)
{
    exq_doc_curve *curves = SAMPLE_MANY(arena, exq_doc_curve, count);
    for (size_t g = 0; g < count; g++) {
        double *x = SAMPLE_MANY(arena, double, 10);
        double *y = SAMPLE_MANY(arena, double, 10);
        double share = groups[g].measures[0].value;
        for (size_t r = 0; r < 10; r++) {
            x[r] = (double)(r + 1);
            y[r] = share * (1.0 + 0.04 * (4.5 - (double)r) * (g % 2 == 0 ? 1.0 : -1.0));
        }
        curves[g] = (exq_doc_curve){"attention_by_rank", "exposure_share@10", (exq_count)g, x, y, 10};
    }
    return curves;
}

static exq_doc_question ask_items(exq_arena *arena, const char *column, const sample_items *items, size_t count,
                                  size_t reference)
{
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, count);
    exq_doc_disparity *rows = SAMPLE_MANY(arena, exq_doc_disparity, 2 * count + 2);
    sample_items all = {.n = 3232, .attention = 1.0, .catalogue = 1.0, .merit = items[0].merit + 1.0 - items[0].merit};
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        groups[i] = group_of_items(arena, level_of(arena, column, items[i].level), &items[i]);
    for (size_t i = 0; i < count; i++) {
        if (i == reference)
            continue;
        const sample_items *there = &items[reference];
        double per_item = items[i].attention / items[i].catalogue / (there->attention / there->catalogue);
        double per_merit = items[i].attention / items[i].merit / (there->attention / there->merit);
        rows[used] = row_of("exposure_ratio@10", "exposure_share@10", per_item, 0.4);
        rows[used + 1] = row_of("exposure_to_merit_ratio@10", "exposure_share@10", per_merit, 0.35);
        for (size_t r = used; r < used + (isnan(per_merit) ? 1 : 2); r++) {
            rows[r].group = groups[i].levels;
            rows[r].reference = groups[reference].levels;
            settle(&rows[r]);
        }
        used += isnan(per_merit) ? 1 : 2;
    }
    rows[used] = row_of("rsp@10", NULL, 0.7221, 0.1);
    rows[used++].reference_is = NULL;
    rows[used] = row_of("ndkl@10", NULL, 0.9, 0.02);
    rows[used].reference_is = NULL;
    rows[used].has_fair = true;
    rows[used++].fair = (exq_doc_fair){
        .expected = 0.6, .sd = none, .least = 0.02, .excess = 0.3, .p = none, .chance = "proportional"};
    return (exq_doc_question){.side = "item",
                              .by = one_column(arena, column),
                              .by_count = 1,
                              .reference = {"largest", groups[reference].levels},
                              .lead_rate = "exposure_share@10",
                              .groups = groups,
                              .group_count = count,
                              .overall = group_of_items(arena, (exq_doc_levels){NULL, 0}, &all),
                              .disparities = rows,
                              .disparity_count = used,
                              .curves = attention_by_rank(arena, groups, count),
                              .curve_count = count};
}

static exq_doc_question ask_crossed(exq_arena *arena, const char *people, const char *items)
{
    size_t count = COUNT_OF(crossed);
    const char **by = SAMPLE_MANY(arena, const char *, 2);
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, count);
    by[0] = people;
    by[1] = items;
    for (size_t i = 0; i < count; i++) {
        const char *levels[] = {crossed[i].gender, crossed[i].genre};
        groups[i] = blank_group(sample_levels(arena, by, 2, levels));
        groups[i].withheld = crossed[i].withheld != NULL;
        groups[i].why = crossed[i].withheld;
        if (groups[i].withheld)
            continue;
        exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 2);
        measures[0] = mean_of("exposure_share@10", crossed[i].share, 0.02 * crossed[i].share, 1705);
        measures[1] = mean_of("exposure_to_all@10", crossed[i].against, none, 1705);
        groups[i].measures = measures;
        groups[i].measure_count = 2;
        groups[i].n = 1705;
    }
    return (exq_doc_question){.side = "cross",
                              .by = by,
                              .by_count = 2,
                              .groups = groups,
                              .group_count = count,
                              .overall = blank_group((exq_doc_levels){NULL, 0})};
}

/* ---------------------------------------------------------------------------------------------- catalogue */

static const double lorenz_x[] = {0, 0.585, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 1};
static const double lorenz_y[] = {0, 0, 0.001, 0.004, 0.02, 0.085, 0.19, 0.3, 0.52, 1};

static exq_doc_catalogue figure_of(const char *id, double value, double se)
{
    return (exq_doc_catalogue){.id = id,
                               .value = value,
                               .se = se,
                               .lo = isnan(se) ? none : value - 1.96 * se,
                               .hi = isnan(se) ? none : value + 1.96 * se,
                               .method = isnan(se) ? NULL : "jackknife",
                               .num = none,
                               .den = none};
}

static const exq_doc_catalogue *films_catalogue(exq_arena *arena, size_t *count)
{
    exq_doc_catalogue *out = SAMPLE_MANY(arena, exq_doc_catalogue, 12);
    size_t used = 0;
    out[used] = figure_of("gini@10", 0.956553263096, 0.0004);
    out[used].x = lorenz_x;
    out[used].y = lorenz_y;
    out[used].point_count = COUNT_OF(lorenz_x);
    out[used].has_fair = true;
    out[used++].fair = (exq_doc_fair){
        .expected = 0.1304, .sd = none, .least = none, .excess = 0.8262, .p = none, .chance = "items_alike"};
    out[used++] = figure_of("gini_corrected@10", 0.956849317959, 0.0004);
    out[used] = figure_of("coverage@10", 1340.0 / 3232.0, 0.004);
    out[used].num = 1340;
    out[used++].den = 3232;
    out[used] = figure_of("items_for_80@10", 86.0 / 3232.0, none);
    out[used].num = 86;
    out[used++].den = 3232;
    out[used++] = figure_of("entropy@10", 7.174117112002, none);
    out[used++] = figure_of("exposure_gini@10", 0.960078422722, none);
    out[used++] = figure_of("average_popularity@10", 761.412321250417, none);
    out[used++] = figure_of("long_tail_share@10", 0.026388427004, 0.001);
    out[used++] = figure_of("head_exposure_share@10", 0.974551992051, 0.001);
    out[used++] = figure_of("pop_rsp@10", 0.986243288129, none);
    out[used++] = figure_of("pop_reo@10", 0.943370766134, none);
    *count = used;
    return out;
}

/* ---------------------------------------------------------------------------------------------- documents */

static const exq_doc_word film_words[] = {
    {"people", "people"},
    {"items",  "films" },
    {"found",  "found a favourite film"},
};
static const char *const shown[] = {"hit@10", "ndcg@10", "exposure_to_merit_ratio@10", "exposure_ratio@10", "rsp@10",
                                    "gini@10"};
static const exq_count cutoffs[] = {10};
static const exq_doc_source runs[] = {
    {"run.itemknn.trec", 2345678, "99aa06d3014798d86001c324468d497f", NULL}
};
static const exq_doc_reference_file references[] = {
    {"truth",   {"test.tsv", 1234567, "0aa06d3014798d86001c324468d49701", NULL}},
    {"history", {"train.tsv", 9234567, "1aa06d3014798d86001c324468d49702", NULL}},
    {"users",   {"users.tsv", 134567, "2aa06d3014798d86001c324468d49703", NULL}},
    {"items",   {"items.tsv", 171308, "3aa06d3014798d86001c324468d49704", NULL}},
};
static const exq_doc_event events[] = {
    {"seen_before", 0 },
    {"short_list",  12},
};

static exq_document blank_lists(void)
{
    exq_document document = sample_blank(60140);
    document.data.sources = runs;
    document.data.references = references;
    document.data.reference_count = COUNT_OF(references);
    document.data.events = events;
    document.data.event_count = COUNT_OF(events);
    document.conventions.decision = NULL;
    document.conventions.ratio_interval = NULL;
    document.conventions.show = shown;
    document.conventions.show_count = COUNT_OF(shown);
    document.conventions.has_lists = true;
    document.conventions.lists = (exq_doc_list_choices){.user = "user",
                                                        .item = "item",
                                                        .rank = "rank",
                                                        .cutoffs = cutoffs,
                                                        .cutoff_count = 1,
                                                        .position_model = "log",
                                                        .discount = "log",
                                                        .gain = "binary",
                                                        .precision_by = "k",
                                                        .recall_by = "relevant",
                                                        .map_by = "min",
                                                        .no_truth = "left_out",
                                                        .no_list = "zero",
                                                        .duplicates = "fail",
                                                        .ties = "by_item",
                                                        .sharing = "fractional",
                                                        .split_on = "|",
                                                        .tail = "interactions80",
                                                        .target = "catalogue",
                                                        .merit = "truth",
                                                        .entropy = "2",
                                                        .divergence = "e",
                                                        .calibration_smoothing = 0.01,
                                                        .fair_level = 0.1,
                                                        .persistence = 0.8,
                                                        .random = "people"};
    document.provenance.command =
        "exaequo audit run.itemknn.trec --user user --item item --rank rank --truth test.tsv --at 10";
    return document;
}

static exq_arena *new_arena(void)
{
    return sample_must(exq_arena_new());
}

exq_result *exq_sample_films(void)
{
    exq_arena *arena = new_arena();
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 4);
    questions[0] = ask_people(arena, "gender", genders, COUNT_OF(genders), 1);
    questions[1] = ask_people(arena, "age", ages, COUNT_OF(ages), 2);
    questions[2] = ask_items(arena, "genres", genres, COUNT_OF(genres), 7);
    questions[3] = ask_crossed(arena, "gender", "genres");
    exq_document document = blank_lists();
    document.questions = questions;
    document.question_count = 4;
    document.catalogue = films_catalogue(arena, &document.catalogue_count);
    document.conventions.words = film_words;
    document.conventions.word_count = COUNT_OF(film_words);
    document.privacy.anything_withheld = true;
    document.privacy.withheld_groups = 0;
    return sample_finish(arena, &document);
}

exq_result *exq_sample_films_of_label(const char *label)
{
    exq_arena *arena = new_arena();
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 2);
    sample_people people[COUNT_OF(ages)];
    sample_items items[COUNT_OF(genres)];
    memcpy(people, ages, sizeof ages);
    memcpy(items, genres, sizeof genres);
    people[COUNT_OF(ages) - 1].level = label;
    items[6].level = label;
    questions[0] = ask_people(arena, label, people, COUNT_OF(ages), 2);
    questions[1] = ask_items(arena, label, items, COUNT_OF(genres), 7);
    exq_document document = blank_lists();
    document.questions = questions;
    document.question_count = 2;
    document.catalogue = films_catalogue(arena, &document.catalogue_count);
    return sample_finish(arena, &document);
}

/* Without truth nothing says who is served well. */
exq_result *exq_sample_unjudged(void)
{
    static const exq_doc_event nothing[] = {
        {"short_list", 3}
    };
    exq_arena *arena = new_arena();
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 2);
    exq_doc_group *groups = SAMPLE_MANY(arena, exq_doc_group, COUNT_OF(genders));
    for (size_t i = 0; i < COUNT_OF(genders); i++) {
        exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 1);
        measures[0] = mean_of("popularity_lift@10", genders[i].lift, 0.02, genders[i].n);
        groups[i] = blank_group(level_of(arena, "gender", genders[i].level));
        groups[i].measures = measures;
        groups[i].measure_count = 1;
        groups[i].n = genders[i].n;
    }
    exq_doc_group everyone = blank_group((exq_doc_levels){NULL, 0});
    everyone.n = genders[0].n + genders[1].n;
    everyone.users_without_recommendations = 0;
    sample_items items[2] = {genres[0], genres[7]};
    items[0].merit = items[1].merit = none;
    questions[0] = (exq_doc_question){.side = "user",
                                      .by = one_column(arena, "gender"),
                                      .by_count = 1,
                                      .reference = {"largest", groups[1].levels},
                                      .lead_rate = "popularity_lift@10",
                                      .groups = groups,
                                      .group_count = COUNT_OF(genders),
                                      .overall = everyone};
    questions[1] = ask_items(arena, "kind", items, COUNT_OF(items), 1);
    exq_document document = blank_lists();
    document.questions = questions;
    document.question_count = 2;
    document.catalogue = films_catalogue(arena, &document.catalogue_count);
    document.data.reference_count = 0;
    document.data.events = nothing;
    document.data.event_count = 1;
    document.conventions.lists.merit = NULL;
    return sample_finish(arena, &document);
}
