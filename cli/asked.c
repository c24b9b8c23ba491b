/* SPDX-License-Identifier: Apache-2.0 */
/* The option tables of everything that goes into a request. */
#include "build_request.h"

#define ROW(kind, name, argument, field, ...) EXQ_OPTION_ROW(kind, name, argument, exq_asked, field, __VA_ARGS__)

static const exq_option roles[] = {
    ROW(TEXT, "decision", "COL", decision, .help = "what was decided"),
    ROW(LIST, "favourable", "VALUE", favourable,
        .help = "a decision that counts as favourable; repeatable (default: 1, true, yes)"),
    ROW(FLAG, "classes", NULL, classes, .help = "the decision is one of many classes: each against the rest"),
    ROW(TEXT, "score", "COL", score, .help = "a numeric score; beside --decision it does not decide"),
    ROW(TEXT, "threshold", "T", threshold,
        .help = "without --decision: decided where score >= T; `>T` is above it, `median` above the median"),
    ROW(TEXT, "label", "COL", label, .help = "what turned out to be true"),
    ROW(LIST, "positive", "VALUE", positive,
        .help = "a label that counts as positive; repeatable (default: 1, true, yes)"),
    ROW(TEXT, "counterfactual", "COL", counterfactual,
        .help = "the decision on the same case with the attribute switched"),
    ROW(TEXT, "weight", "COL", weight, .help = "the weight of a row"),
    ROW(TEXT, "unit", "COL", unit, .help = "whose row it is, where one person can have several"),
    ROW(TEXT, "counts", "COL", counts, .help = "rows are counted already: how many each stands for"),
    {0},
};

static const exq_option versions[] = {
    ROW(TEXT, "against", "FILE", against, .file = true,
        .help = "lists of another model, read as DATA is, judged on the same people"),
    ROW(TEXT, "against-decision", "COL", against_decision, .help = "the decisions of another model, in the same rows"),
    ROW(TEXT, "against-score", "COL", against_score,
        .help = "the scores of another model, in the same rows, under the same --threshold"),
    {0},
};

static const exq_option groups[] = {
    ROW(LIST, "by", "COL[,COL...]", by,
        .help = "groups to compare; commas cross columns; repeat the option for more groupings"),
    ROW(NAMES, "given", "COL[,COL...]", given, .help = "compare also within each of these strata"),
    ROW(TEXT, "search", "depth=D", search,
        .help = "find groups of up to D of all these columns that differ from everybody else"),
    {0},
};

static const exq_option comparing[] = {
    ROW(LIST, "reference", "[GROUPING=]LEVEL", reference,
        .help = "compare with this level, or with the largest, best, overall or rest (default: largest)"),
    ROW(CHOICE, "selected-is", "WHAT", selected_is, .choices = "good|bad",
        .help = "what being selected is for the person; not said, nobody is called better or worse off"),
    ROW(COUNT, "min-cell", "K", min_cell, .range = {1, 1e12, false, "of at least 1"},
        .help = "publish no group of fewer than K people (default: 10)"),
    ROW(DECIMAL, "level", "P", level, .range = {0.5, 1, true, "between 0.5 and 1"},
        .help = "confidence level (default: 0.95)"),
    ROW(CHOICE, "rate-interval", "METHOD", rate_interval, .choices = "wilson|clopper-pearson|jeffreys",
        .help = "the interval of a rate by itself (default: wilson)"),
    ROW(CHOICE, "ratio-interval", "METHOD", ratio_interval, .choices = "koopman|katz",
        .help = "the interval of a ratio (default: koopman)"),
    ROW(COUNT, "seed", "N", seed, .help = "of everything drawn at random (default: 1)"),
    ROW(COUNT, "replicates", "N", replicates, .range = {0, 20000, false, "from 0 to 20000"},
        .help = "draws of an interval by resampling, 0 for none (default: 2000)"),
    {0},
};

static const exq_option checks[] = {
    ROW(TEXT, "policy", "FILE", policy, .letter = 'p', .file = true,
        .help = "what is audited, how, and what it is held to (docs/policy.md; exaequo init writes one)"),
    ROW(TEXT, "policy-sha256", "HEX", policy_sha256, .help = "refuse a policy of other bytes"),
    ROW(LIST, "check", "'METRIC >= N [by GROUPING]'", check,
        .help = "a limit (>= or <=) to hold a metric to; repeatable (default: in every grouping that has it)"),
    {0},
};

static const exq_option words[] = {
    ROW(NAMES, "metric", "NAME[,NAME...]", metric, .help = "show these; the JSON always has all"),
    ROW(FLAG, "all", NULL, all, .help = "show every metric"),
    ROW(LIST, "say", "KEY=TEXT", say, .help = "your words for people, selected, rejected, positive, negative, items, found; fr:KEY=TEXT for French. With several languages, words without a prefix are those of the first"),
    ROW(TEXT, "as-of", "DATE|PERIOD", as_of, .help = "the date of the data"),
    {0},
};

static const exq_option reading[] = {
    ROW(TEXT, "delimiter", "C", delimiter, .help = "one character, or tab (default: guessed from the header)"),
    ROW(CHOICE, "missing", "HOW", missing, .choices = "own_group|drop|fail|compare",
        .help = "what a row without an attribute is (default: own_group, shown but never compared)"),
    ROW(DECIMAL, "max-excluded", "SHARE", max_excluded, .range = {0, 1, false, "from 0 to 1"},
        .help = "refuse when more rows cannot be used (default: 0.05)"),
    ROW(COUNT, "expect-rows", "N", expect_rows, .help = "refuse another number of rows"),
    ROW(TEXT, "expect-sha256", "HEX", expect_sha256, .help = "refuse other bytes"),
    ROW(FLAG, "digest", NULL, digest, .help = "record the SHA-256 of each input"),
    ROW(COUNT, "threads", "N", threads, .local = true, .range = {1, 4096, false, "from 1 to 4096"},
        .help = "read with N threads (default: one a processor)"),
    ROW(FLAG, "no-progress", NULL, no_progress, .local = true, .help = "no progress bar"),
    {0},
};

const exq_section exq_section_roles = {"What the columns are", roles};
const exq_section exq_section_versions = {"Another version on the same people", versions};
const exq_section exq_section_groups = {"Whom to compare", groups};
const exq_section exq_section_comparing = {"How to compare", comparing};
const exq_section exq_section_checks = {"What to hold it to", checks};
const exq_section exq_section_words = {"What to say", words};
const exq_section exq_section_reading = {"How to read", reading};
