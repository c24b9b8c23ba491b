/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sample documents: what people, how many, in which words.
 */
#include "sample_document.h"

#include "sample_build.h"
#include "sample_gate.h"
#include "sample_scores.h"
#include "sample_lists.h"
#include "sample_risks.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static exq_arena *new_arena(void)
{
    return sample_must(exq_arena_new());
}

/* ------------------------------------------------------------------------------------------------- compas */

static const sample_group race[] = {
    {.levels = {"African-American"}, .tp = 1369, .fp = 805, .fn = 532, .tn = 990 },
    {.levels = {"Asian"},            .tp = 6,    .fp = 2,   .fn = 3,   .tn = 21  },
    {.levels = {"Caucasian"},        .tp = 505,  .fp = 349, .fn = 461, .tn = 1139},
    {.levels = {"Hispanic"},         .tp = 103,  .fp = 87,  .fn = 129, .tn = 318 },
    {.levels = {"Native American"},  .tp = 9,    .fp = 3,   .fn = 1,   .tn = 5   },
    {.levels = {"Other"},            .tp = 43,   .fp = 36,  .fn = 90,  .tn = 208 },
};
static const char *const shown_when_bad[] = {"false_positive_rate", "selection_rate", "false_negative_rate",
                                             "precision", "disparate_impact"};
static const exq_doc_word court_words[] = {
    {"people",   "defendants"               },
    {"positive", "reoffended"               },
    {"negative", "did not reoffend"         },
    {"selected", "rated medium or high risk"},
    {"rejected", "rated low"                },
};

static exq_result *make_compas(void)
{
    exq_arena *arena = new_arena();
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 1);
    questions[0] = sample_question_of(arena, &(sample_question){.by = {"race"},
                                                                .by_count = 1,
                                                                .groups = race,
                                                                .group_count = COUNT_OF(race),
                                                                .reference = 2,
                                                                .lead_rate = "false_positive_rate",
                                                                .labels = true});
    exq_document document = sample_blank(7214);
    document.questions = questions;
    document.question_count = 1;
    document.conventions.score = "decile_score#1";
    document.conventions.threshold = "5";
    document.conventions.decision = NULL;
    document.conventions.label = "two_year_recid";
    document.conventions.selected_is = "bad";
    document.conventions.words = court_words;
    document.conventions.word_count = COUNT_OF(court_words);
    document.conventions.show = shown_when_bad;
    document.conventions.show_count = COUNT_OF(shown_when_bad);
    document.privacy.min_cell = 1;
    return sample_finish(arena, &document);
}

/* --------------------------------------------------------------------------------------------------- rich */

