/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Result documents about lists: whose they are, and the tables of their figures.
 */
#include "sample_lists.h"

#include <math.h>
#include <string.h>

#include "sample_build.h"
#include "sample_list_build.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const double none = (double)NAN;

/* ------------------------------------------------------------------------------------------------ figures */

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

static const sample_items genres[] = {
    {"Action",      430,  0.1287,  0.0841, 0.1118},
    {"Adventure",   250,  0.0779,  0.0440, 0.0702},
    {"Animation",   101,  0.0160,  0.0170, 0.0199},
    {"Children's",  230,  0.0185,  0.0334, 0.0305},
    {"Comedy",      950,  0.1437,  0.2020, 0.1774},
    {"Crime",       170,  0.0843,  0.0331, 0.0424},
    {"Documentary", 102,  0.0011,  0.0271, 0.0079},
    {"Drama",       1270, 0.23948, 0.2891, 0.2126},
    {"Fantasy",     61,   0.0135,  0.0101, 0.0154},
    {"Film-Noir",   40,   0.0167,  0.0092, 0.0130},
    {"Horror",      310,  0.0287,  0.0629, 0.0350},
    {"Musical",     101,  0.0091,  0.0153, 0.0143},
    {"Mystery",     94,   0.0216,  0.0162, 0.0189},
    {"Romance",     430,  0.03433, 0.0615, 0.0671},
    {"Sci-Fi",      250,  0.0813,  0.0410, 0.0671},
    {"Thriller",    450,  0.0858,  0.0808, 0.0817},
    {"War",         130,  0.0430,  0.0238, 0.0271},
    {"Western",     64,   0.0022,  0.0154, 0.0110},
};

static const sample_crossed crossed[] = {
    {"F", "Action",  0.092783152756, 0.73, NULL            },
    {"F", "Drama",   0.281,          1.17, NULL            },
    {"F", "Romance", 0.059130851168, 1.72, NULL            },
    {"F", "Western", none,           none, "below_min_cell"},
    {"M", "Action",  0.141299587134, 1.11, NULL            },
    {"M", "Drama",   0.224,          0.94, NULL            },
    {"M", "Romance", 0.024522181120, 0.71, NULL            },
    {"M", "Western", 0.0019,         0.88, NULL            },
};

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
    {"people", "people"                },
    {"items",  "films"                 },
    {"found",  "found a favourite film"},
};
static const char *const shown[] = {"hit@10", "ndcg@10", "exposure_to_merit_ratio@10", "exposure_ratio@10",
                                    "rsp@10", "gini@10"};
static const exq_count cutoffs[] = {10};
static const exq_doc_source runs[] = {
    {"run.itemknn.trec", 2345678, "99aa06d3014798d86001c324468d497f", NULL}
};
static const exq_doc_reference_file references[] = {
    {"truth",   {"test.tsv", 1234567, "0aa06d3014798d86001c324468d49701", NULL} },
    {"history", {"train.tsv", 9234567, "1aa06d3014798d86001c324468d49702", NULL}},
    {"users",   {"users.tsv", 134567, "2aa06d3014798d86001c324468d49703", NULL} },
    {"items",   {"items.tsv", 171308, "3aa06d3014798d86001c324468d49704", NULL} },
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
    document.conventions.rate_interval = document.conventions.ratio_interval = NULL;
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
    questions[0] = sample_ask_people(arena, "gender", genders, COUNT_OF(genders), 1);
    questions[1] = sample_ask_people(arena, "age", ages, COUNT_OF(ages), 2);
    questions[2] = sample_ask_items(arena, "genres", genres, COUNT_OF(genres), 7);
    questions[3] = sample_ask_crossed(arena, "gender", "genres", crossed, COUNT_OF(crossed));
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
    questions[0] = sample_ask_people(arena, label, people, COUNT_OF(ages), 2);
    questions[1] = sample_ask_items(arena, label, items, COUNT_OF(genres), 7);
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
    const char *gender = "gender";
    for (size_t i = 0; i < COUNT_OF(genders); i++) {
        exq_doc_measure *measures = SAMPLE_MANY(arena, exq_doc_measure, 1);
        measures[0] = sample_mean("popularity_lift@10", genders[i].lift, 0.02, genders[i].n);
        groups[i] = sample_blank_group(sample_levels(arena, &gender, 1, &genders[i].level));
        groups[i].measures = measures;
        groups[i].measure_count = 1;
        groups[i].n = genders[i].n;
    }
    exq_doc_group everyone = sample_blank_group((exq_doc_levels){NULL, 0});
    everyone.n = genders[0].n + genders[1].n;
    everyone.users_without_recommendations = 0;
    sample_items items[2] = {genres[0], genres[7]};
    items[0].merit = items[1].merit = none;
    questions[0] = (exq_doc_question){
        .side = "user",
        .by = sample_one_column(arena, "gender"),
        .by_count = 1,
        .reference = {"largest", groups[1].levels},
        .lead_rate = "popularity_lift@10",
        .groups = groups,
        .group_count = COUNT_OF(genders),
        .overall = everyone
    };
    questions[1] = sample_ask_items(arena, "kind", items, COUNT_OF(items), 1);
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
