/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of what only recommendation lists have, and of the files that anything was read from.
 */
#include "field_rows.h"

#define STRUCTURE exq_doc_source
static const exq_field source_rows[] = {
    ROW("name", TEXT, name, "The base name of the file.", NEVER_NULL),
    ROW("bytes", COUNT, bytes, "Its size as stored.", MAY_BE_NULL),
    ROW("xxh3_128", TEXT, xxh3_128, "XXH3-128 of its bytes as stored, in hex.", MAY_BE_NULL),
    ROW("sha256", TEXT, sha256, "SHA-256 of its bytes as stored, in hex; null unless asked for.", MAY_BE_NULL),
};
const exq_record exq_source_record = RECORD("source", STRUCTURE, source_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_reference_file
static const exq_field reference_file_rows[] = {
    ROW("role", TEXT, role, "What it was read for.", NEVER_NULL, ONE_OF("truth history users items")),
    ROW("source", RECORD, source, "The file.", NEVER_NULL, OF(exq_source_record)),
};
const exq_record exq_reference_file_record = RECORD("reference_file", STRUCTURE, reference_file_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_event
static const exq_field event_rows[] = {
    ROW("name", TEXT, name, "What was met.", NEVER_NULL),
    ROW("count", COUNT, count, "How often.", MAY_BE_NULL),
};
const exq_record exq_event_record = KEYED("event", STRUCTURE, event_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_fair
static const exq_field fair_rows[] = {
    ROW("expected", NUMBER, expected, "The mean number under chance.", MAY_BE_NULL),
    ROW("sd", NUMBER, sd, "Its standard deviation.", MAY_BE_NULL),
    ROW("least", NUMBER, least, "The least number that any lists can have; null: it is the ideal.", MAY_BE_NULL),
    ROW("excess", NUMBER, excess, "The number less its mean under chance: what to compare and to hold to a limit.",
        MAY_BE_NULL),
    ROW("p", NUMBER, p, "How often chance is at least as far from its mean.", MAY_BE_NULL),
    ROW("chance", TEXT, chance,
        "What is drawn: items_alike, every item as often as any; proportional, places in proportion to the catalogue; "
        "labels, the groups of items dealt out anew (labels_drawn: by counting draws); groups_alike, groups of people that "
        "differ by chance alone; people_alike, the people who are shown an item drawn anew; calibrated, labels drawn anew "
        "with the scores as their chances; own_taste, lists from what each person had before.",
        ONE_OF("items_alike proportional labels labels_drawn groups_alike people_alike calibrated own_taste")),
};
const exq_record exq_fair_record = RECORD("fair_random", STRUCTURE, fair_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_catalogue
static const exq_field catalogue_rows[] = {
    ROW("id", TEXT, id, "The figure.", NEVER_NULL),
    ROW("value", NUMBER, value, "The figure of all lists.", MAY_BE_NULL),
    ROW("se", NUMBER, se, "Its standard error, people being the sample.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of its interval.", MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of its interval.", MAY_BE_NULL),
    REASON_ROW("range_why", range_why, "Why there is a value but no interval."),
    ROW("method", TEXT, method, "How the interval was made.", MAY_BE_NULL),
    ROW("num", NUMBER, num, "Of a share of items: those it counts.", MAY_BE_NULL),
    ROW("den", NUMBER, den, "Of a share of items: those it could count.", MAY_BE_NULL),
    ROW("x", NUMBERS, x, "Of a Gini: its Lorenz curve, the share of the items, the least shown first; else empty.",
        NEVER_NULL, BESIDE(point_count)),
    ROW("y", NUMBERS, y, "The share of what they get.", NEVER_NULL, BESIDE(point_count)),
    ROW("fair_random", RECORD, fair, "What chance alone would give.", BESIDE(has_fair), OF(exq_fair_record)),
    WHY("value"),
};
const exq_record exq_catalogue_record = KEYED("catalogue_figure", STRUCTURE, catalogue_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_list_choices
static const exq_field list_choices_rows[] = {
    ROW("user", TEXT, user, "The column of people.", MAY_BE_NULL),
    ROW("item", TEXT, item, "The column of items.", MAY_BE_NULL),
    ROW("rank", TEXT, rank, "The column of ranks; null: ranks are those of the scores.", MAY_BE_NULL),
    ROW("relevance", TEXT, relevance, "The column of relevance in the lists; null: it was read from the truth.",
        MAY_BE_NULL),
    ROW("cutoffs", COUNTS, cutoffs, "How many places of a list count.", NEVER_NULL, BESIDE(cutoff_count)),
    ROW("position_model", TEXT, position_model, "How attention falls with rank.", MAY_BE_NULL),
    ROW("discount", TEXT, discount, "How the worth of a hit falls with rank in NDCG.", ONE_OF("log log-clip")),
    ROW("gain", TEXT, gain, "What a hit is worth.", ONE_OF("binary linear exponential")),
    ROW("precision_by", TEXT, precision_by, "What precision divides by: K, or the length of a shorter list.",
        ONE_OF("k length")),
    ROW("recall_by", TEXT, recall_by, "What recall divides by: what is relevant, or at most K.",
        ONE_OF("relevant min")),
    ROW("map_by", TEXT, map_by,
        "What average precision divides by: min(relevant, K), what is relevant, min(length, K), "
        "or the least of the three.",
        ONE_OF("min relevant length min_length")),
    ROW("no_truth", TEXT, no_truth, "People without truth: in no number of how well they are served, or as 0.",
        ONE_OF("left_out zero")),
    ROW("no_list", TEXT, no_list, "People with truth and without a list: as 0, or in no number.",
        ONE_OF("zero left_out")),
    ROW("relevant_from", TEXT, relevant_from, "The grade from which on an item is relevant; null: above 0.",
        MAY_BE_NULL),
    ROW("duplicates", TEXT, duplicates, "An item that stands twice in a list.", ONE_OF("fail keep_first")),
    ROW("ties", TEXT, ties,
        "Equal scores, in the order of the names of items; `expected`: they share attention alike, and all that is not made "
        "of attention goes by the names.",
        ONE_OF("expected by_item by_item_reversed")),
    ROW("sharing", TEXT, sharing, "An item of several groups: shared among them, or each one's wholly.",
        ONE_OF("fractional full")),
    ROW("split_on", TEXT, split_on, "What divides the values of an item's cell.", MAY_BE_NULL),
    ROW("tail", TEXT, tail, "Which items are called the long tail.", MAY_BE_NULL),
    ROW("target", TEXT, target, "The share that a group of items is held against.", MAY_BE_NULL),
    ROW("merit", TEXT, merit, "What a group of items deserves exposure by; null: nothing told.", MAY_BE_NULL),
    ROW("entropy_base", TEXT, entropy, "The base of the logarithm of entropy.", MAY_BE_NULL),
    ROW("divergence_base", TEXT, divergence, "The base of the logarithm of miscalibration and NDKL; AWRF is in base 2.",
        MAY_BE_NULL),
    ROW("calibration_smoothing", NUMBER, calibration_smoothing, "The share of the history mixed into a list.",
        MAY_BE_NULL),
    ROW("fair_level", NUMBER, fair_level, "The share of fair lists that may fail FA*IR at most.", MAY_BE_NULL),
    ROW("persistence", NUMBER, persistence, "How likely a reader goes on, in rank-biased precision.", MAY_BE_NULL),
    ROW("compat", TEXT, compat, "The tool whose choices these are; null: our own.", MAY_BE_NULL),
    ROW("compat_version", TEXT, compat_version, "Its release.", MAY_BE_NULL),
    ROW("compat_alike", TEXT, compat_alike, "The metrics that come out as its own.", MAY_BE_NULL),
    ROW("compat_unlike", TEXT, compat_unlike, "What stays different.", MAY_BE_NULL),
    ROW("random", TEXT, random, "What is taken as a sample, the trained model being given.", MAY_BE_NULL),
    ROW("variants", TEXT, variants, "All of these as one text; only numbers with the same text can be compared.",
        MAY_BE_NULL),
};
const exq_record exq_list_choices_record = RECORD("list_choices", STRUCTURE, list_choices_rows);
#undef STRUCTURE
