/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of decisions that other tools and papers have published numbers for, as counts, and some of these numbers.
 */
#ifndef GOLDEN_TABLES_H
#define GOLDEN_TABLES_H

#include "published_builder.h"

/* ProPublica's COMPAS two-year data: 7,214 defendants, selected = rated medium or high risk, positive = reoffended. */
enum { AFRICAN_AMERICAN, ASIAN, CAUCASIAN, HISPANIC, NATIVE_AMERICAN, OTHER };
static const built_group compas_race[] = {
    {.level = "African-American", .tp = 1369, .fp = 805, .fn = 532, .tn = 990 },
    {.level = "Asian",            .tp = 6,    .fp = 2,   .fn = 3,   .tn = 21  },
    {.level = "Caucasian",        .tp = 505,  .fp = 349, .fn = 461, .tn = 1139},
    {.level = "Hispanic",         .tp = 103,  .fp = 87,  .fn = 129, .tn = 318 },
    {.level = "Native American",  .tp = 9,    .fp = 3,   .fn = 1,   .tn = 5   },
    {.level = "Other",            .tp = 43,   .fp = 36,  .fn = 90,  .tn = 208 },
};
static const built_group compas_sex[] = {
    {.level = "Female", .tp = 303,  .fp = 288, .fn = 195,  .tn = 609 },
    {.level = "Male",   .tp = 1732, .fp = 994, .fn = 1021, .tn = 2072},
};
static const built_group compas_age[] = {
    {.level = "25 - 45",         .tp = 1183, .fp = 741, .fn = 706, .tn = 1479},
    {.level = "Greater than 45", .tp = 213,  .fp = 181, .fn = 285, .tn = 897 },
    {.level = "Less than 25",    .tp = 639,  .fp = 360, .fn = 225, .tn = 305 },
};
static const built_group compas_race_sex[] = {
    {.level = "African-American, Female", .tp = 173,  .fp = 164, .fn = 74,  .tn = 241},
    {.level = "African-American, Male",   .tp = 1196, .fp = 641, .fn = 458, .tn = 749},
    {.level = "Asian, Female",            .tp = 0,    .fp = 0,   .fn = 1,   .tn = 1  },
    {.level = "Asian, Male",              .tp = 6,    .fp = 2,   .fn = 2,   .tn = 20 },
    {.level = "Caucasian, Female",        .tp = 113,  .fp = 111, .fn = 86,  .tn = 257},
    {.level = "Caucasian, Male",          .tp = 392,  .fp = 238, .fn = 375, .tn = 882},
    {.level = "Hispanic, Female",         .tp = 9,    .fp = 7,   .fn = 24,  .tn = 63 },
    {.level = "Hispanic, Male",           .tp = 94,   .fp = 80,  .fn = 105, .tn = 255},
    {.level = "Native American, Female",  .tp = 3,    .fp = 0,   .fn = 0,   .tn = 1  },
    {.level = "Native American, Male",    .tp = 6,    .fp = 3,   .fn = 1,   .tn = 4  },
    {.level = "Other, Female",            .tp = 5,    .fp = 6,   .fn = 10,  .tn = 46 },
    {.level = "Other, Male",              .tp = 38,   .fp = 30,  .fn = 80,  .tn = 162},
};

/* What Aequitas prints: share of the selected, selection rate, precision, FDR, FOR, FPR, FNR, TPR, TNR, NPV, each
 * over that of the reference. */
typedef struct aequitas_row {
    const built_group *groups;
    size_t count, reference, group;
    double ratios[10];
} aequitas_row;
static const aequitas_row aequitas_rows[] = {
    {compas_race, 6, 2, 0, {2.5457, 1.6902, 1.0649, .9061, 1.2132, 1.9121, .5864, 1.3775, .7205, .9137}},
    {compas_race, 6, 2, 1, {.0094, .7184, 1.2683, .6117, .4338, .3707, .6985, 1.2752, 1.1928, 1.2291}  },
    {compas_race, 6, 2, 3, {.2225, .8571, .9167, 1.1205, 1.0016, .9159, 1.1651, .8492, 1.0258, .9993}  },
    {compas_race, 6, 2, 4, {.0141, 1.9157, 1.2683, .6117, .5785, 1.5989, .2095, 1.7216, .8165, 1.1706} },
    {compas_race, 6, 2, 5, {.0925, .6021, .9205, 1.1151, 1.0482, .6291, 1.4180, .6184, 1.1137, .9805}  },
    {compas_sex,  2, 1, 0, {.2168, .9043, .8069, 1.3364, .7347, .9903, 1.0558, .9671, 1.0046, 1.1307}  },
    {compas_age,  3, 0, 1, {.2048, .5339, .8792, 1.1928, .7462, .5030, 1.5312, .6830, 1.2490, 1.1211}  },
    {compas_age,  3, 0, 2, {.5192, 1.3954, 1.0403, .9357, 1.3139, 1.6219, .6968, 1.1810, .6884, .8502} },
};