static const sample_group by_race[] = {
    {.levels = {"Aleph \xd7\x90"}, .tp = 0,  .fp = 0,                                         .fn = 40,    .tn = 60              },
    {.levels = {"Black"},          .tp = 80, .fp = 30,                                        .fn = 120,   .tn = 70,               .unlabelled_selected = 4, .unlabelled_rejected = 9},
    {.levels = {"<script>alert(1)</script>\x1b[31m\xe2\x80\xae"},    .tp = 20,            .fp = 12, .fn = 0, .tn = 0   },
    {.levels = {"Pacific"},                     .withheld = "below_min_cell"                            },
    {.levels = {"Roma"}, .withheld = "complementary"        },
    {.levels = {"White"},                   .tp = 260,                           .fp = 100,                                                        .fn = 140,                   .tn = 130         },
    {.levels = {NULL},                     .tp = 11,                             .fp = 9,                              .fn = 15,              .tn = 5},
};
static const sample_group in_a[] = {
    {.levels = {"Black"}, .tp = 60,  .fp = 25, .fn = 40, .tn = 20},
    {.levels = {"White"}, .tp = 130, .fp = 60, .fn = 80, .tn = 70},
};
static const sample_group in_b[] = {
    {.levels = {"Black"}, .tp = 20,  .fp = 5,  .fn = 80, .tn = 50},
    {.levels = {"White"}, .tp = 130, .fp = 40, .fn = 60, .tn = 60},
};
static const sample_group in_c[] = {
    {.levels = {"Black"}, .withheld = "below_min_cell"},
    { .levels = {"White"}, .tp = 10, .fp = 0, .fn = 5, .tn = 0},
};
static const sample_group by_sex_and_age[] = {
    {.levels = {"female", "=1+1"},         .tp = 40,                            .fp = 20, .fn = 60, .tn = 30},
    {.levels = {"female", "Less than 25"},                            .tp = 30,                                                       .fp = 20, .fn = 50, .tn = 40},
    {.levels = {"female", NULL}, .tp = 10, .fp = 3, .fn = 5, .tn = 2},
    {.levels = {"male", "Less than 25"},                            .tp = 90,                                                       .fp = 40, .fn = 30, .tn = 20},
    {.levels = {"male", "semi;colon=\\"},           .withheld = "below_min_cell"                                     },
};
static const sample_group by_region[] = {
    {.levels = {"North"},           .tp = 50, .fp = 10, .fn = 60,  .tn = 70},
    {.levels = {"South, \"deep\""}, .tp = 0,  .fp = 0,  .fn = 100, .tn = 90},
};
static const exq_doc_excluded excluded[] = {
    {"decision_missing", 1080},
    {"score_unreadable", 6   }
};
static const char *const warnings[] = {
    "column race holds “White” and “white ”: are they the same?",
    "column sex\x1b[0m has 3 levels that differ only in case",
};
static const exq_doc_word loan_words[] = {
    {"people",   "applicants"},
    {"positive", "repaid"    },
    {"selected", "approved"  }
};

static void ask_rich(exq_arena *arena, exq_doc_question questions[3])
{
    static const char *const departments[] = {"A", "B\xc2\x85", "C"};
    const sample_question of_race = {.by = {"race"},
                                     .by_count = 1,
                                     .groups = by_race,
                                     .group_count = COUNT_OF(by_race),
                                     .reference = 5,
                                     .lead_rate = "true_positive_rate",
                                     .labels = true};
    sample_question within[] = {of_race, of_race, of_race};
    const sample_group *const tables[] = {in_a, in_b, in_c};
    for (size_t i = 0; i < COUNT_OF(within); i++) {
        within[i].groups = tables[i];
        within[i].group_count = 2;
        within[i].reference = 1;
    }
    questions[0] = sample_question_of(arena, &of_race);
    sample_stratify(arena, &questions[0], "department", departments, within, COUNT_OF(within));
    questions[1] = sample_question_of(arena, &(sample_question){
                                                 .by = {"sex", "age"},
                                                 .by_count = 2,
                                                 .groups = by_sex_and_age,
                                                 .group_count = COUNT_OF(by_sex_and_age),
                                                 .reference = 3,
                                                 .lead_rate = "true_positive_rate",
                                                 .labels = true
    });
    questions[2] = sample_question_of(arena, &(sample_question){.by = {"region"},
                                                                .by_count = 1,
                                                                .class_name = "de\"luxe",
                                                                .groups = by_region,
                                                                .group_count = COUNT_OF(by_region),
                                                                .reference = 1,
                                                                .lead_rate = "true_positive_rate",
                                                                .labels = true});
}

static exq_result *make_rich(void)
{
    static const char *const favourable[] = {"approved", "1"};
    static const char *const positive[] = {"repaid"};
    static const char *const classes[] = {"basic", "de\"luxe"};
    exq_arena *arena = new_arena();
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 3);
    ask_rich(arena, questions);
    exq_document document = sample_blank(2205);
    document.questions = questions;
    document.question_count = 3;
    document.data.rows_used = 1119;
    document.data.rows_excluded = excluded;
    document.data.rows_excluded_count = COUNT_OF(excluded);
    document.data.cover = "shown";
    document.data.as_of = "2026-03";
    document.data.warnings = warnings;
    document.data.warning_count = COUNT_OF(warnings);
    document.conventions.label = "repaid";
    document.conventions.selected_is = "good";
    document.conventions.favourable = favourable;
    document.conventions.favourable_count = COUNT_OF(favourable);
    document.conventions.positive = positive;
    document.conventions.positive_count = COUNT_OF(positive);
    document.conventions.classes = classes;
    document.conventions.class_count = COUNT_OF(classes);
    document.conventions.words = loan_words;
    document.conventions.word_count = COUNT_OF(loan_words);
    document.privacy.anything_withheld = true;
    document.privacy.withheld_groups = 4;
    document.uncertainty.level = 0.975;
    return sample_finish(arena, &document);
}