/* A rate of a group with its Wilson range, then against Caucasian: difference with Newcombe, ratio with Katz. */
typedef struct compas_range {
    const char *of;
    size_t group;
    double rate[2];                 /* lo, hi */
    double difference[3], ratio[3]; /* value, lo, hi */
} compas_range;
/* clang-format off */
static const compas_range compas_ranges[] = {
    {"false_positive_rate", AFRICAN_AMERICAN, {.425595, .471561}, {.213925, .182053, .245023},
     {1.912093, 1.721239, 2.124108}},
    {"false_negative_rate", AFRICAN_AMERICAN, {.260132, .300462}, {-.197373, -.234559, -.159860},
     {.586416, .531803, .646637}},
    {"selection_rate", AFRICAN_AMERICAN, {.572253, .603971}, {.240200, .215339, .264580},
     {1.690224, 1.590995, 1.795642}},
    {"precision", AFRICAN_AMERICAN, {.609204, .649768}, {.038380, -.000042, .077258},
     {1.064904, .998483, 1.135743}},
    {"false_positive_rate", NATIVE_AMERICAN, {.136844, .694258}, {.140457, -.098731, .460393},
     {1.598854, .650505, 3.929770}},
};
/* clang-format on */

/* Berkeley 1973, six departments, selected = admitted. */
enum { BERKELEY_MEN, BERKELEY_WOMEN };
static const built_group berkeley[] = {
    {.level = "Men",   .us = 512, .ur = 313},
    {.level = "Women", .us = 89,  .ur = 19 },
    {.level = "Men",   .us = 353, .ur = 207},
    {.level = "Women", .us = 17,  .ur = 8  },
    {.level = "Men",   .us = 120, .ur = 205},
    {.level = "Women", .us = 202, .ur = 391},
    {.level = "Men",   .us = 138, .ur = 279},
    {.level = "Women", .us = 131, .ur = 244},
    {.level = "Men",   .us = 53,  .ur = 138},
    {.level = "Women", .us = 94,  .ur = 299},
    {.level = "Men",   .us = 22,  .ur = 351},
    {.level = "Women", .us = 24,  .ur = 317},
};

/* 1,700 people, 802 selected. */
static const built_group sex_table[] = {
    {.level = "Female", .us = 352, .ur = 448},
    {.level = "Male",   .us = 450, .ur = 450}
};
enum { RACE_TABLE_WHITE = 6 };
static const built_group race_table[] = {
    {.level = "American Indian",  .us = 7,   .ur = 8  },
    {.level = "Asian",            .us = 133, .ur = 131},
    {.level = "Black",            .us = 122, .ur = 188},
    {.level = "Hispanic",         .us = 122, .ur = 168},
    {.level = "Pacific Islander", .us = 8,   .ur = 11 },
    {.level = "Two or more",      .us = 10,  .ur = 12 },
    {.level = "White",            .us = 400, .ur = 380},
};
/* Ratio to White with its Katz range. */
static const double race_table_ratios[][3] = {
    {.910, .527, 1.570},
    {.982, .856, 1.128},
    {.767, .658, .895 },
    {.820, .705, .954 },
    {.821, .482, 1.397},
    {.886, .558, 1.408}
};

/* Fairlearn: the docstring, the user guide, and its unit tests (plain and weighted). */
static const built_group fairlearn_docstring_groups[] = {
    {.level = "Female", .tp = 4, .fn = 1},
    { .level = "Male", .tp = 1,          .fp = 1, .fn = 1, .tn = 2}
};
static const built_group fairlearn_guide_groups[] = {
    {.level = "a", .tp = 1, .fp = 2, .fn = 1},
    {            .level = "b",     .tp = 3, .fn = 2, .tn = 1       },
    { .level = "c",     .tp = 2,     .fp = 2, .fn = 3,        .tn = 1}
};
static const built_group fairlearn_unit_groups[] = {
    {.level = "aa", .tp = 15, .fp = 7, .fn = 7, .tn = 7, .weight = {34, 10, 10, 13}, .square = {34, 10, 10, 13}},
    {.level = "ba", .tp = 18, .fp = 6, .fn = 5, .tn = 6, .weight = {39, 10, 11, 12}, .square = {39, 10, 11, 12}},
};

/* SageMaker Clarify's unit tests: twelve rows, and 24 rows in three strata. */
static const built_group clarify_groups[] = {
    {.level = "F", .tp = 2, .fp = 2,     .fn = 1,        .tn = 2},
    {.level = "M",            .fp = 2,        .fn = 2, .tn = 1}
};
static const built_group clarify_strata[] = {
    {.level = "F", .ur = 1},
    {.level = "M", .us = 4, .ur = 1},
    {.level = "F",            .us = 2,        .ur = 4},
    {.level = "M",     .us = 3,     .ur = 3},
    {.level = "F", .us = 1,.ur = 2},
    {.level = "M", .us = 3},
};

/* LinkedIn's LiFT, its unit tests. */
static const built_group lift_parity[] = {
    {.level = "FEMALE",  .us = 567, .ur = 89 },
    {.level = "MALE",    .us = 345, .ur = 123},
    {.level = "UNKNOWN", .us = 25,  .ur = 70 }
};
static const built_group lift_odds[] = {
    {.level = "FEMALE",  .tp = 367, .fn = 567, .fp = 49, .tn = 89 },
    {.level = "MALE",    .tp = 145, .fn = 345, .fp = 23, .tn = 123},
    {.level = "UNKNOWN", .tp = 35,  .fn = 25,  .fp = 20, .tn = 70 }
};

#endif