/* --------------------------------------------------------------------------------------------- bare, alone */

static exq_result *make_plain(const char *column, const char *lead_rate, const sample_group *groups, size_t count)
{
    exq_arena *arena = new_arena();
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, 1);
    questions[0] = sample_question_of(arena, &(sample_question){.by = {column},
                                                                .by_count = 1,
                                                                .groups = groups,
                                                                .group_count = count,
                                                                .reference = count - 1,
                                                                .lead_rate = lead_rate});
    exq_document document = sample_blank(1700);
    document.questions = questions;
    document.question_count = 1;
    return sample_finish(arena, &document);
}

static exq_result *make_bare(void)
{
    static const sample_group groups[] = {
        {.levels = {"female"}, .tp = 352, .fn = 448},
        {.levels = {"male"},   .tp = 400, .fn = 500},
    };
    return make_plain("sex", "selection_rate", groups, COUNT_OF(groups));
}

static exq_result *make_alone(void)
{
    static const sample_group groups[] = {
        {.levels = {"everyone"}, .tp = 352, .fn = 448}
    };
    return make_plain("sex", "selection_rate", groups, COUNT_OF(groups));
}

exq_result *exq_sample_of_label(const char *label)
{
    const sample_group groups[] = {
        {.levels = {label}, .tp = 100, .fn = 500},
        {.levels = {"b"},   .tp = 150, .fn = 150},
        {.levels = {"c"},   .tp = 400, .fn = 500},
    };
    return make_plain(label, "selection_rate", groups, COUNT_OF(groups));
}

/* ------------------------------------------------------------------------------------------------ crowded */

enum { CROWD = 44, CROWDED_QUESTIONS = 12 };

static exq_result *make_crowded(void)
{
    exq_arena *arena = new_arena();
    sample_group *groups = SAMPLE_MANY(arena, sample_group, CROWD);
    for (size_t i = 0; i < CROWD; i++) {
        const char *level =
            exq_arena_format(arena, "\xe5\x8c\xba\xe5\x9f\x9f %02zu of a very long name that goes on", i);
        groups[i] = (sample_group){.levels = {level}, .tp = (exq_count)(20 + 7 * i), .fn = (exq_count)(300 - 5 * i)};
    }
    exq_doc_question *questions = SAMPLE_MANY(arena, exq_doc_question, CROWDED_QUESTIONS);
    for (size_t q = 0; q < CROWDED_QUESTIONS; q++)
        questions[q] = sample_question_of(arena, &(sample_question){.by = {exq_arena_format(arena, "column_%zu", q)},
                                                                    .by_count = 1,
                                                                    .groups = groups,
                                                                    .group_count = CROWD - 3 * q,
                                                                    .reference = (CROWD - 3 * q) / 2,
                                                                    .lead_rate = "selection_rate"});
    exq_document document = sample_blank(12000000);
    document.questions = questions;
    document.question_count = CROWDED_QUESTIONS;
    return sample_finish(arena, &document);
}

const exq_sample exq_samples[] = {
    {"compas",  make_compas },
    {"rich",    make_rich   },
    {"bare",    make_bare   },
    {"alone",   make_alone  },
    {"crowded", make_crowded},
    {"films", exq_sample_films},
    {"unjudged", exq_sample_unjudged},
    {"gate",    exq_sample_gate},
    {"scored",  exq_sample_scores},
    {"risks",   exq_sample_risks},
    {NULL,      NULL        },
};
